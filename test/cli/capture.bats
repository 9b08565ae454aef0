# SPDX-License-Identifier: GPL-2.0-only
# --capture and --sysroot on this machine, and a sos report's directory.
# shellcheck disable=SC2154 # stderr is set by bats' run --separate-stderr
# shellcheck disable=SC2001 # sed takes a number out of a message
# shellcheck disable=SC2011 # names that the test itself chose

bats_require_minimum_version 1.5.0

setup() {
	dir=$BATS_TEST_TMPDIR
	chmod a+rx "$BATS_RUN_TMPDIR" "$BATS_RUN_TMPDIR/test" "$dir" 2>/dev/null || true
}

refute() {
	! "$@"
}

as_nobody() {
	setpriv --reuid=65534 --regid=65534 --clear-groups "$@"
}

# Skip the test unless it can run our programs as another user.
need_nobody() {
	[ "$(id -u)" = 0 ] || skip "needs root to become another user"
	cp "$DAXCTL" "$NDCTL" "$dir/"
	chmod a+rx "$dir/daxctl" "$dir/ndctl"
	as_nobody test -x "$dir/daxctl" || skip "the directory above is private"
	DAXCTL=$dir/daxctl NDCTL=$dir/ndctl
}

# undated FILE...: remove the time, which differs from run to run.
undated() {
	sed -i '/^  "time":"[^"]*",$/d' "$@"
}

# alike BY COMMAND...: a directory, an archive and this machine give the same object, except for the
# time. The object that is printed with a capture is the one that the capture gives.
alike() {
	local by=$1 target
	shift
	rm -rf "$dir/out"
	mkdir -m 777 "$dir/out"
	"$by" "$@" >"$dir/live"
	[ -s "$dir/live" ]
	"$by" "$@" --capture="$dir/out/tree" >"$dir/with-tree"
	"$by" "$@" --capture="$dir/out/packed.tar.gz" >"$dir/with-archive"
	tar xzf "$dir/out/packed.tar.gz" -C "$dir/out"
	"$by" "$@" --sysroot="$dir/out/tree" >"$dir/from-tree"
	cmp "$dir/with-tree" "$dir/from-tree"
	"$@" --sysroot="$dir/out/packed" | cmp - "$dir/with-archive"
	TMPDIR=$dir/out "$by" "$@" --sysroot="$dir/out/packed.tar.gz" | cmp - "$dir/with-archive"
	[ "$(ls -A "$dir/out" | xargs)" = "packed packed.tar.gz tree" ]
	undated "$dir/live" "$dir/with-tree" "$dir/with-archive" "$dir/out/tree/pmemcap.json" "$dir/out/packed/pmemcap.json"
	cmp "$dir/live" "$dir/with-tree"
	cmp "$dir/live" "$dir/with-archive"
	diff -r --no-dereference "$dir/out/tree" "$dir/out/packed"
}

@test "this machine: a capture gives the machine's answer" {
	unshare -U true 2>/dev/null || [ "$(id -u)" = 0 ] || skip "no user namespaces here"
	for options in "" -u -v -vv --text; do
		alike env "$DAXCTL" alias-check $options
		alike env "$NDCTL" pmem-status $options
		alike env "$NDCTL" pmem-status -i $options
	done
}

@test "this machine: the same as an ordinary user" {
	need_nobody
	as_nobody unshare -U true 2>/dev/null || skip "no user namespaces here"
	for options in "" -v; do
		alike as_nobody "$DAXCTL" alias-check $options
		alike as_nobody "$NDCTL" pmem-status $options
	done
}

@test "pmem-status' capture holds alias-check's answer" {
	"$NDCTL" pmem-status --capture="$dir/tree" >/dev/null
	"$DAXCTL" alias-check >"$dir/live"
	[ -s "$dir/live" ]
	"$DAXCTL" alias-check --sysroot="$dir/tree" >"$dir/from-tree"
	undated "$dir/live" "$dir/from-tree"
	cmp "$dir/live" "$dir/from-tree"
}

@test "an object and a capture have the time and the host's name, the latter unless --no-hostname" {
	before=$(date +%s)
	for command in alias-check pmem-status; do
		program=$DAXCTL
		[ $command = alias-check ] || program=$NDCTL
		"$program" $command --capture="$dir/named" >"$dir/live"
		[ "$(jq -r .host "$dir/live")" = "$(uname -n)" ]
		time=$(jq -r .time "$dir/live")
		[[ "$time" =~ ^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$ ]]
		[ "$(date -d "$time" +%s)" -ge "$before" ]
		[ "$(date -d "$time" +%s)" -le "$(date +%s)" ]
		[ "$(jq -c '[.time, .host]' "$dir/named/pmemcap.json")" = "$(jq -c '[.time, .host]' "$dir/live")" ]
		"$program" $command --sysroot="$dir/named" | cmp - "$dir/live"
		"$program" $command --sysroot="$dir/named" --no-hostname | jq -e 'has("host") | not'
		"$program" $command --no-hostname --capture="$dir/nameless" >"$dir/live"
		jq -e '(has("host") | not) and has("time")' "$dir/live"
		jq -e '(has("host") | not) and has("time")' "$dir/nameless/pmemcap.json"
		"$program" $command --sysroot="$dir/nameless" | cmp - "$dir/live"
		# An invalid time in a record is left out. A tree without a record has neither.
		jq '.time = "yesterday" | .host = ["x"]' "$dir/named/pmemcap.json" >"$dir/record"
		cp "$dir/record" "$dir/named/pmemcap.json"
		"$program" $command --sysroot="$dir/named" | jq -e 'has("host") or has("time") | not'
		rm "$dir/named/pmemcap.json"
		"$program" $command --sysroot="$dir/named" | jq -e 'has("host") or has("time") | not'
		rm -r "$dir/named" "$dir/nameless"
	done
}

@test "without a boot log, a configuration, or readable modules" {
	[ "$(id -u)" = 0 ] || skip "needs root to hide files"
	unshare -m true 2>/dev/null || skip "no mount namespaces here"
	mkdir "$dir/empty"
	cat >"$dir/hidden" <<-'END'
		mount -t tmpfs tmpfs "$1" -o size=16M
		for path in /proc/config.gz /proc/cpuinfo; do
			[ ! -e "$path" ] || mount --bind /dev/null "$path"
		done
		shift
		exec "$@"
	END
	hidden() {
		unshare -m sh "$dir/hidden" /boot "$@"
	}
	hidden true || skip "nothing can be mounted here"
	alike hidden "$DAXCTL" alias-check
	jq -e '.kernel.config_source == null' "$dir/from-tree"
	jq -e '[.skipped[] | select(.path == "/proc/cpuinfo")] | length == 1' "$dir/from-tree"
	alike hidden "$NDCTL" pmem-status
}

# Run a command with $dir/modules/modules as /lib/modules.
with_modules() {
	# shellcheck disable=SC2016 # for that shell to expand
	unshare -m sh -c 'mount -t overlay overlay -o "lowerdir=$0/modules:/usr/lib" /usr/lib && exec "$@"' "$dir" "$@"
}

@test "the kernel's directory of modules is empty, or lacks an index" {
	[ "$(id -u)" = 0 ] || skip "needs root to put it in place"
	modules=$dir/modules/modules/$(uname -r)
	[ ! -e "/usr/lib/modules/$(uname -r)" ] || skip "this kernel has modules"
	mkdir -p "$modules"
	with_modules true 2>/dev/null || skip "nothing can be mounted here"
	# No index at all, one complete (empty) index without the other, and both, one of which is
	# cut.
	for fill in : "printf '\\xb0\\x07\\xf4\\x57\\x00\\x02\\x00\\x01\\x00\\x00\\x00\\x0c' >modules.dep.bin" ": >modules.builtin.bin"; do
		(cd "$modules" && eval "$fill")
		alike with_modules "$DAXCTL" alias-check
		jq -e --arg path "/lib/modules/$(uname -r)" '[.skipped[].path] | index($path) != null' "$dir/live"
		alike with_modules "$NDCTL" pmem-status
	done
}

# A command line, a modprobe.d and an iomem with secrets, if they can be mounted over the real ones.
with_secrets() {
	# shellcheck disable=SC2016 # for that shell to expand
	unshare -m sh -c 'mount --bind "$0/cmdline" /proc/cmdline && mount -t tmpfs tmpfs /etc/modprobe.d &&
		cp "$0/secret.conf" /etc/modprobe.d && ln -s /dev/null /etc/modprobe.d/systemd.conf && exec "$@"' "$dir" "$@"
}

@test "a capture has no secrets and gives the same answer, and with -v it is complete" {
	[ "$(id -u)" = 0 ] || skip "needs root to put them in place"
	[ -d /etc/modprobe.d ] || skip "no modprobe.d"
	echo 'root=UUID=hunter2 rd.luks.key=hunter2 x="y modprobe.blacklist=nfit" module_blacklist=kmem nomodule memmap=4G!8G' >"$dir/cmdline"
	printf 'options nd_pmem key=hunter2\nblacklist nd_btt hunter2 # hunter2\nalias nd:t4 nd_pmem hunter2\n# hunter2\nsoftdep kmem pre: hunter2\ninstall foo curl -u hunter2 x\ninstall nd_e820 /bin/false\n' >"$dir/secret.conf"
	with_secrets true 2>/dev/null || skip "nothing can be mounted here"
	alike with_secrets "$DAXCTL" alias-check
	refute grep -r hunter2 "$dir/out/tree"
	[ "$(cat "$dir/out/tree/proc/cmdline")" = '" modprobe.blacklist=nfit" module_blacklist=kmem nomodule memmap=!' ]
	[ "$(cat "$dir/out/tree/etc/modprobe.d/secret.conf")" = $'blacklist nd_btt\nalias nd:t4 nd_pmem\ninstall nd_e820 /bin/false' ]
	# A link to a missing file hides the file of the same name in /usr/lib.
	[ "$(readlink "$dir/out/tree/etc/modprobe.d/systemd.conf")" = /dev/null ]
	alike with_secrets "$NDCTL" pmem-status
	refute grep -r hunter2 "$dir/out/tree"
	[ "$(sed 's/ : .*//' "$dir/out/tree/proc/iomem" | tr -d ' 0\n-')" = "" ]
	# This lists all mounts, and each run has its own mount namespace, so two runs differ.
	rm -r "$dir/out/tree"
	with_secrets "$NDCTL" pmem-status -v --capture="$dir/out/tree" >/dev/null
	cmp "$dir/cmdline" "$dir/out/tree/proc/cmdline"
	cmp "$dir/secret.conf" "$dir/out/tree/etc/modprobe.d/secret.conf"
}

@test "what stands behind the words of a modprobe.d line that count is not in a capture" {
	[ "$(id -u)" = 0 ] || skip "needs root to put it in place"
	[ -d /etc/modprobe.d ] || skip "no modprobe.d"
	echo quiet >"$dir/cmdline"
	printf 'blacklist nd_btt hunter2 # hunter2\nalias nd:t4 nd_pmem hunter2\ninstall foo curl -u hunter2 x\n' >"$dir/secret.conf"
	with_secrets true 2>/dev/null || skip "nothing can be mounted here"
	for command in "$DAXCTL alias-check" "$NDCTL pmem-status"; do
		# shellcheck disable=SC2086 # words
		with_secrets $command --capture="$dir/tree" >/dev/null
		[ "$(cut -d' ' -f1,2 "$dir/tree/etc/modprobe.d/secret.conf" | head -n 2)" = $'blacklist nd_btt\nalias nd:t4' ]
		refute grep -r hunter2 "$dir/tree"
		rm -r "$dir/tree"
	done
}

@test "only regular files of the table are read, and only files below the target are written" {
	command -v strace >/dev/null || skip "no strace"
	strace -f -o "$dir/trace" true 2>/dev/null || skip "strace is not allowed here"
	for target in tree archive.tar.gz; do
		for command in alias-check pmem-status; do
			program=$DAXCTL
			[ $command = alias-check ] || program=$NDCTL
			rm -rf "${dir:?}/$target"
			strace -f -y -o "$dir/trace" "$program" $command --capture="$dir/$target" >/dev/null
			grep -q 'O_WRONLY' "$dir/trace"
			refute grep -E '"[^"]*(write_cache|/resource|/removable|deep_flush)"' "$dir/trace"
			grep -E 'O_(WRONLY|RDWR|CREAT|TRUNC)|mkdir|symlink|unlink|rename|mknod|chmod' "$dir/trace" >"$dir/writes"
			# Writes below the target, to the target's own name, or to the archive's
			# temporary name. If a line was cut in two, the name is in the first half.
			refute grep -vE "$dir/$target|<$dir>, \"($target|\.pmemcap-)|<\.\.\. [a-z0-9]* resumed>" "$dir/writes"
			grep -qE "$dir/tree|renameat2?\(" "$dir/writes"
			refute grep -E '^[0-9]+ +(execve\(.*tar|init_module|mount)' "$dir/trace"
		done
	done
}

@test "archives with the names ..tar.gz and ...tar.gz unpack into a directory beside them" {
	for name in . ..; do
		"$DAXCTL" alias-check --capture="$dir/$name.tar.gz" >/dev/null
		[ "$(tar tzf "$dir/$name.tar.gz" | cut -d/ -f1 | sort -u)" = capture ]
	done
}

@test "an unreadable modprobe.d file also hides its name in a capture" {
	need_nobody
	[ -d /etc/modprobe.d ] || skip "no modprobe.d"
	mkdir -m 777 "$dir/out"
	unshare -m sh -c 'mount -t tmpfs tmpfs /etc/modprobe.d && echo "blacklist nfit" >/etc/modprobe.d/x.conf &&
		chmod 000 /etc/modprobe.d/x.conf && exec setpriv --reuid=65534 --regid=65534 --clear-groups "$@"' sh \
		"$DAXCTL" alias-check --capture="$dir/out/tree" >/dev/null || skip "nothing can be mounted here"
	[ -e "$dir/out/tree/etc/modprobe.d/x.conf" ]
	[ ! -s "$dir/out/tree/etc/modprobe.d/x.conf" ]
}

@test "an existing target is not changed" {
	mkdir "$dir/full"
	echo mine >"$dir/full/file"
	echo mine >"$dir/file"
	echo mine >"$dir/x.tar.gz"
	ln -s "$dir/elsewhere" "$dir/dangling"
	ln -s "$dir/elsewhere" "$dir/dangling.tar.gz"
	for target in full file x.tar.gz dangling dangling.tar.gz nowhere/tree nowhere/x.tar.gz; do
		run -1 --separate-stderr "$DAXCTL" alias-check --capture="$dir/$target"
		[ -z "$output" ]
		[ "${#stderr_lines[@]}" = 1 ]
		[[ "$stderr" == *"Error: cannot capture to $dir/$target: "* ]]
	done
	[ "$(cat "$dir/full/file" "$dir/file" "$dir/x.tar.gz" | sort -u)" = mine ]
	[ "$(ls "$dir/full")" = file ]
	[ ! -e "$dir/elsewhere" ]
	mkdir "$dir/empty"
	run -0 "$DAXCTL" alias-check --capture="$dir/empty"
	[ -e "$dir/empty/pmemcap.json" ]
}

@test "a link is not written through" {
	mkdir "$dir/mine"
	ln -s mine "$dir/link"
	for target in link link/; do
		run -1 --separate-stderr "$DAXCTL" alias-check --capture="$dir/$target"
		[ -z "$output" ]
		[[ "$stderr" == *"Error: cannot capture to $dir/$target: it is a symbolic link" ]]
	done
	[ -z "$(ls "$dir/mine")" ]
}

@test "another user's directory is not written to" {
	[ "$(id -u)" = 0 ] || skip "needs root to give a directory away"
	mkdir "$dir/theirs"
	chown 65534 "$dir/theirs"
	run -1 --separate-stderr "$DAXCTL" alias-check --capture="$dir/theirs"
	[[ "$stderr" == *"Error: cannot capture to $dir/theirs: it belongs to another user" ]]
	[ -z "$(ls "$dir/theirs")" ]
}

@test "names of archives: .tgz, -, and no other kind" {
	run -0 --separate-stderr "$DAXCTL" alias-check --capture="$dir/x.tgz"
	[ "$stderr" = "captured to $dir/x.tgz: $(tar tzf "$dir/x.tgz" | grep -vc '/$') files, $(stat -c %s "$dir/x.tgz") bytes" ] ||
		[ "$(tar tvzf "$dir/x.tgz" | grep -c '^-')" = "$(sed 's/.*: \([0-9]*\) files.*/\1/' <<<"$stderr")" ]
	[ "$(tar tzf "$dir/x.tgz" | cut -d/ -f1 | sort -u)" = x ]
	for name in x.tar x.tar.xz x.zip x.gz x.tar.bz2 x.TGZ x.tar.zst x.7z; do
		run -1 --separate-stderr "$DAXCTL" alias-check --capture="$dir/$name"
		[ -z "$output" ]
		[ "${#stderr_lines[@]}" = 1 ]
		[[ "$stderr" == *"Error: cannot capture to $dir/$name: the name of an archive must end in .tar.gz or .tgz, "* ]]
		[ ! -e "$dir/$name" ]
	done
	run -0 --separate-stderr "$DAXCTL" alias-check --capture="$dir/x.zip/"
	[[ "$stderr" =~ ^captured\ to\ $dir/x.zip/:\ [0-9]+\ files,\ [0-9]+\ bytes$ ]]
	[ "$(find "$dir/x.zip" -type f | wc -l)" = "$(sed 's/.*: \([0-9]*\) files.*/\1/' <<<"$stderr")" ]
	[ "$(find "$dir/x.zip" -type f -printf '%s\n' | awk '{ sum += $1 } END { print sum }')" = "$(sed 's/.*, \([0-9]*\) bytes/\1/' <<<"$stderr")" ]
}

@test "--capture=-: only an archive on the output, with the same status" {
	cd "$dir"
	for command in alias-check pmem-status; do
		program=$DAXCTL
		[ $command = alias-check ] || program=$NDCTL
		for format in json text env openmetrics; do
			"$program" $command --capture=- --format=$format >out.tar.gz 2>said
			[[ "$(cat said)" =~ ^captured\ to\ -:\ [0-9]+\ files,\ [0-9]+\ bytes$ ]]
			[ "$(stat -c %s out.tar.gz)" = "$(sed 's/.*, \([0-9]*\) bytes/\1/' said)" ]
			rm -rf capture
			tar xzf out.tar.gz
			[ -s capture/pmemcap.json ]
			[ ! -e - ]
		done
		run -0 "$program" $command --sysroot=capture
	done
	"$NDCTL" pmem-status -n nosuch.0 --require=devdax >live 2>said && plain=0 || plain=$?
	"$NDCTL" pmem-status -n nosuch.0 --require=devdax --capture=- >out.tar.gz 2>said && status=0 || status=$?
	[ "$status" = "$plain" ]
	tar tzf out.tar.gz | grep -q pmemcap.json
	# A capture that was not written completely is no capture.
	# shellcheck disable=SC2016 # for that shell to expand
	run -1 --separate-stderr sh -c '"$0" alias-check --capture=- >/dev/full' "$DAXCTL"
	[[ "$stderr" == *"Error: the capture could not be written: No space left on device" ]]
	# shellcheck disable=SC2016
	run -1 --separate-stderr sh -c '"$0" alias-check --capture=- >&-' "$DAXCTL"
	[[ "$stderr" == *"Error: the capture could not be written: "* ]]
	command -v script >/dev/null || skip "no script(1) to make a terminal"
	script -qec "$DAXCTL alias-check --capture=-" /dev/null </dev/null >said || status=$?
	[ "$status" = 1 ]
	grep -q "Error: cannot capture to a terminal: redirect the output, or name a file" said
}

@test "--sysroot takes archives unchanged, whoever packed them" {
	cd "$dir"
	"$NDCTL" pmem-status --sysroot="$FIXTURES/x86-612-nfit" >expected
	tar czf one.tgz -C "$FIXTURES" x86-612-nfit
	tar czf top.tar.gz -C "$FIXTURES/x86-612-nfit" .
	tar cf plain.tar --format=pax -C "$FIXTURES" x86-612-nfit
	mkdir tmp
	for archive in one.tgz top.tar.gz plain.tar; do
		TMPDIR=$dir/tmp run -0 --separate-stderr "$NDCTL" pmem-status --sysroot=$archive
		[ -z "$stderr" ]
		cmp expected - <<<"$output"
		[ -z "$(ls -A tmp)" ]
		TMPDIR=$dir/tmp "$NDCTL" pmem-status --timeout=0 --sysroot=$archive | cmp expected -
		[ -z "$(ls -A tmp)" ]
	done
	TMPDIR=$dir/nowhere run -1 --separate-stderr "$NDCTL" pmem-status --sysroot=one.tgz
	[[ "$stderr" == *"Error: cannot unpack one.tgz: No such file or directory" ]]
	run -1 --separate-stderr "$NDCTL" pmem-status --sysroot=expected
	[[ "$stderr" == *"Error: cannot unpack expected: it is not a tar.gz archive"* ]]
	[ "${#stderr_lines[@]}" = 1 ]
}

# nothing_left COMMAND...: wait until the process that cleans up has ended.
nothing_left() {
	for _ in $(seq 600); do
		[ -n "$(ls -A "$1")" ] || return 0
		sleep 0.1
	done
	ls -AlR "$1"
	return 1
}

@test "a run that is ended by a signal leaves neither an archive, a tree nor parts of them" {
	mkdir "$dir/out"
	for target in x.tar.gz tree; do
		cut=0
		for delay in 0.000 0.004 0.008 0.012 0.016 0.020 0.025 0.030 0.040; do
			for signal in INT TERM HUP KILL; do
				"$NDCTL" pmem-status -v --capture="$dir/out/$target" >/dev/null 2>&1 3>&- &
				pid=$!
				sleep $delay
				kill -$signal $pid 2>/dev/null || :
				status=0
				wait $pid || status=$?
				if [ $status = 0 ] || [ -e "$dir/out/x.tar.gz" ] || [ -e "$dir/out/tree/pmemcap.json" ]; then
					# The run was quicker, or it ended between the last file and
					# the answer: then the target is complete or absent.
					[ $target = tree ] || tar tzf "$dir/out/x.tar.gz" | grep -q pmemcap.json
					[ $target = x.tar.gz ] || jq -e .version "$dir/out/tree/pmemcap.json"
					rm -rf "$dir/out/$target"
				else
					cut=$((cut + 1))
				fi
				nothing_left "$dir/out"
			done
		done
		[ $cut -ge 4 ]
	done
}

# If the archive or the tree was finished before the run ended, it is complete.
whole_or_nothing() {
	for _ in $(seq 600); do
		case $(ls -A "$1") in
		"") return 0 ;;
		x.tar.gz) ! tar -xzOf "$1/x.tar.gz" x/pmemcap.json 2>/dev/null | jq -e .version >/dev/null || break ;;
		tree) ! jq -e .version "$1/tree/pmemcap.json" >/dev/null 2>&1 || break ;;
		esac
		sleep 0.1
	done
	ls -AlR "$1"
	[ "$(find "$1" -mindepth 1 -maxdepth 1 | wc -l)" = 1 ] || return 1
	if [ -e "$1/x.tar.gz" ]; then
		tar -xzOf "$1/x.tar.gz" x/pmemcap.json | jq -e .version
	else
		jq -e .version "$1/tree/pmemcap.json"
	fi
	rm -r "${1:?}"/*
}

@test "SIGINT from the terminal ends a capture: it is complete, or nothing is left" {
	command -v script >/dev/null || skip "no script(1) to make a terminal"
	ldd "$NDCTL" | grep -q libasan && skip "slow with the address sanitizer"
	mkdir "$dir/out"
	cut=0
	for delay in 0.02 0.05 0.08 0.12 0.2; do
		for target in x.tar.gz tree; do
			# For ^C, the terminal sends SIGINT to its foreground processes.
			{ sleep $delay; printf '\003'; sleep 1; } |
				timeout 60 script -qec "$NDCTL pmem-status -v --capture=$dir/out/$target >/dev/null" /dev/null >/dev/null 3>&- && status=0 || status=$?
			if [ $status = 0 ]; then
				rm -rf "$dir/out/$target"
			else
				[ $status = 130 ]
				cut=$((cut + 1))
			fi
			whole_or_nothing "$dir/out"
		done
	done
	[ $cut -ge 1 ]
}

@test "SIGINT leaves nothing if the process that cleans up starts late" {
	ldd "$NDCTL" | grep -q libasan && skip "the address sanitizer is loaded first"
	cc -Wall -Wextra -Werror -shared -fPIC -o "$dir/die.so" "$BATS_TEST_DIRNAME/../stuck/die.c" -ldl
	mkdir "$dir/out"
	# In a new session, so that the signal goes to the whole process group.
	run setsid --wait env DIE=interrupt LD_PRELOAD="$dir/die.so" "$NDCTL" pmem-status --capture="$dir/out/x.tar.gz" 3>&-
	[ "$status" = 130 ]
	nothing_left "$dir/out"
}

@test "a target that cannot be completed is removed" {
	[ "$(id -u)" = 0 ] || skip "needs root to mount a small file system"
	unshare -m true 2>/dev/null || skip "no mount namespaces here"
	mkdir "$dir/small"
	cat >"$dir/try" <<-'END'
		mount -t tmpfs -o size=16k tmpfs "$1" || exit 77
		"$2" alias-check -v --capture="$1/$3" >"$1.out" 2>"$1.err"
		echo "$?" "$(ls -A "$1" | wc -l)" "$(wc -c <"$1.out")" "$(cat "$1.err")"
	END
	for target in tree x.tar.gz; do
		run unshare -m sh "$dir/try" "$dir/small" "$DAXCTL" "$target"
		[ "$status" != 77 ] || skip "nothing can be mounted here"
		[ "$output" = "1 0 0   Error: cannot capture to $dir/small/$target: No space left on device" ]
	done
}

@test "a full disk of any size leaves no incomplete capture, and the status is not 0" {
	[ "$(id -u)" = 0 ] || skip "needs root to mount a small file system"
	unshare -m true 2>/dev/null || skip "no mount namespaces here"
	mkdir "$dir/small"
	cat >"$dir/try" <<-'END'
		mount -t tmpfs -o size="$4" tmpfs "$1" || exit 77
		"$2" "$5" --capture="$1/$3" >"$1.out" 2>"$1.err"
		status=$?
		if [ $status = 0 ] && { [ -s "$1/$3/pmemcap.json" ] || tar tzf "$1/$3" >/dev/null; }; then
			echo "whole $(wc -l <"$1.err")"
		else
			echo "$status $(ls -A "$1" | wc -l) $(wc -c <"$1.out") $(cat "$1.err")"
		fi
	END
	for target in tree x.tar.gz; do
		for command in alias-check pmem-status; do
			program=$DAXCTL
			[ $command = alias-check ] || program=$NDCTL
			full=0
			for size in 4k 8k 32k 64k 256k 64m; do
				run unshare -m sh "$dir/try" "$dir/small" "$program" "$target" $size $command
				[ "$status" != 77 ] || skip "nothing can be mounted here"
				[ "$output" != "whole 1" ] || continue
				full=$((full + 1))
				[ "$output" = "1 0 0   Error: cannot capture to $dir/small/$target: No space left on device" ]
			done
			[ $full -ge 1 ]
			[ "$output" = "whole 1" ]
		done
	done
}

@test "the capture was written, but the answer could not be printed: status 1" {
	for target in tree x.tar.gz; do
		# shellcheck disable=SC2016 # for that shell to expand
		run -1 --separate-stderr sh -c '"$0" alias-check --capture="$1" >/dev/full' "$DAXCTL" "$dir/$target"
		[[ "$stderr" == *"Error: the answer could not be written: No space left on device"* ]]
	done
	[ -s "$dir/tree/pmemcap.json" ]
	tar tzf "$dir/x.tar.gz" >"$dir/list"
	grep -q pmemcap.json "$dir/list"
}

@test "if the file size limit is too low, nothing is left of a capture" {
	command -v prlimit >/dev/null || skip "no prlimit"
	for target in tree x.tar.gz; do
		run -1 --separate-stderr prlimit --fsize=4096 "$DAXCTL" alias-check --capture="$dir/$target"
		[[ "$stderr" == *"Error: cannot capture to $dir/$target: File too large"* ]]
		[ ! -e "$dir/$target" ]
	done
}

@test "if no process can be made to read files, there is no capture" {
	need_nobody
	command -v prlimit >/dev/null || skip "no prlimit"
	mkdir -m 777 "$dir/out"
	for target in tree x.tar.gz; do
		# A user for this test only: other tests run processes too, which would count for
		# the limit.
		run -1 --separate-stderr prlimit --nproc=0 setpriv --reuid=54389 --regid=65534 --clear-groups \
			"$DAXCTL" alias-check --capture="$dir/out/$target"
		[ -z "$output" ]
		[[ "$stderr" == *"Error: cannot capture to $dir/out/$target: no process can read the files: "* ]]
		[ "${#stderr_lines[@]}" = 1 ]
		[ ! -e "$dir/out/$target" ]
	done
}

@test "a late file of the modules makes them unknown" {
	command -v depmod >/dev/null || skip "no depmod"
	cp -r "$FIXTURES/x86-612-nfit" "$dir/tree"
	modules=$dir/tree/lib/modules/6.12.117+deb12-amd64
	rm -rf "$modules"
	mkdir -p "$modules/kernel"
	: >"$modules/modules.builtin"
	: >"$modules/modules.order"
	mkdir -p "$dir/tree/proc"
	echo quiet >"$dir/tree/proc/cmdline"
	echo | cc -x c -c -o "$modules/kernel/nd_e820.ko" - || skip "no compiler"
	depmod -b "$dir/tree" 6.12.117+deb12-amd64
	state() {
		"$DAXCTL" alias-check --sysroot="$dir/tree" | jq -c '[(.modules[] | select(.name == "nd_e820").state), (.skipped[] | select(.error == "ETIMEDOUT").path)]'
	}
	[ "$(state)" = '["available"]' ]
	jq '.errors = {"/etc/modprobe.d/x.conf": "ETIMEDOUT"}' "$dir/tree/pmemcap.json" >"$dir/record"
	cp "$dir/record" "$dir/tree/pmemcap.json"
	[ "$(state)" = '["unknown","/lib/modules/6.12.117+deb12-amd64","/etc/modprobe.d/x.conf"]' ]
}

@test "--capture and --sysroot exclude each other" {
	run -129 --separate-stderr "$DAXCTL" alias-check --sysroot=/ --capture="$dir/x"
	[[ "${stderr_lines[0]}" == *"Error: a captured tree cannot be captured again: leave out --capture" ]]
	[ ! -e "$dir/x" ]
	run -129 --separate-stderr "$NDCTL" pmem-status --capture
	run -129 "$NDCTL" pmem-status -h
	[[ "$output" == *"--capture <dir|file.tar.gz|->"* ]]
}

@test "--require gives the same answer with --capture" {
	run -0 "$DAXCTL" alias-check --require=block --capture="$dir/a"
	"$DAXCTL" alias-check --require=devdax >/dev/null 2>&1 && plain=0 || plain=$?
	run "-$plain" "$DAXCTL" alias-check --require=devdax --capture="$dir/b"
	[ -e "$dir/b/pmemcap.json" ]
}

@test "a damaged record neither crashes it nor makes an answer stronger" {
	"$NDCTL" pmem-status --capture="$dir/tree" >/dev/null
	python3 - "$dir/tree/pmemcap.json" "$dir" <<-'END'
		import json, random, sys
		random.seed(7)
		text = open(sys.argv[1]).read()
		odd = ['null', '[]', '{}', '-1', '1e99', '"x"', 'true', '9223372036854775807', '18446744073709551615']
		record = json.loads(text)
		for n in range(40):
		    damaged = bytearray(text.encode())
		    if n % 2:
		        for _ in range(random.randrange(1, 9)):
		            damaged[random.randrange(len(damaged))] = random.randrange(256)
		    else:
		        key = random.choice(list(record))
		        damaged = json.dumps({**record, key: json.loads(random.choice(odd))}).encode()
		    open(f'{sys.argv[2]}/record.{n}', 'wb').write(damaged)
	END
	for record in "$dir"/record.*; do
		cp "$record" "$dir/tree/pmemcap.json"
		run -0 --separate-stderr timeout 300 "$NDCTL" pmem-status --sysroot="$dir/tree"
		jq -e .version <<<"$output"
		run -0 --separate-stderr timeout 300 "$DAXCTL" alias-check --sysroot="$dir/tree"
	done
	rm "$dir/tree/pmemcap.json"
	run -0 "$DAXCTL" alias-check --sysroot="$dir/tree"
	jq -e '.skipped[] | select(.path == "/pmemcap.json" and .error == "ENOENT")' <<<"$output"
}

# The files that sos 4's plugins kernel, processor, memory and filesys collect.
make_sos() {
	local from=$1 release=$2 machine=$3
	sos=$dir/sosreport-host-2024-01-01-abcdefg
	mkdir -p "$sos/proc" "$sos/sos_commands/kernel" "$sos/sos_reports" "$sos/sys/devices/system" \
		"$sos/sys/module/nd_pmem" "$sos/etc/modprobe.d" "$sos/lib/modules/$release"
	cp -r "$from/sys/devices/system/cpu" "$sos/sys/devices/system/"
	cp "$from/proc/cpuinfo" "$sos/proc/"
	echo "quiet modprobe.blacklist=nd_e820" >"$sos/proc/cmdline"
	echo "Linux host $release #1 SMP PREEMPT_DYNAMIC Debian $release-1 (2024-01-01) $machine GNU/Linux" \
		>"$sos/sos_commands/kernel/uname_-a"
	printf '[    0.000000] Linux version %s (x@y) #1\n' "$release" >"$sos/sos_commands/kernel/dmesg"
	echo "CPU0 revision is: 00010000 (MIPS GENERIC QEMU)" >>"$sos/sos_commands/kernel/dmesg"
	echo "Primary data cache 32kB, 4-way, VIPT, cache aliases, linesize 32 bytes" >>"$sos/sos_commands/kernel/dmesg"
	ln -s sos_commands/kernel/uname_-a "$sos/uname"
	echo live >"$sos/sys/module/nd_pmem/initstate"
	echo "kernel/drivers/nvdimm/nd_pmem.ko.xz: kernel/drivers/nvdimm/libnvdimm.ko.xz" >"$sos/lib/modules/$release/modules.dep"
	echo "sos 4.0" >"$sos/version.txt"
}

@test "a sos report's directory: which of its files are evidence, and which are not" {
	make_sos "$FIXTURES/x86-618-virtio-only" 6.18.44 x86_64
	run -0 --separate-stderr "$DAXCTL" alias-check --sysroot="$sos"
	[ -z "$stderr" ]
	[ "$(jq -c '[.kernel.release, .kernel.machine, .kernel.page_size]' <<<"$output")" = '["6.18.44","x86_64",4096]' ]
	[ "$(jq -c '[.cpu.dcache_aliasing, .cpu.basis]' <<<"$output")" = '["no","architecture"]' ]
	[ "$(jq -r '.modules[] | select(.name == "nd_pmem").state' <<<"$output")" = loaded ]
	jq -e '.cpu.caches | length > 0' <<<"$output"
	# sos has no configuration, so its list of symbols is used.
	[ "$(jq -c '[.kernel.config_source, .modes.fsdax.supported]' <<<"$output")" = '[null,"unknown"]' ]
	printf '0000000000000000 T %s\n' _stext dax_iomap_rw devm_memremap_pages nvdimm_bus_register \
		arch_wb_cache_pmem nd_pfn_probe _einittext >"$sos/proc/kallsyms"
	run -0 "$DAXCTL" alias-check --sysroot="$sos"
	[ "$(jq -c '[.kernel.options.FS_DAX, .kernel.options.NVDIMM_PFN]' <<<"$output")" = '["yes","yes"]' ]
}

@test "a sos report's directory of a machine whose cache aliases" {
	make_sos "$FIXTURES/mips64-612-alias" 6.12.117 mips64
	run -0 "$DAXCTL" alias-check --sysroot="$sos"
	[ "$(jq -c '[.cpu.dcache_aliasing, .cpu.basis]' <<<"$output")" = '["yes","cpuinfo"]' ]
	rm "$sos/proc/cpuinfo"
	run -0 "$DAXCTL" alias-check --sysroot="$sos"
	[ "$(jq -c '[.cpu.dcache_aliasing, .cpu.basis]' <<<"$output")" = '["yes","boot-log"]' ]
	# A BMIPS5000 without aliases logs the same line, so the line about its CPU is needed.
	sed -i /CPU0/d "$sos/sos_commands/kernel/dmesg"
	run -0 "$DAXCTL" alias-check --sysroot="$sos"
	[ "$(jq -r .cpu.dcache_aliasing <<<"$output")" = unknown ]
	jq -e '.modes.fsdax.reasons | index("arch-no-zone-device")' <<<"$output"
}

@test "what could not be read on the machine is not known from its capture either" {
	need_nobody
	cp -a "$FIXTURES/x86-612-nfit/sys" "$dir/sys"
	chmod -R a+rX "$dir/sys"
	mkdir -m 777 "$dir/out"
	unshare -m mount --bind "$dir/sys" /sys || skip "no mounts here"
	bus=devices/LNXSYSTM:00/LNXSYBUS:00/ACPI0012:00/ndbus0
	for unreadable in devices bus/nd/devices class/block "$bus" "$bus/region1" "$bus/region0/namespace0.1" \
		"$bus/region0/namespace0.3/block/pmem0.3"; do
		[ -d "$dir/sys/$unreadable" ]
		mode=$(stat -c %a "$dir/sys/$unreadable")
		chmod 0 "$dir/sys/$unreadable"
		rm -rf "$dir/out/tree"
		# shellcheck disable=SC2016 # for that shell to expand
		unshare -m sh -c 'mount --bind "$1/sys" /sys && cd "$1" && shift && exec "$@"' sh "$dir" \
			setpriv --reuid=65534 --regid=65534 --clear-groups sh -c '
			"$0" pmem-status --require=block >out/live 2>out/live.err; echo $? >>out/live.err
			"$0" pmem-status --capture=out/tree >/dev/null' "$NDCTL"
		chmod "$mode" "$dir/sys/$unreadable"
		# shellcheck disable=SC2016
		as_nobody sh -c 'cd "$1"; "$0" pmem-status --require=block --sysroot=out/tree >out/again 2>out/again.err
			echo $? >>out/again.err' "$NDCTL" "$dir"
		undated "$dir/out/live" "$dir/out/again"
		cmp "$dir/out/live" "$dir/out/again" || { echo "$unreadable" && return 1; }
		cmp "$dir/out/live.err" "$dir/out/again.err" || { echo "$unreadable" && return 1; }
	done
}

@test "mounts found by source, layers and namespace get the same verdict from a capture" {
	dir=$BATS_TEST_TMPDIR/mounts
	mkdir -p "$dir"/sys "$dir"/a "$dir"/overlay "$dir"/there
	cp -a "$FIXTURES/x86-612-nfit/sys" "$dir/"
	touch "$dir/bound"
	cat >"$dir/run" <<-'END'
		mount --bind "$1/sys" /sys && mount -t tmpfs /dev/pmem0 "$1/a" || exit 77
		mkdir "$1/a/low" "$1/a/up" "$1/a/work"
		echo data >"$1/a/file"
		mount --bind "$1/a/file" "$1/bound" || exit 77
		mount -t overlay -o "lowerdir=$1/a/low,upperdir=$1/a/up,workdir=$1/a/work" overlay "$1/overlay" || exit 77
		unshare -m sh -c "mount -t tmpfs /dev/pmem0 '$1/there' && touch '$1/ready' && exec sleep 60" 3>&- &
		while [ ! -e "$1/ready" ] && kill -0 $!; do sleep 0.1; done
		"$NDCTL" pmem-status --capture="$1/tree" >"$1/printed"
		kill $!
		"$NDCTL" pmem-status --sysroot="$1/tree" >"$1/again"
	END
	unshare -m true 2>/dev/null || skip "no mount namespaces here"
	# shellcheck disable=SC2031
	run timeout 60 unshare -m sh "$dir/run" "$dir"
	[ "$status" -ne 77 ] || skip "no mounts here"
	[ "$status" -eq 0 ]
	cmp "$dir/printed" "$dir/again"
	[ "$(jq -r '[.. | objects | .mountpoint? | strings | sub(".*/"; "")] | sort | join(" ")' "$dir/printed")" = \
		"a bound overlay there" ]
	jq -e '[.. | objects | select(.mount_namespace?).mountpoint | sub(".*/"; "")] == ["there"]' "$dir/printed"
	# tmpfs is in neither list of file systems, so only a file can decide.
	jq -e '[.. | objects | select(.mountpoint? and .fstype == "tmpfs").dax_effective] | unique == ["unknown"]' "$dir/printed"
	jq -e '.. | objects | select(.mountpoint? and .fstype == "overlay") | .map_sync == "no"' "$dir/printed"
}

@test "a loop device over a disk is captured with its backing file, one over a file is not captured" {
	dir=$BATS_TEST_TMPDIR/loop
	mkdir "$dir"
	cp -a "$FIXTURES/x86-612-nfit/sys" "$dir/"
	for n in 0 1; do
		loop=devices/virtual/block/loop$n
		mkdir -p "$dir/sys/$loop/loop" "$dir/sys/$loop/queue"
		printf 'MAJOR=7\nMINOR=%s\nDEVNAME=loop%s\nDEVTYPE=disk\n' "$n" "$n" >"$dir/sys/$loop/uevent"
		echo 131072 >"$dir/sys/$loop/size"
		echo 0 | tee "$dir/sys/$loop/ro" >"$dir/sys/$loop/queue/dax"
		ln -s "../../$loop" "$dir/sys/class/block/loop$n"
	done
	echo /dev/pmem0.3 >"$dir/sys/devices/virtual/block/loop0/loop/backing_file"
	echo /srv/private >"$dir/sys/devices/virtual/block/loop1/loop/backing_file"
	unshare -m true 2>/dev/null || skip "no mount namespaces here"
	# shellcheck disable=SC2016 # for that shell to expand
	run unshare -m sh -c 'mount --bind "$1/sys" /sys || exit 77
		"$NDCTL" pmem-status --capture="$1/tree" >"$1/printed"' sh "$dir"
	[ "$status" -ne 77 ] || skip "no mounts here"
	[ "$status" -eq 0 ]
	"$NDCTL" pmem-status --sysroot="$dir/tree" | cmp - "$dir/printed"
	[ "$(jq -c '[.. | objects | .dev? | strings | select(startswith("loop"))]' "$dir/printed")" = '["loop0"]' ]
	[ "$(cat "$dir/tree/sys/class/block/loop0/loop/backing_file")" = /dev/pmem0.3 ]
	refute grep -rq private "$dir/tree"
	[ ! -e "$dir/tree/sys/devices/virtual/block/loop1" ]
}

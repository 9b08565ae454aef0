# SPDX-License-Identifier: GPL-2.0-only
# The front end: it runs its own command, and passes everything else on unchanged.
# shellcheck disable=SC2016 # $0 in single quotes is an inner shell's
# shellcheck disable=SC2154 # stderr is set by bats' run --separate-stderr

bats_require_minimum_version 1.5.0

setup() {
	bin=$BATS_TEST_TMPDIR/bin
	mkdir "$bin"
	# Make a stand-in for the distribution's program that prints its arguments.
	cat >"$bin/daxctl" <<-'EOF'
		#!/bin/sh
		case $1 in
		--list-cmds) printf 'version\nlist\nhelp\n' ;;
		--version) echo 99.9 ;;
		die) kill -TERM $$ ;;
		*)
			printf '<%s>' "$0" "$@"
			echo on stderr >&2
			cat
			exit 42
			;;
		esac
	EOF
	chmod +x "$bin/daxctl"
	PATH=$bin:/usr/bin:/bin
}

@test "another command: arguments, streams and status unchanged" {
	run -42 --separate-stderr "$DAXCTL" list -u "a b" '' '*' <<<"from stdin"
	[ "${lines[0]}" = "<$bin/daxctl><list><-u><a b><><*>from stdin" ]
	[ "$stderr" = "on stderr" ]
}

@test "another command: if a signal ends it, the caller sees the signal" {
	run -143 "$DAXCTL" die
}

@test "no command, help and unknown words go to the distribution's program too" {
	run -42 "$DAXCTL" </dev/null
	run -42 "$DAXCTL" --help </dev/null
	[[ "$output" == *"<--help>"* ]]
	run -42 "$DAXCTL" help list </dev/null
	[[ "$output" == *"<help><list>"* ]]
	run -42 "$DAXCTL" nosuch </dev/null
	[[ "$output" == *"<nosuch>"* ]]
}

@test "--list-cmds: the distribution's commands, and ours once" {
	run -0 "$DAXCTL" --list-cmds
	[ "$output" = $'version\nlist\nhelp\nalias-check' ]
}

@test "--version: exactly the distribution's output; our own version under our own names" {
	run -0 "$DAXCTL" --version
	[ "$output" = 99.9 ]
	ln -s "$DAXCTL" "$BATS_TEST_TMPDIR/daxctl-alias-check"
	ln -s "$NDCTL" "$BATS_TEST_TMPDIR/ndctl-pmem-status"
	for command in daxctl-alias-check ndctl-pmem-status; do
		run -0 "$BATS_TEST_TMPDIR/$command" --version
		[[ "$output" =~ ^pmemcap\ [0-9.]+$ ]]
	done
	run -0 "$DAXCTL" alias-check --version
	[[ "$output" =~ ^pmemcap\ [0-9.]+$ ]]
	rm "$bin/daxctl"
	run -0 env PATH="$bin" "$DAXCTL" --version
	[[ "$output" =~ ^pmemcap\ [0-9.]+$ ]]
}

@test "the usage names the command as it was called" {
	ln -s "$DAXCTL" "$BATS_TEST_TMPDIR/daxctl-alias-check"
	ln -s "$NDCTL" "$BATS_TEST_TMPDIR/ndctl-pmem-status"
	for command in daxctl-alias-check ndctl-pmem-status; do
		run -129 "$BATS_TEST_TMPDIR/$command" -h
		[[ "$output" == *"usage: $command [<options>]"* ]]
		run -129 "$BATS_TEST_TMPDIR/$command" --nosuch
		[[ "$output" == *"usage: $command [<options>]"* ]]
	done
	run -129 "$DAXCTL" alias-check -h
	[[ "$output" == *"usage: daxctl alias-check [<options>]"* ]]
	run -129 "$NDCTL" pmem-status -h
	[[ "$output" == *"usage: ndctl pmem-status [<options>]"* ]]
}

@test "--help without man is the usage; man -k finds both pages by their subject" {
	ln -s "$DAXCTL" "$BATS_TEST_TMPDIR/daxctl-alias-check"
	for words in "$DAXCTL alias-check --help" "$DAXCTL help alias-check"; do
		# shellcheck disable=SC2086 # a program and its arguments
		run -0 --separate-stderr env PATH="$bin" $words
		[[ "$output" == *"usage: daxctl alias-check [<options>]"* ]]
		[ -z "$stderr" ]
	done
	run -0 env PATH="$bin" "$BATS_TEST_TMPDIR/daxctl-alias-check" --help
	[[ "$output" == *"usage: daxctl-alias-check [<options>]"* ]]
	run -0 env PATH="$bin" "$NDCTL" pmem-status --help
	[[ "$output" == *"usage: ndctl pmem-status [<options>]"* ]]
	[ -e "$MANUAL/daxctl-alias-check.1" ] || skip "built without manual pages"
	for page in daxctl-alias-check ndctl-pmem-status; do
		# man -k searches the name and the text after it.
		sed -n '/^\.SH "\?NAME/,/^\.SH "\?SYN/p' "$MANUAL/$page.1" | sed 's/\\-/-/g' >"$BATS_TEST_TMPDIR/name"
		for word in pmem dax "persistent memory"; do
			grep -qi "$word" "$BATS_TEST_TMPDIR/name"
		done
	done
	command -v mandb >/dev/null || skip "no mandb"
	mkdir -p "$BATS_TEST_TMPDIR/man/man1"
	cp "$MANUAL/daxctl-alias-check.1" "$MANUAL/ndctl-pmem-status.1" "$BATS_TEST_TMPDIR/man/man1"
	export MANPATH=$BATS_TEST_TMPDIR/man
	mandb -cqu "$MANPATH"
	for word in pmem dax "persistent memory"; do
		[ "$(man -k "$word" | cut -d' ' -f1 | sort | xargs)" = "daxctl-alias-check ndctl-pmem-status" ]
	done
}

@test "odd limits: only a message with the cause" {
	command -v prlimit >/dev/null || skip "no prlimit"
	ldd "$DAXCTL" | grep -q libasan && skip "the address sanitizer needs more than these limits leave"
	# Nothing is written, and the message names the file that cannot be read.
	run -0 --separate-stderr prlimit --fsize=512 "$DAXCTL" alias-check
	[ -z "$stderr" ]
	[ "$(jq -c '[.skipped[] | select(.error == "EFBIG" or .error == "ECANCELED") | .path] - ["colour probe"]' <<<"$output")" = "[]" ]
	run -1 --separate-stderr sh -c 'prlimit --fsize=512 "$0" alias-check >"$1"' "$DAXCTL" "$BATS_TEST_TMPDIR/out"
	[[ "$stderr" == *"Error: the answer could not be written: File too large" ]]
	# The program neither ends by a signal nor stays silent, whichever limit is too low.
	for limit in stack=65536 as=8000000 as=30000000 nofile=3 nofile=5 nofile=8 data=100000 data=1000000; do
		# The loader ends with 127, which bats takes for a command that does not exist.
		run --separate-stderr sh -c 'prlimit --"$0" "$1" alias-check || { status=$?; [ $status != 127 ] || status=126; exit $status; }' "$limit" "$DAXCTL"
		case $status in
		0) jq -e .version <<<"$output" ;;
		# These come from the loader and the shell: the program has not started.
		126 | 127 | 139) ;;
		*)
			echo "$limit: $status $stderr"
			[ "$status" = 1 ]
			[ -z "$output" ]
			[ "${#stderr_lines[@]}" = 1 ]
			;;
		esac
	done
}

@test "a stack that is too small: one sentence, with and without a time limit" {
	command -v prlimit >/dev/null || skip "no prlimit"
	ldd "$DAXCTL" | grep -q libasan && skip "the address sanitizer needs more than these limits leave"
	# The loader needs some before main() begins, and the environment and a random part are on the stack, too.
	calm="env -i setarch -R" sizes="16 20 24 32 63"
	$calm true 2>/dev/null || calm="env -i" sizes="32 63"
	for kib in $sizes; do
		for limit in --timeout=0 --timeout=20; do
			for command in "$DAXCTL alias-check" "$NDCTL pmem-status"; do
				# shellcheck disable=SC2086 # words
				run -1 --separate-stderr $calm prlimit --stack=$((kib * 1024)) $command $limit
				[ -z "$output" ]
				[ "${#stderr_lines[@]}" = 1 ]
				[[ "$stderr" == *"Error: the stack may take $kib KiB, and 64 are needed (ulimit -s)" ]]
			done
		done
	done
	# With as much as that every fixture is read as with more.
	for tree in "$FIXTURES"/*/; do
		"$NDCTL" pmem-status -vv --text --timeout=0 --sysroot="$tree" >"$BATS_TEST_TMPDIR/whole"
		prlimit --stack=65536 "$NDCTL" pmem-status -vv --text --timeout=0 --sysroot="$tree" |
			cmp "$BATS_TEST_TMPDIR/whole" -
	done
}

@test "no standard output and no /dev/null: status 1, no signal" {
	[ "$(id -u)" = 0 ] && command -v unshare >/dev/null || skip "needs root to hide /dev"
	unshare -m sh -c 'mount -t tmpfs tmpfs /dev' 2>/dev/null || skip "nothing can be mounted here"
	for words in "--text" "--format=json"; do
		run -1 unshare -m sh -c 'mount -t tmpfs tmpfs /dev; exec "$0" alias-check "$1" >&-' "$DAXCTL" "$words"
		[[ "$output" == *"Error: the answer could not be written: Bad file descriptor"* ]]
		run -1 unshare -m sh -c 'mount -t tmpfs tmpfs /dev; exec "$0" alias-check "$1" <&- >&- 2>&-' "$DAXCTL" "$words"
	done
}

@test "without a distribution's program: one clear error" {
	rm "$bin/daxctl"
	run -1 --separate-stderr env PATH="$bin" "$DAXCTL" list
	[ "${#stderr_lines[@]}" = 1 ]
	[[ "$stderr" == *"Error: list is not a command of this program, and PATH holds no other daxctl"* ]]
	run -0 env PATH="$bin" "$DAXCTL" --list-cmds
	[ "$output" = $'alias-check\nhelp' ]
	run -0 env PATH="$bin" "$DAXCTL" --version
	run -1 env PATH="$bin" "$DAXCTL"
	[[ "$output" == *alias-check* ]]
}

@test "this file and copies of it in PATH are skipped" {
	mkdir "$BATS_TEST_TMPDIR/a" "$BATS_TEST_TMPDIR/b"
	cp "$DAXCTL" "$BATS_TEST_TMPDIR/a/daxctl"
	cp "$DAXCTL" "$BATS_TEST_TMPDIR/b/daxctl"
	PATH=$BATS_TEST_TMPDIR/a:$BATS_TEST_TMPDIR/b:$PATH run -42 --separate-stderr timeout 300 \
		"$BATS_TEST_TMPDIR/a/daxctl" list </dev/null
	[ "${lines[0]}" = "<$bin/daxctl><list>" ]
	run -1 timeout 300 env PATH="$BATS_TEST_TMPDIR/a:$BATS_TEST_TMPDIR/b" "$BATS_TEST_TMPDIR/b/daxctl" list
}

@test "a wrapper in PATH that calls this program does not cause an endless loop" {
	mkdir "$BATS_TEST_TMPDIR/w"
	printf '#!/bin/sh\nexec "%s" "$@"\n' "$DAXCTL" >"$BATS_TEST_TMPDIR/w/daxctl"
	chmod +x "$BATS_TEST_TMPDIR/w/daxctl"
	PATH=$BATS_TEST_TMPDIR/w:$PATH run -42 timeout 300 "$BATS_TEST_TMPDIR/w/daxctl" list </dev/null
	printf '#!/bin/sh\n"%s" "$@"\n' "$DAXCTL" >"$BATS_TEST_TMPDIR/w/daxctl"
	PATH=$BATS_TEST_TMPDIR/w:$PATH run -1 timeout 300 "$BATS_TEST_TMPDIR/w/daxctl" list </dev/null
	[[ "$output" == *"PATH holds no other daxctl"* ]]
}

@test "--list-cmds and --version that cannot be written fail" {
	run -1 sh -c '"$0" --list-cmds >/dev/full' "$DAXCTL"
	run -1 sh -c '"$0" --version >/dev/full' "$DAXCTL"
	run -1 sh -c '"$0" --list-cmds >&-' "$DAXCTL"
}

@test "daxctl-alias-check is a name for the command" {
	ln -s "$DAXCTL" "$BATS_TEST_TMPDIR/daxctl-alias-check"
	run -0 "$BATS_TEST_TMPDIR/daxctl-alias-check"
	[ "$(jq -r .command <<<"$output")" = "daxctl alias-check" ]
	run -129 "$BATS_TEST_TMPDIR/daxctl-alias-check" -h
}

@test "--help and help alias-check show the page with the chosen viewer" {
	cat >"$bin/viewer" <<-'EOF'
		#!/bin/sh
		echo "viewing $1"
	EOF
	chmod +x "$bin/viewer"
	DAXCTL_MAN_VIEWER=viewer run -0 "$DAXCTL" alias-check --help
	[[ "$output" == "viewing "*daxctl-alias-check* ]]
	DAXCTL_MAN_VIEWER=viewer run -0 "$DAXCTL" help alias-check
	[[ "$output" == "viewing "*daxctl-alias-check* ]]
}

@test "the distribution's own daxctl, if it is installed" {
	PATH=/usr/sbin:/usr/bin:/sbin:/bin
	command -v daxctl >/dev/null || skip "not installed"
	run -0 --separate-stderr "$DAXCTL" list
	[ "$output" = "$(daxctl list)" ]
	run -1 "$DAXCTL" nosuch
	[ "${lines[0]}" = "Unknown command: 'nosuch'" ]
	run -0 "$DAXCTL" --list-cmds
	grep -qx reconfigure-device <<<"$output"
	[ "$(grep -cx alias-check <<<"$output")" = 1 ]
	[ "$("$DAXCTL" --version)" = "$(daxctl --version)" ]
	command -v ndctl >/dev/null || skip "ndctl is not installed"
	[ "$("$NDCTL" --version)" = "$(ndctl --version)" ]
}

@test "only one file writes to stderr, so all messages are escaped" {
	cd "$SOURCE"
	[ "$(grep -rlwE --include='*.[ch]' 'message_(error|warning|line)' util ndctl daxctl | wc -l)" -gt 8 ]
	# Comments are left out: their lines begin with a star, or with a slash and a star.
	run -0 sh -c 'grep -rnwE --include="*.[ch]" "stderr|perror|warnx?|verrx?|errx?|psignal|error_at_line|STDERR_FILENO" util ndctl daxctl |
		grep -vE "^[^:]*:[0-9]+:[[:space:]]*(/\*|\*)" | grep -vE "^util/lib/(message|xalloc)\.c:" | cut -d: -f1,3-'
	# bounded.c passes the descriptor between processes and prints nothing.
	run -1 grep -v '^util/proc/bounded.c:.*STDERR_FILENO' <<<"$output"
}

@test "no argument can send a control character to the terminal" {
	bad=$'\e]0;title\a\xc2\x9b31m\xe2\x80\xaetxt\x7f\xff'
	plain='\x1b]0;title\x07\xc2\x9b31m\xe2\x80\xaetxt\x7f\xff'
	rm "$bin/daxctl"
	for word in "alias-check --format=$bad" "alias-check --require=$bad" "alias-check --sysroot=/$bad" \
		"alias-check --capture=/nowhere/$bad" "alias-check --kernel=$bad" "alias-check --timeout=$bad" \
		"alias-check --$bad" "alias-check $bad" "$bad"; do
		IFS=' ' read -ra words <<<"$word"
		run --separate-stderr env PATH="$bin" "$DAXCTL" "${words[@]}"
		[ "$status" = 1 ] || [ "$status" = 129 ]
		[[ "${stderr_lines[0]}" == *"Error: "*"$plain"* ]]
		[ "$(LC_ALL=C tr -d '\12\40-\176' <<<"$stderr" | wc -c)" = 0 ]
	done
}

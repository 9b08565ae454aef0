#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Test the packages in a clean Debian: install, use and purge them in a chroot that debootstrap
# makes. This is done once without other packages, and once with the distribution's ndctl, daxctl,
# sos and bash-completion. Prints TAP. It needs root, and an archive among this machine's sources of
# packages.
#
#	deb.sh DIRECTORY [TARBALL [SUITE]]
#
# DIRECTORY holds the packages. TARBALL keeps the clean system for the next run. SUITE is the
# release of the clean system, by default this machine's own; a newer one has newer libraries.
# shellcheck disable=SC2317 # functions are called through check
set -eu

# The mounts in this mount namespace are removed with it, however this script ends.
if [ -z "${DEB_TEST_NAMESPACE:-}" ]; then
	[ "$(id -u)" = 0 ] || {
		echo "deb.sh: needs root, for chroot: nothing was tested" >&2
		exit 1
	}
	exec env DEB_TEST_NAMESPACE=1 unshare --mount --propagation private "$0" "$@"
fi

debs=$(cd "$1" && pwd)
tarball=${2:-}
# shellcheck disable=SC1091 # the system's own
suite=${3:-$(. /etc/os-release && echo "${VERSION_CODENAME:-bookworm}")}
beside="ndctl daxctl sosreport bash-completion systemd"
here=$(cd "$(dirname "$0")" && pwd)
version=$(sed -n "s/^	version: '\(.*\)',/\1/p" "$here/../../meson.build")

dir=$(mktemp -d)
root=$dir/root
cleanup() {
	umount "$root/proc" "$root/sys" 2>/dev/null || :
	# A file system that could not be unmounted must not be deleted.
	rm -rf --one-file-system "$dir"
}
trap cleanup EXIT
trap 'exit 1' HUP INT TERM

# shellcheck source=test/tap.sh
. "$here/../tap.sh"

# inside COMMAND...: run it as root in the chroot.
inside() {
	LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive HOME=/root \
		PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin chroot "$root" "$@"
}

apt_install() {
	inside apt-get -qq -y --no-install-recommends install "$@"
}

# The URI and key ring of the archive of this suite, among this machine's sources. An archive with
# another suite has this one too.
archive() {
	# shellcheck disable=SC2016 # a format of apt's
	apt-get indextargets --format '$(RELEASE)|$(CODENAME)|$(REPO_URI)|$(SIGNED_BY)' \
		'Identifier: Packages' 'Component: main' |
		awk -F '|' -v suite="$suite" '$3 ~ "^(https?|file):.*/debian/?$" {
			ours = $1 == suite || $2 == suite
			if (ours || !found)
				found = $3 " " ($4 ~ "^/" ? $4 : "")
			if (ours)
				exit
		}
		END { print found }'
}

clean_system() {
	found=$(archive)
	[ -n "$found" ] || {
		echo "deb.sh: no source of packages of this machine is an archive of Debian $suite (apt-get indextargets)" >&2
		return 1
	}
	mirror=${found%% *}
	keys=${found#* }
	debootstrap --variant=minbase ${keys:+--keyring="$keys"} "$suite" "$root" "$mirror" >"$dir/debootstrap" 2>&1 || {
		tail -n 20 "$dir/debootstrap" >&2
		return 1
	}
	# The archive may have its own key, which the chroot needs too.
	[ -z "$keys" ] || cp "$keys" "$root/etc/apt/trusted.gpg.d/"
	# Download packages without installing them: the distribution's packages of the second half,
	# and the dependencies of ours.
	# shellcheck disable=SC2086 # a list of words
	apt_install --download-only $beside libjson-c5 libkmod2 libndctl6 libdaxctl1 libudev1 >/dev/null
}

# All files and directories with their contents, except those that dpkg and apt manage.
snapshot() {
	(cd "$root" && find . -xdev \( -path ./proc -o -path ./sys -o -path ./tmp -o -path ./var/cache -o \
		-path ./var/log -o -path ./var/lib/dpkg -o -path ./var/lib/apt -o -path ./etc/ld.so.cache \) -prune -o \
		\( -type f -exec sha256sum {} + \) -o -print | sort -k 2)
}

unchanged_since() {
	snapshot | diff "$1" -
}

status_is() {
	wanted=$1
	shift
	status=0
	"$@" || status=$?
	[ "$status" = "$wanted" ]
}

# answers COMMAND...: it prints one object that is valid by the installed schema.
answers() {
	inside "$@" >"$dir/answer" && valid "$dir/answer"
}

valid() {
	/usr/bin/python3 -c 'import json, sys, jsonschema
jsonschema.validate(json.load(open(sys.argv[1])), json.load(open(sys.argv[2])))' \
		"$1" "$root/usr/share/pmemcap/pmemcap.schema.json"
}

says() { # says WORDS COMMAND...: it prints these words, with any status
	words=$1
	shift
	"$@" 2>&1 | tee "$dir/said" | grep -qF -- "$words" || {
		cat "$dir/said"
		return 1
	}
}

manual_pages() {
	for page in man1/ndctl-pmem-status.1 man1/daxctl-alias-check.1 man7/pmemcap-reasons.7; do
		gzip -dc "$root/usr/share/man/$page.gz" | grep -q "^\.TH" || return 1
	done
}

purge() {
	inside apt-get -qq -y purge --auto-remove "$@"
}

# The installed shell functions complete "ndctl pmem-status --require=fs".
completes() {
	# shellcheck disable=SC2016 # for the shell in there
	inside bash -c '. /usr/share/bash-completion/bash_completion
		COMP_WORDS=(ndctl pmem-status --require = fs) COMP_CWORD=4
		COMP_LINE="ndctl pmem-status --require=fs" COMP_POINT=30
		complete -p ndctl | grep -q _pmemcap_hook || exit 1
		compopt() { :; }
		_pmemcap_hook ndctl fs =
		[ "${COMPREPLY[*]}" = fsdax ]'
}

# Make a support bundle with only our plugin, in $dir/bundle.
bundle() {
	rm -rf "$root/tmp/sos" "$dir/bundle"
	mkdir -p "$root/tmp/sos" "$dir/bundle"
	inside sos report -o pmemcap --batch --tmp-dir /tmp/sos &&
		tar -C "$dir/bundle" --strip-components=1 -xf "$(echo "$root"/tmp/sos/*.tar.?z)" &&
		for command in ndctl-pmem-status daxctl-alias-check; do
			valid "$dir/bundle/sos_commands/pmemcap/$command.json" || return 1
		done
}

# The tree in that bundle gives the object that is beside it.
captured() {
	cp -a "$dir/bundle/sos_commands/pmemcap/capture/tree" "$root/tmp/sos/" &&
		inside ndctl-pmem-status -v --sysroot=/tmp/sos/tree >"$dir/answer" &&
		alike "$dir/answer" "$dir/bundle/sos_commands/pmemcap/ndctl-pmem-status.json"
}

alike() {
	[ -s "$1" ] && [ "$(jq -c '[.modes, .cpu.dcache_aliasing]' "$1")" = "$(jq -c '[.modes, .cpu.dcache_aliasing]' "$2")" ]
}

# The example units under systemd. The application and its mount are replaced, since they do not
# exist.
boots() {
	units=$root/etc/systemd/system
	examples=$root/usr/share/doc/pmemcap/examples/systemd
	metrics=$root/var/lib/prometheus/node-exporter
	mkdir -p "$metrics" "$units/multi-user.target.wants"
	for unit in "$examples"/*; do
		sed "s,/usr/local/bin/application,/bin/true,; s,^RequiresMountsFor=.*,," "$unit" >"$units/${unit##*/}"
	done
	# The same service without its sandbox.
	sed -n '1,/^TimeoutStartSec/p' "$units/pmemcap-metrics.service" | sed 's,node-exporter,at-large,; s,=pmemcap$,=at-large,; s,/lib/pmemcap,/lib/at-large,' \
		>"$units/metrics-at-large.service"
	mkdir -p "$root/var/lib/prometheus/at-large"
	# A service in the same sandbox that reports what it can read there.
	sed "s,node-exporter,sees,; s,^WorkingDirectory=.*,WorkingDirectory=/var/lib/prometheus/sees,; s,^ExecStart=.*,ExecStart=/bin/sh -c 'head -n 1 /proc/kallsyms >kallsyms; daxctl-alias-check >host \&\& ndctl-pmem-status >all'," \
		"$units/pmemcap-metrics.service" >"$units/sees.service"
	mkdir -p "$root/var/lib/prometheus/sees"
	# A service whose condition holds, and one whose condition cannot be checked.
	sed 's,^ExecCondition=.*,ExecCondition=/bin/true,' "$units/pmem-application.service" >"$units/met.service"
	sed 's,--require=fsdax,--require=nonsense,' "$units/pmem-application.service" >"$units/mistyped.service"
	all="pmemcap-metrics metrics-at-large sees pmem-application met mistyped"
	# shellcheck disable=SC2086 # a list of words
	services=$(printf '%s.service ' $all)
	cat >"$units/judge.service" <<-EOT
		[Unit]
		Wants=$services
		After=$services
		[Service]
		Type=oneshot
		ExecStart=/bin/sh -c 'for unit in $all; do systemctl show -p Result --value \$\$unit >/var/result-of-\$\$unit; done'
		ExecStart=/bin/sh -c 'systemctl show -p DeviceAllow --value pmemcap-metrics >/var/devices'
		ExecStopPost=/bin/systemctl exit --force --force
	EOT
	ln -s ../judge.service "$units/multi-user.target.wants/"
	"$here/boot.sh" "$root" "$cgroup"
}

result_is() { # result_is UNIT RESULT
	cat "$root/var/result-of-$1"
	[ "$(cat "$root/var/result-of-$1")" = "$2" ]
}

# A list of devices, whoever made it, would exclude all others.
sees() {
	cat "$root/var/devices"
	[ -e "$root/var/devices" ] && ! grep -q . "$root/var/devices" &&
		{ [ ! -s /proc/kallsyms ] || [ -s "$root/var/lib/prometheus/sees/kallsyms" ]; }
}

# Both commands run with a time limit, so a second process was possible.
answer_there() {
	for object in host all; do
		jq -e '.kernel.release and .modes.fsdax and ([.skipped[].error] | index("ETIMEDOUT") | not)' \
			"$root/var/lib/prometheus/sees/$object" || return 1
	done
}

same_metrics() {
	[ -s "$root/var/lib/prometheus/node-exporter/pmemcap.prom" ] &&
		diff "$root/var/lib/prometheus/at-large/pmemcap.prom" "$root/var/lib/prometheus/node-exporter/pmemcap.prom" &&
		[ "$(ls "$root/var/lib/prometheus/node-exporter")" = pmemcap.prom ]
}

# The libraries that the program is linked to.
libraries() {
	inside ldd /usr/bin/ndctl-pmem-status | grep -o '/[^ ]*'
}

# As the initramfs note says: only the program, its libraries, /proc and /sys.
initramfs() {
	tiny=$dir/tiny
	mkdir -p "$tiny/proc" "$tiny/sys" "$tiny/usr/bin"
	cp "$root/usr/bin/ndctl-pmem-status" "$tiny/usr/bin/"
	libraries | while read -r library; do
		mkdir -p "$tiny/${library%/*}"
		cp -L "$root$library" "$tiny$library"
	done
	mount -t proc -o ro proc "$tiny/proc" && mount -t sysfs -o ro sysfs "$tiny/sys"
	chroot "$tiny" /usr/bin/ndctl-pmem-status >"$dir/tiny.json" || :
	umount "$tiny/proc" "$tiny/sys"
	inside ndctl-pmem-status >"$dir/answer"
	alike "$dir/tiny.json" "$dir/answer"
}

# As the note says about the root file system, with its own commands: /sysroot below that small
# system. The mounts are in a namespace that ends with them.
lent() {
	mkdir -p "$tiny/sysroot"
	sed -n 's/^    \(for name in proc .*\)/\1/p; s/^    \(chroot .*\) --text/\1/p' \
		"$root/usr/share/doc/pmemcap/initramfs.md" | sed "s,/sysroot,$tiny/sysroot,g" >"$dir/commands"
	cat "$dir/commands"
	[ "$(wc -l <"$dir/commands")" = 3 ] || return 1
	# shellcheck disable=SC2016 # for the shell in there
	unshare --mount --propagation private sh -euc '
		mount --bind "$1" "$2/sysroot"
		chroot "$2" /usr/bin/ndctl-pmem-status --sysroot=/sysroot >"$3/bare.json"
		eval "$(sed -n 1p "$3/commands")"
		eval "$(sed -n 2p "$3/commands")" >"$3/lent.json"
		chroot "$2" /usr/bin/ndctl-pmem-status --sysroot=/sysroot >"$3/as-tree.json"
		eval "$(sed -n 3p "$3/commands")"
		! mountpoint -q "$2/sysroot/dev"' sh "$root" "$tiny" "$dir" || return 1
	# Its programs show the machine, and this shows what only s390 has.
	jq -e '(.modes.dcssblk_dax.supported == if .kernel.machine == "s390x" then "unknown" else "no" end) and
		([.modes | del(.dcssblk_dax)[].supported] | unique == ["unknown"])' "$dir/bare.json" &&
		alike "$dir/lent.json" "$dir/answer" && alike "$dir/as-tree.json" "$dir/answer"
}

# removed_quietly: after the package is removed but not purged, its file in /etc does nothing in a
# new shell.
removed_quietly() {
	[ -e "$root/etc/bash_completion.d/pmemcap" ] || return 1
	# shellcheck disable=SC2016 # for the shell in there
	inside bash -c '. /usr/share/bash-completion/bash_completion
		! declare -F | grep _pmemcap || exit 1
		if declare -F _comp_load >/dev/null; then _comp_load ndctl; else __load_completion ndctl; fi
		hook=$(complete -p ndctl | sed "s/.* -F \([^ ]*\) .*/\1/")
		COMP_WORDS=(ndctl pmem-status --require = fs) COMP_CWORD=4
		COMP_LINE="ndctl pmem-status --require=fs" COMP_POINT=30
		compopt() { :; }
		$hook ndctl fs =' >"$dir/said" 2>&1 || :
	cat "$dir/said"
	[ ! -s "$dir/said" ]
}

if [ -n "$tarball" ] && [ -e "$tarball" ]; then
	mkdir "$root"
	tar -C "$root" -xf "$tarball"
else
	clean_system
	if [ -n "$tarball" ]; then
		tar -C "$root" -cf "$tarball.new" .
		mv "$tarball.new" "$tarball"
	fi
fi
mount -t proc proc "$root/proc"
mount -t sysfs -o ro sysfs "$root/sys"
mkdir "$root/tmp/debs"
cp "$debs"/pmemcap_"$version"_*.deb "$debs"/pmemcap-sos_"$version"_*.deb "$root/tmp/debs"
ours=$(cd "$root" && echo tmp/debs/pmemcap_*.deb)
sos=$(cd "$root" && echo tmp/debs/pmemcap-sos_*.deb)

# Without the distribution's packages.
snapshot >"$dir/before"
check "installs in a minimal system" apt_install "/$ours"
check "ndctl-pmem-status answers" answers ndctl-pmem-status
check "daxctl-alias-check answers" answers daxctl-alias-check -v
check "the usage of a name with a dash" status_is 129 inside ndctl-pmem-status -h
check "manual pages" manual_pages
check "no ndctl in PATH" status_is 127 inside sh -c 'ndctl list'
check "the front end says that ndctl is missing" says "install the distribution's ndctl" \
	inside /usr/libexec/pmemcap/ndctl list
check "answers without udev, from an initramfs" initramfs
check "answers in the root file system that is lent /proc, /sys and /dev" lent
check "purges" purge pmemcap
check "purged, leaves nothing" unchanged_since "$dir/before"

# With the distribution's packages.
# shellcheck disable=SC2086 # a list of words
check "the distribution's programs install" apt_install $beside
snapshot >"$dir/before"
inside ndctl --list-cmds >"$dir/commands"
check "installs beside ndctl, daxctl and sos" apt_install "/$ours" "/$sos"
check "files of ndctl and daxctl are untouched" inside dpkg --verify ndctl daxctl bash-completion sosreport
inside ndctl --list-cmds >"$dir/commands-now"
check "ndctl is the distribution's as before" diff "$dir/commands" "$dir/commands-now"
check "ndctl pmem-status is not there unasked" says "Unknown command: 'pmem-status'" inside ndctl pmem-status
check "completion of ndctl's commands is extended" completes
check "sos report: both objects are in the bundle" bundle
check "sos report: the captured tree is in the bundle, and judged alike" captured

# The links from the README that give "ndctl pmem-status".
inside ln -s /usr/libexec/pmemcap/ndctl /usr/libexec/pmemcap/daxctl /usr/local/bin/
check "linked to: ndctl pmem-status" answers ndctl pmem-status
check "linked to: daxctl alias-check" answers daxctl alias-check
inside ndctl list -BRN >"$dir/list"
inside /usr/bin/ndctl list -BRN >"$dir/list-of-theirs"
check "linked to: ndctl list is the distribution's" diff "$dir/list" "$dir/list-of-theirs"
check "linked to: --list-cmds has ours" says pmem-status inside ndctl --list-cmds
check "purges with the links still there" purge pmemcap pmemcap-sos
check "then ndctl is the distribution's again" says create-namespace inside sh -c 'ndctl --list-cmds'
inside rm /usr/local/bin/ndctl /usr/local/bin/daxctl
check "purged, leaves nothing beside the others" unchanged_since "$dir/before"

# The package is removed, and its files in /etc stay.
check "installs again" apt_install "/$ours"
check "removes" inside apt-get -qq -y remove pmemcap
check "removed, adds nothing to a shell" removed_quietly

# Under systemd. Files that systemd leaves do not belong to the packages.
cgroup=$(findmnt -n -t cgroup2 -o TARGET | head -n 1)
why=
if [ -z "$cgroup" ]; then
	why="no cgroup2 is mounted"
elif ! mkdir "$cgroup/pmemcap-test.$$" 2>/dev/null; then
	why="no cgroup can be made in $cgroup"
else
	rmdir "$cgroup/pmemcap-test.$$"
fi
# under_systemd NAME COMMAND...: run a check, or skip it with the reason.
under_systemd() {
	if [ -z "$why" ]; then
		check "$@"
	else
		count=$((count + 1))
		echo "ok $count - $1 # skip $why"
	fi
}
under_systemd "installs for systemd" apt_install "/$ours"
under_systemd "systemd runs the example units" boots
under_systemd "the sandboxed service ran" result_is pmemcap-metrics success
under_systemd "and wrote what it would write at large" same_metrics
under_systemd "both commands answer there" answer_there
under_systemd "every device and /proc/kallsyms can be read there" sees
under_systemd "ExecCondition= keeps a unit from starting" result_is pmem-application exec-condition
under_systemd "and lets it where it holds" result_is met success
under_systemd "and makes it fail where it cannot be asked" result_is mistyped exit-code

finish

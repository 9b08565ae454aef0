#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Install the packages, build, and run the tests, also on a machine where nothing is installed yet.
# This calls Meson; packagers call Meson directly. "./run.sh help" lists the subcommands.
set -eu

cd "$(dirname "$0")"
build=${BUILD:-build}
# debconf would warn about missing frontends, which does not matter here.
export DEBCONF_NOWARNINGS=yes

usage() {
	cat <<-'END'
		usage: ./run.sh SUBCOMMAND

		  status      build, and print this machine's answer
		  check       the quick tests: unit, fixtures and command line (2 minutes)
		  check-all   all tests but those that boot kernels (35 minutes)
		  check-vm [--kernel NAME] [SCENARIO...]
		              real kernels in QEMU against an oracle (an hour and more)
		  check-upstream [--each] [--rev REVISION] [TREE]
		              the series for ndctl, in a tree or tarball of its source (NDCTL_TREE), or in
		              trixie's; --each: and each commit by itself (5 minutes; 10 with --each)
		  deb         Debian packages, in build/deb
		  check-deb [SUITE]
		              those packages in a clean Debian, of this release or of
		              SUITE (root, a mirror)
		  help        this list

		Times are for two idle processors, without the installation of packages.
		Environment: BUILD, the build directory (build); PATIENCE, the factor of all time
		limits (10); FUZZ_SECONDS, the time of each fuzzing target (60; 0: no fuzzing);
		NDCTL_TREE, the tree or tarball of check-upstream.
	END
}

say() {
	echo "run.sh: $*" >&2
}

fail() {
	say "$*"
	exit 1
}

# packages LIST MANAGER: the packages of a list, by their names in three families of
# distributions. build: the programs; docs: the manual; check: the quick tests;
# check-all: all other tests; check-upstream: ndctl itself.
packages() {
	case $1-$2 in
	build-apt) echo gcc libc6-dev pkg-config meson ninja-build libjson-c-dev libkmod-dev libndctl-dev \
		libdaxctl-dev libudev-dev zlib1g-dev ;;
	docs-apt) echo asciidoctor ;;
	check-apt) echo libcmocka-dev bats jq python3 python3-jsonschema python3-prometheus-client kmod strace \
		daxctl ndctl man-db ;;
	check-all-apt) echo uuid-dev libfuse3-dev fuse3 valgrind shellcheck cppcheck \
		clang clang-format libclang-rt-dev tmux bash-completion rpmlint rpm sosreport ansible-core systemd \
		chromium chromium-driver python3-selenium ;;
	deb-apt) echo build-essential debhelper dh-python dpkg-dev python3 libcmocka-dev bats lintian ;;
	check-deb-apt) echo debootstrap jq python3-jsonschema ;;
	check-upstream-apt) echo git clang-format python3 jq kmod uuid-dev libkeyutils-dev libtracefs-dev libtraceevent-dev \
		libiniparser-dev bash-completion systemd udev "$(apt-cache pkgnames systemd-dev 2>/dev/null)" ;;
	build-dnf) echo gcc pkgconf-pkg-config meson ninja-build json-c-devel kmod-devel \
		ndctl-devel daxctl-devel systemd-devel zlib-devel ;;
	docs-dnf) echo rubygem-asciidoctor ;;
	check-upstream-dnf) echo git clang-tools-extra python3 jq kmod libuuid-devel keyutils-libs-devel libtracefs-devel \
		libtraceevent-devel iniparser-devel bash-completion systemd ;;
	check-dnf) echo libcmocka-devel bats jq python3 python3-jsonschema kmod strace daxctl ndctl man-db ;;
	check-all-dnf) echo libuuid-devel fuse3-devel fuse3 valgrind ShellCheck cppcheck libasan libubsan tmux \
		bash-completion clang compiler-rt rpmlint rpm-build sos ansible-core ;;
	build-zypper) echo gcc pkg-config meson ninja libjson-c-devel libkmod-devel libndctl-devel \
		libdaxctl-devel libudev-devel zlib-devel ;;
	docs-zypper) echo "rubygem(asciidoctor)" ;;
	check-upstream-zypper) echo git clang python3 jq kmod libuuid-devel keyutils-devel libtracefs-devel \
		libtraceevent-devel libiniparser-devel bash-completion systemd ;;
	check-zypper) echo libcmocka-devel bats jq python3 python3-jsonschema kmod strace daxctl ndctl man ;;
	check-all-zypper) echo libuuid-devel fuse3-devel fuse3 valgrind ShellCheck cppcheck tmux bash-completion \
		clang rpmlint rpm-build ;;
	esac
}

# Print the packages of a list that are not installed, on one line.
missing_of() {
	for package in $1; do
		case $manager in
		apt)
			# shellcheck disable=SC2016 # a format of dpkg's, not ours
			[ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] ||
				printf '%s ' "$package"
			;;
		*) rpm -q --whatprovides "$package" >/dev/null 2>&1 || printf '%s ' "$package" ;;
		esac
	done
}

find_manager() {
	for manager in apt dnf zypper; do
		command -v "$manager" >/dev/null && return
	done
	manager=none
}

# Print how root installs these, as one line for a shell. Another apt, such as that of unattended
# upgrades, may hold the lock for minutes.
install_command() {
	case $manager in
	apt) echo "apt-get -q update && DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=600 install -y --no-install-recommends $*" ;;
	dnf) echo "dnf -q -y install $*" ;;
	zypper) echo "zypper -q -n install --no-recommends $*" ;;
	esac
}

# as_root COMMAND: run one line of shell as root. If that is not possible, print the line.
as_root() {
	if [ "$(id -u)" = 0 ]; then
		sh -c "$1"
	elif command -v sudo >/dev/null; then
		sudo sh -c "$1" || fail "that takes root; type this as root, then run it again:

	$1
"
	else
		fail "that takes root, and there is no sudo; type this as root, then run it again:

	$1
"
	fi
}

# telling HOW LOG COMMAND...: run the command with its output in LOG. Every ten seconds, the
# function HOW reads the progress from LOG.
telling() {
	how=$1 log=$2
	shift 2
	: >"$log"
	while sleep 10 >/dev/null 2>&1; do
		far=$($how "$log")
		[ -z "$far" ] || say "  $far"
	done &
	ticker=$!
	trap 'kill $ticker 2>/dev/null' EXIT
	result=0
	"$@" >>"$log" || result=$?
	kill $ticker 2>/dev/null || :
	trap - EXIT
	return $result
}

# The progress in a log of apt. dnf and zypper print none.
packages_so_far() {
	case $manager in
	apt) echo "$(grep -c '^Get:' "$1") files fetched, $(grep -c '^Unpacking ' "$1") packages unpacked, $(grep -c '^Setting up ' "$1") set up" ;;
	*) echo "still installing" ;;
	esac
}

# The progress in a log of ninja.
steps_so_far() {
	sed -n 's,^\[\([0-9]*\)/\([0-9]*\)\] .*,step \1 of \2,p' "$1" | tail -n 1
}

# How many packages apt would install for these, and the size of the download.
download_of() {
	# shellcheck disable=SC2086 # a list of words
	LC_ALL=C apt-get install --assume-no --no-install-recommends $1 2>/dev/null |
		sed -n 's/^\(.*\) upgraded, \([0-9]*\) newly installed.*/\2 packages in all/p; s/^Need to get \(.*\) of archives\.$/\1 to download/p' |
		paste -s -d , - | sed 's/,/, /'
}

# install_packages LIST...: install the missing packages of these lists.
install_packages() {
	find_manager
	if [ "$manager" = none ]; then
		say "no apt, dnf or zypper found: assuming that everything is installed"
		return
	fi
	missing=
	for list in "$@"; do
		missing="$missing$(missing_of "$(packages "$list" "$manager")")"
	done
	missing=$(echo "$missing" | tr ' ' '\n' | sort -u | tr '\n' ' ' | sed 's/^ *//; s/ *$//')
	if [ -z "$missing" ]; then
		say "everything that is needed is installed"
		return
	fi
	say "installing $missing"
	command=$(install_command "$missing")
	if [ "$manager" = apt ] && [ "$(id -u)" = 0 ]; then
		apt-get -qq update
		size=$(download_of "$missing")
		say "that is ${size:-of unknown size}; at 10 MB a second it takes one to five minutes"
	fi
	log=$(mktemp)
	if telling packages_so_far "$log" as_root "$command"; then
		rm -f "$log"
	else
		tail -n 20 "$log" >&2
		rm -f "$log"
		fail "the packages could not be installed"
	fi
}

# configure DIR OPTION...: make a build directory with these options.
configure() {
	dir=$1
	shift
	if [ -d "$dir/meson-info" ]; then
		meson configure "$dir" "$@" >/dev/null
	else
		meson setup "$dir" "$@" >"$dir.log" 2>&1 || {
			cat "$dir.log" >&2
			fail "meson setup failed"
		}
		rm -f "$dir.log"
	fi
}

compile() {
	say "building in $1"
	# shellcheck disable=SC2016 # for that shell to expand
	telling steps_so_far "$1/compile.log" sh -c 'meson compile -C "$1" 2>&1' sh "$1" || {
		cat "$1/compile.log" >&2
		fail "the build failed"
	}
}

status() {
	say "status: builds, and prints this machine's answer (half a minute)"
	install_packages build
	configure "$build"
	compile "$build"
	status=0
	"$build/ndctl/ndctl" pmem-status --text || status=$?
	say "the programs: $build/ndctl/ndctl pmem-status, $build/daxctl/daxctl alias-check"
	return $status
}

# The package of promtool would start a server, so only promtool is taken from it.
fetch_promtool() {
	if command -v promtool >/dev/null || [ -x "$build/promtool" ] || [ "$manager" != apt ] ||
		[ -e "$build/no-promtool" ]; then
		return
	fi
	say "downloading promtool"
	rm -rf "$build/prometheus"
	mkdir -p "$build/prometheus"
	if (cd "$build/prometheus" && apt-get -qq download prometheus &&
		dpkg-deb -x prometheus_*.deb .) >/dev/null 2>&1; then
		mv "$build/prometheus/usr/bin/promtool" "$build/promtool"
	else
		: >"$build/no-promtool"
		say "promtool cannot be downloaded: its checks are skipped; remove $build/no-promtool to try again"
	fi
	rm -rf "$build/prometheus"
}

check() {
	say "check: the quick tests; 2 minutes on two idle processors, once the packages are there"
	install_packages build docs check
	sh test/check.sh quick "$build"
}

check_all() {
	say "check-all: all tests but those that boot kernels; 35 minutes on two idle processors, once the packages are there"
	install_packages build docs check check-all deb
	fetch_promtool
	sh test/check.sh all "$build"
}

deb() {
	install_packages build docs deb
	mkdir -p "$build"
	contrib/packaging/deb.sh "$build/deb" >"$build/deb.log" 2>&1 || {
		tail -n 40 "$build/deb.log" >&2
		fail "the packages could not be built"
	}
	version=$(sed -n "s/^	version: '\(.*\)',/\1/p" meson.build)
	ls "$build"/deb/pmemcap*_"$version"_*.deb
}

# Keep the clean system for the next run.
check_deb() {
	deb
	install_packages check-deb
	as_root "test/packaging/deb.sh '$build/deb' '$build/debootstrap${1:+-$1}.tar' '${1:-}'"
}

# test/vm/run itself installs QEMU.
check_vm() {
	install_packages build docs
	configure "$build"
	compile "$build"
	test/vm/run --build "$build" "$@"
}

check_upstream() {
	say "check-upstream: the series for ndctl; 5 minutes on two idle processors, once the packages are there"
	install_packages build docs check-upstream
	configure "$build"
	compile "$build"
	python3 -B contrib/upstream/check.py --build "$build" "$@"
}

# alone WORD...: fail if there are words after the subcommand.
alone() {
	[ $# = 1 ] || {
		say "$1 takes no more words: $2"
		usage >&2
		exit 129
	}
}

case ${1:-} in
check-vm)
	shift
	check_vm "$@"
	;;
check-deb)
	shift
	suite=${1:-}
	[ -z "$suite" ] || shift
	alone check-deb "$@"
	check_deb "$suite"
	;;
check-upstream)
	shift
	check_upstream "$@"
	;;
status | check | check-all | deb)
	alone "$@"
	"$(echo "$1" | tr - _)"
	;;
help | --help | -h)
	alone "$@"
	usage
	;;
*)
	[ $# = 0 ] || say "$1 is not a subcommand"
	usage >&2
	exit 129
	;;
esac

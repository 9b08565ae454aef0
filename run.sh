#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# A thin entry over Meson for a machine that has nothing yet: installs what is
# needed, builds, runs. Packagers call Meson directly.
#
#	./run.sh status   this machine's answer
#	./run.sh check    all fast tests
#	./run.sh check-vm [NAME...]   real kernels in QEMU against an oracle
#	./run.sh deb      Debian packages, in build/deb
#	./run.sh check-deb   those packages in a clean Debian (root, a mirror)
set -eu

cd "$(dirname "$0")"
build=${BUILD:-build}

say() {
	echo "run.sh: $*" >&2
}

fail() {
	say "$*"
	exit 1
}

# packages build|check|deb|check-deb MANAGER: what it takes, by the names of three families.
packages() {
	case $1-$2 in
	build-apt) echo gcc libc6-dev pkg-config meson ninja-build libjson-c-dev libkmod-dev libndctl-dev \
		libdaxctl-dev libudev-dev zlib1g-dev asciidoctor ;;
	check-apt) echo libcmocka-dev uuid-dev libfuse3-dev fuse3 bats jq python3 kmod \
		valgrind strace shellcheck cppcheck \
		daxctl ndctl man-db python3-jsonschema clang libclang-rt-dev \
		python3-prometheus-client tmux bash-completion rpmlint rpm \
		sosreport ansible-core systemd ;;
	deb-apt) echo build-essential debhelper dh-python dpkg-dev python3 libcmocka-dev bats lintian ;;
	check-deb-apt) echo debootstrap jq python3-jsonschema ;;
	build-dnf) echo gcc pkgconf-pkg-config meson ninja-build json-c-devel kmod-devel \
		ndctl-devel daxctl-devel systemd-devel zlib-devel rubygem-asciidoctor ;;
	check-dnf) echo libcmocka-devel libuuid-devel fuse3-devel fuse3 bats jq python3 kmod \
		valgrind strace ShellCheck \
		cppcheck daxctl ndctl man-db libasan libubsan python3-jsonschema tmux bash-completion \
		clang compiler-rt \
		rpmlint rpm-build sos ansible-core ;;
	build-zypper) echo gcc pkg-config meson ninja libjson-c-devel libkmod-devel libndctl-devel \
		libdaxctl-devel libudev-devel zlib-devel "rubygem(asciidoctor)" ;;
	check-zypper) echo libcmocka-devel libuuid-devel fuse3-devel fuse3 bats jq python3 kmod \
		valgrind strace ShellCheck \
		cppcheck daxctl ndctl man python3-jsonschema tmux bash-completion clang \
		rpmlint rpm-build ;;
	esac
}

as_root() {
	if [ "$(id -u)" = 0 ]; then
		"$@"
	elif command -v sudo >/dev/null; then
		sudo "$@"
	else
		fail "needs root, and there is no sudo; as root: $*"
	fi
}

# The packages of a list that are not installed, on one line.
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

# install_packages build check: install what is missing of these lists.
install_packages() {
	find_manager
	if [ "$manager" = none ]; then
		say "no apt, dnf or zypper here: taking it that everything is installed"
		return
	fi
	missing=
	for list in "$@"; do
		missing="$missing$(missing_of "$(packages "$list" "$manager")")"
	done
	[ -n "$missing" ] || return 0
	say "installing: $missing"
	# shellcheck disable=SC2086 # a list of words
	case $manager in
	apt)
		as_root apt-get -qq update
		as_root env DEBIAN_FRONTEND=noninteractive \
			apt-get -qq install -y --no-install-recommends $missing >/dev/null
		;;
	dnf) as_root dnf -q -y install $missing ;;
	zypper) as_root zypper -q -n install --no-recommends $missing ;;
	esac
}

# configure DIR OPTION...: a build directory with these options.
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
	meson compile -C "$1" >"$1/compile.log" 2>&1 || {
		cat "$1/compile.log" >&2
		fail "the build failed"
	}
}

status() {
	install_packages build
	configure "$build"
	compile "$build"
	"$build/daxctl/daxctl" alias-check --text
	echo
	"$build/ndctl/ndctl" pmem-status --text
}

# promtool comes in one package with a server that would be started: it is taken out of it.
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
		say "no promtool can be had: its checks are skipped, until $build/no-promtool is removed"
	fi
	rm -rf "$build/prometheus"
}

check() {
	install_packages build check deb
	fetch_promtool
	sh test/check.sh "$build"
}

deb() {
	install_packages build deb
	mkdir -p "$build"
	contrib/packaging/deb.sh "$build/deb" >"$build/deb.log" 2>&1 || {
		tail -n 40 "$build/deb.log" >&2
		fail "the packages could not be built"
	}
	version=$(sed -n "s/^	version: '\(.*\)',/\1/p" meson.build)
	ls "$build"/deb/pmemcap*_"$version"_*.deb
}

# The clean system is kept for the next run.
check_deb() {
	deb
	install_packages check-deb
	as_root test/packaging/deb.sh "$build/deb" "$build/debootstrap.tar"
}

# What QEMU needs the runner installs itself.
check_vm() {
	install_packages build
	configure "$build"
	compile "$build"
	test/vm/run --build "$build" "$@"
}

case ${1:-} in
status) status ;;
check) check ;;
check-vm)
	shift
	check_vm "$@"
	;;
deb) deb ;;
check-deb) check_deb ;;
*)
	echo "usage: ./run.sh status|check|check-vm [NAME...]|deb|check-deb" >&2
	exit 129
	;;
esac

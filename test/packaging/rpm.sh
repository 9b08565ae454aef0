#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The spec file: rpmlint finds no error, and rpmbuild makes packages from it. On a distribution
# without rpm's macros for meson and python, this script defines them, and the libraries are assumed
# to be installed. Prints TAP.
# shellcheck disable=SC2317 # functions are called through check
set -eu

cd "$(dirname "$0")/../.."
packaging=contrib/packaging
for program in rpmlint rpmbuild; do
	command -v $program >/dev/null || {
		echo "1..0 # skip $program is not installed"
		exit 0
	}
done
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
trap 'exit 1' HUP INT TERM

# shellcheck source=test/tap.sh
. test/tap.sh

version=$(sed -n "s/^	version: '\(.*\)',/\1/p" meson.build)

lint() {
	rpmlint --config "$packaging"/rpmlint.toml "$@" | tee "$dir/lint" &&
		grep -q ' 0 errors, 0 warnings' "$dir/lint"
}

same_version() {
	grep -qx "Version: *$version" "$packaging"/pmemcap.spec && grep -q "> - $version-1\$" "$packaging"/pmemcap.spec
}

source_archive() {
	mkdir -p "$dir/SOURCES"
	"$packaging"/source.sh "$dir/pmemcap.tar" && gzip -c "$dir/pmemcap.tar" >"$dir/SOURCES/pmemcap-$version.tar.gz"
}

# files_of ARCHIVE: its files, without the directories.
files_of() {
	tar -tf "$1" | grep -v '/$' | sort
}

# An unpacked release gives the same files, whatever was built in it.
source_archive_again() {
	tar -C "$dir" -xf "$dir/pmemcap.tar" && release=$dir/pmemcap-$version || return 1
	for junk in .git build build-sanitized out/meson-info util/__pycache__; do
		mkdir -p "$release/$junk" && echo >"$release/$junk/file" || return 1
	done
	"$release/$packaging"/source.sh "$dir/again.tar" || return 1
	files_of "$dir/pmemcap.tar" >"$dir/files"
	files_of "$dir/again.tar" | diff "$dir/files" - && [ "$(wc -l <"$dir/files")" -gt 100 ]
}

# If tar could not read or write a file, this is a failure, and not a smaller archive.
source_archive_fails() {
	! "$packaging"/source.sh "$dir"
}

# Use rpm's own macros if it has them. rpm --eval prints an unknown macro unchanged.
build() {
	set -- --define "_topdir $dir" --define "debug_package %{nil}"
	[ "$(rpm --eval %meson)" != %meson ] || set -- "$@" --nodeps \
		--define 'meson meson setup built --prefix=/usr --libexecdir=libexec --sysconfdir=/etc --mandir=share/man' \
		--define 'meson_build meson compile -C built' \
		--define 'meson_install DESTDIR=%{buildroot} meson install -C built --no-rebuild' \
		--define 'meson_test meson test -C built'
	[ "$(rpm --eval %python3_sitelib)" != %python3_sitelib ] || set -- "$@" \
		--define 'python3_sitelib /usr/lib/python3/site-packages' --define 'pycached() %{1}'
	rpmbuild "$@" --define '_libexecdir /usr/libexec' -bb "$packaging"/pmemcap.spec
}

# No file may be one of the packages ndctl and daxctl.
beside() {
	rpm -qpl "$dir"/RPMS/*/pmemcap-*.rpm | tee "$dir/files"
	grep -qx /usr/bin/ndctl-pmem-status "$dir/files" &&
		! grep -Ex '/usr/s?bin/(ndctl|daxctl)|.*/completions/(ndctl|daxctl|cxl)' "$dir/files"
}

check "rpmlint finds nothing in the spec" lint "$packaging"/pmemcap.spec
check "the spec is of this version" same_version
check "the sources" source_archive
check "the sources, from a release" source_archive_again
check "sources that cannot be written are a failure" source_archive_fails
check "rpmbuild builds, and every file is in a package" build
check "the packages hold no file of ndctl and daxctl" beside

finish

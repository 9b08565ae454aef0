#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Build the Debian packages of this very tree into DIRECTORY. debian/ is kept
# beside this file and put where dpkg-buildpackage looks for it in a copy: a
# distribution that packages the project brings its own.
#
#	contrib/packaging/deb.sh DIRECTORY
set -eu

top=$(cd "$(dirname "$0")/../.." && pwd)
mkdir -p "$1"
out=$(cd "$1" && pwd)

version=$(dpkg-parsechangelog -l "$top/contrib/packaging/debian/changelog" -S Version)
grep -q "^	version: '$version'" "$top/meson.build" || {
	echo "deb.sh: debian/changelog is of $version, meson.build is not" >&2
	exit 1
}

tree=$out/pmemcap-$version
rm -rf "$tree"
rm -f "$out"/pmemcap*_"$version"*
mkdir "$tree"
cd "$top"
# What is in the repository, as it is now; of a release all but what was built.
if git ls-files --error-unmatch meson.build >/dev/null 2>&1; then
	git ls-files -z --cached --others --exclude-standard | tar --null --no-recursion -T - -cf -
else
	tar --exclude='./build*' -cf - .
fi | tar -C "$tree" -xf -
mv "$tree/contrib/packaging/debian" "$tree/debian"

cd "$tree"
dpkg-buildpackage -us -uc
cd "$out"
rm -rf "$tree"

#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Build the Debian packages of this tree into DIRECTORY. debian/ is kept beside this file. It is
# copied to the place where dpkg-buildpackage looks for it in a copy of the tree, since a
# distribution that packages the project adds its own debian/.
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
rm -f "$out"/pmemcap*_"$version"[._]* "$tree.tar"
"$top/contrib/packaging/source.sh" "$tree.tar"
tar -C "$out" -xf "$tree.tar"
rm -f "$tree.tar"
mv "$tree/contrib/packaging/debian" "$tree/debian"

cd "$tree"
dpkg-buildpackage -us -uc
cd "$out"
rm -rf "$tree"

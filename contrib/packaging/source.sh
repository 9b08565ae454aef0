#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Write the source archive, uncompressed: this tree as NAME-VERSION/. In a git checkout, it has the
# present contents of all files that are tracked, or untracked and not ignored. Elsewhere, for
# example in an unpacked release, it has everything except git's files, build directories and
# Python's caches.
#
#	contrib/packaging/source.sh FILE
set -eu

top=$(cd "$(dirname "$0")/../.." && pwd)
out=$(cd "$(dirname "$1")" && pwd)/${1##*/}
cd "$top"

version=$(sed -n "s/^	version: '\(.*\)',/\1/p" meson.build)
[ -n "$version" ] || {
	echo "source.sh: no version in meson.build" >&2
	exit 1
}

files=$(mktemp)
trap 'rm -f "$files" "$files.sorted"' EXIT
trap 'exit 1' HUP INT TERM

if git ls-files --error-unmatch meson.build >/dev/null 2>&1; then
	git ls-files -z --cached --others --exclude-standard >"$files"
	# Both lists have a file that is deleted, but whose deletion is not committed.
	git ls-files -z --deleted >>"$files"
	sort -z "$files" >"$files.sorted"
	uniq -zu "$files.sorted" >"$files"
	tar --null --no-recursion --transform "s,^,pmemcap-$version/,S" -T "$files" -cf "$out"
else
	# A directory that meson has configured can be recognised by its contents.
	tar --exclude=.git --exclude='./build*' --exclude=__pycache__ --exclude-tag-all=meson-info \
		--transform "s,^\.,pmemcap-$version,S" -cf "$out" .
fi

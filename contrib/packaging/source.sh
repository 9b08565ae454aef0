#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Write the source archive: this tree as NAME-VERSION/, uncompressed. In a git
# checkout what is in the repository or could be, as it is now; elsewhere, as in
# an unpacked release, all but git's own, build directories and Python's caches.
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
	# One that is deleted and not yet committed so is listed by both.
	git ls-files -z --deleted >>"$files"
	sort -z "$files" >"$files.sorted"
	uniq -zu "$files.sorted" >"$files"
	tar --null --no-recursion --transform "s,^,pmemcap-$version/,S" -T "$files" -cf "$out"
else
	# A directory that meson has configured is known by what it holds.
	tar --exclude=.git --exclude='./build*' --exclude=__pycache__ --exclude-tag-all=meson-info \
		--transform "s,^\.,pmemcap-$version,S" -cf "$out" .
fi

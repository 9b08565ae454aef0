#!/bin/bash -Ex
# SPDX-License-Identifier: GPL-2.0

# shellcheck disable=SC2034 # common reads it
rc=77

# shellcheck disable=SC1091
. "$(dirname "$0")"/common

trap 'err $LINENO' ERR

check_prereq "jq"

# shellcheck disable=SC2034
rc=1

# Trees of other machines, and what is known of them: x86 with NVDIMMs, a MIPS whose data cache
# aliases, and CXL. This needs neither root nor nfit_test.
trees=$(cd "$(dirname "$0")"/copied-trees && pwd)

# What the command prints for a tree, but for the capture's time and host, the program's version, and
# the page with the reasons.
# $@: the command
answer()
{
	"$@" --sysroot="$tree" | jq -S 'del(.generator, .time, .host, .findings[].doc)'
}

tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT
count=0
for archive in "$trees"/*.tar.gz; do
	name=${archive%.tar.gz}
	rm -rf "$tree"
	mkdir "$tree"
	tar -xzf "$archive" -C "$tree"
	diff -u <(jq -S . "$name-host.json") <(answer "$DAXCTL" alias-check)
@if pmem-status
	diff -u <(jq -S . "$name-status.json") <(answer "$NDCTL" pmem-status)
@end
	count=$((count + 1))
done
[ "$count" -gt 0 ]

exit 0

#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Which system calls do `ndctl list` and pmem-status make? This prints the files that are opened for
# each of 400 namespaces. The figures are for Documentation/performance.md; no check depends on
# them.
# vm: kernels=6.12 image=400-fsdax memory=3G by-hand
. "$VM_DIR/lib.sh"

NUMBER=$(ndctl list -N | jq length)
is 'namespaces in the image' "$NUMBER" 400

# opened NAME COMMAND...: the names of files that are opened for at least every second namespace.
opened()
{
	_name=$1
	shift
	must strace -f -o "$VM_TMP/trace" "$@"
	_calls=$(grep -c '' "$VM_TMP/trace")
	ok "$_name: $_calls system calls, $(awk "BEGIN { printf \"%.1f\", $_calls / $NUMBER }") a namespace" true
	sed -n 's/^[0-9]* *open\(at\)\?([^"]*"\([^"]*\/\)\?\([^"/]*\)".*/\3/p' "$VM_TMP/trace" | sort | uniq -c |
		sort -rn | awk -v number="$NUMBER" '$1 >= number / 2 { printf "#   %-28s %.2f\n", $2, $1 / number }'
	sed 's/^[0-9]* *//' "$VM_TMP/trace" | sed -n 's/^\([a-z0-9_]*\)(.*/\1/p' | sort | uniq -c | sort -rn |
		awk -v number="$NUMBER" '$1 >= number / 2 { printf "#   %s() %.2f\n", $2, $1 / number }'
}

opened 'ndctl list -vNRDXB' ndctl list -vNRDXB
opened 'pmem-status' "$NDCTL" pmem-status --timeout=0
opened 'pmem-status, direct reader' env PMEMCAP_READER=direct "$NDCTL" pmem-status --timeout=0
finish

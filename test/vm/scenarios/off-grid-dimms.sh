#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# NVDIMMs of 1000 MiB. ndctl needs namespaces to start at multiples of 16 MiB. One NVDIMM does not,
# and every attempt fails there. Neither size is a multiple of 16 MiB, so the tool has the finding
# for both.
# vm: nvdimm=2x1000M
. "$VM_DIR/lib.sh"

# on_grid REGION: does it start at a multiple? Only root can read the start.
on_grid()
{
	[ $(($(cat "/sys/bus/nd/devices/$1/resource") % (16 << 20))) = 0 ] && echo yes || echo no
}

init_labels
is 'one region is on the grid' "$(for region in region0 region1; do on_grid "$region"; done | sort | tr '\n' ' ')" 'no yes '
captures_alike env "$NDCTL" pmem-status -i
for region in region0 region1; do
	gives region-off-grid "$region"
	ok "$region: it says that making one may fail" sh -c "'$NDCTL' pmem-status -i | jq -e '
		.findings[] | select(.id == \"region-off-grid\" and .subject == \"$region\") | .message | test(\"misaligned\")'"
	is "$region: no command that may fail" "$(_status | jq -c --arg region "$region" \
		'[.findings[] | select(.subject == $region).remedy.command // empty]')" '[]'
	is "$region: a namespace can be made" "$(can_create fsdax -r "$region")" "$(on_grid "$region")"
	ok "$region: ndctl's words" sh -c "[ $(on_grid "$region") = yes ] || grep -q 'misaligned to 16M' '$VM_TMP/said'"
done
settle
NS=$(ndctl list -N | jq -r '[.] | flatten | .[0].dev')
NODE=$(node_of "$NS")
wait_for "$NODE"
saw "$NS" fsdax yes "$(disk_dax "$NODE")" 'NVDIMMs of 1000 MiB'
finish

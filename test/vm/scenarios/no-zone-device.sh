#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# A kernel without ZONE_DEVICE: there are no struct pages, so there is no DAX, and block access
# works as usual.
# vm: nvdimm=1x1G memmap=256M!1G kernels=no-zone-device
. "$VM_DIR/lib.sh"

pages=$(ndctl list -N -b e820 | jq -r '.[0].dev')
disk=$(node_of "$pages")
wait_for "$disk"
is 'its queue claims no DAX' "$(cat "/sys/block/${disk#/dev/}/queue/dax")" 0
capture x86-612-no-zone-device
saw "$pages" block yes "$(block_io "$disk")" 'ZONE_DEVICE=n'
saw "$pages" fsdax no "$(disk_dax "$disk")" 'ZONE_DEVICE=n'
saw host fsdax no "$(disk_dax "$disk")" 'ZONE_DEVICE=n'
saw host block yes "$(block_io "$disk")" 'ZONE_DEVICE=n'
agree "$pages: possible: fsdax" "$(says_possible "$pages" fsdax)" "$(can_create fsdax -f -e "$pages")"
agree "$pages: possible: devdax" "$(says_possible "$pages" devdax)" "$(can_create devdax -f -e "$pages")"
saw host devdax no "$(can_create devdax -f -e "$pages")" 'ZONE_DEVICE=n'
can_enable "$pages" >"$VM_TMP/said"
# With ZONE_DEVICE it would have DAX as it is, so it need not be made again.
because config-zone-device "$pages"
must ndctl create-namespace -f -e "$pages" --mode=sector
settle
saw "$pages" block yes "$(block_io "$(node_of "$pages")")" 'sector'
agree 'host: data cache aliasing' "$(host_says .cpu.dcache_aliasing)" "$(witness aliasing)"
finish

#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Persistent CXL memory: no nd region without a CXL region, one with it, and none once the CXL
# region is disabled.
# vm: kernels=6.12 cxl=2x512M cxl-volatile=1x512M
. "$VM_DIR/lib.sh"

# regions_of BUS: the number of nd regions that the tool shows.
shown_regions()
{
	_status | jq '[.buses[].regions[]] | length'
}

# shellcheck disable=SC2046 # words
set -- $(memdevs_of pmem)
is 'memory devices' "$#" 2
is 'no nd region before there is a CXL region' "$(ndctl list -R | wc -l)" 0
is 'no region is shown' "$(shown_regions)" 0
can=$(can_create fsdax)
is 'no namespace can be created' "$can" no

make_cxl_region pmem "$1"
is 'one region is shown' "$(shown_regions)" 1
is 'class of the bus' "$(_status | jq -r '.buses[0].class')" cxl
make_namespace fsdax -s 128M
saw "$NS" fsdax yes "$(disk_dax "$NODE")" 'CXL, fsdax'
saw "$NS" block yes "$(block_io "$NODE")" 'CXL, fsdax'
file_system "$NODE" ext4 '-b 4096' dax=always 'yes yes'
make_namespace devdax -s 128M
saw "$NS" devdax yes "$(device_dax "$NODE")" 'CXL, devdax'
make_namespace sector -s 64M
saw_block_only 'CXL, sector'
make_namespace raw -s 64M
saw_block_only 'CXL, raw'
lists_alike 20
captures_alike env "$NDCTL" pmem-status -i
capture cxl-pmem

# The labels keep the namespaces: they come back with the region.
must cxl disable-region "$CXL_REGION"
settle
is 'no region is shown once it is disabled' "$(shown_regions)" 0
can=$(can_create fsdax)
is 'no namespace can be created in a disabled region' "$can" no
must cxl enable-region "$CXL_REGION"
settle
is 'namespaces after the region was enabled again' \
	"$(_status | jq -c '[.buses[].regions[].namespaces[].mode] | sort')" '["devdax","fsdax","raw","sector"]'
all_remedies
finish

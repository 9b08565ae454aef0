#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# CXL memory needs several steps to become an nd region or a dax device. Each missing step has its
# own reason. Its remedy makes that step, and deletes nothing.
# vm: kernels=6.12 cxl=1x512M cxl-volatile=1x512M
. "$VM_DIR/lib.sh"

# gives_not ID: the tool has no finding with this id.
gives_not()
{
	is "no finding: $1" "$(_status | jq --arg id "$1" '[.findings[] | select(.id == $id)] | length')" 0
}

nothing_deletes()
{
	is "nothing that is advised deletes data ($1)" \
		"$(_status | jq '[.findings[] | select(.remedy.data_loss == true)] | length')" 0
}

pmem=$(memdevs_of pmem)
ram=$(memdevs_of ram)
gives cxl-memdev-no-region "$pmem"
gives cxl-memdev-no-region "$ram"
gives_not platform-no-region
gives_not nothing-there
nothing_deletes 'no region'
captures_alike env "$NDCTL" pmem-status -i

must sh -c "echo $pmem >/sys/bus/cxl/drivers/cxl_mem/unbind"
settle
gives cxl-memdev-disabled "$pmem"
remedy cxl-memdev-disabled "$pmem"
gives_not cxl-memdev-disabled

remedy cxl-memdev-no-region "$pmem"
is 'an nd region came of it' "$(ndctl list -R | jq length)" 1
region=$(cxl list -R | jq -r '.[0].region')
make_namespace fsdax
saw "$NS" fsdax yes "$(disk_dax "$NODE")" 'CXL'
gives_not nothing-there

must cxl disable-region "$region"
settle
gives cxl-region-disabled "$region"
gives_not platform-no-region
gives_not nothing-there
nothing_deletes 'disabled region'
captures_alike env "$NDCTL" pmem-status -i
remedy cxl-region-disabled "$region"
gives_not cxl-region-disabled
saw "$NS" fsdax yes "$(disk_dax "$(node_of "$NS")")" 'CXL, enabled again'

must cxl disable-region "$region"
must sh -c "echo 0 >/sys/bus/cxl/devices/$region/commit"
gives cxl-decoder-not-committed "$region"
nothing_deletes 'not committed'
is 'no command stands behind one that is not committed' "$(_status | jq -c --arg ram "$ram" \
	'[.findings[] | select(.id == "cxl-memdev-no-region" and .subject == $ram).remedy.command]')" '[null]'
all_remedies
finish

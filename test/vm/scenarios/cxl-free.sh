#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# A region of a part of a CXL memory device: the rest is free, and the command that is printed makes a
# region of it. Where the kernel would refuse one, no command is printed.
# vm: kernels=6.12 cxl=2x512M
. "$VM_DIR/lib.sh"

# free_command: the command that is printed for what is free of mem0.
free_command()
{
	_status | jq -c '[.findings[] | select(.id == "cxl-free-capacity").remedy.command]'
}

# cxl_says FILTER: of the object that has CXL memory.
cxl_says()
{
	_status | jq -c ".cxl | $1"
}

must cxl create-region -t pmem -d decoder0.0 -w 1 -s 256M -m mem0
settle
low=$(cxl list -R | jq -r '.[0].region')
gives cxl-free-capacity mem0
is 'free capacity of the device' "$(cxl_says '.memdevs[0].pmem_available_size')" 268435456
is 'free capacity of the window' "$(cxl_says '.decoders[0].available_size')" $((4096 * 1048576 - 268435456))
lists_alike 20
remedy cxl-free-capacity mem0
is 'two nd regions' "$(ndctl list -R | jq length)" 2
is 'nothing is free' "$(cxl_says '.memdevs[0].pmem_available_size')" 0
is 'what they became' "$(cxl_says '[.regions[] | [.became, .nd_region == .region]]')" '[["nd-region",true],["nd-region",true]]'
lists_alike 30
captures_alike env "$NDCTL" pmem-status -i

# The lower region leaves a gap, and the lower decoder is free: the kernel takes them in order.
must cxl disable-region "$low"
must sh -c "echo 0 >/sys/bus/cxl/devices/$low/commit"
gives cxl-decoder-not-committed "$low"
is 'a region that is not committed' "$(cxl_says "[.regions[] | select(.region == \"$low\") | [.decode_state, .state, .became]]")" \
	'[["reset","disabled","nothing"]]'
cxl destroy-region "$low" >"$VM_TMP/said" 2>&1
settle
is 'no command where a gap is below a region' "$(free_command | jq 'all(. == null)')" true
cxl create-region -t pmem -d decoder0.0 -w 1 -s 268435456 -m mem0 >"$VM_TMP/said" 2>&1
ok 'and cxl makes no region there' grep -q 'created 0 regions' "$VM_TMP/said"
all_remedies
finish

#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# CXL memory devices that have volatile and persistent memory. The volatile part must get its region
# first: a persistent region skips all volatile memory that is free.
# vm: kernels=6.12 cxl-both=2x512M
. "$VM_DIR/lib.sh"

# shown_command ID MEMDEV: the command that is printed.
shown_command()
{
	_status | jq -r --arg id "$1" --arg memdev "$2" \
		'[.findings[] | select(.id == $id and .subject == $memdev).remedy.command][0] // "none"'
}

# makes_region OPTION...: does cxl make one?
makes_region()
{
	cxl create-region -d decoder0.0 -w 1 "$@" >"$VM_TMP/said" 2>&1
	grep -q 'created 1 region' "$VM_TMP/said" && echo yes || echo no
}

both='volatile and persistent'
is 'memory of both kinds' "$(_status | jq -c '[.cxl.memdevs[] | [.pmem_size, .ram_size] | map(. / 1048576)]')" \
	'[[512,512],[512,512]]'
# Memory that is in use cannot be taken back.
echo offline >/sys/devices/system/memory/auto_online_blocks
ok 'the volatile part comes first' test "$(shown_command cxl-memdev-no-region mem0)" = \
	'cxl create-region -t ram -d decoder0.0 -w 1 -s 536870912 -m mem0'
remedy cxl-memdev-no-region mem0
device=$(daxctl list -D | jq -r '.[0].chardev')
agree "$device ($both): system_ram_size" "$(_status | jq -r '[.dax_regions[].devices[].system_ram_size][0]')" \
	"$(daxctl list -D | jq --argjson block "$((0x$(cat /sys/devices/system/memory/block_size_bytes)))" \
		'.[0].total_memblocks * $block')"
lists_alike 30

ok 'the persistent part comes next' test "$(shown_command cxl-free-capacity mem0)" = \
	'cxl create-region -t pmem -d decoder0.0 -w 1 -s 536870912 -m mem0'
remedy cxl-free-capacity mem0
make_namespace fsdax -s 128M
saw "$NS" fsdax yes "$(disk_dax "$NODE")" "$both, fsdax"
saw "$NS" block yes "$(block_io "$NODE")" "$both, fsdax"
is 'nothing is free in the device' "$(_status | jq '[.findings[] | select(.subject == "mem0")] | length')" 0
lists_alike 30
captures_alike env "$NDCTL" pmem-status -i
capture cxl-both

# The other way round, the volatile memory stays free.
is 'a persistent region' "$(makes_region -t pmem -s 536870912 -m mem1)" yes
settle
gives cxl-free-capacity mem1
agree 'mem1: can its volatile memory become a region' \
	"$([ "$(shown_command cxl-free-capacity mem1)" = none ] && echo no || echo yes)" \
	"$(makes_region -t ram -s 536870912 -m mem1)"
lists_alike 30
all_remedies
finish

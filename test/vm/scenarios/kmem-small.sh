#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# A devdax namespace that holds no whole memory block: kmem refuses it, and the device has no driver.
# (On 5.10, kmem stays bound to the device although it takes no memory.)
# vm: nvdimm=1x1G numa kernels=6.1,6.12,7
. "$VM_DIR/lib.sh"

# foreseen DEVICE: how much of it the tool says is or can be system memory.
foreseen()
{
	_status | jq --arg dev "$1" '[.. | objects | select(.chardev? == $dev and has("system_ram_size"))][0].system_ram_size'
}

init_labels
must modprobe -a dax_pmem kmem
make_namespace devdax -s 64M
device=${NODE#/dev/}
saw "$NS" devdax yes "$(device_dax "$NODE")" 'before'
is 'a memory block is larger' "$((0x$(cat /sys/devices/system/memory/block_size_bytes) > 64 << 20))" 1

gives dax-below-block "$device"

echo offline >/sys/devices/system/memory/auto_online_blocks
daxctl reconfigure-device -N --mode=system-ram "$device" >"$VM_TMP/said" 2>&1
is 'it has a driver' "$(exists "/sys/bus/dax/devices/$device/driver")" no
settle
saw "$NS" devdax no "$(device_dax "$NODE")" 'refused by kmem'
gives dax-kmem-refused "$device"
is 'no module is suspected' "$(_status | jq '[.findings[] | select(.id == "dax-pmem-not-bound")] | length')" 0
captures_alike env "$NDCTL" pmem-status -i

remedy dax-kmem-refused "$device"
wait_for "$NODE"
saw "$NS" devdax yes "$(device_dax "$NODE")" 'bound to device_dax again'
is 'no finding is left' "$(_status | jq '[.findings[] | select(.id == "dax-kmem-refused")] | length')" 0

# Memory blocks are 128 MiB. 174 MiB after the first namespace and 2 MiB of metadata begin in one
# block and end in the next.
block=$((0x$(cat /sys/devices/system/memory/block_size_bytes)))
is 'a memory block is 128 MiB' "$block" $((128 << 20))
make_namespace devdax -s 176M
device=${NODE#/dev/}
gives dax-below-block "$device"
daxctl reconfigure-device -N --mode=system-ram "$device" >"$VM_TMP/said" 2>&1
agree "$device, larger than a block: system_ram" "$([ "$(foreseen "$device")" = 0 ] && echo no)" \
	"$(exists "/sys/bus/dax/devices/$device/driver")"
gives dax-kmem-refused "$device"
remedy dax-kmem-refused "$device"
wait_for "$NODE"

# Some of the next one is whole blocks.
make_namespace devdax -s 400M
device=${NODE#/dev/}
foreseen=$(foreseen "$device")
is 'kmem will take some of it' "$([ "$foreseen" -gt 0 ] && [ "$foreseen" -lt $((398 << 20)) ] && echo yes)" yes
must daxctl reconfigure-device -N --mode=system-ram "$device"
agree "$device: bytes that kmem takes" "$foreseen" \
	"$(daxctl list -d "$device" | jq --argjson block "$block" '.[0].total_memblocks * $block')"
is 'the same afterwards' "$(foreseen "$device")" "$foreseen"
remedy dax-memory-offline "$device"
is 'the memory is online' "$(_status | jq '[.findings[] | select(.id == "dax-memory-offline")] | length')" 0
finish

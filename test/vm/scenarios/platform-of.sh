#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# A device tree with two ranges of memory, one persistent and one volatile.
# vm: kernels=riscv64
. "$VM_DIR/lib.sh"

# namespace_of BYTES: the namespace of the region of that size
namespace_of()
{
	ndctl list -RNi | jq -r ".. | objects | select(.size == $1 and has(\"namespaces\")).namespaces[0].dev"
}

is 'devtypes of the regions' "$(cat /sys/bus/nd/devices/region*/devtype | sort | tr '\n' ' ')" 'nd_pmem nd_volatile '
for size in 134217728 268435456; do
	NS=$(namespace_of "$size")
	NODE=$(node_of "$NS")
	wait_for "$NODE"
	note="device tree, $((size >> 20)) MiB"
	saw "$NS" fsdax yes "$(disk_dax "$NODE")" "$note"
	saw "$NS" block yes "$(block_io "$NODE")" "$note"
	file_system "$NODE" ext4 '-b 4096' dax=always 'yes yes'
done
for region in /sys/bus/nd/devices/region*; do
	name=${region##*/}
	is "the type of $name" "$(_status | jq -r --arg dev "$name" '.buses[].regions[] | select(.dev == $dev).type')" \
		"$(sed 's/^nd_//' "$region/devtype")"
	if grep -q nd_volatile "$region/devtype"; then
		gives pmem-volatile "$name"
	else
		gives pmem-no-flush "$name"
	fi
done
ok 'the kernel says so' sh -c "dmesg | grep -q 'unable to guarantee persistence of writes'"
lists_alike 20
captures_alike env "$NDCTL" pmem-status -i
capture platform-of

make_namespace devdax -f -e "$NS"
saw "$NS" devdax yes "$(device_dax "$NODE")" 'device tree, devdax'
make_namespace sector -f -e "$NS"
saw_block_only 'device tree, sector'
make_namespace fsdax -f -e "$NS"
saw "$NS" fsdax yes "$(disk_dax "$NODE")" 'device tree, fsdax'

# kmem needs the node of its memory. A device tree without NUMA has none.
make_namespace devdax -M mem -f -e "$(namespace_of 134217728)"
device=${NODE#/dev/}
is 'it has a target node' "$(exists "/sys/bus/dax/devices/$device/target_node")" no
gives numa-target-node "$device"
echo offline >/sys/devices/system/memory/auto_online_blocks
daxctl reconfigure-device -N --mode=system-ram "$device" >"$VM_TMP/said" 2>&1
ok 'kmem refuses it' grep -q 'Invalid argument' "$VM_TMP/said"
ok 'and the kernel says why' sh -c "dmesg | grep -q 'rejecting DAX region with invalid node'"
saw "$NS" devdax no "$(exists "/sys/bus/dax/devices/$device/driver")" 'device tree, refused by kmem'
gives dax-kmem-refused "$device"
lists_alike 20
remedy dax-kmem-refused "$device"
wait_for "$NODE"
saw "$NS" devdax yes "$(device_dax "$NODE")" 'device tree, bound to device_dax again'
all_remedies
finish

#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# A devdax namespace smaller than a memory block: kmem refuses it, and the device has no driver. (On
# 5.10, kmem stays bound to the device although it takes no memory.)
# vm: nvdimm=1x1G numa kernels=6.1,6.12,7
. "$VM_DIR/lib.sh"

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
finish

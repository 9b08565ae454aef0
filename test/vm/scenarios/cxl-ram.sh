#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Volatile CXL memory: its region is a dax device, which the kernel uses as memory by default.
# vm: kernels=6.12 cxl-volatile=1x512M
. "$VM_DIR/lib.sh"

# dax_says FILTER: the filter's value in the row of the dax device.
dax_says()
{
	_status | jq -r "[.dax_regions[].devices[] | select(.chardev == \"$device\")][0] | $1"
}

echo offline >/sys/devices/system/memory/auto_online_blocks
# shellcheck disable=SC2046 # words
make_cxl_region ram $(memdevs_of ram)
device=$(daxctl list -D | jq -r '.[0].chardev')
[ -n "$device" ] || die 'no dax device came of the region'
is 'driver' "$(basename "$(readlink "/sys/bus/dax/devices/$device/driver")")" kmem
agree "$device: devdax" "$(dax_says '.effective == "devdax" | if . then "yes" else "no" end')" \
	"$(device_dax "/dev/$device")"
is 'region, window and class' "$(dax_says '[.cxl_region, .cxl_decoder, .class] | join(" ")')" \
	"$CXL_REGION decoder0.0 cxl"
lists_alike 30
captures_alike env "$NDCTL" pmem-status -i
capture cxl-ram

gives dax-bound-to-kmem "$device"
remedy dax-bound-to-kmem "$device"
wait_for "/dev/$device"
agree "$device, taken back: devdax" "$(dax_says '.effective == "devdax" | if . then "yes" else "no" end')" \
	"$(device_dax "/dev/$device")"
lists_alike 8
must daxctl disable-device "$device"
gives dax-pmem-not-bound "$device"
remedy dax-pmem-not-bound "$device"
agree "$device, enabled again: devdax" "$(dax_says '.effective == "devdax" | if . then "yes" else "no" end')" \
	"$(device_dax "/dev/$device")"
all_remedies
finish

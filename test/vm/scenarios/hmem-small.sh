#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Soft-reserved memory smaller than a memory block: kmem refuses it at boot, and the device has no
# driver.
# vm: memory=2G memmap=64M%1536M-1+0xefffffff kernels=6.12
. "$VM_DIR/lib.sh"

must modprobe -a dax_hmem device_dax kmem
settle
device=$(basename "$(find /sys/bus/dax/devices -name 'dax*' | head -n 1)")
is 'the device' "$(exists "/sys/bus/dax/devices/$device/driver")" no
gives dax-kmem-refused "$device"
remedy dax-kmem-refused "$device"
is 'it can be mapped' "$(device_dax "/dev/$device")" yes
is 'no finding is left' "$(_status | jq '[.findings[] | select(.id == "dax-kmem-refused")] | length')" 0
captures_alike env "$NDCTL" pmem-status -i
finish

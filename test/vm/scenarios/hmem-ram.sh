#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Soft-reserved memory that kmem takes as system memory at boot, as kernels do since 6.3. This is
# its normal state, so there is no warning.
# vm: memory=2600M memmap=512M%1536M-1+0xefffffff kernels=6.12,7
. "$VM_DIR/lib.sh"

# dax_says MODE: does the device give this access?
dax_says()
{
	_status | jq -r "[.dax_regions[].devices[] | select(.chardev == \"$device\")][0] |
		if .effective == \"$1\" then \"yes\" else \"no\" end"
}

# The kernel's memory in MiB.
memory()
{
	awk '/^MemTotal/ { print int($2 / 1024) }' /proc/meminfo
}

# is_memory WITHOUT: has the kernel 400 MiB more memory than WITHOUT?
is_memory()
{
	[ "$(memory)" -gt $(($1 + 400)) ] && echo yes || echo no
}

both_agree()
{
	agree "$device ($1): devdax" "$(dax_says devdax)" "$(device_dax "/dev/$device")"
	agree "$device ($1): system memory" "$(dax_says system-ram)" "$(is_memory "$without")"
}

must modprobe -a dax_hmem device_dax kmem
settle
device=$(basename "$(find /sys/bus/dax/devices -name 'dax*' | head -n 1)")
is 'driver' "$(basename "$(readlink "/sys/bus/dax/devices/$device/driver")")" kmem
with=$(memory)
gives dax-bound-to-kmem "$device"
is 'it is no warning' "$(_status | jq -r '.findings[] | select(.id == "dax-bound-to-kmem").severity')" info
remedy dax-bound-to-kmem "$device"
wait_for "/dev/$device"
without=$(memory)
is 'it was system memory' "$((with > without + 400))" 1
both_agree 'taken back'
is 'no finding is left' "$(_status | jq '[.findings[] | select(.id == "dax-bound-to-kmem")] | length')" 0

# The device is bound to kmem again, but its memory stays offline.
echo offline >/sys/devices/system/memory/auto_online_blocks
must daxctl reconfigure-device -N --mode=system-ram "$device"
gives dax-memory-offline "$device"
is 'not online it is no system memory' "$(is_memory "$without")" no
remedy dax-memory-offline "$device"
is 'no finding is left' "$(_status | jq '[.findings[] | select(.id == "dax-memory-offline")] | length')" 0
both_agree 'online'
captures_alike env "$NDCTL" pmem-status -i
finish

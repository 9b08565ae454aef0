#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# A dax device that is bound to kmem: no program can map it.
# vm: nvdimm=1x1G numa early
if [ "${1-}" = early ]; then
	# 5.10 would put the device into /sys/class/dax, where daxctl cannot change its mode.
	echo 'blacklist dax_pmem_compat' >/etc/modprobe.d/vm.conf
	exit
fi
. "$VM_DIR/lib.sh"

# Has the NVDIMM's node any memory? Without memory it has no directory either.
node_has_memory()
{
	awk '/MemTotal/ && $4 > 0 { found = 1 } END { exit !found }' \
		/sys/devices/system/node/node1/meminfo 2>"$VM_TMP/said" && echo yes || echo no
}

init_labels
must modprobe dax_pmem
make_namespace devdax -s 768M
device=${NODE#/dev/}
saw "$NS" devdax yes "$(device_dax "$NODE")" 'before'
saw "$NS" system_ram no "$(node_has_memory)" 'before'

# daxctl itself must put the memory online.
echo offline >/sys/devices/system/memory/auto_online_blocks
must daxctl reconfigure-device --mode=system-ram "$device"
is 'driver' "$(basename "$(readlink "/sys/bus/dax/devices/$device/driver")")" kmem
saw "$NS" system_ram yes "$(node_has_memory)" 'given to the kernel'
saw "$NS" devdax no "$(device_dax "$NODE")" 'given to the kernel'

# Memory that went online automatically must go offline before the device can be reconfigured.
echo online >/sys/devices/system/memory/auto_online_blocks
gives auto-online "$device"
remedy auto-online "$device"
echo offline >/sys/devices/system/memory/auto_online_blocks
gives dax-bound-to-kmem "$device"
remedy dax-bound-to-kmem "$device"
saw "$NS" devdax yes "$(device_dax "$NODE")" 'taken back'
finish

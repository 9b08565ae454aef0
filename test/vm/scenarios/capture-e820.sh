#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The answer for a capture is the same as for the machine: memmap= on the command line, and a dax
# device that is bound to kmem.
# vm: memmap=512M!1G memory=2G early
if [ "${1-}" = early ]; then
	# 5.10 would put the device into /sys/class/dax, where daxctl cannot change its mode.
	echo 'blacklist dax_pmem_compat' >/etc/modprobe.d/vm.conf
	exit
fi
. "$VM_DIR/lib.sh"

the_namespace
must mkfs.ext4 -q -F -b 4096 "$NODE"
must mount -o dax=inode "$NODE" "$MNT"
for by in env as_nobody; do
	captures_alike "$by" "$NDCTL" pmem-status
done
is 'memmap= without its addresses' "$(cat "$VM_TMP/captured/tree/proc/cmdline")" 'memmap=!'
must umount "$MNT"
echo offline >/sys/devices/system/memory/auto_online_blocks
must modprobe dax_pmem
make_namespace devdax -f -e "$NS"
must daxctl reconfigure-device --mode=system-ram --no-online "$(basename "$NODE")"
for by in env as_nobody; do
	captures_alike "$by" "$DAXCTL" alias-check
	captures_alike "$by" "$NDCTL" pmem-status
done
finish

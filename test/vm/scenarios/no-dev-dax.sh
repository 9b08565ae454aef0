#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# A kernel without DEV_DAX: a devdax namespace is recognised, but it has no driver. This kernel also
# has the real ext2 driver. In Debian's kernels, ext4 mounts ext2.
# vm: nvdimm=1x1G kernels=no-dev-dax prepare=6.12
. "$VM_DIR/lib.sh"

if [ "$1" = prepare ]; then
	init_labels
	make_namespace devdax -s 128M
	saw "$NS" devdax yes "$(device_dax "$NODE")" 'on a kernel that has everything'
	make_namespace fsdax -s 256M
	saw "$NS" fsdax yes "$(disk_dax "$NODE")" 'on a kernel that has everything'
	finish
fi

devdax=namespace0.0 fsdax=namespace0.1
saw "$devdax" devdax no "$(exists /dev/dax0.0)" 'DEV_DAX=n'
saw host devdax no "$(exists /dev/dax0.0)" 'DEV_DAX=n'
disk=$(node_of "$fsdax")
saw "$fsdax" fsdax yes "$(disk_dax "$disk")" 'DEV_DAX=n'
saw host fsdax yes "$(disk_dax "$disk")" 'DEV_DAX=n'
agree "$fsdax: possible: devdax" "$(says_possible "$fsdax" devdax)" no

# ext2 turns DAX off if the disk has none, and never gives MAP_SYNC.
file_system "$disk" ext2 '-b 4096' dax 'yes no'
file_system "$disk" ext2 '-b 4096' defaults 'no no'
file_system "$disk" ext2 '-b 1024' dax 'no no'
agree 'host: data cache aliasing' "$(host_says .cpu.dcache_aliasing)" "$(witness aliasing)"
finish

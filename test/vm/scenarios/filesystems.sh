#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# File systems and mount options that give DAX, that are refused, and that mount without DAX.
# vm: nvdimm=2x1G
. "$VM_DIR/lib.sh"

# No state shows that these two exclude each other: the mount is refused and leaves nothing.
contradicting_options()
{
	make_fs "$disk" ext4 '-b 4096'
	is 'ext4 with data=journal and dax=always: mounts' \
		"$(try_mount "$disk" ext4 dax=always,data=journal)" no
	must mount -t ext4 -o data=journal "$disk" "$MNT"
	saw_mount "$MNT" 'no no' 'ext4 data=journal'
	must umount "$MNT"
	must wipefs -q -a "$disk"
}

on_disk()
{
	file_system "$disk" ext4 '-b 4096' dax=always 'yes yes'
	file_system "$disk" ext4 '-b 4096' dax=inode 'no no'
	file_system "$disk" ext4 '-b 4096' dax=never 'no no'
	file_system "$disk" ext4 '-b 4096' defaults 'no no'
	contradicting_options
	file_system "$disk" ext4 '-b 1024' dax=always refused
	file_system "$disk" ext4 '-b 1024' defaults 'no no'
	file_system "$disk" ext4 '-b 4096 -O inline_data' dax=always refused
	file_system "$disk" ext4 '-b 4096 -O inline_data' defaults 'no no'
	file_system "$disk" ext3 '-b 4096' dax 'yes yes'
	file_system "$disk" ext3 '-b 1024' dax refused
	file_system "$disk" ext2 '-b 4096' dax 'yes yes'
	file_system "$disk" ext2 '-b 1024' dax refused

	# Up to 5.10 reflink and DAX exclude each other.
	file_system "$disk" xfs '-m reflink=1' dax=always "$(kernel_is 6.0 && echo 'yes yes' || echo refused)"
	file_system "$disk" xfs '-m reflink=0' dax=always 'yes yes'
	file_system "$disk" xfs '' dax=inode 'no no'
	file_system "$disk" xfs '' dax=never 'no no'
	file_system "$disk" xfs '' defaults 'no no'
	file_system "$disk" xfs '-b size=1024 -m reflink=0' dax=always 'no no'
}

# With dax=inode, new files inherit the flag of their directory.
flagged_folder()
{
	make_fs "$disk" "$1" ''
	must mount -t "$1" "$disk" "$MNT"
	must mkdir "$MNT/dax"
	must xfs_io -c 'chattr +x' "$MNT/dax"
	saw_mount "$MNT/dax" 'yes yes' "$1, folder with the flag"
	saw_mount "$MNT" 'no no' "$1, folder without the flag"
	must umount "$MNT"
	must wipefs -q -a "$disk"
}

# A disk's dax_device has one holder, and xfs becomes it. Up to 5.10 there is no holder.
on_partitions()
{
	first=${disk}p1 second=${disk}p2
	printf 'label: gpt\nstart=2048,size=819200\nstart=823296,size=819200\n' >"$VM_TMP/table"
	must sh -c "sfdisk -q '$disk' <'$VM_TMP/table'"
	settle
	wait_for "$second"

	file_system "$first" ext4 '-b 4096' dax=always 'yes yes'
	file_system "$first" xfs '-m reflink=1' dax=always refused
	file_system "$first" xfs '-m reflink=0' dax=always 'yes yes'

	make_fs "$first" xfs '-m reflink=0'
	must mkdir -p "$VM_TMP/first"
	must mount -t xfs -o dax=always "$first" "$VM_TMP/first"
	saw_mount "$VM_TMP/first" 'yes yes' 'the first XFS of two'
	file_system "$second" xfs '-m reflink=0' dax=always "$(kernel_is 6.0 && echo 'no no' || echo 'yes yes')"
	file_system "$second" ext4 '-b 4096' dax=always 'yes yes'
	saw_mount "$VM_TMP/first" 'yes yes' 'still the first XFS'
	must umount "$VM_TMP/first"
}

init_labels
make_namespace fsdax -r region0
disk=$NODE
on_disk
flagged_folder ext4
flagged_folder xfs
make_namespace fsdax -r region1
disk=$NODE
on_partitions
finish

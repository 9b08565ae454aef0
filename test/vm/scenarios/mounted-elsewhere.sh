#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Mounts and stacks that cannot be found by a disk's device number, and disks that hold no files.
# vm: nvdimm=2x1G
. "$VM_DIR/lib.sh"

# mount_reason MOUNTPOINT ID: the reasons of the mount include ID.
mount_reason()
{
	is "$1: why: $2" "$(_status | jq -r --arg at "$1" --arg id "$2" '
		[.. | objects | select(.mountpoint? == $at) | .reasons[] | select(. == $id)] | length > 0')" true
}

# type_of DEVICE: the tool's name for its type.
type_of()
{
	_status | jq -r --arg name "$(basename "$1")" \
		'[.. | objects | select(has("partitions")) | select(.dev == $name or .name == $name).type][0]'
}

# md over two disks with DAX has none (R19).
raid()
{
	must modprobe -a md_mod raid1
	must mdadm --create /dev/md0 --run --quiet --level=1 --raid-devices=2 --metadata=1.2 "$one" "$two"
	settle
	wait_for /dev/md0
	saw /dev/md0 fsdax no "$(disk_dax /dev/md0)" 'md raid1'
	is 'md0 is a raid' "$(type_of /dev/md0)" raid
	gives stack-no-dax md0
	make_fs /dev/md0 ext4 '-b 4096'
	mount_fs /dev/md0 ext4 dax=always refused 'ext4 on md raid1'
	mount_fs /dev/md0 ext4 defaults 'no no' 'ext4 on md raid1'
	make_fs /dev/md0 xfs '-m reflink=0'
	mount_fs /dev/md0 xfs dax=always 'no no' 'xfs on md raid1'
	captures_alike env "$NDCTL" pmem-status
	must mdadm --stop --quiet /dev/md0
	must mdadm --zero-superblock "$one" "$two"
	settle
}

# A loop device over a disk has no DAX, and the disk below it is in use. A loop device over a file
# is not listed.
loop_device()
{
	must modprobe loop
	over_disk=$(losetup --find --show "$one")
	saw "$over_disk" fsdax no "$(disk_dax "$over_disk")" 'a loop device'
	is 'a loop device is called so' "$(type_of "$over_disk")" loop
	is 'it stands on the disk' "$(_status | jq -r --arg name "${one#/dev/}" \
		'.. | objects | select(.dev? == $name and has("holders")).holders[].dev')" "${over_disk#/dev/}"
	gives stack-no-dax "${over_disk#/dev/}"
	make_fs "$over_disk" ext4 '-b 4096'
	mount_fs "$over_disk" ext4 dax=always refused 'ext4 on a loop device'
	must mount -t ext4 "$over_disk" "$MNT"
	saw_mount "$MNT" 'no no' 'ext4 on a loop device'
	mount_reason "$MNT" stack-no-dax
	must truncate -s 64M "$MNT/image"
	over_file=$(losetup --find --show "$MNT/image")
	is 'a loop device over a file is not listed' "$(type_of "$over_file")" null
	captures_alike env "$NDCTL" pmem-status
	must losetup -d "$over_file"
	must umount "$MNT"
	must losetup -d "$over_disk"
	settle
	mount_fs "$one" ext4 dax=always 'yes yes' 'the disk that was below a loop device'
	must wipefs -q -a "$one"
}

# A btrfs has its own device number, and two disks (R21).
btrfs()
{
	must modprobe btrfs
	must mkfs.btrfs -q -f -d single -m single "$one" "$two"
	must mount -t btrfs "$one" "$MNT"
	saw_mount "$MNT" 'no no' 'btrfs on two disks'
	mount_reason "$MNT" fs-no-dax
	is 'both disks have the mount' "$(_status | jq -r --arg at "$MNT" \
		'[.. | objects | select(has("partitions")) | select(any(.mounts[]; .mountpoint == $at)).dev] | length')" 2
	captures_alike env "$NDCTL" pmem-status
	must umount "$MNT"
	must wipefs -q -a "$one" "$two"
}

# A journal holds no files. The file system that it belongs to still has DAX (R20).
journal()
{
	must mkfs.ext4 -q -F -b 4096 -O journal_dev "$one"
	saw "$one" dax no "$(try_mount "$one" ext4 defaults)" 'a journal device'
	gives fs-journal-device "$(basename "$one")"
	must mkfs.ext4 -q -F -b 4096 -J "device=$one" "$two"
	mount_fs "$two" ext4 dax=always 'yes yes' 'ext4 with its journal on another disk'
	must wipefs -q -a "$one" "$two"
}

# R14: since 6.0, the log of an xfs on one partition holds the dax_device that the xfs on the other
# partition needs.
log_device()
{
	printf 'label: gpt\nstart=2048,size=409600\nstart=411648,size=819200\n' >"$VM_TMP/table"
	must sh -c "sfdisk -q '$two' <'$VM_TMP/table'"
	settle
	wait_for "${two}p2"
	must mkfs.xfs -q -f -m reflink=0 -l "logdev=${two}p1,size=64m" "$one"
	must mkdir -p "$VM_TMP/logged"
	must mount -t xfs -o "dax=always,logdev=${two}p1" "$one" "$VM_TMP/logged"
	saw_mount "$VM_TMP/logged" 'yes yes' 'xfs with its log on a partition'
	must mkfs.xfs -q -f -m reflink=0 "${two}p2"
	must mount -t xfs -o dax=always "${two}p2" "$MNT"
	if kernel_is 6.0; then
		saw_mount "$MNT" 'no no' 'xfs beside the log of another one'
		mount_reason "$MNT" xfs-dax-holder
	else
		saw_mount "$MNT" 'yes yes' 'xfs beside the log of another one'
	fi
	is 'nothing is said to forbid it not' "$(_status | jq 'any(.findings[]; .id == "mount-dax-never")')" false
	captures_alike env "$NDCTL" pmem-status
	must umount "$MNT"
	must umount "$VM_TMP/logged"
	mount_fs "${two}p2" xfs dax=always 'yes yes' 'the same once the log is not in use'
	must wipefs -q -a "${two}p1" "${two}p2" "$one"
	must sfdisk -q --delete "$two"
	settle
}

# A file of an overlay has DAX if the file below it has DAX. MAP_SYNC is refused.
overlay()
{
	must modprobe overlay
	make_fs "$one" ext4 '-b 4096'
	must mount -t ext4 -o dax=always "$one" "$MNT"
	must mkdir -p "$MNT/low" "$MNT/up" "$MNT/work" "$VM_TMP/overlay"
	must mount -t overlay -o "lowerdir=$MNT/low,upperdir=$MNT/up,workdir=$MNT/work" overlay "$VM_TMP/overlay"
	saw_mount "$VM_TMP/overlay" 'yes no' 'an overlay on ext4 with dax=always'
	captures_alike env "$NDCTL" pmem-status
	must umount "$VM_TMP/overlay"
	must umount "$MNT"
}

# A single file is mounted: its own DAX is the answer (R22).
single_file()
{
	make_fs "$one" ext4 '-b 4096'
	must mount -t ext4 -o dax=inode "$one" "$MNT"
	must mkdir "$MNT/dax"
	must xfs_io -c 'chattr +x' "$MNT/dax"
	echo data >"$MNT/dax/file"
	echo data >"$MNT/plain"
	touch "$VM_TMP/bound" "$VM_TMP/plain"
	must mount --bind "$MNT/dax/file" "$VM_TMP/bound"
	must mount --bind "$MNT/plain" "$VM_TMP/plain"
	saw "$VM_TMP/bound" dax yes "$(file_is_dax "$VM_TMP/bound")" 'a file with DAX, mounted'
	saw "$VM_TMP/bound" map_sync yes "$(map_sync "$VM_TMP/bound")" 'a file with DAX, mounted'
	saw "$VM_TMP/plain" dax no "$(file_is_dax "$VM_TMP/plain")" 'a file without DAX, mounted'
	captures_alike env "$NDCTL" pmem-status
	must umount "$VM_TMP/bound"
	must umount "$VM_TMP/plain"
	must umount "$MNT"
}

# A mount that is only in another process's mount namespace (R23).
other_namespace()
{
	make_fs "$one" ext4 '-b 4096'
	must mkdir -p "$VM_TMP/there"
	unshare -m sh -c "mount -t ext4 -o dax=always '$one' '$VM_TMP/there' && echo data >'$VM_TMP/there/file' &&
		exec sleep 600" &
	_pid=$!
	for _ in 1 2 3 4 5 6 7 8 9 10; do
		grep -q "$VM_TMP/there" "/proc/$_pid/mountinfo" && [ -e "/proc/$_pid/root$VM_TMP/there/file" ] && break
		sleep 1
	done
	is 'not mounted here' "$(grep -c "$VM_TMP/there" /proc/self/mountinfo)" 0
	saw "$VM_TMP/there" dax yes "$(nsenter -t "$_pid" -m "$ORACLE" statx "$VM_TMP/there/file" | sed -n 's/^dax=//p')" \
		'in another mount namespace'
	saw "$VM_TMP/there" map_sync yes \
		"$(nsenter -t "$_pid" -m "$ORACLE" mapsync "$VM_TMP/there/file" | cut -d ' ' -f 1)" \
		'in another mount namespace'
	is 'told apart' "$(_status | jq -r --arg at "$VM_TMP/there" '.. | objects | select(.mountpoint? == $at) |
		[.mount_namespace, .pid] | @tsv')" "$(printf '%s\t%s' "$(readlink "/proc/$_pid/ns/mnt")" "$_pid")"
	captures_alike env "$NDCTL" pmem-status
	is 'as nobody: what was not looked at is said' "$(as_nobody "$NDCTL" pmem-status |
		jq -r '.skipped[] | select(.path == "/proc/PID/mountinfo").error')" EACCES
	captures_alike as_nobody "$NDCTL" pmem-status
	kill "$_pid"
	wait "$_pid" 2>/dev/null
	must wipefs -q -a "$one"
}

swap_space()
{
	must mkswap -q "$one"
	must swapon "$one"
	gives disk-swap "$(basename "$one")"
	captures_alike env "$NDCTL" pmem-status
	remedy disk-swap "$(basename "$one")"
	is 'no swap space any more' "$(grep -c "^$one" /proc/swaps)" 0
	is 'no finding any more' "$(_status | jq 'any(.findings[]; .id == "disk-swap")')" false
	must wipefs -q -a "$one"
}

init_labels
make_namespace fsdax -r region0
one=$NODE
make_namespace fsdax -r region1
two=$NODE
raid
loop_device
btrfs
journal
log_device
overlay
single_file
other_namespace
swap_space
finish

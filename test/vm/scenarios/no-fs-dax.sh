#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# A kernel without FS_DAX: everything looks healthy, but neither a DAX file system nor a mapping of
# a dax device works.
# vm: nvdimm=1x1G kernels=no-fs-dax
. "$VM_DIR/lib.sh"

init_labels
make_namespace devdax -s 128M
device=${NODE#/dev/} devdax=$NS
is 'ndctl lists it as devdax' "$(ndctl list -n "$NS" | jq -r '.[0].mode')" devdax
is 'its driver is bound' "$(basename "$(readlink "/sys/bus/dax/devices/$device/driver")")" device_dax
saw "$NS" devdax no "$(device_dax "$NODE")" 'FS_DAX=n'
saw host devdax no "$(device_dax "$NODE")" 'FS_DAX=n'
ok 'the kernel says why in its log' sh -c "dmesg | grep -q 'vma is not DAX capable'"

make_namespace fsdax -s 384M
is 'its queue claims DAX' "$(cat "/sys/block/${NODE#/dev/}/queue/dax")" 1
saw "$NS" block yes "$(block_io "$NODE")" 'FS_DAX=n'
saw "$NS" fsdax no "$(disk_dax "$NODE")" 'FS_DAX=n'
saw "$NODE" fsdax no "$(disk_dax "$NODE")" 'FS_DAX=n'
saw host fsdax no "$(disk_dax "$NODE")" 'FS_DAX=n'
agree "$devdax: possible: devdax" "$(says_possible "$devdax" devdax)" "$(device_dax "/dev/$device")"
agree "$NS: possible: fsdax" "$(says_possible "$NS" fsdax)" "$(disk_dax "$NODE")"

# The kernel's own answer for both, which no attribute shows.
"$NDCTL" pmem-status --probe >"$VM_TMP/answer" 2>"$VM_TMP/said" || die 'pmem-status --probe'
probed()
{
	jq -r --arg name "$1" '[.. | objects | select(.dev == $name or .chardev == $name).evidence // empty | .[].says][0]' "$VM_TMP/answer"
}
agree "$NODE: probed" "$(probed "${NODE#/dev/}")" "$(disk_dax "$NODE")"
agree "$device: probed" "$(probed "$device")" "$(device_dax "/dev/$device")"
is 'the probe contradicts nothing' "$(jq -c '[.findings[] | select(.id == "probe-contradicts")]' "$VM_TMP/answer")" '[]'

capture x86-612-no-fs-dax
must dmsetup create linear --table "0 204800 linear $NODE 0"
settle
saw /dev/mapper/linear fsdax no "$(disk_dax /dev/mapper/linear)" 'dm on a disk whose queue claims DAX'
must dmsetup remove linear

make_fs "$NODE" xfs ''
is 'XFS knows no option dax' "$(try_mount "$NODE" xfs dax=always)" no
must mount -t xfs "$NODE" "$MNT"
saw_mount "$MNT" 'no no' 'XFS, FS_DAX=n'
must umount "$MNT"
file_system "$NODE" ext4 '-b 4096' dax=always refused
file_system "$NODE" ext4 '-b 4096' dax=never refused
agree 'host: data cache aliasing' "$(host_says .cpu.dcache_aliasing)" "$(witness aliasing)"
finish

#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# An NVDIMM that is not armed, so its region is read-only. Data on it can be read with DAX, but no
# namespace can be made. At the end, both namespaces are read-only.
# vm: nvdimm=1x1G unarmed
. "$VM_DIR/lib.sh"

read_only=/sys/bus/nd/devices/region0/read_only

init_labels
is 'the region is read-only' "$(cat "$read_only")" 1

# Namespaces that were made before.
echo 0 >"$read_only"
make_namespace fsdax -s 128M
fsdax=$NS disk=$NODE
make_fs "$disk" ext4 '-b 4096'
must mount -t ext4 "$disk" "$MNT"
echo data >"$MNT/file"
must umount "$MNT"
make_namespace devdax -s 128M
devdax=$NS

must ndctl disable-namespace "$fsdax"
must ndctl disable-namespace "$devdax"
echo 1 >"$read_only"
must ndctl enable-namespace "$fsdax"
must ndctl enable-namespace "$devdax"
settle

is 'the disk is read-only' "$(cat "/sys/block/${disk#/dev/}/ro")" 1
is 'a raw namespace can be made into fsdax' "$(can_create fsdax -s 128M)" no
saw "$devdax" devdax yes "$(device_dax "$(node_of "$devdax")")" 'read-only'
is 'mounts' "$(try_mount "$disk" ext4 ro,dax=always)" yes
saw "$MNT" dax yes "$(file_is_dax "$MNT/file")" 'ext4 on a read-only disk'
saw "$MNT" map_sync yes "$(map_sync "$MNT/file")" 'ext4 on a read-only disk'
finish

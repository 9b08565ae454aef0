#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Each state without DAX has its finding, and the remedy that the tool prints works.
# vm: nvdimm=2x1G
. "$VM_DIR/lib.sh"

init_labels
gives ns-seed-only region0
remedy ns-seed-only region1
effective namespace1.0 fsdax

make_namespace raw -r region0 -s 384M
raw=$NS raw_disk=$NODE
gives ns-raw-mode "$raw"
effective "$raw" block

# xfs reports nothing when it falls back.
make_fs "$raw_disk" xfs '-m reflink=0'
must mount -t xfs -o dax=always "$raw_disk" "$MNT"
gives mount-fell-back "$MNT"
saw_mount "$MNT" 'no no' 'XFS on a raw disk'
must umount "$MNT"
must dmsetup create on-raw --table "0 204800 linear $raw_disk 0"
settle
gives dm-no-dax "$(basename "$(readlink -f /dev/mapper/on-raw)")"
must dmsetup remove on-raw
must wipefs -q -a "$raw_disk"
remedy ns-raw-mode "$raw"
effective "$raw" fsdax

make_namespace sector -r region0 -s 128M --sector-size=512
gives ns-sector-mode "$NS"
effective "$NS" block
remedy ns-sector-mode "$NS"
effective "$NS" fsdax
disk=$(node_of "$NS")

make_fs "$disk" ext4 '-b 1024'
gives fs-block-size "${disk#/dev/}"
make_fs "$disk" ext4 '-b 4096 -O inline_data'
gives ext4-inline-data "${disk#/dev/}"
make_fs "$disk" ext4 '-b 4096'
must mount -t ext4 "$disk" "$MNT"
gives mount-no-dax-opt "$MNT"
must umount "$MNT"
must mount -t ext4 -o dax=never "$disk" "$MNT"
gives mount-dax-never "$MNT"
must umount "$MNT"
must wipefs -q -a "$disk"

must dmsetup create misaligned --table "0 204800 linear $disk 3"
must dmsetup create crypted --table "0 204800 crypt aes-xts-plain64 000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f 0 $disk 0"
settle
! kernel_is 6.0 || gives dm-unaligned "$(basename "$(readlink -f /dev/mapper/misaligned)")"
gives dm-no-dax "$(basename "$(readlink -f /dev/mapper/crypted)")"
must dmsetup remove_all
printf 'label: gpt\nstart=2049,size=100000\n' >"$VM_TMP/table"
must sh -c "sfdisk -q '$disk' <'$VM_TMP/table'"
settle
wait_for "${disk}p1"
gives part-unaligned "$(basename "${disk}p1")"

must ndctl disable-namespace "$NS"
gives ns-disabled "$NS"
effective "$NS" none
remedy ns-disabled "$NS"
effective "$NS" fsdax

must ndctl disable-region region1
gives region-not-enabled region1
remedy region-not-enabled region1
effective namespace1.0 fsdax

make_namespace devdax -r region0 -s 256M
effective "$NS" devdax
must rm "$NODE"
gives dax-node-missing "${NODE#/dev/}"
effective "$NS" none
remedy dax-node-missing "${NODE#/dev/}"
wait_for "$NODE"
effective "$NS" devdax
must ndctl disable-namespace "$NS"
gives ns-disabled "$NS"
remedy ns-disabled "$NS"
effective "$NS" devdax
finish

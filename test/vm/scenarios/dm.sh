#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Device-mapper stacks that pass DAX on, stacks that lose it, and one that corrupts data.
# vm: nvdimm=1x1G
. "$VM_DIR/lib.sh"

# 100 MiB in sectors.
SIZE=204800
KEY=000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f

# stack NAME FSDAX TABLE
stack()
{
	echo "$3" >"$VM_TMP/table"
	must dmsetup create "$1" "$VM_TMP/table"
	settle
	wait_for "/dev/mapper/$1"
	saw "/dev/mapper/$1" fsdax "$2" "$(disk_dax "/dev/mapper/$1")" "$(cut -d ' ' -f 3 "$VM_TMP/table" |
		tr '\n' ' ')"
}

init_labels
make_namespace fsdax -s 128M
one=$NODE
make_namespace fsdax -s 128M
two=$NODE
make_namespace raw -s 128M
raw=$NODE
make_namespace sector -s 128M
sector=$NODE

stack aligned yes "0 $SIZE linear $one 8"
file_system /dev/mapper/aligned ext4 '-b 4096' dax=always 'yes yes'
stack joined yes "0 $SIZE linear $one 0
$SIZE $SIZE linear $two 0"
stack striped yes "0 $((2 * SIZE)) striped 2 256 $one 0 $two 0"
stack on-raw no "0 $SIZE linear $raw 0"
stack on-sector no "0 $SIZE linear $sector 0"
stack mixed no "0 $SIZE linear $one 0
$SIZE $SIZE linear $raw 0"
stack crypt no "0 $SIZE crypt aes-xts-plain64 $KEY 0 $one 0"
stack on-dm yes "0 $SIZE linear /dev/mapper/joined $SIZE"
# The kernel mounts it with DAX, but reads other data with DAX than without. 5.10 refuses it.
stack misaligned "$(kernel_is 6.0 && echo corrupt || echo no)" "0 $SIZE linear $one 3"
finish

#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Device-mapper tables of more than 64 KiB. They are read whole, so one unaligned line at the end is
# found.
# vm: nvdimm=1x1G
. "$VM_DIR/lib.sh"

LINES=3000

# table LAST: lines of 4 KiB each. Their targets alternate, so that no two can be merged. The last
# one starts at sector LAST.
table()
{
	seq 0 "$((LINES - 2))" | awk -v disk="$NODE" '{ print $1 * 8, 8, "linear", disk, 8 * ($1 + ($1 % 2 ? 0 : 8192)) }'
	echo "$(((LINES - 1) * 8)) 8 linear $NODE $1"
}

# stack NAME LAST
stack()
{
	table "$2" >"$VM_TMP/table"
	must dmsetup create "$1" "$VM_TMP/table"
	settle
	wait_for "/dev/mapper/$1"
	ok "$1: the table is large" test "$(dmsetup table "$1" | wc -c)" -gt 65536
	is "$1: lines" "$(dmsetup table "$1" | wc -l)" "$LINES"
}

init_labels
make_namespace fsdax -s 128M
stack large 131072
saw /dev/mapper/large fsdax yes "$(disk_dax /dev/mapper/large)" 'a table of many lines'
file_system /dev/mapper/large ext4 '-b 4096' dax=always 'yes yes'
is 'the table was read' "$(_status | jq '[.findings[] | select(.id == "dm-table-unread")] | length')" 0
is 'nobody may read it' "$(as_nobody "$NDCTL" pmem-status | jq '[.findings[] | select(.id == "dm-table-unread")] | length')" 1
captures_alike env "$NDCTL" pmem-status -i
must dmsetup remove large
stack odd 131075
! kernel_is 6.0 || gives dm-unaligned "$(basename "$(readlink -f /dev/mapper/odd)")"
captures_alike env "$NDCTL" pmem-status -i
finish

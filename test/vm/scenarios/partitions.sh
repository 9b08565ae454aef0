#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Partitions whose start and size are multiples of the page size, and partitions where one of the
# two is not.
# vm: nvdimm=1x1G
. "$VM_DIR/lib.sh"

# partitions DISK: make p1 to p4. Their names say how they are aligned.
partitions()
{
	must sfdisk -q "$1" <<-EOF
		label: gpt
		start=2048, size=81920, name=aligned
		start=90120, size=81920, name=pages
		start=180225, size=81920, name=start
		start=270336, size=81921, name=size
	EOF
	settle
	wait_for "${1}p4"
}

init_labels
make_namespace fsdax -s 256M
partitions "$NODE"
saw "${NODE}p1" fsdax yes "$(disk_dax "${NODE}p1")" 'aligned to 1 MiB'
saw "${NODE}p2" fsdax yes "$(disk_dax "${NODE}p2")" 'aligned to pages'
saw "${NODE}p3" fsdax no "$(disk_dax "${NODE}p3")" 'odd start'
# 5.10 checks only the start.
saw "${NODE}p4" fsdax "$(kernel_is 6.0 && echo no || echo yes)" "$(disk_dax "${NODE}p4")" 'odd size'
for number in 1 2 3 4; do
	saw "${NODE}p$number" block yes "$(block_io "${NODE}p$number")" "partition $number"
done

make_namespace raw -s 256M
partitions "$NODE"
saw "${NODE}p1" fsdax no "$(disk_dax "${NODE}p1")" 'of a raw namespace'
finish

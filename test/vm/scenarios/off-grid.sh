#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# A virtio-pmem device that works, but that ndctl cannot change: its size is not a multiple of 16
# MiB.
# vm: virtio-pmem=34M
. "$VM_DIR/lib.sh"

the_namespace
saw "$NS" fsdax yes "$(disk_dax "$NODE")" '34 MiB'
for mode in devdax sector raw; do
	agree "$NS can be made into $mode" "$(says_possible "$NS" "$mode")" "$(can_create "$mode" -f -e "$NS")"
	can_enable "$NS" >/dev/null
done
finish

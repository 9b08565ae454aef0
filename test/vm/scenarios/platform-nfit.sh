#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# NVDIMMs that arm64's firmware describes, with 4 KiB and with 16 KiB pages.
# vm: kernels=arm64,arm64-16k nvdimm=2x512M
. "$VM_DIR/lib.sh"

host=$("$DAXCTL" alias-check | jq -r '[.kernel.page_size, .cpu.dcache_aliasing, .modes.fsdax.supported] | join(" ")')
is 'host' "$host" "$PAGE no yes"
is 'page size' "$PAGE" "$(case $VM_KERNEL in arm64-16k) echo 16384 ;; *) echo 4096 ;; esac)"
init_labels
remedy_of_empty region1

make_namespace fsdax -r region0 -s 384M
saw "$NS" fsdax yes "$(disk_dax "$NODE")" 'arm64, fsdax'
saw "$NS" block yes "$(block_io "$NODE")" 'arm64, fsdax'
file_system "$NODE" ext4 "-b $PAGE" dax=always 'yes yes'
file_system "$NODE" xfs "-b size=$PAGE" dax=always 'yes yes'
if [ "$PAGE" != 4096 ]; then
	file_system "$NODE" ext4 '-b 4096' dax=always refused
	file_system "$NODE" ext4 '-b 4096' defaults 'no no'
fi
make_namespace devdax -r region1 -s 128M
saw "$NS" devdax yes "$(device_dax "$NODE")" 'arm64, devdax'
dax=$NS
remedy_of_small_pages region1 arm64
make_namespace sector -r region1 -s 64M
saw_block_only 'arm64, sector'
make_namespace raw -r region1 -s 64M
saw_block_only 'arm64, raw'
lists_alike 90
captures_alike env "$NDCTL" pmem-status -i
capture "platform-$VM_KERNEL"

gives ns-raw-mode "$NS"
remedy ns-raw-mode "$NS"
NODE=$(node_of "$NS")
wait_for "$NODE"
saw "$NS" fsdax yes "$(disk_dax "$NODE")" 'arm64, after the remedy'
must ndctl disable-namespace "$dax"
gives ns-disabled "$dax"
remedy ns-disabled "$dax"
saw "$dax" devdax yes "$(device_dax "$(node_of "$dax")")" 'arm64, enabled again'
all_remedies
finish

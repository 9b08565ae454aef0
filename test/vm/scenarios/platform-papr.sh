#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# PowerVM's NVDIMMs with 64 KiB pages: the CPU writes data back to the first, and only the hypervisor
# flushes the second (ibm,hcall-flush-required), so that programs get no MAP_SYNC there.
# vm: kernels=ppc64le-papr nvdimm=2x1G memory=2G
. "$VM_DIR/lib.sh"

# dax_says FILTER: the filter's value in the row of the dax device.
dax_says()
{
	_status | jq -r --arg dev "${NODE#/dev/}" "[.dax_regions[].devices[] | select(.chardev == \$dev)][0] | $1"
}

host=$("$DAXCTL" alias-check | jq -r '[.kernel.page_size, .cpu.dcache_aliasing, .modes.fsdax.supported] | join(" ")')
is 'host' "$host" '65536 no yes'
is 'page size' "$PAGE" 65536
hcall=$(basename "$(dirname "$(dirname "$(ls /sys/bus/nd/devices/ndbus*/of_node/ibm,hcall-flush-required)")")")
is 'the hypervisor flushes one of them' "$hcall" ndbus1
init_labels
remedy_of_empty region1

make_namespace fsdax -r region0 -s 384M
saw "$NS" fsdax yes "$(disk_dax "$NODE")" 'papr, fsdax'
saw "$NS" block yes "$(block_io "$NODE")" 'papr, fsdax'
file_system "$NODE" ext4 "-b $PAGE" dax=always 'yes yes'
file_system "$NODE" xfs "-b size=$PAGE" dax=always 'yes yes'
file_system "$NODE" ext4 '-b 4096' dax=always refused
file_system "$NODE" ext4 '-b 4096' defaults 'no no'
make_namespace fsdax -r region1 -s 384M
saw "$NS" fsdax yes "$(disk_dax "$NODE")" 'papr with hcall, fsdax'
saw "$NS" block yes "$(block_io "$NODE")" 'papr with hcall, fsdax'
file_system "$NODE" ext4 "-b $PAGE" dax=always 'yes no'
file_system "$NODE" xfs "-b size=$PAGE" dax=always 'yes no'

make_namespace devdax -r region1 -s 256M
saw "$NS" devdax yes "$(device_dax "$NODE")" 'papr with hcall, devdax'
is 'how data becomes persistent' "$(dax_says .granularity)" none
# A memory block is 256 MiB. The namespace has less after its metadata.
gives dax-below-block "${NODE#/dev/}"
foreseen=$(dax_says .system_ram_size)
daxctl reconfigure-device -N --mode=system-ram "${NODE#/dev/}" >"$VM_TMP/said" 2>&1
settle
agree "$NS: does kmem take it" "$([ "$foreseen" = 0 ] && echo no || echo yes)" \
	"$(exists "/sys/bus/dax/devices/${NODE#/dev/}/driver")"
gives dax-kmem-refused "${NODE#/dev/}"
remedy dax-kmem-refused "${NODE#/dev/}"
wait_for "$NODE"
saw "$NS" devdax yes "$(device_dax "$NODE")" 'papr with hcall, bound to device_dax again'

make_namespace devdax -r region0 -s 128M
saw "$NS" devdax yes "$(device_dax "$NODE")" 'papr, devdax'
is 'how data becomes persistent' "$(dax_says .granularity)" cache-line
remedy_of_small_pages region0 papr
make_namespace sector -r region0 -s 64M
saw_block_only 'papr, sector'
make_namespace raw -r region1 -s 64M
saw_block_only 'papr, raw'
lists_alike 90
captures_alike env "$NDCTL" pmem-status -i
capture platform-papr

gives ns-raw-mode "$NS"
remedy ns-raw-mode "$NS"
NODE=$(node_of "$NS")
wait_for "$NODE"
saw "$NS" fsdax yes "$(disk_dax "$NODE")" 'papr with hcall, after the remedy'
must ndctl disable-namespace "$NS"
gives ns-disabled "$NS"
remedy ns-disabled "$NS"
saw "$NS" fsdax yes "$(disk_dax "$(node_of "$NS")")" 'papr with hcall, enabled again'
all_remedies
finish

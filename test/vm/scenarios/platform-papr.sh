#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# PowerVM's persistent memory with 64 KiB pages: a region that the CPU writes back alone, and one
# that takes a call of the hypervisor, which MAP_SYNC cannot make.
# vm: kernels=ppc64le nvdimm=2x512M
. "$VM_DIR/lib.sh"

# region_of DIMM_KIND: plain, or one whose device tree node asks for hcalls to flush
region_of()
{
	for _region in /sys/bus/nd/devices/region*; do
		case $1-$(exists "$_region/of_node/ibm,hcall-flush-required") in
		plain-no | hcall-yes) basename "$_region" ;;
		esac
	done
}

is 'page size' "$PAGE" 65536
host=$("$DAXCTL" alias-check | jq -r '[.kernel.page_size, .cpu.dcache_aliasing, .modes.fsdax.supported] | join(" ")')
is 'host' "$host" '65536 no yes'
init_labels
for kind in plain hcall; do
	region=$(region_of "$kind")
	sync=$(case $kind in plain) echo yes ;; hcall) echo no ;; esac)
	make_namespace fsdax -r "$region" -s 352M
	saw "$NS" fsdax yes "$(disk_dax "$NODE")" "papr, $kind"
	saw "$NS" block yes "$(block_io "$NODE")" "papr, $kind"
	file_system "$NODE" ext4 "-b $PAGE" dax=always "yes $sync"
	file_system "$NODE" xfs "-b size=$PAGE" dax=always "yes $sync"
	make_namespace devdax -r "$region" -s 64M
	saw "$NS" devdax yes "$(device_dax "$NODE")" "papr, $kind"
done
file_system /dev/pmem0 ext4 '-b 4096' dax=always refused
file_system /dev/pmem0 ext4 '-b 4096' defaults 'no no'
make_namespace sector -r region0 -s 48M
saw "$NS" fsdax no "$(disk_dax "$NODE")" 'papr, sector'
saw "$NS" block yes "$(block_io "$NODE")" 'papr, sector'
make_namespace raw -r region1 -s 48M
saw "$NS" fsdax no "$(disk_dax "$NODE")" 'papr, raw'
saw "$NS" block yes "$(block_io "$NODE")" 'papr, raw'
lists_alike 100
captures_alike env "$NDCTL" pmem-status -i
capture platform-papr
gives ns-raw-mode "$NS"
finish

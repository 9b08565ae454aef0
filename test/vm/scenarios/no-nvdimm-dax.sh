#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# A kernel without NVDIMM_DAX: fsdax works as usual, but a devdax namespace of another kernel
# attaches as a raw one.
# vm: nvdimm=1x1G kernels=no-nvdimm-dax prepare=6.12
. "$VM_DIR/lib.sh"

if [ "$1" = prepare ]; then
	init_labels
	make_namespace devdax -s 128M
	saw "$NS" devdax yes "$(device_dax "$NODE")" 'on a kernel that has everything'
	make_namespace fsdax -s 128M
	saw "$NS" fsdax yes "$(disk_dax "$NODE")" 'on a kernel that has everything'
	finish
fi

devdax=namespace0.0 fsdax=namespace0.1
is "$devdax: ndctl takes it for raw" "$(ndctl list -n "$devdax" | jq -r '.[0].mode')" raw
gives ns-info-block-unclaimed "$devdax"
saw "$fsdax" fsdax yes "$(disk_dax "$(node_of "$fsdax")")" 'NVDIMM_DAX=n'
saw host fsdax yes "$(disk_dax "$(node_of "$fsdax")")" 'NVDIMM_DAX=n'
agree "$fsdax: possible: devdax" "$(says_possible "$fsdax" devdax)" "$(can_create devdax -s 128M)"
saw host devdax no "$(can_create devdax -s 128M)" 'NVDIMM_DAX=n'
saw "$devdax" devdax no "$(exists /dev/dax0.0)" 'NVDIMM_DAX=n'
saw "$devdax" fsdax no "$(disk_dax "$(node_of "$devdax")")" 'devdax taken for raw'
agree 'host: data cache aliasing' "$(host_says .cpu.dcache_aliasing)" "$(witness aliasing)"
finish

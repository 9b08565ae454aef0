#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# A configuration file says that options are off which the running kernel has. The running kernel
# counts, and there is a finding.
# vm: nvdimm=1x1G kernels=6.12
. "$VM_DIR/lib.sh"

init_labels
make_namespace fsdax -s 384M
disk=$NODE
mkdir -p /srv
must mkfs.ext4 -q -F -b "$PAGE" "$disk"
must mount -o dax=always "$disk" /srv
make_namespace devdax -s 128M
sed -i -E 's/^CONFIG_(LIBNVDIMM|BLK_DEV_PMEM|ND_CLAIM|ND_BTT|BTT|ND_PFN|NVDIMM_PFN|NVDIMM_DAX|ACPI_NFIT|DEV_DAX|DEV_DAX_PMEM|DEV_DAX_KMEM|DAX)=.*/# CONFIG_\1 is not set/' \
	"/boot/config-$(uname -r)"
is 'the file denies persistent memory' "$(grep -c '^# CONFIG_LIBNVDIMM is not set' "/boot/config-$(uname -r)")" 1
saw "$NS" devdax yes "$(device_dax "$NODE")" 'denied by the file'
saw_mount /srv 'yes yes' 'denied by the file'
agree 'host (denied by the file): fsdax' "$(tool_says host fsdax)" "$(file_is_dax /srv/file)"
agree 'host (denied by the file): devdax' "$(tool_says host devdax)" "$(device_dax "$NODE")"
gives config-contradicted host
is 'no finding says that a driver is missing' \
	"$(_status | jq '[.findings[] | select(.id == "config-pmem-driver" and .severity == "error")] | length')" 0
captures_alike env "$NDCTL" pmem-status -i
finish

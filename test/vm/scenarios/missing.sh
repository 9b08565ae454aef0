#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The driver of devdax namespaces is not installed.
# vm: nvdimm=1x1G early
if [ "${1-}" = early ]; then
	find "/lib/modules/$(uname -r)/" -name 'dax_pmem*.ko*' -exec rm {} +
	depmod
	exit
fi
. "$VM_DIR/lib.sh"

init_labels
make_namespace fsdax -s 128M
saw "$NS" fsdax yes "$(disk_dax "$NODE")" 'needs no dax_pmem'
saw host devdax no "$(can_create devdax -s 128M)" 'dax_pmem missing'
make_namespace sector -s 128M
saw "$NS" block yes "$(block_io "$NODE")" 'needs no dax_pmem'
finish

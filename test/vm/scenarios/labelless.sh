#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# An NVDIMM without labels: it has one namespace, raw at first, which is changed to one mode after
# the other.
# vm: nvdimm=1x256M
. "$VM_DIR/lib.sh"

remake()
{
	make_namespace "$1" -f -e "$NS"
}

the_namespace
saw "$NS" fsdax no "$(disk_dax "$NODE")" raw
saw "$NS" block yes "$(block_io "$NODE")" raw
remake fsdax
saw "$NS" fsdax yes "$(disk_dax "$NODE")" fsdax
remake devdax
saw "$NS" devdax yes "$(device_dax "$NODE")" devdax
remake sector
saw "$NS" fsdax no "$(disk_dax "$NODE")" sector
finish

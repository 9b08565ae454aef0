#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# A virtio-pmem device: it has DAX, but a flush is a request to the host, so there is no MAP_SYNC.
# vm: virtio-pmem=512M
. "$VM_DIR/lib.sh"

the_namespace
is 'provider' "$(ndctl list -B | jq -r '.[0].provider')" virtio-pmem
saw "$NS" block yes "$(block_io "$NODE")" 'virtio-pmem'
saw "$NS" fsdax yes "$(disk_dax "$NODE")" 'virtio-pmem'
file_system "$NODE" ext4 '-b 4096' dax=always 'yes no'
file_system "$NODE" xfs '-m reflink=0' dax=always 'yes no'
finish

#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Memory that the kernel's command line reserves: it has struct pages without an info block.
# vm: memmap=256M!1G
. "$VM_DIR/lib.sh"

the_namespace
is 'provider' "$(ndctl list -B | jq -r '.[0].provider')" e820
saw "$NS" fsdax yes "$(disk_dax "$NODE")" 'e820, as it came up'
saw "$NS" block yes "$(block_io "$NODE")" 'e820, as it came up'
file_system "$NODE" ext4 '-b 4096' dax=always 'yes yes'

make_namespace devdax -f -e "$NS"
saw "$NS" devdax yes "$(device_dax "$NODE")" 'e820, devdax'
make_namespace sector -f -e "$NS"
saw "$NS" fsdax no "$(disk_dax "$NODE")" 'e820, sector'
make_namespace fsdax -f -e "$NS"
saw "$NS" fsdax yes "$(disk_dax "$NODE")" 'e820, fsdax'
finish

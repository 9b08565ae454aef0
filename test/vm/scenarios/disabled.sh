#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Namespaces that are configured but disabled have no device. At the end, both are enabled again.
# vm: nvdimm=1x1G
. "$VM_DIR/lib.sh"

init_labels
make_namespace fsdax -s 128M
fsdax=$NS disk=$NODE
make_namespace devdax -s 128M
devdax=$NS device=$NODE

must ndctl disable-namespace "$fsdax"
must ndctl disable-namespace "$devdax"
settle
saw "$fsdax" fsdax no "$(exists "$disk")" 'disabled'
saw "$devdax" devdax no "$(exists "$device")" 'disabled'

is 'fsdax can be enabled' "$(can_enable "$fsdax")" yes
is 'devdax can be enabled' "$(can_enable "$devdax")" yes
saw "$fsdax" fsdax yes "$(disk_dax "$(node_of "$fsdax")")" 'enabled again'
saw "$devdax" devdax yes "$(device_dax "$(node_of "$devdax")")" 'enabled again'
finish

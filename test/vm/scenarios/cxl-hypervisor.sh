#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# CXL memory in a guest whose CPU has the hypervisor flag. The kernel cannot flush the CPU caches
# there, and makes no region of a device that held data.
# vm: kernels=6.12 cxl=1x512M hypervisor
. "$VM_DIR/lib.sh"

is 'hypervisor flag' "$(grep -cw hypervisor /proc/cpuinfo)" 1
cxl create-region -t pmem -d decoder0.0 -w 1 -m mem0 >"$VM_TMP/said" 2>&1
ok 'cxl create-region makes no region' grep -q 'created 0 regions' "$VM_TMP/said"
ok 'and says which error' grep -q 'No such device or address' "$VM_TMP/said"
is 'and so does the kernel' "$(dmesg | grep -c 'Failed to synchronize CPU cache state')" 1
gives cxl-memdev-no-region mem0
gives cxl-no-cache-flush mem0
is 'no command is advised' "$(_status | jq -c '[.findings[] | select(.id == "cxl-memdev-no-region").remedy.command]')" '[null]'
lists_alike 10
is 'no nd region' "$(ndctl list -R | wc -l)" 0
capture cxl-hypervisor
all_remedies
finish

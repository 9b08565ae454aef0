#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# A host bridge with a single root port has a single decoder. The first region takes it, so that no
# command makes a region of what is left of the memory device, and none is printed.
# vm: kernels=6.12 cxl=1x512M
. "$VM_DIR/lib.sh"

must cxl create-region -t pmem -d decoder0.0 -w 1 -s 256M -m mem0
settle
gives cxl-free-capacity mem0
is 'no command' "$(_status | jq -c '[.findings[] | select(.id == "cxl-free-capacity").remedy.command]')" '[null]'
lists_alike 20
cxl create-region -t pmem -d decoder0.0 -w 1 -s 268435456 -m mem0 >"$VM_TMP/said" 2>&1
ok 'cxl makes no second region' grep -q 'created 0 regions' "$VM_TMP/said"
all_remedies
finish

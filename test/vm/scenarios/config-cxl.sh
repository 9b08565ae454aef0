#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# A kernel without CONFIG_CXL_ACPI, which finds no window for the CXL memory that it has: the memory
# devices stay disabled, and no region can be made.
# vm: kernels=no-cxl-acpi cxl=1x512M cxl-volatile=1x512M
. "$VM_DIR/lib.sh"

is 'memory devices' "$(cxl list -Mi | jq -c '[.[].state]')" '["disabled","disabled"]'
for memdev in mem0 mem1; do
	gives config-cxl "$memdev"
done
is 'the option is named' "$(_status | jq -c \
	'[.findings[] | select(.id == "config-cxl").message | test("without CONFIG_CXL_ACPI,")] | unique')" '[true]'
commands=$(_status | jq '[.findings[] | select(.id | startswith("cxl-")).remedy.command | values] | length')
cxl enable-memdev all >"$VM_TMP/said" 2>&1
cxl create-region -t pmem -d decoder0.0 -w 1 -s 536870912 -m mem0 >"$VM_TMP/said" 2>&1
agree 'can a region be made' "$([ "$commands" = 0 ] && echo no || echo yes)" \
	"$([ -n "$(find /sys/bus/cxl/devices -name 'region*')" ] && echo yes || echo no)"
captures_alike env "$NDCTL" pmem-status -i
all_remedies
finish

#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# A CXL memory function on PCI without a driver: the kernel's command line forbids cxl_pci.
# vm: kernels=6.12 cxl=1x512M append=modprobe.blacklist=cxl_pci
. "$VM_DIR/lib.sh"

# CXL memory devices have the PCI class 0x0502, programming interface 0x10 (CXL 3.0, 8.1.12.1).
functions()
{
	grep -lx 0x050210 /sys/bus/pci/devices/*/class
}

is 'CXL memory functions on PCI' "$(functions | wc -l)" 1
is 'a driver has it' "$(exists "$(dirname "$(functions)")/driver")" no
is 'memory devices' "$(cxl list -M | jq length)" 0
gives cxl-function-no-driver "$(basename "$(dirname "$(functions)")")"
is 'no other reason' "$(_status | jq '[.findings[] | select(.id == "nothing-there" or .id == "platform-no-region")] | length')" 0
is 'regions that are shown' "$(_status | jq '[.buses[].regions[]] | length')" 0
captures_alike env "$NDCTL" pmem-status -i
capture cxl-no-driver
all_remedies
finish

#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# A kernel that was booted with "nomodule" never loads a module. The word on its command line is the
# cause.
# vm: nvdimm=1x1G kernels=dax-pmem-module append=nomodule
. "$VM_DIR/lib.sh"

is 'modules are disabled' "$(cat /proc/sys/kernel/modules_disabled)" 1
init_labels
make_namespace fsdax -s 128M
saw "$NS" fsdax yes "$(disk_dax "$NODE")" 'needs no module'
saw host fsdax yes "$(disk_dax "$NODE")" 'needs no module'
saw host devdax no "$(can_create devdax -s 128M)" 'dax_pmem is a module'
gives modules-disabled host
is 'the remedy is about the word' "$(_status | jq '.findings[] | select(.id == "modules-disabled").remedy |
	(.text | test("nomodule")) and .command == null')" true
is 'the command line is the evidence' "$("$DAXCTL" alias-check -vv |
	jq -r '[.modes | .. | objects | select(.reason? == "modules-disabled").source // empty] | unique | join(" ")')" /proc/cmdline
captures_alike env "$NDCTL" pmem-status -i
captures_alike as_nobody "$DAXCTL" alias-check
finish

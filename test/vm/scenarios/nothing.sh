#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# If there is no persistent memory, the tool names words on the command line that look as if they
# made some.
# vm: kernels=6.12 memmap=64M$1G append=efi_fake_mem=64M@1G:0x40000
. "$VM_DIR/lib.sh"

gives nothing-there host
for word in 'memmap= with \$' efi_fake_mem; do
	ok "it names $word" sh -c "'$NDCTL' pmem-status | jq -r '.findings[] | select(.id == \"nothing-there\").message' | grep '$word'"
done
captures_alike env "$NDCTL" pmem-status -i
finish

#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# A virtio-pmem device of a size that the kernel cannot map: its namespace stays disabled, whatever
# is tried.
# vm: virtio-pmem=33M
. "$VM_DIR/lib.sh"

NS=$(ndctl list -Ni | jq -r '.[0].dev // empty')
[ -n "$NS" ] || die 'no namespace'
is 'the namespace can be enabled' "$(can_enable "$NS")" no
gives ns-odd-size "$NS"
because ns-odd-size "$NS"
is 'no command is advised' "$(_status | jq -c '[.findings[] | select(.subject == "'"$NS"'").remedy.command] | unique')" '[null]'
captures_alike env "$NDCTL" pmem-status -i
finish

#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The answer for a capture is the same as for the machine: virtio-pmem, and no configuration.
# vm: virtio-pmem=512M early
if [ "${1-}" = early ]; then
	rm -f "/boot/config-$(uname -r)" "/lib/modules/$(uname -r)/config"
	exit
fi
. "$VM_DIR/lib.sh"

is 'no configuration is found' "$(host_says .kernel.config_source)" null
the_namespace
must mkfs.xfs -q -f -m reflink=0 "$NODE"
must mount -o dax=always "$NODE" "$MNT"
echo data >"$MNT/file"
for by in env as_nobody; do
	captures_alike "$by" "$DAXCTL" alias-check
	captures_alike "$by" "$NDCTL" pmem-status
	ok "$by: symbols stand in" jq -e '.kernel.config_source == null and .kernel.options.FS_DAX == "yes"' "$VM_TMP/from-tree"
done
is 'symbols without addresses' "$(cut -d ' ' -f 1 "$VM_TMP/captured/tree/proc/kallsyms" | tr -d '0\n' | wc -c)" 0
ok 'symbols: only those that are looked for' test "$(wc -l <"$VM_TMP/captured/tree/proc/kallsyms")" -lt 20
finish

#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# A virtiofs whose device has no DAX window, as QEMU's never has. Its files have no DAX, and no
# option or attribute changes this.
# vm: virtiofs
. "$VM_DIR/lib.sh"

must modprobe virtiofs
must mount -t virtiofs shared "$MNT"
echo data >"$MNT/file"
saw "$MNT" dax no "$(file_is_dax "$MNT/file")" 'virtiofs without a window'
saw "$MNT" map_sync no "$(map_sync "$MNT/file")" 'virtiofs without a window'
gives virtiofs-no-dax "$MNT"
ok 'the window is what is missing' sh -c "'$NDCTL' pmem-status -i | jq -e '
	.findings[] | select(.id == \"virtiofs-no-dax\") | .message | test(\"window\")'"
is 'no command is advised' "$(_status | jq -c '[.findings[] | select(.id == "virtiofs-no-dax").remedy.command]')" '[null]'
is 'an attribute is accepted' "$(xfs_io -c 'chattr +x' "$MNT/file" >"$VM_TMP/said" 2>&1 && [ ! -s "$VM_TMP/said" ] && echo yes || echo no)" no
captures_alike env "$NDCTL" pmem-status -i
must umount "$MNT"
is 'mounts with dax=always' "$(try_mount shared virtiofs dax=always)" no
finish

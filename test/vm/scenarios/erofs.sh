#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# EROFS: uncompressed files that are not inline have DAX. None has MAP_SYNC.
# vm: nvdimm=1x1G kernels=6.1,6.12,7
. "$VM_DIR/lib.sh"

# erofs NODE BYTES OPTIONS "DAX MAP_SYNC" [MKFS_OPTION]: an EROFS with one file of so many bytes.
erofs()
{
	head -c "$2" /dev/zero >"$VM_TMP/files/file"
	# None or one word.
	# shellcheck disable=SC2086
	must mkfs.erofs ${5-} "$VM_TMP/image" "$VM_TMP/files"
	must dd if="$VM_TMP/image" of="$1" bs=1M conv=fsync
	must mount -t erofs -o "$3" "$1" "$MNT"
	saw "$MNT" dax "${4% *}" "$(file_is_dax "$MNT/file")" "erofs $3 ${5-}, file of $2 bytes"
	saw "$MNT" map_sync "${4#* }" "$(map_sync "$MNT/file")" "erofs $3 ${5-}, file of $2 bytes"
	must umount "$MNT"
	must wipefs -q -a "$1"
}

must modprobe erofs
mkdir -p "$VM_TMP/files"
init_labels
make_namespace fsdax -s 256M
erofs "$NODE" 8192 dax=always 'yes no'
# The last bytes are stored in the inode. Such a file has no DAX, whatever the mount says.
erofs "$NODE" 8193 dax=always 'no no'
erofs "$NODE" 8193 dax=always 'yes no' -Enoinline_data
erofs "$NODE" 8192 dax=never 'no no'
erofs "$NODE" 8192 defaults 'no no'
make_namespace raw -s 256M
erofs "$NODE" 8192 dax=always 'no no'
finish

#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Can a remount turn DAX on or off? After a remount, the mount table does not always show what files
# have.
# vm: nvdimm=1x1G
. "$VM_DIR/lib.sh"

# remount OPTIONS: prints yes or no.
remount()
{
	mount -o "remount,$1" "$MNT" 2>"$VM_TMP/said" && echo yes || echo no
}

# still NOTE: check the mount with a file that was there before, and with a new one.
still()
{
	saw "$MNT" dax "$1" "$(file_is_dax "$MNT/old")" "$2, a file that was there"
	echo data >"$MNT/new"
	saw "$MNT" dax "$1" "$(file_is_dax "$MNT/new")" "$2, a new file"
	rm "$MNT/new"
}

start_with()
{
	make_fs "$disk" "$1" "$2"
	must mount -t "$1" -o "$3" "$disk" "$MNT"
	echo data >"$MNT/old"
}

end_with()
{
	must umount "$MNT"
	must wipefs -q -a "$disk"
}

init_labels
make_namespace fsdax -r region0
disk=$NODE

# ext4 refuses. xfs reports nothing and does not change.
for type in ext4 xfs; do
	accepts=$([ "$type" = xfs ] && echo yes || echo no)
	start_with "$type" "$([ "$type" = ext4 ] || echo '-m reflink=0')" dax=always
	is "$type: a remount with dax=never" "$(remount dax=never)" "$accepts"
	still yes "$type dax=always, remounted"
	is "$type: read-only and back" "$(remount ro)$(remount rw)" yesyes
	still yes "$type dax=always, remounted"
	end_with

	start_with "$type" '' dax=never
	is "$type: a remount with dax=always" "$(remount dax=always)" "$accepts"
	still no "$type dax=never, remounted"
	end_with
done
finish

#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Two NVDIMMs with each other's labels, as if they had exchanged slots. The labels form no
# namespace, and no namespace should be created on the rest of the regions.
# vm: nvdimm=2x512M
. "$VM_DIR/lib.sh"

# Write the labels of each into the other one.
exchange()
{
	must ndctl disable-region all
	for number in 0 1; do
		must ndctl read-labels -o "$VM_TMP/labels$number" "nmem$number"
	done
	must ndctl write-labels -i "$VM_TMP/labels0" nmem1
	must ndctl write-labels -i "$VM_TMP/labels1" nmem0
	for number in 0 1; do
		must ndctl disable-dimm "nmem$number"
		must ndctl enable-dimm "nmem$number"
	done
	must ndctl enable-region all
	settle
}

init_labels
make_namespace fsdax -r region0 -s 256M
first=$NS
make_fs "$NODE" ext4 '-b 4096'
must mount -t ext4 "$NODE" "$MNT"
echo precious >"$MNT/file"
must umount "$MNT"
make_namespace fsdax -r region1 -s 128M
second=$NS

exchange
is 'namespaces' "$(ndctl list -N | jq -s 'add // [] | length')" 0
for region in region0 region1; do
	gives region-foreign-labels "$region"
	is "$region: nothing is to be made" "$(_status | jq -c --arg region "$region" \
		'[.findings[] | select(.subject == $region) | .remedy.command // empty]')" '[]'
done
is 'nothing is advised that deletes data' "$(_status | jq '[.findings[] | select(.remedy.data_loss)] | length')" 0
captures_alike env "$NDCTL" pmem-status -i

# The remedy: put each one back.
exchange
is 'no finding is left' "$(_status | jq '[.findings[] | select(.id == "region-foreign-labels")] | length')" 0
node=$(node_of "$first")
wait_for "$node"
is 'mounts' "$(try_mount "$node" ext4 dax=always)" yes
saw "$MNT" dax yes "$(file_is_dax "$MNT/file")" 'the labels are back'
saw "$MNT" map_sync yes "$(map_sync "$MNT/file")" 'the labels are back'
is 'what was written is there' "$(cat "$MNT/file")" precious
must umount "$MNT"
saw "$first" fsdax yes "$(disk_dax "$node")" 'the labels are back'
saw "$second" fsdax yes "$(disk_dax "$(node_of "$second")")" 'the labels are back'
finish

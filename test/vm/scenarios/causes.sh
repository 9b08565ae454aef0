#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# States of NVDIMMs that look alike but have different causes. Each has its own reason. No advice
# deletes data that is there, and each remedy works.
# vm: nvdimm=2x1G
. "$VM_DIR/lib.sh"

# gives_not ID: the tool has no finding with this id.
gives_not()
{
	is "no finding: $1" "$(_status | jq --arg id "$1" '[.findings[] | select(.id == $id)] | length')" 0
}

# requires EXIT-STATUS REQUIREMENT NAMESPACE
requires()
{
	"$NDCTL" pmem-status --require="$2" -n "$3" >"$VM_TMP/said" 2>&1
	is "$3: --require=$2" "$?" "$1"
}

advises_no_loss()
{
	is "nothing about $1 is advised that deletes data" "$(_status | jq --arg subject "$1" \
		'[.findings[] | select(.subject == $subject and .remedy.data_loss == true)] | length')" 0
}

# Labels that were never initialised.
gives labels-not-initialised region0
gives labels-not-initialised region1
gives_not legacy-no-subdivide
remedy labels-not-initialised region0
remedy labels-not-initialised region1
gives_not labels-not-initialised
is 'both regions can be divided' "$(cat /sys/bus/nd/devices/region[01]/nstype | sort -u)" 5

# A disabled dimm below a disabled region.
must ndctl disable-region region1
must ndctl disable-dimm "$(cut -d , -f 1 /sys/bus/nd/devices/region1/mapping0)"
gives region-not-enabled region1
remedy region-not-enabled region1
gives_not region-not-enabled

# A label that says fsdax, for a namespace that is now raw.
make_namespace fsdax -r region0 -s 128M
lost=$NS
for class in fsdax devdax; do
	make_namespace "$class" -f -e "$lost"
	must ndctl disable-namespace "$lost"
	echo 1 >"/sys/bus/nd/devices/$lost/force_raw"
	must ndctl enable-namespace "$lost"
	settle
	raw=$(node_of "$lost")
	must dd if=/dev/zero of="$raw" bs=4096 seek=1 count=1 conv=fsync
	must ndctl disable-namespace "$lost"
	echo 0 >"/sys/bus/nd/devices/$lost/force_raw"
	must ndctl enable-namespace "$lost"
	settle
	is "the label still says so ($class)" "$(exists "$(node_of "$lost")")" yes
	gives ns-info-block-lost "$lost"
	advises_no_loss "$lost"
	because ns-info-block-lost "$lost"
done
captures_alike env "$NDCTL" pmem-status -i
must ndctl destroy-namespace -f "$lost"

# Bad blocks.
make_namespace fsdax -r region0 -s 128M
disk=${NODE#/dev/}
requires 0 fsdax "$NS"
make_fs "$NODE" ext4 '-b 4096'
must mount -t ext4 -o dax=always "$NODE" "$MNT"
must sh -c "echo '2048 8' >/sys/block/$disk/badblocks"
gives badblocks "$disk"
gives badblocks "$MNT"
remedy badblocks "$disk"
requires 3 fsdax "$NS"
requires 3 map-sync "$NS"
captures_alike env "$NDCTL" pmem-status -i
must umount "$MNT"
must ndctl destroy-namespace -f "$NS"

# Device nodes.
make_namespace fsdax -r region0 -s 128M
disk=${NODE#/dev/}
must rm "$NODE"
gives disk-node-missing "$disk"
requires 2 fsdax "$NS"
captures_alike env "$NDCTL" pmem-status -i
remedy disk-node-missing "$disk"
requires 0 fsdax "$NS"
must rm "$NODE"
echo plain >"$NODE"
gives disk-node-missing "$disk"
requires 2 block "$NS"
is 'no command writes over a plain file' "$(_status | jq -c \
	'[.findings[] | select(.id == "disk-node-missing").remedy.command]')" '[null]'
must rm "$NODE"
must mknod -m 660 "$NODE" b "$(cut -d : -f 1 "/sys/class/block/$disk/dev")" \
	"$(cut -d : -f 2 "/sys/class/block/$disk/dev")"

# Capacity that belongs to no namespace.
gives region-free-capacity region0
remedy region-free-capacity region0
gives_not region-free-capacity
finish

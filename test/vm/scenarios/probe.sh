#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# --probe: the kernel's answers equal the oracle's, disks in use are not touched, and nothing is
# left behind. probe-killed.sh tests what a killed run leaves.
# vm: nvdimm=2x1G
. "$VM_DIR/lib.sh"

# 100 MiB in sectors.
SIZE=204800

probe()
{
	"$NDCTL" pmem-status -i --probe 2>"$VM_TMP/status-errors"
}

# object NAME: the row of a disk, dax device or mount in the file "answer".
object()
{
	jq -c --arg name "$1" '[.. | objects | select(has("evidence") and has("reasons")) |
		select(.dev == $name or .name == $name or .chardev == $name or .mountpoint == $name)][0]' \
		"$VM_TMP/answer"
}

# said NAME N: the probe's Nth answer for it, yes or no; "nothing" if it was not tested.
said()
{
	object "$1" | jq -r --argjson n "$2" '.evidence[$n] // {says: "nothing"} | .says'
}

# asked NAME ORACLE: the probe's answer and the verdict both equal the oracle's.
asked()
{
	agree "$1: probed" "$(said "$1" 0)" "$2"
	is "$1: the verdict follows" "$(object "$1" | jq -r '.dax // .dax_effective // .effective |
		if . == "devdax" then "yes" elif . == "none" then "no" else . end')" "$2"
}

# refused PATH ERROR
refused()
{
	is "$1 is left alone: $2" "$(jq -r --arg path "$1" \
		'[.skipped[] | select(.path == $path and (.affects[0] | endswith(".evidence"))).error][0]' \
		"$VM_TMP/answer")" "$2"
}

ours()
{
	dmsetup ls | grep -c '^pmemcap-probe-'
}

# The number of writes to each disk, and what is on the disk.
written()
{
	for disk in /sys/block/pmem*; do
		echo "${disk##*/} $(awk '{ print $5, $7 }' "$disk/stat")"
	done
}

# Opens for writing, except of files without a name, and calls that would leave something behind.
forbidden()
{
	grep -E 'open(at)?\(.*O_(WRONLY|RDWR|CREAT|TRUNC)' "$1" | grep -v 'O_TMPFILE' |
		grep -v '/deep_flush", O_RDWR'
	grep -E '^([0-9]+ +)?(init_module|finit_module|mount|umount2|pwrite64|fallocate|linkat)\(' "$1"
	grep -E 'DM_(DEV_SUSPEND|DEV_RENAME|REMOVE_ALL)' "$1"
}

init_labels
make_namespace fsdax -r region0 -s 192M
fsdax=$NODE
make_namespace sector -r region0 -s 64M
sector=$NODE
make_namespace raw -r region0 -s 64M
raw=$NODE
make_namespace devdax -r region0 -s 64M
devdax=$NODE
make_namespace fsdax -r region0 -s 192M
parts=$NODE
make_namespace fsdax -r region0 -s 128M
mounted=$NODE
make_namespace fsdax -r region1 -s 256M
below=$NODE
make_namespace fsdax -r region1 -s 512M
onxfs=$NODE

# Without device-mapper, disks are not tested: the probe loads no module.
if [ ! -e /sys/class/misc/device-mapper ]; then
	probe >"$VM_TMP/answer"
	refused /dev/mapper/control ENODEV
	is 'dm_mod was not loaded to ask' "$(exists /sys/class/misc/device-mapper)" no
	asked "${devdax#/dev/}" "$(device_dax "$devdax")"
fi
modprobe dm_mod 2>"$VM_TMP/said" || [ -e /sys/class/misc/device-mapper ] || die 'no device-mapper'
settle

# The oracle runs first. It makes file systems, so the disks must be free.
fsdax_is=$(disk_dax "$fsdax")
sector_is=$(disk_dax "$sector")
raw_is=$(disk_dax "$raw")
must sfdisk -q "$parts" <<-EOF
	label: gpt
	start=2048, size=102400
	start=106497, size=102400
EOF
settle
wait_for "${parts}p2"
even_is=$(disk_dax "${parts}p1")
odd_is=$(disk_dax "${parts}p2")
stack()
{
	echo "$2" >"$VM_TMP/table"
	must dmsetup create "$1" "$VM_TMP/table"
	settle
	wait_for "/dev/mapper/$1"
}
stack linear "0 $SIZE linear $below 0"
stack crypt "0 $SIZE crypt aes-xts-plain64 000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f 0 $below $SIZE"
linear_is=$(disk_dax /dev/mapper/linear)
crypt_is=$(disk_dax /dev/mapper/crypt)
mkdir -p "$VM_TMP/ext4" "$VM_TMP/xfs"
make_fs "$mounted" ext4 '-b 4096'
must mount -t ext4 -o dax=always "$mounted" "$VM_TMP/ext4"
make_fs "$onxfs" xfs '-m reflink=0'
must mount -t xfs -o dax=always "$onxfs" "$VM_TMP/xfs"
settle

before=$(written | grep -Ev "^(${mounted#/dev/}|${onxfs#/dev/}) ")
must strace -f -v -o "$VM_TMP/trace" "$NDCTL" pmem-status -i --probe >"$VM_TMP/traced"
probe >"$VM_TMP/answer"
is 'no errors' "$(wc -c <"$VM_TMP/status-errors")" 0
is 'disks that are not mounted: nothing was written' \
	"$(written | grep -Ev "^(${mounted#/dev/}|${onxfs#/dev/}) ")" "$before"
ok 'the trace is one' test "$(grep -c DM_TABLE_LOAD "$VM_TMP/trace")" -gt 3
forbidden "$VM_TMP/trace" >"$VM_TMP/said"
is 'nothing was opened for writing but files without a name' "$(wc -l <"$VM_TMP/said")" 0
[ ! -s "$VM_TMP/said" ] || _explain <"$VM_TMP/said"
is 'no device is left' "$(ours)" 0
ok 'schema' sh -c "/usr/bin/python3 '$VM_DIR/validate.py' '$VM_DIR/../../Documentation/pmemcap.schema.json' <'$VM_TMP/answer'"

asked "${fsdax#/dev/}" "$fsdax_is"
asked "${sector#/dev/}" "$sector_is"
asked "${raw#/dev/}" "$raw_is"
asked "${parts#/dev/}p1" "$even_is"
asked "${parts#/dev/}p2" "$odd_is"
asked linear "$linear_is"
asked crypt "$crypt_is"
asked "${devdax#/dev/}" "$(device_dax "$devdax")"
for dir in ext4 xfs; do
	echo data >"$VM_TMP/$dir/file"
	asked "$VM_TMP/$dir" "$(file_is_dax "$VM_TMP/$dir/file")"
	agree "$dir: probed MAP_SYNC" "$(said "$VM_TMP/$dir" 1)" "$(map_sync "$VM_TMP/$dir/file")"
done
is 'nothing contradicts' "$(jq -c '[.findings[] | select(.id == "probe-contradicts")]' "$VM_TMP/answer")" '[]'
is 'the verdicts are those without --probe' \
	"$(jq -c '[.. | objects | select(has("reasons")) | [.dev, .dax, .effective, .dax_effective, .map_sync]]' "$VM_TMP/answer" | md5sum)" \
	"$(_status | jq -c '[.. | objects | select(has("reasons")) | [.dev, .dax, .effective, .dax_effective, .map_sync]]' | md5sum)"

as_nobody "$NDCTL" pmem-status --probe >"$VM_TMP/nobody" 2>"$VM_TMP/said"
is 'nobody is refused' "$? $(wc -c <"$VM_TMP/nobody")" '1 0'

# Disks in use.
refused "$mounted" EBUSY
refused "$onxfs" EBUSY
refused "$below" EBUSY
must mount -o remount,ro "$VM_TMP/ext4"
must mkfs.ext4 -q -F "${parts}p1"
must mount "${parts}p1" "$MNT"
probe >"$VM_TMP/answer"
refused "$VM_TMP/ext4" EROFS
refused "${parts}p1" EBUSY
refused "$parts" EBUSY
is 'the partition beside a mounted one is asked' "$(said "${parts#/dev/}p2" 0)" "$odd_is"
must umount "$MNT"
must mount -o remount,rw "$VM_TMP/ext4"

# The disk is free as soon as the answer is printed.
refusals=0
for _ in 1 2 3 4 5; do
	probe >"$VM_TMP/answer"
	mount "${parts}p1" "$MNT" 2>"$VM_TMP/said" || refusals=$((refusals + 1))
	umount "$MNT"
done
is 'a mount behind a probe is not refused' "$refusals" 0

# A mount in another mount namespace, which this one does not show.
unshare -m sh -c "mount '${parts}p1' '$MNT' && touch '$VM_TMP/there' && exec sleep 600" &
elsewhere=$!
wait_for "$VM_TMP/there"
probe >"$VM_TMP/answer"
refused "${parts}p1" EBUSY
refused "$parts" EBUSY
kill "$elsewhere"
wait "$elsewhere" 2>/dev/null

must dmsetup suspend linear
probe >"$VM_TMP/answer"
refused "/dev/$(basename "$(readlink /dev/mapper/linear)")" EBUSY
must dmsetup resume linear

# No file can be made on a frozen file system. The probe ends even so.
fsfreeze -f "$VM_TMP/xfs"
probe >"$VM_TMP/answer"
refused "$VM_TMP/xfs" ETIMEDOUT
fsfreeze -u "$VM_TMP/xfs"

# A device of a living process, or of another PID namespace, is kept. A device of a dead one is
# removed.
stale="pmemcap-probe-4194300-0"
must dmsetup create "$stale" --notable -u "pmemcap-probe-$(stat -Lc %i /proc/self/ns/pid)-4194300-0"
must dmsetup create pmemcap-probe-4194301-0 --notable -u pmemcap-probe-1-4194301-0
must dmsetup create "pmemcap-probe-$$-0" --notable -u "pmemcap-probe-$(stat -Lc %i /proc/self/ns/pid)-$$-0"
probe >"$VM_TMP/answer"
is 'what a dead prober left is removed' "$(dmsetup ls | grep -c "^$stale")" 0
is 'what another PID namespace made is not' "$(dmsetup ls | grep -c '^pmemcap-probe-4194301-0')" 1
is 'what a living process made is not' "$(dmsetup ls | grep -c "^pmemcap-probe-$$-0")" 1
must dmsetup remove pmemcap-probe-4194301-0
must dmsetup remove "pmemcap-probe-$$-0"

is 'no name was given to udev' "$(find /dev/mapper /dev/disk -name '*pmemcap-probe*' 2>/dev/null | wc -l)" 0
must umount "$VM_TMP/ext4"
must umount "$VM_TMP/xfs"
ok 'the file system is as it should be' fsck.ext4 -fn "$mounted"
ok 'the XFS is as it should be' xfs_repair -n "$onxfs"
finish

#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# --probe runs while another process makes and removes device-mapper stacks and changes nodes in
# /dev. Every run ends, reports no disk's answer for another disk, writes to no disk and leaves
# nothing behind.
# vm: nvdimm=1x1G
. "$VM_DIR/lib.sh"

RUNS=${RUNS:-40}

# Repeat until the file "enough" exists.
disturb()
{
	while [ ! -e "$VM_TMP/enough" ]; do
		dmsetup create moving --table "0 204800 linear $below 0"
		mv "$fsdax" "$fsdax.aside"
		ln -s "$sector" "$fsdax"
		dmsetup remove moving
		dmsetup create moving --table "0 204800 crypt aes-xts-plain64 $KEY 0 $below 0"
		rm "$fsdax"
		cp -a "$sector" "$fsdax"
		dmsetup rename moving renamed
		rm "$fsdax"
		echo precious >"$fsdax"
		dmsetup remove renamed
		rm "$fsdax"
		mv "$fsdax.aside" "$fsdax"
		mv "$sector" "$sector.aside"
		cp -a "$fsdax" "$sector"
		rm "$sector"
		mv "$sector.aside" "$sector"
		echo round >>"$VM_TMP/disturbed"
	done >"$VM_TMP/disturber" 2>&1
}

# The number of writes to the disks that are not mounted.
written()
{
	for disk in "$fsdax" "$sector" "$below" "$stays"; do
		awk '{ print $5, $7 }' "/sys/block/${disk#/dev/}/stat"
	done
}

KEY=000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f
init_labels
must modprobe -a dm_mod dm_crypt
make_namespace fsdax -s 64M
fsdax=$NODE
make_namespace sector -s 64M
sector=$NODE
make_namespace fsdax -s 192M
below=$NODE
make_namespace fsdax -s 64M
stays=$NODE
stays_is=$(disk_dax "$stays")
fsdax_is=$(disk_dax "$fsdax")
sector_is=$(disk_dax "$sector")
make_namespace fsdax -s 64M
mounted=$NODE
make_fs "$mounted" ext4 '-b 4096'
must mount -t ext4 -o dax=always "$mounted" "$MNT"
echo data >"$MNT/file"
settle

before=$(written)
disturb &
/usr/bin/python3 - "$RUNS" "$NDCTL" "${stays#/dev/}" "${fsdax#/dev/}" "${sector#/dev/}" >"$VM_TMP/runs" <<'END'
import collections, json, subprocess, sys, time
runs, program, stays, fsdax, sector = int(sys.argv[1]), *sys.argv[2:]
asked, wrong = collections.Counter(), collections.Counter()


def disks(value):
    """Each disk's row, wherever it stands."""
    if isinstance(value, dict):
        if 'partitions' in value:
            yield value
        for inner in value.values():
            yield from disks(inner)
    if isinstance(value, list):
        for inner in value:
            yield from disks(inner)


for run in range(runs):
    began = time.monotonic()
    done = subprocess.run([program, 'pmem-status', '-i', '--probe'], capture_output=True, check=False)
    if done.returncode or time.monotonic() - began > 60:
        wrong[f'status {done.returncode} after {time.monotonic() - began:.0f} s: {done.stderr[:200]!r}'] += 1
        continue
    for disk in disks(json.loads(done.stdout)):
        for probe in disk.get('evidence', []):
            asked[disk['dev'], probe['says']] += 1
for disk, never in (stays, 'no'), (fsdax, 'no'), (sector, 'yes'):
    if asked[disk, never]:
        wrong[f'{disk} was said to be {never}'] = asked[disk, never]
for what, count in wrong.items():
    print(f'{count} times: {what}')
print(' '.join(f'{disk} {says}: {count}' for (disk, says), count in sorted(asked.items())), file=sys.stderr)
# The disk that is never used is tested in every run.
sys.exit(asked[stays, 'yes'] != runs)
END
status=$?
touch "$VM_TMP/enough"
wait
must rm "$VM_TMP/enough"
settle
ok "$RUNS probes while $(wc -l <"$VM_TMP/disturbed") times everything moved: nothing was wrong" test ! -s "$VM_TMP/runs"
_explain <"$VM_TMP/runs"
is 'the disk that stays was asked each time' "$status" 0
ok 'things moved' test "$(wc -l <"$VM_TMP/disturbed")" -ge 8
is 'nothing was written' "$(written)" "$before"
is 'no device is left' "$(dmsetup ls | grep -c '^pmemcap-probe-')" 0
is 'the mount is there' "$(cat "$MNT/file")" data
must umount "$MNT"
ok 'the file system is as it should be' fsck.ext4 -fn "$mounted"

# When nothing changes any more, the answers equal the oracle's.
"$NDCTL" pmem-status -i --probe >"$VM_TMP/answer"
for pair in "${stays#/dev/} $stays_is" "${fsdax#/dev/} $fsdax_is" "${sector#/dev/} $sector_is"; do
	agree "${pair% *}: probed" "$(jq -r --arg dev "${pair% *}" '[.. | objects | select(has("partitions")) |
		select(.dev == $dev)][0].evidence[0].says' "$VM_TMP/answer")" "${pair#* }"
done
finish

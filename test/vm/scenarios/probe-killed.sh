#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# --probe is killed at each step, at any time, and together with its guardian. Nothing is left, or
# the next run removes it.
# vm: nvdimm=1x1G
. "$VM_DIR/lib.sh"

probe()
{
	"$NDCTL" pmem-status -i --probe 2>"$VM_TMP/status-errors"
}

ours()
{
	dmsetup ls | grep -c '^pmemcap-probe-'
}

# The answer of the probe for the free disk, in the file "answer".
said()
{
	jq -r --arg name "${fsdax#/dev/}" '[.. | objects | select(.dev == $name).evidence // empty | .[].says][0]' \
		"$VM_TMP/answer"
}

# Wait until all processes have ended. The guardian runs a little longer than the process that it
# guards.
all_gone()
{
	for _ in $(seq 100); do
		pgrep -f 'pmem-status .*--probe' >/dev/null || break
		sleep 0.1
	done
}

init_labels
make_namespace fsdax -s 128M
fsdax=$NODE
make_namespace sector -s 64M
make_namespace devdax -s 64M
make_namespace fsdax -s 128M
mounted=$NODE
must modprobe dm_mod
settle
mkdir -p "$VM_TMP/ext4"
make_fs "$mounted" ext4 '-b 4096'
must mount -t ext4 -o dax=always "$mounted" "$VM_TMP/ext4"
settle
# With --timeout=0 there is one process, whose calls can be counted.
must strace -f -o "$VM_TMP/trace" "$NDCTL" pmem-status --timeout=0 -i --probe

# Kill it at each step of the first tests: just before its nth ioctl, for each ioctl of
# device-mapper.
steps=$(awk 'NR == 1 { pid = $1 } $1 == pid && / ioctl\(/ { n++; if (/DM_(LIST|DEV|TABLE)/) print n }' \
	"$VM_TMP/trace" | head -n 9)
ok 'the steps are known' test "$(echo "$steps" | wc -w)" -eq 9
for step in $steps; do
	strace -o "$VM_TMP/step" -e trace=ioctl -e "inject=ioctl:signal=KILL:when=$step" \
		"$NDCTL" pmem-status --timeout=0 -i --probe >"$VM_TMP/killed" 2>&1
	all_gone
	is "killed before $(tail -n 2 "$VM_TMP/step" | grep -o 'DM_[A-Z_]*' | head -n 1) ($step): no device is left" "$(ours)" 0
	ok 'it was killed' grep -q 'killed by SIGKILL' "$VM_TMP/step"
done

# Kill it at any time.
inodes=$(stat -f -c %d "$VM_TMP/ext4")
full=$(date +%s%N)
probe >"$VM_TMP/answer"
full=$((($(date +%s%N) - full) / 1000000))
killed=0
tries=0
while [ "$killed" -lt 50 ] && [ "$tries" -lt 200 ]; do
	tries=$((tries + 1))
	"$NDCTL" pmem-status --probe >"$VM_TMP/killed" 2>&1 &
	prober=$!
	sleep "$(awk -v try="$((tries % 50 + 1))" -v full="$full" 'BEGIN { printf "%.3f", try / 50 * full / 1000 }')"
	kill -KILL "$prober" 2>/dev/null
	wait "$prober" 2>/dev/null
	# If a run ended before the signal, runs are shorter than assumed.
	if [ "$?" -eq 137 ]; then
		killed=$((killed + 1))
	else
		full=$((full * 9 / 10))
	fi
done
echo "# killed before the end: $killed of $tries, in the first $full ms"
ok 'it was killed, anywhere, 50 times' test "$killed" -eq 50
all_gone
is 'killed 50 times: no device is left' "$(ours)" 0
is 'killed 50 times: no process is left' "$(pgrep -c -f 'pmem-status --probe')" 0
is 'killed 50 times: no holder is left' "$(find "/sys/block/${fsdax#/dev/}/holders/" -type l | wc -l)" 0
is 'killed 50 times: no inode is left' "$(stat -f -c %d "$VM_TMP/ext4")" "$inodes"
probe >"$VM_TMP/answer"
is 'it answers as before' "$(said)" yes

# killed_with_guardian CALL: kill both processes just after the first call of this kind.
killed_with_guardian()
{
	step=$(awk -v call="$1" 'NR == 1 { pid = $1 } $1 == pid && / ioctl\(/ { n++; if (index($0, call)) { print n; exit } }' \
		"$VM_TMP/trace")
	strace -o "$VM_TMP/step" -e trace=ioctl -e "inject=ioctl:delay_exit=10000000:when=$step" \
		"$NDCTL" pmem-status --timeout=0 -i --probe >"$VM_TMP/killed" 2>&1 &
	tracer=$!
	for _ in $(seq 100); do
		[ "$(ours)" = 0 ] || break
		sleep 0.1
	done
	sleep 1
	is "$1 has come back: the device is there" "$(ours)" 1
	# Kill the guardian first, and both before the tracer: without the tracer, the process would
	# continue.
	prober=$(pgrep -P "$tracer")
	kill -KILL "$(pgrep -P "$prober")" "$prober"
	wait "$tracer"
	sleep 1
}

# Once the device is marked for deferred removal, the kernel removes it. Before that, the next run
# does.
killed_with_guardian DM_DEV_REMOVE
is 'killed with its guardian, after the mark: no device is left' "$(ours)" 0
killed_with_guardian DM_TABLE_LOAD
is 'killed with its guardian, before the mark: it is left' "$(ours)" 1
probe >"$VM_TMP/answer"
is 'the next run removes it' "$(ours)" 0
probe >"$VM_TMP/answer"
is 'it answers as before' "$(said)" yes
must umount "$VM_TMP/ext4"
ok 'the file system is as it should be' fsck.ext4 -fn "$mounted"
finish

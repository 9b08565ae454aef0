#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# A capture holds no secrets, opens no forbidden file, and is finished even if a file never answers.
# vm: nvdimm=1x1G
. "$VM_DIR/lib.sh"

init_labels
make_namespace fsdax -s 128M
make_namespace raw -s 256M
raw=$NODE
tree=$VM_TMP/tree
secret=$(cat /sys/bus/nd/devices/nmem0/nfit/serial)
echo "options nd_pmem password=hunter2" >/etc/modprobe.d/secret.conf
echo "blacklist virtio_pmem" >>/etc/modprobe.d/secret.conf

must "$NDCTL" pmem-status -v --capture="$tree"
ok '-v: serial numbers are in it' grep -rqF "$secret" "$tree/sys"
ok '-v: module options are in it' grep -q hunter2 "$tree/etc/modprobe.d/secret.conf"
ok '-v: the command line is whole' cmp /proc/cmdline "$tree/proc/cmdline"
rm -rf "$tree"
must strace -f -y -e trace=file -o "$VM_TMP/trace" "$NDCTL" pmem-status --capture="$tree"
is 'no serial number' "$(grep -rlF "$secret" "$tree" | wc -l)" 0
is 'no module options' "$(grep -rl hunter2 "$tree" | wc -l)" 0
ok 'blacklists are' grep -q virtio_pmem "$tree/etc/modprobe.d/secret.conf"
is 'no addresses' "$(sed 's/:.*//' "$tree/proc/iomem" | tr -d '0 \n-' | wc -c)" 0
is 'no command line but what is judged' "$(tr -d '\n' <"$tree/proc/cmdline" | wc -c)" 0
is 'no forbidden attribute' "$(find "$tree" -name resource -o -name write_cache -o -name removable -o -name deep_flush | wc -l)" 0
grep -E 'O_(WRONLY|RDWR|CREAT|TRUNC)|mkdirat|symlinkat|unlink|rename' "$VM_TMP/trace" |
	grep -vF -e "$tree" -e "<$VM_TMP>, \"tree\"" | grep -v ' resumed>' | grep -v '/deep_flush", O_RDWR' >"$VM_TMP/said"
is 'nothing is written but below the directory' "$(wc -l <"$VM_TMP/said")" 0
[ ! -s "$VM_TMP/said" ] || _explain <"$VM_TMP/said"
grep -E '"[^"]*/(write_cache|removable)"' "$VM_TMP/trace" >"$VM_TMP/said"
is 'nothing forbidden is opened' "$(wc -l <"$VM_TMP/said")" 0

# A file on a suspended disk: a reader waits, and cannot be killed.
must dmsetup create slow --table "0 204800 linear $raw 0"
must mkfs.ext4 -q -F -b 4096 /dev/mapper/slow
mkdir "$VM_TMP/slow"
must mount /dev/mapper/slow "$VM_TMP/slow"
echo 'PRETTY_NAME="slow"' >"$VM_TMP/slow/file"
sync
must mount --bind "$VM_TMP/slow/file" /usr/lib/os-release
echo 3 >/proc/sys/vm/drop_caches
must dmsetup suspend --nolockfs slow
rm -rf "$tree"
timeout 60 "$NDCTL" pmem-status --capture="$tree" >"$VM_TMP/live" 2>"$VM_TMP/said"
is 'stuck: status' $? 1
ok 'stuck: one sentence' grep -q '^  Error: /etc/os-release did not answer within 10 seconds' "$VM_TMP/said"
is 'stuck: nothing is printed' "$(wc -c <"$VM_TMP/live")" 0
must dmsetup resume slow
"$NDCTL" pmem-status --sysroot="$tree" >"$VM_TMP/from-tree"
is 'stuck: the rest is judged' "$(jq -r '.buses[0].dimm_count' "$VM_TMP/from-tree")" 1
is 'stuck: what did not answer is named' \
	"$(jq -r '.skipped[] | select(.path == "/etc/os-release").error' "$VM_TMP/from-tree")" ETIMEDOUT
finish

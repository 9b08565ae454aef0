#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# If a disk's first bytes cannot be read, or show no known file system, udev's answer is used. It is
# used only for the file system.
# vm: nvdimm=1x1G
. "$VM_DIR/lib.sh"

# types COMMAND...: the types of the file systems that a run finds, in the order of their disks
types()
{
	"$@" pmem-status -i >"$VM_TMP/object"
	jq -c '[.buses[].regions[].namespaces[].disk.filesystem.type]' "$VM_TMP/object"
}

init_labels
make_namespace fsdax -r region0 -s 128M
must mkfs.ext4 -q -F -b 4096 "$NODE"
make_namespace fsdax -r region0 -s 128M
must mkfs.minix "$NODE"
minix=$NODE
make_namespace fsdax -r region0 -s 128M
must mkswap "$NODE"
make_namespace raw -r region0 -s 128M
settle

is 'root' "$(types "$NDCTL")" '["ext4","minix",null,null]'
ok 'a file system without DAX is told' jq -e 'any(.findings[]; .id == "fs-no-dax")' "$VM_TMP/object"
is 'an ordinary user, without the first bytes' "$(types as_nobody "$NDCTL")" '["ext4","minix",null,null]'
for by in env as_nobody; do
	captures_alike "$by" "$NDCTL" pmem-status -i
done
ok "udev's database is not in a capture" test ! -e "$VM_TMP/captured/tree/run/udev/data"

# udev has not initialised the device, so the type is not known.
data=/run/udev/data/b$(cat "/sys/class/block/${minix#/dev/}/dev")
ok 'udev knows it' test -s "$data"
must mv "$data" "$VM_TMP/data"
is 'not initialised' "$(types "$NDCTL")" '["ext4",null,null,null]'
is 'and recorded so' \
	"$("$NDCTL" pmem-status --capture="$VM_TMP/uninitialised" >/dev/null && jq -c ".disks[\"${minix#/dev/}\"].udev" "$VM_TMP/uninitialised/pmemcap.json")" \
	'{"initialized":false}'
must mv "$VM_TMP/data" "$data"
finish

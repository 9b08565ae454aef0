#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The answer for a capture is the same as for the machine: an NFIT machine with namespaces of every
# mode, partitions, dm stacks and odd names.
# vm: nvdimm=2x1G
. "$VM_DIR/lib.sh"

# shellcheck disable=SC2016 # not to be expanded
odd=$(printf 'a "b" $(x) \033[1m\377')

init_labels
make_namespace fsdax -r region0 -s 128M --name="$odd"
fsdax=$NODE
make_namespace devdax -r region0 -s 128M
make_namespace sector -r region0 -s 128M
make_namespace raw -r region0 -s 128M
raw=$NODE
make_namespace fsdax -r region1 -s 256M
parts=$NODE
make_namespace devdax -r region1 -s 128M
must ndctl disable-namespace "$NS"
must sfdisk -q "$parts" <<-END
	label: gpt
	start=2048, size=81920, name=aligned
	start=90120, size=81920, name=pages
	start=180225, size=81920, name=start
END
settle
must dmsetup create stack --table "0 40960 linear ${parts}p2 0
40960 40960 linear ${parts}p2 40960"
must dmsetup create mixed --table "0 40960 linear ${parts}p3 0
40960 40960 linear $raw 0"
settle
must mkfs.ext4 -q -F -b 4096 "$fsdax"
must mkfs.ext4 -q -F -b 4096 /dev/mapper/stack
must mkfs.ext4 -q -F -b 1024 "${parts}p1"
mkdir "$MNT/$odd"
must mount -o dax=always "$fsdax" "$MNT/$odd"
echo data >"$MNT/$odd/file"

for by in env as_nobody; do
	captures_alike "$by" "$NDCTL" pmem-status -i
done
ok 'nobody: what root would see is in the capture, too' jq -e '[.findings[].id] | index("need-root")' "$VM_TMP/from-tree"
captures_alike env "$NDCTL" pmem-status -v
is 'the odd mount point is the one that is there' "$(jq -r '[.. | objects | .mountpoint? // empty][0]' "$VM_TMP/from-tree")" \
	"$(_status | jq -r '[.. | objects | .mountpoint? // empty][0]')"
captures_alike env "$DAXCTL" alias-check
finish

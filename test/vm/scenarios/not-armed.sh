#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# An NVDIMM that is not armed, on a machine that shows no hypervisor: it could not save its
# contents. The tool does not advise to change a hypervisor's setting.
# vm: nvdimm=1x1G unarmed bare-metal
. "$VM_DIR/lib.sh"

init_labels
is 'the region is read-only' "$(cat /sys/bus/nd/devices/region0/read_only)" 1
ok 'the NVDIMM says why' grep -q not_armed "$(find /sys/bus/nd/devices/nmem0/ -name flags -path '*nfit*')"
is 'virtualization' "$(_status | jq -r .environment.virtualization)" none
is 'a namespace can be made' "$(can_create fsdax -s 128M)" no
gives dimm-not-armed region0
is 'nobody is told to change a guest' "$(_status | jq '[.findings[] | select(.id == "guest-readonly")] | length')" 0
is 'no command is advised' "$(_status | jq -c '[.findings[] | select(.id == "dimm-not-armed").remedy.command]')" '[null]'
captures_alike env "$NDCTL" pmem-status -i

# Data that was written before can be read.
echo 0 >/sys/bus/nd/devices/region0/read_only
make_namespace fsdax -s 128M
make_fs "$NODE" ext4 '-b 4096'
must mount -t ext4 "$NODE" "$MNT"
echo data >"$MNT/file"
must umount "$MNT"
must ndctl disable-namespace "$NS"
echo 1 >/sys/bus/nd/devices/region0/read_only
must ndctl enable-namespace "$NS"
settle
is 'mounts' "$(try_mount "$NODE" ext4 ro,dax=always)" yes
saw "$MNT" dax yes "$(file_is_dax "$MNT/file")" 'ext4 on an NVDIMM that is not armed'
saw "$MNT" map_sync yes "$(map_sync "$MNT/file")" 'ext4 on an NVDIMM that is not armed'
finish

#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# daxctl alias-check, as root and as nobody, compared with what this host then really does: an fsdax
# namespace holds a DAX file system, a devdax namespace can be mapped, a sector namespace stores
# blocks.
# vm: nvdimm=1x1G
. "$VM_DIR/lib.sh"

# Debian's kernels have it in one place up to 6.12, and in another one since.
config=/boot/config-$(uname -r)
[ -e "$config" ] || config=/lib/modules/$(uname -r)/config

# says FILTER FILE
says()
{
	jq -r "$1" "$2"
}

# ask NAME COMMAND...: keep one user's answer in a file of that name.
ask()
{
	name=$1
	shift
	"$@" "$DAXCTL" alias-check >"$VM_TMP/$name.json"
	is "$name: alias-check succeeds: status" $? 0
	is "$name: no data cache aliases on x86" \
		"$(says .cpu.dcache_aliasing "$VM_TMP/$name.json")" no
	is "$name: release" "$(says .kernel.release "$VM_TMP/$name.json")" "$(uname -r)"
	is "$name: configuration" "$(says .kernel.config_source "$VM_TMP/$name.json")" \
		"$config"
}

# Check the same host before and after there are devices for the drivers.
ask_users()
{
	ask "root-$1" env
	ask "nobody-$1" as_nobody
}

compare()
{
	for user in root-before nobody-before root-after nobody-after; do
		agree "$user: $1" "$(says ".modes.$1.supported" "$VM_TMP/$user.json")" "$2"
	done
}

ask_users before
init_labels
make_namespace fsdax -s 128M
fsdax=$(disk_dax "$NODE")
make_namespace devdax -s 128M
devdax=$(device_dax "$NODE")
make_namespace sector -s 128M
block=$(block_io "$NODE")
ask_users after

is 'oracle: fsdax' "$fsdax" yes
is 'oracle: devdax' "$devdax" yes
is 'oracle: block' "$block" yes
compare fsdax "$fsdax"
compare devdax "$devdax"
compare block "$block"
finish

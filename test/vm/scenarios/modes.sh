#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Every namespace mode and map on NVDIMMs with labels, and what each gives. All of them exist at the
# end.
# vm: nvdimm=2x1G
. "$VM_DIR/lib.sh"

# block FSDAX MODE [OPTION...]
block()
{
	fsdax=$1 mode=$2
	shift 2
	make_namespace "$mode" -r region0 -s 128M "$@"
	saw "$NS" block yes "$(block_io "$NODE")" "$mode $*"
	saw "$NS" fsdax "$fsdax" "$(disk_dax "$NODE")" "$mode $*"
	saw "$NODE" fsdax "$fsdax" "$(disk_dax "$NODE")" "$mode $*"
}

# character OPTION...
character()
{
	make_namespace devdax "$@"
	saw "$NS" devdax yes "$(device_dax "$NODE")" "devdax $*"
}

init_labels
block yes fsdax --map=dev
block yes fsdax --map=mem
block no sector --sector-size=4096
block no sector --sector-size=512
block no raw
character -r region0 -s 128M --map=dev
character -r region0 -s 128M --map=mem
remedy_of_small_pages region1 labels
character -r region1

is 'namespaces' "$(ndctl list -N | jq length)" 9
is 'their modes' "$(ndctl list -N | jq -r '[.[].mode] | unique | join(" ")')" \
	'devdax fsdax raw sector'
finish

#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Keys that `ndctl list` and `daxctl list` print have the same values in our object, with both
# readers, on the machine and from its capture.
# vm: nvdimm=2x1G numa early
if [ "${1-}" = early ]; then
	echo 'blacklist dax_pmem_compat' >/etc/modprobe.d/vm.conf
	exit
fi
. "$VM_DIR/lib.sh"

# Are the objects equal, except for the time?
# shellcheck disable=SC2317 # called by its name
same_object()
{
	sed '/^  "time":/d' "$1" >"$1.timeless"
	sed '/^  "time":/d' "$2" | diff "$1.timeless" -
}

# same STATE: compare both lists with both readers, with and without units.
same()
{
	for human in '' -u; do
		# shellcheck disable=SC2086 # none or one word
		{
			ndctl list -vNRDXBMi $human >"$VM_TMP/ndctl"
			daxctl list -RDi $human >"$VM_TMP/daxctl"
			"$NDCTL" pmem-status -vi $human >"$VM_TMP/library"
			PMEMCAP_READER=direct "$NDCTL" pmem-status -vi $human >"$VM_TMP/direct"
		}
		ok "$1: the lists' keys $human" python3 "$VM_DIR/compare-list.py" 60 \
			"$VM_TMP/library" "$VM_TMP/ndctl" "$VM_TMP/daxctl"
		ok "$1: both readers agree $human" same_object "$VM_TMP/library" "$VM_TMP/direct"
	done
	captures_alike env "$NDCTL" pmem-status -vi
}

# The names of regions and namespaces. Seeds, of size 0, are in ndctl list alone.
names()
{
	jq -nc '[inputs | .. | objects | select(.size != 0).dev // empty | select(test("^(region|namespace)"))] | unique'
}

# The same filter selects the same regions and namespaces. Buses are not compared: under -d, ndctl
# list keeps a bus that has the NVDIMM but no region on it, and we do not (the manual, -d).
same_filters()
{
	for filter in '-b all' '-b 0' '-b ACPI.NFIT' '-b 9' '-r region0' '-r 1' '-r 9' "-n $raw" '-n 9.9' \
		'-d all' '-d nmem0' '-d 1' '-d 9' '-t pmem' '-t blk' '-m fsdax' '-m dax' '-m sector' '-m raw' \
		'-r 1 -m fsdax' '-U all' '-U 0' '-U 1' '-U 9'; do
		# shellcheck disable=SC2086 # words
		theirs=$(ndctl list -RNi $filter | names)
		echo "$theirs" >>"$VM_TMP/answers"
		for reader in library direct; do
			# shellcheck disable=SC2086
			is "filter $filter, $reader" \
				"$(PMEMCAP_READER=$reader "$NDCTL" pmem-status -i $filter 2>"$VM_TMP/said" | names)" "$theirs"
		done
	done
	ok 'the filters have different answers' test "$(sort -u "$VM_TMP/answers" | wc -l)" -ge 9
}

# dax_device KEY: the key's value for the device in $DEVICE
dax_device()
{
	_status | jq -c --arg dev "$DEVICE" ".dax_regions[].devices[] | select(.chardev == \$dev) | $1"
}

init_labels
must modprobe dax_pmem
make_namespace fsdax -r region0 -s 128M
make_namespace fsdax -r region0 -s 128M --map=mem
make_namespace sector -r region0 -s 128M
make_namespace raw -r region0 -s 128M
raw=$NS
must sh -c "echo '64 8' >/sys/block/$(basename "$NODE")/badblocks"
make_namespace devdax -r region0 -s 128M
bound=${NODE#/dev/}
is "a raw namespace's bad blocks" "$(_status | jq -c --arg dev "$raw" \
	'.buses[].regions[].namespaces[] | select(.dev == $dev) | .badblock_count')" 8
same 'as made'

must daxctl disable-device "$bound"
DEVICE=$bound
is 'a device without a driver' "$(dax_device '[.mode, .state, .driver]')" '["devdax","disabled",null]'
same 'unbound'

make_namespace devdax -r region1 -s 768M
DEVICE=${NODE#/dev/}
echo offline >/sys/devices/system/memory/auto_online_blocks
must daxctl reconfigure-device --mode=system-ram "$DEVICE"
is 'memory, all online' "$(dax_device '[.mode, .movable, .online_memblocks == .total_memblocks]')" \
	'["system-ram",true,true]'
ok 'there are blocks' test "$(dax_device .total_memblocks)" -ge 5
same 'memory'

# opens_resource READER: how often the run opens a file that libdaxctl reads and our own code never
# reads.
opens_resource()
{
	PMEMCAP_READER=$1 strace -f -e trace=openat -o "$VM_TMP/trace" "$NDCTL" pmem-status >/dev/null
	grep -cE "/$DEVICE/resource\"" "$VM_TMP/trace"
}
ok 'libdaxctl is the reader' test "$(opens_resource library)" -ge 1
is 'and not the direct one' "$(opens_resource direct)" 0

block=$(for state in /sys/devices/system/node/node1/memory*/state; do dirname "$state"; done | tail -n 1)
echo offline >"$block/state"
is 'memory, one block offline' "$(dax_device '[.movable, .total_memblocks - .online_memblocks]')" '[null,1]'
same 'one block offline'

must ndctl disable-namespace namespace0.0
same 'a namespace is disabled'
same_filters

rm "/dev/$DEVICE"
is 'a device without a node' "$(dax_device '[.node, .mode, .total_memblocks > 0]')" '["missing","system-ram",true]'
# libdaxctl no longer lists the device. The rest is compared.
PMEMCAP_READER=direct "$NDCTL" pmem-status -vi >"$VM_TMP/direct"
"$NDCTL" pmem-status -vi >"$VM_TMP/library"
ok 'without a node: both readers agree' same_object "$VM_TMP/library" "$VM_TMP/direct"

as_nobody "$NDCTL" pmem-status -vi >"$VM_TMP/nobody"
is 'nobody is told of no memory block' \
	"$(jq -c --arg dev "$DEVICE" '[.dax_regions[].devices[] | select(.chardev == $dev) | .total_memblocks]' "$VM_TMP/nobody")" \
	'[null]'
PMEMCAP_READER=direct as_nobody "$NDCTL" pmem-status -vi >"$VM_TMP/direct"
ok 'as nobody: both readers agree' same_object "$VM_TMP/nobody" "$VM_TMP/direct"
finish

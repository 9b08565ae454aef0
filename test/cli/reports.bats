# SPDX-License-Identifier: GPL-2.0-only
# Failure reports that need no guest (the R numbers of Documentation/traps.md). Each
# test edits a copy of a fixture until it is the machine of the report.
# shellcheck disable=SC2016 # $name in single quotes is jq's

bats_require_minimum_version 1.5.0

bus=sys/devices/LNXSYSTM:00/LNXSYBUS:00/ACPI0012:00/ndbus0

setup() {
	t=$BATS_TEST_TMPDIR/tree
	cp -a "$FIXTURES/x86-612-nfit" "$t"
}

# put PATH TEXT: a file of the tree.
put() {
	mkdir -p "$t/${1%/*}"
	printf '%s\n' "$2" >"$t/$1"
}

# findings: "ID SUBJECT SEVERITY COMMAND" of each, a line each.
findings() {
	"$NDCTL" pmem-status --sysroot="$t" "$@" |
		jq -r '.findings[] | [.id, .subject, .severity, .remedy.command // "-"] | join(" ")'
}

# A negated command would not fail a test by itself.
refute() {
	! "$@"
}

# has LINE: it is among the findings, whole.
has() {
	grep -qxF -- "$1" found || { cat found && false; }
}

# has_no ID: none of the findings has that id.
has_no() {
	refute grep "^$1 " found
}

@test "R4: a devdax namespace smaller than a memory block: bound again, and no modprobe" {
	cd "$BATS_TEST_TMPDIR"
	device=$bus/region0/dax0.0/dax0.1
	rm "$t/$device/driver" "$t/sys/bus/dax/drivers/device_dax/dax0.1"
	put $device/size 67108864
	put sys/devices/system/memory/block_size_bytes 8000000
	findings >found
	has "dax-kmem-refused dax0.1 warning daxctl reconfigure-device --mode=devdax dax0.1"
	has_no dax-pmem-not-bound
	refute grep modprobe found
	# As large as a block the size explains nothing.
	put $device/size 134217728
	findings >found
	has_no dax-kmem-refused
}

@test "R7: a DIMM that is not armed: the host is asked in a guest only" {
	cd "$BATS_TEST_TMPDIR"
	put $bus/region0/read_only 1
	put $bus/nmem0/nfit/flags not_armed
	put proc/cpuinfo "processor : 0
flags : fpu clflushopt clwb"
	put sys/class/dmi/id/sys_vendor "Dell Inc."
	findings >found
	has "dimm-not-armed region0 warning -"
	has_no guest-readonly
	refute grep -i unarmed found
	put sys/class/dmi/id/sys_vendor QEMU
	findings >found
	grep "^guest-readonly region0 " found
	has_no dimm-not-armed
}

@test "R8: virtiofs without a window: no DAX, and no mount option is advised" {
	cd "$BATS_TEST_TMPDIR"
	mkdir -p "$t/sys/bus/virtio/drivers/virtiofs"
	ln -s ../../../../devices/virtio3 "$t/sys/bus/virtio/drivers/virtiofs/virtio3"
	put proc/iomem "00001000-0009ffff : System RAM"
	put proc/self/mountinfo "40 1 0:45 / /srv/host rw - virtiofs host rw"
	findings >found
	grep "^virtiofs-no-dax /srv/host " found
	has_no mount-no-dax-opt
	refute grep dax=always found
	"$NDCTL" pmem-status --sysroot="$t" >object
	jq -r '.findings[] | select(.id == "virtiofs-no-dax").message' object | grep -q "no DAX window"
	[ "$(jq -c '[.other_mounts[] | [.mountpoint, .dax_effective, .reasons]]' object)" = '[["/srv/host","no",["virtiofs-no-dax"]]]' ]
	# A window that virtio3 has claimed.
	put proc/iomem "00001000-0009ffff : System RAM
c00000000-c3fffffff : virtio3"
	"$NDCTL" pmem-status --sysroot="$t" | jq -r '.findings[] | select(.id == "virtiofs-no-dax").message' >message
	refute grep -q "no DAX window" message
}

@test "R9: soft-reserved memory that kmem made system RAM is information" {
	cd "$BATS_TEST_TMPDIR"
	device=sys/devices/platform/hmem.0/dax1.0
	mkdir -p "$t/$device"
	for attribute in size=1073741824 align=2097152 target_node=1 numa_node=0 dev=252:2; do
		put "$device/${attribute%=*}" "${attribute#*=}"
	done
	ln -s ../../../../bus/dax "$t/$device/subsystem"
	ln -s ../../../../bus/dax/drivers/kmem "$t/$device/driver"
	ln -s "../../../devices/platform/hmem.0/dax1.0" "$t/sys/bus/dax/devices/dax1.0"
	findings -vv >found
	has "dax-bound-to-kmem dax1.0 info daxctl reconfigure-device --force --mode=devdax dax1.0"
}

@test "R10: booted with nomodule: the word is to be taken off, and the command line is the evidence" {
	command -v depmod >/dev/null || skip "no depmod"
	cd "$BATS_TEST_TMPDIR"
	rm -r "$t"
	cp -a "$FIXTURES/x86-618-virtio-only" "$t"
	dir=$t/lib/modules/6.18.44
	zcat "$t/proc/config.gz" | sed 's/CONFIG_BLK_DEV_PMEM=y/CONFIG_BLK_DEV_PMEM=m/' | gzip -n >gz
	mv gz "$t/proc/config.gz"
	rm -r "$t/sys/bus/nd/drivers/nd_pmem"
	mkdir -p "$dir/kernel"
	: >"$dir/modules.builtin"
	: >"$dir/modules.order"
	echo | cc -x c -c -o "$dir/kernel/nd_pmem.ko" -
	depmod -b "$t" 6.18.44
	grep -qw nomodule "$t/proc/cmdline"
	"$DAXCTL" alias-check -v --sysroot="$t" >object
	[ "$(jq -c '.modes.block | [.supported, .reasons]' object)" = '["no",["modules-disabled"]]' ]
	jq -r '.findings[] | select(.id == "modules-disabled").remedy.text' object | tee remedy
	grep -q 'Remove "nomodule" from' remedy
	refute grep -q 'before modules are disabled' remedy
	[ "$(jq -c '[.. | objects | select(.source? == "/proc/cmdline")] | length > 0' object)" = true ]
}

@test "R13: a region off the grid: no command makes a namespace in it" {
	cd "$BATS_TEST_TMPDIR"
	findings >found
	has "region-off-grid region1 warning -"
	has "ns-seed-only region1 info -" || findings -vv >found
	refute grep "create-namespace.*region1" found
	# The same region on the grid gets its command.
	put $bus/region1/size 1056964608
	findings -vv >found
	has_no region-off-grid
	grep "^ns-seed-only region1 .*ndctl create-namespace --region=region1$" found
}

@test "R16: capacity that belongs to labels without a namespace is not offered" {
	cd "$BATS_TEST_TMPDIR"
	put $bus/region1/available_size 536870912
	findings -vv >found
	grep "^region-foreign-labels region1 " found
	has_no ns-seed-only
	refute grep "create-namespace.*region1" found
}

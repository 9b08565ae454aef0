# SPDX-License-Identifier: GPL-2.0-only
# Failure reports that need no guest (the R numbers of Documentation/traps.md). Each test changes a
# copy of a fixture into the machine of the report.
# shellcheck disable=SC2016 # $name in single quotes is jq's

bats_require_minimum_version 1.5.0

bus=sys/devices/LNXSYSTM:00/LNXSYBUS:00/ACPI0012:00/ndbus0

setup() {
	t=$BATS_TEST_TMPDIR/tree
	cp -a "$FIXTURES/x86-612-nfit" "$t"
}

# put PATH TEXT: write a file of the tree.
put() {
	mkdir -p "$t/${1%/*}"
	printf '%s\n' "$2" >"$t/$1"
}

# findings: print "ID SUBJECT SEVERITY COMMAND" for each finding.
findings() {
	"$NDCTL" pmem-status --sysroot="$t" "$@" |
		jq -r '.findings[] | [.id, .subject, .severity, .remedy.command // "-"] | join(" ")'
}

# In bats, a command after "!" does not fail the test.
refute() {
	! "$@"
}

# has LINE: a finding has exactly this line.
has() {
	grep -qxF -- "$1" found || { cat found && false; }
}

# has_no ID: none of the findings has that id.
has_no() {
	refute grep "^$1 " found
}

@test "R4: a devdax namespace smaller than a memory block: bind it again, and no modprobe" {
	cd "$BATS_TEST_TMPDIR"
	device=$bus/region0/dax0.0/dax0.1
	rm "$t/$device/driver" "$t/sys/bus/dax/drivers/device_dax/dax0.1"
	put $device/size 67108864
	put sys/devices/system/memory/block_size_bytes 8000000
	findings >found
	has "dax-kmem-refused dax0.1 warning daxctl reconfigure-device --mode=devdax dax0.1"
	has_no dax-pmem-not-bound
	refute grep modprobe found
	# If it is as large as a block, the size is not the cause.
	put $device/size 134217728
	findings >found
	has_no dax-kmem-refused
}

@test "R7: a DIMM that is not armed: the advice is about the hypervisor only in a guest" {
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
	# A window that the device virtio3 uses.
	put proc/iomem "00001000-0009ffff : System RAM
c00000000-c3fffffff : virtio3"
	"$NDCTL" pmem-status --sysroot="$t" | jq -r '.findings[] | select(.id == "virtiofs-no-dax").message' >message
	refute grep -q "no DAX window" message
}

@test "R9: soft-reserved memory that kmem made system memory is information" {
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

@test "R10: booted with nomodule: the advice is to remove the word, and the command line is the evidence" {
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

@test "R13: an unaligned region: no command makes a namespace in it" {
	cd "$BATS_TEST_TMPDIR"
	findings >found
	has "region-off-grid region1 warning -"
	has "ns-seed-only region1 info -" || findings -vv >found
	refute grep "create-namespace.*region1" found
	# The same region, aligned, gets its command.
	put $bus/region1/size 1056964608
	findings -vv >found
	has_no region-off-grid
	grep "^ns-seed-only region1 .*ndctl create-namespace --region=region1$" found
}

@test "R16: capacity of labels without a namespace is not offered" {
	cd "$BATS_TEST_TMPDIR"
	put $bus/region1/available_size 536870912
	findings -vv >found
	grep "^region-foreign-labels region1 " found
	has_no ns-seed-only
	refute grep "create-namespace.*region1" found
}

# loop BACKING: make loop0 with one partition. BACKING is the whole text of its attribute.
loop() {
	loop=sys/devices/virtual/block/loop0
	put $loop/uevent $'MAJOR=7\nMINOR=0\nDEVNAME=loop0\nDEVTYPE=disk'
	put $loop/loop0p1/uevent $'MAJOR=259\nMINOR=9\nDEVNAME=loop0p1\nDEVTYPE=partition'
	for device in $loop $loop/loop0p1; do
		put "$device/size" 131072
		put "$device/ro" 0
		ln -sfn "../../${device#sys/}" "$t/sys/class/block/${device##*/}"
	done
	put $loop/loop0p1/start 2048
	put $loop/loop0p1/partition 1
	put $loop/queue/dax 0
	put $loop/loop/backing_file ''
	printf '%s' "$1" >"$t/$loop/loop/backing_file"
}

# stacks: print "BELOW DEV TYPE DAX REASONS" for each disk that is on another disk.
stacks() {
	"$NDCTL" pmem-status --sysroot="$t" | jq -r '.. | objects | select(has("holders")) | .dev as $below |
		(.holders + .partitions)[] | [$below, .dev, .type, .dax, .reasons[]] | join(" ")'
}

@test "a loop device over a listed disk is a disk on top of it" {
	cd "$BATS_TEST_TMPDIR"
	loop $'/dev/pmem0.3\n'
	diff - <(stacks) <<-'END'
		pmem0.3 loop0 loop no stack-no-dax
		loop0 loop0p1 partition no stack-no-dax
	END
	run -0 "$NDCTL" pmem-status --sysroot="$t" --text
	[[ "$output" == *"
      loop0                loop        64 MiB      block   stack-no-dax
        loop0p1            partition   64 MiB      block   stack-no-dax
"* ]]
	# Over a partition, and over a device-mapper device by its name.
	part=$bus/region0/pfn0.0/block/pmem0/pmem0p1
	put $part/uevent $'MAJOR=259\nMINOR=5\nDEVNAME=pmem0p1\nDEVTYPE=partition'
	put $part/size 2048
	put $part/start 2048
	ln -s "../../${part#sys/}" "$t/sys/class/block/pmem0p1"
	loop $'/dev/pmem0p1\n'
	stacks | grep -x 'pmem0p1 loop0 loop no stack-no-dax'
	dm=sys/devices/virtual/block/dm-0
	put $dm/uevent $'MAJOR=253\nMINOR=0\nDEVNAME=dm-0\nDEVTYPE=disk'
	put $dm/size 2048
	put $dm/queue/dax 1
	put $dm/dm/name vg-fast
	mkdir "$t/$dm/slaves"
	ln -s "../../../../../../${bus}/region0/pfn0.0/block/pmem0" "$t/$dm/slaves/pmem0"
	ln -s "../../${dm#sys/}" "$t/sys/class/block/dm-0"
	for name in mapper/vg-fast dm-0; do
		loop "/dev/$name"$'\n'
		stacks | grep -x 'dm-0 loop0 loop no stack-no-dax'
	done
}

@test "a loop device over anything else is not listed" {
	cd "$BATS_TEST_TMPDIR"
	for backing in '/dev/pmem0.3 (deleted)' /dev/pmem0.30 /dev/pmem0. /srv/pmem0.3 /srv/dev/pmem0.3 /dev//pmem0.3 \
		/dev/./pmem0.3 dev/pmem0.3 pmem0.3 '/dev/pmem0.3 ' ' /dev/pmem0.3' /dev/sda /dev/ /dev/mapper/ / '' \
		$'/dev/pmem0.3\n' $'/dev/pmem0.3\n/dev/pmem0.3' $'/dev/pmem0.3\r' $'/dev/pmem0.3\377' \
		"/dev/$(printf '%0300d' 0)" "/dev/$(printf '%0300d' 0)"$'\n/dev/pmem0.3'; do
		loop "$backing"$'\n'
		run -0 stacks
		[ -z "$output" ] || { declare -p backing output && false; }
	done
	loop ''
	run -0 stacks
	[ -z "$output" ]
	printf '/dev/pmem0.3\0\n' >"$t/$loop/loop/backing_file"
	run -0 stacks
	[ -z "$output" ]
	# The attribute of another disk is ignored.
	put $bus/region0/btt0.0/block/pmem0.2s/loop/backing_file /dev/pmem0.3
	run -0 stacks
	[ -z "$output" ]
	# A loop device that is not in use.
	rm -r "${t:?}/$loop/loop"
	run -0 stacks
	[ -z "$output" ]
	# An ordinary file with the name of the disk's node.
	loop $'/dev/pmem0.3\n'
	[ -n "$(stacks)" ]
	jq '.disks["pmem0.3"].node = "other"' "$FIXTURES/x86-612-nfit/pmemcap.json" >"$t/pmemcap.json"
	run -0 stacks
	[ -z "$output" ]
}

@test "a loop device whose backing file cannot be read is in skipped" {
	cd "$BATS_TEST_TMPDIR"
	loop /dev/pmem0.3
	[ "$("$NDCTL" pmem-status --sysroot="$t" | jq -c '.skipped | map(select(.path | endswith("backing_file")))')" = \
		'[{"path":"/sys/class/block/loop0/loop/backing_file","error":"EBADMSG","affects":["disks"]}]' ]
}

@test "a mount on a loop device is found, and no advice would overwrite the disk below" {
	cd "$BATS_TEST_TMPDIR"
	loop $'/dev/pmem0.2s\n'
	findings >found
	grep '^ns-sector-mode namespace0.2 .* ndctl create-namespace' found
	grep -F 'stack-no-dax loop0 ' found
	[ "$("$NDCTL" pmem-status --sysroot="$t" | jq '.findings[] | select(.id == "stack-no-dax").remedy.data_loss')" = false ]
	put proc/self/mountinfo '36 1 7:0 / /srv/db rw - ext4 /dev/loop0 rw'
	findings >found
	grep '^ns-sector-mode namespace0.2 .* -$' found
	[ "$("$NDCTL" pmem-status --sysroot="$t" | jq -c '[.. | objects | select(.dev? == "loop0").mounts[] |
		[.mountpoint, .dax_effective, (.reasons | index("stack-no-dax") != null)]]')" = '[["/srv/db","no",true]]' ]
	# A losetup option or the disk below makes it read-only. blockdev cannot change that.
	put $loop/ro 1
	findings -vv >found
	has_no disk-read-only
}

@test "R18: a file system with an unknown name is unknown, one that never has DAX is not" {
	cd "$BATS_TEST_TMPDIR"
	for fstype in someday udf; do
		put proc/self/mountinfo "40 1 259:0 / /srv/data rw,relatime - $fstype /dev/pmem0 rw"
		"$NDCTL" pmem-status --sysroot="$t" >object
		jq -c '[.. | objects | select(.mountpoint? == "/srv/data") | [.dax_effective, .reasons]]' object >>said
	done
	cat said
	[ "$(sed -n 1p said)" = '[["unknown",["fs-unknown"]]]' ]
	[ "$(sed -n 2p said)" = '[["no",["fs-no-dax"]]]' ]
}

#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Two CPUs, one whose data cache aliases with small pages and one whose cache does not. The verdicts
# are compared with the running kernel's cpu_dcache_is_aliasing() and alloc_dax(). Neither CPU can
# have DAX, since MIPS has no ZONE_DEVICE. Only one of them also lacks it because of its cache.
# vm: kernels=mips64,mips64-16k,mips64-6.1 cpu=MIPS64R2-generic,5KEf
. "$VM_DIR/lib.sh"

# A way of 8 KiB has two colours with 4 KiB pages, and one with 16 KiB pages. The 5KEf has ways that
# are no larger than a page.
if grep -q 'cpu model.*5KE' /proc/cpuinfo || [ "$VM_KERNEL" = mips64-16k ]; then
	expected=no
else
	expected=yes
fi

# evidence SOURCE: the answer of one source, among those in cpu.evidence.
evidence()
{
	host_says "[.cpu.evidence[] | select(.source == \"$1\").says] | first // empty"
}

is "the kernel's own word" "$(witness aliasing)" "$expected"
agree 'host: data cache aliasing' "$(host_says .cpu.dcache_aliasing)" "$(witness aliasing)"
agree 'nobody: data cache aliasing' \
	"$(as_nobody "$DAXCTL" alias-check | jq -r .cpu.dcache_aliasing)" "$(witness aliasing)"
agree 'host: page size' "$(host_says .kernel.page_size)" "$(witness page_size)"

# Every source is listed, and those with an answer agree.
is 'colour probe' "$(evidence 'colour probe')" "$expected"
is 'cpuinfo' "$(evidence /proc/cpuinfo)" "$expected"
is 'boot log' "$(evidence 'syslog(2)')" "$expected"
geometry=$(evidence /sys/devices/system/cpu/cpu0/cache/index0)
if [ "$expected" = yes ]; then
	# If a way is larger than a page, the cache may alias or not.
	is 'geometry' "$geometry" unknown
	is 'span' "$(host_says .cpu.alias_span)" 8192
else
	is 'geometry' "$geometry" no
fi
is 'basis' "$(host_says .cpu.basis)" cpuinfo

# The kernel's refusal, if there is one: EOPNOTSUPP is 122 on MIPS. Device DAX is exempt.
if kernel_is 6.9; then
	is 'the kernel asks at run time' "$(host_says .kernel.dax_alias_check)" runtime
	refused=$([ "$(witness fs_dax)" = 0 ] && echo yes || echo no)
	agree "host: CPU gate of fsdax" "$(host_says .modes.fsdax.gates.cpu)" "$refused"
	[ "$expected" = no ] || is 'alloc_dax() for a file system' "$(witness fs_dax)" 122
else
	is 'the question is settled when the kernel is built' "$(host_says .kernel.dax_alias_check)" kconfig
	is 'alloc_dax() for a file system' "$(witness fs_dax)" 0
fi
is 'alloc_dax() for device DAX' "$(witness device_dax)" 0
agree 'host: CPU gate of devdax' "$(host_says .modes.devdax.gates.cpu)" yes

the_namespace
capture "$VM_KERNEL-$expected"
saw "$NS" block yes "$(block_io "$NODE")" 'raw'
saw "$NS" fsdax no "$(disk_dax "$NODE")" 'raw'
saw host fsdax no "$(disk_dax "$NODE")" 'no ZONE_DEVICE'
saw host block yes "$(block_io "$NODE")" 'no ZONE_DEVICE'
make_fs "$NODE" ext4 "-b $(witness page_size)"
must mount -t ext4 "$NODE" "$MNT"
saw_mount "$MNT" 'no no' 'ext4 without DAX'
must umount "$MNT"
must wipefs -q -a "$NODE"

# The modes that the namespace can be changed to. As it is, only the kernel prevents DAX.
agree "$NS: possible: fsdax" "$(says_possible "$NS" fsdax)" "$(can_create fsdax -f -e "$NS")"
agree "$NS: possible: devdax" "$(says_possible "$NS" devdax)" "$(can_create devdax -f -e "$NS")"
can_enable "$NS" >"$VM_TMP/said"
because arch-no-zone-device "$NS"
said=$(says_possible "$NS" sector)
must ndctl create-namespace -f -e "$NS" --mode=sector
settle
NODE=$(node_of "$NS")
is 'it is a sector namespace' "$(basename "$NODE")" pmem0s
agree "$NS: possible: sector" "$said" "$(block_io "$NODE")"
saw "$NS" block yes "$(block_io "$NODE")" 'sector'
saw "$NS" fsdax no "$(disk_dax "$NODE")" 'sector'
finish

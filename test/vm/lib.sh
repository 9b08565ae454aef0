# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-only
# Every scenario sources this file. A scenario runs as root in the guest. $NDCTL and $DAXCTL are the
# tools under test, PATH has the distribution's own ndctl and daxctl, and $ORACLE is the oracle.

set -u

VM_TMP=/run/vm-tmp
PAGE=$(getconf PAGESIZE)
MNT=$VM_TMP/mnt
mkdir -p "$MNT"
: >"$VM_TMP/said"

# Only `finish` writes the plan. So a scenario that stops early, or that counts in a subshell,
# fails.
VM_CHECKS=0

# TAP

_report()
{
	VM_CHECKS=$((VM_CHECKS + 1))
	echo "$1 - $2"
}

_explain()
{
	sed 's/^/#   /'
}

finish()
{
	_readers_agree
	# The runner lists the reasons whose command was printed and never run.
	! [ -e "$VM_TMP/remedies" ] || sort -u "$VM_TMP/remedies" >"$VM_OUT/remedies"
	echo "1..$VM_CHECKS"
	exit 0
}

# die WORDS...: the state that the scenario needs cannot be set up. The file "said" has the output
# of the last command.
die()
{
	_report 'not ok' "set-up: $*"
	_explain <"$VM_TMP/said"
	dmesg | tail -n 5 | _explain
	exit 1
}

# must COMMAND...: a step of the set-up.
must()
{
	"$@" >"$VM_TMP/said" 2>&1 || die "$*"
}

not_ok()
{
	_report 'not ok' "$1"
}

# ok DESCRIPTION COMMAND...: the command must succeed.
ok()
{
	if [ $# -lt 2 ]; then
		not_ok "$1: nothing to check"
		return
	fi
	_description=$1
	shift
	if "$@" >"$VM_TMP/ok" 2>&1 </dev/null; then
		_report ok "$_description"
	else
		not_ok "$_description"
		{ echo "failed: $*"; cat "$VM_TMP/ok"; } | _explain
	fi
}

# is DESCRIPTION GOT WANTED: the two must be equal and not empty.
is()
{
	if [ $# -eq 3 ] && [ -n "$3" ] && [ "$2" = "$3" ]; then
		_report ok "$1"
		return
	fi
	not_ok "$1"
	{ echo "got: ${2-}"; echo "wanted: ${3-}"; } | _explain
}

# agree SUBJECT TOOL_ANSWER ORACLE_ANSWER: compare a verdict with what really happened. The runner
# counts these checks by their first word.
agree()
{
	is "verdict: $1: ${3:-no answer}" "${2-}" "${3-}"
}

# Kernels

# witness FIELD: what the running kernel itself answers, through a module that was built for it
# (witness.c).
witness()
{
	if [ ! -e "$VM_TMP/witness" ]; then
		# The module always fails to load, whatever it found.
		insmod "$VM_OUT/witness.ko" 2>"$VM_TMP/said"
		dmesg | sed -n 's/.*witness: \(aliasing=.*\)/\1/p' | tail -n 1 | tr ' ' '\n' >"$VM_TMP/witness"
	fi
	sed -n "s/^$1=//p" "$VM_TMP/witness"
}

# kernel_is RELEASE: is it this kernel or a later one? Use this only for what kernels are known to
# do, never for what the tool should answer.
kernel_is()
{
	[ "$(printf '%s\n' "$1" "$(uname -r)" | sort -V | head -n 1)" = "$1" ]
}

# as_nobody COMMAND...
as_nobody()
{
	setpriv --reuid=65534 --regid=65534 --clear-groups "$@"
}

# Verdicts

# tool_says OBJECT FACET: the tool's answer, in the oracle's words. OBJECT is "host", a namespace, a
# device node or a mount point. FACET is one of
#   fsdax block devdax   what the object can be used for; fsdax may be "corrupt", see disk_dax
#   dax map_sync         what a mounted file system gives; "no" for a device node if mounting
#                        its file system with DAX was refused
#   system_ram           the kernel uses the device as memory
tool_says()
{
	case $1 in
	host)
		"$DAXCTL" alias-check --require="$2" >/dev/null 2>&1
		case $? in
		0) echo yes ;;
		2) echo no ;;
		3) echo unknown ;;
		esac
		;;
	namespace*)
		_status | jq -r --arg name "$1" --arg facet "$2" '
			[.buses[].regions[].namespaces[] | select(.dev == $name).effective][0] |
			if . == null then empty
			elif . == "unknown" then .
			elif $facet == "block" then . == "block" or . == "fsdax"
			elif $facet == "system_ram" then . == "system-ram"
			else . == $facet end |
			if . == true then "yes" elif . == false then "no" else . end'
		;;
	/dev/*)
		_status | jq -r --arg name "$(basename "$1")" --arg facet "$2" '
			[.. | objects | select(has("partitions")) | select(.dev == $name or .name == $name)][0] |
			if . == null then empty
			elif $facet == "block" then "yes"
			elif $facet == "dax" then .filesystem.dax
			elif (.reasons | index("dm-unaligned")) then "corrupt"
			else .dax end'
		;;
	*)
		_status | jq -r --arg name "$1" --arg facet "$2" '
			[.. | objects | select(.mountpoint? == $name)][-1] |
			if . == null then empty
			elif $facet == "dax" then .dax_effective
			else .map_sync end'
		;;
	esac
}

# says_possible NAMESPACE MODE: can the namespace be changed to this mode?
says_possible()
{
	_status | jq -r --arg name "$1" --arg mode "$2" '
		.buses[].regions[].namespaces[] | select(.dev == $name).possible |
		if . == null then empty elif index($mode) then "yes" else "no" end'
}

# host_says FILTER: the filter's value in the host's answer.
host_says()
{
	"$DAXCTL" alias-check | jq -r "$1"
}

# Run the tool with both readers. This runs in subshells, so differences are kept in a file until
# the end of the scenario. udev must be idle before the first run, so that both runs see one
# database.
_status()
{
	settle
	PMEMCAP_READER=library "$NDCTL" pmem-status -i >"$VM_TMP/by-library" 2>"$VM_TMP/status-errors"
	_status_rc=$?
	PMEMCAP_READER=direct "$NDCTL" pmem-status -i >"$VM_TMP/by-direct" 2>"$VM_TMP/said"
	cat "$VM_TMP/by-library"
	# awk, not jq: this runs often, and jq is slow in a guest.
	awk -F '"' '$2 == "id" { id = $4 } $2 == "command" && $4 && id { print "printed", id }' \
		"$VM_TMP/by-library" >>"$VM_TMP/remedies"
	undated "$VM_TMP/by-library" "$VM_TMP/by-direct"
	echo compared >>"$VM_TMP/readers-compared"
	diff -u "$VM_TMP/by-direct" "$VM_TMP/by-library" >>"$VM_TMP/readers-differ"
	return "$_status_rc"
}

# One check for all runs of _status: both readers give the same object, byte for byte.
_readers_agree()
{
	[ -e "$VM_TMP/readers-compared" ] || return 0
	is "both readers gave one object, $(wc -l <"$VM_TMP/readers-compared") times: lines that differ" \
		"$(wc -l <"$VM_TMP/readers-differ")" 0
	head -n 40 "$VM_TMP/readers-differ" | _explain
}

# Only a mount point has a row. A folder below it has none.
_has_a_row()
{
	case $1 in
	host | namespace* | /dev/*) return 0 ;;
	*) mountpoint -q "$1" ;;
	esac
}

# saw OBJECT FACET WANTED SEEN NOTE: the oracle saw SEEN. It must be what kernels are known to do,
# WANTED; this tests the oracle and the set-up. While the state lasts, the tool must give the same
# answer.
saw()
{
	_about="$1 ($5): $2"
	printf '%s\t%s\t%s\t%s\n' "$1" "$2" "$4" "$5" >>"$VM_OUT/oracle.tsv"
	is "$_about is ${3:-empty}" "$4" "$3"
	! _has_a_row "$1" || agree "$_about" "$(tool_says "$1" "$2")" "$4"
}

# The oracle. Each function prints yes or no, or nothing if it could not find out.

file_is_dax()
{
	"$ORACLE" statx "$1" | sed -n 's/^dax=//p'
}

map_sync()
{
	"$ORACLE" mapsync "$1" | cut -d ' ' -f 1
}

device_dax()
{
	"$ORACLE" devdax "$1" | cut -d ' ' -f 1
}

# Block access: written data is read back past the page cache.
block_io()
{
	echo "block $1 $$" | dd of="$1" bs=4096 conv=sync,fsync status=none || return
	_seen=$(dd if="$1" bs=4096 count=1 iflag=direct status=none | tr -d '\0')
	[ "$_seen" = "block $1 $$" ] && echo yes || echo no
}

# Can this disk, partition or dm device carry a DAX file system? This mounts an ext4 with
# dax=always, which ext4 refuses without DAX. Unlike xfs, ext4 does not take the device exclusively.
# "corrupt": the mount works, but data written with DAX differs from data read without.
disk_dax()
{
	mkfs.ext4 -q -F -b "$PAGE" "$1" >"$VM_TMP/said" 2>&1 || return
	if [ "$(try_mount "$1" ext4 dax=always)" = yes ]; then
		_fill "$MNT/file"
		_answer=$(file_is_dax "$MNT/file")
		umount "$MNT"
		_keeps_data "$1" || _answer=corrupt
	else
		_answer=$(_only_without_dax "$1" ext4)
	fi
	wipefs -q -a "$1" >"$VM_TMP/said" 2>&1
	echo "$_answer"
}

# A refused mount is an answer only if the mount works without DAX.
_only_without_dax()
{
	[ "$(try_mount "$1" "$2" defaults)" = yes ] || return
	umount "$MNT"
	echo no
}

_fill()
{
	seq 20000 | tee "$VM_TMP/data" >"$1"
}

_keeps_data()
{
	[ "$(try_mount "$1" ext4 dax=never)" = yes ] || return
	cmp -s "$VM_TMP/data" "$MNT/file"
	_same=$?
	umount "$MNT"
	return "$_same"
}

# Namespaces

settle()
{
	udevadm settle
}

# Wait for a node that udev or the kernel creates later.
wait_for()
{
	_tries=0
	until [ -e "$1" ]; do
		[ "$_tries" -lt 100 ] || die "$1 did not appear"
		_tries=$((_tries + 1))
		sleep 0.1
	done
}

# Write empty labels on every NVDIMM, so that a region can hold several namespaces.
init_labels()
{
	must ndctl disable-region all
	must ndctl init-labels -f all
	must ndctl enable-region all
	settle
}

# node_of NAMESPACE: its /dev node, if it has one.
node_of()
{
	ndctl list -i -n "$1" | jq -r '.[0] | .blockdev // .chardev // empty | "/dev/" + .'
}

# the_namespace: find the namespace that a bus without labels has from the start. Sets NS and NODE
# as make_namespace does.
the_namespace()
{
	NS=$(ndctl list -N | jq -r '.[0].dev // empty')
	[ -n "$NS" ] || die 'no namespace came up by itself'
	NODE=$(node_of "$NS")
	wait_for "$NODE"
}

# make_namespace MODE [OPTION...]: sets NS to its name and NODE to its /dev node.
make_namespace()
{
	_mode=$1
	shift
	ndctl create-namespace -m "$_mode" "$@" >"$VM_TMP/ns" 2>"$VM_TMP/said" ||
		die "create-namespace -m $_mode $*"
	NS=$(jq -r .dev "$VM_TMP/ns")
	settle
	NODE=$(node_of "$NS")
	[ -n "$NODE" ] || die "$NS has no device"
	wait_for "$NODE"
}

# CXL memory devices of one kind, in an order that is the same in every run: memdevs_of pmem|ram
memdevs_of()
{
	cxl list -M | jq -r --arg key "$1_size" '[.[] | select(has($key))] | sort_by(.serial)[].memdev'
}

# make_cxl_region pmem|ram MEMDEV...: make one region over these devices, interleaved if there are
# several. Sets CXL_REGION to its name.
make_cxl_region()
{
	_type=$1
	shift
	# Old versions need the size of a volatile region. No version reports a failure by its exit
	# status.
	_size=$(cxl list -M | jq "[.[] | select(.memdev == \"$1\") | .pmem_size, .ram_size | numbers][0] * $#")
	cxl create-region -t "$_type" -d decoder0.0 -w $# -s "$_size" -m "$@" >"$VM_TMP/region" 2>"$VM_TMP/said"
	CXL_REGION=$(jq -r '.region // empty' "$VM_TMP/region")
	[ -n "$CXL_REGION" ] || die "cxl create-region -t $_type $*"
	settle
}

# Each of these functions prints yes or no.

exists()
{
	[ -e "$1" ] && echo yes || echo no
}

# can_create MODE [OPTION...]
can_create()
{
	ndctl create-namespace -m "$@" >"$VM_TMP/said" 2>&1 && echo yes || echo no
}

can_enable()
{
	ndctl enable-namespace "$1" >"$VM_TMP/said" 2>&1 && echo yes || echo no
	settle
}

# Findings

# gives ID SUBJECT: the tool has this finding about it.
gives()
{
	is "finding: $1 about $2" "$(_status | jq -r --arg id "$1" --arg subject "$2" \
		'[.findings[] | select(.id == $id and .subject == $subject)] | length')" 1
}

# because ID NAMESPACE: the reasons of the namespace include ID.
because()
{
	is "$2: why: $1" "$(_status | jq -r --arg id "$1" --arg name "$2" '
		[.buses[].regions[].namespaces[] | select(.dev == $name).reasons[] | select(. == $id)] | length')" 1
}

# remedy ID SUBJECT: run the command that the tool prints for the finding.
remedy()
{
	_command=$(_status | jq -r --arg id "$1" --arg subject "$2" \
		'[.findings[] | select(.id == $id and .subject == $subject).remedy.command // empty][0] // empty')
	if [ -z "$_command" ]; then
		not_ok "remedy of $1 for $2: none is printed"
		return
	fi
	ok "remedy of $1 for $2: $_command" sh -c "$_command"
	echo "ran $1" >>"$VM_TMP/remedies"
	settle
}

# remedy_of_empty REGION: the remedy for a region without namespaces makes one, which is destroyed again.
remedy_of_empty()
{
	gives ns-seed-only "$1"
	remedy ns-seed-only "$1"
	must ndctl destroy-namespace -f -r "$1" all
}

# remedy_of_small_pages REGION NOTE: a devdax namespace that is aligned to pages; its remedy aligns it to
# huge pages.
remedy_of_small_pages()
{
	make_namespace devdax -r "$1" -s 128M -a "$PAGE"
	saw "$NS" devdax yes "$(device_dax "$NODE")" "$2, devdax, aligned to pages"
	gives hugepage-fallback "$NS"
	remedy hugepage-fallback "$NS"
	NODE=$(node_of "$NS")
	wait_for "$NODE"
	saw "$NS" devdax yes "$(device_dax "$NODE")" "$2, devdax, aligned to huge pages"
	is 'its alignment' "$(ndctl list -N -n "$NS" | jq '.[0].align')" \
		"$(cat /sys/kernel/mm/transparent_hugepage/hpage_pmd_size)"
}

# saw_block_only NOTE: the namespace in $NS and $NODE has block access, and no DAX.
saw_block_only()
{
	saw "$NS" fsdax no "$(disk_dax "$NODE")" "$1"
	saw "$NS" block yes "$(block_io "$NODE")" "$1"
}

# all_remedies: run every command that the tool still prints, one after the other; each must work,
# and its finding must go.
all_remedies()
{
	: >"$VM_TMP/tried"
	while :; do
		_next=$(_status | jq -r '.findings[] | select(.remedy.command) | .id + " " + .subject' |
			grep -vxFf "$VM_TMP/tried" | head -n 1)
		[ -n "$_next" ] || return 0
		echo "$_next" >>"$VM_TMP/tried"
		remedy "${_next%% *}" "${_next#* }"
		is "${_next%% *} about ${_next#* } is gone" "$(_status | jq -r '.findings[] | .id + " " + .subject' |
			grep -cxF "$_next")" 0
	done
}

# effective NAMESPACE WANTED
effective()
{
	is "$1 gives $2" "$(_status | jq -r --arg name "$1" \
		'.buses[].regions[].namespaces[] | select(.dev == $name).effective')" "$2"
}

# File systems

# try_mount DEVICE TYPE OPTIONS: mount it on $MNT; prints yes or no.
try_mount()
{
	mount -t "$2" -o "$3" "$1" "$MNT" 2>"$VM_TMP/said" && echo yes || echo no
}

# saw_mount MOUNTPOINT "DAX MAP_SYNC" NOTE: check both answers of a mounted file system on a new
# file.
saw_mount()
{
	echo data >"$1/file"
	saw "$1" dax "${2% *}" "$(file_is_dax "$1/file")" "$3"
	saw "$1" map_sync "${2#* }" "$(map_sync "$1/file")" "$3"
}

# file_system DEVICE TYPE "MKFS OPTIONS" MOUNT_OPTIONS EXPECTED: make it, mount it, check it, clean
# up. EXPECTED is "refused", or the answers for DAX and MAP_SYNC, as in "yes no".
file_system()
{
	make_fs "$1" "$2" "$3"
	mount_fs "$1" "$2" "$4" "$5" "$2 $3 $4"
	must wipefs -q -a "$1"
}

# make_fs DEVICE TYPE "MKFS OPTIONS"
make_fs()
{
	case $2 in
	xfs) _force=-f ;;
	*) _force=-F ;;
	esac
	# The options must be split into words.
	# shellcheck disable=SC2086
	must "mkfs.$2" -q "$_force" $3 "$1"
}

# mount_fs DEVICE TYPE MOUNT_OPTIONS EXPECTED NOTE
mount_fs()
{
	_mounted=$(try_mount "$1" "$2" "$3")
	if [ "$4" = refused ]; then
		is "$1 ($5): mounts" "$_mounted" no
		saw "$1" dax no "$(_only_without_dax "$1" "$2")" "$5"
	else
		is "$1 ($5): mounts" "$_mounted" yes
		[ "$_mounted" = no ] || saw_mount "$MNT" "$4" "$1 $5"
	fi
	if [ "$_mounted" = yes ]; then
		must umount "$MNT"
	fi
}

# lists_alike LEAST: every value that ndctl list, daxctl list and cxl list print for this machine is
# in our object too. At least LEAST values must be compared.
lists_alike()
{
	ndctl list -vNRDXBi >"$VM_TMP/list-ndctl"
	daxctl list -RDi >"$VM_TMP/list-daxctl"
	# An empty list where there is no cxl.
	if command -v cxl >/dev/null; then cxl list -MDRPv; fi >"$VM_TMP/list-cxl"
	"$NDCTL" pmem-status -vi >"$VM_TMP/list-ours"
	ok 'values of ndctl list, daxctl list and cxl list' \
		python3 "$VM_DIR/compare-list.py" "$1" "$VM_TMP/list-ours" \
		"$VM_TMP/list-ndctl" "$VM_TMP/list-daxctl" "$VM_TMP/list-cxl"
	tail -n 1 "$VM_TMP/ok" | _explain
}

# Captures

# undated FILE...: remove the time, which differs from run to run.
undated()
{
	must sed -i '/^  "time":"[^"]*",$/d' "$@"
}

# captures_alike BY COMMAND [OPTION...]: a command gives the same object, byte for byte, on this
# machine and on its captures, a directory and an archive. BY is env or as_nobody.
captures_alike()
{
	_by=$1
	shift
	_name="$_by: ${1##*/} $2 ${3-}"
	rm -rf "$VM_TMP/captured"
	mkdir -m 777 "$VM_TMP/captured"
	"$_by" "$@" >"$VM_TMP/live" 2>"$VM_TMP/said"
	for _target in tree packed.tar.gz; do
		"$_by" "$@" "--capture=$VM_TMP/captured/$_target" >"$VM_TMP/printed.$_target" 2>"$VM_TMP/said"
		is "$_name: captures to $_target" "$?" 0
	done
	must tar xzf "$VM_TMP/captured/packed.tar.gz" -C "$VM_TMP/captured"
	"$_by" "$@" "--sysroot=$VM_TMP/captured/tree" >"$VM_TMP/from-tree" 2>"$VM_TMP/said"
	ok "$_name: says the same of its capture" cmp "$VM_TMP/printed.tree" "$VM_TMP/from-tree"
	diff "$VM_TMP/printed.tree" "$VM_TMP/from-tree" | head -n 20 | _explain
	undated "$VM_TMP/live" "$VM_TMP/printed.tree" "$VM_TMP/printed.packed.tar.gz" \
		"$VM_TMP/captured/tree/pmemcap.json" "$VM_TMP/captured/packed/pmemcap.json"
	for _target in tree packed.tar.gz; do
		ok "$_name: prints what it prints without" cmp "$VM_TMP/live" "$VM_TMP/printed.$_target"
	done
	ok "$_name: both captures are alike" diff -r --no-dereference "$VM_TMP/captured/tree" \
		"$VM_TMP/captured/packed"
}

# capture NAME: if the runner has --capture, keep this state as a tree that can become a fixture, and
# the output of `cxl list` if that is installed.
capture()
{
	[ -n "$VM_CAPTURE" ] || return 0
	must "$NDCTL" pmem-status --capture="$VM_OUT/$1.tar.gz"
	! command -v cxl >/dev/null || must sh -c "cxl list -vvv >'$VM_OUT/$1.cxl.json'"
}

#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Properties of every answer: the host's part equals alias-check's, keys that ndctl list also has
# have the same values, nothing is written, and an ordinary user gets an answer.
# vm: nvdimm=2x1G
. "$VM_DIR/lib.sh"

host_part()
{
	jq '{kernel, cpu, modules, modes}'
}

# Opens for writing, opens of forbidden files and forbidden calls, by our programs and those that they
# start.
forbidden()
{
	grep -E 'open(at)?\(.*O_(WRONLY|RDWR|CREAT|TRUNC)' "$1"
	grep -E 'open(at)?\(' "$1" | grep -E '"([^"]*/)?(write_cache|removable|resource|deep_flush)"'
	grep -E '^([0-9]+ +)?(init_module|finit_module|delete_module|mount|umount2|reboot|kexec_load)\(' "$1"
	grep -E '^([0-9]+ +)?(write|pwrite64|writev)\([0-9]+</(sys|dev|proc)/' "$1"
}

# The files that libndctl and libdaxctl (76 to 81) open and our code does not:
#   resource    read-only, of each region, namespace, pfn and dax device. It is kept for functions
#               such as ndctl_namespace_get_resource(), which nobody calls here.
#   deep_flush  for reading and writing, once a region, if it may be written. It is kept open for
#               ndctl_region_deep_flush(), which nobody calls here. One byte is read, none written.
# Our code also reads /proc/iomem, which libdaxctl opens for a device without a resource.
by_libraries()
{
	grep -E '"[^"]*/resource", O_RDONLY\|O_CLOEXEC|"[^"]*/deep_flush", O_RDWR\|O_CLOEXEC' "$1"
}

init_labels
make_namespace fsdax -r region0 -s 128M
make_namespace fsdax -r region0 -s 128M --map=mem
make_namespace devdax -r region0 -s 128M
make_namespace sector -r region0 -s 128M
make_namespace raw -r region0 -s 128M
make_namespace devdax -r region1 -s 256M
must ndctl disable-namespace "$NS"

for options in '' -u -v -uvv; do
	# shellcheck disable=SC2086 # none or one word
	is "the host's part, $options" "$("$NDCTL" pmem-status $options | host_part | md5sum)" \
		"$("$DAXCTL" alias-check $options | host_part | md5sum)"
done

for human in '' -u; do
	ndctl list -vNRDXBi $human >"$VM_TMP/theirs"
	# shellcheck disable=SC2086 # none or one word
	"$NDCTL" pmem-status -vi $human >"$VM_TMP/ours"
	ok "keys of ndctl list $human" python3 "$VM_DIR/compare-list.py" 40 "$VM_TMP/ours" "$VM_TMP/theirs"
done

must mkfs.ext4 -q -F -b 4096 /dev/pmem0
must mount -t ext4 -o dax=always /dev/pmem0 "$MNT"
for options in '' -uvv; do
	for command in "$NDCTL pmem-status -i" "$DAXCTL alias-check"; do
		ok "schema: ${command##*/} $options" sh -c \
			"$command $options | /usr/bin/python3 '$VM_DIR/validate.py' '$VM_DIR/../../Documentation/pmemcap.schema.json'"
	done
done

for reader in direct library; do
	for command in "$NDCTL pmem-status" "$DAXCTL alias-check"; do
		# shellcheck disable=SC2086 # a program and its argument
		must env "PMEMCAP_READER=$reader" strace -f -y -o "$VM_TMP/trace" $command
		ok "$reader: ${command##*/}: the trace is one" test "$(grep -c open "$VM_TMP/trace")" -gt 20
		forbidden "$VM_TMP/trace" | sort -u >"$VM_TMP/all"
		by_libraries "$VM_TMP/all" >"$VM_TMP/theirs"
		grep -v -x -F -f "$VM_TMP/theirs" "$VM_TMP/all" >"$VM_TMP/said"
		is "$reader: ${command##*/}: nothing written, nothing forbidden opened by our code" \
			"$(wc -l <"$VM_TMP/said")" 0
		[ ! -s "$VM_TMP/said" ] || _explain <"$VM_TMP/said"
		case $reader.$command in
		direct.*) is "$reader: ${command##*/}: no library opened anything" "$(wc -l <"$VM_TMP/theirs")" 0 ;;
		*pmem-status)
			ok "$reader: ${command##*/}: the libraries are asked" grep -q /resource "$VM_TMP/theirs"
			# If nobody may write the file, as in this guest, that open fails. If a
			# traced process took too long, a second process may have opened it again.
			is "$reader: ${command##*/}: deep_flush is opened once a region" \
				"$(grep '/deep_flush", O_RDWR' "$VM_TMP/theirs" | cut -d ' ' -f 1 | sort | uniq -c | awk '{ print $1 }' | sort -u)" \
				"$(ndctl list -R | jq length)"
			;;
		esac
	done
done

# The object is the same, byte for byte, with all options and for all users.
for options in '' -u '-vv -i' --text; do
	for reader in direct library; do
		# shellcheck disable=SC2086 # words
		PMEMCAP_READER=$reader "$NDCTL" pmem-status $options >"$VM_TMP/$reader" 2>"$VM_TMP/said"
	done
	undated "$VM_TMP/direct" "$VM_TMP/library"
	ok "both readers: one answer, pmem-status $options" cmp "$VM_TMP/direct" "$VM_TMP/library"
	diff "$VM_TMP/direct" "$VM_TMP/library" | head -n 20 | _explain
	for reader in direct library; do
		# shellcheck disable=SC2086 # words
		PMEMCAP_READER=$reader as_nobody "$NDCTL" pmem-status $options >"$VM_TMP/$reader" 2>"$VM_TMP/said"
	done
	undated "$VM_TMP/direct" "$VM_TMP/library"
	ok "both readers: one answer to nobody, pmem-status $options" cmp "$VM_TMP/direct" "$VM_TMP/library"
	diff "$VM_TMP/direct" "$VM_TMP/library" | head -n 20 | _explain
done

as_nobody "$NDCTL" pmem-status >"$VM_TMP/nobody"
is "namespaces as nobody sees them, who cannot read $(jq -c '[.skipped[].path]' "$VM_TMP/nobody")" "$(jq -c '[.buses[].regions[].namespaces[] | [.dev, .effective]]' "$VM_TMP/nobody")" \
	"$(_status | jq -c '[.buses[].regions[].namespaces[] | select(.state == null) | [.dev, .effective]]')"
ok 'nobody is told what root would see' jq -e '[.findings[].id] | index("need-root")' "$VM_TMP/nobody"
is '--require, met' "$(as_nobody "$NDCTL" pmem-status -n namespace0.0 --require=fsdax >/dev/null 2>&1; echo $?)" 0
is '--require, not met' "$(as_nobody "$NDCTL" pmem-status --require=fsdax >/dev/null 2>&1; echo $?)" 2
finish

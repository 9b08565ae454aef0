#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# A kernel without NVDIMM_PFN attaches the fsdax and devdax namespaces of another kernel as raw
# ones, from byte 0 on. A new file system would overwrite the info block. Memory with struct pages
# of its own still gives DAX.
# vm: nvdimm=1x1G memmap=256M!1G kernels=no-pfn prepare=6.12
. "$VM_DIR/lib.sh"

# signature NODE: the bytes at the place of an info block.
signature()
{
	case $(dd if="$1" bs=1 skip=4096 count=15 status=none | tr -d '\0') in
	NVDIMM_PFN_INFO) echo fsdax ;;
	NVDIMM_DAX_INFO) echo devdax ;;
	*) echo none ;;
	esac
}

nvdimm_region()
{
	ndctl list -R -b ACPI.NFIT | jq -r '.[0].dev'
}

if [ "$1" = prepare ]; then
	region=$(nvdimm_region)
	must ndctl disable-region "$region"
	must ndctl init-labels -f all
	must ndctl enable-region "$region"
	settle
	make_namespace fsdax -r "$region" -s 128M
	saw "$NS" fsdax yes "$(disk_dax "$NODE")" 'on a kernel that has everything'
	make_namespace devdax -r "$region" -s 128M
	saw "$NS" devdax yes "$(device_dax "$NODE")" 'on a kernel that has everything'
	make_namespace raw -r "$region" -s 128M
	must dd if=/dev/zero of="$NODE" bs=64k count=1
	make_namespace sector -r "$region" -s 128M
	saw "$NS" block yes "$(block_io "$NODE")" 'on a kernel that has everything'
	finish
fi

region=$(nvdimm_region)
number=${region#region}
# The namespaces by their place on the NVDIMM, which is the order in which they were made.
fsdax=namespace$number.0 devdax=namespace$number.1 raw=namespace$number.2 sector=namespace$number.3
is 'all of them came up' "$(ndctl list -r "$region" -N | jq length)" 4
for name in "$fsdax" "$devdax" "$raw"; do
	is "$name: ndctl takes it for raw" "$(ndctl list -n "$name" | jq -r '.[0].mode')" raw
done

is "$fsdax: what is on it" "$(signature "$(node_of "$fsdax")")" fsdax
is "$devdax: what is on it" "$(signature "$(node_of "$devdax")")" devdax
is "$raw: what is on it" "$(signature "$(node_of "$raw")")" none
gives ns-info-block-unclaimed "$fsdax"
gives ns-info-block-unclaimed "$devdax"
gives ns-raw-mode "$raw"
is "$raw: no info block is seen" "$(_status | jq -r --arg name "$raw" \
	'[.findings[] | select(.subject == $name and .id == "ns-info-block-unclaimed")] | length')" 0
# An ordinary user cannot read byte 4096 of any of them, nor that of the e820 namespace.
is 'nobody cannot tell them apart' "$(as_nobody "$NDCTL" pmem-status 2>"$VM_TMP/said" |
	jq -r '[.findings[] | select(.id == "ns-info-block-unread")] | length')" 4

capture x86-612-no-pfn
saw "$sector" block yes "$(block_io "$(node_of "$sector")")" 'sector'
saw "$raw" block yes "$(block_io "$(node_of "$raw")")" 'truly raw'
saw "$raw" fsdax no "$(disk_dax "$(node_of "$raw")")" 'truly raw'
agree "$raw: possible: fsdax" "$(says_possible "$raw" fsdax)" "$(can_create fsdax -f -e "$raw")"
agree "$raw: possible: devdax" "$(says_possible "$raw" devdax)" "$(can_create devdax -f -e "$raw")"
saw host devdax no "$(can_create devdax -f -e "$raw")" 'NVDIMM_PFN=n'
can_enable "$raw" >"$VM_TMP/said"
said=$(says_possible "$raw" sector)
agree "$raw: possible: sector" "$said" "$(can_create sector -f -e "$raw")"
# This comes last, because a file system destroys the info block, as the tool warns.
saw "$devdax" fsdax no "$(disk_dax "$(node_of "$devdax")")" 'devdax taken for raw'
saw "$fsdax" fsdax no "$(disk_dax "$(node_of "$fsdax")")" 'fsdax taken for raw'

pages=$(ndctl list -N -b e820 | jq -r '.[0].dev')
saw "$pages" fsdax yes "$(disk_dax "$(node_of "$pages")")" 'e820 has struct pages of its own'
is 'the host has fsdax with limits' "$(host_says '.modes.fsdax | [.supported, (.limits | length > 0)] | @csv')" '"yes",true'
agree 'host: data cache aliasing' "$(host_says .cpu.dcache_aliasing)" "$(witness aliasing)"
finish

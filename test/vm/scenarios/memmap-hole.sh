#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# memmap= declares a range as memory that the machine does not have. Everything looks healthy, but
# written data is lost.
# vm: memmap=128M!8G
. "$VM_DIR/lib.sh"

# requires OBJECT-LESS EXIT-STATUS REQUIREMENT [OPTION...]
requires()
{
	_wanted=$1 _what=$2
	shift 2
	"$NDCTL" pmem-status --require="$_what" "$@" >"$VM_TMP/said" 2>&1
	is "--require=$_what $*" "$?" "$_wanted"
}

the_namespace
is 'provider' "$(ndctl list -B | jq -r '.[0].provider')" e820
saw "$NS" block no "$(block_io "$NODE")" 'memmap= where there is no memory'
gives memmap-no-memory region0
because memmap-no-memory "$NS"
effective "$NS" none
for what in fsdax block map-sync; do
	requires 2 "$what"
done
requires 2 fsdax --probe
captures_alike env "$NDCTL" pmem-status -i
captures_alike as_nobody "$NDCTL" pmem-status -i
is 'nobody sees it as well' "$(as_nobody "$NDCTL" pmem-status | jq -r \
	'[.findings[] | select(.id == "memmap-no-memory")] | length')" 1
finish

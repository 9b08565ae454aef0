#!/bin/bash -Ex
# SPDX-License-Identifier: GPL-2.0

# shellcheck disable=SC2034 # common reads it
rc=77

# shellcheck disable=SC1091
. "$(dirname "$0")"/common

trap 'err $LINENO' ERR

check_prereq "jq"

# Every key that ndctl list prints for a bus, region or namespace is in pmem-status, and has the
# same value there. Seeds are no namespaces, and pmem-status reads no addresses. $1: "" or "-v",
# which has other keys; then filters for both.
same_as_list()
{
	local listed status

	# shellcheck disable=SC2086 # "" is no option
	listed=$($NDCTL list -BRNi $1 "${@:2}")
	# shellcheck disable=SC2086
	status=$($NDCTL pmem-status -i $1 "${@:2}")
	jq -e -n --argjson listed "$listed" --argjson status "$status" '
		def objects: .[] | ., (.regions[]? | ., .namespaces[]?);
		["regions", "namespaces", "dimms", "mappings", "badblocks", "daxregion"] as $not_ours |
		([$status.buses | objects | {(.dev): .}] | add) as $ours |
		[$listed | objects | select(.size != 0) | .dev as $dev |
			to_entries[] | select(.key | IN($not_ours[]) | not) |
			{dev: $dev, key, listed: .value, status: $ours[$dev][.key]}] |
		(map(select(.listed != .status)) | if . == [] then empty else . end),
		(length > 10 and all(.listed == .status))'
}

modprobe nfit_test || do_skip "nfit_test is not there"
# shellcheck disable=SC2034
rc=1
reset

region=$($NDCTL list -b "$NFIT_TEST_BUS0" -R -t pmem | jq -r 'sort_by(-.size) | .[].dev' | head -1)

for options in "fsdax --map=dev" "fsdax --map=mem" "devdax --align=2M" \
	"sector --sector-size=512" "sector --sector-size=4096" "raw"; do
	# shellcheck disable=SC2086 # words
	dev=$($NDCTL create-namespace -r "$region" -t pmem -f --name=pmem-status -m $options | jq -r .dev)
	for verbose in "" "-v"; do
		same_as_list "$verbose" -b "$NFIT_TEST_BUS0"
		same_as_list "$verbose" -n "$dev"
		same_as_list "$verbose" -r "$region" -m "${options%% *}"
	done
	$NDCTL disable-namespace "$dev"
	same_as_list -v -n "$dev"
	$NDCTL destroy-namespace -f "$dev"
done

# A disabled namespace is shown with -i alone.
dev=$($NDCTL create-namespace -r "$region" -t pmem -m fsdax -f | jq -r .dev)
$NDCTL disable-namespace "$dev"
$NDCTL pmem-status | jq -e "[.. | objects | select(.dev? == \"$dev\")] == []"
$NDCTL pmem-status -i | jq -e "[.. | objects | select(.dev? == \"$dev\")] != []"
$NDCTL destroy-namespace -f "$dev"

_cleanup
exit 0

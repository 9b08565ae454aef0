#!/bin/bash -Ex
# SPDX-License-Identifier: GPL-2.0

# shellcheck disable=SC2034 # common reads it
rc=77

# shellcheck disable=SC1091
. "$(dirname "$0")"/common

trap 'err $LINENO' ERR

check_prereq "jq"

# status_of NAMESPACE FILTER: does the namespace's answer have it?
status_of()
{
	$NDCTL pmem-status -n "$1" | jq -e "[.. | objects | select(.dev? == \"$1\")] | .[0] | $2"
}

modprobe nfit_test || do_skip "nfit_test is not there"
# shellcheck disable=SC2034
rc=1
reset

region=$($NDCTL list -b "$NFIT_TEST_BUS0" -R -t pmem | jq -r 'sort_by(-.size) | .[].dev' | head -1)

# The mode is the one that ndctl list prints.
for mode in fsdax devdax sector raw; do
	dev=$($NDCTL create-namespace -r "$region" -t pmem -m $mode -f | jq -r .dev)
	listed=$($NDCTL list -n "$dev" | jq -r '.[0].mode')
	status_of "$dev" ".mode == \"$listed\""
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

#!/bin/bash -Ex
# SPDX-License-Identifier: GPL-2.0

# shellcheck disable=SC2034 # common reads it
rc=77

# shellcheck disable=SC1091
. "$(dirname "$0")"/common

trap 'err $LINENO' ERR

check_prereq "jq"

# shellcheck disable=SC2034
rc=1

# Each mode has an answer, and each "no" a reason that is among the findings.
json=$($DAXCTL alias-check)
jq -e '.modes | length > 0' <<< "$json"
jq -e '[.modes[].supported] | all(. == "yes" or . == "no" or . == "unknown")' <<< "$json"
jq -e '[.modes[] | select(.supported == "no") | .reasons | length > 0] | all' <<< "$json"
jq -e '[.findings[].id] as $ids | [.modes[].reasons[]] - $ids == []' <<< "$json"

# The kernel has the device driver of the mode that works here.
if grep -q " dax_dev_get\| alloc_dax" /proc/kallsyms; then
	jq -e '.kernel.options.DAX != "no"' <<< "$json"
fi

# An empty tree tells nothing: no answer is yes.
tree=$(mktemp -d)
json=$($DAXCTL alias-check --sysroot="$tree")
rmdir "$tree"
jq -e '[.modes[].supported] | all(. != "yes")' <<< "$json"

# What is not an option is an error.
if $DAXCTL alias-check nonsense; then
	err "$LINENO"
fi

exit 0

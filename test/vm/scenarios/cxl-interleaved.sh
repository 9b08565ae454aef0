#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# A persistent region interleaved over two CXL memory devices.
# vm: kernels=6.12 cxl=2x512M
. "$VM_DIR/lib.sh"

# shellcheck disable=SC2046 # words
make_cxl_region pmem $(memdevs_of pmem)
is 'ways' "$(cxl list -R | jq '.[0].interleave_ways')" 2
is 'size' "$(ndctl list -R | jq '.[0].size')" 1073741824
make_namespace fsdax -M mem -s 512M
saw "$NS" fsdax yes "$(disk_dax "$NODE")" 'interleaved, fsdax'
file_system "$NODE" ext4 '-b 4096' dax=always 'yes yes'
file_system "$NODE" xfs '' dax=always 'yes yes'
make_namespace devdax -M mem -s 256M
saw "$NS" devdax yes "$(device_dax "$NODE")" 'interleaved, devdax'
lists_alike 20
captures_alike env "$NDCTL" pmem-status -i
capture cxl-interleaved
all_remedies
finish

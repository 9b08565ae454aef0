#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# A device tree whose persistent memory is also a part of System RAM: the kernel cannot claim it.
# vm: kernels=riscv64 overlap
. "$VM_DIR/lib.sh"

region=$(ndctl list -Ri | jq -r '.[] | select(.size == 67108864).dev')
NS=$(ndctl list -RNi | jq -r ".. | objects | select(.dev == \"$region\").namespaces[0].dev")
ok 'the kernel refuses the range' sh -c "dmesg | grep -q 'could not reserve region'"
saw "$NS" block no "$(exists "/sys/bus/nd/devices/$NS/driver")" 'device tree, in System RAM'
gives region-overlaps-memory "$region"
because region-overlaps-memory "$NS"
is 'no mode is possible' "$(_status | jq -c --arg dev "$NS" \
	'.buses[].regions[].namespaces[] | select(.dev == $dev) | [.effective, .possible]')" '["none",[]]'
ndctl enable-namespace "$NS" >"$VM_TMP/said" 2>&1
is 'to enable it does not help' "$(exists "/sys/bus/nd/devices/$NS/driver")" no
lists_alike 20
captures_alike env "$NDCTL" pmem-status -i
capture platform-overlap
all_remedies
finish

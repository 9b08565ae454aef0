#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The host's answer if there is no configuration and an ordinary user may not read the kernel's log.
# vm: nvdimm=1x1G early
if [ "${1-}" = early ]; then
	rm -f "/boot/config-$(uname -r)" "/lib/modules/$(uname -r)/config"
	exit
fi
. "$VM_DIR/lib.sh"

# compare NAME COMMAND...
compare()
{
	name=$1
	shift
	"$@" "$DAXCTL" alias-check >"$VM_TMP/answer" 2>"$VM_TMP/said"
	agree "$name: fsdax" "$(jq -r .modes.fsdax.supported "$VM_TMP/answer")" "$fsdax"
	agree "$name: devdax" "$(jq -r .modes.devdax.supported "$VM_TMP/answer")" "$devdax"
	agree "$name: block" "$(jq -r .modes.block.supported "$VM_TMP/answer")" "$block"
}

is 'no configuration is found' "$(host_says .kernel.config_source)" null
echo 1 >/proc/sys/kernel/dmesg_restrict
echo 2 >/proc/sys/kernel/kptr_restrict
init_labels
make_namespace fsdax -s 128M
fsdax=$(disk_dax "$NODE")
make_namespace devdax -s 128M
devdax=$(device_dax "$NODE")
make_namespace sector -s 128M
block=$(block_io "$NODE")
compare root env
compare nobody as_nobody
finish

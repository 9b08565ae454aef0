#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# If there is no configuration and no module file, a bound dax device shows that devdax and
# system-ram work on its class of memory.
# vm: nvdimm=1x1G numa early
if [ "${1-}" = early ]; then
	echo 'blacklist dax_pmem_compat' >/etc/modprobe.d/vm.conf
	exit
fi
. "$VM_DIR/lib.sh"

# of MODE READER: the host's answer for the mode
of()
{
	PMEMCAP_READER=$2 "$DAXCTL" alias-check | jq -c ".modes.$1.supported"
}

init_labels
must modprobe dax_pmem
must modprobe kmem
make_namespace devdax -s 768M
device=${NODE#/dev/}
must mount -t tmpfs none /lib/modules
must mount -t tmpfs none /boot

for reader in library direct; do
	is "$reader: a bound device, devdax" "$(of devdax "$reader")" '"yes"'
	is "$reader: a bound device, system-ram" "$(of system_ram "$reader")" '"yes"'
done
is 'the device can be mapped' "$(device_dax "$NODE")" yes
# Nothing is known about other classes, so a requirement on the host is unknown.
is 'what is required of the host' "$("$DAXCTL" alias-check --require=devdax >/dev/null 2>&1; echo $?)" 3
is 'it is the evidence' "$("$DAXCTL" alias-check -v | jq -c '.modes.devdax.classes')" '["nfit"]'
captures_alike env "$DAXCTL" alias-check -v
captures_alike as_nobody "$DAXCTL" alias-check
is "the host's part is pmem-status' own" "$("$NDCTL" pmem-status | jq -c .modes)" \
	"$("$DAXCTL" alias-check | jq -c .modes)"

# libdaxctl is used only if there is a dax device.
daxctl_opens()
{
	strace -f -e trace=openat -o "$VM_TMP/trace" "$DAXCTL" alias-check >/dev/null
	grep -c "/$device/resource\"" "$VM_TMP/trace"
}
ok 'libdaxctl is the reader' test "$(daxctl_opens)" -ge 1
must umount /lib/modules
must ndctl destroy-namespace -f "$NS"
is 'without a device it is not' "$(daxctl_opens)" 0
finish

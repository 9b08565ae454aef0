#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Without a configuration and without module files a dax device that is bound makes the host's
# verdict on devdax and system-ram firm, and one that is not bound does not.
# vm: nvdimm=1x1G numa early
if [ "${1-}" = early ]; then
	echo 'blacklist dax_pmem_compat' >/etc/modprobe.d/vm.conf
	exit
fi
. "$VM_DIR/lib.sh"

# of MODE READER: what the host is said to be able to do
of()
{
	PMEMCAP_READER=$2 "$DAXCTL" alias-check | jq -c ".modes.$1.supported"
}

init_labels
must modprobe dax_pmem
must modprobe kmem
make_namespace devdax -s 768M
device=${NODE#/dev/}
must mount -t tmpfs none "/lib/modules/$(uname -r)"
must mount -t tmpfs none /boot

for reader in library direct; do
	is "$reader: a bound device, devdax" "$(of devdax "$reader")" '"yes"'
	is "$reader: a bound device, system-ram" "$(of system_ram "$reader")" '"yes"'
done
saw host devdax yes "$(device_dax "$NODE")" 'nothing but the device'
is 'it is the evidence' "$("$DAXCTL" alias-check -v | jq -c '.modes.devdax.classes')" '["nfit"]'
captures_alike env "$DAXCTL" alias-check -v
captures_alike as_nobody "$DAXCTL" alias-check
is "the host's part is pmem-status' own" "$("$NDCTL" pmem-status | jq -c .modes)" \
	"$("$DAXCTL" alias-check | jq -c .modes)"

must daxctl disable-device "$device"
for reader in library direct; do
	is "$reader: no bound device" "$(of devdax "$reader")" '"unknown"'
done

# libdaxctl is asked where there is a device, and only then.
daxctl_opens()
{
	strace -f -e trace=openat -o "$VM_TMP/trace" "$DAXCTL" alias-check >/dev/null
	grep -c "/$device/resource\"" "$VM_TMP/trace"
}
ok 'libdaxctl is the reader' test "$(daxctl_opens)" -ge 1
must umount "/lib/modules/$(uname -r)"
must ndctl destroy-namespace -f "$NS"
is 'without a device it is not' "$(daxctl_opens)" 0
finish

#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The driver of devdax namespaces is installed but blacklisted. At the end it is loaded by hand.
# vm: nvdimm=1x1G early
if [ "${1-}" = early ]; then
	# 5.10 has a second driver that can replace it.
	printf 'blacklist dax_pmem\nblacklist dax_pmem_compat\n' >/etc/modprobe.d/vm.conf
	exit
fi
. "$VM_DIR/lib.sh"

init_labels
make_namespace fsdax -s 128M
saw "$NS" fsdax yes "$(disk_dax "$NODE")" 'needs no dax_pmem'
saw host devdax no "$(can_create devdax -s 128M)" 'dax_pmem blacklisted'
remedy module-blacklisted host

# A namespace that was made while the driver could be loaded.
must modprobe dax_pmem
make_namespace devdax -s 128M
saw "$NS" devdax yes "$(device_dax "$NODE")" 'driver loaded by hand'
must ndctl disable-namespace "$NS"
must modprobe -r dax_pmem

is 'the namespace can be enabled' "$(can_enable "$NS")" no
saw "$NS" devdax no "$(exists "$NODE")" 'dax_pmem blacklisted'
gives dax-pmem-not-bound "$NS"
remedy dax-pmem-not-bound "$NS"
is 'the namespace can be enabled with the driver' "$(can_enable "$NS")" yes
NODE=$(node_of "$NS")
saw "$NS" devdax yes "$(device_dax "$NODE")" 'driver loaded by hand again'
finish

#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Kernels before 5.17 have a second driver for devdax namespaces, dax_pmem_compat, which puts their
# devices into /sys/class/dax. It replaces the first driver if that is blacklisted.
# vm: nvdimm=1x1G early kernels=5.10
if [ "${1-}" = early ]; then
	echo 'blacklist dax_pmem' >/etc/modprobe.d/vm.conf
	exit
fi
. "$VM_DIR/lib.sh"

init_labels
saw host devdax yes "$(can_create devdax -s 128M)" 'dax_pmem_compat is allowed'
NS=$(ndctl list -N | jq -r '.[0].dev')
NODE=$(node_of "$NS")
wait_for "$NODE"
ok 'its device is of the old model' test -e "/sys/class/dax/${NODE#/dev/}"
saw "$NS" devdax yes "$(device_dax "$NODE")" 'of the old model'
gives dax-class-model "${NODE#/dev/}"
remedy dax-class-model "${NODE#/dev/}"
ok 'the next boot has the other model' cmp /etc/modprobe.d/daxctl.conf /usr/share/daxctl/daxctl.conf
finish

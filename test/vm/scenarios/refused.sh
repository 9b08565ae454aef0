#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The kernel itself refuses the modules of its list, by their own names and with any quotes.
# "nd-pmem" is no module's name. The kernel ignores words behind "--".
# vm: nvdimm=1x1G append=module_blacklist="nd-pmem,dax_pmem,dax_pmem_compat" append=--
# vm: append=module_blacklist=nd_btt
. "$VM_DIR/lib.sh"

init_labels
ok 'nd_pmem is not refused' modprobe nd_pmem
ok 'nd_btt is not refused' modprobe nd_btt
is 'dax_pmem can be loaded' "$(modprobe dax_pmem 2>/dev/null && echo yes || echo no)" no
make_namespace fsdax -s 128M
saw "$NS" fsdax yes "$(disk_dax "$NODE")" 'nd_pmem is not on the list'
saw host devdax no "$(can_create devdax -s 128M)" 'dax_pmem is on the list'
remedy module-blacklisted host
finish

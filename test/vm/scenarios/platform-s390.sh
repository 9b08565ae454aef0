#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# A mainframe: big-endian, no ZONE_DEVICE, and DCSS segments as the only DAX.
# vm: kernels=s390x
. "$VM_DIR/lib.sh"

is 'byte order' "$(printf '\001\002' | od -An -tx2 | tr -d ' ')" 0102
# can_load MODULE...: does the kernel have these?
can_load()
{
	modprobe -n -a "$@" >"$VM_TMP/said" 2>&1 && echo yes || echo no
}

agree 'host: fsdax' "$(tool_says host fsdax)" "$(can_load nd_pmem)"
agree 'host: devdax' "$(tool_says host devdax)" "$(can_load dax_pmem)"
agree 'host: block' "$(tool_says host block)" "$(can_load nd_pmem)"
agree 'host: dcssblk' "$(host_says .modes.dcssblk_dax.supported)" "$(can_load dcssblk)"
is 'data cache' "$(host_says .cpu.dcache_aliasing)" no
captures_alike env "$NDCTL" pmem-status -i
captures_alike env "$DAXCTL" alias-check
capture platform-s390
finish

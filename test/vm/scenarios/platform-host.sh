#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Machines for which Debian's kernel has no driver for persistent memory: a mainframe, which is
# big-endian and whose only DAX is on DCSS segments, and PowerVM with 64 KiB pages and an NVDIMM
# without a driver.
# vm: kernels=s390x,ppc64le nvdimm=1x512M
. "$VM_DIR/lib.sh"

# can_load MODULE...: does the kernel have these modules?
can_load()
{
	modprobe -n -a "$@" >"$VM_TMP/said" 2>&1 && echo yes || echo no
}

is 'page size' "$(host_says .kernel.page_size)" "$PAGE"
if [ "$VM_KERNEL" = s390x ]; then
	is 'byte order' "$(printf '\001\002' | od -An -tx2 | tr -d ' ')" 0102
else
	is 'page size' "$PAGE" 65536
	is 'NVDIMMs in the device tree' "$(exists /proc/device-tree/ibm,persistent-memory)" yes
	gives papr-no-driver host
	is 'the option of this platform is named' "$(_status | jq '[.findings[] | select(.id == "papr-no-driver" or
		.id == "config-pmem-driver").remedy.text | test("CONFIG_PAPR_SCM") and (test("NFIT|E820|LEGACY") | not)] | all')" true
fi
agree 'host: fsdax' "$(tool_says host fsdax)" "$(can_load nd_pmem)"
agree 'host: devdax' "$(tool_says host devdax)" "$(can_load dax_pmem)"
agree 'host: block' "$(tool_says host block)" "$(can_load nd_pmem)"
agree 'host: dcssblk' "$(host_says .modes.dcssblk_dax.supported)" "$(can_load dcssblk)"
is 'data cache' "$(host_says .cpu.dcache_aliasing)" no
captures_alike env "$NDCTL" pmem-status -i
captures_alike env "$DAXCTL" alias-check
capture "platform-$VM_KERNEL"
all_remedies
finish

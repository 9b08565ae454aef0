// SPDX-License-Identifier: GPL-2.0-only
#include "reasons.h"

/*
 * What remains where no kernel can help: both modes need neither ZONE_DEVICE
 * nor a cache without aliases.
 */
#define BLOCK_MODES                                                                                \
	{                                                                                          \
		"Use the memory as a block device: in sector mode (atomic sectors) or raw mode. "  \
		"A newer kernel does not help; a 64-bit platform that never aliases (x86-64, "     \
		"arm64, powerpc64, riscv64, loongarch64) does."                                    \
	}

static const struct reason_words table[REASON_COUNT] = {
	[REASON_ARCH_NO_DCSSBLK] = {
		.id = "arch-no-dcssblk",
		.gate = GATE_KERNEL,
		.severity = SEVERITY_INFO,
		.message = "DCSS segments exist on s390 under z/VM only; this is %s.",
		.found = "the machine name (uname -m)",
	},
	[REASON_ARCH_NO_LIBNVDIMM] = {
		.id = "arch-no-libnvdimm",
		.gate = GATE_KERNEL,
		.severity = SEVERITY_ERROR,
		.message = "LIBNVDIMM needs 64-bit physical addresses, which this kernel for %s does "
			   "not have: no persistent memory in any mode.",
		.found = "the machine name and the architecture table; CONFIG_PHYS_ADDR_T_64BIT "
			 "where the architecture has a choice",
		.remedy = { "Boot a kernel with 64-bit physical addresses: CONFIG_X86_PAE on i386, "
			    "CONFIG_ARM_LPAE on an ARMv7 with LPAE, else a 64-bit kernel. On a CPU that "
			    "has neither there is no remedy." },
	},
	[REASON_ARCH_NO_ZONE_DEVICE] = {
		.id = "arch-no-zone-device",
		.gate = GATE_KERNEL,
		.severity = SEVERITY_WARNING,
		.message = "Linux has no ZONE_DEVICE on %s, so FS_DAX, NVDIMM_PFN and NVDIMM_DAX cannot "
			   "be built there, whatever the CPU's cache does.",
		.found = "the machine name and the architecture table; a configuration that has "
			 "CONFIG_ZONE_DEVICE overrules it",
		.remedy = { "Boot a newer kernel: later versions have ZONE_DEVICE on this architecture "
			    "(loongarch64 and riscv64 in 6.12, s390 in 7.3)." },
		.fallback = BLOCK_MODES,
	},
	[REASON_ARCH_UNKNOWN] = {
		.id = "arch-unknown",
		.gate = GATE_KERNEL,
		.severity = SEVERITY_WARNING,
		.message = "The machine \"%s\" is not in the table of architectures, so nothing can be "
			   "said of its cache or of what its kernels can be built with.",
		.found = "the machine name (uname -m)",
		.remedy = { "Run on the machine itself, or add its name (uname -m) to the captured "
			    "tree's /pmemcap.json." },
	},
	[REASON_CONFIG_DCSSBLK] = {
		.id = "config-dcssblk",
		.gate = GATE_KERNEL,
		.severity = SEVERITY_INFO,
		.message = "The kernel is built without CONFIG_DCSSBLK.",
		.found = "CONFIG_DCSSBLK, else the module",
		.remedy = { "Build the kernel with CONFIG_DCSSBLK=m." },
	},
	[REASON_CONFIG_DEV_DAX] = {
		.id = "config-dev-dax",
		.gate = GATE_KERNEL,
		.severity = SEVERITY_WARNING,
		.message = "The kernel is built without CONFIG_DEV_DAX: no /dev/daxX.Y, whatever a "
			   "namespace's mode.",
		.found = "CONFIG_DEV_DAX, else /sys/bus/dax/drivers/device_dax or the module",
		.remedy = { "Boot a kernel with CONFIG_DEV_DAX=m (it needs TRANSPARENT_HUGEPAGE), for "
			    "namespaces also CONFIG_NVDIMM_DAX=y and CONFIG_DEV_DAX_PMEM=m." },
	},
	[REASON_CONFIG_DEV_DAX_KMEM] = {
		.id = "config-dev-dax-kmem",
		.gate = GATE_KERNEL,
		.severity = SEVERITY_INFO,
		.message = "The kernel is built without CONFIG_DEV_DAX_KMEM: a dax device cannot become "
			   "system memory.",
		.found = "CONFIG_DEV_DAX_KMEM, else /sys/bus/dax/drivers/kmem or the module",
		.remedy = { "Boot a kernel with CONFIG_DEV_DAX_KMEM=m (it needs DEV_DAX and "
			    "MEMORY_HOTPLUG)." },
	},
	[REASON_CONFIG_DM] = {
		.id = "config-dm",
		.gate = GATE_KERNEL,
		.severity = SEVERITY_INFO,
		.message = "The kernel is built without CONFIG_BLK_DEV_DM: no device-mapper, no LVM.",
		.found = "CONFIG_BLK_DEV_DM, else the module dm_mod",
		.remedy = { "Boot a kernel with CONFIG_BLK_DEV_DM=m." },
	},
	[REASON_CONFIG_FS_DAX] = {
		.id = "config-fs-dax",
		.gate = GATE_KERNEL,
		.severity = SEVERITY_WARNING,
		.message = "The kernel is built without CONFIG_FS_DAX: file systems refuse or ignore "
			   "-o dax, even where the disk shows queue/dax=1.",
		.found = "CONFIG_FS_DAX, else the symbol dax_iomap_rw in /proc/kallsyms",
		.remedy = { "Boot a kernel with CONFIG_FS_DAX=y." },
	},
	[REASON_CONFIG_FUSE_DAX] = {
		.id = "config-fuse-dax",
		.gate = GATE_KERNEL,
		.severity = SEVERITY_INFO,
		.message = "The kernel is built without CONFIG_FUSE_DAX: virtiofs mounts have no DAX "
			   "window.",
		.found = "CONFIG_FUSE_DAX, else the symbol fuse_dax_conn_alloc",
		.remedy = { "Boot a (guest) kernel with CONFIG_VIRTIO_FS=m and CONFIG_FUSE_DAX=y." },
	},
	[REASON_CONFIG_MEMORY_HOTREMOVE] = {
		.id = "config-memory-hotremove",
		.gate = GATE_KERNEL,
		.severity = SEVERITY_WARNING,
		.message = "The kernel is built without CONFIG_MEMORY_HOTREMOVE, which ZONE_DEVICE needs.",
		.found = "CONFIG_MEMORY_HOTREMOVE",
		.remedy = { "Boot a kernel with CONFIG_MEMORY_HOTREMOVE=y and CONFIG_ZONE_DEVICE=y (arm64 "
			    "has MEMORY_HOTREMOVE since 5.7)." },
	},
	[REASON_CONFIG_NVDIMM_DAX] = {
		.id = "config-nvdimm-dax",
		.gate = GATE_KERNEL,
		.severity = SEVERITY_WARNING,
		.message = "The kernel is built without CONFIG_NVDIMM_DAX or CONFIG_DEV_DAX_PMEM: a "
			   "persistent memory namespace cannot be device DAX.",
		.found = "CONFIG_NVDIMM_DAX and CONFIG_DEV_DAX_PMEM, else the dax seed of an "
			 "enabled region, the symbol nd_dax_probe or the module dax_pmem",
		.remedy = { "Boot a kernel with CONFIG_NVDIMM_DAX=y and CONFIG_DEV_DAX_PMEM=m." },
	},
	[REASON_CONFIG_NVDIMM_PFN] = {
		.id = "config-nvdimm-pfn",
		.gate = GATE_KERNEL,
		.severity = SEVERITY_WARNING,
		.message = "The kernel is built without CONFIG_NVDIMM_PFN: it can neither make nor attach "
			   "a namespace that keeps an info block, which fsdax needs on every class but "
			   "e820, virtio and of, and devdax on all of them.",
		.found = "CONFIG_NVDIMM_PFN, else the pfn seed of an enabled region or the "
			 "symbol nd_pfn_probe",
		.remedy = { "Boot a kernel with CONFIG_NVDIMM_PFN=y (and CONFIG_NVDIMM_DAX=y)." },
	},
	[REASON_CONFIG_PMEM_DRIVER] = {
		.id = "config-pmem-driver",
		.gate = GATE_KERNEL,
		.severity = SEVERITY_ERROR,
		.message = "The kernel is built without %s, so persistent memory shows no block device.",
		.found = "CONFIG_BLK_DEV_PMEM and the options of the classes' drivers, else the "
			 "drivers and modules themselves",
		.remedy = { "Boot a kernel with CONFIG_BLK_DEV_PMEM=m and the class's driver: "
			    "CONFIG_ACPI_NFIT, CONFIG_X86_PMEM_LEGACY (memmap=), CONFIG_VIRTIO_PMEM, "
			    "CONFIG_OF_PMEM, CONFIG_PAPR_SCM or CONFIG_CXL_PMEM." },
	},
	[REASON_CONFIG_UNKNOWN] = {
		.id = "config-unknown",
		.gate = GATE_KERNEL,
		.severity = SEVERITY_WARNING,
		.message = "No configuration of this kernel can be read, and nothing else tells about "
			   "%s.",
		.found = "no readable /proc/config.gz, /boot/config-RELEASE or configuration "
			 "below /lib/modules/RELEASE, and no symbol, seed, driver or module that "
			 "tells",
		.remedy = { "Make the configuration readable: load the module configs (/proc/config.gz), "
			    "or bring /boot/config-$(uname -r) and /lib/modules/$(uname -r) into the "
			    "container.",
			    "modprobe configs" },
	},
	[REASON_CONFIG_ZONE_DEVICE] = {
		.id = "config-zone-device",
		.gate = GATE_KERNEL,
		.severity = SEVERITY_WARNING,
		.message = "The kernel is built without CONFIG_ZONE_DEVICE, so neither fsdax nor devdax "
			   "gets struct pages.",
		.found = "CONFIG_ZONE_DEVICE, else the symbol devm_memremap_pages",
		.remedy = { "Boot a kernel with CONFIG_ZONE_DEVICE=y (it needs MEMORY_HOTPLUG, "
			    "MEMORY_HOTREMOVE and SPARSEMEM_VMEMMAP), and CONFIG_NVDIMM_PFN=y." },
	},
	[REASON_CPU_ALIAS_CONTRADICTION] = {
		.id = "cpu-alias-contradiction",
		.gate = GATE_CPU,
		.severity = SEVERITY_WARNING,
		.message = "The sources disagree on whether the data cache aliases; %s, the stronger one, "
			   "is believed.",
		.found = "two sources of cpu.evidence that say different things; MIPS platforms "
			 "with an override of their own do",
	},
	[REASON_CPU_ALIAS_EVIDENCE] = {
		.id = "cpu-alias-evidence",
		.gate = GATE_CPU,
		.severity = SEVERITY_WARNING,
		.message = "Nothing that can be read decides whether the data cache of this %s CPU "
			   "aliases.",
		.found = "every source of cpu.evidence is silent, unreadable, or says no more "
			 "than \"possible\"",
		.remedy = { "Read the boot log as root before it wraps (the line with \"data cache\"), or "
			    "run on the machine itself, where the colour probe can ask the kernel." },
	},
	[REASON_CPU_DCACHE_ALIASING] = {
		.id = "cpu-dcache-aliasing",
		.gate = GATE_CPU,
		.severity = SEVERITY_WARNING,
		.message = "The data cache of this %s CPU aliases: a file mapped by user space and the "
			   "kernel's own view of it could differ, so the kernel gives no file system DAX.",
		.found = "the strongest source of cpu.evidence that speaks: see cpu.basis",
		.remedy = { "Boot a kernel whose pages are at least as large as a cache way (16 KiB "
			    "pages cure 8 KiB ways)." },
		.fallback = BLOCK_MODES,
	},
	[REASON_DCSSBLK_DAX_UNPROVEN] = {
		.id = "dcssblk-dax-unproven",
		.gate = GATE_KERNEL,
		.severity = SEVERITY_INFO,
		.message = "dcssblk lost DAX in Linux 6.15 and got it back with ZONE_DEVICE; the "
			   "configuration cannot tell which of the two this kernel is.",
		.found = "CONFIG_FS_DAX without CONFIG_FS_DAX_LIMITED on s390",
		.remedy = { "Look in the boot log for \"DAX support enabled for DCSS\".",
			    "dmesg --level=info | grep 'DAX support'" },
	},
	[REASON_DEVDAX_NEEDS_FS_DAX] = {
		.id = "devdax-needs-fs-dax",
		.gate = GATE_KERNEL,
		.severity = SEVERITY_WARNING,
		.message = "The kernel is built without CONFIG_FS_DAX: S_DAX is 0, so device_dax refuses "
			   "every mmap() with EINVAL although ndctl and daxctl show a healthy device.",
		.found = "CONFIG_FS_DAX, else the symbol dax_iomap_rw",
		.remedy = { "Boot a kernel with CONFIG_FS_DAX=y; until then /dev/daxX.Y cannot be used." },
	},
	[REASON_FSDAX_ALIAS_UNCHECKED] = {
		.id = "fsdax-alias-unchecked",
		.gate = GATE_CPU,
		.severity = SEVERITY_ERROR,
		.message = "This kernel for %s has FS_DAX but not the check for an aliasing data cache "
			   "(alloc_dax(), Linux 6.9): DAX mounts may corrupt data.",
		.found = "CONFIG_FS_DAX without CONFIG_ARCH_HAS_CPU_CACHE_ALIASING on an "
			 "architecture that can alias",
		.remedy = { "Do not mount with -o dax. Boot a kernel with the check "
			    "(CONFIG_ARCH_HAS_CPU_CACHE_ALIASING=y), which falls back instead." },
	},
	[REASON_KERNEL_NOT_MAINLINE] = {
		.id = "kernel-not-mainline",
		.gate = GATE_KERNEL,
		.severity = SEVERITY_WARNING,
		.message = "The configuration has %s, which no mainline kernel has on this "
			   "architecture: the architecture table is not believed for it.",
		.found = "a configuration with an option that the architecture table rules out",
	},
	[REASON_MODULE_BLACKLISTED] = {
		.id = "module-blacklisted",
		.gate = GATE_DRIVER,
		.severity = SEVERITY_WARNING,
		.message = "The module %s is kept from loading by modprobe.d or the kernel command line.",
		.found = "libkmod: blacklist and install lines, modprobe.blacklist= on the "
			 "command line",
		.remedy = { "Remove its blacklist or install line, then load it.",
			    "grep -rE '^(blacklist|install)' /etc/modprobe.d /run/modprobe.d "
			    "/lib/modprobe.d" },
	},
	[REASON_MODULE_MISSING] = {
		.id = "module-missing",
		.gate = GATE_DRIVER,
		.severity = SEVERITY_WARNING,
		.message = "The module %s is neither built in nor installed.",
		.found = "libkmod: /lib/modules/RELEASE can be read, and the module is neither "
			 "in modules.builtin nor installed",
		.remedy = { "Install the distribution's package with the kernel's further modules "
			    "(kernel-modules-extra, linux-modules-extra, the non-cloud linux-image)." },
	},
	[REASON_MODULE_UNKNOWN] = {
		.id = "module-unknown",
		.gate = GATE_DRIVER,
		.severity = SEVERITY_WARNING,
		.message = "Whether the module %s is installed cannot be seen from here.",
		.found = "/lib/modules/RELEASE cannot be read, and the module is not loaded",
		.remedy = { "Run on the host, or bring /lib/modules/$(uname -r) into the container." },
	},
	[REASON_MODULES_DISABLED] = {
		.id = "modules-disabled",
		.gate = GATE_DRIVER,
		.severity = SEVERITY_WARNING,
		.message = "The module %s is installed but not loaded, and this kernel loads no more "
			   "modules (kernel.modules_disabled, \"nomodule\").",
		.found = "/proc/sys/kernel/modules_disabled, nomodule in /proc/cmdline",
		.remedy = { "Reboot, and load it before modules are disabled (/etc/modules-load.d)." },
	},
	[REASON_NS_INFO_BLOCK_UNCLAIMED] = {
		.id = "ns-info-block-unclaimed",
		.gate = GATE_KERNEL,
		.severity = SEVERITY_WARNING,
		.message = "Without %s an fsdax or devdax namespace made elsewhere attaches as raw "
			   "/dev/pmemN from byte 0 on: its data is there, but shifted, and looks empty.",
		.found = "CONFIG_NVDIMM_PFN and CONFIG_NVDIMM_DAX, else the seeds of an enabled "
			 "region",
		.remedy = { "Do not mkfs or write to such a disk: its info block (NVDIMM_PFN_INFO or "
			    "NVDIMM_DAX_INFO at byte 4096) shows it. Boot a kernel with "
			    "CONFIG_NVDIMM_PFN=y and CONFIG_NVDIMM_DAX=y." },
	},
	[REASON_PMEM_DAX_LEAK] = {
		.id = "pmem-dax-leak",
		.gate = GATE_KERNEL,
		.severity = SEVERITY_INFO,
		.message = "This kernel for %s lacks the 6.9 series, and with it the fix of a leak when "
			   "attaching a pmem disk fails in dax_add_host().",
		.found = "CONFIG_FS_DAX without CONFIG_ARCH_HAS_CPU_CACHE_ALIASING on an "
			 "architecture that can alias",
		.remedy = { "Boot a kernel with the series; it matters only if attaching disks keeps "
			    "failing." },
	},
	[REASON_PMEM_WRITE_CACHE_NULL] = {
		.id = "pmem-write-cache-null",
		.gate = GATE_CPU,
		.severity = SEVERITY_ERROR,
		.message = "On this aliasing %s CPU a pmem disk has no dax_device behind it, and reading "
			   "/sys/block/pmemN/dax/write_cache makes the kernel oops.",
		.found = "an aliasing cache, CONFIG_ARCH_HAS_CPU_CACHE_ALIASING and "
			 "CONFIG_ARCH_HAS_PMEM_API together",
		.remedy = { "Keep collectors away from that attribute (no grep -r /sys)." },
	},
};

const struct reason_words *reason_words(enum reason reason)
{
	return &table[reason];
}

const char *gate_name(enum gate gate)
{
	static const char *const names[GATE_COUNT] = {
		[GATE_CPU] = "cpu",
		[GATE_KERNEL] = "kernel",
		[GATE_DRIVER] = "driver",
	};

	return names[gate];
}

const char *severity_name(enum severity severity)
{
	static const char *const names[] = {
		[SEVERITY_INFO] = "info",
		[SEVERITY_WARNING] = "warning",
		[SEVERITY_ERROR] = "error",
	};

	return names[severity];
}

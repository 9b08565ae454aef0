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
		.remedy = { "Boot a kernel that has it on this architecture: seen on loongarch64 and "
			    "riscv64 in 6.12, on s390 in 7.3, on powerpc64 with Book3S CPUs only." },
		.fallback = BLOCK_MODES,
	},
	[REASON_ARCH_UNKNOWN] = {
		.id = "arch-unknown",
		.gate = GATE_KERNEL,
		.severity = SEVERITY_WARNING,
		.message = "The machine is not known (%s): nothing can be said of its data cache "
			   "or of what its kernels can be built with.",
		.found = "the machine's name, or what it is inferred from: proc/sys/kernel/arch, "
			 "the record, uname -a, the configuration, programs, cpuinfo, the boot log",
		.remedy = { "Write what uname -m prints on the machine into proc/sys/kernel/arch of "
			    "the captured tree." },
	},
	[REASON_CONFIG_CONTRADICTED] = {
		.id = "config-contradicted",
		.gate = GATE_KERNEL,
		.severity = SEVERITY_WARNING,
		.message = "%s denies options that the running kernel has: it is the configuration "
			   "of another kernel, or modules that were built apart are loaded.",
		.found = "an option that is off in the configuration, and its module loaded, its "
			 "driver registered or its seed in a region; the kernel is believed",
		.remedy = { "Put the running kernel's own configuration in the place of this file, "
			    "or leave it as it is where modules were built apart." },
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
			   "e820, virtio and of, and devdax on all of them. Where CONFIG_ND_CLAIM "
			   "is off as well, because CONFIG_BTT is, it enables no namespace at all.",
		.found = "CONFIG_NVDIMM_PFN and CONFIG_ND_CLAIM, else the pfn seed of an enabled "
			 "region or the symbol nd_pfn_probe",
		.remedy = { "Boot a kernel with CONFIG_NVDIMM_PFN=y (and CONFIG_NVDIMM_DAX=y). For "
			    "block devices alone CONFIG_BTT=y is enough." },
	},
	[REASON_CONFIG_PMEM_DRIVER] = {
		.id = "config-pmem-driver",
		.gate = GATE_KERNEL,
		.severity = SEVERITY_ERROR,
		.message = "The kernel is built without %s: persistent memory that needs it is not "
			   "seen.",
		.found = "CONFIG_BLK_DEV_PMEM and the options of the classes' drivers, else the "
			 "drivers and modules themselves",
		.remedy = { "Boot a kernel with what is missing: CONFIG_BLK_DEV_PMEM=m for all, and "
			    "by class CONFIG_ACPI_NFIT (nfit), CONFIG_X86_PMEM_LEGACY (e820: "
			    "memmap=), CONFIG_VIRTIO_PMEM (virtio), CONFIG_OF_PMEM (of), "
			    "CONFIG_PAPR_SCM (papr), CONFIG_CXL_PMEM (cxl), CONFIG_DEV_DAX_HMEM "
			    "(hmem)." },
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
		.remedy = { "Make the configuration readable: bring /boot/config-RELEASE and "
			    "/lib/modules/RELEASE into the container or the tree; where the kernel "
			    "has a module configs, loading it gives /proc/config.gz." },
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
		.remedy = { "Run as root soon after booting: the boot log's line with \"data cache\" "
			    "tells. A tree captured without the colour probe is best captured again." },
	},
	[REASON_CPU_DCACHE_ALIASING] = {
		.id = "cpu-dcache-aliasing",
		.gate = GATE_CPU,
		.severity = SEVERITY_WARNING,
		.message = "The data cache of this %s CPU aliases: what user space maps of a file and the "
			   "kernel's own view of it could differ, so file system DAX is not safe there.",
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
	[REASON_KERNEL_NOT_BOOTED] = {
		.id = "kernel-not-booted",
		.gate = GATE_DRIVER,
		.severity = SEVERITY_INFO,
		.object = true,
		.message = "The kernel that is judged does not run: what is told of each object "
			   "is what its mode and that kernel exclude, and what remains is not "
			   "known before it is booted.",
		.found = "--kernel names another release than the running one",
		.remedy = { "Boot it and look again, without --kernel." },
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
		.found = "libkmod: blacklist and install lines, modprobe.blacklist= and "
			 "module_blacklist= on the command line",
		.remedy = { "Remove its blacklist or install line (or module_blacklist= from the "
			    "command line), then load it.",
			    "modprobe --showconfig | grep -E '^(blacklist|install) '" },
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
		.message = "Whether these modules can be loaded cannot be seen from here: %s.",
		.found = "/lib/modules/RELEASE cannot be read, or libkmod.so.2 not be loaded, and "
			 "the module is not loaded",
		.remedy = { "Run on the host, or bring the directory /lib/modules/RELEASE with its "
			    "files modules.* (or libkmod.so.2, if skipped names that) into the "
			    "container or the tree; where the release is not known, a tree needs "
			    "proc/sys/kernel/osrelease, too." },
	},
	[REASON_MODULES_DISABLED] = {
		.id = "modules-disabled",
		.gate = GATE_DRIVER,
		.severity = SEVERITY_WARNING,
		.message = "The module %s is installed but not loaded, and this kernel loads no more "
			   "modules (kernel.modules_disabled, \"nomodule\").",
		.found = "/proc/sys/kernel/modules_disabled, nomodule in /proc/cmdline",
		.remedy = { "Reboot, and load it before modules are disabled (/etc/modules-load.d)." },
		.fallback = { "Take \"nomodule\" off the kernel's command line, and reboot." },
	},
	[REASON_NS_INFO_BLOCK_UNCLAIMED] = {
		.id = "ns-info-block-unclaimed",
		.gate = GATE_NAMESPACE,
		.severity = SEVERITY_WARNING,
		.message = "Without %s namespace made elsewhere attaches as raw "
			   "/dev/pmemN from byte 0 on: its data is there, but not where it is "
			   "looked for, and the disk looks empty.",
		.found = "CONFIG_NVDIMM_PFN, CONFIG_NVDIMM_DAX and CONFIG_BTT, else the seeds of an "
			 "enabled region",
		.remedy = { "Do not mkfs or write to such a disk: its info block (NVDIMM_PFN_INFO, "
			    "NVDIMM_DAX_INFO or BTT_ARENA_INFO at byte 4096) shows it. Boot a kernel "
			    "with CONFIG_NVDIMM_PFN=y, CONFIG_NVDIMM_DAX=y and CONFIG_BTT=y." },
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

	/* --- what an inventory shows --- */
	/*
	 * States: `cxl destroy-region` that ended halfway; a region is_configured by hand;
	 * `echo 0 >commit`; a create-region whose last step the kernel refused.
	 */
	[REASON_CXL_DECODER_NOT_COMMITTED] = {
		.id = "cxl-decoder-not-committed",
		.gate = GATE_NAMESPACE,
		.severity = SEVERITY_WARNING,
		.object = true,
		.message = "The CXL region is is_configured, but its decoders are not committed: no "
			   "address leads to the memory.",
		.found = "commit of the region is 0, and no driver is bound to it",
		.remedy = { "Find out why it was not finished (kernel log), then commit it, or make it "
			    "again with cxl destroy-region and cxl create-region: with the same memory "
			    "devices in the same order, or data that is there is not found." },
	},
	/*
	 * States: cxl_pci missing, blacklisted or not loaded; its probe failed (mailbox,
	 * register locator, media not ready); unbound by hand. sysfs shows none of them.
	 */
	[REASON_CXL_FUNCTION_NO_DRIVER] = {
		.id = "cxl-function-no-driver",
		.gate = GATE_DRIVER,
		.severity = SEVERITY_WARNING,
		.object = true,
		.message = "This PCI function is CXL memory, and no driver is bound to it: cxl_pci is "
			   "missing, blacklisted or unbound, or its probe failed.",
		.found = "PCI class 0x050210 and no driver link",
		.remedy = { "See whether cxl_pci is loaded and not blacklisted (lsmod, modprobe.d, the "
			    "command line), then look for the function's address in the kernel log: a "
			    "probe that failed says why there." },
	},
	/* States: `cxl disable-memdev`; no CXL root (cxl_acpi); cxl_mem not loaded; its probe failed. */
	[REASON_CXL_MEMDEV_DISABLED] = {
		.id = "cxl-memdev-disabled",
		.gate = GATE_DRIVER,
		.severity = SEVERITY_WARNING,
		.object = true,
		.message = "The CXL memory device is disabled: no driver is bound to it (%s).",
		.found = "no driver link at the memory device",
		.remedy = { "Enable it. If that fails, the kernel log tells why.",
			    "cxl enable-memdev %s" },
		.fallback = { "Load what is missing (cxl_acpi, cxl_port, cxl_mem): the memory device is "
			      "enabled by itself then." },
	},
	/*
	 * States: never is_configured; destroyed; the kernel keeps no region over a reboot that
	 * the firmware does not set up itself. Creating one writes nothing to the media.
	 */
	[REASON_CXL_MEMDEV_NO_REGION] = {
		.id = "cxl-memdev-no-region",
		.gate = GATE_NAMESPACE,
		.severity = SEVERITY_WARNING,
		.object = true,
		.message = "The CXL memory device has %s capacity and belongs to no region: nothing can "
			   "use it.",
		.found = "pmem/size and ram/size of the memory device, and no region named by its "
			 "decoders",
		.remedy = { "Create a region; this deletes nothing. If the device was part of an "
			    "interleaved region, name all of its devices in the same order (cxl list "
			    "-MD), or the data is there and not found." },
		.fallback = { "In a virtual machine the kernel cannot flush the CPU's caches and refuses "
			      "to make a region (ENXIO, \"Failed to synchronize CPU cache state\"): "
			      "let the hypervisor hide its flag (QEMU: -cpu max,hypervisor=off), or have "
			      "the firmware set up the region." },
	},
	/* States: as above, where nothing of /sys/bus/cxl can be seen that would tell them apart. */
	[REASON_CXL_NO_REGION] = {
		.id = "cxl-no-region",
		.gate = GATE_NAMESPACE,
		.severity = SEVERITY_WARNING,
		.object = true,
		.message = "CXL memory devices are there and no region: none was created, or it is "
			   "disabled, or its decoders are not committed.",
		.found = "nmem devices on an nd bus of CXL, no region, and no /sys/bus/cxl",
		.remedy = { "Look at cxl list -MRDi on the machine: a region that is listed is enabled "
			    "with cxl enable-region, and without one cxl create-region makes it. "
			    "Neither deletes anything." },
	},
	/* States: `cxl disable-region`; cxl_region's probe failed. Decoders stay committed. */
	[REASON_CXL_REGION_DISABLED] = {
		.id = "cxl-region-disabled",
		.gate = GATE_NAMESPACE,
		.severity = SEVERITY_WARNING,
		.object = true,
		.message = "The CXL region is there and disabled: its data is kept, and nothing can reach "
			   "it.",
		.found = "commit of the region is 1, and no driver is bound to it",
		.remedy = { "Enable it; nothing has to be deleted.",
			    "cxl enable-region %s" },
	},
	/* States: cxl_pmem (dax_cxl) not loaded, blacklisted, not installed; its probe failed. */
	[REASON_CXL_REGION_UNCLAIMED] = {
		.id = "cxl-region-unclaimed",
		.gate = GATE_DRIVER,
		.severity = SEVERITY_WARNING,
		.object = true,
		.message = "The CXL region is enabled, and neither an nd region nor a dax device came of "
			   "it: %s.",
		.found = "a driver at the CXL region, and no nd region of CXL (pmem) or no dax device "
			 "(ram)",
		.remedy = { "Load the driver, or take its blacklist line away; if it is loaded, the "
			    "kernel log tells what failed." },
	},
	[REASON_DAX_BOUND_TO_KMEM] = {
		.id = "dax-bound-to-kmem",
		.gate = GATE_DRIVER,
		.severity = SEVERITY_WARNING,
		.object = true,
		.message = "The device is bound to kmem: its memory is system memory, and "
			   "nobody can map it.",
		.found = "the driver link of the dax device is kmem",
		.remedy = { "Offline its memory and bind it to device_dax.",
			    "daxctl reconfigure-device --force --mode=devdax %s" },
		.fallback = { "As memory it is used as the kernel means it: since Linux 6.3 that is the "
			      "default for CXL and other soft-reserved memory. Only if programs are "
			      "to map it, offline it and bind it to device_dax.",
			      "daxctl reconfigure-device --force --mode=devdax %s" },
	},
	[REASON_DAX_CLASS_MODEL] = {
		.id = "dax-class-model",
		.gate = GATE_DRIVER,
		.severity = SEVERITY_INFO,
		.object = true,
		.message = "The device is on the class /sys/class/dax (dax_pmem_compat): it "
			   "cannot be reconfigured.",
		.found = "the device is in /sys/class/dax",
		.remedy = { "Change to the bus model and reboot.",
			    "daxctl migrate-device-model" },
	},
	/* States: `daxctl reconfigure-device --mode=system-ram` that failed; kmem at boot (hmem, CXL). */
	[REASON_DAX_KMEM_REFUSED] = {
		.id = "dax-kmem-refused",
		.gate = GATE_DRIVER,
		.severity = SEVERITY_WARNING,
		.object = true,
		.message = "The dax device has no driver, and kmem refuses it: %s. It cannot become "
			   "system memory, and no program can map it as it is.",
		.found = "no driver link at the dax device, its size against "
			 "/sys/devices/system/memory/block_size_bytes, its target_node; kmem is loaded",
		.remedy = { "Bind it to device_dax. Loading modules changes nothing.",
			    "daxctl reconfigure-device --mode=devdax %s" },
	},
	/* States: auto_online_blocks=offline; `daxctl offline-memory`; blocks that could not go online. */
	[REASON_DAX_MEMORY_OFFLINE] = {
		.id = "dax-memory-offline",
		.gate = GATE_DEVICE,
		.severity = SEVERITY_INFO,
		.object = true,
		.message = "The device is bound to kmem, and %s of its memory blocks are online: the rest "
			   "is no system memory yet.",
		.found = "state of the memory blocks of the device",
		.remedy = { "Bring them online.",
			    "daxctl online-memory %s" },
	},
	[REASON_DAX_NODE_MISSING] = {
		.id = "dax-node-missing",
		.gate = GATE_DEVICE,
		.severity = SEVERITY_WARNING,
		.object = true,
		.message = "The dax device is there, its node /dev/%s is not: daxctl leaves it "
			   "out, and no program can open it.",
		.found = "the device in sysfs, no such character device in /dev",
		.remedy = { "In a container, bring the host's /dev in. Elsewhere the node was "
			    "deleted; udev does not make it again, but this does.",
			    "d=%s; mknod -m 600 /dev/$d c "
			    "$(cat /sys/bus/dax/devices/$d/dev /sys/class/dax/$d/dev 2>/dev/null | "
			    "tr : ' ')" },
	},
	[REASON_DAX_PMEM_NOT_BOUND] = {
		.id = "dax-pmem-not-bound",
		.gate = GATE_DRIVER,
		.severity = SEVERITY_WARNING,
		.object = true,
		.message = "No driver that lets programs map it is bound to the dax device (%s).",
		.found = "the dax personality or its dax device has no driver; libkmod on "
			 "dax_pmem and device_dax",
		.remedy = { "Load the drivers. If they do not load, take their blacklist or "
			    "install line out of modprobe.d.",
			    "modprobe -a dax_pmem device_dax" },
		.fallback = { "The drivers are loaded: bind it to device_dax again.",
			      "daxctl reconfigure-device --mode=devdax %s" },
	},
	[REASON_DISK_SWAP] = {
		.id = "disk-swap",
		.gate = GATE_DEVICE,
		.severity = SEVERITY_INFO,
		.object = true,
		.message = "The disk is in use as swap space: it holds no file system.",
		.found = "/proc/swaps names it",
		.remedy = { "Where a file system is wanted there, turn it off as swap space and take it "
			    "out of /etc/fstab.",
			    "swapoff /dev/%s" },
	},
	[REASON_DM_NO_DAX] = {
		.id = "dm-no-dax",
		.gate = GATE_DEVICE,
		.severity = SEVERITY_WARNING,
		.object = true,
		.message = "The device-mapper device passes no DAX on: %s.",
		.found = "queue/dax of the dm device is 0; that of its legs; the table, as "
			 "root",
		.remedy = { "Only linear and striped volumes, all of whose legs have DAX, pass "
			    "it on." },
	},
	[REASON_DM_TABLE_UNREAD] = {
		.id = "dm-table-unread",
		.gate = GATE_DEVICE,
		.severity = SEVERITY_WARNING,
		.object = true,
		.message = "Whether the legs of this device-mapper device are aligned cannot "
			   "be seen: its table could not be read.",
		.found = "the ioctl DM_TABLE_STATUS failed; skipped says how",
		.remedy = { "Run as root, if skipped does not name another error than EACCES." },
	},
	[REASON_DM_UNALIGNED] = {
		.id = "dm-unaligned",
		.gate = GATE_DEVICE,
		.severity = SEVERITY_ERROR,
		.object = true,
		.message = "A leg starts at an offset that is no multiple of the page size: dm "
			   "cuts it off, so mounts with DAX reach the wrong bytes and may "
			   "corrupt data.",
		.found = "the table of the dm device, as root",
		.remedy = { "Do not mount it with DAX. Make the volume again with legs that "
			    "start at multiples of 1 MiB.",
			    NULL, true },
	},
	[REASON_EROFS_FILE_LAYOUT] = {
		.id = "erofs-file-layout",
		.gate = GATE_FILESYSTEM,
		.severity = SEVERITY_WARNING,
		.object = true,
		.message = "The EROFS is mounted with dax, but gives DAX only to files that are "
			   "stored plain, neither compressed nor with their last bytes within "
			   "the inode: at the top of the mount no file was seen that has it.",
		.found = "dax=always in the options, and statx of files at the top of the mount",
		.remedy = { "Make the image again without compression and with mkfs.erofs "
			    "-E noinline_data." },
	},
	[REASON_EXT4_DATA_JOURNAL] = {
		.id = "ext4-data-journal",
		.gate = GATE_FILESYSTEM,
		.severity = SEVERITY_WARNING,
		.object = true,
		.message = "The ext4 is mounted with data=journal, which excludes DAX.",
		.found = "the mount options",
		.remedy = { "Unmount it, and mount it without data=journal and with -o dax." },
	},
	[REASON_EXT4_INLINE_DATA] = {
		.id = "ext4-inline-data",
		.gate = GATE_FILESYSTEM,
		.severity = SEVERITY_WARNING,
		.object = true,
		.message = "The ext4 has the feature inline_data: mounting it with -o dax "
			   "fails.",
		.found = "the super block, as root",
		.remedy = { "Make the file system again without it (mkfs.ext4 -O ^inline_data).",
			    NULL, true },
	},
	[REASON_FS_BLOCK_SIZE] = {
		.id = "fs-block-size",
		.gate = GATE_FILESYSTEM,
		.severity = SEVERITY_WARNING,
		.object = true,
		.message = "The file system has blocks of %s bytes; DAX needs them as large as "
			   "a page.",
		.found = "the super block, as root, or f_bsize of the mount, against the "
			 "page size",
		.remedy = { "Make the file system again with blocks of the page size (mkfs.ext4 "
			    "-b, mkfs.xfs -b size=).",
			    NULL, true },
	},
	[REASON_FS_JOURNAL_DEVICE] = {
		.id = "fs-journal-device",
		.gate = GATE_FILESYSTEM,
		.severity = SEVERITY_INFO,
		.object = true,
		.message = "The disk is the journal of a file system on another disk: it holds no "
			   "files, and cannot be mounted.",
		.found = "ext4's feature journal_dev (incompat 0x8), or xfs' log records, at the start "
			 "of the disk",
	},
	[REASON_FS_NO_DAX] = {
		.id = "fs-no-dax",
		.gate = GATE_FILESYSTEM,
		.severity = SEVERITY_INFO,
		.object = true,
		.message = "%s has no DAX; ext4 and xfs have.",
		.found = "the type of the file system",
		.remedy = { "Use ext4 or xfs.",
			    NULL, true },
	},
	[REASON_FS_UNKNOWN] = {
		.id = "fs-unknown",
		.gate = GATE_FILESYSTEM,
		.severity = SEVERITY_INFO,
		.object = true,
		.message = "The file system %s is not one of mainline Linux: whether it has DAX is "
			   "not known.",
		.found = "the type of the file system, which is in no list of this program",
	},
	[REASON_GUEST_READONLY] = {
		.id = "guest-readonly",
		.gate = GATE_NAMESPACE,
		.severity = SEVERITY_WARNING,
		.object = true,
		.message = "The region is read-only, so are its disks, and no namespace on it "
			   "can be changed to another mode.",
		.found = "read_only of the region is 1",
		.remedy = { "In the host, take unarmed=on or readonly=on off the device." },
		.fallback = { "Several things make a region read-only: an NVDIMM that is not armed (ndctl "
			      "list -DH), a hypervisor that gives it read-only, or a 1 that was written "
			      "to its read_only by hand. The kernel log of the boot tells the first "
			      "two." },
	},
	[REASON_IS_PMEM_0] = {
		.id = "is-pmem-0",
		.gate = GATE_MOUNT,
		.severity = SEVERITY_INFO,
		.object = true,
		.message = "DAX works here, MAP_SYNC does not (%s): programs must flush with "
			   "msync or fsync, and pmem_is_pmem() says no.",
		.found = "the type of the file system, and whether the region is "
			 "asynchronous (virtio-pmem, PAPR with ibm,hcall-flush-required)",
	},
	[REASON_LEGACY_DAX_REGRESSION] = {
		.id = "legacy-dax-regression",
		.gate = GATE_NAMESPACE,
		.severity = SEVERITY_WARNING,
		.object = true,
		.message = "The namespace has struct pages, yet its disk says queue/dax=0: a "
			   "kernel that lost the flag (6.11-rc1 to -rc3 did).",
		.found = "mode of the namespace is memory, nothing holds it, queue/dax is 0",
		.remedy = { "Boot another kernel version." },
	},
	[REASON_LEGACY_NO_SUBDIVIDE] = {
		.id = "legacy-no-subdivide",
		.gate = GATE_NAMESPACE,
		.severity = SEVERITY_INFO,
		.object = true,
		.message = "A label-less region (nstype 4) is one namespace: it cannot be "
			   "split, destroyed or named.",
		.found = "nstype of the region is 4",
		.remedy = { "Make several regions instead, by several memmap= ranges with a gap between "
			    "them." },
		.fallback = { "Have whoever describes the memory make several regions of it: several "
			      "devices in the hypervisor, several nodes in the device tree, or NVDIMMs "
			      "with a label area (QEMU: label-size=)." },
	},
	/* States: new NVDIMMs; labels that were zeroed or damaged; a label area made by other software. */
	[REASON_LABELS_NOT_INITIALISED] = {
		.id = "labels-not-initialised",
		.gate = GATE_NAMESPACE,
		.severity = SEVERITY_INFO,
		.object = true,
		.message = "The NVDIMMs of the region have a label area without valid labels: without them "
			   "the region is one namespace and cannot be divided.",
		.found = "nstype of the region is 4, and its dimms have available_slots",
		.remedy = { "If the region is to be divided: initialise the labels, which deletes all "
			    "namespaces on these NVDIMMs. Look at /dev/pmemN first: labels that were "
			    "damaged look the same as none.",
			    NULL, true },
	},
	[REASON_MOUNT_DATA_ELSEWHERE] = {
		.id = "mount-data-elsewhere",
		.gate = GATE_MOUNT,
		.severity = SEVERITY_INFO,
		.object = true,
		.message = "Only the %s of this file system is on the disk: its files are on another one.",
		.found = "logdev= or rtdev= in the mount options, and a source that is no disk of the "
			 "inventory",
	},
	[REASON_MOUNT_DAX_NEVER] = {
		.id = "mount-dax-never",
		.gate = GATE_MOUNT,
		.severity = SEVERITY_INFO,
		.object = true,
		.message = "The file system is mounted without DAX: nothing that was seen below it "
			   "forbids it.",
		.found = "the mount options",
		.remedy = { "Unmount it, and mount it with -o dax=always (-o dax before Linux "
			    "5.8, and for ext2 and ext3). Where another finding says that this is "
			    "refused, ext4 and xfs have dax=inode." },
	},
	[REASON_MOUNT_FELL_BACK] = {
		.id = "mount-fell-back",
		.gate = GATE_MOUNT,
		.severity = SEVERITY_WARNING,
		.object = true,
		.message = "The xfs is mounted with dax=never on a disk that cannot do DAX: "
			   "where -o dax was asked for, xfs fell back without an error.",
		.found = "dax=never in the mount options, and a gate below that is shut",
		.remedy = { "Mend what the other findings on this disk say, then mount it "
			    "again." },
	},
	[REASON_MOUNT_OVERLAY] = {
		.id = "mount-overlay",
		.gate = GATE_MOUNT,
		.severity = SEVERITY_INFO,
		.object = true,
		.message = "An overlay on a file system of this disk: a file has DAX where the one "
			   "below it has, and MAP_SYNC is refused (seen on 6.12).",
		.found = "an overlay whose lowerdir or upperdir is on a mount of the disk",
		.remedy = { "Where MAP_SYNC is needed, use the mount below the overlay." },
	},
	[REASON_MOUNT_FILES_EXEMPT] = {
		.id = "mount-files-exempt",
		.gate = GATE_MOUNT,
		.severity = SEVERITY_WARNING,
		.object = true,
		.message = "Mounted with dax=always, and the files at its top that were looked at "
			   "have no DAX all the same: files that are encrypted, verified or "
			   "journalled are exempt, and on xfs those on a realtime device without "
			   "DAX.",
		.found = "the mount options, and STATX_ATTR_DAX of files at the top of the mount",
		.remedy = { "Ask for each file (STATX_ATTR_DAX of statx), and do without exempt "
			    "kinds of files where DAX is needed." },
	},
	[REASON_MOUNT_NO_DAX_OPT] = {
		.id = "mount-no-dax-opt",
		.gate = GATE_MOUNT,
		.severity = SEVERITY_INFO,
		.object = true,
		.message = "Mounted with dax=inode, the default: only files that carry the DAX "
			   "attribute are mapped directly, and none was seen at its top.",
		.found = "the mount options, and STATX_ATTR_DAX of files at the top of the "
			 "mount",
		.remedy = { "Set the attribute on a directory (new files inherit it) with "
			    "xfs_io -c 'chattr +x', or mount with -o dax=always, unless another "
			    "finding says that this is refused." },
	},
	[REASON_NEED_ROOT] = {
		.id = "need-root",
		.gate = GATE_DEVICE,
		.severity = SEVERITY_INFO,
		.object = true,
		.message = "Super blocks of unmounted file systems, info blocks and dm tables "
			   "are for root only: the verdicts that need them are unknown.",
		.found = "EACCES or EPERM in skipped",
		.remedy = { "Run as root." },
	},
	[REASON_NOTHING_THERE] = {
		.id = "nothing-there",
		.gate = GATE_NAMESPACE,
		.severity = SEVERITY_INFO,
		.object = true,
		.message = "No persistent memory and no dax device is visible to this kernel%s.",
		.found = "no bus with a region, no dax device; what explains it: memmap=, efi= and "
			 "efi_fake_mem= on the command line, blacklisted modules, the names in "
			 "/proc/iomem, buses without a region",
	},
	[REASON_NS_DEVDAX_NO_BLOCK] = {
		.id = "ns-devdax-no-block",
		.gate = GATE_NAMESPACE,
		.severity = SEVERITY_INFO,
		.object = true,
		.message = "A devdax namespace has no block device by design: use /dev/daxX.Y.",
		.found = "holder_class of the namespace is dax",
	},
	[REASON_NS_DISABLED] = {
		.id = "ns-disabled",
		.gate = GATE_NAMESPACE,
		.severity = SEVERITY_WARNING,
		.object = true,
		.message = "The namespace is disabled: no driver is bound to it.",
		.found = "no driver link at the namespace and at the device that holds it",
		.remedy = { "Enable it. If that fails, the kernel log tells why: an info block "
			    "made for another page size or alignment is the usual reason (page "
			    "size mismatch, alignment mismatch).",
			    "ndctl enable-namespace %s" },
	},
	/*
	 * States: the block was overwritten (mkfs, dd or wipefs on the raw disk) or cannot be
	 * read (bad block); its checksum or version is wrong; force_raw hides it. holder_class
	 * is of the label and outlives all of them.
	 */
	[REASON_NS_INFO_BLOCK_LOST] = {
		.id = "ns-info-block-lost",
		.gate = GATE_NAMESPACE,
		.severity = SEVERITY_ERROR,
		.object = true,
		.message = "The namespace's label says that it was made as %s, and it has come up raw: its "
			   "info block is overwritten, damaged or passed over (force_raw). Its data "
			   "starts behind that block, not where this disk starts.",
		.found = "holder_class of the namespace is pfn, dax or btt, and nothing holds it",
		.remedy = { "Do not mkfs, mount, repair or recreate it before the data was looked for: copy "
			    "the whole disk first. If force_raw is 1, disable the namespace, write 0 "
			    "there and enable it. A file system is found by its super block behind the "
			    "first 2 MiB or more." },
	},
	[REASON_NS_INFO_BLOCK_UNREAD] = {
		.id = "ns-info-block-unread",
		.gate = GATE_NAMESPACE,
		.severity = SEVERITY_WARNING,
		.object = true,
		.message = "This kernel cannot attach fsdax, devdax or sector namespaces, or not "
			   "all of them, and whether this raw disk is one cannot be seen: its byte "
			   "4096 could not be read.",
		.found = "CONFIG_NVDIMM_PFN, CONFIG_NVDIMM_DAX or CONFIG_BTT is off, the namespace "
			 "is raw, and its disk cannot be read",
		.remedy = { "Do not mkfs or write to it before you have looked: run as root, this "
			    "reads its byte 4096.",
			    "ndctl pmem-status -n %s" },
	},
	[REASON_DAX_OTHER_DRIVER] = {
		.id = "dax-other-driver",
		.gate = GATE_DRIVER,
		.severity = SEVERITY_INFO,
		.object = true,
		.message = "The device is bound to %s, which lets no program map it, or not "
			   "in a way known here.",
		.found = "the driver link of the dax device",
		.remedy = { "For mappings bind it to device_dax.",
			    "daxctl reconfigure-device --mode=devdax %s" },
	},
	/* States: save, restore or flush failed at the last power loss; a mapping failed. */
	[REASON_DIMM_FAILED] = {
		.id = "dimm-failed",
		.gate = GATE_DEVICE,
		.severity = SEVERITY_ERROR,
		.object = true,
		.message = "The NVDIMM reports %s: what it holds may not be what was written last.",
		.found = "nfit/flags or papr/flags of the dimm: save_fail, restore_fail, flush_fail, "
			 "map_fail",
		.remedy = { "See its health, then restore its data from a copy. Replace it if it reports "
			    "this again.",
			    "ndctl list -DH -d %s" },
	},
	/* States: battery, capacitor or supply too weak; save area worn; still charging after boot. */
	[REASON_DIMM_NOT_ARMED] = {
		.id = "dimm-not-armed",
		.gate = GATE_NAMESPACE,
		.severity = SEVERITY_WARNING,
		.object = true,
		.message = "The region is read-only, because an NVDIMM below it is not armed: it could "
			   "not save its contents at a power loss.",
		.found = "read_only of the region is 1, not_armed in the dimm's flags, no hypervisor",
		.remedy = { "Its energy source (battery, capacitor, supply) is missing, worn or still "
			    "charging: see the firmware's log and the dimm's health (ndctl list -DH), mend "
			    "it, and reboot." },
	},
	/* States: deleted; a container without the host's /dev; a file that dd or cp has made there. */
	[REASON_DISK_NODE_MISSING] = {
		.id = "disk-node-missing",
		.gate = GATE_DEVICE,
		.severity = SEVERITY_WARNING,
		.object = true,
		.message = "The disk is there, its node in /dev is not (%s): no program can open the "
			   "disk, and mkfs or dd would fill a plain file.",
		.found = "the disk in sysfs, no such block device in /dev",
		.remedy = { "In a container, bring the host's /dev in. Elsewhere the node was deleted, and "
			    "this makes it again.",
			    "d=%s; mknod -m 660 /dev/$d b $(tr : ' ' </sys/class/block/$d/dev)" },
		.fallback = { "Move what is in its place away, after a look at what it holds; then make "
			      "the node again with udevadm trigger or mknod." },
	},
	/* States: blockdev --setro; a read-only region has a reason of its own. */
	[REASON_DISK_READ_ONLY] = {
		.id = "disk-read-only",
		.gate = GATE_DEVICE,
		.severity = SEVERITY_INFO,
		.object = true,
		.message = "The disk is read-only, though its region is not: nothing on it can be changed.",
		.found = "ro of the disk, read_only of its region",
		.remedy = { "Allow writes again.",
			    "blockdev --setrw /dev/%s" },
	},
	[REASON_DISK_UNREAD] = {
		.id = "disk-unread",
		.gate = GATE_DEVICE,
		.severity = SEVERITY_WARNING,
		.object = true,
		.message = "Size, start, queue/dax or the page size could not be read: whether "
			   "the disk passes DAX on cannot be told.",
		.found = "missing attributes in /sys/class/block",
	},
	[REASON_OBJECT_UNREAD] = {
		.id = "object-unread",
		.gate = GATE_NAMESPACE,
		.severity = SEVERITY_WARNING,
		.object = true,
		.message = "Part of what the kernel shows of it could not be read: what it gives "
			   "cannot be told.",
		.found = "the file that is listed as skipped",
	},
	[REASON_NS_MODE_UNKNOWN] = {
		.id = "ns-mode-unknown",
		.gate = GATE_NAMESPACE,
		.severity = SEVERITY_WARNING,
		.object = true,
		.message = "The namespace's mode (%s) is not known here: nothing is said of it, "
			   "and nothing advised.",
		.found = "the mode attribute of the namespace",
	},
	[REASON_NS_NO_DISK] = {
		.id = "ns-no-disk",
		.gate = GATE_NAMESPACE,
		.severity = SEVERITY_WARNING,
		.object = true,
		.message = "The namespace is enabled, and its block device cannot be seen.",
		.found = "the driver link of the namespace, and no disk of it in "
			 "/sys/class/block",
	},
	/* States: a backing file, a memmap= range or a device tree node of an odd size. */
	[REASON_NS_ODD_SIZE] = {
		.id = "ns-odd-size",
		.gate = GATE_NAMESPACE,
		.severity = SEVERITY_WARNING,
		.object = true,
		.message = "The namespace is disabled and cannot be enabled: its size is no multiple of "
			   "2 MiB, and the kernel maps whole pieces of that size only (\"misaligned, "
			   "unable to map\").",
		.found = "size of a namespace of e820, virtio or of that nothing holds and no driver has",
		.remedy = { "Give it another size where it comes from: the backing file of the virtual "
			    "device, the memmap= range, the device tree. A multiple of 16 MiB lets ndctl "
			    "change its mode as well." },
	},
	[REASON_NS_RAW_MODE] = {
		.id = "ns-raw-mode",
		.gate = GATE_NAMESPACE,
		.severity = SEVERITY_WARNING,
		.object = true,
		.message = "The namespace is raw, and so without struct pages: a plain block "
			   "device, no DAX.",
		.found = "the mode attribute of the namespace is raw, nothing holds it, "
			 "queue/dax is 0",
		.remedy = { "Make it an fsdax namespace.",
			    "ndctl create-namespace -f -e %s --mode=fsdax", true },
		.fallback = { "This kernel can make no fsdax namespace here: leave it as it is, or, "
			      "for atomic sectors, make it a sector namespace.",
			    "ndctl create-namespace -f -e %s --mode=sector", true },
	},
	[REASON_NS_SECTOR_MODE] = {
		.id = "ns-sector-mode",
		.gate = GATE_NAMESPACE,
		.severity = SEVERITY_INFO,
		.object = true,
		.message = "A sector namespace (BTT) gives atomic sectors and never DAX.",
		.found = "holder_class of the namespace is btt",
		.remedy = { "If DAX is wanted, make it an fsdax namespace.",
			    "ndctl create-namespace -f -e %s --mode=fsdax", true },
	},
	[REASON_NS_SEED_ONLY] = {
		.id = "ns-seed-only",
		.gate = GATE_NAMESPACE,
		.severity = SEVERITY_INFO,
		.object = true,
		.message = "The region has no namespace, and %s bytes to make one of.",
		.found = "the size of every namespace of the region is 0: those are seeds",
		.remedy = { "Make one. If that fails as misaligned, the region starts off the grid of its "
			    "align, which only the firmware or the hypervisor can change.",
			    "ndctl create-namespace --region=%s" },
		.fallback = { "Make one; this host can give it no DAX.",
			      "ndctl create-namespace --region=%s --mode=sector" },
	},
	[REASON_PART_UNALIGNED] = {
		.id = "part-unaligned",
		.gate = GATE_DEVICE,
		.severity = SEVERITY_WARNING,
		.object = true,
		.message = "Start or size is not a multiple of the page size (%s bytes): the "
			   "kernel refuses DAX with \"unaligned partition for dax\".",
		.found = "start and size in /sys/class/block",
		.remedy = { "Partition again with a start and an end at multiples of 2 MiB.",
			    NULL, true },
	},
	[REASON_PLATFORM_NO_REGION] = {
		.id = "platform-no-region",
		.gate = GATE_NAMESPACE,
		.severity = SEVERITY_WARNING,
		.object = true,
		.message = "The bus has DIMMs and no region: the memory is all volatile "
			   "(Memory Mode), or a goal was set and not applied yet.",
		.found = "nmem devices on the bus, no region",
		.remedy = { "Configure the DIMMs for App Direct in the firmware or with ipmctl, "
			    "and reboot. That deletes what is on them.",
			    NULL, true },
	},
	[REASON_PMEM_VOLATILE] = {
		.id = "pmem-volatile",
		.gate = GATE_NAMESPACE,
		.severity = SEVERITY_INFO,
		.object = true,
		.message = "This memory is %s: what is stored there may not survive a power "
			   "loss.",
		.found = "the provider of the bus, and devtype of the region",
	},
	[REASON_PROBE_CONTRADICTS] = {
		.id = "probe-contradicts",
		.gate = GATE_DEVICE,
		.severity = SEVERITY_WARNING,
		.object = true,
		.message = "Asked with --probe, the kernel says %s; what can be read of it had "
			   "been taken to mean something else. The kernel is believed.",
		.found = "an answer to --probe that differs from the verdict without it",
		.remedy = { "Report it with a capture of this machine: a rule that the verdict "
			    "rests on does not hold for this kernel." },
	},
	[REASON_REGION_NOT_ENABLED] = {
		.id = "region-not-enabled",
		.gate = GATE_NAMESPACE,
		.severity = SEVERITY_WARNING,
		.object = true,
		.message = "The region is disabled, and with it every namespace on it (a "
			   "locked DIMM, a missing one, or a label error).",
		.found = "no driver link at the region",
		.remedy = { "Enable the region, and the dimms below it where they are disabled. If that "
			    "fails, the kernel log tells why: a missing dimm or a label error.",
			    "ndctl enable-region %s" },
		.fallback = { "A dimm below it is locked: unlock it with its passphrase (ndctl load-keys, "
			      "or the firmware at boot), then enable dimm and region." },
	},
	/* States: a virtiofsd without a window (all of QEMU's own); dax=inode and a server that asks for none. */
	[REASON_VIRTIOFS_NO_DAX] = {
		.id = "virtiofs-no-dax",
		.gate = GATE_MOUNT,
		.severity = SEVERITY_INFO,
		.object = true,
		.message = "The virtiofs mount has no DAX: %s.",
		.found = "the mount options, files at the top of the mount, and whether /proc/iomem has "
			 "the device's window",
		.remedy = { "Have the hypervisor give the device a DAX window: without one dax=always "
			    "fails (kernel log: \"No cache capability\"), and no attribute of a file "
			    "helps." },
		.fallback = { "Mount it with -o dax=always, or have the server ask for DAX." },
	},
	[REASON_XFS_DAX_HOLDER] = {
		.id = "xfs-dax-holder",
		.gate = GATE_MOUNT,
		.severity = SEVERITY_WARNING,
		.object = true,
		.message = "Another xfs that uses the same disk, for its files, its log or its realtime "
			   "device, is mounted as well: the first of them holds the disk's DAX "
			   "device, and the others are without DAX.",
		.found = "two xfs mounts on partitions of one disk, or one with logdev= or rtdev= there; "
			 "the one with dax=always, or with a file that has DAX, is the first",
		.remedy = { "One xfs for each pmem disk, and its log elsewhere; ext4 for the others, or "
			    "a namespace for each." },
	},
	[REASON_XFS_REFLINK] = {
		.id = "xfs-reflink",
		.gate = GATE_FILESYSTEM,
		.severity = SEVERITY_WARNING,
		.object = true,
		.message = "The xfs has reflink, with which -o dax=always is refused on a partition "
			   "(\"cannot work with multi-partitions\") and by old kernels "
			   "anywhere (\"cannot be used together\").",
		.found = "the super block, as root; the disk is a partition, or the kernel is as old "
			 "as 5.10",
		.remedy = { "Make it again with mkfs.xfs -m reflink=0, or, on a kernel since 6.1, "
			    "use the whole disk.",
			    NULL, true },
	},

	/* --- what stands around it --- */
	[REASON_AUTO_ONLINE] = {
		.id = "auto-online",
		.gate = GATE_DEVICE,
		.severity = SEVERITY_INFO,
		.object = true,
		.message = "New memory goes online by itself (auto_online_blocks is %s): to "
			   "take this device back its memory must be offlined first, which can "
			   "fail.",
		.found = "/sys/devices/system/memory/auto_online_blocks, a device bound to "
			 "kmem",
		.remedy = { "Offline it before reconfiguring; daxctl online-memory --no-movable "
			    "is what makes that hard.",
			    "daxctl offline-memory %s" },
	},
	/* States: media errors found by a scrub (ARS) or met by a read; errors that were injected. */
	[REASON_BADBLOCKS] = {
		.id = "badblocks",
		.gate = GATE_DEVICE,
		.severity = SEVERITY_ERROR,
		.object = true,
		.message = "%s sectors of 512 bytes cannot be read: a read of them fails with EIO, and a "
			   "mapping of them kills the program with SIGBUS. Which files are on them "
			   "cannot be seen from here.",
		.found = "badblocks of the region or the disk; a mount shares those of its disk or "
			 "partition",
		.remedy = { "This lists them. Restore the files on them from a copy: what is there is lost "
			    "already. A write through the file system, or ndctl clear-errors, makes the "
			    "sectors good again.",
			    "ndctl list -NRM" },
	},
	[REASON_CONFIG_SOFT_RESERVE] = {
		.id = "config-soft-reserve",
		.gate = GATE_KERNEL,
		.severity = SEVERITY_WARNING,
		.object = true,
		.message = "The firmware set memory aside (\"Soft Reserved\"), and no dax "
			   "device shows it: %s.",
		.found = "\"Soft Reserved\" in /proc/iomem, no dax device of hmem or CXL, "
			 "CONFIG_DEV_DAX_HMEM and the module dax_hmem",
		.remedy = { "Boot a kernel with CONFIG_EFI_SOFT_RESERVE=y and "
			    "CONFIG_DEV_DAX_HMEM=m, and let dax_hmem load." },
	},
	[REASON_DEV_PERM] = {
		.id = "dev-perm",
		.gate = GATE_DEVICE,
		.severity = SEVERITY_INFO,
		.object = true,
		.message = "Only the owner of /dev/%s can open it.",
		.found = "permissions of the node",
		.remedy = { "Give it to a group with a udev rule; chmod is undone when the "
			    "device is bound again." },
	},
	[REASON_HUGEPAGE_FALLBACK] = {
		.id = "hugepage-fallback",
		.gate = GATE_NAMESPACE,
		.severity = SEVERITY_INFO,
		.object = true,
		.message = "The namespace is aligned to less than a huge page (%s): DAX works with "
			   "small pages only, and slowly.",
		.found = "align of the namespace against "
			 "/sys/kernel/mm/transparent_hugepage/hpage_pmd_size",
		.remedy = { "Make it again with --align set to the size of a huge page.", NULL,
			    true },
	},
	[REASON_MEMMAP_BAD_RANGE] = {
		.id = "memmap-bad-range",
		.gate = GATE_NAMESPACE,
		.severity = SEVERITY_WARNING,
		.object = true,
		.message = "The command line reserves memory with memmap=, and no e820 region "
			   "came of it: the range may cross a hole, not be RAM, or the driver "
			   "nd_e820 is missing.",
		.found = "memmap=...! in /proc/cmdline, no bus with the provider e820",
		.remedy = { "Take a range that the boot log lists as usable (dmesg | grep "
			    "e820), and load nd_e820." },
	},
	/*
	 * States: memmap=SIZE!START (or a '%' word that makes the same type) with a START
	 * beyond the memory, or in a hole, or a SIZE that reaches past its end. nd_e820
	 * does not look, nd_pmem neither: writes go nowhere.
	 */
	[REASON_MEMMAP_NO_MEMORY] = {
		.id = "memmap-no-memory",
		.gate = GATE_NAMESPACE,
		.severity = SEVERITY_ERROR,
		.object = true,
		.message = "memmap= on the command line made this region, and the firmware's map has "
			   "no memory at its range, or not at all of it: what is written there is "
			   "lost.",
		.found = "/sys/firmware/memmap has no System RAM, Persistent Memory or Soft Reserved at "
			 "the range that memmap= or /proc/iomem names",
		.remedy = { "Store nothing on it. Give memmap= a range that the firmware lists as System "
			    "RAM (/sys/firmware/memmap, or \"usable\" in the boot log's e820 lines), or "
			    "take the word off the command line, and reboot." },
	},
	/*
	 * States: a kernel without CONFIG_FIRMWARE_MEMMAP; a tree without that directory; a
	 * range that root alone can read because the kernel cut or merged it.
	 */
	[REASON_MEMMAP_UNPROVEN] = {
		.id = "memmap-unproven",
		.gate = GATE_NAMESPACE,
		.severity = SEVERITY_WARNING,
		.object = true,
		.message = "memmap= on the command line made this region, and whether there is memory at "
			   "its range cannot be seen: where there is none, writes are lost.",
		.found = "memmap= in /proc/cmdline, and no /sys/firmware/memmap or no range of the "
			 "region's size",
		.remedy = { "Run as root, and on the machine itself. Where /sys/firmware/memmap is "
			    "missing, compare memmap= with the \"usable\" ranges of the boot log's e820 "
			    "lines." },
	},
	[REASON_NS_NO_LABELS] = {
		.id = "ns-no-labels",
		.gate = GATE_NAMESPACE,
		.severity = SEVERITY_INFO,
		.object = true,
		.message = "DIMMs of this bus have no label area: each of their regions is one "
			   "namespace, whose mode an info block keeps.",
		.found = "no available_slots at an nmem device",
	},
	[REASON_NUMA_TARGET_NODE] = {
		.id = "numa-target-node",
		.gate = GATE_DEVICE,
		.severity = SEVERITY_INFO,
		.object = true,
		.message = "The kernel knows no target_node of this device (no SRAT or HMAT "
			   "entry, or an old kernel): as system memory it would join another "
			   "node.",
		.found = "target_node of the dax device is missing or -1",
	},
	/*
	 * States: DIMMs exchanged or missing from an interleave set; labels of another set;
	 * labels that another system made; a namespace the kernel refused as inconsistent.
	 */
	[REASON_REGION_FOREIGN_LABELS] = {
		.id = "region-foreign-labels",
		.gate = GATE_NAMESPACE,
		.severity = SEVERITY_WARNING,
		.object = true,
		.message = "%s bytes of the region belong to labels that no namespace came of: DIMMs may "
			   "be exchanged or missing, or the labels are another system's.",
		.found = "available_size of the region is less than its size, and it has no namespace",
		.remedy = { "Do not create a namespace on the rest before it is known whose labels they "
			    "are: put the DIMMs back in their slots, and look at ndctl read-labels -j and "
			    "the kernel log." },
	},
	/* States: namespaces of different sizes that were destroyed between others. */
	[REASON_REGION_FRAGMENTED] = {
		.id = "region-fragmented",
		.gate = GATE_NAMESPACE,
		.severity = SEVERITY_INFO,
		.object = true,
		.message = "The free capacity of the region is in pieces: the largest new namespace has %s "
			   "bytes.",
		.found = "max_available_extent of the region is less than available_size",
	},
	/* States: namespaces smaller than their region. */
	[REASON_REGION_FREE_CAPACITY] = {
		.id = "region-free-capacity",
		.gate = GATE_NAMESPACE,
		.severity = SEVERITY_INFO,
		.object = true,
		.message = "%s bytes of the region belong to no namespace.",
		.found = "available_size of a region with namespaces",
		.remedy = { "Make another namespace.",
			    "ndctl create-namespace --region=%s" },
	},
	/* States: a size off the grid; a start off the grid; labels of a small namespace without one. */
	[REASON_REGION_OFF_GRID] = {
		.id = "region-off-grid",
		.gate = GATE_NAMESPACE,
		.severity = SEVERITY_WARNING,
		.object = true,
		.message = "The region's size or start is no multiple of its align, or a small part of it "
			   "belongs to a label without a namespace: ndctl create-namespace may fail as "
			   "misaligned.",
		.found = "size, available_size and max_available_extent of the region against its align; "
			 "its start is not read",
		.remedy = { "Give the memory a size and a start at multiples of the align: in QEMU a size "
			    "of the NVDIMM that, without its label area, is one. If size and start are "
			    "right, look at ndctl read-labels." },
	},
	[REASON_REGION_MISALIGNED] = {
		.id = "region-misaligned",
		.gate = GATE_NAMESPACE,
		.severity = SEVERITY_WARNING,
		.object = true,
		.message = "The namespace is not enabled, and its size is no multiple of the "
			   "region's align: that may be why.",
		.found = "size of the namespace, align of the region",
	},
	[REASON_STACK_NO_DAX] = {
		.id = "stack-no-dax",
		.gate = GATE_DEVICE,
		.severity = SEVERITY_WARNING,
		.object = true,
		.message = "The disk (%s) stands on others and has no DAX: only the targets linear and "
			   "striped of device-mapper pass on what is below them.",
		.found = "queue/dax of a disk of md, bcache or another driver is 0, and it stands on "
			 "other disks",
		.remedy = { "Use device-mapper's linear or striped target in its place (lvcreate without "
			    "a raid type), or a file system on each of the disks.",
			    NULL, true },
	},
	[REASON_STALE_KMEM] = {
		.id = "stale-kmem",
		.gate = GATE_DEVICE,
		.severity = SEVERITY_WARNING,
		.object = true,
		.message = "Memory that kmem was given is still in use, though no dax device "
			   "is bound to kmem any more.",
		.found = "\"System RAM (kmem)\" in /proc/iomem, no dax device with the "
			 "driver kmem",
		.remedy = { "Reboot: memory that was not offlined cannot be taken back." },
	},
	[REASON_SYS_READONLY_OR_ABSENT] = {
		.id = "sys-readonly-or-absent",
		.gate = GATE_DEVICE,
		.severity = SEVERITY_WARNING,
		.object = true,
		.message = "There is no /sys/bus: no sysfs is mounted on /sys, or the tree has none. "
			   "Nothing can be seen of devices.",
		.found = "/sys/bus is missing",
		.remedy = { "Mount sysfs on /sys, or bring the host's into the container; a tree is "
			    "made by ndctl pmem-status --capture." },
	},
	[REASON_THP_OFF_DEVDAX] = {
		.id = "thp-off-devdax",
		.gate = GATE_KERNEL,
		.severity = SEVERITY_WARNING,
		.object = true,
		.message = "Transparent huge pages are off ([never]), and this devdax "
			   "namespace, aligned to more than a page, has no device.",
		.found = "/sys/kernel/mm/transparent_hugepage/enabled and the align of the "
			 "namespace",
		.remedy = { "Turn them on, or make the namespace again with --align set to the "
			    "page size.",
			    "echo madvise > /sys/kernel/mm/transparent_hugepage/enabled" },
	},
};

const struct reason_words *reason_words(enum reason reason)
{
	return &table[reason];
}

const char *gate_name(enum gate gate)
{
	static const char *const names[GATE_COUNT] = {
		[GATE_CPU] = "cpu",       [GATE_KERNEL] = "kernel",
		[GATE_DRIVER] = "driver", [GATE_NAMESPACE] = "namespace",
		[GATE_DEVICE] = "device", [GATE_FILESYSTEM] = "filesystem",
		[GATE_MOUNT] = "mount",
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

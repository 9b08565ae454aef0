/* SPDX-License-Identifier: GPL-2.0-only */
/* Names of the options, platforms, symbols and modules that the rules use. */
#ifndef PMEMCAP_KERNEL_NAMES_H
#define PMEMCAP_KERNEL_NAMES_H

/*
 * Configuration symbols that a rule uses or that users ask for. They are in strcmp() order, since
 * the parser searches them by bisection. A test checks the order.
 */
#define KERNEL_OPTIONS(X)                                                                          \
	X(64BIT)                                                                                   \
	X(ACPI_NFIT)                                                                               \
	X(ARCH_ENABLE_MEMORY_HOTPLUG)                                                              \
	X(ARCH_HAS_CPU_CACHE_ALIASING)                                                             \
	X(ARCH_HAS_PMEM_API)                                                                       \
	X(ARCH_HAS_PTE_DEVMAP)                                                                     \
	X(ARCH_HAS_UACCESS_FLUSHCACHE)                                                             \
	X(ATH79)                                                                                   \
	X(BLK_DEV_DM)                                                                              \
	X(BLK_DEV_PMEM)                                                                            \
	X(BTT)                                                                                     \
	X(CPU_V6)                                                                                  \
	X(CPU_V6K)                                                                                 \
	X(CPU_V7)                                                                                  \
	X(CXL_ACPI)                                                                                \
	X(CXL_MEM)                                                                                 \
	X(CXL_PCI)                                                                                 \
	X(CXL_PMEM)                                                                                \
	X(CXL_REGION)                                                                              \
	X(CXL_REGION_INVALIDATION_TEST)                                                            \
	X(DAX)                                                                                     \
	X(DAX_DRIVER)                                                                              \
	X(DCSSBLK)                                                                                 \
	X(DEV_DAX)                                                                                 \
	X(DEV_DAX_CXL)                                                                             \
	X(DEV_DAX_HMEM)                                                                            \
	X(DEV_DAX_KMEM)                                                                            \
	X(DEV_DAX_PMEM)                                                                            \
	X(DEV_DAX_PMEM_COMPAT)                                                                     \
	X(EFI_SOFT_RESERVE)                                                                        \
	X(EXT2_FS)                                                                                 \
	X(FS_DAX)                                                                                  \
	X(FS_DAX_LIMITED)                                                                          \
	X(FUSE_DAX)                                                                                \
	X(LIBNVDIMM)                                                                               \
	X(MEMORY_HOTPLUG)                                                                          \
	X(MEMORY_HOTREMOVE)                                                                        \
	X(ND_BTT)                                                                                  \
	X(ND_CLAIM)                                                                                \
	X(NIOS2_DCACHE_SIZE)                                                                       \
	X(NVDIMM_DAX)                                                                              \
	X(NVDIMM_PFN)                                                                              \
	X(OF_PMEM)                                                                                 \
	X(PAPR_SCM)                                                                                \
	X(PHYS_ADDR_T_64BIT)                                                                       \
	X(RAMDAX)                                                                                  \
	X(SPARSEMEM_VMEMMAP)                                                                       \
	X(TRANSPARENT_HUGEPAGE)                                                                    \
	X(UML)                                                                                     \
	X(VIRTIO_FS)                                                                               \
	X(VIRTIO_PMEM)                                                                             \
	X(X86_PMEM_LEGACY)                                                                         \
	X(ZONE_DEVICE)

enum kernel_option {
#define X(name) KOPT_##name,
	KERNEL_OPTIONS(X)
#undef X
		KOPT_COUNT
};

/*
 * Symbols that show the architecture, and symbols of the mips platforms that override
 * cpu_has_dc_aliases (in their cpu-feature-overrides.h; the same set in 6.1, 6.12 and 7.3). Only
 * "y" counts.
 */
#define KERNEL_PLATFORMS(X)                                                                        \
	X(ALPHA)                                                                                   \
	X(ARC)                                                                                     \
	X(ARM)                                                                                     \
	X(ARM64)                                                                                   \
	X(CSKY)                                                                                    \
	X(HEXAGON)                                                                                 \
	X(IA64)                                                                                    \
	X(LOONGARCH)                                                                               \
	X(M68K)                                                                                    \
	X(MICROBLAZE)                                                                              \
	X(MIPS)                                                                                    \
	X(NIOS2)                                                                                   \
	X(OPENRISC)                                                                                \
	X(PARISC)                                                                                  \
	X(PPC)                                                                                     \
	X(PPC32)                                                                                   \
	X(PPC64)                                                                                   \
	X(RISCV)                                                                                   \
	X(S390)                                                                                    \
	X(SPARC32)                                                                                 \
	X(SPARC64)                                                                                 \
	X(SUPERH)                                                                                  \
	X(X86)                                                                                     \
	X(X86_32)                                                                                  \
	X(X86_64)                                                                                  \
	X(XTENSA)                                                                                  \
	X(CPU_32v4)                                                                                \
	X(CPU_32v4T)                                                                               \
	X(CPU_32v5)                                                                                \
	X(CPU_32v6)                                                                                \
	X(CPU_32v7)                                                                                \
	X(CPU_V7M)                                                                                 \
	X(BCM63XX)                                                                                 \
	X(CAVIUM_OCTEON_SOC)                                                                       \
	X(CPU_R3000)                                                                               \
	X(MACH_DECSTATION)                                                                         \
	X(MACH_INGENIC)                                                                            \
	X(MACH_INGENIC_SOC)                                                                        \
	X(MACH_LOONGSON2EF)                                                                        \
	X(MACH_LOONGSON64)                                                                         \
	X(MIPS_ALCHEMY)                                                                            \
	X(MIPS_GENERIC_KERNEL)                                                                     \
	X(SGI_IP22)                                                                                \
	X(SGI_IP27)                                                                                \
	X(SGI_IP28)                                                                                \
	X(SGI_IP30)                                                                                \
	X(SIBYTE_BCM1x80)                                                                          \
	X(SIBYTE_SB1250)                                                                           \
	X(SIBYTE_SB1xxx_SOC)                                                                       \
	X(SNI_RM)                                                                                  \
	X(SOC_MT7621)                                                                              \
	X(SYS_HAS_CPU_BMIPS4350)

enum kernel_platform {
#define X(name) KPLAT_##name,
	KERNEL_PLATFORMS(X)
#undef X
		KPLAT_COUNT
};

/*
 * Kernel functions whose presence proves an option, for hosts without a readable configuration. The
 * second column is the module that contains the function; "": always in the image.
 */
#define KERNEL_SYMBOLS(X)                                                                          \
	X(arch_wb_cache_pmem, "")                                                                  \
	X(dax_iomap_rw, "")                                                                        \
	X(devm_memremap_pages, "")                                                                 \
	X(devm_nsio_enable, "libnvdimm")                                                           \
	X(dm_table_event, "dm_mod")                                                                \
	X(fuse_dax_conn_alloc, "fuse")                                                             \
	X(nd_dax_probe, "libnvdimm")                                                               \
	X(nd_pfn_probe, "libnvdimm")                                                               \
	X(nvdimm_bus_register, "libnvdimm")

enum kernel_symbol {
#define X(name, module) KSYM_##name,
	KERNEL_SYMBOLS(X)
#undef X
		KSYM_COUNT
};

/*
 * Modules that a rule uses: name, option, and the sysfs path of the driver. The kernel treats '-'
 * and '_' alike in module names; here all have '_'.
 */
#define KERNEL_MODULES(X)                                                                          \
	X(cxl_pmem, CXL_PMEM, "/sys/bus/cxl/drivers/cxl_pmem_region")                              \
	X(dax, DAX, "/sys/bus/dax")                                                                \
	X(dax_cxl, DEV_DAX_CXL, "/sys/bus/cxl/drivers/cxl_dax_region")                             \
	X(dax_hmem, DEV_DAX_HMEM, "/sys/bus/platform/drivers/hmem")                                \
	X(dax_pmem, DEV_DAX_PMEM, "/sys/bus/nd/drivers/dax_pmem")                                  \
	X(dax_pmem_compat, DEV_DAX_PMEM_COMPAT, "/sys/bus/nd/drivers/dax_pmem_compat")             \
	X(dcssblk, DCSSBLK, "/sys/devices/dcssblk")                                                \
	X(device_dax, DEV_DAX, "/sys/bus/dax/drivers/device_dax")                                  \
	X(dm_mod, BLK_DEV_DM, "/sys/class/misc/device-mapper")                                     \
	X(kmem, DEV_DAX_KMEM, "/sys/bus/dax/drivers/kmem")                                         \
	X(libnvdimm, LIBNVDIMM, "/sys/bus/nd")                                                     \
	X(nd_btt, ND_BTT, NULL)                                                                    \
	X(nd_e820, X86_PMEM_LEGACY, "/sys/bus/platform/drivers/e820_pmem")                         \
	X(nd_pmem, BLK_DEV_PMEM, "/sys/bus/nd/drivers/nd_pmem")                                    \
	X(nfit, ACPI_NFIT, "/sys/bus/acpi/drivers/nfit")                                           \
	X(of_pmem, OF_PMEM, "/sys/bus/platform/drivers/of_pmem")                                   \
	X(papr_scm, PAPR_SCM, "/sys/bus/platform/drivers/papr_scm")                                \
	X(ramdax, RAMDAX, "/sys/bus/platform/drivers/ramdax")                                      \
	X(virtio_pmem, VIRTIO_PMEM, "/sys/bus/virtio/drivers/virtio_pmem")                         \
	X(virtiofs, VIRTIO_FS, "/sys/bus/virtio/drivers/virtiofs")

enum kernel_module {
#define X(name, option, driver) KMOD_##name,
	KERNEL_MODULES(X)
#undef X
		KMOD_COUNT
};

/* "FS_DAX" for KOPT_FS_DAX; never NULL. */
const char *kernel_option_name(enum kernel_option option);

/* "nd_pmem" for KMOD_nd_pmem; never NULL. */
const char *kernel_module_name(enum kernel_module module);

/* The option that builds a module, from the kernel's Kconfig files and Makefiles. */
enum kernel_option kernel_module_option(enum kernel_module module);

/* The sysfs path that exists once a module's driver is registered; NULL: there is none. */
const char *kernel_module_driver(enum kernel_module module);

/* "MIPS" for KPLAT_MIPS; never NULL. */
const char *kernel_platform_name(enum kernel_platform platform);

/* The module that contains a symbol if it is not built in; "": always built in. */
const char *kernel_symbol_module(enum kernel_symbol symbol);

/* "devm_memremap_pages" for KSYM_devm_memremap_pages; never NULL. */
const char *kernel_symbol_name(enum kernel_symbol symbol);

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
/* Every reason the tool can give: its stable id, its words and its remedy, once. */
#ifndef PMEMCAP_REASONS_H
#define PMEMCAP_REASONS_H

#include <stdbool.h>
#include <stddef.h>

/* What an access passes through, in the order of the architecture page. */
enum gate {
	GATE_CPU = 0,
	GATE_KERNEL,
	GATE_DRIVER,
	GATE_HOST_COUNT, /* the gates of a host end here */
	GATE_NAMESPACE = GATE_HOST_COUNT,
	GATE_DEVICE,
	GATE_FILESYSTEM,
	GATE_MOUNT,
	GATE_COUNT,
};

enum severity {
	SEVERITY_INFO = 0, /* explains; nothing to do for fsdax, devdax or block access */
	SEVERITY_WARNING,
	SEVERITY_ERROR, /* data is at risk, or there is no access at all */
};

/* REASON_<x>: the stable id "<x>" with '-' for '_'. Ids are added, never renamed. */
#define REASONS(X)                                                                                 \
	X(ARCH_NO_DCSSBLK)                                                                         \
	X(ARCH_NO_LIBNVDIMM)                                                                       \
	X(ARCH_NO_ZONE_DEVICE)                                                                     \
	X(ARCH_UNKNOWN)                                                                            \
	X(AUTO_ONLINE)                                                                             \
	X(BADBLOCKS)                                                                       \
	X(CONFIG_CONTRADICTED)                                                                     \
	X(CONFIG_DCSSBLK)                                                                          \
	X(CONFIG_DEV_DAX)                                                                          \
	X(CONFIG_DEV_DAX_KMEM)                                                                     \
	X(CONFIG_DM)                                                                               \
	X(CONFIG_FS_DAX)                                                                           \
	X(CONFIG_FUSE_DAX)                                                                         \
	X(CONFIG_MEMORY_HOTREMOVE)                                                                 \
	X(CONFIG_NVDIMM_DAX)                                                                       \
	X(CONFIG_NVDIMM_PFN)                                                                       \
	X(CONFIG_PMEM_DRIVER)                                                                      \
	X(CONFIG_SOFT_RESERVE)                                                                     \
	X(CONFIG_UNKNOWN)                                                                          \
	X(CONFIG_ZONE_DEVICE)                                                                      \
	X(CPU_ALIAS_CONTRADICTION)                                                                 \
	X(CPU_ALIAS_EVIDENCE)                                                                      \
	X(CPU_DCACHE_ALIASING)                                                                     \
	X(CXL_DECODER_NOT_COMMITTED)                                                       \
	X(CXL_FUNCTION_NO_DRIVER)                                                          \
	X(CXL_MEMDEV_DISABLED)                                                             \
	X(CXL_MEMDEV_NO_REGION)                                                            \
	X(CXL_NO_REGION)                                                                   \
	X(CXL_REGION_DISABLED)                                                             \
	X(CXL_REGION_UNCLAIMED)                                                            \
	X(DAX_BOUND_TO_KMEM)                                                                       \
	X(DAX_CLASS_MODEL)                                                                         \
	X(DAX_KMEM_REFUSED)                                                                \
	X(DAX_MEMORY_OFFLINE)                                                              \
	X(DAX_NODE_MISSING)                                                                        \
	X(DAX_OTHER_DRIVER)                                                                        \
	X(DAX_PMEM_NOT_BOUND)                                                                      \
	X(DCSSBLK_DAX_UNPROVEN)                                                                    \
	X(DEVDAX_NEEDS_FS_DAX)                                                                     \
	X(DEV_PERM)                                                                                \
	X(DIMM_FAILED)                                                                     \
	X(DIMM_NOT_ARMED)                                                                  \
	X(DISK_NODE_MISSING)                                                               \
	X(DISK_READ_ONLY)                                                                  \
	X(DISK_UNREAD)                                                                             \
	X(DISK_SWAP)                                                                               \
	X(DM_NO_DAX)                                                                               \
	X(DM_TABLE_UNREAD)                                                                         \
	X(DM_UNALIGNED)                                                                            \
	X(EROFS_FILE_LAYOUT)                                                                       \
	X(EXT4_DATA_JOURNAL)                                                                       \
	X(EXT4_INLINE_DATA)                                                                        \
	X(FSDAX_ALIAS_UNCHECKED)                                                                   \
	X(FS_BLOCK_SIZE)                                                                           \
	X(FS_JOURNAL_DEVICE)                                                                       \
	X(FS_NO_DAX)                                                                               \
	X(FS_UNKNOWN)                                                                              \
	X(GUEST_READONLY)                                                                          \
	X(HUGEPAGE_FALLBACK)                                                                       \
	X(IS_PMEM_0)                                                                               \
	X(KERNEL_NOT_BOOTED)                                                                       \
	X(KERNEL_NOT_MAINLINE)                                                                     \
	X(LABELS_NOT_INITIALISED)                                                          \
	X(LEGACY_DAX_REGRESSION)                                                                   \
	X(LEGACY_NO_SUBDIVIDE)                                                                     \
	X(MEMMAP_BAD_RANGE)                                                                        \
	X(MEMMAP_NO_MEMORY)                                                                        \
	X(MEMMAP_UNPROVEN)                                                                         \
	X(MODULES_DISABLED)                                                                        \
	X(MODULE_BLACKLISTED)                                                                      \
	X(MODULE_MISSING)                                                                          \
	X(MODULE_UNKNOWN)                                                                          \
	X(MOUNT_DATA_ELSEWHERE)                                                                    \
	X(MOUNT_DAX_NEVER)                                                                         \
	X(MOUNT_FELL_BACK)                                                                         \
	X(MOUNT_FILES_EXEMPT)                                                                      \
	X(MOUNT_NO_DAX_OPT)                                                                        \
	X(MOUNT_OVERLAY)                                                                           \
	X(NEED_ROOT)                                                                               \
	X(NOTHING_THERE)                                                                           \
	X(NS_DEVDAX_NO_BLOCK)                                                                      \
	X(NS_DISABLED)                                                                             \
	X(NS_INFO_BLOCK_LOST)                                                              \
	X(NS_INFO_BLOCK_UNCLAIMED)                                                                 \
	X(NS_INFO_BLOCK_UNREAD)                                                                    \
	X(NS_MODE_UNKNOWN)                                                                         \
	X(NS_NO_DISK)                                                                              \
	X(NS_NO_LABELS)                                                                            \
	X(NS_ODD_SIZE)                                                                     \
	X(NS_RAW_MODE)                                                                             \
	X(NS_SECTOR_MODE)                                                                          \
	X(NS_SEED_ONLY)                                                                            \
	X(NUMA_TARGET_NODE)                                                                        \
	X(OBJECT_UNREAD)                                                                           \
	X(PART_UNALIGNED)                                                                          \
	X(PLATFORM_NO_REGION)                                                                      \
	X(PMEM_DAX_LEAK)                                                                           \
	X(PMEM_VOLATILE)                                                                           \
	X(PMEM_WRITE_CACHE_NULL)                                                                   \
	X(PROBE_CONTRADICTS)                                                                       \
	X(REGION_FOREIGN_LABELS)                                                           \
	X(REGION_FRAGMENTED)                                                               \
	X(REGION_FREE_CAPACITY)                                                            \
	X(REGION_MISALIGNED)                                                                       \
	X(REGION_NOT_ENABLED)                                                                      \
	X(STACK_NO_DAX)                                                                            \
	X(REGION_OFF_GRID)                                                                 \
	X(STALE_KMEM)                                                                              \
	X(SYS_READONLY_OR_ABSENT)                                                                  \
	X(THP_OFF_DEVDAX)                                                                          \
	X(VIRTIOFS_NO_DAX)                                                                 \
	X(XFS_DAX_HOLDER)                                                                          \
	X(XFS_REFLINK)

enum reason {
#define X(name) REASON_##name,
	REASONS(X)
#undef X
		REASON_COUNT,
	REASON_NONE = REASON_COUNT,
};

struct remedy {
	const char *text;
	const char *command; /* NULL where no single command does it; "%s": the subject */
	bool data_loss;
};

struct reason_words {
	const char *id;
	enum gate gate;
	enum severity severity;
	bool object; /* given of a namespace, disk or mount only, never of a host */
	/* "%s" is at most once in it: the architecture, module or option in question */
	const char *message;
	const char *found;    /* what shows it: a phrase for the manual page */
	struct remedy remedy; /* text NULL: there is none */
	/* what is left to do where the host could not do the mode even then */
	struct remedy fallback;
};

/* The one table; never NULL for a valid reason. */
const struct reason_words *reason_words(enum reason reason);

/* "kernel" for GATE_KERNEL, as the JSON contract writes it. */
const char *gate_name(enum gate gate);

/* "info", "warning" or "error". */
const char *severity_name(enum severity severity);

#endif

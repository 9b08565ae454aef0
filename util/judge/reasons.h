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
	X(CONFIG_UNKNOWN)                                                                          \
	X(CONFIG_ZONE_DEVICE)                                                                      \
	X(CPU_ALIAS_CONTRADICTION)                                                                 \
	X(CPU_ALIAS_EVIDENCE)                                                                      \
	X(CPU_DCACHE_ALIASING)                                                                     \
	X(DCSSBLK_DAX_UNPROVEN)                                                                    \
	X(DEVDAX_NEEDS_FS_DAX)                                                                     \
	X(FSDAX_ALIAS_UNCHECKED)                                                                   \
	X(KERNEL_NOT_MAINLINE)                                                                     \
	X(MODULE_BLACKLISTED)                                                                      \
	X(MODULE_MISSING)                                                                          \
	X(MODULE_UNKNOWN)                                                                          \
	X(MODULES_DISABLED)                                                                        \
	X(NS_INFO_BLOCK_UNCLAIMED)                                                                 \
	X(PMEM_DAX_LEAK)                                                                           \
	X(PMEM_WRITE_CACHE_NULL)

enum reason {
#define X(name) REASON_##name,
	REASONS(X)
#undef X
		REASON_COUNT,
	REASON_NONE = REASON_COUNT,
};

struct remedy {
	const char *text;
	const char *command; /* NULL where no single command does it */
	bool data_loss;
};

struct reason_words {
	const char *id;
	enum gate gate;
	enum severity severity;
	/* "%s" is at most once in it: the architecture, module or option in question */
	const char *message;
	const char *found; /* what shows it: a phrase for the manual page */
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

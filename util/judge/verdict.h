/* SPDX-License-Identifier: GPL-2.0-only */
/* What the judge concludes about the host. Strings are owned by the verdict unless noted. */
#ifndef PMEMCAP_VERDICT_H
#define PMEMCAP_VERDICT_H

#include "../facts/host.h"
#include "../lib/tri.h"
#include "arch.h"
#include "reasons.h"

enum mode {
	MODE_FSDAX = 0,
	MODE_DEVDAX,
	MODE_BLOCK,
	MODE_VIRTIOFS_DAX,
	MODE_DM_DAX,
	MODE_DCSSBLK_DAX,
	MODE_SYSTEM_RAM,
	MODE_COUNT,
};

/* How a kernel keeps fsdax away from a data cache that aliases. */
enum alias_check {
	CHECK_UNKNOWN = 0,
	CHECK_NOT_NEEDED, /* the architecture never aliases */
	CHECK_NONE,       /* the cache could alias, and the kernel does not check */
	CHECK_KCONFIG,    /* FS_DAX depends on !(ARM || MIPS || SPARC), up to 6.8 */
	CHECK_RUNTIME,    /* alloc_dax() asks cpu_dcache_is_aliasing(), 6.9 and later */
};

/* The kinds of evidence for a verdict on aliasing, strongest first. */
enum basis {
	BASIS_NONE = 0,
	BASIS_ARCHITECTURE,
	BASIS_CONFIGURATION, /* a build constant read from the configuration */
	BASIS_CPUINFO,
	BASIS_COLOUR_PROBE,
	BASIS_BOOT_LOG,
	BASIS_CACHE_GEOMETRY,
};

struct evidence {
	const char *source; /* static, or a path owned by the facts */
	enum basis basis;   /* BASIS_NONE for evidence on anything but aliasing */
	enum tri says;
	char *detail;
};

struct evidence_list {
	struct evidence *list;
	size_t count;
};

/* Is the kernel built with an option, and which file shows it? */
struct option_verdict {
	enum tri built;
	bool module;        /* built as a module */
	const char *source; /* static, or owned by the facts; NULL if no file shows it */
	/*
	 * path of the configuration that says "no" although the running kernel has it; NULL:
	 * none
	 */
	const char *denied_by;
};

enum module_state {
	MODULE_STATE_UNKNOWN = 0,
	MODULE_STATE_BUILTIN,
	MODULE_STATE_LOADED,
	MODULE_STATE_AVAILABLE,
	MODULE_STATE_BLACKLISTED,
	MODULE_STATE_MISSING,
};

/* One thing that a mode needs. The result of a gate is the AND of the results of its checks. */
struct check {
	enum gate gate;
	enum tri result;
	enum reason reason; /* why not, if the result is not "yes" */
	const char *what;   /* "CONFIG_FS_DAX", "module nd_pmem": static */
	const char *about;  /* fills the "%s" of the reason's message: static or owned by facts */
	const char *source; /* as in struct option_verdict */
	bool option;        /* about an option or the cache: it applies to every object */
};

#define MAX_CHECKS 16

/* Device classes that do not support a mode, although other classes may. */
struct limit {
	enum reason reason;
	enum tri supported; /* no or unknown */
	const char *about;  /* the module, if the reason is about one; static */
	const char *source; /* where the module was looked up; NULL if there is none; the facts' */
	unsigned int classes;
};

#define MAX_LIMITS 16

struct mode_verdict {
	enum tri supported;
	enum tri gates[GATE_HOST_COUNT];
	struct check checks[MAX_CHECKS];
	size_t check_count;
	struct limit limits[MAX_LIMITS];
	size_t limit_count;
	unsigned int classes; /* classes that support it; 0 if none, or if classes do not matter */
};

struct finding {
	enum reason reason;
	enum severity severity;
	char *subject; /* "host", "namespace0.0", "pmem0p1", a mount point */
	char *message;
	struct evidence_list evidence;
	const struct remedy *remedy; /* NULL: none that this host could carry out */
	char *remedy_text;           /* remedy->text with its "%s" filled in; NULL: it has none */
	char *command;               /* the remedy's, for this subject; NULL if it has none */
	unsigned int modes;          /* bits 1 << enum mode */
};

struct alias_verdict {
	enum tri aliasing;
	enum basis basis;
	unsigned long
		span; /* bytes between two pages of one colour; 0: not known, or no aliasing */
	struct evidence_list evidence;
	bool contradicted;
};

struct host_verdict {
	bool nomodule;           /* "nomodule" on the command line disables modules */
	bool target_kernel;      /* the kernel to judge does not run: see struct facts */
	const struct arch *arch; /* NULL: not in the table */
	bool machine_is_named;   /* facts.kernel.machine is known, in the table or not */
	long page_size;          /* bytes; 0: not known */
	const char *page_size_source;
	enum alias_check alias_check;
	struct alias_verdict alias;
	struct option_verdict options[KOPT_COUNT];
	enum module_state modules[KMOD_COUNT];
	struct mode_verdict modes[MODE_COUNT];
	unsigned int dax_classes; /* classes with a dax device that is bound to a driver */
	unsigned int undriven;    /* classes of this architecture without a driver in the kernel */
	struct finding *findings;
	size_t finding_count;
};

/* "fsdax" for MODE_FSDAX: the key of the JSON contract. */
const char *mode_name(enum mode mode);

/* "runtime", "kconfig", "none", "not-needed" or "unknown". */
const char *alias_check_name(enum alias_check check);

/*
 * "architecture", "configuration", "cpuinfo", "colour-probe", "boot-log", "cache-geometry",
 * "none".
 */
const char *basis_name(enum basis basis);

/* "builtin", "loaded", "available", "blacklisted", "missing" or "unknown". */
const char *module_state_name(enum module_state state);

/*
 * Fill reasons with the reasons of a mode's checks that did not pass, each once, in the order
 * of the checks. Returns the count.
 */
size_t mode_reasons(const struct mode_verdict *mode, enum reason reasons[MAX_CHECKS]);

/*
 * Does every device class with a driver support the mode? "no" also if only some of them do;
 * "unknown" if a class could not be judged.
 */
enum tri mode_met(const struct mode_verdict *mode);

/* Add to a list; detail is formatted and owned by the list. */
__attribute__((format(printf, 5, 6))) void evidence_add(struct evidence_list *list,
							const char *source, enum basis basis,
							enum tri says, const char *detail, ...);

/* Free what evidence_add() allocated, and empty the list. */
void evidence_release(struct evidence_list *list);

/* The text of a finding's remedy, NULL if it has none. The finding or the table owns it. */
const char *finding_remedy_text(const struct finding *finding);

/* Free what a finding owns. The caller must not leave the finding in a list. */
void finding_release(struct finding *finding);

/* Free what judge_host() allocated, and zero the structure. */
void verdict_release(struct host_verdict *verdict);

#endif

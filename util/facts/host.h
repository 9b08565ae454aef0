/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the observers saw on the host, where they saw it, and why they could not see the rest. The
 * observers fill these structures. The judge only reads them. Unit tests can describe any machine
 * with them.
 */
#ifndef PMEMCAP_FACTS_HOST_H
#define PMEMCAP_FACTS_HOST_H

#include <stdbool.h>
#include <stddef.h>

#include "../lib/tri.h"
#include "kernel-names.h"

/*
 * What a configuration file says about a symbol. The line "is not set" (OPTION_NO) and a missing
 * line (OPTION_ABSENT) differ. Kconfig omits a symbol whose dependencies are not met, so it could
 * not have been turned on. A symbol that is not set could have been.
 */
enum option_state {
	OPTION_UNREAD = 0, /* no file could be read, or the file was cut short */
	OPTION_YES,
	OPTION_MODULE,
	OPTION_NO,
	OPTION_ABSENT,
	OPTION_VALUE, /* a number: see option_fact.number */
};

struct option_fact {
	enum option_state state;
	long number; /* OPTION_VALUE only */
};

struct kconfig_facts {
	char *path;     /* the file that was read; NULL: no file could be read */
	bool whole;     /* read to its end; if false, a missing symbol means nothing */
	long page_size; /* bytes, from the page size choice; 0 if not stated */
	struct option_fact option[KOPT_COUNT];
	unsigned long long platforms; /* bits 1 << enum kernel_platform: "y" */
	char arch[16];                /* architecture in the header, "mips"; "" if there is none */
	char version[64]; /* release in the header, with CONFIG_LOCALVERSION; "" if there is none */
};

/*
 * The machine as one source shows it (machine.h). name is NULL if the source shows only the family.
 * name and family are NULL if it shows nothing.
 */
struct machine_guess {
	char *name;         /* as uname -m prints it */
	const char *family; /* the directory below arch/; static */
	char *detail;       /* the word in the source that led to the guess */
};

struct symbol_facts {
	/* /proc/kallsyms was read, which happens only if no whole configuration could be read */
	bool read;
	/* the first and the last symbol of the kernel's text were seen, so the list is complete */
	bool whole;
	bool have[KSYM_COUNT];
};

struct module_fact {
	bool loaded;      /* live in the running kernel */
	bool builtin;     /* listed in modules.builtin */
	bool driver;      /* its driver is registered, so the module is loaded or built in */
	bool installed;   /* it has a file under /lib/modules */
	bool blacklisted; /* by modprobe.d or the kernel command line */
};

struct module_facts {
	char *dir;     /* /lib/modules/RELEASE */
	bool dir_read; /* libkmod's indexes were read: a module that they lack is not installed */
	/*
	 * a file that may forbid modules could not be read, so an installed module may be forbidden
	 */
	bool rules_unread;
	bool nomodule; /* disabled because of "nomodule" on the command line, not by the sysctl */
	/* loading is forbidden, by /proc/sys/kernel/modules_disabled or "nomodule" */
	enum tri disabled;
	struct module_fact module[KMOD_COUNT];
};

/* One kind of level-1 data cache; CPUs with the same kind share an entry. */
struct cache_fact {
	char *where; /* the sysfs directory of the first CPU that has it */
	unsigned int cpus;
	/* bytes; 0 here or in the fields below: the kernel does not show the value */
	unsigned long size;
	unsigned long ways; /* 0 although the size is known: fully associative */
	unsigned long sets;
	unsigned long line; /* bytes */
	bool unified;
};

struct cache_facts {
	struct cache_fact *list;
	size_t count;
	unsigned int cpus;         /* number of online CPUs that were examined */
	unsigned int cpus_without; /* how many of them have no level-1 data cache in sysfs */
};

/* The lines of /proc/cpuinfo that matter for aliasing. NULL or 0: the line is absent. */
struct cpuinfo_facts {
	struct machine_guess machine;
	char *vendor;       /* x86 "vendor_id"; "User Mode Linux": the port is um, not x86 */
	char *model;        /* "cpu model", "model name" */
	char *system_type;  /* mips */
	char *mips_options; /* mips "Options implemented", Linux 5.13 and later */
	char *sparc_mmu;    /* sparc32 "MMU type" */
	long dcache_ways;   /* xtensa */
	long dcache_size;   /* bytes; xtensa */
	/* dcache_size is in the file, so a size of 0 means a core without a data cache */
	bool has_dcache_size;
};

struct bootlog_facts {
	char *source; /* where the log was read; NULL: it was not read */
	char *line;   /* the line about the data cache, as logged; NULL if there is none */
	char *cpu;    /* mips: the CPU's name, "MIPS 74Kc"; NULL if it is not logged */
	char *system; /* ath79's "SoC: Qualcomm Atheros ..."; NULL if it is not logged */
	struct machine_guess machine;
	enum tri aliases;
	unsigned long vac_size; /* bytes; sparc32 */
	bool nios2_mismatch;    /* the device tree's cache size differs from the one compiled in */
};

/* The result of the colour probe (colour-probe.h). */
struct colour_probe {
	bool done;
	int error;            /* -errno if the probe could not be done */
	unsigned int asked;   /* how many offsets were tried */
	unsigned int refused; /* how many of them got EINVAL */
	unsigned long span;   /* bytes: smallest accepted offset if some were refused, else 0 */
};

/*
 * Seeds: the idle btt, pfn and dax devices that enabled regions keep ready. The kernel makes a kind
 * of seed only if the option for that kind is built in.
 */
struct seed_facts {
	unsigned int regions_enabled;
	/* TRI_NO: the seeds of all enabled regions could be read and are empty */
	enum tri btt, pfn, dax;
};

/* What created a dax device, derived from its directory. */
enum dax_origin {
	DAX_FROM_UNKNOWN = 0,
	DAX_FROM_ND,   /* a namespace */
	DAX_FROM_HMEM, /* soft-reserved memory */
	DAX_FROM_CXL,  /* a volatile CXL region */
};

/* Dax devices of one origin that are bound to the same driver. */
struct dax_fact {
	char *driver; /* "device_dax", "kmem" */
	enum dax_origin origin;
	char *nd_bus;            /* "ndbus0"; NULL: the devices are not on an nd bus */
	char *provider, *parent; /* of that bus, as in struct nd_bus; NULL: not known */
};

struct dax_bus_facts {
	struct dax_fact *list;
	size_t count;
	/* The list, a link or a provider could not be read: more devices may be bound. */
	bool unread;
};

/* A bus on /sys/bus/nd. */
struct nd_bus_fact {
	char *dev;      /* "ndbus0" */
	char *provider; /* the name its driver gave, "ACPI.NFIT"; NULL: not known */
	int error;      /* why the provider could not be read, a negative errno; 0: no error */
};

/* The nd buses of the running kernel. */
struct nd_bus_facts {
	struct nd_bus_fact *list;
	size_t count;
	bool unread; /* the list or a provider could not be read, so buses may be missing */
};

/*
 * DAX that programs have on the running kernel. Each member is the source that shows it, a static
 * string; NULL: not seen.
 */
struct dax_use_facts {
	const char *file;     /* a file system on a disk gives files DAX */
	const char *virtiofs; /* a virtiofs gives files DAX */
	const char *mapping;  /* a dax device was mapped */
};

/* The kernel to judge: the running one, or a target kernel (facts.target_kernel). */
struct kernel_facts {
	char *release; /* NULL if not known */
	/* the machine name of the kernel; 32-bit tasks may get another one; NULL if not known */
	char *machine;
	const char *machine_family; /* set if machine is NULL: see struct machine_guess */
	/* the file from which the machine was inferred; NULL: a file holds the name */
	char *machine_source;
	char *machine_detail; /* the word in the source that led to the guess */
	long page_size;       /* bytes; 0 if not known */
	const char *page_size_source;
	char *cmdline; /* of the running kernel; NULL if it could not be read */
	/* release of the running kernel, if a target kernel is judged; NULL if not known */
	char *running;
	/* page size of the running kernel, if a target kernel is judged; bytes, 0 if not known */
	long running_page_size;
};

/* Where and when the facts were read: in this run, or in the run that a capture records. */
struct origin_facts {
	char *time; /* RFC 3339 in UTC, "2026-01-31T12:00:00Z"; NULL if not known */
	/* host name (uname(2) nodename); NULL if not known or dropped by --no-hostname */
	char *host;
};

/* A source that could not be read, and the results that lack it. */
struct skip {
	char *path;
	int error;           /* positive errno */
	const char *affects; /* blank-separated keys of the JSON object */
	/* the memory of affects, if it joins the keys of several observers; else NULL */
	char *joined;
	bool left_alone; /* --probe did not test path, but path was read as usual */
};

struct json_object;

struct facts {
	bool live; /* the running machine, not a captured tree */
	/* the facts are those of a running kernel: the live run's, or recorded in a capture */
	bool has_live_facts;
	struct json_object *record; /* record of a captured tree (record.h); NULL: none */
	/*
	 * The facts are about a target kernel: one that is installed but does not
	 * run (--kernel). kernel, kconfig and modules describe the target kernel.
	 * cpuinfo, colour and bootlog describe the running kernel. symbols and
	 * seeds are not read.
	 */
	bool target_kernel;
	struct origin_facts origin;
	struct kernel_facts kernel;
	struct kconfig_facts kconfig;
	struct symbol_facts symbols;
	struct seed_facts seeds;
	struct dax_bus_facts dax;
	struct nd_bus_facts nd_buses;
	struct dax_use_facts dax_use;
	struct module_facts modules;
	struct cache_facts caches;
	struct cpuinfo_facts cpuinfo;
	struct bootlog_facts bootlog;
	struct colour_probe colour;
	struct skip *skips;
	size_t skip_count;
};

/* Is the symbol of the platform "y" in the configuration that was read? */
bool kconfig_has_platform(const struct kconfig_facts *config, enum kernel_platform platform);

/* Drop the host name (--no-hostname). */
void facts_forget_host(struct facts *facts);

/*
 * The release of the running kernel, even if the facts are about a target kernel; NULL if not
 * known. Owned by the facts.
 */
const char *facts_running_release(const struct facts *facts);

/* The most entries of facts->skips. Real machines have far fewer. */
#define SKIPS_MAX 16384

/*
 * Note in facts->skips that path could not be read. error is a positive or negative errno. path and
 * affects: see struct skip. An error of the file itself (EFBIG, a timeout) is noted once per path,
 * since every observer gets it. The last of SKIPS_MAX notes says that there are more.
 */
void facts_skip(struct facts *facts, const char *path, int error, const char *affects);

/* The same for a path that --probe did not test (skip.left_alone). */
void facts_leave_alone(struct facts *facts, const char *path, int error, const char *affects);

/* Is path in the first count entries of facts->skips? */
bool facts_have_skipped(const struct facts *facts, size_t count, const char *path);

/* Free what the observers allocated, and zero the structure. */
void facts_release(struct facts *facts);

#endif

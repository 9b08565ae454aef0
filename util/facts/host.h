/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What was seen, where, or why it could not be seen. The observers fill this
 * in, the judge only reads it: a unit test can write any machine down here.
 */
#ifndef PMEMCAP_FACTS_HOST_H
#define PMEMCAP_FACTS_HOST_H

#include <stdbool.h>
#include <stddef.h>

#include "../lib/tri.h"
#include "kernel-names.h"

/*
 * What a configuration file says of a symbol. "is not set" and not being
 * mentioned differ: Kconfig leaves out a symbol whose dependencies are not
 * met, so a symbol that is not set could have been turned on and an absent one
 * could not.
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
	char *path;     /* the file that was read, NULL if none could be */
	bool whole;     /* read to its end: only then does absence mean anything */
	long page_size; /* bytes, from the page size choice; 0 if not stated */
	struct option_fact option[KOPT_COUNT];
	unsigned long long platforms; /* bits 1 << enum kernel_platform: "y" */
	char arch[16];                /* of the header, "mips"; "" if it has none */
	char version[64]; /* of the header, with CONFIG_LOCALVERSION; "" if it has none */
};

/*
 * The machine as one source tells it: see machine.h. name is NULL where the
 * source leaves open which of a family it is; both are NULL if it tells nothing.
 */
struct machine_guess {
	char *name;         /* as uname -m prints it */
	const char *family; /* the directory below arch/; static */
	char *detail;       /* the word that decides */
};

struct symbol_facts {
	bool read;  /* /proc/kallsyms was looked at: only done where no configuration helps */
	bool whole; /* both ends of the kernel's text were seen, so a missing name is missing */
	bool have[KSYM_COUNT];
};

struct module_fact {
	bool loaded;      /* live in the running kernel */
	bool builtin;     /* listed in modules.builtin */
	bool driver;      /* its driver is registered: loaded or built in, whatever else says */
	bool installed;   /* a file under /lib/modules */
	bool blacklisted; /* by modprobe.d or the kernel command line */
};

struct module_facts {
	char *dir;     /* /lib/modules/RELEASE */
	bool dir_read; /* it has libkmod's indexes: what is not in them is missing */
	bool rules_unread; /* something that may forbid modules: one that is installed may not be allowed */
	bool nomodule;     /* by that word on the command line, and not by the sysctl */
	enum tri disabled; /* loading is forbidden: /proc/sys/kernel/modules_disabled, "nomodule" */
	struct module_fact module[KMOD_COUNT];
};

/* One kind of level-1 data cache; CPUs with the same kind share an entry. */
struct cache_fact {
	char *where; /* the sysfs directory of the first CPU that has it */
	unsigned int cpus;
	unsigned long size; /* bytes; 0 in any field: the kernel does not say */
	unsigned long ways; /* 0 with a size: fully associative */
	unsigned long sets;
	unsigned long line; /* bytes */
	bool unified;
};

struct cache_facts {
	struct cache_fact *list;
	size_t count;
	unsigned int cpus;         /* online CPUs looked at */
	unsigned int cpus_without; /* of those, without a level-1 data cache in sysfs */
};

/* The lines of /proc/cpuinfo that say something on aliasing; NULL or 0 where absent. */
struct cpuinfo_facts {
	struct machine_guess machine;
	char *vendor;       /* x86 "vendor_id": "User Mode Linux" is a port of its own */
	char *model;        /* "cpu model", "model name" */
	char *system_type;  /* mips */
	char *mips_options; /* mips "Options implemented", Linux 5.13 and later */
	char *sparc_mmu;    /* sparc32 "MMU type" */
	long dcache_ways;   /* xtensa */
	long dcache_size;   /* bytes; xtensa */
	bool has_dcache_size; /* the key is there: 0 is a core without a data cache */
};

struct bootlog_facts {
	char *source; /* where it was read; NULL if it was not */
	char *line;   /* the line that tells, as logged; NULL if there is none */
	char *cpu;    /* mips: the CPU's name, "MIPS 74Kc"; NULL if it is not logged */
	char *system; /* ath79's "SoC: Qualcomm Atheros ..."; NULL if it is not logged */
	struct machine_guess machine;
	enum tri aliases;
	unsigned long vac_size; /* bytes; sparc32 */
	bool nios2_mismatch;    /* the devicetree's cache size is not the one compiled in */
};

/* The outcome of asking the kernel for shared mappings of every page colour. */
struct colour_probe {
	bool done;
	int error;            /* -errno if it could not be done */
	unsigned int asked;   /* how many offsets were tried */
	unsigned int refused; /* how many of them got EINVAL */
	unsigned long span;   /* bytes: smallest accepted offset if some were refused, else 0 */
};

/* Seeds of enabled regions: a seed that is there proves the option built in. */
struct seed_facts {
	unsigned int regions_enabled;
	/* "no": every region's seed could be read and is empty */
	enum tri btt, pfn, dax;
};

/* What made a dax device, by the directory it is in. */
enum dax_origin {
	DAX_FROM_UNKNOWN = 0,
	DAX_FROM_ND,   /* a namespace */
	DAX_FROM_HMEM, /* soft-reserved memory */
	DAX_FROM_CXL,  /* a volatile CXL region */
};

/* Dax devices of one origin that are bound to one driver. */
struct dax_fact {
	char *driver; /* "device_dax", "kmem" */
	enum dax_origin origin;
	char *nd_bus;            /* "ndbus0"; NULL: on none */
	char *provider, *parent; /* of that bus, as in struct nd_bus; NULL: not told */
};

struct dax_bus_facts {
	struct dax_fact *list;
	size_t count;
	/* The list, a link or a provider is there and could not be read: more may be bound. */
	bool unread;
};

/* A bus on /sys/bus/nd. */
struct nd_bus_fact {
	char *dev;      /* "ndbus0" */
	char *provider; /* what registered it, "ACPI.NFIT"; NULL: not told */
	int error;      /* negative errno: why the provider could not be read; 0: it could */
};

/* The nd buses of the running kernel. */
struct nd_bus_facts {
	struct nd_bus_fact *list;
	size_t count;
	bool unread; /* the list or a provider could not be read: there may be more */
};

/* The kernel to judge: the running one, or a target kernel (facts.target_kernel). */
struct kernel_facts {
	char *release;  /* NULL if not known */
	char *machine;  /* the kernel's, not a compat task's; NULL if not known */
	const char *machine_family; /* where machine is NULL: see struct machine_guess */
	char *machine_source;       /* what it was inferred from; NULL: it is told by name */
	char *machine_detail;       /* the word that decides */
	long page_size; /* bytes; 0 if not known */
	const char *page_size_source;
	char *cmdline;          /* of the running kernel; NULL if it could not be read */
	char *running;          /* release that runs, where it is another; NULL if not known */
	long running_page_size; /* its page size, where it is another; bytes, 0 if not known */
};

/* Where and when the machine was seen: a live run, or the record of one. */
struct origin_facts {
	char *time; /* RFC 3339 in UTC, "2026-01-31T12:00:00Z"; NULL if not known */
	char *host; /* the host's name (uname(2) nodename); NULL if not known or not wanted */
};

/* A source that could not be read, and what it would have told. */
struct skip {
	char *path;
	int error;           /* positive errno */
	const char *affects; /* blank-separated keys of the JSON object */
	char *joined;        /* affects, if it is of several observers; or NULL */
	bool left_alone;     /* by --probe, and read all the same */
};

struct json_object;

struct facts {
	bool live;                  /* the running machine, not a captured tree */
	bool has_live_facts;             /* seen running: live, or by the capture that left a record */
	struct json_object *record; /* a captured tree's, see record.h; NULL: none */
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
	struct module_facts modules;
	struct cache_facts caches;
	struct cpuinfo_facts cpuinfo;
	struct bootlog_facts bootlog;
	struct colour_probe colour;
	struct skip *skips;
	size_t skip_count;
};

/* Is it "y" in the configuration that was read? */
bool kconfig_has_platform(const struct kconfig_facts *config, enum kernel_platform platform);

/* Forget the host's name: --no-hostname. */
void facts_forget_host(struct facts *facts);

/* The release of the kernel that runs, judged or not; NULL if not known. Owned by the facts. */
const char *facts_running_release(const struct facts *facts);

/* More than any machine has. */
#define SKIPS_MAX 16384

/*
 * Note that path could not be read (error: positive or negative errno); the last
 * of SKIPS_MAX notes says that there are more. A path that is too large (EFBIG) is
 * noted once, however many observers read it. Both strings: see struct skip.
 */
void facts_skip(struct facts *facts, const char *path, int error, const char *affects);

/* The same of what --probe did not ask. */
void facts_leave_alone(struct facts *facts, const char *path, int error, const char *affects);

/* Is path among the first count of facts->skips? */
bool facts_have_skipped(const struct facts *facts, size_t count, const char *path);

/* Free what the observers allocated, and zero the structure. */
void facts_release(struct facts *facts);

#endif

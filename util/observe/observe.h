/* SPDX-License-Identifier: GPL-2.0-only */
/* The observers: one file per source, each fills its part of struct facts. */
#ifndef PMEMCAP_OBSERVE_H
#define PMEMCAP_OBSERVE_H

#include <stdio.h>

#include "../facts/host.h"

/*
 * Look at the host, or, after sysroot_enter(), at the captured tree. Always
 * comes back with what could be had; what could not is in facts->skips. The
 * caller frees with facts_release().
 */
void observe_host(struct facts *facts, bool live);

/*
 * The same for a kernel that is installed, to be judged before it is booted:
 * its configuration and modules, this CPU and the current command line. The
 * release that runs is the running kernel, as above. Returns 0; or, with nothing
 * to release, -EINVAL for what is no name of a file, -ENOENT for a release that
 * is not installed.
 */
int observe_host_of(struct facts *facts, bool live, const char *release);

/* 0 if a release has a configuration or a directory of modules; -EINVAL or -ENOENT as above. */
int kernel_is_installed(const char *release);

/* Names of the directories in /lib/modules, in order, ", " between; the caller frees it. "": none. */
char *installed_kernels(void);

/* Release, machine, page size, command line: uname(2), AT_PAGESZ, /proc; a tree's own files. */
void observe_kernel(struct facts *facts);

/* The release in /proc/version's "Linux version 6.12.117 (...)", for the caller to free, or NULL. */
char *kernel_version_release(const char *line);

/*
 * The names that are still missing from what uname -a printed, modified on the
 * way: "Linux HOST 6.12.117 ... MACHINE GNU/Linux".
 */
void kernel_take_uname(struct kernel_facts *kernel, char *line);

/*
 * The release that the header of the configuration names, if nothing else has
 * named one; what remains unknown is noted in facts->skips. Needs facts->kconfig.
 */
void observe_release_of_config(struct facts *facts);

/*
 * The machine as another kernel on this CPU would call it, by CONFIG_64BIT of
 * its configuration: an i686 kernel may be installed beside an x86_64 one.
 */
void observe_other_machine(struct facts *facts);

/*
 * The configuration of the kernel whose release facts->kernel.release names:
 * /proc/config.gz (IKCONFIG_PROC; the running kernel's alone), /boot,
 * /lib/modules, in that order. The first file that is a configuration wins.
 */
void observe_kconfig(struct facts *facts);

/* Is there a file in one of the places that are a release's own? */
bool kconfig_is_there(const char *release);
/*
 * The nth place where that looks, counted from 0: *path is for the caller to
 * free, NULL if the place needs a release and none is known. False behind the
 * last one.
 */
bool kconfig_place(size_t n, const char *release, char **path);

/* Parse a configuration's text into config; the caller sets config->path. */
void kconfig_parse(struct kconfig_facts *config, char *text);

/*
 * The text of an open gzip file, for the caller to free; fd is closed. Returns
 * 0 or -errno (-EBADMSG: damaged, or not gzip at all; -EFBIG: no configuration
 * is as long).
 */
int kconfig_gunzip(int fd, char **text);

/* What follows "ADDRESS T " of a global function's line in /proc/kallsyms; NULL for all others. */
const char *symbol_name(const char *line);

/* /proc/kallsyms; names can be read without privilege, addresses are not used. */
void observe_symbols(struct facts *facts);

/* Parse a text like that, from where file stands to its end. */
void symbols_parse(struct symbol_facts *symbols, FILE *file);

/*
 * Drivers that dax devices on /sys/bus/dax are bound to, and what made the
 * devices: by libdaxctl (dax_library_use()) or from sysfs. Without a dax bus that
 * is one directory that is not there.
 */
void observe_dax_bus(struct facts *facts);

/* Providers of the buses on /sys/bus/nd (provider_show(), drivers/nvdimm/bus.c). */
void observe_nd_buses(struct facts *facts);

/* Seeds of enabled regions on the nd bus (drivers/nvdimm/region_devs.c). */
void observe_seeds(struct facts *facts);

/*
 * Modules through libkmod, of a tree through depmod's tables as text
 * (module-index.h, module-rules.h); of the running kernel also /sys/module and
 * the drivers they register.
 */
void observe_modules(struct facts *facts);

/*
 * Is a module, named with '_', on the kernel's own list on its command line
 * (kernel/module/main.c: core_param(module_blacklist)), comma-separated? Arguments
 * are told apart as lib/cmdline.c next_arg() does, 5.10 to 7.3.
 */
bool module_is_refused(const char *cmdline, const char *module);

/*
 * Is it on modprobe's list there, "modprobe.blacklist=", which may be given more than once
 * (libkmod-config.c kmod_config_parse_kcmdline())?
 */
bool modprobe_is_refused(const char *cmdline, const char *module);

/* The same for core_param(nomodule): does the kernel load no module at all? */
bool cmdline_forbids_modules(const char *cmdline);

/* Level-1 data caches of every online CPU (drivers/base/cacheinfo.c). */
void observe_caches(struct facts *facts);

/* The same of one CPU, whose directory is in the directory cpus. */
void cache_look_at_cpu(struct facts *facts, const char *cpus, unsigned int cpu);

/* /proc/cpuinfo: the lines that arch/<arch> prints about its data cache. */
void observe_cpuinfo(struct facts *facts);

/* Everything asked for stands in the first CPU's paragraph; 1,024 of them would be megabytes. */
#define CPUINFO_MAX 65536

/* Is this the key of one of those lines? */
bool cpuinfo_is_key(const char *key, size_t length);

/* Parse cpuinfo text, modified on the way, into info. */
void cpuinfo_parse(struct cpuinfo_facts *info, char *text);

/*
 * The boot log: syslog(2) on a live machine, /var/log/dmesg or a sos report's
 * copy in a tree. Only on a machine whose kernel logs something of its data
 * cache: arm, mips, nios2, sparc (see bootlog.c), or one that is not known.
 */
void observe_bootlog(struct facts *facts);

/*
 * Find the lines that tell about the data cache, the CPU and the machine in a kernel
 * log, modified on the way. In front of a message may stand what printk, dmesg,
 * journald, rsyslog or a serial console put there.
 */
void bootlog_parse(struct bootlog_facts *log, char *text);

/*
 * The last boot in a log, if it names this release as its kernel's; NULL if it does
 * not, or if release is NULL. One kept on disk may be another boot's.
 */
char *bootlog_of(char *text, const char *release);

/* The release that a captured tree's log names, for the caller to free; NULL: none, or several. */
char *bootlog_release(void);

/*
 * Ask the running kernel: map one page of a memfd MAP_SHARED|MAP_FIXED at
 * offsets that double from one page to 8 MiB from an address the kernel chose
 * the colour of. A kernel that colours shared mappings refuses, with EINVAL,
 * every offset that is not a multiple of its alias span
 * (arch_get_unmapped_area() in arch/{mips,arm,sh,sparc,xtensa,csky,parisc}).
 * Unprivileged, maps nothing that stays, writes nothing.
 */
void observe_colour(struct colour_probe *probe, long page_size);

#endif

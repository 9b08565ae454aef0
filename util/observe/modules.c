// SPDX-License-Identifier: GPL-2.0-only
/* Which of the drivers are built in, loaded, installed, or kept from loading. */
#include <errno.h>
#include <fcntl.h>
#include <libkmod.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../must.h"
#include "../words.h"
#include "observe.h"
#include "reader.h"
#include "record.h"
#include "watch.h"

/* /sys/module/NAME/initstate is there for loadable modules only (kernel/params.c, module/sysfs.c). */
static bool is_live(const char *name)
{
	char state[16];
	char *path = must_asprintf("/sys/module/%s/initstate", name);
	int rc = reader_attr(path, state, sizeof(state));

	free(path);
	return rc > 0 && !strcmp(state, "live");
}

/* An "install" line that runs nothing is how many administrators write "never load this". */
static bool install_refuses(struct kmod_module *module)
{
	const char *command = kmod_module_get_install_commands(module);

	if (!command)
		return false;
	command += strspn(command, " \t");
	return !strncmp(command, "/bin/false", 10) || !strncmp(command, "/bin/true", 9) ||
	       !strncmp(command, "/usr/bin/false", 14) || !strncmp(command, "/usr/bin/true", 13) ||
	       !strcmp(command, "false") || !strcmp(command, "true");
}

static bool is_blacklisted(struct kmod_ctx *ctx, struct kmod_module *module)
{
	struct kmod_list *list = NULL, *kept = NULL;
	bool blacklisted;

	if (install_refuses(module))
		return true;
	/* The filter works on lists, and this is the only way libkmod makes one of a name. */
	if (kmod_module_new_from_lookup(ctx, kmod_module_get_name(module), &list) < 0 || !list)
		return false;
	blacklisted =
		kmod_module_apply_filter(ctx, KMOD_FILTER_BLACKLIST, list, &kept) == 0 && !kept;
	kmod_module_unref_list(kept);
	kmod_module_unref_list(list);
	return blacklisted;
}

static void look_up(struct kmod_ctx *ctx, const char *name, struct module_fact *fact)
{
	struct kmod_module *module;

	if (kmod_module_new_from_name(ctx, name, &module) < 0)
		return;
	fact->builtin = kmod_module_get_initstate(module) == KMOD_MODULE_BUILTIN;
	fact->installed = kmod_module_get_path(module) != NULL;
	fact->blacklisted = is_blacklisted(ctx, module);
	kmod_module_unref(module);
}

/* libkmod looks things up in these two: without them it finds nothing, which proves nothing. */
static int directory_error(const char *dir)
{
	static const char *const needed[] = { "modules.dep.bin", "modules.builtin.bin" };

	for (size_t i = 0; i < ARRAY_LENGTH(needed); i++) {
		char *path = must_asprintf("%s/%s", dir, needed[i]);
		int fd = reader_open(path);

		free(path);
		if (fd < 0)
			return fd;
		close(fd);
	}
	return 0;
}

/* libkmod knows modprobe.blacklist= only. */
bool module_is_refused(const char *cmdline, const char *module)
{
	static const char option[] = "module_blacklist=";
	char *copy = must_strdup(cmdline), *words = copy, *word, *name;
	bool refused = false;

	/* lib/cmdline.c next_arg() ends a word at any space. */
	while ((word = strsep(&words, " \t\n"))) {
		if (strncmp(word, option, sizeof(option) - 1))
			continue;
		word += sizeof(option) - 1;
		while ((name = strsep(&word, ","))) {
			for (char *c = name; *c; c++)
				if (*c == '-')
					*c = '_';
			refused |= !strcmp(name, module);
		}
	}
	free(copy);
	return refused;
}

static enum tri loading_disabled(const struct facts *facts)
{
	char value[32];

	/* It is the running kernel's, and gone with the next boot; the command line most likely is not. */
	if (!facts->other_kernel &&
	    reader_attr("/proc/sys/kernel/modules_disabled", value, sizeof(value)) == 1)
		return tri_from_bool(*value != '0');
	/* kernel/module/main.c: core_param(nomodule, modules_disabled, ...) */
	if (facts->kernel.cmdline && has_word(facts->kernel.cmdline, "nomodule"))
		return TRI_YES;
	return TRI_UNKNOWN;
}

/* A file that was late may have said anything of the modules: that one is forbidden, too. */
static bool was_late(const struct facts *facts)
{
	static const char *const dirs[] = { "/etc/modprobe.d", "/run/modprobe.d",
					    "/usr/local/lib/modprobe.d", "/usr/lib/modprobe.d",
					    "/lib/modprobe.d" };

	for (size_t i = 0; i < ARRAY_LENGTH(dirs); i++)
		if (record_has_timeout(facts, dirs[i]))
			return true;
	return record_has_timeout(facts, facts->modules.dir);
}

static void ignore_log(void *data, int priority, const char *file, int line, const char *fn,
		       const char *format, va_list args)
{
	(void)data, (void)priority, (void)file, (void)line, (void)fn, (void)format, (void)args;
}

void observe_modules(struct facts *facts)
{
	struct module_facts *modules = &facts->modules;
	const char *release = facts->kernel.release;
	struct kmod_ctx *ctx = NULL;
	int rc = -ENOENT;

	modules->disabled = loading_disabled(facts);
	if (release && !strchr(release, '/')) {
		modules->dir = must_asprintf("/lib/modules/%s", release);
		rc = record_error(facts, modules->dir, directory_error(modules->dir));
		if (!rc && was_late(facts))
			rc = -ETIMEDOUT;
		if (rc)
			facts_skip(facts, modules->dir, rc, "modules");
	}
	modules->dir_read = !rc;
	if (!rc && !watch_begin(NULL, "libkmod")) {
		ctx = must(kmod_new(modules->dir, NULL));
		/* What it has to complain about, damaged indexes say, shows as a missing module. */
		kmod_set_log_fn(ctx, ignore_log, NULL);
	}
	for (int i = 0; i < KMOD_COUNT; i++) {
		struct module_fact *fact = &modules->module[i];
		const char *path = facts->other_kernel ? NULL : kernel_module_driver(i);

		fact->loaded = !facts->other_kernel && is_live(kernel_module_name(i));
		fact->driver = path && reader_exists(path);
		if (ctx)
			look_up(ctx, kernel_module_name(i), fact);
		if (facts->kernel.cmdline)
			fact->blacklisted |=
				module_is_refused(facts->kernel.cmdline, kernel_module_name(i));
	}
	kmod_unref(ctx);
}

// SPDX-License-Identifier: GPL-2.0-only
/* Which modules are built in, loaded or installed, and which may be loaded. */
#include "modules.h"

#include <endian.h>
#include <errno.h>
#include <libkmod.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../../lib/array.h"
#include "../../lib/io.h"
#include "../../lib/xalloc.h"
#include "../../proc/progress.h"
#include "../read/reader.h"
#include "../record/errors.h"
#include "cmdline.h"
#include "module-index.h"
#include "module-rules.h"

/*
 * INDEX_MAGIC and INDEX_VERSION_MAJOR of libkmod/libkmod-index.h; the upper bits of the root's word
 * are flags.
 */
#define INDEX_MAGIC   0xB007F457U
#define INDEX_VERSION 2
#define INDEX_OFFSET  0x0FFFFFFFU

/* Only loadable modules have /sys/module/NAME/initstate (kernel/params.c, module/sysfs.c). */
static bool is_live(const char *name)
{
	char state[16];
	char *path = xasprintf("/sys/module/%s/initstate", name);
	int rc = reader_attr(path, state, sizeof(state));

	free(path);
	return rc > 0 && !strcmp(state, "live");
}

static bool is_blacklisted(struct kmod_ctx *kmod, struct kmod_module *module)
{
	struct kmod_list *list = NULL, *kept = NULL;
	bool blacklisted;

	if (module_rules_refuse(kmod_module_get_install_commands(module)))
		return true;
	/* The filter needs a list, and in libkmod only a lookup makes a list. */
	if (kmod_module_new_from_lookup(kmod, kmod_module_get_name(module), &list) < 0 || !list)
		return false;
	blacklisted =
		kmod_module_apply_filter(kmod, KMOD_FILTER_BLACKLIST, list, &kept) == 0 && !kept;
	kmod_module_unref_list(kept);
	kmod_module_unref_list(list);
	return blacklisted;
}

static void look_up_module(struct kmod_ctx *kmod, const char *name, struct module_fact *fact)
{
	struct kmod_module *module;

	if (kmod_module_new_from_name(kmod, name, &module) < 0)
		return;
	fact->builtin = kmod_module_get_initstate(module) == KMOD_MODULE_BUILTIN;
	fact->installed = kmod_module_get_path(module) != NULL;
	fact->blacklisted = is_blacklisted(kmod, module);
	kmod_module_unref(module);
}

/*
 * Is a binary index complete? It starts with a magic number, a version and the offset of its root,
 * which depmod writes last: a truncated file ends before the root. libkmod treats an index that it
 * cannot read as empty.
 */
static int index_error(const char *dir, const char *name, bool may_be_empty)
{
	char head[12];
	struct stat st;
	uint64_t root;
	uint32_t word[3];
	char *path = xasprintf("%s/%s", dir, name);
	int fd = reader_open(path), done;

	free(path);
	if (fd < 0)
		return fd;
	done = io_read(fd, head, sizeof(head));
	if (done >= 0 && fstat(fd, &st) < 0)
		done = -errno;
	close(fd);
	if (done < 0)
		return done;
	if (!done && may_be_empty)
		return 0;
	if (done < (int)sizeof(head))
		return -EBADMSG;
	memcpy(word, head, sizeof(word));
	if (be32toh(word[0]) != INDEX_MAGIC || be32toh(word[1]) >> 16 != INDEX_VERSION)
		return -EBADMSG;
	root = be32toh(word[2]) & INDEX_OFFSET;
	/* An empty index has no root. */
	if (root == sizeof(head) && st.st_size == sizeof(head))
		return 0;
	return root < (uint64_t)st.st_size ? 0 : -EBADMSG;
}

/*
 * Check the indexes that libkmod uses. Without one of the first two libkmod finds no module, which
 * does not show that a module is missing. Returns 0 or -errno.
 */
static int directory_error(const char *dir)
{
	static const struct {
		const char *name;
		bool needed, may_be_empty;
	} indexes[] = {
		{ "modules.dep.bin", true, false },
		{ "modules.builtin.bin", true, false },
		{ "modules.alias.bin", false, false },
		/*
		 * Without modules.builtin.modinfo, which older kernels lack, depmod writes an empty
		 * file.
		 */
		{ "modules.builtin.alias.bin", false, true },
	};

	for (size_t i = 0; i < ARRAY_SIZE(indexes); i++) {
		int rc = index_error(dir, indexes[i].name, indexes[i].may_be_empty);

		if (rc && (rc != -ENOENT || indexes[i].needed))
			return rc;
	}
	return 0;
}

/*
 * A libkmod context for facts->modules.dir of the running machine; NULL if there is no time for it.
 */
static struct kmod_ctx *open_kmod(struct facts *facts)
{
	static const char *const no_config[] = { NULL };
	bool harmless = module_rules_look(facts, NULL);
	struct kmod_ctx *kmod;

	/*
	 * Drop libkmod's messages: a problem shows as a skip or a missing module. The variable is
	 * needed since kmod_new() logs before a log function can be set. Who has set it asks for the
	 * log.
	 */
	setenv("KMOD_LOG", "0", 0);
	if (progress_begin("libkmod", "kmod_new"))
		return NULL;
	kmod = xalloc_check(kmod_new(facts->modules.dir, harmless ? NULL : no_config));
	/* Load the indexes once. If this fails, libkmod reads them for each name. */
	kmod_load_resources(kmod);
	return kmod;
}

/* Find which modules are installed, built in and forbidden on the running machine. */
static void ask_kmod(struct facts *facts)
{
	struct kmod_ctx *kmod = open_kmod(facts);

	facts->modules.dir_read = kmod;
	for (int i = 0; kmod && i < KMOD_COUNT; i++) {
		/* If a lookup was left out, a module that was not found may exist. */
		if (progress_begin("libkmod", kernel_module_name(i)))
			facts->modules.dir_read = false;
		else
			look_up_module(kmod, kernel_module_name(i), &facts->modules.module[i]);
	}
	kmod_unref(kmod);
}

/* Find which modules are installed, built in and forbidden in a tree. */
static void ask_tables(struct facts *facts, const struct module_index *index)
{
	struct module_rules rules = { 0 };

	module_rules_look(facts, &rules);
	facts->modules.dir_read = true;
	for (int i = 0; i < KMOD_COUNT; i++) {
		struct module_fact *fact = &facts->modules.module[i];

		fact->installed = index->installed[i];
		fact->builtin = index->builtin[i];
		fact->blacklisted = module_rules_forbid(&rules, kernel_module_name(i),
							fact->installed || fact->builtin,
							facts->kernel.cmdline);
	}
	module_rules_release(&rules);
}

/* Can the tables in facts->modules.dir be used? If not, a skip says why. */
static bool has_tables(struct facts *facts, struct module_index *index)
{
	const char *dir = facts->modules.dir;
	char *failed = NULL;
	int rc = facts->live ? directory_error(dir) : module_index_read(index, dir, &failed);
	int live_rc = record_error(facts, dir, rc);

	/* An error of the live run concerns the directory, whichever table the tree lacks. */
	if (live_rc != rc || record_error(facts, dir, 0) || !failed) {
		free(failed);
		failed = xstrdup(dir);
	}
	rc = live_rc;
	if (!rc && (module_rules_were_late(facts) || record_has_timeout(facts, dir)))
		rc = -ETIMEDOUT;
	if (rc)
		facts_skip(facts, failed, rc, "modules");
	free(failed);
	return !rc;
}

void observe_modules(struct facts *facts)
{
	struct module_facts *modules = &facts->modules;
	const char *release = facts->kernel.release;
	struct module_index index;

	/* An unreadable command line may forbid modules. */
	modules->rules_unread = facts_have_skipped(facts, facts->skip_count, "/proc/cmdline");
	modules->disabled = module_rules_disabled(facts);
	if (release && !strchr(release, '/')) {
		modules->dir = xasprintf("/lib/modules/%s", release);
		if (has_tables(facts, &index)) {
			if (facts->live)
				ask_kmod(facts);
			else
				ask_tables(facts, &index);
		}
	}
	for (int i = 0; i < KMOD_COUNT; i++) {
		struct module_fact *fact = &modules->module[i];
		const char *path = facts->target_kernel ? NULL : kernel_module_driver(i);

		fact->loaded = !facts->target_kernel && is_live(kernel_module_name(i));
		fact->driver = path && reader_exists(path);
		if (facts->kernel.cmdline)
			fact->blacklisted |=
				module_is_refused(facts->kernel.cmdline, kernel_module_name(i));
	}
}

// SPDX-License-Identifier: GPL-2.0-only
#include "host.h"

#include <errno.h>
#include <json-c/json.h>
#include <stdlib.h>
#include <string.h>

#include "../lib/array.h"
#include "../lib/xalloc.h"

bool kconfig_has_platform(const struct kconfig_facts *config, enum kernel_platform platform)
{
	return config->platforms >> platform & 1;
}

const char *facts_running_release(const struct facts *facts)
{
	return facts->target_kernel ? facts->kernel.running : facts->kernel.release;
}

/*
 * A new skip is compared with this many earlier ones. The limit keeps the quadratic cost low for a
 * hostile tree with thousands of errors.
 */
#define SKIPS_COMPARED 4096

static void join_affects(struct skip *skip, const char *affects)
{
	char *joined;

	if (strstr(skip->affects, affects))
		return;
	joined = xasprintf("%s %s", skip->affects, affects);
	free(skip->joined);
	skip->affects = skip->joined = joined;
}

/*
 * Is this an error of the file, which every observer gets? The file is too large, or a bounded run
 * left it out.
 */
static bool is_of_file(int error)
{
	return error == EFBIG || error == ETIMEDOUT || error == ECANCELED;
}

/*
 * Is the skip noted already? Several observers may read one file. An error of the file is noted
 * once, with the keys of all of them. Another error is noted once for each set of keys.
 */
static bool is_skipped_alike(const struct facts *facts, const char *path, int error,
			     const char *affects)
{
	for (size_t i = 0; i < facts->skip_count && i < SKIPS_COMPARED; i++) {
		struct skip *skip = &facts->skips[i];

		if (skip->error != error || skip->left_alone || strcmp(skip->path, path))
			continue;
		if (is_of_file(error))
			join_affects(skip, affects);
		if (is_of_file(error) || !strcmp(skip->affects, affects))
			return true;
	}
	return false;
}

/* Returns NULL if the list is full. */
static struct skip *add_skip(struct facts *facts, const char *path, int error, const char *affects)
{
	struct skip *skip;

	if (facts->skip_count == SKIPS_MAX)
		return NULL;
	/* The last free entry stands for all further skips. */
	if (facts->skip_count == SKIPS_MAX - 1) {
		path = "(further files)";
		error = EFBIG;
		affects = "kernel cpu modules buses dax_regions disks filesystems mounts";
	}
	facts->skips = array_make_room(facts->skips, facts->skip_count, sizeof(*facts->skips));
	skip = &facts->skips[facts->skip_count++];
	*skip = (struct skip){
		.path = xstrdup(path),
		.error = abs(error),
		.affects = affects,
	};
	return skip;
}

void facts_skip(struct facts *facts, const char *path, int error, const char *affects)
{
	if (!is_skipped_alike(facts, path, abs(error), affects))
		add_skip(facts, path, error, affects);
}

void facts_leave_alone(struct facts *facts, const char *path, int error, const char *affects)
{
	struct skip *skip = add_skip(facts, path, error, affects);

	if (skip && facts->skip_count < SKIPS_MAX)
		skip->left_alone = true;
}

bool facts_have_skipped(const struct facts *facts, size_t count, const char *path)
{
	for (size_t i = 0; i < count; i++)
		if (!strcmp(facts->skips[i].path, path))
			return true;
	return false;
}

void facts_forget_host(struct facts *facts)
{
	free(facts->origin.host);
	facts->origin.host = NULL;
}

void facts_release(struct facts *facts)
{
	for (size_t i = 0; i < facts->skip_count; i++) {
		free(facts->skips[i].path);
		free(facts->skips[i].joined);
	}
	free(facts->skips);
	for (size_t i = 0; i < facts->caches.count; i++)
		free(facts->caches.list[i].where);
	free(facts->caches.list);
	free(facts->origin.time);
	free(facts->origin.host);
	for (size_t i = 0; i < facts->dax.count; i++) {
		free(facts->dax.list[i].driver);
		free(facts->dax.list[i].nd_bus);
		free(facts->dax.list[i].provider);
		free(facts->dax.list[i].parent);
	}
	free(facts->dax.list);
	for (size_t i = 0; i < facts->nd_buses.count; i++) {
		free(facts->nd_buses.list[i].dev);
		free(facts->nd_buses.list[i].provider);
	}
	free(facts->nd_buses.list);
	free(facts->kernel.release);
	free(facts->kernel.machine);
	free(facts->kernel.machine_source);
	free(facts->kernel.machine_detail);
	free(facts->cpuinfo.machine.name);
	free(facts->cpuinfo.machine.detail);
	free(facts->bootlog.machine.name);
	free(facts->bootlog.machine.detail);
	free(facts->bootlog.cpu);
	free(facts->bootlog.system);
	free(facts->kernel.cmdline);
	free(facts->kernel.running);
	free(facts->kconfig.path);
	free(facts->modules.dir);
	free(facts->cpuinfo.vendor);
	free(facts->cpuinfo.model);
	free(facts->cpuinfo.system_type);
	free(facts->cpuinfo.mips_options);
	free(facts->cpuinfo.sparc_mmu);
	free(facts->bootlog.source);
	free(facts->bootlog.line);
	json_object_put(facts->record);
	memset(facts, 0, sizeof(*facts));
}

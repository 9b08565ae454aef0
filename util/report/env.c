// SPDX-License-Identifier: GPL-2.0-only
#include "env.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "../lib/escape.h"
#include "../lib/textbuf.h"
#include "../lib/xalloc.h"
#include "cxl-keys.h"
#include "filter.h"
#include "host-keys.h"
#include "object-keys.h"

/* Characters that no POSIX shell treats specially anywhere in a word. */
#define PLAIN "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.,:/+-"

struct env {
	FILE *out;
	const struct report *report;
	unsigned int omitted; /* objects whose names cannot be part of a variable's name */
};

/* Print name in capitals, with '_' for each character that a variable's name cannot contain. */
static void print_variable(FILE *out, const char *name)
{
	for (; *name; name++)
		fputc(isalnum((unsigned char)*name) ? toupper((unsigned char)*name) : '_', out);
}

/* Print a key even without a value, so that it overwrites the value of an earlier eval. */
static void put_line(const struct env *env, const char *prefix, const char *key, const char *value)
{
	char *clean = escape_controls(value ? value : "");

	fputs("PMEM_", env->out);
	print_variable(env->out, prefix);
	fprintf(env->out, "%s%s=", *prefix && *key ? "_" : "", key);
	if (!clean[strspn(clean, PLAIN)]) {
		fprintf(env->out, "%s\n", clean);
	} else {
		fputc('\'', env->out);
		for (const char *c = clean; *c; c++)
			if (*c == '\'')
				fputs("'\\''", env->out);
			else
				fputc(*c, env->out);
		fputs("'\n", env->out);
	}
	free(clean);
}

/* Prints the keys and frees them. */
static void put_keys(const struct env *env, const char *prefix, struct keys *keys)
{
	for (size_t i = 0; i < keys->count; i++)
		if (keys->values[i].key.env)
			put_line(env, prefix, keys->values[i].key.env, keys->values[i].text);
	keys_release(keys);
}

static void put_host(const struct env *env)
{
	struct keys keys = keys_for_flat();

	origin_keys(&keys, env->report);
	kernel_keys(&keys, env->report);
	cpu_keys(&keys, env->report);
	put_keys(env, "", &keys);
	for (int i = 0; i < MODE_COUNT; i++) {
		mode_keys(&keys, env->report, i);
		put_keys(env, mode_name(i), &keys);
	}
}

/* --- the inventory --- */

/* Print a list of names, and free it. */
static void put_names(const struct env *env, const char *key, struct textbuf *names)
{
	put_line(env, "", key, names->text ? names->text : "");
	free(names->text);
}

/*
 * Does the name have the kernel's form ("namespace0.0")? Only such a name becomes part of a
 * variable's name: two of them never give the same variable, and none gives the variable of another
 * key.
 */
static bool has_kernel_name(const char *dev, const char *kind)
{
	size_t length = strlen(kind);

	return !strncmp(dev, kind, length) && isdigit((unsigned char)dev[length]) &&
	       !dev[length + strspn(dev + length, "0123456789.")];
}

static void put_object(struct env *env, struct textbuf *names, const char *prefix, const char *name,
		       size_t index,
		       void (*add)(struct keys *keys, const struct report *report, size_t index))
{
	struct keys keys = keys_for_flat();

	textbuf_join(names, " ", "%s", name);
	add(&keys, env->report, index);
	put_keys(env, prefix, &keys);
}

static void put_namespaces(struct env *env)
{
	const struct inventory *inventory = env->report->inventory;
	struct textbuf names = { 0 };

	for (size_t i = 0; i < inventory->namespace_count; i++) {
		const char *dev = inventory->namespaces[i].dev;

		if (!env->report->selection->namespaces[i])
			continue;
		if (has_kernel_name(dev, "namespace"))
			put_object(env, &names, dev, dev, i, namespace_keys);
		else
			env->omitted++;
	}
	put_names(env, "NAMESPACES", &names);
}

static void put_dax_devices(struct env *env)
{
	const struct inventory *inventory = env->report->inventory;
	struct textbuf names = { 0 };

	for (size_t i = 0; i < inventory->dax_count; i++) {
		const char *dev = inventory->dax_devices[i].dev;

		if (!filter_has_dax(env->report, i))
			continue;
		if (has_kernel_name(dev, "dax"))
			put_object(env, &names, dev, dev, i, dax_device_keys);
		else
			env->omitted++;
	}
	put_names(env, "DAX_DEVICES", &names);
}

/*
 * CXL objects. Their prefix is "CXL_" and the name, since an nd region and a CXL region may have one
 * name.
 */
static void put_cxl_object(struct env *env, struct textbuf *names, const char *kind,
			   const char *name, size_t index,
			   void (*add)(struct keys *keys, const struct report *report,
				       size_t index))
{
	char *prefix = xasprintf("CXL_%s", name);

	if (has_kernel_name(name, kind))
		put_object(env, names, prefix, name, index, add);
	else
		env->omitted++;
	free(prefix);
}

static void put_cxl(struct env *env)
{
	const struct cxl_facts *cxl = &env->report->inventory->cxl;
	bool all = env->report->selection->all;
	struct textbuf memdevs = { 0 }, regions = { 0 };

	for (size_t i = 0; all && i < cxl->memdev_count; i++)
		put_cxl_object(env, &memdevs, "mem", cxl->memdevs[i].dev, i, cxl_memdev_keys);
	put_names(env, "CXL_MEMDEVS", &memdevs);
	for (size_t i = 0; all && i < cxl->region_count; i++)
		put_cxl_object(env, &regions, "region", cxl->regions[i].dev, i, cxl_region_keys);
	put_names(env, "CXL_REGIONS", &regions);
}

/* Mounts are numbered, since a variable's name cannot contain a path. */
static void put_mounts(struct env *env)
{
	bool *disks = filter_disks(env->report);
	struct keys keys = keys_for_flat();
	unsigned int next = 0;
	struct textbuf numbers = { 0 };

	for (size_t i = 0; i < env->report->inventory->mount_count; i++) {
		char prefix[32];

		if (!filter_has_mount(env->report, disks, i))
			continue;
		snprintf(prefix, sizeof(prefix), "MOUNT_%u", next++);
		textbuf_join(&numbers, " ", "%s", prefix + strlen("MOUNT_"));
		mount_keys(&keys, env->report, i);
		put_keys(env, prefix, &keys);
	}
	put_names(env, "MOUNTS", &numbers);
	free(disks);
}

static void put_objects(struct env *env)
{
	char omitted[16];

	put_namespaces(env);
	put_dax_devices(env);
	put_cxl(env);
	put_mounts(env);
	snprintf(omitted, sizeof(omitted), "%u", env->omitted);
	put_line(env, "", "OMITTED", omitted);
}

void env_print(FILE *out, const struct report *r)
{
	struct env env = { .out = out, .report = r };
	struct keys keys = keys_for_flat();

	put_host(&env);
	if (r->inventory) {
		env.omitted = r->inventory->unlisted;
		put_objects(&env);
	}
	findings_keys(&keys, r);
	put_keys(&env, "", &keys);
}

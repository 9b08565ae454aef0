// SPDX-License-Identifier: GPL-2.0-only
/*
 * KEY=value lines for a shell to eval, whatever a label or a mount point holds:
 * every line is one assignment, every value one word that nothing in it can end.
 */
#include <ctype.h>
#include <limits.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "../lib/strutil.h"
#include "../lib/xalloc.h"
#include "pmemcap-version.h"
#include "view.h"

/* Of the keys, as of the JSON object's: they are added, never renamed. */
#define CONTRACT_VERSION "1"

/* What no POSIX shell takes for anything but itself, in any place of a word. */
#define PLAIN "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.,:/+-"

struct env {
	FILE *out;
	char *prefix;         /* of an object's keys: "NAMESPACE0_0"; "" for the host's */
	unsigned int omitted; /* objects whose names no variable can have */
};

/* Keys of what comes now: name in capitals, '_' for what a variable cannot have. */
static void set_prefix(struct env *env, const char *name)
{
	free(env->prefix);
	env->prefix = xstrdup(name);
	for (char *c = env->prefix; *c; c++)
		*c = isalnum((unsigned char)*c) ? toupper((unsigned char)*c) : '_';
}

/* Every key is always there, so that nothing is left of an earlier eval: NULL is empty. */
static void put(const struct env *env, const char *key, const char *value)
{
	char *clean = escape_controls(value ? value : "");

	fprintf(env->out, "PMEM_%s%s=", env->prefix, key);
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

static void put_number(const struct env *env, const char *key, unsigned long long number)
{
	char *text = xasprintf("%llu", number);

	put(env, key, text);
	free(text);
}

/* Bytes; empty where they are not known. */
static void put_size(const struct env *env, const char *key, unsigned long long bytes)
{
	if (bytes && bytes != ULLONG_MAX)
		put_number(env, key, bytes);
	else
		put(env, key, NULL);
}

/* --- values of several words, with a blank between --- */

struct list {
	FILE *words;
	char *text;
	size_t length;
};

static void list_begin(struct list *list)
{
	list->words = xalloc_check(open_memstream(&list->text, &list->length));
}

/* A blank within a word comes out as a control character does. */
static void list_add(struct list *list, const char *word)
{
	if (ftell(list->words) > 0)
		fputc(' ', list->words);
	for (; *word; word++)
		if (*word == ' ')
			fputs("\\x20", list->words);
		else
			fputc(*word, list->words);
}

static void list_put(struct list *list, const struct env *env, const char *key)
{
	if (fclose(list->words) != 0)
		xalloc_check(NULL);
	put(env, key, list->text);
	free(list->text);
}

static void put_reasons(const struct env *env, const enum reason *reasons, size_t count)
{
	struct list list;

	list_begin(&list);
	for (size_t i = 0; i < count; i++)
		list_add(&list, reason_words(reasons[i])->id);
	list_put(&list, env, "_REASONS");
}

/* --- the host --- */

/* Is limit i the first with its reason? */
static bool is_first(const struct mode_verdict *mode, size_t i)
{
	for (size_t j = 0; j < i; j++)
		if (mode->limits[j].reason == mode->limits[i].reason)
			return false;
	return true;
}

static void put_mode(struct env *env, const struct mode_verdict *mode, enum mode which)
{
	enum reason reasons[MAX_CHECKS];
	struct list list;

	set_prefix(env, mode_name(which));
	put(env, "", tri_name(mode->supported));
	put_reasons(env, reasons, mode_reasons(mode, reasons));
	list_begin(&list);
	for (unsigned int i = 0; i < CLASS_COUNT; i++)
		if (mode->classes & class_words(i)->bit)
			list_add(&list, class_words(i)->name);
	list_put(&list, env, "_CLASSES");
	list_begin(&list);
	for (size_t i = 0; i < mode->limit_count; i++)
		if (is_first(mode, i))
			list_add(&list, reason_words(mode->limits[i].reason)->id);
	list_put(&list, env, "_LIMITS");
}

static void put_host(struct env *env, const struct host_verdict *v, const struct facts *facts,
		     const struct report_options *options)
{
	set_prefix(env, "");
	put(env, "VERSION", CONTRACT_VERSION);
	put(env, "COMMAND", options->command);
	put(env, "GENERATOR", "pmemcap " PMEMCAP_VERSION);
	put(env, "KERNEL_RELEASE", facts->kernel.release);
	put(env, "KERNEL_RUNNING", v->target_kernel ? "no" : "yes");
	put(env, "RUNNING_RELEASE", facts_running_release(facts));
	put(env, "MACHINE", facts->kernel.machine);
	put_size(env, "PAGE_SIZE", v->page_size);
	put(env, "CONFIG_SOURCE", facts->kconfig.path);
	put(env, "DAX_ALIAS_CHECK", alias_check_name(v->alias_check));
	put(env, "DCACHE_ALIASING", tri_name(v->alias.aliasing));
	put(env, "DCACHE_BASIS", basis_name(v->alias.basis));
	put_size(env, "ALIAS_SPAN", v->alias.span);
	for (int i = 0; i < MODE_COUNT; i++)
		put_mode(env, &v->modes[i], i);
}

static void put_findings(struct env *env, const struct host_verdict *v, const struct facts *facts)
{
	bool listed[REASON_COUNT] = { false };
	struct list list;

	set_prefix(env, "");
	list_begin(&list);
	for (size_t i = 0; i < v->finding_count; i++) {
		const struct finding *finding = &v->findings[i];

		if (finding->severity > SEVERITY_INFO && !listed[finding->reason])
			list_add(&list, reason_words(finding->reason)->id);
		listed[finding->reason] |= finding->severity > SEVERITY_INFO;
	}
	list_put(&list, env, "FINDINGS");
	list_begin(&list);
	for (size_t i = 0; i < facts->skip_count; i++)
		list_add(&list, facts->skips[i].path);
	list_put(&list, env, "SKIPPED");
}

void report_host_env(FILE *out, const struct host_verdict *verdict, const struct facts *facts,
		     const struct report_options *options)
{
	struct env env = { .out = out };

	put_host(&env, verdict, facts, options);
	put_findings(&env, verdict, facts);
	free(env.prefix);
}

/* --- the inventory --- */

/*
 * Only a name as the kernel gives it ("namespace0.0") becomes a variable's: no
 * two of these give the same variable, and none gives another key's.
 */
static bool has_kernel_name(const char *dev, const char *kind)
{
	size_t length = strlen(kind);

	return !strncmp(dev, kind, length) && isdigit((unsigned char)dev[length]) &&
	       !dev[length + strspn(dev + length, "0123456789.")];
}

/* NULL, an empty value, for what could not be read. */
static const char *state_name(enum tri enabled)
{
	if (enabled == TRI_UNKNOWN)
		return NULL;
	return enabled == TRI_YES ? "enabled" : "disabled";
}

static void put_namespace(struct env *env, const struct inventory_verdict *verdict,
			  const struct inventory *inventory, size_t index)
{
	const struct nd_namespace *ns = &inventory->namespaces[index];
	const struct nd_region *region = &inventory->regions[ns->region];
	const struct namespace_verdict *v = &verdict->namespaces[index];
	struct list possible;

	set_prefix(env, ns->dev);
	put(env, "_BUS", inventory->buses[region->bus].dev);
	put(env, "_PROVIDER", inventory->buses[region->bus].provider);
	put(env, "_REGION", region->dev);
	put(env, "_STATE", state_name(v->enabled));
	put(env, "_NAME", ns->name);
	put(env, "_UUID", ns->uuid);
	put_size(env, "_SIZE", ns->size);
	put(env, "_MODE", ns->mode);
	put(env, "_BLOCKDEV", ns->blockdev);
	put(env, "_CHARDEV", view_chardev(inventory, index));
	put(env, "_EFFECTIVE", access_name(v->effective));
	put_reasons(env, v->reasons.list, v->reasons.count);
	put(env, "_DAX", ns->disk == NO_INDEX ? NULL : tri_name(verdict->disks[ns->disk].dax));
	put(env, "_MAP_SYNC", tri_name(v->map_sync));
	list_begin(&possible);
	for (unsigned int mode = NS_FSDAX; mode <= NS_RAW; mode <<= 1)
		if (v->possible & mode)
			list_add(&possible, ns_mode_name(mode));
	list_put(&possible, env, "_POSSIBLE");
}

static void put_namespaces(struct env *env, const struct inventory_verdict *verdict,
			   const struct inventory *inventory, const struct selection *selection)
{
	struct list names;

	list_begin(&names);
	for (size_t i = 0; i < inventory->namespace_count; i++) {
		const char *dev = inventory->namespaces[i].dev;

		if (!selection->namespaces[i])
			continue;
		if (!has_kernel_name(dev, "namespace")) {
			env->omitted++;
			continue;
		}
		list_add(&names, dev);
		put_namespace(env, verdict, inventory, i);
	}
	set_prefix(env, "");
	list_put(&names, env, "NAMESPACES");
}

static void put_dax_devices(struct env *env, const struct inventory_verdict *verdict,
			    const struct inventory *inventory, const struct selection *selection)
{
	struct list names;

	list_begin(&names);
	for (size_t i = 0; i < inventory->dax_count; i++) {
		const struct dax_device *device = &inventory->dax_devices[i];
		const struct dax_verdict *v = &verdict->dax_devices[i];

		if (!view_has_dax(inventory, selection, i))
			continue;
		if (!has_kernel_name(device->dev, "dax")) {
			env->omitted++;
			continue;
		}
		list_add(&names, device->dev);
		set_prefix(env, device->dev);
		put(env, "_MODE", v->mode);
		put(env, "_STATE", state_name(v->enabled));
		put(env, "_DRIVER", device->driver);
		put(env, "_NODE", device->node_there ? "present" : "missing");
		put_size(env, "_SIZE", device->size);
		put(env, "_NAMESPACE",
		    device->namespace == NO_INDEX ? NULL
						: inventory->namespaces[device->namespace].dev);
		put(env, "_EFFECTIVE", access_name(v->effective));
		put_reasons(env, v->reasons.list, v->reasons.count);
		put(env, "_GRANULARITY", granularity_name(v->granularity));
	}
	set_prefix(env, "");
	list_put(&names, env, "DAX_DEVICES");
}

static void put_mounts(struct env *env, const struct inventory_verdict *verdict,
		       const struct inventory *inventory, const struct selection *selection)
{
	bool *disks = view_disks(inventory, selection);
	struct list numbers;
	unsigned int next = 0;

	list_begin(&numbers);
	for (size_t i = 0; i < inventory->mount_count; i++) {
		const struct mount *mount = &inventory->mounts[i];
		const struct mount_verdict *v = &verdict->mounts[i];
		char name[32];

		if (!view_has_mount(inventory, selection, disks, i))
			continue;
		snprintf(name, sizeof(name), "MOUNT_%u", next++);
		list_add(&numbers, name + strlen("MOUNT_"));
		set_prefix(env, name);
		put(env, "_POINT", mount->mountpoint);
		put(env, "_FSTYPE", mount->fstype);
		put(env, "_SOURCE", mount->source);
		put(env, "_BLOCKDEV",
		    mount->disk == NO_INDEX ? NULL : inventory->disks[mount->disk].dev);
		put(env, "_DAX_REQUESTED", dax_option_name(v->requested));
		put(env, "_DAX", tri_name(v->dax));
		put(env, "_MAP_SYNC", tri_name(v->map_sync));
		put(env, "_GRANULARITY", granularity_name(v->granularity));
		put_reasons(env, v->reasons.list, v->reasons.count);
	}
	set_prefix(env, "");
	list_put(&numbers, env, "MOUNTS");
	free(disks);
}

void report_inventory_env(FILE *out, const struct inventory_verdict *verdict,
			  const struct facts *facts, const struct inventory *inventory,
			  const struct selection *selection, const struct report_options *options)
{
	struct env env = { .out = out, .omitted = inventory->unlisted };

	put_host(&env, &verdict->host, facts, options);
	put_namespaces(&env, verdict, inventory, selection);
	put_dax_devices(&env, verdict, inventory, selection);
	put_mounts(&env, verdict, inventory, selection);
	put_number(&env, "OMITTED", env.omitted);
	put_findings(&env, &verdict->host, facts);
	free(env.prefix);
}

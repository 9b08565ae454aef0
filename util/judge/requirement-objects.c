// SPDX-License-Identifier: GPL-2.0-only
#include "requirement-objects.h"

#include <stdlib.h>
#include <string.h>

#include "../lib/textbuf.h"
#include "../lib/xalloc.h"

/* A line names at most so many reasons of one object. */
#define OBJECT_REASONS 3

/* A requirement, and the objects that it is about. */
struct demand {
	const struct inventory_verdict *verdict;
	const struct inventory *inventory;
	const bool *selected;
	bool unfiltered;
	enum requirement requirement;
};

static enum tri has_access(enum access effective, enum access wanted)
{
	return effective == ACCESS_UNKNOWN ? TRI_UNKNOWN : tri_from_bool(effective == wanted);
}

/* Flags of the disks that stand on a disk, and of that disk itself. The caller frees them. */
static bool *find_stack(const struct inventory *inventory, size_t base)
{
	bool *on = xcalloc(inventory->disk_count, sizeof(*on)), grown = true;

	on[base] = true;
	while (grown) {
		grown = false;
		for (size_t i = 0; i < inventory->disk_count; i++) {
			const struct disk *disk = &inventory->disks[i];
			bool stands = disk->parent != NO_INDEX && on[disk->parent];

			for (size_t s = 0; s < disk->slave_count; s++)
				stands |= on[disk->slaves[s]];
			if (!stands || on[i])
				continue;
			on[i] = grown = true;
		}
	}
	return on;
}

static bool is_dm_disk(const struct disk *disk)
{
	return !strcmp(disk_type(disk), "dm");
}

/* Do the device-mapper devices on a namespace pass DAX? "yes" if there is none. */
static enum tri dm_devices_pass(const struct demand *d, const struct nd_namespace *ns)
{
	enum tri pass = TRI_YES;
	bool *on;

	if (ns->disk == NO_INDEX)
		return TRI_YES;
	on = find_stack(d->inventory, ns->disk);
	for (size_t i = 0; i < d->inventory->disk_count; i++)
		if (on[i] && is_dm_disk(&d->inventory->disks[i]))
			pass = tri_and(pass, d->verdict->disks[i].dax);
	free(on);
	return pass;
}

static enum tri could_carry_dm(const struct demand *d, size_t index)
{
	enum tri fsdax = has_access(d->verdict->namespaces[index].effective, ACCESS_FSDAX);

	return tri_and(fsdax, requirement_host(&d->verdict->host, REQUIRE_DM_DAX));
}

/* Every disk is a block device, whatever the namespace's mode. */
static enum tri gives_block(const struct nd_namespace *ns, enum access effective)
{
	if (ns->disk != NO_INDEX)
		return tri_from_bool(effective != ACCESS_NONE);
	return effective == ACCESS_UNKNOWN && ns->mode != ND_MODE_DEVDAX ? TRI_UNKNOWN : TRI_NO;
}

/* On a target kernel a requirement is never certainly met: "no" or unknown. */
static enum tri target_kernel_meets(const struct nd_namespace *ns,
				    const struct namespace_verdict *v, enum requirement requirement)
{
	bool open = v->effective == ACCESS_UNKNOWN;
	bool devdax = ns->mode == ND_MODE_DEVDAX;
	/*
	 * If a pfn device holds the namespace, it is fsdax. If nothing holds it, it may be
	 * fsdax or devdax.
	 */
	bool fsdax = ns->mode == ND_MODE_FSDAX && ns->holder && *ns->holder;
	bool possible = v->map_sync != TRI_NO;

	if (requirement == REQUIRE_FSDAX || requirement == REQUIRE_DM_DAX)
		possible = open && !devdax;
	else if (requirement == REQUIRE_DEVDAX || requirement == REQUIRE_SYSTEM_RAM)
		possible = open && !fsdax;
	else if (requirement == REQUIRE_BLOCK)
		possible = v->effective == ACCESS_BLOCK || (open && !devdax);
	return possible ? TRI_UNKNOWN : TRI_NO;
}

static enum tri running_kernel_meets(const struct demand *d, size_t index)
{
	const struct nd_namespace *ns = &d->inventory->namespaces[index];
	const struct namespace_verdict *v = &d->verdict->namespaces[index];

	switch (d->requirement) {
	case REQUIRE_FSDAX:
		return has_access(v->effective, ACCESS_FSDAX);
	case REQUIRE_DEVDAX:
		return has_access(v->effective, ACCESS_DEVDAX);
	case REQUIRE_SYSTEM_RAM:
		return has_access(v->effective, ACCESS_SYSTEM_RAM);
	case REQUIRE_BLOCK:
		return gives_block(ns, v->effective);
	case REQUIRE_DM_DAX:
		return tri_and(could_carry_dm(d, index), dm_devices_pass(d, ns));
	default:
		return v->map_sync;
	}
}

static enum tri namespace_meets(const struct demand *d, size_t index)
{
	const struct namespace_verdict *v = &d->verdict->namespaces[index];
	enum tri met;

	if (d->verdict->host.target_kernel)
		return target_kernel_meets(&d->inventory->namespaces[index], v, d->requirement);
	met = running_kernel_meets(d, index);
	return v->doubtful ? tri_and(met, TRI_UNKNOWN) : met;
}

/* Is the device without a namespace, and does the requirement apply to such devices? */
static bool is_dax_device_selected(const struct demand *d, size_t index)
{
	return d->unfiltered && d->requirement == REQUIRE_SYSTEM_RAM &&
	       d->inventory->dax_devices[index].ndns == NO_INDEX;
}

static enum tri dax_device_meets(const struct demand *d, size_t index)
{
	enum tri met = has_access(d->verdict->dax_devices[index].effective, ACCESS_SYSTEM_RAM);

	/* Another kernel may bind it to another driver. */
	return d->verdict->host.target_kernel ? TRI_UNKNOWN : met;
}

/* If the host's verdict on the target kernel excludes a mode, no namespace has it. */
static enum tri host_allows(const struct host_verdict *host, enum requirement requirement)
{
	if (requirement == REQUIRE_MAP_SYNC)
		return requirement_host(host, requirement) == TRI_NO ? TRI_NO : TRI_YES;
	return host->modes[requirement_mode(requirement)].supported == TRI_NO ? TRI_NO : TRI_YES;
}

static bool has_selection(const struct demand *d)
{
	for (size_t i = 0; i < d->inventory->namespace_count; i++)
		if (d->selected[i])
			return true;
	for (size_t i = 0; i < d->inventory->dax_count; i++)
		if (is_dax_device_selected(d, i))
			return true;
	return false;
}

/* May there be objects that could not be read? They might not meet the requirement. */
static bool can_lack_objects(const struct demand *d)
{
	return d->inventory->unlisted ||
	       (d->unfiltered && d->requirement == REQUIRE_SYSTEM_RAM && d->inventory->dax_unread);
}

static enum tri decide_demand(const struct demand *d)
{
	bool any = has_selection(d) || can_lack_objects(d);
	enum tri met = TRI_YES;

	if (d->requirement == REQUIRE_VIRTIOFS_DAX)
		return requirement_host(&d->verdict->host, d->requirement);
	for (size_t i = 0; i < d->inventory->namespace_count; i++)
		if (d->selected[i])
			met = tri_and(met, namespace_meets(d, i));
	for (size_t i = 0; i < d->inventory->dax_count; i++)
		if (is_dax_device_selected(d, i))
			met = tri_and(met, dax_device_meets(d, i));
	if (can_lack_objects(d))
		met = tri_and(met, TRI_UNKNOWN);
	if (!d->verdict->host.target_kernel)
		return any ? met : TRI_NO;
	/* The target kernel may see objects for which the running kernel has no driver. */
	return tri_and(any ? met : TRI_UNKNOWN, host_allows(&d->verdict->host, d->requirement));
}

/* --- why not --- */

/*
 * Ids of an object's reasons or, if it has none, the name of its access; the caller frees the
 * text.
 */
static char *object_words(const struct reason_list *reasons, enum access effective)
{
	struct textbuf list = { 0 };

	if (!reasons->count)
		return xstrdup(access_name(effective));
	for (size_t i = 0; i < reasons->count && i < OBJECT_REASONS; i++)
		textbuf_join(&list, " ", "%s", reason_words(reasons->list[i])->id);
	return textbuf_take(&list);
}

/*
 * As object_words(). A namespace without reasons fails because of the target kernel, its bad
 * blocks or, for MAP_SYNC, its region.
 */
static char *namespace_words(const struct demand *d, size_t index)
{
	const struct nd_namespace *ns = &d->inventory->namespaces[index];
	const struct namespace_verdict *v = &d->verdict->namespaces[index];

	if (!v->reasons.count && d->verdict->host.target_kernel)
		return xstrdup(reason_words(REASON_KERNEL_NOT_BOOTED)->id);
	if (!v->reasons.count && v->doubtful)
		return xstrdup(reason_words(REASON_BADBLOCKS)->id);
	if (!v->reasons.count && d->requirement == REQUIRE_MAP_SYNC)
		return xasprintf("%s without map-sync: region %s", access_name(v->effective),
				 d->inventory->regions[ns->region].dev);
	return object_words(&v->reasons, v->effective);
}

static void add_dm_devices(struct why *why, const struct demand *d, size_t index, enum tri met)
{
	const struct nd_namespace *ns = &d->inventory->namespaces[index];
	bool *on = find_stack(d->inventory, ns->disk);

	for (size_t i = 0; i < d->inventory->disk_count; i++) {
		const struct disk_verdict *v = &d->verdict->disks[i];
		char *words;

		if (!on[i] || !is_dm_disk(&d->inventory->disks[i]) || v->dax != met)
			continue;
		words = object_words(&v->reasons, ACCESS_BLOCK);
		why_add(why, "%s (%s)", d->inventory->disks[i].dev, words);
		free(words);
	}
	free(on);
}

static void add_namespace_reasons(struct why *why, const struct demand *d, size_t index,
				  enum tri met)
{
	const struct namespace_verdict *v = &d->verdict->namespaces[index];
	char *words;

	if (d->requirement == REQUIRE_DM_DAX && v->effective == ACCESS_FSDAX && !v->doubtful) {
		size_t before = why->count;

		if (dm_devices_pass(d, &d->inventory->namespaces[index]) == met)
			add_dm_devices(why, d, index, met);
		else
			why_add_host(why, &d->verdict->host, d->requirement, met);
		if (why->count > before)
			return;
	}
	words = namespace_words(d, index);
	why_add(why, "%s (%s)", d->inventory->namespaces[index].dev, words);
	free(words);
}

static void add_object_reasons(struct why *why, const struct demand *d, enum tri met)
{
	for (size_t i = 0; i < d->inventory->namespace_count; i++)
		if (d->selected[i] && namespace_meets(d, i) == met)
			add_namespace_reasons(why, d, i, met);
	for (size_t i = 0; i < d->inventory->dax_count; i++) {
		const struct dax_verdict *v = &d->verdict->dax_devices[i];
		char *words;

		if (!is_dax_device_selected(d, i) || dax_device_meets(d, i) != met)
			continue;
		words = object_words(&v->reasons, v->effective);
		why_add(why, "%s (%s)", d->inventory->dax_devices[i].dev, words);
		free(words);
	}
	if (can_lack_objects(d) && met == TRI_UNKNOWN)
		why_add(why, "some devices could not be read");
}

/* Say why nothing is selected: the filters, the host, or a machine without devices. */
static void add_absence(struct why *why, const struct demand *d)
{
	const struct host_verdict *host = &d->verdict->host;
	enum tri supported = host->modes[requirement_mode(d->requirement)].supported;

	if (!d->unfiltered) {
		why_add(why, "no namespace matches the filters");
		return;
	}
	if (supported != TRI_YES)
		why_add_host(why, host, d->requirement, supported);
	for (size_t i = 0; i < host->finding_count && !why->count; i++)
		if (host->findings[i].reason == REASON_NOTHING_THERE)
			why_add(why, "%s", reason_words(REASON_NOTHING_THERE)->id);
	if (!why->count)
		why_add(why, "there is no namespace");
}

struct requirement_answer requirement_objects(const struct inventory_verdict *verdict,
					      const struct inventory *inventory,
					      const bool *selected, bool unfiltered,
					      enum requirement requirement)
{
	const struct demand d = { .verdict = verdict,
				  .inventory = inventory,
				  .selected = selected,
				  .unfiltered = unfiltered,
				  .requirement = requirement };
	struct requirement_answer answer = { .met = decide_demand(&d) };
	bool absent = !has_selection(&d) && !can_lack_objects(&d);
	struct why why = { 0 };

	if (answer.met == TRI_YES)
		return answer;
	if (requirement == REQUIRE_VIRTIOFS_DAX)
		why_add_host(&why, &verdict->host, requirement, answer.met);
	else if (absent)
		add_absence(&why, &d);
	else
		add_object_reasons(&why, &d, answer.met);
	/* The host's verdict on the target kernel excludes what the namespaces would allow. */
	if (!why.count)
		why_add_host(&why, &verdict->host, requirement, answer.met);
	answer.why = why_finish(&why);
	return answer;
}

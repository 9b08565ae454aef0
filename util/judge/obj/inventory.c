// SPDX-License-Identifier: GPL-2.0-only
#include "../inventory.h"

#include <errno.h>
#include <search.h>
#include <stdlib.h>
#include <string.h>

#include "../../lib/array.h"
#include "../../lib/xalloc.h"
#include "../judge.h"

const char *access_name(enum access access)
{
	static const char *const names[] = {
		[ACCESS_UNKNOWN] = "unknown", [ACCESS_NONE] = "none",
		[ACCESS_BLOCK] = "block",     [ACCESS_FSDAX] = "fsdax",
		[ACCESS_DEVDAX] = "devdax",   [ACCESS_SYSTEM_RAM] = "system-ram",
	};

	return names[access];
}

const char *ns_mode_name(enum ns_mode mode)
{
	switch (mode) {
	case NS_FSDAX:
		return "fsdax";
	case NS_DEVDAX:
		return "devdax";
	case NS_SECTOR:
		return "sector";
	case NS_RAW:
		break;
	}
	return "raw";
}

const char *dax_option_name(enum dax_option option)
{
	static const char *const names[] = {
		[DAX_OPTION_NONE] = "none",
		[DAX_OPTION_ALWAYS] = "always",
		[DAX_OPTION_INODE] = "inode",
		[DAX_OPTION_NEVER] = "never",
	};

	return names[option];
}

const char *granularity_name(enum granularity granularity)
{
	static const char *const names[] = {
		[GRANULARITY_UNKNOWN] = "unknown",
		[GRANULARITY_PAGE] = "page",
		[GRANULARITY_CACHE_LINE] = "cache-line",
		[GRANULARITY_BYTE] = "byte",
	};

	return names[granularity];
}

/* Providers: drivers/acpi/nfit, nvdimm/{e820,virtio_pmem,of_pmem,ramdax}.c, cxl/pmem.c, papr_scm.c. */
const char *bus_class_name(const struct nd_bus *bus)
{
	const char *provider = bus->provider ? bus->provider : "";

	if (!strcmp(provider, "ACPI.NFIT"))
		return "nfit";
	if (!strcmp(provider, "e820"))
		return "e820";
	if (!strcmp(provider, "virtio-pmem"))
		return "virtio";
	if (!strcmp(provider, "CXL"))
		return "cxl";
	if (!strcmp(provider, "ramdax"))
		return "ramdax";
	if (!strncmp(provider, "nfit_test", 9) || !strncmp(provider, "ndtest", 6))
		return "test";
	/* papr_scm and of_pmem give the name of their platform device. */
	if (strstr(provider, "ibm,pmemory"))
		return "papr";
	if (bus->parent && !strcmp(bus->parent, "platform"))
		return "of";
	return "unknown";
}

bool reason_list_has(const struct reason_list *reasons, enum reason reason)
{
	for (size_t i = 0; i < reasons->count; i++)
		if (reasons->list[i] == reason)
			return true;
	return false;
}

/* Adds a reason whose finding is at place; a list that is full drops it. */
static void cite(struct reason_list *reasons, enum reason reason, size_t place)
{
	if (reason_list_has(reasons, reason) || reasons->count == MAX_OBJECT_REASONS)
		return;
	reasons->place[reasons->count] = place;
	reasons->list[reasons->count++] = reason;
}

void reason_list_add(struct reason_list *reasons, enum reason reason)
{
	cite(reasons, reason, NO_INDEX);
}

/* A finding by what it is about; its place, since the list moves when it grows. */
struct told {
	enum reason reason;
	const char *subject; /* the finding's */
	size_t place;
};

static int by_reason_and_subject(const void *a, const void *b)
{
	const struct told *x = a, *y = b;

	if (x->reason != y->reason)
		return x->reason < y->reason ? -1 : 1;
	return strcmp(x->subject, y->subject);
}

/* There may be a hundred thousand objects, each with findings: they are not compared one by one. */
static struct finding *find_told(struct judge_ctx *ctx, enum reason reason, const char *subject)
{
	const struct told key = { .reason = reason, .subject = subject };
	struct told **found = tfind(&key, &ctx->told, by_reason_and_subject);

	return found ? &ctx->verdict->host.findings[(*found)->place] : NULL;
}

static void keep_told(struct judge_ctx *ctx, const struct finding *finding)
{
	size_t place = finding - ctx->verdict->host.findings;
	struct told *told = xcalloc(1, sizeof(*told)), **kept;

	*told = (struct told){ finding->reason, finding->subject, place };
	kept = xalloc_check(tsearch(told, &ctx->told, by_reason_and_subject));
	/* The host may have told the same of two modes: the first one counts. */
	if (*kept != told)
		free(told);
}

struct finding *object_reason(struct judge_ctx *ctx, struct reason_list *reasons,
			      enum reason reason, const char *subject, const char *about)
{
	struct host_verdict *host = &ctx->verdict->host;
	struct finding *finding;

	finding = find_told(ctx, reason, subject);
	if (finding) {
		finding->cited_only &= reasons != NULL;
		if (reasons)
			cite(reasons, reason, finding - host->findings);
		return finding;
	}
	finding = finding_add(host, reason, subject, about);
	finding->cited_only = reasons != NULL;
	keep_told(ctx, finding);
	if (reasons)
		cite(reasons, reason, finding - host->findings);
	/* A command runs on the kernel that runs, where the object may be as it should. */
	if (reason_words(reason)->remedy.text &&
	    (!ctx->facts->target_kernel || reason == REASON_KERNEL_NOT_BOOTED))
		finding_set_remedy(finding, &reason_words(reason)->remedy);
	return finding;
}

enum tri region_is_synchronous(const struct inventory *inventory, const struct nd_region *region)
{
	const char *class = bus_class_name(&inventory->buses[region->bus]);

	if (inventory->buses[region->bus].unread)
		return TRI_UNKNOWN;
	if (!strcmp(class, "virtio"))
		return TRI_NO;
	/* ND_REGION_ASYNC where the hypervisor wants its flush call (papr_scm.c). */
	return !strcmp(class, "papr") ? tri_not(inventory->buses[region->bus].flush_call) : TRI_YES;
}

enum tri host_has(const struct judge_ctx *ctx, enum kernel_option option)
{
	return ctx->verdict->host.options[option].built;
}

enum tri host_says(const struct judge_ctx *ctx, enum mode mode)
{
	const struct mode_verdict *host = &ctx->verdict->host.modes[mode];
	enum tri says = TRI_YES;

	for (size_t i = 0; i < host->check_count; i++)
		if (host->checks[i].option)
			says = tri_and(says, host->checks[i].result);
	return says;
}

void host_reasons(const struct judge_ctx *ctx, struct reason_list *reasons, enum mode mode)
{
	const struct mode_verdict *verdict = &ctx->verdict->host.modes[mode];

	for (size_t i = 0; i < verdict->check_count; i++) {
		const struct check *check = &verdict->checks[i];

		/* Classes and modules are the host's affair: an object that is there has both. */
		if (check->result != TRI_YES && check->reason != REASON_NONE && check->option)
			reason_list_add(reasons, check->reason);
	}
}

/* Every section of the answer says what it could not see; this finding says what would help. */
static void note_privilege(struct judge_ctx *ctx)
{
	static const char *const objects[] = { "filesystems", "disks" };

	for (size_t i = 0; i < ctx->facts->skip_count; i++)
		for (size_t o = 0; o < ARRAY_SIZE(objects); o++)
			if (!strcmp(ctx->facts->skips[i].affects, objects[o]) &&
			    ctx->facts->has_live_facts &&
			    (ctx->facts->skips[i].error == EACCES ||
			     ctx->facts->skips[i].error == EPERM)) {
				object_reason(ctx, NULL, REASON_NEED_ROOT, "host", NULL);
				return;
			}
}

static void mark_cited(bool *cited, const struct reason_list *reasons)
{
	for (size_t i = 0; i < reasons->count; i++)
		if (reasons->place[i] != NO_INDEX)
			cited[reasons->place[i]] = true;
}

/*
 * Findings follow from verdicts: a reason that was given up again, because a file
 * or the kernel itself said otherwise, takes its finding with it. Invalidates the
 * places in the lists.
 */
static void drop_uncited(struct judge_ctx *ctx)
{
	struct inventory_verdict *v = ctx->verdict;
	bool *cited = xcalloc(v->host.finding_count, sizeof(*cited));
	size_t kept = 0;

	for (size_t i = 0; i < ctx->inventory->namespace_count; i++)
		mark_cited(cited, &v->namespaces[i].reasons);
	for (size_t i = 0; i < v->dax_count; i++)
		mark_cited(cited, &v->dax_devices[i].reasons);
	for (size_t i = 0; i < v->disk_count; i++) {
		mark_cited(cited, &v->disks[i].reasons);
		mark_cited(cited, &v->disks[i].fs_reasons);
	}
	for (size_t i = 0; i < v->mount_count; i++)
		mark_cited(cited, &v->mounts[i].reasons);
	for (size_t i = 0; i < v->host.finding_count; i++) {
		if (v->host.findings[i].cited_only && !cited[i])
			finding_release(&v->host.findings[i]);
		else
			v->host.findings[kept++] = v->host.findings[i];
	}
	v->host.finding_count = kept;
	free(cited);
}

void judge_inventory(struct inventory_verdict *verdict, const struct facts *facts,
		     const struct inventory *inventory)
{
	struct judge_ctx ctx = { .facts = facts, .inventory = inventory, .verdict = verdict };

	memset(verdict, 0, sizeof(*verdict));
	judge_host(&verdict->host, facts);
	for (size_t i = 0; i < verdict->host.finding_count; i++)
		keep_told(&ctx, &verdict->host.findings[i]);
	verdict->regions = xcalloc(inventory->region_count, sizeof(*verdict->regions));
	verdict->namespaces = xcalloc(inventory->namespace_count, sizeof(*verdict->namespaces));
	verdict->dax_devices = xcalloc(inventory->dax_count, sizeof(*verdict->dax_devices));
	verdict->disks = xcalloc(inventory->disk_count, sizeof(*verdict->disks));
	verdict->mounts = xcalloc(inventory->mount_count, sizeof(*verdict->mounts));
	verdict->dax_count = inventory->dax_count;
	verdict->disk_count = inventory->disk_count;
	verdict->mount_count = inventory->mount_count;
	judge_states(&ctx);
	judge_disks(&ctx);
	if (!facts->target_kernel)
		judge_nodes(&ctx);
	judge_namespaces(&ctx);
	judge_dimms(&ctx);
	judge_bad_blocks(&ctx);
	judge_mounts(&ctx);
	judge_platform(&ctx);
	if (facts->target_kernel)
		object_reason(&ctx, NULL, REASON_KERNEL_NOT_BOOTED, "host", NULL);
	note_privilege(&ctx);
	tdestroy(ctx.told, free);
	drop_uncited(&ctx);
	findings_sort(&verdict->host);
}

void inventory_verdict_release(struct inventory_verdict *verdict)
{
	for (size_t i = 0; i < verdict->dax_count; i++)
		evidence_release(&verdict->dax_devices[i].evidence);
	for (size_t i = 0; i < verdict->disk_count; i++)
		evidence_release(&verdict->disks[i].evidence);
	for (size_t i = 0; i < verdict->mount_count; i++)
		evidence_release(&verdict->mounts[i].evidence);
	verdict_release(&verdict->host);
	free(verdict->regions);
	free(verdict->namespaces);
	free(verdict->dax_devices);
	free(verdict->disks);
	free(verdict->mounts);
	memset(verdict, 0, sizeof(*verdict));
}

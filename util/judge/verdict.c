// SPDX-License-Identifier: GPL-2.0-only
#include "verdict.h"

#include <stdlib.h>
#include <string.h>

#include "../lib/array.h"
#include "../lib/xalloc.h"

const char *mode_name(enum mode mode)
{
	static const char *const names[MODE_COUNT] = {
		[MODE_FSDAX] = "fsdax",           [MODE_DEVDAX] = "devdax",
		[MODE_BLOCK] = "block",           [MODE_VIRTIOFS_DAX] = "virtiofs_dax",
		[MODE_DM_DAX] = "dm_dax",         [MODE_DCSSBLK_DAX] = "dcssblk_dax",
		[MODE_SYSTEM_RAM] = "system_ram",
	};

	return names[mode];
}

const char *alias_check_name(enum alias_check check)
{
	static const char *const names[] = {
		[CHECK_UNKNOWN] = "unknown", [CHECK_NOT_NEEDED] = "not-needed",
		[CHECK_NONE] = "none",       [CHECK_KCONFIG] = "kconfig",
		[CHECK_RUNTIME] = "runtime",
	};

	return names[check];
}

const char *basis_name(enum basis basis)
{
	static const char *const names[] = {
		[BASIS_NONE] = "none",
		[BASIS_ARCHITECTURE] = "architecture",
		[BASIS_CONFIGURATION] = "configuration",
		[BASIS_CPUINFO] = "cpuinfo",
		[BASIS_COLOUR_PROBE] = "colour-probe",
		[BASIS_BOOT_LOG] = "boot-log",
		[BASIS_CACHE_GEOMETRY] = "cache-geometry",
	};

	return names[basis];
}

const char *module_state_name(enum module_state state)
{
	static const char *const names[] = {
		[MODULE_STATE_UNKNOWN] = "unknown",         [MODULE_STATE_BUILTIN] = "builtin",
		[MODULE_STATE_LOADED] = "loaded",           [MODULE_STATE_AVAILABLE] = "available",
		[MODULE_STATE_BLACKLISTED] = "blacklisted", [MODULE_STATE_MISSING] = "missing",
	};

	return names[state];
}

size_t mode_reasons(const struct mode_verdict *mode, enum reason reasons[MAX_CHECKS])
{
	size_t count = 0;

	for (size_t i = 0; i < mode->check_count; i++) {
		const struct check *check = &mode->checks[i];
		bool seen = check->result == TRI_YES || check->reason == REASON_NONE;

		for (size_t j = 0; j < count && !seen; j++)
			seen = reasons[j] == check->reason;
		if (!seen)
			reasons[count++] = check->reason;
	}
	return count;
}

enum tri mode_met(const struct mode_verdict *mode)
{
	enum tri met = mode->supported;

	for (size_t i = 0; i < mode->limit_count; i++)
		met = tri_and(met, mode->limits[i].supported);
	return met;
}

void evidence_add(struct evidence_list *list, const char *source, enum basis basis, enum tri says,
		  const char *detail, ...)
{
	struct evidence *item;
	va_list ap;

	list->list = array_make_room(list->list, list->count, sizeof(*list->list));
	item = &list->list[list->count++];
	item->source = source;
	item->basis = basis;
	item->says = says;
	va_start(ap, detail);
	item->detail = xvasprintf(detail, ap);
	va_end(ap);
}

void evidence_release(struct evidence_list *evidence)
{
	for (size_t i = 0; i < evidence->count; i++)
		free(evidence->list[i].detail);
	free(evidence->list);
	memset(evidence, 0, sizeof(*evidence));
}

const char *finding_remedy_text(const struct finding *finding)
{
	if (!finding->remedy)
		return NULL;
	return finding->remedy_text ? finding->remedy_text : finding->remedy->text;
}

void finding_release(struct finding *finding)
{
	free(finding->subject);
	free(finding->message);
	free(finding->command);
	free(finding->remedy_text);
	evidence_release(&finding->evidence);
}

void verdict_release(struct host_verdict *verdict)
{
	for (size_t i = 0; i < verdict->finding_count; i++)
		finding_release(&verdict->findings[i]);
	free(verdict->findings);
	evidence_release(&verdict->alias.evidence);
	memset(verdict, 0, sizeof(*verdict));
}

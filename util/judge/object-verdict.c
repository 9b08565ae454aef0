// SPDX-License-Identifier: GPL-2.0-only
#include "object-verdict.h"

#include <stdlib.h>
#include <string.h>

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
		[GRANULARITY_UNKNOWN] = "unknown", [GRANULARITY_NONE] = "none",
		[GRANULARITY_PAGE] = "page",       [GRANULARITY_CACHE_LINE] = "cache-line",
		[GRANULARITY_BYTE] = "byte",
	};

	return names[granularity];
}

const char *cxl_outcome_name(enum cxl_outcome outcome)
{
	static const char *const names[] = {
		[CXL_UNCLEAR] = "unknown",       [CXL_NOTHING] = "nothing",
		[CXL_ND_REGION] = "nd-region",   [CXL_DAX_REGION] = "dax-region",
		[CXL_SYSTEM_RAM] = "system-ram",
	};

	return names[outcome];
}

bool reason_list_has(const struct reason_list *reasons, enum reason reason)
{
	for (size_t i = 0; i < reasons->count; i++)
		if (reasons->list[i] == reason)
			return true;
	return false;
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
	free(verdict->cxl_regions);
	memset(verdict, 0, sizeof(*verdict));
}

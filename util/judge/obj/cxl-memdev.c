// SPDX-License-Identifier: GPL-2.0-only
#include "cxl-memdev.h"

#include <stdlib.h>
#include <string.h>

#include "../../lib/size.h"
#include "../../lib/xalloc.h"
#include "cxl-kernel.h"
#include "cxl-window.h"
#include "object-check.h"

static void judge_disabled_memdev(struct judge_ctx *ctx, const struct cxl_memdev *memdev)
{
	const struct cxl_facts *cxl = &ctx->inventory->cxl;
	struct object_check *check;

	if ((!cxl->root && !is_cxl_built(ctx, KOPT_CXL_ACPI, memdev->dev)) ||
	    (!cxl->mem_driver && !is_cxl_built(ctx, KOPT_CXL_MEM, memdev->dev)))
		return;
	check = add_object_check(ctx, NULL, REASON_CXL_MEMDEV_DISABLED, memdev->dev,
				 !cxl->root         ? "cxl_acpi has found no CXL root"
				 : !cxl->mem_driver ? "the driver cxl_mem is not loaded"
						    : "it was disabled, or its probe failed");
	if (!cxl->root || !cxl->mem_driver)
		check_set_remedy(check, &reason_words(check->reason)->fallback);
}

/*
 * The command for what is free. In a device with both kinds, volatile memory has the lower
 * addresses, and decoders take memory in the order of its addresses: a persistent region skips all
 * volatile memory that is free (cxl_dpa_alloc(), drivers/cxl/core/hdm.c, 6.0 to 7.3). So the
 * volatile part comes first, and gets no region after a persistent one.
 */
static char *command_for_free(struct judge_ctx *ctx, const struct cxl_memdev *memdev)
{
	const struct cxl_facts *cxl = &ctx->inventory->cxl;
	unsigned long long pmem = cxl_free_capacity(cxl, memdev, true);
	unsigned long long ram = cxl_free_capacity(cxl, memdev, false);

	if (ram && pmem == memdev->pmem_size)
		return cxl_create_command(ctx, memdev, ram, false);
	return cxl_create_command(ctx, memdev, pmem, true);
}

static void judge_capacity(struct judge_ctx *ctx, const struct cxl_memdev *memdev, bool pmem,
			   bool ram, unsigned long long free_bytes)
{
	enum reason reason =
		memdev->in_region ? REASON_CXL_FREE_CAPACITY : REASON_CXL_MEMDEV_NO_REGION;
	const char *kind = !pmem ? "volatile" : !ram ? "persistent" : "persistent and volatile";
	char *command = command_for_free(ctx, memdev);
	char *size = size_words(free_bytes);
	char *about = memdev->in_region ? xasprintf("%s of %s", size, kind) : xstrdup(kind);
	struct object_check *check = add_object_check(ctx, NULL, reason, memdev->dev, about);

	if (!pmem)
		check->severity = other_severity(reason);
	if (has_object_check(ctx, REASON_CXL_NO_CACHE_FLUSH) ||
	    has_object_check(ctx, REASON_CONFIG_CXL))
		check_set_remedy(check, NULL);
	check_set_command(check, command);
	free(about);
	free(size);
}

void judge_cxl_memdev(struct judge_ctx *ctx, const struct cxl_memdev *memdev)
{
	const struct cxl_facts *cxl = &ctx->inventory->cxl;
	unsigned long long pmem, ram;

	if (memdev->unread) {
		add_object_check(ctx, NULL, REASON_OBJECT_UNREAD, memdev->dev, NULL);
		return;
	}
	if (!memdev->enabled) {
		judge_disabled_memdev(ctx, memdev);
		return;
	}
	if (cxl->unread)
		return;
	pmem = memdev->in_region ? cxl_free_capacity(cxl, memdev, true) : memdev->pmem_size;
	ram = memdev->in_region ? cxl_free_capacity(cxl, memdev, false) : memdev->ram_size;
	if (pmem || ram)
		judge_capacity(ctx, memdev, pmem, ram, pmem + ram);
}

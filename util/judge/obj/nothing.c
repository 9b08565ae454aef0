// SPDX-License-Identifier: GPL-2.0-only
/*
 * Why there are no regions and no dax devices: causes in the command line, the modules and the
 * firmware's ranges.
 */
#include "nothing.h"

#include <stdlib.h>
#include <string.h>

#include "../../lib/array.h"
#include "../../lib/textbuf.h"
#include "../../lib/xalloc.h"
#include "object-check.h"

static void add_cause(struct textbuf *causes, const char *cause)
{
	textbuf_printf(causes, "%s%s", causes->length ? "; " : ": ", cause);
}

/* parse_memmap_one(), arch/x86/kernel/e820.c. */
static void add_memmap_causes(struct textbuf *causes, const struct boot_words *words)
{
	static const struct {
		char sign;
		const char *cause;
	} signs[] = {
		{ '$', "memmap= with $ hides the memory from the kernel (use ! for persistent "
		       "memory)" },
		{ '#', "memmap= with # makes the memory ACPI data (use ! for persistent "
		       "memory)" },
		{ '@', "memmap= with @ makes the memory plain RAM (use ! for persistent "
		       "memory)" },
	};

	for (size_t i = 0; i < ARRAY_SIZE(signs); i++)
		if (boot_words_have(words, signs[i].sign))
			add_cause(causes, signs[i].cause);
	for (size_t i = 0; i < words->memmap_count; i++) {
		const struct memmap_word *word = &words->memmaps[i];

		if (word->sign != '%' || memmap_makes_pmem(word) || word->to == E820_SOFT_RESERVED)
			continue;
		add_cause(causes, "memmap= with % changes the type of the memory (use +12 for "
				  "persistent, +0xefffffff for soft-reserved memory)");
		break;
	}
}

static void add_word_causes(struct textbuf *causes, const struct boot_words *words)
{
	char *text;

	add_memmap_causes(causes, words);
	if (words->efi_fake_mem)
		add_cause(causes, "Linux 6.11 removed efi_fake_mem= (use "
				  "memmap=SIZE%START-1+0xefffffff to make memory soft-reserved)");
	if (words->nosoftreserve)
		add_cause(causes, "efi=nosoftreserve makes soft-reserved memory of the firmware "
				  "plain RAM");
	if (!words->nd_blacklist)
		return;
	text = xasprintf("%s on the command line has no effect (modprobe reads "
			 "modprobe.blacklist=)",
			 words->nd_blacklist);
	add_cause(causes, text);
	free(text);
}

/* Drivers for regions or dax devices that are blacklisted. */
static void add_module_causes(const struct judge_ctx *ctx, struct textbuf *causes)
{
	static const enum kernel_module drivers[] = { KMOD_nfit,    KMOD_nd_e820,  KMOD_virtio_pmem,
						      KMOD_of_pmem, KMOD_papr_scm, KMOD_cxl_pmem,
						      KMOD_dax_hmem };

	for (size_t i = 0; i < ARRAY_SIZE(drivers); i++) {
		char *text;

		if (ctx->verdict->host.modules[drivers[i]] != MODULE_STATE_BLACKLISTED)
			continue;
		text = xasprintf("the module %s is blacklisted", kernel_module_name(drivers[i]));
		add_cause(causes, text);
		free(text);
	}
}

static void add_range_causes(const struct environment *environment, struct textbuf *causes)
{
	if (environment->soft_reserved)
		add_cause(causes, "/proc/iomem has \"Soft Reserved\" memory, which needs the "
				  "driver dax_hmem");
	if (environment->legacy_ranges)
		add_cause(causes, "/proc/iomem has \"Persistent Memory (legacy)\", which needs the "
				  "driver nd_e820");
	if (environment->persistent_ranges)
		add_cause(causes, "/proc/iomem has \"Persistent Memory\", which needs the driver "
				  "nfit or the drivers of CXL");
}

static void add_bus_causes(const struct inventory *inventory, struct textbuf *causes)
{
	for (size_t i = 0; i < inventory->bus_count; i++) {
		const struct nd_bus *bus = &inventory->buses[i];
		char *text;

		if (bus->unread)
			continue;
		text = xasprintf("the bus %s (%s) has %s", bus->dev, bus->provider,
				 bus->dimms ? "DIMMs but no region" : "neither DIMMs nor regions");
		add_cause(causes, text);
		free(text);
	}
}

void judge_nothing(struct judge_ctx *ctx)
{
	const struct inventory *inventory = ctx->inventory;
	struct textbuf causes = { 0 };

	add_word_causes(&causes, &inventory->environment.words);
	add_module_causes(ctx, &causes);
	add_range_causes(&inventory->environment, &causes);
	add_bus_causes(inventory, &causes);
	add_object_check(ctx, NULL, REASON_NOTHING_THERE, "host", causes.text ? causes.text : "");
	free(causes.text);
}

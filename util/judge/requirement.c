// SPDX-License-Identifier: GPL-2.0-only
#include "requirement.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "../lib/textbuf.h"
#include "../lib/xalloc.h"
#include "device-class.h"

const char *requirement_name(enum requirement requirement)
{
	static const char *const names[REQUIRE_COUNT] = {
		[REQUIRE_FSDAX] = "fsdax",
		[REQUIRE_DEVDAX] = "devdax",
		[REQUIRE_BLOCK] = "block",
		[REQUIRE_MAP_SYNC] = "map-sync",
		[REQUIRE_SYSTEM_RAM] = "system-ram",
		[REQUIRE_DM_DAX] = "dm-dax",
		[REQUIRE_VIRTIOFS_DAX] = "virtiofs-dax",
	};

	return names[requirement];
}

/* Is it this word, or the same with "_" for "-"? The keys of JSON have that. */
static bool is_spelled(const char *name, const char *word, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if (name[i] != word[i] && (name[i] != '-' || word[i] != '_'))
			return false;
	return !name[length];
}

static int find_requirement(const char *word, size_t length)
{
	for (int i = 0; i < REQUIRE_COUNT; i++)
		if (is_spelled(requirement_name(i), word, length))
			return i;
	return -EINVAL;
}

int requirement_parse(const char *text, unsigned int *requirements, const char **bad)
{
	static const char separators[] = ", ";
	bool any = false;

	for (;;) {
		size_t length;
		int found;

		text += strspn(text, separators);
		length = strcspn(text, separators);
		*bad = text;
		if (!length)
			return any ? 0 : -EINVAL;
		found = find_requirement(text, length);
		if (found < 0)
			return found;
		*requirements |= 1U << found;
		any = true;
		text += length;
	}
}

enum mode requirement_mode(enum requirement requirement)
{
	static const enum mode modes[REQUIRE_COUNT] = {
		[REQUIRE_FSDAX] = MODE_FSDAX,
		[REQUIRE_DEVDAX] = MODE_DEVDAX,
		[REQUIRE_BLOCK] = MODE_BLOCK,
		[REQUIRE_MAP_SYNC] = MODE_FSDAX,
		[REQUIRE_SYSTEM_RAM] = MODE_SYSTEM_RAM,
		[REQUIRE_DM_DAX] = MODE_DM_DAX,
		[REQUIRE_VIRTIOFS_DAX] = MODE_VIRTIOFS_DAX,
	};

	return modes[requirement];
}

/* device_dax and dcssblk are synchronous. Namespaces of virtio-pmem never are. */
static enum tri host_map_sync(const struct host_verdict *verdict)
{
	const struct mode_verdict *fsdax = &verdict->modes[MODE_FSDAX];
	bool virtio_alone = fsdax->supported == TRI_YES && fsdax->classes == CLASS_VIRTIO &&
			    mode_met(fsdax) != TRI_UNKNOWN;

	if (verdict->modes[MODE_DEVDAX].supported != TRI_NO ||
	    verdict->modes[MODE_DCSSBLK_DAX].supported != TRI_NO)
		return TRI_UNKNOWN;
	return fsdax->supported == TRI_NO || virtio_alone ? TRI_NO : TRI_UNKNOWN;
}

enum tri requirement_host(const struct host_verdict *verdict, enum requirement requirement)
{
	if (requirement == REQUIRE_MAP_SYNC)
		return host_map_sync(verdict);
	return mode_met(&verdict->modes[requirement_mode(requirement)]);
}

/* --- why not --- */

void why_add(struct why *why, const char *format, ...)
{
	char *item;
	va_list ap;

	if (why->count++ >= WHY_ITEMS)
		return;
	va_start(ap, format);
	item = xvasprintf(format, ap);
	va_end(ap);
	textbuf_join(&why->text, ", ", "%s", item);
	free(item);
}

char *why_finish(struct why *why)
{
	if (why->count > WHY_ITEMS)
		textbuf_printf(&why->text, " and %zu more", why->count - WHY_ITEMS);
	return textbuf_take(&why->text);
}

static void add_mode_reasons(struct why *why, const struct mode_verdict *mode, enum tri met)
{
	bool seen[REASON_COUNT] = { false };

	for (size_t i = 0; i < mode->check_count; i++) {
		const struct check *check = &mode->checks[i];

		if (check->result != met || check->reason == REASON_NONE || seen[check->reason])
			continue;
		seen[check->reason] = true;
		why_add(why, "%s", reason_words(check->reason)->id);
	}
	for (size_t i = 0; i < mode->limit_count; i++) {
		const struct limit *limit = &mode->limits[i];
		unsigned int all = 0;
		char *classes;

		if (limit->supported != met || seen[limit->reason])
			continue;
		seen[limit->reason] = true;
		/* There is one limit for each module. */
		for (size_t j = i; j < mode->limit_count; j++)
			if (mode->limits[j].reason == limit->reason &&
			    mode->limits[j].supported == met)
				all |= mode->limits[j].classes;
		classes = class_titles(all, " ");
		why_add(why, "%s (%s)", reason_words(limit->reason)->id, classes);
		free(classes);
	}
}

void why_add_host(struct why *why, const struct host_verdict *verdict, enum requirement requirement,
		  enum tri met)
{
	const struct mode_verdict *mode = &verdict->modes[requirement_mode(requirement)];

	if (requirement != REQUIRE_MAP_SYNC || met != TRI_UNKNOWN)
		add_mode_reasons(why, mode, met);
	if (requirement != REQUIRE_MAP_SYNC || why->count)
		return;
	if (met == TRI_NO)
		why_add(why, "the regions of virtio-pmem are asynchronous");
	else
		why_add(why, "it depends on the region and the mount");
}

struct requirement_answer requirement_host_answer(const struct host_verdict *verdict,
						  enum requirement requirement)
{
	struct requirement_answer answer = { .met = requirement_host(verdict, requirement) };
	struct why why = { 0 };

	if (answer.met == TRI_YES)
		return answer;
	why_add_host(&why, verdict, requirement, answer.met);
	answer.why = why_finish(&why);
	return answer;
}

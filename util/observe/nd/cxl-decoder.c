// SPDX-License-Identifier: GPL-2.0-only
#include "cxl-decoder.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../facts/cxl.h"
#include "../../facts/host.h"
#include "../../lib/array.h"
#include "../../lib/xalloc.h"
#include "../read/sysfs.h"
#include "cxl-place.h"

static const char affects[] = "buses";

/*
 * The decoder's first host address. Only root may read start (DEVICE_ATTR_ADMIN_RO), so that it is
 * read by itself: without it the rest of the decoder still is what it is.
 */
static unsigned long long read_start(struct facts *facts, const char *path)
{
	unsigned long long start;
	struct sysfs_dir dir;

	sysfs_open(&dir, facts, path, "cxl");
	start = sysfs_number_or(&dir, "start", CXL_UNKNOWN);
	sysfs_close(&dir);
	return start;
}

/* target_list: the numbers of host bridges, "12,13". The root's dportN is a link to the bridge. */
static void read_targets(struct cxl_root_decoder *decoder, struct sysfs_dir *dir)
{
	char list[256], *rest = list, *word;

	if (sysfs_attr(dir, "target_list", list, sizeof(list)) <= 0)
		return;
	while ((word = strsep(&rest, ","))) {
		struct cxl_target *target;
		char *end, *link;

		decoder->targets =
			array_make_room(decoder->targets, decoder->target_count, sizeof(*target));
		target = &decoder->targets[decoder->target_count++];
		*target = (struct cxl_target){ .id = strtoul(word, &end, 10) };
		if (!*word || *end) {
			sysfs_damaged(dir, "target_list");
			return;
		}
		link = xasprintf("../dport%u", target->id);
		target->bridge = sysfs_link(dir, link);
		free(link);
	}
}

void take_root_decoder(struct cxl_facts *cxl, struct facts *facts, const char *name)
{
	char *path = xasprintf(CXL_DEVICES "/%s", name);
	struct cxl_root_decoder *decoder;
	struct sysfs_dir dir;

	sysfs_open(&dir, facts, path, affects);
	if (sysfs_has(&dir, "cap_pmem")) {
		cxl->root_decoders = array_make_room(cxl->root_decoders, cxl->root_decoder_count,
						     sizeof(*decoder));
		decoder = &cxl->root_decoders[cxl->root_decoder_count++];
		*decoder = (struct cxl_root_decoder){ .dev = xstrdup(name) };
		decoder->pmem = sysfs_bool(&dir, "cap_pmem") == TRI_YES;
		decoder->ram = sysfs_bool(&dir, "cap_ram") == TRI_YES;
		decoder->type2 = sysfs_bool(&dir, "cap_type2") == TRI_YES;
		decoder->type3 = sysfs_bool(&dir, "cap_type3") == TRI_YES;
		decoder->size = sysfs_number_or(&dir, "size", 0);
		decoder->start = read_start(facts, path);
		decoder->ways = sysfs_number_or(&dir, "interleave_ways", 0);
		decoder->granularity = sysfs_number_or(&dir, "interleave_granularity", 0);
		decoder->qos = sysfs_int(&dir, "qos_class", CXL_NO_QOS);
		decoder->can_make_pmem = sysfs_has(&dir, "create_pmem_region");
		decoder->can_make_ram = sysfs_has(&dir, "create_ram_region");
		read_targets(decoder, &dir);
	}
	cxl->unread |= sysfs_close(&dir);
	free(path);
}

static bool is_decoder_of(const char *name, const char *number)
{
	size_t length = strlen(number);

	return !strncmp(name, "decoder", 7) && !strncmp(name + 7, number, length) &&
	       name[7 + length] == '.';
}

/* The text of an attribute that is empty, or "none", for no value. The caller frees it. */
static char *text_unless_none(struct sysfs_dir *dir, const char *name)
{
	char *text = sysfs_text(dir, name);

	if (text && *text && strcmp(text, "none") != 0)
		return text;
	free(text);
	return NULL;
}

static void take_endpoint_decoder(struct cxl_facts *cxl, struct facts *facts, const char *name,
				  const char *memdev)
{
	char *path = xasprintf(CXL_DEVICES "/%s", name);
	struct cxl_decoder *decoder;
	struct sysfs_dir dir;

	cxl->decoders = array_make_room(cxl->decoders, cxl->decoder_count, sizeof(*decoder));
	decoder = &cxl->decoders[cxl->decoder_count++];
	*decoder = (struct cxl_decoder){ .dev = xstrdup(name), .memdev = xstrdup(memdev) };
	sysfs_open(&dir, facts, path, affects);
	decoder->region = text_unless_none(&dir, "region");
	decoder->mode = text_unless_none(&dir, "mode");
	decoder->size = sysfs_number_or(&dir, "size", 0);
	decoder->start = decoder->size ? read_start(facts, path) : CXL_UNKNOWN;
	decoder->dpa_size = sysfs_number_or(&dir, "dpa_size", CXL_UNKNOWN);
	decoder->ways = sysfs_number_or(&dir, "interleave_ways", 0);
	decoder->granularity = sysfs_number_or(&dir, "interleave_granularity", 0);
	cxl->unread |= sysfs_close(&dir);
	free(path);
}

void take_endpoint_decoders(struct cxl_facts *cxl, struct facts *facts,
			    const struct sysfs_names *names, const char *number, const char *memdev)
{
	for (size_t i = 0; i < names->count; i++)
		if (is_decoder_of(names->list[i], number))
			take_endpoint_decoder(cxl, facts, names->list[i], memdev);
}

size_t count_decoders(const struct sysfs_names *names, const char *number)
{
	size_t count = 0;

	for (size_t i = 0; i < names->count; i++)
		count += is_decoder_of(names->list[i], number);
	return count;
}

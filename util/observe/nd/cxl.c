// SPDX-License-Identifier: GPL-2.0-only
#include "cxl.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../facts/cxl.h"
#include "../../facts/host.h"
#include "../../lib/array.h"
#include "../../lib/xalloc.h"
#include "../read/reader.h"
#include "../read/sysfs.h"

#define CXL_DEVICES      "/sys/bus/cxl/devices"
#define PCI_DEVICES      "/sys/bus/pci/devices"
#define CXL_MEMORY_CLASS "0x050210"

static const char affects[] = "buses";

static void add_memdev(struct cxl_facts *cxl, struct facts *facts, const char *name)
{
	char *path = xasprintf(CXL_DEVICES "/%s", name);
	struct cxl_memdev *memdev;
	struct sysfs_dir dir;

	cxl->memdevs = array_make_room(cxl->memdevs, cxl->memdev_count, sizeof(*memdev));
	memdev = &cxl->memdevs[cxl->memdev_count++];
	*memdev = (struct cxl_memdev){ .dev = xstrdup(name) };
	sysfs_open(&dir, facts, path, affects);
	memdev->pmem_size = sysfs_number_or(&dir, "pmem/size", 0);
	memdev->ram_size = sysfs_number_or(&dir, "ram/size", 0);
	memdev->enabled = sysfs_has(&dir, "driver");
	memdev->unread = sysfs_close(&dir);
	free(path);
}

static void add_cxl_region(struct cxl_facts *cxl, struct facts *facts, const char *name)
{
	char *path = xasprintf(CXL_DEVICES "/%s", name);
	struct cxl_region *region;
	struct sysfs_dir dir;

	cxl->regions = array_make_room(cxl->regions, cxl->region_count, sizeof(*region));
	region = &cxl->regions[cxl->region_count++];
	*region = (struct cxl_region){ .dev = xstrdup(name) };
	sysfs_open(&dir, facts, path, affects);
	region->mode = sysfs_text(&dir, "mode");
	region->size = sysfs_number_or(&dir, "size", 0);
	region->committed = sysfs_bool(&dir, "commit");
	region->enabled = sysfs_has(&dir, "driver");
	region->unread = sysfs_close(&dir);
	free(path);
}

/* Only root decoders have cap_pmem and cap_ram (cap_pmem_show(), drivers/cxl/core/port.c). */
static void add_decoder(struct cxl_facts *cxl, struct facts *facts, const char *name)
{
	char *path = xasprintf(CXL_DEVICES "/%s", name);
	struct sysfs_dir dir;

	sysfs_open(&dir, facts, path, affects);
	if (sysfs_has(&dir, "cap_pmem")) {
		struct cxl_root_decoder *decoder;

		cxl->decoders =
			array_make_room(cxl->decoders, cxl->decoder_count, sizeof(*decoder));
		decoder = &cxl->decoders[cxl->decoder_count++];
		*decoder = (struct cxl_root_decoder){ .dev = xstrdup(name) };
		decoder->pmem = sysfs_bool(&dir, "cap_pmem") == TRI_YES;
		decoder->ram = sysfs_bool(&dir, "cap_ram") == TRI_YES;
		decoder->size = sysfs_number_or(&dir, "size", 0);
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

/*
 * Does a decoder of the endpoint belong to a region? The attribute region of a free decoder is an
 * empty line.
 */
static bool has_region(struct cxl_facts *cxl, struct facts *facts, const struct sysfs_names *names,
		       const char *number)
{
	bool found = false;

	for (size_t i = 0; i < names->count && !found; i++) {
		struct sysfs_dir dir;
		char *path, *region;

		if (!is_decoder_of(names->list[i], number))
			continue;
		path = xasprintf(CXL_DEVICES "/%s", names->list[i]);
		sysfs_open(&dir, facts, path, affects);
		region = sysfs_text(&dir, "region");
		found = region && *region;
		cxl->unread |= sysfs_close(&dir);
		free(region);
		free(path);
	}
	return found;
}

static void take_endpoint(struct cxl_facts *cxl, struct facts *facts,
			  const struct sysfs_names *names, const char *name)
{
	char *path = xasprintf(CXL_DEVICES "/%s", name), *memdev;
	struct sysfs_dir dir;

	sysfs_open(&dir, facts, path, affects);
	memdev = sysfs_link(&dir, "uport");
	cxl->unread |= sysfs_close(&dir);
	for (size_t i = 0; memdev && i < cxl->memdev_count; i++) {
		if (strcmp(cxl->memdevs[i].dev, memdev))
			continue;
		cxl->memdevs[i].has_endpoint = true;
		cxl->memdevs[i].in_region |= has_region(cxl, facts, names, name + 8);
	}
	free(memdev);
	free(path);
}

static void take_devices(struct cxl_facts *cxl, struct facts *facts,
			 const struct sysfs_names *names)
{
	for (size_t i = 0; i < names->count; i++) {
		const char *name = names->list[i];

		if (sysfs_is_numbered(name, "mem"))
			add_memdev(cxl, facts, name);
		else if (sysfs_is_numbered(name, "region"))
			add_cxl_region(cxl, facts, name);
		else if (sysfs_is_pair(name, "decoder"))
			add_decoder(cxl, facts, name);
		cxl->root |= sysfs_is_numbered(name, "root");
	}
	for (size_t i = 0; i < names->count; i++)
		if (sysfs_is_numbered(names->list[i], "endpoint"))
			take_endpoint(cxl, facts, names, names->list[i]);
}

/* Is it a PCI address? Names appear in messages, so other names are rejected. */
static bool is_pci_address(const char *name)
{
	return !name[strspn(name, "0123456789abcdef:.")];
}

static void look_at_function(struct cxl_facts *cxl, struct facts *facts, const char *name)
{
	char *path = xasprintf(PCI_DEVICES "/%s", name), class[32];
	struct sysfs_dir dir;

	sysfs_open(&dir, facts, path, affects);
	if (sysfs_attr(&dir, "class", class, sizeof(class)) > 0 &&
	    !strcmp(class, CXL_MEMORY_CLASS) && !sysfs_has(&dir, "driver")) {
		cxl->idle_functions =
			array_make_room(cxl->idle_functions, cxl->idle_count, sizeof(char *));
		cxl->idle_functions[cxl->idle_count++] = xstrdup(name);
	}
	cxl->unread |= sysfs_close(&dir);
	free(path);
}

static void look_at_functions(struct cxl_facts *cxl, struct facts *facts)
{
	struct sysfs_names names;
	int rc = sysfs_list(facts, PCI_DEVICES, "", &names);

	if (rc && rc != -ENOENT) {
		facts_skip(facts, PCI_DEVICES, rc, affects);
		cxl->unread = true;
	}
	for (size_t i = 0; i < names.count; i++)
		if (is_pci_address(names.list[i]))
			look_at_function(cxl, facts, names.list[i]);
	sysfs_release_names(&names);
}

void observe_cxl(struct cxl_facts *cxl, struct facts *facts, bool nd_regions)
{
	struct sysfs_names names;
	bool any;
	int rc;

	memset(cxl, 0, sizeof(*cxl));
	rc = sysfs_list(facts, CXL_DEVICES, "", &names);
	any = rc != -ENOENT;
	if (rc && rc != -ENOENT) {
		facts_skip(facts, CXL_DEVICES, rc, affects);
		cxl->unread = true;
	}
	take_devices(cxl, facts, &names);
	sysfs_release_names(&names);
	cxl->mem_driver = any && reader_exists("/sys/bus/cxl/drivers/cxl_mem");
	/*
	 * ACPI0016 is a CXL host bridge. PCI is searched if there is a sign of CXL or no nd region.
	 */
	if (any || !nd_regions || reader_exists("/sys/bus/acpi/devices/ACPI0016:00"))
		look_at_functions(cxl, facts);
}

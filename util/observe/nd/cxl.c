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
#include "cxl-decoder.h"
#include "cxl-memdev.h"
#include "cxl-place.h"
#include "cxl-region.h"

#define PCI_DEVICES      "/sys/bus/pci/devices"
#define CXL_MEMORY_CLASS "0x050210"

static const char affects[] = "buses";

static void take_devices(struct cxl_facts *cxl, struct facts *facts,
			 const struct sysfs_names *names)
{
	for (size_t i = 0; i < names->count; i++) {
		const char *name = names->list[i];

		if (sysfs_is_numbered(name, "mem"))
			take_memdev(cxl, facts, name);
		else if (sysfs_is_numbered(name, "region"))
			take_cxl_region(cxl, facts, names, name);
		else if (sysfs_is_pair(name, "decoder"))
			take_root_decoder(cxl, facts, name);
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

// SPDX-License-Identifier: GPL-2.0-only
/* The state of each object: enabled or disabled, and a dax device's mode. */
#include "state.h"

#include <ctype.h>
#include <string.h>

#include "../device-class.h"

static enum tri enabled_as(bool enabled, bool unread)
{
	if (enabled)
		return TRI_YES;
	return unread ? TRI_UNKNOWN : TRI_NO;
}

/* Devices on /sys/class/dax have no driver and are always enabled (daxctl_dev_is_enabled()). */
static enum tri dax_enabled(const struct dax_device *device)
{
	return enabled_as(device->driver || device->class_model, device->unread);
}

/* As `daxctl list` names it: a device without a driver is "devdax". */
static const char *dax_mode(const struct dax_device *device)
{
	if (!device->driver)
		return device->unread ? NULL : "devdax";
	if (!strcmp(device->driver, "device_dax"))
		return "devdax";
	if (!strcmp(device->driver, "kmem"))
		return "system-ram";
	return !strcmp(device->driver, "fsdev_dax") ? "famfs" : device->driver;
}

/* Is the device's region a device of this name and a number, or below one? */
static bool is_in_numbered(const struct dax_region *region, const char *name)
{
	const char *at = region->parent ? strstr(region->parent, name) : NULL;

	return at && isdigit((unsigned char)at[strlen(name)]);
}

/* As dax_origin has it for the host: hmem.N, and dax_regionN of CXL. */
static const char *dax_class(const struct inventory *inventory, const struct dax_device *device)
{
	const struct dax_region *region = &inventory->dax_regions[device->region];

	if (device->ndns != NO_INDEX) {
		const struct nd_namespace *ns = &inventory->namespaces[device->ndns];

		return bus_class_name(&inventory->buses[inventory->regions[ns->region].bus]);
	}
	if (is_in_numbered(region, "/dax_region"))
		return "cxl";
	return is_in_numbered(region, "/hmem.") ? "hmem" : NULL;
}

void judge_states(struct judge_ctx *ctx)
{
	const struct inventory *inventory = ctx->inventory;
	struct inventory_verdict *v = ctx->verdict;

	for (size_t i = 0; i < inventory->region_count; i++)
		v->regions[i].enabled =
			enabled_as(inventory->regions[i].enabled, inventory->regions[i].unread);
	for (size_t i = 0; i < inventory->namespace_count; i++) {
		const struct nd_namespace *ns = &inventory->namespaces[i];

		v->namespaces[i].enabled = tri_and(enabled_as(ns->enabled, ns->unread),
						   v->regions[ns->region].enabled);
	}
	for (size_t i = 0; i < inventory->dax_count; i++) {
		v->dax_devices[i].enabled = dax_enabled(&inventory->dax_devices[i]);
		v->dax_devices[i].mode = dax_mode(&inventory->dax_devices[i]);
		v->dax_devices[i].class = dax_class(inventory, &inventory->dax_devices[i]);
	}
}

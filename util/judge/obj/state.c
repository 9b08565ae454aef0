// SPDX-License-Identifier: GPL-2.0-only
/* The state of each object: enabled or disabled, and a dax device's mode. */
#include "state.h"

#include <string.h>

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
	}
}

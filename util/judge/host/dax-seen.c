// SPDX-License-Identifier: GPL-2.0-only
/*
 * A dax device that is bound to a driver proves two things about the running kernel: it
 * has the driver, and the class of the device's memory gives dax devices.
 */
#include <string.h>

#include "../device-class.h"
#include "dax-seen.h"

static bool has_dax_bound_to(const struct facts *facts, const char *driver)
{
	for (size_t i = 0; i < facts->dax.count; i++)
		if (!strcmp(facts->dax.list[i].driver, driver))
			return true;
	return false;
}

static bool has_dax_from(const struct facts *facts, enum dax_origin origin)
{
	for (size_t i = 0; i < facts->dax.count; i++)
		if (facts->dax.list[i].origin == origin)
			return true;
	return false;
}

bool has_dax_proving_option(const struct facts *facts, enum kernel_option option)
{
	switch (option) {
	case KOPT_DAX:
		return facts->dax.count;
	/* dev_dax_probe() of device_dax: devm_memremap_pages() fails without ZONE_DEVICE */
	case KOPT_DEV_DAX:
	case KOPT_ZONE_DEVICE:
		return has_dax_bound_to(facts, "device_dax");
	case KOPT_DEV_DAX_KMEM:
		return has_dax_bound_to(facts, "kmem");
	/* Only dax_pmem makes devices on the dax bus from an nd bus (drivers/dax/pmem). */
	case KOPT_LIBNVDIMM:
	case KOPT_NVDIMM_DAX:
	case KOPT_DEV_DAX_PMEM:
		return has_dax_from(facts, DAX_FROM_ND);
	case KOPT_DEV_DAX_HMEM:
		return has_dax_from(facts, DAX_FROM_HMEM);
	case KOPT_DEV_DAX_CXL:
		return has_dax_from(facts, DAX_FROM_CXL);
	default:
		return false;
	}
}

bool has_dax_proving_module(const struct facts *facts, enum kernel_module module)
{
	switch (module) {
	case KMOD_device_dax:
		return has_dax_bound_to(facts, "device_dax");
	case KMOD_kmem:
		return has_dax_bound_to(facts, "kmem");
	default:
		return false;
	}
}

static const char *class_name(const struct dax_fact *fact)
{
	const struct nd_bus bus = { .provider = fact->provider, .parent = fact->parent };

	switch (fact->origin) {
	case DAX_FROM_ND:
		return bus_class_name(&bus);
	case DAX_FROM_HMEM:
		return "hmem";
	case DAX_FROM_CXL:
		return "cxl";
	case DAX_FROM_UNKNOWN:
		break;
	}
	return "unknown";
}

unsigned int dax_classes_proven(const struct facts *facts)
{
	unsigned int seen = 0;

	for (size_t i = 0; i < facts->dax.count; i++)
		for (unsigned int c = 0; c < CLASS_COUNT; c++)
			if (!strcmp(class_words(c)->name, class_name(&facts->dax.list[i])))
				seen |= class_words(c)->bit;
	return seen;
}

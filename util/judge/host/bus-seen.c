// SPDX-License-Identifier: GPL-2.0-only
#include "bus-seen.h"

#include <string.h>

#include "../../lib/array.h"

static const struct {
	const char *provider;
	enum kernel_module module;
} registered[] = {
	{ "ACPI.NFIT", KMOD_nfit },
	{ "CXL", KMOD_cxl_pmem },
	{ "e820", KMOD_nd_e820 },
	{ "ramdax", KMOD_ramdax },
	{ "virtio-pmem", KMOD_virtio_pmem },
};

/* Is there a bus of that provider? If provider is NULL: of any provider? */
static bool has_provider(const struct facts *facts, const char *provider)
{
	for (size_t i = 0; i < facts->nd_buses.count; i++) {
		const char *own = facts->nd_buses.list[i].provider;

		if (own && (!provider || !strcmp(own, provider)))
			return true;
	}
	return false;
}

bool has_bus_proving_module(const struct facts *facts, enum kernel_module module)
{
	/* nvdimm_bus_register() of libnvdimm registers every bus. */
	if (module == KMOD_libnvdimm)
		return has_provider(facts, NULL);
	for (size_t i = 0; i < ARRAY_SIZE(registered); i++)
		if (registered[i].module == module && has_provider(facts, registered[i].provider))
			return true;
	return false;
}

bool has_bus_proving_option(const struct facts *facts, enum kernel_option option)
{
	for (int i = 0; i < KMOD_COUNT; i++)
		if (kernel_module_option(i) == option && has_bus_proving_module(facts, i))
			return true;
	return false;
}

bool can_unread_bus_prove_module(const struct facts *facts, enum kernel_module module)
{
	if (!facts->nd_buses.unread)
		return false;
	for (size_t i = 0; i < ARRAY_SIZE(registered); i++)
		if (registered[i].module == module)
			return true;
	return module == KMOD_libnvdimm;
}

bool can_unread_bus_prove_class(const struct facts *facts)
{
	return facts->nd_buses.unread;
}

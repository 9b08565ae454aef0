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
		return has_dax_bound_to(facts, "device_dax") || facts->dax_use.mapping;
	case KMOD_kmem:
		return has_dax_bound_to(facts, "kmem");
	default:
		return false;
	}
}

/*
 * - Without FS_DAX, S_DAX is 0: no file has STATX_ATTR_DAX, ext4, xfs, ext2 and erofs refuse or drop
 *   dax=always, and device_dax refuses each mapping (drivers/dax/device.c check_vma()).
 * - FS_DAX depends on ZONE_DEVICE or, on s390 only, FS_DAX_LIMITED (fs/Kconfig, 5.10 to 7.3).
 * - Without FUSE_DAX, virtiofs has no DAX (virtio_fs_setup_dax()).
 */
const char *dax_use_proving_option(const struct facts *facts, enum kernel_option option)
{
	const struct dax_use_facts *use = &facts->dax_use;
	const char *machine = facts->kernel.machine;
	bool limited = !machine || !strncmp(machine, "s390", 4);

	switch (option) {
	case KOPT_FS_DAX:
		return use->file ? use->file : use->virtiofs ? use->virtiofs : use->mapping;
	case KOPT_FUSE_DAX:
		return use->virtiofs;
	case KOPT_ZONE_DEVICE:
		return use->mapping ? use->mapping : limited ? NULL : use->file;
	case KOPT_DEV_DAX:
		return use->mapping;
	default:
		return NULL;
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

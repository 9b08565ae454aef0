// SPDX-License-Identifier: GPL-2.0-only
#include "device-class.h"

#include <string.h>

#include "../lib/textbuf.h"

const struct class_words *class_words(unsigned int i)
{
	static const struct class_words classes[CLASS_COUNT] = {
		{ CLASS_NFIT, "nfit", KMOD_nfit, false },
		{ CLASS_E820, "e820", KMOD_nd_e820, true },
		{ CLASS_VIRTIO, "virtio", KMOD_virtio_pmem, true },
		{ CLASS_OF, "of", KMOD_of_pmem, true },
		{ CLASS_PAPR, "papr", KMOD_papr_scm, false },
		{ CLASS_CXL, "cxl", KMOD_cxl_pmem, false },
		{ CLASS_HMEM, "hmem", KMOD_dax_hmem, false },
	};

	return &classes[i];
}

const char *class_title(const char *class)
{
	return strcmp(class, "of") ? class : "devicetree";
}

char *class_titles(unsigned int classes, const char *separator)
{
	struct textbuf names = { 0 };

	for (unsigned int i = 0; i < CLASS_COUNT; i++)
		if (classes & class_words(i)->bit)
			textbuf_join(&names, separator, "%s", class_title(class_words(i)->name));
	return textbuf_take(&names);
}

/*
 * Providers: drivers/acpi/nfit, nvdimm/{e820,virtio_pmem,of_pmem,ramdax}.c, cxl/pmem.c,
 * papr_scm.c.
 */
const char *bus_class_name(const struct nd_bus *bus)
{
	const char *provider = bus->provider ? bus->provider : "";

	if (!strcmp(provider, "ACPI.NFIT"))
		return "nfit";
	if (!strcmp(provider, "e820"))
		return "e820";
	if (!strcmp(provider, "virtio-pmem"))
		return "virtio";
	if (!strcmp(provider, "CXL"))
		return "cxl";
	if (!strcmp(provider, "ramdax"))
		return "ramdax";
	if (!strncmp(provider, "nfit_test", 9) || !strncmp(provider, "ndtest", 6))
		return "test";
	/* papr_scm and of_pmem give the name of their platform device. */
	if (strstr(provider, "ibm,pmemory"))
		return "papr";
	if (bus->parent && !strcmp(bus->parent, "platform"))
		return "of";
	return "unknown";
}

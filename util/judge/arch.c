// SPDX-License-Identifier: GPL-2.0-only
#include "arch.h"

#include <fnmatch.h>
#include <string.h>

#include "../lib/array.h"
#include "device-class.h"

#define CLASSES_X86   (CLASS_NFIT | CLASS_E820 | CLASS_VIRTIO | CLASS_CXL | CLASS_HMEM)
#define CLASSES_ARM64 (CLASS_NFIT | CLASS_VIRTIO | CLASS_OF | CLASS_CXL | CLASS_HMEM)
#define CLASSES_PPC64 (CLASS_PAPR | CLASS_VIRTIO | CLASS_OF)
#define CLASSES_RISCV (CLASS_NFIT | CLASS_VIRTIO | CLASS_OF | CLASS_CXL | CLASS_HMEM)
#define CLASSES_LOONG (CLASS_VIRTIO | CLASS_OF | CLASS_CXL | CLASS_HMEM)
#define CLASSES_DT    (CLASS_VIRTIO | CLASS_OF)

/* arch/parisc/include/asm/shmparam.h */
#define SHM_COLOUR (4UL << 20)

#define CLASSES_X86_32 (CLASS_E820 | CLASS_VIRTIO)
#define CLASSES_VIRTIO CLASS_VIRTIO

#define ROW(name_, machines_, bits_, alias_, colour_, zone_device_, libnvdimm_, page_size_, span_, \
	    span_pages_, classes_, flags_, source_)                                                \
	{ .name = name_,                                                                           \
	  .machines = machines_,                                                                   \
	  .bits = bits_,                                                                           \
	  .alias = ALIAS_##alias_,                                                                 \
	  .colour = COLOUR_##colour_,                                                              \
	  .zone_device = BUILD_##zone_device_,                                                     \
	  .libnvdimm = BUILD_##libnvdimm_,                                                         \
	  .page_size = page_size_,                                                                 \
	  .span = span_,                                                                           \
	  .span_pages = span_pages_,                                                               \
	  .classes = classes_,                                                                     \
	  .flags = flags_,                                                                         \
	  .source = source_ },

#define ARCH ROW
#define FAMILY(...)
static const struct arch rows[] = {
#include "arch.def"
};
#undef ARCH
#undef FAMILY

#define ARCH(...)
#define FAMILY ROW
static const struct arch families[] = {
#include "arch.def"
};
#undef ARCH
#undef FAMILY

static bool has_machine(const char *patterns, const char *machine)
{
	char pattern[32];

	while (*patterns) {
		size_t length = strcspn(patterns, " ");

		memcpy(pattern, patterns, length);
		pattern[length] = '\0';
		if (!fnmatch(pattern, machine, 0))
			return true;
		patterns += length;
		patterns += strspn(patterns, " ");
	}
	return false;
}

bool arch_has(const struct arch *arch, enum arch_flag flag)
{
	return arch->flags & flag;
}

static bool is_um(const struct arch *row)
{
	return !*row->machines;
}

const struct arch *arch_find(const char *machine, const char *vendor)
{
	bool um = vendor && !strcmp(vendor, "User Mode Linux");

	if (!machine)
		return NULL;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++)
		if (um ? is_um(&rows[i]) : has_machine(rows[i].machines, machine))
			return &rows[i];
	return NULL;
}

const struct arch *arch_find_family(const char *family)
{
	if (!family)
		return NULL;
	for (size_t i = 0; i < ARRAY_SIZE(families); i++)
		if (!strcmp(families[i].name, family))
			return &families[i];
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++)
		if (is_um(&rows[i]) && !strcmp(rows[i].name, family))
			return &rows[i];
	return NULL;
}

/* SPDX-License-Identifier: GPL-2.0-only */
/* Modes that need a class of device. */
#ifndef PMEMCAP_HOST_CLASSES_H
#define PMEMCAP_HOST_CLASSES_H

#include "../device-class.h"
#include "check.h"

/*
 * A way for devices of a class to support a mode. Most classes have namespaces. Soft-reserved
 * memory and volatile CXL regions become dax devices without a namespace.
 */
struct route {
	enum device_class class;
	enum kernel_module driver;
	bool namespaces;
	bool pagemap; /* raw namespaces have struct pages: see struct class_words */
};

/* Is the mode possible on a route, apart from the drivers? If not "yes", *reason says why. */
typedef enum tri (*reach_fn)(const struct mode_ctx *ctx, const struct route *route,
			     enum reason *reason);

/* What a file system with DAX needs of a class: NVDIMM_PFN, or raw namespaces with struct pages. */
enum tri fsdax_reaches(const struct mode_ctx *ctx, const struct route *route, enum reason *reason);

/* What a block device needs: a namespace, and ND_CLAIM to enable one. */
enum tri block_reaches(const struct mode_ctx *ctx, const struct route *route, enum reason *reason);

/* What a dax device needs: NVDIMM_DAX and DEV_DAX_PMEM for a namespace, nothing otherwise. */
enum tri devdax_reaches(const struct mode_ctx *ctx, const struct route *route, enum reason *reason);

/*
 * Add the check that at least one class supports the mode. Note the classes that support it and
 * those that do not. dax: the mode needs dax devices.
 */
void need_class(struct mode_ctx *ctx, reach_fn reaches, bool dax);

#endif

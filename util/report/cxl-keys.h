/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Every key of an object of CXL, except the objects nested in it. A key that `cxl list` also prints
 * has the same name, type and value (cxl/json.c, 76 to 81).
 */
#ifndef PMEMCAP_CXL_KEYS_H
#define PMEMCAP_CXL_KEYS_H

#include "keys.h"

/* index: the position in the list of that kind in struct cxl_facts; the same below. */
void cxl_memdev_keys(struct keys *keys, const struct report *report, size_t index);
void cxl_decoder_keys(struct keys *keys, const struct report *report, size_t index);
void cxl_root_decoder_keys(struct keys *keys, const struct report *report, size_t index);
void cxl_region_keys(struct keys *keys, const struct report *report, size_t index);

/* A host bridge of a window. */
void cxl_target_keys(struct keys *keys, const struct cxl_target *target, size_t position);

/* A member of a region. */
void cxl_mapping_keys(struct keys *keys, const struct report *report,
		      const struct cxl_mapping *mapping);

#endif

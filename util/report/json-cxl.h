/* SPDX-License-Identifier: GPL-2.0-only */
/* CXL memory in the JSON object. */
#ifndef PMEMCAP_JSON_CXL_H
#define PMEMCAP_JSON_CXL_H

#include <json-c/json.h>

#include "context.h"

/*
 * The object "cxl": memory devices, windows, regions, and PCI functions without a driver. With a
 * filter its lists are empty, since the filters select objects of the nd bus.
 */
struct json_object *json_cxl(const struct report *report);

#endif

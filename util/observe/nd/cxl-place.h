/* SPDX-License-Identifier: GPL-2.0-only */
/* Where a CXL device is: the devices above it. */
#ifndef PMEMCAP_CXL_PLACE_H
#define PMEMCAP_CXL_PLACE_H

#include <stddef.h>

/* Where the kernel lists all devices of the CXL bus. */
#define CXL_DEVICES "/sys/bus/cxl/devices"

/*
 * The name of the device directly above one in /sys/bus/cxl/devices: "decoder0.0" for a region,
 * "0000:0d:00.0" for a memory device. The caller frees it. NULL: it cannot be told.
 */
char *cxl_parent_name(const char *dev);

/*
 * The names of the ports between the root and an endpoint, from the top: first the port of a host
 * bridge, "port1". The caller frees them and the array. NULL: they cannot be told.
 */
char **cxl_ports_above(const char *endpoint, size_t *count);

#endif

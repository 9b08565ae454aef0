/* SPDX-License-Identifier: GPL-2.0-only */
/* Where a CXL device is: the devices above it. */
#ifndef PMEMCAP_CXL_PLACE_H
#define PMEMCAP_CXL_PLACE_H

/* Where the kernel lists all devices of the CXL bus. */
#define CXL_DEVICES "/sys/bus/cxl/devices"

/*
 * The name of the device directly above one in /sys/bus/cxl/devices: "decoder0.0" for a region,
 * "0000:0d:00.0" for a memory device. The caller frees it. NULL: it cannot be told.
 */
char *cxl_parent_name(const char *dev);

/*
 * The name of the port directly below the root that an endpoint is below: "port1", the port of a
 * host bridge. The caller frees it. NULL: it cannot be told, or there is none.
 */
char *cxl_bridge_port(const char *endpoint);

#endif

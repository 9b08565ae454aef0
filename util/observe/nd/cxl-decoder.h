/* SPDX-License-Identifier: GPL-2.0-only */
/* CXL decoders: windows of the host, and the decoders of a memory device. */
#ifndef PMEMCAP_CXL_DECODER_H
#define PMEMCAP_CXL_DECODER_H

#include <stddef.h>

struct cxl_facts;
struct facts;
struct sysfs_names;

/*
 * Add the decoder to cxl->root_decoders if it is a window. Only windows have cap_pmem
 * (cap_pmem_show(), drivers/cxl/core/port.c, 5.18 to 7.3).
 */
void take_root_decoder(struct cxl_facts *cxl, struct facts *facts, const char *name);

/*
 * Add the decoders among names that belong to the endpoint to cxl->decoders. number: the digits of
 * the endpoint's name. memdev: the name of its memory device.
 */
void take_endpoint_decoders(struct cxl_facts *cxl, struct facts *facts,
			    const struct sysfs_names *names, const char *number,
			    const char *memdev);

/* How many decoders among names belong to a port? number: the digits of the port's name. */
size_t count_decoders(const struct sysfs_names *names, const char *number);

#endif

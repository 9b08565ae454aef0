// SPDX-License-Identifier: GPL-2.0-only
#include "cxl.h"

#include <stdlib.h>
#include <string.h>

void cxl_release(struct cxl_facts *cxl)
{
	for (size_t i = 0; i < cxl->memdev_count; i++)
		free(cxl->memdevs[i].dev);
	for (size_t i = 0; i < cxl->region_count; i++) {
		free(cxl->regions[i].dev);
		free(cxl->regions[i].mode);
	}
	for (size_t i = 0; i < cxl->decoder_count; i++)
		free(cxl->decoders[i].dev);
	for (size_t i = 0; i < cxl->idle_count; i++)
		free(cxl->idle_functions[i]);
	free(cxl->memdevs);
	free(cxl->regions);
	free(cxl->decoders);
	free(cxl->idle_functions);
	memset(cxl, 0, sizeof(*cxl));
}

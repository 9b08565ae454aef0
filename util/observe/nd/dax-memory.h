/* SPDX-License-Identifier: GPL-2.0-only */
/* Memory blocks of a dax device that is bound to kmem, read from sysfs. */
#ifndef PMEMCAP_DAX_MEMORY_H
#define PMEMCAP_DAX_MEMORY_H

struct dax_device;
struct facts;

/*
 * Count the memory blocks within the device, as libdaxctl does: those of
 * target_node whose address (drivers/base/memory.c: the block's number times
 * block_size_bytes) is in the device's first range (drivers/dax/bus.c:
 * mapping0/start, 5.10 and later, readable for root). Of a captured tree what
 * the live run found. What cannot be read is added to facts->skips and leaves
 * device->memory not known.
 */
void dax_memory_read(struct facts *facts, struct dax_device *device);

#endif

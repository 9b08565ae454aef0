/* SPDX-License-Identifier: GPL-2.0-only */
/* Memory blocks of a dax device that is bound to kmem, read from sysfs. */
#ifndef PMEMCAP_DAX_MEMORY_H
#define PMEMCAP_DAX_MEMORY_H

struct dax_device;
struct facts;

/*
 * Fill device->memory. As in libdaxctl, a block counts if it is on target_node and if its address
 * (number times block_size_bytes, drivers/base/memory.c) is in the device's first range
 * (mapping0/start, drivers/dax/bus.c, 5.10 and later, readable by root). For a captured tree the
 * record is used. If something cannot be read, a skip says so and device->memory stays unknown.
 */
void dax_memory_read(struct facts *facts, struct dax_device *device);

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * --probe: test devices actively. Unlike the observers, the tests change state for a moment, so
 * they have a directory of their own. Nothing in util/observe calls them, and they run only with
 * the option.
 */
#ifndef PMEMCAP_PROBE_H
#define PMEMCAP_PROBE_H

#include "../facts/inventory.h"

/*
 * Test the objects of the inventory on the running machine, as root, between observe_inventory() and
 * judge_inventory(). Sets inventory->probed, and probed_* of each disk, dax device and mount that
 * could be tested. A skip says why an object was not tested: EBUSY if it is mounted, held, or used
 * by another driver. Mounts nothing, loads no module, and leaves nothing behind, even if killed.
 *
 * - A disk: load a read-only dm-linear table on it, and never resume it. dm_setup_md_queue() then sets
 *   queue/dax if and only if fs_dax_get_by_bdev() finds a dax_device for every leg (5.10 to 7.x:
 *   dm_table_set_restrictions(), dm_table_supports_dax()).
 * - A dax device: map it (dax_mmap(), check_vma()).
 * - A mount: create a file without a name at its top (O_TMPFILE, STATX_ATTR_DAX), and map it
 *   (daxdev_mapping_supported()).
 */
void probe_inventory(struct inventory *inventory, struct facts *facts);

#endif

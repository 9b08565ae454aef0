/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * --probe: ask the kernel by doing. An observer that acts, and so kept apart:
 * nothing in util/observe calls anything here, and without the option nothing
 * here runs.
 */
#ifndef PMEMCAP_PROBE_H
#define PMEMCAP_PROBE_H

#include "../facts/inventory.h"

/*
 * Between observe_inventory() and judge_inventory(), on the running machine, as
 * root: sets inventory->probed and the probed_* of every disk, dax device and
 * mount that could be asked; for one that was left alone a skip tells why, EBUSY
 * for what is mounted, held or another driver's. Takes no file system, no disk
 * and no module into use, and leaves nothing behind, killed or not.
 *
 * A disk is asked through a read-only dm-linear table over it that never goes
 * live: as a table is loaded, dm_setup_md_queue() sets queue/dax if and only if
 * fs_dax_get_by_bdev() finds a dax_device behind every leg (5.10 to 7.x:
 * dm_table_set_restrictions(), dm_table_supports_dax()). A dax device by mapping
 * it (dax_mmap(), check_vma()). A mount by a file without a name at its top
 * (O_TMPFILE, STATX_ATTR_DAX) and a mapping of that (daxdev_mapping_supported()).
 */
void probe_inventory(struct inventory *inventory, struct facts *facts);

#endif

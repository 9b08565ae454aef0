/* SPDX-License-Identifier: GPL-2.0-only */
/* What a namespace's label says it was made as, where nothing holds it. */
#ifndef PMEMCAP_HOLDER_CLASS_H
#define PMEMCAP_HOLDER_CLASS_H

#include "../../facts/inventory.h"

/*
 * Fill holder_class of every namespace that nothing holds (holder_class_show(),
 * drivers/nvdimm/namespace_devs.c, 5.10 to 7.3). It stays in the label when the info
 * block is gone.
 */
void observe_holder_classes(struct inventory *inventory, struct facts *facts);

#endif

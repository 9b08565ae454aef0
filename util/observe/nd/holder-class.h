/* SPDX-License-Identifier: GPL-2.0-only */
/* How a namespace without holder was made, from its label. */
#ifndef PMEMCAP_HOLDER_CLASS_H
#define PMEMCAP_HOLDER_CLASS_H

#include "../../facts/inventory.h"

/*
 * Fill holder_class of namespaces without holder (holder_class_show(),
 * drivers/nvdimm/namespace_devs.c, 5.10 to 7.3). The label keeps the class after the info block is
 * gone.
 */
void observe_holder_classes(struct inventory *inventory, struct facts *facts);

#endif

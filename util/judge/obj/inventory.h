/* SPDX-License-Identifier: GPL-2.0-only */
/* The verdict on the host and every object. */
#ifndef PMEMCAP_OBJ_INVENTORY_H
#define PMEMCAP_OBJ_INVENTORY_H

#include "../object-verdict.h"

/*
 * Judge the host and every object. The verdict points into facts and inventory, which must
 * outlive it. Free it with inventory_verdict_release().
 */
void judge_inventory(struct inventory_verdict *verdict, const struct facts *facts,
		     const struct inventory *inventory);

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
/* Dax devices: what each gives now. */
#ifndef PMEMCAP_OBJ_DAX_H
#define PMEMCAP_OBJ_DAX_H

#include "object.h"

/* Needs the disks. */
void judge_dax_device(struct judge_ctx *ctx, size_t index);

/*
 * Add the reason why a namespace has no dax device, or why a dax device has no driver.
 * of_namespace: subject is a namespace or its dax device. is_device: subject is a dax device.
 */
void explain_unbound(struct judge_ctx *ctx, struct reason_list *reasons, const char *subject,
		     bool of_namespace, bool is_device);

/* Is a driver that a devdax namespace needs blacklisted or not installed? */
bool has_blocked_driver(const struct judge_ctx *ctx);

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
/* Modules: loaded, built in, installed, forbidden. */
#ifndef PMEMCAP_MODULES_H
#define PMEMCAP_MODULES_H

struct facts;

/*
 * Modules through libkmod, of a tree through depmod's tables as text
 * (module-index.h, module-rules.h); of the running kernel also /sys/module and
 * the drivers they register.
 */
void observe_modules(struct facts *facts);

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
/* Modules: loaded, built in, installed, forbidden. */
#ifndef PMEMCAP_MODULES_H
#define PMEMCAP_MODULES_H

struct facts;

/*
 * Fill facts->modules: from libkmod, /sys/module and registered drivers on the running machine; in
 * a tree from depmod's text tables and modprobe.d (module-index.h, module-rules.h).
 */
void observe_modules(struct facts *facts);

#endif

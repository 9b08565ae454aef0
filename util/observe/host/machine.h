/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The machine of a captured tree in which no file holds its name: inferred from what only one
 * architecture prints, links or builds.
 */
#ifndef PMEMCAP_MACHINE_H
#define PMEMCAP_MACHINE_H

#include "../../facts/host.h"

/*
 * Find the machine of a tree in which no file holds its name. Sets facts->kernel.machine or
 * machine_family, machine_source and machine_detail. Sources are the configuration, programs (about
 * twenty at most), cpuinfo and the boot log, in this order. The first one that shows a name is
 * used; a family is replaced by a name of that family. If nothing is found, a skip says so.
 */
void observe_machine(struct facts *facts);

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The machine of a captured tree in which no file holds its name. Inferred from texts, programs and
 * options that only one architecture has.
 */
#ifndef PMEMCAP_MACHINE_H
#define PMEMCAP_MACHINE_H

#include "../../facts/host.h"

/*
 * Find the machine of a tree in which no file holds its name. Sets facts->kernel.machine or
 * machine_family, machine_source and machine_detail. Sources are the configuration, programs (about
 * twenty at most), cpuinfo and the boot log, in this order. The first source with a name is used. A
 * family is replaced only by a name of that family. If nothing is found, a skip says so.
 */
void observe_machine(struct facts *facts);

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
/* --require of the objects that the filters select. */
#ifndef PMEMCAP_REQUIREMENT_OBJECTS_H
#define PMEMCAP_REQUIREMENT_OBJECTS_H

#include "object-verdict.h"
#include "requirement.h"

/*
 * Do all selected namespaces meet the requirement, and which objects are the cause if
 * not? selected: one flag for each namespace. "no" where none is selected: nothing
 * could meet it. Never "yes" where sysfs has a namespace that could not be read, nor on
 * a target kernel. dm-dax: each device-mapper device on the namespace passes DAX; where
 * there is none, one could. virtiofs-dax is the host's answer. unfiltered: no filter was
 * given, so that system-ram is required of dax devices without a namespace too.
 */
struct requirement_answer requirement_objects(const struct inventory_verdict *verdict,
					      const struct inventory *inventory,
					      const bool *selected, bool unfiltered,
					      enum requirement requirement);

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
/* --require of the objects that the filters select. */
#ifndef PMEMCAP_REQUIREMENT_OBJECTS_H
#define PMEMCAP_REQUIREMENT_OBJECTS_H

#include "object-verdict.h"
#include "requirement.h"

/*
 * Do all selected namespaces meet the requirement? If not, the answer names the objects that
 * are the cause. selected has one flag for each namespace. If no object is selected, nothing
 * can meet the requirement, so the answer is "no". The answer is never "yes" if a namespace in
 * sysfs could not be read, or for namespaces on a target kernel.
 *
 * dm-dax: every device-mapper device on the namespace passes DAX; if there is none, one could.
 * virtiofs-dax: the answer is the host's. unfiltered: the user gave no filter, so system-ram
 * also applies to dax devices without a namespace.
 */
struct requirement_answer requirement_objects(const struct inventory_verdict *verdict,
					      const struct inventory *inventory,
					      const bool *selected, bool unfiltered,
					      enum requirement requirement);

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What libndctl knows of the running system's nd bus. It lists a bus only whole
 * and drops a device of which it cannot read an attribute, and it gives 0, -1 or
 * a name like "unknown" both for an answer that it cannot read and for one that
 * says so: each such value is read again, directly (libndctl 76 to 81,
 * ndctl/lib/libndctl.c: add_bus(), add_region(), add_namespace(), __add_pfn()).
 */
#ifndef PMEMCAP_ND_LIBRARY_H
#define PMEMCAP_ND_LIBRARY_H

#include <stdbool.h>
#include <stddef.h>

struct facts;
struct nd_bus;
struct nd_library;
struct nd_namespace;
struct nd_region;
struct ndctl_ctx;

/*
 * A context of our own, as ndctl's main() makes one, for nd_library_drop_context().
 * Announced (progress.h), since it reads modprobe's configuration. NULL: it cannot be
 * had, or the libraries may not be asked. It logs nothing unless NDCTL_LOG is set.
 */
struct ndctl_ctx *nd_library_make_context(const struct facts *facts);

/* Free one; NULL is none. */
void nd_library_drop_context(struct ndctl_ctx *ctx);

/*
 * Let the library list all it knows, in steps that are announced (progress.h) with
 * names, the number of devices on the bus. ctx outlives what is returned. NULL:
 * the library may not be asked (libraries.h), or ctx is NULL. Where a step does
 * not come back, what was listed until then is all there is.
 */
struct nd_library *nd_library_list(struct ndctl_ctx *ctx, const struct facts *facts, size_t names);

/* Free it; NULL is none. */
void nd_library_release(struct nd_library *library);

/*
 * The name of the bus on which a region or dimm is, owned by the library. NULL:
 * it does not list the device; also where library is NULL, as below.
 */
const char *nd_library_bus_of(const struct nd_library *library, const char *dev);

/* A bus's provider, owned by the library. NULL: not told. */
const char *nd_library_provider(const struct nd_library *library, const char *bus);

/* "active" or "idle": is a bus being scrubbed? NULL: not told, or it cannot be. */
const char *nd_library_scrub_state(struct nd_library *library, const char *bus);

/* Has a dimm an area for labels that is readable? False: none, or not told. */
bool nd_library_has_labels(struct nd_library *library, const char *dimm);

/*
 * Fill a region whose dev is set. Returns false, and nothing is filled, where
 * the library does not list it. What was read again and could not be read is in
 * facts->skips, and region->unread.
 */
bool nd_library_fill_region(struct nd_library *library, struct facts *facts,
			    struct nd_region *region);

/* Bytes of a namespace. 0: the library does not list it, or it may be a seed. */
unsigned long long nd_library_namespace_size(const struct nd_library *library, const char *dev);

/*
 * Fill a namespace that has a size, with its personality, but for what it has of
 * its region. Returns and notes as nd_library_fill_region() does.
 */
bool nd_library_fill_namespace(struct nd_library *library, struct facts *facts,
			       struct nd_namespace *ns);

#endif

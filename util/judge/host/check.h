/* SPDX-License-Identifier: GPL-2.0-only */
/* Shared by the files that judge a host's modes; not for other rooms. */
#ifndef PMEMCAP_COURT_H
#define PMEMCAP_COURT_H

#include "../../facts/host.h"
#include "../verdict.h"

struct mode_ctx {
	const struct facts *facts;
	struct host_verdict *verdict;
	struct mode_verdict *mode; /* the one being judged */
};

/* A check of the mode being judged; reason counts only if the result is not "yes". Never NULL. */
struct check *add_check(struct mode_ctx *ctx, enum gate gate, enum tri result, enum reason reason);

/* Is an option in? From the verdict. */
enum tri option_built(const struct mode_ctx *ctx, enum kernel_option option);

/* Is a module's code there, or would it come when asked for? If not "yes", *reason says why. */
enum tri module_usable(const struct mode_ctx *ctx, enum kernel_module which, enum reason *reason);

/* The file that says what a check of a module found: the module directory, or what forbids loading. */
const char *module_check_source(const struct mode_ctx *ctx, enum reason reason);

/*
 * How devices of a class come to a mode. Most have namespaces; soft-reserved
 * memory and volatile CXL regions become dax devices without any.
 */
struct route {
	enum device_class class;
	enum kernel_module driver;
	bool namespaces;
	bool pagemap; /* raw namespaces have struct pages: see struct class_words */
};

/* Could the mode be had on a route, drivers put aside? If not "yes", *reason says why. */
typedef enum tri (*reach_fn)(const struct mode_ctx *ctx, const struct route *route,
			     enum reason *reason);

/* What a file system with DAX needs of a class: NVDIMM_PFN, or raw namespaces with struct pages. */
enum tri fsdax_reaches(const struct mode_ctx *ctx, const struct route *route, enum reason *reason);

/* What a block device needs: a namespace, and ND_CLAIM to enable one. */
enum tri block_reaches(const struct mode_ctx *ctx, const struct route *route, enum reason *reason);

/* What a dax device needs: NVDIMM_DAX and DEV_DAX_PMEM for a namespace, nothing otherwise. */
enum tri devdax_reaches(const struct mode_ctx *ctx, const struct route *route, enum reason *reason);

/*
 * Check that the mode holds for one class, and note the classes it holds for
 * and those it does not. dax: dax devices are what the mode needs.
 */
void need_class(struct mode_ctx *ctx, reach_fn reaches, bool dax);

#endif

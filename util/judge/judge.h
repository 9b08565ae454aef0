/* SPDX-License-Identifier: GPL-2.0-only */
/* The judge: facts in, verdict out. No file is opened below this directory. */
#ifndef PMEMCAP_JUDGE_H
#define PMEMCAP_JUDGE_H

#include "../facts/host.h"
#include "verdict.h"

/*
 * Judge the host: kernel, CPU, modules and every mode. The verdict points into
 * the facts, which must outlive it; free it with verdict_release().
 */
void judge_host(struct host_verdict *verdict, const struct facts *facts);

/*
 * Does the data cache alias, as the kernel's cpu_dcache_is_aliasing() sees it?
 * Needs verdict->arch, page_size and options. Fills verdict->alias and
 * alias_check. What the running kernel has said of the CPU holds for another
 * kernel as far as the two page sizes allow.
 */
void judge_aliasing(struct host_verdict *verdict, const struct facts *facts);

/*
 * Which options are in: from the configuration, else from symbols, seeds,
 * drivers and installed modules. Fills verdict->options.
 */
void judge_options(struct host_verdict *verdict, const struct facts *facts);

/* The state of every module. Needs verdict->options; fills verdict->modules. */
void judge_modules(struct host_verdict *verdict, const struct facts *facts);

/* Every mode's checks, gates and limits. Needs all of the above; fills verdict->modes. */
void judge_modes(struct host_verdict *verdict, const struct facts *facts);

/* Reasons, hazards and contradictions in words. Needs all of the above; fills verdict->findings. */
void judge_findings(struct host_verdict *verdict);

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
/* The verdict on the host: kernel, CPU, modules and every mode. */
#ifndef PMEMCAP_HOST_HOST_H
#define PMEMCAP_HOST_HOST_H

#include "../../facts/host.h"
#include "../verdict.h"

/*
 * Judge the host: kernel, CPU, modules and every mode. The verdict points into
 * the facts, which must outlive it; free it with verdict_release().
 */
void judge_host(struct host_verdict *verdict, const struct facts *facts);

#endif

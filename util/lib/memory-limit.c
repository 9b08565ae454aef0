// SPDX-License-Identifier: GPL-2.0-only
#include "memory-limit.h"

#include <stdbool.h>
#include <sys/resource.h>

#ifndef __has_feature
#define __has_feature(x) 0
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__) ||                               \
	__has_feature(address_sanitizer) || __has_feature(memory_sanitizer)
#define HAS_SHADOW 1
#else
#define HAS_SHADOW 0
#endif

static struct rlimit before;
static bool is_set;

void memory_limit_set(unsigned long bytes)
{
	struct rlimit limit;

	if (HAS_SHADOW || is_set || getrlimit(RLIMIT_DATA, &before) < 0)
		return;
	limit = before;
	if (limit.rlim_cur <= bytes)
		return;
	/* Change only the soft limit, so that it can be raised again. */
	limit.rlim_cur = bytes;
	is_set = setrlimit(RLIMIT_DATA, &limit) == 0;
}

void memory_limit_lift(void)
{
	if (is_set)
		setrlimit(RLIMIT_DATA, &before);
	is_set = false;
}

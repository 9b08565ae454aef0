/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PMEMCAP_CLOCK_H
#define PMEMCAP_CLOCK_H

#include <time.h>

/* Milliseconds since some time in the past: for deadlines, whatever is done to the date. */
static inline long long clock_milliseconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000LL + now.tv_nsec / 1000000;
}

#endif

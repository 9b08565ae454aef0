/* SPDX-License-Identifier: GPL-2.0-only */
/* Time for deadlines. */
#ifndef PMEMCAP_CLOCK_H
#define PMEMCAP_CLOCK_H

#include <time.h>

/* Milliseconds since some time in the past; setting the date does not change them. */
static inline long long clock_milliseconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000LL + now.tv_nsec / 1000000;
}

#endif

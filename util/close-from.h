/* SPDX-License-Identifier: GPL-2.0-only */
/* For processes that stay behind: whoever waits for the end of our output must not wait for them. */
#ifndef PMEMCAP_CLOSE_FROM_H
#define PMEMCAP_CLOSE_FROM_H

#include <unistd.h>

/* Close every descriptor from first on: any may be the end of somebody's pipe. */
static inline void close_from(int first)
{
#ifdef HAVE_CLOSE_RANGE
	if (!close_range(first, ~0U, 0))
		return;
#endif
	for (int fd = first; fd < sysconf(_SC_OPEN_MAX); fd++)
		close(fd);
}

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Close descriptors in a process that may be left behind. Otherwise a caller that waits for the
 * end of our output would wait for that process.
 */
#ifndef PMEMCAP_CLOSE_FROM_H
#define PMEMCAP_CLOSE_FROM_H

#include <dirent.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

/*
 * Close only the descriptors that /proc lists, since RLIMIT_NOFILE may be a thousand million.
 * Returns -1 if /proc cannot be read.
 */
static inline int close_listed(int first)
{
	DIR *dir = opendir("/proc/self/fd");
	struct dirent *entry;

	if (!dir)
		return -1;
	while ((entry = readdir(dir))) {
		int fd = atoi(entry->d_name);

		if (fd >= first && fd != dirfd(dir))
			close(fd);
	}
	closedir(dir);
	return 0;
}

/*
 * Close every descriptor from first on. close_range(2) is missing before Linux 5.9, and some
 * containers refuse it.
 */
static inline void close_from(int first)
{
	long limit;

#if HAVE_CLOSE_RANGE
	if (!close_range(first, ~0U, 0))
		return;
#elif defined(SYS_close_range)
	if (!syscall(SYS_close_range, first, ~0U, 0))
		return;
#endif
	if (!close_listed(first))
		return;
	limit = sysconf(_SC_OPEN_MAX);
	for (int fd = first; fd < limit; fd++)
		close(fd);
}

#endif

// SPDX-License-Identifier: GPL-2.0-only
/*
 * Preloaded: an end to the process that opens the attribute "provider", or
 * anything, or a long time for each attribute, as DIE has it; or to the
 * one that opens a path which holds DIE_AT.
 */
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

int open(const char *path, int flags, ...);
int open64(const char *path, int flags, ...);
int openat(int dir, const char *path, int flags, ...);
int openat64(int dir, const char *path, int flags, ...);

int open(const char *path, int flags, ...)
{
	const char *at = getenv("DIE_AT");

	if (at && strstr(path, at))
		kill(getpid(), SIGKILL);
	return syscall(SYS_openat, AT_FDCWD, path, flags, 0);
}

int open64(const char *path, int flags, ...)
{
	return open(path, flags);
}

int openat(int dir, const char *path, int flags, ...)
{
	const char *how = getenv("DIE");

	if (how && !strcmp(how, "always"))
		abort();
	if (how && !strcmp(how, "slow"))
		usleep(60000);
	if (how && !strcmp(path, "provider")) {
		if (!strcmp(how, "kill"))
			kill(getpid(), SIGKILL);
		raise(SIGSEGV);
	}
	return syscall(SYS_openat, dir, path, flags, 0);
}

int openat64(int dir, const char *path, int flags, ...)
{
	return openat(dir, path, flags);
}

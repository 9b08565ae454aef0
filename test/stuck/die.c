// SPDX-License-Identifier: GPL-2.0-only
/*
 * This library is preloaded. DIE says what happens: the process that opens the attribute "provider",
 * or any file, dies, or each attribute takes long. A process that opens a path which contains
 * DIE_AT dies. With DIE=interrupt, SIGINT ends the process group as soon as it has created a
 * capture's archive, and setsid() takes long, as on a busy machine. With DIE=late, no file answers,
 * and each reading process takes long to begin.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

int openat(int dir, const char *path, int flags, ...);
int openat64(int dir, const char *path, int flags, ...);

/* A path in a tree is complete: "/sys/bus/nd/devices/ndbus0/provider". */
static bool is_provider(const char *path)
{
	const char *slash = strrchr(path, '/');

	return !strcmp(slash ? slash + 1 : path, "provider");
}

static void act(const char *path, unsigned long long flags)
{
	const char *how = getenv("DIE"), *at = getenv("DIE_AT");

	if (at && strstr(path, at))
		kill(getpid(), SIGKILL);
	/* "." is the tree itself. Without it there is no answer. */
	if (how && !strcmp(how, "always") && strcmp(path, "."))
		abort();
	/* The program opens each file with O_PATH first. */
	if (how && !strcmp(how, "slow") && !(flags & O_PATH))
		usleep(60000);
	if (how && !strcmp(how, "late") && strcmp(path, "."))
		pause();
	if (how && is_provider(path)) {
		if (!strcmp(how, "kill"))
			kill(getpid(), SIGKILL);
		raise(SIGSEGV);
	}
}

/* A tree's files are opened by openat2(), which has no wrapper in some libcs. */
long syscall(long number, ...)
{
	static long (*next)(long number, ...);
	long a[6];
	va_list args;

	if (!next)
		next = (long (*)(long, ...))dlsym(RTLD_NEXT, "syscall");
	va_start(args, number);
	for (int i = 0; i < 6; i++)
		a[i] = va_arg(args, long);
	va_end(args);
	if (number == SYS_openat2)
		act((const char *)a[1], ((const struct open_how *)a[2])->flags);
	return next(number, a[0], a[1], a[2], a[3], a[4], a[5]);
}

static bool is_interrupted(void)
{
	const char *how = getenv("DIE");

	return how && !strcmp(how, "interrupt");
}

int memfd_create(const char *name, unsigned int flags)
{
	const char *how = getenv("DIE");

	if (how && !strcmp(how, "late") && !strcmp(name, "messages"))
		usleep(400000);
	return syscall(SYS_memfd_create, name, flags);
}

pid_t setsid(void)
{
	if (is_interrupted())
		sleep(1);
	return syscall(SYS_setsid);
}

int openat(int dir, const char *path, int flags, ...)
{
	int fd;

	act(path, flags);
	fd = syscall(SYS_openat, dir, path, flags, 0600);
	if (fd >= 0 && (flags & O_CREAT) && !strncmp(path, ".pmemcap-", 9) && is_interrupted())
		kill(0, SIGINT);
	return fd;
}

int openat64(int dir, const char *path, int flags, ...)
{
	return openat(dir, path, flags);
}

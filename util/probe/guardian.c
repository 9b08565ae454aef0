// SPDX-License-Identifier: GPL-2.0-only
#include "guardian.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../proc/close-from.h"
#include "dm.h"

/* Numbers of the two descriptors that are kept. */
enum {
	KEPT_PIPE = 0,
	KEPT_CONTROL,
	KEPT_COUNT,
};

/* Above the two, so that putting them in their places overwrites neither. */
static int out_of_the_way(int fd)
{
	return fcntl(fd, F_DUPFD_CLOEXEC, KEPT_COUNT);
}

/* Whatever signal ends the prober and its group is not for this one, and no terminal is. */
static void step_aside(int pipe, int control)
{
	sigset_t all;

	sigfillset(&all);
	sigprocmask(SIG_BLOCK, &all, NULL);
	setsid();
	pipe = out_of_the_way(pipe);
	control = out_of_the_way(control);
	if (dup2(pipe, KEPT_PIPE) < 0 || dup2(control, KEPT_CONTROL) < 0 || chdir("/") < 0)
		_exit(EXIT_FAILURE);
	close_from(KEPT_COUNT);
}

__attribute__((noreturn)) static void guard(int pipe, int control, pid_t prober)
{
	char byte;

	step_aside(pipe, control);
	/* Nobody writes: this ends when the prober has, and with it the call it was in. */
	while (read(KEPT_PIPE, &byte, sizeof(byte)) < 0 && errno == EINTR)
		;
	dm_remove_ours(KEPT_CONTROL, prober);
	_exit(EXIT_SUCCESS);
}

int guardian_start(struct guardian *guardian, int control)
{
	pid_t prober = getpid();
	int ends[2], error;

	if (pipe2(ends, O_CLOEXEC) < 0)
		return -errno;
	guardian->pid = fork();
	if (!guardian->pid) {
		close(ends[1]);
		guard(ends[0], control, prober);
	}
	error = errno;
	close(ends[0]);
	guardian->pipe = ends[1];
	if (guardian->pid > 0)
		return 0;
	close(ends[1]);
	return -error;
}

void guardian_dismiss(struct guardian *guardian)
{
	close(guardian->pipe);
	while (waitpid(guardian->pid, NULL, 0) < 0 && errno == EINTR)
		;
}

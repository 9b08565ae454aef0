// SPDX-License-Identifier: GPL-2.0-only
#include "child-output.h"

#include <errno.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../lib/io.h"
#include "../lib/xalloc.h"

/* No program that is run here prints more. */
#define OUTPUT_MAX (1UL << 20)

char *child_output(const char *program, char *const argv[], void (*prepare)(const char *program))
{
	char *text = NULL;
	size_t length;
	int pipes[2];
	pid_t pid;

	if (pipe(pipes) < 0)
		return xstrdup("");
	pid = fork();
	if (!pid) {
		dup2(pipes[1], STDOUT_FILENO);
		close(pipes[0]);
		close(pipes[1]);
		prepare(program);
		execv(program, argv);
		_exit(127);
	}
	close(pipes[1]);
	io_read_up_to(pipes[0], OUTPUT_MAX, &text, &length);
	close(pipes[0]);
	while (pid > 0 && waitpid(pid, NULL, 0) < 0 && errno == EINTR)
		;
	return text ? text : xstrdup("");
}

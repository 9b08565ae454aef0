// SPDX-License-Identifier: GPL-2.0-only
#include "front-end.h"

#include <errno.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../lib/exit-status.h"
#include "../lib/message.h"
#include "../lib/xalloc.h"
#include "../proc/child-output.h"
#include "../proc/streams.h"
#include "pmemcap-version.h"

/*
 * An environment variable that lists each program file that this process has run or is about to
 * run, as " PID:DEV:INODE ". PATH may contain copies of this program and wrappers around it, which
 * must not run each other for ever. execve() keeps the pid. A child has another pid, so it can run
 * the same files again, but the list is limited to MAX_VISITED entries.
 */
#define VISITED     "PMEMCAP_HANDED_OVER"
#define MAX_VISITED 32

static char *visit_of(const struct stat *st)
{
	return xasprintf(" %ld:%llu:%llu ", (long)getpid(), (unsigned long long)st->st_dev,
			 (unsigned long long)st->st_ino);
}

static bool is_visited(const struct stat *st)
{
	const char *visited = getenv(VISITED);
	char *word = visit_of(st);
	bool found = visited && strstr(visited, word);

	free(word);
	return found;
}

static void mark_visited(const char *path)
{
	const char *visited = getenv(VISITED);
	char *word, *longer;
	struct stat st;

	if (stat(path, &st) < 0)
		return;
	word = visit_of(&st);
	longer = xasprintf("%s%s", visited ? visited : "", word);
	setenv(VISITED, longer, 1);
	free(longer);
	free(word);
}

static bool visited_too_many(void)
{
	const char *visited = getenv(VISITED);
	size_t count = 0;

	for (; visited && *visited; visited++)
		count += *visited == ':';
	return count > 2UL * MAX_VISITED;
}

/* Call this before the process executes program. */
static void mark_way(const char *program)
{
	mark_visited("/proc/self/exe");
	mark_visited(program);
}

/* The first program of that name in PATH that is not this file; the caller frees it. NULL: none. */
static char *next_program(const char *program)
{
	const char *path = getenv("PATH");
	struct stat self, st;
	bool know_self = stat("/proc/self/exe", &self) == 0;
	char *copy, *rest, *dir, *found = NULL;

	if (visited_too_many())
		return NULL;
	copy = xstrdup(path ? path : "/usr/sbin:/usr/bin:/sbin:/bin");
	for (rest = copy; !found && (dir = strsep(&rest, ":"));) {
		char *candidate = xasprintf("%s/%s", *dir ? dir : ".", program);

		if (stat(candidate, &st) == 0 && S_ISREG(st.st_mode) &&
		    access(candidate, X_OK) == 0 && !is_visited(&st) &&
		    !(know_self && st.st_dev == self.st_dev && st.st_ino == self.st_ino))
			found = candidate;
		else
			free(candidate);
	}
	free(copy);
	return found;
}

/* Execute the distribution's program with the same arguments. Returns only if that fails. */
static int hand_over(const struct front_end *fe, char **argv)
{
	char *program = next_program(fe->program);
	int error;

	if (!program) {
		message_error("%s is not a command of this program, and PATH holds no other %s to "
			      "run it: install the distribution's %s",
			      argv[0] && argv[1] ? argv[1] : "this", fe->program, fe->program);
		return STATUS_FAILED;
	}
	mark_way(program);
	execv(program, argv);
	error = errno;
	message_error("cannot run %s: %s", program, strerror(error));
	free(program);
	return STATUS_FAILED;
}

/* What the distribution's program prints for argument, or ""; the caller frees it. */
static char *ask_distribution(const struct front_end *fe, const char *argument)
{
	char *program = next_program(fe->program), *text;

	if (!program)
		return xstrdup("");
	text = child_output(program, (char *[]){ (char *)fe->program, (char *)argument, NULL },
			    mark_way);
	free(program);
	return text;
}

static bool has_line(const char *text, const char *line)
{
	size_t length = strlen(line);

	while (*text) {
		size_t end = strcspn(text, "\n");

		if (end == length && !strncmp(text, line, length))
			return true;
		text += end + (text[end] == '\n');
	}
	return false;
}

static int list_commands(const struct front_end *fe)
{
	char *theirs = ask_distribution(fe, "--list-cmds");
	size_t length = strlen(theirs);

	fputs(theirs, stdout);
	if (length && theirs[length - 1] != '\n')
		putchar('\n');
	for (const struct front_end_command *c = fe->commands; c->name; c++)
		if (!has_line(theirs, c->name))
			puts(c->name);
	if (!has_line(theirs, "help"))
		puts("help");
	free(theirs);
	return finish_stdout() ? STATUS_FAILED : STATUS_OK;
}

static int print_own_version(void)
{
	printf("pmemcap %s\n", PMEMCAP_VERSION);
	return finish_stdout() ? STATUS_FAILED : STATUS_OK;
}

/* A manual page in the build tree, for a program that is not installed; the caller frees it. */
static char *page_beside_program(const char *page)
{
	char exe[PATH_MAX], *path;
	ssize_t length = readlink("/proc/self/exe", exe, sizeof(exe) - 1);
	char *slash;

	if (length < 0)
		return NULL;
	exe[length] = '\0';
	slash = strrchr(exe, '/');
	if (!slash)
		return NULL;
	*slash = '\0';
	path = xasprintf("%s/../Documentation/%s.1", exe, page);
	if (access(path, R_OK) == 0)
		return path;
	free(path);
	return NULL;
}

/* called: the name by which the command was called, "alias-check" or "daxctl-alias-check". */
static int show_page(const struct front_end *fe, const struct front_end_command *command,
		     const char *called)
{
	const char *viewer = getenv(fe->viewer);
	char *page = xasprintf("%s-%s", fe->program, command->name);
	char *file = page_beside_program(page);

	if (!viewer || !*viewer)
		viewer = "man";
	execlp(viewer, viewer, file ? file : page, (char *)NULL);
	/* A minimal system has no man: print the usage. */
	if (errno == ENOENT)
		exit(command->run(2, (const char *[]){ called, "--help", NULL }));
	message_error("cannot run %s to show %s(1): %s", viewer, page, strerror(errno));
	free(page);
	free(file);
	return STATUS_FAILED;
}

static const struct front_end_command *find_command(const struct front_end *fe, const char *name)
{
	for (const struct front_end_command *c = fe->commands; c->name; c++)
		if (!strcmp(c->name, name))
			return c;
	return NULL;
}

/*
 * Bytes of stack for a command. 32 KiB are enough for every fixture on x86-64, the environment
 * included. With less the kernel ends the process by SIGSEGV, and nothing says why.
 */
#define STACK_MIN (64UL << 10)

/* Is the stack large enough? If not, print one sentence. */
static bool has_enough_stack(void)
{
	struct rlimit limit;

	if (getrlimit(RLIMIT_STACK, &limit) < 0 || limit.rlim_cur >= STACK_MIN)
		return true;
	message_error("the stack may take %lu KiB, and %lu are needed (ulimit -s)",
		      (unsigned long)limit.rlim_cur >> 10, STACK_MIN >> 10);
	return false;
}

static int run_command(const struct front_end *fe, const struct front_end_command *command,
		       const char *called, int argc, char **argv)
{
	if (!has_enough_stack())
		return STATUS_FAILED;
	if (argc > 1 && !strcmp(argv[1], "--help"))
		return show_page(fe, command, called);
	if (argc > 1 && !strcmp(argv[1], "--version"))
		return print_own_version();
	argv[0] = (char *)called;
	return command->run(argc, (const char **)argv);
}

static int print_commands(const struct front_end *fe)
{
	printf("\n usage: %s [--version] [--help] COMMAND [ARGS]\n\n", fe->program);
	for (const struct front_end_command *c = fe->commands; c->name; c++)
		printf("    %s\n", c->name);
	printf("\n The distribution's %s has all other commands. It is not installed.\n\n",
	       fe->program);
	return STATUS_OK;
}

int front_end_main(const struct front_end *fe, int argc, char **argv)
{
	const char *slash = argc ? strrchr(argv[0], '/') : NULL;
	const char *name = slash ? slash + 1 : argc ? argv[0] : fe->program;
	size_t length = strlen(fe->program);
	const struct front_end_command *command;
	const char *first = argc > 1 ? argv[1] : "";
	bool help = !strcmp(first, "help") || !strcmp(first, "--help") || !strcmp(first, "-h");
	char *program;

	streams_hold();
	/* Called as PROGRAM-COMMAND, such as "daxctl-alias-check". */
	if (!strncmp(name, fe->program, length) && name[length] == '-') {
		command = find_command(fe, name + length + 1);
		if (command)
			return run_command(fe, command, name, argc, argv);
	}
	command = find_command(fe, first);
	if (command)
		return run_command(fe, command, command->name, argc - 1, argv + 1);
	if (!strcmp(first, "--list-cmds"))
		return list_commands(fe);
	command = help && argc > 2 ? find_command(fe, argv[2]) : NULL;
	if (command)
		return show_page(fe, command, command->name);
	/*
	 * Prefer the usage of the distribution's program, if there is one: it lists all other
	 * commands.
	 */
	program = next_program(fe->program);
	free(program);
	if (!program && !strcmp(first, "--version"))
		return print_own_version();
	if (!program && (argc < 2 || help)) {
		print_commands(fe);
		return argc < 2 ? STATUS_FAILED : STATUS_OK;
	}
	return hand_over(fe, argv);
}

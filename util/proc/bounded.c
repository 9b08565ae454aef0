// SPDX-License-Identifier: GPL-2.0-only
#include "bounded.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "../lib/clock.h"
#include "../lib/exit-status.h"
#include "../lib/message.h"
#include "../lib/xalloc.h"
#include "close-from.h"
#include "progress.h"

/*
 * Of the time a part is kept for the end, where what has answered before is read
 * once more, and if even that is stuck nothing at all.
 */
#define RESERVE(milliseconds) ((milliseconds) / 8)

/* Half of less than this would leave out what is merely slow. */
#define WORTH_A_ROUND 200

/* More deaths than that are no file's fault. */
#define MAX_DEATHS 8

/* The end of the socket that the other process has; -1 in a run without bounds. */
static int line = -1;

/* See bounded_run(). */
static bool stderr_stays_open;

/* Is stderr kept in memory until the output is there again? */
static bool messages_kept;

/* Its number there, the first that is no standard one's. */
#define LINE 3

struct round {
	pid_t pid;
	int line; /* our end of the socket */
};

enum outcome {
	LOOKED, /* and waits for stdout */
	STUCK,
	LATE, /* but on its way: something new was begun within the last MOMENT */
	DEAD,
	STUCK_WRITING,
};

/* One byte, and with it stdout and stderr, as sendmsg(2) and recvmsg(2) take them. */
struct letter {
	union {
		char room[CMSG_SPACE(2 * sizeof(int))];
		struct cmsghdr align;
	} control;
	char byte;
	struct iovec iov;
	struct msghdr message;
};

static struct msghdr *prepare(struct letter *letter)
{
	memset(letter, 0, sizeof(*letter));
	letter->iov = (struct iovec){ &letter->byte, 1 };
	letter->message = (struct msghdr){ .msg_iov = &letter->iov,
					   .msg_iovlen = 1,
					   .msg_control = &letter->control,
					   .msg_controllen = sizeof(letter->control) };
	return &letter->message;
}

/* --- the process that looks --- */

/*
 * Whoever waits for the end of our output must not wait for a process that is
 * stuck. Nothing may take the numbers, or it would be written to. What is said
 * on stderr meanwhile is kept in memory, where the kernel can.
 */
static void let_go_of_output(void)
{
	int nothing = open("/", O_PATH | O_CLOEXEC);
	int messages = memfd_create("messages", MFD_CLOEXEC);

	if (nothing >= 0) {
		dup3(nothing, STDIN_FILENO, O_CLOEXEC);
		dup3(nothing, STDOUT_FILENO, O_CLOEXEC);
#ifndef __SANITIZE_ADDRESS__
		if (!stderr_stays_open) {
			messages_kept = messages >= 0;
			dup3(messages_kept ? messages : nothing, STDERR_FILENO, O_CLOEXEC);
		}
#endif
		close(nothing);
	}
	if (messages >= 0)
		close(messages);
}

/* No run says more than that. */
#define MESSAGES_MAX 65536

/* What was said on stderr, length bytes of it, for the caller to free; NULL: nothing. */
static char *take_messages(size_t *length)
{
	char *text = messages_kept ? xcalloc(MESSAGES_MAX, 1) : NULL;
	ssize_t n;

	if (!text)
		return NULL;
	fflush(NULL);
	n = pread(STDERR_FILENO, text, MESSAGES_MAX, 0);
	if (n > 0) {
		*length = n;
		return text;
	}
	free(text);
	return NULL;
}

/* What a run is: see bounded_run(). */
struct task {
	bounded_fn run;
	void *arg;
};

__attribute__((noreturn)) static void look(const struct task *task, int fd, pid_t parent)
{
	line = dup2(fd, LINE);
	close_from(LINE + 1);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent)
		_exit(STATUS_FAILED);
	let_go_of_output();
	exit(task->run(task->arg));
}

static bool take_output(struct msghdr *message)
{
	struct cmsghdr *header = CMSG_FIRSTHDR(message);
	int fds[2];

	if (!header || header->cmsg_type != SCM_RIGHTS || header->cmsg_len != CMSG_LEN(sizeof(fds)))
		return false;
	memcpy(fds, CMSG_DATA(header), sizeof(fds));
	/* Most often they have their numbers; else the second may have the first one's. */
	if (fds[1] != STDERR_FILENO) {
		dup2(fds[1], STDERR_FILENO);
		if (fds[1] != STDOUT_FILENO)
			close(fds[1]);
	}
	if (fds[0] != STDOUT_FILENO) {
		dup2(fds[0], STDOUT_FILENO);
		close(fds[0]);
	}
	return true;
}

void bounded_done_reading(void)
{
	const char byte = 0;
	struct letter letter;
	size_t length = 0;
	char *messages;

	if (line < 0)
		return;
	messages = take_messages(&length);
	/* Two that are allowed to be open, whatever the limit. */
	close(STDOUT_FILENO);
	close(STDERR_FILENO);
	/* The other end is gone, or has given us up: nobody would see the answer. */
	if (send(line, &byte, 1, MSG_NOSIGNAL) != 1 ||
	    recvmsg(line, prepare(&letter), MSG_CMSG_CLOEXEC) != 1 || !take_output(&letter.message))
		_exit(STATUS_FAILED);
	close(line);
	line = -1;
	/* Escaped when they were written; where that fails nobody is there to be told. */
	while (messages && write(STDERR_FILENO, messages, length) < 0 && errno == EINTR)
		;
	free(messages);
}

void bounded_begin_writing(const char *what)
{
	if (line < 0)
		return;
	/* So that what is not whole can be taken away. */
	prctl(PR_SET_PDEATHSIG, SIGTERM);
	progress_begin_writing(what);
}

/* --- the process that waits --- */

static int begin(struct round *round, const struct task *task)
{
	pid_t parent = getpid();
	int pair[2];

	*round = (struct round){ .pid = -1, .line = -1 };
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) < 0)
		return -errno;
	fflush(NULL);
	round->pid = fork();
	if (!round->pid) {
		close(pair[0]);
		look(task, pair[1], parent);
	}
	close(pair[1]);
	round->line = pair[0];
	if (round->pid > 0)
		return 0;
	close(pair[0]);
	return -EAGAIN;
}

/* How soon a process that does nothing new is noticed, in milliseconds. */
#define GLANCE 20

/* In milliseconds: a file that takes longer has not been of use to those before it. */
#define MOMENT 200

/* What a library may take of the time before the direct reader goes on in its place. */
static bool is_stuck(long long silent, long long patience)
{
	unsigned int library = progress_library_limit();

	return silent >= (library && library < patience ? library : patience);
}

/*
 * Wait until it says that it has looked, is dead, or has begun nothing new for patience. Once it
 * writes, only a step that takes longer than limit counts.
 */
static enum outcome wait_for(const struct round *round, long long patience, long long deadline,
			     long long limit)
{
	unsigned long count = progress_count();
	long long since = clock_milliseconds();

	for (;;) {
		struct pollfd ready = { .fd = round->line, .events = POLLIN };
		int n = poll(&ready, 1, GLANCE);
		long long now = clock_milliseconds();
		char byte;

		if (n > 0)
			return recv(round->line, &byte, 1, 0) == 1 ? LOOKED : DEAD;
		if (progress_count() != count) {
			count = progress_count();
			since = now;
		}
		if (progress_is_writing()) {
			if (now - since >= limit && !progress_has_own_limit())
				return STUCK_WRITING;
			continue;
		}
		if (is_stuck(now - since, patience))
			return STUCK;
		if (now >= deadline)
			return now - since < MOMENT ? LATE : STUCK;
	}
}

static int give_output(const struct round *round)
{
	struct letter letter;
	struct cmsghdr *header = CMSG_FIRSTHDR(prepare(&letter));
	const int fds[2] = { STDOUT_FILENO, STDERR_FILENO };

	header->cmsg_level = SOL_SOCKET;
	header->cmsg_type = SCM_RIGHTS;
	header->cmsg_len = CMSG_LEN(sizeof(fds));
	memcpy(CMSG_DATA(header), fds, sizeof(fds));
	return sendmsg(round->line, &letter.message, MSG_NOSIGNAL) == 1 ? 0 : -errno;
}

/* One in an uninterruptible read dies when that ends: it is waited for no longer than others need. */
static void give_up(const struct round *round)
{
	static const struct timespec millisecond = { 0, 1000000 };

	kill(round->pid, SIGKILL);
	close(round->line);
	for (int i = 0; i < 20 && !waitpid(round->pid, NULL, WNOHANG); i++)
		nanosleep(&millisecond, NULL);
}

/* What the processes that died were reading. */
static char *deaths[MAX_DEATHS];
static int death_count;

static void note_death(const char *what)
{
	deaths[death_count++] = xstrdup(*what ? what : "its beginning");
}

/* Where there is an answer: without one the error is the one sentence. */
static void tell_of_deaths(void)
{
	for (int i = 0; i < death_count; i++)
		message_warning("the process that reads was ended at %s; its answer is left out",
				deaths[i]);
}

/* As if it had been us: a shell is told of the same signal, SIGPIPE say. */
static int finish(const struct round *round)
{
	int status, rc;

	rc = give_output(round);
	if (rc) {
		message_error("the answer cannot be printed: %s (--timeout=0 needs no other process)",
			      strerror(-rc));
		give_up(round);
		return STATUS_FAILED;
	}
	while (waitpid(round->pid, &status, 0) < 0)
		if (errno != EINTR)
			return STATUS_FAILED;
	close(round->line);
	if (WIFEXITED(status)) {
		if (WEXITSTATUS(status) != STATUS_FAILED)
			tell_of_deaths();
		return WEXITSTATUS(status);
	}
	if (WTERMSIG(status) == SIGPIPE || WTERMSIG(status) == SIGINT) {
		signal(WTERMSIG(status), SIG_DFL);
		raise(WTERMSIG(status));
	}
	message_error("the process that judges and reports was ended by signal %d (%s)",
		      WTERMSIG(status), strsignal(WTERMSIG(status)));
	return STATUS_FAILED;
}

/* It cannot be started again: what it wrote is there. Returns the status. */
static int end_writing(const struct round *round, enum outcome outcome, unsigned int seconds)
{
	if (outcome == DEAD)
		message_error("%s: the process that writes was ended at %s", progress_written(),
			      progress_last());
	else
		message_error("%s: no answer within %u seconds, at %s", progress_written(), seconds,
			      progress_last());
	give_up(round);
	return STATUS_FAILED;
}

/* What has answered before is asked once more, and nothing else. */
static int last_round(const struct task *task, unsigned long count, long long deadline,
		      unsigned int seconds)
{
	long long half = (deadline - clock_milliseconds()) / 2;
	enum outcome outcome;
	struct round round;

	for (;; count = 0) {
		progress_restart(count);
		if (begin(&round, task))
			break;
		outcome = wait_for(&round, half, clock_milliseconds() + half, seconds * 1000LL);
		if (outcome == LOOKED)
			return finish(&round);
		if (progress_is_writing())
			return end_writing(&round, outcome, seconds);
		give_up(&round);
		if (!count)
			break;
	}
	message_error("nothing could be read in time");
	return STATUS_FAILED;
}


/* No file's fault. */
static int end_early(void)
{
	message_error("the process that reads ends before it reads anything: a limit may be too low "
		      "(ulimit -a), of the stack or of memory before all");
	return STATUS_FAILED;
}

int bounded_run(unsigned int seconds, bool log_wanted, bounded_fn run, void *arg)
{
	const struct task here = { run, arg }, *task = &here;
	long long end = clock_milliseconds() + seconds * 1000LL;
	long long deadline = end - RESERVE(seconds * 1000LL);
	unsigned long last = 0;
	struct round round;
	int early = 0;

	if (!seconds || progress_share())
		return run(arg);
	stderr_stays_open = log_wanted;
	/* Whoever started us may not want to know of its children; we do. */
	signal(SIGCHLD, SIG_DFL);
	progress_restart(ULONG_MAX);
	while (death_count < MAX_DEATHS && deadline - clock_milliseconds() > WORTH_A_ROUND) {
		enum outcome outcome;

		if (begin(&round, task))
			return run(arg);
		outcome = wait_for(&round, (deadline - clock_milliseconds()) / 2, deadline,
				   seconds * 1000LL);
		if (outcome == LATE) {
			/* What it has not begun it leaves out now; what it has read it need not read again. */
			progress_begin_no_more();
			outcome = wait_for(&round, end - deadline, deadline + (end - deadline) / 2,
					   seconds * 1000LL);
		}
		if (outcome == LOOKED)
			return finish(&round);
		if (progress_is_writing())
			return end_writing(&round, outcome, seconds);
		give_up(&round);
		if (outcome == DEAD && !progress_count()) {
			/* Once may be chance. */
			if (early++)
				return end_early();
			continue;
		}
		/* The one it was stuck at does not count. */
		last = progress_count() ? progress_count() - 1 : 0;
		if (outcome == DEAD)
			note_death(progress_last());
		progress_leave_out_last(outcome == DEAD ? -ECANCELED : -ETIMEDOUT);
		progress_restart(ULONG_MAX);
	}
	return last_round(task, last, end, seconds);
}

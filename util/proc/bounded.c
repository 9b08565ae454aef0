// SPDX-License-Identifier: GPL-2.0-only
#include "bounded.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
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
#include "../lib/io.h"
#include "../lib/message.h"
#include "../lib/xalloc.h"
#include "close-from.h"
#include "progress.h"

/* The part of the time limit that is reserved for the last child: see run_last_child(). */
#define RESERVE(milliseconds) ((milliseconds) / 8)

/* Milliseconds. A child with less time would leave out files that are merely slow. */
#define CHILD_TIME_MIN 200

/*
 * Milliseconds that a child gets in any case if it reads nothing. It cannot be stuck, but a busy
 * machine may need as long to start it.
 */
#define EMPTY_TIME_MIN 1000

/* After so many deaths the files are not the cause. */
#define DEATHS_MAX 8

/* How often the parent looks at the child's progress, in milliseconds. */
#define POLL_INTERVAL 20

/* Milliseconds. A child that has begun a new step within this time is slow, not stuck. */
#define RECENT 200

/* Maximum number of bytes of a child's messages that are kept until it has read everything. */
#define MESSAGES_MAX 65536

/* The child's descriptor of its socket: the first that is not a standard one. */
#define CHILD_SOCKET 3

/*
 * The protocol between parent and child, over a socket pair: first the child sends one byte,
 * enum report (it has read everything, or wants to be replaced). Then the parent sends one
 * byte, with its stdout and stderr as SCM_RIGHTS: print the answer. If the child closes its end
 * without a byte, it is dead. Shared memory shows the parent what the child is reading
 * (progress.h).
 */

/* In the child: its end of the socket. -1 in a run without a time limit. */
static int parent_socket = -1;

/* Does the child's stderr go to memory until it has read everything? */
static bool are_messages_kept;

struct child {
	pid_t pid;
	int socket; /* the parent's end */
};

enum outcome {
	DONE_READING, /* the child waits for stdout */
	STUCK,
	LATE, /* not stuck: the child has begun a new step within RECENT */
	DEAD,
	STUCK_WRITING,
	MISSED_RIGHTS, /* the child has called bounded_begin_again() */
};

/* The byte that the child sends. */
enum report {
	REPORT_DONE_READING,
	REPORT_MISSED_RIGHTS,
};

/* Has a child called bounded_begin_again()? Later children inherit the answer by fork(). */
static bool has_begun_again;

/* The arguments of bounded_run(). */
struct task {
	bounded_fn run;
	void *arg;
	unsigned int seconds;
	bool log_wanted;
};

/* A message of one byte and two descriptors, stdout and stderr, for sendmsg(2) and recvmsg(2). */
struct fd_message {
	char byte;
	struct iovec iov;
	struct msghdr header;
	/* Last, since struct cmsghdr ends in an array without a size. */
	union {
		char room[CMSG_SPACE(2 * sizeof(int))];
		struct cmsghdr align;
	} control;
};

static struct msghdr *init_message(struct fd_message *message)
{
	memset(message, 0, sizeof(*message));
	message->iov = (struct iovec){ &message->byte, 1 };
	message->header = (struct msghdr){ .msg_iov = &message->iov,
					   .msg_iovlen = 1,
					   .msg_control = &message->control,
					   .msg_controllen = sizeof(message->control) };
	return &message->header;
}

/* --- the child --- */

/*
 * Close the standard streams: a caller that waits for the end of our output must not wait for a
 * stuck child that holds it open. Their numbers stay in use, as in streams_hold(). Messages go to a
 * memfd, if the kernel has memfd_create(2).
 */
static void release_streams(bool log_wanted)
{
	int nothing = open("/", O_PATH | O_CLOEXEC);
	int messages = memfd_create("messages", MFD_CLOEXEC);

	if (nothing >= 0) {
		dup3(nothing, STDIN_FILENO, O_CLOEXEC);
		dup3(nothing, STDOUT_FILENO, O_CLOEXEC);
#ifndef __SANITIZE_ADDRESS__
		if (!log_wanted) {
			are_messages_kept = messages >= 0;
			dup3(are_messages_kept ? messages : nothing, STDERR_FILENO, O_CLOEXEC);
		}
#else
		(void)log_wanted;
#endif
		close(nothing);
	}
	if (messages >= 0)
		close(messages);
}

/* The messages that were kept, *length bytes; NULL if there are none. The caller frees them. */
static char *take_messages(size_t *length)
{
	char *text = are_messages_kept ? xcalloc(MESSAGES_MAX, 1) : NULL;
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

__attribute__((noreturn)) static void run_child(const struct task *task, int socket, pid_t parent)
{
	parent_socket = dup2(socket, CHILD_SOCKET);
	close_from(CHILD_SOCKET + 1);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	/* The parent may have ended before prctl(). */
	if (getppid() != parent)
		_exit(STATUS_FAILED);
	release_streams(task->log_wanted);
	exit(task->run(task->arg));
}

static bool take_streams(struct msghdr *message)
{
	struct cmsghdr *header = CMSG_FIRSTHDR(message);
	int fds[2];

	if (!header || header->cmsg_type != SCM_RIGHTS || header->cmsg_len != CMSG_LEN(sizeof(fds)))
		return false;
	memcpy(fds, CMSG_DATA(header), sizeof(fds));
	/* The descriptors usually arrive as 1 and 2. If not, the second may have arrived as 1. */
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
	const char byte = REPORT_DONE_READING;
	struct fd_message message;
	size_t length = 0;
	char *messages;

	if (parent_socket < 0)
		return;
	messages = take_messages(&length);
	/* Free two descriptors for those that arrive: the limit of open files may be low. */
	close(STDOUT_FILENO);
	close(STDERR_FILENO);
	/* If there is no reply, the parent has ended or has given up this child. */
	if (send(parent_socket, &byte, 1, MSG_NOSIGNAL) != 1 ||
	    recvmsg(parent_socket, init_message(&message), MSG_CMSG_CLOEXEC) != 1 ||
	    !take_streams(&message.header))
		_exit(STATUS_FAILED);
	close(parent_socket);
	parent_socket = -1;
	/*
	 * The messages were escaped when they were written. If stderr fails, nothing can report
	 * it.
	 */
	if (messages)
		io_write(STDERR_FILENO, messages, length);
	free(messages);
}

bool bounded_can_begin_again(void)
{
	return parent_socket >= 0 && !has_begun_again;
}

void bounded_begin_again(void)
{
	const char byte = REPORT_MISSED_RIGHTS;

	send(parent_socket, &byte, 1, MSG_NOSIGNAL);
	_exit(STATUS_FAILED);
}

void bounded_begin_writing(const char *what)
{
	if (parent_socket < 0)
		return;
	/* Use a signal that can be handled, so that the parts of a capture are removed. */
	prctl(PR_SET_PDEATHSIG, SIGTERM);
	progress_begin_writing(what);
}

/* --- the parent --- */

static int start_child(struct child *child, const struct task *task)
{
	pid_t parent = getpid();
	int pair[2];

	*child = (struct child){ .pid = -1, .socket = -1 };
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) < 0)
		return -errno;
	fflush(NULL);
	child->pid = fork();
	if (!child->pid) {
		close(pair[0]);
		run_child(task, pair[1], parent);
	}
	close(pair[1]);
	child->socket = pair[0];
	if (child->pid > 0)
		return 0;
	close(pair[0]);
	return -EAGAIN;
}

/* A library call has a shorter limit, so that time remains for the direct reader. */
static bool is_stuck(long long silent, long long limit)
{
	unsigned int library = progress_library_limit();

	return silent >= (library && library < limit ? library : limit);
}

/*
 * Wait until the child has read everything, is dead, or has begun nothing new for read_limit
 * milliseconds. Once the child writes, only a step that takes longer than write_limit ends the
 * wait.
 */
static enum outcome wait_for(const struct child *child, long long read_limit, long long deadline,
			     long long write_limit)
{
	unsigned long count = progress_count();
	long long since = clock_milliseconds();

	for (;;) {
		struct pollfd ready = { .fd = child->socket, .events = POLLIN };
		int n = poll(&ready, 1, POLL_INTERVAL);
		long long now = clock_milliseconds();
		char byte;

		if (n > 0 && recv(child->socket, &byte, 1, 0) != 1)
			return DEAD;
		if (n > 0)
			return byte == REPORT_DONE_READING ? DONE_READING : MISSED_RIGHTS;
		if (progress_count() != count) {
			count = progress_count();
			since = now;
		}
		if (progress_is_writing()) {
			if (now - since >= write_limit && !progress_has_own_limit())
				return STUCK_WRITING;
			continue;
		}
		if (is_stuck(now - since, read_limit))
			return STUCK;
		if (now >= deadline)
			return now - since < RECENT ? LATE : STUCK;
	}
}

static int send_streams(const struct child *child)
{
	struct fd_message message;
	struct cmsghdr *header = CMSG_FIRSTHDR(init_message(&message));
	const int fds[2] = { STDOUT_FILENO, STDERR_FILENO };

	header->cmsg_level = SOL_SOCKET;
	header->cmsg_type = SCM_RIGHTS;
	header->cmsg_len = CMSG_LEN(sizeof(fds));
	memcpy(CMSG_DATA(header), fds, sizeof(fds));
	return sendmsg(child->socket, &message.header, MSG_NOSIGNAL) == 1 ? 0 : -errno;
}

/* A child in an uninterruptible read dies when the read ends: wait a moment only. */
static void give_up(const struct child *child)
{
	static const struct timespec millisecond = { 0, 1000000 };

	kill(child->pid, SIGKILL);
	close(child->socket);
	for (int i = 0; i < 20 && !waitpid(child->pid, NULL, WNOHANG); i++)
		nanosleep(&millisecond, NULL);
}

/* What each child that died was reading. */
static char *deaths[DEATHS_MAX];
static int death_count;

static void note_death(const char *what)
{
	deaths[death_count++] = xstrdup(*what ? what : "its start");
}

/* Call this only if there is an answer: a run that fails prints one sentence. */
static void report_deaths(void)
{
	for (int i = 0; i < death_count; i++)
		message_warning("the reading process died at %s; this step is left out", deaths[i]);
}

/*
 * Let the child print the answer. If SIGPIPE or SIGINT ends the child, the parent ends with the
 * same signal, so that a shell sees it.
 */
static int finish_child(const struct child *child)
{
	int status, rc;

	rc = send_streams(child);
	if (rc) {
		message_error(
			"the answer cannot be printed: %s (--timeout=0 needs no other process)",
			strerror(-rc));
		give_up(child);
		return STATUS_FAILED;
	}
	while (waitpid(child->pid, &status, 0) < 0)
		if (errno != EINTR)
			return STATUS_FAILED;
	close(child->socket);
	if (WIFEXITED(status)) {
		if (WEXITSTATUS(status) != STATUS_FAILED)
			report_deaths();
		return WEXITSTATUS(status);
	}
	if (WTERMSIG(status) == SIGPIPE || WTERMSIG(status) == SIGINT) {
		signal(WTERMSIG(status), SIG_DFL);
		raise(WTERMSIG(status));
	}
	message_error("the process that judges and reports died of signal %d (%s)",
		      WTERMSIG(status), strsignal(WTERMSIG(status)));
	return STATUS_FAILED;
}

/* A child that writes is not replaced: what it has already written would be in the way. */
static int fail_writing(const struct child *child, enum outcome outcome, const struct task *task)
{
	if (outcome == DEAD)
		message_error("%s: the writing process died at %s", progress_written(),
			      progress_last());
	else
		message_error("%s: no answer within %u seconds, at %s", progress_written(),
			      task->seconds, progress_last());
	give_up(child);
	return STATUS_FAILED;
}

/*
 * Does the child's end decide the status of the run? It does if the child has read everything, or
 * was writing. Otherwise the child is given up, and another one may be started.
 */
static bool has_status(struct child *child, enum outcome outcome, const struct task *task,
		       int *status)
{
	if (outcome == DONE_READING) {
		*status = finish_child(child);
		return true;
	}
	if (progress_is_writing()) {
		*status = fail_writing(child, outcome, task);
		return true;
	}
	give_up(child);
	return false;
}

/* The child ends before it reads anything, so no file is the cause. */
static int fail_early(void)
{
	message_error(
		"the reading process ends before it reads anything: a resource limit may be too "
		"low, most likely that of the stack or of memory (ulimit -a)");
	return STATUS_FAILED;
}

/*
 * Wait for a child until deadline. If it makes progress, it then begins no further file, keeps
 * what it has read, and has until end to answer.
 */
static enum outcome wait_until_end(const struct child *child, const struct task *task,
				   long long read_limit, long long deadline, long long end)
{
	const long long write_limit = task->seconds * 1000LL;
	enum outcome outcome = wait_for(child, read_limit, deadline, write_limit);

	if (outcome != LATE)
		return outcome;
	progress_begin_no_more();
	return wait_for(child, end - deadline, end, write_limit);
}

/* Wait for a last child that reads count files. The time is nearly up. */
static enum outcome wait_for_last(const struct child *child, const struct task *task,
				  unsigned long count, long long end)
{
	long long now = clock_milliseconds(), half = (end - now) / 2;

	if (count)
		return wait_until_end(child, task, half, now + half, now + half + half / 2);
	if (end < now + EMPTY_TIME_MIN)
		end = now + EMPTY_TIME_MIN;
	return wait_for(child, end - now, end, task->seconds * 1000LL);
}

/*
 * The time is nearly up. A last child reads the first count files, which have answered before,
 * and leaves out the rest. If that child is stuck too, another child reads nothing.
 */
static int run_last_child(const struct task *task, unsigned long count, long long end)
{
	enum outcome outcome;
	struct child child;
	int status;

	for (;;) {
		progress_restart(count);
		if (start_child(&child, task))
			break;
		outcome = wait_for_last(&child, task, count, end);
		if (has_status(&child, outcome, task, &status))
			return status;
		if (outcome == MISSED_RIGHTS && !has_begun_again) {
			has_begun_again = true;
			continue;
		}
		if (!count)
			break;
		count = 0;
	}
	message_error("nothing could be read within the time limit (see --timeout)");
	return STATUS_FAILED;
}

static int run_children(const struct task *task)
{
	const long long limit = task->seconds * 1000LL;
	long long end = clock_milliseconds() + limit, deadline = end - RESERVE(limit);
	unsigned long last = 0;
	struct child child;
	int early = 0, status;

	progress_restart(ULONG_MAX);
	while (death_count < DEATHS_MAX && deadline - clock_milliseconds() > CHILD_TIME_MIN) {
		enum outcome outcome;

		if (start_child(&child, task))
			return task->run(task->arg);
		outcome = wait_until_end(&child, task, (deadline - clock_milliseconds()) / 2,
					 deadline, deadline + (end - deadline) / 2);
		if (has_status(&child, outcome, task, &status))
			return status;
		if (outcome == MISSED_RIGHTS && !has_begun_again) {
			has_begun_again = true;
			last = progress_count();
			progress_restart(ULONG_MAX);
			continue;
		}
		if (outcome == DEAD && !progress_count()) {
			/* One such death may be chance. */
			if (early++)
				return fail_early();
			continue;
		}
		/* Do not count the file at which the child was stuck. */
		last = progress_count() ? progress_count() - 1 : 0;
		if (outcome == DEAD)
			note_death(progress_last());
		progress_leave_out_last(outcome == DEAD ? -ECANCELED : -ETIMEDOUT);
		progress_restart(ULONG_MAX);
	}
	return run_last_child(task, last, end);
}

int bounded_run(unsigned int seconds, bool log_wanted, bounded_fn run, void *arg)
{
	const struct task task = { run, arg, seconds, log_wanted };

	if (!seconds || progress_share())
		return run(arg);
	/* With SIG_IGN, which a caller may have set, waitpid() would fail. */
	signal(SIGCHLD, SIG_DFL);
	return run_children(&task);
}

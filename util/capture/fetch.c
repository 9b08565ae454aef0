// SPDX-License-Identifier: GPL-2.0-only
#include "fetch.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../lib/clock.h"
#include "../lib/io.h"
#include "../lib/xalloc.h"
#include "../observe/reader.h"
#include "../proc/close-from.h"
#include "../proc/progress.h"

#define FILE_MAX (64UL << 20)

struct fetch {
	fetch_fn how;
	int limit;
	pid_t worker; /* 0: none */
	int socket;
	int broken; /* see fetch_broken() */
};

struct answer {
	int error; /* negative errno */
	size_t length;
};

int fetch_regular(const char *path, char **bytes, size_t *length)
{
	int fd = reader_open(path), rc;

	if (fd < 0)
		return fd;
	rc = io_read_up_to(fd, FILE_MAX + 1, bytes, length);
	close(fd);
	if (rc || *length <= FILE_MAX)
		return rc;
	free(*bytes);
	*bytes = NULL;
	return -EFBIG;
}

/* The other process. */

static void send_all(int fd, const void *bytes, size_t length)
{
	const char *at = bytes;

	while (length) {
		ssize_t n = send(fd, at, length, MSG_NOSIGNAL);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			_exit(EXIT_FAILURE);
		at += n;
		length -= n;
	}
}

__attribute__((noreturn)) static void work(fetch_fn how, int fd)
{
	char path[PATH_MAX];

	/* Whoever waits for the end of our output must not wait for a process that is stuck. */
	if (fd && dup2(fd, 0) < 0)
		_exit(EXIT_FAILURE);
	fd = 0;
	close_from(1);
	/* Nor must a file system be busy because it was started there. */
	if (chdir("/") < 0)
		_exit(EXIT_FAILURE);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	for (;;) {
		ssize_t n = recv(fd, path, sizeof(path), 0);
		struct answer answer = { 0 };
		char *bytes = NULL;

		/* A path comes in one piece: it is short, and the socket was empty. */
		if (n <= 0 || path[n - 1])
			_exit(EXIT_SUCCESS);
		answer.error = how(path, &bytes, &answer.length);
		if (answer.error)
			answer.length = 0;
		send_all(fd, &answer, sizeof(answer));
		send_all(fd, bytes, answer.length);
		free(bytes);
	}
}

/* This one. */

struct fetch *fetch_new(fetch_fn how, int limit)
{
	struct fetch *fetch = xcalloc(1, sizeof(*fetch));

	fetch->how = how;
	fetch->limit = limit;
	return fetch;
}

void fetch_limit(struct fetch *fetch, int limit)
{
	fetch->limit = limit;
}

static int start(struct fetch *fetch)
{
	int pair[2], error;

	if (fetch->worker)
		return 0;
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) < 0)
		return -errno;
	fetch->worker = fork();
	if (!fetch->worker) {
		close(pair[0]);
		work(fetch->how, pair[1]);
	}
	error = errno;
	close(pair[1]);
	fetch->socket = pair[0];
	if (fetch->worker > 0)
		return 0;
	fetch->worker = 0;
	close(pair[0]);
	return -error;
}

/* A worker in an uninterruptible read dies when that ends; it is not waited for. */
static void stop(struct fetch *fetch, int options)
{
	if (!fetch->worker)
		return;
	close(fetch->socket);
	kill(fetch->worker, SIGKILL);
	while (waitpid(fetch->worker, NULL, options) < 0 && errno == EINTR)
		;
	fetch->worker = 0;
}

/* Exactly length bytes before the deadline, or -ETIMEDOUT, -EPIPE, -errno. */
static int receive(int fd, void *bytes, size_t length, long long deadline)
{
	char *at = bytes;

	while (length) {
		struct pollfd ready = { .fd = fd, .events = POLLIN };
		long long left = deadline - clock_milliseconds();
		int some = left > 0 ? poll(&ready, 1, left) : 0;
		ssize_t n;

		if (some < 0 && errno == EINTR)
			continue;
		if (some <= 0)
			return some ? -errno : -ETIMEDOUT;
		n = recv(fd, at, length, 0);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return n ? -errno : -EPIPE;
		at += n;
		length -= n;
	}
	return 0;
}

static int ask(struct fetch *fetch, const char *path, char **bytes, size_t *length, int *error)
{
	long long deadline = clock_milliseconds() + fetch->limit;
	size_t size = strlen(path) + 1;
	struct answer answer = { 0 };
	int rc;

	if (send(fetch->socket, path, size, MSG_NOSIGNAL) != (ssize_t)size)
		return -EPIPE;
	rc = receive(fetch->socket, &answer, sizeof(answer), deadline);
	if (rc)
		return rc;
	*error = answer.error;
	*bytes = xcalloc(answer.length + 1, 1);
	*length = answer.length;
	return receive(fetch->socket, *bytes, answer.length, deadline);
}

/* Returns 0 with *error from reading, -ETIMEDOUT, or the -errno of the way to the worker. */
static int ask_once(struct fetch *fetch, const char *path, char **bytes, size_t *length, int *error)
{
	int rc = fetch->broken ? fetch->broken : start(fetch);

	*bytes = NULL;
	*length = 0;
	if (!rc)
		rc = ask(fetch, path, bytes, length, error);
	/* Nothing is said by one that did not answer as it should. */
	if (rc)
		stop(fetch, WNOHANG);
	if (rc || *error) {
		free(*bytes);
		*bytes = NULL;
	}
	return rc;
}

int fetch_file(struct fetch *fetch, const char *path, char **bytes, size_t *length)
{
	int error = 0, rc;

	if (strlen(path) >= PATH_MAX)
		return -ENAMETOOLONG;
	progress_step_limited(path);
	rc = ask_once(fetch, path, bytes, length, &error);
	/* Killed by something else (out of memory, say)? Another one may live. */
	if (rc && rc != -ETIMEDOUT)
		rc = ask_once(fetch, path, bytes, length, &error);
	if (rc && rc != -ETIMEDOUT)
		fetch->broken = rc;
	progress_step(path);
	return rc ? rc : error;
}

int fetch_broken(const struct fetch *fetch)
{
	return fetch->broken;
}

void fetch_free(struct fetch *fetch)
{
	if (!fetch)
		return;
	stop(fetch, 0);
	free(fetch);
}

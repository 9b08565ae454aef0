// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "../message.h"
#include "observe.h"

int sysroot_enter(const char *dir)
{
	int fd, rc = 0;

	fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return -errno;
	if (fchdir(fd) < 0) {
		rc = -errno;
		goto out;
	}
	if (chroot(".") < 0 && (errno != EPERM || unshare(CLONE_NEWUSER) < 0 || chroot(".") < 0))
		rc = errno == ENOSPC || errno == EUSERS ? -EPERM : -errno;
	else if (chdir("/") < 0)
		rc = -errno;
out:
	close(fd);
	return rc;
}

int sysroot_enter_or_complain(const char *dir)
{
	int rc = sysroot_enter(dir);

	if (rc == -EPERM)
		message_error("cannot enter %s: this needs root or user namespaces, and neither is "
			      "allowed here",
			      dir);
	else if (rc)
		message_error("cannot enter %s: %s", dir, strerror(-rc));
	return rc;
}

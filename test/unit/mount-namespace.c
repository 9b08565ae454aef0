// SPDX-License-Identifier: GPL-2.0-only
#include "mount-namespace.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <sys/mount.h>
#include <unistd.h>

/* If the namespace is not usable, the first mount fails. */
static void write_map(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);

	if (fd < 0)
		return;
	dprintf(fd, "%s", text);
	close(fd);
}

static int enter_user_namespace(void)
{
	char uid[32], gid[32];

	snprintf(uid, sizeof(uid), "0 %u 1\n", getuid());
	snprintf(gid, sizeof(gid), "0 %u 1\n", getgid());
	if (unshare(CLONE_NEWUSER | CLONE_NEWNS) < 0)
		return -errno;
	write_map("/proc/self/setgroups", "deny");
	write_map("/proc/self/uid_map", uid);
	write_map("/proc/self/gid_map", gid);
	return 0;
}

int enter_mount_namespace(void)
{
	int rc = unshare(CLONE_NEWNS) < 0 ? enter_user_namespace() : 0;

	if (rc)
		return rc;
	return mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) < 0 ? -errno : 0;
}

int mount_empty(const char *directory)
{
	umount(directory);
	return mount("none", directory, "tmpfs", 0, NULL) < 0 ? -errno : 0;
}

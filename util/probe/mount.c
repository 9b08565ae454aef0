// SPDX-License-Identifier: GPL-2.0-only
/*
 * Does a new file on a mount have DAX? Create an empty file without a name, test it, and close it.
 * The file system allocates an inode and frees it again, through its journal. The file has no data
 * block and no directory entry. It disappears when this process ends, at the latest.
 */
#include "mount.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "../facts/mount-options.h"
#include "../lib/statx-dax.h"
#include "../lib/xalloc.h"
#include "../proc/progress.h"
#include "../proc/worker.h"

/*
 * Limit of waiting in milliseconds: on a frozen file system the creation of a file blocks until the
 * file system is thawed.
 */
#define PATIENCE 2000

struct answer {
	enum tri dax, map_sync;
};

/* --- in the worker process --- */

static enum tri has_dax(int fd)
{
	struct statx st;

	if (statx(fd, "", AT_EMPTY_PATH, STATX_TYPE, &st) < 0 ||
	    !(st.stx_attributes_mask & STATX_ATTR_DAX))
		return TRI_UNKNOWN;
	return tri_from_bool(st.stx_attributes & STATX_ATTR_DAX);
}

/*
 * daxdev_mapping_supported() decides at the time of mmap(). The file has no length, so the mapping
 * cannot be accessed. Read access is enough.
 */
static enum tri maps_synchronously(int fd)
{
#ifdef MAP_SYNC
	size_t page = sysconf(_SC_PAGESIZE);
	void *at = mmap(NULL, page, PROT_READ, MAP_SHARED_VALIDATE | MAP_SYNC, fd, 0);

	if (at == MAP_FAILED)
		return errno == EOPNOTSUPP ? TRI_NO : TRI_UNKNOWN;
	munmap(at, page);
	return TRI_YES;
#else
	/* The headers of this architecture lack MAP_SYNC (mips). */
	(void)fd;
	return TRI_UNKNOWN;
#endif
}

/* Another file system may have been mounted over the path. */
static bool is_on(int fd, unsigned int fs_major, unsigned int fs_minor)
{
	struct stat st;

	return !fstat(fd, &st) && st.st_dev == makedev(fs_major, fs_minor);
}

/* where: "MAJOR:MINOR MOUNTPOINT". Returns 0 with a struct answer in *bytes, or -errno. */
static int ask_there(const char *where, char **bytes, size_t *length)
{
	unsigned int fs_major, fs_minor;
	struct answer answer;
	int top, fd, at = 0;

	if (sscanf(where, "%u:%u %n", &fs_major, &fs_minor, &at) != 2 || !at)
		return -EINVAL;
	top = open(where + at, O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (top < 0)
		return -errno;
	if (!is_on(top, fs_major, fs_minor)) {
		close(top);
		return -EBUSY;
	}
	/* O_EXCL: the file cannot get a name later. */
	fd = openat(top, ".", O_TMPFILE | O_EXCL | O_RDWR | O_CLOEXEC, 0600);
	close(top);
	if (fd < 0)
		return -errno;
	answer.dax = has_dax(fd);
	answer.map_sync = maps_synchronously(fd);
	close(fd);
	*bytes = xcalloc(1, sizeof(answer));
	memcpy(*bytes, &answer, sizeof(answer));
	*length = sizeof(answer);
	return 0;
}

/* --- in this process --- */

/* Can a new file have DAX? On other file systems it cannot. */
static bool makes_files_with_dax(const char *fstype)
{
	return !strcmp(fstype, "ext2") || !strcmp(fstype, "ext4") || !strcmp(fstype, "xfs");
}

static int ask_mount(struct worker *worker, struct mount *mount, const struct disk *disk)
{
	struct answer answer;
	char *where, *bytes;
	size_t length;
	int rc;

	if (!makes_files_with_dax(mount->fstype))
		return -EOPNOTSUPP;
	if (mount_option_find(mount->options, "ro", &length))
		return -EROFS;
	/* The creation of a file would wait until the disk is resumed. */
	if (disk->suspended)
		return -EBUSY;
	where = xasprintf("%u:%u %s", major(disk->number), minor(disk->number), mount->mountpoint);
	rc = worker_ask(worker, where, &bytes, &length);
	free(where);
	if (rc)
		return rc;
	memcpy(&answer, bytes, sizeof(answer));
	free(bytes);
	mount->probed_dax = answer.dax;
	mount->probed_map_sync = answer.map_sync;
	return answer.dax == TRI_UNKNOWN ? -ENODATA : 0;
}

void probe_mounts(struct inventory *inventory, struct facts *facts)
{
	struct worker *worker = worker_new(ask_there, PATIENCE);

	for (size_t i = 0; i < inventory->mount_count; i++) {
		struct mount *mount = &inventory->mounts[i];
		int rc;

		/*
		 * No disk: for virtiofs the file would be created on another machine. The path of a
		 * mount in another namespace is valid only there. A file system without the number of
		 * its disk has no DAX.
		 */
		if (mount->disk == NO_INDEX || mount->mount_namespace || !mount->by_number)
			continue;
		rc = progress_begin("probe of", mount->mountpoint);
		if (!rc)
			rc = ask_mount(worker, mount, &inventory->disks[mount->disk]);
		if (mount->probed_dax == TRI_YES)
			facts->dax_use.file = "probe";
		if (rc)
			facts_leave_alone(facts, mount->mountpoint, rc, "mounts.evidence");
	}
	worker_free(worker);
}

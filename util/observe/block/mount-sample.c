// SPDX-License-Identifier: GPL-2.0-only
/* Does a file on a mount have DAX? */
#include "mount-sample.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/statvfs.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "../../facts/inventory.h"
#include "../../lib/statx-dax.h"
#include "../../lib/xalloc.h"
#include "../../proc/progress.h"

/* The most directory entries that are examined to find a regular file with DAX. */
#define SAMPLE_MAX 64

/* statx(2) shows the mount's id since Linux 5.8. Before, only the device number can be compared. */
#ifdef STATX_MNT_ID
#define SAMPLE_MASK (STATX_TYPE | STATX_MNT_ID)
#else
#define SAMPLE_MASK STATX_TYPE
#endif

/*
 * Is the file on the mount? The id comes first, since files of an overlay, or of a btrfs subvolume,
 * have other device numbers than their mount.
 */
static bool is_of_mount(const struct statx *st, const struct mount *mount)
{
#ifdef STATX_MNT_ID
	if (st->stx_mask & STATX_MNT_ID)
		return st->stx_mnt_id == mount->id;
#endif
	return makedev(st->stx_dev_major, st->stx_dev_minor) == mount->number;
}

/*
 * Only STATX_ATTR_DAX of a regular file proves DAX. The bit in stx_attributes_mask is always set
 * (T15). The first entries in the top directory are examined; no file is opened. A file on which
 * another file system is mounted does not count.
 */
static enum tri sample_file(DIR *dir, const struct mount *mount)
{
	enum tri dax = TRI_UNKNOWN;
	struct dirent *entry;
	struct statx st;

	for (int i = 0; i < SAMPLE_MAX && dax != TRI_YES && (entry = readdir(dir)); i++) {
		if (entry->d_type != DT_REG && entry->d_type != DT_UNKNOWN)
			continue;
		if (statx(dirfd(dir), entry->d_name, AT_SYMLINK_NOFOLLOW | AT_NO_AUTOMOUNT,
			  SAMPLE_MASK, &st) < 0 ||
		    !S_ISREG(st.stx_mode) || !is_of_mount(&st, mount))
			continue;
		dax = tri_from_bool(st.stx_attributes & STATX_ATTR_DAX);
	}
	return dax;
}

/* O_NOATIME leaves the access time unchanged, but only the owner may use it. */
static int open_directory(const char *path)
{
	static const int flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC;
	int fd = open(path, flags | O_NOATIME);

	return fd < 0 && errno == EPERM ? open(path, flags) : fd;
}

/* A single file is mounted (bind mount): examine that file. */
static void look_at_mounted_file(struct mount *mount, const char *path)
{
	struct statvfs vfs;
	struct statx st;

	if (statx(AT_FDCWD, path, AT_SYMLINK_NOFOLLOW | AT_NO_AUTOMOUNT, SAMPLE_MASK, &st) < 0 ||
	    !S_ISREG(st.stx_mode) || !is_of_mount(&st, mount))
		return;
	mount->sample_dax = tri_from_bool(st.stx_attributes & STATX_ATTR_DAX);
	if (statvfs(path, &vfs) == 0)
		mount->block_size = vfs.f_bsize;
}

/*
 * Examine a mount by its top directory, fd, which is closed. Another file system may be mounted
 * over this one at the same path: then this mount cannot be examined.
 */
static void look_at_mounted_directory(struct mount *mount, int fd)
{
	struct statvfs vfs;
	struct statx st;
	DIR *dir;

	if (statx(fd, "", AT_EMPTY_PATH, SAMPLE_MASK, &st) < 0 || !is_of_mount(&st, mount) ||
	    !(dir = fdopendir(fd))) {
		close(fd);
		return;
	}
	if (fstatvfs(fd, &vfs) == 0)
		mount->block_size = vfs.f_bsize;
	mount->sample_dax = sample_file(dir, mount);
	closedir(dir);
}

void mount_sample(struct mount *mount, struct facts *facts)
{
	char *path = mount->mount_namespace
			     ? xasprintf("/proc/%u/root%s", mount->pid, mount->mountpoint)
			     : xstrdup(mount->mountpoint);
	int fd, rc;

	rc = progress_begin(path, "");
	if (rc) {
		facts_skip(facts, path, rc, "mounts");
		free(path);
		return;
	}
	fd = open_directory(path);
	if (fd >= 0)
		look_at_mounted_directory(mount, fd);
	else if (errno == ENOTDIR)
		look_at_mounted_file(mount, path);
	free(path);
}

// SPDX-License-Identifier: GPL-2.0-only
#include "archive.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include <zlib.h>

#include "../lib/array.h"
#include "../lib/io.h"
#include "../lib/xalloc.h"
#include "undo.h"
#include "ustar.h"

static const char *const suffixes[] = { ".tar.gz", ".tgz" };

struct archive {
	struct target target;
	int dir, fd;          /* the file's directory (-1: none), and the file itself */
	char *name, *partial; /* its final name in dir, and its name until then */
	struct undo *undo;    /* NULL: the archive is in memory */
	char *top;
	gzFile out;
	time_t now;
};

/* The suffix of name, ".tar.gz" for example; NULL: it has none. */
static const char *find_suffix(const char *name)
{
	size_t length = strlen(name);

	for (size_t i = 0; i < ARRAY_SIZE(suffixes); i++) {
		size_t rest = strlen(suffixes[i]);

		if (length >= rest && !strcmp(name + length - rest, suffixes[i]))
			return name + length - rest;
	}
	return NULL;
}

bool archive_has_name(const char *path)
{
	return find_suffix(path);
}

static struct archive *archive_of(struct target *target)
{
	return (struct archive *)target;
}

/* gzwrite() counts in int: write large files in pieces. */
static int put(struct archive *archive, const void *bytes, size_t length)
{
	const char *at = bytes;

	while (length) {
		unsigned int piece = length > 1 << 20 ? 1 << 20 : length;

		errno = 0;
		if (gzwrite(archive->out, at, piece) != (int)piece)
			return errno ? -errno : -EIO;
		at += piece;
		length -= piece;
	}
	return 0;
}

/* Write contents and fill the last block with zeros. */
static int put_blocks(struct archive *archive, const void *bytes, size_t length)
{
	static const char zeroes[USTAR_BLOCK];
	int rc = put(archive, bytes, length);

	return rc ? rc : put(archive, zeroes, (USTAR_BLOCK - length % USTAR_BLOCK) % USTAR_BLOCK);
}

/* Fill the field with octal digits, except for its last byte. */
static void octal(char *field, size_t size, unsigned long long value)
{
	char *text = xasprintf("%0*llo", (int)size - 1, value);

	memcpy(field, text, size - 1);
	free(text);
}

static int put_header(struct archive *archive, char type, const char *name, const char *to,
		      size_t length)
{
	struct ustar_header header = { .type = type, .magic = "ustar", .version = { '0', '0' } };
	const unsigned char *byte = (const unsigned char *)&header;
	unsigned int sum = 0;

	memcpy(header.name, name, strnlen(name, sizeof(header.name)));
	memcpy(header.linkname, to, strnlen(to, sizeof(header.linkname)));
	octal(header.mode, sizeof(header.mode), type == '5' ? 0700 : type == '2' ? 0777 : 0600);
	octal(header.uid, sizeof(header.uid), 0);
	octal(header.gid, sizeof(header.gid), 0);
	octal(header.size, sizeof(header.size), length);
	octal(header.mtime, sizeof(header.mtime), archive->now);
	memcpy(header.uname, "root", 4);
	memcpy(header.gname, "root", 4);
	/* The checksum counts its own field as blanks; NUL and a blank end it. */
	memset(header.checksum, ' ', sizeof(header.checksum));
	for (size_t i = 0; i < sizeof(header); i++)
		sum += byte[i];
	octal(header.checksum, sizeof(header.checksum) - 1, sum);
	header.checksum[6] = '\0';
	return put(archive, &header, sizeof(header));
}

/* "LENGTH KEY=VALUE\n", where the length counts itself. */
static char *pax_record(const char *key, const char *value)
{
	size_t rest = strlen(key) + strlen(value) + 3, length = rest + 1;

	while (length != rest + (size_t)snprintf(NULL, 0, "%zu", length))
		length = rest + snprintf(NULL, 0, "%zu", length);
	return xasprintf("%zu %s=%s\n", length, key, value);
}

/* Write a pax header for names that do not fit into the ustar header that follows. */
static int put_long_names(struct archive *archive, const char *name, const char *to)
{
	struct ustar_header header;
	char *path = NULL, *link = NULL, *both;
	int rc = 0;

	if (strlen(name) > sizeof(header.name))
		path = pax_record("path", name);
	if (strlen(to) > sizeof(header.linkname))
		link = pax_record("linkpath", to);
	both = xasprintf("%s%s", path ? path : "", link ? link : "");
	if (*both)
		rc = put_header(archive, 'x', "pax", "", strlen(both));
	if (*both && !rc)
		rc = put_blocks(archive, both, strlen(both));
	free(path);
	free(link);
	free(both);
	return rc;
}

static int put_member(struct archive *archive, char type, const char *path, const char *to,
		      size_t length)
{
	char *name = xasprintf("%s/%s%s", archive->top, path, type == '5' && *path ? "/" : "");
	int rc = put_long_names(archive, name, to);

	if (!rc)
		rc = put_header(archive, type, name, to, length);
	free(name);
	return rc;
}

static int add_directory(struct target *target, const char *path)
{
	return put_member(archive_of(target), '5', path, "", 0);
}

static int add_link(struct target *target, const char *path, const char *to)
{
	return put_member(archive_of(target), '2', path, to, 0);
}

static int add_file(struct target *target, const char *path, const char *bytes, size_t length)
{
	int rc = put_member(archive_of(target), '0', path, "", length);

	target->sum.files++;
	return rc ? rc : put_blocks(archive_of(target), bytes, length);
}

static void release_archive(struct archive *archive)
{
	if (archive->fd >= 0)
		close(archive->fd);
	if (archive->dir >= 0)
		close(archive->dir);
	free(archive->name);
	free(archive->partial);
	free(archive->top);
	free(archive);
}

static void abandon_archive(struct target *target)
{
	struct archive *archive = archive_of(target);

	if (archive->out)
		gzclose(archive->out);
	if (archive->undo)
		undo_run(archive->undo);
	release_archive(archive);
}

/* Write the end of the archive and flush it, so that the file is complete. */
static int complete(struct archive *archive)
{
	static const char end[2 * USTAR_BLOCK];
	int rc = put(archive, end, sizeof(end));

	if (rc)
		return rc;
	errno = 0;
	if (gzclose(archive->out) != Z_OK)
		rc = errno ? -errno : -EIO;
	archive->out = NULL;
	return rc;
}

/* Rename the archive, if its name is still free. Some file systems lack RENAME_NOREPLACE. */
static int give_name(const struct archive *archive)
{
	if (!renameat2(archive->dir, archive->partial, archive->dir, archive->name,
		       RENAME_NOREPLACE))
		return 0;
	if (errno != EINVAL && errno != ENOSYS)
		return -errno;
	if (!linkat(archive->dir, archive->partial, archive->dir, archive->name, 0)) {
		unlinkat(archive->dir, archive->partial, 0);
		return 0;
	}
	if (errno == EEXIST)
		return -EEXIST;
	return renameat(archive->dir, archive->partial, archive->dir, archive->name) < 0 ? -errno
											 : 0;
}

static int finish_file(struct target *target, struct target_sum *sum)
{
	struct archive *archive = archive_of(target);
	int rc = complete(archive);
	struct stat st;

	if (!rc && fsync(archive->fd) < 0)
		rc = -errno;
	if (!rc && fstat(archive->fd, &st) < 0)
		rc = -errno;
	if (!rc)
		rc = give_name(archive);
	if (rc) {
		abandon_archive(target);
		return rc;
	}
	/* Let the name survive a crash too. Some file systems cannot synchronize directories. */
	fsync(archive->dir);
	*sum = target->sum;
	sum->bytes = st.st_size;
	undo_keep(archive->undo);
	release_archive(archive);
	return 0;
}

/* The archive for archive_print(); -1: none. */
static int waiting = -1;

static int finish_output(struct target *target, struct target_sum *sum)
{
	struct archive *archive = archive_of(target);
	int rc = complete(archive);
	struct stat st;

	if (!rc && fstat(archive->fd, &st) < 0)
		rc = -errno;
	if (!rc) {
		*sum = target->sum;
		sum->bytes = st.st_size;
		waiting = archive->fd;
		archive->fd = -1;
	}
	abandon_archive(target);
	return rc;
}

int archive_print(void)
{
	static char buffer[65536];
	ssize_t length = 1;
	int rc = 0;

	if (waiting < 0 || lseek(waiting, 0, SEEK_SET) < 0)
		return -EBADF;
	while (!rc && length > 0) {
		length = io_read(waiting, buffer, sizeof(buffer));
		rc = length < 0 ? length : io_write(STDOUT_FILENO, buffer, length);
	}
	close(waiting);
	waiting = -1;
	return rc;
}

/*
 * The name without its suffix. A name of dots alone is replaced: ".." would lead out of the
 * directory where the archive is unpacked.
 */
static char *top_of(const char *name)
{
	const char *suffix = find_suffix(name);
	size_t length = suffix ? (size_t)(suffix - name) : strlen(name);

	return strspn(name, ".") < length ? xstrndup(name, length) : xstrdup("capture");
}

/* Takes ownership of archive and top. */
static int begin_archive(struct archive *archive, char *top, struct target **target)
{
	int copy = fcntl(archive->fd, F_DUPFD_CLOEXEC, 0), rc;

	archive->target.directory = add_directory;
	archive->target.link = add_link;
	archive->target.file = add_file;
	archive->target.abandon = abandon_archive;
	archive->top = top;
	archive->now = time(NULL);
	/* zlib closes its own descriptor; the file is synchronized after that. */
	archive->out = copy < 0 ? NULL : xalloc_check(gzdopen(copy, "wb"));
	rc = copy < 0 ? -errno : add_directory(&archive->target, "");
	if (rc)
		abandon_archive(&archive->target);
	else
		*target = &archive->target;
	return rc;
}

/*
 * Create the file under a unique name. The name begins with a dot, so that "*" does not match
 * it.
 */
static int open_partial(struct archive *archive)
{
	static const int flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;
	unsigned long long number;
	int rc = -EEXIST;

	for (int i = 0; i < 100 && rc == -EEXIST; i++) {
		if (getrandom(&number, sizeof(number), 0) != sizeof(number))
			number = (unsigned long long)getpid() << 32 | (clock() + i);
		free(archive->partial);
		archive->partial = xasprintf(".pmemcap-%016llx.tar.gz", number);
		undo_note(archive->undo, archive->partial, false);
		archive->fd = openat(archive->dir, archive->partial, flags, 0600);
		rc = archive->fd < 0 ? -errno : 0;
		if (rc)
			undo_forget_last(archive->undo);
	}
	return rc;
}

int archive_create(const char *path, struct target **target)
{
	struct archive *archive = xcalloc(1, sizeof(*archive));
	struct stat st;
	int rc;

	archive->fd = -1;
	archive->target.finish = finish_file;
	archive->dir = target_open_directory(path, &archive->name);
	rc = archive->dir < 0 ? archive->dir : 0;
	/* Fail early. The rename notices a file that appears later. */
	if (!rc && !fstatat(archive->dir, archive->name, &st, AT_SYMLINK_NOFOLLOW))
		rc = -EEXIST;
	if (!rc) {
		archive->undo = undo_new(archive->dir);
		rc = open_partial(archive);
	}
	if (rc) {
		abandon_archive(&archive->target);
		return rc;
	}
	return begin_archive(archive, top_of(archive->name), target);
}

int archive_create_output(struct target **target)
{
	int fd = memfd_create("capture", MFD_CLOEXEC);
	struct archive *archive;

	if (fd < 0)
		return -errno;
	archive = xcalloc(1, sizeof(*archive));
	archive->fd = fd;
	archive->dir = -1;
	archive->target.finish = finish_output;
	return begin_archive(archive, xstrdup("capture"), target);
}

// SPDX-License-Identifier: GPL-2.0-only
/* A capture as a .tar.gz: ustar headers, and pax ones before those that a name does not fit. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include <zlib.h>

#include "../must.h"
#include "target.h"

#define BLOCK 512

static const char suffix[] = ".tar.gz";

/* POSIX.1-2001, pax interchange format: "ustar Header Block". */
struct header {
	char name[100], mode[8], uid[8], gid[8], size[12], mtime[12], checksum[8], type;
	char linkname[100], magic[6], version[2], uname[32], gname[32];
	char device_major[8], device_minor[8], prefix[155], padding[12];
};

_Static_assert(sizeof(struct header) == BLOCK, "a header is one block");

struct archive {
	struct target target;
	char *path, *top;
	gzFile out;
	time_t now;
};

static struct archive *archive_of(struct target *target)
{
	return (struct archive *)target;
}

/* gzwrite() takes and gives int: large files go in pieces. */
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

/* Contents, filled up to a whole block. */
static int put_blocks(struct archive *archive, const void *bytes, size_t length)
{
	static const char zeroes[BLOCK];
	int rc = put(archive, bytes, length);

	return rc ? rc : put(archive, zeroes, (BLOCK - length % BLOCK) % BLOCK);
}

/* Octal digits that fill the field but for its last byte. */
static void octal(char *field, size_t size, unsigned long long value)
{
	char *text = must_asprintf("%0*llo", (int)size - 1, value);

	memcpy(field, text, size - 1);
	free(text);
}

static int put_header(struct archive *archive, char type, const char *name, const char *to,
		      size_t length)
{
	struct header header = { .type = type, .magic = "ustar", .version = { '0', '0' } };
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
	/* The sum is taken with its own field blank; it ends in NUL and a blank. */
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
	return must_asprintf("%zu %s=%s\n", length, key, value);
}

/* Names that do not fit a ustar header go before it. */
static int put_long_names(struct archive *archive, const char *name, const char *to)
{
	struct header header;
	char *path = NULL, *link = NULL, *both;
	int rc = 0;

	if (strlen(name) > sizeof(header.name))
		path = pax_record("path", name);
	if (strlen(to) > sizeof(header.linkname))
		link = pax_record("linkpath", to);
	both = must_asprintf("%s%s", path ? path : "", link ? link : "");
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
	char *name = must_asprintf("%s/%s%s", archive->top, path, type == '5' && *path ? "/" : "");
	int rc = put_long_names(archive, name, to);

	if (!rc)
		rc = put_header(archive, type, name, to, length);
	free(name);
	return rc;
}

static int make_directory(struct target *target, const char *path)
{
	return put_member(archive_of(target), '5', path, "", 0);
}

static int make_link(struct target *target, const char *path, const char *to)
{
	return put_member(archive_of(target), '2', path, to, 0);
}

static int make_file(struct target *target, const char *path, const char *bytes, size_t length)
{
	int rc = put_member(archive_of(target), '0', path, "", length);

	return rc ? rc : put_blocks(archive_of(target), bytes, length);
}

static void release(struct archive *archive)
{
	free(archive->path);
	free(archive->top);
	free(archive);
}

static void abandon(struct target *target)
{
	struct archive *archive = archive_of(target);

	if (archive->out)
		gzclose(archive->out);
	unlink(archive->path);
	release(archive);
}

static int finish(struct target *target)
{
	static const char end[2 * BLOCK];
	struct archive *archive = archive_of(target);
	int rc = put(archive, end, sizeof(end));

	if (!rc) {
		errno = 0;
		if (gzclose(archive->out) != Z_OK)
			rc = errno ? -errno : -EIO;
		archive->out = NULL;
	}
	if (rc)
		abandon(target);
	else
		release(archive);
	return rc;
}

static char *top_of(const char *path)
{
	const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
	size_t length = strlen(name) - strlen(suffix);

	/* "." and ".." lead out of where it is unpacked. */
	return strspn(name, ".") < length ? must_strndup(name, length) : must_strdup("capture");
}

int archive_create(const char *path, struct target **target)
{
	static const int flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;
	struct archive *archive;
	int fd, rc;

	fd = open(path, flags, 0600);
	if (fd < 0)
		return -errno;
	archive = must_calloc(1, sizeof(*archive));
	archive->target = (struct target){ make_directory, make_link, make_file, finish, abandon };
	archive->path = must_strdup(path);
	archive->top = top_of(path);
	archive->now = time(NULL);
	archive->out = must(gzdopen(fd, "wb"));
	rc = make_directory(&archive->target, "");
	if (rc) {
		abandon(&archive->target);
		return rc;
	}
	*target = &archive->target;
	return 0;
}

int target_create(const char *path, struct target **target)
{
	size_t length = strlen(path);

	if (length >= strlen(suffix) && !strcmp(path + length - strlen(suffix), suffix))
		return archive_create(path, target);
	return tree_create(path, target);
}

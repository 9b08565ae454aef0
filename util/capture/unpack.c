// SPDX-License-Identifier: GPL-2.0-only
#include "unpack.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "../lib/array.h"
#include "../lib/xalloc.h"
#include "../proc/privilege.h"
#include "../proc/progress.h"
#include "tree.h"
#include "ustar.h"

/* Limit for a pax header or a long name, which hold a few paths. */
#define EXTENDED_MAX (64UL << 10)

/* The tree that this process has created, and removes when it exits. */
static struct {
	pid_t owner;
	struct target *target;
	char *path, *dir;
} made;

struct unpack {
	gzFile in;
	const char *path;
	struct target *target;
	unsigned long long bytes;
	size_t members;
	char *name, *link;       /* of the next member, from its extended headers; NULL: none */
	unsigned long long size; /* of the next member, the same; ULLONG_MAX: none */
	char *parent;            /* the last directory that is known to exist, with a slash */
};

/* --- reading --- */

/* Read exactly length bytes. bounded_run() handles a file that never answers. */
static int get(struct unpack *unpack, void *bytes, size_t length)
{
	char *at = bytes;
	int rc;

	unpack->bytes += length;
	if (unpack->bytes > UNPACK_BYTES_MAX)
		return -EFBIG;
	while (length) {
		unsigned int piece = length > 1 << 20 ? 1 << 20 : length;
		int n;

		rc = progress_begin(NULL, unpack->path);
		if (rc)
			return rc;
		n = gzread(unpack->in, at, piece);
		if (n <= 0)
			return -EBADMSG;
		at += n;
		length -= n;
	}
	return 0;
}

/*
 * Read the contents of a member, and skip the rest of its last block. *bytes ends with a NUL;
 * the caller frees it.
 */
static int get_contents(struct unpack *unpack, unsigned long long size, size_t max, char **bytes)
{
	char filling[USTAR_BLOCK];
	int rc;

	*bytes = NULL;
	if (size > max)
		return -EFBIG;
	*bytes = xcalloc(size + 1, 1);
	rc = get(unpack, *bytes, size);
	if (!rc)
		rc = get(unpack, filling, (USTAR_BLOCK - size % USTAR_BLOCK) % USTAR_BLOCK);
	if (!rc)
		return 0;
	free(*bytes);
	*bytes = NULL;
	return rc;
}

static int pass_over(struct unpack *unpack, unsigned long long size)
{
	char block[USTAR_BLOCK];
	int rc = 0;

	if (size > UNPACK_BYTES_MAX)
		return -EFBIG;
	for (size = (size + USTAR_BLOCK - 1) / USTAR_BLOCK; size && !rc; size--)
		rc = get(unpack, block, sizeof(block));
	return rc;
}

/* --- headers --- */

/* Parse octal digits with blanks around them. False for all else, such as GNU's binary numbers. */
static bool parse_octal(const char *field, size_t size, unsigned long long *value)
{
	size_t i = 0;

	*value = 0;
	while (i < size && field[i] == ' ')
		i++;
	for (; i < size && field[i] >= '0' && field[i] <= '7'; i++) {
		if (*value > ULLONG_MAX >> 3)
			return false;
		*value = *value << 3 | (unsigned long long)(field[i] - '0');
	}
	return i == size || field[i] == ' ' || field[i] == '\0';
}

static bool has_right_sum(const struct ustar_header *header)
{
	const unsigned char *byte = (const unsigned char *)header;
	unsigned long long sum = 8ULL * ' ', expected;

	for (size_t i = 0; i < sizeof(*header); i++)
		sum += byte[i];
	for (size_t i = 0; i < sizeof(header->checksum); i++)
		sum -= (unsigned char)header->checksum[i];
	return parse_octal(header->checksum, sizeof(header->checksum), &expected) &&
	       sum == expected;
}

static bool is_empty(const struct ustar_header *header)
{
	const char *byte = (const char *)header;

	for (size_t i = 0; i < sizeof(*header); i++)
		if (byte[i])
			return false;
	return true;
}

static void replace_text(char **to, const char *text, size_t length)
{
	free(*to);
	*to = xstrndup(text, length);
}

/* "LENGTH KEY=VALUE\n": path, linkpath and size of the next member. */
static int take_pax(struct unpack *unpack, const char *text, size_t left)
{
	while (left) {
		char *end, *value, *number;
		unsigned long length = strtoul(text, &end, 10);
		size_t key = end - text + 1, rest;

		if (end == text || *end != ' ' || length > left || length <= key ||
		    text[length - 1] != '\n')
			return -EBADMSG;
		value = memchr(text + key, '=', length - key);
		if (!value++)
			return -EBADMSG;
		rest = text + length - 1 - value;
		if (!strncmp(text + key, "path=", 5))
			replace_text(&unpack->name, value, rest);
		else if (!strncmp(text + key, "linkpath=", 9))
			replace_text(&unpack->link, value, rest);
		else if (!strncmp(text + key, "size=", 5)) {
			unpack->size = strtoull(value, &number, 10);
			if (number != value + rest || *value < '0' || *value > '9')
				return -EBADMSG;
		}
		text += length;
		left -= length;
	}
	return 0;
}

/* Read a pax header, or a GNU header for a long name. */
static int take_extended(struct unpack *unpack, char type, unsigned long long size)
{
	char *text;
	int rc = get_contents(unpack, size, EXTENDED_MAX, &text);

	if (rc)
		return rc;
	if (type == 'x')
		rc = take_pax(unpack, text, size);
	else if (type == 'L')
		replace_text(&unpack->name, text, size);
	else if (type == 'K')
		replace_text(&unpack->link, text, size);
	free(text);
	return rc;
}

/* --- making --- */

/*
 * "a/b" for "/a/./b//". NULL for a name that contains ".." or is too deep or too long. The
 * caller frees it.
 */
static char *clean_name(const char *name)
{
	char *copy = xstrdup(name), *rest = copy, *part, *clean = xcalloc(strlen(name) + 1, 1);
	size_t depth = 0, length = 0;
	bool out = false;

	while ((part = strsep(&rest, "/"))) {
		if (!*part || !strcmp(part, "."))
			continue;
		out |= !strcmp(part, "..") || strlen(part) > NAME_MAX || ++depth > UNPACK_DEPTH_MAX;
		if (length)
			clean[length++] = '/';
		length = stpcpy(clean + length, part) - clean;
	}
	free(copy);
	if (!out && length < PATH_MAX)
		return clean;
	free(clean);
	return NULL;
}

/* If the name belongs to a file of another type, the next member below it fails. */
static int unpack_directory(struct unpack *unpack, const char *path)
{
	int rc = *path ? unpack->target->directory(unpack->target, path) : 0;

	return rc == -EEXIST ? 0 : rc;
}

/* Length of the directory that two relative paths have in common. */
static size_t common_length(const char *a, const char *b)
{
	size_t common = 0, i = 0;

	for (; a[i] && a[i] == b[i]; i++)
		if (a[i] == '/')
			common = i + 1;
	return common;
}

static int make_parents(struct unpack *unpack, const char *path)
{
	const char *last = strrchr(path, '/'), *slash = path;
	size_t length = last ? last + 1 - path : 0;
	int rc = 0;

	/* The part that path shares with the last path already exists. */
	if (unpack->parent)
		slash += common_length(unpack->parent, path);
	while (!rc && (slash = strchr(slash, '/'))) {
		char *parent = xstrndup(path, slash++ - path);

		rc = unpack_directory(unpack, parent);
		free(parent);
	}
	if (!unpack->parent || strlen(unpack->parent) != length ||
	    strncmp(unpack->parent, path, length))
		replace_text(&unpack->parent, path, length);
	return rc;
}

static int unpack_file(struct unpack *unpack, const char *path, unsigned long long size)
{
	char *bytes;
	int rc = get_contents(unpack, size, UNPACK_FILE_MAX, &bytes);

	if (!rc)
		rc = unpack->target->file(unpack->target, path, bytes, size);
	free(bytes);
	return rc;
}

static int unpack_member(struct unpack *unpack, char type, const char *path,
			 unsigned long long size)
{
	int rc;

	if (type != '0' && type != '\0' && type != '2' && type != '5')
		return pass_over(unpack, size);
	rc = make_parents(unpack, path);
	if (rc || type == '5')
		return rc ? rc : unpack_directory(unpack, path);
	/* The top can only be a directory. */
	if (!*path)
		return -EBADMSG;
	if (type == '2')
		return unpack->target->link(unpack->target, path, unpack->link);
	return unpack_file(unpack, path, size);
}

/* The name in a ustar header, which may consist of two parts; the caller frees it. */
static char *header_name(const struct ustar_header *header)
{
	int length = strnlen(header->name, sizeof(header->name));
	int prefix = strnlen(header->prefix, sizeof(header->prefix));

	/* GNU's format has a blank in its magic, and uses the prefix field for something else. */
	if (!prefix || memcmp(header->magic, "ustar", sizeof(header->magic)))
		return xstrndup(header->name, length);
	return xasprintf("%.*s/%.*s", prefix, header->prefix, length, header->name);
}

static int take_member(struct unpack *unpack, const struct ustar_header *header,
		       unsigned long long size)
{
	char *path;
	int rc;

	if (!unpack->name)
		unpack->name = header_name(header);
	if (!unpack->link)
		unpack->link = xstrndup(header->linkname, sizeof(header->linkname));
	path = clean_name(unpack->name);
	rc = path ? unpack_member(unpack, header->type, path, size) : -EBADMSG;
	free(path);
	free(unpack->name);
	free(unpack->link);
	unpack->name = unpack->link = NULL;
	unpack->size = ULLONG_MAX;
	return rc;
}

/* Returns 1 for a member, 0 at the end, or -errno. */
static int take_next(struct unpack *unpack)
{
	struct ustar_header header;
	unsigned long long size;
	int rc = get(unpack, &header, sizeof(header));

	if (rc || is_empty(&header))
		return rc;
	if (++unpack->members > UNPACK_MEMBERS_MAX)
		return -EFBIG;
	if (!has_right_sum(&header) || !parse_octal(header.size, sizeof(header.size), &size))
		return -EBADMSG;
	if (strchr("xgLK", header.type) && header.type)
		rc = take_extended(unpack, header.type, size);
	else if (header.type == '2' || header.type == '5')
		rc = take_member(unpack, &header, 0);
	else
		rc = take_member(unpack, &header, unpack->size == ULLONG_MAX ? size : unpack->size);
	return rc ? rc : 1;
}

/* --- the directory --- */

/*
 * Does name belong at the top of a tree ("sys"), so that it is not itself the directory of a
 * tree?
 */
static bool is_of_a_tree(const char *name)
{
	static const char *const names[] = { "boot", "dev", "etc", "lib", "proc",
					     "run",  "sys", "usr", "var" };

	for (size_t i = 0; i < ARRAY_SIZE(names); i++)
		if (!strcmp(name, names[i]))
			return true;
	return false;
}

/* The only directory in path, or otherwise path itself; the caller frees it. */
static char *find_top(const char *path)
{
	DIR *dir = opendir(path);
	struct dirent *entry;
	char *only = NULL;
	struct stat st;
	size_t count = 0;

	while (dir && (entry = readdir(dir))) {
		if (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, ".."))
			continue;
		count++;
		free(only);
		only = xasprintf("%s/%s", path, entry->d_name);
	}
	if (dir)
		closedir(dir);
	if (count == 1 && !is_of_a_tree(strrchr(only, '/') + 1) && !lstat(only, &st) &&
	    S_ISDIR(st.st_mode))
		return only;
	free(only);
	return xstrdup(path);
}

/* Registered with atexit(3). A forked copy of the process must not remove the directory. */
static void remove_made(void)
{
	if (made.owner != getpid() || !made.target)
		return;
	made.target->abandon(made.target);
	made.target = NULL;
	free(made.path);
	free(made.dir);
}

static int open_archive(const char *path, gzFile *in)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	struct stat st = { 0 };
	int rc = fd < 0 ? -errno : fstat(fd, &st) < 0 ? -errno : 0;

	if (!rc && !S_ISREG(st.st_mode))
		rc = -EINVAL;
	if (!rc) {
		*in = xalloc_check(gzdopen(fd, "rb"));
		return 0;
	}
	if (fd >= 0)
		close(fd);
	return rc;
}

static int unpack_all(struct unpack *unpack)
{
	int rc = 1;

	while (rc > 0)
		rc = take_next(unpack);
	if (!rc && !unpack->members)
		rc = -EBADMSG;
	free(unpack->name);
	free(unpack->link);
	free(unpack->parent);
	return rc;
}

int unpack_archive(const char *path, const char **dir)
{
	struct unpack unpack = { .path = path, .size = ULLONG_MAX };
	int rc = progress_begin(NULL, path);

	if (!rc)
		rc = open_archive(path, &unpack.in);
	if (rc)
		return rc;
	/*
	 * The archive is open. To unpack it, the process needs only the right to write to
	 * $TMPDIR.
	 */
	privilege_drop();
	rc = tree_create_temporary(&made.path, &made.target);
	if (!rc) {
		made.owner = getpid();
		atexit(remove_made);
		unpack.target = made.target;
		rc = unpack_all(&unpack);
	}
	gzclose_r(unpack.in);
	privilege_missed(rc);
	if (rc)
		return rc;
	made.dir = find_top(made.path);
	*dir = made.dir;
	return 0;
}

const char *unpack_error(int rc)
{
	if (rc == -EBADMSG)
		return "it is not a tar.gz archive, it is damaged, or a name in it leads outside";
	if (rc == -ETIMEDOUT)
		return "the time limit was reached (see --timeout)";
	if (rc == -EFBIG)
		return "it holds more than 100,000 members, 256 MiB, or 64 MiB in one file";
	return strerror(-rc);
}

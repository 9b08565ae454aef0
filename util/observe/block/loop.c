// SPDX-License-Identifier: GPL-2.0-only
#include "loop.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "../../facts/host.h"
#include "../../lib/xalloc.h"
#include "../read/reader.h"
#include "../read/sysfs.h"
#include "../record/errors.h"

/* An attribute fills a page at most, and pages have 64 KiB at most. */
#define ATTRIBUTE_MAX 65536

/* No longer path names a disk: names in device-mapper have 127 bytes at most (DM_NAME_LEN). */
#define DEVICE_PATH_MAX 256

bool is_loop_name(const char *name)
{
	return sysfs_is_numbered(name, "loop");
}

/*
 * Remove the newline that the kernel adds. Returns whether the rest can be a path in /dev. The
 * kernel does not escape the path, so a newline that is left belongs to a file's name.
 */
static bool is_path_in_dev(char *text, size_t length)
{
	text[length - 1] = '\0';
	return length <= DEVICE_PATH_MAX && !strncmp(text, "/dev/", 5) && !strchr(text, '\n');
}

char *loop_read_backing_file(struct facts *facts, const char *name)
{
	char *path = xasprintf("/sys/class/block/%s/loop/backing_file", name), *text;
	size_t length = 0;
	int rc;

	rc = reader_text(path, ATTRIBUTE_MAX, &text, &length, NULL);
	/* A tree's file without the newline was truncated. */
	if (!rc && length && text[length - 1] != '\n')
		rc = -EBADMSG;
	rc = record_error(facts, path, rc);
	/* ENAMETOOLONG: the path does not fit in a page (d_path()). */
	if (rc && rc != -ENOENT && rc != -ENAMETOOLONG)
		facts_skip(facts, path, rc, "disks");
	if (rc || !length || !is_path_in_dev(text, length)) {
		free(text);
		text = NULL;
	}
	free(path);
	return text;
}

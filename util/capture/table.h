/* SPDX-License-Identifier: GPL-2.0-only */
/* The files of a capture. A file that no row names is not read. */
#ifndef PMEMCAP_CAPTURE_TABLE_H
#define PMEMCAP_CAPTURE_TABLE_H

#include <stddef.h>

#include "reduce.h"

enum row_for {
	ROW_HOST,      /* both commands read it */
	ROW_INVENTORY, /* only pmem-status reads it */
	ROW_WHOLE,     /* no verdict needs it: copied with -v */
};

enum row_how {
	ROW_CONTENT,   /* the file, and the links that lead to it */
	ROW_NAME,      /* the same; anything but a regular file becomes an empty file */
	ROW_PRESENCE,  /* that it exists: a directory, a link and its target, an empty file */
	ROW_CHAR_LINK, /* a link of /sys/dev/char, if it leads to an ndctl device */
};

struct row {
	enum row_for who;
	enum row_how how;
	const char *where; /* glob(7) of directories */
	const char *names; /* glob(7) patterns of files in them, separated by blanks */
	reduce_fn reduce;  /* applied without -v; NULL: the file is copied as it is */
};

extern const struct row capture_rows[];
extern const size_t capture_row_count;

/* Files of each disk in the inventory, in /sys/class/block/NAME. */
extern const struct row capture_disk_rows[];
extern const size_t capture_disk_row_count;

#endif

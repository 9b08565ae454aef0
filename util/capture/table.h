/* SPDX-License-Identifier: GPL-2.0-only */
/* What is captured, file by file. A file that no row names is not touched. */
#ifndef PMEMCAP_CAPTURE_TABLE_H
#define PMEMCAP_CAPTURE_TABLE_H

#include <stddef.h>

#include "reduce.h"

enum row_for {
	ROW_HOST,      /* both commands read it */
	ROW_INVENTORY, /* pmem-status alone */
	ROW_WHOLE,     /* no judgement reads it; taken along with -v */
};

enum row_how {
	ROW_CONTENT,   /* the file, and the links that lead to it */
	ROW_NAME,      /* the same; what is no regular file becomes an empty one */
	ROW_PRESENCE,  /* that it is there: a directory, a link and where it leads, an empty file */
	ROW_CHAR_LINK, /* a link of /sys/dev/char, if it leads to an ndctl device */
};

struct row {
	enum row_for who;
	enum row_how how;
	const char *where; /* glob(7) of directories */
	const char *names; /* blank-separated, below those; globs, too */
	reduce_fn reduce;  /* without -v */
};

extern const struct row capture_rows[];
extern const size_t capture_row_count;

/* What is read of every disk in the inventory, below /sys/class/block/NAME. */
extern const struct row capture_disk_rows[];
extern const size_t capture_disk_row_count;

#endif

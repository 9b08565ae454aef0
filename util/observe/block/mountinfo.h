/* SPDX-License-Identifier: GPL-2.0-only */
/* Lines of /proc/PID/mountinfo. */
#ifndef PMEMCAP_MOUNTINFO_H
#define PMEMCAP_MOUNTINFO_H

#include <stddef.h>
#include <sys/types.h>

/* The largest mountinfo that is read: bytes. */
#define MOUNTINFO_MAX (64UL << 20)

/*
 * "ID PARENT MAJ:MIN ROOT MOUNTPOINT OPTIONS [TAGS...] - TYPE SOURCE SUPEROPTIONS"
 * (Documentation/filesystems/proc.rst)
 */
struct mountinfo_line {
	char *whole; /* the unmodified line */
	unsigned int id;
	dev_t number;
	char *root, *mountpoint, *options, *fstype, *source, *super;
	/* the disk with the data of this mount; NO_INDEX: not listed, or not determined yet */
	size_t disk;
};

/*
 * Split the text of mountinfo into lines. Lines of another form are skipped. text is modified, and
 * the result points into it. The caller frees the result with mountinfo_release().
 */
struct mountinfo_line *mountinfo_split(char *text, size_t *count);

/* Free what mountinfo_split() returned. */
void mountinfo_release(struct mountinfo_line *lines, size_t count);

/* A copy of text in which escapes like "\040" are characters again. The caller frees it. */
char *mountinfo_unescape(const char *text);

#endif

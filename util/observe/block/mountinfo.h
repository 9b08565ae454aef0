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
	size_t disk; /* disk of the mount made from this line; NO_INDEX: none was made */
};

/*
 * Split the text of mountinfo, which is modified, into lines; other lines are skipped. They point
 * into text. The caller frees them with mountinfo_release().
 */
struct mountinfo_line *mountinfo_split(char *text, size_t *count);

/* Free lines. */
void mountinfo_release(struct mountinfo_line *lines, size_t count);

/* A copy of text in which "\040" and the like are characters again. The caller frees it. */
char *mountinfo_unescape(const char *text);

#endif

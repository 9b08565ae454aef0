/* SPDX-License-Identifier: GPL-2.0-only */
/* Mounts that show the host's facts DAX in use. */
#ifndef PMEMCAP_DAX_MOUNTS_H
#define PMEMCAP_DAX_MOUNTS_H

struct facts;

/*
 * Fill facts->dax_use from the options in /proc/self/mountinfo. Nothing is read if the configuration
 * has FS_DAX and FUSE_DAX, since mounts prove only these. The configuration must have been read.
 */
void observe_dax_mounts(struct facts *facts);

/* Look for mounts with DAX in the text of mountinfo, which is modified. */
void dax_mounts_parse(struct facts *facts, char *text);

#endif

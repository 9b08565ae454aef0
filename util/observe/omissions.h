/* SPDX-License-Identifier: GPL-2.0-only */
/* Files that a bounded run left out, as skips of the facts. */
#ifndef PMEMCAP_OMISSIONS_H
#define PMEMCAP_OMISSIONS_H

struct facts;

/*
 * Note in facts->skips each file or directory that the run has left out since the last call
 * (progress.h). A path is not noted again if an observer has noted it, or a path below it.
 * record_affects() gives the keys that a skip affects.
 */
void omissions_note(struct facts *facts);

#endif

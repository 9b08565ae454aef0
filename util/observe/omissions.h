/* SPDX-License-Identifier: GPL-2.0-only */
/* Files that a bounded run left out, as skips of the facts. */
#ifndef PMEMCAP_OMISSIONS_H
#define PMEMCAP_OMISSIONS_H

struct facts;

/*
 * Note in facts->skips what was left out since the last call (see progress.h), unless an observer
 * has noted it, or something below it, by itself. record_affects() tells what each skip affects.
 */
void omissions_note(struct facts *facts);

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Files that a run creates and that must not stay if it ends early. A guardian (guardian.h) keeps the
 * list and removes the files when the run has ended, whatever the cause.
 */
#ifndef PMEMCAP_CAPTURE_UNDO_H
#define PMEMCAP_CAPTURE_UNDO_H

#include <stdbool.h>

struct undo;

/*
 * dir is the open directory of the files; the caller keeps it open until undo is freed. If no process
 * can be created, only undo_run() removes files. undo_run() or undo_keep() frees it, in this process
 * or in a copy of it; only one of the two may use it.
 */
struct undo *undo_new(int dir);

/* Before path is created: it is relative to dir and has no links on its way. */
void undo_note(struct undo *undo, const char *path, bool directory);

/* The same for a directory of this user only, which is removed with everything in it. */
void undo_note_tree(struct undo *undo, const char *path);

/* The last path could not be created: if it exists, it is someone else's. */
void undo_forget_last(struct undo *undo);

/*
 * Remove all paths, the last one first, and free undo. A directory stays if it holds other files,
 * unless it was noted as a tree.
 */
void undo_run(struct undo *undo);

/* Keep all paths, and free undo. */
void undo_keep(struct undo *undo);

/*
 * Open the directory that contains path, without following a link; *name is the last part of path.
 * Returns a descriptor that the caller closes, or -errno.
 */
int undo_open_parent(int dir, const char *path, const char **name);

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Files that a run creates and that must not stay if it ends early. A guardian (guardian.h)
 * keeps a list of them, and removes them when the run has ended, whatever the cause.
 */
#ifndef PMEMCAP_CAPTURE_UNDO_H
#define PMEMCAP_CAPTURE_UNDO_H

#include <stdbool.h>

struct undo;

/*
 * Start a list. dir is the open directory of the files; the caller keeps it open until undo is
 * freed. If no guardian can be created, only undo_run() removes files. undo_run() or
 * undo_keep() frees the list. Either this process or a forked copy may use the list, but not
 * both.
 */
struct undo *undo_new(int dir);

/* Note path before it is created. path is relative to dir and leads through no links. */
void undo_note(struct undo *undo, const char *path, bool directory);

/*
 * The same for a directory that only this user can write to. It is removed with everything in
 * it.
 */
void undo_note_tree(struct undo *undo, const char *path);

/* Drop the last path, because it could not be created. If it exists, someone else made it. */
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

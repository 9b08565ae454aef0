/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Names that a run makes and that must not stay if it ends before it has finished. Another process,
 * which no signal to the run reaches, keeps the list and removes them when the run is gone,
 * whatever has ended it.
 */
#ifndef PMEMCAP_CAPTURE_UNDO_H
#define PMEMCAP_CAPTURE_UNDO_H

#include <stdbool.h>

struct undo;

/*
 * dir is an open directory that names are in; it stays the caller's and open until undo is freed.
 * Where no process can be made, names are removed by undo_run() alone. It is freed with undo_run()
 * or undo_keep(), by this process or a copy of it, and only one of them goes on to use it.
 */
struct undo *undo_new(int dir);

/* Call it before path, relative to dir and without links on its way, is made. */
void undo_note(struct undo *undo, const char *path, bool directory);

/*
 * The same for a directory of this user alone: it is removed with all that is in it by then, which
 * need not be noted.
 */
void undo_note_tree(struct undo *undo, const char *path);

/* It could not be made after all: what is there, if anything, is somebody else's. */
void undo_forget_last(struct undo *undo);

/*
 * Remove what was noted, in reverse, and free undo. A directory that holds something else
 * stays, unless it was noted as a tree.
 */
void undo_run(struct undo *undo);

/* What was noted stays: free undo. */
void undo_keep(struct undo *undo);

/*
 * The directory that path is in, without following a link, and path's last part. Returns a
 * descriptor that the caller closes, or -errno.
 */
int undo_open_parent(int dir, const char *path, const char **name);

#endif

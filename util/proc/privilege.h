/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The process that reads a captured tree gives up its rights. The tree may come from a
 * stranger, and a mistake in a parser must not have root's rights. There is no seccomp filter.
 * It would have to allow open, read, write and fork (to clean up), which is what an attacker
 * needs. The list of calls also differs between architectures and versions of libc, zlib and
 * json-c, and a missing call would end a correct run.
 */
#ifndef PMEMCAP_PRIVILEGE_H
#define PMEMCAP_PRIVILEGE_H

/*
 * The ids of nobody and nogroup in every distribution: the kernel's overflow ids
 * (linux/highuid.h).
 */
#define PRIVILEGE_NOBODY 65534

/*
 * From here on this process and its children gain no right by executing a program
 * (PR_SET_NO_NEW_PRIVS). If this process is root's and bounded_run() can begin it again, it
 * also becomes PRIVILEGE_NOBODY, without groups and capabilities. Otherwise it keeps its ids:
 * with --timeout=0, after privilege_missed(), or if root lacks a capability to change ids or to
 * kill a process of another user. A second call does nothing.
 */
void privilege_drop(void);

/*
 * Call this with the result of reading a file of the tree: 0 or -errno. If rc is -EACCES or
 * -EPERM and privilege_drop() has given up root's rights, this does not return: the run begins
 * again with root's rights, so that the answer has all that root may see.
 */
void privilege_missed(int rc);

#endif

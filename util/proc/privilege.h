/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the process that reads a captured tree gives up: the tree may be a stranger's, and a mistake
 * in a parser must not have root's rights.
 *
 * There is no seccomp filter. What it would have to allow (open, read, write, fork to clean up) is
 * what an attacker needs as well, and the list differs between architectures and versions of libc,
 * zlib and json-c: a call that is missing from it would end a run that is right.
 */
#ifndef PMEMCAP_PRIVILEGE_H
#define PMEMCAP_PRIVILEGE_H

/* nobody's and nogroup's, in every distribution: the kernel's overflow ids (linux/highuid.h). */
#define PRIVILEGE_NOBODY 65534

/*
 * From here on this process and its children gain no right by executing a program
 * (PR_SET_NO_NEW_PRIVS). A process of root that bounded_run() can begin again becomes
 * PRIVILEGE_NOBODY, without groups and without capabilities. Any other one keeps its ids: with
 * --timeout=0, after privilege_missed(), or where its capabilities do not let it change them and
 * end such a process. A second call does nothing.
 */
void privilege_drop(void);

/*
 * A file of the tree gave rc, 0 or -errno. Where that is an error of access and privilege_drop() has
 * taken root's rights, this does not return: the run begins again with them, so that the answer is
 * what root may see.
 */
void privilege_missed(int rc);

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef MOUNT_NAMESPACE_H
#define MOUNT_NAMESPACE_H

/*
 * Moves the process into a mount namespace of its own, as an ordinary user by a user
 * namespace, so that a test can put a tree in the place of /sys. Nothing that it mounts
 * is seen outside. Returns 0, or a negative errno where namespaces are not allowed.
 */
int enter_mount_namespace(void);

/* Puts an empty tmpfs in the place of a directory. Returns 0 or a negative errno. */
int mount_empty(const char *directory);

#endif

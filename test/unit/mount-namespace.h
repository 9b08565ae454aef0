/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef MOUNT_NAMESPACE_H
#define MOUNT_NAMESPACE_H

/*
 * Move the process into its own mount namespace, so that a test can replace /sys. An ordinary user
 * also gets a user namespace. No mount is visible outside. Returns 0, or -errno if namespaces are
 * not allowed.
 */
int enter_mount_namespace(void);

/* Mount an empty tmpfs over a directory. Returns 0 or -errno. */
int mount_empty(const char *directory);

#endif

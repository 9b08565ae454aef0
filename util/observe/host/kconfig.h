/* SPDX-License-Identifier: GPL-2.0-only */
/* The configuration the kernel was built with. */
#ifndef PMEMCAP_KCONFIG_H
#define PMEMCAP_KCONFIG_H

#include <stdbool.h>
#include <stddef.h>

#include "../../facts/host.h"

/*
 * Read the configuration of facts->kernel.release into facts->kconfig: from /proc/config.gz (of the
 * running kernel only), /boot or /lib/modules, in this order. The first file that is a
 * configuration is used.
 */
void observe_kconfig(struct facts *facts);

/* Does a configuration file exist for this release, in /boot or /lib/modules? */
bool kconfig_is_there(const char *release);
/*
 * The nth path where observe_kconfig() looks, counted from 0. The caller frees *path, which is NULL
 * if the path contains the release and release is NULL. False: there are fewer paths.
 */
bool kconfig_place(size_t n, const char *release, char **path);

/* Parse a configuration's text into config; the caller sets config->path. */
void kconfig_parse(struct kconfig_facts *config, char *text);

/*
 * Decompress a gzip file and close fd. The caller frees *text. Returns 0 or -errno (-EBADMSG:
 * damaged, or not gzip; -EFBIG: too long for a configuration).
 */
int kconfig_gunzip(int fd, char **text);

#endif

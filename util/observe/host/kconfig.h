/* SPDX-License-Identifier: GPL-2.0-only */
/* The configuration the kernel was built with. */
#ifndef PMEMCAP_KCONFIG_H
#define PMEMCAP_KCONFIG_H

#include <stdbool.h>
#include <stddef.h>

#include "../../facts/host.h"

/*
 * The configuration of the kernel whose release facts->kernel.release names:
 * /proc/config.gz (IKCONFIG_PROC; the running kernel's alone), /boot,
 * /lib/modules, in that order. The first file that is a configuration wins.
 */
void observe_kconfig(struct facts *facts);

/* Is there a file in one of the places that are a release's own? */
bool kconfig_is_there(const char *release);
/*
 * The nth place where that looks, counted from 0: *path is for the caller to
 * free, NULL if the place needs a release and none is known. False behind the
 * last one.
 */
bool kconfig_place(size_t n, const char *release, char **path);

/* Parse a configuration's text into config; the caller sets config->path. */
void kconfig_parse(struct kconfig_facts *config, char *text);

/*
 * The text of an open gzip file, for the caller to free; fd is closed. Returns
 * 0 or -errno (-EBADMSG: damaged, or not gzip at all; -EFBIG: no configuration
 * is as long).
 */
int kconfig_gunzip(int fd, char **text);

#endif

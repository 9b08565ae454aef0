/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PMEMCAP_STATX_DAX_H
#define PMEMCAP_STATX_DAX_H

#include <sys/stat.h>

/* In linux/stat.h since 5.8; older headers lack it. */
#ifndef STATX_ATTR_DAX
#define STATX_ATTR_DAX 0x00200000
#endif

#endif

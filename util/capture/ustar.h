/* SPDX-License-Identifier: GPL-2.0-only */
/* The header of a member in a tar archive: POSIX.1-2001, pax, "ustar Header Block". */
#ifndef PMEMCAP_CAPTURE_USTAR_H
#define PMEMCAP_CAPTURE_USTAR_H

#define USTAR_BLOCK 512

struct ustar_header {
	char name[100], mode[8], uid[8], gid[8], size[12], mtime[12], checksum[8], type;
	char linkname[100], magic[6], version[2], uname[32], gname[32];
	char device_major[8], device_minor[8], prefix[155], padding[12];
};

_Static_assert(sizeof(struct ustar_header) == USTAR_BLOCK, "a header is one block");

#endif

// SPDX-License-Identifier: GPL-2.0-only
#include "errno-name.h"

#include <errno.h>
#include <string.h>

#if HAVE_STRERRORNAME_NP

const char *errno_name(int error)
{
	return strerrorname_np(error);
}

#else

#include "array.h"

#define NAME(error)                                                                                \
	{                                                                                          \
		error, #error                                                                      \
	}

static const struct {
	int error;
	const char *name;
} names[] = {
	NAME(EPERM),    NAME(ENOENT),       NAME(EINTR),     NAME(EIO),        NAME(ENXIO),
	NAME(EBADF),    NAME(EAGAIN),       NAME(ENOMEM),    NAME(EACCES),     NAME(EFAULT),
	NAME(EBUSY),    NAME(EEXIST),       NAME(EXDEV),     NAME(ENODEV),     NAME(ENOTDIR),
	NAME(EISDIR),   NAME(EINVAL),       NAME(ENFILE),    NAME(EMFILE),     NAME(ENOTTY),
	NAME(EFBIG),    NAME(ENOSPC),       NAME(ESPIPE),    NAME(EROFS),      NAME(EPIPE),
	NAME(ERANGE),   NAME(ENAMETOOLONG), NAME(ENOSYS),    NAME(ELOOP),      NAME(ENODATA),
	NAME(EPROTO),   NAME(EBADMSG),      NAME(EOVERFLOW), NAME(EOPNOTSUPP), NAME(ETIMEDOUT),
	NAME(ESTALE),   NAME(EUCLEAN),      NAME(EREMOTEIO), NAME(ECANCELED),  NAME(EHOSTDOWN),
	NAME(ENOTCONN),
};

const char *errno_name(int error)
{
	for (size_t i = 0; i < ARRAY_SIZE(names); i++)
		if (names[i].error == error)
			return names[i].name;
	return NULL;
}

#endif

// SPDX-License-Identifier: GPL-2.0-only
#include "libraries.h"

#include <stdlib.h>

#include <util/facts/host.h>
#include <util/log.h>

bool libraries_may_be_asked(const struct facts *facts)
{
	return facts->live;
}

bool libraries_log_wanted(const char *variable)
{
	return secure_getenv(variable);
}

// SPDX-License-Identifier: GPL-2.0-only
#include "libraries.h"

#include <stdlib.h>
#include <string.h>

#include "../../facts/host.h"

bool libraries_may_be_asked(const struct facts *facts)
{
	const char *reader = secure_getenv("PMEMCAP_READER");

	return facts->live && !(reader && !strcmp(reader, "direct"));
}

bool libraries_log_wanted(const char *variable)
{
	return secure_getenv(variable);
}

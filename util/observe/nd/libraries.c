// SPDX-License-Identifier: GPL-2.0-only
#include "libraries.h"

#include <stdlib.h>
#include <string.h>

#include "../../facts/host.h"

/*
 * Tests set PMEMCAP_READER=direct, which forbids the libraries, to compare both readers
 * (test/README.md). Set-user-ID programs ignore the variable.
 */
static bool is_forbidden(void)
{
	const char *reader = secure_getenv("PMEMCAP_READER");

	return reader && !strcmp(reader, "direct");
}

bool libraries_may_be_asked(const struct facts *facts)
{
	return facts->live && !is_forbidden();
}

bool libraries_log_wanted(const char *variable)
{
	return secure_getenv(variable);
}

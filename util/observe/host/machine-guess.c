// SPDX-License-Identifier: GPL-2.0-only
#include "machine-guess.h"

#include <stdlib.h>
#include <string.h>

#include "../../facts/host.h"
#include "../../lib/xalloc.h"

void machine_release(struct machine_guess *guess)
{
	free(guess->name);
	free(guess->detail);
	memset(guess, 0, sizeof(*guess));
}

void machine_take_name(struct machine_guess *guess, const char *name, const char *detail)
{
	guess->name = xstrdup(name);
	guess->detail = xstrdup(detail);
}

void machine_take_family(struct machine_guess *guess, const char *family, const char *detail)
{
	guess->family = family;
	guess->detail = xstrdup(detail);
}

/* SPDX-License-Identifier: GPL-2.0-only */
/* What one source says about the machine. */
#ifndef PMEMCAP_MACHINE_GUESS_H
#define PMEMCAP_MACHINE_GUESS_H

#include "../../facts/host.h"

/* Free the texts of a guess, and make it empty. */
void machine_release(struct machine_guess *guess);

/* Set the name of an empty guess, and the text of the source that shows it. Both are copied. */
void machine_take_name(struct machine_guess *guess, const char *name, const char *detail);

/* Set the family of an empty guess, which must be a static string, and the text that shows it. */
void machine_take_family(struct machine_guess *guess, const char *family, const char *detail);

#endif

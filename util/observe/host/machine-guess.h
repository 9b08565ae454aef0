/* SPDX-License-Identifier: GPL-2.0-only */
/* What one source says about the machine. */
#ifndef PMEMCAP_MACHINE_GUESS_H
#define PMEMCAP_MACHINE_GUESS_H

#include "../../facts/host.h"

/* Free a guess, and make it empty. */
void machine_release(struct machine_guess *guess);

/* Set the name of a guess that is still empty, and the word that it rests on. */
void machine_take_name(struct machine_guess *guess, const char *name, const char *detail);

/* The same for a family of machines. */
void machine_take_family(struct machine_guess *guess, const char *family, const char *detail);

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
/* --require: the answers as an exit status, and as lines on stderr. */
#ifndef PMEMCAP_REQUIREMENT_REPORT_H
#define PMEMCAP_REQUIREMENT_REPORT_H

#include "../judge/requirement.h"

/*
 * The exit status for the answers that are required (bits 1 << enum requirement). Prints one line
 * on stderr for each required answer that is not met. Frees the texts of all answers.
 */
int requirement_report(unsigned int required, struct requirement_answer answers[REQUIRE_COUNT]);

#endif

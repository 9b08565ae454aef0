/* SPDX-License-Identifier: GPL-2.0-only */
/* Answers of three values: "unknown" never becomes "yes" or "no". */
#ifndef PMEMCAP_TRI_H
#define PMEMCAP_TRI_H

#include <stdbool.h>

/* Zeroed memory means "unknown". */
enum tri {
	TRI_UNKNOWN = 0,
	TRI_NO,
	TRI_YES,
};

/* "yes" if both are "yes"; "no" if one is "no"; otherwise "unknown". */
static inline enum tri tri_and(enum tri a, enum tri b)
{
	if (a == TRI_NO || b == TRI_NO)
		return TRI_NO;
	return a == TRI_YES && b == TRI_YES ? TRI_YES : TRI_UNKNOWN;
}

/* "yes" if one is "yes"; "no" if both are "no"; otherwise "unknown". */
static inline enum tri tri_or(enum tri a, enum tri b)
{
	if (a == TRI_YES || b == TRI_YES)
		return TRI_YES;
	return a == TRI_NO && b == TRI_NO ? TRI_NO : TRI_UNKNOWN;
}

static inline enum tri tri_not(enum tri a)
{
	if (a == TRI_UNKNOWN)
		return a;
	return a == TRI_YES ? TRI_NO : TRI_YES;
}

static inline enum tri tri_from_bool(bool b)
{
	return b ? TRI_YES : TRI_NO;
}

/* The word in JSON: "yes", "no" or "unknown". */
static inline const char *tri_name(enum tri t)
{
	return t == TRI_YES ? "yes" : t == TRI_NO ? "no" : "unknown";
}

#endif

// SPDX-License-Identifier: GPL-2.0-only
#include "omissions.h"

#include <stdbool.h>
#include <string.h>

#include "../facts/host.h"
#include "../lib/strutil.h"
#include "../proc/progress.h"
#include "record/errors.h"

struct noting {
	struct facts *facts;
	size_t before; /* number of skips noted by observers */
};

static bool is_noted(const struct noting *noting, const char *what)
{
	const struct facts *facts = noting->facts;

	for (size_t i = 0; i < noting->before; i++)
		if (!strcmp(facts->skips[i].path, what) ||
		    path_is_below(facts->skips[i].path, what))
			return true;
	return false;
}

static void note_omission(const char *what, int error, void *arg)
{
	struct noting *noting = arg;

	if (!is_noted(noting, what))
		facts_skip(noting->facts, what, error, record_affects(what));
}

void omissions_note(struct facts *facts)
{
	struct noting noting = { facts, facts->skip_count };

	progress_each_omission(note_omission, &noting);
}

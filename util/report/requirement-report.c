// SPDX-License-Identifier: GPL-2.0-only
#include "requirement-report.h"

#include <stdlib.h>

#include "../lib/exit-status.h"
#include "../lib/message.h"

int requirement_report(unsigned int required, struct requirement_answer answers[REQUIRE_COUNT])
{
	enum tri all = TRI_YES;

	for (int i = 0; i < REQUIRE_COUNT; i++) {
		struct requirement_answer *answer = &answers[i];

		if (required & (1U << i)) {
			all = tri_and(all, answer->met);
			if (answer->met != TRI_YES)
				message_line("%s: %s: %s", requirement_name(i),
					     answer->met == TRI_NO ? "not met" : "cannot tell",
					     answer->why);
		}
		free(answer->why);
		answer->why = NULL;
	}
	if (all == TRI_YES)
		return STATUS_OK;
	return all == TRI_NO ? STATUS_NOT_MET : STATUS_CANNOT_TELL;
}

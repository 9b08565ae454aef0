// SPDX-License-Identifier: GPL-2.0-only
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct unit_test *first, **last = &first;

void unit_test_add(struct unit_test *test)
{
	*last = test;
	last = &test->next;
}

static int is_in_group(const struct unit_test *test, const char *group)
{
	return group ? test->group && !strcmp(test->group, group) : !test->group;
}

int unit_test_run(const char *group, CMFixtureFunction setup, CMFixtureFunction teardown)
{
	struct CMUnitTest *tests = NULL;
	size_t count = 0;
	int failed;

	for (const struct unit_test *test = first; test; test = test->next) {
		if (!is_in_group(test, group))
			continue;
		tests = reallocarray(tests, count + 1, sizeof(*tests));
		if (!tests)
			return EXIT_FAILURE;
		tests[count++] =
			(struct CMUnitTest){ test->sentence, test->run, setup, teardown, NULL };
	}
	if (!count) {
		fprintf(stderr, "no test is in the group %s\n", group ? group : "of TEST()");
		return EXIT_FAILURE;
	}
	cmocka_set_message_output(CM_OUTPUT_TAP);
	/* cmocka's macro for this accepts only an array. */
	failed = _cmocka_run_group_tests(group ? group : "tests", tests, count, NULL, NULL);
	free(tests);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

int unit_test_skip_all(const char *why)
{
	printf("1..0 # SKIP %s\n", why);
	return EXIT_SUCCESS;
}

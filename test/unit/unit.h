/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Unit tests that register themselves. The sentence says what holds if the test passes, and TAP
 * prints it:
 *
 *	TEST(dm_crypt, "T6: a crypt target has no DAX, and its disk is not blamed")
 *	{
 *		...
 *	}
 *
 * A test fails by an assertion of cmocka. Its argument state is unused.
 */
#ifndef UNIT_H
#define UNIT_H

/* cmocka.h needs these four headers above it */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

struct unit_test {
	const char *group, *sentence;
	CMUnitTestFunction run;
	struct unit_test *next;
};

/* Add a test; the caller keeps the memory. TEST() calls this before main(). */
void unit_test_add(struct unit_test *test);

/*
 * Run the tests of a group in the order of the source, and print TAP. group is NULL for those of
 * TEST(). setup is called before each test and teardown after it; either may be NULL. Returns
 * main()'s status.
 */
int unit_test_run(const char *group, CMFixtureFunction setup, CMFixtureFunction teardown);

/* Print TAP that skips the whole program, with the reason. Returns main()'s status. */
int unit_test_skip_all(const char *why);

/* A test that runs only if main() runs its group. */
#define TEST_OF(test_group, name, what)                                                            \
	static void test_##name(void **state);                                                     \
	__attribute__((constructor)) static void add_test_##name(void)                             \
	{                                                                                          \
		static struct unit_test test = { .group = (test_group),                            \
						 .sentence = (what),                               \
						 .run = test_##name };                             \
		unit_test_add(&test);                                                              \
	}                                                                                          \
	static void test_##name(__attribute__((unused)) void **state)

#define TEST(name, what) TEST_OF(NULL, name, what)

#endif

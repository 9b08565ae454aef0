/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Unit tests that register themselves. The sentence says what holds when the test
 * passes; TAP prints it:
 *
 *	TEST(dm_crypt, "T6: a crypt target has no DAX, and its disk is not blamed")
 *	{
 *		...
 *	}
 *
 * What fails is an assertion of cmocka's. An argument state is there, and unused.
 */
#ifndef UNIT_H
#define UNIT_H

/* cmocka.h wants these four above itself */
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

/* Adds a test, which stays the caller's; TEST() calls it before main(). */
void unit_test_add(struct unit_test *test);

/*
 * Runs the tests of a group in the order of the source, and prints TAP. group is NULL
 * for those of TEST(). Before each test setup is called, after it teardown; either may
 * be NULL. Returns main()'s status.
 */
int unit_test_run(const char *group, CMFixtureFunction setup, CMFixtureFunction teardown);

/* Prints TAP that skips the whole program, and why. Returns main()'s status. */
int unit_test_skip_all(const char *why);

/* A test that runs only where main() asks for its group. */
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

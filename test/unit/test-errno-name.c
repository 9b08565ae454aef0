// SPDX-License-Identifier: GPL-2.0-only
/* errno-name.c as it is compiled where libc has no strerrorname_np(). */
#include <errno.h>

#include "../../util/lib/errno-name.h"
#include "unit.h"

TEST(errno_names,
     "Without strerrorname_np() the errors of reading a file have names, and others none")
{
	assert_string_equal(errno_name(EACCES), "EACCES");
	assert_string_equal(errno_name(ETIMEDOUT), "ETIMEDOUT");
	assert_string_equal(errno_name(EUCLEAN), "EUCLEAN");
	/* Nothing that reads a file returns it, so this is the table and not libc. */
	assert_null(errno_name(EXFULL));
	assert_null(errno_name(4095));
}

int main(void)
{
	return unit_test_run(NULL, NULL, NULL);
}

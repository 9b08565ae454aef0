// SPDX-License-Identifier: GPL-2.0-only
/* The kernel's command line: module_blacklist=, and the command line as a capture reduces it. */
#include "../../util/capture/reduce.h"
#include "../../util/facts/kernel-names.h"
#include "../../util/lib/strutil.h"
#include "../../util/observe/host/cmdline.h"
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = text_of(data, size), *copy, *left;

	/* As observe_kernel() does. */
	string_chomp(text);
	copy = xstrdup(text);
	left = reduce_cmdline(copy);
	REQUIRE(strlen(left) <= strlen(text) + 1);
	string_chomp(left);
	for (int i = 0; i < KMOD_COUNT; i++) {
		bool refused = module_is_refused(text, kernel_module_name(i));

		REQUIRE(!refused || strstr(text, "blacklist="));
		REQUIRE(refused == module_is_refused(left, kernel_module_name(i)));
	}
	REQUIRE(cmdline_forbids_modules(text) == cmdline_forbids_modules(left));
	free(left);
	free(copy);
	free(text);
	return 0;
}

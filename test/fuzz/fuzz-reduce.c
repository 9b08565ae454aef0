// SPDX-License-Identifier: GPL-2.0-only
/*
 * Files as a capture reduces them: the result is never longer, and reducing it again changes
 * nothing.
 */
#include "../../util/capture/reduce.h"
#include "../../util/lib/array.h"
#include "fuzz.h"

static const reduce_fn reducers[] = {
	reduce_cmdline, reduce_cpuinfo,  reduce_iomem,      reduce_modprobe,
	reduce_uevent,  reduce_kallsyms, reduce_os_release,
};

/* Of a command, only the name of its program remains. */
static void check_modprobe(char *left)
{
	char *rest = left, *line, *word;

	while ((line = strsep(&rest, "\n"))) {
		int words = 0;

		line += strspn(line, " \t");
		if (strncmp(line, "install", 7) || (line[7] != ' ' && line[7] != '\t'))
			continue;
		for (char *of = line; (word = strsep(&of, " \t"));) {
			words += *word != '\0';
			REQUIRE(words < 4 || !*word || !strcmp(word, "-"));
		}
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	for (size_t i = 0; i < ARRAY_SIZE(reducers); i++) {
		char *text = text_of(data, size);
		char *once = reducers[i](text), *copy = xstrdup(once);
		char *twice = reducers[i](copy);

		REQUIRE(strlen(once) <= size + 1);
		REQUIRE(!strcmp(once, twice));
		if (reducers[i] == reduce_modprobe)
			check_modprobe(once);
		free(twice);
		free(copy);
		free(once);
		free(text);
	}
	return 0;
}

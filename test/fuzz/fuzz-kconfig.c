// SPDX-License-Identifier: GPL-2.0-only
/* A kernel's configuration as text. */
#include "../../util/observe/host/kconfig.h"
#include "fuzz.h"

/* Is there a line that consists of start, NAME of an option and end? */
static bool has_line(const char *text, const char *start, int option, const char *end)
{
	char *line = xasprintf("%sCONFIG_%s%s", start, kernel_option_name(option), end);
	const char *at = text;

	while ((at = strstr(at, line)) && at != text && at[-1] != '\n')
		at++;
	free(line);
	return at;
}

/* An option has no answer if the text does not mention it. */
static void check_option(const struct kconfig_facts *config, int option, const char *text)
{
	switch (config->option[option].state) {
	case OPTION_UNREAD:
		REQUIRE(!config->whole);
		break;
	case OPTION_ABSENT:
		REQUIRE(config->whole);
		break;
	case OPTION_YES:
		REQUIRE(has_line(text, "", option, "=y\n"));
		break;
	case OPTION_MODULE:
		REQUIRE(has_line(text, "", option, "=m\n"));
		break;
	case OPTION_NO:
		REQUIRE(has_line(text, "# ", option, " is not set\n") ||
			has_line(text, "", option, "=n\n"));
		break;
	case OPTION_VALUE:
		REQUIRE(has_line(text, "", option, "="));
		REQUIRE(option == KOPT_NIOS2_DCACHE_SIZE);
		break;
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = text_of(data, size), *copy = text_of(data, size);
	struct kconfig_facts config = { 0 };

	kconfig_parse(&config, copy);
	REQUIRE(!config.whole || (strstr(text, "# Kernel hacking\n") && text[size - 1] == '\n'));
	REQUIRE(!(config.page_size & (config.page_size - 1)));
	for (int i = 0; i < KOPT_COUNT; i++)
		check_option(&config, i, text);
	free(copy);
	free(text);
	return 0;
}

// SPDX-License-Identifier: GPL-2.0-only
/*
 * A tree's modules: depmod's tables and modprobe.d, which are parts of the input between NUL bytes.
 */
#include "../../util/observe/host/module-index.h"
#include "../../util/observe/host/module-rules.h"
#include "fuzz.h"

static char *next_part(const uint8_t **data, size_t *size)
{
	const uint8_t *end = memchr(*data, 0, *size);
	size_t length = end ? (size_t)(end - *data) : *size;
	char *text = text_of(*data, length);

	*data += end ? length + 1 : length;
	*size -= end ? length + 1 : length;
	return text;
}

static void take_tables(const char *dep, const char *builtin)
{
	struct module_index index = { 0 };
	char *copy = xstrdup(dep);

	if (!module_index_take_dep(&index, copy))
		REQUIRE(!*dep || strstr(dep, ".ko"));
	for (int i = 0; i < KMOD_COUNT; i++)
		REQUIRE(!index.builtin[i]);
	free(copy);
	copy = xstrdup(builtin);
	module_index_take_builtin(&index, copy);
	free(copy);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *dep = next_part(&data, &size), *builtin = next_part(&data, &size);
	char *config = next_part(&data, &size), *cmdline = next_part(&data, &size);
	bool may_forbid = strstr(config, "install") || strstr(config, "\\") ||
			  strstr(config, "blacklist") || strstr(cmdline, "blacklist=");
	struct module_rules rules = { 0 };

	take_tables(dep, builtin);
	module_rules_parse(&rules, config);
	for (int i = 0; i < KMOD_COUNT; i++) {
		bool forbidden = module_rules_forbid(&rules, kernel_module_name(i), i & 1, cmdline);

		REQUIRE(!forbidden || may_forbid);
	}
	module_rules_release(&rules);
	free(dep);
	free(builtin);
	free(config);
	free(cmdline);
	return 0;
}

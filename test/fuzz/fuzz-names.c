// SPDX-License-Identifier: GPL-2.0-only
/* Names in uname -a, /proc/version and /etc/os-release, and names of dax devices. */
#include "../../util/facts/inventory.h"
#include "../../util/observe/host/environment.h"
#include "../../util/observe/host/kernel.h"
#include "../../util/observe/nd/dax.h"
#include "fuzz.h"

/* Names of dax devices are part of commands that people run. */
static void check_dax_name(const char *text)
{
	if (!dax_is_name(text))
		return;
	REQUIRE(strspn(text, "dax0123456789.") == strlen(text));
	REQUIRE(!strncmp(text, "dax", 3) && strchr(text, '.') == strrchr(text, '.'));
}

static void check_kernel(const char *text)
{
	struct facts facts = { 0 };
	char *copy = xstrdup(text);

	facts.kernel.release = kernel_version_release(text);
	kernel_take_uname(&facts.kernel, copy);
	REQUIRE(!facts.kernel.release || !strchr(facts.kernel.release, ' '));
	REQUIRE(!facts.kernel.machine || !strchr(facts.kernel.machine, ' '));
	facts_release(&facts);
	free(copy);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = text_of(data, size), *name;

	check_dax_name(text);
	check_kernel(text);
	name = os_release_name(text);
	REQUIRE(!name || !strpbrk(name, "\n\"'"));
	free(name);
	free(text);
	return 0;
}

// SPDX-License-Identifier: GPL-2.0-only
/*
 * Our own command line: the arguments are parts of the input between NUL bytes. exit() returns to
 * this file.
 */
#include <setjmp.h>

#include "../../util/cli/common-options.h"
#include "../../util/lib/array.h"
#include "../../util/lib/exit-status.h"
#include "fuzz.h"

#define ARGUMENTS_MAX 16

static struct common_options param;
static jmp_buf left;
static bool inside; /* for cli_parse(): libFuzzer has its own exit() */
static int status;

/* Memory that cli_parse() has not freed when exit() leaves it: its two tables. */
static void *owned[4];

void *__real_calloc(size_t n, size_t size);
void __real_free(void *p);
_Noreturn void __real_exit(int code);
void *__wrap_calloc(size_t n, size_t size);
void __wrap_free(void *p);
_Noreturn void __wrap_exit(int code);
int __wrap_finish_stdout(void);

void *__wrap_calloc(size_t n, size_t size)
{
	void *p = __real_calloc(n, size);
	size_t i = 0;

	while (i < ARRAY_SIZE(owned) && owned[i])
		i++;
	REQUIRE(i < ARRAY_SIZE(owned));
	owned[i] = p;
	return p;
}

void __wrap_free(void *p)
{
	for (size_t i = 0; i < ARRAY_SIZE(owned); i++)
		if (owned[i] == p)
			owned[i] = NULL;
	__real_free(p);
}

_Noreturn void __wrap_exit(int code)
{
	if (!inside)
		__real_exit(code);
	status = code;
	longjmp(left, 1);
}

/* --help closes stdout, and the help of the next input needs it. */
int __wrap_finish_stdout(void)
{
	return 0;
}

static void take(const struct cli *cli, int id, const char *argument)
{
	common_options_take(&param, cli, id, argument);
}

static void parse(int argc, const char **argv)
{
	static const struct cli_option options[] = {
		{ 'b', "bus", "<bus-id>", "filter by bus", OPT_OWN },
		{ 'i', "idle", NULL, "include disabled regions and namespaces", OPT_OWN + 1 },
		COMMON_OPTIONS("exit with 2 unless the host can do it"),
		{ 0 },
	};
	static const struct cli cli = { .usage = "daxctl fuzz [<options>]",
					.options = options,
					.take = take };

	status = 0;
	memset(&param, 0, sizeof(param));
	inside = true;
	if (!setjmp(left))
		cli_parse(&cli, argc, argv);
	inside = false;
	for (size_t i = 0; i < ARRAY_SIZE(owned); i++)
		if (owned[i])
			__wrap_free(owned[i]);
}

/* Each word is also given to the parsers of words. */
static void parse_word(const char *word)
{
	unsigned int required = 0;
	enum report_format format;
	const char *bad = NULL;

	if (!requirement_parse(word, &required, &bad))
		REQUIRE(required && !*bad);
	else
		REQUIRE(bad >= word && bad <= word + strlen(word));
	REQUIRE(required < 1U << REQUIRE_COUNT);
	REQUIRE(report_format_parse(word, &format) || format <= FORMAT_OPENMETRICS);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *argv[ARGUMENTS_MAX + 2] = { "fuzz" };
	char *copy = xalloc_check(malloc(size + 1));
	int argc = 1;

	memcpy(copy, data, size);
	copy[size] = '\0';
	for (char *at = copy; argc <= ARGUMENTS_MAX && at < copy + size; at += strlen(at) + 1) {
		argv[argc++] = at;
		parse_word(at);
	}
	parse(argc, argv);
	REQUIRE(status == 0 || status == STATUS_USAGE || status == STATUS_LIST_OPTS);
	REQUIRE(status || param.required < 1U << REQUIRE_COUNT);
	REQUIRE(param.format <= FORMAT_OPENMETRICS);
	free(copy);
	return 0;
}

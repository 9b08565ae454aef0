// SPDX-License-Identifier: GPL-2.0-only
#include "common-options.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../capture/capture.h"
#include "../capture/enter.h"
#include "../lib/exit-status.h"
#include "../lib/memory-limit.h"
#include "../lib/message.h"
#include "../lib/textbuf.h"
#include "../lib/xalloc.h"
#include "../observe/nd/libraries.h"
#include "../observe/observe.h"
#include "../observe/read/reader.h"
#include "../observe/read/sysfs.h"
#include "../proc/bounded.h"

/* One day. */
#define SECONDS_MAX 86400U

/* Limit of names in one message. */
#define NAMED_MAX 64

static int parse_seconds(const char *text, unsigned int *seconds)
{
	unsigned long value;

	if (text[strspn(text, "0123456789")] || reader_parse_number(text, &value) ||
	    value > SECONDS_MAX)
		return -EINVAL;
	*seconds = value;
	return 0;
}

static void check_format(const struct common_options *common, const struct cli *cli)
{
	if (common->text && common->format_given && common->format != FORMAT_TEXT)
		cli_fail(cli, "--text means --format=text: leave out --text or the other format");
}

void common_options_take(struct common_options *common, const struct cli *cli, int id,
			 const char *argument)
{
	const char *bad;

	switch (id) {
	case OPT_HUMAN:
		common->report.human = true;
		break;
	case OPT_VERBOSE:
		common->report.verbose++;
		break;
	case OPT_COLOR:
		if (report_colour_parse(argument, &common->report.colour))
			cli_fail(cli, "unknown colour \"%s\" (known: auto, always, never)",
				 argument);
		break;
	case OPT_EXPLAIN:
		common->explain = argument;
		break;
	case OPT_FORMAT:
		if (report_format_parse(argument, &common->format))
			cli_fail(cli, "unknown format \"%s\" (known: json, text, env, openmetrics)",
				 argument);
		common->format_given = true;
		check_format(common, cli);
		break;
	case OPT_TEXT:
		common->text = true;
		check_format(common, cli);
		common->format = FORMAT_TEXT;
		break;
	case OPT_REQUIRE:
		if (requirement_parse(argument, &common->required, &bad))
			cli_fail(cli,
				 "unknown mode \"%s\" (known: fsdax, devdax, block, map-sync, "
				 "system-ram, dm-dax, virtiofs-dax)",
				 bad);
		break;
	case OPT_QUIET:
		common->quiet = true;
		break;
	case OPT_SYSROOT:
		common->sysroot = argument;
		break;
	case OPT_KERNEL:
		common->kernel = argument;
		break;
	case OPT_CAPTURE:
		common->capture = argument;
		break;
	case OPT_NO_HOSTNAME:
		common->no_hostname = true;
		break;
	case OPT_TIMEOUT:
		if (parse_seconds(argument, &common->timeout))
			cli_fail(cli, "\"%s\" is not a number of seconds (0 to %u; 0: no limit)",
				 argument, SECONDS_MAX);
		break;
	}
}

int common_options_explain(const struct common_options *common, const struct cli *cli)
{
	const char *nearest;

	if (report_explain(stdout, &common->report, common->explain, &nearest))
		cli_fail(cli, "unknown reason \"%s\". The nearest name is %s. %s lists all reasons",
			 common->explain, nearest, report_reasons_page());
	return finish_stdout() ? STATUS_FAILED : STATUS_OK;
}

void common_options_hint(const struct common_options *common)
{
	if (!common->format_given && !common->text && isatty(STDOUT_FILENO))
		message_line("this format is for programs; --text prints a table");
}

/* The directories in /lib/modules, sorted, separated by ", "; "" if there is none. */
static char *installed_kernels(void)
{
	struct facts nothing = { 0 };
	struct sysfs_names releases;
	struct textbuf names = { 0 };

	sysfs_list(&nothing, "/lib/modules", "", &releases);
	for (size_t i = 0; i < releases.count && i < NAMED_MAX; i++)
		textbuf_join(&names, ", ", "%s", releases.list[i]);
	if (releases.count > NAMED_MAX)
		textbuf_join(&names, ", ", "...");
	sysfs_release_names(&releases);
	return textbuf_take(&names);
}

static void complain_of_release(const char *release, int error)
{
	char *found;

	if (error != -EINVAL && error != -ENOENT) {
		message_error("cannot tell whether a kernel %s is installed: %s", release,
			      strerror(-error));
		return;
	}
	found = installed_kernels();
	if (error == -EINVAL)
		message_error(
			"\"%s\" is not a kernel release, which is RELEASE in "
			"/boot/config-RELEASE and /lib/modules/RELEASE. /lib/modules holds: %s",
			release, *found ? found : "none");
	else
		message_error("no kernel %s is installed: neither /boot/config-%s nor "
			      "/lib/modules/%s exists. /lib/modules holds: %s",
			      release, release, release, *found ? found : "none");
	free(found);
}

int common_options_observe(const struct common_options *common, struct facts *facts)
{
	bool live = !common->sysroot;
	int rc;

	memory_limit_set(live ? MEMORY_LIVE : MEMORY_TREE);
	rc = live ? 0 : capture_enter(common->sysroot);
	if (rc)
		return rc;
	if (common->kernel)
		rc = observe_host_of(facts, live, common->kernel);
	else
		observe_host(facts, live);
	if (rc)
		complain_of_release(common->kernel, rc);
	else if (common->no_hostname)
		facts_forget_host(facts);
	return rc;
}

int common_options_run(const struct common_options *common, bounded_fn run, void *arg)
{
	bool log_wanted = libraries_log_wanted("NDCTL_LOG") || libraries_log_wanted("DAXCTL_LOG");

	return bounded_run(common->timeout, log_wanted, run, arg);
}

int common_options_capture(const struct common_options *common, const struct facts *facts,
			   const struct inventory *inventory)
{
	struct capture *capture;
	char *what;

	/*
	 * From here on the size of the facts, which is limited, bounds the memory that is needed.
	 */
	if (!common->sysroot)
		memory_limit_lift();
	if (!common->capture)
		return 0;
	what = xasprintf("cannot capture to %s", common->capture);
	bounded_begin_writing(what);
	free(what);
	capture = capture_begin(common->capture,
				&(struct capture_options){ .whole = common->report.verbose,
							   .inventory = inventory,
							   .no_hostname = common->no_hostname });
	return capture && !capture_finish(capture, facts, inventory) ? 0 : -1;
}

int common_options_check(const struct common_options *common, const struct cli *cli)
{
	if (common->sysroot && common->capture)
		cli_fail(cli, "a captured tree cannot be captured again: leave out --capture");
	if (common->kernel && common->capture)
		cli_fail(cli, "--capture captures the running kernel: leave out --kernel");
	return common->capture && !capture_may_be_at(common->capture) ? -1 : 0;
}

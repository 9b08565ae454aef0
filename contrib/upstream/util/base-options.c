// SPDX-License-Identifier: GPL-2.0
@if explain
#include <stdlib.h>
@end
#include <string.h>
#include <util/base-options.h>
@if require
#include <util/judge/requirement.h>
@end
#include <util/lib/exit-status.h>
#include <util/lib/memory-limit.h>
#include <util/lib/message.h>
#include <util/observe/observe.h>
#include <util/observe/read/sysroot.h>
#include <util/proc/privilege.h>
#include <util/proc/progress.h>
@if explain
#include <util/report/explain.h>
@end
#include <util/report/json.h>
@if text
#include <util/report/text.h>
@end

void base_options_parse(struct base_options *base, int argc, const char **argv,
			const struct option *options, const char * const u[])
{
@if require
	const char *bad;
@end
	int i;

	argc = parse_options(argc, argv, options, u, 0);
	for (i = 0; i < argc; i++)
		error("unknown parameter \"%s\"\n", argv[i]);
	if (argc)
		usage_with_options(u, options);
@if require
	if (base->require &&
	    requirement_parse(base->require, &base->required, &bad)) {
		error("unknown mode \"%s\"\n", bad);
		usage_with_options(u, options);
	}
@end
}

@if explain
int base_options_explain(const struct base_options *base, const char *command)
{
	const struct report_options look = { .command = command };
	const char *nearest;

	if (!explain_print(stdout, &look, base->explain, &nearest))
		return finish_stdout() ? EXIT_FAILURE : EXIT_SUCCESS;
	error("unknown reason \"%s\"; the nearest is %s\n", base->explain,
	      nearest);
	return EXIT_FAILURE;
}

@end
static int enter_tree(const char *sysroot)
{
	int rc;

	/* The tree's file system may not answer either. */
	rc = progress_begin_always("--sysroot");
	if (!rc)
		rc = sysroot_enter(sysroot);
	privilege_missed(rc);
	if (rc) {
		message_error("cannot enter %s: %s", sysroot, strerror(-rc));
		return rc;
	}
	/* Someone else may have made the tree. */
	if (!sysroot_has_machines_files())
		privilege_drop();
	return 0;
}

int base_options_observe(const struct base_options *base, struct facts *facts)
{
	bool live = !base->sysroot;
	int rc;

	memory_limit_set(live ? MEMORY_LIVE : MEMORY_TREE);
	rc = live ? 0 : enter_tree(base->sysroot);
	if (rc)
		return rc;
@if kernel
	if (base->kernel) {
		rc = observe_host_of(facts, live, base->kernel);
		if (rc)
			message_error("no kernel %s is installed", base->kernel);
		return rc;
	}
@end
	observe_host(facts, live);
	return 0;
}

int base_options_print(const struct base_options *base, const char *command,
		       struct report *report)
{
	const struct report_options look = {
		.command = command,
		.human = base->human,
		.verbose = base->verbose,
	};

	report->options = &look;
@if require
	if (base->quiet)
		return 0;
@end
@if text
	if (base->text)
		text_print(stdout, report);
	else
		json_print(stdout, report);
@else
	json_print(stdout, report);
@end
	return finish_stdout();
}

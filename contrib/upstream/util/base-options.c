// SPDX-License-Identifier: GPL-2.0
@if formats
#include <ccan/array_size/array_size.h>
@end
@if explain
#include <stdlib.h>
@end
#include <string.h>
#include <util/base-options.h>
@if capture
#include <util/capture/capture.h>
#include <util/capture/enter.h>
@end
@if require
#include <util/judge/requirement.h>
@end
#include <util/lib/exit-status.h>
#include <util/lib/memory-limit.h>
#include <util/lib/message.h>
#include <util/observe/observe.h>
@if capture
@else
#include <util/observe/read/enter.h>
@end
@if capture
#include <util/proc/bounded.h>
@end
#include <util/proc/streams.h>
@if formats
#include <util/report/env.h>
@end
@if explain
#include <util/report/explain.h>
@end
#include <util/report/json.h>
@if formats
#include <util/report/openmetrics.h>
@end
@if text
#include <util/report/text.h>
@end

@if formats
typedef void print_fn(FILE *out, const struct report *report);

static const struct {
	const char *name;
	print_fn *print;
} formats[] = {
	{ "json", json_print },
	{ "text", text_print },
	{ "env", env_print },
	{ "openmetrics", openmetrics_print },
};

/* What prints in a format; NULL if there is no such format. */
static print_fn *find_format(const char *name)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(formats); i++)
		if (strcmp(formats[i].name, name) == 0)
			return formats[i].print;
	return NULL;
}

@end
void base_options_parse(struct base_options *base, int argc, const char **argv,
			const struct option *options, const char * const u[])
{
@if require
	const char *bad;
@end
	int i;

	streams_prepare();
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
@if capture
	if (base->capture && base->sysroot) {
		error("a copied tree cannot be captured again\n");
		usage_with_options(u, options);
	}
	if (base->capture && base->kernel) {
		error("a capture is of the running kernel: leave out --kernel\n");
		usage_with_options(u, options);
	}
	if (base->capture && !capture_may_be_at(base->capture))
		exit(EXIT_FAILURE);
@end
@if formats
	if (base->format && !find_format(base->format)) {
		error("unknown format \"%s\"\n", base->format);
		usage_with_options(u, options);
	}
	if (base->text && base->format && strcmp(base->format, "text") != 0) {
		error("--text means --format=text: leave out --text or the other format\n");
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
int base_options_observe(const struct base_options *base, struct facts *facts)
{
	bool live = !base->sysroot;
	int rc;

	memory_limit_set(live ? MEMORY_LIVE : MEMORY_TREE);
@if capture
	rc = live ? 0 : capture_enter(base->sysroot);
@else
	rc = live ? 0 : enter_directory(base->sysroot, base->sysroot);
@end
	if (rc)
		return rc;
@if kernel
	if (base->kernel) {
		rc = observe_host_of(facts, live, base->kernel);
		if (rc)
			message_error("no kernel %s is installed", base->kernel);
@if capture
		else if (base->no_hostname)
			facts_forget_host(facts);
@end
		return rc;
	}
@end
	observe_host(facts, live);
@if capture
	if (base->no_hostname)
		facts_forget_host(facts);
@end
	return 0;
}

@if capture
int base_options_capture(const struct base_options *base,
			 const struct facts *facts,
			 const struct inventory *inventory)
{
	const struct capture_options wanted = {
		.whole = base->verbose,
		.inventory = inventory,
		.no_hostname = base->no_hostname,
	};
	struct capture *capture;

	/* From here on the facts, which are limited, bound what is needed. */
	if (!base->sysroot)
		memory_limit_lift();
	if (!base->capture)
		return 0;
	bounded_begin_writing("cannot write the capture");
	capture = capture_begin(base->capture, &wanted);
	if (!capture)
		return -1;
	return capture_finish(capture, facts, inventory);
}

@end
int base_options_print(const struct base_options *base, const char *command,
		       const struct report *answer)
{
	const struct report_options look = {
		.command = command,
		.human = base->human,
		.verbose = base->verbose,
	};
	struct report report = *answer;

	report.options = &look;
@if capture
	if (capture_takes_output(base->capture))
		return capture_print();
@end
@if require
	if (base->quiet)
		return 0;
@end
@if formats
	if (base->text)
		text_print(stdout, &report);
	else
		find_format(base->format ? base->format : "json")(stdout,
								  &report);
@else
@if text
	if (base->text)
		text_print(stdout, &report);
	else
		json_print(stdout, &report);
@else
	json_print(stdout, &report);
@end
@end
	return finish_stdout();
}

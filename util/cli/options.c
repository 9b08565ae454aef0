// SPDX-License-Identifier: GPL-2.0-only
#include "options.h"

#include <getopt.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../lib/exit-status.h"
#include "../lib/message.h"
#include "../lib/textbuf.h"
#include "../lib/xalloc.h"
#include "../proc/streams.h"

/* Ids of the built-in options, above the ids of all tables. */
enum {
	ID_HELP = 0x1000,
	ID_LIST_OPTS,
	ID_USAGE,
};

static bool called_by_file_name;

/* getopt_long() returns both ids and letters, so ids begin above the letters. */
#define FIRST_ID 0x100

/* The usage; the caller frees it. */
static char *make_usage(const struct cli *cli)
{
	const size_t column = 26;
	int program = strcspn(cli->usage, " ");
	struct textbuf text = { 0 };

	textbuf_printf(&text, "\n usage: %.*s%c%s\n\n", program, cli->usage,
		       called_by_file_name ? '-' : ' ', cli->usage + program + 1);
	for (const struct cli_option *o = cli->options; o->name; o++) {
		size_t start = text.length, used;

		textbuf_printf(&text, "    ");
		if (o->letter)
			textbuf_printf(&text, "-%c, ", o->letter);
		textbuf_printf(&text, "--%s", o->name);
		if (o->argument)
			textbuf_printf(&text, " %s", o->argument);
		used = text.length - start;
		/*
		 * If the option reaches into the column of the help, put the help on the next line.
		 */
		if (used >= column) {
			textbuf_printf(&text, "\n");
			used = 0;
		}
		textbuf_printf(&text, "%*s%s\n", (int)(column - used), "", o->help);
	}
	textbuf_printf(&text, "\n");
	return textbuf_take(&text);
}

/* -h exits with status 129, as in ndctl; --help with 0. */
__attribute__((noreturn)) static void print_usage(const struct cli *cli, int id)
{
	char *usage = make_usage(cli);

	fputs(usage, stdout);
	free(usage);
	if (id == ID_HELP)
		exit(STATUS_USAGE);
	exit(finish_stdout() ? STATUS_FAILED : STATUS_OK);
}

/* Print text on stderr, a message for each line: the text of an option is escaped, too. */
static void print_lines(char *text)
{
	char *line;

	while ((line = strsep(&text, "\n")))
		if (text || *line)
			message_line("%s", line);
}

void cli_fail(const struct cli *cli, const char *format, ...)
{
	char *text, *usage;
	va_list ap;

	va_start(ap, format);
	text = xvasprintf(format, ap);
	va_end(ap);
	message_error("%s", text);
	free(text);
	usage = make_usage(cli);
	print_lines(usage);
	free(usage);
	exit(STATUS_USAGE);
}

static void list_options(const struct cli *cli)
{
	for (const struct cli_option *o = cli->options; o->name; o++)
		printf("%s--%s", o == cli->options ? "" : " ", o->name);
	putchar('\n');
}

static size_t count_options(const struct cli *cli)
{
	size_t count = 0;

	while (cli->options[count].name)
		count++;
	return count;
}

/* Make the two tables of getopt_long() from the table of the command. */
static void build_tables(const struct cli *cli, struct option *longs, char *shorts)
{
	*shorts++ = ':';
	*shorts++ = 'h';
	for (const struct cli_option *o = cli->options; o->name; o++) {
		*longs++ = (struct option){ o->name, o->argument ? required_argument : no_argument,
					    NULL, FIRST_ID + o->id };
		if (!o->letter)
			continue;
		*shorts++ = o->letter;
		if (o->argument)
			*shorts++ = ':';
	}
	*longs++ = (struct option){ "list-opts", no_argument, NULL, ID_LIST_OPTS };
	*longs++ = (struct option){ "help", no_argument, NULL, ID_USAGE };
	*longs = (struct option){ 0 };
}

static int id_of(const struct cli *cli, int letter)
{
	if (letter == 'h')
		return ID_HELP;
	for (const struct cli_option *o = cli->options; o->name; o++)
		if (o->letter == letter)
			return o->id;
	return letter >= ID_HELP ? letter : letter - FIRST_ID;
}

/* optopt is the letter of a switch, the id of a long option, or 0 for an unknown option. */
__attribute__((noreturn)) static void refuse(const struct cli *cli, int found, const char *word)
{
	if (optopt > 0 && optopt < FIRST_ID)
		cli_fail(cli, found == ':' ? "switch `%c' requires a value" : "unknown switch `%c'",
			 optopt);
	word += strspn(word, "-");
	if (found == ':')
		cli_fail(cli, "option `%s' requires a value", word);
	if (optopt)
		cli_fail(cli, "option `%.*s' takes no value", (int)strcspn(word, "="), word);
	cli_fail(cli, "unknown option `%s'", word);
}

bool cli_called_by_file_name(void)
{
	return called_by_file_name;
}

void cli_parse(const struct cli *cli, int argc, const char **argv)
{
	size_t count = count_options(cli);
	struct option *longs = xcalloc(count + 3, sizeof(*longs));
	char *shorts = xcalloc(2 * count + 3, 1);
	int found;

	streams_prepare();
	called_by_file_name =
		strchr(argv[0], '-') && !strncmp(argv[0], cli->usage, strcspn(cli->usage, " "));
	build_tables(cli, longs, shorts);
	opterr = 0;
	optind = 0;
	while ((found = getopt_long(argc, (char *const *)argv, shorts, longs, NULL)) != -1) {
		int id = id_of(cli, found);

		if (found == ':' || found == '?')
			refuse(cli, found, argv[optind - 1]);
		if (id == ID_HELP || id == ID_USAGE)
			print_usage(cli, id);
		if (id == ID_LIST_OPTS) {
			list_options(cli);
			exit(STATUS_LIST_OPTS);
		}
		cli->take(cli, id, optarg);
	}
	free(longs);
	free(shorts);
	if (optind < argc)
		cli_fail(cli, "unknown parameter \"%s\"", argv[optind]);
}

// SPDX-License-Identifier: GPL-2.0-only
/*
 * Prints the REASONS section of a manual page from the one table, so that no
 * sentence of it stands twice. Runs on the machine that builds.
 */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "../util/judge/reasons.h"

/*
 * Nothing in the table is markup to asciidoc, but for the blank of a message. One that follows a
 * word is an addition that may be empty: it is left out, as in --explain.
 */
static void print_words(const char *text)
{
	const char *blank = strstr(text, "%s");

	if (blank)
		printf("%.*s%s%s", (int)(blank - text), text,
		       blank > text && isalnum((unsigned char)blank[-1]) ? "" : "_X_", blank + 2);
	else
		fputs(text, stdout);
}

/* As it is in a listing, where nothing is markup. */
static void print_command(const char *command)
{
	const char *blank;

	fputs("+\n----\n# ", stdout);
	while ((blank = strstr(command, "%s"))) {
		printf("%.*sX", (int)(blank - command), command);
		command = blank + 2;
	}
	printf("%s\n----\n", command);
}

static void print_remedy(const char *title, const struct remedy *remedy)
{
	if (!remedy->text)
		return;
	printf("+\n%s: ", title);
	print_words(remedy->text);
	fputc('\n', stdout);
	if (remedy->command)
		print_command(remedy->command);
}

/* With the argument "host" only what a host can be told. */
int main(int argc, char **argv)
{
	bool host = argc > 1 && !strcmp(argv[1], "host");

	for (int i = 0; i < REASON_COUNT; i++) {
		const struct reason_words *words = reason_words(i);

		if (host && words->flags & REASON_FLAG_OBJECT)
			continue;
		/* asciidoc needs the blank line before an anchor. */
		printf("\n[[%s]]*%s* (%s gate, %s", words->id, words->id, gate_name(words->gate),
		       severity_name(words->severity));
		if (words->other_state)
			printf("; %s %s", severity_name(words->other_severity), words->other_state);
		printf(")::\n");
		print_words(words->message);
		fputs("\n+\nFound by: ", stdout);
		print_words(words->found);
		fputs(".\n", stdout);
		print_remedy("Remedy", &words->remedy);
		print_remedy("If that is not possible", &words->fallback);
	}
	return 0;
}

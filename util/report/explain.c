// SPDX-License-Identifier: GPL-2.0-only
#include "explain.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "../lib/textbuf.h"
#include "page.h"

#define ID_MAX 64

/* How many characters must be added, removed or replaced to change one text into the other. */
static size_t edit_distance(const char *a, const char *b)
{
	size_t row[ID_MAX + 1], length = strnlen(b, ID_MAX);

	for (size_t j = 0; j <= length; j++)
		row[j] = j;
	for (size_t i = 0; i < ID_MAX && a[i]; i++) {
		size_t diagonal = row[0];

		row[0] = i + 1;
		for (size_t j = 0; j < length; j++) {
			size_t best = diagonal + (a[i] != b[j]);

			if (row[j] + 1 < best)
				best = row[j] + 1;
			if (row[j + 1] + 1 < best)
				best = row[j + 1] + 1;
			diagonal = row[j + 1];
			row[j + 1] = best;
		}
	}
	return row[length];
}

/* The reason whose id is most like id. *exact is set if the ids are equal. */
static enum reason nearest_reason(const char *id, bool *exact)
{
	enum reason best = 0;

	for (enum reason reason = 0; reason < REASON_COUNT; reason++)
		if (edit_distance(id, reason_words(reason)->id) <
		    edit_distance(id, reason_words(best)->id))
			best = reason;
	*exact = !strcmp(id, reason_words(best)->id);
	return best;
}

/*
 * The text with "X" for each "%s", which stands for a value from the machine. One that follows a
 * word without a blank is an addition that may be empty: it is left out. The caller frees it.
 */
static char *with_blanks(const char *text)
{
	struct textbuf buf = { 0 };
	const char *blank;

	for (; (blank = strstr(text, "%s")); text = blank + 2)
		textbuf_printf(&buf, "%.*s%s", (int)(blank - text), text,
			       blank > text && isalnum((unsigned char)blank[-1]) ? "" : "X");
	textbuf_printf(&buf, "%s", text);
	return textbuf_take(&buf);
}

static void print_labelled(const struct page *page, const char *label, const char *text)
{
	char *named = page_name_commands(page, text);
	char *filled = with_blanks(named);

	fprintf(page->out, "%s: ", label);
	page_wrap(page, page_width(label) + 2, 2, filled);
	free(filled);
	free(named);
}

static void print_cure(const struct page *page, const char *label, const struct remedy *remedy)
{
	char *command, *named;

	if (!remedy->text)
		return;
	print_labelled(page, label, remedy->text);
	if (remedy->command) {
		named = page_name_commands(page, remedy->command);
		command = with_blanks(named);
		fprintf(page->out, "  # %s\n", command);
		free(command);
		free(named);
	}
	if (remedy->data_loss)
		fprintf(page->out, "  %sDATA LOSS: it deletes what is there now.%s\n",
			page_shade(page, "\033[1;31m"), page_plain(page));
}

int explain_print(FILE *out, const struct report_options *options, const char *id,
		  const char **nearest)
{
	struct page page = page_begin(out, options);
	const struct reason_words *words;
	enum reason reason;
	bool exact;

	reason = nearest_reason(id, &exact);
	words = reason_words(reason);
	*nearest = words->id;
	if (!exact)
		return -EINVAL;
	fprintf(out, "%s (%s gate, %s", words->id, gate_name(words->gate),
		severity_name(words->severity));
	if (words->other_state)
		fprintf(out, "; %s %s", severity_name(words->other_severity), words->other_state);
	fputs(")\n", out);
	print_labelled(&page, "Cause", words->message);
	print_labelled(&page, "Found by", words->found);
	print_cure(&page, "Remedy", &words->remedy);
	print_cure(&page, "If that is not possible", &words->fallback);
	if (!words->remedy.text && !words->fallback.text)
		fputs("Remedy: none is needed, or there is none.\n", out);
	return 0;
}

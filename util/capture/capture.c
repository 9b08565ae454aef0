// SPDX-License-Identifier: GPL-2.0-only
#include "capture.h"

#include <errno.h>
#include <glob.h>
#include <json-c/json.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "../facts/inventory.h"
#include "../lib/array.h"
#include "../lib/escape.h"
#include "../lib/message.h"
#include "../lib/xalloc.h"
#include "../observe/host/bootlog.h"
#include "../observe/host/colour-probe.h"
#include "../observe/host/kconfig.h"
#include "../observe/host/kernel.h"
#include "../observe/read/reader.h"
#include "../observe/record/json.h"
#include "../observe/record/record.h"
#include "../proc/progress.h"
#include "../proc/worker.h"
#include "archive.h"
#include "mirror.h"
#include "reduce.h"
#include "table.h"
#include "target-kind.h"

/* Milliseconds for a file; /proc/kallsyms takes a second on a slow machine. */
#define TIME_LIMIT 10000

/* The limit after the first file that was late: each attribute of a bus may be stuck. */
#define LATE_LIMIT 1000

/* Wait for at most so many late files: each one leaves a process behind. */
#define WAITED_MAX 8

struct capture {
	char *path;
	struct capture_options options;
	struct mirror mirror;
	struct worker *reader;
	char **late; /* files that did not answer in time, and files not read because of them */
	size_t late_count;
	size_t waited[WAITED_MAX]; /* the files that did not answer in time: indexes of late */
	size_t waited_count;
};

static void note_late(struct capture *capture, const char *path)
{
	capture->late = array_make_room(capture->late, capture->late_count, sizeof(*capture->late));
	capture->late[capture->late_count++] = xstrdup(path);
}

static void note_waited(struct capture *capture, const char *path)
{
	capture->waited[capture->waited_count++] = capture->late_count;
	note_late(capture, path);
	worker_set_limit(capture->reader, LATE_LIMIT);
}

/*
 * Files of one directory probably wait for the same lock. After WAITED_MAX late files no other
 * file is read.
 */
static bool is_beside_late_file(const struct capture *capture, const char *path)
{
	size_t directory = strrchr(path, '/') - path + 1;

	for (size_t i = 0; i < capture->waited_count; i++) {
		const char *late = capture->late[capture->waited[i]];

		if (!strncmp(late, path, directory) && !strchr(late + directory, '/'))
			return true;
	}
	return capture->waited_count == WAITED_MAX;
}

/*
 * A file that cannot be read is not in the capture. If that matters, an observer got the same error,
 * and the record holds it.
 */
static char *read_source(struct capture *capture, const char *path, reduce_fn reduce,
			 size_t *length)
{
	char *bytes, *left;
	int rc;

	if (is_beside_late_file(capture, path)) {
		note_late(capture, path);
		return NULL;
	}
	rc = worker_ask(capture->reader, path, &bytes, length);
	if (rc == -ETIMEDOUT)
		note_waited(capture, path);
	/* If the worker fails, the capture fails: it would look complete but lack files. */
	if (!capture->mirror.error)
		capture->mirror.error = worker_error(capture->reader);
	if (rc || !reduce || capture->options.whole)
		return bytes;
	for (size_t i = 0; i < *length; i++)
		if (!bytes[i])
			bytes[i] = ' ';
	left = reduce(bytes);
	free(bytes);
	*length = strlen(left);
	return left;
}

static void copy_file(struct capture *capture, const char *path, reduce_fn reduce)
{
	char *real, *bytes;
	size_t length;
	mode_t mode;

	if (mirror_follow(&capture->mirror, path, &real, &mode))
		return;
	if (S_ISREG(mode) && !mirror_has(&capture->mirror, real)) {
		bytes = read_source(capture, path, reduce, &length);
		if (bytes)
			mirror_file(&capture->mirror, real, bytes, length);
		free(bytes);
	}
	free(real);
}

static void show_presence(struct capture *capture, const char *path)
{
	char *real;
	mode_t mode;

	if (mirror_follow(&capture->mirror, path, &real, &mode))
		return;
	if (!S_ISDIR(mode))
		mirror_file(&capture->mirror, real, "", 0);
	free(real);
}

/* Does the link lead to an ndctl device, ".../nd/ndctl0" for example? */
static bool leads_to_ndctl(const char *path)
{
	char to[4096], *name;
	ssize_t length = readlink(path, to, sizeof(to) - 1);

	if (length < 0)
		return false;
	to[length] = '\0';
	name = strrchr(to, '/');
	return name && !strncmp(name, "/ndctl", 6);
}

static void copy_path(struct capture *capture, const struct row *row, const char *path)
{
	struct stat st;

	if (row->how == ROW_CONTENT ||
	    (row->how == ROW_NAME && !stat(path, &st) && S_ISREG(st.st_mode)))
		copy_file(capture, path, row->reduce);
	/* A file that could not be read still hides files of the same name elsewhere. */
	if (row->how == ROW_NAME || row->how == ROW_PRESENCE ||
	    (row->how == ROW_CHAR_LINK && leads_to_ndctl(path)))
		show_presence(capture, path);
}

static void copy_row(struct capture *capture, const struct row *row, const char *where)
{
	char *names = xstrdup(row->names), *rest = names, *name;

	while ((name = strsep(&rest, " "))) {
		char *pattern = xasprintf("%s/%s", where, name);
		glob_t found = { 0 };

		if (!glob(pattern, 0, NULL, &found))
			for (size_t i = 0; i < found.gl_pathc; i++)
				copy_path(capture, row, found.gl_pathv[i]);
		globfree(&found);
		free(pattern);
	}
	free(names);
}

static bool is_wanted(const struct capture *capture, const struct row *row)
{
	switch (row->who) {
	case ROW_INVENTORY:
		return capture->options.inventory;
	case ROW_WHOLE:
		return capture->options.inventory && capture->options.whole;
	default:
		return true;
	}
}

/* Copy what shows that a module is in the kernel: its initstate if it is loaded, and its driver. */
static void copy_modules(struct capture *capture)
{
	for (int i = 0; i < KMOD_COUNT; i++) {
		char *state = xasprintf("/sys/module/%s/initstate", kernel_module_name(i));

		copy_file(capture, state, NULL);
		free(state);
		if (kernel_module_driver(i))
			show_presence(capture, kernel_module_driver(i));
	}
}

static void copy_rows(struct capture *capture)
{
	for (size_t i = 0; i < capture_row_count; i++)
		if (is_wanted(capture, &capture_rows[i]))
			copy_row(capture, &capture_rows[i], capture_rows[i].where);
	copy_modules(capture);
}

/*
 * Copy every place of a configuration up to the one that was found: --sysroot uses the same
 * order.
 */
static void copy_configuration(struct capture *capture, const struct facts *facts)
{
	const char *found = facts->kconfig.path;
	bool done = false;
	char *path;

	for (size_t i = 0; !done && kconfig_place(i, facts->kernel.release, &path); i++) {
		if (path)
			copy_file(capture, path, NULL);
		done = path && found && !strcmp(path, found);
		free(path);
	}
}

static void copy_module_indexes(struct capture *capture, const struct facts *facts)
{
	const struct row row = {
		.how = ROW_CONTENT,
		/*
		 * --sysroot reads the text files. A binary index shows that an empty text file
		 * is complete.
		 */
		.names = "modules.dep modules.builtin modules.dep.bin modules.alias.bin "
			 "modules.builtin.bin modules.builtin.alias.bin",
	};

	if (facts->modules.dir)
		copy_row(capture, &row, facts->modules.dir);
}

static void copy_disk(struct capture *capture, const struct disk *disk)
{
	char *where = xasprintf("/sys/class/block/%s", disk->dev);
	char *partition = xasprintf("%s/partition", where);
	char *whole = xasprintf("%s/..", where);

	/* The link shows the disk's device, even if nothing else can be read. */
	show_presence(capture, where);
	for (size_t i = 0; i < capture_disk_row_count; i++) {
		copy_row(capture, &capture_disk_rows[i], where);
		/* A partition has its disk's DAX flag, and the disk may not be in the inventory. */
		if (!access(partition, F_OK))
			copy_row(capture, &capture_disk_rows[i], whole);
	}
	free(where);
	free(partition);
	free(whole);
}

static bool is_listed(const struct inventory *inventory, const char *line, size_t length)
{
	char *text = xstrndup(line, length);
	unsigned long id = strtoul(text, NULL, 10);
	bool found = false;

	free(text);
	for (size_t i = 0; i < inventory->mount_count; i++)
		found |= inventory->mounts[i].id == id;
	return found;
}

/* Keep the mounts of the inventory. Others are private: network file systems, users' directories. */
static void copy_mounts(struct capture *capture, const struct inventory *inventory)
{
	static const char path[] = "/proc/self/mountinfo";
	size_t length, kept = 0;
	char *text = read_source(capture, path, NULL, &length), *line, *next;

	if (!text)
		return;
	/*
	 * /proc/self becomes a plain directory, since the capture has no directory of this
	 * process.
	 */
	for (line = text; !capture->options.whole && (next = strchr(line, '\n')); line = next) {
		next++;
		if (!is_listed(inventory, line, next - line))
			continue;
		memmove(text + kept, line, next - line);
		kept += next - line;
	}
	mirror_plain_file(&capture->mirror, path, text, capture->options.whole ? length : kept);
	free(text);
}

static void write_record(struct capture *capture, const struct facts *facts,
			 const struct inventory *inventory)
{
	struct json_object *record;
	char *json, *text;

	record = record_make(facts, inventory, (const char *const *)capture->late,
			     capture->late_count);
	record_say_whose(record, capture->options.inventory);
	json = escape_json(json_object_to_json_string_ext(
		record, JSON_C_TO_STRING_PRETTY | JSON_C_TO_STRING_NOSLASHESCAPE));
	text = xasprintf("%s\n", json);
	free(json);
	mirror_plain_file(&capture->mirror, RECORD_PATH, text, strlen(text));
	free(text);
	json_object_put(record);
}

/* Finish or abandon the target, and free capture. Returns 0 or -errno. */
static int close_target(struct capture *capture)
{
	struct target *target = capture->mirror.target;
	struct target_sum sum = { 0 };
	int rc = capture->mirror.error;

	progress_step(capture->path);
	if (rc)
		target->abandon(target);
	else
		rc = target->finish(target, &sum);
	if (worker_error(capture->reader))
		message_error("cannot capture to %s: no process can read the files: %s",
			      capture->path, strerror(-rc));
	else if (rc)
		message_error("cannot capture to %s: %s", capture->path, strerror(-rc));
	else if (!capture->late_count)
		message_line("captured to %s: %zu files, %llu bytes", capture->path, sum.files,
			     sum.bytes);
	mirror_release(&capture->mirror);
	worker_free(capture->reader);
	for (size_t i = 0; i < capture->late_count; i++)
		free(capture->late[i]);
	free(capture->late);
	free(capture->path);
	free(capture);
	return rc;
}

/* close_target() for a capture with late files, with a message. Returns -errno. */
static int close_late(struct capture *capture)
{
	char *first = xstrdup(capture->late[0]), *path = xstrdup(capture->path);
	size_t waited = capture->waited_count, unasked = capture->late_count - waited;
	int rc = close_target(capture);

	if (!rc)
		message_error("%s did not answer within %d seconds (late files: %zu; files not "
			      "read after that: %zu). %s holds the other files",
			      first, TIME_LIMIT / 1000, waited, unasked, path);
	free(first);
	free(path);
	return rc ? rc : -ETIMEDOUT;
}

/* A file is stuck: run only the observers that read no file which could be stuck too. */
static void finish_without_facts(struct capture *capture)
{
	struct facts facts = { .live = true, .has_live_facts = true };

	observe_kernel(&facts);
	if (capture->options.no_hostname)
		facts_forget_host(&facts);
	observe_bootlog(&facts);
	observe_colour(&facts.colour, facts.kernel.page_size);
	write_record(capture, &facts, NULL);
	facts_release(&facts);
	close_late(capture);
}

/* Why a target cannot be created. */
static const char *target_error(int rc)
{
	if (rc == -ELOOP)
		return "it is a symbolic link";
	if (rc == -EPERM)
		return "it belongs to another user";
	return strerror(-rc);
}

bool capture_may_be_at(const char *path)
{
	switch (target_kind(path)) {
	case TARGET_REFUSED:
		message_error("cannot capture to %s: the name of an archive must end in .tar.gz or "
			      ".tgz, and the name of such a directory in a slash",
			      path);
		return false;
	case TARGET_OUTPUT:
		if (!isatty(STDOUT_FILENO))
			return true;
		message_error("cannot capture to a terminal: redirect the output, or name a file");
		return false;
	default:
		return true;
	}
}

bool capture_takes_output(const char *path)
{
	return path && target_kind(path) == TARGET_OUTPUT;
}

int capture_print(void)
{
	int rc = archive_print();

	if (rc)
		message_error("the capture could not be written: %s", strerror(-rc));
	return rc;
}

struct capture *capture_begin(const char *path, const struct capture_options *options)
{
	struct capture *capture;
	struct target *target;
	int rc;

	progress_step(path);
	rc = target_create(path, &target);
	if (rc) {
		message_error("cannot capture to %s: %s", path, target_error(rc));
		return NULL;
	}
	capture = xcalloc(1, sizeof(*capture));
	capture->path = xstrdup(path);
	capture->options = *options;
	capture->mirror.target = target;
	capture->reader = worker_new(reader_bytes, TIME_LIMIT);
	copy_rows(capture);
	if (capture->mirror.error) {
		close_target(capture);
		return NULL;
	}
	if (!capture->late_count)
		return capture;
	finish_without_facts(capture);
	return NULL;
}

int capture_finish(struct capture *capture, const struct facts *facts,
		   const struct inventory *inventory)
{
	copy_configuration(capture, facts);
	copy_module_indexes(capture, facts);
	if (facts->symbols.read)
		copy_file(capture, "/proc/kallsyms", reduce_kallsyms);
	if (inventory) {
		for (size_t i = 0; i < inventory->disk_count; i++)
			copy_disk(capture, &inventory->disks[i]);
		copy_mounts(capture, inventory);
	}
	write_record(capture, facts, inventory);
	return capture->late_count ? close_late(capture) : close_target(capture);
}

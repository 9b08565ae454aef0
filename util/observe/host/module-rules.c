// SPDX-License-Identifier: GPL-2.0-only
/* What forbids modules: modprobe.d, the sysctl modules_disabled, "nomodule". */
#include "module-rules.h"

#include <dirent.h>
#include <errno.h>
#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

#include "../../lib/array.h"
#include "../../lib/xalloc.h"
#include "../read/reader.h"
#include "../read/sysroot.h"
#include "../record/errors.h"
#include "cmdline.h"

/* Real modprobe.d files have a few KiB. */
#define MODPROBE_MAX (1UL << 20)

/* More files than any machine has in such a directory. */
#define CONFIGS_MAX 4096

/* The directories where libkmod, in any version, looks for configuration. */
static const char *const config_dirs[] = { "/etc/modprobe.d", "/run/modprobe.d",
					   "/usr/local/lib/modprobe.d", "/usr/lib/modprobe.d",
					   "/lib/modprobe.d" };

/* Limit of all files together, in bytes. */
#define RULES_MAX (16UL << 20)

/* A file of modprobe.d. It hides files of the same name in later directories. */
struct rules_file {
	char *name, *text; /* NULL: could not be read */
	size_t order;
};

/* All files found, in the order of the directories. */
struct rules_files {
	struct rules_file *list;
	size_t count, bytes;
};

/* --- a file's text --- */

static void add_rule(struct module_rules *rules, enum module_rule_kind kind, const char *name,
		     const char *value)
{
	rules->list = array_make_room(rules->list, rules->count, sizeof(*rules->list));
	rules->list[rules->count++] = (struct module_rule){ kind, xstrdup(name), xstrdup(value) };
}

/*
 * Like libkmod's underscores(): replace '-' by '_' outside of brackets. Returns false if name is
 * NULL or its brackets do not match.
 */
static bool normalize_name(char *name)
{
	for (; name && *name; name++) {
		if (*name == '-')
			*name = '_';
		else if (*name == ']' || (*name == '[' && !(name = strchr(name, ']'))))
			return false;
	}
	return name;
}

static void parse_rule(struct module_rules *rules, char *line)
{
	char *rest, *command, *name, *value;

	if (*line == '#')
		return;
	command = strtok_r(line, "\t ", &rest);
	name = command ? strtok_r(NULL, "\t ", &rest) : NULL;
	if (!name)
		return;
	if (!strcmp(command, "blacklist")) {
		if (normalize_name(name))
			add_rule(rules, RULE_BLACKLIST, name, NULL);
	} else if (!strcmp(command, "install")) {
		if (normalize_name(name) && *rest)
			add_rule(rules, RULE_INSTALL, name, rest);
	} else if (!strcmp(command, "alias")) {
		value = strtok_r(NULL, "\t ", &rest);
		if (normalize_name(name) && normalize_name(value))
			add_rule(rules, RULE_ALIAS, name, value);
	}
}

/* Like libkmod's freadline_wrapped(): remove backslashes, and the newlines after them. */
static void join_lines(char *text)
{
	char *to = text;

	for (; *text; text++) {
		if (*text == '\\') {
			if (!*++text)
				break;
			if (*text == '\n')
				continue;
		}
		*to++ = *text;
	}
	*to = '\0';
}

void module_rules_parse(struct module_rules *rules, char *text)
{
	char *line;

	join_lines(text);
	while ((line = strsep(&text, "\n")))
		parse_rule(rules, line);
}

void module_rules_release(struct module_rules *rules)
{
	for (size_t i = 0; i < rules->count; i++) {
		free(rules->list[i].name);
		free(rules->list[i].value);
	}
	free(rules->list);
	*rules = (struct module_rules){ 0 };
}

/* --- what the rules say about a module --- */

bool module_rules_refuse(const char *command)
{
	if (!command)
		return false;
	command += strspn(command, " \t");
	return !strncmp(command, "/bin/false", 10) || !strncmp(command, "/bin/true", 9) ||
	       !strncmp(command, "/usr/bin/false", 14) || !strncmp(command, "/usr/bin/true", 13) ||
	       !strcmp(command, "false") || !strcmp(command, "true");
}

/* The first match counts (kmod_module_get_install_commands()). */
static const char *install_command(const struct module_rules *rules, const char *module)
{
	for (size_t i = 0; i < rules->count; i++)
		if (rules->list[i].kind == RULE_INSTALL && !fnmatch(rules->list[i].name, module, 0))
			return rules->list[i].value;
	return NULL;
}

static bool is_on_blacklist(const struct module_rules *rules, const char *module,
			    const char *cmdline)
{
	for (size_t i = 0; i < rules->count; i++)
		if (rules->list[i].kind == RULE_BLACKLIST && !strcmp(rules->list[i].name, module))
			return true;
	return cmdline && modprobe_is_refused(cmdline, module);
}

/*
 * Does the module have an install command? If so, libkmod knows the module even if no table lists
 * it.
 */
static bool has_command(const struct module_rules *rules, const char *module)
{
	for (size_t i = 0; i < rules->count; i++)
		if (rules->list[i].kind == RULE_INSTALL && !strcmp(rules->list[i].name, module))
			return true;
	return false;
}

bool module_rules_forbid(const struct module_rules *rules, const char *module, bool known,
			 const char *cmdline)
{
	bool aliased = false;

	if (module_rules_refuse(install_command(rules, module)))
		return true;
	/* kmod_module_new_from_lookup(): aliases in modprobe.d precede the module itself. */
	for (size_t i = 0; i < rules->count; i++) {
		const struct module_rule *rule = &rules->list[i];

		if (rule->kind != RULE_ALIAS || fnmatch(rule->name, module, 0))
			continue;
		if (!is_on_blacklist(rules, rule->value, cmdline))
			return false;
		aliased = true;
	}
	if (aliased)
		return true;
	return (known || has_command(rules, module)) && is_on_blacklist(rules, module, cmdline);
}

/* --- the files --- */

/*
 * Is it a link to /dev/null? Administrators use one to disable files of the same name in later
 * directories.
 */
static bool is_dev_null(const char *path)
{
	struct stat st;

	return sysroot_stat(path, &st) == 0 && S_ISCHR(st.st_mode) && st.st_rdev == makedev(1, 3);
}

/*
 * Read a file. The caller frees *text. Returns 0, also for a missing file or a link to /dev/null,
 * or -errno. The caller notes an error, since an unreadable file may forbid any module.
 */
static int config_error(const struct facts *facts, const char *path, char **text)
{
	int rc;

	/* If the live run could not read a file, the capture has an empty one. */
	rc = record_error(facts, path, reader_text(path, MODPROBE_MAX, text, NULL, NULL));
	return rc == -ENOENT || (rc == -EINVAL && is_dev_null(path)) ? 0 : rc;
}

/* Did the bounded run leave out the file? libkmod would block on such a file, too. */
static bool is_left_out(int rc)
{
	return rc == -ETIMEDOUT || rc == -ECANCELED;
}

static bool is_config(const char *name)
{
	size_t length = strlen(name);

	return name[0] != '.' && length > 5 && !strcmp(name + length - 5, ".conf");
}

static void note_rules_unread(struct facts *facts, const char *path, int rc)
{
	facts->modules.rules_unread = true;
	facts_skip(facts, path, rc, "modules");
}

/* Add a file; takes ownership of text. Returns false if all files together are too long. */
static bool keep_file(struct rules_files *files, const char *name, char *text)
{
	files->bytes += text ? strlen(text) : 0;
	if (files->bytes > RULES_MAX) {
		free(text);
		return false;
	}
	files->list = array_make_room(files->list, files->count, sizeof(*files->list));
	files->list[files->count] = (struct rules_file){ xstrdup(name), text, files->count };
	files->count++;
	return true;
}

/* Examine one file in the directory where. Returns like module_rules_look(). */
static bool read_rules_file(struct facts *facts, const char *where, const char *name,
			    struct rules_files *files)
{
	char *path = xasprintf("%s/%s", where, name), *text;
	int rc = config_error(facts, path, &text);

	if (rc)
		note_rules_unread(facts, path, rc);
	if (!files)
		free(text);
	else if (!keep_file(files, name, text))
		note_rules_unread(facts, path, -EFBIG);
	free(path);
	/* libkmod would block on a FIFO until it has a writer; a device may have no end. */
	return rc != -EINVAL && rc != -EFBIG && !is_left_out(rc);
}

/* Examine one directory. Returns like module_rules_look(). */
static bool look_at_config(struct facts *facts, const char *where, struct rules_files *files)
{
	struct dirent *entry;
	bool harmless = true;
	int rc, count = 0;
	DIR *dir;

	rc = record_error(facts, where, reader_list(where, &dir));
	if (rc) {
		if (dir)
			closedir(dir);
		if (rc != -ENOENT)
			note_rules_unread(facts, where, rc);
		return !is_left_out(rc);
	}
	for (errno = 0; (entry = readdir(dir)); errno = 0) {
		if (!is_config(entry->d_name))
			continue;
		if (++count > CONFIGS_MAX) {
			errno = EFBIG;
			harmless = false;
			break;
		}
		harmless &= read_rules_file(facts, where, entry->d_name, files);
	}
	if (errno)
		note_rules_unread(facts, where, errno);
	closedir(dir);
	return harmless;
}

/* Sort by name; files of one name keep the order of the directories. */
static int by_file_name(const void *a, const void *b)
{
	const struct rules_file *x = a, *y = b;
	int order = strcmp(x->name, y->name);

	return order ? order : (x->order > y->order) - (x->order < y->order);
}

/* Parse and free the files. */
static void take_files(struct module_rules *rules, struct rules_files *files)
{
	const char *last = NULL;

	if (files->count)
		qsort(files->list, files->count, sizeof(*files->list), by_file_name);
	for (size_t i = 0; i < files->count; i++) {
		struct rules_file *file = &files->list[i];

		if (file->text && (!last || strcmp(last, file->name)))
			module_rules_parse(rules, file->text);
		last = file->name;
	}
	for (size_t i = 0; i < files->count; i++) {
		free(files->list[i].name);
		free(files->list[i].text);
	}
	free(files->list);
}

bool module_rules_look(struct facts *facts, struct module_rules *rules)
{
	struct rules_files files = { 0 };
	bool harmless = true;

	for (size_t i = 0; i < ARRAY_SIZE(config_dirs); i++)
		harmless &= look_at_config(facts, config_dirs[i], rules ? &files : NULL);
	if (rules)
		take_files(rules, &files);
	return harmless;
}

bool module_rules_were_late(const struct facts *facts)
{
	for (size_t i = 0; i < ARRAY_SIZE(config_dirs); i++)
		if (record_has_timeout(facts, config_dirs[i]))
			return true;
	return false;
}

static enum tri module_loading_disabled(struct facts *facts, bool nomodule)
{
	static const char path[] = "/proc/sys/kernel/modules_disabled";
	char value[32];
	int rc;

	/*
	 * The sysctl is valid only until the next boot, so it says nothing about a target kernel.
	 * The command line is likely that of the next boot, too.
	 */
	if (!facts->target_kernel) {
		rc = record_error(facts, path, reader_attr(path, value, sizeof(value)));
		if (rc == 1 && (*value == '0' || *value == '1'))
			return tri_from_bool(*value == '1');
		if (rc != -ENOENT) {
			facts->modules.rules_unread = true;
			facts_skip(facts, path, rc < 0 ? rc : EINVAL, "modules");
		}
	}
	return nomodule ? TRI_YES : TRI_UNKNOWN;
}

/* core_param(nomodule) in kernel/module/main.c: "nomodule" sets the sysctl's variable. */
enum tri module_rules_disabled(struct facts *facts)
{
	bool nomodule = facts->kernel.cmdline && cmdline_forbids_modules(facts->kernel.cmdline);
	enum tri disabled = module_loading_disabled(facts, nomodule);

	facts->modules.nomodule = nomodule && disabled == TRI_YES;
	return disabled;
}

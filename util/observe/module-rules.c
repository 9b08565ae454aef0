// SPDX-License-Identifier: GPL-2.0-only
/* What forbids modules: modprobe.d, a switch, "nomodule". */
#include "module-rules.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

#include "../must.h"
#include "observe.h"
#include "reader.h"
#include "record.h"

/* Real files of modprobe.d have a few KiB. */
#define MODPROBE_MAX (1UL << 20)

/* More files than any machine has in one directory of them. */
#define CONFIGS_MAX 4096

/* Where libkmod of any version looks for configuration. */
static const char *const config_dirs[] = { "/etc/modprobe.d", "/run/modprobe.d",
					   "/usr/local/lib/modprobe.d", "/usr/lib/modprobe.d",
					   "/lib/modprobe.d" };

/* Links to /dev/null are how a file of that name elsewhere is hidden. */
static bool is_dev_null(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISCHR(st.st_mode) && st.st_rdev == makedev(1, 3);
}

/* Whatever is in a file that cannot be read may be what forbids a module. Returns 0 or -errno. */
static int config_error(const struct facts *facts, const char *path)
{
	char *text;
	int rc;

	/* A capture has an empty file in the place of one that could not be read. */
	rc = record_error(facts, path, reader_text(path, MODPROBE_MAX, &text, NULL, NULL));
	free(text);
	return rc == -ENOENT || (rc == -EINVAL && is_dev_null(path)) ? 0 : rc;
}

/* By the watch: libkmod would be stuck there, too. */
static bool is_left_out(int rc)
{
	return rc == -ETIMEDOUT || rc == -ECANCELED;
}

static bool is_config(const char *name)
{
	size_t length = strlen(name);

	return name[0] != '.' && length > 5 && !strcmp(name + length - 5, ".conf");
}

/* One of the directories, as module_rules_look(). */
static bool look_at_config(struct facts *facts, const char *where)
{
	struct dirent *entry;
	bool harmless = true;
	int rc, count = 0;
	DIR *dir;

	rc = record_error(facts, where, reader_list(where, &dir));
	if (rc) {
		if (dir)
			closedir(dir);
		if (rc != -ENOENT) {
			facts->modules.rules_unread = true;
			facts_skip(facts, where, rc, "modules");
		}
		return !is_left_out(rc);
	}
	for (errno = 0; (entry = readdir(dir)); errno = 0) {
		char *path;

		if (!is_config(entry->d_name))
			continue;
		if (++count > CONFIGS_MAX) {
			errno = EFBIG;
			harmless = false;
			break;
		}
		path = must_asprintf("%s/%s", where, entry->d_name);
		rc = config_error(facts, path);
		if (rc) {
			facts->modules.rules_unread = true;
			facts_skip(facts, path, rc, "modules");
		}
		/* It would wait for a writer, or read without an end. */
		harmless &= rc != -EINVAL && rc != -EFBIG && !is_left_out(rc);
		free(path);
	}
	if (errno) {
		facts->modules.rules_unread = true;
		facts_skip(facts, where, errno, "modules");
	}
	closedir(dir);
	return harmless;
}

bool module_rules_look(struct facts *facts)
{
	bool harmless = true;

	for (size_t i = 0; i < ARRAY_LENGTH(config_dirs); i++)
		harmless &= look_at_config(facts, config_dirs[i]);
	return harmless;
}

bool module_rules_were_late(const struct facts *facts)
{
	for (size_t i = 0; i < ARRAY_LENGTH(config_dirs); i++)
		if (record_has_timeout(facts, config_dirs[i]))
			return true;
	return false;
}

enum tri module_rules_disabled(struct facts *facts)
{
	static const char path[] = "/proc/sys/kernel/modules_disabled";
	char value[32];
	int rc;

	/* It is the running kernel's, and gone with the next boot; the command line most likely is not. */
	if (!facts->other_kernel) {
		rc = record_error(facts, path, reader_attr(path, value, sizeof(value)));
		if (rc == 1 && (*value == '0' || *value == '1'))
			return tri_from_bool(*value == '1');
		if (rc != -ENOENT) {
			facts->modules.rules_unread = true;
			facts_skip(facts, path, rc < 0 ? rc : EINVAL, "modules");
		}
	}
	if (facts->kernel.cmdline && cmdline_forbids_modules(facts->kernel.cmdline))
		return TRI_YES;
	return TRI_UNKNOWN;
}

// SPDX-License-Identifier: GPL-2.0-only
#include "dax-mounts.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "../../facts/host.h"
#include "../../facts/mount-options.h"
#include "../../lib/array.h"
#include "../../lib/strutil.h"
#include "../read/reader.h"
#include "../record/errors.h"
#include "mountinfo.h"

static const char path[] = "/proc/self/mountinfo";

/*
 * The drivers of these file systems show dax=always ("dax" in ext2 and before 5.8) only while it is
 * in effect: ext4_handle_mount_opts() refuses it, and xfs_setup_dax_always(),
 * ext2_fill_super() and erofs_fc_fill_super() drop it, if the disk or the kernel has no DAX.
 * virtio_fs_fill_super() refuses it without FUSE_DAX or a window (5.10 to 7.3).
 */
static bool shows_dax(const struct mountinfo_line *line)
{
	char *value = mount_option_value(line->super, "dax");
	bool always = value && (!*value || !strcmp(value, "always"));

	free(value);
	return always;
}

static bool is_on_disk(const char *fstype)
{
	static const char *const types[] = { "ext2", "ext3", "ext4", "xfs", "erofs" };

	return string_index(types, ARRAY_SIZE(types), fstype) >= 0;
}

void dax_mounts_parse(struct facts *facts, char *text)
{
	size_t count;
	struct mountinfo_line *lines = mountinfo_split(text, &count);

	for (size_t i = 0; i < count; i++) {
		if (!shows_dax(&lines[i]))
			continue;
		if (is_on_disk(lines[i].fstype))
			facts->dax_use.file = path;
		else if (!strcmp(lines[i].fstype, "virtiofs"))
			facts->dax_use.virtiofs = path;
	}
	mountinfo_release(lines, count);
}

static bool is_built_in(const struct facts *facts, enum kernel_option option)
{
	return facts->kconfig.option[option].state == OPTION_YES;
}

void observe_dax_mounts(struct facts *facts)
{
	char *text;
	int rc;

	if (is_built_in(facts, KOPT_FS_DAX) && is_built_in(facts, KOPT_FUSE_DAX))
		return;
	rc = record_error(facts, path, reader_text(path, MOUNTINFO_MAX, &text, NULL, NULL));
	if (rc >= 0)
		dax_mounts_parse(facts, text);
	else if (rc != -ENOENT)
		facts_skip(facts, path, rc, "modes");
	free(text);
}

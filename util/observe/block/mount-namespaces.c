// SPDX-License-Identifier: GPL-2.0-only
/* Mounts in the mount namespaces of other processes. */
#include "mount-namespaces.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../facts/inventory.h"
#include "../../lib/array.h"
#include "../../lib/xalloc.h"
#include "../read/reader.h"
#include "../record/errors.h"
#include "../record/inventory.h"
#include "mountinfo.h"
#include "mounts.h"

/* The most processes and namespaces that are examined. If there are more, a skip says so. */
#define PROCESSES_MAX  32768
#define NAMESPACES_MAX 256

#define OTHERS_PATH "/proc/PID/mountinfo"

static int by_pid(const void *a, const void *b)
{
	unsigned int x = *(const unsigned int *)a, y = *(const unsigned int *)b;

	return x < y ? -1 : x > y;
}

/*
 * The process ids, sorted, for the caller to free. *error is 0 or a negative errno; -E2BIG: there
 * are too many.
 */
static unsigned int *list_processes(size_t *count, int *error)
{
	unsigned int *pids = NULL;
	struct dirent *entry;
	DIR *dir;

	*count = 0;
	*error = reader_list("/proc", &dir);
	if (*error)
		return NULL;
	while ((entry = readdir(dir))) {
		if (*entry->d_name < '1' || *entry->d_name > '9')
			continue;
		if (*count == PROCESSES_MAX) {
			*error = -E2BIG;
			break;
		}
		pids = array_make_room(pids, *count, sizeof(*pids));
		pids[(*count)++] = strtoul(entry->d_name, NULL, 10);
	}
	closedir(dir);
	if (*count)
		qsort(pids, *count, sizeof(*pids), by_pid);
	return pids;
}

struct seen {
	char *list[NAMESPACES_MAX];
	size_t count;
};

static bool is_new(struct seen *seen, const char *name)
{
	for (size_t i = 0; i < seen->count; i++)
		if (!strcmp(seen->list[i], name))
			return false;
	seen->list[seen->count++] = xstrdup(name);
	return true;
}

/* Returns 0, also if the process has ended, or the negative errno with which reading failed. */
static int look_at_process(struct inventory *inventory, struct facts *facts, struct seen *seen,
			   unsigned int pid)
{
	char path[64], name[PATH_MAX], *text;
	int rc;

	snprintf(path, sizeof(path), "/proc/%u/ns/mnt", pid);
	rc = reader_link(path, name);
	if (rc)
		return rc == -ENOENT || rc == -ESRCH ? 0 : rc;
	/* 5.10 gives an empty target, and no error, to those who may not trace the process. */
	if (!*name)
		return -EACCES;
	if (!is_new(seen, name))
		return 0;
	snprintf(path, sizeof(path), "/proc/%u/mountinfo", pid);
	rc = reader_text(path, MOUNTINFO_MAX, &text, NULL, NULL);
	if (!rc)
		mounts_parse_other(inventory, facts, text, name, pid);
	free(text);
	/* Zombies have a mount namespace but no readable mountinfo. */
	return rc == -ENOENT || rc == -ESRCH || rc == -EINVAL ? 0 : rc;
}

static void read_other_namespaces(struct inventory *inventory, struct facts *facts)
{
	struct seen seen = { .count = 0 };
	char own[PATH_MAX];
	unsigned int *pids;
	size_t count;
	int error = 0, rc;

	/* This process's namespace has been read already. */
	if (!reader_link("/proc/self/ns/mnt", own))
		is_new(&seen, own);
	pids = list_processes(&count, &error);
	for (size_t i = 0; i < count; i++) {
		rc = seen.count < NAMESPACES_MAX ? look_at_process(inventory, facts, &seen, pids[i])
						 : -E2BIG;
		if (!error)
			error = rc;
	}
	free(pids);
	for (size_t i = 0; i < seen.count; i++)
		free(seen.list[i]);
	if (error)
		facts_skip(facts, OTHERS_PATH, error, "mounts");
}

struct recalling {
	struct inventory *inventory;
	struct facts *facts;
};

static void recall_mount(char *line, const char *mount_namespace, unsigned int pid, void *arg)
{
	const struct recalling *recalling = arg;

	mounts_parse_other(recalling->inventory, recalling->facts, line, mount_namespace, pid);
}

/* Add the mounts of other namespaces from the record of a capture. */
static void recall_other_namespaces(struct inventory *inventory, struct facts *facts)
{
	struct recalling recalling = { inventory, facts };
	int error = record_error(facts, OTHERS_PATH, 0);

	record_each_other_mount(facts, recall_mount, &recalling);
	if (error)
		facts_skip(facts, OTHERS_PATH, error, "mounts");
}

void observe_other_mounts(struct inventory *inventory, struct facts *facts)
{
	if (facts->live)
		read_other_namespaces(inventory, facts);
	else
		recall_other_namespaces(inventory, facts);
}

// SPDX-License-Identifier: GPL-2.0-only
/*
 * libdaxctl and the direct reader fill the inventory in the same way. Both read a made-up /sys and
 * /dev in a mount namespace. If that is not possible, the test is skipped.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <syslog.h>
#include <unistd.h>

#include <daxctl/libdaxctl.h>

#include "../../util/facts/inventory.h"
#include "../../util/lib/xalloc.h"
#include "../../util/observe/nd/dax-library.h"
#include "../../util/observe/nd/dax.h"
#include "mount-namespace.h"
#include "unit.h"

#define REGION "/sys/devices/platform/hmem.0"

static void make_parents(const char *path)
{
	char *copy = xstrdup(path);

	for (char *slash = copy + 1; (slash = strchr(slash, '/')); *slash++ = '/') {
		*slash = '\0';
		if (mkdir(copy, 0755) < 0)
			assert_int_equal(errno, EEXIST);
	}
	free(copy);
}

static void put(const char *path, const char *text)
{
	FILE *file;

	make_parents(path);
	file = fopen(path, "w");
	assert_non_null(file);
	fputs(text, file);
	assert_int_equal(fclose(file), 0);
}

static void put_link(const char *path, const char *target)
{
	make_parents(path);
	unlink(path);
	assert_int_equal(symlink(target, path), 0);
}

static void put_device(const char *name, const char *driver, const char *size, const char *node)
{
	char path[128], target[128];

#define ATTRIBUTE(attr, text)                                                                      \
	do {                                                                                       \
		snprintf(path, sizeof(path), REGION "/%s/%s", name, attr);                         \
		put(path, text);                                                                   \
	} while (0)
	ATTRIBUTE("size", size);
	ATTRIBUTE("align", "2097152\n");
	ATTRIBUTE("target_node", node);
	ATTRIBUTE("numa_node", "0\n");
	ATTRIBUTE("resource", "0x40000000\n");
	ATTRIBUTE("mapping0/start", "0x40000000\n");
	ATTRIBUTE("mapping0/end", "0x4fffffff\n");
	ATTRIBUTE("dev", "252:1\n");
#undef ATTRIBUTE
	if (driver) {
		snprintf(target, sizeof(target), "/sys/bus/dax/drivers/%s/bind", driver);
		put(target, "");
		snprintf(path, sizeof(path), REGION "/%s/driver", name);
		snprintf(target, sizeof(target), "/sys/bus/dax/drivers/%s", driver);
		put_link(path, target);
	}
	snprintf(path, sizeof(path), "/sys/bus/dax/devices/%s", name);
	snprintf(target, sizeof(target), "../../../devices/platform/hmem.0/%s", name);
	put_link(path, target);
	snprintf(path, sizeof(path), "/dev/%s", name);
	put(path, "");
}

/* Blocks of 128 MiB: the device at 1 GiB has blocks 8 and 9. */
static void put_block(int number, const char *state, const char *zones)
{
	char path[128], text[32];

	snprintf(path, sizeof(path), "/sys/devices/system/memory/memory%d/phys_index", number);
	snprintf(text, sizeof(text), "%08x\n", number);
	put(path, text);
	snprintf(path, sizeof(path), "/sys/devices/system/node/node1/memory%d/state", number);
	put(path, state);
	snprintf(path, sizeof(path), "/sys/devices/system/node/node1/memory%d/valid_zones", number);
	put(path, zones);
}

static int make_machine(void **state)
{
	(void)state;
	dax_library_use(NULL);
	put_device("dax0.0", "kmem", "268435456\n", "1\n");
	put_device("dax0.1", "device_dax", "268435456\n", "1\n");
	put_device("dax0.2", NULL, "0\n", "-1\n");
	put_device("dax0.3", "fsdev_dax", "268435456\n", "1\n");
	put_device("dax0.10", "device_dax", "268435456\n", "1\n");
	put(REGION "/dax_region/id", "0\n");
	put(REGION "/dax_region/size", "4294967296\n");
	put(REGION "/dax_region/align", "2097152\n");
	put(REGION "/dax_region/available_size", "1073741824\n");
	/* The link in /sys/dev/char leads from the node's number to the device. */
	put_link("/sys/dev/char/0:0/subsystem", "/sys/bus/dax");
	put("/sys/devices/system/memory/block_size_bytes", "8000000\n");
	put("/sys/devices/system/node/node1/memory_failure/total", "0\n");
	put_block(7, "online\n", "Normal\n");
	put_block(8, "online\n", "Movable\n");
	put_block(9, "online\n", "Movable\n");
	put_block(10, "offline\n", "Movable\n");
	return 0;
}

/* The text has every field; the caller frees it. */
static char *read_all(const char *reader)
{
	struct facts facts = { .live = true, .has_live_facts = true };
	struct inventory inventory = { 0 };
	size_t length;
	char *text;
	FILE *file = xalloc_check(open_memstream(&text, &length));

	setenv("PMEMCAP_READER", reader, 1);
	observe_dax(&inventory, &facts);
	for (size_t i = 0; i < inventory.dax_region_count; i++) {
		const struct dax_region *r = &inventory.dax_regions[i];

		fprintf(file, "region %d %s %s %llu %llu %lu\n", r->id, r->parent,
			r->path ? r->path : "-", r->size, r->available_size, r->align);
	}
	for (size_t i = 0; i < inventory.dax_count; i++) {
		const struct dax_device *d = &inventory.dax_devices[i];

		fprintf(file, "%s %s %zu %llu %lu %d %d %d %d memory %d %lu %d/%d %s\n", d->dev,
			d->driver ? d->driver : "-", d->region, d->size, d->align, d->target_node,
			d->numa_node, d->unread, d->node_there, d->memory.known,
			d->memory.block_size, d->memory.online, d->memory.total,
			tri_name(d->memory.movable));
		for (size_t j = 0; j < d->range_count; j++)
			fprintf(file, "%s range %llx-%llx\n", d->dev, d->ranges[j].start,
				d->ranges[j].end);
	}
	for (size_t i = 0; i < facts.skip_count; i++)
		fprintf(file, "skipped %s %d\n", facts.skips[i].path, facts.skips[i].error);
	fclose(file);
	inventory_release(&inventory);
	facts_release(&facts);
	return text;
}

/* Both readers give the same text, and it has this line. */
static void expect_alike(const char *line)
{
	char *library = read_all("library"), *direct = read_all("direct");

	assert_string_equal(library, direct);
	if (!strstr(library, line))
		fail_msg("no line \"%s\" in:\n%s", line, library);
	free(library);
	free(direct);
}

static bool library_lists(const char *dev)
{
	const struct facts facts = { .live = true };
	struct dax_library *library;
	bool has;

	setenv("PMEMCAP_READER", "library", 1);
	library = dax_library_open(&facts, 1);
	assert_non_null(library);
	has = dax_library_parent(library, dev);
	dax_library_close(library);
	return has;
}

TEST(all_there, "Both readers list the same dax devices")
{
	assert_true(library_lists("dax0.0"));
	assert_true(library_lists("dax0.10"));
	assert_false(library_lists("dax0.4"));
	expect_alike("region 0 /sys/bus/dax/devices/../../../devices/platform/hmem.0 "
		     "/platform/hmem.0 4294967296 1073741824 2097152\n");
	expect_alike("dax0.0 kmem 0 268435456 2097152 1 0 0 0 memory 1 134217728 2/2 yes\n");
	expect_alike("dax0.3 fsdev_dax 0 268435456 2097152 1 0 0 0 memory 0 0 0/0 unknown\n"
		     "dax0.3 range 40000000-4fffffff\ndax0.10 device_dax");
}

TEST(ranges, "The ranges of a device count if they add up to its size")
{
	expect_alike("dax0.3 range 40000000-4fffffff\n");
	expect_alike("memory 1 134217728 2/2 yes\ndax0.1 "); /* none of a device that kmem has */
	put(REGION "/dax0.3/mapping0/end", "0x47ffffff\n");
	put(REGION "/dax0.3/mapping1/start", "0x60000000\n");
	put(REGION "/dax0.3/mapping1/end", "0x67ffffff\n");
	expect_alike("dax0.3 range 40000000-47ffffff\ndax0.3 range 60000000-67ffffff\n");
	put(REGION "/dax0.3/mapping1/end", "0x6fffffff\n");
	expect_alike("memory 0 0 0/0 unknown\ndax0.10 ");
	put(REGION "/dax0.3/mapping1/end", "\n");
	expect_alike("skipped /sys/bus/dax/devices/dax0.3/mapping1/end 74\n");
	expect_alike("memory 0 0 0/0 unknown\ndax0.10 ");
}

TEST(blocks, "Both readers agree on memory blocks that are offline or in another zone")
{
	put_block(9, "online\n", "Normal\n");
	expect_alike("134217728 2/2 no\n");
	put_block(9, "offline\n", "Movable\n");
	expect_alike("134217728 1/2 unknown\n");
}

TEST(no_node, "A dax device without a node is still read")
{
	unlink("/dev/dax0.0");
	unlink("/dev/dax0.3");
	assert_false(library_lists("dax0.0"));
	expect_alike("dax0.0 kmem 0 268435456 2097152 1 0 0 0 memory 1 134217728 2/2 yes\n");
	expect_alike("dax0.3 fsdev_dax 0 268435456");
}

TEST(damaged, "A damaged attribute is unread, not 0")
{
	put(REGION "/dax0.1/size", "much\n");
	expect_alike("dax0.1 device_dax 0 0 2097152 1 0 1 0");
	put(REGION "/dax0.1/size", "268435456\n");
	put(REGION "/dax0.1/align", "\n");
	put(REGION "/dax0.1/target_node", "none\n");
	expect_alike("dax0.1 device_dax 0 268435456 0 -1 0 1 0");
	put(REGION "/dax_region/size", "99999999999999999999999\n");
	expect_alike("skipped /sys/bus/dax/devices/dax0.0/../dax_region/size");
}

TEST(missing, "A missing attribute is unread, not 0")
{
	unlink(REGION "/dax0.1/align");
	unlink(REGION "/dax0.1/target_node");
	unlink(REGION "/dax_region/available_size");
	expect_alike("dax0.1 device_dax 0 268435456 0 -1 0 0 0");
	unlink("/sys/devices/system/memory/block_size_bytes");
	expect_alike("dax0.0 kmem 0 268435456 2097152 1 0 0 0 memory 0 0 0/0 unknown\n");
}

TEST(given_context, "The caller's libdaxctl context is not changed")
{
	struct daxctl_ctx *ctx;

	assert_int_equal(daxctl_new(&ctx), 0);
	daxctl_set_log_priority(ctx, LOG_WARNING);
	dax_library_use(ctx);
	expect_alike("dax0.0 kmem 0 268435456 2097152 1 0 0 0 memory 1 134217728 2/2 yes\n");
	assert_int_equal(daxctl_get_log_priority(ctx), LOG_WARNING);
	dax_library_leave();
	daxctl_unref(ctx);
}

static int clean_machine(void **state)
{
	(void)state;
	return mount_empty("/sys") || mount_empty("/dev");
}

int main(void)
{
	if (enter_mount_namespace() || clean_machine(NULL))
		return unit_test_skip_all("no mount namespace can be had here");
	return unit_test_run(NULL, make_machine, clean_machine);
}

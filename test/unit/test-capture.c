// SPDX-License-Identifier: GPL-2.0-only
/* Captures: reduced files, files that never answer, the record, and the target. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <json-c/json.h>

#include "../../util/capture/mirror.h"
#include "../../util/capture/reduce.h"
#include "../../util/capture/table.h"
#include "../../util/capture/target-kind.h"
#include "../../util/capture/tree.h"
#include "../../util/facts/inventory.h"
#include "../../util/observe/host/bootlog.h"
#include "../../util/observe/read/reader.h"
#include "../../util/observe/record/errors.h"
#include "../../util/observe/record/inventory.h"
#include "../../util/observe/record/record.h"
#include "../../util/proc/worker.h"
#include "unit.h"

static void check_reduced(reduce_fn reduce, const char *text, const char *left)
{
	char *copy = strdup(text), *once = reduce(copy), *twice;

	assert_string_equal(once, left);
	twice = reduce(once);
	assert_string_equal(twice, left);
	free(twice);
	free(once);
	free(copy);
}

TEST(cmdline, "A capture keeps only those words of the command line that are judged")
{
	check_reduced(reduce_cmdline, "root=/dev/sda1 quiet nomodule rd.luks.key=hunter2\n",
		      "nomodule\n");
	check_reduced(reduce_cmdline, "module_blacklist=nd_pmem,x modprobe.blacklist=nfit a",
		      "module_blacklist=nd_pmem,x modprobe.blacklist=nfit\n");
	/* The kinds of ranges are kept, but not their addresses. */
	check_reduced(reduce_cmdline, "memmap=4G!8G memmap=1M$2G,3M@4G", "memmap=! memmap=$,@\n");
	check_reduced(reduce_cmdline, "memmap=64M%1536M-1+0xefffffff memmap=512M",
		      "memmap=%-1+4026531839\n");
	check_reduced(reduce_cmdline,
		      "efi_fake_mem=1G@4G:0x40000 efi=debug,nosoftreserve efi=debug",
		      "efi_fake_mem= efi=nosoftreserve\n");
	check_reduced(reduce_cmdline, "nd_pmem.blacklist=yes nd_pmem.key=hunter2",
		      "nd_pmem.blacklist\n");
	/* libkmod reads text in quotes as a part of the word before it. */
	check_reduced(reduce_cmdline, "dyndbg=\"file x modprobe.blacklist=nfit\" y",
		      "\" modprobe.blacklist=nfit\"\n");
	check_reduced(reduce_cmdline, "\"memmap=4G!8G modprobe.blacklist=nfit\"",
		      "\"memmap=! modprobe.blacklist=nfit\"\n");
	/* Quotes are not part of the word. */
	check_reduced(reduce_cmdline, "nd_pmem.blacklist=\"x y\"", "nd_pmem.blacklist=\" \"\n");
	check_reduced(reduce_cmdline, "efi=\"a,nosoftreserve b\"", "efi=nosoftreserve,\" \"\n");
	check_reduced(reduce_cmdline, "nd_a\"b.blacklist=1 c\"", "\" \"\n");
	/* A type cannot have a sign, which would make the number longer. */
	check_reduced(reduce_cmdline, "memmap=1%--1", "memmap=%\n");
	check_reduced(reduce_cmdline, "module_blacklist=\"a b,kmem\" c -- module_blacklist=d",
		      "module_blacklist=\"a b,kmem\" -- module_blacklist=d\n");
	check_reduced(reduce_cmdline, "\"module-blacklist=a b\" \"c d\"",
		      "\"module-blacklist=a b\" \" \"\n");
	/* A list inside another word's quotes is not a list. */
	check_reduced(reduce_cmdline, "dyndbg=\"x modprobe.blacklist=nfit key=hunter2\"",
		      "\" modprobe.blacklist=nfit \"\n");
	check_reduced(reduce_cmdline, "a\rmodprobe.blacklist=nfit\vb", "modprobe.blacklist=nfit\n");
	check_reduced(reduce_cmdline, "a\xa0module_blacklist=nfit b\xa0",
		      "a\xa0module_blacklist=nfit\n");
	check_reduced(reduce_cmdline, "\"--\" --x --=x \"nomodule\" nomodule=1 nomodule2",
		      "\"--\" \"nomodule\" nomodule=1\n");
	check_reduced(reduce_cmdline, "nomodules xnomodule", "\n");
	check_reduced(reduce_cmdline, "nomodule\tkey=hunter2\nkey=\"hunter2\nnomodule\"\n",
		      "nomodule \" nomodule\"\n");
	check_reduced(reduce_cmdline, "", "\n");
}

TEST(cpuinfo, "A capture keeps no serial number of cpuinfo")
{
	check_reduced(reduce_cpuinfo,
		      "processor\t: 0\nvendor_id\t: GenuineIntel\nmicrocode\t: 0x1\n"
		      "flags\t\t: fpu hypervisor\n\nSerial\t\t: 00000000abcdef01\n",
		      "processor\t: 0\nvendor_id\t: GenuineIntel\nflags\t\t: fpu hypervisor\n");
	check_reduced(reduce_cpuinfo, "Options implemented\t: tlb dc_aliases\nsystem type : malta",
		      "Options implemented\t: tlb dc_aliases\nsystem type : malta");
}

TEST(iomem, "A capture keeps no address of iomem")
{
	check_reduced(reduce_iomem,
		      "00100000-3fffffff : System RAM\n  0aB00000-0c00ffff : Kernel code\n"
		      "40000000-7fffffff : Persistent Memory (legacy)\n",
		      "00000000-00000000 : System RAM\n  00000000-00000000 : Kernel code\n"
		      "00000000-00000000 : Persistent Memory (legacy)\n");
}

TEST(modprobe, "A capture keeps no secret of modprobe.d")
{
	check_reduced(
		reduce_modprobe,
		"# password=hunter2\nblacklist nd-pmem\noptions nfit key=hunter2\n"
		"alias x nd_pmem\ninstall nd-pmem /bin/false\ninstall foo curl -u a:b\n"
		"install nd_btt /sbin/modprobe -q x; curl -u hunter2\ninstall nd_e820 false x\n"
		"install kmem KEY=hunter2 x\n"
		" install nd_* \\\n /bin/false\noptions x \\\nblacklist=1\n",
		"blacklist nd-pmem\nalias x nd_pmem\ninstall nd-pmem /bin/false\n"
		"install nd_btt /sbin/modprobe -\ninstall nd_e820 false -\ninstall kmem KEY=\n"
		" install nd_*  /bin/false\n");
	/* An escaped backslash does not continue the line, and hides no name. */
	check_reduced(
		reduce_modprobe,
		"blacklist nf\\it\\\\\\\n\noptions x\ninstall nf\\\\it /bin/false\ninstall n\\fit a\\",
		"blacklist nfit\\\\\ninstall nf\\\\it /bin/false\ninstall nfit a");
}

TEST(others, "A capture keeps the known lines of uevent, os-release and kallsyms")
{
	check_reduced(reduce_uevent,
		      "MAJOR=259\nMINOR=0\nDEVNAME=pmem0\nPARTUUID=1\nDEVTYPE=disk\n",
		      "MAJOR=259\nMINOR=0\nDEVNAME=pmem0\nDEVTYPE=disk\n");
	check_reduced(reduce_os_release, "ID=x\nPRETTY_NAME=\"X 1\"\n", "PRETTY_NAME=\"X 1\"\n");
	check_reduced(
		reduce_kallsyms,
		"ffffffff81000000 T _stext\nffffffff81000010 T _s\nffffffff81000020 T secret\n"
		"ffffffffc0001000 T nd_pfn_probe\t[libnvdimm]\nffffffffc0002000 t nd_dax_probe\n"
		"ffffffff82000000 T _einittext\n",
		"0000000000000000 T _stext\n0000000000000000 T nd_pfn_probe\t[libnvdimm]\n"
		"0000000000000000 T _einittext\n");
	/* The type is the last word, or is missing. */
	check_reduced(reduce_kallsyms, "abc ", "");
	check_reduced(reduce_kallsyms, "abc T", "");
}

TEST(table, "A capture reads nothing that is forbidden, and serial numbers only with -v")
{
	static const char *const forbidden[] = { "resource", "write_cache", "removable",
						 "deep_flush" };
	static const char *const whole[] = { "serial", "nfit/id", "nfit/vendor" };

	for (size_t i = 0; i < capture_row_count; i++) {
		const struct row *row = &capture_rows[i];

		for (size_t f = 0; f < sizeof(forbidden) / sizeof(*forbidden); f++)
			assert_null(strstr(row->names, forbidden[f]));
		for (size_t f = 0; f < sizeof(whole) / sizeof(*whole); f++)
			assert_true(row->who == ROW_WHOLE || !strstr(row->names, whole[f]));
	}
}

static bool captures(const char *where, const char *names)
{
	for (size_t i = 0; i < capture_row_count; i++)
		if (!strcmp(capture_rows[i].where, where) && !strcmp(capture_rows[i].names, names))
			return true;
	return false;
}

TEST(dax_models, "A capture keeps what is in a dax device's directories in both models")
{
	static const char bus[] = "/sys/bus/dax/devices/";
	static const char inside[] = "/sys/bus/dax/devices/dax[0-9]*/";
	size_t found = 0;
	char where[128];

	for (size_t i = 0; i < capture_row_count; i++) {
		const struct row *row = &capture_rows[i];

		if (strncmp(row->where, inside, strlen(inside)))
			continue;
		snprintf(where, sizeof(where), "/sys/class/dax/%s", row->where + strlen(bus));
		assert_true(captures(where, row->names));
		found++;
	}
	assert_true(found > 0);
}

/* This memory is shared with the reading process. */
static char *died;

static int odd_reader(const char *path, char **bytes, size_t *length)
{
	if (!strcmp(path, "never"))
		for (;;)
			pause();
	if (!strcmp(path, "dies") || (!strcmp(path, "dies once") && !died[0]++))
		_exit(EXIT_FAILURE);
	if (!strcmp(path, "open") && fcntl(9, F_GETFD) < 0)
		return -errno;
	if (!strcmp(path, "none"))
		return -ENOENT;
	*length = strcmp(path, "large") ? 3 : 5 << 20;
	*bytes = malloc(*length);
	memset(*bytes, 'x', *length);
	return 0;
}

static void check_worker(struct worker *worker, const char *path, int rc, size_t length)
{
	size_t found;
	char *bytes;

	assert_int_equal(worker_ask(worker, path, &bytes, &found), rc);
	if (rc) {
		assert_null(bytes);
		return;
	}
	assert_int_equal(found, length);
	assert_int_equal(strlen(bytes), length);
	free(bytes);
}

TEST(worker, "A worker answers each request, and goes on after a reader that dies or hangs")
{
	struct worker *worker = worker_new(odd_reader, 300);
	time_t before = time(NULL);

	died = mmap(NULL, 1, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	assert_ptr_not_equal(died, MAP_FAILED);
	assert_int_equal(dup2(STDERR_FILENO, 9), 9);
	check_worker(worker, "open", -EBADF, 0);
	close(9);
	check_worker(worker, "small", 0, 3);
	check_worker(worker, "never", -ETIMEDOUT, 0);
	check_worker(worker, "small", 0, 3);
	check_worker(worker, "none", -ENOENT, 0);
	check_worker(worker, "dies once", 0, 3);
	assert_int_equal(worker_error(worker), 0);
	worker_set_limit(worker, 100);
	check_worker(worker, "never", -ETIMEDOUT, 0);
	worker_free(worker);
	assert_true(time(NULL) - before < 30);

	worker = worker_new(odd_reader, 20000);
	check_worker(worker, "large", 0, 5 << 20);
	/* No file is named as the cause, and no other file is read. */
	check_worker(worker, "dies", -EPIPE, 0);
	assert_int_equal(worker_error(worker), -EPIPE);
	check_worker(worker, "small", -EPIPE, 0);
	worker_free(worker);
	worker_free(NULL);
}

TEST(reader_bytes, "A reader refuses a file that is not regular")
{
	struct worker *worker = worker_new(reader_bytes, 20000);

	check_worker(worker, "/nonexistent", -ENOENT, 0);
	check_worker(worker, "/dev/zero", -EINVAL, 0);
	check_worker(worker, "/proc", -EISDIR, 0);
	check_worker(worker, "/dev/null", -EINVAL, 0);
	worker_free(worker);
}

static struct json_object *parsed(const char *text)
{
	struct json_object *object = json_tokener_parse(text);

	assert_non_null(object);
	return object;
}

TEST(record, "A record that was written can be read again")
{
	struct dm_target target = {
		.type = strdup("linear"), .length = 16, .offset = 24, .offset_known = true
	};
	struct disk disk = { .dev = strdup("pmem0"),
			     .first_bytes_read = true,
			     .table_read = true,
			     .targets = &target,
			     .target_count = 1,
			     .fs = { strdup("xfs"), 4096, true, false, true } };
	struct mount mount = { .id = 36, .sample_dax = TRI_YES, .block_size = 4096 };
	struct dax_device device = { .dev = strdup("dax0.0"),
				     .node_there = true,
				     .node_mode = 0600 };
	struct nd_namespace ns = { .blockdev = disk.dev, .info_block = INFO_BLOCK_DAX };
	struct inventory inventory = { .namespaces = &ns,
				       .namespace_count = 1,
				       .disks = &disk,
				       .disk_count = 1,
				       .mounts = &mount,
				       .mount_count = 1,
				       .dax_devices = &device,
				       .dax_count = 1,
				       .environment = { .container = true } };
	struct facts live = { .kernel = { .release = strdup("6.12"),
					  .machine = strdup("mips64"),
					  .page_size = 16384,
					  .page_size_source = "AT_PAGESZ" },
			      .bootlog = { .source = strdup("syslog(2)"),
					   .line = strdup("Primary data cache 32kB, 2-way, VIPT, "
							  "cache aliases, linesize 32 bytes") },
			      .colour = { true, 0, 12, 1, 8192 },
			      .dax_use = { .file = "/proc/self/mountinfo", .virtiofs = "statx" } };
	struct facts facts = { 0 };
	struct disk again = { .dev = strdup("pmem0") };
	struct mount mount_again = { .id = 36 };
	struct dax_device device_again = { .dev = device.dev };
	static const char *const late[] = { "/sys/bus/nd/devices/region0/size" };
	enum info_block info;

	facts_skip(&live, "/dev/mapper/control", EACCES, "disks");
	record_take(&facts, record_make(&live, &inventory, late, 1));
	assert_true(facts.has_live_facts);
	assert_string_equal(facts.kernel.release, "6.12");
	assert_string_equal(facts.kernel.machine, "mips64");
	assert_int_equal(facts.kernel.page_size, 16384);
	assert_string_equal(facts.kernel.page_size_source, "AT_PAGESZ");
	assert_memory_equal(&facts.colour, &live.colour, sizeof(live.colour));
	assert_string_equal(facts.dax_use.file, live.dax_use.file);
	/* The record has this for the mount itself. */
	assert_null(facts.dax_use.virtiofs);
	assert_true(bootlog_recall(&facts));
	assert_string_equal(facts.bootlog.line, live.bootlog.line);
	assert_int_equal(facts.bootlog.aliases, TRI_YES);
	assert_int_equal(record_error(&facts, "/dev/mapper/control", -ENOENT), -EACCES);
	/* The live run's fact wins over the tree's file ... */
	assert_int_equal(record_error(&facts, "/dev/mapper/control", -EIO), -EACCES);
	assert_int_equal(record_error(&facts, "/dev/mapper/control", 0), -EACCES);
	assert_int_equal(record_error(&facts, "/dev/other", -ENOENT), -ENOENT);
	record_note_timeouts(&facts, false);
	assert_int_equal(facts.skip_count, 0);
	record_note_timeouts(&facts, true);
	record_note_timeouts(&facts, true);
	assert_int_equal(facts.skip_count, 1);
	assert_int_equal(facts.skips[0].error, ETIMEDOUT);
	assert_string_equal(facts.skips[0].affects, "buses");

	assert_true(record_superblock(&facts, &again, &info));
	assert_int_equal(info, INFO_BLOCK_DAX);
	assert_string_equal(again.fs.type, "xfs");
	assert_true(again.fs.features_read && again.fs.reflink && !again.fs.inline_data);
	assert_true(record_table(&facts, &again));
	assert_int_equal(again.target_count, 1);
	assert_string_equal(again.targets[0].type, "linear");
	assert_int_equal(again.targets[0].offset, 24);
	assert_true(again.targets[0].offset_known);
	record_mount(&facts, &mount_again);
	assert_int_equal(mount_again.sample_dax, TRI_YES);
	assert_int_equal(mount_again.block_size, 4096);
	assert_true(record_node(&facts, &device_again));
	assert_true(device_again.node_there);
	assert_int_equal(device_again.node_mode, 0600);
	assert_true(record_container(&facts));

	disk_release(&again);
	facts_release(&facts);
	facts_release(&live);
	free(target.type);
	free(disk.fs.type);
	free(disk.dev);
	free(device.dev);
}

TEST(record_nonsense, "Nonsense in a record counts as missing")
{
	static const char *const records[] = {
		"{}",
		"{\"version\":-1,\"kernel\":[],\"colour_probe\":7,\"errors\":3,\"disks\":[],"
		"\"mounts\":null,\"dax_nodes\":\"x\",\"boot_log\":[],\"environment\":1,"
		"\"dax_mounts\":{\"file\":\"yes\",\"virtiofs\":1}}",
		"{\"kernel\":{\"release\":7,\"page_size\":12345,\"machine\":\"\"},"
		"\"colour_probe\":{\"asked\":2,\"refused\":9,\"span\":-1},"
		"\"errors\":{\"/x\":\"ENOSUCHERROR\",\"/y\":-5,\"/z\":99999,\"/w\":{}},"
		"\"disks\":{\"pmem0\":{\"superblock\":\"ext4\",\"info_block\":\"zz\",\"table\":{}}}"
		","
		"\"mounts\":{\"1\":{\"sample_dax\":\"maybe\",\"block_size\":-4096}},"
		"\"environment\":{\"container\":\"yes\"}}",
		"{\"kernel\":{\"release\":\"\\u0000\",\"machine\":\"\\u0000x\"}}",
	};

	for (size_t i = 0; i < sizeof(records) / sizeof(*records); i++) {
		struct facts facts = { 0 };
		struct disk disk = { .dev = strdup("pmem0") };
		struct mount mount = { .id = 1 };
		struct dax_device device = { .dev = disk.dev };
		enum info_block info;

		record_take(&facts, parsed(records[i]));
		assert_false(facts.has_live_facts);
		assert_null(facts.kernel.release);
		assert_null(facts.kernel.machine);
		assert_int_equal(facts.kernel.page_size, 0);
		assert_false(facts.colour.done);
		assert_null(facts.dax_use.file);
		assert_null(facts.dax_use.virtiofs);
		assert_false(bootlog_recall(&facts));
		assert_false(record_superblock(&facts, &disk, &info));
		assert_int_equal(info, INFO_BLOCK_NOT_READ);
		assert_false(record_table(&facts, &disk));
		record_mount(&facts, &mount);
		assert_int_equal(mount.sample_dax, TRI_UNKNOWN);
		assert_int_equal(mount.block_size, 0);
		assert_false(record_node(&facts, &device));
		assert_false(record_container(&facts));
		for (const char *path = "wxyz"; *path; path++) {
			char name[] = { '/', *path, '\0' };

			assert_int_equal(record_error(&facts, name, -ENOENT), -ENOENT);
		}
		record_note_timeouts(&facts, false);
		record_note_timeouts(&facts, true);
		assert_int_equal(facts.skip_count, 0);
		disk_release(&disk);
		facts_release(&facts);
	}
}

TEST(record_line, "Only the cache counts in the boot log line of a record")
{
	struct facts facts = { 0 };

	record_take(&facts, parsed("{\"boot_log\":{\"line\":\"SoC: a\\n"
				   "CPU0 revision is: 1 (b)\"}}"));
	assert_true(bootlog_recall(&facts));
	assert_null(facts.bootlog.cpu);
	assert_null(facts.bootlog.system);
	facts_release(&facts);
}

/* A record of one disk, dm-0, with one member. */
static void take_disk(struct facts *facts, const char *key, const char *value)
{
	struct json_object *record = json_object_new_object(), *disks = json_object_new_object();
	struct json_object *disk = json_object_new_object();

	json_object_object_add(disk, key, parsed(value));
	json_object_object_add(disks, "dm-0", disk);
	json_object_object_add(record, "disks", disks);
	record_take(facts, record);
}

TEST(record_superblocks, "A super block that is only partly recorded is ignored")
{
	static const char *const odd[] = {
		"{\"type\":5}",
		"{\"type\":\"ext4\"}",
		"{\"type\":\"ext4\",\"block_size\":4096}",
		"{\"type\":\"ext4\",\"block_size\":4096,\"inline_data\":false}",
		"{\"type\":\"ext4\",\"block_size\":4096,\"inline_data\":0,\"reflink\":false}",
		"{\"type\":\"ext4\",\"block_size\":77,\"inline_data\":false,\"reflink\":false}",
		"{\"type\":\"\",\"block_size\":4096,\"inline_data\":false,\"reflink\":false}",
	};
	struct facts facts = { 0 };
	enum info_block info;

	for (size_t i = 0; i < sizeof(odd) / sizeof(*odd); i++) {
		struct disk disk = { .dev = strdup("dm-0") };

		take_disk(&facts, "superblock", odd[i]);
		assert_false(record_superblock(&facts, &disk, &info));
		assert_null(disk.fs.type);
		assert_false(disk.fs.features_read);
		disk_release(&disk);
		facts_release(&facts);
	}
	take_disk(&facts, "superblock", "{}");
	assert_true(record_superblock(&facts, &(struct disk){ .dev = (char[]){ "dm-0" } }, &info));
	facts_release(&facts);
}

TEST(record_tables, "A dm table with gaps, or out of range, is ignored")
{
	static const char *const odd[] = {
		"[{\"type\":\"linear\",\"length\":8,\"offset\":0}]",
		"[{\"type\":\"linear\",\"start\":-1,\"length\":8,\"offset\":0}]",
		"[{\"type\":\"linear\",\"start\":0,\"offset\":0}]",
		"[{\"type\":\"linear\",\"start\":0,\"length\":0,\"offset\":0}]",
		"[{\"type\":\"linear\",\"start\":8,\"length\":8,\"offset\":0}]",
		"[{\"start\":0,\"length\":8,\"offset\":0}]",
		("[{\"type\":\"linear\",\"start\":0,\"length\":8,\"offset\":0},"
		 "{\"type\":\"linear\",\"start\":16,\"length\":8,\"offset\":0}]"),
		"[{\"type\":\"linear\",\"start\":0,\"length\":8,\"offset\":0},{\"start\":8}]",
	};
	struct disk disk = { .dev = strdup("dm-0") };
	struct facts facts = { 0 };

	for (size_t i = 0; i < sizeof(odd) / sizeof(*odd); i++) {
		take_disk(&facts, "table", odd[i]);
		assert_false(record_table(&facts, &disk));
		assert_int_equal(disk.target_count, 0);
		facts_release(&facts);
	}
	take_disk(&facts, "table",
		  "[{\"type\":\"linear\",\"start\":0,\"length\":8,\"offset\":-8},"
		  "{\"type\":\"striped\",\"start\":8,\"length\":8,\"offset\":0},"
		  "{\"type\":\"error\",\"start\":16,\"length\":8,\"offset\":0}]");
	assert_true(record_table(&facts, &disk));
	assert_int_equal(disk.target_count, 3);
	assert_false(disk.targets[0].offset_known);
	assert_true(disk.targets[1].offset_known);
	assert_false(disk.targets[2].offset_known);
	disk_release(&disk);
	facts_release(&facts);
}

TEST(record_timeouts, "Each error of a record counts once, and the number of errors is limited")
{
	struct json_object *record = parsed("{\"errors\":{\"/etc/modprobe.d/x.conf\":\"ETIMEDOUT\","
					    "\"/lib/modules-x/y\":\"EIO\"}}");
	struct json_object *errors = json_object_object_get(record, "errors");
	struct facts facts = { 0 };
	char path[32];

	for (int i = 0; i < 9000; i++) {
		snprintf(path, sizeof(path), "/proc/%d", i);
		json_object_object_add(errors, path, json_object_new_string("ETIMEDOUT"));
	}
	record_take(&facts, record);
	assert_true(record_has_timeout(&facts, "/etc/modprobe.d"));
	assert_false(record_has_timeout(&facts, "/etc/modprobe"));
	assert_false(record_has_timeout(&facts, "/lib/modules-x"));
	facts_skip(&facts, "/etc/modprobe.d/x.conf", EIO, "modules");
	record_note_timeouts(&facts, false);
	assert_int_equal(facts.skip_count, 4095);
	facts_release(&facts);
}

TEST(record_version, "A record of another version is refused")
{
	struct facts facts = { 0 };

	record_take(&facts, parsed("{\"version\":2,\"kernel\":{\"release\":\"6.12\"}}"));
	assert_null(facts.record);
	assert_null(facts.kernel.release);
	assert_false(facts.has_live_facts);
	assert_int_equal(facts.skip_count, 1);
	assert_int_equal(facts.skips[0].error, EBADMSG);
	facts_release(&facts);
}

TEST(record_odd_probes, "A colour probe that is only partly recorded proves nothing")
{
	static const char *const odd[] = {
		"{\"asked\":12}",
		"{\"asked\":12,\"error\":0}",
		"{\"asked\":12,\"refused\":0,\"error\":0}",
		"{\"asked\":12,\"refused\":0,\"span\":0}",
		"{\"asked\":12,\"refused\":77,\"span\":0,\"error\":0}",
		"{\"asked\":12,\"refused\":-1,\"span\":0,\"error\":0}",
		"{\"asked\":12,\"refused\":\"1\",\"span\":0,\"error\":0}",
		"{\"asked\":12,\"refused\":0,\"span\":8589934592,\"error\":0}",
		"{\"asked\":12,\"refused\":0,\"span\":0,\"error\":\"EWHAT\"}",
		"{\"asked\":12,\"refused\":0,\"span\":0,\"error\":-1}",
		"{\"asked\":12,\"refused\":0,\"span\":0,\"error\":null}",
		"{\"asked\":65,\"refused\":0,\"span\":0,\"error\":0}",
		"{\"asked\":12,\"refused\":1,\"span\":0,\"error\":0}",
	};
	struct facts facts = { 0 };

	for (size_t i = 0; i < sizeof(odd) / sizeof(*odd); i++) {
		struct json_object *record = json_object_new_object();

		json_object_object_add(record, "colour_probe", parsed(odd[i]));
		record_take(&facts, record);
		assert_false(facts.colour.done);
		assert_int_equal(facts.colour.asked, 0);
		assert_int_equal(facts.colour.error, 0);
		facts_release(&facts);
	}
	record_take(&facts, parsed("{\"colour_probe\":{\"asked\":12,\"refused\":0,"
				   "\"span\":0,\"error\":0}}"));
	assert_true(facts.colour.done);
	facts_release(&facts);
}

TEST(record_failed_probe, "A colour probe that failed is reported and proves nothing")
{
	struct facts live = { .colour = { .error = -EPERM, .asked = 3 } }, facts = { 0 };

	record_take(&facts, record_make(&live, NULL, NULL, 0));
	assert_false(facts.colour.done);
	assert_int_equal(facts.colour.error, -EPERM);
	facts_release(&facts);
}

static void in_a_directory(char *path)
{
	strcpy(path, "/tmp/test-capture-XXXXXX");
	assert_non_null(mkdtemp(path));
	assert_return_code(chdir(path), errno);
}

TEST(tree, "A capture's directory accepts each name once, and no name outside")
{
	struct target *target;
	struct rlimit limit;
	struct stat st;
	char path[64];

	in_a_directory(path);
	assert_int_equal(mkdir("outside", 0700), 0);
	assert_int_equal(tree_create("tree", &target), 0);
	assert_int_equal(target->directory(target, "a"), 0);
	assert_int_equal(target->file(target, "a/b", "x", 1), 0);
	assert_int_equal(target->file(target, "a/b", "x", 1), -EEXIST);
	assert_int_equal(target->link(target, "a/l", "../../outside"), 0);
	/* A link inside the directory is never followed. */
	assert_true(target->file(target, "a/l/x", "x", 1) < 0);
	assert_true(target->directory(target, "a/l/x") < 0);
	assert_true(target->file(target, "a/l", "x", 1) < 0);
	assert_int_equal(rename("tree/a", "tree/moved"), 0);
	assert_int_equal(symlink("../outside", "tree/a"), 0);
	assert_true(target->file(target, "a/x", "x", 1) < 0);
	assert_int_equal(rmdir("outside"), 0);
	assert_int_equal(mkdir("outside", 0700), 0);
	assert_int_equal(unlink("tree/a"), 0);
	assert_int_equal(rename("tree/moved", "tree/a"), 0);

	assert_int_equal(tree_create("tree", &(struct target *){ NULL }), -ENOTEMPTY);
	assert_int_equal(tree_create("tree/a/b", &(struct target *){ NULL }), -ENOTDIR);
	assert_int_equal(tree_create("no/tree", &(struct target *){ NULL }), -ENOENT);
	/* Only root can read some of the files. */
	assert_int_equal(stat("tree", &st), 0);
	assert_int_equal(st.st_mode & 07777, 0700);
	assert_int_equal(stat("tree/a/b", &st), 0);
	assert_int_equal(st.st_mode & 07777, 0600);
	/* The directory is created, but no descriptor is left to open it. */
	assert_int_equal(getrlimit(RLIMIT_NOFILE, &limit), 0);
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &(struct rlimit){ 0, limit.rlim_max }), 0);
	assert_int_equal(tree_create("late", &(struct target *){ NULL }), -EMFILE);
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &limit), 0);
	assert_int_equal(stat("late", &st), -1);
	target->abandon(target);
	assert_int_equal(stat("tree", &st), -1);
	assert_int_equal(rmdir("outside"), 0);
	assert_int_equal(rmdir(path), 0);
}

TEST(mirror_of_a_changing_machine,
     "If a link becomes a directory, the files below it are lost, but the capture is not")
{
	struct mirror mirror = { 0 };
	char path[64], link[96], *real;
	mode_t mode;

	in_a_directory(path);
	assert_int_equal(mkdir("d", 0700), 0);
	assert_int_equal(symlink("d", "l"), 0);
	assert_int_equal(tree_create("tree", &mirror.target), 0);
	snprintf(link, sizeof(link), "%s/l", path);
	assert_int_equal(mirror_follow(&mirror, link, &real, &mode), 0);
	free(real);
	assert_int_equal(unlink("l"), 0);
	assert_int_equal(mkdir("l", 0700), 0);
	assert_int_equal(mirror_follow(&mirror, link, &real, &mode), -ESTALE);
	assert_int_equal(mirror.error, 0);
	mirror.target->abandon(mirror.target);
	mirror_release(&mirror);
	assert_int_equal(rmdir("l"), 0);
	assert_int_equal(rmdir("d"), 0);
	assert_int_equal(rmdir(path), 0);
}

/* The number of names in a directory, without "." and "..". */
static size_t count_names(const char *path)
{
	DIR *dir = opendir(path);
	size_t count = 0;

	assert_non_null(dir);
	while (readdir(dir))
		count++;
	closedir(dir);
	return count - 2;
}

TEST(whose_directory,
     "A capture goes only into a directory that is empty, belongs to the user and is no link")
{
	struct target *target;
	struct target_sum sum;
	struct stat st;
	char path[64];

	in_a_directory(path);
	assert_int_equal(mkdir("empty", 0700), 0);
	assert_int_equal(symlink("empty", "link"), 0);
	assert_int_equal(tree_create("link", &(struct target *){ NULL }), -ELOOP);
	assert_int_equal(tree_create("link/", &(struct target *){ NULL }), -ELOOP);
	assert_int_equal(tree_create("", &(struct target *){ NULL }), -ENOENT);
	if (!geteuid()) {
		assert_int_equal(chown("empty", 65534, 65534), 0);
		assert_int_equal(tree_create("empty", &(struct target *){ NULL }), -EPERM);
		assert_int_equal(chown("empty", 0, 0), 0);
	}
	assert_int_equal(count_names("empty"), 0);
	/* The directory existed before: only its contents are removed. */
	assert_int_equal(tree_create("empty/", &target), 0);
	assert_int_equal(target->directory(target, "a"), 0);
	assert_int_equal(target->file(target, "a/b", "xy", 2), 0);
	target->abandon(target);
	assert_int_equal(count_names("empty"), 0);
	assert_int_equal(tree_create("empty", &target), 0);
	assert_int_equal(target->file(target, "b", "xy", 2), 0);
	assert_int_equal(target->file(target, "pmemcap.json", "{}", 2), 0);
	/* It is not complete before it is finished. */
	assert_int_equal(stat("empty/pmemcap.json", &st), -1);
	assert_int_equal(target->finish(target, &sum), 0);
	assert_int_equal(stat("empty/pmemcap.json", &st), 0);
	assert_int_equal(count_names("empty"), 2);
	assert_int_equal(sum.files, 2);
	assert_int_equal(sum.bytes, 4);
	assert_int_equal(unlink("empty/b"), 0);
	assert_int_equal(unlink("empty/pmemcap.json"), 0);
	assert_int_equal(rmdir("empty"), 0);
	assert_int_equal(unlink("link"), 0);
	assert_int_equal(rmdir(path), 0);
}

TEST(archive, "An archive gets its name only when it is complete")
{
	struct target *target, *other;
	struct target_sum sum;
	struct stat st;
	char path[64];

	in_a_directory(path);
	assert_int_equal(target_create("x.tar.gz", &target), 0);
	assert_int_equal(target->directory(target, "a"), 0);
	/* The archive gets its name when it is complete. */
	assert_int_equal(stat("x.tar.gz", &st), -1);
	assert_int_equal(count_names("."), 1);
	target->abandon(target);
	assert_int_equal(count_names("."), 0);
	assert_int_equal(target_create("x.tar.gz", &target), 0);
	assert_int_equal(target_create("x.tar.gz", &other), 0);
	assert_int_equal(target->file(target, "b", "x", 1), 0);
	assert_int_equal(target->finish(target, &sum), 0);
	assert_int_equal(stat("x.tar.gz", &st), 0);
	assert_int_equal(sum.files, 1);
	assert_int_equal(sum.bytes, st.st_size);
	assert_true(st.st_size > 0);
	assert_int_equal(st.st_mode & 07777, 0600);
	/* Another file has taken the name, and this is detected. */
	assert_int_equal(other->finish(other, &sum), -EEXIST);
	assert_int_equal(target_create("x.tar.gz", &(struct target *){ NULL }), -EEXIST);
	assert_int_equal(count_names("."), 1);
	assert_int_equal(unlink("x.tar.gz"), 0);
	assert_int_equal(rmdir(path), 0);
}

TEST(killed, "A capture that is killed leaves nothing behind")
{
	static const char *const names[] = { "x.tar.gz", "tree" };
	char path[64];

	in_a_directory(path);
	for (size_t i = 0; i < 2; i++) {
		pid_t pid = fork();

		if (!pid) {
			struct target *target;

			if (target_create(names[i], &target) || target->directory(target, "a") ||
			    target->file(target, "a/b", "x", 1))
				_exit(1);
			raise(SIGKILL);
		}
		assert_int_equal(waitpid(pid, NULL, 0), pid);
		for (int wait = 0; wait < 1000 && count_names("."); wait++)
			usleep(10000);
		assert_int_equal(count_names("."), 0);
	}
	assert_int_equal(rmdir(path), 0);
}

TEST(kinds, "The target's name decides between directory, archive and output")
{
	assert_int_equal(target_kind("-"), TARGET_OUTPUT);
	assert_int_equal(target_kind("./-"), TARGET_DIRECTORY);
	assert_int_equal(target_kind("x.tar.gz"), TARGET_ARCHIVE);
	assert_int_equal(target_kind("a.b/x.tgz"), TARGET_ARCHIVE);
	assert_int_equal(target_kind("x.tar.gz/"), TARGET_DIRECTORY);
	assert_int_equal(target_kind("x.tar"), TARGET_REFUSED);
	assert_int_equal(target_kind("x.tar.xz"), TARGET_REFUSED);
	assert_int_equal(target_kind("x.TAR.GZ"), TARGET_REFUSED);
	assert_int_equal(target_kind("x.zip"), TARGET_REFUSED);
	assert_int_equal(target_kind("x.gz"), TARGET_REFUSED);
	assert_int_equal(target_kind("x.tar.zst"), TARGET_REFUSED);
	assert_int_equal(target_kind("targz"), TARGET_DIRECTORY);
	assert_int_equal(target_kind("host.example"), TARGET_DIRECTORY);
}

int main(void)
{
	return unit_test_run(NULL, NULL, NULL);
}

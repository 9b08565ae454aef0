// SPDX-License-Identifier: GPL-2.0-only
/* The observers' parsers, and the functions that make strings safe to print. */
#include <errno.h>
#include <limits.h>
#include <linux/dm-ioctl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include <zlib.h>

#include "../../util/facts/inventory.h"
#include "../../util/facts/mount-options.h"
#include "../../util/lib/array.h"
#include "../../util/lib/escape.h"
#include "../../util/observe/block/blank.h"
#include "../../util/observe/block/dax-mounts.h"
#include "../../util/observe/block/dm-table.h"
#include "../../util/observe/block/superblock.h"
#include "../../util/observe/host/bootlog.h"
#include "../../util/observe/host/cmdline.h"
#include "../../util/observe/host/cpuinfo.h"
#include "../../util/observe/host/kconfig.h"
#include "../../util/observe/host/machine-config.h"
#include "../../util/observe/host/machine-guess.h"
#include "../../util/observe/host/machine-program.h"
#include "../../util/observe/host/machine-uname.h"
#include "../../util/observe/host/symbols.h"
#include "../../util/observe/nd/region-range.h"
#include "../../util/observe/read/reader.h"
#include "../../util/report/ndctl-values.h"
#include "../../util/report/units.h"
#include "unit.h"

static struct kconfig_facts parse_config(const char *text)
{
	struct kconfig_facts config = { 0 };
	char *copy = strdup(text);

	kconfig_parse(&config, copy);
	free(copy);
	return config;
}

TEST(options_are_sorted, "The kernel options are sorted by name")
{
	for (int i = 1; i < KOPT_COUNT; i++)
		assert_true(strcmp(kernel_option_name(i - 1), kernel_option_name(i)) < 0);
}

TEST(config_states, "y, m, not set and a missing option are different answers")
{
	struct kconfig_facts c = parse_config("# Linux/mips 6.12.117 Kernel Configuration\n"
					      "CONFIG_FS_DAX=y\n"
					      "CONFIG_DEV_DAX=m\n"
					      "# CONFIG_ZONE_DEVICE is not set\n"
					      "CONFIG_NIOS2_DCACHE_SIZE=0x800\n"
					      "CONFIG_DAXX=y\n"
					      "CONFIG_DA=y\n"
					      "CONFIG_PAGE_SIZE_16KB=y\n"
					      "# Kernel hacking\n");

	assert_true(c.whole);
	assert_int_equal(c.page_size, 16384);
	assert_int_equal(c.option[KOPT_FS_DAX].state, OPTION_YES);
	assert_int_equal(c.option[KOPT_DEV_DAX].state, OPTION_MODULE);
	assert_int_equal(c.option[KOPT_ZONE_DEVICE].state, OPTION_NO);
	assert_int_equal(c.option[KOPT_NIOS2_DCACHE_SIZE].state, OPTION_VALUE);
	assert_int_equal(c.option[KOPT_NIOS2_DCACHE_SIZE].number, 2048);
	assert_int_equal(c.option[KOPT_DAX].state, OPTION_ABSENT);
	/* A number is neither yes nor no. */
	assert_int_equal(parse_config("CONFIG_FS_DAX=0\n").option[KOPT_FS_DAX].state,
			 OPTION_UNREAD);
}

TEST(config_names, "Every option's own name finds it, and no other")
{
	char line[100];

	for (int i = 0; i < KOPT_COUNT; i++) {
		struct kconfig_facts c;

		snprintf(line, sizeof(line), "CONFIG_%s=y\n# Kernel hacking\n",
			 kernel_option_name(i));
		c = parse_config(line);
		for (int j = 0; j < KOPT_COUNT; j++)
			assert_int_equal(c.option[j].state, i == j ? OPTION_YES : OPTION_ABSENT);
	}
}

TEST(config_cut_short, "If a configuration is cut short, a missing option is unread, not absent")
{
	struct kconfig_facts c = parse_config("CONFIG_FS_DAX=y\nCONFIG_DEV_DAX=y");

	assert_false(c.whole);
	assert_int_equal(c.option[KOPT_FS_DAX].state, OPTION_YES);
	assert_int_equal(c.option[KOPT_DEV_DAX].state, OPTION_UNREAD);
	assert_int_equal(c.option[KOPT_DAX].state, OPTION_UNREAD);
	c = parse_config("CONFIG_FS_DAX=y\n# Kernel hacking");
	assert_false(c.whole);
	c = parse_config("");
	assert_false(c.whole);
}

TEST(config_page_sizes, "The page size is read from each architecture's option")
{
	static const struct {
		const char *line;
		long size;
	} cases[] = {
		{ "CONFIG_ARM64_64K_PAGES=y\n", 65536 },
		{ "CONFIG_ARM64_4K_PAGES=y\n", 4096 },
		{ "CONFIG_PPC_64K_PAGES=y\n", 65536 },
		{ "CONFIG_PARISC_PAGE_SIZE_4KB=y\n", 4096 },
		{ "CONFIG_PAGE_SIZE_8KB=y\n", 8192 },
		{ "CONFIG_HAVE_PAGE_SIZE_64KB=y\n", 0 },
		{ "CONFIG_PAGE_SIZE_LESS_THAN_64KB=y\n", 0 },
		{ "# CONFIG_PAGE_SIZE_16KB is not set\n", 0 },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_int_equal(parse_config(cases[i].line).page_size, cases[i].size);
}

TEST(numbers, "Numbers with K, M and G are read, and anything else is refused")
{
	unsigned long n;

	assert_int_equal(reader_parse_number("0", &n), 0);
	assert_int_equal(n, 0);
	assert_int_equal(reader_parse_number("32K", &n), 0);
	assert_int_equal(n, 32768);
	assert_int_equal(reader_parse_number("1M", &n), 0);
	assert_int_equal(n, 1048576);
	assert_int_equal(reader_parse_number("", &n), -EINVAL);
	assert_int_equal(reader_parse_number("-1", &n), -EINVAL);
	assert_int_equal(reader_parse_number(" 1", &n), -EINVAL);
	assert_int_equal(reader_parse_number("1G", &n), -EINVAL);
	assert_int_equal(reader_parse_number("1KK", &n), -EINVAL);
	assert_int_equal(reader_parse_number("0x10", &n), -EINVAL);
	assert_int_equal(reader_parse_number("99999999999999999999", &n), -ERANGE);
	assert_int_equal(reader_parse_number("18446744073709551615K", &n), -ERANGE);
}

TEST(cpuinfo, "MIPS options, xtensa's cache and User Mode Linux are read from cpuinfo")
{
	char mips[] = "system type\t\t: MIPS Malta\n"
		      "cpu model\t\t: MIPS GENERIC QEMU V0.0  FPU V0.0\n"
		      "Options implemented\t: tlb dc_aliases perf\n"
		      "Options implemented\t: second cpu\n";
	char xtensa[] = "dcache ways\t: 2\ndcache size\t: 16384\n";
	char odd[] = "dcache ways\t: -2\ndcache size\t: 99999999999999\n:\nvendor_id : User Mode "
		     "Linux\nMMU type";
	struct facts f = { 0 };

	cpuinfo_parse(&f.cpuinfo, mips);
	assert_string_equal(f.cpuinfo.system_type, "MIPS Malta");
	assert_string_equal(f.cpuinfo.model, "MIPS GENERIC QEMU V0.0  FPU V0.0");
	assert_string_equal(f.cpuinfo.mips_options, "tlb dc_aliases perf");
	facts_release(&f);
	cpuinfo_parse(&f.cpuinfo, xtensa);
	assert_int_equal(f.cpuinfo.dcache_ways, 2);
	assert_int_equal(f.cpuinfo.dcache_size, 16384);
	facts_release(&f);
	cpuinfo_parse(&f.cpuinfo, odd);
	assert_int_equal(f.cpuinfo.dcache_ways, 0);
	assert_int_equal(f.cpuinfo.dcache_size, 0);
	assert_string_equal(f.cpuinfo.vendor, "User Mode Linux");
	facts_release(&f);
}

TEST(cpuinfo_cut_short,
     "If a line of cpuinfo is cut short, it does not say that there are no aliases")
{
	char cut[] = "cpu model\t: MIPS 24Kc\nOptions implemented\t: tlb 4kex dc_al";
	struct facts f = { 0 };

	cpuinfo_parse(&f.cpuinfo, cut);
	assert_null(f.cpuinfo.mips_options);
	facts_release(&f);
}

static enum tri log_says(const char *text)
{
	struct facts f = { 0 };
	char *copy = strdup(text);
	enum tri says;

	bootlog_parse(&f.bootlog, copy);
	says = f.bootlog.aliases;
	facts_release(&f);
	free(copy);
	return says;
}

TEST(boot_log,
     "The boot log's line about the data cache is read, and the one about the instruction cache is not")
{
	assert_int_equal(log_says("<6>[    0.000000] CPU: VIPT aliasing data cache, unknown "
				  "instruction cache\n"),
			 TRI_YES);
	assert_int_equal(log_says("CPU: VIVT data cache, VIVT instruction cache\n"), TRI_YES);
	/* Aliases of the instruction cache are not aliases of the data cache. */
	assert_int_equal(log_says("[    0.000000] CPU: PIPT / VIPT nonaliasing data cache, VIPT "
				  "aliasing instruction cache\n"),
			 TRI_NO);
	assert_int_equal(log_says("CPU: unknown data cache, VIPT aliasing instruction cache\n"),
			 TRI_UNKNOWN);
	assert_int_equal(log_says("Nov 23 07:00:00 host kernel: Primary data cache 32kB, 4-way, "
				  "VIPT, cache aliases, linesize 32 bytes\n"),
			 TRI_YES);
	assert_int_equal(
		log_says("Primary data cache 8kB, 2-way, VIPT, no aliases, linesize 32 bytes\n"),
		TRI_NO);
	assert_int_equal(log_says("Primary data cache 32kB, 64-way, 8 sets, linesize 128 bytes.\n"),
			 TRI_UNKNOWN);
	assert_int_equal(log_says("Primary instruction cache 32kB, VIPT, 4-way, cache aliases, "
				  "linesize 32 bytes.\n"),
			 TRI_UNKNOWN);
	assert_int_equal(log_says("user wrote: CPU: VIVT data cache, x\n"), TRI_UNKNOWN);
	assert_int_equal(log_says(""), TRI_UNKNOWN);
}

TEST(boot_log_sparc,
     "The virtual cache of sparc and the mismatch of nios2 are read from the boot log")
{
	char text[] = "<6>SRMMU: Using VAC size of 262144 bytes, line size 64 bytes.\n"
		      "Warning: dcache size configuration mismatch (0x800 vs 0x1000)\n";
	struct facts f = { 0 };

	bootlog_parse(&f.bootlog, text);
	assert_int_equal(f.bootlog.vac_size, 262144);
	assert_true(f.bootlog.nios2_mismatch);
	facts_release(&f);
}

/* Write a gzip member with length bytes of text at to; returns the member's length. */
static size_t pack(char *to, size_t room, const char *text, size_t length)
{
	z_stream stream = { .next_in = (Bytef *)text,
			    .avail_in = length,
			    .next_out = (Bytef *)to,
			    .avail_out = room };

	assert_int_equal(deflateInit2(&stream, 9, Z_DEFLATED, MAX_WBITS + 16, 8, 0), Z_OK);
	assert_int_equal(deflate(&stream, Z_FINISH), Z_STREAM_END);
	deflateEnd(&stream);
	return stream.total_out;
}

/* Call kconfig_gunzip() on a file with these bytes. */
static int unpacked(const char *bytes, size_t length, char **text)
{
	int fd = memfd_create("config.gz", MFD_CLOEXEC);

	assert_int_equal(pwrite(fd, bytes, length, 0), length);
	return kconfig_gunzip(fd, text);
}

TEST(gunzip, "A compressed configuration is read whole and with its check sum, or not at all")
{
	char bytes[512], *text;
	size_t first = pack(bytes, sizeof(bytes), "CONFIG_DAX=y\n", 13);
	size_t both = first + pack(bytes + first, sizeof(bytes) - first, "CONFIG_BTT=y\n", 13);

	assert_int_equal(unpacked(bytes, first, &text), 0);
	assert_string_equal(text, "CONFIG_DAX=y\n");
	free(text);
	/* gzip(1) accepts several members one after the other, with padding behind them. */
	memset(bytes + both, 0, 8);
	assert_int_equal(unpacked(bytes, both + 8, &text), 0);
	assert_string_equal(text, "CONFIG_DAX=y\nCONFIG_BTT=y\n");
	free(text);

	for (size_t length = 0; length < first; length++)
		assert_int_equal(unpacked(bytes, length, &text), -EBADMSG);
	assert_int_equal(unpacked(bytes, both - 1, &text), -EBADMSG);
	assert_int_equal(unpacked("CONFIG_DAX=y\n", 13, &text), -EBADMSG);
	/* The check sum. */
	bytes[first - 8] ^= 1;
	assert_int_equal(unpacked(bytes, first, &text), -EBADMSG);
	assert_null(text);
}

/* More than 16 MiB of one character, compressed to a few kilobytes. */
TEST(gunzip_limit, "A compressed configuration of more than 16 MiB is refused")
{
	size_t length = (16 << 20) + 1;
	char *bomb = malloc(length), *packed = malloc(65536), *text;
	size_t packed_length;

	memset(bomb, '#', length);
	packed_length = pack(packed, 65536, bomb, length);
	assert_int_equal(unpacked(packed, packed_length, &text), -EFBIG);
	assert_null(text);
	packed_length = pack(packed, 65536, bomb, length - 1);
	assert_int_equal(unpacked(packed, packed_length, &text), 0);
	assert_int_equal(strlen(text), length - 1);
	free(text);
	free(packed);
	free(bomb);
}

static void expect_machine(struct machine_guess guess, const char *name, const char *family)
{
	if (name)
		assert_string_equal(guess.name, name);
	else
		assert_null(guess.name);
	if (family)
		assert_string_equal(guess.family, family);
	else
		assert_null(guess.family);
	machine_release(&guess);
}

/* The fields of an ELF header that name the machine: class, byte order, machine, flags. */
static struct machine_guess elf(int class, int order, int machine, int flags)
{
	unsigned char header[ELF_HEADER_BYTES] = { 0x7f, 'E', 'L', 'F' };
	bool little = order == 1;

	header[4] = class;
	header[5] = order;
	header[little ? 18 : 19] = machine & 0xff;
	header[little ? 19 : 18] = machine >> 8;
	header[little ? 36 : 39] = flags;
	return machine_of_elf(header);
}

/* The ABI's numbers, written down again by hand. */
TEST(elf_machines, "An ELF header names its machine, or its family")
{
	expect_machine(elf(2, 1, 62, 0), "x86_64", NULL);
	/* x32 needs a 64-bit kernel. i386 programs run on both kinds of kernel. */
	expect_machine(elf(1, 1, 62, 0), "x86_64", NULL);
	expect_machine(elf(1, 1, 3, 0), NULL, "x86");
	expect_machine(elf(2, 1, 183, 0), "aarch64", NULL);
	expect_machine(elf(2, 2, 183, 0), "aarch64_be", NULL);
	expect_machine(elf(1, 1, 40, 0), NULL, "arm");
	expect_machine(elf(2, 1, 21, 0), "ppc64le", NULL);
	expect_machine(elf(2, 2, 21, 0), "ppc64", NULL);
	expect_machine(elf(2, 1, 8, 0), "mips64", NULL);
	expect_machine(elf(1, 1, 8, 0), NULL, "mips");
	/* n32, of either byte order */
	expect_machine(elf(1, 1, 8, 0x20), "mips64", NULL);
	expect_machine(elf(1, 2, 8, 0x20), "mips64", NULL);
	expect_machine(elf(2, 2, 22, 0), "s390x", NULL);
	expect_machine(elf(2, 1, 243, 0), "riscv64", NULL);
	expect_machine(elf(2, 1, 258, 0), "loongarch64", NULL);
	expect_machine(elf(1, 2, 18, 0), "sparc64", NULL);
	/* 32-bit SPARC programs run on both kinds of kernel, which have no common row. */
	expect_machine(elf(1, 2, 2, 0), NULL, NULL);
	expect_machine(elf(1, 1, 9999, 0), NULL, NULL);
	expect_machine(elf(3, 1, 62, 0), NULL, NULL);
	expect_machine(elf(2, 3, 62, 0), NULL, NULL);
}

TEST(uname, "The machine is the word after the date in uname -a")
{
	static const struct {
		const char *line, *machine;
	} cases[] = {
		{ "Linux h 5.3.0 #20-Ubuntu SMP Mon Feb 3 19:45:46 UTC 2020 armv8l armv8l armv8l GNU/Linux",
		  "armv8l" },
		{ "Linux h 6.8.7-arch1-1 #1 SMP Wed, 17 Apr 2024 15:20:28 +0000 x86_64 GNU/Linux",
		  "x86_64" },
		{ "Linux h 6.12 #1 SMP Debian 6.12.1-1 (2025-12-30) mips64 GNU/Linux", "mips64" },
		{ "Linux h 3.18.0 #1 Fri Jun 2 14:42:21 PDT 2017 armv7l ARMv7 Processor rev 5 (v7l) Q GNU/Linux",
		  "armv7l" },
		{ "Linux h 6.6 #1-Alpine SMP 2024-03-21 13:27:24 aarch64 Linux", "aarch64" },
		{ "Linux h 6.6 #1 x86_64 GNU/Linux", "x86_64" },
		{ "Linux h 6.6 #1 SMP Mon Feb 3 19:45:46 UTC 2020", NULL },
		{ "Linux h 6.6", NULL },
		{ "", NULL },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		char *machine = machine_of_uname(cases[i].line);

		if (cases[i].machine ? !machine || strcmp(machine, cases[i].machine) : !!machine)
			fail_msg("%s: %s", cases[i].line, machine ? machine : "none");
		free(machine);
	}
	assert_string_equal(machine_native("armv8l"), "aarch64");
	assert_string_equal(machine_native("armv7l"), "armv7l");
}

TEST(config_machine, "A configuration names its machine by header and symbols")
{
	struct kconfig_facts c;

	c = parse_config("# Linux/x86 6.12.43 Kernel Configuration\nCONFIG_LOCALVERSION=\"-mine\"\n"
			 "CONFIG_64BIT=y\nCONFIG_X86=y\n# Kernel hacking\n");
	assert_string_equal(c.version, "6.12.43-mine");
	expect_machine(machine_of_config(&c), "x86_64", NULL);
	c = parse_config("# Linux/x86 6.12.43 Kernel Configuration\nCONFIG_X86=y\n");
	expect_machine(machine_of_config(&c), NULL, "x86");
	c = parse_config("# Linux/mips 6.1.1 Kernel Configuration\nCONFIG_A=y\n");
	expect_machine(machine_of_config(&c), NULL, "mips");
	c = parse_config("CONFIG_MIPS=y\n# CONFIG_64BIT is not set\n# Kernel hacking\n");
	expect_machine(machine_of_config(&c), "mips", NULL);
	assert_string_equal(c.version, "");
	c = parse_config("# Linux/um 6.1.1 Kernel Configuration\nCONFIG_UML=y\nCONFIG_X86_64=y\n");
	expect_machine(machine_of_config(&c), NULL, "um");
	c = parse_config("# Linux/x 6.1.1 of something else\nCONFIG_A=y\n");
	expect_machine(machine_of_config(&c), NULL, NULL);
}

static struct symbol_facts parse_symbols(char *text)
{
	struct symbol_facts symbols = { 0 };
	FILE *file = fmemopen(text, strlen(text), "r");

	assert_non_null(file);
	symbols_parse(&symbols, file);
	fclose(file);
	return symbols;
}

TEST(symbols, "Only complete names of the right module count in kallsyms")
{
	char text[] = "0 T _stext\n0 T nd_pfn_probe\t[libnvdimm]\n0 t dax_iomap_rw\n"
		      "0 T nd_dax_probe\t[other]\n0 T _einittext";
	struct symbol_facts s = parse_symbols(text);

	assert_true(s.whole);
	assert_true(s.have[KSYM_nd_pfn_probe]);
	assert_false(s.have[KSYM_dax_iomap_rw]);
	assert_false(s.have[KSYM_nd_dax_probe]);
}

TEST(symbols_long_line, "The rest of a line that is too long is not taken for a line")
{
	struct symbol_facts s;
	char text[2000];

	/*
	 * If it were read in pieces of 1023 bytes, the second piece would begin with the address.
	 */
	snprintf(text, sizeof(text), "0 T _stext\n0 t %01019d0 T nd_pfn_probe\n0 T _einittext\n",
		 0);
	s = parse_symbols(text);
	assert_true(s.whole);
	assert_false(s.have[KSYM_nd_pfn_probe]);
}

/* How the kernel parses its command line: lib/cmdline.c, kernel/params.c, kernel/module/main.c. */
TEST(module_blacklist, "module_blacklist= matches the modules that the kernel would refuse")
{
	static const struct {
		const char *cmdline, *module;
		bool refused;
	} cases[] = {
		{ "ro module_blacklist=kmem,nd_pmem\tquiet x_module_blacklist=dax", "kmem", true },
		{ "ro module_blacklist=kmem,nd_pmem\tquiet x_module_blacklist=dax", "nd_pmem",
		  true },
		{ "ro module_blacklist=kmem,nd_pmem\tquiet x_module_blacklist=dax", "nd", false },
		{ "ro module_blacklist=kmem,nd_pmem\tquiet x_module_blacklist=dax", "dax", false },
		/*
		 * The kernel's modules have no '-' in their names, and the kernel compares names
		 * without changing '-' to '_'.
		 */
		{ "module_blacklist=nd-pmem", "nd_pmem", false },
		/* In the name of a parameter, '-' and '_' are the same. */
		{ "module-blacklist=nd_pmem", "nd_pmem", true },
		{ "module_blacklist=kmem module_blacklist=dax", "kmem", false },
		{ "module_blacklist=kmem module_blacklist=dax", "dax", true },
		{ "module_blacklist=\"a b,kmem\" dax", "kmem", true },
		{ "\"module_blacklist=a b,kmem\" dax", "kmem", true },
		{ "x=\"y module_blacklist=kmem\"", "kmem", false },
		{ "-- module_blacklist=kmem", "kmem", false },
		{ "module_blacklist", "kmem", false },
		{ "module_blacklist=", "kmem", false },
		{ "module_blacklist=\"", "kmem", false },
		{ "module_blacklist=kmem\r", "kmem", true },
		{ "ro\nmodule_blacklist=kmem", "kmem", true },
		{ "ro\xa0module_blacklist=kmem", "kmem", true },
		{ "\"--\" module_blacklist=kmem", "kmem", false },
		{ "", "kmem", false },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++)
		if (module_is_refused(cases[i].cmdline, cases[i].module) != cases[i].refused)
			fail_msg("%s: %s", cases[i].cmdline, cases[i].module);
}

TEST(long_module_blacklist,
     "A module_blacklist= that is too long is ignored, and the previous one stays")
{
	char text[2200];
	int length = snprintf(text, sizeof(text), "module_blacklist=dax module_blacklist=kmem,");

	memset(text + length, 'x', 1019);
	text[length + 1019] = '\0';
	assert_true(module_is_refused(text, "kmem"));
	strcat(text, "x");
	assert_false(module_is_refused(text, "kmem"));
	assert_true(module_is_refused(text, "dax"));
}

TEST(nomodule, "nomodule forbids modules in the forms that the kernel accepts")
{
	static const struct {
		const char *cmdline;
		bool forbidden;
	} cases[] = {
		{ "ro nomodule quiet", true },    { "nomodule\tquiet", true },
		{ "\"nomodule\"", true },         { "nomodule=1", true },
		{ "nomodule=y", true },           { "nomodule=on", true },
		{ "nomodule=0", false },          { "nomodule=off", false },
		{ "nomodule nomodule=n", false }, { "nomodule nomodule=x", true },
		{ "nomodule nomodule=", true },   { "nomodule=", false },
		{ "-- nomodule", false },         { "x=\"a nomodule b\"", false },
		{ "nomodules", false },           { "", false },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++)
		if (cmdline_forbids_modules(cases[i].cmdline) != cases[i].forbidden)
			fail_msg("%s", cases[i].cmdline);
}

/* A device-mapper table with room for two targets, each with 16 bytes of text. */
struct dm_answer {
	struct dm_ioctl io;
	struct {
		struct dm_target_spec spec;
		char params[16];
	} target[2];
};

static void begin_table(struct dm_answer *answer)
{
	memset(answer, 0, sizeof(*answer));
	answer->io.data_size = sizeof(*answer);
	answer->io.data_start = offsetof(struct dm_answer, target);
	answer->io.target_count = 2;
	for (int i = 0; i < 2; i++) {
		strcpy(answer->target[i].spec.target_type, "linear");
		strcpy(answer->target[i].params, "259:0 24");
		answer->target[i].spec.next = (i + 1) * sizeof(answer->target[0]);
	}
}

static void expect_targets(const struct dm_answer *answer, size_t count)
{
	struct disk disk = { 0 };

	dm_table_take(&disk, &answer->io);
	assert_int_equal(disk.target_count, count);
	for (size_t i = 0; i < count; i++) {
		assert_string_equal(disk.targets[i].type, "linear");
		assert_true(disk.targets[i].offset_known);
		assert_int_equal(disk.targets[i].offset, 24);
	}
	disk_release(&disk);
}

TEST(dm_table, "A dm table with odd offsets ends at the last good target")
{
	struct dm_answer answer;

	begin_table(&answer);
	expect_targets(&answer, 2);
	/* The next offset points to the same target, or into it. */
	answer.target[0].spec.next = 0;
	expect_targets(&answer, 1);
	answer.target[0].spec.next = 4;
	expect_targets(&answer, 1);
	begin_table(&answer);
	answer.io.data_start = sizeof(answer) + 8;
	expect_targets(&answer, 0);
}

TEST(dm_table_without_end, "A dm target's text without a terminator is not read beyond the answer")
{
	struct dm_answer answer;

	begin_table(&answer);
	memset(answer.target[1].params, '1', sizeof(answer.target[1].params));
	expect_targets(&answer, 1);
}

static void expect_text(char *found, const char *expected)
{
	assert_string_equal(found, expected);
	free(found);
}

TEST(clean, "Text is made valid UTF-8, and control characters are escaped")
{
	expect_text(escape_utf8("plain \xc3\xa4"), "plain \xc3\xa4");
	expect_text(escape_utf8("\xff\xc3"), "\xef\xbf\xbd\xef\xbf\xbd");
	expect_text(escape_utf8("\xc0\x80"), "\xef\xbf\xbd\xef\xbf\xbd");
	expect_text(escape_utf8("\xed\xa0\x80"), "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");
	expect_text(escape_utf8("\xf0\x9f\x98\x80"), "\xf0\x9f\x98\x80");
	expect_text(escape_utf8("\xf4\x90\x80\x80"),
		    "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");
	expect_text(escape_controls("a\033[31mb\n\x7f"), "a\\x1b[31mb\\x0a\\x7f");
	expect_text(escape_controls("\xc2\x9b"
				    "31m"),
		    "\\xc2\\x9b31m");
	expect_text(escape_controls("\xc3\xa4\xff"), "\xc3\xa4\\xff");
	/*
	 * Characters that change the direction: U+202E, U+2066, U+200F, U+061C. A zero-width
	 * joiner, U+200D, is part of words.
	 */
	expect_text(escape_controls("\xe2\x80\xaetxt\xe2\x81\xa6\xe2\x80\x8f\xd8\x9c"),
		    "\\xe2\\x80\\xaetxt\\xe2\\x81\\xa6\\xe2\\x80\\x8f\\xd8\\x9c");
	expect_text(escape_controls("\xe2\x80\x8d\xe2\x80\xaf\xe2\x81\xaa"),
		    "\xe2\x80\x8d\xe2\x80\xaf\xe2\x81\xaa");
	expect_text(
		escape_json("{\n\"a\":"
			    "\"\x7f\xc2\x80\xc2\x9f\xc2\xa0\xe2\x80\xae\xe2\x81\xa9\xd8\x9c\"}"),
		"{\n\"a\":\"\\u007f\\u0080\\u009f\xc2\xa0\\u202e\\u2069\\u061c\"}");
}

/* The output of -u, if it is text; NULL for a number. The caller frees it. */
static char *ndctl_size_text(unsigned long long bytes)
{
	struct json_object *value = json_new_ndctl_size(bytes, true);
	bool is_text = json_object_is_type(value, json_type_string);
	char *text = is_text ? strdup(json_object_get_string(value)) : NULL;

	json_object_put(value);
	return text;
}

TEST(sizes, "Sizes are printed with units as ndctl prints them")
{
	expect_text(report_size(4294967296ULL), "4.00 GiB (4.29 GB)");
	expect_text(report_size(4096), "4.00 KiB (4.10 kB)");
	expect_text(report_size(130023424), "124.00 MiB (130.02 MB)");
	expect_text(report_size(100), "100");
	expect_text(report_size(~0ULL), "16.00 EiB (18.45 EB)");
	/* These are lines of ndctl list -u. */
	expect_text(ndctl_size_text(1073741824), "1024.00 MiB (1073.74 MB)");
	expect_text(ndctl_size_text(16777216), "16.00 MiB (16.78 MB)");
	expect_text(ndctl_size_text(4294967296), "4.00 GiB (4.29 GB)");
	/* Halves are rounded up: 5.125 MiB, 7.005 MB. */
	expect_text(ndctl_size_text(5373952), "5.13 MiB (5.37 MB)");
	expect_text(ndctl_size_text(7005000), "6.68 MiB (7.01 MB)");
	expect_text(ndctl_size_text(2147483647), "2048.00 MiB (2147.48 MB)");
	expect_text(ndctl_size_text(2147483648), "2.00 GiB (2.15 GB)");
	expect_text(ndctl_size_text(2199023255552), "2.00 TiB (2.20 TB)");
	expect_text(ndctl_size_text(ULLONG_MAX), "16777216.00 TiB (18446744.07 TB)");
	assert_null(ndctl_size_text(2097152));
	assert_null(ndctl_size_text(0));
}

/* Is a disk blank if this byte is its only one that is not 0? */
static bool is_blank_but_for(off_t size, off_t place)
{
	int fd = memfd_create("disk", MFD_CLOEXEC);
	bool blank;

	assert_true(fd >= 0);
	assert_int_equal(ftruncate(fd, size), 0);
	if (place >= 0)
		assert_int_equal(pwrite(fd, "x", 1, place), 1);
	blank = disk_is_blank(fd, size);
	close(fd);
	return blank;
}

TEST(blank_disk, "A disk with a signature at any known place is not blank")
{
	/* ext, ZFS, swap, ISO 9660, swap, btrfs, UFS, VMFS, bcachefs, RAID 0.90 and 1.0 */
	static const off_t signatures[] = { 0,
					    1080,
					    16384,
					    0x7ff6,
					    32769,
					    0xfff6,
					    65600,
					    263516,
					    1 << 20,
					    2 << 20,
					    (4 << 20) - 65536,
					    (4 << 20) - 8192,
					    (4 << 20) - 1 };

	assert_true(is_blank_but_for(4 << 20, -1));
	assert_true(is_blank_but_for(4 << 20, 500000));
	for (size_t i = 0; i < ARRAY_SIZE(signatures); i++)
		assert_false(is_blank_but_for(4 << 20, signatures[i]));
	/* RAID 0.90 is aligned to 64 KiB: its super block is up to 128 KiB before the end. */
	assert_false(is_blank_but_for((4 << 20) + 61440, (4 << 20) - 65536));
	/* A disk that is too small for these places, and one of unknown size. */
	assert_true(is_blank_but_for(16384, -1));
	assert_false(is_blank_but_for(16384, 16383));
	assert_false(is_blank_but_for(70000, 66000));
	assert_false(is_blank_but_for(0, -1));
	assert_false(disk_is_blank(-1, 1 << 20));
}

static struct filesystem parse_superblock(const unsigned char *bytes)
{
	struct filesystem fs = { 0 };

	superblock_parse(&fs, bytes);
	return fs;
}

/* Offsets of fs/ext4/ext4.h, written down again by hand. */
TEST(superblock_ext, "ext2, ext3 and ext4 are distinguished by their feature bits")
{
	unsigned char bytes[SUPERBLOCK_BYTES] = { 0 };
	struct filesystem fs;

	bytes[1024 + 0x38] = 0x53;
	bytes[1024 + 0x39] = 0xef;
	bytes[1024 + 0x18] = 2;
	fs = parse_superblock(bytes);
	expect_text(fs.type, "ext2");
	assert_int_equal(fs.block_size, 4096);
	assert_false(fs.inline_data);
	bytes[1024 + 0x5c] = 0x4;
	fs = parse_superblock(bytes);
	expect_text(fs.type, "ext3");
	bytes[1024 + 0x18] = 0;
	bytes[1024 + 0x61] = 0x80;
	fs = parse_superblock(bytes);
	expect_text(fs.type, "ext4");
	assert_int_equal(fs.block_size, 1024);
	assert_true(fs.inline_data);
	/*
	 * metadata_csum makes it ext4, whatever else is off. The journal of another file system
	 * holds no files.
	 */
	bytes[1024 + 0x61] = 0;
	bytes[1024 + 0x65] = 0x4;
	expect_text(parse_superblock(bytes).type, "ext4");
	bytes[1024 + 0x65] = 0;
	bytes[1024 + 0x60] = 0x8;
	expect_text(parse_superblock(bytes).type, "jbd");
	bytes[1024 + 0x60] = 0;
	/* 2^(10 + 200) bytes is not a block size. */
	bytes[1024 + 0x18] = 200;
	assert_null(parse_superblock(bytes).type);
}

/* Offsets of fs/xfs/libxfs/xfs_format.h, big-endian. */
TEST(superblock_xfs, "The block size and reflink of xfs are read")
{
	unsigned char bytes[SUPERBLOCK_BYTES] = "XFSB";
	struct filesystem fs;

	bytes[6] = 0x10;
	bytes[101] = 0xb5;
	bytes[215] = 0x4;
	fs = parse_superblock(bytes);
	expect_text(fs.type, "xfs");
	assert_int_equal(fs.block_size, 4096);
	assert_true(fs.reflink);
	/* Version 4 has no such field. */
	bytes[101] = 0xb4;
	fs = parse_superblock(bytes);
	assert_false(fs.reflink);
	free(fs.type);
	bytes[7] = 1;
	assert_null(parse_superblock(bytes).type);
}

TEST(superblock_others, "erofs is recognised, and blank or random bytes are no file system")
{
	unsigned char bytes[SUPERBLOCK_BYTES] = { 0 };
	struct filesystem fs;

	assert_null(parse_superblock(bytes).type);
	memcpy(bytes + 1024, "\xe2\xe1\xf5\xe0", 4);
	bytes[1024 + 12] = 12;
	fs = parse_superblock(bytes);
	expect_text(fs.type, "erofs");
	assert_int_equal(fs.block_size, 4096);
	memset(bytes, 0xff, sizeof(bytes));
	assert_null(parse_superblock(bytes).type);
	memset(bytes, 0, sizeof(bytes));
	memcpy(bytes, "\xfe\xed\xba\xbe\0\0\0\1\0\0\0\2", 12);
	fs = parse_superblock(bytes);
	expect_text(fs.type, "xfs_external_log");
	assert_int_equal(fs.block_size, 512);
	bytes[11] = 3;
	assert_null(parse_superblock(bytes).type);
}

TEST(info_block, "Info blocks are recognised by their whole signature")
{
	unsigned char bytes[SUPERBLOCK_BYTES] = { 0 };

	assert_int_equal(superblock_info_block(bytes), INFO_BLOCK_NONE);
	memcpy(bytes + 4096, "NVDIMM_PFN_INFO", 16);
	assert_int_equal(superblock_info_block(bytes), INFO_BLOCK_PFN);
	memcpy(bytes + 4096, "NVDIMM_DAX_INFO", 16);
	assert_int_equal(superblock_info_block(bytes), INFO_BLOCK_DAX);
	memcpy(bytes + 4096, "NVDIMM_DAX_INFx", 16);
	assert_int_equal(superblock_info_block(bytes), INFO_BLOCK_NONE);
	memcpy(bytes, "BTT_ARENA_INFO\0", 16);
	assert_int_equal(superblock_info_block(bytes), INFO_BLOCK_BTT);
	bytes[15] = 'x';
	assert_int_equal(superblock_info_block(bytes), INFO_BLOCK_NONE);
	memcpy(bytes + 4096, "BTT_ARENA_INFO\0", 16);
	assert_int_equal(superblock_info_block(bytes), INFO_BLOCK_BTT);
}

int main(void)
{
	return unit_test_run(NULL, NULL, NULL);
}

TEST(dax_mounts,
     "A mount proves DAX only by an option that its driver shows only while DAX is in effect")
{
	static const struct {
		const char *tail; /* fields of a line of mountinfo: type, source, options */
		bool file, virtiofs;
	} cases[] = {
		{ "ext4 /dev/pmem0 rw,dax=always", true, false },
		{ "ext2 /dev/pmem0 rw,dax", true, false },
		{ "xfs /dev/pmem0 rw,attr2,dax=always,inode64", true, false },
		{ "erofs /dev/pmem0 ro,dax=always", true, false },
		{ "virtiofs tag rw,dax=always", false, true },
		{ "xfs /dev/pmem0 rw,dax=never", false, false },
		{ "ext4 /dev/pmem0 rw,dax=inode", false, false },
		{ "ext4 /dev/pmem0 rw", false, false },
		{ "fuse.other x rw,dax=always", false, false },
		{ "overlay x rw,lowerdir=/dax=always", false, false },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct facts facts = { 0 };
		char text[200];

		snprintf(text, sizeof(text), "36 1 259:0 / /a\\040b rw,relatime - %s\n",
			 cases[i].tail);
		dax_mounts_parse(&facts, text);
		if (!!facts.dax_use.file != cases[i].file ||
		    !!facts.dax_use.virtiofs != cases[i].virtiofs)
			fail_msg("%s", cases[i].tail);
		facts_release(&facts);
	}
}

TEST(region_ranges,
     "A region's range is taken by System RAM, and by reserved memory that it is not in")
{
	static const char iomem[] = "80000000-8005ffff : Reserved\n"
				    "80060000-bfffffff : System RAM\n"
				    "  bcb00000-bdbfffff : Reserved\n"
				    "c0000000-c7ffffff : namespace0.0\n"
				    "  c0000000-c7ffffff : System RAM (kmem)\n"
				    "d0000000-dfffffff : reserved\n"
				    "f0000000-f0001fff : Reserved\n";
	static const struct {
		unsigned long long start, size;
		bool taken;
	} cases[] = {
		{ 0xc0000000, 0x8000000, false }, /* its own namespace */
		{ 0xc8000000, 0x8000000, false }, /* free */
		{ 0xb0000000, 0x4000000, true },  /* inside System RAM */
		{ 0x78000000, 0x9000000, true },  /* its end in System RAM */
		{ 0xd4000000, 0x4000000, false }, /* inside reserved memory, which is not busy */
		{ 0xd0000000, 0x10000000, false },
		{ 0xcc000000, 0x8000000, true },  /* across its start */
		{ 0xe0000000, 0x20000000, true }, /* contains reserved memory */
	};
	unsigned long long start = 0;

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		char *text = strdup(iomem);

		if (region_range_is_taken(text, cases[i].start, cases[i].size) != cases[i].taken)
			fail_msg("case %zu", i);
		free(text);
	}
	assert_true(region_range_start("c0000000.pmem", &start));
	assert_int_equal(start, 0xc0000000);
	assert_false(region_range_start("ACPI.NFIT", &start));
	assert_false(region_range_start("e820", &start));
	assert_false(region_range_start("11112222333344445.pmem", &start));
}

TEST(mount_options, "The options of a mount and of its super block are listed once each")
{
	static const char *const cases[][3] = {
		{ "rw,relatime", "rw,dax=always", "rw,relatime,dax=always" },
		{ "ro,relatime", "rw,dax=always", "ro,relatime,dax=always" },
		{ "rw,relatime", "ro", "relatime,ro" },
		{ "rw", "rw,rwx,lowerdir+=/a,lowerdir+=/b", "rw,rwx,lowerdir+=/a,lowerdir+=/b" },
		{ "", "", "" },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		char *joined = mount_options_join(cases[i][0], cases[i][1]);

		assert_string_equal(joined, cases[i][2]);
		free(joined);
	}
}

// SPDX-License-Identifier: GPL-2.0-only
/* The judge and made-up machines: every row of the architectures, every reason about the host. */
#include <stdlib.h>
#include <string.h>

#include "../../util/judge/judge.h"
#include "../../util/lib/array.h"
#include "judge-cases.h"
#include "unit.h"

/* The lines of arch.def that the tests have to cover. */
#define ARCH(name_, machines_, ...) { .name = name_, .machines = machines_ },
#define FAMILY(...)
static const struct {
	const char *name, *machines;
} arch_lines[] = {
#include "../../util/judge/arch.def"
};
#undef ARCH
#undef FAMILY

#define ARCH(...)
#define FAMILY(name_, ...) name_,
static const char *const family_lines[] = {
#include "../../util/judge/arch.def"
};
#undef ARCH
#undef FAMILY

static void expect_tri(const char *test, const char *what, enum tri found, enum tri expected)
{
	if (found != expected)
		fail_msg("%s: %s is \"%s\", expected \"%s\"", test, what, tri_name(found),
			 tri_name(expected));
}

static void expect_reasons(const struct judge_case *test, const struct mode_verdict *fsdax)
{
	enum reason reasons[MAX_CHECKS];
	size_t count = mode_reasons(fsdax, reasons);

	/* REASON 0 is valid, and no case expects it for fsdax. */
	if (!test->fsdax_reasons[0])
		return;
	for (size_t i = 0; i < MAX_EXPECTED; i++) {
		if (test->fsdax_reasons[i] == REASON_NONE) {
			if (count != i)
				fail_msg("%s: fsdax gives a further reason: %s", test->name,
					 reason_words(reasons[i])->id);
			return;
		}
		if (i >= count || reasons[i] != test->fsdax_reasons[i])
			fail_msg("%s: fsdax reason %zu is %s, expected %s", test->name, i,
				 i < count ? reason_words(reasons[i])->id : "none",
				 reason_words(test->fsdax_reasons[i])->id);
	}
}

static bool has_finding(const struct host_verdict *v, enum reason reason)
{
	for (size_t i = 0; i < v->finding_count; i++)
		if (v->findings[i].reason == reason)
			return true;
	return false;
}

/* These conditions hold for every verdict on every machine. */
static void expect_sound(const char *name, const struct host_verdict *v)
{
	for (int i = 0; i < MODE_COUNT; i++) {
		const struct mode_verdict *mode = &v->modes[i];
		enum reason reasons[MAX_CHECKS];
		size_t count = mode_reasons(mode, reasons);
		enum tri all = TRI_YES;

		for (int gate = 0; gate < GATE_HOST_COUNT; gate++)
			all = tri_and(all, mode->gates[gate]);
		expect_tri(name, mode_name(i), mode->supported, all);
		/* If a mode is yes, it is yes for at least one class. */
		if (mode->supported == TRI_YES &&
		    (i == MODE_FSDAX || i == MODE_DEVDAX || i == MODE_BLOCK))
			assert_int_not_equal(mode->classes, 0);
		for (size_t l = 0; l < mode->limit_count; l++) {
			assert_int_not_equal(mode->limits[l].reason, REASON_NONE);
			assert_int_not_equal(mode->limits[l].supported, TRI_YES);
			assert_int_equal(mode->limits[l].classes & mode->classes, 0);
		}
		if ((mode->supported == TRI_YES) != (count == 0))
			fail_msg("%s: %s is %s with %zu reasons", name, mode_name(i),
				 tri_name(mode->supported), count);
		for (size_t r = 0; r < count; r++)
			if (!has_finding(v, reasons[r]))
				fail_msg("%s: %s has no finding", name,
					 reason_words(reasons[r])->id);
	}
	/* Device DAX, block access and kmem do not depend on the CPU. */
	assert_int_equal(v->modes[MODE_DEVDAX].gates[GATE_CPU], TRI_YES);
	assert_int_equal(v->modes[MODE_BLOCK].gates[GATE_CPU], TRI_YES);
	assert_int_equal(v->modes[MODE_SYSTEM_RAM].gates[GATE_CPU], TRI_YES);
	if (v->alias.aliasing != TRI_NO)
		assert_int_not_equal(v->modes[MODE_FSDAX].supported, TRI_YES);
	assert_int_equal(v->alias.aliasing == TRI_UNKNOWN, v->alias.basis == BASIS_NONE);
}

TEST(cases, "Each made-up machine gets its aliasing, alias check, modes and reasons")
{
	for (size_t i = 0; i < judge_case_count; i++) {
		const struct judge_case *test = &judge_cases[i];
		struct host_verdict v;
		struct facts facts;

		make_case_facts(test, &facts);
		judge_host(&v, &facts);
		expect_tri(test->name, "aliasing", v.alias.aliasing, test->aliasing);
		if (v.alias_check != test->check)
			fail_msg("%s: alias check is %s, expected %s", test->name,
				 alias_check_name(v.alias_check), alias_check_name(test->check));
		expect_tri(test->name, "fsdax", v.modes[MODE_FSDAX].supported, test->fsdax);
		expect_tri(test->name, "devdax", v.modes[MODE_DEVDAX].supported, test->devdax);
		expect_tri(test->name, "block", v.modes[MODE_BLOCK].supported, test->block);
		expect_reasons(test, &v.modes[MODE_FSDAX]);
		for (size_t f = 0;
		     f < MAX_EXPECTED && test->findings[f] && test->findings[f] != REASON_NONE; f++)
			if (!has_finding(&v, test->findings[f]))
				fail_msg("%s: no finding %s", test->name,
					 reason_words(test->findings[f])->id);
		expect_sound(test->name, &v);
		verdict_release(&v);
		release_case_facts(&facts);
	}
}

TEST(every_reason_is_given, "Every reason about the host is given by a case")
{
	bool given[REASON_COUNT] = { false };

	for (size_t i = 0; i < judge_case_count; i++) {
		struct host_verdict v;
		struct facts facts;

		make_case_facts(&judge_cases[i], &facts);
		judge_host(&v, &facts);
		for (size_t f = 0; f < v.finding_count; f++)
			given[v.findings[f].reason] = true;
		verdict_release(&v);
		release_case_facts(&facts);
	}
	for (int reason = 0; reason < REASON_COUNT; reason++)
		if (!given[reason] && !(reason_words(reason)->flags & REASON_FLAG_OBJECT))
			fail_msg("no case gives %s", reason_words(reason)->id);
}

TEST(reason_table, "Every reason has an id, a message and words that are well formed")
{
	for (int a = 0; a < REASON_COUNT; a++) {
		const struct reason_words *words = reason_words(a);
		const char *blank;

		assert_non_null(words->id);
		assert_non_null(words->message);
		assert_non_null(words->found);
		assert_true(words->id[strspn(words->id, "abcdefghijklmnopqrstuvwxyz0123456789-")] ==
			    '\0');
		blank = strchr(words->message, '%');
		assert_true(!blank || (blank[1] == 's' && !strchr(blank + 1, '%')));
		for (int b = 0; b < a; b++)
			assert_string_not_equal(words->id, reason_words(b)->id);
	}
}

/*
 * The kernel's definitions, copied by hand from asm/cachetype.h. The table must have these if only
 * the machine's name is known.
 */
TEST(architectures,
     "Each architecture's aliasing, ZONE_DEVICE and LIBNVDIMM are those of the kernel")
{
	static const struct {
		const char *machines; /* blank-separated */
		enum tri aliasing;
		enum buildable zone_device, libnvdimm;
	} expected[] = {
		/* armv8l: arm64's COMPAT_UTS_MACHINE; a 32-bit kernel says armv7l there */
		{ "x86_64 aarch64 aarch64_be armv8l", TRI_NO, BUILD_YES, BUILD_YES },
		{ "riscv64 loongarch64 s390x ppc64 ppc64le", TRI_NO, BUILD_SOME, BUILD_YES },
		{ "i386 i486 i586 i686 ppc armv7l armv7b arc", TRI_NO, BUILD_NO, BUILD_SOME },
		{ "riscv32 hexagon microblaze openrisc s390", TRI_NO, BUILD_NO, BUILD_NO },
		{ "alpha ia64", TRI_NO, BUILD_NO, BUILD_YES },
		{ "csky m68k parisc sh sh3 sh4 sh4a armv4l armv4tl armv5tel armv5tejl", TRI_YES,
		  BUILD_NO, BUILD_NO },
		{ "sparc64 parisc64", TRI_YES, BUILD_NO, BUILD_YES },
		{ "mips64", TRI_UNKNOWN, BUILD_NO, BUILD_YES },
		{ "mips", TRI_UNKNOWN, BUILD_NO, BUILD_SOME },
		{ "armv6l sparc nios2 xtensa", TRI_UNKNOWN, BUILD_NO, BUILD_NO },
	};
	const struct arch *seen[64] = { NULL };
	size_t machines = 0;

	for (size_t i = 0; i < sizeof(expected) / sizeof(expected[0]); i++) {
		char *copy = strdup(expected[i].machines), *rest = copy, *machine;

		while ((machine = strsep(&rest, " "))) {
			struct judge_case test = { .name = machine,
						   .machine = machine,
						   .no_config = true };
			const struct arch *arch = arch_find(machine, NULL);
			struct host_verdict v;
			struct facts facts;

			if (!arch)
				fail_msg("%s is not in the table", machine);
			assert_int_equal(arch->zone_device, expected[i].zone_device);
			assert_int_equal(arch->libnvdimm, expected[i].libnvdimm);
			make_case_facts(&test, &facts);
			judge_host(&v, &facts);
			expect_tri(machine, "aliasing", v.alias.aliasing, expected[i].aliasing);
			expect_sound(machine, &v);
			verdict_release(&v);
			release_case_facts(&facts);
			assert_true(machines < sizeof(seen) / sizeof(seen[0]));
			seen[machines++] = arch;
		}
		free(copy);
	}
	assert_true(machines >= 40);
	for (size_t i = 0; i < ARRAY_SIZE(arch_lines); i++) {
		const char *patterns = arch_lines[i].machines;
		bool is_expected = !*patterns; /* User Mode Linux */

		for (size_t m = 0; m < machines; m++)
			is_expected |= !strcmp(seen[m]->machines, patterns);
		if (!is_expected)
			fail_msg("%s (%s): say above what this row of arch.def should give",
				 arch_lines[i].name, patterns);
	}
	assert_null(arch_find("x86_64x", NULL));
	assert_null(arch_find("sha", NULL));
	assert_null(arch_find("", NULL));
	assert_null(arch_find(NULL, NULL));
}

TEST(families, "The answer for a family of machines is never firmer than for each of its machines")
{
	static const struct {
		const char *family, *machines;
	} families[] = {
		{ "x86", "x86_64 i686" },
		{ "powerpc", "ppc64 ppc64le ppc" },
		{ "riscv", "riscv64 riscv32" },
		{ "s390", "s390x s390" },
		{ "arm", "aarch64 armv7l armv6l armv5tel" },
		{ "mips", "mips64 mips" },
		{ "parisc", "parisc64 parisc" },
		{ "arm64", "aarch64 aarch64_be" },
	};

	for (size_t i = 0; i < sizeof(families) / sizeof(families[0]); i++) {
		const struct arch *family = arch_find_family(families[i].family);
		char *copy = strdup(families[i].machines), *rest = copy, *machine;

		assert_non_null(family);
		while ((machine = strsep(&rest, " "))) {
			const struct arch *row = arch_find(machine, NULL);

			if (family->alias == ALIAS_NEVER || family->alias == ALIAS_ALWAYS)
				assert_int_equal(row->alias, family->alias);
			if (family->zone_device != BUILD_SOME)
				assert_int_equal(row->zone_device, family->zone_device);
			assert_int_not_equal(family->libnvdimm, BUILD_NO);
			if (family->page_size)
				assert_int_equal(row->page_size, family->page_size);
			assert_int_equal(row->classes & ~family->classes, 0);
		}
		free(copy);
	}
	for (size_t i = 0; i < ARRAY_SIZE(family_lines); i++) {
		bool is_expected = false;

		for (size_t j = 0; j < sizeof(families) / sizeof(families[0]); j++)
			is_expected |= !strcmp(families[j].family, family_lines[i]);
		if (!is_expected)
			fail_msg("family %s: say above which machines are of it", family_lines[i]);
	}
	assert_null(arch_find_family(NULL));
	assert_null(arch_find_family("mips64"));
	assert_ptr_equal(arch_find_family("um"), arch_find("x86_64", "User Mode Linux"));
}

TEST(rows, "Every row of the architectures is found by its first name")
{
	for (size_t i = 0; i < ARRAY_SIZE(arch_lines); i++) {
		const char *patterns = arch_lines[i].machines;
		const struct arch *row;
		char machine[32];
		size_t length = strcspn(patterns, " ");

		if (!length) {
			row = arch_find("x86_64", "User Mode Linux");
			assert_non_null(row);
			assert_string_equal(row->name, arch_lines[i].name);
			continue;
		}
		/* The first machine of "armv8*", "armv[2-5]*": what the pattern has first there. */
		memcpy(machine, patterns, length);
		machine[length] = '\0';
		if (strchr(machine, '['))
			strcpy(strchr(machine, '['), "5l");
		if (strchr(machine, '*'))
			strcpy(strchr(machine, '*'), "l");
		row = arch_find(machine, NULL);
		if (!row || strcmp(row->machines, patterns))
			fail_msg("row %zu is not found as %s", i, machine);
		/* The architecture's own definition, or the generic one. */
		if (!strncmp(row->source, "arch/", 5))
			assert_memory_equal(row->source + 5, row->name, strlen(row->name));
		else
			assert_string_equal(row->source, "include/linux/cacheinfo.h");
		/*
		 * A kernel for an architecture that can alias has the option only if mainline
		 * selects it.
		 */
		if (row->alias != ALIAS_NEVER)
			assert_true(arch_has(row, SELECTS_CACHE_ALIASING));
		/* No architecture that can alias has ZONE_DEVICE. */
		if (row->alias != ALIAS_NEVER || row->bits == 32)
			assert_int_equal(row->zone_device, BUILD_NO);
	}
}

TEST(constants, "SHMLBA, page sizes and colours are the constants of the kernel's headers")
{
	static const struct {
		const char *machine;
		unsigned long span;
		unsigned int span_pages;
		long page_size;
		enum colour_rule colour;
		unsigned int classes;
	} expected[] = {
		{ "x86_64", 0, 0, 4096, COLOUR_SILENT,
		  CLASS_NFIT | CLASS_E820 | CLASS_VIRTIO | CLASS_CXL | CLASS_HMEM },
		{ "aarch64", 0, 0, 0, COLOUR_SILENT,
		  CLASS_NFIT | CLASS_VIRTIO | CLASS_OF | CLASS_CXL | CLASS_HMEM },
		{ "ppc64le", 0, 0, 0, COLOUR_SILENT, CLASS_PAPR | CLASS_VIRTIO | CLASS_OF },
		{ "i686", 0, 0, 4096, COLOUR_SILENT, CLASS_E820 | CLASS_VIRTIO },
		{ "loongarch64", 0, 0, 0, COLOUR_SILENT,
		  CLASS_VIRTIO | CLASS_OF | CLASS_CXL | CLASS_HMEM },
		{ "arc", 0, 0, 0, COLOUR_SILENT, CLASS_VIRTIO | CLASS_OF },
		{ "mips64", 0, 0, 0, COLOUR_EXACT, CLASS_VIRTIO | CLASS_OF },
		{ "armv6l", 0, 4, 4096, COLOUR_EXACT, CLASS_VIRTIO | CLASS_OF },
		{ "armv7l", 0, 0, 4096, COLOUR_EXACT, CLASS_VIRTIO | CLASS_OF },
		{ "armv5tel", 0, 0, 4096, COLOUR_REFUSES, CLASS_VIRTIO | CLASS_OF },
		{ "sparc", 0, 0, 4096, COLOUR_EXACT, CLASS_VIRTIO | CLASS_OF },
		{ "sparc64", 16384, 0, 8192, COLOUR_REFUSES, CLASS_VIRTIO | CLASS_OF },
		{ "xtensa", 0, 0, 4096, COLOUR_EXACT, CLASS_VIRTIO | CLASS_OF },
		{ "csky", 0, 4, 4096, COLOUR_REFUSES, CLASS_VIRTIO | CLASS_OF },
		{ "parisc64", 4194304, 0, 0, COLOUR_REFUSES, CLASS_VIRTIO },
		{ "sh4", 0, 0, 0, COLOUR_REFUSES, CLASS_VIRTIO | CLASS_OF },
		{ "m68k", 0, 0, 0, COLOUR_SILENT, CLASS_VIRTIO },
		{ "nios2", 0, 0, 4096, COLOUR_SILENT, CLASS_VIRTIO | CLASS_OF },
	};

	for (size_t i = 0; i < sizeof(expected) / sizeof(expected[0]); i++) {
		const struct arch *arch = arch_find(expected[i].machine, NULL);

		assert_non_null(arch);
		if (arch->span != expected[i].span || arch->span_pages != expected[i].span_pages ||
		    arch->page_size != expected[i].page_size ||
		    arch->colour != expected[i].colour || arch->classes != expected[i].classes)
			fail_msg("%s: a constant of the table has changed", expected[i].machine);
	}
}

TEST(fs_dax_limited, "s390: FS_DAX without ZONE_DEVICE is not called impossible")
{
	for (size_t i = 0; i < judge_case_count; i++) {
		struct host_verdict v;
		struct facts facts;
		bool is_told = false;

		if (strcmp(judge_cases[i].name, "s390 6.12: FS_DAX_LIMITED is no ZONE_DEVICE"))
			continue;
		make_case_facts(&judge_cases[i], &facts);
		judge_host(&v, &facts);
		assert_int_equal(v.options[KOPT_FS_DAX].built, TRI_YES);
		for (size_t f = 0; f < v.finding_count; f++) {
			if (v.findings[f].reason != REASON_ARCH_NO_ZONE_DEVICE)
				continue;
			is_told = true;
			assert_non_null(strstr(v.findings[f].message,
					       "FS_DAX only on s390 (FS_DAX_LIMITED)"));
		}
		assert_true(is_told);
		verdict_release(&v);
		release_case_facts(&facts);
		return;
	}
	fail_msg("the case is gone");
}

TEST(requirements, "The words of --require are parsed, and an unknown one is named")
{
	struct host_verdict v = { 0 };
	unsigned int required = 0;
	const char *bad;

	assert_int_equal(requirement_parse("fsdax", &required, &bad), 0);
	assert_int_equal(required, 1U << REQUIRE_FSDAX);
	/* A second --require adds to the first. */
	assert_int_equal(requirement_parse("block,map-sync devdax", &required, &bad), 0);
	assert_int_equal(required, (1U << REQUIRE_FSDAX) | (1U << REQUIRE_BLOCK) |
					   (1U << REQUIRE_MAP_SYNC) | (1U << REQUIRE_DEVDAX));
	required = 0;
	assert_int_equal(requirement_parse("system-ram,dm-dax,virtiofs-dax", &required, &bad), 0);
	assert_int_equal(required, (1U << REQUIRE_SYSTEM_RAM) | (1U << REQUIRE_DM_DAX) |
					   (1U << REQUIRE_VIRTIOFS_DAX));
	required = 0;
	assert_int_equal(
		requirement_parse("system_ram,dm_dax,virtiofs_dax,map_sync", &required, &bad), 0);
	assert_int_equal(required, (1U << REQUIRE_SYSTEM_RAM) | (1U << REQUIRE_DM_DAX) |
					   (1U << REQUIRE_VIRTIOFS_DAX) | (1U << REQUIRE_MAP_SYNC));
	assert_int_not_equal(requirement_parse("fs_dax", &required, &bad), 0);
	assert_int_not_equal(requirement_parse("system+ram", &required, &bad), 0);
	assert_int_not_equal(requirement_parse("system_", &required, &bad), 0);
	assert_int_not_equal(requirement_parse("system-ram-", &required, &bad), 0);
	assert_int_not_equal(requirement_parse("", &required, &bad), 0);
	assert_int_not_equal(requirement_parse(",", &required, &bad), 0);
	assert_int_not_equal(requirement_parse("fsdax,fs", &required, &bad), 0);
	assert_string_equal(bad, "fs");
	assert_int_not_equal(requirement_parse("fsdaxx", &required, &bad), 0);

	v.modes[MODE_DEVDAX].supported = v.modes[MODE_DCSSBLK_DAX].supported = TRI_NO;
	v.modes[MODE_FSDAX].supported = TRI_YES;
	v.modes[MODE_FSDAX].classes = CLASS_VIRTIO | CLASS_NFIT;
	expect_tri("all classes", "fsdax", requirement_host(&v, REQUIRE_FSDAX), TRI_YES);
	expect_tri("all classes", "map-sync", requirement_host(&v, REQUIRE_MAP_SYNC), TRI_UNKNOWN);
	v.modes[MODE_FSDAX].limit_count = 1;
	v.modes[MODE_FSDAX].limits[0].supported = TRI_UNKNOWN;
	expect_tri("a class not known", "fsdax", requirement_host(&v, REQUIRE_FSDAX), TRI_UNKNOWN);
	v.modes[MODE_FSDAX].limits[0].supported = TRI_NO;
	expect_tri("a class without", "fsdax", requirement_host(&v, REQUIRE_FSDAX), TRI_NO);
	v.modes[MODE_FSDAX].classes = CLASS_VIRTIO;
	expect_tri("virtio only", "map-sync", requirement_host(&v, REQUIRE_MAP_SYNC), TRI_NO);
	v.modes[MODE_FSDAX].limits[0].supported = TRI_UNKNOWN;
	expect_tri("virtio, and a class not known", "map-sync",
		   requirement_host(&v, REQUIRE_MAP_SYNC), TRI_UNKNOWN);
	v.modes[MODE_FSDAX].supported = TRI_NO;
	expect_tri("no fsdax", "map-sync", requirement_host(&v, REQUIRE_MAP_SYNC), TRI_NO);
	v.modes[MODE_DEVDAX].supported = TRI_YES;
	expect_tri("devdax is synchronous", "map-sync", requirement_host(&v, REQUIRE_MAP_SYNC),
		   TRI_UNKNOWN);
}

TEST(remedies, "Every remedy is possible on the host that gets it")
{
	struct judge_case mips = { .name = "mips64", .machine = "mips64", .no_config = true };
	struct host_verdict v;
	struct facts facts;

	make_case_facts(&mips, &facts);
	facts.cpuinfo.mips_options = strdup("dc_aliases");
	judge_host(&v, &facts);
	for (size_t i = 0; i < v.finding_count; i++) {
		const struct remedy *remedy = v.findings[i].remedy;

		if (v.findings[i].reason == REASON_ARCH_NO_ZONE_DEVICE ||
		    v.findings[i].reason == REASON_CPU_DCACHE_ALIASING) {
			assert_non_null(remedy);
			assert_non_null(strstr(remedy->text, "sector mode"));
			assert_non_null(strstr(remedy->text, "A newer kernel does not help"));
		}
	}
	verdict_release(&v);
	release_case_facts(&facts);
}

static void deny_all_but(struct facts *facts, struct host_verdict *v,
			 void (*show)(struct facts *, int), int which, bool target_kernel);
static void show_loaded(struct facts *facts, int module);

/* The reason's remedy must name each option of the architecture's classes, and no other's. */
static void expect_own_drivers(const struct host_verdict *v, const struct arch *arch)
{
	const char *text = NULL;

	for (size_t i = 0; i < v->finding_count; i++)
		if (v->findings[i].reason == REASON_CONFIG_PMEM_DRIVER)
			text = finding_remedy_text(&v->findings[i]);
	for (unsigned int i = 0; text && i < CLASS_COUNT; i++) {
		const char *option =
			kernel_option_name(kernel_module_option(class_words(i)->module));

		if (!!strstr(text, option) != !!(arch->classes & class_words(i)->bit))
			fail_msg("%s, %s: %s", arch->name, option, text);
	}
	if (!text && arch->classes & ~CLASS_HMEM)
		fail_msg("%s: no remedy", arch->name);
}

TEST(drivers_of_architecture,
     "A missing driver's remedy names the options of this architecture only")
{
	for (size_t i = 0; i < ARRAY_SIZE(arch_lines); i++) {
		const char *patterns = arch_lines[i].machines;
		struct host_verdict v;
		struct facts facts;

		/* User Mode Linux has the name of another row's machine. */
		if (!*patterns || strpbrk(patterns, "*?["))
			continue;
		deny_all_but(&facts, &v, show_loaded, KMOD_libnvdimm, false);
		verdict_release(&v);
		free(facts.kernel.machine);
		facts.kernel.machine = strndup(patterns, strcspn(patterns, " "));
		judge_host(&v, &facts);
		assert_non_null(v.arch);
		if (v.arch->libnvdimm != BUILD_NO)
			expect_own_drivers(&v, v.arch);
		verdict_release(&v);
		facts_release(&facts);
	}
}

/* The answer of a kernel with this page size on a MIPS with ways of this size. */
static void speak(struct facts *facts, int source, long page, unsigned long way)
{
	bool aliases = way > (unsigned long)page;

	switch (source) {
	case 0:
		facts->cpuinfo.mips_options = strdup(aliases ? "tlb dc_aliases" : "tlb");
		break;
	case 1:
		facts->colour = (struct colour_probe){ .done = true, .asked = 12 };
		for (unsigned long offset = page; offset < way; offset *= 2)
			facts->colour.refused++;
		facts->colour.span = aliases ? way : 0;
		break;
	default:
		facts->bootlog.source = strdup("/var/log/dmesg");
		facts->bootlog.line = strdup("Primary data cache");
		facts->bootlog.aliases = tri_from_bool(aliases);
	}
}

static void add_way(struct facts *facts, unsigned long way)
{
	facts->caches.list = calloc(1, sizeof(*facts->caches.list));
	assert_non_null(facts->caches.list);
	facts->caches.count = 1;
	facts->caches.list[0] =
		(struct cache_fact){ .where = strdup("cpu0"), .sets = way / 32, .line = 32 };
}

TEST(other_pages, "An answer from one page size is never wrong for another")
{
	static const long pages[] = { 4096, 8192, 16384, 65536 };
	struct judge_case mips = { .name = "mips64", .machine = "mips64" };
	int decided = 0, cases = 0;

	for (int i = 0; i < 4 * 4 * 3 * 2; i++)
		for (unsigned long way = 2048; way <= 131072; way *= 2) {
			long spoken = pages[i % 4], judged = pages[i / 4 % 4];
			bool geometry = i / 48;
			enum tri truth = tri_from_bool(way > (unsigned long)judged);
			struct host_verdict v;
			struct facts facts;

			make_case_facts(&mips, &facts);
			facts.target_kernel = true;
			facts.kernel.page_size = 0;
			facts.kernel.running_page_size = spoken;
			facts.kconfig.page_size = judged;
			facts.cpuinfo.system_type = strdup("MIPS Malta");
			facts.cpuinfo.model = strdup("MIPS 24Kc V0.0");
			speak(&facts, i / 16 % 3, spoken, way);
			if (geometry)
				add_way(&facts, way);
			judge_host(&v, &facts);
			assert_int_equal(v.page_size, judged);
			assert_true(geometry || v.alias.aliasing != TRI_NO);
			if (v.alias.aliasing != TRI_UNKNOWN)
				expect_tri("other pages", "aliasing", v.alias.aliasing, truth);
			/* Without the geometry, a "no" may come from another definition. */
			if (spoken == judged && (geometry || truth == TRI_YES))
				expect_tri("same pages", "aliasing", v.alias.aliasing, truth);
			assert_false(v.alias.contradicted);
			decided += v.alias.aliasing != TRI_UNKNOWN;
			cases++;
			verdict_release(&v);
			release_case_facts(&facts);
		}
	/* Enough cases have an answer: the test must not compare only "unknown". */
	assert_true(decided > cases / 3 && decided < cases);
}

static const char denying[] = "/boot/config-x";

/* The configuration denies all options, and the running kernel shows one. */
static void deny_all_but(struct facts *facts, struct host_verdict *v,
			 void (*show)(struct facts *, int), int which, bool target_kernel)
{
	memset(facts, 0, sizeof(*facts));
	facts->kernel.machine = strdup("x86_64");
	facts->kernel.page_size = 4096;
	facts->target_kernel = target_kernel;
	facts->kconfig.path = strdup(denying);
	facts->kconfig.whole = true;
	for (int i = 0; i < KOPT_COUNT; i++)
		facts->kconfig.option[i].state = OPTION_NO;
	show(facts, which);
	judge_host(v, facts);
}

static void show_loaded(struct facts *facts, int module)
{
	facts->modules.module[module].loaded = true;
}

static void show_driver(struct facts *facts, int module)
{
	facts->modules.module[module].driver = true;
}

static void show_seed(struct facts *facts, int seed)
{
	enum tri *const seeds[] = { &facts->seeds.pfn, &facts->seeds.dax, &facts->seeds.btt };

	facts->seeds.regions_enabled = 1;
	*seeds[seed] = TRI_YES;
}

static void show_bound(struct facts *facts, const char *driver, enum dax_origin origin)
{
	facts->dax.list = calloc(1, sizeof(*facts->dax.list));
	facts->dax.list[0] = (struct dax_fact){ .driver = strdup(driver), .origin = origin };
	facts->dax.count = 1;
}

static void show_device_dax(struct facts *facts, int origin)
{
	show_bound(facts, "device_dax", origin);
}

static void show_kmem(struct facts *facts, int origin)
{
	show_bound(facts, "kmem", origin);
}

static const char *const bus_providers[] = { "ACPI.NFIT", "CXL", "e820", "ramdax", "virtio-pmem" };

static void show_bus(struct facts *facts, int provider)
{
	facts->nd_buses.list = calloc(1, sizeof(*facts->nd_buses.list));
	facts->nd_buses.list[0] = (struct nd_bus_fact){
		.dev = strdup("ndbus0"),
		.provider = strdup(bus_providers[provider]),
	};
	facts->nd_buses.count = 1;
}

static const char of_use[] = "use";

static void show_use(struct facts *facts, int use)
{
	const char **const uses[] = { &facts->dax_use.file, &facts->dax_use.virtiofs,
				      &facts->dax_use.mapping };

	*uses[use] = of_use;
}

/*
 * The option is built in, and a finding reports the contradiction. For another kernel only the file
 * counts.
 */
static void expect_shown(void (*show)(struct facts *, int), int which, enum kernel_option option)
{
	struct host_verdict v;
	struct facts facts;

	deny_all_but(&facts, &v, show, which, false);
	expect_tri(kernel_option_name(option), "shown", v.options[option].built, TRI_YES);
	assert_string_equal(v.options[option].denied_by, denying);
	assert_string_not_equal(v.options[option].source, denying);
	assert_true(has_finding(&v, REASON_CONFIG_CONTRADICTED));
	expect_sound(kernel_option_name(option), &v);
	verdict_release(&v);
	facts_release(&facts);

	deny_all_but(&facts, &v, show, which, true);
	expect_tri(kernel_option_name(option), "of another kernel", v.options[option].built,
		   TRI_NO);
	assert_false(has_finding(&v, REASON_CONFIG_CONTRADICTED));
	verdict_release(&v);
	facts_release(&facts);
}

TEST(running_kernel_beats_file,
     "An option that the running kernel shows outweighs a file that denies it")
{
	static const enum kernel_option seeds[] = { KOPT_NVDIMM_PFN, KOPT_NVDIMM_DAX, KOPT_BTT };

	for (int module = 0; module < KMOD_COUNT; module++) {
		expect_shown(show_loaded, module, kernel_module_option(module));
		expect_shown(show_driver, module, kernel_module_option(module));
	}
	for (int seed = 0; seed < 3; seed++)
		expect_shown(show_seed, seed, seeds[seed]);
}

/* Every device, and every use of DAX, with all options that it needs. */
static const struct {
	void (*show)(struct facts *, int);
	int which;
	enum kernel_option options[8]; /* terminated by KOPT_64BIT */
} device_proofs[] = {
	{ show_device_dax,
	  DAX_FROM_ND,
	  { KOPT_DAX, KOPT_DEV_DAX, KOPT_ZONE_DEVICE, KOPT_LIBNVDIMM, KOPT_NVDIMM_DAX,
	    KOPT_DEV_DAX_PMEM, KOPT_NVDIMM_PFN, KOPT_64BIT } },
	{ show_device_dax,
	  DAX_FROM_HMEM,
	  { KOPT_DAX, KOPT_DEV_DAX, KOPT_ZONE_DEVICE, KOPT_DEV_DAX_HMEM, KOPT_64BIT } },
	{ show_device_dax,
	  DAX_FROM_CXL,
	  { KOPT_DAX, KOPT_DEV_DAX, KOPT_ZONE_DEVICE, KOPT_DEV_DAX_CXL, KOPT_64BIT } },
	{ show_device_dax,
	  DAX_FROM_UNKNOWN,
	  { KOPT_DAX, KOPT_DEV_DAX, KOPT_ZONE_DEVICE, KOPT_64BIT } },
	{ show_kmem,
	  DAX_FROM_ND,
	  { KOPT_DAX, KOPT_DEV_DAX_KMEM, KOPT_DEV_DAX, KOPT_LIBNVDIMM, KOPT_NVDIMM_DAX,
	    KOPT_DEV_DAX_PMEM, KOPT_64BIT } },
	{ show_kmem,
	  DAX_FROM_HMEM,
	  { KOPT_DAX, KOPT_DEV_DAX_KMEM, KOPT_DEV_DAX, KOPT_DEV_DAX_HMEM, KOPT_64BIT } },
	{ show_kmem,
	  DAX_FROM_CXL,
	  { KOPT_DAX, KOPT_DEV_DAX_KMEM, KOPT_DEV_DAX, KOPT_DEV_DAX_CXL, KOPT_64BIT } },
	{ show_bus, 0, { KOPT_LIBNVDIMM, KOPT_ACPI_NFIT, KOPT_64BIT } },
	{ show_bus, 1, { KOPT_LIBNVDIMM, KOPT_CXL_PMEM, KOPT_64BIT } },
	{ show_bus, 2, { KOPT_LIBNVDIMM, KOPT_X86_PMEM_LEGACY, KOPT_64BIT } },
	{ show_bus, 3, { KOPT_LIBNVDIMM, KOPT_RAMDAX, KOPT_64BIT } },
	{ show_bus, 4, { KOPT_LIBNVDIMM, KOPT_VIRTIO_PMEM, KOPT_64BIT } },
	{ show_use, 0, { KOPT_FS_DAX, KOPT_ZONE_DEVICE, KOPT_64BIT } },
	{ show_use, 1, { KOPT_FS_DAX, KOPT_FUSE_DAX, KOPT_64BIT } },
	{ show_use, 2, { KOPT_FS_DAX, KOPT_DEV_DAX, KOPT_ZONE_DEVICE, KOPT_DAX, KOPT_64BIT } },
};

static bool is_proof_of(size_t proof, enum kernel_option option)
{
	for (int o = 0; device_proofs[proof].options[o] != KOPT_64BIT; o++)
		if (device_proofs[proof].options[o] == option)
			return true;
	return false;
}

TEST(devices_beat_file, "Each device and each use of DAX outweighs a file that denies its options")
{
	for (size_t i = 0; i < sizeof(device_proofs) / sizeof(*device_proofs); i++)
		for (int o = 0; device_proofs[i].options[o] != KOPT_64BIT; o++)
			expect_shown(device_proofs[i].show, device_proofs[i].which,
				     device_proofs[i].options[o]);
}

TEST(devices_prove_no_more, "A device or a use of DAX proves no option that it does not need")
{
	/* The options that Kconfig selects, or requires, for the options of a proof. */
	static const enum kernel_option implied[] = { KOPT_NVDIMM_PFN, KOPT_ND_CLAIM,
						      KOPT_ZONE_DEVICE };

	for (size_t i = 0; i < sizeof(device_proofs) / sizeof(*device_proofs); i++) {
		struct host_verdict v;
		struct facts facts;

		deny_all_but(&facts, &v, device_proofs[i].show, device_proofs[i].which, false);
		for (int option = 0; option < KOPT_COUNT; option++) {
			bool may = is_proof_of(i, option);

			for (size_t m = 0; m < sizeof(implied) / sizeof(*implied); m++)
				may |= implied[m] == (enum kernel_option)option &&
				       is_proof_of(i, KOPT_NVDIMM_DAX);
			if (!may)
				expect_tri(device_proofs[i].options[0] == KOPT_64BIT ? "?"
										     : "proof",
					   kernel_option_name(option), v.options[option].built,
					   TRI_NO);
		}
		verdict_release(&v);
		facts_release(&facts);
	}
}

TEST(dax_on_s390, "A file with DAX does not prove ZONE_DEVICE on s390, which has FS_DAX_LIMITED")
{
	struct host_verdict v;
	struct facts facts;

	deny_all_but(&facts, &v, show_use, 0, false);
	verdict_release(&v);
	free(facts.kernel.machine);
	facts.kernel.machine = strdup("s390x");
	judge_host(&v, &facts);
	expect_tri("s390x", "FS_DAX", v.options[KOPT_FS_DAX].built, TRI_YES);
	expect_tri("s390x", "ZONE_DEVICE", v.options[KOPT_ZONE_DEVICE].built, TRI_NO);
	verdict_release(&v);
	facts_release(&facts);
}

/* Files that seem to exclude a module: it is not installed, or modprobe.d blacklists it. */
static void keep_away(struct facts *facts, int module, bool blacklisted)
{
	facts->modules.dir = strdup("/lib/modules/0.0.0-test");
	facts->modules.dir_read = true;
	facts->modules.module[module].installed = blacklisted;
	facts->modules.module[module].blacklisted = blacklisted;
}

TEST(running_module_beats_files,
     "A loaded module or a registered driver outweighs modprobe.d, an empty module directory and "
     "a configuration")
{
	static void (*const shows[])(struct facts *, int) = { show_loaded, show_driver };

	for (int i = 0; i < 2 * 2 * KMOD_COUNT; i++) {
		int module = i / 4;
		struct host_verdict v;
		struct facts facts;

		deny_all_but(&facts, &v, shows[i % 2], module, false);
		verdict_release(&v);
		keep_away(&facts, module, i / 2 % 2);
		judge_host(&v, &facts);
		if (v.modules[module] != MODULE_STATE_LOADED &&
		    v.modules[module] != MODULE_STATE_BUILTIN)
			fail_msg("%s: %s", kernel_module_name(module),
				 module_state_name(v.modules[module]));
		verdict_release(&v);
		facts_release(&facts);
	}
}

TEST(running_kernel_implies,
     "An option that Kconfig selects is as certain as the option that selects it")
{
	static const struct {
		enum kernel_module module;
		enum kernel_option options[6]; /* terminated by KOPT_64BIT */
	} cases[] = {
		{ KMOD_nd_pmem, { KOPT_LIBNVDIMM, KOPT_DAX, KOPT_64BIT } },
		{ KMOD_papr_scm, { KOPT_LIBNVDIMM, KOPT_64BIT } },
		{ KMOD_nfit, { KOPT_LIBNVDIMM, KOPT_64BIT } },
		{ KMOD_of_pmem, { KOPT_LIBNVDIMM, KOPT_64BIT } },
		{ KMOD_dax_pmem,
		  { KOPT_NVDIMM_DAX, KOPT_NVDIMM_PFN, KOPT_ZONE_DEVICE, KOPT_ND_CLAIM,
		    KOPT_64BIT } },
		{ KMOD_kmem, { KOPT_DEV_DAX, KOPT_DAX, KOPT_64BIT } },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct host_verdict v;
		struct facts facts;

		deny_all_but(&facts, &v, show_loaded, cases[i].module, false);
		for (int o = 0; cases[i].options[o] != KOPT_64BIT; o++)
			expect_tri(kernel_module_name(cases[i].module),
				   kernel_option_name(cases[i].options[o]),
				   v.options[cases[i].options[o]].built, TRI_YES);
		verdict_release(&v);
		facts_release(&facts);
	}
}

/* In the first case everything is built in. Only dax_hmem is changed. */
static void case_with_hmem(struct facts *facts, enum option_state hmem)
{
	assert_string_equal(judge_cases[0].name, "x86-64, all built in");
	make_case_facts(&judge_cases[0], facts);
	facts->kconfig.option[KOPT_DEV_DAX_HMEM].state = hmem;
	facts->modules.dir = strdup("/lib/modules/0.0.0-test");
	facts->modules.dir_read = true;
}

/* The mode's answer for hmem; *reason: why it is not yes. */
static enum tri hmem_of(const struct mode_verdict *mode, enum reason *reason)
{
	*reason = REASON_NONE;
	if (mode->classes & CLASS_HMEM)
		return TRI_YES;
	for (size_t i = 0; i < mode->limit_count; i++) {
		if (!(mode->limits[i].classes & CLASS_HMEM))
			continue;
		*reason = mode->limits[i].reason;
		return mode->limits[i].supported;
	}
	return TRI_NO;
}

TEST(unread_dax_bus, "A dax bus that could not be read may have devices")
{
	static const struct {
		const char *name;
		enum option_state hmem;
		bool unread, device;
		enum tri expected;
		enum reason reason;
	} cases[] = {
		{ "no module", OPTION_MODULE, false, false, TRI_NO, REASON_MODULE_MISSING },
		{ "no module, unread", OPTION_MODULE, true, false, TRI_UNKNOWN,
		  REASON_MODULE_UNKNOWN },
		{ "no module, a device", OPTION_MODULE, true, true, TRI_YES, REASON_NONE },
		{ "no option", OPTION_NO, false, false, TRI_NO, REASON_NONE },
		{ "no option, unread", OPTION_NO, true, false, TRI_UNKNOWN, REASON_CONFIG_UNKNOWN },
		{ "no option, a device", OPTION_NO, true, true, TRI_YES, REASON_NONE },
		{ "all of it, unread", OPTION_YES, true, false, TRI_YES, REASON_NONE },
	};
	static const enum mode modes[] = { MODE_DEVDAX, MODE_SYSTEM_RAM };

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct host_verdict v;
		struct facts facts;
		enum reason reason;

		case_with_hmem(&facts, cases[i].hmem);
		facts.dax.unread = cases[i].unread;
		if (cases[i].device) {
			facts.dax.list = calloc(1, sizeof(*facts.dax.list));
			facts.dax.list[facts.dax.count++] =
				(struct dax_fact){ .driver = strdup("kmem"),
						   .origin = DAX_FROM_HMEM };
		}
		judge_host(&v, &facts);
		expect_sound(cases[i].name, &v);
		for (size_t m = 0; m < 2; m++) {
			expect_tri(cases[i].name, "hmem", hmem_of(&v.modes[modes[m]], &reason),
				   cases[i].expected);
			assert_int_equal(reason, cases[i].reason);
			/* The other classes have drivers of their own. */
			expect_tri(cases[i].name, "mode", v.modes[modes[m]].supported, TRI_YES);
			assert_true(v.modes[modes[m]].classes & CLASS_NFIT);
		}
		expect_tri(cases[i].name, "fsdax", v.modes[MODE_FSDAX].supported, TRI_YES);
		verdict_release(&v);
		release_case_facts(&facts);
	}
}

int main(void)
{
	return unit_test_run(NULL, NULL, NULL);
}

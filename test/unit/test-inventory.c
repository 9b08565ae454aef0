// SPDX-License-Identifier: GPL-2.0-only
/*
 * The judge on inventories on paper. Each trap T1 to T26 of the kernel notes
 * (Documentation/architecture.md) that an inventory can fall into has a test
 * that the naive reading fails; the host's traps are in judge-cases.c.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sysmacros.h>
#include <sys/resource.h>

/* wants the headers above */
#include <cmocka.h>

#include "../../util/judge/requirement-objects.h"
#include "../../util/lib/array.h"
#include "../../util/lib/xalloc.h"
#include "../../util/observe/block/mounts.h"

static struct facts facts;
static struct inventory inventory;
static struct inventory_verdict verdict;
static bool given[REASON_COUNT];

static const enum kernel_option full[] = {
	KOPT_64BIT,
	KOPT_PHYS_ADDR_T_64BIT,
	KOPT_ARCH_HAS_PMEM_API,
	KOPT_MEMORY_HOTPLUG,
	KOPT_MEMORY_HOTREMOVE,
	KOPT_SPARSEMEM_VMEMMAP,
	KOPT_ARCH_ENABLE_MEMORY_HOTPLUG,
	KOPT_ZONE_DEVICE,
	KOPT_FS_DAX,
	KOPT_DAX,
	KOPT_LIBNVDIMM,
	KOPT_BLK_DEV_PMEM,
	KOPT_NVDIMM_PFN,
	KOPT_NVDIMM_DAX,
	KOPT_BTT,
	KOPT_ND_CLAIM,
	KOPT_DEV_DAX,
	KOPT_DEV_DAX_PMEM,
	KOPT_DEV_DAX_KMEM,
	KOPT_BLK_DEV_DM,
	KOPT_ACPI_NFIT,
	KOPT_VIRTIO_PMEM,
	KOPT_X86_PMEM_LEGACY,
};

static void set_option(enum kernel_option option, enum option_state state)
{
	facts.kconfig.option[option].state = state;
}

/* An x86-64 host that can do everything. */
static int begin(void **state)
{
	(void)state;
	memset(&facts, 0, sizeof(facts));
	memset(&inventory, 0, sizeof(inventory));
	facts.live = true;
	facts.witnessed = true;
	facts.kernel.machine = xstrdup("x86_64");
	facts.kernel.page_size = 4096;
	facts.kconfig.path = xstrdup("/proc/config.gz");
	facts.kconfig.whole = true;
	for (int i = 0; i < KOPT_COUNT; i++)
		set_option(i, OPTION_ABSENT);
	for (size_t i = 0; i < ARRAY_SIZE(full); i++)
		set_option(full[i], OPTION_YES);
	return 0;
}

static int end(void **state)
{
	(void)state;
	inventory_verdict_release(&verdict);
	inventory_release(&inventory);
	facts_release(&facts);
	return 0;
}

static void judge(void)
{
	judge_inventory(&verdict, &facts, &inventory);
	for (size_t i = 0; i < verdict.host.finding_count; i++)
		given[verdict.host.findings[i].reason] = true;
}

/* --- building blocks: each returns the index of what it adds --- */

static size_t add_bus(const char *provider)
{
	struct nd_bus *bus;

	inventory.buses = xreallocarray(inventory.buses, inventory.bus_count + 1, sizeof(*bus));
	bus = &inventory.buses[inventory.bus_count];
	*bus = (struct nd_bus){ .dev = xstrdup("ndbus0"), .provider = xstrdup(provider) };
	return inventory.bus_count++;
}

static size_t add_region(size_t bus)
{
	struct nd_region *region;

	inventory.regions =
		xreallocarray(inventory.regions, inventory.region_count + 1, sizeof(*region));
	region = &inventory.regions[inventory.region_count];
	*region = (struct nd_region){
		.bus = bus,
		.dev = xstrdup("region0"),
		.type = xstrdup("pmem"),
		.size = 1UL << 30,
		.numa_node = -1,
		.target_node = -1,
		.nstype = 5,
		.enabled = true,
		.btt_seed = true,
		.pfn_seed = true,
		.dax_seed = true,
		.namespaces = 1,
		.persistence_domain = xstrdup("memory_controller"),
	};
	return inventory.region_count++;
}

static size_t add_disk(const char *dev, enum tri dax)
{
	struct disk *disk;

	inventory.disks = xreallocarray(inventory.disks, inventory.disk_count + 1, sizeof(*disk));
	disk = &inventory.disks[inventory.disk_count];
	*disk = (struct disk){
		.dev = xstrdup(dev), .queue_dax = dax, .size = 1UL << 28, .parent = NO_INDEX
	};
	return inventory.disk_count++;
}

static size_t add_namespace(const char *mode, const char *sysfs_mode, const char *holder,
			    size_t disk)
{
	struct nd_namespace *ns;

	inventory.namespaces =
		xreallocarray(inventory.namespaces, inventory.namespace_count + 1, sizeof(*ns));
	ns = &inventory.namespaces[inventory.namespace_count];
	*ns = (struct nd_namespace){
		.region = 0,
		.dev = xstrdup("namespace0.0"),
		.mode = mode,
		.raw_size = 1UL << 28,
		.size = 1UL << 28,
		.holder = xstrdup(holder),
		.holder_class = xstrdup(""),
		.sysfs_mode = xstrdup(sysfs_mode),
		.enabled = true,
		.disk = disk,
		.numa_node = -1,
		.target_node = -1,
		.info_block = '-',
	};
	if (disk != NO_INDEX)
		ns->blockdev = xstrdup(inventory.disks[disk].dev);
	return inventory.namespace_count++;
}

/* The usual: one NFIT region with an fsdax namespace on pmem0. Returns its disk, 0. */
static size_t usual(void)
{
	add_region(add_bus("ACPI.NFIT"));
	add_disk("pmem0", TRI_YES);
	add_namespace("fsdax", "memory", "pfn", 0);
	return 0;
}

static size_t add_partition(size_t parent, unsigned long long start, unsigned long long size)
{
	size_t index = add_disk("pmem0p1", TRI_YES);

	inventory.disks[index].parent = parent;
	inventory.disks[index].start = start;
	inventory.disks[index].start_known = true;
	inventory.disks[index].size = size;
	return index;
}

static size_t add_dm(size_t leg, const char *type, unsigned long long offset, enum tri dax)
{
	size_t index = add_disk("dm-0", dax);
	struct disk *disk = &inventory.disks[index];

	disk->dm_name = xstrdup("vol");
	disk->slaves = xcalloc(1, sizeof(size_t));
	disk->slaves[disk->slave_count++] = leg;
	if (!type)
		return index;
	disk->targets = xcalloc(1, sizeof(*disk->targets));
	disk->target_count = 1;
	disk->targets[0] = (struct dm_target){ .type = xstrdup(type),
					       .offset = offset,
					       .offset_known = !strcmp(type, "linear") };
	return index;
}

static size_t add_mount(size_t disk, const char *fstype, const char *options, enum tri sample)
{
	struct mount *mount;

	inventory.mounts = xreallocarray(inventory.mounts, inventory.mount_count + 1, sizeof(*mount));
	mount = &inventory.mounts[inventory.mount_count];
	*mount = (struct mount){
		.disk = disk,
		.log_disk = NO_INDEX,
		.realtime_disk = NO_INDEX,
		.mountpoint = xasprintf("/mnt%zu", inventory.mount_count),
		.fstype = xstrdup(fstype),
		.source = xstrdup("source"),
		.options = xstrdup(options),
		.sample_dax = sample,
	};
	return inventory.mount_count++;
}

static size_t add_dax(const char *driver, size_t ns)
{
	struct dax_device *device;

	inventory.dax_devices =
		xreallocarray(inventory.dax_devices, inventory.dax_count + 1, sizeof(*device));
	device = &inventory.dax_devices[inventory.dax_count];
	*device = (struct dax_device){ .dev = xstrdup("dax0.0"),
				       .driver = xstrdup(driver),
				       .path = xstrdup("/x"),
				       .node_there = true,
				       .namespace = ns };
	return inventory.dax_count++;
}

static bool lists(const struct reason_list *reasons, enum reason reason)
{
	for (size_t i = 0; i < reasons->count; i++)
		if (reasons->list[i] == reason)
			return true;
	return false;
}

static const struct finding *finding_of(enum reason reason)
{
	for (size_t i = 0; i < verdict.host.finding_count; i++)
		if (verdict.host.findings[i].reason == reason)
			return &verdict.host.findings[i];
	return NULL;
}

/* --- namespaces --- */

static void test_everything_open(void **state)
{
	(void)state;
	usual();
	judge();
	assert_int_equal(verdict.namespaces[0].effective, ACCESS_FSDAX);
	assert_int_equal(verdict.namespaces[0].reasons.count, 0);
	assert_int_equal(verdict.namespaces[0].map_sync, TRI_YES);
	assert_int_equal(verdict.namespaces[0].possible, NS_FSDAX | NS_DEVDAX | NS_SECTOR | NS_RAW);
}

/* T1: the flag is set without a look at FS_DAX. */
static void test_flag_without_fs_dax(void **state)
{
	(void)state;
	usual();
	set_option(KOPT_FS_DAX, OPTION_NO);
	judge();
	assert_int_equal(verdict.namespaces[0].effective, ACCESS_BLOCK);
	assert_true(lists(&verdict.namespaces[0].reasons, REASON_CONFIG_FS_DAX));
	assert_false(verdict.namespaces[0].possible & NS_FSDAX);
	assert_false(verdict.namespaces[0].possible & NS_DEVDAX);
}

/* T2: a patched kernel on an aliasing CPU leaves the flag at 1 and has no dax_device. */
static void test_flag_on_aliasing_cpu(void **state)
{
	(void)state;
	usual();
	free(facts.kernel.machine);
	facts.kernel.machine = xstrdup("mips64");
	facts.cpuinfo.mips_options = xstrdup("dc_aliases");
	set_option(KOPT_ARCH_HAS_CPU_CACHE_ALIASING, OPTION_YES);
	judge();
	assert_int_equal(verdict.namespaces[0].effective, ACCESS_BLOCK);
	assert_true(lists(&verdict.namespaces[0].reasons, REASON_CPU_DCACHE_ALIASING));
}

/* T2 again: a flag that belongs to no namespace is no proof. */
static void test_flag_of_a_stranger(void **state)
{
	(void)state;
	add_disk("dcssblk0", TRI_YES);
	judge();
	assert_int_equal(verdict.disks[0].dax, TRI_UNKNOWN);
}

static void test_raw(void **state)
{
	(void)state;
	add_region(add_bus("ACPI.NFIT"));
	add_disk("pmem0", TRI_NO);
	add_namespace("raw", "raw", "", 0);
	judge();
	assert_int_equal(verdict.namespaces[0].effective, ACCESS_BLOCK);
	assert_true(lists(&verdict.namespaces[0].reasons, REASON_NS_RAW_MODE));
	assert_string_equal(finding_of(REASON_NS_RAW_MODE)->command,
			    "ndctl create-namespace -f -e namespace0.0 --mode=fsdax");
	assert_true(finding_of(REASON_NS_RAW_MODE)->remedy->data_loss);
}

/* Rule 4: where no DAX can be had the advice is sector mode. */
static void test_raw_where_no_dax_can_be(void **state)
{
	(void)state;
	add_region(add_bus("ACPI.NFIT"));
	inventory.regions[0].pfn_seed = inventory.regions[0].dax_seed = false;
	add_disk("pmem0", TRI_NO);
	add_namespace("raw", "raw", "", 0);
	free(facts.kernel.machine);
	facts.kernel.machine = xstrdup("mips64");
	set_option(KOPT_ZONE_DEVICE, OPTION_ABSENT);
	set_option(KOPT_NVDIMM_PFN, OPTION_ABSENT);
	set_option(KOPT_NVDIMM_DAX, OPTION_ABSENT);
	judge();
	assert_string_equal(finding_of(REASON_NS_RAW_MODE)->command,
			    "ndctl create-namespace -f -e namespace0.0 --mode=sector");
	assert_int_equal(verdict.namespaces[0].possible, NS_SECTOR | NS_RAW);
}

static struct cxl_memdev *add_memdev(const char *dev, unsigned long long pmem)
{
	struct cxl_facts *cxl = &inventory.cxl;
	struct cxl_memdev *memdev;

	cxl->memdevs = xreallocarray(cxl->memdevs, cxl->memdev_count + 1, sizeof(*memdev));
	memdev = &cxl->memdevs[cxl->memdev_count++];
	*memdev = (struct cxl_memdev){
		.dev = xstrdup(dev), .pmem_size = pmem, .enabled = true, .has_endpoint = true
	};
	return memdev;
}

static struct cxl_region *add_cxl_region(bool enabled, enum tri committed)
{
	inventory.cxl.regions = xcalloc(1, sizeof(*inventory.cxl.regions));
	inventory.cxl.region_count = 1;
	inventory.cxl.regions[0] = (struct cxl_region){ .dev = xstrdup("region0"),
							.mode = xstrdup("pmem"),
							.size = 1UL << 28,
							.committed = committed,
							.enabled = enabled };
	return &inventory.cxl.regions[0];
}

/* A CXL bus with a dimm, a root and one window. */
static void cxl_machine(void)
{
	add_bus("CXL");
	inventory.buses[0].dimms = 1;
	inventory.cxl.root = inventory.cxl.mem_driver = true;
	inventory.cxl.decoders = xcalloc(1, sizeof(*inventory.cxl.decoders));
	inventory.cxl.decoder_count = 1;
	inventory.cxl.decoders[0] = (struct cxl_root_decoder){
		.dev = xstrdup("decoder0.0"), .size = 1UL << 32, .pmem = true
	};
}

static void assert_nothing_is_deleted(void)
{
	for (size_t i = 0; i < verdict.host.finding_count; i++)
		assert_false(verdict.host.findings[i].remedy &&
			     verdict.host.findings[i].remedy->data_loss);
	assert_null(finding_of(REASON_PLATFORM_NO_REGION));
	assert_null(finding_of(REASON_NOTHING_THERE));
}

/* R1: a memory device without a region is no DIMM in Memory Mode. */
static void test_cxl_memdev_without_region(void **state)
{
	(void)state;
	cxl_machine();
	add_memdev("mem0", 1UL << 28);
	judge();
	assert_string_equal(finding_of(REASON_CXL_MEMDEV_NO_REGION)->command,
			    "cxl create-region -t pmem -d decoder0.0 -w 1 -m mem0");
	assert_nothing_is_deleted();
	/* The command would fail in a virtual machine that knows itself to be one. */
	inventory_verdict_release(&verdict);
	inventory.environment.hypervisor_flag = true;
	judge();
	assert_null(finding_of(REASON_CXL_MEMDEV_NO_REGION)->command);
	/* And where the window has no room. */
	inventory_verdict_release(&verdict);
	inventory.environment.hypervisor_flag = false;
	inventory.cxl.decoders[0].size = 1UL << 27;
	judge();
	assert_null(finding_of(REASON_CXL_MEMDEV_NO_REGION)->command);
}

static void test_cxl_volatile_memdev(void **state)
{
	(void)state;
	cxl_machine();
	inventory.cxl.decoders[0].ram = true;
	add_memdev("mem1", 0)->ram_size = 1UL << 28;
	judge();
	assert_string_equal(finding_of(REASON_CXL_MEMDEV_NO_REGION)->command,
			    "cxl create-region -t ram -d decoder0.0 -w 1 -m mem1");
	assert_int_equal(finding_of(REASON_CXL_MEMDEV_NO_REGION)->severity, SEVERITY_INFO);
}

/* R2: what is there is enabled, not made again. */
static void test_cxl_region_disabled(void **state)
{
	(void)state;
	cxl_machine();
	add_memdev("mem0", 1UL << 28)->in_region = true;
	add_cxl_region(false, TRI_YES);
	judge();
	assert_string_equal(finding_of(REASON_CXL_REGION_DISABLED)->command,
			    "cxl enable-region region0");
	assert_null(finding_of(REASON_CXL_MEMDEV_NO_REGION));
	assert_nothing_is_deleted();
	inventory_verdict_release(&verdict);
	inventory.cxl.regions[0].committed = TRI_NO;
	judge();
	assert_null(finding_of(REASON_CXL_DECODER_NOT_COMMITTED)->command);
	assert_nothing_is_deleted();
}

static void test_cxl_region_unclaimed(void **state)
{
	(void)state;
	cxl_machine();
	add_cxl_region(true, TRI_YES);
	facts.modules.dir_read = true;
	set_option(KOPT_CXL_PMEM, OPTION_MODULE);
	facts.modules.module[KMOD_cxl_pmem].installed = true;
	judge();
	assert_string_equal(finding_of(REASON_CXL_REGION_UNCLAIMED)->command, "modprobe cxl_pmem");
	/* What is blacklisted does not come by being asked for. */
	inventory_verdict_release(&verdict);
	facts.modules.module[KMOD_cxl_pmem].blacklisted = true;
	judge();
	assert_null(finding_of(REASON_CXL_REGION_UNCLAIMED)->command);
	assert_nothing_is_deleted();
}

static void test_cxl_memdev_disabled(void **state)
{
	(void)state;
	cxl_machine();
	add_memdev("mem0", 1UL << 28)->enabled = false;
	judge();
	assert_string_equal(finding_of(REASON_CXL_MEMDEV_DISABLED)->command,
			    "cxl enable-memdev mem0");
	inventory_verdict_release(&verdict);
	inventory.cxl.mem_driver = false;
	judge();
	assert_null(finding_of(REASON_CXL_MEMDEV_DISABLED)->command);
	assert_nothing_is_deleted();
}

/* R24: the function is named, and nothing says that there is nothing. */
static void test_cxl_function_without_driver(void **state)
{
	(void)state;
	add_bus("CXL");
	inventory.cxl.idle_functions = xcalloc(1, sizeof(char *));
	inventory.cxl.idle_functions[inventory.cxl.idle_count++] = xstrdup("0000:0d:00.0");
	judge();
	assert_string_equal(finding_of(REASON_CXL_FUNCTION_NO_DRIVER)->subject, "0000:0d:00.0");
	assert_nothing_is_deleted();
}

/* Without /sys/bus/cxl all causes are named, and no command. */
static void test_cxl_bus_alone(void **state)
{
	(void)state;
	add_bus("CXL");
	inventory.buses[0].dimms = 1;
	judge();
	assert_null(finding_of(REASON_CXL_NO_REGION)->command);
	assert_nothing_is_deleted();
}

/* R26: a range is not memory because somebody said so. */
static void test_memmap_without_memory(void **state)
{
	static const enum requirement all[] = { REQUIRE_FSDAX, REQUIRE_BLOCK, REQUIRE_MAP_SYNC };
	bool selected = true;

	(void)state;
	add_region(add_bus("e820"));
	add_disk("pmem0", TRI_YES);
	add_namespace("fsdax", "memory", "", 0);
	inventory.regions[0].memory = MEMORY_MISSING;
	inventory.disks[0].probed_dax = TRI_YES;
	judge();
	assert_int_equal(verdict.namespaces[0].effective, ACCESS_NONE);
	assert_int_equal(verdict.namespaces[0].possible, 0);
	assert_int_equal(verdict.disks[0].dax, TRI_NO);
	assert_true(lists(&verdict.namespaces[0].reasons, REASON_MEMMAP_NO_MEMORY));
	assert_int_equal(finding_of(REASON_MEMMAP_NO_MEMORY)->severity, SEVERITY_ERROR);
	for (size_t i = 0; i < ARRAY_SIZE(all); i++)
		assert_int_equal(requirement_namespaces(&verdict, &inventory, &selected, all[i]),
				 TRI_NO);
	inventory_verdict_release(&verdict);
	inventory.regions[0].memory = MEMORY_FOUND;
	judge();
	assert_int_equal(verdict.namespaces[0].effective, ACCESS_FSDAX);
	inventory_verdict_release(&verdict);
	inventory.regions[0].memory = MEMORY_UNPROVEN;
	judge();
	assert_int_equal(verdict.namespaces[0].effective, ACCESS_UNKNOWN);
	assert_int_equal(verdict.disks[0].dax, TRI_UNKNOWN);
	assert_non_null(finding_of(REASON_MEMMAP_UNPROVEN));
	for (size_t i = 0; i < ARRAY_SIZE(all); i++)
		assert_int_equal(requirement_namespaces(&verdict, &inventory, &selected, all[i]),
				 TRI_UNKNOWN);
}

/* A bus that could not be read may be nd_e820's: nothing is known, and memmap= is not to blame. */
static void test_memmap_and_an_unread_bus(void **state)
{
	(void)state;
	add_region(add_bus("unknown"));
	inventory.buses[0].unread = true;
	add_disk("pmem0", TRI_YES);
	add_namespace("fsdax", "memory", "", 0);
	inventory.regions[0].memory = MEMORY_UNPROVEN;
	judge();
	assert_int_equal(verdict.disks[0].dax, TRI_UNKNOWN);
	assert_true(lists(&verdict.disks[0].reasons, REASON_OBJECT_UNREAD));
	assert_null(finding_of(REASON_MEMMAP_UNPROVEN));
}

/* Without its namespace a disk is not known to lie in memory that is there. */
static void test_memmap_and_an_unread_namespace(void **state)
{
	(void)state;
	add_disk("pmem0", TRI_YES);
	judge();
	assert_int_equal(verdict.disks[0].dax, TRI_YES);
	inventory_verdict_release(&verdict);
	boot_words_parse(&inventory.environment.words, "memmap=1M$1G");
	judge();
	assert_int_equal(verdict.disks[0].dax, TRI_YES);
	inventory_verdict_release(&verdict);
	boot_words_release(&inventory.environment.words);
	boot_words_parse(&inventory.environment.words, "memmap=4G!8G");
	judge();
	assert_int_equal(verdict.disks[0].dax, TRI_UNKNOWN);
	assert_true(lists(&verdict.disks[0].reasons, REASON_OBJECT_UNREAD));
	inventory_verdict_release(&verdict);
	inventory.disks[0].queue_dax = TRI_NO;
	judge();
	assert_int_equal(verdict.disks[0].dax, TRI_NO);
}

/* The same of a dax device, whatever could be mapped. */
static void test_memmap_without_memory_devdax(void **state)
{
	(void)state;
	add_region(add_bus("e820"));
	add_namespace("devdax", "dax", "dax0.0", NO_INDEX);
	add_dax("device_dax", 0);
	inventory.dax_devices[0].probed_map = TRI_YES;
	inventory.regions[0].memory = MEMORY_MISSING;
	judge();
	assert_int_equal(verdict.dax_devices[0].effective, ACCESS_NONE);
	assert_int_equal(verdict.namespaces[0].effective, ACCESS_NONE);
}

/* On e820 it would have DAX as it is, were there ZONE_DEVICE: no reason to make it again. */
static void test_raw_because_of_the_kernel(void **state)
{
	(void)state;
	add_region(add_bus("e820"));
	inventory.regions[0].pfn_seed = inventory.regions[0].dax_seed = false;
	add_disk("pmem0", TRI_NO);
	add_namespace("raw", "raw", "", 0);
	set_option(KOPT_ZONE_DEVICE, OPTION_NO);
	set_option(KOPT_NVDIMM_PFN, OPTION_ABSENT);
	set_option(KOPT_NVDIMM_DAX, OPTION_ABSENT);
	judge();
	assert_int_equal(verdict.namespaces[0].effective, ACCESS_BLOCK);
	assert_true(lists(&verdict.namespaces[0].reasons, REASON_CONFIG_ZONE_DEVICE));
	assert_true(lists(&verdict.disks[0].reasons, REASON_CONFIG_ZONE_DEVICE));
	assert_null(finding_of(REASON_NS_RAW_MODE));
	/* Of a bus that is not known as little is said, and nothing advised. */
	inventory_verdict_release(&verdict);
	free(inventory.buses[0].provider);
	inventory.buses[0].provider = xstrdup("new");
	judge();
	assert_null(finding_of(REASON_NS_RAW_MODE));
	/* Unless somebody asked for it. */
	inventory_verdict_release(&verdict);
	inventory.namespaces[0].force_raw = true;
	judge();
	assert_true(lists(&verdict.namespaces[0].reasons, REASON_NS_RAW_MODE));
}

/* What a dax region has left is no device that a driver was lost of. */
static void test_dax_seed(void **state)
{
	(void)state;
	add_dax("", NO_INDEX);
	free(inventory.dax_devices[0].driver);
	inventory.dax_devices[0].driver = NULL;
	judge();
	assert_null(finding_of(REASON_DAX_PMEM_NOT_BOUND));
	assert_int_equal(verdict.dax_devices[0].effective, ACCESS_NONE);
	inventory_verdict_release(&verdict);
	inventory.dax_devices[0].size = 1 << 30;
	judge();
	assert_non_null(finding_of(REASON_DAX_PMEM_NOT_BOUND));
}

/* T8: raw, but its info block says that it is somebody's fsdax namespace. */
static void test_unclaimed_info_block(void **state)
{
	(void)state;
	add_region(add_bus("ACPI.NFIT"));
	add_disk("pmem0", TRI_NO);
	add_namespace("raw", "raw", "", 0);
	inventory.namespaces[0].info_block = 'p';
	set_option(KOPT_NVDIMM_PFN, OPTION_NO);
	set_option(KOPT_NVDIMM_DAX, OPTION_ABSENT);
	judge();
	assert_true(lists(&verdict.namespaces[0].reasons, REASON_NS_INFO_BLOCK_UNCLAIMED));
	assert_false(lists(&verdict.namespaces[0].reasons, REASON_NS_RAW_MODE));
}

/* C05: enabling it once more would fail once more, and it can be made into nothing else. */
static void test_kernel_without_claims(void **state)
{
	(void)state;
	add_region(add_bus("ACPI.NFIT"));
	inventory.regions[0].btt_seed = inventory.regions[0].pfn_seed = false;
	inventory.regions[0].dax_seed = false;
	add_namespace("raw", "raw", "", NO_INDEX);
	inventory.namespaces[0].enabled = false;
	set_option(KOPT_NVDIMM_PFN, OPTION_NO);
	set_option(KOPT_NVDIMM_DAX, OPTION_ABSENT);
	set_option(KOPT_BTT, OPTION_NO);
	set_option(KOPT_ND_CLAIM, OPTION_ABSENT);
	judge();
	assert_int_equal(verdict.namespaces[0].effective, ACCESS_NONE);
	assert_int_equal(verdict.namespaces[0].possible, 0);
	assert_true(lists(&verdict.namespaces[0].reasons, REASON_CONFIG_NVDIMM_PFN));
	assert_null(finding_of(REASON_NS_DISABLED));
	assert_null(finding_of(REASON_NS_INFO_BLOCK_UNCLAIMED));
}

/* T8 for a BTT: a kernel without CONFIG_BTT attaches it raw. With it the block is out of use. */
static void test_unclaimed_btt(void **state)
{
	(void)state;
	add_region(add_bus("ACPI.NFIT"));
	add_disk("pmem0", TRI_NO);
	add_namespace("raw", "raw", "", 0);
	inventory.namespaces[0].info_block = 'b';
	judge();
	assert_true(lists(&verdict.namespaces[0].reasons, REASON_NS_RAW_MODE));
	inventory_verdict_release(&verdict);
	set_option(KOPT_BTT, OPTION_NO);
	inventory.regions[0].btt_seed = false;
	judge();
	assert_true(lists(&verdict.namespaces[0].reasons, REASON_NS_INFO_BLOCK_UNCLAIMED));
	assert_null(finding_of(REASON_NS_RAW_MODE));
	inventory_verdict_release(&verdict);
	inventory.namespaces[0].info_block = 0;
	judge();
	assert_true(lists(&verdict.namespaces[0].reasons, REASON_NS_INFO_BLOCK_UNREAD));
}

/* T8 without root: it may be one. No advice that would overwrite it. */
static void test_info_block_not_readable(void **state)
{
	(void)state;
	add_region(add_bus("ACPI.NFIT"));
	add_disk("pmem0", TRI_NO);
	add_namespace("raw", "raw", "", 0);
	inventory.namespaces[0].info_block = 0;
	set_option(KOPT_NVDIMM_PFN, OPTION_NO);
	judge();
	assert_true(lists(&verdict.namespaces[0].reasons, REASON_NS_INFO_BLOCK_UNREAD));
	assert_null(finding_of(REASON_NS_RAW_MODE));
}

/* T8 on virtio-pmem: not even raw, struct pages and all, and still shifted. */
static void test_unclaimed_with_struct_pages(void **state)
{
	(void)state;
	add_region(add_bus("virtio-pmem"));
	add_disk("pmem0", TRI_YES);
	add_namespace("fsdax", "memory", "", 0);
	inventory.namespaces[0].info_block = 'p';
	set_option(KOPT_NVDIMM_PFN, OPTION_NO);
	set_option(KOPT_NVDIMM_DAX, OPTION_ABSENT);
	judge();
	assert_int_equal(verdict.namespaces[0].effective, ACCESS_BLOCK);
	assert_true(lists(&verdict.namespaces[0].reasons, REASON_NS_INFO_BLOCK_UNCLAIMED));
	inventory_verdict_release(&verdict);
	inventory.namespaces[0].info_block = 0;
	judge();
	assert_int_equal(verdict.namespaces[0].effective, ACCESS_UNKNOWN);
	/* As root it would have been seen that there is none. */
	inventory_verdict_release(&verdict);
	inventory.namespaces[0].info_block = '-';
	judge();
	assert_int_equal(verdict.namespaces[0].effective, ACCESS_FSDAX);
}

static void test_unknown_mode(void **state)
{
	(void)state;
	add_region(add_bus("ACPI.NFIT"));
	add_disk("pmem0", TRI_NO);
	add_namespace("famfs", "famfs", "", 0);
	judge();
	assert_int_equal(verdict.namespaces[0].effective, ACCESS_UNKNOWN);
	assert_true(lists(&verdict.namespaces[0].reasons, REASON_NS_MODE_UNKNOWN));
	assert_int_equal(verdict.namespaces[0].possible, 0);
	assert_null(finding_of(REASON_NS_MODE_UNKNOWN)->remedy);
}

/* Whether DAX could be had is not known: then no advice to overwrite anything. */
static void test_no_advice_without_knowledge(void **state)
{
	(void)state;
	add_region(add_bus("ACPI.NFIT"));
	add_disk("pmem0", TRI_NO);
	add_namespace("raw", "raw", "", 0);
	set_option(KOPT_FS_DAX, OPTION_UNREAD);
	judge();
	assert_null(finding_of(REASON_NS_RAW_MODE)->remedy);
}

/* Names of a stranger's tree must not end up in a command. */
static void test_names_that_are_no_names(void **state)
{
	(void)state;
	add_region(add_bus("ACPI.NFIT"));
	add_disk("pmem0", TRI_NO);
	add_namespace("raw", "raw", "", 0);
	free(inventory.namespaces[0].dev);
	inventory.namespaces[0].dev = xstrdup("namespace0.0;reboot");
	judge();
	assert_non_null(finding_of(REASON_NS_RAW_MODE)->remedy);
	assert_null(finding_of(REASON_NS_RAW_MODE)->command);
}

/* Higher than any call stack is deep, told from the top. */
static void test_high_stack(void **state)
{
	static const size_t height = 10000;
	struct rlimit limit, low;

	(void)state;
	assert_int_equal(getrlimit(RLIMIT_STACK, &limit), 0);
	low = (struct rlimit){ 256 << 10, limit.rlim_max };
	assert_int_equal(setrlimit(RLIMIT_STACK, &low), 0);
	inventory.disks = xcalloc(height, sizeof(*inventory.disks));
	inventory.disk_count = height;
	for (size_t i = 0; i < height; i++) {
		struct disk *disk = &inventory.disks[i];

		disk->dev = xasprintf("dm-%zu", i);
		disk->parent = NO_INDEX;
		disk->queue_dax = TRI_NO;
		disk->slaves = xcalloc(1, sizeof(size_t));
		disk->slaves[0] = (i + 1) % height;
		disk->slave_count = 1;
	}
	judge();
	assert_int_equal(setrlimit(RLIMIT_STACK, &limit), 0);
	assert_int_equal(verdict.disks[0].dax, TRI_NO);
}

/* What cannot be checked is not passed. */
static void test_unread_disk(void **state)
{
	(void)state;
	usual();
	inventory.disks[0].size = 0;
	add_partition(0, 1 << 20, 1 << 20);
	inventory.disks[1].start_known = false;
	judge();
	assert_int_equal(verdict.disks[0].dax, TRI_UNKNOWN);
	assert_int_equal(verdict.disks[1].dax, TRI_UNKNOWN);
	assert_true(lists(&verdict.disks[0].reasons, REASON_DISK_UNREAD));
}

/* A partition is asked for its own size, not for its disk's. */
static void test_partition_of_odd_disk(void **state)
{
	(void)state;
	usual();
	inventory.disks[0].size = (1UL << 28) + 512;
	add_partition(0, 1 << 20, 1 << 20);
	judge();
	assert_int_equal(verdict.disks[0].dax, TRI_NO);
	assert_int_equal(verdict.disks[1].dax, TRI_YES);
}

/* T9: "memory" without a holder is a raw namespace with struct pages: DAX without an info block. */
static void test_memory_without_holder(void **state)
{
	(void)state;
	add_region(add_bus("e820"));
	inventory.regions[0].nstype = 4;
	add_disk("pmem0", TRI_YES);
	add_namespace("fsdax", "memory", "", 0);
	judge();
	assert_int_equal(verdict.namespaces[0].effective, ACCESS_FSDAX);
	assert_non_null(finding_of(REASON_PMEM_VOLATILE));
	assert_non_null(finding_of(REASON_LEGACY_NO_SUBDIVIDE));
}

static void test_lost_flag(void **state)
{
	(void)state;
	add_region(add_bus("e820"));
	add_disk("pmem0", TRI_NO);
	add_namespace("fsdax", "memory", "", 0);
	judge();
	assert_int_equal(verdict.namespaces[0].effective, ACCESS_BLOCK);
	assert_true(lists(&verdict.namespaces[0].reasons, REASON_LEGACY_DAX_REGRESSION));
}

/* T10: seeds prove the option, and an empty one of an enabled region its absence. */
static void test_seeds(void **state)
{
	(void)state;
	usual();
	set_option(KOPT_NVDIMM_PFN, OPTION_UNREAD);
	set_option(KOPT_NVDIMM_DAX, OPTION_UNREAD);
	facts.seeds.regions_enabled = 1;
	facts.seeds.pfn = TRI_NO;
	facts.seeds.dax = TRI_NO;
	inventory.regions[0].pfn_seed = inventory.regions[0].dax_seed = false;
	judge();
	assert_false(verdict.namespaces[0].possible & (NS_FSDAX | NS_DEVDAX));
	assert_int_equal(verdict.host.options[KOPT_NVDIMM_PFN].built, TRI_NO);
}

/* T11 */
static void test_sector(void **state)
{
	(void)state;
	add_region(add_bus("ACPI.NFIT"));
	add_disk("pmem0s", TRI_NO);
	add_namespace("sector", "safe", "btt", 0);
	judge();
	assert_int_equal(verdict.namespaces[0].effective, ACCESS_BLOCK);
	assert_int_equal(verdict.namespaces[0].reasons.count, 1);
	assert_true(lists(&verdict.namespaces[0].reasons, REASON_NS_SECTOR_MODE));
}

/* T12: no disk at all is not "no support". */
static void test_no_disk(void **state)
{
	(void)state;
	add_region(add_bus("ACPI.NFIT"));
	add_namespace("fsdax", "memory", "pfn", NO_INDEX);
	judge();
	assert_int_equal(verdict.namespaces[0].effective, ACCESS_UNKNOWN);
	assert_true(lists(&verdict.namespaces[0].reasons, REASON_NS_NO_DISK));
}

static void test_disabled(void **state)
{
	(void)state;
	add_region(add_bus("ACPI.NFIT"));
	add_namespace("fsdax", "memory", "pfn", NO_INDEX);
	inventory.namespaces[0].enabled = false;
	judge();
	assert_int_equal(verdict.namespaces[0].effective, ACCESS_NONE);
	assert_true(lists(&verdict.namespaces[0].reasons, REASON_NS_DISABLED));
	assert_string_equal(finding_of(REASON_NS_DISABLED)->command,
			    "ndctl enable-namespace namespace0.0");
}

static void test_region_disabled(void **state)
{
	(void)state;
	usual();
	inventory.regions[0].enabled = false;
	judge();
	assert_int_equal(verdict.namespaces[0].effective, ACCESS_NONE);
	assert_true(lists(&verdict.namespaces[0].reasons, REASON_REGION_NOT_ENABLED));
	assert_int_equal(verdict.namespaces[0].possible, 0);
}

/* T13: read-only stands against a new info block, not against DAX. */
static void test_read_only(void **state)
{
	(void)state;
	usual();
	inventory.regions[0].read_only = true;
	judge();
	assert_int_equal(verdict.namespaces[0].effective, ACCESS_FSDAX);
	assert_int_equal(verdict.namespaces[0].possible, NS_FSDAX);
	assert_non_null(finding_of(REASON_GUEST_READONLY));
}

static void test_nothing_there(void **state)
{
	(void)state;
	judge();
	assert_non_null(finding_of(REASON_NOTHING_THERE));
}

/* No namespace, and so much of it free. */
static void empty_region(unsigned long long available)
{
	inventory.regions[0].namespaces = 0;
	inventory.regions[0].align = 16UL << 20;
	inventory.regions[0].mappings = 1;
	inventory.regions[0].available_size = available;
	inventory.regions[0].max_available_extent = available;
}

/* R25: the words on the command line say why. */
static void test_nothing_there_and_why(void **state)
{
	static const struct {
		const char *cmdline, *says;
	} words[] = {
		{ "quiet memmap=256M$1G", "memmap= with $ hides" },
		{ "memmap=1M#1G,64M@2G", "memmap= with @ makes" },
		{ "memmap=64M%1G-1+2", "memmap= with % changes" },
		{ "efi_fake_mem=1G@4G:0x40000", "efi_fake_mem= is gone" },
		{ "efi=debug,nosoftreserve", "efi=nosoftreserve makes" },
		{ "nd_pmem.blacklist=yes", "nd_pmem.blacklist on" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(words); i++) {
		boot_words_release(&inventory.environment.words);
		boot_words_parse(&inventory.environment.words, words[i].cmdline);
		inventory_verdict_release(&verdict);
		judge();
		assert_non_null(strstr(finding_of(REASON_NOTHING_THERE)->message, words[i].says));
	}
	/* What makes memory of the kind that was asked for is no reason. */
	boot_words_release(&inventory.environment.words);
	boot_words_parse(&inventory.environment.words, "memmap=64M%1G-1+12 -- memmap=1M$1G");
	inventory_verdict_release(&verdict);
	judge();
	assert_string_equal(finding_of(REASON_NOTHING_THERE)->message,
			    "No persistent memory and no dax device is visible to this kernel.");
	inventory.environment.persistent_ranges = true;
	inventory_verdict_release(&verdict);
	add_bus("ACPI.NFIT");
	judge();
	assert_non_null(strstr(finding_of(REASON_NOTHING_THERE)->message, "has no dimm"));
	assert_non_null(strstr(finding_of(REASON_NOTHING_THERE)->message, "Persistent Memory"));
}

static void test_region_without_namespace(void **state)
{
	(void)state;
	add_region(add_bus("ACPI.NFIT"));
	empty_region(1UL << 30);
	judge();
	assert_string_equal(finding_of(REASON_NS_SEED_ONLY)->command,
			    "ndctl create-namespace --region=region0");
}

/* R16: what labels without a namespace hold is not free, and neither is the rest to be filled. */
static void test_foreign_labels(void **state)
{
	(void)state;
	add_region(add_bus("ACPI.NFIT"));
	empty_region(1UL << 29);
	judge();
	assert_non_null(finding_of(REASON_REGION_FOREIGN_LABELS));
	assert_null(finding_of(REASON_NS_SEED_ONLY));
	inventory_verdict_release(&verdict);
	inventory.regions[0].available_size = 0;
	judge();
	assert_non_null(finding_of(REASON_REGION_FOREIGN_LABELS));
}

/* R13: a region off the grid makes no namespace, whatever the command. */
static void test_region_off_grid(void **state)
{
	(void)state;
	add_region(add_bus("ACPI.NFIT"));
	empty_region((1UL << 30) - (16UL << 20));
	judge();
	assert_non_null(finding_of(REASON_REGION_OFF_GRID));
	assert_null(finding_of(REASON_NS_SEED_ONLY)->command);
	inventory_verdict_release(&verdict);
	inventory.regions[0].size = 998UL << 20;
	inventory.regions[0].available_size = 998UL << 20;
	judge();
	assert_non_null(finding_of(REASON_REGION_OFF_GRID));
	assert_null(finding_of(REASON_NS_SEED_ONLY)->command);
}

static void test_capacity_beside_namespaces(void **state)
{
	(void)state;
	usual();
	empty_region(512UL << 20);
	inventory.regions[0].namespaces = 1;
	inventory.regions[0].max_available_extent = 256UL << 20;
	judge();
	assert_string_equal(finding_of(REASON_REGION_FREE_CAPACITY)->command,
			    "ndctl create-namespace --region=region0");
	assert_non_null(finding_of(REASON_REGION_FRAGMENTED));
	/* A largest piece off the grid makes none. */
	inventory_verdict_release(&verdict);
	inventory.regions[0].max_available_extent = 250UL << 20;
	judge();
	assert_null(finding_of(REASON_REGION_FREE_CAPACITY)->command);
}

static struct nd_dimm *add_dimm(const char *flags, long slots)
{
	struct nd_region *region = &inventory.regions[0];
	struct nd_dimm *dimm;

	inventory.dimms = xreallocarray(inventory.dimms, inventory.dimm_count + 1, sizeof(*dimm));
	region->dimms =
		xreallocarray(region->dimms, region->dimm_count + 1, sizeof(*region->dimms));
	region->dimms[region->dimm_count++] = inventory.dimm_count;
	dimm = &inventory.dimms[inventory.dimm_count];
	*dimm = (struct nd_dimm){ .dev = xasprintf("nmem%zu", inventory.dimm_count),
				  .flags = xstrdup(flags),
				  .available_slots = slots,
				  .enabled = true };
	inventory.dimm_count++;
	return dimm;
}

/* R6: labels that were never initialised are no reason for several memmap= ranges. */
static void test_labels_not_initialised(void **state)
{
	(void)state;
	usual();
	inventory.regions[0].nstype = 4;
	add_dimm("", 510);
	add_dimm("", 510);
	judge();
	assert_null(finding_of(REASON_LEGACY_NO_SUBDIVIDE));
	assert_string_equal(finding_of(REASON_LABELS_NOT_INITIALISED)->command,
			    "ndctl disable-region region0 && ndctl init-labels -f nmem0 nmem1 && "
			    "ndctl enable-region region0");
	assert_true(finding_of(REASON_LABELS_NOT_INITIALISED)->remedy->data_loss);
	/* A region cannot be disabled under a mount. */
	inventory_verdict_release(&verdict);
	add_mount(0, "ext4", "rw", TRI_UNKNOWN);
	judge();
	assert_null(finding_of(REASON_LABELS_NOT_INITIALISED)->command);
	/* Without a label area there is nothing to initialise. */
	inventory_verdict_release(&verdict);
	inventory.dimms[0].available_slots = inventory.dimms[1].available_slots = -1;
	judge();
	assert_null(finding_of(REASON_LABELS_NOT_INITIALISED));
	assert_ptr_equal(finding_of(REASON_LEGACY_NO_SUBDIVIDE)->remedy,
			 &reason_words(REASON_LEGACY_NO_SUBDIVIDE)->fallback);
}

/* R7: on bare metal there is no host to be asked. */
static void test_dimm_not_armed(void **state)
{
	(void)state;
	usual();
	inventory.regions[0].read_only = true;
	add_dimm("not_armed", 510);
	inventory.environment.virtualization = xstrdup("none");
	judge();
	assert_non_null(finding_of(REASON_DIMM_NOT_ARMED));
	assert_null(finding_of(REASON_GUEST_READONLY));
	/* In a guest it is the hypervisor's word. */
	inventory_verdict_release(&verdict);
	strcpy(inventory.environment.virtualization, "kvm");
	judge();
	assert_ptr_equal(finding_of(REASON_GUEST_READONLY)->remedy,
			 &reason_words(REASON_GUEST_READONLY)->remedy);
	/* Where nothing says which it is, all are named. */
	inventory_verdict_release(&verdict);
	*inventory.dimms[0].flags = '\0';
	judge();
	assert_ptr_equal(finding_of(REASON_GUEST_READONLY)->remedy,
			 &reason_words(REASON_GUEST_READONLY)->fallback);
}

static void test_dimm_failed(void **state)
{
	(void)state;
	usual();
	add_dimm("save_fail smart_notify", 510);
	judge();
	assert_string_equal(finding_of(REASON_DIMM_FAILED)->subject, "nmem0");
}

static void test_region_below_disabled_dimms(void **state)
{
	(void)state;
	usual();
	inventory.regions[0].enabled = false;
	add_dimm("", 510);
	add_dimm("", 510)->enabled = false;
	judge();
	assert_string_equal(finding_of(REASON_REGION_NOT_ENABLED)->command,
			    "ndctl enable-dimm nmem1 && ndctl enable-region region0");
	/* A locked one wants a passphrase first. */
	inventory_verdict_release(&verdict);
	inventory.dimms[1].security = xstrdup("locked");
	judge();
	assert_null(finding_of(REASON_REGION_NOT_ENABLED)->command);
}

/* R3: what the label calls fsdax is not made again over its own data. */
static void test_lost_info_block(void **state)
{
	(void)state;
	add_region(add_bus("ACPI.NFIT"));
	add_disk("pmem0", TRI_NO);
	add_namespace("raw", "raw", "", 0);
	free(inventory.namespaces[0].holder_class);
	inventory.namespaces[0].holder_class = xstrdup("pfn");
	judge();
	assert_int_equal(verdict.namespaces[0].effective, ACCESS_BLOCK);
	assert_null(finding_of(REASON_NS_RAW_MODE));
	assert_null(finding_of(REASON_NS_INFO_BLOCK_LOST)->command);
	assert_false(finding_of(REASON_NS_INFO_BLOCK_LOST)->remedy->data_loss);
	/* A label without a class was made raw. */
	inventory_verdict_release(&verdict);
	*inventory.namespaces[0].holder_class = '\0';
	judge();
	assert_true(finding_of(REASON_NS_RAW_MODE)->remedy->data_loss);
	/* One that was not read may have had a class. */
	inventory_verdict_release(&verdict);
	free(inventory.namespaces[0].holder_class);
	inventory.namespaces[0].holder_class = NULL;
	judge();
	assert_null(finding_of(REASON_NS_RAW_MODE)->remedy);
}

static enum tri meets(enum requirement requirement)
{
	bool selected = true;

	return requirement_namespaces(&verdict, &inventory, &selected, requirement);
}

/* R15: a requirement is not met by what may raise SIGBUS. */
static void test_bad_blocks(void **state)
{
	(void)state;
	usual();
	add_mount(0, "ext4", "rw,dax=always", TRI_YES);
	inventory.disks[0].bad = xcalloc(1, sizeof(struct bad_range));
	inventory.disks[0].bad[0] = (struct bad_range){ 264, 8 };
	inventory.disks[0].bad_count = 1;
	inventory.disks[0].bad_known = true;
	judge();
	assert_non_null(finding_of(REASON_BADBLOCKS));
	assert_int_equal(meets(REQUIRE_FSDAX), TRI_UNKNOWN);
	assert_int_equal(meets(REQUIRE_MAP_SYNC), TRI_UNKNOWN);
	assert_int_equal(meets(REQUIRE_DEVDAX), TRI_NO);
	/* The region's list alone, where the disk is not newer. */
	inventory_verdict_release(&verdict);
	inventory.disks[0].bad_count = 0;
	inventory.regions[0].badblock_count = 8;
	judge();
	assert_string_equal(finding_of(REASON_BADBLOCKS)->subject, "region0");
	assert_int_equal(meets(REQUIRE_FSDAX), TRI_UNKNOWN);
	/* Another namespace's, as the disk's own list says. */
	inventory_verdict_release(&verdict);
	inventory.regions[0].namespaces = 2;
	judge();
	assert_int_equal(meets(REQUIRE_FSDAX), TRI_YES);
}

/* As `ndctl list -M` counts them, and nothing where a namespace's start would have to be known. */
static void test_bad_blocks_of_namespace(void **state)
{
	static const struct {
		const char *holder;
		bool enabled, fills_region;
		long region;
		bool disk_known;
		long count;
	} rows[] = {
		{ "pfn0.0", true, false, 0, true, 8 },
		{ "pfn0.0", true, false, 24, true, 8 },
		{ "pfn0.0", true, false, -1, true, 8 },
		{ "pfn0.0", true, false, 24, false, -1 },
		/* A raw one has the whole region's, or else its disk's. */
		{ "", true, false, 24, true, 24 },
		{ "", true, false, 0, true, 8 },
		{ "", true, false, -1, true, -1 },
		{ "btt0.0", true, true, 24, true, 24 },
		{ "btt0.0", true, false, 24, true, -1 },
		{ "btt0.0", true, false, 0, true, 0 },
		{ "dax0.0", true, true, 24, true, -1 },
		{ "dax0.0", true, true, 0, true, 0 },
		{ "dax0.0", false, true, 24, true, 0 },
		{ NULL, true, false, 24, true, -1 },
	};

	(void)state;
	usual();
	inventory.disks[0].bad = xcalloc(1, sizeof(struct bad_range));
	inventory.disks[0].bad[0] = (struct bad_range){ 264, 8 };
	inventory.disks[0].bad_count = 1;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct nd_namespace *ns = &inventory.namespaces[0];

		free(ns->holder);
		ns->holder = rows[i].holder ? xstrdup(rows[i].holder) : NULL;
		ns->enabled = rows[i].enabled;
		ns->raw_size = inventory.regions[0].size / (rows[i].fills_region ? 1 : 2);
		inventory.regions[0].badblock_count = rows[i].region;
		inventory.disks[0].bad_known = rows[i].disk_known;
		assert_int_equal(namespace_count_badblocks(&inventory, ns), rows[i].count);
	}
	inventory.namespaces[0].disk = NO_INDEX;
	free(inventory.namespaces[0].holder);
	inventory.namespaces[0].holder = xstrdup("pfn0.0");
	assert_int_equal(namespace_count_badblocks(&inventory, &inventory.namespaces[0]), 0);
	judge();
}

/* A partition has the bad blocks that lie within it. */
static void test_bad_blocks_of_partition(void **state)
{
	(void)state;
	usual();
	add_partition(0, 1UL << 20, 1UL << 20);
	add_mount(1, "ext4", "rw,dax=always", TRI_YES);
	inventory.disks[0].bad = xcalloc(1, sizeof(struct bad_range));
	inventory.disks[0].bad[0] = (struct bad_range){ 0, 8 };
	inventory.disks[0].bad_count = 1;
	judge();
	assert_int_equal(disk_bad_sectors(&(struct judge_ctx){ .inventory = &inventory }, 1), 0);
	inventory.disks[0].bad[0] = (struct bad_range){ 2040, 16 };
	assert_int_equal(disk_bad_sectors(&(struct judge_ctx){ .inventory = &inventory }, 1), 8);
}

/* R17: a disk that no program can open. */
static void test_disk_without_node(void **state)
{
	(void)state;
	usual();
	inventory.disks[0].node = NODE_MISSING;
	judge();
	assert_int_equal(verdict.namespaces[0].effective, ACCESS_NONE);
	assert_int_equal(meets(REQUIRE_FSDAX), TRI_NO);
	assert_int_equal(meets(REQUIRE_BLOCK), TRI_NO);
	assert_non_null(finding_of(REASON_DISK_NODE_MISSING)->command);
	/* A plain file is not written over by a command of ours. */
	inventory_verdict_release(&verdict);
	inventory.disks[0].node = NODE_OTHER;
	judge();
	assert_null(finding_of(REASON_DISK_NODE_MISSING)->command);
	/* What is mounted already is not in need of it. */
	inventory_verdict_release(&verdict);
	add_mount(0, "ext4", "rw,dax=always", TRI_YES);
	judge();
	assert_int_equal(meets(REQUIRE_FSDAX), TRI_YES);
	assert_non_null(finding_of(REASON_DISK_NODE_MISSING));
}

static void test_dimms_without_region(void **state)
{
	(void)state;
	add_bus("ACPI.NFIT");
	inventory.buses[0].dimms = 2;
	judge();
	assert_non_null(finding_of(REASON_PLATFORM_NO_REGION));
}

/* --- device dax --- */

static void devdax(const char *driver)
{
	add_region(add_bus("ACPI.NFIT"));
	add_namespace("devdax", "dax", "dax", NO_INDEX);
	if (driver || !inventory.dax_count)
		add_dax(driver, 0);
}

static void test_devdax(void **state)
{
	(void)state;
	devdax("device_dax");
	judge();
	assert_int_equal(verdict.namespaces[0].effective, ACCESS_DEVDAX);
	assert_int_equal(verdict.dax_devices[0].granularity, GRANULARITY_CACHE_LINE);
}

/* C61: bound, healthy, and every mmap is refused. */
static void test_devdax_without_fs_dax(void **state)
{
	(void)state;
	devdax("device_dax");
	set_option(KOPT_FS_DAX, OPTION_NO);
	judge();
	assert_int_equal(verdict.namespaces[0].effective, ACCESS_NONE);
	assert_true(lists(&verdict.namespaces[0].reasons, REASON_DEVDAX_NEEDS_FS_DAX));
}

static void test_devdax_on_aliasing_cpu(void **state)
{
	(void)state;
	devdax("device_dax");
	free(facts.kernel.machine);
	facts.kernel.machine = xstrdup("mips64");
	facts.cpuinfo.mips_options = xstrdup("dc_aliases");
	judge();
	assert_int_equal(verdict.namespaces[0].effective, ACCESS_DEVDAX);
}

/* T21: the device is there, its memory is the kernel's. */
static void test_kmem(void **state)
{
	(void)state;
	devdax("kmem");
	judge();
	assert_int_equal(verdict.namespaces[0].effective, ACCESS_SYSTEM_RAM);
	assert_true(lists(&verdict.namespaces[0].reasons, REASON_DAX_BOUND_TO_KMEM));
}

static void test_dax_not_bound(void **state)
{
	(void)state;
	devdax(NULL);
	judge();
	assert_int_equal(verdict.namespaces[0].effective, ACCESS_NONE);
	assert_true(lists(&verdict.namespaces[0].reasons, REASON_DAX_PMEM_NOT_BOUND));
}

/* R4, R5: the size is why, and no module. */
static void test_kmem_refuses(void **state)
{
	(void)state;
	devdax(NULL);
	inventory.dax_devices[0].size = 64UL << 20;
	inventory.environment.memory_block = 128UL << 20;
	facts.modules.module[KMOD_kmem].loaded = true;
	judge();
	assert_null(finding_of(REASON_DAX_PMEM_NOT_BOUND));
	assert_string_equal(finding_of(REASON_DAX_KMEM_REFUSED)->command,
			    "daxctl reconfigure-device --mode=devdax dax0.0");
	/* Soft-reserved memory without a node. */
	inventory_verdict_release(&verdict);
	inventory.dax_devices[0].namespace = NO_INDEX;
	inventory.dax_devices[0].size = 1UL << 30;
	inventory.dax_devices[0].target_node = -1;
	judge();
	assert_non_null(strstr(finding_of(REASON_DAX_KMEM_REFUSED)->message, "node"));
	/* All drivers are there, and nothing says why: no modprobe. */
	inventory_verdict_release(&verdict);
	inventory.dax_devices[0].target_node = 0;
	judge();
	assert_string_equal(finding_of(REASON_DAX_PMEM_NOT_BOUND)->command,
			    "daxctl reconfigure-device --mode=devdax dax0.0");
	/* Only what is not loaded is loaded. */
	inventory_verdict_release(&verdict);
	inventory.dax_devices[0].namespace = 0;
	facts.modules.dir_read = true;
	facts.modules.module[KMOD_dax_pmem].loaded = true;
	set_option(KOPT_DEV_DAX, OPTION_MODULE);
	facts.modules.module[KMOD_device_dax].installed = true;
	judge();
	assert_string_equal(finding_of(REASON_DAX_PMEM_NOT_BOUND)->command,
			    "modprobe -a device_dax");
}

/* R9: soft-reserved memory is the kernel's to use. */
static void test_soft_reserved_as_memory(void **state)
{
	(void)state;
	add_dax("kmem", NO_INDEX);
	judge();
	assert_int_equal(finding_of(REASON_DAX_BOUND_TO_KMEM)->severity, SEVERITY_INFO);
}

/* Bound to kmem and not online: no memory of the system yet. */
static void test_memory_offline(void **state)
{
	(void)state;
	add_dax("kmem", NO_INDEX);
	inventory.dax_devices[0].memory =
		(struct dax_memory){ .known = true, .block_size = 128UL << 20, .total = 4 };
	judge();
	assert_int_equal(verdict.dax_devices[0].effective, ACCESS_NONE);
	assert_string_equal(finding_of(REASON_DAX_MEMORY_OFFLINE)->command,
			    "daxctl online-memory dax0.0");
	inventory_verdict_release(&verdict);
	inventory.dax_devices[0].memory.online = 3;
	judge();
	assert_int_equal(verdict.dax_devices[0].effective, ACCESS_SYSTEM_RAM);
	assert_non_null(finding_of(REASON_DAX_MEMORY_OFFLINE));
	inventory_verdict_release(&verdict);
	inventory.dax_devices[0].memory.online = 4;
	judge();
	assert_null(finding_of(REASON_DAX_MEMORY_OFFLINE));
}

static void test_read_only_disk(void **state)
{
	(void)state;
	usual();
	inventory.disks[0].read_only = true;
	judge();
	assert_string_equal(finding_of(REASON_DISK_READ_ONLY)->command,
			    "blockdev --setrw /dev/pmem0");
	inventory_verdict_release(&verdict);
	inventory.regions[0].read_only = true;
	judge();
	assert_null(finding_of(REASON_DISK_READ_ONLY));
}

/* R8: without a window no option and no attribute gives DAX. */
static void test_virtiofs_without_window(void **state)
{
	(void)state;
	add_mount(NO_INDEX, "virtiofs", "rw", TRI_NO);
	set_option(KOPT_VIRTIO_FS, OPTION_YES);
	set_option(KOPT_FUSE_DAX, OPTION_YES);
	inventory.environment.virtiofs_window = TRI_NO;
	judge();
	assert_int_equal(verdict.mounts[0].dax, TRI_NO);
	assert_null(finding_of(REASON_MOUNT_NO_DAX_OPT));
	assert_non_null(strstr(finding_of(REASON_VIRTIOFS_NO_DAX)->message, "no DAX window"));
	inventory_verdict_release(&verdict);
	inventory.environment.virtiofs_window = TRI_UNKNOWN;
	inventory.mounts[0].sample_dax = TRI_UNKNOWN;
	judge();
	assert_int_equal(verdict.mounts[0].dax, TRI_UNKNOWN);
	assert_non_null(strstr(finding_of(REASON_VIRTIOFS_NO_DAX)->message, ", or the server"));
}

/* R11: what the kernel cannot map it cannot enable. */
static void test_odd_size(void **state)
{
	(void)state;
	add_region(add_bus("virtio-pmem"));
	inventory.regions[0].align = 16UL << 20;
	add_namespace("fsdax", "memory", "", NO_INDEX);
	inventory.namespaces[0].enabled = false;
	inventory.namespaces[0].raw_size = 33UL << 20;
	judge();
	assert_null(finding_of(REASON_NS_DISABLED));
	assert_null(finding_of(REASON_NS_ODD_SIZE)->command);
	/* R12: of 34 MiB it works, and ndctl changes nothing of it. */
	inventory_verdict_release(&verdict);
	inventory.namespaces[0].raw_size = 34UL << 20;
	judge();
	assert_non_null(finding_of(REASON_NS_DISABLED)->command);
	assert_int_equal(verdict.namespaces[0].possible, NS_FSDAX);
}

/* T17, T18: a bus and a driver without a device are no device. */
static void test_dax_blacklisted(void **state)
{
	(void)state;
	add_region(add_bus("ACPI.NFIT"));
	add_namespace("devdax", "dax", "dax", NO_INDEX);
	inventory.namespaces[0].enabled = false;
	set_option(KOPT_DEV_DAX_PMEM, OPTION_MODULE);
	facts.modules.dir = xstrdup("/lib/modules/x");
	facts.modules.dir_read = true;
	facts.modules.module[KMOD_device_dax].driver = true;
	facts.modules.module[KMOD_dax_pmem].installed = true;
	facts.modules.module[KMOD_dax_pmem].blacklisted = true;
	judge();
	assert_int_equal(verdict.namespaces[0].effective, ACCESS_NONE);
	assert_non_null(
		strstr(finding_of(REASON_DAX_PMEM_NOT_BOUND)->message, "dax_pmem is blacklisted"));
}

static void test_node_missing(void **state)
{
	(void)state;
	devdax("device_dax");
	inventory.dax_devices[0].node_there = false;
	judge();
	assert_int_equal(verdict.dax_devices[0].effective, ACCESS_NONE);
	assert_true(lists(&verdict.dax_devices[0].reasons, REASON_DAX_NODE_MISSING));
}

static void test_class_model(void **state)
{
	(void)state;
	devdax(NULL);
	inventory.dax_devices[0].class_model = true;
	judge();
	assert_int_equal(verdict.dax_devices[0].effective, ACCESS_DEVDAX);
	assert_non_null(finding_of(REASON_DAX_CLASS_MODEL));
}

/* fsdev_dax has no mmap; and a driver nobody knows is nobody's yes. */
static void test_other_dax_driver(void **state)
{
	(void)state;
	devdax("fsdev_dax");
	judge();
	assert_int_equal(verdict.dax_devices[0].effective, ACCESS_UNKNOWN);
	assert_true(lists(&verdict.dax_devices[0].reasons, REASON_DAX_OTHER_DRIVER));
}

/* --- partitions and dm --- */

/* T3 */
static void test_partitions(void **state)
{
	(void)state;
	usual();
	add_partition(0, 1 << 20, 1 << 20);
	add_partition(0, 2049 * 512, 1 << 20);
	add_partition(0, 1 << 20, 800001 * 512ULL);
	judge();
	assert_int_equal(verdict.disks[1].dax, TRI_YES);
	assert_int_equal(verdict.disks[2].dax, TRI_NO);
	assert_int_equal(verdict.disks[3].dax, TRI_NO);
	assert_true(lists(&verdict.disks[2].reasons, REASON_PART_UNALIGNED));
}

/* Seen on 5.10: an odd size is no obstacle there, an odd start is. */
static void test_partitions_of_old_kernels(void **state)
{
	(void)state;
	usual();
	set_option(KOPT_DAX_DRIVER, OPTION_YES);
	add_partition(0, 1 << 20, 800001 * 512ULL);
	add_partition(0, 2049 * 512, 1 << 20);
	judge();
	assert_int_equal(verdict.disks[1].dax, TRI_YES);
	assert_int_equal(verdict.disks[2].dax, TRI_NO);
}

/* T3: aligned for 4 KiB pages is not aligned for 64 KiB pages. */
static void test_partition_on_large_pages(void **state)
{
	(void)state;
	usual();
	free(facts.kernel.machine);
	facts.kernel.machine = xstrdup("aarch64");
	facts.kernel.page_size = 65536;
	set_option(KOPT_OF_PMEM, OPTION_YES);
	add_partition(0, 4096, 1 << 20);
	judge();
	assert_int_equal(verdict.disks[0].dax, TRI_YES);
	assert_int_equal(verdict.disks[1].dax, TRI_NO);
}

static void test_dm_linear(void **state)
{
	(void)state;
	usual();
	add_dm(0, "linear", 8, TRI_YES);
	judge();
	assert_int_equal(verdict.disks[1].dax, TRI_YES);
	assert_int_equal(verdict.disks[1].synchronous, TRI_YES);
}

/* T5: dm says 1, and cuts the offset off. */
static void test_dm_misaligned(void **state)
{
	(void)state;
	usual();
	add_dm(0, "linear", 3, TRI_YES);
	judge();
	assert_int_equal(verdict.disks[1].dax, TRI_NO);
	assert_true(lists(&verdict.disks[1].reasons, REASON_DM_UNALIGNED));
	assert_int_equal(finding_of(REASON_DM_UNALIGNED)->severity, SEVERITY_ERROR);
}

static void test_dm_table_not_readable(void **state)
{
	(void)state;
	usual();
	add_dm(0, NULL, 0, TRI_YES);
	judge();
	assert_int_equal(verdict.disks[1].dax, TRI_UNKNOWN);
	assert_true(lists(&verdict.disks[1].reasons, REASON_DM_TABLE_UNREAD));
}

/* T6: 0 on top of a good leg is not the leg's fault. */
static void test_dm_crypt(void **state)
{
	(void)state;
	usual();
	add_dm(0, "crypt", 0, TRI_NO);
	judge();
	assert_int_equal(verdict.disks[0].dax, TRI_YES);
	assert_int_equal(verdict.disks[1].dax, TRI_NO);
	assert_non_null(strstr(finding_of(REASON_DM_NO_DAX)->message, "its target crypt"));
}

static void test_dm_over_raw(void **state)
{
	(void)state;
	add_region(add_bus("ACPI.NFIT"));
	add_disk("pmem0", TRI_NO);
	add_namespace("raw", "raw", "", 0);
	add_dm(0, "linear", 0, TRI_NO);
	judge();
	assert_non_null(strstr(finding_of(REASON_DM_NO_DAX)->message, "its leg pmem0"));
}

/* A made-up stack that stands on itself must not hang anybody. */
static void test_dm_loop(void **state)
{
	(void)state;
	add_dm(0, "linear", 0, TRI_YES);
	judge();
	assert_int_not_equal(verdict.disks[0].dax, TRI_YES);
}

/* --- file systems and mounts --- */

/* A file that has DAX refutes what the super block seemed to say: no reason, and no finding. */
static void test_no_finding_outlives_its_cause(void **state)
{
	(void)state;
	usual();
	inventory.disks[0].fs =
		(struct filesystem){ .type = xstrdup("ext4"), .block_size = 1024 };
	inventory.disks[0].fs.features_read = true;
	add_mount(0, "ext4", "rw,dax=always", TRI_YES);
	inventory.mounts[0].block_size = 1024;
	judge();
	assert_int_equal(verdict.mounts[0].dax, TRI_YES);
	assert_int_equal(verdict.mounts[0].reasons.count, 0);
	assert_int_equal(verdict.disks[0].fs_reasons.count, 0);
	assert_null(finding_of(REASON_FS_BLOCK_SIZE));
	/* Without such a file the block size is what there is to go by. */
	inventory_verdict_release(&verdict);
	inventory.mounts[0].sample_dax = TRI_UNKNOWN;
	judge();
	assert_int_equal(verdict.mounts[0].dax, TRI_NO);
	assert_non_null(finding_of(REASON_FS_BLOCK_SIZE));
}

static void test_mount_always(void **state)
{
	(void)state;
	add_mount(usual(), "ext4", "rw,relatime,rw,dax=always", TRI_UNKNOWN);
	judge();
	assert_int_equal(verdict.mounts[0].dax, TRI_YES);
	assert_int_equal(verdict.mounts[0].map_sync, TRI_YES);
	assert_int_equal(verdict.mounts[0].granularity, GRANULARITY_CACHE_LINE);
}

static void test_mount_cpu_cache_domain(void **state)
{
	(void)state;
	add_mount(usual(), "xfs", "rw,dax=always", TRI_YES);
	free(inventory.regions[0].persistence_domain);
	inventory.regions[0].persistence_domain = xstrdup("cpu_cache");
	judge();
	assert_int_equal(verdict.mounts[0].granularity, GRANULARITY_BYTE);
}

/* T4: the same disk with other pages. */
static void test_block_size(void **state)
{
	(void)state;
	add_mount(usual(), "ext4", "rw", TRI_NO);
	inventory.disks[0].fs = (struct filesystem){ .type = xstrdup("ext4"),
						     .block_size = 1024,
						     .features_read = true };
	judge();
	assert_int_equal(verdict.mounts[0].dax, TRI_NO);
	assert_true(lists(&verdict.mounts[0].reasons, REASON_FS_BLOCK_SIZE));
	assert_true(lists(&verdict.disks[0].fs_reasons, REASON_FS_BLOCK_SIZE));
	assert_int_equal(verdict.disks[0].dax, TRI_YES);
}

/* T7 */
static void test_second_xfs(void **state)
{
	(void)state;
	usual();
	add_mount(add_partition(0, 1 << 20, 1 << 20), "xfs", "rw,dax=always", TRI_YES);
	add_mount(add_partition(0, 2 << 20, 1 << 20), "xfs", "rw,dax=never", TRI_NO);
	judge();
	assert_int_equal(verdict.mounts[0].dax, TRI_YES);
	assert_int_equal(verdict.mounts[1].dax, TRI_NO);
	assert_true(lists(&verdict.mounts[1].reasons, REASON_XFS_DAX_HOLDER));
}

/* XFS takes its hold whatever its option says: which of two has it, options do not tell. */
static void test_two_xfs_without_option(void **state)
{
	(void)state;
	usual();
	add_mount(add_partition(0, 1 << 20, 1 << 20), "xfs", "rw,dax=never", TRI_NO);
	add_mount(add_partition(0, 2 << 20, 1 << 20), "xfs", "rw", TRI_UNKNOWN);
	judge();
	assert_true(lists(&verdict.mounts[0].reasons, REASON_XFS_DAX_HOLDER));
	assert_true(lists(&verdict.mounts[1].reasons, REASON_XFS_DAX_HOLDER));
	assert_int_equal(verdict.mounts[0].dax, TRI_NO);
	assert_int_equal(verdict.mounts[1].dax, TRI_UNKNOWN);
	/* A file that has DAX tells. */
	inventory_verdict_release(&verdict);
	add_mount(add_partition(0, 3 << 20, 1 << 20), "xfs", "rw", TRI_YES);
	judge();
	assert_int_equal(verdict.mounts[1].dax, TRI_NO);
	assert_int_equal(verdict.mounts[2].dax, TRI_YES);
}

/* An ext4 beside it takes no hold and is held back by nobody. */
static void test_ext4_beside_xfs(void **state)
{
	(void)state;
	usual();
	add_mount(add_partition(0, 1 << 20, 1 << 20), "xfs", "rw,dax=always", TRI_YES);
	add_mount(add_partition(0, 2 << 20, 1 << 20), "ext4", "rw,dax=always", TRI_YES);
	judge();
	assert_int_equal(verdict.mounts[1].dax, TRI_YES);
}

/* T14: DAX, and no MAP_SYNC. */
static void test_virtio(void **state)
{
	(void)state;
	add_region(add_bus("virtio-pmem"));
	add_mount(add_disk("pmem0", TRI_YES), "ext4", "rw,dax=always", TRI_YES);
	add_namespace("fsdax", "memory", "", 0);
	judge();
	assert_int_equal(verdict.mounts[0].dax, TRI_YES);
	assert_int_equal(verdict.mounts[0].map_sync, TRI_NO);
	assert_int_equal(verdict.mounts[0].granularity, GRANULARITY_PAGE);
	assert_non_null(finding_of(REASON_IS_PMEM_0));
	assert_int_equal(verdict.namespaces[0].map_sync, TRI_NO);
}

/* T26: dax=inode is the default, and off for a file without the attribute. */
static void test_inode(void **state)
{
	(void)state;
	usual();
	add_mount(0, "ext4", "rw,relatime,rw", TRI_NO);
	add_mount(0, "ext4", "rw,dax=inode", TRI_UNKNOWN);
	add_mount(0, "ext4", "rw,dax=inode", TRI_YES);
	judge();
	assert_int_equal(verdict.mounts[0].dax, TRI_NO);
	assert_int_equal(verdict.mounts[0].requested, DAX_OPTION_INODE);
	/* No file was there to ask. */
	assert_int_equal(verdict.mounts[1].dax, TRI_UNKNOWN);
	assert_int_equal(verdict.mounts[2].dax, TRI_YES);
	assert_true(lists(&verdict.mounts[0].reasons, REASON_MOUNT_NO_DAX_OPT));
}

/* An option whose name begins alike is another option. */
static void test_other_options(void **state)
{
	(void)state;
	add_mount(usual(), "ext4", "rw,daxx=always,nodax", TRI_UNKNOWN);
	judge();
	assert_int_equal(verdict.mounts[0].requested, DAX_OPTION_INODE);
}

static void test_fell_back(void **state)
{
	(void)state;
	add_region(add_bus("ACPI.NFIT"));
	add_mount(add_disk("pmem0", TRI_NO), "xfs", "rw,dax=never", TRI_NO);
	add_namespace("raw", "raw", "", 0);
	judge();
	assert_true(lists(&verdict.mounts[0].reasons, REASON_MOUNT_FELL_BACK));
}

static void test_never(void **state)
{
	(void)state;
	add_mount(usual(), "ext4", "rw,dax=never", TRI_NO);
	judge();
	assert_true(lists(&verdict.mounts[0].reasons, REASON_MOUNT_DAX_NEVER));
}

static void set_fs(size_t disk, const char *type, bool inline_data, bool reflink)
{
	inventory.disks[disk].fs = (struct filesystem){
		.type = xstrdup(type),
		.block_size = 4096,
		.features_read = true,
		.inline_data = inline_data,
		.reflink = reflink,
	};
}

static void test_features(void **state)
{
	(void)state;
	usual();
	set_fs(0, "ext4", true, false);
	set_fs(add_partition(0, 1 << 20, 1 << 20), "xfs", false, true);
	set_fs(add_partition(0, 2 << 20, 1 << 20), "btrfs", false, false);
	judge();
	assert_true(lists(&verdict.disks[0].fs_reasons, REASON_EXT4_INLINE_DATA));
	assert_true(lists(&verdict.disks[1].fs_reasons, REASON_XFS_REFLINK));
	assert_true(lists(&verdict.disks[2].fs_reasons, REASON_FS_NO_DAX));
}

/* On a whole disk reflink stands in nobody's way. */
static void test_reflink_on_a_disk(void **state)
{
	(void)state;
	usual();
	set_fs(0, "xfs", false, true);
	judge();
	assert_int_equal(verdict.disks[0].fs_reasons.count, 0);
}

/* 5.10: "DAX and reflink cannot be used together!", seen in a guest. */
static void test_reflink_on_an_old_kernel(void **state)
{
	(void)state;
	usual();
	set_fs(0, "xfs", false, true);
	set_option(KOPT_DAX_DRIVER, OPTION_YES);
	judge();
	assert_true(lists(&verdict.disks[0].fs_reasons, REASON_XFS_REFLINK));
}

static void test_data_journal(void **state)
{
	(void)state;
	add_mount(usual(), "ext4", "rw,data=journal", TRI_NO);
	judge();
	assert_true(lists(&verdict.mounts[0].reasons, REASON_EXT4_DATA_JOURNAL));
}

/* Nothing can be added to an EROFS: the files that are there decide, and one with DAX is enough. */
static void test_erofs(void **state)
{
	static const enum tri samples[] = { TRI_YES, TRI_NO, TRI_UNKNOWN };

	(void)state;
	add_mount(usual(), "erofs", "ro,dax=always", TRI_UNKNOWN);
	for (size_t i = 0; i < ARRAY_SIZE(samples); i++) {
		inventory_verdict_release(&verdict);
		inventory.mounts[0].sample_dax = samples[i];
		judge();
		assert_int_equal(verdict.mounts[0].dax, samples[i]);
		assert_int_equal(verdict.mounts[0].map_sync, TRI_NO);
		assert_int_equal(lists(&verdict.mounts[0].reasons, REASON_EROFS_FILE_LAYOUT),
				 samples[i] != TRI_YES);
		if (samples[i] != TRI_YES)
			assert_int_equal(finding_of(REASON_EROFS_FILE_LAYOUT)->severity,
					 samples[i] == TRI_NO ? SEVERITY_WARNING : SEVERITY_INFO);
	}
}

/* The option is in effect, and yet those who were asked have no DAX: do not promise it. */
static void test_exempt_files(void **state)
{
	static const char *const types[] = { "xfs", "ext4" };

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(types); i++) {
		add_mount(i ? 0 : usual(), types[i], "rw,dax=always", TRI_NO);
		judge();
		assert_int_equal(verdict.mounts[i].dax, TRI_UNKNOWN);
		assert_int_equal(verdict.mounts[i].map_sync, TRI_UNKNOWN);
		assert_int_equal(verdict.mounts[i].granularity, GRANULARITY_UNKNOWN);
		assert_true(lists(&verdict.mounts[i].reasons, REASON_MOUNT_FILES_EXEMPT));
		inventory_verdict_release(&verdict);
	}
	judge();
}

/* A name that is in no list is unknown, whatever its options look like; a file's word counts. */
static void test_unknown_file_system(void **state)
{
	(void)state;
	usual();
	set_fs(0, "NOVA", false, false);
	add_mount(0, "NOVA", "rw,init,dax", TRI_UNKNOWN);
	add_mount(0, "NOVA", "rw,init,dax", TRI_YES);
	add_mount(0, "f2fs", "rw", TRI_UNKNOWN);
	judge();
	assert_int_equal(verdict.mounts[0].dax, TRI_UNKNOWN);
	assert_int_equal(verdict.mounts[0].map_sync, TRI_UNKNOWN);
	assert_true(lists(&verdict.mounts[0].reasons, REASON_FS_UNKNOWN));
	assert_int_equal(verdict.mounts[1].dax, TRI_YES);
	assert_int_equal(verdict.mounts[1].map_sync, TRI_UNKNOWN);
	assert_int_equal(verdict.mounts[2].dax, TRI_NO);
	assert_true(lists(&verdict.mounts[2].reasons, REASON_FS_NO_DAX));
}

static void test_unknown_file_system_unmounted(void **state)
{
	const struct finding *finding;

	(void)state;
	usual();
	set_fs(0, "NOVA", false, false);
	judge();
	assert_int_equal(verdict.disks[0].fs_dax, TRI_UNKNOWN);
	finding = finding_of(REASON_FS_UNKNOWN);
	assert_non_null(finding);
	assert_null(finding->remedy);
}

static void test_journal_device(void **state)
{
	(void)state;
	usual();
	set_fs(0, "jbd", false, false);
	judge();
	assert_int_equal(verdict.disks[0].fs_dax, TRI_NO);
	assert_true(lists(&verdict.disks[0].fs_reasons, REASON_FS_JOURNAL_DEVICE));
	assert_null(finding_of(REASON_FS_NO_DAX));
}

/* md passes nothing on, and is no partition. */
static void test_md(void **state)
{
	size_t md;

	(void)state;
	usual();
	md = add_disk("md0", TRI_NO);
	inventory.disks[md].slaves = xcalloc(1, sizeof(size_t));
	inventory.disks[md].slave_count = 1;
	add_mount(md, "ext4", "rw", TRI_NO);
	judge();
	assert_string_equal(disk_type(&inventory.disks[md]), "raid");
	assert_string_equal(disk_type(&inventory.disks[0]), "disk");
	assert_int_equal(verdict.disks[md].dax, TRI_NO);
	assert_true(lists(&verdict.disks[md].reasons, REASON_STACK_NO_DAX));
	assert_int_equal(verdict.mounts[0].dax, TRI_NO);
	assert_true(lists(&verdict.mounts[0].reasons, REASON_STACK_NO_DAX));
}

/* R14: the log of one xfs on a disk, the files of another: which was first is not told. */
static void test_xfs_log_holds(void **state)
{
	(void)state;
	usual();
	add_partition(0, 1 << 20, 1 << 20);
	add_partition(0, 2 << 20, 1 << 20);
	add_disk("pmem1", TRI_YES);
	add_mount(3, "xfs", "rw,dax=always,logdev=/dev/pmem0p1", TRI_YES);
	inventory.mounts[0].log_disk = 1;
	add_mount(2, "xfs", "rw,dax=never", TRI_NO);
	judge();
	assert_int_equal(verdict.mounts[1].dax, TRI_NO);
	assert_true(lists(&verdict.mounts[1].reasons, REASON_XFS_DAX_HOLDER));
	assert_false(lists(&verdict.mounts[1].reasons, REASON_MOUNT_DAX_NEVER));
}

static void test_overlay(void **state)
{
	(void)state;
	add_mount(usual(), "overlay", "rw,lowerdir=/a", TRI_YES);
	add_mount(0, "overlay", "rw,lowerdir=/b", TRI_UNKNOWN);
	judge();
	assert_int_equal(verdict.mounts[0].dax, TRI_YES);
	assert_int_equal(verdict.mounts[0].map_sync, TRI_NO);
	assert_int_equal(verdict.mounts[0].reasons.count, 0);
	assert_int_equal(verdict.mounts[1].dax, TRI_UNKNOWN);
	assert_int_equal(verdict.mounts[1].map_sync, TRI_NO);
	assert_true(lists(&verdict.mounts[1].reasons, REASON_MOUNT_OVERLAY));
}

static void test_log_of_another_disk(void **state)
{
	size_t mount;

	(void)state;
	mount = add_mount(usual(), "xfs", "rw,logdev=/dev/pmem0", TRI_NO);
	inventory.mounts[mount].data_elsewhere = true;
	inventory.mounts[mount].log_disk = 0;
	judge();
	assert_int_equal(verdict.mounts[mount].dax, TRI_NO);
	assert_true(lists(&verdict.mounts[mount].reasons, REASON_MOUNT_DATA_ELSEWHERE));
}

static void test_swap(void **state)
{
	char text[] = "Filename Type Size Used Priority\n/dev/pmem0 partition 1 0 -2\n/x\\040/f file 1 0 -3\n";

	(void)state;
	usual();
	add_disk("pmem1", TRI_YES);
	swaps_parse(&inventory, text);
	judge();
	assert_true(inventory.disks[0].swap);
	assert_false(inventory.disks[1].swap);
	assert_string_equal(finding_of(REASON_DISK_SWAP)->command, "swapoff /dev/pmem0");
}

static void parse_mounts(const char *text, const char *mount_namespace)
{
	char *copy = xstrdup(text);

	mounts_parse_other(&inventory, &facts, copy, mount_namespace, 7);
	free(copy);
}

/* By device number, source, options and layers; what only looks like one of ours is not. */
static void test_mountinfo(void **state)
{
	(void)state;
	usual();
	inventory.disks[0].number = makedev(259, 0);
	add_partition(0, 1 << 20, 1 << 20);
	inventory.disks[1].number = makedev(259, 1);
	facts.live = false;
	parse_mounts("40 1 259:0 / /mnt/a rw - xfs /dev/pmem0 rw,dax=always\n"
		     "41 1 0:35 / /mnt/b rw - btrfs /dev/pmem0 rw\n"
		     "42 1 8:1 / /mnt/c rw - xfs /dev/sda1 rw,logdev=/dev/pmem0p1\n"
		     "43 40 0:40 / /mnt/d rw - overlay overlay rw,lowerdir=/x:/mnt/a/low,upperdir=/mnt/a/t/u\n"
		     "44 40 0:41 / /mnt/a/t rw - tmpfs tmpfs rw\n"
		     "45 1 0:42 / /mnt/e rw - overlay overlay rw,lowerdir=/mnt/ab\n"
		     "46 1 0:43 / /mnt/f rw - tmpfs /dev/pmem00 rw\n"
		     "47 1 8:2 / / rw - ext4 /dev/sda2 rw\n",
		     NULL);
	assert_int_equal(inventory.mount_count, 4);
	assert_int_equal(inventory.mounts[0].id, 40);
	assert_true(inventory.mounts[0].by_number);
	assert_int_equal(inventory.mounts[1].id, 41);
	assert_int_equal(inventory.mounts[1].disk, 0);
	assert_false(inventory.mounts[1].by_number);
	assert_int_equal(inventory.mounts[2].id, 42);
	assert_true(inventory.mounts[2].data_elsewhere);
	assert_int_equal(inventory.mounts[2].log_disk, 1);
	/* Its upper directory is on what is mounted there, which is none of ours. */
	assert_int_equal(inventory.mounts[3].id, 43);
	assert_int_equal(inventory.mounts[3].disk, 0);
	/* The same in another namespace is no news, another place is. */
	parse_mounts("80 1 259:0 / /mnt/a rw - xfs /dev/pmem0 rw,dax=always\n"
		     "81 1 259:0 / /srv rw - xfs /dev/pmem0 rw,dax=always\n"
		     "82 1 259:0 /f /mnt/a rw - xfs /dev/pmem0 rw,dax=always\n",
		     "mnt:[1]");
	assert_int_equal(inventory.mount_count, 6);
	assert_int_equal(inventory.mounts[4].id, 81);
	assert_string_equal(inventory.mounts[4].mount_namespace, "mnt:[1]");
	assert_int_equal(inventory.mounts[4].pid, 7);
	assert_string_equal(inventory.mounts[4].line,
			    "81 1 259:0 / /srv rw - xfs /dev/pmem0 rw,dax=always");
	assert_int_equal(inventory.mounts[5].id, 82);
	judge();
	assert_int_equal(verdict.mounts[1].dax, TRI_NO);
}

/* What is mounted as ext3 is ext4's. */
static void test_ext3(void **state)
{
	(void)state;
	add_mount(usual(), "ext3", "rw,dax=always", TRI_UNKNOWN);
	add_mount(0, "ext3", "rw", TRI_UNKNOWN);
	judge();
	assert_int_equal(verdict.mounts[0].dax, TRI_YES);
	assert_int_equal(verdict.mounts[0].map_sync, TRI_YES);
	assert_int_equal(verdict.mounts[1].requested, DAX_OPTION_INODE);
	assert_null(finding_of(REASON_FS_NO_DAX));
}

/* ext4 drives ext2 where ext2 is not built: then MAP_SYNC works there. */
static void test_ext2(void **state)
{
	(void)state;
	add_mount(usual(), "ext2", "rw,dax", TRI_YES);
	judge();
	assert_int_equal(verdict.mounts[0].map_sync, TRI_YES);
	inventory_verdict_release(&verdict);
	set_option(KOPT_EXT2_FS, OPTION_YES);
	judge();
	assert_int_equal(verdict.mounts[0].map_sync, TRI_NO);
}

/* --- surroundings --- */

static void test_surroundings(void **state)
{
	(void)state;
	usual();
	inventory.buses[0].dimms_without_labels = 1;
	inventory.namespaces[0].align = 4096;
	inventory.regions[0].align = 16 << 20;
	inventory.namespaces[0].raw_size = (1 << 28) + 4096;
	inventory.namespaces[0].enabled = false;
	inventory.environment.soft_reserved = inventory.environment.kmem_ranges = true;
	inventory.environment.no_sysfs = true;
	facts.kernel.cmdline = xstrdup("quiet memmap=64M memmap=4G!8G");
	judge();
	assert_non_null(finding_of(REASON_NS_NO_LABELS));
	assert_non_null(finding_of(REASON_HUGEPAGE_FALLBACK));
	assert_non_null(finding_of(REASON_REGION_MISALIGNED));
	assert_non_null(finding_of(REASON_CONFIG_SOFT_RESERVE));
	assert_non_null(finding_of(REASON_STALE_KMEM));
	assert_non_null(finding_of(REASON_SYS_READONLY_OR_ABSENT));
	assert_non_null(finding_of(REASON_MEMMAP_BAD_RANGE));
}

/* The kernel's own word counts: 64 KiB pages of powerpc have huge ones of 2 MiB, arm64's 16 KiB of 32. */
static void test_huge_pages(void **state)
{
	static const struct {
		unsigned long page, told, align;
		bool falls_back;
	} cases[] = {
		{ 65536, 2 << 20, 2 << 20, false }, { 65536, 2 << 20, 65536, true },
		{ 16384, 32 << 20, 2 << 20, true }, { 16384, 32 << 20, 32 << 20, false },
		{ 16384, 0, 16384, false },         { 4096, 0, 4096, true },
		{ 4096, 0, 2 << 20, false },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		if (i) {
			end(state);
			begin(state);
		}
		usual();
		facts.kernel.page_size = cases[i].page;
		inventory.environment.huge_page = cases[i].told;
		inventory.namespaces[0].align = cases[i].align;
		judge();
		assert_int_equal(finding_of(REASON_HUGEPAGE_FALLBACK) != NULL, cases[i].falls_back);
		if (cases[i].falls_back)
			assert_non_null(strstr(finding_of(REASON_HUGEPAGE_FALLBACK)->message,
					       cases[i].page == 16384 ? "(32M)" : "(2M)"));
	}
}

/* Each of them has its harmless twin. */
static void test_surroundings_in_order(void **state)
{
	(void)state;
	add_region(add_bus("e820"));
	add_namespace("devdax", "dax", "dax", NO_INDEX);
	add_dax("kmem", NO_INDEX);
	inventory.namespaces[0].align = 2 << 20;
	inventory.regions[0].align = 16 << 20;
	inventory.environment.soft_reserved = inventory.environment.kmem_ranges = true;
	inventory.environment.auto_online = xstrdup("offline");
	facts.kernel.cmdline = xstrdup("memmap=4G!8G");
	judge();
	assert_null(finding_of(REASON_NS_NO_LABELS));
	assert_null(finding_of(REASON_HUGEPAGE_FALLBACK));
	assert_null(finding_of(REASON_REGION_MISALIGNED));
	assert_null(finding_of(REASON_CONFIG_SOFT_RESERVE));
	assert_null(finding_of(REASON_STALE_KMEM));
	assert_null(finding_of(REASON_SYS_READONLY_OR_ABSENT));
	assert_null(finding_of(REASON_MEMMAP_BAD_RANGE));
	assert_null(finding_of(REASON_AUTO_ONLINE));
	assert_null(finding_of(REASON_THP_OFF_DEVDAX));
	inventory_verdict_release(&verdict);
	strcpy(inventory.environment.auto_online, "online");
	inventory.environment.thp_never = true;
	inventory.dax_devices[0].target_node = -1;
	inventory.dax_devices[0].node_mode = 0600;
	judge();
	assert_non_null(finding_of(REASON_AUTO_ONLINE));
	assert_non_null(finding_of(REASON_THP_OFF_DEVDAX));
	assert_non_null(finding_of(REASON_NUMA_TARGET_NODE));
	assert_non_null(finding_of(REASON_DEV_PERM));
}

static void test_privilege(void **state)
{
	(void)state;
	usual();
	facts_skip(&facts, "/dev/pmem0", 13, "filesystems");
	judge();
	assert_non_null(finding_of(REASON_NEED_ROOT));
}

static void test_requirement(void **state)
{
	bool selected[1] = { true };

	(void)state;
	usual();
	judge();
	assert_int_equal(requirement_namespaces(&verdict, &inventory, selected, REQUIRE_FSDAX),
			 TRI_YES);
	assert_int_equal(requirement_namespaces(&verdict, &inventory, selected, REQUIRE_DEVDAX),
			 TRI_NO);
	assert_int_equal(requirement_namespaces(&verdict, &inventory, selected, REQUIRE_BLOCK),
			 TRI_YES);
	assert_int_equal(requirement_namespaces(&verdict, &inventory, selected, REQUIRE_MAP_SYNC),
			 TRI_YES);
	selected[0] = false;
	assert_int_equal(requirement_namespaces(&verdict, &inventory, selected, REQUIRE_BLOCK),
			 TRI_NO);
}

/* The line that says why: the objects that decide, each with its reasons. */
static void expect_why(bool unfiltered, enum requirement requirement, enum tri met,
		       const char *why)
{
	struct requirement_answer answer;
	bool selected[8];

	memset(selected, true, sizeof(selected));
	answer = requirement_objects(&verdict, &inventory, selected, unfiltered, requirement);
	assert_int_equal(answer.met, met);
	if (why)
		assert_string_equal(answer.why, why);
	else
		assert_null(answer.why);
	free(answer.why);
}

static void test_requirement_says_why(void **state)
{
	(void)state;
	judge();
	expect_why(true, REQUIRE_FSDAX, TRI_NO, "nothing-there");
	expect_why(false, REQUIRE_FSDAX, TRI_NO, "no namespace matches the filters");
	set_option(KOPT_FS_DAX, OPTION_NO);
	inventory_verdict_release(&verdict);
	judge();
	expect_why(true, REQUIRE_FSDAX, TRI_NO, "config-fs-dax");
	set_option(KOPT_FS_DAX, OPTION_YES);
	inventory_verdict_release(&verdict);
	usual();
	judge();
	expect_why(true, REQUIRE_FSDAX, TRI_YES, NULL);
	expect_why(true, REQUIRE_DEVDAX, TRI_NO, "namespace0.0 (fsdax)");
	inventory_verdict_release(&verdict);
	for (size_t i = 0; i < 6; i++)
		add_namespace("sector", "safe", "btt", add_disk("pmem0s", TRI_NO));
	judge();
	expect_why(true, REQUIRE_FSDAX, TRI_NO,
		   "namespace0.0 (ns-sector-mode), namespace0.0 (ns-sector-mode), "
		   "namespace0.0 (ns-sector-mode), namespace0.0 (ns-sector-mode) and 2 more");
	expect_why(true, REQUIRE_BLOCK, TRI_YES, NULL);
}

/* Modes besides fsdax, devdax and block: system-ram, dm-dax and virtiofs-dax. */
static void test_requirement_of_other_modes(void **state)
{
	(void)state;
	usual();
	judge();
	expect_why(true, REQUIRE_SYSTEM_RAM, TRI_NO, "namespace0.0 (fsdax)");
	expect_why(true, REQUIRE_DM_DAX, TRI_YES, NULL);
	expect_why(true, REQUIRE_VIRTIOFS_DAX, TRI_NO, "config-fuse-dax");
	inventory_verdict_release(&verdict);
	add_dm(add_dm(0, "linear", 8, TRI_YES), "crypt", 0, TRI_NO);
	judge();
	expect_why(true, REQUIRE_FSDAX, TRI_YES, NULL);
	expect_why(true, REQUIRE_DM_DAX, TRI_NO, "dm-0 (dm-no-dax)");
}

/* Dax devices of no namespace are asked for system-ram, unless a filter says what is. */
static void test_requirement_of_dax_devices(void **state)
{
	(void)state;
	add_dax("kmem", NO_INDEX);
	judge();
	expect_why(true, REQUIRE_SYSTEM_RAM, TRI_YES, NULL);
	expect_why(false, REQUIRE_SYSTEM_RAM, TRI_NO, "no namespace matches the filters");
	expect_why(true, REQUIRE_DEVDAX, TRI_NO, "no namespace is here");
}

/* A block device that is not there is none. */
static void test_block_requirement(void **state)
{
	bool selected[1] = { true };

	(void)state;
	add_region(add_bus("ACPI.NFIT"));
	add_namespace("raw", "raw", "", NO_INDEX);
	judge();
	assert_int_equal(requirement_namespaces(&verdict, &inventory, selected, REQUIRE_BLOCK),
			 TRI_UNKNOWN);
	inventory_verdict_release(&verdict);
	inventory.namespaces[0].mode = "devdax";
	judge();
	assert_int_equal(requirement_namespaces(&verdict, &inventory, selected, REQUIRE_BLOCK),
			 TRI_NO);
}

/* --- another kernel than the running one --- */

/* The configuration is that kernel's; all else the running one has shown. */
static void set_target_kernel(void)
{
	facts.target_kernel = true;
	facts.kernel.running = xstrdup("0.0.0-running");
	facts.kernel.running_page_size = facts.kernel.page_size;
	facts.kernel.page_size = 0;
	facts.live = false;
}

static enum tri require(enum requirement requirement)
{
	bool selected[2] = { true, true };

	return requirement_namespaces(&verdict, &inventory, selected, requirement);
}

static void expect_required(enum tri fsdax, enum tri devdax, enum tri block, enum tri map_sync)
{
	assert_int_equal(require(REQUIRE_FSDAX), fsdax);
	assert_int_equal(require(REQUIRE_DEVDAX), devdax);
	assert_int_equal(require(REQUIRE_BLOCK), block);
	assert_int_equal(require(REQUIRE_MAP_SYNC), map_sync);
}

static void test_target_kernel_never_yes(void **state)
{
	(void)state;
	set_target_kernel();
	usual();
	add_partition(0, 1 << 20, 1 << 24);
	add_dm(0, "linear", 2048, TRI_YES);
	add_mount(0, "ext4", "rw,dax=always", TRI_YES);
	add_mount(NO_INDEX, "virtiofs", "rw,dax=always", TRI_YES);
	add_namespace("devdax", "dax", "dax", NO_INDEX);
	add_dax("device_dax", 1);
	add_dax("kmem", NO_INDEX);
	set_option(KOPT_VIRTIO_FS, OPTION_YES);
	set_option(KOPT_FUSE_DAX, OPTION_YES);
	judge();
	assert_int_equal(verdict.host.modes[MODE_FSDAX].supported, TRI_YES);
	for (size_t i = 0; i < inventory.namespace_count; i++) {
		assert_int_equal(verdict.namespaces[i].effective, ACCESS_UNKNOWN);
		assert_int_equal(verdict.namespaces[i].map_sync, TRI_UNKNOWN);
		assert_int_equal(verdict.namespaces[i].reasons.count, 1);
		assert_true(lists(&verdict.namespaces[i].reasons, REASON_KERNEL_NOT_BOOTED));
	}
	for (size_t i = 0; i < inventory.disk_count; i++) {
		assert_int_equal(verdict.disks[i].dax, TRI_UNKNOWN);
		assert_true(lists(&verdict.disks[i].reasons, REASON_KERNEL_NOT_BOOTED));
	}
	for (size_t i = 0; i < inventory.mount_count; i++) {
		assert_int_equal(verdict.mounts[i].dax, TRI_UNKNOWN);
		assert_int_not_equal(verdict.mounts[i].map_sync, TRI_YES);
		assert_true(lists(&verdict.mounts[i].reasons, REASON_KERNEL_NOT_BOOTED));
	}
	for (size_t i = 0; i < inventory.dax_count; i++) {
		assert_int_equal(verdict.dax_devices[i].effective, ACCESS_UNKNOWN);
		assert_true(lists(&verdict.dax_devices[i].reasons, REASON_KERNEL_NOT_BOOTED));
	}
	assert_string_equal(finding_of(REASON_KERNEL_NOT_BOOTED)->subject, "host");
	assert_null(finding_of(REASON_DISK_UNREAD));
	assert_null(finding_of(REASON_NUMA_TARGET_NODE));
	/* Of two modes, whatever the kernel, one is not the other's, and devdax has no disk. */
	expect_required(TRI_NO, TRI_NO, TRI_NO, TRI_UNKNOWN);
	inventory.namespace_count = 1;
	expect_required(TRI_UNKNOWN, TRI_NO, TRI_UNKNOWN, TRI_UNKNOWN);
	inventory.namespace_count = 2;
}

static void test_target_kernel_modes_exclude(void **state)
{
	(void)state;
	set_target_kernel();
	add_region(add_bus("ACPI.NFIT"));
	add_disk("pmem0s", TRI_NO);
	add_namespace("sector", "safe", "btt", 0);
	add_disk("pmem1", TRI_NO);
	add_namespace("raw", "raw", "", 1);
	judge();
	assert_int_equal(verdict.namespaces[0].effective, ACCESS_BLOCK);
	assert_true(lists(&verdict.namespaces[0].reasons, REASON_NS_SECTOR_MODE));
	assert_int_equal(verdict.namespaces[1].effective, ACCESS_BLOCK);
	assert_true(lists(&verdict.namespaces[1].reasons, REASON_NS_RAW_MODE));
	assert_int_equal(verdict.disks[0].dax, TRI_NO);
	assert_int_equal(verdict.disks[1].dax, TRI_NO);
	/* What would be done about it is done on the kernel that runs. */
	assert_null(finding_of(REASON_NS_RAW_MODE)->remedy);
	/* "block" is what is left, and nobody has seen it. */
	expect_required(TRI_NO, TRI_NO, TRI_UNKNOWN, TRI_NO);
}

/* What would overwrite a namespace is no advice for a kernel that does not run. */
static void test_target_kernel_no_remedies(void **state)
{
	size_t remedies = 0;

	(void)state;
	usual();
	set_target_kernel();
	inventory.regions[0].namespaces = 0;
	inventory.regions[0].available_size = inventory.regions[0].size;
	inventory.namespaces[0].info_block = 'p';
	set_option(KOPT_NVDIMM_PFN, OPTION_NO);
	add_partition(0, 512, 1 << 20);
	add_mount(1, "xfs", "rw,dax=always", TRI_UNKNOWN);
	judge();
	assert_non_null(finding_of(REASON_NS_INFO_BLOCK_UNCLAIMED));
	assert_non_null(finding_of(REASON_NS_SEED_ONLY));
	for (size_t i = 0; i < verdict.host.finding_count; i++) {
		const struct finding *finding = &verdict.host.findings[i];

		if (!strcmp(finding->subject, "host"))
			remedies += finding->remedy != NULL;
		else
			assert_null(finding->remedy);
	}
	assert_true(remedies > 0);
	assert_non_null(finding_of(REASON_KERNEL_NOT_BOOTED)->remedy);
}

static void test_target_kernel_host_excludes(void **state)
{
	(void)state;
	set_target_kernel();
	usual();
	add_namespace("devdax", "dax", "dax", NO_INDEX);
	set_option(KOPT_FS_DAX, OPTION_NO);
	judge();
	assert_int_equal(verdict.namespaces[0].effective, ACCESS_BLOCK);
	assert_true(lists(&verdict.namespaces[0].reasons, REASON_CONFIG_FS_DAX));
	assert_int_equal(verdict.namespaces[1].effective, ACCESS_NONE);
	assert_true(lists(&verdict.namespaces[1].reasons, REASON_DEVDAX_NEEDS_FS_DAX));
	assert_int_equal(verdict.disks[0].dax, TRI_NO);
	expect_required(TRI_NO, TRI_NO, TRI_NO, TRI_NO);
}

/* T8 before it happens: the data would look empty. */
static void test_target_kernel_without_info_blocks(void **state)
{
	(void)state;
	set_target_kernel();
	usual();
	set_option(KOPT_NVDIMM_PFN, OPTION_NO);
	set_option(KOPT_NVDIMM_DAX, OPTION_NO);
	judge();
	assert_int_equal(verdict.namespaces[0].effective, ACCESS_BLOCK);
	assert_true(lists(&verdict.namespaces[0].reasons, REASON_NS_INFO_BLOCK_UNCLAIMED));
	assert_int_equal(finding_of(REASON_NS_INFO_BLOCK_UNCLAIMED)->severity, SEVERITY_ERROR);
	assert_int_equal(verdict.disks[0].dax, TRI_NO);
}

static void test_target_kernel_no_driver(void **state)
{
	(void)state;
	set_target_kernel();
	usual();
	set_option(KOPT_ACPI_NFIT, OPTION_NO);
	judge();
	assert_int_equal(verdict.host.modes[MODE_BLOCK].supported, TRI_YES);
	assert_int_equal(verdict.namespaces[0].effective, ACCESS_NONE);
	assert_true(lists(&verdict.namespaces[0].reasons, REASON_CONFIG_PMEM_DRIVER));
	expect_required(TRI_NO, TRI_NO, TRI_NO, TRI_NO);
}

static void test_target_kernel_seeds_are_not_its_own(void **state)
{
	(void)state;
	set_target_kernel();
	usual();
	set_option(KOPT_NVDIMM_PFN, OPTION_UNREAD);
	set_option(KOPT_NVDIMM_DAX, OPTION_UNREAD);
	set_option(KOPT_BTT, OPTION_UNREAD);
	set_option(KOPT_DEV_DAX_PMEM, OPTION_UNREAD);
	judge();
	assert_int_equal(verdict.namespaces[0].possible, NS_RAW);
	assert_int_equal(verdict.namespaces[0].effective, ACCESS_UNKNOWN);
}

/* A running kernel that knows no info blocks calls every namespace raw. */
static void test_target_kernel_raw_is_not_sure(void **state)
{
	(void)state;
	set_target_kernel();
	usual();
	inventory.namespaces[0].mode = "raw";
	inventory.namespaces[0].info_block = 0;
	inventory.regions[0].pfn_seed = false;
	judge();
	assert_int_equal(verdict.namespaces[0].effective, ACCESS_UNKNOWN);
	assert_int_equal(verdict.disks[0].dax, TRI_UNKNOWN);
	inventory_verdict_release(&verdict);

	inventory.namespaces[0].info_block = 'p';
	judge();
	assert_int_equal(verdict.namespaces[0].effective, ACCESS_UNKNOWN);
	inventory_verdict_release(&verdict);

	inventory.namespaces[0].info_block = 0;
	inventory.regions[0].pfn_seed = true;
	judge();
	assert_int_equal(verdict.namespaces[0].effective, ACCESS_BLOCK);
	inventory_verdict_release(&verdict);

	/* Where neither kind is taken all are block devices, and whose data it is cannot be seen. */
	inventory.regions[0].pfn_seed = false;
	set_option(KOPT_NVDIMM_PFN, OPTION_NO);
	set_option(KOPT_NVDIMM_DAX, OPTION_NO);
	judge();
	assert_int_equal(verdict.namespaces[0].effective, ACCESS_BLOCK);
	assert_true(lists(&verdict.namespaces[0].reasons, REASON_NS_INFO_BLOCK_UNREAD));
}

static void test_target_kernel_struct_pages_of_its_own(void **state)
{
	(void)state;
	set_target_kernel();
	usual();
	free(inventory.buses[0].provider);
	inventory.buses[0].provider = xstrdup("virtio-pmem");
	free(inventory.namespaces[0].holder);
	inventory.namespaces[0].holder = xstrdup("");
	set_option(KOPT_NVDIMM_PFN, OPTION_NO);
	set_option(KOPT_NVDIMM_DAX, OPTION_NO);
	judge();
	assert_int_equal(verdict.namespaces[0].effective, ACCESS_UNKNOWN);
	assert_int_equal(verdict.namespaces[0].map_sync, TRI_NO);
	expect_required(TRI_UNKNOWN, TRI_NO, TRI_UNKNOWN, TRI_NO);
}

/* What was aligned for the running kernel's pages need not be for its. */
static void test_target_kernel_larger_pages(void **state)
{
	size_t part;

	(void)state;
	set_target_kernel();
	free(facts.kernel.machine);
	facts.kernel.machine = xstrdup("aarch64");
	facts.kconfig.page_size = 65536;
	usual();
	part = add_partition(0, 4096, 1 << 24);
	add_mount(0, "ext4", "rw,dax=always", TRI_YES);
	inventory.mounts[0].block_size = 4096;
	judge();
	assert_int_equal(verdict.host.page_size, 65536);
	assert_int_equal(verdict.namespaces[0].effective, ACCESS_UNKNOWN);
	assert_int_equal(verdict.disks[part].dax, TRI_NO);
	assert_true(lists(&verdict.disks[part].reasons, REASON_PART_UNALIGNED));
	assert_int_equal(verdict.mounts[0].dax, TRI_NO);
	assert_true(lists(&verdict.mounts[0].reasons, REASON_FS_BLOCK_SIZE));
	inventory_verdict_release(&verdict);

	inventory.disks[0].size += 4096;
	judge();
	assert_int_equal(verdict.namespaces[0].effective, ACCESS_BLOCK);
	assert_true(lists(&verdict.namespaces[0].reasons, REASON_PART_UNALIGNED));
}

static void test_target_kernel_mounts(void **state)
{
	(void)state;
	set_target_kernel();
	usual();
	add_mount(0, "btrfs", "rw", TRI_UNKNOWN);
	add_mount(0, "xfs", "rw,dax=never", TRI_UNKNOWN);
	add_mount(NO_INDEX, "virtiofs", "rw,dax=always", TRI_YES);
	judge();
	assert_int_equal(verdict.mounts[0].dax, TRI_NO);
	assert_true(lists(&verdict.mounts[0].reasons, REASON_FS_NO_DAX));
	/* It may have fallen back here, and need not there. */
	assert_int_equal(verdict.mounts[1].dax, TRI_UNKNOWN);
	/* No FUSE_DAX in it. */
	assert_int_equal(verdict.mounts[2].dax, TRI_NO);
}

/* It may have a driver for what the running kernel does not see. */
static void test_target_kernel_nothing_seen(void **state)
{
	(void)state;
	set_target_kernel();
	judge();
	assert_null(finding_of(REASON_NOTHING_THERE));
	expect_required(TRI_UNKNOWN, TRI_UNKNOWN, TRI_UNKNOWN, TRI_UNKNOWN);
	inventory_verdict_release(&verdict);

	set_option(KOPT_FS_DAX, OPTION_NO);
	judge();
	expect_required(TRI_NO, TRI_NO, TRI_UNKNOWN, TRI_NO);
}

/* A disabled namespace is the running kernel's affair. */
static void test_target_kernel_disabled(void **state)
{
	(void)state;
	set_target_kernel();
	usual();
	inventory.regions[0].enabled = false;
	inventory.namespaces[0].enabled = false;
	judge();
	assert_int_equal(verdict.namespaces[0].effective, ACCESS_UNKNOWN);
	assert_null(finding_of(REASON_REGION_NOT_ENABLED));
	assert_int_equal(verdict.namespaces[0].possible, NS_FSDAX | NS_DEVDAX | NS_SECTOR | NS_RAW);
}

/* --- what could not be read --- */

static void expect_open(size_t index)
{
	assert_int_equal(verdict.namespaces[index].effective, ACCESS_UNKNOWN);
	assert_int_equal(verdict.namespaces[index].map_sync, TRI_UNKNOWN);
	assert_int_equal(verdict.namespaces[index].possible, 0);
	assert_false(verdict.namespaces[index].possible_known);
	assert_true(lists(&verdict.namespaces[index].reasons, REASON_OBJECT_UNREAD));
}

static void test_unread_namespace(void **state)
{
	(void)state;
	usual();
	inventory.namespaces[0].unread = true;
	/* As it looks then: neither is an answer. */
	inventory.namespaces[0].enabled = false;
	inventory.namespaces[0].mode = "unknown";
	judge();
	expect_open(0);
	expect_required(TRI_UNKNOWN, TRI_UNKNOWN, TRI_YES, TRI_UNKNOWN);
	assert_null(finding_of(REASON_NS_DISABLED));
}

static void test_unread_region(void **state)
{
	(void)state;
	usual();
	inventory.regions[0].unread = true;
	inventory.regions[0].enabled = false;
	judge();
	expect_open(0);
	assert_null(finding_of(REASON_REGION_NOT_ENABLED));
	assert_int_equal(verdict.disks[0].synchronous, TRI_UNKNOWN);
}

/* Not to be told from virtio-pmem, which is never synchronous. */
static void test_unread_bus(void **state)
{
	(void)state;
	usual();
	inventory.buses[0].unread = true;
	judge();
	assert_int_equal(verdict.namespaces[0].effective, ACCESS_FSDAX);
	assert_int_equal(verdict.namespaces[0].map_sync, TRI_UNKNOWN);
	assert_string_equal(finding_of(REASON_OBJECT_UNREAD)->subject, "ndbus0");
}

static void test_disk_part_unread(void **state)
{
	(void)state;
	usual();
	inventory.disks[0].unread = true;
	judge();
	assert_int_equal(verdict.namespaces[0].effective, ACCESS_UNKNOWN);
	assert_true(lists(&verdict.disks[0].reasons, REASON_DISK_UNREAD));
	inventory_verdict_release(&verdict);
	inventory.disks[0].queue_dax = TRI_NO;
	judge();
	assert_int_equal(verdict.disks[0].dax, TRI_NO);
}

static void test_unread_dax_device(void **state)
{
	(void)state;
	add_region(add_bus("ACPI.NFIT"));
	add_namespace("devdax", "dax", "dax0.0", NO_INDEX);
	add_dax("device_dax", 0);
	inventory.dax_devices[0].unread = true;
	judge();
	assert_int_equal(verdict.dax_devices[0].effective, ACCESS_UNKNOWN);
	assert_int_equal(verdict.namespaces[0].effective, ACCESS_UNKNOWN);
	expect_required(TRI_UNKNOWN, TRI_UNKNOWN, TRI_NO, TRI_UNKNOWN);
}

/* That no device is listed proves nothing where the list could not be read. */
static void test_unread_dax_devices(void **state)
{
	(void)state;
	add_region(add_bus("ACPI.NFIT"));
	add_namespace("devdax", "dax", "dax0.0", NO_INDEX);
	inventory.dax_unread = true;
	judge();
	assert_int_equal(verdict.namespaces[0].effective, ACCESS_UNKNOWN);
	assert_null(finding_of(REASON_DAX_PMEM_NOT_BOUND));
}

static void test_unread_buses(void **state)
{
	(void)state;
	inventory.unlisted = 1;
	judge();
	assert_null(finding_of(REASON_NOTHING_THERE));
	expect_required(TRI_UNKNOWN, TRI_UNKNOWN, TRI_UNKNOWN, TRI_UNKNOWN);
}

/* --- --probe: the kernel was asked --- */

static void test_probe_agrees(void **state)
{
	(void)state;
	usual();
	inventory.disks[0].probed_dax = TRI_YES;
	judge();
	assert_int_equal(verdict.namespaces[0].effective, ACCESS_FSDAX);
	assert_int_equal(verdict.disks[0].evidence.count, 1);
	assert_string_equal(verdict.disks[0].evidence.list[0].source, "probe");
	assert_int_equal(verdict.disks[0].evidence.list[0].says, TRI_YES);
	assert_null(finding_of(REASON_PROBE_CONTRADICTS));
}

/* Without an answer nothing is said, and nothing changes. */
static void test_probe_left_alone(void **state)
{
	(void)state;
	usual();
	inventory.probed = true;
	judge();
	assert_int_equal(verdict.namespaces[0].effective, ACCESS_FSDAX);
	assert_int_equal(verdict.disks[0].evidence.count, 0);
}

/* What nothing that can be read would tell: T2 on a kernel whose table is wrong about it. */
static void test_probe_says_no(void **state)
{
	size_t part;

	(void)state;
	usual();
	part = add_partition(0, 4096, 1 << 24);
	inventory.disks[0].probed_dax = TRI_NO;
	judge();
	assert_int_equal(verdict.disks[0].dax, TRI_NO);
	assert_true(lists(&verdict.disks[0].reasons, REASON_PROBE_CONTRADICTS));
	assert_int_equal(verdict.namespaces[0].effective, ACCESS_BLOCK);
	assert_true(lists(&verdict.namespaces[0].reasons, REASON_PROBE_CONTRADICTS));
	assert_int_equal(verdict.namespaces[0].map_sync, TRI_NO);
	assert_int_equal(verdict.disks[part].dax, TRI_NO);
	assert_string_equal(finding_of(REASON_PROBE_CONTRADICTS)->subject, "pmem0");
	assert_int_equal(finding_of(REASON_PROBE_CONTRADICTS)->evidence.count, 2);
	assert_int_equal(finding_of(REASON_PROBE_CONTRADICTS)->evidence.list[1].says, TRI_YES);
}

static void test_probe_says_yes(void **state)
{
	(void)state;
	usual();
	set_option(KOPT_FS_DAX, OPTION_NO);
	inventory.disks[0].probed_dax = TRI_YES;
	judge();
	assert_int_equal(verdict.namespaces[0].effective, ACCESS_FSDAX);
	assert_int_equal(verdict.namespaces[0].reasons.count, 0);
	assert_non_null(finding_of(REASON_PROBE_CONTRADICTS));
}

/* What is not known is no contradiction, and what a disk's size forbids not its partitions'. */
static void test_probe_settles(void **state)
{
	size_t part;

	(void)state;
	usual();
	add_disk("dcssblk0", TRI_YES);
	inventory.disks[1].probed_dax = TRI_YES;
	inventory.disks[0].size += 512;
	inventory.disks[0].probed_dax = TRI_NO;
	part = add_partition(0, 4096, 1 << 24);
	inventory.disks[part].probed_dax = TRI_YES;
	judge();
	assert_int_equal(verdict.disks[1].dax, TRI_YES);
	assert_int_equal(verdict.disks[1].reasons.count, 0);
	assert_int_equal(verdict.disks[0].dax, TRI_NO);
	assert_int_equal(verdict.disks[part].dax, TRI_YES);
	assert_null(finding_of(REASON_PROBE_CONTRADICTS));
}

/* T5: the kernel says yes to it, and its data would be lost all the same. */
static void test_probe_of_misaligned_dm(void **state)
{
	size_t dm;

	(void)state;
	dm = add_dm(usual(), "linear", 3, TRI_YES);
	inventory.disks[dm].probed_dax = TRI_YES;
	add_mount(dm, "ext4", "rw,dax=always", TRI_UNKNOWN);
	inventory.mounts[0].probed_dax = TRI_YES;
	inventory.mounts[0].probed_map_sync = TRI_YES;
	judge();
	assert_int_equal(verdict.disks[dm].dax, TRI_NO);
	assert_int_equal(verdict.disks[dm].evidence.count, 1);
	assert_int_equal(verdict.mounts[0].dax, TRI_YES);
	assert_int_equal(verdict.mounts[0].map_sync, TRI_NO);
	assert_null(finding_of(REASON_PROBE_CONTRADICTS));
}

static void test_probe_of_unread_dm(void **state)
{
	size_t dm;

	(void)state;
	dm = add_dm(usual(), NULL, 0, TRI_YES);
	inventory.disks[dm].probed_dax = TRI_YES;
	judge();
	assert_int_equal(verdict.disks[dm].dax, TRI_UNKNOWN);
}

/* A kernel that does not look at the cache says nothing of it. */
static void test_probe_on_aliasing_cpu(void **state)
{
	(void)state;
	usual();
	free(facts.kernel.machine);
	facts.kernel.machine = xstrdup("mips64");
	facts.cpuinfo.mips_options = xstrdup("dc_aliases");
	inventory.disks[0].probed_dax = TRI_YES;
	judge();
	assert_int_equal(verdict.disks[0].dax, TRI_NO);
	assert_null(finding_of(REASON_PROBE_CONTRADICTS));
	inventory_verdict_release(&verdict);

	set_option(KOPT_ARCH_HAS_CPU_CACHE_ALIASING, OPTION_YES);
	judge();
	assert_int_equal(verdict.disks[0].dax, TRI_YES);
	assert_non_null(finding_of(REASON_PROBE_CONTRADICTS));
}

static void test_probe_of_dax_device(void **state)
{
	(void)state;
	add_region(add_bus("ACPI.NFIT"));
	add_namespace("devdax", "dax", "dax", NO_INDEX);
	add_dax("device_dax", 0);
	inventory.dax_devices[0].probed_map = TRI_YES;
	judge();
	assert_int_equal(verdict.namespaces[0].effective, ACCESS_DEVDAX);
	assert_int_equal(verdict.dax_devices[0].evidence.count, 1);
	assert_null(finding_of(REASON_PROBE_CONTRADICTS));
	inventory_verdict_release(&verdict);

	inventory.dax_devices[0].probed_map = TRI_NO;
	judge();
	assert_int_equal(verdict.namespaces[0].effective, ACCESS_NONE);
	assert_true(lists(&verdict.namespaces[0].reasons, REASON_PROBE_CONTRADICTS));
	inventory_verdict_release(&verdict);

	set_option(KOPT_FS_DAX, OPTION_NO);
	judge();
	assert_int_equal(verdict.namespaces[0].effective, ACCESS_NONE);
	assert_null(finding_of(REASON_PROBE_CONTRADICTS));
	inventory_verdict_release(&verdict);

	inventory.dax_devices[0].probed_map = TRI_YES;
	judge();
	assert_int_equal(verdict.namespaces[0].effective, ACCESS_DEVDAX);
	assert_int_equal(verdict.namespaces[0].reasons.count, 0);
	assert_non_null(finding_of(REASON_PROBE_CONTRADICTS));
}

static void probed_mount(const char *options, enum tri sample, enum tri dax, enum tri map_sync)
{
	size_t index = add_mount(0, "ext4", options, sample);

	inventory.mounts[index].probed_dax = dax;
	inventory.mounts[index].probed_map_sync = map_sync;
}

static void test_probe_of_mounts(void **state)
{
	(void)state;
	usual();
	probed_mount("rw,dax=always", TRI_UNKNOWN, TRI_YES, TRI_YES);
	/* A file with the attribute, at the top of a mount whose new files have none, and the reverse. */
	probed_mount("rw", TRI_YES, TRI_NO, TRI_NO);
	probed_mount("rw", TRI_NO, TRI_YES, TRI_YES);
	probed_mount("rw", TRI_UNKNOWN, TRI_NO, TRI_NO);
	judge();
	assert_int_equal(verdict.mounts[0].dax, TRI_YES);
	assert_int_equal(verdict.mounts[0].map_sync, TRI_YES);
	assert_int_equal(verdict.mounts[0].evidence.count, 2);
	assert_int_equal(verdict.mounts[1].dax, TRI_YES);
	assert_int_equal(verdict.mounts[1].map_sync, TRI_YES);
	assert_int_equal(verdict.mounts[2].dax, TRI_YES);
	assert_int_equal(verdict.mounts[2].reasons.count, 0);
	assert_int_equal(verdict.mounts[3].dax, TRI_NO);
	assert_true(lists(&verdict.mounts[3].reasons, REASON_MOUNT_NO_DAX_OPT));
	assert_null(finding_of(REASON_PROBE_CONTRADICTS));
}

static void test_probe_contradicts_mounts(void **state)
{
	(void)state;
	usual();
	probed_mount("rw,dax=always", TRI_UNKNOWN, TRI_NO, TRI_NO);
	probed_mount("rw,dax=never", TRI_UNKNOWN, TRI_YES, TRI_YES);
	probed_mount("rw,dax=always", TRI_UNKNOWN, TRI_YES, TRI_NO);
	judge();
	assert_int_equal(verdict.mounts[0].dax, TRI_NO);
	assert_true(lists(&verdict.mounts[0].reasons, REASON_PROBE_CONTRADICTS));
	assert_int_equal(verdict.mounts[1].dax, TRI_YES);
	assert_int_equal(verdict.mounts[1].reasons.count, 0);
	assert_int_equal(verdict.mounts[2].dax, TRI_YES);
	assert_int_equal(verdict.mounts[2].map_sync, TRI_NO);
	assert_int_equal(verdict.mounts[2].granularity, GRANULARITY_PAGE);
	assert_non_null(finding_of(REASON_PROBE_CONTRADICTS));
}

static void test_volatile_region(void **state)
{
	(void)state;
	usual();
	judge();
	assert_null(finding_of(REASON_PMEM_VOLATILE));
	end(state);
	begin(state);
	usual();
	inventory.regions[0].is_volatile = true;
	judge();
	assert_string_equal(finding_of(REASON_PMEM_VOLATILE)->subject, inventory.regions[0].dev);
}

/* papr regions are asynchronous where the device tree asks for hcalls to flush. */
static void test_papr_flush_call(void **state)
{
	(void)state;
	for (enum tri call = TRI_NO; call <= TRI_YES; call++) {
		end(state);
		begin(state);
		usual();
		free(inventory.buses[0].provider);
		inventory.buses[0].provider = xstrdup("ibm,persistent-memory:ibm,pmemory@1");
		inventory.buses[0].flush_call = call;
		judge();
		assert_int_equal(verdict.namespaces[0].effective, ACCESS_FSDAX);
		assert_int_equal(verdict.namespaces[0].map_sync, tri_not(call));
	}
}

/* Where the device tree was not captured nothing tells whether papr regions are asynchronous. */
static void test_probe_settles_map_sync(void **state)
{
	(void)state;
	usual();
	free(inventory.buses[0].provider);
	inventory.buses[0].provider = xstrdup("ibm,pmemory");
	probed_mount("rw,dax=always", TRI_UNKNOWN, TRI_YES, TRI_YES);
	judge();
	assert_int_equal(verdict.mounts[0].map_sync, TRI_YES);
	assert_int_equal(verdict.mounts[0].granularity, GRANULARITY_CACHE_LINE);
	assert_null(finding_of(REASON_PROBE_CONTRADICTS));
}

/* Runs last: every reason that only objects are given was given above. */
static void test_every_reason_is_given(void **state)
{
	(void)state;
	judge();
	for (int reason = 0; reason < REASON_COUNT; reason++)
		if (!given[reason] && reason_words(reason)->object)
			fail_msg("no test gives %s", reason_words(reason)->id);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_high_stack),
		TEST(test_unread_namespace),
		TEST(test_unread_region),
		TEST(test_unread_bus),
		TEST(test_disk_part_unread),
		TEST(test_unread_dax_device),
		TEST(test_unread_dax_devices),
		TEST(test_unread_buses),
		TEST(test_target_kernel_no_remedies),
		TEST(test_everything_open),
		TEST(test_target_kernel_never_yes),
		TEST(test_target_kernel_modes_exclude),
		TEST(test_target_kernel_host_excludes),
		TEST(test_target_kernel_without_info_blocks),
		TEST(test_target_kernel_no_driver),
		TEST(test_target_kernel_seeds_are_not_its_own),
		TEST(test_target_kernel_raw_is_not_sure),
		TEST(test_target_kernel_struct_pages_of_its_own),
		TEST(test_target_kernel_larger_pages),
		TEST(test_target_kernel_mounts),
		TEST(test_target_kernel_nothing_seen),
		TEST(test_target_kernel_disabled),
		TEST(test_flag_without_fs_dax),
		TEST(test_flag_on_aliasing_cpu),
		TEST(test_flag_of_a_stranger),
		TEST(test_raw),
		TEST(test_raw_where_no_dax_can_be),
		TEST(test_dax_seed),
		TEST(test_raw_because_of_the_kernel),
		TEST(test_unclaimed_info_block),
		TEST(test_kernel_without_claims),
		TEST(test_unclaimed_btt),
		TEST(test_info_block_not_readable),
		TEST(test_unclaimed_with_struct_pages),
		TEST(test_unknown_mode),
		TEST(test_no_advice_without_knowledge),
		TEST(test_names_that_are_no_names),
		TEST(test_unread_disk),
		TEST(test_partition_of_odd_disk),
		TEST(test_two_xfs_without_option),
		TEST(test_block_requirement),
		TEST(test_memory_without_holder),
		TEST(test_lost_flag),
		TEST(test_seeds),
		TEST(test_sector),
		TEST(test_no_disk),
		TEST(test_disabled),
		TEST(test_region_disabled),
		TEST(test_read_only),
		TEST(test_nothing_there),
		TEST(test_region_without_namespace),
		TEST(test_dimms_without_region),
		TEST(test_devdax),
		TEST(test_devdax_without_fs_dax),
		TEST(test_devdax_on_aliasing_cpu),
		TEST(test_kmem),
		TEST(test_dax_not_bound),
		TEST(test_dax_blacklisted),
		TEST(test_node_missing),
		TEST(test_class_model),
		TEST(test_other_dax_driver),
		TEST(test_partitions),
		TEST(test_partitions_of_old_kernels),
		TEST(test_partition_on_large_pages),
		TEST(test_dm_linear),
		TEST(test_dm_misaligned),
		TEST(test_dm_table_not_readable),
		TEST(test_dm_crypt),
		TEST(test_dm_over_raw),
		TEST(test_dm_loop),
		TEST(test_no_finding_outlives_its_cause),
		TEST(test_memmap_without_memory),
		TEST(test_memmap_without_memory_devdax),
		TEST(test_memmap_and_an_unread_bus),
		TEST(test_memmap_and_an_unread_namespace),
		TEST(test_cxl_memdev_without_region),
		TEST(test_cxl_volatile_memdev),
		TEST(test_cxl_region_disabled),
		TEST(test_cxl_region_unclaimed),
		TEST(test_cxl_memdev_disabled),
		TEST(test_cxl_function_without_driver),
		TEST(test_cxl_bus_alone),
		TEST(test_foreign_labels),
		TEST(test_region_off_grid),
		TEST(test_capacity_beside_namespaces),
		TEST(test_labels_not_initialised),
		TEST(test_dimm_not_armed),
		TEST(test_dimm_failed),
		TEST(test_region_below_disabled_dimms),
		TEST(test_lost_info_block),
		TEST(test_bad_blocks),
		TEST(test_bad_blocks_of_namespace),
		TEST(test_bad_blocks_of_partition),
		TEST(test_disk_without_node),
		TEST(test_kmem_refuses),
		TEST(test_soft_reserved_as_memory),
		TEST(test_odd_size),
		TEST(test_nothing_there_and_why),
		TEST(test_memory_offline),
		TEST(test_read_only_disk),
		TEST(test_virtiofs_without_window),
		TEST(test_mount_always),
		TEST(test_mount_cpu_cache_domain),
		TEST(test_block_size),
		TEST(test_second_xfs),
		TEST(test_ext4_beside_xfs),
		TEST(test_virtio),
		TEST(test_inode),
		TEST(test_other_options),
		TEST(test_fell_back),
		TEST(test_never),
		TEST(test_features),
		TEST(test_reflink_on_a_disk),
		TEST(test_reflink_on_an_old_kernel),
		TEST(test_data_journal),
		TEST(test_erofs),
		TEST(test_exempt_files),
		TEST(test_ext3),
		TEST(test_unknown_file_system),
		TEST(test_unknown_file_system_unmounted),
		TEST(test_journal_device),
		TEST(test_md),
		TEST(test_xfs_log_holds),
		TEST(test_overlay),
		TEST(test_log_of_another_disk),
		TEST(test_swap),
		TEST(test_mountinfo),
		TEST(test_ext2),
		TEST(test_surroundings),
		TEST(test_huge_pages),
		TEST(test_surroundings_in_order),
		TEST(test_privilege),
		TEST(test_requirement),
		TEST(test_requirement_says_why),
		TEST(test_requirement_of_other_modes),
		TEST(test_requirement_of_dax_devices),
		TEST(test_probe_agrees),
		TEST(test_probe_left_alone),
		TEST(test_probe_says_no),
		TEST(test_probe_says_yes),
		TEST(test_probe_settles),
		TEST(test_probe_of_misaligned_dm),
		TEST(test_probe_of_unread_dm),
		TEST(test_probe_on_aliasing_cpu),
		TEST(test_probe_of_dax_device),
		TEST(test_probe_of_mounts),
		TEST(test_probe_contradicts_mounts),
		TEST(test_papr_flush_call),
		TEST(test_volatile_region),
		TEST(test_probe_settles_map_sync),
		TEST(test_every_reason_is_given),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

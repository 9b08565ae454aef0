// SPDX-License-Identifier: GPL-2.0-only
/*
 * The judge and made-up inventories. Each trap T1 to T26 (Documentation/traps.md) that an inventory
 * can show has a test that fails if the sign is taken at face value. judge-cases.c has the host's
 * traps.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/sysmacros.h>

#include "../../util/judge/judge.h"
#include "../../util/judge/obj/disk-state.h"
#include "../../util/lib/array.h"
#include "../../util/lib/xalloc.h"
#include "../../util/observe/block/mounts.h"
#include "../../util/observe/block/swaps.h"
#include "unit.h"

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

/* An x86-64 host that supports every mode. */
static int begin(void **state)
{
	(void)state;
	memset(&facts, 0, sizeof(facts));
	memset(&inventory, 0, sizeof(inventory));
	facts.live = true;
	facts.has_live_facts = true;
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

/* The answer to --require for these namespaces, without its line of reasons. */
static enum tri answer_for(const bool *selected, enum requirement requirement)
{
	struct requirement_answer answer =
		requirement_objects(&verdict, &inventory, selected, false, requirement);

	assert_int_equal(answer.met == TRI_YES, !answer.why);
	free(answer.why);
	return answer.met;
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

static size_t add_namespace(enum nd_mode mode, const char *sysfs_mode, const char *holder,
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
		.info_block = INFO_BLOCK_NONE,
	};
	if (disk != NO_INDEX)
		ns->blockdev = xstrdup(inventory.disks[disk].dev);
	return inventory.namespace_count++;
}

/* The usual inventory: one NFIT region with an fsdax namespace on pmem0. Returns its disk, 0. */
static size_t usual(void)
{
	add_region(add_bus("ACPI.NFIT"));
	add_disk("pmem0", TRI_YES);
	add_namespace(ND_MODE_FSDAX, "memory", "pfn", 0);
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

	inventory.mounts =
		xreallocarray(inventory.mounts, inventory.mount_count + 1, sizeof(*mount));
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

	if (!inventory.dax_region_count) {
		inventory.dax_regions = xcalloc(1, sizeof(*inventory.dax_regions));
		inventory.dax_region_count = 1;
	}
	inventory.dax_devices =
		xreallocarray(inventory.dax_devices, inventory.dax_count + 1, sizeof(*device));
	device = &inventory.dax_devices[inventory.dax_count];
	*device = (struct dax_device){ .dev = xstrdup("dax0.0"),
				       .driver = xstrdup(driver),
				       .path = xstrdup("/x"),
				       .node_there = true,
				       .ndns = ns };
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

TEST(everything_open, "A healthy fsdax namespace has DAX, MAP_SYNC and every mode")
{
	usual();
	judge();
	assert_int_equal(verdict.namespaces[0].effective, ACCESS_FSDAX);
	assert_int_equal(verdict.namespaces[0].reasons.count, 0);
	assert_int_equal(verdict.namespaces[0].map_sync, TRI_YES);
	assert_int_equal(verdict.namespaces[0].possible, NS_FSDAX | NS_DEVDAX | NS_SECTOR | NS_RAW);
}

TEST(flag_without_fs_dax, "T1: queue/dax is 1 without FS_DAX, and the answer is no")
{
	usual();
	set_option(KOPT_FS_DAX, OPTION_NO);
	judge();
	assert_int_equal(verdict.namespaces[0].effective, ACCESS_BLOCK);
	assert_true(lists(&verdict.namespaces[0].reasons, REASON_CONFIG_FS_DAX));
	assert_false(verdict.namespaces[0].possible & NS_FSDAX);
	assert_false(verdict.namespaces[0].possible & NS_DEVDAX);
}

TEST(flag_on_aliasing_cpu, "T2: queue/dax of 1 on an aliasing CPU is no DAX")
{
	usual();
	free(facts.kernel.machine);
	facts.kernel.machine = xstrdup("mips64");
	facts.cpuinfo.mips_options = xstrdup("dc_aliases");
	set_option(KOPT_ARCH_HAS_CPU_CACHE_ALIASING, OPTION_YES);
	judge();
	assert_int_equal(verdict.namespaces[0].effective, ACCESS_BLOCK);
	assert_true(lists(&verdict.namespaces[0].reasons, REASON_CPU_DCACHE_ALIASING));
}

TEST(flag_of_a_stranger, "T2: queue/dax of 1 on a disk of no namespace proves nothing")
{
	add_disk("dcssblk0", TRI_YES);
	judge();
	assert_int_equal(verdict.disks[0].dax, TRI_UNKNOWN);
}

TEST(raw,
     "A raw namespace is a block device, and the command that makes it fsdax warns of data loss")
{
	add_region(add_bus("ACPI.NFIT"));
	add_disk("pmem0", TRI_NO);
	add_namespace(ND_MODE_RAW, "raw", "", 0);
	judge();
	assert_int_equal(verdict.namespaces[0].effective, ACCESS_BLOCK);
	assert_true(lists(&verdict.namespaces[0].reasons, REASON_NS_RAW_MODE));
	assert_string_equal(finding_of(REASON_NS_RAW_MODE)->command,
			    "ndctl create-namespace -f -e namespace0.0 --mode=fsdax");
	assert_true(finding_of(REASON_NS_RAW_MODE)->remedy->data_loss);
}

TEST(raw_where_no_dax_can_be,
     "If the kernel can have no DAX, the advice for a raw namespace is sector mode")
{
	add_region(add_bus("ACPI.NFIT"));
	inventory.regions[0].pfn_seed = inventory.regions[0].dax_seed = false;
	add_disk("pmem0", TRI_NO);
	add_namespace(ND_MODE_RAW, "raw", "", 0);
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

/* Add a decoder of the device, free at first. */
static struct cxl_decoder *add_decoder(const char *dev, const char *memdev)
{
	struct cxl_facts *cxl = &inventory.cxl;
	struct cxl_decoder *decoder;

	cxl->decoders = xreallocarray(cxl->decoders, cxl->decoder_count + 1, sizeof(*decoder));
	decoder = &cxl->decoders[cxl->decoder_count++];
	*decoder = (struct cxl_decoder){ .dev = xstrdup(dev), .memdev = xstrdup(memdev) };
	return decoder;
}

/* Add a memory device below the host bridge of cxl_machine(), with a free decoder. */
static struct cxl_memdev *add_memdev(const char *dev, unsigned long long pmem)
{
	struct cxl_facts *cxl = &inventory.cxl;
	struct cxl_memdev *memdev;

	cxl->memdevs = xreallocarray(cxl->memdevs, cxl->memdev_count + 1, sizeof(*memdev));
	memdev = &cxl->memdevs[cxl->memdev_count++];
	*memdev = (struct cxl_memdev){ .dev = xstrdup(dev),
				       .bridge = xstrdup("pci0000:0c"),
				       .pmem_size = pmem,
				       .enabled = true,
				       .has_endpoint = true };
	memdev->port_count = 1;
	memdev->ports = xcalloc(1, sizeof(*memdev->ports));
	memdev->ports[0] = (struct cxl_port){ .dev = xstrdup("port1"), .decoder_count = 4 };
	add_decoder("decoder2.1", dev);
	return memdev;
}

/* Add a region of 256 MiB at the start of the window. */
static struct cxl_region *add_cxl_region(bool enabled, enum tri committed)
{
	inventory.cxl.regions = xcalloc(1, sizeof(*inventory.cxl.regions));
	inventory.cxl.region_count = 1;
	inventory.cxl.regions[0] = (struct cxl_region){ .dev = xstrdup("region0"),
							.mode = xstrdup("pmem"),
							.root_decoder = xstrdup("decoder0.0"),
							.size = 1UL << 28,
							.committed = committed,
							.has_child = true,
							.enabled = enabled };
	return &inventory.cxl.regions[0];
}

/* Give a decoder of the device to the region. */
static struct cxl_decoder *map_memdev(const char *memdev, const char *mode)
{
	struct cxl_decoder *decoder = add_decoder("decoder2.0", memdev);

	decoder->region = xstrdup("region0");
	decoder->mode = xstrdup(mode);
	decoder->start = 1UL << 36;
	decoder->size = decoder->dpa_size = 1UL << 28;
	return decoder;
}

/* Make a CXL bus with a dimm, a root and one window with one host bridge. */
static void cxl_machine(void)
{
	struct cxl_root_decoder *window;

	add_bus("CXL");
	inventory.buses[0].dimms = 1;
	inventory.cxl.root = inventory.cxl.mem_driver = true;
	inventory.cxl.root_decoders = window = xcalloc(1, sizeof(*window));
	inventory.cxl.root_decoder_count = 1;
	*window = (struct cxl_root_decoder){ .dev = xstrdup("decoder0.0"),
					     .start = 1UL << 36,
					     .size = 1UL << 32,
					     .ways = 1,
					     .pmem = true,
					     .type3 = true,
					     .can_make_pmem = true,
					     .target_count = 1 };
	window->targets = xcalloc(1, sizeof(*window->targets));
	window->targets[0].bridge = xstrdup("pci0000:0c");
	set_option(KOPT_CXL_ACPI, OPTION_MODULE);
	set_option(KOPT_CXL_MEM, OPTION_MODULE);
	set_option(KOPT_CXL_PCI, OPTION_MODULE);
	set_option(KOPT_CXL_REGION, OPTION_YES);
	set_option(KOPT_CXL_PMEM, OPTION_MODULE);
	set_option(KOPT_DEV_DAX_CXL, OPTION_MODULE);
}

static void assert_nothing_is_deleted(void)
{
	for (size_t i = 0; i < verdict.host.finding_count; i++)
		assert_false(verdict.host.findings[i].remedy &&
			     verdict.host.findings[i].remedy->data_loss);
	assert_null(finding_of(REASON_PLATFORM_NO_REGION));
	assert_null(finding_of(REASON_NOTHING_THERE));
}

TEST(cxl_memdev_without_region,
     "R1: a CXL memory device without a region gets cxl create-region, not the DIMM's advice")
{
	cxl_machine();
	add_memdev("mem0", 1UL << 28);
	judge();
	assert_string_equal(finding_of(REASON_CXL_MEMDEV_NO_REGION)->command,
			    "cxl create-region -t pmem -d decoder0.0 -w 1 -s 268435456 -m mem0");
	assert_nothing_is_deleted();
	/* The command fails in a virtual machine whose CPU has the hypervisor flag. */
	inventory_verdict_release(&verdict);
	inventory.environment.hypervisor_flag = true;
	judge();
	assert_null(finding_of(REASON_CXL_MEMDEV_NO_REGION)->remedy);
	assert_string_equal(finding_of(REASON_CXL_NO_CACHE_FLUSH)->subject, "mem0");
	/* It works there if the kernel skips the flush. */
	inventory_verdict_release(&verdict);
	set_option(KOPT_CXL_REGION_INVALIDATION_TEST, OPTION_YES);
	judge();
	assert_non_null(finding_of(REASON_CXL_MEMDEV_NO_REGION)->command);
	assert_null(finding_of(REASON_CXL_NO_CACHE_FLUSH));
	set_option(KOPT_CXL_REGION_INVALIDATION_TEST, OPTION_NO);
	/* It also fails if the window has no room. */
	inventory_verdict_release(&verdict);
	inventory.environment.hypervisor_flag = false;
	inventory.cxl.root_decoders[0].size = 1UL << 27;
	judge();
	assert_null(finding_of(REASON_CXL_MEMDEV_NO_REGION)->command);
}

TEST(cxl_volatile_memdev,
     "A CXL memory device with only volatile memory and no region is information, with a command for ram")
{
	cxl_machine();
	inventory.cxl.root_decoders[0].ram = inventory.cxl.root_decoders[0].can_make_ram = true;
	add_memdev("mem1", 0)->ram_size = 1UL << 28;
	judge();
	assert_string_equal(finding_of(REASON_CXL_MEMDEV_NO_REGION)->command,
			    "cxl create-region -t ram -d decoder0.0 -w 1 -s 268435456 -m mem1");
	assert_int_equal(finding_of(REASON_CXL_MEMDEV_NO_REGION)->severity, SEVERITY_INFO);
}

TEST(cxl_region_disabled, "R2: a disabled CXL region is enabled, not made again")
{
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

TEST(cxl_region_unclaimed,
     "A CXL region without an nvdimm region gets modprobe cxl_pmem, unless that is blacklisted")
{
	cxl_machine();
	add_cxl_region(true, TRI_YES);
	facts.modules.dir_read = true;
	set_option(KOPT_CXL_PMEM, OPTION_MODULE);
	facts.modules.module[KMOD_cxl_pmem].installed = true;
	judge();
	assert_string_equal(finding_of(REASON_CXL_REGION_UNCLAIMED)->command, "modprobe cxl_pmem");
	/* modprobe does not load a blacklisted module. */
	inventory_verdict_release(&verdict);
	facts.modules.module[KMOD_cxl_pmem].blacklisted = true;
	judge();
	assert_null(finding_of(REASON_CXL_REGION_UNCLAIMED)->command);
	assert_nothing_is_deleted();
}

TEST(cxl_memdev_disabled,
     "A disabled CXL memory device gets cxl enable-memdev if the driver is loaded")
{
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

TEST(cxl_function_without_driver,
     "R24: a CXL function without a driver is named, and there is no nothing-there")
{
	cxl_machine();
	inventory.cxl.idle_functions = xcalloc(1, sizeof(char *));
	inventory.cxl.idle_functions[inventory.cxl.idle_count++] = xstrdup("0000:0d:00.0");
	judge();
	assert_string_equal(finding_of(REASON_CXL_FUNCTION_NO_DRIVER)->subject, "0000:0d:00.0");
	assert_nothing_is_deleted();
}

/* The command for mem0's capacity in the judged state; NULL: none is printed. */
static const char *create_command(void)
{
	const struct finding *finding;

	inventory_verdict_release(&verdict);
	judge();
	finding = finding_of(REASON_CXL_MEMDEV_NO_REGION);
	assert_non_null(finding);
	return finding->command;
}

TEST(cxl_create_region_would_fail,
     "cxl create-region is not printed if cxl or the kernel would refuse it")
{
	struct cxl_root_decoder *window;
	struct cxl_memdev *memdev;

	cxl_machine();
	window = inventory.cxl.root_decoders;
	memdev = add_memdev("mem0", 1UL << 28);
	assert_non_null(create_command());
	/* less than 256 MiB */
	memdev->pmem_size = 1UL << 27;
	assert_null(create_command());
	memdev->pmem_size = (1UL << 28) + 4096;
	assert_string_equal(create_command(),
			    "cxl create-region -t pmem -d decoder0.0 -w 1 -s 268435456 -m mem0");
	/* a window for accelerators, or for another kind of memory */
	window->type3 = false;
	assert_null(create_command());
	window->type3 = true;
	window->pmem = false;
	assert_null(create_command());
	window->pmem = true;
	/* a window over two host bridges, or over another one, or over an unknown one */
	window->ways = 2;
	assert_null(create_command());
	window->ways = 1;
	memdev->bridge[0] = 'x';
	assert_null(create_command());
	memdev->bridge[0] = 'p';
	free(window->targets[0].bridge);
	window->targets[0].bridge = NULL;
	assert_null(create_command());
	window->targets[0].bridge = xstrdup("pci0000:0c");
	/* addresses that only root may read */
	window->start = CXL_UNKNOWN;
	assert_null(create_command());
	window->start = 1UL << 36;
	/* a decoder that is not completely set up */
	inventory.cxl.decoders[0].dpa_size = 1UL << 28;
	assert_null(create_command());
	inventory.cxl.decoders[0].dpa_size = 0;
	assert_non_null(create_command());
	/* all decoders are taken */
	inventory.cxl.decoder_count = 0;
	assert_null(create_command());
	inventory.cxl.decoder_count = 1;
	/* another architecture: it is unknown whether it can flush the caches */
	free(facts.kernel.machine);
	facts.kernel.machine = xstrdup("aarch64");
	assert_null(create_command());
}

TEST(cxl_room_in_window,
     "cxl create-region is printed only if the window has room above every region")
{
	struct cxl_decoder *decoder;

	cxl_machine();
	add_memdev("mem1", 1UL << 28)->in_region = true;
	add_cxl_region(true, TRI_YES);
	map_memdev("mem1", "pmem");
	add_memdev("mem0", 1UL << 28);
	assert_non_null(create_command());
	/* The region leaves a gap below it. The kernel would choose the gap, and then refuse. */
	decoder = &inventory.cxl.decoders[1];
	decoder->start += 1UL << 28;
	assert_null(create_command());
	/* The same with a gap that is too small. */
	decoder->start -= (1UL << 28) - 4096;
	assert_non_null(create_command());
	/* It is at the end. */
	decoder->start = (1UL << 36) + (1UL << 32) - (1UL << 28);
	assert_null(create_command());
	/* Its address, or its window, is not known. */
	decoder->start = CXL_UNKNOWN;
	assert_null(create_command());
	decoder->start = 1UL << 36;
	free(inventory.cxl.regions[0].root_decoder);
	inventory.cxl.regions[0].root_decoder = NULL;
	assert_null(create_command());
	/* It is in a window at higher addresses, below the same host bridge. */
	inventory.cxl.regions[0].root_decoder = xstrdup("decoder0.1");
	decoder->start = 1UL << 40;
	assert_null(create_command());
	/* It is not committed. */
	decoder->start = 1UL << 36;
	inventory.cxl.regions[0].committed = TRI_NO;
	assert_null(create_command());
}

TEST(cxl_ports,
     "cxl create-region is printed only if every port above the device has a decoder left")
{
	struct cxl_memdev *memdev;

	cxl_machine();
	add_memdev("mem1", 1UL << 28)->in_region = true;
	add_cxl_region(true, TRI_YES);
	map_memdev("mem1", "pmem");
	memdev = add_memdev("mem0", 1UL << 28);
	assert_non_null(create_command());
	/* The port's only decoder serves the region of the other device. */
	memdev->ports[0].decoder_count = 1;
	assert_null(create_command());
	/* The other device is below another port. */
	memdev->ports[0].dev[4] = '2';
	assert_non_null(create_command());
	/* No port is known. */
	free(memdev->ports[0].dev);
	memdev->port_count = 0;
	assert_null(create_command());
}

TEST(cxl_free_capacity,
     "The part of a CXL memory device that its region leaves is free, with the command")
{
	struct cxl_memdev *memdev;

	cxl_machine();
	memdev = add_memdev("mem0", 1UL << 29);
	memdev->in_region = true;
	add_cxl_region(true, TRI_YES);
	map_memdev("mem0", "pmem");
	judge();
	assert_string_equal(finding_of(REASON_CXL_FREE_CAPACITY)->command,
			    "cxl create-region -t pmem -d decoder0.0 -w 1 -s 268435456 -m mem0");
	assert_non_null(strstr(finding_of(REASON_CXL_FREE_CAPACITY)->message,
			       "256 MiB of persistent memory"));
	assert_int_equal(finding_of(REASON_CXL_FREE_CAPACITY)->severity, SEVERITY_INFO);
	assert_nothing_is_deleted();
	/* All of it is in the region. */
	inventory_verdict_release(&verdict);
	memdev->pmem_size = 1UL << 28;
	judge();
	assert_null(finding_of(REASON_CXL_FREE_CAPACITY));
}

TEST(cxl_both_kinds, "Volatile CXL memory gets its region before persistent memory of the device")
{
	struct cxl_memdev *memdev;

	cxl_machine();
	inventory.cxl.root_decoders[0].ram = inventory.cxl.root_decoders[0].can_make_ram = true;
	memdev = add_memdev("mem0", 1UL << 29);
	memdev->ram_size = 1UL << 29;
	assert_string_equal(create_command(),
			    "cxl create-region -t ram -d decoder0.0 -w 1 -s 536870912 -m mem0");
	/* A persistent region skips the free memory below it. */
	memdev->in_region = true;
	add_cxl_region(true, TRI_YES);
	map_memdev("mem0", "pmem");
	inventory_verdict_release(&verdict);
	judge();
	assert_string_equal(finding_of(REASON_CXL_FREE_CAPACITY)->command,
			    "cxl create-region -t pmem -d decoder0.0 -w 1 -s 268435456 -m mem0");
	/* If only volatile memory is left, no region can be made. */
	inventory_verdict_release(&verdict);
	memdev->pmem_size = 1UL << 28;
	judge();
	assert_null(finding_of(REASON_CXL_FREE_CAPACITY)->command);
}

TEST(dax_class, "The class of a dax device is that of its namespace's bus, else of its directory")
{
	char **parent;

	add_region(add_bus("virtio-pmem"));
	add_namespace(ND_MODE_DEVDAX, "dax", "dax0.0", NO_INDEX);
	add_dax("device_dax", 0);
	add_dax("device_dax", NO_INDEX);
	judge();
	assert_string_equal(verdict.dax_devices[0].class, "virtio");
	assert_null(verdict.dax_devices[1].class);
	parent = &inventory.dax_regions[0].parent;
	*parent = xstrdup("/sys/devices/platform/hmem.0");
	inventory_verdict_release(&verdict);
	judge();
	assert_string_equal(verdict.dax_devices[1].class, "hmem");
	free(*parent);
	*parent = xstrdup("/sys/devices/platform/ACPI0017:00/root0/decoder0.0/region0/dax_region0");
	inventory_verdict_release(&verdict);
	judge();
	assert_string_equal(verdict.dax_devices[1].class, "cxl");
}

/* The option that config-cxl names for a subject. Fails if there is no such finding. */
static void assert_config_cxl(const char *subject, const char *option)
{
	const struct finding *finding;

	inventory_verdict_release(&verdict);
	judge();
	finding = finding_of(REASON_CONFIG_CXL);
	assert_non_null(finding);
	assert_string_equal(finding->subject, subject);
	assert_non_null(strstr(finding->message, option));
}

TEST(cxl_options, "Each option of CXL that the kernel lacks is named at the step that needs it")
{
	cxl_machine();
	add_memdev("mem0", 1UL << 28);
	set_option(KOPT_CXL_REGION, OPTION_NO);
	judge();
	/* A module that runs is stronger evidence than the file. */
	assert_null(finding_of(REASON_CONFIG_CXL));
	inventory.cxl.root_decoders[0].can_make_pmem = false;
	assert_config_cxl("mem0", "CONFIG_CXL_REGION,");
	assert_null(finding_of(REASON_CXL_MEMDEV_NO_REGION)->remedy);
	inventory.cxl.root_decoders[0].can_make_pmem = true;
	inventory.cxl.memdevs[0].enabled = inventory.cxl.mem_driver = false;
	set_option(KOPT_CXL_MEM, OPTION_NO);
	assert_config_cxl("mem0", "CONFIG_CXL_MEM,");
	inventory.cxl.root = false;
	set_option(KOPT_CXL_ACPI, OPTION_NO);
	assert_config_cxl("mem0", "CONFIG_CXL_ACPI,");
	assert_null(finding_of(REASON_CXL_MEMDEV_DISABLED));
	inventory.cxl.memdevs[0].enabled = inventory.cxl.memdevs[0].in_region = true;
	inventory.cxl.memdevs[0].pmem_size = 0;
	add_cxl_region(true, TRI_YES);
	set_option(KOPT_CXL_PMEM, OPTION_NO);
	assert_config_cxl("region0", "CONFIG_CXL_PMEM,");
	assert_null(finding_of(REASON_CXL_REGION_UNCLAIMED));
	strcpy(inventory.cxl.regions[0].mode, "ram");
	set_option(KOPT_DEV_DAX_CXL, OPTION_NO);
	assert_config_cxl("region0", "CONFIG_DEV_DAX_CXL,");
}

TEST(cxl_function_without_option,
     "A CXL function of a kernel without CXL_PCI does not blame modprobe.d")
{
	cxl_machine();
	inventory.cxl.idle_functions = xcalloc(1, sizeof(char *));
	inventory.cxl.idle_functions[inventory.cxl.idle_count++] = xstrdup("0000:0d:00.0");
	set_option(KOPT_CXL_PCI, OPTION_NO);
	assert_config_cxl("0000:0d:00.0", "CONFIG_CXL_PCI,");
	assert_null(finding_of(REASON_CXL_FUNCTION_NO_DRIVER));
}

/* The device that region0 became, in the judged state. */
static enum cxl_outcome outcome(void)
{
	inventory_verdict_release(&verdict);
	judge();
	return verdict.cxl_regions[0].outcome;
}

TEST(cxl_outcomes,
     "A CXL region becomes an nd region or dax region of its own number, system memory, or nothing")
{
	struct cxl_region *region;

	cxl_machine();
	region = add_cxl_region(true, TRI_YES);
	assert_int_equal(outcome(), CXL_NOTHING);
	assert_non_null(finding_of(REASON_CXL_REGION_UNCLAIMED));
	add_region(0);
	assert_int_equal(outcome(), CXL_ND_REGION);
	assert_int_equal(verdict.cxl_regions[0].region, 0);
	/* another region's nd region */
	region->dev[6] = '1';
	assert_int_equal(outcome(), CXL_NOTHING);
	inventory.unlisted = 1;
	assert_int_equal(outcome(), CXL_UNCLEAR);
	inventory.unlisted = 0;
	region->enabled = false;
	assert_int_equal(outcome(), CXL_NOTHING);
	region->unread = true;
	assert_int_equal(outcome(), CXL_UNCLEAR);
	*region = (struct cxl_region){ .dev = region->dev,
				       .mode = strcpy(region->mode, "ram"),
				       .root_decoder = region->root_decoder,
				       .size = region->size,
				       .committed = TRI_YES,
				       .enabled = true };
	/* The kernel makes no dax region from memory that the firmware gave it as RAM. */
	assert_int_equal(outcome(), CXL_SYSTEM_RAM);
	assert_null(finding_of(REASON_CXL_REGION_UNCLAIMED));
	region->has_child = true;
	assert_int_equal(outcome(), CXL_NOTHING);
	assert_non_null(finding_of(REASON_CXL_REGION_UNCLAIMED));
	/* All of its dax devices were destroyed. */
	region->child_enabled = true;
	assert_int_equal(outcome(), CXL_DAX_REGION);
	assert_null(finding_of(REASON_CXL_REGION_UNCLAIMED));
}

TEST(cxl_bus_alone, "Without /sys/bus/cxl a CXL bus without regions gets no command")
{
	add_bus("CXL");
	inventory.buses[0].dimms = 1;
	judge();
	assert_null(finding_of(REASON_CXL_NO_REGION)->command);
	assert_nothing_is_deleted();
}

TEST(memmap_without_memory,
     "R26: memmap= over a range without memory is an error, and there is no DAX")
{
	static const enum requirement all[] = { REQUIRE_FSDAX, REQUIRE_BLOCK, REQUIRE_MAP_SYNC };
	bool selected = true;

	add_region(add_bus("e820"));
	add_disk("pmem0", TRI_YES);
	add_namespace(ND_MODE_FSDAX, "memory", "", 0);
	inventory.regions[0].memory = MEMORY_MISSING;
	inventory.disks[0].probed_dax = TRI_YES;
	judge();
	assert_int_equal(verdict.namespaces[0].effective, ACCESS_NONE);
	assert_int_equal(verdict.namespaces[0].possible, 0);
	assert_int_equal(verdict.disks[0].dax, TRI_NO);
	assert_true(lists(&verdict.namespaces[0].reasons, REASON_MEMMAP_NO_MEMORY));
	assert_int_equal(finding_of(REASON_MEMMAP_NO_MEMORY)->severity, SEVERITY_ERROR);
	for (size_t i = 0; i < ARRAY_SIZE(all); i++)
		assert_int_equal(answer_for(&selected, all[i]), TRI_NO);
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
		assert_int_equal(answer_for(&selected, all[i]), TRI_UNKNOWN);
}

TEST(memmap_and_an_unread_bus, "A bus that could not be read is unknown, and memmap= is not blamed")
{
	add_region(add_bus("unknown"));
	inventory.buses[0].unread = true;
	add_disk("pmem0", TRI_YES);
	add_namespace(ND_MODE_FSDAX, "memory", "", 0);
	inventory.regions[0].memory = MEMORY_UNPROVEN;
	judge();
	assert_int_equal(verdict.disks[0].dax, TRI_UNKNOWN);
	assert_true(lists(&verdict.disks[0].reasons, REASON_OBJECT_UNREAD));
	assert_null(finding_of(REASON_MEMMAP_UNPROVEN));
}

TEST(memmap_and_an_unread_namespace,
     "With memmap=, a disk without its namespace certainly has no DAX")
{
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

TEST(memmap_without_memory_devdax,
     "R26: a dax device over a range without memory is useless, even if a probe mapped it")
{
	add_region(add_bus("e820"));
	add_namespace(ND_MODE_DEVDAX, "dax", "dax0.0", NO_INDEX);
	add_dax("device_dax", 0);
	inventory.dax_devices[0].probed_map = TRI_YES;
	inventory.regions[0].memory = MEMORY_MISSING;
	judge();
	assert_int_equal(verdict.dax_devices[0].effective, ACCESS_NONE);
	assert_int_equal(verdict.namespaces[0].effective, ACCESS_NONE);
}

TEST(raw_because_of_the_kernel,
     "An e820 namespace that is raw because ZONE_DEVICE is missing is not made again")
{
	add_region(add_bus("e820"));
	inventory.regions[0].pfn_seed = inventory.regions[0].dax_seed = false;
	add_disk("pmem0", TRI_NO);
	add_namespace(ND_MODE_RAW, "raw", "", 0);
	set_option(KOPT_ZONE_DEVICE, OPTION_NO);
	set_option(KOPT_NVDIMM_PFN, OPTION_ABSENT);
	set_option(KOPT_NVDIMM_DAX, OPTION_ABSENT);
	judge();
	assert_int_equal(verdict.namespaces[0].effective, ACCESS_BLOCK);
	assert_true(lists(&verdict.namespaces[0].reasons, REASON_CONFIG_ZONE_DEVICE));
	assert_true(lists(&verdict.disks[0].reasons, REASON_CONFIG_ZONE_DEVICE));
	assert_null(finding_of(REASON_NS_RAW_MODE));
	/* The same holds for an unknown bus, and there is no advice. */
	inventory_verdict_release(&verdict);
	free(inventory.buses[0].provider);
	inventory.buses[0].provider = xstrdup("new");
	judge();
	assert_null(finding_of(REASON_NS_RAW_MODE));
	/* This does not hold if somebody chose raw mode. */
	inventory_verdict_release(&verdict);
	inventory.namespaces[0].force_raw = true;
	judge();
	assert_true(lists(&verdict.namespaces[0].reasons, REASON_NS_RAW_MODE));
}

TEST(dax_seed, "A dax device of size 0 is a seed and lacks no driver")
{
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

TEST(unclaimed_info_block,
     "T8: a raw namespace with an fsdax info block is not advised to be overwritten")
{
	add_region(add_bus("ACPI.NFIT"));
	add_disk("pmem0", TRI_NO);
	add_namespace(ND_MODE_RAW, "raw", "", 0);
	inventory.namespaces[0].info_block = INFO_BLOCK_PFN;
	set_option(KOPT_NVDIMM_PFN, OPTION_NO);
	set_option(KOPT_NVDIMM_DAX, OPTION_ABSENT);
	judge();
	assert_true(lists(&verdict.namespaces[0].reasons, REASON_NS_INFO_BLOCK_UNCLAIMED));
	assert_false(lists(&verdict.namespaces[0].reasons, REASON_NS_RAW_MODE));
}

TEST(kernel_without_claims,
     "C05: if the kernel lacks BTT, PFN and DAX, no command enables or reconfigures a namespace")
{
	add_region(add_bus("ACPI.NFIT"));
	inventory.regions[0].btt_seed = inventory.regions[0].pfn_seed = false;
	inventory.regions[0].dax_seed = false;
	add_namespace(ND_MODE_RAW, "raw", "", NO_INDEX);
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

TEST(unclaimed_btt, "T8: a BTT info block counts only on a kernel without BTT")
{
	add_region(add_bus("ACPI.NFIT"));
	add_disk("pmem0", TRI_NO);
	add_namespace(ND_MODE_RAW, "raw", "", 0);
	inventory.namespaces[0].info_block = INFO_BLOCK_BTT;
	judge();
	assert_true(lists(&verdict.namespaces[0].reasons, REASON_NS_RAW_MODE));
	inventory_verdict_release(&verdict);
	set_option(KOPT_BTT, OPTION_NO);
	inventory.regions[0].btt_seed = false;
	judge();
	assert_true(lists(&verdict.namespaces[0].reasons, REASON_NS_INFO_BLOCK_UNCLAIMED));
	assert_null(finding_of(REASON_NS_RAW_MODE));
	inventory_verdict_release(&verdict);
	inventory.namespaces[0].info_block = INFO_BLOCK_NOT_READ;
	judge();
	assert_true(lists(&verdict.namespaces[0].reasons, REASON_NS_INFO_BLOCK_UNREAD));
}

TEST(info_block_not_readable, "T8: if the info block cannot be read, no advice would overwrite it")
{
	add_region(add_bus("ACPI.NFIT"));
	add_disk("pmem0", TRI_NO);
	add_namespace(ND_MODE_RAW, "raw", "", 0);
	inventory.namespaces[0].info_block = INFO_BLOCK_NOT_READ;
	set_option(KOPT_NVDIMM_PFN, OPTION_NO);
	judge();
	assert_true(lists(&verdict.namespaces[0].reasons, REASON_NS_INFO_BLOCK_UNREAD));
	assert_null(finding_of(REASON_NS_RAW_MODE));
}

TEST(unclaimed_with_struct_pages,
     "T8: if virtio-pmem does not use an fsdax info block, data is shifted and there is no DAX")
{
	add_region(add_bus("virtio-pmem"));
	add_disk("pmem0", TRI_YES);
	add_namespace(ND_MODE_FSDAX, "memory", "", 0);
	inventory.namespaces[0].info_block = INFO_BLOCK_PFN;
	set_option(KOPT_NVDIMM_PFN, OPTION_NO);
	set_option(KOPT_NVDIMM_DAX, OPTION_ABSENT);
	judge();
	assert_int_equal(verdict.namespaces[0].effective, ACCESS_BLOCK);
	assert_true(lists(&verdict.namespaces[0].reasons, REASON_NS_INFO_BLOCK_UNCLAIMED));
	inventory_verdict_release(&verdict);
	inventory.namespaces[0].info_block = INFO_BLOCK_NOT_READ;
	judge();
	assert_int_equal(verdict.namespaces[0].effective, ACCESS_UNKNOWN);
	/* Root has read the bytes, and there is no info block. */
	inventory_verdict_release(&verdict);
	inventory.namespaces[0].info_block = INFO_BLOCK_NONE;
	judge();
	assert_int_equal(verdict.namespaces[0].effective, ACCESS_FSDAX);
}

TEST(unknown_mode, "An unknown mode is unknown, and gets no advice")
{
	add_region(add_bus("ACPI.NFIT"));
	add_disk("pmem0", TRI_NO);
	add_namespace(ND_MODE_NEWER, "famfs", "", 0);
	judge();
	assert_int_equal(verdict.namespaces[0].effective, ACCESS_UNKNOWN);
	assert_true(lists(&verdict.namespaces[0].reasons, REASON_NS_MODE_UNKNOWN));
	assert_int_equal(verdict.namespaces[0].possible, 0);
	assert_null(finding_of(REASON_NS_MODE_UNKNOWN)->remedy);
}

TEST(no_advice_without_knowledge,
     "If the kernel's DAX is unknown, no advice would overwrite a namespace")
{
	add_region(add_bus("ACPI.NFIT"));
	add_disk("pmem0", TRI_NO);
	add_namespace(ND_MODE_RAW, "raw", "", 0);
	set_option(KOPT_FS_DAX, OPTION_UNREAD);
	judge();
	assert_null(finding_of(REASON_NS_RAW_MODE)->remedy);
}

TEST(names_that_are_no_names, "A device name with a shell's characters is never put into a command")
{
	add_region(add_bus("ACPI.NFIT"));
	add_disk("pmem0", TRI_NO);
	add_namespace(ND_MODE_RAW, "raw", "", 0);
	free(inventory.namespaces[0].dev);
	inventory.namespaces[0].dev = xstrdup("namespace0.0;reboot");
	judge();
	assert_non_null(finding_of(REASON_NS_RAW_MODE)->remedy);
	assert_null(finding_of(REASON_NS_RAW_MODE)->command);
}

TEST(high_stack, "A stack of 10,000 disks is judged on a small call stack")
{
	static const size_t height = 10000;
	struct rlimit limit, low;

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

TEST(unread_disk, "A disk whose size or start was not read is unknown")
{
	usual();
	inventory.disks[0].size = 0;
	add_partition(0, 1 << 20, 1 << 20);
	inventory.disks[1].start_known = false;
	judge();
	assert_int_equal(verdict.disks[0].dax, TRI_UNKNOWN);
	assert_int_equal(verdict.disks[1].dax, TRI_UNKNOWN);
	assert_true(lists(&verdict.disks[0].reasons, REASON_DISK_UNREAD));
}

TEST(partition_of_odd_disk, "A partition is judged by its own size, not by its disk's")
{
	usual();
	inventory.disks[0].size = (1UL << 28) + 512;
	add_partition(0, 1 << 20, 1 << 20);
	judge();
	assert_int_equal(verdict.disks[0].dax, TRI_NO);
	assert_int_equal(verdict.disks[1].dax, TRI_YES);
}

TEST(memory_without_holder, "T9: mode memory without a holder has DAX on e820, and is volatile")
{
	add_region(add_bus("e820"));
	inventory.regions[0].nstype = 4;
	add_disk("pmem0", TRI_YES);
	add_namespace(ND_MODE_FSDAX, "memory", "", 0);
	judge();
	assert_int_equal(verdict.namespaces[0].effective, ACCESS_FSDAX);
	assert_non_null(finding_of(REASON_PMEM_VOLATILE));
	assert_non_null(finding_of(REASON_LEGACY_NO_SUBDIVIDE));
}

TEST(lost_flag, "A namespace with struct pages on e820 and queue/dax 0 is the legacy regression")
{
	add_region(add_bus("e820"));
	add_disk("pmem0", TRI_NO);
	add_namespace(ND_MODE_FSDAX, "memory", "", 0);
	judge();
	assert_int_equal(verdict.namespaces[0].effective, ACCESS_BLOCK);
	assert_true(lists(&verdict.namespaces[0].reasons, REASON_LEGACY_DAX_REGRESSION));
}

TEST(seeds, "T10: a seed proves its option, and an empty seed of an enabled region disproves it")
{
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

TEST(sector, "T11: a sector namespace is a block device for one reason")
{
	add_region(add_bus("ACPI.NFIT"));
	add_disk("pmem0s", TRI_NO);
	add_namespace(ND_MODE_SECTOR, "safe", "btt", 0);
	judge();
	assert_int_equal(verdict.namespaces[0].effective, ACCESS_BLOCK);
	assert_int_equal(verdict.namespaces[0].reasons.count, 1);
	assert_true(lists(&verdict.namespaces[0].reasons, REASON_NS_SECTOR_MODE));
}

TEST(no_disk, "T12: an enabled namespace without a disk is unknown, not no")
{
	add_region(add_bus("ACPI.NFIT"));
	add_namespace(ND_MODE_FSDAX, "memory", "pfn", NO_INDEX);
	judge();
	assert_int_equal(verdict.namespaces[0].effective, ACCESS_UNKNOWN);
	assert_true(lists(&verdict.namespaces[0].reasons, REASON_NS_NO_DISK));
}

TEST(disabled, "A disabled namespace gives nothing, and the command enables it")
{
	add_region(add_bus("ACPI.NFIT"));
	add_namespace(ND_MODE_FSDAX, "memory", "pfn", NO_INDEX);
	inventory.namespaces[0].enabled = false;
	judge();
	assert_int_equal(verdict.namespaces[0].effective, ACCESS_NONE);
	assert_true(lists(&verdict.namespaces[0].reasons, REASON_NS_DISABLED));
	assert_string_equal(finding_of(REASON_NS_DISABLED)->command,
			    "ndctl enable-namespace namespace0.0");
}

TEST(region_disabled, "In a disabled region nothing works and nothing is possible")
{
	usual();
	inventory.regions[0].enabled = false;
	judge();
	assert_int_equal(verdict.namespaces[0].effective, ACCESS_NONE);
	assert_true(lists(&verdict.namespaces[0].reasons, REASON_REGION_NOT_ENABLED));
	assert_int_equal(verdict.namespaces[0].possible, 0);
}

TEST(read_only, "T13: a read-only region keeps its DAX, and gets no new info block")
{
	usual();
	inventory.regions[0].read_only = true;
	judge();
	assert_int_equal(verdict.namespaces[0].effective, ACCESS_FSDAX);
	assert_int_equal(verdict.namespaces[0].possible, NS_FSDAX);
	assert_non_null(finding_of(REASON_GUEST_READONLY));
}

TEST(nothing_there, "A machine without devices is reported as such")
{
	judge();
	assert_non_null(finding_of(REASON_NOTHING_THERE));
}

/* Add a region without a namespace, with this much free capacity. */
static void empty_region(unsigned long long available)
{
	inventory.regions[0].namespaces = 0;
	inventory.regions[0].align = 16UL << 20;
	inventory.regions[0].mappings = 1;
	inventory.regions[0].available_size = available;
	inventory.regions[0].max_available_extent = available;
}

TEST(nothing_there_and_why, "R25: words on the command line say why nothing is there")
{
	static const struct {
		const char *cmdline, *says;
	} words[] = {
		{ "quiet memmap=256M$1G", "memmap= with $ hides" },
		{ "memmap=1M#1G,64M@2G", "memmap= with @ makes" },
		{ "memmap=64M%1G-1+2", "memmap= with % changes" },
		{ "efi_fake_mem=1G@4G:0x40000", "removed efi_fake_mem=" },
		{ "efi=debug,nosoftreserve", "efi=nosoftreserve makes" },
		{ "nd_pmem.blacklist=yes", "nd_pmem.blacklist on" },
	};

	for (size_t i = 0; i < ARRAY_SIZE(words); i++) {
		boot_words_release(&inventory.environment.words);
		boot_words_parse(&inventory.environment.words, words[i].cmdline);
		inventory_verdict_release(&verdict);
		judge();
		assert_non_null(strstr(finding_of(REASON_NOTHING_THERE)->message, words[i].says));
	}
	/* A word that makes such memory is not a cause. */
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
	assert_non_null(strstr(finding_of(REASON_NOTHING_THERE)->message, "neither DIMMs nor"));
	assert_non_null(strstr(finding_of(REASON_NOTHING_THERE)->message, "Persistent Memory"));
}

TEST(region_without_namespace, "An empty region gets create-namespace")
{
	add_region(add_bus("ACPI.NFIT"));
	empty_region(1UL << 30);
	judge();
	assert_string_equal(finding_of(REASON_NS_SEED_ONLY)->command,
			    "ndctl create-namespace --region=region0");
}

TEST(foreign_labels, "R16: capacity of labels that form no namespace is not offered")
{
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

TEST(region_off_grid, "R13: a region that is not aligned gets no command, since none would work")
{
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

TEST(capacity_beside_namespaces, "Free capacity gets a command if its largest piece is aligned")
{
	usual();
	empty_region(512UL << 20);
	inventory.regions[0].namespaces = 1;
	inventory.regions[0].max_available_extent = 256UL << 20;
	judge();
	assert_string_equal(finding_of(REASON_REGION_FREE_CAPACITY)->command,
			    "ndctl create-namespace --region=region0");
	assert_non_null(finding_of(REASON_REGION_FRAGMENTED));
	/* If the largest piece is not aligned, no namespace fits into it. */
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

TEST(labels_not_initialised,
     "R6: labels that were never initialised are a finding, with several memmap= ranges or not")
{
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
	/* A region with a mounted disk cannot be disabled. */
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

TEST(dimm_not_armed, "R7: a DIMM that is not armed refers to the host only in a virtual machine")
{
	usual();
	inventory.regions[0].read_only = true;
	add_dimm("not_armed", 510);
	inventory.environment.virtualization = xstrdup("none");
	judge();
	assert_non_null(finding_of(REASON_DIMM_NOT_ARMED));
	assert_null(finding_of(REASON_GUEST_READONLY));
	/* In a guest, the hypervisor decides this. */
	inventory_verdict_release(&verdict);
	strcpy(inventory.environment.virtualization, "kvm");
	judge();
	assert_ptr_equal(finding_of(REASON_GUEST_READONLY)->remedy,
			 &reason_words(REASON_GUEST_READONLY)->remedy);
	/* If nothing shows the cause, all causes are named. */
	inventory_verdict_release(&verdict);
	*inventory.dimms[0].flags = '\0';
	judge();
	assert_ptr_equal(finding_of(REASON_GUEST_READONLY)->remedy,
			 &reason_words(REASON_GUEST_READONLY)->fallback);
}

TEST(dimm_failed, "A DIMM with a failed save is named")
{
	usual();
	add_dimm("save_fail smart_notify", 510);
	judge();
	assert_string_equal(finding_of(REASON_DIMM_FAILED)->subject, "nmem0");
}

TEST(region_below_disabled_dimms,
     "The command for a disabled region enables its DIMMs first, and a locked one has no command")
{
	usual();
	inventory.regions[0].enabled = false;
	add_dimm("", 510);
	add_dimm("", 510)->enabled = false;
	judge();
	assert_string_equal(finding_of(REASON_REGION_NOT_ENABLED)->command,
			    "ndctl enable-dimm nmem1 && ndctl enable-region region0");
	/* A locked DIMM needs its passphrase first. */
	inventory_verdict_release(&verdict);
	inventory.dimms[1].security = xstrdup("locked");
	judge();
	assert_null(finding_of(REASON_REGION_NOT_ENABLED)->command);
}

TEST(lost_info_block, "R3: a namespace that is fsdax by its label is not made again over its data")
{
	add_region(add_bus("ACPI.NFIT"));
	add_disk("pmem0", TRI_NO);
	add_namespace(ND_MODE_RAW, "raw", "", 0);
	free(inventory.namespaces[0].holder_class);
	inventory.namespaces[0].holder_class = xstrdup("pfn");
	judge();
	assert_int_equal(verdict.namespaces[0].effective, ACCESS_BLOCK);
	assert_null(finding_of(REASON_NS_RAW_MODE));
	assert_null(finding_of(REASON_NS_INFO_BLOCK_LOST)->command);
	assert_false(finding_of(REASON_NS_INFO_BLOCK_LOST)->remedy->data_loss);
	/* A label without a class belongs to a raw namespace. */
	inventory_verdict_release(&verdict);
	*inventory.namespaces[0].holder_class = '\0';
	judge();
	assert_true(finding_of(REASON_NS_RAW_MODE)->remedy->data_loss);
	/* If the class was not read, there may be one. */
	inventory_verdict_release(&verdict);
	free(inventory.namespaces[0].holder_class);
	inventory.namespaces[0].holder_class = NULL;
	judge();
	assert_null(finding_of(REASON_NS_RAW_MODE)->remedy);
}

static enum tri meets(enum requirement requirement)
{
	bool selected = true;

	return answer_for(&selected, requirement);
}

TEST(bad_blocks, "R15: bad blocks turn a requirement that would be met into cannot tell")
{
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
	/* If there is no disk, the region's list counts. */
	inventory_verdict_release(&verdict);
	inventory.disks[0].bad_count = 0;
	inventory.regions[0].badblock_count = 8;
	judge();
	assert_string_equal(finding_of(REASON_BADBLOCKS)->subject, "region0");
	assert_int_equal(meets(REQUIRE_FSDAX), TRI_UNKNOWN);
	/* The disk's own list shows that the bad blocks belong to another namespace. */
	inventory_verdict_release(&verdict);
	inventory.regions[0].namespaces = 2;
	judge();
	assert_int_equal(meets(REQUIRE_FSDAX), TRI_YES);
}

TEST(bad_blocks_of_namespace, "Bad blocks of a region count only for the namespace that has them")
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
		/* A raw namespace has its region's bad blocks, or its disk's. */
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

TEST(bad_blocks_of_partition, "A partition has the bad blocks that lie within it")
{
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

TEST(disk_without_node,
     "R17: a disk without a device node, or with a plain file there, is a finding")
{
	usual();
	inventory.disks[0].node = NODE_MISSING;
	judge();
	assert_int_equal(verdict.namespaces[0].effective, ACCESS_NONE);
	assert_int_equal(meets(REQUIRE_FSDAX), TRI_NO);
	assert_int_equal(meets(REQUIRE_BLOCK), TRI_NO);
	assert_non_null(finding_of(REASON_DISK_NODE_MISSING)->command);
	/* No command overwrites a plain file. */
	inventory_verdict_release(&verdict);
	inventory.disks[0].node = NODE_OTHER;
	judge();
	assert_null(finding_of(REASON_DISK_NODE_MISSING)->command);
	/* A mounted disk needs no node. */
	inventory_verdict_release(&verdict);
	add_mount(0, "ext4", "rw,dax=always", TRI_YES);
	judge();
	assert_int_equal(meets(REQUIRE_FSDAX), TRI_YES);
	assert_non_null(finding_of(REASON_DISK_NODE_MISSING));
}

TEST(dimms_without_region, "If all DIMMs are without a region, the firmware must set them up")
{
	add_bus("ACPI.NFIT");
	inventory.buses[0].dimms = 2;
	judge();
	assert_non_null(finding_of(REASON_PLATFORM_NO_REGION));
}

/* --- device dax --- */

static void devdax(const char *driver)
{
	add_region(add_bus("ACPI.NFIT"));
	add_namespace(ND_MODE_DEVDAX, "dax", "dax", NO_INDEX);
	if (driver || !inventory.dax_count)
		add_dax(driver, 0);
}

TEST(devdax, "A devdax namespace with device_dax has DAX with a cache line as granularity")
{
	devdax("device_dax");
	judge();
	assert_int_equal(verdict.namespaces[0].effective, ACCESS_DEVDAX);
	assert_int_equal(verdict.dax_devices[0].granularity, GRANULARITY_CACHE_LINE);
}

TEST(devdax_without_fs_dax,
     "C61: without FS_DAX a devdax namespace gives nothing, however healthy it looks")
{
	devdax("device_dax");
	set_option(KOPT_FS_DAX, OPTION_NO);
	judge();
	assert_int_equal(verdict.namespaces[0].effective, ACCESS_NONE);
	assert_true(lists(&verdict.namespaces[0].reasons, REASON_DEVDAX_NEEDS_FS_DAX));
}

TEST(devdax_on_aliasing_cpu, "devdax works on a CPU whose data cache aliases")
{
	devdax("device_dax");
	free(facts.kernel.machine);
	facts.kernel.machine = xstrdup("mips64");
	facts.cpuinfo.mips_options = xstrdup("dc_aliases");
	judge();
	assert_int_equal(verdict.namespaces[0].effective, ACCESS_DEVDAX);
}

TEST(kmem, "T21: the memory of a dax device that is bound to kmem is system memory")
{
	devdax("kmem");
	judge();
	assert_int_equal(verdict.namespaces[0].effective, ACCESS_SYSTEM_RAM);
	assert_true(lists(&verdict.namespaces[0].reasons, REASON_DAX_BOUND_TO_KMEM));
}

TEST(dax_not_bound, "A devdax namespace whose dax device has no driver gives nothing")
{
	devdax(NULL);
	judge();
	assert_int_equal(verdict.namespaces[0].effective, ACCESS_NONE);
	assert_true(lists(&verdict.namespaces[0].reasons, REASON_DAX_PMEM_NOT_BOUND));
}

TEST(kmem_foreseen, "R4: that a device is too small for kmem is said while it can be mapped")
{
	devdax("device_dax");
	inventory.dax_devices[0].size = 64UL << 20;
	inventory.environment.memory_block = 128UL << 20;
	set_option(KOPT_DEV_DAX_KMEM, OPTION_YES);
	judge();
	assert_int_equal(verdict.dax_devices[0].effective, ACCESS_DEVDAX);
	assert_non_null(strstr(finding_of(REASON_DAX_BELOW_BLOCK)->message, "(128 MiB)"));
	/* A device of a block or more may hold one: who is not root does not see where it starts. */
	inventory_verdict_release(&verdict);
	inventory.dax_devices[0].size = 128UL << 20;
	judge();
	assert_null(finding_of(REASON_DAX_BELOW_BLOCK));
	assert_true(verdict.dax_devices[0].system_ram_size == ULLONG_MAX);
	/* Without kmem nobody expects it. */
	inventory_verdict_release(&verdict);
	inventory.dax_devices[0].size = 64UL << 20;
	set_option(KOPT_DEV_DAX_KMEM, OPTION_NO);
	judge();
	assert_null(finding_of(REASON_DAX_BELOW_BLOCK));
}

static void set_ranges(size_t count, const struct dax_range *ranges)
{
	struct dax_device *device = &inventory.dax_devices[0];

	free(device->ranges);
	device->ranges = xcalloc(count, sizeof(*ranges));
	device->range_count = count;
	device->size = 0;
	for (size_t i = 0; i < count; i++) {
		device->ranges[i] = ranges[i];
		device->size += ranges[i].end - ranges[i].start + 1;
	}
}

TEST(kmem_size, "kmem takes the whole memory blocks of each range of a device")
{
	const unsigned long long mib = 1 << 20;

	devdax("device_dax");
	inventory.environment.memory_block = 128 * mib;
	set_option(KOPT_DEV_DAX_KMEM, OPTION_YES);
	/* 254 MiB between two blocks */
	set_ranges(1, &(struct dax_range){ 1 * mib, 255 * mib - 1 });
	judge();
	assert_true(verdict.dax_devices[0].system_ram_size == 0);
	assert_non_null(strstr(finding_of(REASON_DAX_BELOW_BLOCK)->message, "(128 MiB)"));
	/* The same size, with a block in it */
	inventory_verdict_release(&verdict);
	set_ranges(1, &(struct dax_range){ 130 * mib, 384 * mib - 1 });
	judge();
	assert_true(verdict.dax_devices[0].system_ram_size == 128 * mib);
	assert_null(finding_of(REASON_DAX_BELOW_BLOCK));
	/* Two halves of a block are none, wherever they are. */
	inventory_verdict_release(&verdict);
	set_ranges(3, (struct dax_range[]){ { 64 * mib, 128 * mib - 1 },
					    { 256 * mib, 512 * mib - 1 },
					    { 1024 * mib, 1088 * mib - 1 } });
	judge();
	assert_true(verdict.dax_devices[0].system_ram_size == 256 * mib);
	/* No node, no memory. */
	inventory_verdict_release(&verdict);
	inventory.dax_devices[0].target_node = -1;
	judge();
	assert_true(verdict.dax_devices[0].system_ram_size == 0);
	assert_null(finding_of(REASON_DAX_BELOW_BLOCK));
}

TEST(kmem_refuses_namespace,
     "kmem refuses a namespace's device without a node, if it has no driver")
{
	devdax(NULL);
	inventory.dax_devices[0].target_node = -1;
	facts.modules.module[KMOD_kmem].loaded = true;
	facts.modules.module[KMOD_device_dax].loaded = true;
	judge();
	assert_string_equal(finding_of(REASON_DAX_KMEM_REFUSED)->command,
			    "daxctl reconfigure-device --mode=devdax dax0.0");
	assert_non_null(strstr(finding_of(REASON_NUMA_TARGET_NODE)->message, "kmem refuses it"));
}

TEST(kmem_refuses, "R4, R5: a size or alignment that kmem refuses is the reason, not a module")
{
	devdax(NULL);
	inventory.dax_devices[0].size = 64UL << 20;
	inventory.environment.memory_block = 128UL << 20;
	facts.modules.module[KMOD_kmem].loaded = true;
	judge();
	assert_null(finding_of(REASON_DAX_PMEM_NOT_BOUND));
	assert_string_equal(finding_of(REASON_DAX_KMEM_REFUSED)->command,
			    "daxctl reconfigure-device --mode=devdax dax0.0");
	/* A device that is larger than a block, but holds none */
	inventory_verdict_release(&verdict);
	set_ranges(1, &(struct dax_range){ 1UL << 20, (255UL << 20) - 1 });
	judge();
	assert_non_null(strstr(finding_of(REASON_DAX_KMEM_REFUSED)->message,
			       "no whole memory block of 128 MiB"));
	set_ranges(0, NULL);
	/* Soft-reserved memory without a node. */
	inventory_verdict_release(&verdict);
	inventory.dax_devices[0].ndns = NO_INDEX;
	inventory.dax_devices[0].size = 1UL << 30;
	inventory.dax_devices[0].target_node = -1;
	judge();
	assert_non_null(strstr(finding_of(REASON_DAX_KMEM_REFUSED)->message, "node"));
	/* All drivers are loaded and the cause is unknown. modprobe would not help. */
	inventory_verdict_release(&verdict);
	inventory.dax_devices[0].target_node = 0;
	judge();
	assert_string_equal(finding_of(REASON_DAX_PMEM_NOT_BOUND)->command,
			    "daxctl reconfigure-device --mode=devdax dax0.0");
	/* The command loads only the missing module. */
	inventory_verdict_release(&verdict);
	inventory.dax_devices[0].ndns = 0;
	facts.modules.dir_read = true;
	facts.modules.module[KMOD_dax_pmem].loaded = true;
	set_option(KOPT_DEV_DAX, OPTION_MODULE);
	facts.modules.module[KMOD_device_dax].installed = true;
	judge();
	assert_string_equal(finding_of(REASON_DAX_PMEM_NOT_BOUND)->command,
			    "modprobe -a device_dax");
}

TEST(soft_reserved_as_memory, "R9: soft-reserved memory that is used as system memory is reported")
{
	add_dax("kmem", NO_INDEX);
	judge();
	assert_int_equal(finding_of(REASON_DAX_BOUND_TO_KMEM)->severity, SEVERITY_INFO);
}

TEST(memory_offline, "A dax device that is bound to kmem is no memory while no block is online")
{
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

TEST(read_only_disk, "A read-only disk gets blockdev --setrw, unless its region is read-only")
{
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

TEST(virtiofs_without_window,
     "R8: a virtiofs mount without a window has no DAX, whatever its option")
{
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

TEST(odd_size, "R11: a namespace of a size that the kernel cannot map gets no enable command")
{
	add_region(add_bus("virtio-pmem"));
	inventory.regions[0].align = 16UL << 20;
	add_namespace(ND_MODE_FSDAX, "memory", "", NO_INDEX);
	inventory.namespaces[0].enabled = false;
	inventory.namespaces[0].raw_size = 33UL << 20;
	judge();
	assert_null(finding_of(REASON_NS_DISABLED));
	assert_null(finding_of(REASON_NS_ODD_SIZE)->command);
	/* R12: with 34 MiB it works, but ndctl refuses every change. */
	inventory_verdict_release(&verdict);
	inventory.namespaces[0].raw_size = 34UL << 20;
	judge();
	assert_non_null(finding_of(REASON_NS_DISABLED)->command);
	assert_int_equal(verdict.namespaces[0].possible, NS_FSDAX);
}

TEST(dax_blacklisted, "T17, T18: a bus and a driver without a device do not count as a device")
{
	add_region(add_bus("ACPI.NFIT"));
	add_namespace(ND_MODE_DEVDAX, "dax", "dax", NO_INDEX);
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

TEST(node_missing, "A dax device without a device node gives nothing")
{
	devdax("device_dax");
	inventory.dax_devices[0].node_there = false;
	judge();
	assert_int_equal(verdict.dax_devices[0].effective, ACCESS_NONE);
	assert_true(lists(&verdict.dax_devices[0].reasons, REASON_DAX_NODE_MISSING));
}

TEST(class_model, "The class model of dax devices, /sys/class/dax, is recognised")
{
	devdax(NULL);
	inventory.dax_devices[0].class_model = true;
	judge();
	assert_int_equal(verdict.dax_devices[0].effective, ACCESS_DEVDAX);
	assert_non_null(finding_of(REASON_DAX_CLASS_MODEL));
}

TEST(other_dax_driver, "An unknown driver of a dax device gives unknown, not yes")
{
	devdax("fsdev_dax");
	judge();
	assert_int_equal(verdict.dax_devices[0].effective, ACCESS_UNKNOWN);
	assert_true(lists(&verdict.dax_devices[0].reasons, REASON_DAX_OTHER_DRIVER));
}

/* --- partitions and dm --- */

TEST(partitions, "T3: a partition whose start or size is not aligned to a page has no DAX")
{
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

TEST(partitions_of_old_kernels, "T3: before 5.11 an odd size is allowed, and an odd start is not")
{
	usual();
	set_option(KOPT_DAX_DRIVER, OPTION_YES);
	add_partition(0, 1 << 20, 800001 * 512ULL);
	add_partition(0, 2049 * 512, 1 << 20);
	judge();
	assert_int_equal(verdict.disks[1].dax, TRI_YES);
	assert_int_equal(verdict.disks[2].dax, TRI_NO);
}

TEST(partition_on_large_pages, "T3: a start aligned to 4 KiB is not aligned to pages of 64 KiB")
{
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

TEST(dm_linear, "A linear dm device over a healthy disk has DAX")
{
	usual();
	add_dm(0, "linear", 8, TRI_YES);
	judge();
	assert_int_equal(verdict.disks[1].dax, TRI_YES);
	assert_int_equal(verdict.disks[1].synchronous, TRI_YES);
}

TEST(dm_misaligned,
     "T5: a linear dm device with an unaligned offset has no DAX, although queue/dax is 1")
{
	usual();
	add_dm(0, "linear", 3, TRI_YES);
	judge();
	assert_int_equal(verdict.disks[1].dax, TRI_NO);
	assert_true(lists(&verdict.disks[1].reasons, REASON_DM_UNALIGNED));
	assert_int_equal(finding_of(REASON_DM_UNALIGNED)->severity, SEVERITY_ERROR);
}

TEST(dm_table_not_readable, "A dm device whose table was not read is unknown")
{
	usual();
	add_dm(0, NULL, 0, TRI_YES);
	judge();
	assert_int_equal(verdict.disks[1].dax, TRI_UNKNOWN);
	assert_true(lists(&verdict.disks[1].reasons, REASON_DM_TABLE_UNREAD));
}

TEST(dm_crypt, "T6: a crypt target has no DAX, and its disk is not blamed")
{
	usual();
	add_dm(0, "crypt", 0, TRI_NO);
	judge();
	assert_int_equal(verdict.disks[0].dax, TRI_YES);
	assert_int_equal(verdict.disks[1].dax, TRI_NO);
	assert_non_null(strstr(finding_of(REASON_DM_NO_DAX)->message, "its target crypt"));
}

TEST(dm_over_raw, "A dm device without DAX names the disk below that has none")
{
	add_region(add_bus("ACPI.NFIT"));
	add_disk("pmem0", TRI_NO);
	add_namespace(ND_MODE_RAW, "raw", "", 0);
	add_dm(0, "linear", 0, TRI_NO);
	judge();
	assert_non_null(strstr(finding_of(REASON_DM_NO_DAX)->message, "its leg pmem0"));
}

TEST(dm_loop, "A stack with a loop does not hang the judge")
{
	add_dm(0, "linear", 0, TRI_YES);
	judge();
	assert_int_not_equal(verdict.disks[0].dax, TRI_YES);
}

/* --- file systems and mounts --- */

TEST(no_finding_outlives_its_cause,
     "A file with DAX outweighs a wrong block size: neither reason nor finding remains")
{
	usual();
	inventory.disks[0].fs = (struct filesystem){ .type = xstrdup("ext4"), .block_size = 1024 };
	inventory.disks[0].fs.features_read = true;
	add_mount(0, "ext4", "rw,dax=always", TRI_YES);
	inventory.mounts[0].block_size = 1024;
	judge();
	assert_int_equal(verdict.mounts[0].dax, TRI_YES);
	assert_int_equal(verdict.mounts[0].reasons.count, 0);
	assert_int_equal(verdict.disks[0].fs_reasons.count, 0);
	assert_null(finding_of(REASON_FS_BLOCK_SIZE));
	/* Without such a file the block size decides. */
	inventory_verdict_release(&verdict);
	inventory.mounts[0].sample_dax = TRI_UNKNOWN;
	judge();
	assert_int_equal(verdict.mounts[0].dax, TRI_NO);
	assert_non_null(finding_of(REASON_FS_BLOCK_SIZE));
}

TEST(mount_always, "ext4 with dax=always has DAX and MAP_SYNC")
{
	add_mount(usual(), "ext4", "rw,relatime,rw,dax=always", TRI_UNKNOWN);
	judge();
	assert_int_equal(verdict.mounts[0].dax, TRI_YES);
	assert_int_equal(verdict.mounts[0].map_sync, TRI_YES);
	assert_int_equal(verdict.mounts[0].granularity, GRANULARITY_CACHE_LINE);
}

TEST(mount_cpu_cache_domain,
     "With the CPU cache in the persistence domain the granularity is a byte")
{
	add_mount(usual(), "xfs", "rw,dax=always", TRI_YES);
	free(inventory.regions[0].persistence_domain);
	inventory.regions[0].persistence_domain = xstrdup("cpu_cache");
	judge();
	assert_int_equal(verdict.mounts[0].granularity, GRANULARITY_BYTE);
}

TEST(block_size, "T4: a file system's block size must be the page size")
{
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

TEST(second_xfs, "T7: the second xfs on one disk has no DAX")
{
	usual();
	add_mount(add_partition(0, 1 << 20, 1 << 20), "xfs", "rw,dax=always", TRI_YES);
	add_mount(add_partition(0, 2 << 20, 1 << 20), "xfs", "rw,dax=never", TRI_NO);
	judge();
	assert_int_equal(verdict.mounts[0].dax, TRI_YES);
	assert_int_equal(verdict.mounts[1].dax, TRI_NO);
	assert_true(lists(&verdict.mounts[1].reasons, REASON_XFS_DAX_HOLDER));
}

TEST(two_xfs_without_option, "Of two xfs on one disk without dax= it is unknown which has DAX")
{
	usual();
	add_mount(add_partition(0, 1 << 20, 1 << 20), "xfs", "rw,dax=never", TRI_NO);
	add_mount(add_partition(0, 2 << 20, 1 << 20), "xfs", "rw", TRI_UNKNOWN);
	judge();
	assert_true(lists(&verdict.mounts[0].reasons, REASON_XFS_DAX_HOLDER));
	assert_true(lists(&verdict.mounts[1].reasons, REASON_XFS_DAX_HOLDER));
	assert_int_equal(verdict.mounts[0].dax, TRI_NO);
	assert_int_equal(verdict.mounts[1].dax, TRI_UNKNOWN);
	/* A file with DAX decides. */
	inventory_verdict_release(&verdict);
	add_mount(add_partition(0, 3 << 20, 1 << 20), "xfs", "rw", TRI_YES);
	judge();
	assert_int_equal(verdict.mounts[1].dax, TRI_NO);
	assert_int_equal(verdict.mounts[2].dax, TRI_YES);
}

TEST(ext4_beside_xfs, "An ext4 beside an xfs on the same disk has its DAX")
{
	usual();
	add_mount(add_partition(0, 1 << 20, 1 << 20), "xfs", "rw,dax=always", TRI_YES);
	add_mount(add_partition(0, 2 << 20, 1 << 20), "ext4", "rw,dax=always", TRI_YES);
	judge();
	assert_int_equal(verdict.mounts[1].dax, TRI_YES);
}

TEST(virtio, "T14: virtio-pmem has DAX and no MAP_SYNC")
{
	add_region(add_bus("virtio-pmem"));
	add_mount(add_disk("pmem0", TRI_YES), "ext4", "rw,dax=always", TRI_YES);
	add_namespace(ND_MODE_FSDAX, "memory", "", 0);
	judge();
	assert_int_equal(verdict.mounts[0].dax, TRI_YES);
	assert_int_equal(verdict.mounts[0].map_sync, TRI_NO);
	assert_int_equal(verdict.mounts[0].granularity, GRANULARITY_PAGE);
	assert_non_null(finding_of(REASON_IS_PMEM_0));
	assert_int_equal(verdict.namespaces[0].map_sync, TRI_NO);
}

TEST(inode, "T26: dax=inode gives no DAX to a file without the attribute")
{
	usual();
	add_mount(0, "ext4", "rw,relatime,rw", TRI_NO);
	add_mount(0, "ext4", "rw,dax=inode", TRI_UNKNOWN);
	add_mount(0, "ext4", "rw,dax=inode", TRI_YES);
	judge();
	assert_int_equal(verdict.mounts[0].dax, TRI_NO);
	assert_int_equal(verdict.mounts[0].requested, DAX_OPTION_INODE);
	/* There was no file to check. */
	assert_int_equal(verdict.mounts[1].dax, TRI_UNKNOWN);
	assert_int_equal(verdict.mounts[2].dax, TRI_YES);
	assert_true(lists(&verdict.mounts[0].reasons, REASON_MOUNT_NO_DAX_OPT));
}

TEST(other_options, "An option whose name only begins with dax is another option")
{
	add_mount(usual(), "ext4", "rw,daxx=always,nodax", TRI_UNKNOWN);
	judge();
	assert_int_equal(verdict.mounts[0].requested, DAX_OPTION_INODE);
}

TEST(fell_back, "A mount with dax=never over a disk without DAX fell back")
{
	add_region(add_bus("ACPI.NFIT"));
	add_mount(add_disk("pmem0", TRI_NO), "xfs", "rw,dax=never", TRI_NO);
	add_namespace(ND_MODE_RAW, "raw", "", 0);
	judge();
	assert_true(lists(&verdict.mounts[0].reasons, REASON_MOUNT_FELL_BACK));
}

TEST(never, "dax=never is the reason for no DAX")
{
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

TEST(features, "Inline data, reflink and btrfs on a disk are reasons against DAX")
{
	usual();
	set_fs(0, "ext4", true, false);
	set_fs(add_partition(0, 1 << 20, 1 << 20), "xfs", false, true);
	set_fs(add_partition(0, 2 << 20, 1 << 20), "btrfs", false, false);
	judge();
	assert_true(lists(&verdict.disks[0].fs_reasons, REASON_EXT4_INLINE_DATA));
	assert_true(lists(&verdict.disks[1].fs_reasons, REASON_XFS_REFLINK));
	assert_true(lists(&verdict.disks[2].fs_reasons, REASON_FS_NO_DAX));
}

TEST(reflink_on_a_disk, "reflink on a whole disk is no obstacle")
{
	usual();
	set_fs(0, "xfs", false, true);
	judge();
	assert_int_equal(verdict.disks[0].fs_reasons.count, 0);
}

TEST(reflink_on_an_old_kernel, "reflink on a whole disk is an obstacle on 5.10")
{
	usual();
	set_fs(0, "xfs", false, true);
	set_option(KOPT_DAX_DRIVER, OPTION_YES);
	judge();
	assert_true(lists(&verdict.disks[0].fs_reasons, REASON_XFS_REFLINK));
}

TEST(data_journal, "data=journal is a reason against DAX")
{
	add_mount(usual(), "ext4", "rw,data=journal", TRI_NO);
	judge();
	assert_true(lists(&verdict.mounts[0].reasons, REASON_EXT4_DATA_JOURNAL));
}

TEST(erofs, "On erofs, one file with DAX is enough for a yes")
{
	static const enum tri samples[] = { TRI_YES, TRI_NO, TRI_UNKNOWN };

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

TEST(exempt_files, "dax=always and a file without DAX give unknown, not yes")
{
	static const char *const types[] = { "xfs", "ext4" };

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

TEST(unknown_file_system,
     "A mounted file system of unknown type is unknown, but a file with DAX counts")
{
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

TEST(file_systems_without_dax, "File systems are compared by the names that their drivers register")
{
	usual();
	add_mount(0, "vxfs", "ro", TRI_UNKNOWN);
	add_mount(0, "gfs2meta", "ro", TRI_UNKNOWN);
	add_mount(0, "freevxfs", "ro", TRI_UNKNOWN);
	judge();
	assert_int_equal(verdict.mounts[0].dax, TRI_NO);
	assert_int_equal(verdict.mounts[1].dax, TRI_NO);
	assert_int_equal(verdict.mounts[2].dax, TRI_UNKNOWN);
}

TEST(unknown_file_system_unmounted, "An unknown file system on a disk is unknown and has no remedy")
{
	const struct finding *finding;

	usual();
	set_fs(0, "NOVA", false, false);
	judge();
	assert_int_equal(verdict.disks[0].fs_dax, TRI_UNKNOWN);
	finding = finding_of(REASON_FS_UNKNOWN);
	assert_non_null(finding);
	assert_null(finding->remedy);
}

TEST(journal_device, "An external journal is a journal, not a file system without DAX")
{
	usual();
	set_fs(0, "jbd", false, false);
	judge();
	assert_int_equal(verdict.disks[0].fs_dax, TRI_NO);
	assert_true(lists(&verdict.disks[0].fs_reasons, REASON_FS_JOURNAL_DEVICE));
	assert_null(finding_of(REASON_FS_NO_DAX));
}

TEST(md, "An md array passes no DAX on, and is not a partition")
{
	size_t md;

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

TEST(xfs_log_holds, "R14: an xfs whose log is on the disk of another xfs may hold that disk's DAX")
{
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

TEST(overlay, "An overlay has DAX if its file has it, and never MAP_SYNC")
{
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

TEST(log_of_another_disk, "A file system with only its log on a listed disk has its data elsewhere")
{
	size_t mount;

	mount = add_mount(usual(), "xfs", "rw,logdev=/dev/pmem0", TRI_NO);
	inventory.mounts[mount].data_elsewhere = true;
	inventory.mounts[mount].log_disk = 0;
	judge();
	assert_int_equal(verdict.mounts[mount].dax, TRI_NO);
	assert_true(lists(&verdict.mounts[mount].reasons, REASON_MOUNT_DATA_ELSEWHERE));
}

TEST(swap, "A disk in use as swap gets swapoff, and a file does not count")
{
	char text[] = "Filename Type Size Used Priority\n/dev/pmem0 partition 1 0 -2\n/x\\040/f "
		      "file 1 0 -3\n";

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

TEST(overlay_of_single_layers, "All layers of an overlay are checked if they are given one by one")
{
	usual();
	inventory.disks[0].number = makedev(259, 0);
	facts.live = false;
	parse_mounts(
		"40 1 259:0 / /mnt/a rw - xfs /dev/pmem0 rw,dax=always\n"
		"41 1 0:40 / /mnt/b rw - overlay overlay rw,lowerdir+=/x,lowerdir+=/mnt/a/low\n",
		NULL);
	assert_int_equal(inventory.mount_count, 2);
	assert_int_equal(inventory.mounts[1].disk, 0);
}

TEST(mountinfo,
     "A mount is found by device number, source, options and layers, and not by similar strings")
{
	usual();
	inventory.disks[0].number = makedev(259, 0);
	add_partition(0, 1 << 20, 1 << 20);
	inventory.disks[1].number = makedev(259, 1);
	facts.live = false;
	parse_mounts("40 1 259:0 / /mnt/a rw - xfs /dev/pmem0 rw,dax=always\n"
		     "41 1 0:35 / /mnt/b rw - btrfs /dev/pmem0 rw\n"
		     "42 1 8:1 / /mnt/c rw - xfs /dev/sda1 rw,logdev=/dev/pmem0p1\n"
		     "43 40 0:40 / /mnt/d rw - overlay overlay "
		     "rw,lowerdir=/x:/mnt/a/low,upperdir=/mnt/a/t/u\n"
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
	/* Its upper directory is on a disk that is not listed. */
	assert_int_equal(inventory.mounts[3].id, 43);
	assert_int_equal(inventory.mounts[3].disk, 0);
	/* The same mount in another namespace is left out; another mount point is listed. */
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

TEST(ext3, "ext4 drives what is mounted as ext3")
{
	add_mount(usual(), "ext3", "rw,dax=always", TRI_UNKNOWN);
	add_mount(0, "ext3", "rw", TRI_UNKNOWN);
	judge();
	assert_int_equal(verdict.mounts[0].dax, TRI_YES);
	assert_int_equal(verdict.mounts[0].map_sync, TRI_YES);
	assert_int_equal(verdict.mounts[1].requested, DAX_OPTION_INODE);
	assert_null(finding_of(REASON_FS_NO_DAX));
}

TEST(ext2, "If ext4 drives ext2, there is MAP_SYNC")
{
	add_mount(usual(), "ext2", "rw,dax", TRI_YES);
	judge();
	assert_int_equal(verdict.mounts[0].map_sync, TRI_YES);
	inventory_verdict_release(&verdict);
	set_option(KOPT_EXT2_FS, OPTION_YES);
	judge();
	assert_int_equal(verdict.mounts[0].map_sync, TRI_NO);
}

/* --- the platform --- */

TEST(surroundings,
     "Labels, huge pages, alignment, soft-reserve, kmem and memmap= each raise their finding")
{
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

TEST(huge_pages, "The kernel's own size of huge pages counts")
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

TEST(huge_page_remedy, "A remedy's --align is the size of this kernel's huge pages")
{
	static const struct {
		unsigned long page, told, supported, align;
		const char *command; /* NULL: no finding */
	} cases[] = {
		{ 4096, 0, 0, 4096, "--align=2M" },
		{ 65536, 2 << 20, 0, 65536, "--align=2M" },
		{ 65536, 0, 2 << 20, 65536, "--align=2M" },
		{ 65536, 16 << 20, 0, 2 << 20, "--align=16M" },
		{ 16384, 0, 32 << 20, 16384, "--align=32M" },
		{ 16384, 32 << 20, 2 << 20, 16384, "--align=32M" },
		{ 16384, 0, 32 << 20, 32 << 20, NULL },
		{ 16384, 0, 0, 16384, NULL },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		const struct finding *finding;

		end(state);
		begin(state);
		usual();
		facts.kernel.page_size = cases[i].page;
		inventory.environment.huge_page = cases[i].told;
		inventory.namespaces[0].huge_align = cases[i].supported;
		inventory.namespaces[0].align = cases[i].align;
		judge();
		finding = finding_of(REASON_HUGEPAGE_FALLBACK);
		assert_int_equal(finding != NULL, cases[i].command != NULL);
		if (!finding)
			continue;
		assert_non_null(strstr(finding->command, cases[i].command));
		assert_non_null(strstr(finding->command, "-e namespace0.0 --mode=fsdax"));
		assert_true(finding->remedy->data_loss);
	}
}

TEST(surroundings_in_order, "A similar but harmless state raises no finding")
{
	add_region(add_bus("e820"));
	add_namespace(ND_MODE_DEVDAX, "dax", "dax", NO_INDEX);
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
	assert_non_null(strstr(finding_of(REASON_THP_OFF_DEVDAX)->message,
			       "aligned to 2 MiB, more than a page of 4 KiB."));
	assert_non_null(finding_of(REASON_NUMA_TARGET_NODE));
	assert_non_null(finding_of(REASON_DEV_PERM));
	/* All of its memory has gone offline. */
	inventory_verdict_release(&verdict);
	inventory.dax_devices[0].memory =
		(struct dax_memory){ .known = true, .block_size = 128UL << 20, .total = 4 };
	judge();
	assert_null(finding_of(REASON_AUTO_ONLINE));
	assert_non_null(finding_of(REASON_DAX_MEMORY_OFFLINE));
}

TEST(privilege, "If an ordinary user could not read a file, need-root is a finding")
{
	usual();
	facts_skip(&facts, "/dev/pmem0", 13, "filesystems");
	judge();
	assert_non_null(finding_of(REASON_NEED_ROOT));
}

TEST(requirement, "Each requirement is answered for the selected namespaces")
{
	bool selected[1] = { true };

	usual();
	judge();
	assert_int_equal(answer_for(selected, REQUIRE_FSDAX), TRI_YES);
	assert_int_equal(answer_for(selected, REQUIRE_DEVDAX), TRI_NO);
	assert_int_equal(answer_for(selected, REQUIRE_BLOCK), TRI_YES);
	assert_int_equal(answer_for(selected, REQUIRE_MAP_SYNC), TRI_YES);
	selected[0] = false;
	assert_int_equal(answer_for(selected, REQUIRE_BLOCK), TRI_NO);
}

/* The line of reasons: the objects that decide, each with its reasons. */
static void expect_why(bool unfiltered, enum requirement requirement, enum tri met, const char *why)
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

TEST(requirement_says_why, "A requirement that is not met says why")
{
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
		add_namespace(ND_MODE_SECTOR, "safe", "btt", add_disk("pmem0s", TRI_NO));
	judge();
	expect_why(true, REQUIRE_FSDAX, TRI_NO,
		   "namespace0.0 (ns-sector-mode), namespace0.0 (ns-sector-mode), "
		   "namespace0.0 (ns-sector-mode), namespace0.0 (ns-sector-mode) and 2 more");
	expect_why(true, REQUIRE_BLOCK, TRI_YES, NULL);
}

TEST(requirement_of_other_modes, "system-ram, dm-dax and virtiofs-dax can be required")
{
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

TEST(requirement_of_dax_devices,
     "Dax devices without a namespace count for system-ram if no filter is given")
{
	add_dax("kmem", NO_INDEX);
	judge();
	expect_why(true, REQUIRE_SYSTEM_RAM, TRI_YES, NULL);
	expect_why(false, REQUIRE_SYSTEM_RAM, TRI_NO, "no namespace matches the filters");
	expect_why(true, REQUIRE_DEVDAX, TRI_NO, "there is no namespace");
}

TEST(block_requirement, "A namespace without a disk gives no block access")
{
	bool selected[1] = { true };

	add_region(add_bus("ACPI.NFIT"));
	add_namespace(ND_MODE_RAW, "raw", "", NO_INDEX);
	judge();
	assert_int_equal(answer_for(selected, REQUIRE_BLOCK), TRI_UNKNOWN);
	inventory_verdict_release(&verdict);
	inventory.namespaces[0].mode = ND_MODE_DEVDAX;
	judge();
	assert_int_equal(answer_for(selected, REQUIRE_BLOCK), TRI_NO);
}

/* --- another kernel than the running one --- */

/* The configuration is that of the target kernel. The running kernel showed everything else. */
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

	return answer_for(selected, requirement);
}

static void expect_required(enum tri fsdax, enum tri devdax, enum tri block, enum tri map_sync)
{
	assert_int_equal(require(REQUIRE_FSDAX), fsdax);
	assert_int_equal(require(REQUIRE_DEVDAX), devdax);
	assert_int_equal(require(REQUIRE_BLOCK), block);
	assert_int_equal(require(REQUIRE_MAP_SYNC), map_sync);
}

TEST(target_kernel_never_yes, "For a kernel that is not running, no object is yes")
{
	set_target_kernel();
	usual();
	add_partition(0, 1 << 20, 1 << 24);
	add_dm(0, "linear", 2048, TRI_YES);
	add_mount(0, "ext4", "rw,dax=always", TRI_YES);
	add_mount(NO_INDEX, "virtiofs", "rw,dax=always", TRI_YES);
	add_namespace(ND_MODE_DEVDAX, "dax", "dax", NO_INDEX);
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
	/* On every kernel, sector and raw mode have no DAX, and devdax has no disk. */
	expect_required(TRI_NO, TRI_NO, TRI_NO, TRI_UNKNOWN);
	inventory.namespace_count = 1;
	expect_required(TRI_UNKNOWN, TRI_NO, TRI_UNKNOWN, TRI_UNKNOWN);
	inventory.namespace_count = 2;
}

TEST(target_kernel_modes_exclude,
     "For a kernel that is not running, sector and raw mode still exclude DAX")
{
	set_target_kernel();
	add_region(add_bus("ACPI.NFIT"));
	add_disk("pmem0s", TRI_NO);
	add_namespace(ND_MODE_SECTOR, "safe", "btt", 0);
	add_disk("pmem1", TRI_NO);
	add_namespace(ND_MODE_RAW, "raw", "", 1);
	judge();
	assert_int_equal(verdict.namespaces[0].effective, ACCESS_BLOCK);
	assert_true(lists(&verdict.namespaces[0].reasons, REASON_NS_SECTOR_MODE));
	assert_int_equal(verdict.namespaces[1].effective, ACCESS_BLOCK);
	assert_true(lists(&verdict.namespaces[1].reasons, REASON_NS_RAW_MODE));
	assert_int_equal(verdict.disks[0].dax, TRI_NO);
	assert_int_equal(verdict.disks[1].dax, TRI_NO);
	/* A remedy would change the running kernel. */
	assert_null(finding_of(REASON_NS_RAW_MODE)->remedy);
	/* Only block access remains, and nobody has seen it work. */
	expect_required(TRI_NO, TRI_NO, TRI_UNKNOWN, TRI_NO);
}

TEST(target_kernel_no_remedies, "For a kernel that is not running, there is no remedy")
{
	size_t remedies = 0;

	usual();
	set_target_kernel();
	inventory.regions[0].namespaces = 0;
	inventory.regions[0].available_size = inventory.regions[0].size;
	inventory.namespaces[0].info_block = INFO_BLOCK_PFN;
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

TEST(target_kernel_host_excludes,
     "For a kernel that is not running, a missing option still excludes DAX")
{
	set_target_kernel();
	usual();
	add_namespace(ND_MODE_DEVDAX, "dax", "dax", NO_INDEX);
	set_option(KOPT_FS_DAX, OPTION_NO);
	judge();
	assert_int_equal(verdict.namespaces[0].effective, ACCESS_BLOCK);
	assert_true(lists(&verdict.namespaces[0].reasons, REASON_CONFIG_FS_DAX));
	assert_int_equal(verdict.namespaces[1].effective, ACCESS_NONE);
	assert_true(lists(&verdict.namespaces[1].reasons, REASON_DEVDAX_NEEDS_FS_DAX));
	assert_int_equal(verdict.disks[0].dax, TRI_NO);
	expect_required(TRI_NO, TRI_NO, TRI_NO, TRI_NO);
}

TEST(target_kernel_without_info_blocks,
     "T8: there is a warning about a kernel without NVDIMM_PFN before it boots")
{
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

TEST(target_kernel_no_driver, "Without the bus's driver, a kernel gives no access to its devices")
{
	set_target_kernel();
	usual();
	set_option(KOPT_ACPI_NFIT, OPTION_NO);
	judge();
	assert_int_equal(verdict.host.modes[MODE_BLOCK].supported, TRI_YES);
	assert_int_equal(verdict.namespaces[0].effective, ACCESS_NONE);
	assert_true(lists(&verdict.namespaces[0].reasons, REASON_CONFIG_PMEM_DRIVER));
	expect_required(TRI_NO, TRI_NO, TRI_NO, TRI_NO);
}

TEST(target_kernel_seeds_are_not_its_own,
     "Seeds of the running kernel prove nothing about another kernel")
{
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

TEST(target_kernel_raw_is_not_sure,
     "If the running kernel knows no info blocks, a raw namespace is unknown for another kernel")
{
	set_target_kernel();
	usual();
	inventory.namespaces[0].mode = ND_MODE_RAW;
	inventory.namespaces[0].info_block = INFO_BLOCK_NOT_READ;
	inventory.regions[0].pfn_seed = false;
	judge();
	assert_int_equal(verdict.namespaces[0].effective, ACCESS_UNKNOWN);
	assert_int_equal(verdict.disks[0].dax, TRI_UNKNOWN);
	inventory_verdict_release(&verdict);

	inventory.namespaces[0].info_block = INFO_BLOCK_PFN;
	judge();
	assert_int_equal(verdict.namespaces[0].effective, ACCESS_UNKNOWN);
	inventory_verdict_release(&verdict);

	inventory.namespaces[0].info_block = INFO_BLOCK_NOT_READ;
	inventory.regions[0].pfn_seed = true;
	judge();
	assert_int_equal(verdict.namespaces[0].effective, ACCESS_BLOCK);
	inventory_verdict_release(&verdict);

	/*
	 * A kernel without PFN and DAX attaches every namespace as a block device, so their
	 * contents are unknown.
	 */
	inventory.regions[0].pfn_seed = false;
	set_option(KOPT_NVDIMM_PFN, OPTION_NO);
	set_option(KOPT_NVDIMM_DAX, OPTION_NO);
	judge();
	assert_int_equal(verdict.namespaces[0].effective, ACCESS_BLOCK);
	assert_true(lists(&verdict.namespaces[0].reasons, REASON_NS_INFO_BLOCK_UNREAD));
}

TEST(target_kernel_struct_pages_of_its_own,
     "Struct pages of virtio-pmem are unknown for another kernel without PFN")
{
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

TEST(target_kernel_larger_pages, "Alignment is judged by the other kernel's page size")
{
	size_t part;

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

TEST(target_kernel_mounts, "A mount's dax=never does not hold for another kernel")
{
	set_target_kernel();
	usual();
	add_mount(0, "btrfs", "rw", TRI_UNKNOWN);
	add_mount(0, "xfs", "rw,dax=never", TRI_UNKNOWN);
	add_mount(NO_INDEX, "virtiofs", "rw,dax=always", TRI_YES);
	judge();
	assert_int_equal(verdict.mounts[0].dax, TRI_NO);
	assert_true(lists(&verdict.mounts[0].reasons, REASON_FS_NO_DAX));
	/* It may have fallen back only on this kernel. */
	assert_int_equal(verdict.mounts[1].dax, TRI_UNKNOWN);
	/* The target kernel has no FUSE_DAX. */
	assert_int_equal(verdict.mounts[2].dax, TRI_NO);
}

TEST(target_kernel_nothing_seen,
     "If the running kernel sees nothing, another kernel may have a driver")
{
	set_target_kernel();
	judge();
	assert_null(finding_of(REASON_NOTHING_THERE));
	expect_required(TRI_UNKNOWN, TRI_UNKNOWN, TRI_UNKNOWN, TRI_UNKNOWN);
	inventory_verdict_release(&verdict);

	set_option(KOPT_FS_DAX, OPTION_NO);
	judge();
	expect_required(TRI_NO, TRI_NO, TRI_UNKNOWN, TRI_NO);
}

TEST(target_kernel_disabled, "A namespace that is disabled now is unknown for another kernel")
{
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

TEST(unread_namespace, "A namespace that was not read is unknown, not disabled")
{
	usual();
	inventory.namespaces[0].unread = true;
	/* Unread attributes have these values, but they are no answer. */
	inventory.namespaces[0].enabled = false;
	inventory.namespaces[0].mode = ND_MODE_UNKNOWN;
	judge();
	expect_open(0);
	expect_required(TRI_UNKNOWN, TRI_UNKNOWN, TRI_YES, TRI_UNKNOWN);
	assert_null(finding_of(REASON_NS_DISABLED));
}

TEST(unread_region, "A region that was not read is unknown, not disabled")
{
	usual();
	inventory.regions[0].unread = true;
	inventory.regions[0].enabled = false;
	judge();
	expect_open(0);
	assert_null(finding_of(REASON_REGION_NOT_ENABLED));
	assert_int_equal(verdict.disks[0].synchronous, TRI_UNKNOWN);
}

TEST(unread_bus, "If a bus was not read, MAP_SYNC is unknown")
{
	usual();
	inventory.buses[0].unread = true;
	judge();
	assert_int_equal(verdict.namespaces[0].effective, ACCESS_FSDAX);
	assert_int_equal(verdict.namespaces[0].map_sync, TRI_UNKNOWN);
	assert_string_equal(finding_of(REASON_OBJECT_UNREAD)->subject, "ndbus0");
}

TEST(disk_part_unread,
     "A disk that was only partly read is unknown, unless a value that was read says no")
{
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

TEST(unread_dax_device, "A dax device that was not read is unknown")
{
	add_region(add_bus("ACPI.NFIT"));
	add_namespace(ND_MODE_DEVDAX, "dax", "dax0.0", NO_INDEX);
	add_dax("device_dax", 0);
	inventory.dax_devices[0].unread = true;
	judge();
	assert_int_equal(verdict.dax_devices[0].effective, ACCESS_UNKNOWN);
	assert_int_equal(verdict.namespaces[0].effective, ACCESS_UNKNOWN);
	expect_required(TRI_UNKNOWN, TRI_UNKNOWN, TRI_NO, TRI_UNKNOWN);
}

TEST(unread_dax_devices, "If the list of dax devices was not read, no driver is reported missing")
{
	add_region(add_bus("ACPI.NFIT"));
	add_namespace(ND_MODE_DEVDAX, "dax", "dax0.0", NO_INDEX);
	inventory.dax_unread = true;
	judge();
	assert_int_equal(verdict.namespaces[0].effective, ACCESS_UNKNOWN);
	assert_null(finding_of(REASON_DAX_PMEM_NOT_BOUND));
}

TEST(unread_buses, "If buses were not listed, there is no nothing-there")
{
	inventory.unlisted = 1;
	judge();
	assert_null(finding_of(REASON_NOTHING_THERE));
	expect_required(TRI_UNKNOWN, TRI_UNKNOWN, TRI_UNKNOWN, TRI_UNKNOWN);
}

/* --- --probe: the kernel was tested --- */

TEST(probe_agrees, "A probe that agrees is evidence and no finding")
{
	usual();
	inventory.disks[0].probed_dax = TRI_YES;
	judge();
	assert_int_equal(verdict.namespaces[0].effective, ACCESS_FSDAX);
	assert_int_equal(verdict.disks[0].evidence.count, 1);
	assert_string_equal(verdict.disks[0].evidence.list[0].source, "probe");
	assert_int_equal(verdict.disks[0].evidence.list[0].says, TRI_YES);
	assert_null(finding_of(REASON_PROBE_CONTRADICTS));
}

TEST(probe_left_alone, "A probe without a result changes nothing")
{
	usual();
	inventory.probed = true;
	judge();
	assert_int_equal(verdict.namespaces[0].effective, ACCESS_FSDAX);
	assert_int_equal(verdict.disks[0].evidence.count, 0);
}

TEST(probe_says_no, "T2: a probe's no removes DAX from disk, partitions and namespace")
{
	size_t part;

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

TEST(probe_says_yes, "A probe's yes outweighs the files")
{
	usual();
	set_option(KOPT_FS_DAX, OPTION_NO);
	inventory.disks[0].probed_dax = TRI_YES;
	judge();
	assert_int_equal(verdict.namespaces[0].effective, ACCESS_FSDAX);
	assert_int_equal(verdict.namespaces[0].reasons.count, 0);
	assert_non_null(finding_of(REASON_PROBE_CONTRADICTS));
}

TEST(probe_settles, "A probe decides an unknown answer without a contradiction")
{
	size_t part;

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

TEST(probe_of_misaligned_dm, "T5: a probe's yes does not make a misaligned dm device safe")
{
	size_t dm;

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

TEST(probe_of_unread_dm, "A probe's yes does not make a dm device with an unread table safe")
{
	size_t dm;

	dm = add_dm(usual(), NULL, 0, TRI_YES);
	inventory.disks[dm].probed_dax = TRI_YES;
	judge();
	assert_int_equal(verdict.disks[dm].dax, TRI_UNKNOWN);
}

TEST(probe_on_aliasing_cpu, "A probe's yes on an aliasing CPU does not give DAX")
{
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

TEST(probe_of_dax_device, "A dax device that was mapped has DAX")
{
	add_region(add_bus("ACPI.NFIT"));
	add_namespace(ND_MODE_DEVDAX, "dax", "dax", NO_INDEX);
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

TEST(probe_of_mounts, "A probe in a mount shows its DAX and MAP_SYNC")
{
	usual();
	probed_mount("rw,dax=always", TRI_UNKNOWN, TRI_YES, TRI_YES);
	/* A file may have the attribute and its directory not, and the reverse. */
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

TEST(probe_contradicts_mounts, "A probe in a mount outweighs its options")
{
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

TEST(no_flush, "A region whose writes may stay in the caches is named, unless it is volatile")
{
	static const struct {
		const char *provider;
		bool is_volatile;
		enum option_state flushcache;
		unsigned int mappings;
		int severity; /* -1: no finding */
	} cases[] = {
		{ "ACPI.NFIT", false, OPTION_YES, 2, -1 },
		{ "ACPI.NFIT", false, OPTION_NO, 2, SEVERITY_WARNING },
		{ "c0000000.pmem", false, OPTION_YES, 0, SEVERITY_INFO },
		{ "c0000000.pmem", false, OPTION_ABSENT, 0, SEVERITY_WARNING },
		{ "c0000000.pmem", true, OPTION_ABSENT, 0, -1 },
		{ "c0000000.pmem", false, OPTION_UNREAD, 0, SEVERITY_INFO },
		{ "e820", false, OPTION_YES, 0, -1 },
		{ "virtio-pmem", false, OPTION_YES, 0, -1 },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		const struct finding *finding;

		end(state);
		begin(state);
		usual();
		free(inventory.buses[0].provider);
		inventory.buses[0].provider = xstrdup(cases[i].provider);
		inventory.regions[0].is_volatile = cases[i].is_volatile;
		inventory.regions[0].mappings = cases[i].mappings;
		set_option(KOPT_ARCH_HAS_UACCESS_FLUSHCACHE, cases[i].flushcache);
		judge();
		finding = finding_of(REASON_PMEM_NO_FLUSH);
		assert_int_equal(finding ? (int)finding->severity : -1, cases[i].severity);
		assert_int_equal(verdict.namespaces[0].effective, ACCESS_FSDAX);
	}
}

TEST(region_overlaps,
     "A region over memory in use has a reason of its own, and no mode is possible")
{
	usual();
	inventory.regions[0].memory = MEMORY_TAKEN;
	inventory.namespaces[0].enabled = false;
	judge();
	assert_int_equal(verdict.namespaces[0].effective, ACCESS_NONE);
	assert_int_equal(verdict.namespaces[0].possible, 0);
	assert_true(verdict.namespaces[0].possible_known);
	assert_true(lists(&verdict.namespaces[0].reasons, REASON_REGION_OVERLAPS_MEMORY));
	assert_string_equal(finding_of(REASON_REGION_OVERLAPS_MEMORY)->subject, "region0");
	assert_null(finding_of(REASON_NS_DISABLED));
	/* What works outweighs what /proc/iomem shows. */
	inventory_verdict_release(&verdict);
	inventory.namespaces[0].enabled = true;
	judge();
	assert_int_equal(verdict.namespaces[0].effective, ACCESS_FSDAX);
	assert_null(finding_of(REASON_REGION_OVERLAPS_MEMORY));
}

TEST(volatile_region, "A volatile region is named")
{
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

TEST(papr_flush_call, "A papr region that flushes by hcalls has no MAP_SYNC")
{
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
		end(state);
		begin(state);
		devdax("device_dax");
		free(inventory.buses[0].provider);
		inventory.buses[0].provider = xstrdup("ibm,persistent-memory:ibm,pmemory@1");
		inventory.buses[0].flush_call = call;
		judge();
		/* If only the hypervisor can flush, a program cannot make data persistent. */
		assert_int_equal(verdict.dax_devices[0].granularity,
				 call == TRI_NO    ? GRANULARITY_CACHE_LINE
				 : call == TRI_YES ? GRANULARITY_NONE
						   : GRANULARITY_UNKNOWN);
	}
}

TEST(volatile_granularity,
     "Volatile memory has no granularity of persistence, unread memory none known")
{
	add_dax("device_dax", NO_INDEX);
	inventory.dax_regions[0].parent = xstrdup("/sys/devices/platform/hmem.0");
	judge();
	assert_int_equal(verdict.dax_devices[0].granularity, GRANULARITY_NONE);
	end(state);
	begin(state);
	add_dax("kmem", NO_INDEX);
	judge();
	assert_int_equal(verdict.dax_devices[0].granularity, GRANULARITY_NONE);
	end(state);
	begin(state);
	devdax("device_dax");
	inventory.regions[0].unread = true;
	judge();
	assert_int_equal(verdict.dax_devices[0].granularity, GRANULARITY_UNKNOWN);
}

TEST(papr_without_driver,
     "NVDIMMs of a PAPR device tree without a driver are named, with what they need")
{
	inventory.environment.papr_idle = xstrdup("ibm,pmemory@90000000");
	judge();
	assert_non_null(strstr(finding_of(REASON_PAPR_NO_DRIVER)->message, "ibm,pmemory@90000000"));
	assert_non_null(
		strstr(finding_of(REASON_PAPR_NO_DRIVER)->remedy->text, "CONFIG_PAPR_SCM=m"));
	assert_null(finding_of(REASON_PAPR_NO_DRIVER)->command);
	assert_null(finding_of(REASON_NOTHING_THERE));
	inventory_verdict_release(&verdict);
	set_option(KOPT_PAPR_SCM, OPTION_MODULE);
	judge();
	assert_string_equal(finding_of(REASON_PAPR_NO_DRIVER)->command, "modprobe papr_scm");
	inventory_verdict_release(&verdict);
	free(inventory.environment.papr_idle);
	inventory.environment.papr_idle = NULL;
	judge();
	assert_null(finding_of(REASON_PAPR_NO_DRIVER));
	assert_non_null(finding_of(REASON_NOTHING_THERE));
}

TEST(probe_settles_map_sync,
     "A probe decides MAP_SYNC of a papr region whose device tree is missing")
{
	usual();
	free(inventory.buses[0].provider);
	inventory.buses[0].provider = xstrdup("ibm,pmemory");
	probed_mount("rw,dax=always", TRI_UNKNOWN, TRI_YES, TRI_YES);
	judge();
	assert_int_equal(verdict.mounts[0].map_sync, TRI_YES);
	assert_int_equal(verdict.mounts[0].granularity, GRANULARITY_CACHE_LINE);
	assert_null(finding_of(REASON_PROBE_CONTRADICTS));
}

/* This test is the last one, because the tests above collect the reasons. */
TEST(every_reason_is_given, "Every reason about objects was given by a test above")
{
	judge();
	for (int reason = 0; reason < REASON_COUNT; reason++)
		if (!given[reason] && reason_words(reason)->flags & REASON_FLAG_OBJECT)
			fail_msg("no test gives %s", reason_words(reason)->id);
}

int main(void)
{
	return unit_test_run(NULL, begin, end);
}

// SPDX-License-Identifier: GPL-2.0-only
/*
 * The rows come from traces of the observers and of libkmod 30; libndctl 76.1 and libudev 252 were
 * traced for earlier versions. pmemcap's tests in guests compare a machine with its capture, and a
 * missing row shows as a difference. No row names resource, write_cache, removable or deep_flush.
 */
#include "table.h"

#include "../lib/array.h"

/* clang-format off */
const struct row capture_rows[] = {
	/* kernel */
	{ ROW_HOST, ROW_CONTENT, "/proc", "sys/kernel/arch sys/kernel/modules_disabled", NULL },
	{ ROW_HOST, ROW_CONTENT, "/proc", "cmdline", reduce_cmdline },
	{ ROW_HOST, ROW_CONTENT, "/proc", "cpuinfo", reduce_cpuinfo },
	{ ROW_INVENTORY, ROW_CONTENT, "/proc", "swaps", reduce_swaps },

	/* data caches */
	{ ROW_HOST, ROW_PRESENCE, "/sys/devices/system/cpu", "cpu[0-9]*", NULL },
	{ ROW_HOST, ROW_CONTENT, "/sys/devices/system/cpu/cpu[0-9]*", "online", NULL },
	{ ROW_HOST, ROW_CONTENT, "/sys/devices/system/cpu/cpu[0-9]*/cache/index[0-9]*",
	  "level type size ways_of_associativity number_of_sets coherency_line_size", NULL },

	/*
	 * modules: the places that libkmod reads. A name that leads to /dev/null hides the file of
	 * that name in another place. capture.c copies drivers and /sys/module by name.
	 */
	{ ROW_HOST, ROW_NAME, "/etc/modprobe.d", "*.conf", reduce_modprobe },
	{ ROW_HOST, ROW_NAME, "/run/modprobe.d", "*.conf", reduce_modprobe },
	{ ROW_HOST, ROW_NAME, "/usr/local/lib/modprobe.d", "*.conf", reduce_modprobe },
	{ ROW_HOST, ROW_NAME, "/usr/lib/modprobe.d", "*.conf", reduce_modprobe },
	{ ROW_HOST, ROW_NAME, "/lib/modprobe.d", "*.conf", reduce_modprobe },

	/* the seeds of regions */
	{ ROW_HOST, ROW_PRESENCE, "/sys/bus/nd", "devices", NULL },
	{ ROW_INVENTORY, ROW_PRESENCE, "/sys/bus/nd/devices", "*", NULL },
	{ ROW_HOST, ROW_PRESENCE, "/sys/bus/nd/devices/region[0-9]*", "driver", NULL },
	{ ROW_HOST, ROW_CONTENT, "/sys/bus/nd/devices/region[0-9]*", "btt_seed pfn_seed dax_seed",
	  NULL },

	/*
	 * nd buses, dimms, regions, namespaces and their personalities. libndctl ignores a device
	 * without a modalias ("nd:t4").
	 */
	{ ROW_INVENTORY, ROW_CHAR_LINK, "/sys/dev/char", "*:*", NULL },
	{ ROW_INVENTORY, ROW_CONTENT, "/sys/class/nd/ndctl[0-9]*", "dev", NULL },
	{ ROW_INVENTORY, ROW_PRESENCE, "/sys/class/nd/ndctl[0-9]*", "device", NULL },
	{ ROW_INVENTORY, ROW_CONTENT, "/sys/bus/nd/devices/ndbus[0-9]*",
	  "commands provider wait_probe nfit/revision nfit/dsm_mask nfit/scrub of_node/compatible",
	  NULL },
	{ ROW_INVENTORY, ROW_PRESENCE, "/sys/bus/nd/devices/ndbus[0-9]*", "../subsystem", NULL },
	{ ROW_INVENTORY, ROW_PRESENCE, "/sys/bus/nd/devices/ndbus[0-9]*",
	  "of_node/ibm,hcall-flush-required of_node/ibm,unit-guid", NULL },
	{ ROW_INVENTORY, ROW_CONTENT, "/sys/bus/nd/devices/nmem[0-9]*",
	  "available_slots commands dev flags security modalias nfit/dsm_mask nfit/family nfit/flags "
	  "nfit/format nfit/formats nfit/handle nfit/phys_id papr/flags",
	  NULL },
	{ ROW_WHOLE, ROW_CONTENT, "/sys/bus/nd/devices/nmem[0-9]*",
	  "state nfit/id nfit/serial nfit/vendor nfit/device nfit/rev_id "
	  "nfit/subsystem_vendor nfit/subsystem_device nfit/subsystem_rev_id nfit/dirty_shutdown",
	  NULL },
	/* the class of the bus that a dax device comes from */
	{ ROW_HOST, ROW_CONTENT, "/sys/bus/nd/devices/ndbus[0-9]*", "provider", NULL },
	{ ROW_HOST, ROW_PRESENCE, "/sys/bus/nd/devices/ndbus[0-9]*", "../subsystem", NULL },
	{ ROW_INVENTORY, ROW_CONTENT, "/sys/bus/nd/devices/region[0-9]*",
	  "align available_size badblocks devtype mappings max_available_extent modalias "
	  "nfit/range_index nstype numa_node persistence_domain read_only set_cookie size "
	  "target_node",
	  NULL },
	{ ROW_INVENTORY, ROW_CONTENT, "/sys/bus/nd/devices/region[0-9]*", "mapping[0-9]*", NULL },
	{ ROW_INVENTORY, ROW_CONTENT, "/sys/bus/nd/devices/namespace[0-9]*",
	  "alt_name force_raw holder holder_class modalias mode nstype numa_node sector_size size "
	  "target_node uuid",
	  NULL },
	{ ROW_INVENTORY, ROW_CONTENT, "/sys/bus/nd/devices/btt[0-9]*",
	  "modalias sector_size size uuid", NULL },
	{ ROW_INVENTORY, ROW_CONTENT, "/sys/bus/nd/devices/pfn[0-9]*",
	  "align modalias mode size supported_alignments uuid", NULL },
	{ ROW_INVENTORY, ROW_CONTENT, "/sys/bus/nd/devices/dax[0-9]*",
	  "align modalias mode size supported_alignments uuid", NULL },
	{ ROW_INVENTORY, ROW_PRESENCE, "/sys/bus/nd/devices/*[0-9]*", "driver", NULL },

	/* dax devices, on the dax bus or in the dax class */
	{ ROW_HOST, ROW_PRESENCE, "/sys/bus/dax/devices", "*", NULL },
	{ ROW_INVENTORY, ROW_PRESENCE, "/sys/class/dax", "*", NULL },
	{ ROW_INVENTORY, ROW_CONTENT, "/sys/bus/dax/devices/dax[0-9]*",
	  "align numa_node size target_node ../dax_region/id ../dax_region/size "
	  "../dax_region/available_size ../dax_region/align",
	  NULL },
	{ ROW_INVENTORY, ROW_CONTENT, "/sys/bus/dax/devices/dax[0-9]*/mapping[0-9]*", "start end",
	  NULL },
	{ ROW_HOST, ROW_PRESENCE, "/sys/bus/dax/devices/dax[0-9]*", "driver", NULL },
	{ ROW_INVENTORY, ROW_CONTENT, "/sys/class/dax/dax[0-9]*",
	  "align numa_node size target_node ../../dax_region/id ../../dax_region/size "
	  "../../dax_region/available_size ../../dax_region/align",
	  NULL },
	{ ROW_INVENTORY, ROW_CONTENT, "/sys/class/dax/dax[0-9]*/mapping[0-9]*", "start end", NULL },
	{ ROW_INVENTORY, ROW_PRESENCE, "/sys/class/dax/dax[0-9]*", "driver", NULL },

	/* CXL, and PCI functions that may be CXL memory without a driver */
	{ ROW_INVENTORY, ROW_PRESENCE, "/sys/bus/cxl/devices", "*", NULL },
	{ ROW_INVENTORY, ROW_CONTENT, "/sys/bus/cxl/devices/mem[0-9]*",
	  "firmware_version numa_node pmem/qos_class pmem/size ram/qos_class ram/size", NULL },
	{ ROW_WHOLE, ROW_CONTENT, "/sys/bus/cxl/devices/mem[0-9]*", "serial", NULL },
	{ ROW_INVENTORY, ROW_CONTENT, "/sys/bus/cxl/devices/region[0-9]*",
	  "commit interleave_granularity interleave_ways mode size target[0-9]*", NULL },
	{ ROW_INVENTORY, ROW_CONTENT, "/sys/bus/cxl/devices/decoder[0-9]*",
	  "cap_pmem cap_ram cap_type2 cap_type3 dpa_size interleave_granularity "
	  "interleave_ways mode qos_class region size start target_list",
	  NULL },
	{ ROW_INVENTORY, ROW_PRESENCE, "/sys/bus/cxl/devices/decoder[0-9]*",
	  "create_pmem_region create_ram_region", NULL },
	{ ROW_INVENTORY, ROW_PRESENCE, "/sys/bus/cxl/devices/root[0-9]*", "dport[0-9]*", NULL },
	{ ROW_INVENTORY, ROW_PRESENCE, "/sys/bus/cxl/devices/endpoint[0-9]*", "uport", NULL },
	{ ROW_INVENTORY, ROW_PRESENCE, "/sys/bus/cxl/devices/port[0-9]*", "uport", NULL },
	{ ROW_INVENTORY, ROW_PRESENCE, "/sys/bus/cxl/devices/*[0-9]*", "driver", NULL },
	{ ROW_INVENTORY, ROW_PRESENCE, "/sys/bus/cxl/drivers", "cxl_mem", NULL },
	{ ROW_INVENTORY, ROW_PRESENCE, "/sys/bus/acpi/devices", "ACPI0016:00", NULL },
	{ ROW_INVENTORY, ROW_CONTENT, "/sys/bus/pci/devices/*", "class", NULL },
	{ ROW_INVENTORY, ROW_PRESENCE, "/sys/bus/pci/devices/*", "driver", NULL },

	/* platform */
	{ ROW_INVENTORY, ROW_PRESENCE, "/sys/firmware/devicetree/base/ibm,persistent-memory",
	  "ibm,pmemory@*", NULL },
	{ ROW_INVENTORY, ROW_PRESENCE, "/sys", "bus class/block", NULL },
	{ ROW_INVENTORY, ROW_CONTENT, "/sys",
	  "class/dmi/id/sys_vendor class/dmi/id/product_name hypervisor/type "
	  "kernel/mm/transparent_hugepage/enabled "
	  "kernel/mm/transparent_hugepage/hpage_pmd_size devices/system/memory/auto_online_blocks "
	  "devices/system/memory/block_size_bytes",
	  NULL },
	{ ROW_INVENTORY, ROW_PRESENCE, "/sys/bus/virtio/drivers/virtiofs", "virtio*", NULL },
	{ ROW_INVENTORY, ROW_CONTENT, "/proc", "iomem", reduce_iomem },
	{ ROW_INVENTORY, ROW_CONTENT, "/etc", "os-release", reduce_os_release },
};
const size_t capture_row_count = ARRAY_SIZE(capture_rows);

const struct row capture_disk_rows[] = {
	{ ROW_INVENTORY, ROW_CONTENT, NULL, "uevent", reduce_uevent },
	{ ROW_INVENTORY, ROW_CONTENT, NULL,
	  "badblocks size start ro partition queue/dax dm/name dm/uuid dm/suspended "
	  "loop/backing_file",
	  NULL },
	{ ROW_INVENTORY, ROW_PRESENCE, NULL, "subsystem slaves/*", NULL },
};
const size_t capture_disk_row_count = ARRAY_SIZE(capture_disk_rows);
/* clang-format on */

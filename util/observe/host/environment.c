// SPDX-License-Identifier: GPL-2.0-only
/* Where this runs: machine or hypervisor, container, distribution. */
#include "environment.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../../facts/inventory.h"
#include "../../lib/array.h"
#include "../../lib/xalloc.h"
#include "../read/reader.h"
#include "../read/sysfs.h"
#include "../record/inventory.h"

/* Vendor strings in DMI, as hypervisors set them. The first match counts. */
static const struct {
	const char *prefix, *name;
} vendors[] = {
	{ "QEMU", "qemu" },     { "KVM", "kvm" },
	{ "VMware", "vmware" }, { "innotek GmbH", "virtualbox" },
	{ "Xen", "xen" },       { "Amazon EC2", "amazon" },
	{ "Google", "google" }, { "Microsoft Corporation", "microsoft" },
	{ "Bochs", "bochs" },   { "Parallels", "parallels" },
};

static char *by_dmi(void)
{
	static const char *const files[] = { "/sys/class/dmi/id/sys_vendor",
					     "/sys/class/dmi/id/product_name" };
	char text[128];

	for (size_t f = 0; f < ARRAY_SIZE(files); f++) {
		if (reader_attr(files[f], text, sizeof(text)) <= 0)
			continue;
		for (size_t i = 0; i < ARRAY_SIZE(vendors); i++)
			if (!strncmp(text, vendors[i].prefix, strlen(vendors[i].prefix)))
				return xstrdup(vendors[i].name);
	}
	return NULL;
}

/* Without DMI, /sys/hypervisor or the flags in /proc/cpuinfo show a hypervisor (x86 and arm64). */
static char *by_hypervisor(void)
{
	char text[128];
	char *cpuinfo;
	bool cut, guest;

	if (reader_attr("/sys/hypervisor/type", text, sizeof(text)) > 0)
		return xstrdup(text);
	if (reader_text("/proc/cpuinfo", 16384, &cpuinfo, NULL, &cut) < 0)
		return NULL;
	guest = strstr(cpuinfo, " hypervisor");
	if (!guest && !strstr(cpuinfo, "\nflags")) {
		free(cpuinfo);
		return NULL;
	}
	free(cpuinfo);
	return xstrdup(guest ? "unknown" : "none");
}

/* Does the first CPU have the flag X86_FEATURE_HYPERVISOR? All flags are on one line. */
static bool has_hypervisor_flag(void)
{
	char *cpuinfo;
	bool cut, flag;

	if (reader_text("/proc/cpuinfo", 16384, &cpuinfo, NULL, &cut) < 0)
		return false;
	flag = strstr(cpuinfo, " hypervisor");
	free(cpuinfo);
	return flag;
}

char *os_release_name(char *text)
{
	char *rest = text, *line, *name = NULL;

	while (!name && (line = strsep(&rest, "\n"))) {
		if (strncmp(line, "PRETTY_NAME=", 12))
			continue;
		line += 12;
		line += strspn(line, "\"'");
		line[strcspn(line, "\"'")] = '\0';
		name = xstrdup(line);
	}
	return name;
}

static char *read_os(void)
{
	char *text, *name;

	if (reader_text("/etc/os-release", 65536, &text, NULL, NULL) < 0)
		return NULL;
	name = os_release_name(text);
	free(text);
	return name;
}

/*
 * Has a virtiofs device a DAX window? virtio_fs_setup_dax() (fs/fuse/virtio_fs.c) claims the window
 * under the device's name, "virtio3". If one of several devices has a window, the answer is yes.
 */
static enum tri has_virtiofs_window(const struct facts *facts, const char *iomem)
{
	struct sysfs_names names;
	enum tri found = TRI_UNKNOWN;

	if (sysfs_list(facts, "/sys/bus/virtio/drivers/virtiofs", "virtio", &names))
		names.count = 0;
	for (size_t i = 0; i < names.count && found != TRI_YES; i++) {
		char *line = xasprintf(" : %s\n", names.list[i]);

		found = tri_from_bool(strstr(iomem, line));
		free(line);
	}
	sysfs_release_names(&names);
	return found;
}

/* All users can read the names in /proc/iomem; only root can read the addresses. */
static void read_iomem_names(struct environment *environment, const struct facts *facts)
{
	char *text;

	if (reader_text("/proc/iomem", 1 << 20, &text, NULL, NULL) < 0)
		return;
	environment->virtiofs_window = has_virtiofs_window(facts, text);
	environment->legacy_ranges = strstr(text, "Persistent Memory (legacy)");
	environment->soft_reserved = strstr(text, "Soft Reserved");
	environment->persistent_ranges = strstr(text, ": Persistent Memory\n");
	environment->kmem_ranges = strstr(text, "System RAM (kmem)");
	free(text);
}

void observe_environment(struct inventory *inventory, struct facts *facts)
{
	struct environment *environment = &inventory->environment;
	char text[128];

	environment->virtualization = by_dmi();
	if (!environment->virtualization)
		environment->virtualization = by_hypervisor();
	environment->container =
		reader_exists("/.dockerenv") || reader_exists("/run/.containerenv") ||
		(facts->live && reader_exists("/run/systemd/container")) || record_container(facts);
	boot_words_parse(&environment->words, facts->kernel.cmdline);
	environment->hypervisor_flag = has_hypervisor_flag();
	environment->os = read_os();
	environment->no_sysfs = reader_look("/sys/bus") == -ENOENT;
	if (reader_attr("/sys/kernel/mm/transparent_hugepage/enabled", text, sizeof(text)) > 0)
		environment->thp_never = strstr(text, "[never]");
	/* hpage_pmd_size_show(), mm/huge_memory.c */
	if (reader_attr("/sys/kernel/mm/transparent_hugepage/hpage_pmd_size", text, sizeof(text)) >
	    0)
		environment->huge_page = strtoul(text, NULL, 10);
	/* block_size_bytes_show(), drivers/base/memory.c: hexadecimal without 0x. */
	if (reader_attr("/sys/devices/system/memory/block_size_bytes", text, sizeof(text)) > 0)
		environment->memory_block = strtoul(text, NULL, 16);
	if (reader_attr("/sys/devices/system/memory/auto_online_blocks", text, sizeof(text)) > 0)
		environment->auto_online = xstrdup(text);
	read_iomem_names(environment, facts);
}

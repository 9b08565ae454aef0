// SPDX-License-Identifier: GPL-2.0-only
#include "cxl-memdev.h"

#include <stdlib.h>
#include <string.h>

#include "../../facts/cxl.h"
#include "../../facts/host.h"
#include "../../lib/array.h"
#include "../../lib/xalloc.h"
#include "../read/sysfs.h"
#include "cxl-decoder.h"
#include "cxl-place.h"

static const char affects[] = "buses";

void take_memdev(struct cxl_facts *cxl, struct facts *facts, const char *name)
{
	char *path = xasprintf(CXL_DEVICES "/%s", name);
	struct cxl_memdev *memdev;
	struct sysfs_dir dir;

	cxl->memdevs = array_make_room(cxl->memdevs, cxl->memdev_count, sizeof(*memdev));
	memdev = &cxl->memdevs[cxl->memdev_count++];
	*memdev = (struct cxl_memdev){ .dev = xstrdup(name), .host = cxl_parent_name(name) };
	sysfs_open(&dir, facts, path, affects);
	memdev->firmware = sysfs_text(&dir, "firmware_version");
	memdev->pmem_size = sysfs_number_or(&dir, "pmem/size", 0);
	memdev->ram_size = sysfs_number_or(&dir, "ram/size", 0);
	memdev->serial = sysfs_number_or(&dir, "serial", CXL_UNKNOWN);
	memdev->numa_node = sysfs_int(&dir, "numa_node", -1);
	memdev->pmem_qos = sysfs_int(&dir, "pmem/qos_class", CXL_NO_QOS);
	memdev->ram_qos = sysfs_int(&dir, "ram/qos_class", CXL_NO_QOS);
	memdev->enabled = sysfs_has(&dir, "driver");
	memdev->unread = sysfs_close(&dir);
	free(path);
}

/* The host bridge of a port. The caller frees it. */
static char *read_bridge(struct cxl_facts *cxl, struct facts *facts, const char *port)
{
	char *path = xasprintf(CXL_DEVICES "/%s", port), *bridge;
	struct sysfs_dir dir;

	sysfs_open(&dir, facts, path, affects);
	bridge = sysfs_link(&dir, "uport");
	cxl->unread |= sysfs_close(&dir);
	free(path);
	return bridge;
}

static void take_ports(struct cxl_memdev *memdev, const struct sysfs_names *names,
		       const char *endpoint)
{
	char **ports;

	if (memdev->ports)
		return;
	ports = cxl_ports_above(endpoint, &memdev->port_count);
	memdev->ports = xcalloc(memdev->port_count, sizeof(*memdev->ports));
	for (size_t i = 0; i < memdev->port_count; i++)
		memdev->ports[i] = (struct cxl_port){
			.dev = ports[i],
			.decoder_count = count_decoders(names, ports[i] + strlen("port")),
		};
	free(ports);
}

void take_endpoint(struct cxl_facts *cxl, struct facts *facts, const struct sysfs_names *names,
		   const char *name)
{
	char *path = xasprintf(CXL_DEVICES "/%s", name), *dev;
	size_t before = cxl->decoder_count;
	struct sysfs_dir dir;

	sysfs_open(&dir, facts, path, affects);
	dev = sysfs_link(&dir, "uport");
	cxl->unread |= sysfs_close(&dir);
	for (size_t i = 0; dev && i < cxl->memdev_count; i++) {
		struct cxl_memdev *memdev = &cxl->memdevs[i];

		if (strcmp(memdev->dev, dev) != 0)
			continue;
		memdev->has_endpoint = true;
		take_ports(memdev, names, name);
		if (memdev->port_count && !memdev->bridge)
			memdev->bridge = read_bridge(cxl, facts, memdev->ports[0].dev);
		take_endpoint_decoders(cxl, facts, names, name + strlen("endpoint"), dev);
		for (size_t d = before; d < cxl->decoder_count; d++)
			memdev->in_region |= cxl->decoders[d].region != NULL;
	}
	free(dev);
	free(path);
}

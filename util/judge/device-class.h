/* SPDX-License-Identifier: GPL-2.0-only */
/* Classes of persistent and special-purpose memory devices. */
#ifndef PMEMCAP_JUDGE_DEVICE_CLASS_H
#define PMEMCAP_JUDGE_DEVICE_CLASS_H

#include "../facts/host.h"
#include "../facts/inventory.h"

/* Classes of persistent and special-purpose memory devices, as bits. */
enum device_class {
	CLASS_NFIT = 1 << 0,
	CLASS_E820 = 1 << 1,
	CLASS_VIRTIO = 1 << 2,
	CLASS_OF = 1 << 3,
	CLASS_PAPR = 1 << 4,
	CLASS_CXL = 1 << 5,
	CLASS_HMEM = 1 << 6, /* dax only: soft-reserved memory */
};
#define CLASS_COUNT 7

/* A class of device: its driver module, and whether its raw namespaces have struct pages. */
struct class_words {
	enum device_class bit;
	const char *name; /* as the JSON contract writes it */
	enum kernel_module module;
	/* ND_REGION_PAGEMAP (nd_e820, virtio_pmem, of_pmem): DAX without an info block */
	bool pagemap;
};

/* Class i of CLASS_COUNT. */
const struct class_words *class_words(unsigned int i);

/* The name of a class for people: "devicetree" for "of", else class itself. Static, or class. */
const char *class_title(const char *class);

/* Titles of the classes whose bits are set, with separator between; the caller frees it. */
char *class_titles(unsigned int classes, const char *separator);

/*
 * The class of a bus, by its provider: "nfit", "e820", "virtio", "cxl", "of", "papr", "ramdax",
 * "test" or "unknown".
 */
const char *bus_class_name(const struct nd_bus *bus);

#endif

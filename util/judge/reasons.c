// SPDX-License-Identifier: GPL-2.0-only
#include "reasons.h"

/* A record that lacks a field or a text fails to compile, with its name. */
#define COUNT_FIELDS(...)                            NINTH_OF(__VA_ARGS__, 8, 7, 6, 5, 4, 3, 2, 1)
#define NINTH_OF(a, b, c, d, e, f, g, h, count, ...) count
#define REASON(name, ...)                                                                          \
	_Static_assert(COUNT_FIELDS(__VA_ARGS__) == 8,                                             \
		       "reasons.def: " #name " lacks a field, or has one too many");
#include "reasons.def"
#undef REASON

#define HOST   false
#define OBJECT true

#define NO_COMMAND   NULL
#define KEEPS_DATA   false
#define DELETES_DATA true

#define MESSAGE(text) text
#define FOUND(text)   text
#define REMEDY(text, command, deletes)                                                             \
	{                                                                                          \
		text, command, deletes                                                             \
	}
#define NO_REMEDY                                                                                  \
	{                                                                                          \
		NULL, NULL, false                                                                  \
	}

/*
 * The remedy if no kernel can help. Block modes need neither ZONE_DEVICE nor a cache without
 * aliases.
 */
/* clang-format off */
#define BLOCK_MODES \
	REMEDY("Use the memory as a block device, in sector mode (atomic sectors) or raw mode. A newer kernel does not help. A 64-bit platform that never aliases does: x86-64, arm64, powerpc64, riscv64 or loongarch64.", NO_COMMAND, KEEPS_DATA)
/* clang-format on */

#define REASON(name, id, gate, severity, object, message, found, remedy, fallback)                 \
	_Static_assert(sizeof(id) > 1, "reasons.def: " #name " has no id");                        \
	_Static_assert(sizeof(message) > 1, "reasons.def: " #name " has no message");              \
	_Static_assert(sizeof(found) > 1, "reasons.def: " #name " does not say how it is found");
#include "reasons.def"
#undef REASON

#define REASON(name, id, gate, severity, object, message, found, ...)                              \
	[REASON_##name] = { id,      GATE_##gate, SEVERITY_##severity, object,                     \
			    message, found,       __VA_ARGS__ },

static const struct reason_words table[REASON_COUNT] = {
#include "reasons.def"
};

const struct reason_words *reason_words(enum reason reason)
{
	return &table[reason];
}

static const struct {
	enum reason reason;
	enum severity severity;
	const char *state;
} other_severities[] = {
	{ REASON_CONFIG_PMEM_DRIVER, SEVERITY_INFO, "if other classes have a driver" },
	{ REASON_CXL_MEMDEV_NO_REGION, SEVERITY_INFO, "if the memory is volatile" },
	{ REASON_DAX_BOUND_TO_KMEM, SEVERITY_INFO, "if the device belongs to no namespace" },
	{ REASON_EROFS_FILE_LAYOUT, SEVERITY_INFO, "if it is unknown whether files have DAX" },
	{ REASON_FSDAX_ALIAS_UNCHECKED, SEVERITY_WARNING,
	  "if aliasing is unknown, or the kernel has no fsdax for another reason" },
	{ REASON_NS_INFO_BLOCK_UNCLAIMED, SEVERITY_ERROR, "if a namespace is affected" },
};

#define OTHER_COUNT (sizeof(other_severities) / sizeof(*other_severities))

enum severity other_severity(enum reason reason)
{
	for (size_t i = 0; i < OTHER_COUNT; i++)
		if (other_severities[i].reason == reason)
			return other_severities[i].severity;
	return table[reason].severity;
}

const char *other_severity_state(enum reason reason)
{
	for (size_t i = 0; i < OTHER_COUNT; i++)
		if (other_severities[i].reason == reason)
			return other_severities[i].state;
	return NULL;
}

const char *gate_name(enum gate gate)
{
	static const char *const names[GATE_COUNT] = {
		[GATE_CPU] = "cpu",       [GATE_KERNEL] = "kernel",
		[GATE_DRIVER] = "driver", [GATE_NAMESPACE] = "namespace",
		[GATE_DEVICE] = "device", [GATE_FILESYSTEM] = "filesystem",
		[GATE_MOUNT] = "mount",
	};

	return names[gate];
}

const char *severity_name(enum severity severity)
{
	static const char *const names[] = {
		[SEVERITY_INFO] = "info",
		[SEVERITY_WARNING] = "warning",
		[SEVERITY_ERROR] = "error",
	};

	return names[severity];
}

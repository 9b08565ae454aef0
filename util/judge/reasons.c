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

#define HOST         0
#define OBJECT       REASON_FLAG_OBJECT
#define ABOUT_ALL    REASON_FLAG_ABOUT_ALL
#define AS_MADE      REASON_FLAG_AS_MADE
#define PER_MODULE   REASON_FLAG_PER_MODULE
#define FOREIGN_MODE REASON_FLAG_FOREIGN_MODE

/* After a severity: findings have another one in some state. */
#define OR(severity_, state) , .other_severity = SEVERITY_##severity_, .other_state = (state)

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

#define REASON(name, id, gate, severity, flags, message, found, remedy, fallback)                  \
	_Static_assert(sizeof(id) > 1, "reasons.def: " #name " has no id");                        \
	_Static_assert(sizeof(message) > 1, "reasons.def: " #name " has no message");              \
	_Static_assert(sizeof(found) > 1, "reasons.def: " #name " does not say how it is found");
#include "reasons.def"
#undef REASON

#define REASON(name, id_, gate_, severity_, flags_, message_, found_, remedy_, fallback_)          \
	[REASON_##name] = { .id = id_,                                                             \
			    .gate = GATE_##gate_,                                                  \
			    .severity = SEVERITY_##severity_,                                      \
			    .flags = flags_,                                                       \
			    .message = message_,                                                   \
			    .found = found_,                                                       \
			    .remedy = remedy_,                                                     \
			    .fallback = fallback_ },

static const struct reason_words table[REASON_COUNT] = {
#include "reasons.def"
};

const struct reason_words *reason_words(enum reason reason)
{
	return &table[reason];
}

enum severity other_severity(enum reason reason)
{
	const struct reason_words *words = &table[reason];

	return words->other_state ? words->other_severity : words->severity;
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

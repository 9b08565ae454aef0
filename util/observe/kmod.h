/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PMEMCAP_KMOD_H
#define PMEMCAP_KMOD_H

#include <libkmod.h>

/* By this name it has been since kmod 1. */
#define LIBKMOD_FILE "libkmod.so.2"

/* What is asked of it, without its "kmod_". */
#define KMOD_CALLS(X)                                                                              \
	X(new)                                                                                     \
	X(load_resources)                                                                          \
	X(unref)                                                                                   \
	X(module_new_from_name)                                                                    \
	X(module_new_from_lookup)                                                                  \
	X(module_unref)                                                                            \
	X(module_unref_list)                                                                       \
	X(module_apply_filter)                                                                     \
	X(module_get_initstate)                                                                    \
	X(module_get_path)                                                                         \
	X(module_get_name)                                                                         \
	X(module_get_install_commands)

struct kmod_calls {
#define KMOD_CALL(name) __typeof__(kmod_##name) *name;
	KMOD_CALLS(KMOD_CALL)
#undef KMOD_CALL
};

/*
 * libkmod, which the first call loads: what it is linked to (libcrypto and three
 * decompressors) takes longer to load than all the rest does, and a machine
 * without /lib/modules has no use for it. Returns NULL where it cannot be loaded,
 * at every later call as well. To be called before a tree becomes the root, which
 * may hold a library of that name.
 */
const struct kmod_calls *kmod_calls(void);

#endif

// SPDX-License-Identifier: GPL-2.0-only
#include "kmod.h"

#include <dlfcn.h>
#include <stdbool.h>
#include <stddef.h>

#include "../must.h"

static const struct {
	const char *name;
	size_t offset;
} symbols[] = {
#define KMOD_CALL(name) { "kmod_" #name, offsetof(struct kmod_calls, name) },
	KMOD_CALLS(KMOD_CALL)
#undef KMOD_CALL
};

static bool load(struct kmod_calls *calls)
{
	void *library = dlopen(LIBKMOD_FILE, RTLD_NOW | RTLD_LOCAL);

	if (!library)
		return false;
	for (size_t i = 0; i < ARRAY_LENGTH(symbols); i++) {
		void *symbol = dlsym(library, symbols[i].name);

		if (!symbol)
			return false;
		/* ISO C knows no way from an object's address to a function's; dlsym(3) is there for it. */
		*(void **)((char *)calls + symbols[i].offset) = symbol;
	}
	return true;
}

const struct kmod_calls *kmod_calls(void)
{
	static struct kmod_calls calls;
	static bool tried, loaded;

	if (!tried)
		loaded = load(&calls);
	tried = true;
	return loaded ? &calls : NULL;
}

// SPDX-License-Identifier: GPL-2.0-only
#include "kernel-names.h"

#include <stddef.h>

const char *kernel_option_name(enum kernel_option option)
{
	static const char *const names[KOPT_COUNT] = {
#define X(name) [KOPT_##name] = #name,
		KERNEL_OPTIONS(X)
#undef X
	};

	return names[option];
}

const char *kernel_module_name(enum kernel_module module)
{
	static const char *const names[KMOD_COUNT] = {
#define X(name, option, driver) [KMOD_##name] = #name,
		KERNEL_MODULES(X)
#undef X
	};

	return names[module];
}

enum kernel_option kernel_module_option(enum kernel_module module)
{
	static const enum kernel_option options[KMOD_COUNT] = {
#define X(name, option, driver) [KMOD_##name] = KOPT_##option,
		KERNEL_MODULES(X)
#undef X
	};

	return options[module];
}

const char *kernel_module_driver(enum kernel_module module)
{
	static const char *const paths[KMOD_COUNT] = {
#define X(name, option, driver) [KMOD_##name] = driver,
		KERNEL_MODULES(X)
#undef X
	};

	return paths[module];
}

const char *kernel_symbol_name(enum kernel_symbol symbol)
{
	static const char *const names[KSYM_COUNT] = {
#define X(name, module) [KSYM_##name] = #name,
		KERNEL_SYMBOLS(X)
#undef X
	};

	return names[symbol];
}

const char *kernel_symbol_module(enum kernel_symbol symbol)
{
	static const char *const modules[KSYM_COUNT] = {
#define X(name, module) [KSYM_##name] = module,
		KERNEL_SYMBOLS(X)
#undef X
	};

	return modules[symbol];
}

const char *kernel_platform_name(enum kernel_platform platform)
{
	static const char *const names[KPLAT_COUNT] = {
#define X(name) [KPLAT_##name] = #name,
		KERNEL_PLATFORMS(X)
#undef X
	};

	return names[platform];
}

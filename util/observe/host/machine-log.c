// SPDX-License-Identifier: GPL-2.0-only
#include "machine-log.h"

#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

#include "../../facts/host.h"
#include "../../lib/xalloc.h"
#include "machine-cpuinfo.h"
#include "machine-guess.h"

/* "CPU: ARMv6-compatible processor [410fb767] revision 7 (ARMv7), cr=00c5387d" */
static void guess_arm_log(struct machine_guess *guess, const char *message)
{
	const char *name = message + 5, *open = strstr(name, "] revision "), *version;
	char *copy;

	version = open ? strstr(open, "(ARMv") : NULL;
	if (!version || !strstr(version, "), cr="))
		return;
	if (!strncmp(name, "ARMv7-M", 7)) {
		machine_take_name(guess, "armv7ml", "ARMv7-M");
	} else if (!strncmp(name, "ARMv7 ", 6)) {
		machine_take_name(guess, "armv7l", "ARMv7");
	} else if (!strncmp(name, "ARMv6", 5)) {
		machine_take_name(guess, "armv6l", "ARMv6");
	} else {
		version += 5;
		copy = xstrndup(version, strcspn(version, ")"));
		machine_take_arm_version(guess, copy);
		free(copy);
	}
}

struct machine_guess machine_of_log(const char *message)
{
	struct machine_guess guess = { 0 };

	if (!strncmp(message, "CPU: ", 5))
		guess_arm_log(&guess, message);
	else if (!fnmatch("CPU[0-9] revision is: *(*)*", message, 0) ||
		 !fnmatch("CPU revision is: *", message, 0))
		machine_take_family(&guess, "mips", "CPU revision");
	else if (!fnmatch("Primary data cache *kB, *VIPT, *", message, 0))
		machine_take_family(&guess, "mips", "Primary data cache");
	else if (!fnmatch("D-Cache*: *K, *way/set, *B Line*", message, 0))
		machine_take_name(&guess, "arc", "D-Cache");
	else if (!fnmatch("Booting Linux on physical CPU 0x* \\[0x*\\]*", message, 0))
		machine_take_name(&guess, "aarch64", "Booting Linux on physical CPU");
	else if (!strncmp(message, "BIOS-e820: ", 11))
		machine_take_family(&guess, "x86", "BIOS-e820");
	return guess;
}

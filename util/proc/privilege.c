// SPDX-License-Identifier: GPL-2.0-only
#include "privilege.h"

#include <errno.h>
#include <grp.h>
#include <linux/capability.h>
#include <signal.h>
#include <stdbool.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "../lib/exit-status.h"
#include "bounded.h"

static bool dropped;

/* Both halves of the kernel's capability sets, _LINUX_CAPABILITY_VERSION_3. */
struct capabilities {
	struct __user_cap_header_struct header;
	struct __user_cap_data_struct half[_LINUX_CAPABILITY_U32S_3];
};

static bool has_capability(const struct capabilities *own, int capability)
{
	return own->half[CAP_TO_INDEX(capability)].effective & CAP_TO_MASK(capability);
}

/* Without CAP_KILL, the waiting process could not kill a stuck process of another user. */
static bool may_drop(void)
{
	struct capabilities own = { .header = { .version = _LINUX_CAPABILITY_VERSION_3 } };

	return !geteuid() && !syscall(SYS_capget, &own.header, own.half) &&
	       has_capability(&own, CAP_SETUID) && has_capability(&own, CAP_SETGID) &&
	       has_capability(&own, CAP_KILL);
}

/* A change of the user id drops them in the kernel, unless a bit in securebits keeps them. */
static void drop_capabilities(void)
{
	struct capabilities none = { .header = { .version = _LINUX_CAPABILITY_VERSION_3 } };

	syscall(SYS_capset, &none.header, none.half);
}

static bool become_nobody(void)
{
	return !setgroups(0, NULL) &&
	       !setresgid(PRIVILEGE_NOBODY, PRIVILEGE_NOBODY, PRIVILEGE_NOBODY) &&
	       !setresuid(PRIVILEGE_NOBODY, PRIVILEGE_NOBODY, PRIVILEGE_NOBODY);
}

void privilege_drop(void)
{
	pid_t parent = getppid();

	prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	if (dropped || !bounded_can_begin_again() || !may_drop() || !become_nobody())
		return;
	dropped = true;
	drop_capabilities();
#ifdef __SANITIZE_ADDRESS__
	/* The leak checker attaches to its own process. */
	prctl(PR_SET_DUMPABLE, 1);
#endif
	/*
	 * The change of the user id has cleared it in the kernel (commit_creds(),
	 * kernel/cred.c).
	 */
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent)
		_exit(STATUS_FAILED);
}

void privilege_missed(int rc)
{
	if (dropped && (rc == -EACCES || rc == -EPERM))
		bounded_begin_again();
}

// SPDX-License-Identifier: GPL-2.0-only
/*
 * deny clone|sendmsg COMMAND...: run it with a seccomp filter that refuses these system calls with
 * EPERM, as containers do.
 */
#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#define DENY(nr)                                                                                   \
	BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (nr), 0, 1),                                           \
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM)

#define LOAD  BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr))
#define ALLOW BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)

static struct sock_filter no_clone[] = {
	LOAD,
#ifdef SYS_fork
	DENY(SYS_fork),
	DENY(SYS_vfork),
#endif
	DENY(SYS_clone),
	DENY(SYS_clone3),
	ALLOW,
};

static struct sock_filter no_sendmsg[] = { LOAD, DENY(SYS_sendmsg), ALLOW };

int main(int argc, char **argv)
{
	struct sock_fprog clone = { sizeof(no_clone) / sizeof(*no_clone), no_clone };
	struct sock_fprog sendmsg = { sizeof(no_sendmsg) / sizeof(*no_sendmsg), no_sendmsg };

	if (argc < 3)
		return 125;
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) ||
	    prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER,
		  strcmp(argv[1], "clone") ? &sendmsg : &clone)) {
		perror("seccomp");
		return 77;
	}
	execv(argv[2], argv + 2);
	return 127;
}

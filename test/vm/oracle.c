// SPDX-License-Identifier: GPL-2.0-only
/*
 * The oracle: it finds out what persistent memory gives by using it.
 *
 *	oracle statx FILE      dax=yes | dax=no
 *	oracle mapsync FILE    yes | no ERRNO
 *	oracle devdax DEVICE   yes | no ERRNO
 *
 * It ends with status 0 if there is an answer. Otherwise it prints nothing on standard output, so
 * that a failed test is never taken for a "no".
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

static int trouble(const char *what)
{
	fprintf(stderr, "oracle: %s: %s\n", what, strerror(errno));
	return 2;
}

static int answer(int error)
{
	if (error)
		printf("no %s\n", strerrorname_np(error));
	else
		puts("yes");
	return 0;
}

/* Check the attribute itself: every file system sets its bit in stx_attributes_mask. */
static int ask_statx(const char *file)
{
	struct statx st;

	if (statx(AT_FDCWD, file, 0, STATX_BASIC_STATS, &st))
		return trouble(file);
	printf("dax=%s\n", st.stx_attributes & STATX_ATTR_DAX ? "yes" : "no");
	return 0;
}

/* On a read-only mount, the file is opened for reading only. */
static int open_file(const char *file, int *protection)
{
	int fd = open(file, O_RDWR | O_CLOEXEC);

	*protection = PROT_READ | PROT_WRITE;
	if (fd < 0 && (errno == EROFS || errno == EACCES)) {
		*protection = PROT_READ;
		fd = open(file, O_RDONLY | O_CLOEXEC);
	}
	return fd;
}

static int ask_mapsync(const char *file)
{
	int protection;
	int fd = open_file(file, &protection);
	void *map = MAP_FAILED;

	if (fd < 0)
		return trouble(file);
#ifdef MAP_SYNC
	map = mmap(NULL, sysconf(_SC_PAGESIZE), protection, MAP_SHARED_VALIDATE | MAP_SYNC, fd, 0);
#else
	/* MIPS has no such flag, so no program can get such a mapping. */
	errno = EOPNOTSUPP;
#endif
	return answer(map == MAP_FAILED ? errno : 0);
}

/* A device is mapped in units of its alignment: 4 KiB, 2 MiB or 1 GiB. */
static unsigned long alignment(const struct stat *st)
{
	char path[64];
	unsigned long align = 0;
	FILE *file;

	snprintf(path, sizeof(path), "/sys/dev/char/%u:%u/align", major(st->st_rdev),
		 minor(st->st_rdev));
	file = fopen(path, "re");
	if (!file)
		return 0;
	if (fscanf(file, "%lu", &align) != 1)
		align = 0;
	fclose(file);
	return align;
}

static int ask_devdax(const char *device)
{
	struct stat st;
	unsigned long align;
	volatile char *map;
	int fd;

	if (stat(device, &st))
		return trouble(device);
	align = alignment(&st);
	if (!align)
		return trouble("align");
	fd = open(device, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return answer(errno);
	map = mmap(NULL, align, PROT_READ, MAP_SHARED, fd, 0);
	if (map == MAP_FAILED)
		return answer(errno);
	/* If the access raises SIGBUS, the program ends without an answer. */
	(void)map[0];
	return answer(0);
}

int main(int argc, char **argv)
{
	if (argc == 3 && !strcmp(argv[1], "statx"))
		return ask_statx(argv[2]);
	if (argc == 3 && !strcmp(argv[1], "mapsync"))
		return ask_mapsync(argv[2]);
	if (argc == 3 && !strcmp(argv[1], "devdax"))
		return ask_devdax(argv[2]);
	fputs("usage: oracle statx|mapsync FILE | oracle devdax DEVICE\n", stderr);
	return EXIT_FAILURE;
}

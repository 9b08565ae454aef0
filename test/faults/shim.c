// SPDX-License-Identifier: GPL-2.0-only
/*
 * This library is preloaded into the program. It lets one file, directory or link fail as a disk or
 * a kernel may fail, which no file system of a test can do.
 *
 *	FAULT=KIND:DEVICE:INODE
 *
 * The file is named by its inode, since a file in sysfs has many names, and --sysroot changes them.
 * With FAULT_TRACE=FD, every inode that is accessed is written to FD, one per line. With
 * FAULT_HIT=FD, one byte is written for every failure.
 */
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <unistd.h>

enum kind { NOTHING, EIO_READ, EIO_OPEN, ETIMEDOUT_OPEN, CHANGING, BYTEWISE };

static enum kind kind;
static unsigned long long device, inode;
static int trace = -1, hit = -1;

/* The next function of this name, with its type. */
#define NEXT(name)                                                                                 \
	static __typeof__(name) *next;                                                             \
	if (!next)                                                                                 \
	next = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)

/* The program's own descriptors are lower than this. */
#define HIGH 900

/* Move a descriptor of check.py to a high number. */
static int descriptor_of(const char *variable)
{
	const char *text = getenv(variable);

	return text ? fcntl(atoi(text), F_DUPFD, HIGH) : -1;
}

/* The program closes inherited descriptors. Those of this library must stay open. */
int close_range(unsigned int first, unsigned int last, int flags)
{
	(void)flags;
	for (unsigned int fd = first; fd <= last && fd < HIGH; fd++)
		syscall(SYS_close, fd);
	return 0;
}

__attribute__((constructor)) static void begin(void)
{
	static const char *const names[] = { "",          "eio-read", "eio-open",
					     "etimedout", "changing", "bytewise" };
	const char *fault = getenv("FAULT"), *colon = fault ? strchr(fault, ':') : NULL;

	trace = descriptor_of("FAULT_TRACE");
	hit = descriptor_of("FAULT_HIT");
	if (!colon || sscanf(colon, ":%llu:%llu", &device, &inode) != 2)
		return;
	for (int i = 0; i < 6; i++)
		if (strlen(names[i]) == (size_t)(colon - fault) &&
		    !strncmp(fault, names[i], colon - fault))
			kind = i;
}

static void note_hit(void)
{
	if (hit >= 0 && write(hit, "!", 1) < 0)
		abort();
}

static bool is_it(const struct stat *st)
{
	int saved = errno;

	if (trace >= 0)
		dprintf(trace, "%llu:%llu\n", (unsigned long long)st->st_dev,
			(unsigned long long)st->st_ino);
	errno = saved;
	return kind != NOTHING && st->st_dev == device && st->st_ino == inode;
}

static bool is_its(int fd)
{
	int saved = errno;
	struct stat st;
	bool is = (kind != NOTHING || trace >= 0) && fstat(fd, &st) == 0 && is_it(&st);

	errno = saved;
	return is;
}

static bool is_path(int dir, const char *path, int flags)
{
	int saved = errno;
	struct stat st;
	/* This must not call our own fstatat(): it needs the real result. */
	NEXT(fstatat);
	/* "" is the descriptor itself, a link that was opened with O_PATH. */
	bool is = (kind != NOTHING || trace >= 0) &&
		  next(dir, path, &st, *path ? flags : flags | AT_EMPTY_PATH) == 0 && is_it(&st);

	errno = saved;
	return is;
}

/* Sets errno if the file cannot be opened at all. */
static bool refused(bool is)
{
	if (!is || (kind != EIO_OPEN && kind != ETIMEDOUT_OPEN))
		return false;
	note_hit();
	errno = kind == EIO_OPEN ? EIO : ETIMEDOUT;
	return true;
}

static bool refused_path(int dir, const char *path, int flags)
{
	return refused(is_path(dir, path, flags));
}

static mode_t mode_of(int flags, va_list args)
{
	return flags & (O_CREAT | O_TMPFILE) ? va_arg(args, mode_t) : 0;
}

#define OPEN(name, at)                                                                             \
	int name(const char *path, int flags, ...)                                                 \
	{                                                                                          \
		va_list args;                                                                      \
		mode_t mode;                                                                       \
		NEXT(name);                                                                        \
                                                                                                   \
		va_start(args, flags);                                                             \
		mode = mode_of(flags, args);                                                       \
		va_end(args);                                                                      \
		if (refused_path(AT_FDCWD, path, flags & O_NOFOLLOW ? AT_SYMLINK_NOFOLLOW : 0))    \
			return -1;                                                                 \
		return next(path, flags, mode);                                                    \
	}                                                                                          \
	int at(int dir, const char *path, int flags, ...)                                          \
	{                                                                                          \
		va_list args;                                                                      \
		mode_t mode;                                                                       \
		NEXT(at);                                                                          \
                                                                                                   \
		va_start(args, flags);                                                             \
		mode = mode_of(flags, args);                                                       \
		va_end(args);                                                                      \
		if (refused_path(dir, path, flags & O_NOFOLLOW ? AT_SYMLINK_NOFOLLOW : 0))         \
			return -1;                                                                 \
		return next(dir, path, flags, mode);                                               \
	}
OPEN(open, openat)
OPEN(open64, openat64)

/* A tree's files are opened by openat2(), which has no wrapper in some libcs. */
long syscall(long number, ...)
{
	long a[6], rc;
	va_list args;
	NEXT(syscall);

	va_start(args, number);
	for (int i = 0; i < 6; i++)
		a[i] = va_arg(args, long);
	va_end(args);
	rc = next(number, a[0], a[1], a[2], a[3], a[4], a[5]);
	if (number != SYS_openat2 || rc < 0 || !refused(is_its(rc)))
		return rc;
	next(SYS_close, rc);
	errno = kind == EIO_OPEN ? EIO : ETIMEDOUT;
	return -1;
}

/* Their names under _FORTIFY_SOURCE. */
int __open_2(const char *path, int flags)
{
	return open(path, flags);
}

int __open64_2(const char *path, int flags)
{
	return open(path, flags);
}

int __openat_2(int dir, const char *path, int flags)
{
	return openat(dir, path, flags);
}

int __openat64_2(int dir, const char *path, int flags)
{
	return openat(dir, path, flags);
}

/* A read gives an error, one byte, or other contents. */
static ssize_t spoil(ssize_t n, char *buf)
{
	static unsigned char change;

	if (kind == CHANGING && n > 0) {
		note_hit();
		for (ssize_t i = 0; i < n; i++)
			buf[i] = "?{\001zz\377\n#"[(i + change) % 8];
		change++;
	}
	return n;
}

static size_t ration(size_t size)
{
	return kind == BYTEWISE && size > 1 ? 1 : size;
}

ssize_t read(int fd, void *buf, size_t size)
{
	NEXT(read);

	if (!is_its(fd))
		return next(fd, buf, size);
	if (kind == EIO_READ) {
		note_hit();
		errno = EIO;
		return -1;
	}
	return spoil(next(fd, buf, ration(size)), buf);
}

ssize_t __read_chk(int fd, void *buf, size_t size, size_t room)
{
	(void)room;
	return read(fd, buf, size);
}

#define PREAD(name, type)                                                                          \
	ssize_t name(int fd, void *buf, size_t size, type offset)                                  \
	{                                                                                          \
		NEXT(name);                                                                        \
                                                                                                   \
		if (!is_its(fd))                                                                   \
			return next(fd, buf, size, offset);                                        \
		if (kind == EIO_READ) {                                                            \
			note_hit();                                                                \
			errno = EIO;                                                               \
			return -1;                                                                 \
		}                                                                                  \
		return spoil(next(fd, buf, ration(size), offset), buf);                            \
	}
PREAD(pread, off_t)
PREAD(pread64, off64_t)

/* An unreadable page would raise SIGBUS. A file system without mmap() fails here instead. */
#define MMAP(name, type)                                                                           \
	void *name(void *at, size_t size, int protection, int flags, int fd, type offset)          \
	{                                                                                          \
		NEXT(name);                                                                        \
                                                                                                   \
		if (fd >= 0 && kind == EIO_READ && is_its(fd)) {                                   \
			note_hit();                                                                \
			errno = EIO;                                                               \
			return MAP_FAILED;                                                         \
		}                                                                                  \
		return next(at, size, protection, flags, fd, offset);                              \
	}
MMAP(mmap, off_t)
MMAP(mmap64, off64_t)

/* stdio does not use the read() above, so it gets our own. */
static ssize_t cookie_read(void *cookie, char *buf, size_t size)
{
	return read((int)(long)cookie, buf, size);
}

static int cookie_seek(void *cookie, off64_t *offset, int whence)
{
	*offset = lseek64((int)(long)cookie, *offset, whence);
	return *offset < 0 ? -1 : 0;
}

static int cookie_close(void *cookie)
{
	return close((int)(long)cookie);
}

static FILE *stream_of(int fd)
{
	return fopencookie((void *)(long)fd, "r",
			   (cookie_io_functions_t){ .read = cookie_read,
						    .seek = cookie_seek,
						    .close = cookie_close });
}

FILE *fdopen(int fd, const char *mode)
{
	NEXT(fdopen);

	return is_its(fd) ? stream_of(fd) : next(fd, mode);
}

#define FOPEN(name)                                                                                \
	FILE *name(const char *path, const char *mode)                                             \
	{                                                                                          \
		int fd;                                                                            \
		NEXT(name);                                                                        \
                                                                                                   \
		if (*mode != 'r' || !is_path(AT_FDCWD, path, 0))                                   \
			return next(path, mode);                                                   \
		fd = open(path, O_RDONLY | O_CLOEXEC);                                             \
		return fd < 0 ? NULL : stream_of(fd);                                              \
	}
FOPEN(fopen)
FOPEN(fopen64)

DIR *opendir(const char *path)
{
	NEXT(opendir);

	return refused_path(AT_FDCWD, path, 0) ? NULL : next(path);
}

#define READDIR(name, type)                                                                        \
	struct type *name(DIR *dir)                                                                \
	{                                                                                          \
		NEXT(name);                                                                        \
                                                                                                   \
		if (kind == EIO_READ && is_its(dirfd(dir))) {                                      \
			note_hit();                                                                \
			errno = EIO;                                                               \
			return NULL;                                                               \
		}                                                                                  \
		return next(dir);                                                                  \
	}
READDIR(readdir, dirent)
READDIR(readdir64, dirent64)

#define SCANDIR(name, type)                                                                        \
	int name(const char *path, struct type ***list, int (*filter)(const struct type *),        \
		 int (*order)(const struct type **, const struct type **))                         \
	{                                                                                          \
		NEXT(name);                                                                        \
		bool is = is_path(AT_FDCWD, path, 0);                                              \
                                                                                                   \
		if (refused(is))                                                                   \
			return -1;                                                                 \
		if (is && kind == EIO_READ) {                                                      \
			note_hit();                                                                \
			errno = EIO;                                                               \
			return -1;                                                                 \
		}                                                                                  \
		return next(path, list, filter, order);                                            \
	}
SCANDIR(scandir, dirent)
SCANDIR(scandir64, dirent64)

/* The target of a link cannot be read either. */
static bool unreadable_link(int dir, const char *path)
{
	bool is = is_path(dir, path, AT_SYMLINK_NOFOLLOW);

	if (refused(is))
		return true;
	if (!is || kind != EIO_READ)
		return false;
	note_hit();
	errno = EIO;
	return true;
}

ssize_t readlink(const char *restrict path, char *restrict buf, size_t size)
{
	NEXT(readlink);

	return unreadable_link(AT_FDCWD, path) ? -1 : next(path, buf, size);
}

ssize_t readlinkat(int dir, const char *restrict path, char *restrict buf, size_t size)
{
	NEXT(readlinkat);

	return unreadable_link(dir, path) ? -1 : next(dir, path, buf, size);
}

ssize_t __readlink_chk(const char *restrict path, char *restrict buf, size_t size, size_t room)
{
	(void)room;
	return readlink(path, buf, size);
}

ssize_t __readlinkat_chk(int dir, const char *restrict path, char *restrict buf, size_t size,
			 size_t room)
{
	(void)room;
	return readlinkat(dir, path, buf, size);
}

int access(const char *path, int mode)
{
	NEXT(access);

	return refused_path(AT_FDCWD, path, 0) ? -1 : next(path, mode);
}

int faccessat(int dir, const char *path, int mode, int flags)
{
	NEXT(faccessat);

	return refused_path(dir, path, flags & AT_SYMLINK_NOFOLLOW) ? -1
								    : next(dir, path, mode, flags);
}

#define STAT(name, type, follow)                                                                   \
	int name(const char *restrict path, struct type *restrict st)                              \
	{                                                                                          \
		NEXT(name);                                                                        \
                                                                                                   \
		return refused_path(AT_FDCWD, path, follow) ? -1 : next(path, st);                 \
	}
STAT(stat, stat, 0)
STAT(stat64, stat64, 0)
STAT(lstat, stat, AT_SYMLINK_NOFOLLOW)
STAT(lstat64, stat64, AT_SYMLINK_NOFOLLOW)

#define FSTATAT(name, type)                                                                        \
	int name(int dir, const char *restrict path, struct type *restrict st, int flags)          \
	{                                                                                          \
		NEXT(name);                                                                        \
                                                                                                   \
		return *path && refused_path(dir, path, flags & AT_SYMLINK_NOFOLLOW)               \
			       ? -1                                                                \
			       : next(dir, path, st, flags);                                       \
	}
FSTATAT(fstatat, stat)
FSTATAT(fstatat64, stat64)

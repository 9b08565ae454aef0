// SPDX-License-Identifier: GPL-2.0-only
/* Does this kernel require that shared mappings of a page have the same colour? */
#include "colour-probe.h"

#include <errno.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* Twice the largest alias span of any architecture (parisc's SHM_COLOUR, 4 MiB). */
#define REACH (8UL << 20)

/*
 * Map the page at address. Returns 0, EINVAL if the kernel refuses the colour, or another errno.
 * The mapping stays inside the reservation.
 */
static int try_address(char *address, long page_size, int fd)
{
	void *page = mmap(address, page_size, PROT_READ, MAP_SHARED | MAP_FIXED, fd, 0);

	return page == MAP_FAILED ? errno : 0;
}

static int try_colours(struct colour_probe *probe, char *base, long page_size, int fd)
{
	/* If even an address with the right colour is refused, the other answers mean nothing. */
	int rc = try_address(base, page_size, fd);

	if (rc)
		return -rc;
	for (unsigned long offset = page_size; offset <= REACH; offset *= 2) {
		rc = try_address(base + offset, page_size, fd);
		if (rc && rc != EINVAL)
			return -rc;
		probe->asked++;
		if (rc == EINVAL)
			probe->refused++;
		else if (probe->refused && !probe->span)
			probe->span = offset;
	}
	/* If all offsets are refused, the reason is not the colour. */
	return probe->refused && !probe->span ? -ERANGE : 0;
}

void observe_colour(struct colour_probe *probe, long page_size)
{
	char *chosen, *reserved = MAP_FAILED, *base;
	size_t room = 4 * REACH;
	int fd;

	memset(probe, 0, sizeof(*probe));
	fd = memfd_create("colour", MFD_CLOEXEC);
	if (fd < 0 || ftruncate(fd, page_size) < 0)
		goto failed;

	/*
	 * An address that the kernel chooses has the page's colour (which is never zero on parisc).
	 */
	chosen = mmap(NULL, page_size, PROT_READ, MAP_SHARED, fd, 0);
	if (chosen == MAP_FAILED)
		goto failed;
	munmap(chosen, page_size);
	reserved = mmap(NULL, room, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	if (reserved == MAP_FAILED)
		goto failed;
	base = reserved + (((uintptr_t)chosen - (uintptr_t)reserved) & (2 * REACH - 1));

	probe->error = try_colours(probe, base, page_size, fd);
	probe->done = !probe->error;
	goto out;
failed:
	probe->error = -errno;
out:
	if (reserved != MAP_FAILED)
		munmap(reserved, room);
	if (fd >= 0)
		close(fd);
}

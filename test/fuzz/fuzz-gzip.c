// SPDX-License-Identifier: GPL-2.0-only
/* /proc/config.gz, compressed. */
#include <errno.h>
#include <sys/mman.h>
#include <unistd.h>

#include "../../util/observe/host/kconfig.h"
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct kconfig_facts config = { 0 };
	int fd = memfd_create("config.gz", MFD_CLOEXEC), rc;
	char *text = NULL;

	REQUIRE(fd >= 0);
	REQUIRE(pwrite(fd, data, size, 0) == (ssize_t)size);
	rc = kconfig_gunzip(fd, &text);
	REQUIRE(rc == 0 || rc == -EBADMSG || rc == -EFBIG);
	REQUIRE(!rc == !!text);
	if (text)
		kconfig_parse(&config, text);
	free(text);
	return 0;
}

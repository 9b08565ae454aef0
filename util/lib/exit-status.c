// SPDX-License-Identifier: GPL-2.0-only
#include "exit-status.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "message.h"

int finish_stdout(void)
{
	bool lost = ferror(stdout);
	int rc = 0;

	errno = 0;
	if (fclose(stdout) != 0)
		rc = errno ? -errno : -EIO;
	else if (lost)
		rc = -EIO;
	if (rc)
		message_error("the answer could not be written: %s", strerror(-rc));
	return rc;
}

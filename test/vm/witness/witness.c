// SPDX-License-Identifier: GPL-2.0-only
/*
 * The running kernel's own word on what the tool says of it. Loading it logs
 *
 *   witness: aliasing=yes|no page_size=N fs_dax=ERRNO device_dax=ERRNO
 *
 * the value of cpu_dcache_is_aliasing(), and what alloc_dax() makes of a file
 * system's operations and of none, as device DAX has them: 0, or the errno. It
 * refuses to stay, so that nothing needs to be unloaded.
 */
#include <linux/dax.h>
#include <linux/err.h>
#include <linux/module.h>
#include <linux/version.h>

#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 9, 0)
#include <linux/cacheinfo.h>
#elif defined(CONFIG_MIPS)
/* What the macro has been defined as on MIPS since there is one. */
#include <asm/cpu-features.h>
#define cpu_dcache_is_aliasing() cpu_has_dc_aliases
#endif

static int refuse_to_zero(struct dax_device *dax, pgoff_t first, size_t pages)
{
	return -EIO;
}

static const struct dax_operations operations = {
	.zero_page_range = refuse_to_zero,
};

static int error_of(const struct dax_operations *ops)
{
	struct dax_device *dax = alloc_dax(NULL, ops);

	if (IS_ERR_OR_NULL(dax))
		return dax ? -PTR_ERR(dax) : ENODEV;
	kill_dax(dax);
	put_dax(dax);
	return 0;
}

static int __init testify(void)
{
	pr_info("witness: aliasing=%s page_size=%lu fs_dax=%d device_dax=%d\n",
		cpu_dcache_is_aliasing() ? "yes" : "no", PAGE_SIZE, error_of(&operations),
		error_of(NULL));
	return -ECANCELED;
}
module_init(testify);

MODULE_DESCRIPTION("what the kernel says of data cache aliasing and DAX");
MODULE_LICENSE("GPL");

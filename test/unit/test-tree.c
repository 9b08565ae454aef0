// SPDX-License-Identifier: GPL-2.0-only
/* Captured trees: how paths are resolved beneath them, and the code that replaces libkmod there. */
#include <errno.h>
#include <fcntl.h>
#include <libkmod.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "../../util/lib/array.h"
#include "../../util/lib/xalloc.h"
#include "../../util/observe/host/module-index.h"
#include "../../util/observe/host/module-rules.h"
#include "../../util/observe/read/sysroot.h"
#include "unit.h"

/* --- paths --- */

/* A kernel that has openat2() or lacks it, and how often it was called. */
static bool kernel_lacks_openat2;
static unsigned int calls;

long __real_syscall(long number, ...);
long __wrap_syscall(long number, ...);

long __wrap_syscall(long number, ...)
{
	long arguments[4];
	va_list ap;

	va_start(ap, number);
	for (int i = 0; i < 4; i++)
		arguments[i] = va_arg(ap, long);
	va_end(ap);
	calls += number == SYS_openat2;
	if (number == SYS_openat2 && kernel_lacks_openat2) {
		errno = ENOSYS;
		return -1;
	}
	return __real_syscall(number, arguments[0], arguments[1], arguments[2], arguments[3]);
}

static char top[] = "/tmp/pmemcap-tree-XXXXXX";

static void put(const char *path, const char *text)
{
	char *whole = xasprintf("%s/%s", top, path);
	FILE *file = fopen(whole, "w");

	assert_non_null(file);
	fputs(text, file);
	fclose(file);
	free(whole);
}

static void make(const char *path)
{
	char *whole = xasprintf("%s/%s", top, path);

	assert_int_equal(mkdir(whole, 0700), 0);
	free(whole);
}

static void link_to(const char *path, const char *target)
{
	char *whole = xasprintf("%s/%s", top, path);

	assert_int_equal(symlink(target, whole), 0);
	free(whole);
}

static int make_tree(void **state)
{
	char *fifo;

	(void)state;
	strcpy(top, "/tmp/pmemcap-tree-XXXXXX");
	assert_non_null(mkdtemp(top));
	make("usr");
	make("usr/lib");
	make("usr/lib/deep");
	put("usr/lib/file", "inside\n");
	put("usr/lib/deep/file", "deep\n");
	link_to("lib", "usr/lib");
	link_to("absolute", "/usr/lib/file");
	link_to("up", "../../../../../usr/lib/file");
	link_to("usr/lib/deep/back", "..");
	link_to("outside", "/etc/hostname");
	link_to("loop", "loop2");
	link_to("loop2", "/loop");
	link_to("nowhere", "usr/none");
	link_to("slash", "usr/lib/");
	link_to("root", "/");
	fifo = xasprintf("%s/fifo", top);
	assert_int_equal(mkfifo(fifo, 0600), 0);
	free(fifo);
	link_to("to-fifo", "/fifo");
	return 0;
}

static int remove_tree(void **state)
{
	char *command = xasprintf("rm -r %s", top);
	int rc = system(command);

	(void)state;
	free(command);
	return rc;
}

/* The contents of a file, or the error. */
static int first_of(const char *path, char *first)
{
	int fd = sysroot_open_file(path, NULL);

	if (fd < 0)
		return fd;
	assert_int_equal(read(fd, first, 1), 1);
	close(fd);
	return 0;
}

static const struct {
	const char *path;
	int rc;
	char first;
} paths[] = {
	{ "/usr/lib/file", 0, 'i' },
	{ "usr/lib/file", 0, 'i' },
	{ "//usr/./lib//file", 0, 'i' },
	{ "/lib/file", 0, 'i' },
	{ "/absolute", 0, 'i' },
	{ "/up", 0, 'i' },
	{ "/../../usr/lib/file", 0, 'i' },
	{ "/lib/deep/../file", 0, 'i' },
	{ "/lib/deep/back/file", 0, 'i' },
	{ "/lib/deep/back/deep/back/../lib/deep/file", 0, 'd' },
	{ "/root/root/root/lib/file", 0, 'i' },
	{ "/slash/file", 0, 'i' },
	{ "/root/../lib/file", 0, 'i' },
	{ "/outside", -ENOENT, 0 },
	{ "/etc/hostname", -ENOENT, 0 },
	{ "/nowhere", -ENOENT, 0 },
	{ "/loop", -ELOOP, 0 },
	{ "/loop/file", -ELOOP, 0 },
	{ "/lib/file/more", -ENOTDIR, 0 },
	{ "/absolute/..", -ENOTDIR, 0 },
	{ "/lib", -EISDIR, 0 },
	{ "/", -EISDIR, 0 },
	{ "/..", -EISDIR, 0 },
	{ "/fifo", -EINVAL, 0 },
	{ "/to-fifo", -EINVAL, 0 },
	{ "", -ENOENT, 0 },
};

static void check_paths(void)
{
	char target[PATH_MAX];
	struct stat st;

	for (size_t i = 0; i < ARRAY_SIZE(paths); i++) {
		char first = 0;
		int rc = first_of(paths[i].path, &first);

		if (rc != paths[i].rc || first != paths[i].first)
			fail_msg("%s: %d, '%c'", paths[i].path, rc, first);
	}
	assert_int_equal(sysroot_readlink("/lib", target), 0);
	assert_string_equal(target, "usr/lib");
	assert_int_equal(sysroot_readlink("/root/lib/deep/back", target), 0);
	assert_string_equal(target, "..");
	assert_int_equal(sysroot_readlink("/usr", target), -EINVAL);
	assert_int_equal(sysroot_readlink("/none", target), -ENOENT);
	assert_int_equal(sysroot_lstat("/outside", &st), 0);
	assert_true(S_ISLNK(st.st_mode));
	assert_int_equal(sysroot_stat("/outside", &st), -ENOENT);
	assert_int_equal(sysroot_open("/lib/file", O_RDONLY | O_DIRECTORY), -ENOTDIR);
	assert_int_equal(sysroot_open("/fifo", O_RDONLY | O_DIRECTORY), -ENOTDIR);
}

TEST(paths, "A path in a tree never leads outside, with openat2() and without it")
{
	assert_false(sysroot_is_tree());
	assert_int_equal(sysroot_enter("/nonexistent"), -ENOENT);
	assert_int_equal(sysroot_enter(top), 0);
	assert_true(sysroot_is_tree());
	check_paths();
	assert_true(calls > 0);
	kernel_lacks_openat2 = true;
	assert_int_equal(sysroot_enter(top), 0);
	calls = 0;
	check_paths();
	assert_int_equal(calls, 0);
	sysroot_leave();
	assert_false(sysroot_is_tree());
	kernel_lacks_openat2 = false;
}

/* --- depmod's tables --- */

static int take(struct module_index *index, bool dep, const char *text)
{
	char *copy = xstrdup(text);
	int rc = dep ? module_index_take_dep(index, copy) : module_index_take_builtin(index, copy);

	free(copy);
	return rc;
}

TEST(tables, "modules.dep and modules.builtin are read as text")
{
	struct module_index index = { 0 };

	assert_int_equal(
		take(&index, true,
		     "kernel/drivers/nvdimm/nd_pmem.ko.xz: kernel/drivers/nvdimm/nd_btt.ko\n"
		     "kernel/drivers/dax/dax-pmem.ko:\n"
		     "extra/device_dax_more.ko.zst:\n"
		     "kmem.ko:\n"),
		0);
	for (int i = 0; i < KMOD_COUNT; i++)
		assert_int_equal(index.installed[i],
				 i == KMOD_nd_pmem || i == KMOD_dax_pmem || i == KMOD_kmem);
	assert_int_equal(take(&index, false, "kernel/drivers/md/dm-mod.ko\n"), 0);
	for (int i = 0; i < KMOD_COUNT; i++)
		assert_int_equal(index.builtin[i], i == KMOD_dm_mod);
	assert_int_equal(take(&index, true, ""), 0);
	assert_int_equal(take(&index, true, "kernel/x.ko: a\nkernel/y.ko"), -EBADMSG);
	assert_int_equal(take(&index, true, "kernel/x.ko\n"), -EBADMSG);
	assert_int_equal(take(&index, true, "\n"), -EBADMSG);
	assert_int_equal(take(&index, true, "kernel/x: kernel/y.ko\n"), -EBADMSG);
	assert_int_equal(take(&index, false, "kernel/x.ko\nkernel/y"), -EBADMSG);
	assert_int_equal(take(&index, false, "<html>\n"), -EBADMSG);
}

/* --- modprobe.d --- */

/* libkmod's answer, asked as is_blacklisted() of modules.c does. libkmod has no tables here. */
static bool kmod_forbids(const char *file, const char *name)
{
	const char *const configs[] = { file, NULL };
	struct kmod_ctx *kmod = kmod_new("/nonexistent", configs);
	struct kmod_list *list = NULL, *kept = NULL;
	struct kmod_module *module;
	bool forbidden;

	assert_non_null(kmod);
	kmod_set_log_priority(kmod, 0);
	assert_int_equal(kmod_module_new_from_name(kmod, name, &module), 0);
	forbidden = module_rules_refuse(kmod_module_get_install_commands(module));
	if (!forbidden && !kmod_module_new_from_lookup(kmod, name, &list) && list)
		forbidden = !kmod_module_apply_filter(kmod, KMOD_FILTER_BLACKLIST, list, &kept) &&
			    !kept;
	kmod_module_unref_list(kept);
	kmod_module_unref_list(list);
	kmod_module_unref(module);
	kmod_unref(kmod);
	return forbidden;
}

/* libkmod has no tables here. An alias to itself, or an install line, makes the module known. */
TEST(rules_agree_with_libkmod, "Rules of modprobe.d are read as libkmod reads them")
{
	static const char *const texts[] = {
		"blacklist nd_pmem\n",
		"install nd_pmem /bin/true\nblacklist nd_pmem\n",
		"install nd_pmem modprobe x\nblacklist nd_pmem\n",
		"install nd_pmem modprobe x\nblacklist nd-pmem\n",
		"install nd-pmem modprobe x\nblacklist nd_pmem",
		"install nd_pmem modprobe x\n  blacklist\t nd_pmem  trailing words\n",
		"install nd_pmem modprobe x\nblacklist nd_pmem\r\n",
		"install nd_pmem modprobe x\n#blacklist nd_pmem\n",
		"install nd_pmem modprobe x\n # blacklist nd_pmem\n",
		"install nd_pmem modprobe x\nblack\\\nlist nd_\\\npmem\n",
		"install nd_pmem modprobe x\n# a comment \\\nblacklist nd_pmem\n",
		"install nd_pmem modprobe x\nblack\\list nd_pmem\n",
		"install nd_pmem modprobe x\nBlacklist nd_pmem\n",
		"install nd_pmem modprobe x\nblacklist nd_pm*\n",
		"install nd_pmem /bin/false\n",
		"install nd_* /bin/false\n",
		"install nd[_-]pmem /bin/false\n",
		"install nd[_pmem /bin/false\n",
		"install nd]pmem /bin/false\n",
		"install nd_pmem\n",
		"install nd_pmem \n",
		"install nd_pmem    /bin/false -x\n",
		"install nd_pmem modprobe x\ninstall nd_pmem /bin/false\n",
		"install nd_pmem /bin/false\ninstall nd_pmem modprobe x\n",
		"install nd_* modprobe x\ninstall nd_pmem /bin/false\n",
		"alias nd_pmem other\n",
		"alias nd_pmem other\nblacklist other\n",
		"alias nd_pmem other\nblacklist nd_pmem\n",
		"alias nd_pmem nd_pmem\nblacklist nd_pmem\n",
		"alias nd* other\nalias nd_pmem third\nblacklist other\nblacklist third\n",
		"alias nd* other\nalias nd_pmem third\nblacklist other\n",
		"alias nd-pmem oth-er\nblacklist oth_er\n",
		"alias nd_pmem off\n",
		"alias nd_pmem\nblacklist nd_pmem\n",
		"softdep nd_pmem pre: nfit\noptions nd_pmem x=1\nremove nd_pmem /bin/false\n",
		"garbage\n\n\\\n\\",
		"",
	};

	/* It reports each bad line. */
	setenv("KMOD_LOG", "0", 1);
	for (size_t i = 0; i < ARRAY_SIZE(texts); i++) {
		struct module_rules rules = { 0 };
		char *copy = xstrdup(texts[i]), *file = xasprintf("%s/x.conf", top);
		bool ours, theirs;

		put("x.conf", texts[i]);
		theirs = kmod_forbids(file, "nd_pmem");
		module_rules_parse(&rules, copy);
		ours = module_rules_forbid(&rules, "nd_pmem", false, NULL);
		if (ours != theirs)
			fail_msg("\"%s\": %d, libkmod says %d", texts[i], ours, theirs);
		module_rules_release(&rules);
		free(copy);
		free(file);
	}
}

TEST(rules_of_known_modules, "modprobe.d and modprobe.blacklist= forbid a module by its own name")
{
	struct module_rules rules = { 0 };
	char text[] = "blacklist nd-pmem\n";

	module_rules_parse(&rules, text);
	assert_true(module_rules_forbid(&rules, "nd_pmem", true, NULL));
	assert_false(module_rules_forbid(&rules, "nd_pmem", false, NULL));
	assert_false(module_rules_forbid(&rules, "nd_btt", true, NULL));
	assert_true(module_rules_forbid(&rules, "nd_btt", true,
					"quiet modprobe.blacklist=x,nd_btt modprobe.blacklist=y"));
	assert_false(module_rules_forbid(&rules, "nd_btt", true, "modprobe.blacklist=nd-btt"));
	assert_false(module_rules_forbid(&rules, "nd_btt", true, "module_blacklist=nd_btt"));
	module_rules_release(&rules);
	assert_int_equal(rules.count, 0);
}

int main(void)
{
	return unit_test_run(NULL, make_tree, remove_tree);
}

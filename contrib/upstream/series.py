#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Make a branch of commits in a tree of ndctl: the commands, in parts to review.

Usage: series.py [--branch NAME] [--base COMMIT] TREE

TREE is a clone of ndctl without changes that are not committed. The branch
(default: alias-check) begins at COMMIT, or else where it began the last time, or
else at HEAD. A branch of that name is made anew. A part is made of files of this repository: their contents stay, but
an include names its file as ndctl does, <util/lib/xalloc.h>. Only what stands in
contrib/upstream/ is written for ndctl's tree.
"""
import argparse
import os
import posixpath
import re
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
TOP = os.path.dirname(os.path.dirname(HERE))

INCLUDE = re.compile(r'^#include "([^"]+)"$', re.M)

# ndctl has its version in a macro, which versiondep defines.
GENERATED = {"pmemcap-version.h"}


class Tree:
    """ndctl's tree, with what a commit changes in it."""

    def __init__(self, path):
        self.path = path
        self.libraries = {}

    def git(self, *arguments, **kwargs):
        return subprocess.run(("git", "-C", self.path) + arguments, check=True,
                              stdout=subprocess.PIPE, text=True, **kwargs).stdout

    def read(self, name):
        with open(os.path.join(self.path, name), encoding="utf-8") as file:
            return file.read()

    def write(self, name, text, mode=0o644):
        path = os.path.join(self.path, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        os.chmod(path, mode)

    def has(self, name):
        return os.path.exists(os.path.join(self.path, name))

    def replace(self, name, old, new, count=1):
        text = self.read(name)
        if text.count(old) != count:
            raise ValueError(f"{name}: {text.count(old)} times {old!r}, not {count}")
        self.write(name, text.replace(old, new))

    def after(self, name, line, new):
        self.replace(name, line + "\n", line + "\n" + new)

    def commit(self, message):
        self.git("add", "--all")
        self.git("commit", "--quiet", "--signoff", "--file=-", input=message)


def ours(name):
    with open(os.path.join(TOP, name), encoding="utf-8") as file:
        return file.read()


def named_from_top(name, text):
    """Includes of other directories as ndctl writes them. Returns text and the names."""
    headers = []

    def spell(match):
        if match[1] in GENERATED:
            header = "util/report/" + match[1]
            return f'#include "{match[1]}"'
        header = posixpath.normpath(posixpath.join(posixpath.dirname(name), match[1]))
        headers.append(header)
        if posixpath.dirname(header) == posixpath.dirname(name):
            return match[0]
        return f"#include <{header}>"

    return INCLUDE.sub(spell, text), headers


def bring(tree, name):
    """A file of ours, and every header that it needs and the tree lacks."""
    text, headers = named_from_top(name, ours(name))
    tree.write(name, text)
    for table in re.findall(r'^#include "(\w+\.def)"$', text, re.M):
        tree.write(posixpath.join(posixpath.dirname(name), table),
                   ours(posixpath.join(posixpath.dirname(name), table)))
    for header in headers:
        if not tree.has(header):
            bring(tree, header)


def library(tree, name, sources, dependencies=(), there=()):
    """Bring sources, and make a static library of them, of those that are there, and of what it had."""
    for source in sources.split():
        bring(tree, f"util/{source}.c")
    old, _ = tree.libraries.get(name, ((), ()))
    tree.libraries[name] = (sorted({*old, *sources.split(), *there}), dependencies)
    write_libraries(tree)


MARK = "\n# Access to persistent memory: what is possible, and why not.\n"


def write_libraries(tree):
    text = tree.read("util/meson.build").split(MARK)[0] + MARK
    for name, (sources, dependencies) in tree.libraries.items():
        text += f"\npmem_{name} = static_library('pmem-{name}', [\n"
        text += "".join(f"  '{source}.c',\n" for source in sources)
        text += "  ],\n"
        if dependencies:
            text += f"  dependencies : [{', '.join(dependencies)}],\n"
        text += "  include_directories : root_inc,\n)\n"
    order = [name for name in ("options", "report", "judge", "observe", "facts", "proc", "lib")
             if name in tree.libraries]
    text += "\npmem_dep = declare_dependency(link_with : [\n"
    text += "".join(f"  pmem_{name},\n" for name in order)
    text += "])\n"
    tree.write("util/meson.build", text)


def add_lib(tree):
    library(tree, "lib", """lib/escape lib/exit-status lib/io lib/memory-limit
        lib/message lib/strbuf lib/xalloc""")
    tree.commit("""util/lib: add helpers for text, memory and messages

daxctl alias-check and ndctl pmem-status, which follow, print text that
comes from files: names, labels, command lines. These helpers build such
text, escape control characters in it, and end the program with one
sentence when memory runs out.
""")


def add_proc(tree):
    library(tree, "proc", "proc/bounded proc/privilege proc/progress")
    tree.commit("""util/proc: run a command within a time limit

A read of sysfs or of a file on a network file system can block in the
kernel, where no signal reaches it. A command that monitoring starts must
end all the same.

Run the command in a child process. The child announces each file before
it reads it. A child that is stuck is left behind, and another one reads
everything but that file.
""")


def add_facts(tree):
    library(tree, "facts", """facts/boot-words facts/cxl facts/host
        facts/inventory facts/kernel-names""", ("json",))
    tree.commit("""util/facts: add what is known about a host

Data types for what the observers read, and the functions that release
them. There is no I/O here.
""")


OBSERVE = ("daxctl_dep", "json", "kmod", "zlib")


def add_readers(tree):
    tree.after("meson.build", "json = dependency('json-c')", "zlib = dependency('zlib')\n")
    if tree.has("ndctl.spec.in"):
        tree.after("ndctl.spec.in", "BuildRequires:	pkgconfig(json-c)",
                   "BuildRequires:	pkgconfig(zlib)\n")
    library(tree, "observe", "observe/read/reader observe/read/sysfs observe/read/sysroot",
            OBSERVE)
    tree.commit("""util/observe: read files of this machine or of a copied tree

All paths can start at the top of a copied tree in place of the root:
links in it are resolved beneath its top. A file that cannot be read is
noted, with the answers that lack it.

zlib is new to the build: it unpacks /proc/config.gz.
""")


def add_record(tree):
    library(tree, "observe", """observe/omissions observe/record/errors
        observe/record/host observe/record/inventory observe/record/json
        observe/record/record""", OBSERVE)
    tree.commit("""util/observe: keep what a copied tree cannot hold

A copy of /proc and /sys lacks what only a system call tells: the page
size, the nodes in /dev, which file did not answer. A record in JSON
beside the copy holds these. Each part has a function that writes it and
one that reads it.
""")


def add_dax_observers(tree):
    library(tree, "observe", """observe/nd/attributes observe/nd/buses
        observe/nd/dax observe/nd/dax-bus observe/nd/dax-library
        observe/nd/dax-memory observe/nd/libraries observe/nd/seeds""", OBSERVE)
    tree.commit("""util/observe: read dax devices and the drivers of buses

Devices and regions show what the kernel supports where nothing else
tells. They are read through libdaxctl. What it does not tell is read from
sysfs.
""")


def add_observers(tree):
    library(tree, "observe", """observe/observe
        observe/host/bootlog observe/host/cmdline observe/host/colour-probe
        observe/host/cpu-cache observe/host/cpuinfo observe/host/installed
        observe/host/kconfig observe/host/kernel observe/host/machine
        observe/host/machine-config observe/host/machine-cpuinfo
        observe/host/machine-guess observe/host/machine-log
        observe/host/machine-program observe/host/machine-uname
        observe/host/module-index observe/host/module-rules
        observe/host/modules observe/host/symbols""", OBSERVE)
    tree.commit("""util/observe: read what decides on DAX of a host

Read the kernel's configuration, symbols, log and command line, the CPU
and its caches, the modules, and what keeps modules from being loaded.
There is one file per source.
""")


def add_judge(tree):
    library(tree, "judge", """judge/arch judge/device-class judge/findings
        judge/object-verdict judge/reasons judge/verdict
        judge/host/bus-seen judge/host/check judge/host/classes
        judge/host/cpu judge/host/dax-seen judge/host/host
        judge/host/host-findings judge/host/modes judge/host/modules
        judge/host/options""")
    tree.commit("""util/judge: decide which access a host supports

Decide, from the facts alone, whether the host supports fsdax, devdax and
the other modes. An answer is yes, no or unknown. Each "no" and "unknown"
has a reason from one table, which also has the message and the remedy.

The rules are those of the kernel: cpu_dcache_is_aliasing() and the
conditions in Kconfig and in the drivers. Each names its source.
""")


def write_version(tree, page):
    tree.write("util/report/pmemcap-version.h", f"""/* SPDX-License-Identifier: GPL-2.0-only */
#define PMEMCAP_VERSION VERSION

/* The manual page that has all reasons. */
#define PMEMCAP_REASONS_PAGE "{page}"
""")


def add_report(tree):
    write_version(tree, "daxctl-alias-check(1)")
    library(tree, "report", """report/filter report/host-keys report/json
        report/json-objects report/json-values report/keys report/object-keys
        report/units""", ("json", "versiondep"))
    tree.commit("""util/report: print a host's answer as JSON

Print the verdict, its reasons and their sources. Nothing is decided
here.
""")


def add_page(tree, tool, page, table, arguments):
    """A manual page, with the reasons that the table of the programs has."""
    directory = "Documentation/" + tool
    tree.write(f"{directory}/{page}.txt", ours(f"contrib/upstream/Documentation/{page}.txt"))
    build = directory + "/meson.build"
    tree.replace(build, "\nfiledeps = [\n", f"""
reasons = custom_target('{table}',
  command : [reason_list, {arguments}],
  output : '{table}',
  capture : true,
)

filedeps = [
""")
    tree.after(build, f"{tool}_manpages = [", f"  '{page}.txt',\n")
    tree.replace(build, "depends : asciidoc_conf,", "depends : [asciidoc_conf, reasons],", 2)
    tree.replace(build, "'-andctl_version=@0@'.format(meson.project_version()),",
                 "'-andctl_version=@0@'.format(meson.project_version()),\n"
                 "        '-areasonsdir=@0@'.format(meson.current_build_dir()),", 2)


def add_test(tree, script, variable, suite):
    tree.write("test/" + script, ours("contrib/upstream/test/" + script), 0o755)
    tree.replace("test/meson.build", "\ntests = [\n", f"""{variable} = find_program('{script}')

tests = [
  [ {"'" + script + "',":<26}{variable + ",":<20}{"'" + suite + "'":<7} ],
""")


def add_alias_check(tree):
    for name in "base-options.h", "base-options.c":
        tree.write("util/" + name, ours("contrib/upstream/util/" + name))
    library(tree, "options", "", ("daxctl_dep", "json"), ["base-options"])
    tree.write("daxctl/alias-check.c", ours("contrib/upstream/daxctl/alias-check.c"))
    tree.after("daxctl/meson.build", "daxctl_src = [", "  'alias-check.c',\n")
    tree.replace("daxctl/meson.build", "    util_dep,\n", "    util_dep,\n    pmem_dep,\n")
    tree.after("daxctl/builtin.h", "int cmd_list(int argc, const char **argv, struct daxctl_ctx *ctx);",
               "int cmd_alias_check(int argc, const char **argv, struct daxctl_ctx *ctx);\n")
    tree.after("daxctl/daxctl.c", '	{ "list", .d_fn = cmd_list },',
               '	{ "alias-check", .d_fn = cmd_alias_check },\n')
    text, _ = named_from_top("Documentation/reason-list.c", ours("Documentation/reason-list.c"))
    tree.write("Documentation/reason-list.c", text)
    tree.replace("meson.build", "if get_option('docs').enabled()\n  subdir('Documentation/ndctl')",
                 """if get_option('docs').enabled()
  reason_list = executable('reason-list',
    'Documentation/reason-list.c',
    'util/judge/reasons.c',
    include_directories : root_inc,
    native : true,
  )
  subdir('Documentation/ndctl')""")
    add_page(tree, "daxctl", "daxctl-alias-check", "reasons-host.txt", "'host'")
    add_test(tree, "alias-check.sh", "alias_check", "dax")
    tree.commit("""daxctl: add an alias-check command

Since v6.9 the kernel leaves DAX out where cpu_dcache_is_aliasing() is
true, in place of a list of architectures. alloc_dax() then refuses, and
the pmem driver goes on without DAX. No attribute in sysfs says so.
Whether a host can have fsdax or devdax also depends on the configuration
and on modules.

daxctl alias-check prints as JSON which modes the host supports, and for
each mode that it does not support the reasons and remedies. It only
reads, and needs no persistent memory.
""")


def add_inventory_observers(tree):
    library(tree, "facts", "facts/mount-options", ("json",))
    library(tree, "observe", """observe/observe-inventory
        observe/block/blank observe/block/block observe/block/dm-table
        observe/block/find-disk observe/block/loop
        observe/block/mount-namespaces
        observe/block/mount-sample observe/block/mountinfo
        observe/block/mounts observe/block/superblock observe/block/swaps
        observe/block/udev observe/host/environment
        observe/nd/bus observe/nd/cxl observe/nd/cxl-decoder
        observe/nd/cxl-memdev observe/nd/cxl-place observe/nd/cxl-region
        observe/nd/dimm
        observe/nd/firmware-memmap observe/nd/holder-class
        observe/nd/library observe/nd/namespace observe/nd/nd
        observe/nd/region""",
            ("daxctl_dep", "json", "kmod", "libudev", "ndctl_dep", "zlib"))
    tree.commit("""util/observe: read buses, namespaces, disks and mounts

Read what stands on persistent memory: buses, DIMMs, regions and
namespaces through libndctl, the disks of namespaces and the devices that
device-mapper builds on them, the file systems, and where each is mounted
with which options.

What libndctl does not tell is read from sysfs: a missing attribute and
an unreadable one are different facts.
""")


def add_inventory_judge(tree):
    library(tree, "judge", """judge/obj/bus judge/obj/capacity judge/obj/cxl
        judge/obj/cxl-kernel judge/obj/cxl-memdev judge/obj/cxl-region
        judge/obj/cxl-window
        judge/obj/dax judge/obj/dimm judge/obj/disk judge/obj/disk-state
        judge/obj/filesystem judge/obj/info-block judge/obj/inventory
        judge/obj/mount judge/obj/namespace judge/obj/nothing
        judge/obj/object judge/obj/object-check judge/obj/platform
        judge/obj/probe judge/obj/region judge/obj/state
        judge/obj/target-kernel""")
    tree.commit("""util/judge: decide which access a namespace or mount has

For each region, namespace, dax device, disk, file system and mount
decide from the facts which access it has, and why not. The checks follow
those of dax_supported(), of the file systems and of device-mapper.
""")


def add_pmem_status(tree):
    library(tree, "report", "report/filter-findings report/selection", ("json", "versiondep"))
    write_version(tree, "ndctl-pmem-status(1)")
    tree.write("ndctl/pmem-status.c", ours("contrib/upstream/ndctl/pmem-status.c"))
    tree.after("ndctl/meson.build", "ndctl_src = [", "  'pmem-status.c',\n")
    tree.replace("ndctl/meson.build", "deps = [\n  util_dep,\n", "deps = [\n  util_dep,\n  pmem_dep,\n")
    tree.after("ndctl/builtin.h", "int cmd_list(int argc, const char **argv, struct ndctl_ctx *ctx);",
               "int cmd_pmem_status(int argc, const char **argv, struct ndctl_ctx *ctx);\n")
    tree.after("ndctl/ndctl.c", '	{ "list", { cmd_list } },',
               '	{ "pmem-status", { cmd_pmem_status } },\n')
    add_page(tree, "ndctl", "ndctl-pmem-status", "reasons.txt", "'all'")
    add_test(tree, "pmem-status.sh", "pmem_status", "ndctl")
    tree.commit("""ndctl: add a pmem-status command

ndctl list shows how a namespace is configured: mode "fsdax". Whether an
application gets DAX depends on more: the host, the info block, partitions
and device-mapper between the namespace and the file system, the file
system's block size, and the options and state of each mount.

ndctl pmem-status prints as JSON the access that each region, namespace,
disk, file system and mount has, with reasons and remedies. The host's
answer is that of daxctl alias-check. It only reads.
""")


PARTS = (add_lib, add_proc, add_facts, add_readers, add_record, add_dax_observers, add_observers,
         add_judge, add_report, add_alias_check,
         add_inventory_observers, add_inventory_judge, add_pmem_status)


def find_base(tree, branch, wanted):
    """Where the branch begins: as wanted, or where it began the last time, or at HEAD."""
    if not wanted and tree.git("branch", "--list", branch):
        wanted = tree.git("config", "--default=", f"branch.{branch}.seriesBase").strip()
        if not wanted:
            sys.exit(f"{branch}: not a branch that this program has made; say --base")
    return tree.git("rev-parse", "--verify", (wanted or "HEAD") + "^{commit}").strip()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--branch", default="alias-check")
    parser.add_argument("--base")
    parser.add_argument("tree")
    arguments = parser.parse_args()
    tree = Tree(arguments.tree)
    if tree.git("status", "--porcelain"):
        sys.exit(f"{tree.path}: has changes that are not committed")
    base = find_base(tree, arguments.branch, arguments.base)
    tree.git("checkout", "--quiet", "-B", arguments.branch, base)
    tree.git("config", f"branch.{arguments.branch}.seriesBase", base)
    for part in PARTS:
        part(tree)
    print(tree.git("log", "--reverse", "--shortstat", "--format=%h %s", base + ".."), end="")


main()

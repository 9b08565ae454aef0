#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Memory and time that a tree takes which is made to take much of both.

usage: hostile.py [--timeout=SECONDS] BUILD-DIRECTORY...

One row a tree, as in Documentation/performance.md: for each build the largest
process, the wall time of the run, and how much it printed. Figures for people:
the tests that hold limits are in test/hostile. Some trees have 200,000 names,
which take the file system a while to make and to remove: MANY=2000 in the
environment makes less of it, and ONLY=WORD takes the rows with that word.
"""
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "hostile"))
import check  # noqa: E402
import trees  # noqa: E402

MANY = int(os.environ.get("MANY", "200000"))
MOUNTS = 10_000


def mounts(tree):
    check.two_xfs(tree, MOUNTS)


def damaged(change):
    """A tree whose index of built-in modules was changed."""
    def make(tree):
        where = os.path.join(tree, "usr/lib/modules")
        path = os.path.join(where, os.listdir(where)[0], "modules.builtin.bin")
        with open(path, "rb") as file:
            whole = file.read()
        with open(path, "wb") as file:
            file.write(change(whole))
    return make


def with_modules(tree):
    trees.fixture("x86-612-no-pfn", tree)


def one_in_fifty(whole):
    """One byte in fifty is another. libkmod reads on for ever with this seed."""
    chance = random.Random(5)
    return whole[:12] + bytes(chance.randrange(256) if chance.random() < 0.02 else byte for byte in whole[12:])


def nothing(tree):
    del tree


def names(path, form, target):
    return f"{MANY:,} names in {path}, like {form % 1}", trees.whole, check.many_names(path, form, target, MANY)


# What each is, what it begins with, and what is done to that.
TREES = [
    ("nothing made to harm", trees.whole, nothing),
    ("pmemcap.json: 16 MiB of empty objects", trees.whole, check.swamped_record),
    ("pmemcap.json: a record of 16 MiB of empty arrays", trees.whole, check.nested_record),
    names("sys/bus/dax/devices", "dax7.%d", "../../../devices/nowhere"),
    names("sys/class/block", "pmem9%d", "../../devices/virtual/block/dm-0"),
    names("sys/bus/nd/devices", "namespace7.%d", "../../../devices/nowhere"),
    names("sys/bus/nd/devices", "region1%d", "../../../devices/nowhere"),
    names("etc/modprobe.d", "x%d.conf", "../nowhere"),
    names("sys/devices/virtual/block/dm-0/slaves", "sd%d", "nowhere"),
    (f"{MOUNTS:,} mounts", trees.whole, mounts),
    ("modules.builtin.bin: a node that is its own child", with_modules, damaged(check.looping_index)),
    ("modules.builtin.bin: one byte in fifty changed", with_modules, damaged(one_in_fifty)),
]


def high_water(session):
    """The largest that a process of that session has been, in KiB."""
    largest = 0
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            if os.getsid(int(pid)) != session:
                continue
            with open(f"/proc/{pid}/status", encoding="utf-8", errors="replace") as file:
                found = re.search(r"^VmHWM:\s*(\d+)", file.read(), re.M)
        except (OSError, ValueError):
            continue
        largest = max(largest, int(found[1]) if found else 0)
    return largest


def figures(build, tree, arguments):
    """A process that is given up is not waited for: it is looked at while it runs. time(1) sees those that are quick."""
    with tempfile.TemporaryDirectory() as work, open(os.path.join(work, "out"), "w+b") as out:
        said = os.path.join(work, "time")
        before = ["/usr/bin/time", "-q", "-f", "%M", "-o", said] if shutil.which("/usr/bin/time") else []
        began = time.monotonic()
        run = subprocess.Popen([*before, os.path.join(build, "ndctl", "ndctl"), "pmem-status", "--sysroot", tree, *arguments],
                               stdout=out, stderr=subprocess.DEVNULL, start_new_session=True)
        peak = 0
        while run.poll() is None:
            time.sleep(0.02)
            peak = max(peak, high_water(run.pid))
        seconds = time.monotonic() - began
        if before:
            with open(said, encoding="utf-8") as file:
                peak = max(peak, int(file.read().split()[-1]))
        told = "" if run.returncode == 0 else f", status {run.returncode}"
        return f"{peak / 1024:.0f} MiB | {seconds:.1f} s | {out.seek(0, os.SEEK_END) / 1e6:.2f} MB{told}"


def main():
    if len(sys.argv) == 3 and sys.argv[1].startswith("--make="):
        begin, change = next(rest for what, *rest in TREES if what == sys.argv[1].removeprefix("--make="))
        begin(sys.argv[2])
        change(sys.argv[2])
        return
    arguments = [word for word in sys.argv[1:] if word.startswith("--")]
    builds = [os.path.abspath(word) for word in sys.argv[1:] if not word.startswith("--")]
    if not builds:
        sys.exit(__doc__)
    print("| tree |" + " largest process | time | printed |" * len(builds))
    print("|---|" + "---|---|---|" * len(builds))
    for what, _, _ in TREES:
        if os.environ.get("ONLY", "") not in what:
            continue
        with tempfile.TemporaryDirectory() as work:
            tree = os.path.join(work, "tree")
            # In a process of its own: what this one has taken counts for those that it starts.
            subprocess.run([sys.executable, "-B", __file__, f"--make={what}", tree], check=True)
            print(f"| {what} | " + " | ".join(figures(build, tree, arguments) for build in builds) + " |", flush=True)
            check.remove_deep(tree)


if __name__ == "__main__":
    main()

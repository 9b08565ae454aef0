#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Fixtures are restored unchanged from tarballs and overlays. Prints TAP."""
import os
import shutil
import subprocess
import sys
import tempfile

TEST = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
count = failed = 0


def check(name, passed, complaint=""):
    global count, failed  # pylint: disable=global-statement
    count += 1
    failed += not passed
    print(f"{'ok' if passed else 'not ok'} {count} - {name}")
    for line in complaint.splitlines()[:20]:
        print(f"# {line}")


def run(*command):
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def put(tree, path, text):
    place = os.path.join(tree, path)
    os.makedirs(os.path.dirname(place), exist_ok=True)
    with open(place, "w", encoding="utf-8") as file:
        file.write(text)


def original(tree):
    """Links (one to a missing file, one to a directory), a script, an empty directory, and files."""
    put(tree, "proc/cpuinfo", "a\n")
    put(tree, "proc/cmdline", "b\n")
    put(tree, "sys/devices/x/size", "1\n")
    put(tree, "etc/script", "#!/bin/sh\n")
    os.chmod(os.path.join(tree, "etc/script"), 0o755)
    os.makedirs(os.path.join(tree, "sys/empty"))
    os.symlink("../nowhere", os.path.join(tree, "sys/link"))
    os.symlink("devices", os.path.join(tree, "sys/also"))


def changed(tree):
    """Everything that can differ: contents, kinds, names, targets of links."""
    put(tree, "proc/cpuinfo", "other\n")
    os.unlink(os.path.join(tree, "proc/cmdline"))
    shutil.rmtree(os.path.join(tree, "sys/devices"))
    put(tree, "sys/devices", "a file now\n")
    os.unlink(os.path.join(tree, "etc/script"))
    os.makedirs(os.path.join(tree, "etc/script/empty"))
    os.unlink(os.path.join(tree, "sys/link"))
    os.symlink("../elsewhere", os.path.join(tree, "sys/link"))


def same_trees(a, b):
    return run("diff", "-r", "--no-dereference", a, b)


def main():
    with tempfile.TemporaryDirectory() as work:
        home = os.path.join(work, "test")
        os.makedirs(os.path.join(home, "fixtures"))
        for name in ("tarball.py", "fixtures/store.py"):
            shutil.copyfile(os.path.join(TEST, name), os.path.join(home, name))
        sys.dont_write_bytecode = True
        sys.path.insert(0, os.path.join(home, "fixtures"))
        import store  # pylint: disable=import-outside-toplevel,import-error

        one, other = os.path.join(work, "one"), os.path.join(work, "other")
        original(one)
        shutil.copytree(one, other, symlinks=True)
        changed(other)
        store.store("first", one, None, None)
        store.store("second", other, "first", os.path.join(work, "base"))
        store.unpack("first", os.path.join(work, "first"))
        store.unpack("second", os.path.join(work, "second"))
        status, text = same_trees(one, os.path.join(work, "first"))
        check("a tarball gives the tree back", status == 0, text)
        check("a script stays one", os.access(os.path.join(work, "first/etc/script"), os.X_OK))
        status, text = same_trees(other, os.path.join(work, "second"))
        check("an overlay gives the tree back", status == 0, text)
        check("an overlay keeps only what differs",
              not os.path.exists(store.path_of("second", "tree.tar")) and
              not os.path.lexists(store.path_of("second", "files/sys/also")))

        again = os.path.join(work, "again")
        shutil.copytree(one, again, symlinks=True)
        for place, folders, files in os.walk(again):
            for name in folders + files:
                os.utime(os.path.join(place, name), (5, 5), follow_symlinks=False)
        os.chmod(os.path.join(again, "proc/cpuinfo"), 0o600)
        store.store("third", again, None, None)
        with open(store.path_of("first", "tree.tar"), "rb") as a, open(store.path_of("third", "tree.tar"), "rb") as b:
            check("the same files make the same tarball, byte for byte", a.read() == b.read())

        tarball = os.path.join(home, "tarball.py")
        status, text = run(sys.executable, tarball, "show", store.path_of("first", "tree.tar"))
        check("show prints names, links and contents",
              status == 0 and "== sys/link -> ../nowhere\n" in text and "== proc/cpuinfo 2\na\n" in text, text)
        status, text = run(sys.executable, tarball, "show", tarball)
        check("what is no tarball is one line", status == 1 and text.count("\n") == 1 and text.startswith(f"tarball.py: {tarball}: "), text)
    print(f"1..{count}")
    sys.exit(failed != 0)


main()

#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""
Let every file that is read fail in every way: answers may only get weaker.

Each tree of trees.py is judged unchanged first. Then each file, directory and link that was
accessed fails, one at a time, in each way of FAULTS. The program must end in time, with a message
or with an object that is valid by the schema. It must not make a claim that it did not make before
(see claims.py).

usage: check.py SHIM PROGRAM [--sample=N] [--faults=NAME,...] [--workers=N] [--under=COMMAND]
       [--live=READER] [TREE...]

--sample makes only one of N faults, --faults only those that are named. --under runs the program by
that command (valgrind). --live mounts the tree's /sys over the machine's in a mount namespace.
READER ("library" or "direct") is the value of PMEMCAP_READER (test/README.md).
"""
import concurrent.futures
import ctypes
import json
import os
import re
import shlex
import shutil
import stat
import subprocess
import sys
import tempfile
import threading
import time
import zlib

import trees
from claims import Answer, requirement_violations, violations

from common import Tap  # noqa: E402

try:
    import jsonschema
except ImportError:
    jsonschema = None

LIMIT = 10 * int(os.environ.get("PATIENCE", "1"))
LIVE = 'mount --rbind "$0/sys" /sys && exec "$@"'
HUGE = 100 << 20
REQUIREMENTS = ("fsdax", "devdax", "block", "map-sync")

# A file that cannot be read proves neither yes nor no.
UNREADABLE = {"fifo", "device", "eacces", "eio-read", "eio-open", "etimedout", "loop", "huge", "huge-text", "directory", "file"}
# The shim makes these faults, which no file system of a test can have.
SHIM = {"eio-read", "eio-open", "etimedout", "changing", "bytewise"}
FAULTS = {
    "file": ("missing", "empty", "eacces", "eio-read", "eio-open", "etimedout", "truncated", "garbage", "huge",
             "huge-text", "directory", "dangling", "loop", "fifo", "device", "changing", "bytewise"),
    "directory": ("missing", "empty", "eacces", "eio-read", "eio-open", "etimedout", "file", "dangling", "loop"),
    "link": ("missing", "eio-read", "etimedout", "garbage", "empty-directory", "dangling", "loop"),
}
# sysfs has no pipes and no devices, and no attribute that is read in pieces or that ends too early.
# A library takes the first piece for the whole, and opens any kind of file.
NOT_LIVE = {"fifo", "device", "bytewise", "truncated"}
# The files that the two readers read. Only one reader reads the host's files. Moreover this
# machine's kernel contradicts the tree there: its configuration may exclude a driver that the tree
# shows, by its directory or by a device that is bound to it.
DEVICES = re.compile(r"sys/bus/(nd|dax)/devices|sys/class/(nd|dax|block)(/|$)|sys/dev/char|"
                     r"sys/devices/.*(/ndbus\d+/|/hmem\.\d+/|/virtual/block/)")
GARBAGE = bytes(range(256)) * 2
PR_CAPBSET_DROP = 24
CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH = 1, 2


# If these are missing, empty or damaged, they forbid nothing.
FORBIDDING = ("etc/modprobe.d", "lib/modprobe.d", "proc/cmdline", "proc/sys/kernel/modules_disabled")


def forbids(path):
    """Is the path such a file, or a directory above one?"""
    return any(path == name or path.startswith(name + "/") or name.startswith(path + "/") for name in FORBIDDING)


def kind_of(path):
    if os.path.islink(path):
        return "link"
    return "directory" if os.path.isdir(path) else "file"


def remove(path):
    if os.path.isdir(path) and not os.path.islink(path):
        shutil.rmtree(path)
    else:
        os.unlink(path)


class Options:
    def __init__(self, words):
        values = dict(word[2:].split("=", 1) for word in words if word.startswith("--"))
        plain = [word for word in words if not word.startswith("--")]
        self.shim, self.program = map(os.path.abspath, plain[:2])
        self.inventory = os.path.basename(self.program) == "ndctl"
        self.trees = plain[2:] or list(trees.TREES)
        self.sample = int(values.get("sample", 1))
        self.workers = int(values.get("workers", min(os.cpu_count() or 1, 8)))
        self.under = shlex.split(values.get("under", ""))
        self.faults = values.get("faults", "").split(",") if "faults" in values else None
        self.live = values.get("live")


def can_make_devices(work):
    path = os.path.join(work, "device")
    try:
        os.mknod(path, stat.S_IFCHR | 0o600, os.makedev(1, 5))
    except PermissionError:
        return False
    os.unlink(path)
    return True


def make_huge(work):
    """Files of 100 MB. Every tree gets a link to them."""
    for name, lines in (("huge", b""), ("huge-text", b"0123456789 abcdefghijklmnopqrstuvwxyz\n" * 27594)):
        with open(os.path.join(work, name), "wb") as file:
            while lines and file.tell() < HUGE:
                file.write(lines)
            file.truncate(HUGE)


class Watch:
    """Detects that a program opens the pipe, where it would wait for a writer."""

    def __init__(self, path):
        self.path, self.opened, self.over = path, False, False
        self.thread = threading.Thread(target=self.wait)

    def wait(self):
        while not self.over:
            try:
                os.close(os.open(self.path, os.O_WRONLY | os.O_NONBLOCK))
                self.opened = True
            except OSError:
                pass
            time.sleep(0.002)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.over = True
        self.thread.join()


class Runner:
    """Runs the program on copies of the trees."""

    def __init__(self, options, work):
        self.options = options
        self.huge = work
        self.work = tempfile.mkdtemp(dir=work)
        self.stash = os.path.join(self.work, "stash")
        # Disabled objects must be shown, otherwise they would count as missing.
        self.all = ["-i"] if options.inventory else []
        self.trees, self.before, self.required = {}, {}, {}
        self.valid = set()
        self.validator = None
        if jsonschema:
            schema = os.path.join(trees.HERE, "..", "..", "Documentation", "pmemcap.schema.json")
            with open(schema, encoding="utf-8") as file:
                self.validator = jsonschema.Draft202012Validator(json.load(file))
        # Root ignores permissions. The programs that are started from here on do not, since they
        # lack these capabilities.
        prctl = ctypes.CDLL(None, use_errno=True).prctl
        if os.getuid() == 0 and (prctl(PR_CAPBSET_DROP, CAP_DAC_OVERRIDE, 0, 0, 0) or
                                 prctl(PR_CAPBSET_DROP, CAP_DAC_READ_SEARCH, 0, 0, 0)):
            raise OSError(ctypes.get_errno(), "capabilities")

    def tree(self, name):
        if name not in self.trees:
            self.trees[name] = trees.make(name, self.work)
        return self.trees[name]

    def run(self, name, *arguments, **shim):
        """The exit status, standard output and standard error."""
        command = "pmem-status" if self.options.inventory else "alias-check"
        environment = dict(os.environ)
        pass_fds = [int(value) for key, value in shim.items() if key != "FAULT"]
        if shim:
            environment.update(LD_PRELOAD=self.options.shim, **shim)
            # A sanitizer must be the first library. This variable lets it be preloaded after the
            # shim.
            environment["ASAN_OPTIONS"] = environment.get("ASAN_OPTIONS", "") + ":verify_asan_link_order=0"
        if self.options.live:
            environment["PMEMCAP_READER"] = self.options.live
            words = ["unshare", "-m" if os.getuid() == 0 else "-rm", "sh", "-c", LIVE, self.tree(name),
                     *self.options.under, self.options.program, command, "--no-hostname"]
        else:
            words = [*self.options.under, self.options.program, command, "--sysroot", self.tree(name)]
        with subprocess.Popen([*words, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment,
                              pass_fds=pass_fds) as process:
            try:
                out, err = process.communicate(timeout=LIMIT * (10 if self.options.under else 1))
            except subprocess.TimeoutExpired:
                process.kill()
                process.communicate()
                return "too late", b"", ""
        # For a tree, the time is the capture's.
        out = re.sub(rb'^  "time":"[^"]*",\n', b"", out, flags=re.M) if self.options.live else out
        err = err.decode(errors="replace")
        if self.options.under:
            # valgrind 3.19 does not know openat2(2). It prints a warning, and the program uses
            # openat().
            err = re.sub(r"^--\d+-- (WARNING: unhandled .* syscall: 437|You may be able .*|Read the file .*|"
                         r"Nevertheless we .*|it at http.*)\n", "", err, flags=re.M)
        return process.returncode, out, err

    def requirements(self, name, **shim):
        """Whether each requirement is met."""
        words = {0: "yes", 2: "no", 3: "unknown"}
        found = {}
        for requirement in REQUIREMENTS:
            status = self.run(name, f"--require={requirement}", **shim)[0]
            found[requirement] = words.get(status, f"status {status}")
        return found

    def look(self, name):
        """Judge the unchanged tree: the output, the answer, and whether each requirement is met."""
        if name not in self.before:
            status, out, err = self.run(name, *self.all)
            if status != 0 or err:
                raise RuntimeError(f"{name}: status {status}: {err}")
            self.before[name] = out, Answer(json.loads(out)), self.requirements(name)
        return self.before[name]

    def break_it(self, path, fault):
        """Let the path fail. Returns the environment for the shim, if the shim makes the fault."""
        if fault in SHIM:
            st = os.lstat(path)
            return {"FAULT": f"{fault}:{st.st_dev}:{st.st_ino}"}
        if fault == "eacces":
            self.mode = os.stat(path).st_mode & 0o7777
            os.chmod(path, 0)
            return {}
        kind = kind_of(path)
        os.rename(path, self.stash)
        if fault == "dangling":
            os.symlink("/nowhere/at/all", path)
        elif fault == "loop":
            os.symlink(os.path.basename(path), path)
        elif fault in ("huge", "huge-text"):
            os.link(os.path.join(self.huge, fault), path)
        elif fault == "fifo":
            os.mkfifo(path)
        elif fault == "device":
            # /dev/zero has no end.
            os.mknod(path, stat.S_IFCHR | 0o644, os.makedev(1, 5))
        elif fault in ("directory", "empty-directory") or (fault == "empty" and kind == "directory"):
            os.mkdir(path)
        elif fault != "missing":
            with open(path, "wb") as file:
                if fault in ("garbage", "file"):
                    file.write(GARBAGE)
                elif fault == "truncated":
                    with open(self.stash, "rb") as whole:
                        text = whole.read()
                    file.write(text[:len(text) // 2])
        return {}

    def mend_it(self, path, fault):
        if fault in SHIM:
            return
        if fault == "eacces":
            os.chmod(path, self.mode)
            return
        if os.path.lexists(path):
            remove(path)
        os.rename(self.stash, path)

    def judge(self, name, path, fault, status, out, err, shim):
        """Errors in the output, one per line."""
        before_out, before, required = self.look(name)
        if status == 0 and not err and out == before_out:
            return
        if fault == "bytewise":
            yield f"status {status}, and not the answer that whole reads give: {err.strip()}"
            return
        if status in (1, 3):
            if out or not err.startswith("  Error: "):
                yield f"status {status} without a message: {err.strip()!r}"
            return
        if status != 0 or err:
            yield f"status {status}: {err.strip()!r}"
            return
        try:
            found = json.loads(out)
        except ValueError as error:
            yield f"not JSON: {error}"
            return
        after = Answer(found)
        if self.validator and after.key not in self.valid:
            self.valid.add(after.key)
            for error in list(self.validator.iter_errors(found))[:3]:
                yield f"schema: {'/'.join(map(str, error.absolute_path))}: {error.message}"
        unreadable = fault in UNREADABLE
        yield from violations(before, after, unreadable, forbids(path))
        if after.key == before.key or (forbids(path) and not unreadable):
            return
        key = name, after.key
        if key not in self.required:
            self.required[key] = self.requirements(name, **shim)
        yield from requirement_violations(required, self.required[key], unreadable)

    def check(self, name, path, fault):
        """Errors if the path fails in this way, one per line."""
        self.look(name)
        whole = os.path.join(self.tree(name), path)
        shim = self.break_it(whole, fault)
        try:
            if fault == "fifo":
                with Watch(whole) as watch:
                    result = self.run(name, *self.all)
                    wrong = list(self.judge(name, path, fault, *result, shim))
                return wrong + ["opened"] * watch.opened
            return list(self.judge(name, path, fault, *self.run(name, *self.all, **shim), shim))
        finally:
            self.mend_it(whole, fault)

    def looked_at(self, name):
        """
        The paths of the tree that the program accesses, by name or by inode, and the paths that
        lead to them.
        """
        with tempfile.TemporaryFile() as trace:
            self.run(name, *self.all, FAULT_TRACE=str(trace.fileno()))
            trace.seek(0)
            inodes = {tuple(map(int, line.split(b":"))) for line in trace}
        top = self.tree(name)
        found = set()
        for place, dirs, files in os.walk(top):
            for path in (os.path.join(place, entry) for entry in dirs + files):
                st, target = os.lstat(path), os.stat(path) if os.path.exists(path) else None
                if (st.st_dev, st.st_ino) in inodes or (target and (target.st_dev, target.st_ino) in inodes):
                    while path != top:
                        found.add(os.path.relpath(path, top))
                        path = os.path.dirname(path)
        return sorted(found)


RUNNER = None


def begin(options, work):
    global RUNNER
    RUNNER = Runner(options, work)


def check_path(task):
    """Make all faults of one path: (fault, errors)."""
    name, path, faults = task
    return [(fault, RUNNER.check(name, path, fault)) for fault in faults]


def tasks_of(runner, options):
    """Every path with its possible faults, or a sample of them that is the same in each run."""
    for name in options.trees:
        for path in runner.looked_at(name):
            if options.live and not DEVICES.match(path):
                continue
            faults = [fault for fault in FAULTS[kind_of(os.path.join(runner.tree(name), path))]
                      if fault != "device" or can_make_devices(runner.work)]
            if options.live:
                faults = [fault for fault in faults if fault not in NOT_LIVE]
            if options.faults:
                faults = [fault for fault in faults if fault in options.faults]
            if options.sample > 1:
                faults = [fault for fault in faults
                          if zlib.crc32(f"{name} {path} {fault}".encode()) % options.sample == 0]
            if faults:
                yield name, path, faults


def main():
    options = Options(sys.argv[1:])
    program = os.path.basename(options.program)
    runs, began = 0, time.monotonic()
    tap = Tap()
    with tempfile.TemporaryDirectory(dir=os.path.dirname(options.program)) as work:
        make_huge(work)
        runner = Runner(options, work)
        status, _, err = runner.run(options.trees[0])
        if not options.live and status == 1 and "user namespaces" in err:
            print("1..0 # skip " + err.strip())
            return
        if options.live and status != 0:
            print("1..0 # skip no mount namespace can be had here")
            return
        tasks = list(tasks_of(runner, options))
        if not can_make_devices(work):
            tap.skip("device nodes", "they cannot be made here")
        with concurrent.futures.ProcessPoolExecutor(options.workers, initializer=begin,
                                                    initargs=(options, work)) as pool:
            for (name, path, _), results in zip(tasks, pool.map(check_path, tasks, chunksize=4)):
                lines = [f"{program} {name} {path} {fault}: {line}" for fault, wrong in results for line in wrong]
                runs += len(results)
                tap.result(not lines, f"{name} {path}", "\n".join(lines))
    print(f"# {runs} faults in {time.monotonic() - began:.0f} s")
    tap.done()


if __name__ == "__main__":
    main()

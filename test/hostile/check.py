#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""
Trees that are made to harm the person who examines them with --sysroot.

They have links that lead outside, names with control characters or commands, long paths and large
directories. Each program must end in time, without a signal and with a valid answer. It must read
nothing outside of the tree, and write nothing at all.

usage: check.py DAXCTL NDCTL
"""
import gzip
import io
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tarfile
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, "..", "fixtures"), os.path.join(HERE, "..", "faults")]
import trees  # noqa: E402
from common import Tap  # noqa: E402

try:
    import jsonschema
except ImportError:
    jsonschema = None

LIMIT = 30 * int(os.environ.get("PATIENCE", "1"))
MANY = 30_000
FORMATS = {"json": ["-vv"], "text": ["-vv"], "env": [], "openmetrics": []}
# Directories that the programs read. Those that do not exist are made as links too.
ENTERED = ["boot", "dev", "etc", "etc/modprobe.d", "lib", "proc", "proc/self", "proc/sys/kernel", "run", "run/udev",
           "run/udev/data", "sos_commands", "sys", "sys/bus", "sys/bus/dax", "sys/bus/dax/devices", "sys/bus/dax/drivers",
           "sys/bus/nd", "sys/bus/nd/devices", "sys/bus/nd/devices/namespace0.0", "sys/bus/nd/devices/region0",
           "sys/bus/nd/drivers/nd_pmem", "sys/class", "sys/class/block", "sys/class/block/pmem0", "sys/class/dax",
           "sys/class/dmi/id", "sys/class/nd", "sys/class/nd/ndctl0", "sys/dev/char", "sys/devices", "sys/devices/system/cpu",
           "sys/devices/system/cpu/cpu0", "sys/devices/system/cpu/cpu0/cache", "sys/devices/system/cpu/cpu0/cache/index0",
           "sys/devices/system/memory", "sys/devices/virtual/block/dm-0/dm", "sys/devices/virtual/block/dm-0/queue",
           "sys/devices/virtual/block/dm-0/slaves", "sys/module", "sys/module/nd_pmem", trees.BUS, f"{trees.BUS}/region0",
           f"{trees.BUS}/region0/dax0.0/dax0.1", f"{trees.BUS}/region0/pfn0.0", trees.PMEM0, "usr", "usr/lib/modprobe.d",
           "usr/lib/modules", f"usr/lib/modules/{trees.RELEASE}", "var", "var/log"]
CANARY = "canary-of-another-house"
NASTY = {
    "an escape sequence": b"\x1b[31mred\x1b]0;title\x07",
    "controls": bytes(range(1, 32)) + b"\x7f",
    "C1 controls": "\u009b31m\u0085\u0090".encode(),
    "line feeds": b"one\ntwo\r\nPMEM_FSDAX=yes\npmem_skipped 7\n# EOF\n",
    "no UTF-8": b"\xff\xfe\xc0\xaf\xed\xa0\x80\xf4\x90\x80\x80\xc3",
    "a NUL": b"before\0after",
    "10 kB": b"0123456789" * 1024,
    "quotes": b"\"'\\\"}],{[\\u0000\\",
    "a shell's words": b"'; touch ran; $(touch ran) `touch ran` ${IFS} * ~ & | > ran #!",
    "directions": "\u202a\u202b\u202c\u202d\u202etxt.\u2066\u2067\u2068\u2069exe\u200e\u200f\u061c".encode(),
}


# No output may hold these: terminal controls and characters that change the text direction.
OBEYED = "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]"


class Bench:
    def __init__(self, programs, work):
        self.programs, self.work = programs, work
        self.tap = Tap()
        self.validator = None
        if jsonschema:
            with open(os.path.join(HERE, "..", "..", "Documentation", "pmemcap.schema.json"), encoding="utf-8") as file:
                self.validator = jsonschema.Draft202012Validator(json.load(file))
        else:
            self.tap.skip("the schema", "python3-jsonschema is not installed")
        self.promtool = shutil.which("promtool")

    def tree(self, make=trees.whole):
        tree = os.path.join(tempfile.mkdtemp(dir=self.work), "tree")
        make(tree)
        return tree

    @staticmethod
    def sanitized(program):
        """A sanitizer's shadow memory counts as memory."""
        done = subprocess.run(["ldd", program], stdout=subprocess.PIPE, check=False)
        return b"libasan" in done.stdout or b"libtsan" in done.stdout

    @staticmethod
    def reads(program, path):
        """alias-check reads no disk and no dax device."""
        return os.path.basename(program) == "ndctl" or not re.match("/sys/(class/block|bus/dax|devices/virtual/block|bus/nd)", path)

    def run(self, program, tree, *arguments, before=()):
        """The status ("too late" if there is none), the output, and the errors."""
        command = "pmem-status" if os.path.basename(program) == "ndctl" else "alias-check"
        # The tree may be deeper than PATH_MAX: the run starts inside it.
        try:
            done = subprocess.run([*before, program, command, "--sysroot", ".", *arguments], cwd=tree,
                                  stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=LIMIT * (3 if before else 1), check=False)
        except subprocess.TimeoutExpired:
            return "too late", b"", b""
        return done.returncode, done.stdout, done.stderr

    def well_formed(self, name, out):
        """Errors that a reader of the format would find, one per line."""
        try:
            text = out.decode()
        except UnicodeDecodeError as error:
            return [f"no UTF-8: {error}"]
        wrong = re.findall(OBEYED, text)
        lines = [f"{len(wrong)} control characters, the first is {wrong[0]!r}"] if wrong else []
        if name == "json":
            try:
                found = json.loads(text)
            except ValueError as error:
                return [f"no JSON: {error}"]
            if self.validator:
                lines += [f"schema: {error.message[:200]}" for error in list(self.validator.iter_errors(found))[:3]]
        if name == "env":
            odd = [line for line in text.splitlines()
                   if not re.fullmatch(r"PMEM_[A-Z0-9_]+=([A-Za-z0-9_.,:/+-]*|'([^']|'\\'')*')", line)]
            lines += [f"no assignment: {line[:120]!r}" for line in odd[:3]]
            jail = tempfile.mkdtemp(dir=self.work)
            sourced = subprocess.run(["sh", "-c", 'eval "$(cat)"'], input=out, cwd=jail, env={"PATH": os.environ["PATH"]},
                                     stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
            if sourced.returncode or sourced.stdout or os.listdir(jail):
                lines.append(f"eval: status {sourced.returncode}, {sourced.stdout[:200]!r}, {os.listdir(jail)}")
        if name == "openmetrics":
            lines += metrics_errors(text)
            if self.promtool:
                checked = subprocess.run([self.promtool, "check", "metrics"], input=out, stdout=subprocess.PIPE,
                                         stderr=subprocess.STDOUT, check=False)
                lines += checked.stdout.decode(errors="replace").splitlines()[:3]
        return lines

    def look(self, tree, name, formats=FORMATS, secret=None):
        """For each program: every format is printed in time, is valid, and lacks the secret."""
        before = listing(tree)
        for program in self.programs:
            lines = []
            for form in formats:
                began = time.monotonic()
                status, out, err = self.run(program, tree, f"--format={form}", *FORMATS[form])
                if status == 1 and not out and err.startswith(b"  Error: "):
                    continue
                if status != 0 or err:
                    lines.append(f"{form}: status {status} after {time.monotonic() - began:.1f} s: {err[:300]!r}")
                    continue
                lines += [f"{form}: {line}" for line in self.well_formed(form, out)]
                if secret and secret in out:
                    lines.append(f"{form}: what lies outside of the tree is told")
            if listing(tree) != before:
                lines.append("something in the tree was changed")
            self.tap.result(not lines, f"{os.path.basename(program)}: {name}", "\n".join(lines))


def metrics_errors(text):
    """Lines that are not OpenMetrics, or are repeated."""
    label = r'[a-zA-Z_]+="([^"\\\n]|\\["\\n])*"'
    sample = re.compile(rf"pmem_[a-z_]+(\{{{label}(,{label})*\}})? [0-9.eE+-]+")
    lines = text.split("\n")
    wrong = [line for line in lines[:-2] if not sample.fullmatch(line) and not re.match("# (HELP|TYPE|UNIT) pmem_", line)]
    samples = [line.rsplit(" ", 1)[0] for line in lines if line.startswith("pmem_")]
    if lines[-2:] != ["# EOF", ""]:
        wrong.append("no end")
    if len(samples) != len(set(samples)):
        wrong.append("a sample twice")
    return [f"no metric: {line[:120]!r}" for line in wrong[:3]]


def listing(tree):
    """All names of a tree, with size and times, to detect that a run changed it. Large trees are left out."""
    found, stack = {}, [tree]
    while stack and len(found) < 5000:
        with os.scandir(stack.pop()) as entries:
            for entry in entries:
                st = entry.stat(follow_symlinks=False)
                found[entry.path] = st.st_mtime_ns, st.st_ctime_ns, st.st_size, st.st_mode
                if entry.is_dir(follow_symlinks=False) and len(entry.path) < 3000:
                    stack.append(entry.path)
    return found


def remove(path):
    if os.path.isdir(path) and not os.path.islink(path):
        shutil.rmtree(path)
    elif os.path.lexists(path):
        os.unlink(path)


def canary_house(tree):
    """A tree with a marker in every text, so that a leak shows its source."""
    trees.whole(tree)
    record = json.loads(json.dumps(trees.RECORD))
    record["kernel"]["release"] = record["disks"]["pmem0.3"]["udev"]["fs_type"] = CANARY
    trees.put(tree, "pmemcap.json", json.dumps(record))
    for path in ("proc/sys/kernel/osrelease", "proc/cmdline", f"{trees.BUS}/provider", "sys/hypervisor/type",
                 f"{trees.BUS}/region0/namespace0.0/alt_name", "sys/devices/virtual/block/dm-0/dm/name",
                 "sys/devices/system/memory/auto_online_blocks"):
        trees.put(tree, path, CANARY + "\n")
    trees.put(tree, "usr/lib/os-release", f"PRETTY_NAME={CANARY}\n")
    trees.put(tree, "proc/cpuinfo", f"model name\t: {CANARY}\n")
    trees.put(tree, "proc/self/mountinfo", trees.MOUNTS.replace("/srv", f"/{CANARY}"))


def traced_outside(bench, program, tree, house):
    """Lines of a trace in which a file of the other tree was opened."""
    trace = os.path.join(bench.work, "trace")
    status, _, _ = bench.run(program, tree, before=["strace", "-f", "-y", "-o", trace])
    with open(trace, encoding="utf-8", errors="replace") as file:
        lines = [line.strip() for line in file if house in line and " = -1 " not in line]
    return lines if status == 0 else [f"status {status}"]


def check_links(bench):
    house = bench.tree(canary_house)
    can_trace = shutil.which("strace") and subprocess.run(
        ["strace", "-o", "/dev/null", "true"], stderr=subprocess.DEVNULL, check=False).returncode == 0
    if not can_trace:
        bench.tap.skip("nothing outside of a tree is opened", "no strace, or it is not allowed")
    tree = bench.tree()
    for path in ENTERED:
        place = os.path.join(tree, path)
        there = os.path.lexists(place)
        if there:
            os.rename(place, tree + ".kept")
        else:
            os.makedirs(os.path.dirname(place), exist_ok=True)
        for how, start in (("absolute", ""), ("relative", "../" * 40)):
            target = os.path.join(house, path)
            os.symlink(start + (target.lstrip("/") if start else target), place)
            bench.look(tree, f"{path} leads out of the tree, {how}", ["json", "text"], CANARY.encode())
            for program in bench.programs if can_trace and how == "relative" else []:
                lines = traced_outside(bench, program, tree, os.path.dirname(house))
                bench.tap.result(not lines, f"{os.path.basename(program)}: {path} is not followed", "\n".join(lines[:5]))
            os.unlink(place)
        if there:
            os.rename(tree + ".kept", place)


# Exchanges a directory of the tree with a link to the other tree, and files with a missing and with
# a large file, until its parent ends.
EXCHANGER = """
import ctypes, os, signal, sys
libc = ctypes.CDLL(None, use_errno=True)
ctypes.CDLL(None).prctl(1, signal.SIGKILL)
tree, house, paths = sys.argv[1], sys.argv[2], sys.argv[3:]
pairs = []
for number, path in enumerate(paths):
    place = os.path.join(tree, path)
    other = os.path.join(tree, f".other{number}")
    if os.path.isdir(place):
        os.symlink(os.path.join(house, path), other)
    else:
        os.symlink(os.path.join(house, path), other) if number % 2 else open(other, "wb").write(b"x\\n" * 100000)
    pairs.append((os.fsencode(place), os.fsencode(other)))
print("ready", flush=True)
while True:
    for place, other in pairs:
        if libc.renameat2(-100, place, -100, other, 2):
            sys.exit(os.strerror(ctypes.get_errno()))
"""
# The paths that are exchanged: directories that the programs read, and files in them.
EXCHANGED = ["sys/bus", "sys/class/block", "sys/devices/system/cpu/cpu0/cache", "etc/modprobe.d", "proc/cpuinfo", "proc/cmdline",
             f"{trees.BUS}/region0/namespace0.0/alt_name", f"{trees.BUS}/provider", "proc/self/mountinfo", "usr/lib/os-release"]
RACES = 60


def check_races(bench):
    """A tree that changes while it is read: each run ends with an answer, which has nothing from outside."""
    house = bench.tree(canary_house)
    can_trace = shutil.which("strace") and subprocess.run(
        ["strace", "-o", "/dev/null", "true"], stderr=subprocess.DEVNULL, check=False).returncode == 0
    # If the kernel has no openat2(), each part of a path is opened separately.
    ways = [("", (), RACES)]
    if can_trace:
        ways.append((", without openat2()", ("strace", "-f", "-o", "/dev/null", "-e", "trace=openat2", "-e",
                                             "inject=openat2:error=ENOSYS"), RACES // 4))
    tree = bench.tree()
    exchanger = subprocess.Popen([sys.executable, "-B", "-c", EXCHANGER, tree, house, *EXCHANGED], stdout=subprocess.PIPE)
    ready = exchanger.stdout.readline() == b"ready\n"
    for program in bench.programs:
        for how, before, count in ways:
            lines, answers = [], set()
            if CANARY.encode() not in bench.run(program, house)[1]:
                lines.append("not even the other house's own answer tells what lies there")
            for _ in range(count):
                status, out, err = bench.run(program, tree, before=before)
                answers.add(out)
                lines += [f"status {status}: {err[:200]!r}"] if status != 0 or err else bench.well_formed("json", out)
                lines += ["what lies outside of the tree is told"] if CANARY.encode() in out else []
            lines += ["the tree was not changed meanwhile"] if exchanger.poll() is not None or len(answers) < 2 else []
            bench.tap.result(ready and not lines, f"{os.path.basename(program)}: files and links are exchanged while they are read{how}",
                             "\n".join(sorted(set(lines))[:5]))
    exchanger.kill()
    exchanger.wait()
    exchanger.stdout.close()


def text_places():
    """The places for a string that may be printed: a name, and a function that puts a value there."""
    def file(path, form=b"%s\n"):
        return lambda tree, value: put_bytes(tree, path, form.replace(b"%s", value))

    def record(*keys):
        def put(tree, value):
            whole = json.loads(json.dumps(trees.RECORD))
            part = whole
            for key in keys[:-1]:
                part = part[key]
            part[keys[-1]] = value.decode(errors="replace")
            trees.put(tree, "pmemcap.json", json.dumps(whole))
        return put

    def mount(line):
        def put(tree, value):
            mangled = b"".join(b"\\%03o" % byte if byte in b" \t\n\\" else bytes([byte]) for byte in value)
            put_bytes(tree, "proc/self/mountinfo", line.replace(b"%s", mangled) + trees.MOUNTS.encode())
        return put

    def link_name(path):
        def put(tree, value):
            place = os.path.join(tree, path)
            remove(place)
            os.symlink(b"../" + value.replace(b"\0", b"").replace(b"/", b"_")[:200], os.fsencode(place))
        return put

    def entry(path, files):
        def put(tree, value):
            name = value.replace(b"\0", b"").replace(b"/", b"_")[:150]
            place = os.path.join(os.fsencode(os.path.join(tree, path)), b"namespace0.9" + name if "nd" in path else name)
            os.makedirs(place, exist_ok=True)
            for attribute, text in files.items():
                with open(os.path.join(place, os.fsencode(attribute)), "w", encoding="utf-8") as out:
                    out.write(text)
        return put

    yield "alt_name", file(f"{trees.BUS}/region0/namespace0.0/alt_name")
    yield "provider", file(f"{trees.BUS}/provider")
    yield "region's persistence domain", file(f"{trees.BUS}/region0/persistence_domain")
    yield "namespace's mode", file(f"{trees.BUS}/region0/namespace0.0/mode")
    yield "namespace's holder class", file(f"{trees.BUS}/region0/namespace0.1/holder_class")
    yield "namespace's holder", file(f"{trees.BUS}/region0/namespace0.2/holder")
    yield "namespace's uuid", file(f"{trees.BUS}/region0/namespace0.3/uuid")
    yield "scrub state", file(f"{trees.BUS}/nfit/scrub")
    yield "name of a dm device", file("sys/devices/virtual/block/dm-0/dm/name")
    yield "uuid of a dm device", file("sys/devices/virtual/block/dm-1/dm/uuid")
    yield "mount point", mount(b"50 1 259:6 / /mnt/%s rw - ext4 /dev/pmem0p1 rw,dax=always\n")
    yield "source of a mount", mount(b"50 1 259:6 / /mnt rw - ext4 /dev/%s rw\n")
    yield "type and options of a mount", mount(b"50 1 259:6 / /mnt rw,%s - ext4%s /dev/x dax=%s\n")
    yield "tag of virtiofs", mount(b"50 1 0:50 / /mnt/%s rw - virtiofs %s rw,dax=%s\n")
    yield "model of the CPU", file("proc/cpuinfo", b"model name\t: %s\nvendor_id\t: %s\nsystem type\t: %s\nflags\t\t: fpu\n")
    yield "name of the distribution", file("usr/lib/os-release", b"PRETTY_NAME=\"%s\"\n")
    yield "vendor of the machine", file("sys/class/dmi/id/sys_vendor", b"QEMU%s\n")
    yield "hypervisor", lambda tree, value: (remove(os.path.join(tree, "sys/class/dmi")), put_bytes(tree, "sys/hypervisor/type", value))
    yield "policy for hotplugged memory", file("sys/devices/system/memory/auto_online_blocks")
    yield "command line", file("proc/cmdline", b"quiet %s memmap=%s module_blacklist=%s,nd_pmem\n")
    yield "file system's type of udev", record("disks", "pmem0.3", "udev", "fs_type")
    yield "type of a cache", file("sys/devices/system/cpu/cpu0/cache/index0/type")
    yield "size of a cache", file("sys/devices/system/cpu/cpu0/cache/index0/size")
    yield "configuration", file(f"boot/config-{trees.RELEASE}", b"CONFIG_64BIT=y\nCONFIG_FS_DAX=%s\nCONFIG_%s=y\n")
    yield "modprobe.d", file("etc/modprobe.d/x.conf", b"blacklist %s\ninstall %s\n%s\n")
    yield "release", record("kernel", "release")
    yield "machine", record("kernel", "machine")
    yield "super block's type", record("disks", "pmem0p1", "superblock", "type")
    yield "record of a boot log", record("boot_log", "line")
    yield "release in a file", lambda tree, value: (remove(os.path.join(tree, "pmemcap.json")), put_bytes(tree, "proc/sys/kernel/osrelease", value))
    yield "machine in a file", lambda tree, value: (remove(os.path.join(tree, "pmemcap.json")), put_bytes(tree, "proc/sys/kernel/arch", value))
    yield "what uname said", lambda tree, value: (remove(os.path.join(tree, "pmemcap.json")),
                                                  put_bytes(tree, "sos_commands/kernel/uname_-a", b"Linux host " + value + b" x " + value + b" GNU/Linux\n"))
    yield "name of a dax device's driver", link_name("sys/devices/platform/hmem.2/dax2.0/driver")
    yield "subsystem of a bus", link_name("sys/devices/LNXSYSTM:00/LNXSYBUS:00/ACPI0012:00/subsystem")
    yield "name of a namespace", entry("sys/bus/nd/devices", {"size": "1\n"})
    yield "name of a disk", entry("sys/class/block", {"uevent": "MAJOR=9\nMINOR=9\nDEVTYPE=disk\n", "size": "8\n"})
    yield "name of a CPU", entry("sys/devices/system/cpu", {"online": "1\n"})
    yield "name of a file of modprobe.d", entry("etc/modprobe.d", {})


def put_bytes(tree, path, value):
    path = os.path.join(tree, path)
    remove(path)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(value)


def check_texts(bench):
    """Put each value into all places at once. If that fails, put it into each place alone."""
    places = list(text_places())
    for what, value in NASTY.items():
        # Later places need a tree without the record, or without the directories, so each part has
        # its own tree.
        for part, group in (("objects", places[:22]), ("host", places[22:29]), ("files", places[29:])):
            tree = bench.tree()
            for _, put in group:
                put(tree, value)
            bench.look(tree, f"{what} in {part}")
    for name, put in places:
        tree = bench.tree()
        put(tree, NASTY["an escape sequence"] + NASTY["no UTF-8"] + NASTY["quotes"] + NASTY["a shell's words"])
        bench.look(tree, f"a bit of all in the {name}")
        remove(tree)


def deep_directory(place):
    """1000 nested directories, whose path is longer than PATH_MAX."""
    os.makedirs(place, exist_ok=True)
    fd = os.open(place, os.O_RDONLY)
    for _ in range(1000):
        os.mkdir("deep-in-it", dir_fd=fd)
        deeper = os.open("deep-in-it", os.O_RDONLY, dir_fd=fd)
        os.close(fd)
        fd = deeper
    return fd


def remove_deep(place):
    """Python's shutil may recurse too deep. rm works with descriptors."""
    subprocess.run(["rm", "-rf", place], check=True)


def check_depth(bench):
    tree = bench.tree()
    for path in ("sys/bus/nd/devices/namespace9.9", "sys/class/block/deep", "sys/devices/system/cpu/cpu7", "etc/modprobe.d/deep.conf",
                 "lib/modules/deep", "sys/bus/dax/devices/dax9.9", f"{trees.BUS}/region0/namespace0.3/block/deep"):
        os.close(deep_directory(os.path.join(tree, path)))
    bench.look(tree, "directories 1000 deep")
    remove_deep(tree)

    top = tempfile.mkdtemp(dir=bench.work)
    fd = deep_directory(top)
    try:
        # The tree itself is below them. It is copied from the current directory, since no path is
        # short enough.
        here = os.open(".", os.O_RDONLY)
        source = bench.tree()
        os.fchdir(fd)
        subprocess.run(["cp", "-a", source, "tree"], check=True)
        os.chdir("tree")
        try:
            for program in bench.programs:
                status, out, err = bench.run(program, None)
                bench.tap.result(status == 0 and not err and json.loads(out), f"{os.path.basename(program)}: a tree 1000 deep",
                                 "" if status == 0 else f"status {status}: {err[:200]!r}")
        finally:
            os.fchdir(here)
            os.close(here)
    finally:
        os.close(fd)
        remove_deep(top)

    tree = bench.tree()
    # Chains of links, and a path of the greatest length.
    for number in range(100):
        os.symlink(f"chain{number + 1}", os.path.join(tree, "proc", f"chain{number}"))
    for path in ("proc/cpuinfo", "proc/self/mountinfo", "etc/modprobe.d/x.conf"):
        remove(os.path.join(tree, path))
        os.symlink("/proc/chain0", os.path.join(tree, path))
    os.symlink("x/../" * 800 + "y", os.path.join(tree, "boot/config-long"))
    bench.look(tree, "chains of links")
    remove(tree)


def check_size(bench):
    """Directories with 30,000 entries that are no devices."""
    def names(tree, path, form, put):
        place = os.path.join(tree, path)
        os.makedirs(place, exist_ok=True)
        for number in range(MANY):
            put(os.path.join(place, form % number))

    def file(path):
        os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o644))

    for path, form, put in (
            ("sys/class/block", "sd%d", lambda path: os.symlink("../../devices/virtual/block/dm-0", path)),
            ("sys/class/block", "sd%d", lambda path: os.symlink("../../devices/nowhere", path)),
            ("sys/bus/nd/devices", "namespace7.%d", lambda path: os.symlink("../../../devices/nowhere", path)),
            ("sys/bus/nd/devices", "region1%d", lambda path: os.symlink("../../../devices/nowhere", path)),
            ("sys/bus/dax/devices", "dax7.%d", lambda path: os.symlink("../../../devices/nowhere", path)),
            ("sys/devices/system/cpu", "cpu1%d", os.mkdir),
            ("lib/modules", "6.0.%d", file),
            ("etc/modprobe.d", "x%d.conf", file),
            ("sys/module", "x%d", file),
            ("boot", "config-%d", file),
            ("run/udev/data", "b7:%d", file),
            ("sys/devices/virtual/block/dm-0/slaves", "sd%d", file)):
        tree = bench.tree()
        names(tree, path, form, put)
        # Links to the only disk, and links to nothing, have different names.
        links = ", links to one disk" if os.path.exists(os.path.join(tree, path, form % 0)) and "block" in path else ""
        bench.look(tree, f"{MANY:,} of {form} in {path}{links}", ["json"])
        remove_deep(tree)
    tree = bench.tree()
    line = "{0} 1 259:6 / /srv/{0} rw - ext4 /dev/pmem0p1 rw,dax=always\n"
    trees.put(tree, "proc/self/mountinfo", "".join(line.format(100 + number) for number in range(MANY // 10)))
    bench.look(tree, "10,000 mounts", ["json", "text"])
    remove(tree)


def archive_of(members, mode="w:gz"):
    """The bytes of an archive, made of pairs of a tarfile.TarInfo and contents."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:
        for member, contents in members:
            member.size = len(contents)
            archive.addfile(member, io.BytesIO(contents))
    return out.getvalue()


def member(name, kind=tarfile.REGTYPE, link="", contents=b""):
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, link
    return info, contents


def hostile_archives(outside):
    """Archives: their names, their bytes, and whether they are refused."""
    record = member("t/pmemcap.json", contents=json.dumps(trees.RECORD).encode())
    yield "nothing", b"", True
    yield "no archive", b"not an archive at all\n" * 100, True
    yield "gzip of nothing", gzip.compress(b""), True
    yield "zeros alone", gzip.compress(bytes(1 << 20)), True
    yield "names that lead out", archive_of([record, member("t/../../escaped", contents=b"x")]), True
    yield "absolute names", archive_of([record, member(outside + "/escaped", contents=b"x")]), False
    yield "a link and what is behind it", archive_of(
        [record, member("t/l", tarfile.SYMTYPE, outside), member("t/l/escaped", contents=b"x")]), True
    yield "a link to a link", archive_of(
        [record, member("t/a", tarfile.SYMTYPE, "../../.."), member("t/b", tarfile.SYMTYPE, "a"),
         member("t/b/escaped", tarfile.DIRTYPE)]), True
    yield "the top is a link", archive_of([member(".", tarfile.SYMTYPE, outside), member("escaped", contents=b"x")]), True
    yield "hard links, devices and FIFOs", archive_of(
        [record, member("t/h", tarfile.LNKTYPE, "/etc/passwd"), member("t/c", tarfile.CHRTYPE), member("t/b", tarfile.BLKTYPE),
         member("t/f", tarfile.FIFOTYPE)]), False
    yield "a file twice", archive_of([record, record]), True
    yield "a file that is a directory, too", archive_of([record, member("t/a", contents=b"x"), member("t/a/b", contents=b"x")]), True
    yield "names of 5000", archive_of([record, member("t/" + "n" * 5000, contents=b"x")]), True
    yield "100 directories deep", archive_of([record, member("t/" + "d/" * 100 + "f", contents=b"x")]), True
    yield "a name that a terminal would obey", archive_of([record, member("t/\x1b]0;x\x07", contents=b"x")]), False
    yield "100,001 members", archive_of([member(f"t/{n}") for n in range(100_001)]), True
    yield "a bomb", gzip.compress(member("t/x")[0].tobuf()[:512] + bytes(1 << 29), 1), False
    big = tarfile.TarInfo("t/big")
    big.size = 300 << 20
    yield "a file of 300 MiB", gzip.compress(big.tobuf() + bytes(300 << 20), 1), True
    big.size = 60 << 20
    yield "six files of 60 MiB", gzip.compress(b"".join(
        [tarfile.TarInfo.tobuf(rename(big, f"t/{n}")) + bytes(60 << 20) for n in range(6)]), 1), True
    big.size = 8 << 30
    yield "a size of 8 GiB", gzip.compress(big.tobuf(tarfile.GNU_FORMAT) + bytes(1 << 20)), True
    for text in (b"99999999999 path=x\n", b"0 path=x\n", b"10 path=xx", b"-5 path=x\n", b"x", b"12 size=-1\n\n", b"9 path=x\n" * 9000):
        extended = tarfile.TarInfo("pax")
        extended.type, extended.size = tarfile.XHDTYPE, len(text)
        yield f"pax records {text[:20]!r}", gzip.compress(
            extended.tobuf() + text + bytes(-len(text) % 512) + member("t/x")[0].tobuf() + bytes(1024)), True
    good = archive_of([record, member("t/proc/cpuinfo", contents=b"model name : x\n" * 50)])
    yield "cut in half", good[:len(good) // 2], True
    plain = bytearray(gzip.decompress(good))
    random.seed(15)
    for number in range(60):
        damaged = bytearray(plain)
        for _ in range(random.randrange(1, 6)):
            damaged[random.randrange(len(damaged))] = random.randrange(256)
        yield f"damage {number}", gzip.compress(bytes(damaged)), None


def rename(info, name):
    info.name = name
    return info


def check_archives(bench):
    """--sysroot reads a stranger's archive in time. It makes no file outside, and leaves none behind."""
    outside = tempfile.mkdtemp(dir=bench.work)
    temporary = tempfile.mkdtemp(dir=bench.work)
    path = os.path.join(bench.work, "archive.tar.gz")
    for name, contents, refused in hostile_archives(outside):
        with open(path, "wb") as file:
            file.write(contents)
        for program in bench.programs:
            began = time.monotonic()
            command = "pmem-status" if os.path.basename(program) == "ndctl" else "alias-check"
            done = subprocess.run([program, command, f"--sysroot={path}"], env={**os.environ, "TMPDIR": temporary},
                                  stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=LIMIT * 3, check=False)
            lines = [f"status {done.returncode} after {time.monotonic() - began:.1f} s: {done.stderr[:200]!r}"] \
                if done.returncode not in (0, 1) or refused not in (None, done.returncode == 1) else []
            if done.returncode == 1 and (done.stdout or done.stderr.count(b"\n") != 1 or not done.stderr.startswith(b"  Error: ")):
                lines.append(f"no sentence: {done.stderr[:200]!r}")
            if done.returncode == 0:
                lines += bench.well_formed("json", done.stdout)
            wait_until_empty(temporary)
            lines += [f"left behind: {found}" for found in os.listdir(temporary) + os.listdir(outside)]
            bench.tap.result(not lines, f"{os.path.basename(program)}: an archive, {name}", "\n".join(lines))
    check_killed(bench, path, temporary)


def wait_until_empty(directory):
    """Another process removes the unpacked files after the run."""
    for _ in range(200):
        if not os.listdir(directory):
            return
        time.sleep(0.05)


def check_killed(bench, path, temporary):
    """If a run is killed while it unpacks, no file stays."""
    with open(path, "wb") as file:
        file.write(archive_of([member(f"t/{n}", contents=b"x" * 2000) for n in range(40_000)]))
    seen = 0
    for sign in (signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        # The process has no signal handlers, whatever this process has.
        run = subprocess.Popen([bench.programs[0], "alias-check", f"--sysroot={path}"], env={**os.environ, "TMPDIR": temporary},
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, restore_signals=True)
        for _ in range(200):
            if any(os.listdir(os.path.join(temporary, found)) for found in os.listdir(temporary)):
                seen += 1
                break
            time.sleep(0.01)
        run.send_signal(sign)
        run.wait()
        wait_until_empty(temporary)
        left = os.listdir(temporary)
        bench.tap.result(not left, f"ended by {sign.name} while it unpacks", f"left behind: {left}")
    bench.tap.result(seen == 4, "each was unpacking by then", f"{seen} of 4")
# More memory than a run may use, with libraries and the page tables of a large tree.
PEAK_KIB = 320 << 10
# More than the limit of names in a directory of a tree. Many more would take long to make and to
# remove.
HUGE = 20_000


def swamped_record(tree):
    """16 MiB of empty objects, for which a parser needs gigabytes."""
    trees.put(tree, "pmemcap.json", "[" + "{}," * ((16 << 20) // 3 - 2) + "{}]")


def nested_record(tree):
    """The same in a valid record."""
    trees.put(tree, "pmemcap.json", '{"version":1,"disks":{"x":[' + "[]," * ((16 << 20) // 3 - 30) + "[]]}}")


def many_names(path, form, target, count=HUGE):
    def make(tree):
        place = os.path.join(tree, path)
        os.makedirs(place, exist_ok=True)
        for number in range(count):
            os.symlink(target, os.path.join(place, form % number))
    return make


def many_everywhere(tree):
    """As many names as are read, in every directory."""
    for path, form in (("sys/bus/nd/devices", "namespace7.%d"), ("sys/bus/dax/devices", "dax7.%d"), ("sys/class/block", "pmem9%d")):
        for number in range(16_000):
            os.symlink("../../../devices/nowhere", os.path.join(tree, path, form % number))


# The name, a function that makes the tree, and the path of which a part is left out.
SWAMPS = [
    ("16 MiB of empty objects for a record", swamped_record, "/pmemcap.json"),
    ("a record of 16 MiB of empty arrays", nested_record, "/pmemcap.json"),
    *((f"{HUGE:,} of {form} in {path}", many_names(path, form, target), "/" + path) for path, form, target in (
        ("sys/bus/dax/devices", "dax7.%d", "../../../devices/nowhere"),
        ("sys/class/block", "pmem9%d", "../../devices/virtual/block/dm-0"),
        ("sys/class/block", "sd%d", "../../devices/nowhere"),
        ("sys/bus/nd/devices", "namespace7.%d", "../../../devices/nowhere"),
        ("sys/bus/nd/devices", "region1%d", "../../../devices/nowhere"),
        ("sys/devices/system/cpu", "cpu1%d", "cpu0"),
        ("etc/modprobe.d", "x%d.conf", "../nowhere"))),
    (f"{HUGE:,} slaves", many_names("sys/devices/virtual/block/dm-0/slaves", "sd%d", "nowhere"), "/sys/class/block/dm-0/slaves"),
    ("16,000 names in every directory", many_everywhere, None),
]


def measured(program, tree, *arguments):
    """Status, output, errors, seconds, and the size of the largest process in KiB."""
    command = "pmem-status" if os.path.basename(program) == "ndctl" else "alias-check"
    began = time.monotonic()
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        child = subprocess.Popen(["timeout", "-s", "KILL", str(LIMIT * 2), program, command, "--sysroot", tree, *arguments],
                                 stdout=out, stderr=err)
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        return child.returncode, out.read(), err.read(), time.monotonic() - began, usage.ru_maxrss


def swamp_trouble(bench, program, tree, cut_off, before):
    status, out, err, seconds, peak = measured(program, tree)
    lines = [f"status {status}, {err[:300]!r}"] if status != 0 or err else []
    lines += [f"{peak} KiB at most"] if peak > PEAK_KIB and not bench.sanitized(program) else []
    lines += [f"{len(out)} bytes are printed"] if len(out) > 48 << 20 else []
    print(f"# {os.path.basename(program)}: {peak // 1024} MiB, {seconds:.1f} s, {len(out)} bytes")
    if lines:
        return lines
    found = json.loads(out)
    skipped = [skip["path"] for skip in found["skipped"] if skip["error"] == "EFBIG"]
    if cut_off and skipped.count(cut_off) != 1 and bench.reads(program, cut_off):
        lines.append(f"cut off: {skipped[:5]}")
    # No answer becomes "yes" because something was left out.
    lines += [f"{mode}: {verdict['supported']}, was {before[mode]}" for mode, verdict in found["modes"].items()
              if verdict["supported"] == "yes" != before[mode]]
    return lines


def check_swamps(bench):
    """Trees that need much memory. The memory is limited, and what was left out is reported once."""
    before = {}
    for program in bench.programs:
        found = json.loads(measured(program, bench.tree())[1])
        before[program] = {mode: verdict["supported"] for mode, verdict in found["modes"].items()}
    for what, make, cut_off in SWAMPS:
        tree = bench.tree()
        make(tree)
        for program in bench.programs:
            lines = swamp_trouble(bench, program, tree, cut_off, before[program])
            bench.tap.result(not lines, f"{os.path.basename(program)}: {what}", "\n".join(lines))
        remove_deep(tree)


# The limits of util/facts/host.h, util/observe/block/mounts.c and util/observe/block/block.c.
SKIPS_MAX = 16_384
MOUNTS_MAX = 10_000
SLAVES_MAX = 1_024


def two_xfs(tree, count):
    """count mounts of one xfs, and one mount of another xfs that has DAX on the same disk."""
    lines = [f"{100 + n} 1 259:6 / /srv/n{n} rw - xfs /dev/pmem0p1 rw" for n in range(count)]
    lines.append("99 1 259:7 / /srv/last rw - xfs /dev/pmem0p2 rw,dax=always")
    trees.put(tree, "proc/self/mountinfo", "".join(line + "\n" for line in lines))
    record = json.loads(json.dumps(trees.RECORD))
    for name in ("pmem0p1", "pmem0p2"):
        record["disks"][name] = trees.superblock("xfs")
    record["mounts"] = {}
    trees.put(tree, "pmemcap.json", json.dumps(record))


def many_slaves(tree, count):
    """dm-0 on pmem0p3 and on count other disks, all with DAX."""
    for number in range(count):
        path = f"sys/devices/virtual/block/pmem9{number}"
        trees.disk(tree, path, f"8:{number}", 65536, queue__dax=1)
        trees.link(tree, f"sys/devices/virtual/block/dm-0/slaves/pmem9{number}", path)


def objects_by(found, key):
    """All objects with this key, by its value."""
    said = {}
    if isinstance(found, list):
        for item in found:
            said.update(objects_by(item, key))
    elif isinstance(found, dict):
        if key in found:
            said[found[key]] = found
        for value in found.values():
            said.update(objects_by(value, key))
    return said


def skips_at_limit(found):
    said = [(skip["path"], skip["error"]) for skip in found["skipped"]]
    lines = [] if len(said) == SKIPS_MAX else [f"{len(said)} skipped"]
    return lines + ([] if said.count(("(further files)", "EFBIG")) == 1 else [f"the last: {said[-1:]}"])


def mounts_at_limit(found):
    mounts = objects_by(found, "mountpoint")
    cut = [skip for skip in found["skipped"] if (skip["path"], skip["error"]) == ("/proc/self/mountinfo", "EFBIG")]
    firm = [path for path, mount in mounts.items() if mount["dax_effective"] != "unknown"]
    return ([] if len(mounts) == MOUNTS_MAX and "/srv/last" not in mounts else [f"{len(mounts)} mounts"]) + \
        ([] if len(cut) == 1 else [f"{len(cut)} skips"]) + [f"yes: {path}" for path in firm[:3]]


def dm_dax(found):
    return objects_by(found["buses"] + found["other_disks"], "dev")["dm-0"]["dax"]


def slaves_at_limit(found):
    cut = [skip["path"] for skip in found["skipped"] if skip["error"] == "EFBIG"]
    return ([] if cut == ["/sys/class/block/dm-0/slaves"] else [f"skipped: {cut}"]) + \
        ([] if dm_dax(found) == "unknown" else [f"dm-0: {dm_dax(found)}"])


# The name, functions that make a tree within and beyond the limit, and one that finds errors in the
# answer.
LIMITS = [
    ("skipped files", lambda tree: None, many_everywhere, skips_at_limit),
    ("mounts", lambda tree: two_xfs(tree, 3), lambda tree: two_xfs(tree, MOUNTS_MAX), mounts_at_limit),
    ("slaves", lambda tree: many_slaves(tree, 3), lambda tree: many_slaves(tree, SLAVES_MAX + 1), slaves_at_limit),
]


def check_limits(bench):
    """One more than the limit: what was left out is reported once, and no answer gets stronger."""
    program = bench.programs[1]
    for what, within, beyond, trouble in LIMITS:
        tree = bench.tree()
        within(tree)
        found = json.loads(measured(program, tree)[1])
        cut = [skip["path"] for skip in found["skipped"] if skip["error"] == "EFBIG"]
        bench.tap.result(not cut and dm_dax(found) == "yes", f"pmem-status: few {what} are read whole",
                         f"cut off: {cut}, dm-0: {dm_dax(found)}")
        remove_deep(tree)
        tree = bench.tree()
        beyond(tree)
        status, out, err, seconds, peak = measured(program, tree)
        print(f"# {what}: {peak // 1024} MiB, {seconds:.1f} s, {len(out)} bytes")
        lines = trouble(json.loads(out)) if status == 0 and not err else [f"status {status}, {err[:300]!r}"]
        lines += [f"{peak} KiB at most"] if peak > PEAK_KIB and not bench.sanitized(program) else []
        bench.tap.result(not lines, f"pmem-status: more {what} than are read", "\n".join(lines))
        remove_deep(tree)


def reading_trouble(trace, tree):
    """Lines of a trace in which the reading process opens or maps a file outside of the tree."""
    tops, wrong = {}, []
    with open(trace, encoding="utf-8", errors="replace") as file:
        for line in file:
            pid, _, call = line.strip().partition(" ")
            call = call.strip()
            opened = re.match(r'open(at)?\((AT_FDCWD(<[^>]*>)?, )?"([^"]*)"', call)
            if opened and opened[4] == tree:
                tops[pid] = True
            elif pid in tops and " = -1 " not in call and (
                    opened or re.match(r"execve|(mmap|old_mmap)2?\([^)]*, [0-9]+<", call)):
                wrong.append(line.strip())
            elif pid in tops and re.match(r"openat2?\([0-9]+<", call) and f"<{tree}" not in call:
                wrong.append(line.strip())
    return wrong if tops else ["the tree is not opened"]


def looping_index(whole):
    """A node that is its own parent: following the offsets is an endless loop."""
    return whole[:8] + whole[8:9] + b"\0\0\x0c" + b"\x20\0\0\x0c" * 400


# Runs of each program with a damaged index or table of modules.
MUTATIONS = 360


def mutated(whole, number):
    """A few bytes changed, a piece cut out, or the end missing."""
    damaged = bytearray(whole)
    place = random.randrange(len(damaged))
    if number % 3 == 0:
        del damaged[place:place + random.randrange(1, 400)]
    elif number % 7 == 0:
        del damaged[place:]
    else:
        for _ in range(random.randrange(1, 9)):
            damaged[random.randrange(len(damaged))] = random.choice((0, 10, 32, 58, 255, random.randrange(256)))
    return bytes(damaged)


def check_mutations(bench, tree, where, binary):
    """Damage in depmod's indexes changes no answer, and damage in its tables makes no mode possible.

    An index of 12 bytes is not damaged: its size shows that the table beside it is really empty.
    """
    names = sorted(name for name in os.listdir(os.path.join(tree, where))
                   if name.startswith("modules.") and name.endswith(".bin") == binary and os.path.getsize(os.path.join(tree, where, name)) > 12)
    random.seed(713)
    for program in bench.programs:
        answer, lines = bench.run(program, tree)[1], []
        before = {mode: verdict["supported"] for mode, verdict in json.loads(answer)["modes"].items()}
        for number in range(MUTATIONS):
            name = names[number % len(names)]
            path = os.path.join(tree, where, name)
            with open(path, "rb") as file:
                whole = file.read()
            put_bytes(tree, f"{where}/{name}", mutated(whole, number))
            status, out, err = bench.run(program, tree)
            put_bytes(tree, f"{where}/{name}", whole)
            if status != 0 or err:
                lines.append(f"{name}, {number}: status {status}: {err[:200]!r}")
            elif binary:
                lines += [] if out == answer else [f"{name}, {number}: another answer"]
            else:
                lines += [f"{name}, {number}: {mode} is yes, was {before[mode]}" for mode, verdict in json.loads(out)["modes"].items()
                          if verdict["supported"] == "yes" != before[mode]]
        what = "indexes of modules change nothing" if binary else "tables of modules allow no mode"
        bench.tap.result(bool(names) and not lines, f"{os.path.basename(program)}: {MUTATIONS} damaged {what}", "\n".join(lines[:5]))


def check_modules(bench):
    """Damaged indexes of modules, and libraries: no byte of them is read or mapped."""
    can_trace = shutil.which("strace") and subprocess.run(
        ["strace", "-o", "/dev/null", "true"], stderr=subprocess.DEVNULL, check=False).returncode == 0
    tree = bench.tree(lambda place: trees.fixture("x86-612-no-pfn", place))
    release = os.listdir(os.path.join(tree, "usr/lib/modules"))[0]
    where = os.path.join(tree, "usr/lib/modules", release)
    wanted = [bench.run(program, tree)[1] for program in bench.programs]
    for name in sorted(os.listdir(where)):
        if not name.endswith(".bin"):
            continue
        with open(os.path.join(where, name), "rb") as file:
            whole = file.read()
        for what, text in (("a loop", looping_index(whole)),
                           ("offsets beyond the end", whole[:12] + b"\xff" * (len(whole) - 12))):
            put_bytes(tree, f"usr/lib/modules/{release}/{name}", text)
            for program, answer in zip(bench.programs, wanted):
                status, out, err = bench.run(program, tree)
                empty = len(whole) == 12
                bench.tap.result(status == 0 and not err and (empty or out == answer),
                                 f"{os.path.basename(program)}: {name} is {what}", f"status {status}: {err[:200]!r}")
        put_bytes(tree, f"usr/lib/modules/{release}/{name}", whole)
    for binary in (True, False):
        check_mutations(bench, tree, f"usr/lib/modules/{release}", binary)
    if not can_trace:
        bench.tap.skip("nothing outside of a tree is opened or mapped", "no strace, or it is not allowed")
        return
    for make in (trees.whole, lambda place: trees.fixture("x86-612-no-pfn", place)):
        tree = bench.tree(make)
        for inject in ([], ["-e", "inject=openat2:error=ENOSYS"]):
            for program in bench.programs:
                trace = os.path.join(bench.work, "trace")
                command = "pmem-status" if os.path.basename(program) == "ndctl" else "alias-check"
                subprocess.run(["strace", "-f", "-y", "-o", trace, *inject, program, command, "--sysroot", tree],
                               stdout=subprocess.DEVNULL, check=False, timeout=LIMIT * 3)
                lines = reading_trouble(trace, tree)
                bench.tap.result(not lines, f"{os.path.basename(program)}: nothing outside of the tree is opened or mapped"
                                 f"{', without openat2()' if inject else ''}", "\n".join(lines[:5]))


def main():
    programs = [os.path.abspath(path) for path in sys.argv[1:3]]
    only = sys.argv[3:]
    with tempfile.TemporaryDirectory(dir=os.path.dirname(programs[0])) as work:
        bench = Bench(programs, work)
        try:
            for name, check in (("links", check_links), ("races", check_races), ("texts", check_texts), ("depth", check_depth), ("size", check_size),
                                ("archives", check_archives), ("swamps", check_swamps), ("limits", check_limits), ("modules", check_modules)):
                if not only or name in only:
                    check(bench)
        finally:
            remove_deep(work)
            os.mkdir(work)
        bench.tap.done()


if __name__ == "__main__":
    main()

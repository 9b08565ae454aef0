#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Is the series of series.py fit for a real tree of ndctl?

Usage: check.py [--each] [--rev REVISION] [--build DIR] [TREE]

TREE is a clone of ndctl, a bare one, a tarball, or a directory of its sources; without
it, and without NDCTL_TREE in the environment, ndctl's source is downloaded from Debian's
archive. It is copied, and the copy gets the series. The check builds it with
-Dwerror=true and with the tree's defaults, looks for functions that nothing calls and for
comments that name a file which is not there, runs the tests and the dist target of the
tree, and compares what the programs there print for our fixtures with what the programs in
DIR (build) print. --each builds each commit by itself as well, and runs both commands and
their test on copied trees.
Prints TAP, and "N passed, N failed" last.
"""
import argparse
import glob
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
TOP = HERE.parent.parent
sys.path += [str(TOP / "test" / "vm"), str(TOP / "test" / "fixtures")]

import debian  # noqa: E402  pylint: disable=wrong-import-position
from common import trees  # noqa: E402  pylint: disable=wrong-import-position

# The suite of Debian whose ndctl is taken where no tree is named: 81.
SUITE = "trixie"

COMMANDS = {"daxctl": "alias-check", "ndctl": "pmem-status"}

# What both programs are asked for each fixture. Only the first must have an answer: -q prints none.
QUESTIONS = [[], ["-u"], ["-v"], ["-vv"], ["--text"], ["--text", "-vv"], ["-q", "--require=fsdax"],
             ["-q", "--require=devdax,map-sync"], ["-q", "--require=block,dm-dax,system-ram,virtiofs-dax"],
             ["-q", "--require=system_ram,map_sync"], ["-q", "--require=dm_dax"], ["-q", "--require=virtiofs_dax"],
             ["--kernel=6.12.117"], ["--explain=cpu-dcache-aliasing"], ["--format=env"],
             ["--format=openmetrics"]]

# What only pmem-status is asked: each filter, with a value that selects, one that selects less, and
# one that is wrong.
FILTERS = [["-i"], ["-b", "ndbus0"], ["-b", "ACPI.NFIT"], ["-r", "region0"], ["-r", "0,1"], ["-n", "namespace0.0"],
           ["-n", "all", "-i"], ["-d", "nmem0"], ["-d", "1"], ["-d", "all"], ["-t", "pmem"], ["-t", "blk"],
           ["-t", "none"], ["-m", "fsdax"], ["-m", "memory", "-i"], ["-m", "devdax,sector"], ["-m", "raw", "-i"],
           ["-m", "none"], ["-U", "0"], ["-U", "all"], ["-U", "1"], ["-U", "none"],
           ["-r", "region0", "-m", "devdax", "-q", "--require=devdax"]]

# What a caller may do to the standard streams, as a shell says it; "$@" is the command.
STREAMS = ['"$@" >&-', '"$@" <&-', '"$@" <&- 2>&-', '"$@" <&- >&-', '"$@" --timeout=0 <&- 2>&-',
           '"$@" --timeout=0 >&-', '"$@" >/dev/full', 'ulimit -f 1; "$@" --timeout=0 >"$OUTPUT"; exit $?']

# Seconds for one command on a fixture.
LIMIT = 60

# The build that lets no warning pass, with the tree's tests in its programs. With git's version the
# commit is part of it, and half of the tree is compiled anew for each. The linker leaves out what
# nothing in a program calls: each function has a section of its own, and nothing is inlined.
STRICT = ["-Dwerror=true", "-Dtest=enabled", "-Ddestructive=enabled", "-Dversion-tag=series",
          "-Doptimization=0", "-Dc_args=-ffunction-sections -fdata-sections", "-Dc_link_args=-Wl,--gc-sections"]


class Result:
    """What is counted and printed."""

    def __init__(self):
        self.passed = self.failed = self.skipped = 0
        self.began = time.monotonic()

    def line(self, good, name, complaint="", show=True):
        number = self.passed + self.failed + self.skipped + 1
        self.passed += bool(good)
        self.failed += not good
        if show or not good:
            print("ok" if good else "not ok", number, "-", name, flush=True)
        for text in ("" if good else complaint).splitlines()[-40:]:
            print("#", text, flush=True)
        return good

    def skip(self, name, why):
        self.skipped += 1
        number = self.passed + self.failed + self.skipped
        print(f"ok {number} - {name} # skip {why}", flush=True)

    def say(self, text):
        print(f"# {text} ({time.monotonic() - self.began:.0f} s)", flush=True)

    def end(self):
        print(f"1..{self.passed + self.failed + self.skipped}")
        print(f"{self.skipped} skipped")
        print(f"{self.passed} passed, {self.failed} failed")
        sys.exit(self.failed != 0)


def call(*command, **kwargs):
    """Exit status and what was printed, both streams in one text."""
    done = subprocess.run([str(word) for word in command], stdin=subprocess.DEVNULL, check=False, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, errors="replace", **kwargs)
    return done.returncode, done.stdout


def must(*command, **kwargs):
    status, text = call(*command, **kwargs)
    if status:
        raise debian.Trouble(f"{' '.join(map(str, command))}: {text.strip()[-2000:]}")
    return text


# Where the source is from


def download(folder):
    """The tarball of ndctl's source from Debian's archive. Only the upstream's is asked for."""
    folder.mkdir(parents=True, exist_ok=True)
    try:
        kept = sorted(folder.glob("ndctl_*.orig.tar.*"))
        if kept:
            return kept[0]
        options = debian.apt_options(folder, SUITE, kind="deb-src")
        debian.call("apt-get", *options, "source", "--download-only", "--tar-only", "-q", "ndctl", cwd=folder)
        return next(folder.glob("ndctl_*.orig.tar.*"))
    except debian.Missing:
        raise
    except (debian.Trouble, StopIteration) as why:
        reason = (str(why).strip() or "the archive has no tarball").rsplit("E: ", 1)[-1]
        raise debian.Missing(f"ndctl's source cannot be had from {SUITE}: {reason}") from why


def copy_of(source, revision, copy):
    """A clone of its own to work in, of a clone, a tarball, or a directory."""
    shutil.rmtree(copy, ignore_errors=True)
    if source.is_dir() and not call("git", "-C", source, "rev-parse", "--git-dir")[0] and (
            (source / ".git").exists() or (source / "HEAD").exists()):
        must("git", "clone", "--quiet", "--shared", "--no-checkout", source, copy)
        wanted = revision or must("git", "-C", source, "rev-parse", "HEAD").strip()
        must("git", "-C", copy, "checkout", "--quiet", "--detach", wanted)
        return
    if source.is_dir():
        shutil.copytree(source, copy, symlinks=True)
    else:
        copy.mkdir(parents=True)
        must("tar", "-x", "-f", source, "-C", copy, "--strip-components=1")
    must("git", "-C", copy, "init", "--quiet")
    as_author(copy)
    must("git", "-C", copy, "add", "--all", "--force")
    must("git", "-C", copy, "commit", "--quiet", "--message=as it was given")


def as_author(copy):
    """Commits of the copy need a name, which the user may not have told git."""
    for key, value in (("user.name", "check-upstream"), ("user.email", "check-upstream@localhost")):
        if call("git", "-C", copy, "config", key)[0]:
            must("git", "-C", copy, "config", key, value)


def version_of(copy):
    build_file = copy / "meson.build"
    text = build_file.read_text(encoding="utf-8") if build_file.exists() else ""
    found = re.search(r"^project\('ndctl', 'c',\s+version : '([^']+)'", text)
    if not found:
        raise debian.Trouble("that is no source of ndctl, or one from before 72, which had no meson.build")
    return found[1]


# What the commits say

# A path of this repository, or of ndctl's: test/vm/scenarios/*.sh.
NAMED = re.compile(r"(?<![\w./-])(?:util|test|Documentation|daxctl|ndctl|contrib)/[\w./*-]*\w")


def names_a_missing_file(copy, text):
    """Paths in a text that the tree lacks. Of the kernel's, as Documentation/filesystems/dax.rst, neither
    this repository nor the tree has the directory."""
    for path in NAMED.findall(text):
        is_ours = any((top / path).parent.is_dir() for top in (TOP, copy))
        if is_ours and not glob.glob(glob.escape(str(copy)) + "/" + path):
            yield path


def names_are_there(result, copy, base):
    """No file that the series adds names a file that the tree lacks."""
    added = must("git", "-C", copy, "diff", "--name-only", "--diff-filter=A", base).split()
    missing = [f"{name}: {path} is not there" for name in added
               for path in names_a_missing_file(copy, (copy / name).read_text(errors="replace"))]
    result.line(added and not missing, "no file of the series names one that the tree lacks",
                "\n".join(missing) or "the series adds no file")


# Building there


def build(result, copy, folder, name, *options):
    """Configure and compile; a build directory that is there is built anew where that is needed."""
    if not (folder / "build.ninja").exists():
        status, text = call("meson", "setup", folder, copy, *options)
        if not result.line(not status, f"{name}: meson setup", text):
            return False
    status, text = call("ninja", "-C", folder)
    warnings = [line for line in text.splitlines() if "warning:" in line and "/util/" in line]
    return result.line(not status and not warnings, f"{name}: it builds",
                       "\n".join([line for line in text.splitlines() if "error" in line][:20] or warnings)
                       or text)


def symbols(path, kinds):
    """Names of the functions and tables that an object or a program has."""
    lines = must("nm", "--defined-only", path).splitlines()
    return {words[-1] for words in map(str.split, lines) if len(words) > 1 and words[-2] in kinds}


def nothing_is_unused(result, folder):
    """What our libraries have for other files is in a program. folder: built as STRICT says."""
    linked = set()
    for tool in COMMANDS:
        linked |= symbols(folder / tool / tool, "TtDdRrBb")
    objects = sorted(folder.glob("util/libpmem-*.a.p/*.o"))
    unused = [f"{path.name.removesuffix('.o')}: {name}" for path in objects
              for name in sorted(symbols(path, "TDRB") - linked)]
    result.line(objects and not unused, "each function of the series is called by one of the programs",
                "\n".join(unused) or "no object has been compiled")


def tests_there(result, folder):
    """The tree's own tests, one line each; most skip where nfit_test is not there."""
    # Not each of them ends with the status that meson takes for a skipped test.
    call("meson", "test", "-C", folder, "--no-rebuild")
    log = folder / "meson-logs" / "testlog.json"
    if not log.exists():
        result.line(False, "meson test", "no test has run")
        return
    with open(log, encoding="utf-8") as lines:
        for line in lines:
            test = json.loads(line)
            if test["result"] == "SKIP":
                why = (test.get("stdout") or test.get("stderr") or "?").strip().splitlines()
                result.skip(f"meson test: {test['name']}", why[-1] if why else "no reason given")
            else:
                result.line(test["result"] == "OK", f"meson test: {test['name']}",
                            f"{test.get('stdout', '')}\n{test.get('stderr', '')}")


# The same objects


def without_names(text):
    """The text without what must differ: version, time, and the page with the reasons."""
    text = re.sub(r"""("?(generator|time)"?[:=]"[^"]*"|\w*GENERATOR='[^']*')""", "", text)
    return re.sub(r"pmemcap-reasons\(7\)|(ndctl-pmem-status|daxctl-alias-check)\(1\)", "PAGE", text)


def answer(program, command, arguments):
    """Exit status and output."""
    done = subprocess.run([str(program), command, *arguments], stdin=subprocess.DEVNULL, capture_output=True,
                          text=True, timeout=LIMIT, check=False)
    return done.returncode, without_names(done.stdout)


def answer_to(shell, program, command, arguments, output):
    """Exit status and both streams of a command that a shell runs."""
    done = subprocess.run(["sh", "-c", shell, "sh", str(program), command, *arguments], capture_output=True,
                          text=True, timeout=LIMIT, check=False, env={**os.environ, "OUTPUT": str(output)})
    return done.returncode, without_names(done.stdout), done.stderr


def compare(result, ours, theirs):
    for tool, command in COMMANDS.items():
        questions = QUESTIONS + (FILTERS if command == "pmem-status" else [])
        for tree in sorted(entry.name for entry in os.scandir(trees()) if entry.is_dir()):
            for question in questions:
                arguments = [f"--sysroot={trees()}/{tree}", *question]
                mine, other = (answer(there / tool / tool, command, arguments) for there in (ours, theirs))
                result.line(mine == other and (mine[1] or question), " ".join([f"{tool} {command}: {tree}", *question]),
                            f"exit status {mine[0]} and {other[0]}\n{mine[1][:1000]}\n{other[1][:1000]}",
                            show=not question)
        mine, other = (answer(there / tool / tool, command, ["-v"]) for there in (ours, theirs))
        result.line(mine == other, f"{tool} {command}: this machine", f"{mine[1][:1000]}\n{other[1][:1000]}")
        compare_streams(result, ours / tool / tool, theirs / tool / tool, command)
        compare_capture(result, ours / tool / tool, theirs / tool / tool, command)


def compare_streams(result, ours, theirs, command):
    """A stream that is closed, or cannot be written, changes the same."""
    tree = min(entry.name for entry in os.scandir(trees()) if entry.is_dir())
    for shell in STREAMS:
        mine, other = (answer_to(shell, program, command, [f"--sysroot={trees()}/{tree}"],
                                 theirs.parent / "output") for program in (ours, theirs))
        result.line(mine == other, f"{ours.name} {command}: {tree}, {shell}",
                    "\n".join(str(part)[:1000] for part in mine + other))


def compare_capture(result, ours, theirs, command):
    """Our program judges a tree that the other has captured as it judges the machine."""
    capture = theirs.parent / "capture"
    shutil.rmtree(capture, ignore_errors=True)
    status, text = call(theirs, command, f"--capture={capture}")
    mine, other = (answer(ours, command, arguments) for arguments in ([f"--sysroot={capture}"], []))
    result.line(not status and mine == other, f"{ours.name} {command}: a capture of this machine",
                f"{text}\n{mine[1][:1000]}\n{other[1][:1000]}")


def each_commit(result, copy, base, folder):
    """Each commit builds by itself, and what commands it has run."""
    commits = must("git", "-C", copy, "rev-list", "--reverse", f"{base}..alias-check").split()
    for commit in commits:
        subject = must("git", "-C", copy, "log", "-1", "--format=%h %s", commit).strip()
        must("git", "-C", copy, "checkout", "--quiet", "--detach", commit)
        if not build(result, copy, folder, subject, *STRICT):
            continue
        for tool, command in COMMANDS.items():
            listed = must(folder / tool / tool, "--list-cmds").split()
            if command in listed:
                status, text = call(folder / tool / tool, command, "--timeout=60")
                result.line(not status, f"{subject}: {tool} {command} runs", text)
        if (copy / "test" / "copied-trees.sh").exists():
            status, text = call("meson", "test", "-C", folder, "--no-rebuild", "copied-trees.sh")
            result.line(not status, f"{subject}: the answers for copied trees", text)
    must("git", "-C", copy, "checkout", "--quiet", "alias-check")


def parse_arguments():
    parser = argparse.ArgumentParser(usage=__doc__.split("Usage: ", 1)[1])
    parser.add_argument("--each", action="store_true")
    parser.add_argument("--rev")
    parser.add_argument("--build", type=pathlib.Path, default=TOP / "build")
    parser.add_argument("tree", nargs="?", type=pathlib.Path)
    arguments = parser.parse_args()
    if not arguments.tree and os.environ.get("NDCTL_TREE"):
        arguments.tree = pathlib.Path(os.environ["NDCTL_TREE"])
    if arguments.tree and not arguments.tree.exists():
        parser.error(f"{arguments.tree} is not there")
    return arguments


def check(result, arguments, work):
    source = (arguments.tree or download(work)).resolve()
    copy = work / "tree"
    copy_of(source, arguments.rev, copy)
    as_author(copy)
    base = must("git", "-C", copy, "rev-parse", "HEAD").strip()
    result.say(f"ndctl {version_of(copy)} of {source}")
    status, text = call(sys.executable, "-B", HERE / "series.py", copy)
    if not result.line(not status, f"the series applies to ndctl {version_of(copy)}", text):
        return
    for line in text.splitlines():
        if line:
            print("#", line)
    names_are_there(result, copy, base)
    strict, default = work / "werror", work / "default"
    for folder in strict, default:
        shutil.rmtree(folder, ignore_errors=True)
    if arguments.each:
        each_commit(result, copy, base, strict)
    built = build(result, copy, strict, "the series", *STRICT)
    result.say("built with " + " ".join(STRICT))
    if built:
        nothing_is_unused(result, strict)
    if not build(result, copy, default, "the series with the tree's defaults"):
        return
    result.say("built with the defaults")
    tests_there(result, default)
    result.say("tested")
    status, text = call("meson", "dist", "-C", default, "--formats", "gztar")
    result.line(not status, "meson dist: the archive builds, and passes its tests", text)
    result.say("archived")
    if built:
        compare(result, arguments.build.resolve(), strict)


def main():
    arguments = parse_arguments()
    result = Result()
    try:
        check(result, arguments, arguments.build.resolve() / "upstream")
    except debian.Missing as why:
        result.skip("check-upstream", str(why))
    except debian.Trouble as why:
        result.line(False, "check-upstream", str(why))
    result.end()


main()

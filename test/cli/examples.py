#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""
Run the command examples of README.md and the manual pages, and compare what they show with what the
programs print. An example that is neither in RUN nor in LEFT fails, and so does an entry without an
example.

usage: examples.py NDCTL DAXCTL
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

TOP = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TOP / "test" / "fixtures"))
from common import LIMIT, Tap, tree_of  # noqa: E402  pylint: disable=wrong-import-position

README = "README.md"
HOST = "Documentation/daxctl/daxctl-alias-check.txt"
STATUS = "Documentation/ndctl/ndctl-pmem-status.txt"

NFIT, MIPS, VIRTIO = "x86-612-nfit", "mips64-612-alias", "x86-618-virtio-only"

# (page, first line of the example): the tree, the exit status, and, if the page shows no output,
# the expected output as a regular expression.
RUN = {
    (README, "ndctl pmem-status --text"): (NFIT, 0, None),
    (README, "ndctl pmem-status -n namespace0.3 --require=fsdax -q || echo $?"): (NFIT, 0, None),
    (README, "ndctl pmem-status | jq -c '.buses[].regions[].namespaces[]"): (NFIT, 0, None),
    (README, "ndctl pmem-status | jq -c '.findings[] | [.id, .subject, .remedy.command]'"): (NFIT, 0, None),
    (README, "daxctl alias-check --text        # a MIPS64 board, Linux 6.12"): (MIPS, 0, None),
    (README, "daxctl alias-check --require=fsdax >/dev/null"): (VIRTIO, 0, r"\Z"),
    (README, "ndctl pmem-status -n namespace0.0 --require=fsdax,map-sync >/dev/null"):
        (NFIT, 0, r"\Z"),
    (README, 'eval "$(daxctl alias-check --format=env)"; echo "$PMEM_FSDAX $PMEM_FSDAX_REASONS"'):
        (MIPS, 0, r"no arch-no-zone-device cpu-dcache-aliasing\n\Z"),
    (README, "ndctl pmem-status --capture=host1.tar.gz >/dev/null   # on the machine"):
        (None, 0, r"captured to host1.tar.gz: \d+ files, \d+ bytes\n\Z"),
    (README, "ndctl pmem-status --text --sysroot=host1.tar.gz       # anywhere"):
        (None, 0, r"(?s).*\n\nkernel .*\nmode +answer +why\n"),
    (README, "daxctl alias-check --text --kernel=6.12.200-amd64"):
        (NFIT, 0, r"(?s).*\nkernel +6\.12\.200-amd64 \(not the running one"),
    (HOST, "daxctl alias-check --text"): (MIPS, 0, r"this host: fsdax no, devdax no, block yes; "),
    (HOST, "if daxctl alias-check --require=fsdax >/dev/null; then"):
        (VIRTIO, 0, r"not run: ndctl create-namespace --mode=fsdax\n\Z"),
    (HOST, "ExecCondition=/usr/bin/daxctl-alias-check --require=fsdax"):
        (MIPS, 2, r"(?s).*\nfsdax: not met: arch-no-zone-device"),
    (HOST, "daxctl alias-check | jq -r '.modes.fsdax.reasons[]'"): (MIPS, 0, None),
    (HOST, "daxctl alias-check --text -v --sysroot=bundle/"): (None, 0, r"this host: fsdax no"),
    (HOST, 'eval "$(daxctl alias-check --format=env)"'):
        (MIPS, 0, r"no fsdax: arch-no-zone-device cpu-dcache-aliasing\n\Z"),
    (HOST, "daxctl alias-check --capture=host1.tar.gz >/dev/null"):
        (None, 0, r"captured to host1.tar.gz: \d+ files, \d+ bytes\n\Z"),
    (HOST, "daxctl alias-check --text --sysroot=host1.tar.gz"): (None, 0, r"this host: fsdax "),
    (HOST, "daxctl alias-check --kernel=6.12.200-amd64 --require=fsdax"):
        (NFIT, 3, r"(?s).*\nfsdax: cannot tell: module-unknown"),
    (STATUS, "ndctl pmem-status --text"): (NFIT, 0, r"fsdax works on namespace0\.0; "),
    (STATUS, "ExecCondition=/usr/bin/ndctl-pmem-status -n namespace0.0 --require=fsdax"):
        (NFIT, 0, r"\{\n"),
    # No fixture has a mount. This only checks that jq accepts the filter.
    (STATUS, "ndctl pmem-status | jq -r '.. | .mounts? // empty | .[]"): (NFIT, 0, r"\Z"),
    (STATUS, 'eval "$(ndctl pmem-status --format=env)"'):
        (NFIT, 0, r"(?s)namespace0\.0: fsdax *\n.*namespace0\.2: block ns-sector-mode\n"),
}

# Examples that are not run, and the reason.
LEFT = {
    (README, "./run.sh status"): "installs packages",
    (README, "./run.sh check"): "installs packages, and runs this test",
    (README, "./run.sh check-all"): "installs packages, and runs this test",
    (README, "./run.sh check-vm"): "installs packages and boots kernels",
    (README, "meson setup build"): "installs",
    (README, "./run.sh deb"): "builds packages",
    (README, "./run.sh check-deb"): "installs packages",
    (README, "ln -s /usr/libexec/pmemcap/ndctl"): "changes /usr/local",
    (HOST, "umask 022"): "writes to node_exporter's directory",
    (HOST, "pmem_mode_state{"): "two expressions for Prometheus",
    (STATUS, "pmem_namespace_effective{"): "an expression for Prometheus",
}

SHIM = """#!/bin/sh
# The command on the tree; what would change the machine is printed.
case {called} in
*-*) ;;
*)
	if [ "$1" != {command} ]; then
		echo "not run: {called} $*"
		exit 0
	fi
	shift ;;
esac
case " $* " in
*" --sysroot="*|*" --capture="*) ;;
*) set -- --sysroot="$TREE" "$@" ;;
esac
exec {program} {command} "$@"
"""


def readme_blocks(text):
    """The indented blocks, without the indentation."""
    block = []
    for line in text.splitlines() + ["end"]:
        if line.startswith("    ") or (block and not line):
            block.append(line[4:])
        elif block:
            yield "\n".join(block).rstrip().splitlines()
            block = []


def manual_blocks(text):
    """The listings. The same four dashes under a title of four letters are not a listing."""
    block, last = None, ""
    for line in text.splitlines():
        if line == "----" and (block is not None or not re.fullmatch("[A-Z]{3,5}", last)):
            if block is not None:
                yield block
            block = [] if block is None else None
        elif block is not None:
            block.append(line)
        last = line


def is_whole(command):
    return subprocess.run(["bash", "-n", "-c", command], stderr=subprocess.DEVNULL, check=False).returncode == 0


def take_command(lines):
    """The first command of the lines: as many lines as the shell needs."""
    for count in range(1, len(lines) + 1):
        command = "\n".join(lines[:count])
        if is_whole(command) and not command.rstrip().endswith("\\"):
            return command, lines[count:]
    return "\n".join(lines), []


def examples_of(page):
    """(command, the lines shown below it) for each example of a page."""
    text = (TOP / page).read_text(encoding="utf-8")
    for block in readme_blocks(text) if page == README else manual_blocks(text):
        if not re.match(r"[$#] ", block[0]):
            if page != README:
                yield "\n".join(block), []
                continue
            while block:
                command, block = take_command(block)
                yield command, []
            continue
        while block:
            command, block = take_command([block[0][2:]] + block[1:])
            end = next((i for i, line in enumerate(block) if re.match(r"[$#] ", line)), len(block))
            yield command, block[:end]
            block = block[end:]


def pattern_of(shown):
    """The shown lines as a regular expression: a line "..." stands for any lines."""
    return "".join("(?:.*\n)*?" if line == "..." else re.escape(line) + "\n" for line in shown) + r"\Z"


def make_place(ndctl, daxctl):
    """Make a directory with the commands, a support bundle, and trees with a second kernel."""
    place = pathlib.Path(tempfile.mkdtemp(prefix="examples"))
    (place / "bin").mkdir()
    for program, command in (("ndctl", "pmem-status"), ("daxctl", "alias-check")):
        for called in (program, f"{program}-{command}"):
            shim = place / "bin" / called
            shim.write_text(SHIM.format(called=called, command=command,
                                        program=ndctl if program == "ndctl" else daxctl), encoding="utf-8")
            shim.chmod(0o755)
    for tree in (NFIT, MIPS, VIRTIO):
        shutil.copytree(tree_of(tree), place / tree, symlinks=True)
    boot = place / NFIT / "boot"
    shutil.copy(boot / "config-6.12.117+deb12-amd64", boot / "config-6.12.200-amd64")
    return place


def run(place, work, tree, command):
    """The exit status and all output of a command."""
    env = dict(os.environ, PATH=f"{place}/bin:{os.environ['PATH']}", TREE=str(place / (tree or "none")),
               COLUMNS="80", LC_ALL="C")
    command = re.sub(r"^ExecCondition=/usr/bin/", "", command)
    done = subprocess.run(["bash", "-c", command], cwd=work, env=env, timeout=LIMIT, check=False,
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    return done.returncode, done.stdout.decode(errors="replace")


def check_example(tap, place, work, page, command, shown):
    first = command.splitlines()[0]
    name = f"{os.path.basename(page)}: {first}".replace("#", "\\#")
    if (page, first) not in RUN:
        left = [key for key in LEFT if key[0] == page and re.match(re.escape(key[1]) + r"(?!-)", first)]
        tap.result(bool(left), name + (f" (not run: {LEFT[left[0]]})" if left else ""),
                   "" if left else "neither in RUN nor in LEFT of test/cli/examples.py")
        return left[0] if left else None
    tree, status, printed = RUN[(page, first)]
    found, output = run(place, work, tree, command)
    if printed is None:
        good = bool(shown) and re.match(pattern_of(shown), output)
    else:
        good = not shown and re.match(printed, output)
    good = bool(good) and found == status
    tap.result(good, name, "" if good else f"status {found}, printed:\n{output}")
    return (page, first)


def main():
    ndctl, daxctl = map(os.path.abspath, sys.argv[1:3])
    place = make_place(ndctl, daxctl)
    tap, seen = Tap(), set()
    try:
        for page in (README, HOST, STATUS):
            work = place / os.path.basename(page)
            work.mkdir()
            (work / "bundle").symlink_to(place / MIPS)
            for command, shown in examples_of(page):
                seen.add(check_example(tap, place, work, page, command, shown))
    finally:
        shutil.rmtree(place)
    unused = [key for key in [*RUN, *LEFT] if key not in seen]
    tap.result(not unused, "each entry of RUN and LEFT has its example", "\n".join(map(str, unused)))
    tap.done()


main()

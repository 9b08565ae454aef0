#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""The feature file for Node Feature Discovery, read as its documentation says.

The format: https://kubernetes-sigs.github.io/node-feature-discovery/stable/usage/customization-guide
("Local feature source"). Label syntax: Kubernetes' "Labels and Selectors".

usage: nfd.py CONTRIB-DIRECTORY NDCTL
"""
import datetime
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "fixtures"))
from common import Tap, cases, tree_of  # pylint: disable=wrong-import-position

PREFIX = "feature.node.kubernetes.io"
NAME = re.compile(r"[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?\Z")
LIMIT = 65536
DIRECTIVE = "# +"


class Wrong(Exception):
    """The file does not follow the documentation."""


def timestamp(text):
    """Parse a time of RFC 3339. Python before 3.11 does not know its Z."""
    return datetime.datetime.fromisoformat(text.strip().replace("Z", "+00:00"))


def labels_of(content, now):
    """The labels that NFD reads from a feature file. Anything else raises Wrong."""
    if len(content) > LIMIT:
        raise Wrong("larger than 64 KiB: NFD ignores it")
    labels, expiry = {}, now
    for line in content.decode("ascii").split("\n"):
        line = line.strip()
        if line.startswith(DIRECTIVE):
            key, _, value = line[len(DIRECTIVE):].partition("=")
            if key != "expiry-time":
                raise Wrong(f"unexpected directive: {line}")
            expiry = timestamp(value)
        if not line or line.startswith("#") or expiry < now:
            continue
        key, separator, value = line.partition("=")
        prefix, slash, name = key.partition("/")
        if not slash or prefix != PREFIX:
            raise Wrong(f"no prefix, or one that NFD may refuse: {line}")
        if not NAME.match(name):
            raise Wrong(f"no name of a label: {line}")
        if separator and not NAME.match(value):
            raise Wrong(f"no value of a label: {line}")
        if key in labels:
            raise Wrong(f"twice: {line}")
        labels[name] = value if separator else "true"
    return labels


def every(thing, key):
    """All values of that key, at any depth."""
    if isinstance(thing, dict):
        for name, value in thing.items():
            if name == key:
                yield value
            yield from every(value, key)
    elif isinstance(thing, list):
        for value in thing:
            yield from every(value, key)


def expected(answer):
    """The labels that follow from the object."""
    namespaces = [n for found in every(answer, "namespaces") for n in found]
    mounts = [m for found in every(answer, "mounts") for m in found] + answer["other_mounts"]
    labels = {"pmem-mode." + mode.replace("_", "-"): verdict["supported"]
              for mode, verdict in answer["modes"].items()}
    labels["pmem-dcache-aliasing"] = answer["cpu"]["dcache_aliasing"]
    for access in ("fsdax", "devdax", "block", "system-ram", "none", "unknown"):
        labels["pmem-namespaces." + access] = str(sum(n["effective"] == access for n in namespaces))
    labels["pmem-mounts.dax"] = str(sum(m["dax_effective"] == "yes" for m in mounts))
    labels["pmem-mounts.map-sync"] = str(sum(m["map_sync"] == "yes" for m in mounts))
    for finding in answer["findings"]:
        if finding["severity"] != "info":
            labels["pmem-finding." + finding["id"]] = "true"
    return labels


class Bench:
    """A directory with a features.d, and an ndctl-pmem-status that answers for a tree."""

    def __init__(self, directory, contrib, ndctl):
        self.directory = directory
        self.script = os.path.join(contrib, "nfd", "pmemcap-nfd")
        self.ndctl = ndctl
        self.features = os.path.join(directory, "features.d")
        self.file = os.path.join(self.features, "pmemcap")
        self.bin = os.path.join(directory, "bin")
        os.mkdir(self.features)
        os.mkdir(self.bin)

    def stand_in(self, script):
        path = os.path.join(self.bin, "ndctl-pmem-status")
        with open(path, "w", encoding="utf-8") as out:
            out.write(f"#!/bin/sh\n{script}\n")
        os.chmod(path, 0o755)

    def tree(self, tree):
        self.stand_in(f'exec {shlex.quote(self.ndctl)} pmem-status --sysroot={shlex.quote(tree)} "$@"')

    def run(self, *arguments, **variables):
        return subprocess.run([self.script, *(arguments or [self.features])], check=False, timeout=600,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8",
                              env={"PATH": f"{self.bin}:/usr/bin:/bin", **variables})

    def content(self):
        with open(self.file, "rb") as file:
            return file.read()

    def answer(self):
        done = subprocess.run([os.path.join(self.bin, "ndctl-pmem-status")], check=True, timeout=600,
                              stdout=subprocess.PIPE)
        return json.loads(done.stdout)


def check_tree(bench, tap, name, tree):
    """The labels of a tree are those of its object."""
    bench.tree(tree)
    done = bench.run()
    complaint = done.stderr
    try:
        found = labels_of(bench.content(), datetime.datetime.now(datetime.timezone.utc))
        wanted = expected(bench.answer())
        good = done.returncode == 0 and not done.stderr and found == wanted
        complaint += f"found:  {sorted(found.items())}\nwanted: {sorted(wanted.items())}"
    except (Wrong, OSError, ValueError) as error:
        good, complaint = False, f"{complaint}{error}"
    tap.result(good, f"{name}: the labels are what the object says", "" if good else complaint)
    return good


def check_expiry(bench, tap):
    """The labels expire after the given time."""
    before = datetime.datetime.now(datetime.timezone.utc).replace(microsecond=0)
    bench.run(PMEMCAP_NFD_SECONDS="7200")
    after = datetime.datetime.now(datetime.timezone.utc)
    line = [l for l in bench.content().decode().splitlines() if l.startswith("# +expiry-time=")]
    good = len(line) == 1
    if good:
        expiry = timestamp(line[0].partition("=")[2])
        hours = datetime.timedelta(hours=2)
        good = before + hours <= expiry <= after + hours
        good = good and labels_of(bench.content(), expiry) and \
            not labels_of(bench.content(), expiry + datetime.timedelta(seconds=1))
    tap.result(bool(good), "the labels expire when they should", "\n".join(line))


def check_failure(bench, tap):
    """If the command fails, the old file stays, and no other file is left."""
    before = bench.content()
    for script in ("exit 1", "echo PMEM_FSDAX=yes; exit 1", "exit 129"):
        bench.stand_in(script)
        done = bench.run()
        tap.result(done.returncode == 1 and "stay as they are" in done.stderr and bench.content() == before and
                   os.listdir(bench.features) == ["pmemcap"], f"{script}: the last file stays", done.stderr)


def check_hostile(bench, tap):
    """No invalid label gets into the file, whatever a later version answers."""
    bench.stand_in("""cat <<'END'
PMEM_FSDAX='yes
vendor.io/evil=1'
PMEM_DEVDAX='a b'
PMEM_BLOCK=-no
PMEM_DM_DAX=limited
PMEM_FINDINGS='ns-raw-mode x/y a=b c-"""+ " " + "n" * 70 + """'
END""")
    done = bench.run()
    try:
        found = labels_of(bench.content(), datetime.datetime.now(datetime.timezone.utc))
    except Wrong as error:
        found = str(error)
    counts = {f"pmem-namespaces.{a}": "0" for a in ("fsdax", "devdax", "block", "system-ram", "none", "unknown")}
    wanted = {"pmem-mode.dm-dax": "limited", "pmem-finding.ns-raw-mode": "true", "pmem-mounts.dax": "0",
              "pmem-mounts.map-sync": "0", **counts}
    tap.result(done.returncode == 0 and found == wanted, "what is no label is left out", f"{found}\n{done.stderr}")


def check_usage(bench, tap):
    bench.stand_in("echo PMEM_FSDAX=yes")
    done = bench.run(os.path.join(bench.directory, "nowhere"))
    tap.result(done.returncode == 1 and "is not a directory" in done.stderr, "no directory: said so", done.stderr)
    for value in ("", "-1", "1h"):
        done = bench.run(PMEMCAP_NFD_SECONDS=value)
        wanted = 0 if value == "" else 1
        tap.result(done.returncode == wanted, f"a lifetime of {value!r} ends with {wanted}", done.stderr)


def with_mounts(directory):
    """Make a copy of a tree with two mounts, of which only one has DAX."""
    tree = os.path.join(directory, "mounted")
    shutil.copytree(tree_of("x86-612-nfit"), tree, symlinks=True)
    os.makedirs(os.path.join(tree, "proc", "self"))
    with open(os.path.join(tree, "proc", "self", "mountinfo"), "w", encoding="utf-8") as out:
        out.write("36 1 259:0 / /mnt/db rw - ext4 /dev/pmem0 rw,dax=always\n"
                  "37 1 259:0 / /mnt/log rw - ext4 /dev/pmem0 rw,dax=never\n")
    return tree


def main():
    tap = Tap()
    with tempfile.TemporaryDirectory() as directory:
        bench = Bench(directory, sys.argv[1], os.path.abspath(sys.argv[2]))
        for case in cases():
            check_tree(bench, tap, case, tree_of(case))
        check_tree(bench, tap, "with mounts", with_mounts(directory))
        tap.result(b"/pmem-mounts.dax=1\n" in bench.content(), "a mount with DAX is counted")
        tap.result(os.listdir(bench.features) == ["pmemcap"], "no other file is left")
        check_expiry(bench, tap)
        check_failure(bench, tap)
        check_hostile(bench, tap)
        check_usage(bench, tap)
    tap.done()


if __name__ == "__main__":
    main()

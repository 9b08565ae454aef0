#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""
Published /proc/cpuinfo files and boot logs: how far do they show whether the data cache aliases?

dumps.txt holds the trees. expected.tsv has the answer of the kernel's own definition (6.12) for
each CPU. made.txt and made.tsv are the same for formats that none of the dumps has. Without
--lines, each tree is judged as it is and with the name of its machine added, and a table is
printed. With --lines, each file, each line and each half is removed in turn. The rest may give
fewer answers, but no other answer.

usage: check.py PROGRAM [--lines] [NAME...]
"""
import concurrent.futures
import json
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "fixtures"))
from common import Tap  # noqa: E402

# How many answers may be unknown although the kernel knows them, for each way to judge.
AVOIDABLE = {"as it is": 1, "with the machine": 1}


def read_trees(name):
    """{tree: {path: text}} of a file with sections "==> tree/path"."""
    trees = {}
    with open(os.path.join(HERE, name), encoding="utf-8") as file:
        for section in file.read().split("==> ")[1:]:
            path, text = section.split("\n", 1)
            tree, path = path.split("/", 1)
            trees.setdefault(tree, {})[path] = text
    return trees


def read_expected(name):
    """{tree: (machine or None, answer)}"""
    with open(os.path.join(HERE, name), encoding="utf-8") as file:
        rows = [line.rstrip("\n").split("\t") for line in file][1:]
    return {row[0]: (None if row[1] == "-" else row[1], row[2]) for row in rows}


def judge(program, files):
    """The answers for a tree with these files: {question: answer}."""
    with tempfile.TemporaryDirectory(dir=os.path.dirname(program)) as tree:
        for path, text in files.items():
            place = os.path.join(tree, path)
            os.makedirs(os.path.dirname(place), exist_ok=True)
            with open(place, "w", encoding="utf-8") as file:
                file.write(text)
        done = subprocess.run([program, "alias-check", "--sysroot", tree], stdout=subprocess.PIPE,
                              timeout=60, check=True)
    found = json.loads(done.stdout)
    said = {"dcache_aliasing": found["cpu"]["dcache_aliasing"]}
    for mode, verdict in found["modes"].items():
        said[mode] = verdict["supported"]
    return said, found


def check_table(tap, program, trees, expected):
    table = {}
    for way in AVOIDABLE:
        for name, files in trees.items():
            machine, answer = expected[name]
            if way == "with the machine":
                if not machine:
                    continue
                files = {**files, "proc/sys/kernel/arch": machine + "\n"}
            said, found = judge(program, files)
            said = said["dcache_aliasing"]
            kind = ("right" if said == answer != "unknown" else "honest unknown" if said == answer
                    else "avoidable unknown" if said == "unknown" else "wrong")
            table.setdefault(way, {}).setdefault(kind, []).append(name)
            tap.result(kind != "wrong", f"{name}, {way}: {said}", kind == "wrong" and f"expected {answer}" or "")
            ids = [finding["id"] for finding in found["findings"]]
            tap.result(len(ids) == len(set(ids)), f"{name}, {way}: no reason twice",
                       "" if len(ids) == len(set(ids)) else " ".join(ids))
            if kind == "avoidable unknown":
                print(f"# {name}, {way}: unknown, the kernel says {answer}")
    kinds = ["right", "honest unknown", "avoidable unknown", "wrong"]
    print(f"# {'':18}" + "".join(f"{kind:>19}" for kind in kinds))
    for way, rows in table.items():
        print(f"# {way:18}" + "".join(f"{len(rows.get(kind, [])):19}" for kind in kinds))
        tap.result(len(rows.get("avoidable unknown", [])) <= AVOIDABLE[way],
                   f"{way}: at most {AVOIDABLE[way]} unknown that the kernel knows")


def with_less(files):
    """Every tree without one file, one line or one half, and every tree of a single line."""
    for path, text in files.items():
        others = {other: files[other] for other in files if other != path}
        lines = text.splitlines(True)
        yield f"without {path}", others
        for i, line in enumerate(lines):
            where = f"{path} line {i + 1}"
            yield f"without {where}", {**others, path: "".join(lines[:i] + lines[i + 1:])}
            yield f"of {where} alone", {path: line}
            if i:
                yield f"cut before {where}", {**others, path: "".join(lines[:i])}
                yield f"from {where} on", {**others, path: "".join(lines[i:])}
            yield f"cut within {where}", {**others, path: "".join(lines[:i]) + line[:len(line) // 2]}


def say_more(program, files):
    """How many smaller trees there are, and what they say that the whole tree does not."""
    whole, _ = judge(program, files)
    seen, firmer = set(), []
    for how, less in with_less(files):
        key = tuple(sorted(less.items()))
        if key in seen:
            continue
        seen.add(key)
        said, _ = judge(program, less)
        firmer += [f"{how}: {what} {whole[what]} -> {said[what]}" for what in said
                   if said[what] not in (whole[what], "unknown")]
    return len(seen), firmer


def check_lines(tap, program, trees):
    # The threads wait for the program.
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        found = pool.map(lambda files: say_more(program, files), trees.values())
        for name, (count, firmer) in zip(trees, found):
            tap.result(not firmer, f"{name}: {count} smaller trees say no more", "\n".join(firmer))


def main():
    program = os.path.abspath(sys.argv[1])
    names = [a for a in sys.argv[2:] if not a.startswith("--")]
    tap = Tap()
    for source, expected in (("dumps.txt", "expected.tsv"), ("made.txt", "made.tsv")):
        trees, expected = read_trees(source), read_expected(expected)
        tap.result(set(trees) == set(expected), "each tree has its row")
        trees = {name: files for name, files in trees.items() if not names or name in names}
        if "--lines" not in sys.argv:
            check_table(tap, program, trees, expected)
        elif source == "dumps.txt":
            # A configuration, or a log of two boots, that lacks a line has another meaning, not
            # less.
            check_lines(tap, program, trees)
    tap.done()


main()

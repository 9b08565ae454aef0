#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Documentation/traps.md defines each trap (T), case (C) and report (R) that is cited. Prints TAP."""
import os
import re
import sys

TOP = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
PAGE = os.path.join(TOP, "Documentation", "traps.md")
PLACES = ("Documentation", "contrib", "daxctl", "ndctl", "test", "util")
ENDINGS = (".c", ".h", ".def", ".py", ".sh", ".bats", ".md", "/run")
NUMBER = re.compile(r"(?<![\w/+.-])(T[1-9]\d?|C\d\d|R[1-9]\d?)(?![\w-])")
# A range cites its ends and all numbers between.
RANGE = re.compile(r"\b([TR])(\d+) to [TR]?(\d+)\b")
# These numbers mean something else: keys and values of CPUs, disks and kernels.
FOREIGN = ("test/dumps/", "test/fixtures/", "test/unit/test-traps.py", "Documentation/traps.md")


def sources():
    for place in PLACES:
        for folder, folders, files in os.walk(os.path.join(TOP, place)):
            folders[:] = [name for name in folders if name != "__pycache__"]
            for name in files:
                path = os.path.relpath(os.path.join(folder, name), TOP)
                if ("/" + path).endswith(ENDINGS) and not path.startswith(FOREIGN):
                    yield path


def numbers_of(text):
    found = set(NUMBER.findall(text))
    for letter, first, last in RANGE.findall(text):
        found |= {f"{letter}{number}" for number in range(int(first), int(last) + 1)}
    return found


def main():
    with open(PAGE, encoding="utf-8") as page:
        text = page.read()
    rows = re.findall(r"^\| ([TCR]\d+) \|", text, re.M)
    cited = {}
    for path in sources():
        with open(os.path.join(TOP, path), encoding="utf-8", errors="replace") as file:
            for number in numbers_of(file.read()):
                cited.setdefault(number, []).append(path)
    held = numbers_of(text[text.index("## Where the traps are held"):])
    checks = [(f"{number} is defined, which {', '.join(paths[:3])} cites", number in rows)
              for number, paths in sorted(cited.items())]
    checks += [(f"{number} is defined once", rows.count(number) == 1) for number in sorted(set(rows))]
    checks += [(f"{number}: a test or the page tells where it is held", number in cited or number in held)
               for number in sorted(set(rows)) if number[0] == "T"]
    checks.append(("all of T1 to T26 and of R1 to R26 are there",
                   {f"{letter}{number}" for letter in "TR" for number in range(1, 27)} <= set(rows)))
    checks.append((f"{len(cited)} numbers are cited", len(cited) > 40))
    print(f"1..{len(checks)}")
    for count, (name, good) in enumerate(checks, 1):
        print(f"{'ok' if good else 'not ok'} {count} - {name}")
    sys.exit(not all(good for _, good in checks))


main()

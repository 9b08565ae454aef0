#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Count the subtests of the last `meson test`, or of one script that prints TAP.

Prints "PASSED FAILED SKIPPED", then a line "NAME: REASON" for each one skipped.

A TAP test counts each of its lines, and anything else as one. A test that failed without a failed subtest counts as one,
and so does one that was skipped as a whole. With --failed the names of what failed
are printed instead, one a line; with --why what they printed stands below each.

usage: count.py [--failed | --why] TESTLOG.JSON
       count.py [--failed | --why] --tap NAME OUTPUT
"""
import itertools
import json
import re
import sys

# Lines that --why prints of one failure.
MOST = 15
POINT = re.compile(r"^(not )?ok +\d+\b(?: +-)? *(.*?) *(?:# *skip\w*\b[ :]*(.*))?$", re.I)
PLAN = re.compile(r"^1\.\.0\b *(?:# *(?:skip\w*\b)?[ :]*(.*))?$", re.I)


class Failure:
    """The name of a failed test, and its output."""

    def __init__(self, name, lines):
        self.name = name
        self.lines = list(lines)

    def why(self):
        left = len(self.lines) - MOST
        return [self.name, *("    " + line for line in self.lines[:MOST]), *([f"    ... and {left} lines more"] if left > 0 else [])]


def subtests(name, text):
    """The number of passed tests, the failures, and the names and reasons of skipped tests."""
    passed, failed, skipped = set(), {}, {}
    lines = text.splitlines()
    for number, line in enumerate(lines):
        point, plan = POINT.match(line), PLAN.match(line)
        if point and point[1]:
            failed[number] = Failure(f"{name}: {point[2]}", itertools.takewhile(lambda l: l.startswith("#"), lines[number + 1:]))
        elif point and point[3] is not None:
            skipped[number] = f"{name}: {point[2]}: {point[3] or 'no reason given'}"
        elif point:
            passed.add(number)
        elif plan:
            skipped[number] = f"{name}: {plan[1] or 'no reason given'}"
    return len(passed), list(failed.values()), list(skipped.values())


def count_one(test):
    name = test["name"].split(" / ")[-1]
    text = (test.get("stdout") or "") + "\n" + (test.get("stderr") or "")
    passed, failed, skipped = subtests(name, text)
    good = test["result"] in ("OK", "SKIP")
    if not good and not failed:
        failed = [Failure(f"{name}: {test['result'].lower()}", text.strip().splitlines()[-MOST:])]
    if test["result"] == "SKIP" and not passed and not failed and not skipped:
        skipped = [f"{name}: no reason given"]
    if test["result"] == "OK" and not passed and not failed and not skipped:
        passed = 1
    return passed, failed, skipped


def main():
    arguments = [a for a in sys.argv[1:] if a not in ("--failed", "--why")]
    passed, failed, skipped = 0, [], []
    if arguments[0] == "--tap":
        with open(arguments[2], encoding="utf-8", errors="replace") as log:
            passed, failed, skipped = subtests(arguments[1], log.read())
    else:
        with open(arguments[0], encoding="utf-8") as log:
            for line in log:
                p, f, s = count_one(json.loads(line))
                passed += p
                failed += f
                skipped += s
    if "--failed" in sys.argv[1:]:
        print("".join(one.name + "\n" for one in failed), end="")
        return
    if "--why" in sys.argv[1:]:
        print("".join(line + "\n" for one in failed for line in one.why()), end="")
        return
    print(passed, len(failed), len(skipped))
    for line in skipped:
        print(line)


main()

#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Count the subtests of the last `meson test`, or of one script that prints TAP.

Prints "PASSED FAILED SKIPPED", then a line "NAME: REASON" for each one skipped.

A TAP test counts each of its lines, and anything else as one. A test that failed without a failed subtest counts as one,
and so does one that was skipped as a whole. With --failed the names of what failed
are printed instead, one a line.

usage: count.py [--failed] TESTLOG.JSON
       count.py [--failed] --tap NAME OUTPUT
"""
import json
import re
import sys

POINT = re.compile(r"^(not )?ok +\d+\b(?: +-)? *(.*?) *(?:# *skip\w*\b[ :]*(.*))?$", re.I)
PLAN = re.compile(r"^1\.\.0\b *(?:# *(?:skip\w*\b)?[ :]*(.*))?$", re.I)


def subtests(name, text):
    """Passed, the names of what failed, and what was skipped and why."""
    passed, failed, skipped = set(), {}, {}
    for number, line in enumerate(text.splitlines()):
        point, plan = POINT.match(line), PLAN.match(line)
        if point and point[1]:
            failed[number] = f"{name}: {point[2]}"
        elif point and point[3] is not None:
            skipped[number] = f"{name}: {point[2]}: {point[3] or 'no reason given'}"
        elif point:
            passed.add(number)
        elif plan:
            skipped[number] = f"{name}: {plan[1] or 'no reason given'}"
    return len(passed), list(failed.values()), list(skipped.values())


def count_one(test):
    name = test["name"].split(" / ")[-1]
    passed, failed, skipped = subtests(name, (test.get("stdout") or "") + "\n" + (test.get("stderr") or ""))
    good = test["result"] in ("OK", "SKIP")
    if not good and not failed:
        failed = [f"{name}: {test['result'].lower()}"]
    if test["result"] == "SKIP" and not passed and not failed and not skipped:
        skipped = [f"{name}: no reason given"]
    if test["result"] == "OK" and not passed and not failed and not skipped:
        passed = 1
    return passed, failed, skipped


def main():
    arguments = [a for a in sys.argv[1:] if a != "--failed"]
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
        print("".join(line + "\n" for line in failed), end="")
        return
    print(passed, len(failed), len(skipped))
    for line in skipped:
        print(line)


main()

#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Count the subtests of the last `meson test`: prints "PASSED FAILED".

A TAP test counts each of its lines, a cmocka program each of its functions, and
anything else as one. A test that failed without a failed subtest counts as one.
"""
import json
import re
import sys


def count_one(test):
    out = test.get("stdout") or ""
    err = test.get("stderr") or ""
    passed = len(re.findall(r"^ok \d+(?!.*# skip)", out, re.M | re.I))
    failed = len(re.findall(r"^not ok \d+", out, re.M))
    text = out + err
    passed += len(re.findall(r"^\[ +OK \]", text, re.M))
    failed += len(re.findall(r"^\[  FAILED  \] \w+$", text, re.M))
    good = test["result"] in ("OK", "SKIP")
    if not good and not failed:
        failed = 1
    if good and not passed and not failed and test["result"] == "OK":
        passed = 1
    return passed, failed


def main():
    passed = failed = 0
    with open(sys.argv[1], encoding="utf-8") as log:
        for line in log:
            p, f = count_one(json.loads(line))
            passed += p
            failed += f
    print(passed, failed)


main()

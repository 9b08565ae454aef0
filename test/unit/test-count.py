#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""test/count.py and a log: no skipped and no failed test may be lost. Prints TAP."""
import json
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
COUNT = os.path.join(HERE, "..", "count.py")

LOGS = [
    ("TAP, a skip with its reason", [("cli / a", "OK", "1..3\nok 1 one\nok 2 two # skip no strace\nok 3 - three\n", "")],
     "2 0 1\na: two: no strace\n"),
    ("TAP, a skip without one", [("cli / a", "OK", "1..2\nok 1 one\nok 2 two # skip\n", "")],
     "1 0 1\na: two: no reason given\n"),
    ("TAP, a failure", [("cli / a", "FAIL", "1..2\nok 1 one\nnot ok 2 two\n# why\n", "")], "1 1 0\n"),
    ("a failure is one, whatever it is called", [("a", "FAIL", "1..1\nnot ok 1 two # skip it\n", "")], "0 1 0\n"),
    ("a whole script", [("p:cli / tabs", "SKIP", "1..0 # skip tmux is not installed\n", "")],
     "0 0 1\ntabs: tmux is not installed\n"),
    ("a program that says 77", [("p:unit / x", "SKIP", "", "")], "0 0 1\nx: no reason given\n"),
    ("a program without subtests", [("x", "OK", "fine\n", "")], "1 0 0\n"),
    ("a crash after a pass", [("x", "FAIL", "1..2\nok 1 one\n", "")], "1 1 0\n"),
    ("a timeout", [("x", "TIMEOUT", "", "")], "0 1 0\n"),
    ("cmocka", [("x", "FAIL", "1..2\nok 1 - T1: f\nnot ok 2 - g\n# a.c:4: error: Failure!\n# not ok - tests\n", "")],
     "1 1 0\n"),
    ("the sum of two", [("a", "OK", "1..1\nok 1 x # SKIP here\n", ""), ("b", "OK", "1..1\nok 1 y\n", "")],
     "1 0 1\na: x: here\n"),
    ("no test at all", [], "0 0 0\n"),
]


# The names of the failed tests in the same logs.
FAILED = {
    "TAP, a failure": "a: two\n",
    "a failure is one, whatever it is called": "a: two\n",
    "a crash after a pass": "x: fail\n",
    "a timeout": "x: timeout\n",
    "cmocka": "x: g\n",
}


# What --why adds of them.
WHY = {
    "TAP, a failure": "a: two\n    # why\n",
    "a failure is one, whatever it is called": "a: two\n",
    "a crash after a pass": "x: fail\n    1..2\n    ok 1 one\n",
    "a timeout": "x: timeout\n",
    "cmocka": "x: g\n    # a.c:4: error: Failure!\n    # not ok - tests\n",
}


def count(*arguments):
    return subprocess.run([sys.executable, COUNT, *arguments], stdout=subprocess.PIPE, check=False).stdout.decode()


def main():
    failed = 0
    print(f"1..{len(LOGS) + 2}")
    with tempfile.TemporaryDirectory() as work:
        path = os.path.join(work, "log")
        for number, (name, tests, expected) in enumerate(LOGS, 1):
            with open(path, "w", encoding="utf-8") as log:
                for test in tests:
                    log.write(json.dumps(dict(zip(("name", "result", "stdout", "stderr"), test))) + "\n")
            found = count(path) + count("--failed", path) + count("--why", path)
            expected += FAILED.get(name, "") + WHY.get(name, "")
            failed += found != expected
            print(f"{'ok' if found == expected else 'not ok'} {number} - {name}")
            if found != expected:
                print(f"# {found!r}")
        with open(path, "w", encoding="utf-8") as log:
            log.write("noise\nok 1 - one\nok 2 - two # skip no root\nnot ok 3 - three\n1..3\n")
        good = count("--tap", "script", path) == "1 1 1\nscript: two: no root\n" and \
            count("--failed", "--tap", "script", path) == "script: three\n"
        failed += not good
        print(f"{'ok' if good else 'not ok'} {len(LOGS) + 1} - what a script printed")
        with open(path, "w", encoding="utf-8") as log:
            log.write("not ok 1 - one\n" + "# more\n" * 40 + "ok 2 - two\n# of another\n")
        good = count("--why", "--tap", "script", path) == "script: one\n" + "    # more\n" * 15 + "    ... and 25 lines more\n"
        failed += not good
        print(f"{'ok' if good else 'not ok'} {len(LOGS) + 2} - a failure that prints much")
    sys.exit(1 if failed else 0)


main()

#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""
Write anew what follows from the programs: the objects that the fixtures expect, the schema's
properties, and the names of keys in the manual pages. Read the difference before you commit it.

usage: ninja -C build update
"""
import pathlib
import subprocess
import sys

TEST = pathlib.Path(__file__).resolve().parent


def main():
    # The fixtures compare with the schema.
    for command in [["unit/test-keys.py"]] + [["fixtures/check.py", program] for program in sys.argv[1:]]:
        done = subprocess.run([sys.executable, TEST / command[0], *command[1:], "--update"],
                              stdout=subprocess.PIPE, encoding="utf-8", check=False)
        print("".join(line for line in done.stdout.splitlines(True) if line.startswith("not ok")), end="")
        if done.returncode:
            print(f"{' '.join(command)}: failed: status {done.returncode}")


main()

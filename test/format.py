#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""
Is all C code formatted as .clang-format says? Prints TAP, one line for each file.

Versions of clang-format break lines differently, so only Debian 12's version decides.
"""
import os
import re
import shutil
import subprocess
import sys

TOP = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VERSION = 14
FOLDERS = ('Documentation', 'daxctl', 'ndctl', 'test', 'util')
# Directories that a build or a run creates.
LEFT_OUT = re.compile(r'/(build|findings|fixtures|corpus)[^/]*$')


def sources():
    for folder in FOLDERS:
        for path, below, names in os.walk(os.path.join(TOP, folder)):
            below[:] = sorted(name for name in below if not LEFT_OUT.search('/' + name))
            for name in sorted(names):
                if name.endswith(('.c', '.h')):
                    yield os.path.join(path, name)


def formatter():
    """(program, reason why there is none)"""
    for name in (f'clang-format-{VERSION}', 'clang-format'):
        program = shutil.which(name)
        if not program:
            continue
        text = subprocess.run([program, '--version'], capture_output=True, text=True, check=False).stdout
        found = re.search(r'version (\d+)', text)
        if found and int(found[1]) == VERSION:
            return program, None
    return None, f'clang-format {VERSION} is not installed'


def main():
    program, reason = formatter()
    if reason:
        print('1..0 # SKIP', reason)
        return 0
    failed = 0
    number = 0
    for number, path in enumerate(sources(), 1):
        done = subprocess.run([program, '--dry-run', '-Werror', path], capture_output=True, text=True,
                              cwd=TOP, check=False)
        failed += done.returncode != 0
        print('ok' if not done.returncode else 'not ok', number, '-', os.path.relpath(path, TOP))
        for line in done.stderr.splitlines()[:3]:
            print('#', line.replace(TOP + '/', ''))
    print(f'1..{number}')
    return failed != 0


sys.exit(main())

#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""
Run commands in turn, many times, and print the time of each: side-by-side.py RUNS COMMAND...

hyperfine runs one command many times before it begins with the next. If two commands differ by a
twentieth, the other load of the machine then decides which seems faster. In turn, both commands
meet the same load. Each also finds the caches as the other command left them, which is the usual
case.
"""

import os
import shlex
import statistics
import sys
import time

NOTHING = os.open(os.devnull, os.O_RDWR)
TO_NOTHING = [(os.POSIX_SPAWN_DUP2, NOTHING, fd) for fd in range(3)]


def run(words):
    """Wall time and CPU time of one run and its children, in milliseconds."""
    begin = time.perf_counter()
    pid = os.posix_spawnp(words[0], words, os.environ, file_actions=TO_NOTHING)
    _, _, used = os.wait4(pid, 0)
    return 1000 * (time.perf_counter() - begin), 1000 * (used.ru_utime + used.ru_stime)


def main(runs, commands):
    """Print the median. The first twentieth of the runs warms up and does not count."""
    spent = {command: [] for command in commands}
    for turn in range(-runs // 20, runs):
        for command in commands:
            one = run(shlex.split(command))
            if turn >= 0:
                spent[command].append(one)
    for command in commands:
        wall, cpu = (statistics.median(column) for column in zip(*spent[command]))
        print(f'{command}: {wall:.2f} ms, {cpu:.2f} ms of CPU')


if __name__ == '__main__':
    main(int(sys.argv[1]), sys.argv[2:])

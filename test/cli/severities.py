#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""
Check the severity of each finding of each fixture. It must be one that --explain gives for the
reason, or follow the host's rule in pmemcap-reasons(7): info if the reason affects none of fsdax,
devdax and block.

usage: severities.py NDCTL DAXCTL
"""
import pathlib
import re
import subprocess
import sys

TOP = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TOP / "test" / "fixtures"))
from common import Tap, answer, cases, tree_of  # noqa: E402  pylint: disable=wrong-import-position

MAIN = {"fsdax", "devdax", "block"}


def documented(program, reason):
    """The severities in "ID (GATE gate, SEVERITY; SEVERITY if ...)"."""
    head = subprocess.run([program, "alias-check", f"--explain={reason}"], stdout=subprocess.PIPE,
                          check=True).stdout.decode().splitlines()[0]
    found = re.fullmatch(r"\S+ \(\w+ gate, (\w+)(?:; (\w+) if .+)?\)", head)
    return set(found.groups()) - {None} if found else set()


def is_side_matter(finding):
    modes = set(finding.get("modes", []))
    return finding["severity"] == "info" and bool(modes) and not modes & MAIN


def main():
    ndctl, daxctl = sys.argv[1:3]
    tap, known = Tap(), {}
    for case in cases():
        for program in (ndctl, daxctl):
            found, complaint = answer(program, tree_of(case))
            wrong = [complaint] if found is None else []
            for finding in found["findings"] if found else []:
                reason = finding["id"]
                known.setdefault(reason, documented(daxctl, reason))
                if finding["severity"] not in known[reason] and not is_side_matter(finding):
                    wrong.append(f"{reason}: {finding['severity']}, documented: {known[reason]}")
            tap.result(not wrong, f"{case}: severities of {pathlib.Path(program).name}", "\n".join(wrong))
    tap.done()


main()

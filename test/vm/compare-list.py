# SPDX-License-Identifier: GPL-2.0-only
"""Usage: compare-list.py THEIRS OURS

Every key that an object of `ndctl list` shares with the same object of
pmem-status must have the same value. Objects are found by their "dev".
"""
import json
import sys


def objects(thing, found):
    """Buses, regions and namespaces anywhere in a document, by name."""
    if isinstance(thing, list):
        for item in thing:
            objects(item, found)
    elif isinstance(thing, dict):
        name = thing.get("dev", "")
        if name.startswith(("ndbus", "region", "namespace")):
            found[name] = thing
        for value in thing.values():
            objects(value, found)
    return found


def main():
    theirs, ours = ({}, {})
    for path, found in ((sys.argv[1], theirs), (sys.argv[2], ours)):
        with open(path, encoding="utf-8") as file:
            objects(json.load(file), found)
    compared = wrong = 0
    for name, their in theirs.items():
        # A seed is listed by ndctl, and is no namespace.
        if name not in ours and their.get("size") in (0, "0", "0.00 B", None):
            continue
        our = ours.get(name)
        if our is None:
            print(f"{name}: not in ours")
            wrong += 1
            continue
        for key, value in their.items():
            if isinstance(value, (dict, list)) or key not in our:
                continue
            compared += 1
            if our[key] != value:
                print(f"{name}: {key} is {our[key]!r}, ndctl list says {value!r}")
                wrong += 1
    print(f"{compared} values compared")
    sys.exit(1 if wrong or compared < 40 else 0)


main()

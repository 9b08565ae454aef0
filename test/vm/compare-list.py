# SPDX-License-Identifier: GPL-2.0-only
"""
Usage: compare-list.py LEAST OURS THEIRS...

Each key of an object that `ndctl list` or `daxctl list` prints (THEIRS) must be in the same object
of pmem-status (OURS) with the same value. Objects are found by their names. At least LEAST values
must be compared.
"""
import json
import sys

# Keys that pmem-status does not have. dimms are counted, not listed. Addresses and single bad
# blocks are not read.
NOT_OURS = {
    "bus": {"dimms"},
    "region": {"mappings", "badblocks", "capabilities"},
    "namespace": {"daxregion", "badblocks"},
    "dax device": {"mappings"},
    "dax region": set(),
}
# Lists and objects that hold other objects, which are compared separately.
NESTED = {"regions", "namespaces", "devices"}


def kind_of(thing):
    """The kind of an object and its name, or None."""
    dev = thing.get("dev", "")
    for kind, start in (("bus", "ndbus"), ("region", "region"), ("namespace", "namespace")):
        if dev.startswith(start):
            return kind, dev
    if "chardev" in thing and not dev:
        return "dax device", thing["chardev"]
    if "path" in thing and "id" in thing:
        return "dax region", thing["path"]
    return None


def objects(thing, found):
    """Buses, regions, namespaces, dax regions and devices anywhere in a document."""
    if isinstance(thing, list):
        for item in thing:
            objects(item, found)
    elif isinstance(thing, dict):
        if kind_of(thing):
            found.setdefault(kind_of(thing), {}).update(thing)
        for value in thing.values():
            objects(value, found)
    return found


def read(path):
    """Parse a document. `ndctl list` prints nothing if it finds nothing."""
    with open(path, encoding="utf-8") as file:
        text = file.read()
    return objects(json.loads(text) if text.strip() else [], {})


def main():
    least, ours = int(sys.argv[1]), read(sys.argv[2])
    compared = wrong = 0
    for path in sys.argv[3:]:
        for (kind, name), their in read(path).items():
            # ndctl -i lists seeds, which are no namespaces.
            if (kind, name) not in ours and kind == "namespace" and not their.get("size"):
                continue
            our = ours.get((kind, name))
            if our is None:
                print(f"{name}: not in ours")
                wrong += 1
                continue
            for key, value in their.items():
                if key in NOT_OURS[kind] or key in NESTED:
                    continue
                # ndctl's library has no name for a volatile region.
                if (kind, key, value, our.get(key)) == ("region", "type", "pmem", "volatile"):
                    continue
                compared += 1
                if key not in our or our[key] != value:
                    print(f"{name}: {key} is {our.get(key)!r}, they say {value!r}")
                    wrong += 1
    print(f"{compared} values compared")
    sys.exit(1 if wrong or compared < least else 0)


main()

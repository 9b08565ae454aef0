# SPDX-License-Identifier: GPL-2.0-only
"""
Usage: compare-list.py LEAST OURS THEIRS...

Each key of an object that `ndctl list`, `daxctl list` or `cxl list` prints (THEIRS) must be in the
same object of pmem-status (OURS) with the same value. Objects are found by their names. At least
LEAST values must be compared.
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
    # Only the device itself can say these: cxl asks its mailbox.
    "cxl memory device": {"alert_config", "firmware", "health", "partition_info"},
    "cxl region": set(),
    "cxl decoder": {"dpa_resource"},
}
# Lists and objects that hold other objects, which are compared separately.
NESTED = {"regions", "namespaces", "devices", "daxregion"}


def cxl_kind_of(thing):
    """The same for objects of CXL. A port's decoders and a device's idle ones are not ours."""
    if isinstance(thing.get("memdev"), str) and "host" in thing:
        return "cxl memory device", thing["memdev"]
    if "decode_state" in thing:
        return "cxl region", thing["region"]
    if "interleave_ways" in thing and ("pmem_capable" in thing or "volatile_capable" in thing or "mode" in thing):
        return "cxl decoder", thing["decoder"]
    return None


def kind_of(thing):
    """The kind of an object and its name, or None."""
    if cxl_kind_of(thing):
        return cxl_kind_of(thing)
    dev = thing.get("dev", "")
    for kind, start in (("bus", "ndbus"), ("region", "region"), ("namespace", "namespace")):
        if dev.startswith(start):
            return kind, dev
    if "chardev" in thing and not dev:
        return "dax device", thing["chardev"]
    if "path" in thing and "id" in thing:
        return "dax region", thing["path"]
    return None


def comparable(value):
    """A list of members in the order of their positions, without what firmware calls them."""
    if isinstance(value, list) and value and "position" in value[0]:
        return [{key: item[key] for key in sorted(item) if key != "alias"}
                for item in sorted(value, key=lambda item: item["position"])]
    return value


def objects(thing, found):
    """Buses, regions, namespaces, dax regions and devices, objects of CXL anywhere in a document."""
    if isinstance(thing, list):
        for item in thing:
            objects(item, found)
    elif isinstance(thing, dict):
        if kind_of(thing):
            found.setdefault(kind_of(thing), {}).update(thing)
        for key, value in thing.items():
            # These lists are named "regions:decoder0.0".
            if key.split(":")[0] not in ("mappings", "targets"):
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
                if key in NOT_OURS[kind] or key.split(":")[0] in NESTED:
                    continue
                # ndctl's library has no name for a volatile region.
                if (kind, key, value, our.get(key)) == ("region", "type", "pmem", "volatile"):
                    continue
                compared += 1
                if key not in our or comparable(our[key]) != comparable(value):
                    print(f"{name}: {key} is {our.get(key)!r}, they say {value!r}")
                    wrong += 1
    print(f"{compared} values compared")
    sys.exit(1 if wrong or compared < least else 0)


main()

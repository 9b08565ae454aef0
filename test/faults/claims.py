# SPDX-License-Identifier: GPL-2.0-only
"""
The claims of an answer, and when one answer claims more than another.

Every answer is split into small claims, each "yes", "no" or "unknown". "yes" is the claim that a
user may rely on. A file that cannot be read is no evidence: if it is the only source, the claim
becomes unknown. A file that is missing or empty may be evidence of absence: then a "yes" may become
"no", but no claim may become "yes".
"""

ACCESSES = ("fsdax", "devdax", "system-ram")
# Findings that say that a fact is unknown. A source that fails leads to them.
OPEN = {"arch-unknown", "config-unknown", "module-unknown", "need-root", "ns-mode-unknown", "dm-table-unread", "disk-unread", "object-unread",
        "ns-info-block-unread", "cpu-alias-evidence", "dcssblk-dax-unproven"}


def of_modes(found, said):
    for mode, verdict in found["modes"].items():
        said[f"mode {mode}"] = verdict["supported"]
        for gate, value in verdict["gates"].items():
            said[f"mode {mode}, gate {gate}"] = value
        for name in ("nfit", "e820", "virtio", "of", "papr", "cxl", "hmem"):
            limits = [limit["supported"] for limit in verdict["limits"] if name in limit["classes"]]
            listed = "yes" if name in verdict["classes"] else limits[0] if limits else "no"
            said[f"mode {mode} on {name}"] = "unknown" if verdict["supported"] == "unknown" else listed


def of_host(found, said):
    of_modes(found, said)
    # A user may rely on "no aliasing".
    said["no aliasing"] = {"yes": "no", "no": "yes"}.get(found["cpu"]["dcache_aliasing"], "unknown")
    for module in found["modules"]:
        state = {"missing": "no", "blacklisted": "no", "unknown": "unknown"}.get(module["state"], "yes")
        said[f"module {module['name']}"] = state


def gives(said, name, effective):
    """An object gives one kind of access, or none, or this is unknown."""
    for access in ACCESSES:
        said[f"{name} gives {access}"] = "unknown" if effective == "unknown" else "yes" if effective == access else "no"
    # fsdax also gives block access.
    block = {"unknown": "unknown", "block": "yes", "fsdax": "yes"}.get(effective, "no")
    said[f"{name} gives block"] = block


def of_mount(mount, said, objects):
    name = f"mount {mount['mountpoint']}"
    objects.add(name)
    said[f"{name} has dax"] = mount["dax_effective"]
    said[f"{name} has map_sync"] = mount["map_sync"]


def of_disk(disk, said, objects):
    name = f"disk {disk['dev']}"
    objects.add(name)
    said[f"{name} has dax"] = disk["dax"]
    if disk["filesystem"]:
        said[f"{name} has a file system with dax"] = disk["filesystem"]["dax"]
    for part in disk["partitions"] + disk["holders"]:
        of_disk(part, said, objects)
    for mount in disk["mounts"]:
        of_mount(mount, said, objects)


def of_namespace(namespace, said, objects):
    name = namespace["dev"]
    objects.add(name)
    gives(said, name, namespace["effective"])
    said[f"{name} has map_sync"] = namespace["map_sync"]
    for mode in ("fsdax", "devdax", "sector", "raw"):
        said[f"{name} is {mode}"] = "unknown" if namespace["mode"] == "unknown" else "yes" if namespace["mode"] == mode else "no"
    if namespace["disk"]:
        of_disk(namespace["disk"], said, objects)


def of_inventory(found, said, objects):
    for bus in found["buses"]:
        objects.add(bus["dev"])
        for region in bus["regions"]:
            objects.add(region["dev"])
            for namespace in region["namespaces"]:
                of_namespace(namespace, said, objects)
    for region in found["dax_regions"]:
        for device in region["devices"]:
            objects.add(device["chardev"])
            gives(said, device["chardev"], device["effective"])
    for disk in found["other_disks"]:
        of_disk(disk, said, objects)
    for mount in found["other_mounts"]:
        of_mount(mount, said, objects)


class Answer:
    """The claims of an object, the names of its objects, its skips, and its findings."""

    def __init__(self, found):
        self.said = {}
        self.objects = set()
        of_host(found, self.said)
        if "buses" in found:
            of_inventory(found, self.said, self.objects)
        self.skipped = {(skip["path"], skip["error"]) for skip in found["skipped"]}
        self.findings = {(finding["id"], finding["subject"]) for finding in found["findings"]
                         if finding["severity"] != "info" and finding["id"] not in OPEN}
        # The requirements follow from these. If two answers are equal in them, the requirements are
        # checked only once.
        self.key = (tuple(sorted(self.said.items())), tuple(sorted(self.objects)),
                    tuple(sorted(path for path, _ in self.skipped)))


def is_stronger(before, after, unreadable):
    """Is it forbidden that the first claim becomes the second?"""
    if before == after or after == "unknown":
        return False
    if unreadable:
        return True
    return after == "yes"


def violations(before, after, unreadable, forbids=False):
    """
    Lines with claims of the second answer that are not allowed after a source was removed.

    forbids: the source can only forbid something, so without it nothing is forbidden.
    """
    if forbids and not unreadable:
        return
    for name in sorted(set(before.said) | set(after.said)):
        was, now = before.said.get(name), after.said.get(name)
        # The mode is "no" before and after, so another gate may be "no" too.
        mode = name.split(", gate ")[0]
        if now == "no" and mode != name and before.said[mode] == after.said[mode] == "no":
            continue
        # An object that is missing claims nothing. A new object may not claim that it can do
        # something.
        if now is not None and is_stronger(was or "no", now, unreadable and was is not None):
            yield f"{name}: {was or 'not there'} -> {now}"
    if not unreadable:
        return
    gone = sorted(before.objects - after.objects)
    if gone and not after.skipped - before.skipped:
        yield f"without a word of it gone: {', '.join(gone)}"
    # Another finding about the host may replace the old one: not in the configuration, not in the
    # modules.
    for finding, subject in sorted(after.findings - before.findings):
        if subject == "host" and not finding.startswith("sys-"):
            continue
        yield f"finding {finding} on {subject}: new"


def requirement_violations(before, after, unreadable):
    for name, was in before.items():
        if is_stronger(was, after[name], unreadable):
            yield f"--require={name}: {was} -> {after[name]}"

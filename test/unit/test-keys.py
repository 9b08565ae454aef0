#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""
Every key of the JSON object is listed here: with a reason that it can raise, or as plain
information. Prints TAP. test-judge and test-inventory check that facts exist for each reason.
"""
import json
import pathlib
import re

TOP = pathlib.Path(__file__).resolve().parent.parent.parent

# Keys that raise a finding, and one such reason for each.
RAISES = {
    "cpu.alias_span": "cpu-dcache-aliasing",
    "cpu.caches": "cpu-alias-evidence",
    "cpu.caches.size": "cpu-alias-evidence",
    "cpu.caches.ways": "cpu-alias-evidence",
    "cpu.caches.sets": "cpu-alias-evidence",
    "cpu.caches.line_size": "cpu-alias-evidence",
    "cpu.dcache_aliasing": "cpu-dcache-aliasing",
    "cpu.evidence": "cpu-alias-contradiction",
    "kernel.cmdline": "nothing-there",
    "kernel.config_source": "config-unknown",
    "kernel.dax_alias_check": "fsdax-alias-unchecked",
    "kernel.machine": "arch-unknown",
    "kernel.options": "config-fs-dax",
    "kernel.page_size": "fs-block-size",
    "kernel.running": "kernel-not-booted",
    "modes": "config-fs-dax",
    "mode.supported": "config-fs-dax",
    "modules": "module-missing",
    "modules.state": "module-blacklisted",
    "environment.container": "disk-node-missing",
    "environment.kmem_ranges": "stale-kmem",
    "environment.legacy_ranges": "nothing-there",
    "environment.soft_reserved": "config-soft-reserve",
    "environment.virtualization": "dimm-not-armed",
    "buses": "nothing-there",
    "bus.class": "pmem-volatile",
    "bus.dimm_count": "platform-no-region",
    "bus.provider": "pmem-volatile",
    "bus.regions": "platform-no-region",
    "region.align": "region-off-grid",
    "region.available_size": "region-foreign-labels",
    "region.badblock_count": "badblocks",
    "region.max_available_extent": "region-fragmented",
    "region.namespaces": "ns-seed-only",
    "region.read_only": "guest-readonly",
    "region.size": "region-off-grid",
    "region.state": "region-not-enabled",
    "namespace.align": "hugepage-fallback",
    "namespace.badblock_count": "badblocks",
    "namespace.blockdev": "ns-no-disk",
    "namespace.chardev": "dax-pmem-not-bound",
    "namespace.disk": "ns-no-disk",
    "namespace.effective": "ns-raw-mode",
    "namespace.map_sync": "is-pmem-0",
    "namespace.mode": "ns-raw-mode",
    "namespace.size": "ns-odd-size",
    "namespace.state": "ns-disabled",
    "dax_regions": "nothing-there",
    "dax_regions.devices": "nothing-there",
    "dax_device.driver": "dax-other-driver",
    "dax_device.effective": "dax-pmem-not-bound",
    "dax_device.mode": "dax-bound-to-kmem",
    "dax_device.memblock_size": "dax-kmem-refused",
    "dax_device.online_memblocks": "dax-memory-offline",
    "dax_device.total_memblocks": "dax-memory-offline",
    "dax_device.node": "dax-node-missing",
    "dax_device.size": "dax-kmem-refused",
    "dax_device.state": "dax-pmem-not-bound",
    "dax_device.target_node": "numa-target-node",
    "disk.dax": "dm-no-dax",
    "disk.filesystem.block_size": "fs-block-size",
    "disk.filesystem.dax": "fs-block-size",
    "disk.filesystem.inline_data": "ext4-inline-data",
    "disk.filesystem.reflink": "xfs-reflink",
    "disk.filesystem.type": "fs-no-dax",
    "disk.read_only": "disk-read-only",
    "disk.size": "part-unaligned",
    "disk.start": "part-unaligned",
    "disk.swap": "disk-swap",
    "disk.type": "stack-no-dax",
    "mount.dax_effective": "mount-no-dax-opt",
    "mount.dax_requested": "mount-dax-never",
    "mount.fstype": "fs-no-dax",
    "mount.granularity": "is-pmem-0",
    "mount.map_sync": "is-pmem-0",
    "mount.options": "ext4-data-journal",
    "skipped": "need-root",
    "skipped.error": "need-root",
}

# Names, places and figures that are neither good nor bad, and the findings themselves.
PLAIN = set("""
version command generator time host kernel cpu environment other_disks other_mounts findings
kernel.option_sources kernel.page_size_source kernel.release kernel.running_release
cpu.architecture cpu.basis cpu.caches.cpus cpu.caches.level cpu.caches.source cpu.caches.type
evidence.detail evidence.says evidence.source
finding.doc finding.evidence finding.gate finding.id finding.message finding.modes finding.remedy
finding.remedy.command finding.remedy.data_loss finding.remedy.text finding.severity finding.subject
mode.checks mode.checks.gate mode.checks.reason mode.checks.result mode.checks.source mode.checks.what
mode.classes mode.gates mode.limits mode.limits.classes mode.limits.reason mode.limits.supported mode.reasons
modules.name environment.os skipped.affects skipped.path
bus.dev bus.scrub_state
region.dev region.iset_id region.numa_node region.persistence_domain region.target_node region.type
namespace.dev namespace.map namespace.name namespace.numa_node namespace.possible namespace.raw_uuid
namespace.reasons namespace.sector_size namespace.target_node namespace.uuid
dax_regions.align dax_regions.available_size dax_regions.id dax_regions.path dax_regions.size
dax_device.align dax_device.chardev dax_device.evidence dax_device.granularity dax_device.movable
dax_device.namespace dax_device.numa_node dax_device.reasons
disk.dev disk.evidence disk.filesystem disk.filesystem.reasons disk.holders disk.mounts disk.name
disk.partitions disk.reasons
mount.evidence mount.mount_namespace mount.mountpoint mount.pid mount.reasons mount.source
""".split())


def descend(node, path, found):
    for key, value in node.get("properties", {}).items():
        here = f"{path}.{key}" if path else key
        found.add(here)
        descend(value, here, found)
    for key in ("items", "additionalProperties"):
        if isinstance(node.get(key), dict):
            descend(node[key], path, found)
    for key in ("anyOf", "oneOf", "allOf"):
        for other in node.get(key, []):
            descend(other, path, found)


def keys_of(schema):
    found = set()
    descend(schema, "", found)
    for name, definition in schema.get("$defs", {}).items():
        descend(definition, name, found)
    return found


def main():
    schema = json.loads((TOP / "Documentation/pmemcap.schema.json").read_text(encoding="utf-8"))
    reasons = (TOP / "util/judge/reasons.def").read_text(encoding="utf-8")
    records = re.findall(r'(?m)^REASON\((\w+), "([^"]+)"', reasons)
    ids = {reason for _, reason in records}
    keys = keys_of(schema)
    results = [(key in RAISES or key in PLAIN,
                f"{key} is in RAISES or in PLAIN: it raises a finding, or is plain information")
               for key in sorted(keys)]
    results += [(reason in ids, f"{key} raises {reason}, which is a reason") for key, reason in sorted(RAISES.items())]
    results += [(key in keys, f"{key} is a key of the schema") for key in sorted(PLAIN | set(RAISES))]
    results += [(reason == name.lower().replace("_", "-"), f"{name} has the id {reason}") for name, reason in records]
    results.append((not re.search(r'(?m)^\s*"', reasons), "no string of a reason is broken across lines"))
    results.append((not PLAIN & set(RAISES), "no key is both"))
    results.append((len(keys) > 100 and len(ids) > 80, "the schema and the reasons were read"))
    print(f"1..{len(results)}")
    for number, (passed, name) in enumerate(results, 1):
        print(f"{'ok' if passed else 'not ok'} {number} {name}")


main()

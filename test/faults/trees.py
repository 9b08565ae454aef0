# SPDX-License-Identifier: GPL-2.0-only
"""The trees for the faults: fixtures, and one tree made of two of them that has an object of every kind."""
import gzip
import json
import os
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "fixtures"))

import store  # noqa: E402  pylint: disable=wrong-import-position

BUS = "sys/devices/LNXSYSTM:00/LNXSYBUS:00/ACPI0012:00/ndbus0"
PMEM0 = f"{BUS}/region0/pfn0.0/block/pmem0"
RELEASE = "6.12.117+deb12-amd64"


def fixture(name, tree):
    store.unpack(name, tree)


def put(tree, path, text):
    path = os.path.join(tree, path)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    if os.path.lexists(path):
        os.unlink(path)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def link(tree, path, target):
    """Make a relative link to another path of the tree."""
    place = os.path.join(tree, path)
    os.makedirs(os.path.dirname(place), exist_ok=True)
    os.symlink(os.path.relpath(target, os.path.dirname(path)), place)


def disk(tree, path, number, sectors, **attributes):
    """Make a directory of a disk as in sysfs. A double underscore stands for a slash."""
    name = os.path.basename(path)
    kind = "partition" if "start" in attributes else "disk"
    put(tree, f"{path}/uevent", "MAJOR={}\nMINOR={}\n".format(*number.split(":")) + f"DEVNAME={name}\nDEVTYPE={kind}\n")
    for attribute, value in {"dev": number, "size": sectors, "ro": 0, **attributes}.items():
        put(tree, f"{path}/{attribute.replace('__', '/')}", f"{value}\n")
    link(tree, f"{path}/subsystem", "sys/class/block")
    link(tree, f"sys/class/block/{name}", path)


def dm(tree, number, leg, name):
    path = f"sys/devices/virtual/block/dm-{number}"
    disk(tree, path, f"253:{number}", 65536, queue__dax=1 - number, dm__name=name, dm__uuid=f"LVM-{name}", dm__suspended=0)
    link(tree, f"{path}/slaves/{os.path.basename(leg)}", leg)


def dax_device(tree, region, node, driver):
    """Add a dax device of soft-reserved memory."""
    path = f"sys/devices/platform/hmem.{region}"
    name = f"dax{region}.0"
    for attribute, value in {"id": region, "size": 1 << 30, "align": 2 << 20}.items():
        put(tree, f"{path}/dax_region/{attribute}", f"{value}\n")
    for attribute, value in {"size": 1 << 30, "align": 2 << 20, "target_node": node, "numa_node": 0,
                             "dev": f"244:{region}", "uevent": "DRIVER=" + driver}.items():
        put(tree, f"{path}/{name}/{attribute}", f"{value}\n")
    link(tree, f"{path}/{name}/driver", f"sys/bus/dax/drivers/{driver}")
    link(tree, f"{path}/{name}/subsystem", "sys/bus/dax")
    link(tree, f"sys/bus/dax/devices/{name}", f"{path}/{name}")


def superblock(kind):
    return {"superblock": {"type": kind, "block_size": 4096, "inline_data": False, "reflink": False}}


def table(kind):
    line = {"type": kind, "start": 0, "length": 65536}
    return {"table": [{**line, "offset": 0} if kind == "linear" else line]}


RECORD = {
    "version": 1,
    "kernel": {"release": RELEASE, "machine": "x86_64", "page_size": 4096, "page_size_source": "AT_PAGESZ"},
    "colour_probe": {"asked": 12, "refused": 0, "span": 0, "error": 0},
    "boot_log": {"nios2_mismatch": False},
    "errors": {},
    "disks": {
        "pmem0": {"superblock": {}},
        "pmem0p1": superblock("ext4"),
        "pmem0p2": superblock("xfs"),
        "pmem0p3": {"superblock": {}, "udev": {"initialized": True, "fs_type": "LVM2_member", "fs_usage": "raid"}},
        "pmem0.2s": superblock("ext4"),
        "pmem0.3": {"superblock": {}, "info_block": "none", "udev": {"initialized": True, "fs_type": "crypto_LUKS"}},
        "dm-0": {**superblock("xfs"), **table("linear")},
        "loop0": {"superblock": {}},
        "loop0p1": superblock("ext4"),
        "dm-1": {**superblock("ext4"), **table("crypt")},
    },
    "mounts": {"36": {"sample_dax": "yes", "block_size": 4096}, "37": {"sample_dax": "unknown", "block_size": 4096},
               "38": {"sample_dax": "yes", "block_size": 4096}, "39": {"sample_dax": "no", "block_size": 4096}},
    "dax_nodes": {"dax0.1": {"there": True, "mode": 384}, "dax1.0": {"there": True, "mode": 432},
                  "dax2.0": {"there": True, "mode": 432}},
    "environment": {"container": False},
}

MOUNTS = """\
36 1 259:6 / /srv/db rw,relatime shared:1 - ext4 /dev/pmem0p1 rw,dax=always
37 1 259:7 / /srv/log rw - xfs /dev/pmem0p2 rw,dax=never
38 1 253:0 / /srv/vm rw - xfs /dev/mapper/vg-fast rw,dax=always
39 1 259:1 / /srv/old rw - ext4 /dev/pmem0.2s rw
40 1 0:45 / /srv/host rw - virtiofs host rw,dax=always
"""


def whole(tree):
    """
    A tree with all modes of namespaces, dax devices with all drivers, partitions, stacks, mounts,
    and every source.
    """
    fixture("x86-612-nfit", tree)
    other = tree + ".other"
    fixture("x86-612-no-fs-dax", other)
    for part in ("etc", "proc", "usr"):
        shutil.move(os.path.join(other, part), tree)
    os.symlink("usr/lib", os.path.join(tree, "lib"))
    os.unlink(os.path.join(tree, "proc/config.gz"))
    os.rename(os.path.join(tree, "usr/lib/modules/6.12.117"), os.path.join(tree, "usr/lib/modules", RELEASE))
    shutil.copytree(os.path.join(other, "sys/devices/system/cpu"), os.path.join(tree, "sys/devices/system/cpu"), symlinks=True)
    shutil.rmtree(other)
    # The list of what is built into this kernel lacks virtiofs.
    put(tree, "sys/module/virtiofs/initstate", "live\n")
    put(tree, "pmemcap.json", json.dumps(RECORD, indent=1))
    put(tree, "proc/self/mountinfo", MOUNTS)
    put(tree, "sys/class/dmi/id/sys_vendor", "QEMU\n")
    put(tree, "sys/kernel/mm/transparent_hugepage/enabled", "always [madvise] never\n")
    put(tree, "sys/devices/system/memory/auto_online_blocks", "offline\n")
    # An aligned target, a misaligned one, and one on another dm device.
    for number, start, size in ((1, 4096, 65536), (2, 69633, 8192), (3, 81920, 65536)):
        disk(tree, f"{PMEM0}/pmem0p{number}", f"259:{5 + number}", size, start=start, partition=number)
    dm(tree, 0, f"{PMEM0}/pmem0p3", "vg-fast")
    dm(tree, 1, f"{BUS}/region0/namespace0.3/block/pmem0.3", "crypt")
    disk(tree, "sys/devices/virtual/block/loop0", "7:0", 65536, queue__dax=0, loop__backing_file="/dev/pmem0.3")
    disk(tree, "sys/devices/virtual/block/loop0/loop0p1", "259:20", 2048, start=2048, partition=1)
    dax_device(tree, 1, 2, "kmem")
    dax_device(tree, 2, 3, "device_dax")


def symbols(tree):
    """There is no configuration, so the kernel's list of names is used."""
    fixture("x86-618-virtio-only", tree)
    os.unlink(os.path.join(tree, "proc/config.gz"))
    names = ["_stext", "dax_iomap_rw", "devm_memremap_pages", "nvdimm_bus_register", "arch_wb_cache_pmem", "_einittext"]
    put(tree, "proc/kallsyms", "".join(f"0000000000000000 T {name}\n" for name in names))


def log_on_disk(tree):
    """The boot log and cpuinfo show the CPU. The record has no probe. The configuration is there twice."""
    fixture("mips64-612-alias", tree)
    with gzip.open(os.path.join(tree, "proc/config.gz"), "rt", encoding="utf-8") as config:
        put(tree, "boot/config-6.12.117", config.read())


def modules(tree):
    """Modules that are installed, each of which is forbidden in another way."""
    fixture("x86-618-virtio-only", tree)
    with gzip.open(os.path.join(tree, "proc/config.gz"), "rt", encoding="utf-8") as config:
        text = config.read()
    for option, driver in (("BLK_DEV_PMEM", "nd/drivers/nd_pmem"), ("VIRTIO_PMEM", "virtio/drivers/virtio_pmem"),
                           ("VIRTIO_FS", "virtio/drivers/virtiofs")):
        text = text.replace(f"CONFIG_{option}=y", f"CONFIG_{option}=m").replace(f"# CONFIG_{option} is not set", f"CONFIG_{option}=m")
        shutil.rmtree(os.path.join(tree, "sys/bus", driver), ignore_errors=True)
    os.unlink(os.path.join(tree, "proc/config.gz"))
    release = "6.18.44"
    put(tree, f"boot/config-{release}", text)
    where = f"lib/modules/{release}"
    put(tree, f"{where}/modules.builtin", "")
    put(tree, f"{where}/modules.order", "")
    for name in ("nd_pmem", "virtio_pmem", "virtiofs"):
        put(tree, f"{where}/kernel/{name}.ko", "")
        subprocess.run(["cc", "-x", "c", "-c", "-o", os.path.join(tree, where, "kernel", f"{name}.ko"), "-"],
                       input=b"", check=True)
    put(tree, f"{where}/modules.builtin.modinfo", "")
    subprocess.run(["depmod", "-b", tree, release], check=True)
    put(tree, "etc/modprobe.d/pmem.conf", "blacklist nd_pmem\n")
    put(tree, "lib/modprobe.d/virtiofs.conf", "install virtiofs /bin/false\n")
    put(tree, "proc/cmdline", "quiet module_blacklist=virtio_pmem\n")
    put(tree, "proc/sys/kernel/modules_disabled", "0\n")


def modules_disabled(tree):
    """Modules that are installed, on a kernel that loads no modules."""
    modules(tree)
    for path in ("etc/modprobe.d/pmem.conf", "lib/modprobe.d/virtiofs.conf"):
        put(tree, path, "")
    put(tree, "proc/cmdline", "quiet\n")
    put(tree, "proc/sys/kernel/modules_disabled", "1\n")


TREES = {"whole": whole, "symbols": symbols, "log-on-disk": log_on_disk}
# The module directory must have these.
if shutil.which("depmod") and shutil.which("cc"):
    TREES.update({"modules": modules, "modules-disabled": modules_disabled})
for _name in ("mips64-612-probe", "x86-612-no-pfn", "x86-612-no-fs-dax"):
    TREES[_name] = lambda tree, name=_name: fixture(name, tree)


def make(name, work):
    """Make a copy in a separate directory; returns its path."""
    tree = os.path.join(tempfile.mkdtemp(prefix=name, dir=work), "tree")
    TREES[name](tree)
    return tree

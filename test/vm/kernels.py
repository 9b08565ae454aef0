# SPDX-License-Identifier: GPL-2.0-only
"""The kernels that guests boot: Debian's own, unpacked and not installed."""

import dataclasses
import lzma
import os
import pathlib
import re
import shutil
import subprocess
import tempfile

import debian
from debian import Missing, Trouble, call, say

HERE = pathlib.Path(__file__).resolve().parent

# The package that depends on the newest kernel of a series, and the suite that has it where this
# machine's own sources do not: a release of the archive that they name.
DEBIAN = {
    '6.12': ('linux-image-6.12-amd64', None),
    '6.1': ('linux-image-amd64', None),
    '7': ('linux-image-amd64', 'sid'),
    '5.10': ('linux-image-amd64', 'bullseye-security'),
}

# These an archive may not carry, or no longer.
OPTIONAL = ['7', '5.10']

# Enough to reach the root file system; udev loads the rest from there.
INITRAMFS_MODULES = ['virtio_pci', '9pnet_virtio', '9p', 'overlay']


@dataclasses.dataclass
class Kernel:
    """A kernel that can be booted, and what is laid over the guest's root file system for it."""
    name: str
    machine: str  # "x86" or "malta": see guest.py
    tree: pathlib.Path
    release: str
    image: pathlib.Path
    initramfs: pathlib.Path
    witness: pathlib.Path = None  # a module that asks the kernel itself


def kernel_packages(series, apt):
    """Names and versions of the packages that hold the newest kernel of a series."""
    meta = DEBIAN[series][0]
    found = re.search(rf'\b(linux-image-{re.escape(series)}\.\S+) \(= (\S+)\)',
                      debian.depends_of(meta, apt))
    if not found:
        raise Missing(f'{meta} does not lead to a {series} kernel in the package lists')
    # Since 7.x the modules are in packages of their own.
    parts = re.findall(r'\b(linux-(?:base|binary|modules)-\d\S+) \(= (\S+)\)',
                       debian.depends_of(found.group(1), apt))
    return ['='.join(part) for part in (found.groups(), *parts)]


def release_of(tree):
    modules = tree / 'usr/lib/modules'
    if not modules.is_dir():
        raise Missing('its package holds no modules: they are in packages of their own there')
    return next(modules.iterdir()).name


def fetch_tree(series, folder, apt_folder):
    """The unpacked packages, downloaded only if the cache does not hold these very versions."""
    tree, stamp = folder / 'tree', folder / 'packages'
    suite = DEBIAN[series][1]
    apt = []
    try:
        apt = debian.apt_options(apt_folder / suite, suite=suite) if suite else []
        packages = kernel_packages(series, apt)
    except Trouble:
        if not stamp.exists():
            raise
        packages = stamp.read_text().split()
    if stamp.exists() and stamp.read_text().split() == packages:
        return tree
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    say(f'# downloading {" ".join(packages)}')
    debian.download_and_unpack(packages, tree, apt)
    call('depmod', '-b', tree, release_of(tree))
    stamp.write_text(' '.join(packages))
    return tree


def load_order(modules, wanted):
    """Module files in an order in which each finds what it needs."""
    needs = {}
    for line in (modules / 'modules.dep').read_text().splitlines():
        path, rest = line.split(':')
        needs[re.sub(r'\.ko.*', '', os.path.basename(path))] = [path, *rest.split()]
    builtin = {os.path.basename(line)[:-len('.ko')]
               for line in (modules / 'modules.builtin').read_text().splitlines()}
    order = []
    for name in wanted:
        if name not in builtin:
            order += [path for path in reversed(needs[name]) if path not in order]
    return order


def module_code(path):
    code = path.read_bytes()
    return lzma.decompress(code) if path.suffix == '.xz' else code


def make_initramfs(target, busybox, modules=None):
    """The first root: busybox, the script that finds the real one, and modules on the way there."""
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        for name in ('bin', 'modules', 'proc', 'sys', 'dev', 'host', 'kernel', 'job', 'over', 'root'):
            (root / name).mkdir()
        shutil.copy(busybox, root / 'bin/busybox')
        shutil.copy(HERE / 'initramfs-init', root / 'init')
        (root / 'init').chmod(0o755)
        order = load_order(modules, INITRAMFS_MODULES) if modules else []
        for number, path in enumerate(order):
            name = re.sub(r'\.ko.*', '.ko', os.path.basename(path))
            (root / f'modules/{number:02}-{name}').write_bytes(module_code(modules / path))
        names = '\n'.join(str(path.relative_to(root)) for path in sorted(root.rglob('*')))
        # Another run's guest may be reading the old one.
        fresh = target.with_suffix('.new')
        with open(fresh, 'wb') as out:
            subprocess.run(['cpio', '-o', '-H', 'newc', '--quiet'], input=names.encode(), cwd=root,
                           stdout=out, check=True)
        fresh.replace(target)


def image_of(tree, release):
    beside_modules = tree / 'usr/lib/modules' / release / 'vmlinuz'
    return beside_modules if beside_modules.exists() else tree / f'boot/vmlinuz-{release}'


def prepare_debian(series, cache):
    """One of Debian's kernels, ready to boot."""
    folder = cache / 'kernels' / series
    tree = fetch_tree(series, folder, cache / 'apt')
    release = release_of(tree)
    make_initramfs(folder / 'initramfs', shutil.which('busybox'),
                   tree / 'usr/lib/modules' / release)
    return Kernel(series, 'x86', tree, release, image_of(tree, release), folder / 'initramfs')

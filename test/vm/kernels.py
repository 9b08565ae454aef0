# SPDX-License-Identifier: GPL-2.0-only
"""The kernels that guests boot: Debian's own, unpacked but not installed."""

import dataclasses
import lzma
import os
import pathlib
import re
import shutil
import subprocess
import tempfile

import cross
import debian
from debian import Missing, Trouble, call, say

HERE = pathlib.Path(__file__).resolve().parent


@dataclasses.dataclass
class Source:
    """Where one of Debian's kernels comes from."""
    meta: str           # the package that depends on the newest kernel of a series
    series: str
    suite: str = None   # the suite, if it is not this machine's own; a suite of the same archive
    machine: str = 'x86'


DEBIAN = {
    '6.12': Source('linux-image-6.12-amd64', '6.12'),
    '6.1': Source('linux-image-amd64', '6.1'),
    '7': Source('linux-image-amd64', '7', 'sid'),
    '5.10': Source('linux-image-amd64', '5.10', 'bullseye-security'),
}

# Kernels of other machines. Only scenarios that name them boot them.
PLATFORMS = {
    'arm64': Source('linux-image-arm64', '6.12', 'trixie', 'arm64'),
    'arm64-16k': Source('linux-image-arm64-16k', '6.12', 'trixie', 'arm64'),
    'ppc64le': Source('linux-image-powerpc64le', '6.1', machine='pseries'),
    'riscv64': Source('linux-image-riscv64', '6.12', 'trixie', 'riscv'),
    's390x': Source('linux-image-s390x', '6.1', machine='s390'),
}

SOURCES = {**DEBIAN, **PLATFORMS}

# Kernels that an archive may lack.
OPTIONAL = ['7', '5.10', *PLATFORMS]

# These modules are needed to mount the root file system. udev loads the others from there.
INITRAMFS_MODULES = ['virtio_pci', '9pnet_virtio', '9p', 'overlay']


@dataclasses.dataclass
class Kernel:
    """A kernel that can be booted, and the files for the guest's root file system."""
    name: str
    machine: str  # a key of guest.MACHINES
    tree: pathlib.Path
    release: str
    image: pathlib.Path
    initramfs: pathlib.Path
    witness: pathlib.Path = None  # a module that calls the kernel's functions


def kernel_packages(source, apt):
    """Names and versions of the packages that hold the newest kernel of a series."""
    found = re.search(rf'\b(linux-image-{re.escape(source.series)}\.\S+) \(= (\S+)\)',
                      debian.depends_of(source.meta, apt))
    if not found:
        raise Missing(f'{source.meta} does not lead to a {source.series} kernel in the package lists')
    # Since 7.x the modules are in separate packages.
    parts = re.findall(r'\b(linux-(?:base|binary|modules)-\d\S+) \(= (\S+)\)',
                       debian.depends_of(found.group(1), apt))
    return ['='.join(part) for part in (found.groups(), *parts)]


def older_packages(newest, apt):
    """
    If the archive lacks the newest build, it may have earlier builds of the same kernel. The newest
    comes first.
    """
    series, flavour = re.fullmatch(r'(linux-image-\d+\.\d+\.)\d+(.*)', newest.split('=')[0]).groups()
    names = [name for name in call('apt-cache', *apt, 'pkgnames', series).split()
             if re.fullmatch(re.escape(series) + r'\d+' + re.escape(flavour), name)]
    packages = [debian.candidate_of(name, apt) for name in names]
    number = len(series)
    return [[one] for one in sorted(packages, key=lambda one: int(re.match(r'\d+', one[number:]).group()),
                                    reverse=True) if one != newest]


def download_tree(packages, folder, tree, apt):
    """Unpack the packages into a tree, and record their names."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    say(f'# downloading {" ".join(packages)}')
    debian.download_and_unpack(packages, tree, apt)
    call('depmod', '-b', tree, release_of(tree))
    (folder / 'packages').write_text(' '.join(packages))


def release_of(tree):
    modules = tree / 'usr/lib/modules'
    if not modules.is_dir():
        raise Missing('its package holds no modules: they are in packages of their own there')
    return next(modules.iterdir()).name


def fetch_tree(name, folder, cache):
    """Unpack the packages. They are downloaded only if the cache has other versions."""
    tree, stamp = folder / 'tree', folder / 'packages'
    source = SOURCES[name]
    apt = []
    try:
        if source.machine != 'x86':
            apt = cross.apt_of(cache, cross.TARGETS[source.machine])[1]
        elif source.suite:
            apt = debian.apt_options(cache / 'apt' / source.suite, suite=source.suite)
        packages = kernel_packages(source, apt)
    except Trouble:
        if not stamp.exists():
            raise
        packages = stamp.read_text().split()
    choices = [packages]
    if apt and source.machine != 'x86':
        choices += older_packages(packages[0], apt)
    if stamp.exists() and stamp.read_text().split() in choices:
        return tree
    for packages in choices:
        try:
            download_tree(packages, folder, tree, apt)
            return tree
        except Missing as why:
            reason = why
    raise reason


def load_order(modules, wanted):
    """Module files, in an order in which each module comes after those that it needs."""
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
    """The initramfs: busybox, the script that mounts the root file system, and the modules for that."""
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
        # A guest of another run may be reading the old file.
        fresh = target.with_suffix('.new')
        with open(fresh, 'wb') as out:
            subprocess.run(['cpio', '-o', '-H', 'newc', '--quiet'], input=names.encode(), cwd=root,
                           stdout=out, check=True)
        fresh.replace(target)


def image_of(tree, release):
    beside_modules = tree / 'usr/lib/modules' / release / 'vmlinuz'
    if beside_modules.exists():
        return beside_modules
    return next((tree / 'boot').glob(f'vmlinu[xz]-{release}'))


def prepare_debian(name, cache):
    """Prepare one of Debian's kernels for booting."""
    folder, machine = cache / 'kernels' / name, SOURCES[name].machine
    tree = fetch_tree(name, folder, cache)
    release = release_of(tree)
    busybox = shutil.which('busybox') if machine == 'x86' else cross.root(cache, machine) / 'usr/bin/busybox'
    make_initramfs(folder / 'initramfs', busybox, tree / 'usr/lib/modules' / release)
    return Kernel(name, machine, tree, release, image_of(tree, release), folder / 'initramfs')

# SPDX-License-Identifier: GPL-2.0-only
"""
The file systems of guests of other architectures: a root made of Debian's packages, and the project
built for it.
"""

import dataclasses
import os
import pathlib
import shutil

import debian
from debian import call, say

HERE = pathlib.Path(__file__).resolve().parent
TOP = HERE.parent.parent


@dataclasses.dataclass
class Target:
    """An architecture other than this machine's."""
    debian: str        # Debian's name of the architecture
    triplet: str       # the triplet of the compiler and the libraries
    family: str        # Meson's name of the CPU family
    cpu: str
    endian: str
    suite: str = None  # the suite of the packages, if it is not this machine's

    def prefix(self):
        return f'{self.triplet}-'

    def toolchain(self):
        return [f'gcc-{self.triplet}', f'libc6-dev-{self.debian}-cross', 'meson', 'pkg-config']


TARGETS = {
    'malta': Target('mips64el', 'mips64el-linux-gnuabi64', 'mips64', 'mips64r2', 'little'),
    'arm64': Target('arm64', 'aarch64-linux-gnu', 'aarch64', 'aarch64', 'little', 'trixie'),
    'pseries': Target('ppc64el', 'powerpc64le-linux-gnu', 'ppc64', 'ppc64le', 'little', 'bookworm'),
    'riscv': Target('riscv64', 'riscv64-linux-gnu', 'riscv64', 'riscv64', 'little', 'trixie'),
    's390': Target('s390x', 's390x-linux-gnu', 's390x', 's390x', 'big'),
}

# What the scenarios and the guest's first scripts run, and what the project needs to be compiled.
PACKAGES = ['busybox-static', 'coreutils', 'dash', 'daxctl', 'diffutils', 'dmsetup', 'e2fsprogs',
            'findutils', 'grep', 'gzip', 'hostname', 'jq', 'kmod', 'libc-bin', 'mawk', 'mount', 'ndctl', 'python3',
            'sed', 'tar', 'udev', 'util-linux', 'xfsprogs',
            'libc6-dev', 'libdaxctl-dev', 'libjson-c-dev', 'libkmod-dev', 'libndctl-dev', 'libudev-dev',
            'zlib1g-dev']

CROSS_FILE = """[constants]
root = '{root}'
[binaries]
c = '{prefix}gcc'
ar = '{prefix}ar'
strip = '{prefix}strip'
pkgconfig = 'pkg-config'
[built-in options]
c_args = ['--sysroot=' + root]
# Before the cross compiler's own C library, which may be older than the root's.
c_link_args = ['--sysroot=' + root, '-L' + root / 'usr/lib/{triplet}']
[properties]
sys_root = root
pkg_config_libdir = [root / 'usr/lib/{triplet}/pkgconfig', root / 'usr/share/pkgconfig']
[host_machine]
system = 'linux'
cpu_family = '{family}'
cpu = '{cpu}'
endian = '{endian}'
"""


def relative_links(root):
    """An absolute link would point to this machine's files."""
    for place, folders, files in os.walk(root):
        for name in folders + files:
            path = os.path.join(place, name)
            target = os.readlink(path) if os.path.islink(path) else ''
            if target.startswith('/'):
                os.unlink(path)
                os.symlink(os.path.relpath(f'{root}{target}', place), path)


def apt_of(cache, target):
    """The folder of an apt configuration for the target's packages, and apt's options."""
    folder = cache / 'apt' / '-'.join(filter(None, (target.suite, target.debian)))
    return folder, debian.apt_options(folder, suite=target.suite, architecture=target.debian)


def root(cache, machine):
    """Unpack the root file system. No maintainer script runs in it."""
    target = TARGETS[machine]
    folder, stamp = cache / target.debian / 'root', cache / target.debian / 'packages'
    wanted = ' '.join(PACKAGES)
    if stamp.exists() and stamp.read_text() == wanted:
        return folder
    say(f'# downloading a {target.debian} root')
    place, apt = apt_of(cache, target)
    for old in (place / 'archives').glob('*.deb'):
        old.unlink()
    debian.download_with_dependencies(PACKAGES, apt)
    shutil.rmtree(folder, ignore_errors=True)
    debian.unpack(sorted((place / 'archives').glob('*.deb')), folder)
    for old in (place / 'archives').glob('*.deb'):
        old.unlink()
    relative_links(folder)
    (folder / 'usr/bin/awk').symlink_to('mawk')
    for name in ('dev', 'proc', 'run', 'sys', 'tmp', 'usr/lib/modules'):
        (folder / name).mkdir(parents=True, exist_ok=True)
    (folder / 'etc/passwd').write_text('root:x:0:0:root:/root:/bin/sh\n')
    (folder / 'etc/group').write_text('root:x:0:\ndisk:x:6:\nkvm:x:7:\n')
    stamp.write_text(wanted)
    return folder


def build(cache, machine, folder):
    """Compile the project for the target in a build folder."""
    target = TARGETS[machine]
    file = folder.with_suffix('.ini')
    text = CROSS_FILE.format(root=root(cache, machine), prefix=target.prefix(), triplet=target.triplet,
                             family=target.family, cpu=target.cpu, endian=target.endian)
    if not file.exists() or file.read_text() != text or not (folder / 'meson-info').is_dir():
        shutil.rmtree(folder, ignore_errors=True)
        file.write_text(text)
        call('meson', 'setup', folder, TOP, '--cross-file', file, '-Ddocs=disabled', '-Dtests=disabled',
             '-Dcompletion=false', '-Dwerror=true')
    call('meson', 'compile', '-C', folder)


def compile_oracle(cache, machine, oracle):
    target, place = TARGETS[machine], root(cache, machine)
    call(f'{target.prefix()}gcc', f'--sysroot={place}', f'-L{place}/usr/lib/{target.triplet}', '-O2', '-Wall',
         '-Wextra', '-Werror', '-o', oracle, HERE / 'oracle.c')

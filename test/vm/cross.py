# SPDX-License-Identifier: GPL-2.0-only
"""The MIPS64 guest's own world: a root of Debian's mips64el packages, and what was built for it."""

import os
import shutil

import debian
from debian import call, say
from kernels import HERE

TOP = HERE.parent.parent
PREFIX = 'mips64el-linux-gnuabi64-'
TRIPLET = 'mips64el-linux-gnuabi64'
TOOLCHAIN = ['gcc-mips64el-linux-gnuabi64', 'libc6-dev-mips64el-cross', 'meson', 'pkg-config',
             'qemu-system-mips']

# What the scenarios and the guest's first scripts run, and what the project is compiled with.
PACKAGES = ['busybox-static', 'coreutils', 'dash', 'daxctl', 'diffutils', 'dmsetup', 'e2fsprogs',
            'findutils', 'grep', 'hostname', 'jq', 'kmod', 'libc-bin', 'mawk', 'mount', 'ndctl', 'sed',
            'udev', 'util-linux', 'xfsprogs',
            'libdaxctl-dev', 'libjson-c-dev', 'libkmod-dev', 'libndctl-dev', 'libudev-dev', 'zlib1g-dev']

CROSS_FILE = """[constants]
root = '{root}'
[binaries]
c = '{prefix}gcc'
ar = '{prefix}ar'
strip = '{prefix}strip'
pkgconfig = 'pkg-config'
[built-in options]
c_args = ['--sysroot=' + root]
c_link_args = ['--sysroot=' + root]
[properties]
sys_root = root
pkg_config_libdir = [root / 'usr/lib/{triplet}/pkgconfig', root / 'usr/share/pkgconfig']
[host_machine]
system = 'linux'
cpu_family = 'mips64'
cpu = 'mips64r2'
endian = 'little'
"""


def relative_links(root):
    """An absolute link would lead out of the root, to this machine's files."""
    for place, folders, files in os.walk(root):
        for name in folders + files:
            path = os.path.join(place, name)
            target = os.readlink(path) if os.path.islink(path) else ''
            if target.startswith('/'):
                os.unlink(path)
                os.symlink(os.path.relpath(f'{root}{target}', place), path)


def root(cache):
    """The root file system, unpacked; no maintainer script has run in it."""
    folder, stamp = cache / 'mips64el/root', cache / 'mips64el/packages'
    wanted = ' '.join(PACKAGES)
    if stamp.exists() and stamp.read_text() == wanted:
        return folder
    say('# downloading a mips64el root')
    apt = debian.apt_options(cache / 'apt/mips64el', architecture='mips64el')
    for old in (cache / 'apt/mips64el/archives').glob('*.deb'):
        old.unlink()
    call('apt-get', *apt, 'install', '-y', '-q', '--download-only', '--no-install-recommends', *PACKAGES)
    shutil.rmtree(folder, ignore_errors=True)
    debian.unpack(sorted((cache / 'apt/mips64el/archives').glob('*.deb')), folder)
    relative_links(folder)
    (folder / 'usr/bin/awk').symlink_to('mawk')
    for name in ('dev', 'proc', 'run', 'sys', 'tmp', 'usr/lib/modules'):
        (folder / name).mkdir(exist_ok=True)
    (folder / 'etc/passwd').write_text('root:x:0:0:root:/root:/bin/sh\n')
    (folder / 'etc/group').write_text('root:x:0:\ndisk:x:6:\n')
    stamp.write_text(wanted)
    return folder


def build(cache, folder):
    """The project, compiled for it in a build folder."""
    file = folder.with_suffix('.ini')
    text = CROSS_FILE.format(root=root(cache), prefix=PREFIX, triplet=TRIPLET)
    if not file.exists() or file.read_text() != text or not (folder / 'meson-info').is_dir():
        shutil.rmtree(folder, ignore_errors=True)
        file.write_text(text)
        call('meson', 'setup', folder, TOP, '--cross-file', file, '-Ddocs=disabled', '-Dtests=disabled',
             '-Dcompletion=false', '-Dwerror=true')
    call('meson', 'compile', '-C', folder)


def compile_oracle(cache, oracle):
    call(f'{PREFIX}gcc', f'--sysroot={root(cache)}', '-O2', '-Wall', '-Wextra', '-Werror',
         '-static', '-o', oracle, HERE / 'oracle.c')

# SPDX-License-Identifier: GPL-2.0-only
"""
The QEMU that runs a guest: this machine's own, or a later Debian's. The later one is unpacked, and
started with its own loader and libraries. Volatile CXL devices, CXL interrupts and persistent
memory of other architectures need it.
"""

import dataclasses
import os
import pathlib
import platform
import shlex
import shutil

import debian
from debian import Missing, say

SUITE = 'trixie'

# The loader and the library folder of the machines that can run guests.
HOSTS = {'x86_64': ('lib64/ld-linux-x86-64.so.2', 'x86_64-linux-gnu'),
         'aarch64': ('lib/ld-linux-aarch64.so.1', 'aarch64-linux-gnu')}


def fetch(cache, packages):
    """
    Unpack a root with these packages of the later Debian and everything that they depend on. None
    of their scripts runs.
    """
    folder = cache / 'qemu' / packages[0]
    tree, stamp = folder / 'tree', folder / 'packages'
    wanted = f'{SUITE} {" ".join(packages)}'
    if stamp.exists() and stamp.read_text() == wanted:
        return tree
    apt = debian.apt_options(cache / 'apt' / SUITE, suite=SUITE)
    archives = cache / 'apt' / SUITE / 'archives'
    for old in archives.glob('*.deb'):
        old.unlink()
    say(f'# downloading {" ".join(packages)} of {SUITE}')
    debian.download_with_dependencies(packages, apt)
    shutil.rmtree(folder, ignore_errors=True)
    debian.unpack(sorted(archives.glob('*.deb')), tree)
    for old in archives.glob('*.deb'):
        old.unlink()
    stamp.write_text(wanted)
    return tree


@dataclasses.dataclass
class Emulator:
    """How to start a QEMU."""
    words: list         # the first words of its command line
    environment: dict = None
    tree: pathlib.Path = None  # where its packages are unpacked, with the firmware


def installed(target):
    """The QEMU that is installed on this machine."""
    return Emulator([f'qemu-system-{target}'])


def enter(tree):
    """The first words of a command line that runs a program of a tree, and the tree's library folder."""
    machine = platform.machine()
    if machine not in HOSTS:
        raise Missing(f'programs of a later system than this one are needed, and on {machine} it cannot be entered')
    loader, triplet = HOSTS[machine]
    libraries = f'{tree}/usr/lib/{triplet}'
    return [f'{tree}/{loader}', '--library-path', f'{libraries}:{libraries}/pulseaudio'], libraries


def program(cache, name, packages):
    """
    A script that starts a program of the later Debian. The guest has the cache under the same path
    as this machine.
    """
    tree = fetch(cache, packages)
    words, _libraries = enter(tree)
    return f'#!/bin/sh\nexec {shlex.join(words)} {shlex.quote(f"{tree}/usr/bin/{name}")} "$@"\n'


def later(cache, target, packages):
    """The QEMU of the later Debian."""
    tree = fetch(cache, packages)
    words, libraries = enter(tree)
    words.append(f'{tree}/usr/bin/qemu-system-{target}')
    for name in ('qemu', 'seabios', 'ipxe/qemu'):
        words += ['-L', f'{tree}/usr/share/{name}']
    return Emulator(words, dict(os.environ, QEMU_MODULE_DIR=f'{libraries}/qemu'), tree)

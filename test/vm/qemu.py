# SPDX-License-Identifier: GPL-2.0-only
"""
The QEMU that runs a guest: this machine's own, or a later Debian's, unpacked beside the system and
entered by its own loader with its own libraries. Volatile CXL devices, CXL interrupts and
persistent memory of other architectures need the later one.
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

# Loader and library folder of the machines that guests are run on.
HOSTS = {'x86_64': ('lib64/ld-linux-x86-64.so.2', 'x86_64-linux-gnu'),
         'aarch64': ('lib/ld-linux-aarch64.so.1', 'aarch64-linux-gnu')}


def fetch(cache, packages):
    """A root with these packages of the later Debian and what they depend on; no script of theirs has run."""
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
    """How a QEMU is started."""
    words: list         # the first of its command line
    environment: dict = None
    tree: pathlib.Path = None  # where its packages are unpacked, firmware among them


def installed(target):
    """This machine's own."""
    return Emulator([f'qemu-system-{target}'])


def enter(tree):
    """The first words of a command line that runs a program of a tree, and its folder of libraries."""
    machine = platform.machine()
    if machine not in HOSTS:
        raise Missing(f'programs of a later system than this one are needed, and on {machine} it cannot be entered')
    loader, triplet = HOSTS[machine]
    libraries = f'{tree}/usr/lib/{triplet}'
    return [f'{tree}/{loader}', '--library-path', f'{libraries}:{libraries}/pulseaudio'], libraries


def program(cache, name, packages):
    """A script that starts a program of the later Debian; its guest finds the cache where this machine does."""
    tree = fetch(cache, packages)
    words, _libraries = enter(tree)
    return f'#!/bin/sh\nexec {shlex.join(words)} {shlex.quote(f"{tree}/usr/bin/{name}")} "$@"\n'


def later(cache, target, packages):
    """The later Debian's."""
    tree = fetch(cache, packages)
    words, libraries = enter(tree)
    words.append(f'{tree}/usr/bin/qemu-system-{target}')
    for name in ('qemu', 'seabios', 'ipxe/qemu'):
        words += ['-L', f'{tree}/usr/share/{name}']
    return Emulator(words, dict(os.environ, QEMU_MODULE_DIR=f'{libraries}/qemu'), tree)

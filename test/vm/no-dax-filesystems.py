#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""
Name the file systems that a kernel source has for disks and flash and that never set S_DAX, and
compare them with the list in util/judge/obj/filesystem.c. Debian's linux-source packages hold such a
source; several may be given: a name counts if one of them has it and none of them sets S_DAX.
"""

import argparse
import pathlib
import re
import sys

FILESYSTEM_C = pathlib.Path(__file__).resolve().parents[2] / 'util/judge/obj/filesystem.c'

# What is registered: fields of one initialiser.
TYPE = re.compile(r'struct file_system_type\s+\w+\s*=\s*\{(.*?)\n\s*\}', re.DOTALL)

# A block device, or flash (their own functions take those of no block device down).
NEEDS_DEVICE = re.compile(r'FS_REQUIRES_DEV|jffs2_kill_sb|kill_mtd_super|kill_ubifs_super')


def registered(folder):
    """Names of a directory's file systems, each with the text of the file that registers it."""
    for path in sorted(folder.rglob('*.c')):
        # Test modules register what no disk holds.
        if 'tests' in path.parts or path.name.endswith('-test.c'):
            continue
        text = path.read_text(encoding='utf-8', errors='replace')
        for fields in TYPE.findall(text):
            name = re.search(r'\.name\s*=\s*"([^"]+)"', fields)
            if name and NEEDS_DEVICE.search(fields):
                yield name.group(1), text


def sets_dax(folder):
    return any(re.search(r'\bS_DAX\b', path.read_text(encoding='utf-8', errors='replace'))
               for path in folder.rglob('*.[ch]'))


def split(source):
    """Names that never have DAX, and names that may."""
    without, having = set(), set()
    for folder in sorted(path for path in (source / 'fs').iterdir() if path.is_dir()):
        may = sets_dax(folder)
        for name, text in registered(folder):
            # fs/fuse sets it where the mount brings a dax_device along; virtio_fs.c alone does.
            if folder.name == 'fuse':
                may = 'alloc_dax(' in text
            (having if may else without).add(name)
    if not without or not having:
        sys.exit(f'{source}: no file system found: is this a kernel source?')
    return without, having


def listed(path):
    """The names in the table of has_no_dax()."""
    body = re.search(r'has_no_dax\(const char \*type\)\n\{(.*?)\n\}', path.read_text(encoding='utf-8'), re.DOTALL)
    if not body:
        sys.exit(f'{path}: there is no has_no_dax() here')
    return set(re.findall(r'"([^"]+)"', body.group(1)))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('source', type=pathlib.Path, nargs='+')
    parser.add_argument('--list', action='store_true', help='print the names, compare nothing')
    arguments = parser.parse_args()
    without, having = set(), set()
    for source in arguments.source:
        some, others = split(source)
        without |= some
        having |= others
    without -= having
    if arguments.list:
        print('\n'.join(sorted(without)))
        return 0
    names = listed(FILESYSTEM_C)
    for name in sorted(without - names):
        print(f'{name}: the kernel has it, the list has not')
    for name in sorted(names - without):
        print(f'{name}: the list has it, no source given here has')
    for name in sorted(names & having):
        print(f'{name}: the list has it, and its directory sets S_DAX')
    print(f'{len(without)} file systems without DAX, {len(without & names)} listed')
    return 0 if names == without else 1


if __name__ == '__main__':
    sys.exit(main())

#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""
Find the file systems for disks and flash in a kernel source that never set S_DAX, and compare them
with the list in util/judge/obj/filesystem.c. Debian's linux-source packages hold such a source. If
several sources are given, a name counts if one of them has it and none of them sets S_DAX for it.
"""

import argparse
import pathlib
import re
import sys

FILESYSTEM_C = pathlib.Path(__file__).resolve().parents[2] / 'util/judge/obj/filesystem.c'

# A registered file system: the fields of its initialiser.
TYPE = re.compile(r'struct file_system_type\s+\w+\s*=\s*\{(.*?)\n\s*\}', re.DOTALL)

# Does the file system need a block device or flash? Those for flash lack FS_REQUIRES_DEV, but have
# one of these functions.
NEEDS_DEVICE = re.compile(r'FS_REQUIRES_DEV|jffs2_kill_sb|kill_mtd_super|kill_ubifs_super')


def registered(folder):
    """The names of a directory's file systems, each with the text of the file that registers it."""
    for path in sorted(folder.rglob('*.c')):
        # Test modules register file systems that are on no disk.
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
    """Names that never have DAX, and names that may have it."""
    without, having = set(), set()
    for folder in sorted(path for path in (source / 'fs').iterdir() if path.is_dir()):
        may = sets_dax(folder)
        for name, text in registered(folder):
            # fs/fuse sets S_DAX if the mount has a dax_device. Only virtio_fs.c gives it one.
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

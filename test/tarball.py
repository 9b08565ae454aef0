#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Tarballs in the repository: make one, and look into one.

usage: tarball.py list FILE           the names, with sizes and links
       tarball.py show FILE [NAME]    the contents as text, of one file or of all
       tarball.py unpack FILE DIRECTORY
       tarball.py pack FILE DIRECTORY

The same files always make the same tarball: names are sorted, and times, owners
and all but the executable bit of the modes are left out. For git to show what
changed inside of a tarball, as .gitattributes asks it to:

       git config diff.tarball.textconv "test/tarball.py show"
"""
import gzip
import os
import signal
import sys
import tarfile
import time


def walk(folder):
    """Every path below a directory, sorted, without the directory itself."""
    for place, folders, files in os.walk(folder):
        folders.sort()
        for name in folders + files:
            yield os.path.relpath(os.path.join(place, name), folder)


def plain(member):
    """Remove everything from a member that depends on the user or the time of packing."""
    member.mtime = member.uid = member.gid = 0
    member.uname = member.gname = ""
    member.mode = 0o755 if member.isdir() or member.issym() or member.mode & 0o100 else 0o644
    return member


def pack(path, folder):
    with tarfile.open(path, "w", format=tarfile.GNU_FORMAT) as tar:
        for name in sorted(walk(folder)):
            tar.add(os.path.join(folder, name), name, recursive=False, filter=plain)


def unpack(path, folder):
    os.makedirs(folder, exist_ok=True)
    now = time.time()
    with tarfile.open(path) as tar:
        members = tar.getmembers()
        for member in members:
            member.mtime = now
        # The tarballs are our own. Links of sysfs that lead out of the tree belong to them.
        keep = {"filter": "tar"} if hasattr(tarfile, "tar_filter") else {}
        tar.extractall(folder, members, **keep)


def line_of(member):
    if member.issym():
        return f"{member.name} -> {member.linkname}"
    return f"{member.name}/" if member.isdir() else f"{member.name} {member.size}"


def text_of(contents):
    """The contents as lines of text. Compressed files are decompressed, and other bytes are escaped."""
    if contents[:2] == b"\x1f\x8b":
        try:
            contents = gzip.decompress(contents)
        except (OSError, EOFError):
            pass
    lines = contents.decode(errors="backslashreplace").split("\n")
    if lines[-1] == "":
        lines.pop()
    return ["".join(c if c.isprintable() or c == "\t" else repr(c)[1:-1] for c in line) for line in lines]


def show(path, wanted=None):
    with tarfile.open(path) as tar:
        for member in tar:
            if wanted is None:
                print(f"== {line_of(member)}")
            if member.isfile() and wanted in (None, member.name):
                print("\n".join(text_of(tar.extractfile(member).read())))


def list_names(path):
    with tarfile.open(path) as tar:
        for member in tar:
            print(line_of(member))


COMMANDS = {"list": (list_names, 1, 1), "show": (show, 1, 2), "unpack": (unpack, 2, 2), "pack": (pack, 2, 2)}


def main():
    command, least, most = COMMANDS.get((sys.argv + [""])[1], (None, 0, 0))
    arguments = sys.argv[2:]
    if not command or not least <= len(arguments) <= most:
        sys.exit(__doc__)
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    try:
        command(*arguments)
    except (OSError, tarfile.TarError) as error:
        sys.exit(f"tarball.py: {arguments[0]}: {str(error).splitlines()[0].rstrip(':')}")


if __name__ == "__main__":
    main()

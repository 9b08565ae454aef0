#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""
Check the layout of the sources: who includes whom, and where functions are declared.

Prints TAP. With --list, prints every violation instead.
"""
import collections
import os
import re
import sys

TOP = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))

# What the files of a directory may include, besides files of the same row. A row also covers the
# directories below, unless they have a row. A file belongs to the longest row that covers it.
MAY_INCLUDE = {
    'util/lib': [],
    'util/proc': ['util/lib'],
    'util/facts': ['util/lib'],
    # The record is data, not a file: the readers ask it for the errors of the live run.
    'util/observe/record': ['util/lib', 'util/facts'],
    'util/observe/read': ['util/lib', 'util/proc', 'util/facts', 'util/observe/record'],
    'util/observe/host': ['util/lib', 'util/proc', 'util/facts', 'util/observe/record',
                          'util/observe/read'],
    'util/observe/nd': ['util/lib', 'util/proc', 'util/facts', 'util/observe/record',
                        'util/observe/read'],
    'util/observe/block': ['util/lib', 'util/proc', 'util/facts', 'util/observe/record',
                           'util/observe/read'],
    'util/observe': ['util/lib', 'util/proc', 'util/facts'],
    # No I/O: no reading and no forking.
    'util/judge': ['util/lib', 'util/facts'],
    'util/judge/host': ['util/lib', 'util/facts', 'util/judge'],
    'util/judge/obj': ['util/lib', 'util/facts', 'util/judge', 'util/judge/host'],
    'util/probe': ['util/lib', 'util/proc', 'util/facts', 'util/observe'],
    'util/capture': ['util/lib', 'util/proc', 'util/facts', 'util/observe'],
    'util/report': ['util/lib', 'util/facts', 'util/judge'],
    # An ndctl tree has its own files in place of these. Only the two commands and the programs use
    # them.
    'util/cli': ['util/lib', 'util/proc', 'util/facts', 'util/observe', 'util/judge', 'util/capture',
                 'util/report'],
    'daxctl': ['util'],
    'ndctl': ['util'],
}

# The convention of ndctl and daxctl: one header for all commands.
DECLARED_ELSEWHERE = {'daxctl/alias-check.c', 'ndctl/pmem-status.c'}

# Generated, and found through -I.
GENERATED = {'pmemcap-version.h'}


def sources():
    """{path: text without comments} of all C files below the directories of the table."""
    found = {}
    for top in ('util', 'daxctl', 'ndctl'):
        for folder, _, names in os.walk(os.path.join(TOP, top)):
            for name in names:
                if name.endswith(('.c', '.h', '.def')):
                    path = os.path.join(folder, name)
                    with open(path, encoding='utf-8') as file:
                        found[os.path.relpath(path, TOP)] = without_comments(file.read())
    return found


def without_comments(text):
    """Keep strings whole, and keep the line feeds of a comment."""
    pattern = r'"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'|/\*.*?\*/|//[^\n]*'
    return re.sub(pattern, lambda m: m[0] if m[0][0] in '"\'' else '\n' * m[0].count('\n'), text,
                  flags=re.S)


def room_of(path):
    """The row of the table to which a file belongs."""
    rows = [row for row in MAY_INCLUDE if path.startswith(row + '/')]
    return max(rows, key=len, default=None)


def includes(texts, path):
    """The files of this project that a file includes."""
    for name in re.findall(r'(?m)^#include "([^"]+)"', texts[path]):
        if name not in GENERATED:
            yield os.path.normpath(os.path.join(os.path.dirname(path), name))


def noun_of(path):
    """A source and its header count as one."""
    return os.path.splitext(path)[0]


def is_allowed(room, row, other):
    """A row also covers the directories below, unless room is one of them."""
    return other == row or (other.startswith(row + '/') and not room.startswith(row + '/'))


def wrong_includes(texts):
    """Includes from a directory that the table does not allow."""
    for path in sorted(texts):
        room = room_of(path)
        if room is None:
            yield path, 'is in a directory that MAY_INCLUDE does not name'
            continue
        for name in includes(texts, path):
            if name not in texts:
                yield path, f'includes {name}, which is not there'
                continue
            other = room_of(name)
            below = (other + '/').startswith(room + '/')
            if not below and not any(is_allowed(room, row, other) for row in MAY_INCLUDE[room]):
                yield path, f'includes {name}'


def circles(texts):
    """Files of one directory that include each other in a circle: each of them, with the way back to it."""
    below = collections.defaultdict(set)
    for path in texts:
        for name in includes(texts, path):
            if os.path.dirname(name) == os.path.dirname(path) and noun_of(name) != noun_of(path):
                below[noun_of(path)].add(noun_of(name))
    for start in sorted(below):
        ways, seen = [[start]], set()
        while ways:
            way = ways.pop(0)
            for noun in sorted(below[way[-1]]):
                if noun == start:
                    ways.clear()
                    names = [os.path.basename(step) for step in way + [start]]
                    yield start + '.c', 'is in a circle: ' + ' -> '.join(names)
                    break
                if noun not in seen:
                    seen.add(noun)
                    ways.append(way + [noun])


def functions(text):
    """(name, is static, body) of each function that a text defines."""
    pattern = r'(?m)^(?!#)([A-Za-z_][^;{}=\n]*(?:\n[ \t]+[^;{}=\n]*)*)\n\{\n(.*?)^\}'
    for found in re.finditer(pattern, text, re.S):
        head = re.sub(r'__attribute__\(\(.*?\)\)\)?', '', found[1], flags=re.S)
        name = re.search(r'(\w+)\(', head)
        if name and not head.startswith(('struct {', 'enum {')):
            yield name[1], bool(re.search(r'\bstatic\b', head)), found[2]


def undeclared(texts):
    """
    Public functions that are declared neither in the header with their file's name nor in the one
    with their directory's name, which is for other directories.
    """
    for path in sorted(texts):
        if not path.endswith('.c') or path in DECLARED_ELSEWHERE:
            continue
        room = room_of(path)
        header = ''.join(texts.get(name + '.h', '')
                         for name in (noun_of(path), f'{room}/{os.path.basename(room)}'))
        for name, is_static, _ in functions(texts[path]):
            if not is_static and name != 'main' and not re.search(rf'\b{name}\(', header):
                yield path, f'defines {name}(), which {noun_of(path)}.h does not declare'


def namesakes(texts):
    """Static functions with one name in several files. grep would find the wrong one."""
    where = collections.defaultdict(set)
    for path in texts:
        for name, is_static, _ in functions(texts[path]):
            if is_static:
                where[name].add(path)
    for name, paths in sorted(where.items()):
        for path in sorted(paths)[1:]:
            yield path, f'has a static {name}(), as {sorted(paths)[0]} has'


RULES = {
    'includes stand above': wrong_includes,
    'no circles of files': circles,
    'functions are declared in their own header': undeclared,
    'names of static functions are unique': namesakes,
}


def main():
    texts = sources()
    show = sys.argv[1:] == ['--list']
    number = failed = 0
    for rule, breaches_of in RULES.items():
        breaches = collections.defaultdict(list)
        for path, problem in breaches_of(texts):
            breaches[room_of(path) or os.path.dirname(path)].append(f'{path} {problem}')
        for room in MAY_INCLUDE:
            number += 1
            found = breaches[room]
            failed += bool(found)
            if show:
                print(*(f'{line}' for line in found), sep='\n', end='\n' if found else '')
                continue
            print('not ok' if found else 'ok', number, '-', f'{room}: {rule}')
            if found:
                print(*(f'# {line}' for line in found), sep='\n')
    if not show:
        print(f'1..{number}')
    return failed != 0


sys.exit(main())

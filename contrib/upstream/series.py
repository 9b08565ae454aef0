#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Make a branch of commits in a tree of ndctl: the commands, in parts to review.

Usage: series.py [--branch NAME] [--base COMMIT] TREE
       series.py --check

TREE is a clone of ndctl without changes that are not committed. The branch
(default: alias-check) begins at COMMIT, or else where it began the last time, or
else at HEAD. A branch of that name is made anew.

A part is made of files of this repository: their contents stay, but an include
names its file as ndctl does, <util/lib/xalloc.h>, and clang-format lays the lines out
by the tree's .clang-format. Only what stands in contrib/upstream/ is written for
ndctl's tree. Some of our fixtures come along as archives.

--check looks at the lists of files below: each source file of util/ is in one part,
or is left out for a reason. It prints TAP, and needs no tree.
"""
import argparse
import gzip
import json
import os
import posixpath
import re
import shutil
import subprocess
import sys
import tempfile

from parts import FILES, LEFT_OUT, LIBRARIES, PARTS, REASONS_PAGE, TREES

HERE = os.path.dirname(os.path.abspath(__file__))
TOP = os.path.dirname(os.path.dirname(HERE))
sys.path.append(os.path.join(TOP, "test", "fixtures"))

import store  # noqa: E402  pylint: disable=wrong-import-position

# Where the files are that are written for ndctl's tree.
WRITTEN = "contrib/upstream/"

INCLUDE = re.compile(r'^#include "([^"]+)"$', re.M)

# ndctl has its version in a macro, which versiondep defines.
GENERATED = {"pmemcap-version.h": "generator.h"}

# Names that differ there: this project's, where nothing outside of the tree depends on it; and one
# of ndctl's functions, which does not take NULL.
NAMES = [("PMEMCAP_", "PMEM_"), ('"pmemcap "', '"ndctl "'), ('"pmemcap-probe-"', '"ndctl-probe-"'),
         ("xstrdup(", "xstrdup_opt(")]


class Tree:
    """ndctl's tree, with what a commit changes in it."""

    def __init__(self, path):
        self.path = path
        # Sources of each library, what the libraries need beside LIBRARIES, and the features of
        # the commits so far.
        self.libraries = {}
        self.dependencies = {}
        self.features = set()
        # The programs that have one of the commands, and the options of the commits so far.
        self.tools = []
        self.options = {}
        self.unformatted = []

    def git(self, *arguments, **kwargs):
        return subprocess.run(("git", "-C", self.path) + arguments, check=True,
                              stdout=subprocess.PIPE, text=True, **kwargs).stdout

    def read(self, name):
        with open(os.path.join(self.path, name), encoding="utf-8") as file:
            return file.read()

    def write(self, name, text, mode=0o644):
        path = os.path.join(self.path, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        os.chmod(path, mode)

    def write_bytes(self, name, data):
        path = os.path.join(self.path, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(data)

    def has(self, name):
        return os.path.exists(os.path.join(self.path, name))

    def replace(self, name, old, new, count=1):
        text = self.read(name)
        if text.count(old) != count:
            raise ValueError(f"{name}: {text.count(old)} times {old!r}, not {count}")
        self.write(name, text.replace(old, new))

    def after(self, name, line, new):
        self.replace(name, line + "\n", line + "\n" + new)

    def lay_out(self):
        """The lines of what was brought, as the tree's style has them; not of what is written for it."""
        if self.unformatted and self.has(".clang-format"):
            subprocess.run(["clang-format", "-i", "--style=file", *self.unformatted], cwd=self.path, check=True)
        self.unformatted = []

    def commit(self, message):
        self.git("add", "--all")
        self.git("commit", "--quiet", "--signoff", "--file=-", input=message)


def ours(name):
    with open(os.path.join(TOP, name), encoding="utf-8") as file:
        return file.read()


def named_from_top(name, text):
    """The text with includes of other directories as ndctl writes them, and the headers."""
    headers = []

    def spell(match):
        if match[1] in GENERATED:
            return f'#include "{GENERATED[match[1]]}"'
        header = posixpath.normpath(posixpath.join(posixpath.dirname(name), match[1]))
        headers.append(header)
        if posixpath.dirname(header) == posixpath.dirname(name):
            return match[0]
        return f"#include <{header}>"

    for old, new in NAMES:
        text = text.replace(old, new)
    return INCLUDE.sub(spell, text), headers


def bring(tree, name):
    """A file of ours, and every header that it needs and the tree lacks."""
    for_the_tree = os.path.exists(os.path.join(TOP, WRITTEN, name))
    text, headers = named_from_top(name, written(name, tree.features) if for_the_tree else ours(name))
    tree.write(name, text)
    tree.unformatted.append(name)
    for table in re.findall(r'^#include "(\w+\.def)"$', text, re.M):
        tree.write(posixpath.join(posixpath.dirname(name), table),
                   ours(posixpath.join(posixpath.dirname(name), table)))
    for header in headers:
        if not tree.has(header):
            bring(tree, header)


def with_features(text, features):
    """The lines that a tree with these features has: "@if NAME", "@else" and "@end" stand alone."""
    lines, keep = [], [True]
    for line in text.splitlines(keepends=True):
        words = line.split()
        if words[:1] == ["@if"]:
            keep.append(keep[-1] and words[1] in features)
        elif words == ["@else"]:
            keep[-1] = keep[-2] and not keep[-1]
        elif words == ["@end"]:
            keep.pop()
        elif keep[-1]:
            lines.append(line)
    if len(keep) != 1:
        raise ValueError("an @if without @end")
    return "".join(lines)


def written(name, features):
    """A file that is written for ndctl's tree, as of a commit with these features."""
    return with_features(ours(WRITTEN + name), features)


def bring_library(tree, name, sources):
    """Bring sources, and add them to a static library. Those of WRITTEN are brought later."""
    for source in sources:
        if not os.path.exists(os.path.join(TOP, WRITTEN, f"util/{source}.c")):
            bring(tree, f"util/{source}.c")
    tree.libraries[name] = sorted({*tree.libraries.get(name, ()), *sources})


MARK = "\n# Access to persistent memory: what is possible, and why not.\n"


def write_libraries(tree):
    text = tree.read("util/meson.build").split(MARK)[0] + MARK
    there = [name for name in LIBRARIES if name in tree.libraries]
    for name in reversed(there):
        dependencies = LIBRARIES[name] + tree.dependencies.get(name, [])
        text += f"\npmem_{name} = static_library('pmem-{name}', [\n"
        text += "".join(f"  '{source}.c',\n" for source in tree.libraries[name])
        text += "  ],\n"
        if dependencies:
            text += f"  dependencies : [{', '.join(sorted(dependencies))}],\n"
        text += "  include_directories : root_inc,\n)\n"
    text += "\npmem_dep = declare_dependency(link_with : [\n"
    text += "".join(f"  pmem_{name},\n" for name in there)
    text += "])\n"
    tree.write("util/meson.build", text)


def write_version(tree, page):
    tree.write("util/report/generator.h", f"""/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PMEM_GENERATOR_H
#define PMEM_GENERATOR_H

#define PMEM_VERSION VERSION

/* The manual page that has all reasons. */
#define PMEM_REASONS_PAGE "{page}"

#endif
""")


def add_page(tree, tool, page, table, arguments):
    """A manual page, with the reasons that the table of the programs has."""
    directory = "Documentation/" + tool
    build = directory + "/meson.build"
    tree.replace(build, "\nfiledeps = [\n", f"""
reasons = custom_target('{table}',
  command : [reason_list, {arguments}],
  output : '{table}',
  capture : true,
)

filedeps = [
""")
    tree.after(build, f"  '{tool}-list.txt',", f"  '{page}.txt',\n")
    tree.replace(build, "depends : asciidoc_conf,", "depends : [asciidoc_conf, reasons],", 2)
    tree.replace(build, "'-andctl_version=@0@'.format(meson.project_version()),",
                 "'-andctl_version=@0@'.format(meson.project_version()),\n"
                 "        '-areasonsdir=@0@'.format(meson.current_build_dir()),", 2)


def words_of_sources():
    """Every word that the sources have, so also the name of each option of the kernel that they know."""
    words = set()
    for path, _, names in os.walk(os.path.join(TOP, "util")):
        for name in names:
            words.update(re.findall(r"\w+", ours(os.path.relpath(os.path.join(path, name), TOP))))
    return words


def reduce_configuration(path, known):
    """Leave the lines of a kernel's configuration whose options are known: the whole is most of an archive."""
    opener = gzip.open if path.endswith(".gz") else open
    with opener(path, "rt", encoding="utf-8") as file:
        lines = [line for line in file
                 if not (option := re.match(r"(?:# )?CONFIG_(\w+)", line)) or option[1] in known]
    text = "".join(lines).encode()
    with open(path, "wb") as file:
        file.write(gzip.compress(text, mtime=0) if path.endswith(".gz") else text)


def archive_of(fixture, known):
    """The tree of a fixture as tar.gz: the same bytes each time."""
    with tempfile.TemporaryDirectory() as work:
        top, archive = os.path.join(work, "tree"), os.path.join(work, "tree.tar")
        store.unpack(fixture, top)
        for name in store.tarball.walk(top):
            if re.fullmatch(r"boot/config-[^/]*|proc/config\.gz", name):
                reduce_configuration(os.path.join(top, name), known)
        store.tarball.pack(archive, top)
        with open(archive, "rb") as file:
            return gzip.compress(file.read(), mtime=0)


def add_trees(tree, expected):
    """Our fixtures, and what the command of this commit answers."""
    known = words_of_sources()
    for fixture in TREES:
        stem = "test/copied-trees/" + fixture
        if not tree.has(stem + ".tar.gz"):
            tree.write_bytes(stem + ".tar.gz", archive_of(fixture, known))
        for mine, theirs in expected.items():
            answer = json.loads(ours(f"test/fixtures/{fixture}/{mine}"))
            for key in ("generator", "time", "host"):
                answer.pop(key, None)
            for finding in answer["findings"]:
                del finding["doc"]
            tree.write("test/copied-trees/" + theirs.format(fixture),
                       json.dumps(answer, indent=1, ensure_ascii=False) + "\n")


def add_test(tree, script, suite):
    variable = script[:-len(".sh")].replace("-", "_")
    tree.after("test/meson.build", "track_uuid = find_program('track-uuid.sh')",
               f"{variable} = find_program('{script}')\n")
    tree.after("test/meson.build", "  [ 'track-uuid.sh',          track_uuid,\t  'ndctl' ],",
               f"""  [ {"'" + script + "',":<26}{variable + ",":<20}{"'" + suite + "'":<7} ],\n""")


def add_reason_list(tree):
    """The program that prints the reasons for the manual pages, while they are built."""
    text, _ = named_from_top("Documentation/reason-list.c", ours("Documentation/reason-list.c"))
    tree.write("Documentation/reason-list.c", text)
    tree.unformatted.append("Documentation/reason-list.c")
    tree.replace("meson.build", "if get_option('docs').enabled()\n  subdir('Documentation/ndctl')",
                 """if get_option('docs').enabled()
  reason_list = executable('reason-list',
    'Documentation/reason-list.c',
    'util/judge/reasons.c',
    include_directories : root_inc,
    native : true,
  )
  subdir('Documentation/ndctl')""")


def complete(tree, tool, options):
    """Options with a value, in the completion of a program for bash."""
    name = "contrib/ndctl"
    words = "".join(f"|--{option}" for option in options)
    text, count = re.subn(rf"(\n__{tool}comp\(\)\n.*?== @\([^)]*)", lambda match: match[1] + words,
                          tree.read(name), count=1, flags=re.S)
    if not count:
        raise ValueError(f"{name}: no pattern of {tool}'s options")
    tree.write(name, text)
    cases = ""
    for option, offered in options.items():
        if offered == FILES:
            cases += f'\t\t--{option})\n\t\t\t__ndctl_file_comp "$cur_arg"\n\t\t\treturn\n\t\t\t;;\n'
        elif offered:
            cases += f'\t\t--{option})\n\t\t\topts="{offered}"\n\t\t\t;;\n'
    last = f'\t\t*)\n\t\t\treturn\n\t\t\t;;\n\t\tesac\n\t\t__{tool}comp "$opts" "$cur_arg"\n'
    tree.replace(name, last, cases + last)


def add_options(tree, part):
    """A program that has a command completes the options of this commit; a new one, all so far."""
    for tool in tree.tools:
        if part.options:
            complete(tree, tool, part.options)
    tree.options.update(part.options)
    if part.command:
        complete(tree, part.command.tool, tree.options)
        tree.tools.append(part.command.tool)


def add_command(tree, command):
    """A command of daxctl or ndctl: the lines in the tree's own files."""
    tool, name = command.tool, command.name
    function = "cmd_" + name.replace("-", "_")
    tree.after(f"{tool}/meson.build", "  'list.c',", f"  '{name}.c',\n")
    tree.replace(f"{tool}/meson.build", *command.dependencies)
    prototype = "int {}(int argc, const char **argv, struct {}_ctx *ctx);"
    tree.after(f"{tool}/builtin.h", prototype.format("cmd_list", tool),
               prototype.format(function, tool) + "\n")
    tree.after(f"{tool}/{tool}.c", '\t{ "list", ' + command.call.format("cmd_list") + " },",
               f'\t{{ "{name}", ' + command.call.format(function) + " },\n")
    if not tree.has("Documentation/reason-list.c"):
        add_reason_list(tree)
    add_page(tree, tool, f"{tool}-{name}", command.table, command.table_of)
    for script in command.tests:
        add_test(tree, script, command.suite)
    add_trees(tree, command.expected)


def add_zlib(tree):
    tree.after("meson.build", "json = dependency('json-c')", "zlib = dependency('zlib')\n")
    if tree.has("ndctl.spec.in"):
        tree.after("ndctl.spec.in", "BuildRequires:	pkgconfig(json-c)",
                   "BuildRequires:	pkgconfig(zlib)\n")


def add_function(tree, name):
    """HAVE_NAME in config.h: does the C library have this function?"""
    tree.replace("meson.build", "]\n  conf.set10('HAVE_' + ident", f", '{name}']\n  conf.set10('HAVE_' + ident")
    mark = "/* Define to 1 if you have the `secure_getenv' function. */\n"
    tree.replace("config.h.meson", mark, f"/* Define to 1 if you have the `{name}' function. */\n"
                 f"#mesondefine HAVE_{name.upper()}\n\n" + mark)


def is_due(name, tree):
    """Does a file of WRITTEN belong to the tree by now? A command brings its page and test."""
    stem = posixpath.splitext(posixpath.basename(name))[0]
    if name.startswith("util/"):
        return any(posixpath.splitext(name)[0] == "util/" + source
                   for sources in tree.libraries.values() for source in sources)
    if name.startswith("test/"):
        return any(posixpath.basename(name) in part.command.tests for part in PARTS
                   if part.command and part.feature in tree.features)
    return any(stem in (command, tool) for command, tool in
               ((feature, f"{tool}-{feature}") for feature in tree.features for tool in ("daxctl", "ndctl")))


def written_names():
    top = os.path.join(TOP, WRITTEN)
    for path, _, names in os.walk(top):
        for name in sorted(names):
            name = os.path.relpath(os.path.join(path, name), top)
            if os.path.dirname(name) and "__pycache__" not in name:
                yield name


def apply(tree, part):
    """Make one commit."""
    tree.features.add(part.feature)
    for library, more in part.dependencies.items():
        tree.dependencies[library] = tree.dependencies.get(library, []) + more
    if part.zlib:
        add_zlib(tree)
    for name in part.functions:
        add_function(tree, name)
    for library, sources in part.sources.items():
        bring_library(tree, library, sources.split())
    for name in written_names():
        if is_due(name, tree):
            tree.write(name, written(name, tree.features), 0o755 if name.endswith(".sh") else 0o644)
    if "report" in tree.libraries:
        write_version(tree, next(page for feature, page in REASONS_PAGE if feature in tree.features))
    write_libraries(tree)
    if part.command:
        add_command(tree, part.command)
    if tree.has("contrib/ndctl"):
        add_options(tree, part)
    tree.lay_out()
    tree.commit(part.message)


def too_early(there):
    """Files that use a function of a later part, by what they include."""
    so_far = set()
    for part in PARTS:
        names = [f"util/{source}.c" for sources in part.sources.values() for source in sources.split()]
        so_far.update(names)
        for name in names:
            if os.path.exists(os.path.join(TOP, WRITTEN, name)):
                headers = re.findall(r"^#include <(util/.*)>$", written(name, {part.feature}), re.M)
            else:
                _, headers = named_from_top(name, ours(name))
            for header in headers:
                source = posixpath.splitext(header)[0] + ".c"
                if source in there and source not in so_far:
                    yield f"{name}: is in the part {part.feature}, and needs {source} of a later one"


def not_completed():
    """Options that take a value and that their part does not name for the completion, or the reverse."""
    features, before = set(), set()
    for part in PARTS:
        features.add(part.feature)
        if not any(other.command for other in PARTS if other.feature in features):
            continue
        now = set(re.findall(r'OPT_(?:STRING|FILENAME|UINTEGER)\(\S+ "([\w-]+)"',
                             written("util/base-options.h", features)))
        for option in sorted((now - before) ^ set(part.options)):
            yield f"--{option}: in the part {part.feature}, one of base-options.h and parts.py has it"
        before = now


def check():
    """Is each source file in one part, or left out for a reason? Is it there when it is needed? As TAP."""
    problems = []
    named = [f"util/{source}.c" for part in PARTS for sources in part.sources.values()
             for source in sources.split()]
    there = {os.path.relpath(os.path.join(path, name), TOP)
             for path, _, names in os.walk(os.path.join(TOP, "util")) for name in names
             if name.endswith(".c")}
    for_the_tree = {name for name in written_names() if name.endswith(".c")}
    left_out = {name for name in there for prefix in LEFT_OUT if name.startswith(prefix)}
    problems += [f"{name}: in no part of parts.py, and not in LEFT_OUT"
                 for name in sorted(there - left_out - set(named))]
    problems += [f"{name}: in parts.py, and not in util/"
                 for name in sorted(set(named) - there - for_the_tree)]
    problems += [f"{name}: in two parts" for name in sorted(set(named)) if named.count(name) > 1]
    problems += [f"{name}: in a part and in LEFT_OUT" for name in sorted(left_out & set(named))]
    problems += [f"{prefix}: in LEFT_OUT, and not there" for prefix in LEFT_OUT
                 if not any(name.startswith(prefix) for name in there)]
    problems += [f"{library}: no library of LIBRARIES" for part in PARTS for library in part.sources
                 if library not in LIBRARIES]
    sentences = {
        "each source file of util/ is in one part of the series, or left out for a reason": problems,
        "no part uses a file of a later one": list(too_early(there)),
        "each part completes its options that take a value": list(not_completed()),
    }
    print(f"1..{len(sentences)}")
    for number, (sentence, wrong) in enumerate(sentences.items(), 1):
        print("not ok" if wrong else "ok", number, "-", sentence)
        for problem in wrong:
            print("#", problem)
    return any(sentences.values())


def find_base(tree, branch, wanted):
    """Where the branch begins: as wanted, or where it began the last time, or at HEAD."""
    if not wanted and tree.git("branch", "--list", branch):
        wanted = tree.git("config", "--default=", f"branch.{branch}.seriesBase").strip()
        if not wanted:
            sys.exit(f"{branch}: not a branch that this program has made; say --base")
    return tree.git("rev-parse", "--verify", (wanted or "HEAD") + "^{commit}").strip()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--branch", default="alias-check")
    parser.add_argument("--base")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("tree", nargs="?")
    arguments = parser.parse_args()
    if arguments.check:
        sys.exit(check())
    if not arguments.tree:
        parser.error("which tree of ndctl?")
    tree = Tree(arguments.tree)
    if tree.has(".clang-format") and not shutil.which("clang-format"):
        sys.exit("clang-format is not installed: the lines would not be as ndctl has them")
    if tree.git("status", "--porcelain"):
        sys.exit(f"{tree.path}: has changes that are not committed")
    base = find_base(tree, arguments.branch, arguments.base)
    tree.git("checkout", "--quiet", "-B", arguments.branch, base)
    tree.git("config", f"branch.{arguments.branch}.seriesBase", base)
    for part in PARTS:
        apply(tree, part)
    print(tree.git("log", "--reverse", "--shortstat", "--format=%h %s", base + ".."), end="")


if __name__ == "__main__":
    main()

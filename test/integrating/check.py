#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""
Follow Documentation/integrating.md in a tree of ndctl's shape.

Then build that tree, and compare the output of its programs with the output of ours. Prints TAP.
Usage: check.py DAXCTL NDCTL
"""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
TOP = os.path.dirname(os.path.dirname(HERE))
sys.path.insert(0, os.path.join(TOP, "test", "fixtures"))

from common import trees  # noqa: E402  pylint: disable=wrong-import-position

PAGE = os.path.join(TOP, "Documentation", "integrating.md")

# Files that ndctl has, or had, below util/, ndctl/ and daxctl/, without their suffixes. Our files
# must have other names.
THEIRS = {
    "util": """abspath bitmap event_trace filter fletcher help hexdump iomem
        json-smart json keys list log main parse-configs parse-options path
        size strbuf sysfs usage util wrapper""",
    "ndctl": """action bat builtin bus check create-nfit dimm filter
        inject-error inject-smart json-smart json keys libndctl-nfit libndctl
        list load-keys monitor namespace ndctl region test""",
    "daxctl": """acpi builtin daxctl device filter json libdaxctl list
        migrate""",
}

# Functions of ndctl's programs. Ours must have other names.
SYMBOLS = """alloc_nr astrcat bitmap_alloc bitmap_clear bitmap_set cmd_help
    cmd_list cmd_read_labels cmd_version daxctl_devs_to_json die do_log error
    filter_init_bus fletcher64 help_show_man_page hex_dump_to_buffer
    iomem_get_dev_resource is_absolute_path log_init log_stderr log_syslog
    main_handle_internal_command main_handle_options mkpath opt_parse
    parse_config_all parse_options parse_options_check parse_options_end
    parse_options_start parse_options_step parse_options_subcommand
    parse_options_usage parse_size64 prefix_filename prefixcmp
    print_separated_cpulist set_die_routine strbuf_add strbuf_addf
    strbuf_avail strbuf_grow strbuf_init strbuf_release sysfs_read_attr
    sysfs_write_attr sysfs_write_attr_quiet usage usage_with_options
    util_abort util_badblock_rec_to_json util_bus_filter util_bus_to_json
    util_cxl_bus_filter util_dax_badblocks_to_json util_dax_region_filter
    util_daxctl_dev_to_json util_daxctl_devs_to_list
    util_daxctl_region_filter util_daxctl_region_to_json util_dimm_filter
    util_dimm_firmware_to_json util_dimm_health_to_json util_dimm_to_json
    util_display_json_array util_filter_walk util_json_new_size
    util_json_object_hex util_json_object_size util_log util_mapping_to_json
    util_modalias_to_module util_namespace_filter util_namespace_to_json
    util_nsmode util_nsmode_name util_option_exec util_raw_uuid
    util_region_badblocks_to_json util_region_capabilities_to_json
    util_region_filter util_region_to_json vreportf warning xcalloc xmalloc
    xrealloc xstrdup xzalloc""".split()

count = failed = 0


def check(name, problem=None):
    """Print one line of TAP. problem is a text, or None."""
    global count, failed
    count += 1
    if problem:
        failed += 1
        print("not ok", count, "-", name)
        for line in str(problem).splitlines()[-30:]:
            print("#", line)
    else:
        print("ok", count, "-", name)
    return not problem


def run(*command, **kwargs):
    return subprocess.run(command, capture_output=True, text=True, **kwargs)


def steps():
    """The page's blocks in order: (kind, file, line, text)."""
    with open(PAGE, encoding="utf-8") as page:
        text = page.read()
    for block in re.finditer(r"^```(\w+)\n(.*?)^```$", text, re.M | re.S):
        kind, content = block.groups()
        if kind == "sh":
            yield "run", None, None, content
            continue
        # The sentence before the block names the file.
        before = text[:block.start()].rstrip().rsplit("\n\n", 1)[-1].replace("\n", " ")
        after = re.search(r"In `([^`]+)`, after `([^`]+)`:$", before)
        end = re.search(r"[Aa]t the end of `([^`]+)`[^`]*:$", before)
        if after:
            yield "insert", after[1], after[2], content
        elif end:
            yield "append", end[1], None, content
        else:
            raise ValueError("where does this block go? " + before)


def do(step, tree):
    """Do one step. Returns a problem, or None."""
    kind, name, line, content = step
    if kind == "run":
        done = run("sh", "-euc", content, env=dict(os.environ, **{"from": TOP, "to": tree}))
        return done.stderr + "failed: " + content if done.returncode else None
    path = os.path.join(tree, name)
    with open(path, encoding="utf-8") as file:
        lines = file.read().splitlines(keepends=True)
    if kind == "append":
        lines.append(content)
    else:
        places = [i for i, text in enumerate(lines) if text.rstrip("\n") == line]
        if len(places) != 1:
            return f"{name}: {len(places)} lines are {line!r}"
        lines.insert(places[0] + 1, content)
    with open(path, "w", encoding="utf-8") as file:
        file.write("".join(lines))
    return None


def files_below(directory):
    return {os.path.relpath(os.path.join(path, name), directory)
            for path, _, names in os.walk(directory) for name in names}


def clashes(names):
    """Sources in ndctl's directories that have a name of ndctl's."""
    for name in sorted(names):
        directory, base = os.path.split(name)
        stem, end = os.path.splitext(base)
        if directory in THEIRS and end in (".c", ".h") and stem in THEIRS[directory].split():
            yield name


def same(ours, theirs, arguments, **kwargs):
    """Are the answers equal except for version and time? Returns the problem, or None."""
    answers = []
    for program in ours, theirs:
        done = run(program, *arguments, **kwargs)
        text = re.sub(r'"(generator|time)":"[^"]*"', "", done.stdout)
        # The doc key names another manual page there.
        text = re.sub(r'"doc":"[^"#]*#', '"doc":"#', text)
        answers.append((done.returncode, text, done.stderr))
    if answers[0] == answers[1]:
        return None
    return f"{arguments}: {answers[0][0]} and {answers[1][0]}\n" + "\n".join(
        answers[1][2].splitlines() + answers[1][1].splitlines()[:20])


def compare(name, command, ours, theirs):
    fixtures = sorted(entry.path for entry in os.scandir(trees()) if entry.is_dir())
    for fixture in fixtures:
        for more in [], ["-vv"], ["--text", "-v"]:
            problem = same(ours, theirs, [command, "--sysroot=" + fixture] + more)
            if not check(" ".join([name, os.path.basename(fixture)] + more), problem):
                break
    check(name + " of this machine", same(ours, theirs, [command, "-v"]))
    for arguments in (["-h"], ["--list-opts"], ["--nonsense"], ["more"], ["--require=nonsense"],
                      ["--require=fsdax"], ["--require=block", "--sysroot=" + fixtures[0]]):
        check(" ".join([name] + arguments[:1]), same(ours, theirs, [command] + arguments))
    done = subprocess.run(["sh", "-c", '"$@" >/dev/full', "sh", theirs, command],
                          capture_output=True, check=False)
    check(name + " into a full device fails", done.returncode != 1 and done.returncode)
    listed = run(theirs, "--list-cmds").stdout.split()
    check(name + " is listed once", None if listed.count(command) == 1 else listed)


def main():
    ours = {"daxctl": os.path.abspath(sys.argv[1]), "ndctl": os.path.abspath(sys.argv[2])}
    with tempfile.TemporaryDirectory() as directory:
        tree = os.path.join(directory, "tree")
        build = os.path.join(directory, "build")
        shutil.copytree(os.path.join(HERE, "tree"), tree)
        before = files_below(tree)
        for number, step in enumerate(steps(), 1):
            if not check(f"step {number}: {step[0]} {step[1] or ''}", do(step, tree)):
                return
        added = files_below(tree) - before
        check("no file has the name of one of ndctl's", "\n".join(clashes(added)))
        check("no front end comes along",
              "\n".join(name for name in added if re.search(r"front-end|(nd|dax)ctl\.c$", name)))

        done = run("meson", "setup", "-Dwerror=true", build, tree)
        if not check("meson setup", done.stdout + done.stderr if done.returncode else None):
            return
        done = run("meson", "compile", "-C", build)
        if not check("it compiles, as gnu99 and without a warning",
                     done.stdout + done.stderr if done.returncode else None):
            return
        used = run("ninja", "-C", build, "-t", "deps").stdout
        check("with no header from here",
              "\n".join(line for line in used.splitlines() if TOP + "/" in line)
              if ".h" in used else "no headers are known")
        symbols = set()
        for name in files_below(build):
            if name.endswith(".o") and "main.c" not in name and not name.endswith("ctl.c.o"):
                listed = run("nm", "-g", "--defined-only", os.path.join(build, name)).stdout
                symbols |= {line.split()[-1] for line in listed.splitlines()}
        check("no function has the name of one of ndctl's",
              " ".join(symbols & set(SYMBOLS)) if "cmd_pmem_status" in symbols else "nothing found")

        compare("ndctl pmem-status", "pmem-status", ours["ndctl"],
                os.path.join(build, "ndctl", "ndctl"))
        compare("daxctl alias-check", "alias-check", ours["daxctl"],
                os.path.join(build, "daxctl", "daxctl"))
        for page, word in (("ndctl/ndctl-pmem-status", "ns-raw-mode"),
                           ("daxctl/daxctl-alias-check", "cpu-dcache-aliasing")):
            with open(os.path.join(build, "Documentation", page + ".1"), encoding="utf-8") as file:
                text = file.read().replace("\\-", "-")
            check("manual page " + page, None if word in text else "no " + word)
            foreign = re.findall(r"pmemcap-reasons|/(?:nd|dax)ctl-\S+", text)
            check("and names no page or program that is not there", " ".join(foreign))


try:
    main()
except (OSError, ValueError) as error:
    check("the page can be followed", error)
print(f"1..{count}")
sys.exit(failed != 0)

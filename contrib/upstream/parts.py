# SPDX-License-Identifier: GPL-2.0-only
"""The commits of series.py: which files each brings, and what its message says."""
import dataclasses

# The libraries, each before those that it uses; and the dependencies of each.
LIBRARIES = {
    "options": ["daxctl_dep", "json"],
    "capture": ["json", "zlib"],
    "report": ["json", "versiondep"],
    "probe": [],
    "judge": [],
    "observe": ["daxctl_dep", "json"],
    "facts": ["json"],
    "proc": [],
    "lib": [],
}

# Sources of util/ that no part brings, by the start of their names, and why.
LEFT_OUT = {
    "util/proc/child-output": "reads what the distribution's program prints: ndctl is that program",
    "util/report/report": "chooses among the formats: util/base-options.c does that",
    "util/cli/": "the options and the front end of the programs here: ndctl has its own",
}

# Fixtures that the series brings, as test/copied-trees: one of each kind of memory, and one without
# DAX.
TREES = ["x86-612-nfit", "mips64-612-alias", "x86-612-cxl-pmem"]

# The manual page that has all reasons, by the last feature that is there.
REASONS_PAGE = [
    ("pmem-status", "ndctl-pmem-status(1)"),
    ("report", "daxctl-alias-check(1)"),
]


@dataclasses.dataclass
class Command:
    """A command of a program, and where it goes in the tree's own files."""
    tool: str
    name: str
    dependencies: tuple  # lines of its meson.build, and the same with ours
    call: str            # how the table of commands names a function
    table: str           # the reasons in its manual page, and which these are
    table_of: str
    suite: str
    tests: tuple
    expected: dict       # for each of TREES: the answers of our fixture, and their names there


FILES = "names of files"


@dataclasses.dataclass
class Part:
    """One commit. Features choose the lines of the files in contrib/upstream ("@if")."""
    feature: str
    message: str
    # By library: the files that it brings, without util/ and .c. A file of this name in
    # contrib/upstream is taken in place of ours.
    sources: dict = dataclasses.field(default_factory=dict)
    dependencies: dict = dataclasses.field(default_factory=dict)
    zlib: bool = False
    # Functions that the C library may lack: HAVE_... in config.h.
    functions: list = dataclasses.field(default_factory=list)
    command: Command = None
    # The options with a value that it adds to the commands, and what the completion for bash offers:
    # FILES, or words.
    options: dict = dataclasses.field(default_factory=dict)


ALIAS_CHECK = Command(
    tool="daxctl", name="alias-check", call=".d_fn = {}",
    dependencies=("    util_dep,\n", "    util_dep,\n    pmem_dep,\n"),
    table="reasons-host.txt", table_of="'host'", suite="dax",
    tests=("alias-check.sh", "copied-trees.sh"), expected={"expected.json": "{}-host.json"})

PMEM_STATUS = Command(
    tool="ndctl", name="pmem-status", call="{{ {} }}",
    dependencies=("deps = [\n  util_dep,\n", "deps = [\n  util_dep,\n  pmem_dep,\n"),
    table="reasons.txt", table_of="'all'", suite="ndctl",
    tests=("pmem-status.sh",), expected={"expected-status.json": "{}-status.json"})

PARTS = [
    Part(
        "lib",
        """util/lib: add helpers for text, memory and messages

daxctl alias-check and ndctl pmem-status, which follow, print text that
comes from files: names, labels, command lines. These helpers build such
text, escape control characters in it, and end the program with one
sentence when memory runs out.
""",
        {
            "lib": """
                lib/errno-name lib/escape lib/exit-status lib/io lib/memory-limit lib/message lib/size lib/textbuf lib/xalloc""",
        },
        functions=["strerrorname_np"],
    ),
    Part(
        "proc",
        """util/proc: run a command within a time limit

A read of sysfs or of a file on a network file system can block in the
kernel, where no signal reaches it. A command that monitoring starts must
end all the same.

Run the command in a child process. The child announces each file before
it reads it. A child that is stuck is left behind, and another one reads
everything but that file.
""",
        {
            "proc": "proc/bounded proc/privilege proc/progress proc/streams",
        },
        functions=["close_range"],
    ),
    Part(
        "facts",
        """util/facts: add what is known about a host

Data types for what the observers read about a host and, in inventory.h,
about devices, file systems and mounts; and the functions that release
them. With them stands what follows from facts alone: the words of the
kernel's command line, such as memmap=, the names of modules and options,
and the arithmetic of CXL. There is no I/O here.
""",
        {
            "facts": """
                facts/boot-words facts/cxl facts/host facts/inventory facts/kernel-names""",
        },
    ),
    Part(
        "read",
        """util/observe: read files of this machine or of a copied tree

All paths can start at the top of a copied tree in place of the root:
links in it are resolved beneath its top. A file that cannot be read is
noted, with the answers that lack it.
""",
        {
            "observe": """
                observe/read/enter observe/read/reader observe/read/sysfs observe/read/sysroot
                observe/record/errors observe/record/json""",
        },
    ),
    Part(
        "record",
        """util/observe: keep what a copied tree cannot hold

A copy of /proc and /sys lacks what only a system call tells: the page
size, the nodes in /dev, which file did not answer. A record in JSON
beside the copy holds these. Each part has a function that writes it and
one that reads it.
""",
        {
            "observe": """
                observe/omissions observe/record/host observe/record/inventory
                observe/record/record""",
        },
    ),
    Part(
        "dax",
        """util/observe: read dax devices and the drivers of buses

Devices and regions show what the kernel supports where nothing else
tells. They are read through libdaxctl. What it does not tell is read from
sysfs.
""",
        {
            "observe": """
                observe/nd/attributes observe/nd/buses observe/nd/dax observe/nd/dax-bus
                observe/nd/dax-library observe/nd/dax-memory observe/nd/dax-range observe/nd/libraries observe/nd/seeds""",
        },
    ),
    Part(
        "host",
        """util/observe: read what decides on DAX of a host

Read the kernel's configuration, symbols, log and command line, the CPU
and its caches, the modules, and what keeps modules from being loaded.
There is one file per source.

zlib is new to the build: it unpacks /proc/config.gz. libkmod, which the
tree has, tells about modules.
""",
        {
            "facts": "facts/mount-options",
            "observe": """
                observe/observe observe/block/dax-mounts observe/block/mountinfo
                observe/host/bootlog observe/host/cmdline observe/host/colour-probe
                observe/host/cpu-cache observe/host/cpuinfo observe/host/installed observe/host/kconfig
                observe/host/kernel observe/host/machine observe/host/machine-config
                observe/host/machine-cpuinfo observe/host/machine-guess observe/host/machine-log
                observe/host/machine-program observe/host/machine-uname observe/host/module-index
                observe/host/module-rules observe/host/modules observe/host/symbols""",
        },
        dependencies={"observe": ["kmod", "zlib"]},
        zlib=True,
    ),
    Part(
        "judge",
        """util/judge: decide which access a host supports

Decide, from the facts alone, whether the host supports fsdax, devdax and
the other modes. An answer is yes, no or unknown. Each "no" and "unknown"
has a reason from one table, which also has the message and the remedy.

The rules are those of the kernel: cpu_dcache_is_aliasing() and the
conditions in Kconfig and in the drivers. Each names its source.
""",
        {
            "judge": """
                judge/arch judge/device-class judge/findings judge/object-verdict judge/reasons
                judge/verdict judge/host/bus-seen judge/host/check judge/host/classes judge/host/cpu
                judge/host/dax-seen judge/host/host judge/host/host-findings judge/host/modes
                judge/host/modules judge/host/options""",
        },
    ),
    Part(
        "report",
        """util/report: print a host's answer as JSON

Print the verdict, its reasons and their sources. Nothing is decided
here.
""",
        {
            "report": """
                report/cxl-keys report/filter report/host-keys report/json report/json-cxl
                report/json-objects report/json-values
                report/keys report/ndctl-values report/object-keys report/units""",
        },
    ),
    Part(
        "alias-check",
        """daxctl: add an alias-check command

Since v6.9 the kernel leaves DAX out where cpu_dcache_is_aliasing() is
true, in place of a list of architectures. alloc_dax() then refuses, and
the pmem driver goes on without DAX. No attribute in sysfs says so.
Whether a host can have fsdax or devdax also depends on the configuration
and on modules.

daxctl alias-check prints as JSON which modes the host supports, and for
each mode that it does not support the reasons and remedies. It only
reads, and needs no persistent memory.

test/copied-trees.sh compares its answers for copied trees of three
machines with what is known of them. It needs neither root nor nfit_test.
""",
        {
            "options": "base-options",
        },
        command=ALIAS_CHECK,
        options={"sysroot": FILES, "timeout": ""},
    ),
    Part(
        "inventory",
        """util/observe: read buses, namespaces, disks and mounts

Read what stands on persistent memory: buses, DIMMs, regions and
namespaces through libndctl, the disks of namespaces and the devices that
device-mapper builds on them, the file systems, and where each is mounted
with which options.

What libndctl does not tell is read from sysfs: a missing attribute and
an unreadable one are different facts.
""",
        {
            "observe": """
                observe/observe-inventory observe/block/blank observe/block/block observe/block/dm-table
                observe/block/find-disk observe/block/loop observe/block/mount-namespaces
                observe/block/mount-sample observe/block/mounts
                observe/block/superblock observe/block/swaps observe/block/udev observe/host/environment
                observe/nd/bus observe/nd/cxl observe/nd/cxl-decoder
                observe/nd/cxl-memdev observe/nd/cxl-place observe/nd/cxl-region observe/nd/dimm observe/nd/firmware-memmap
                observe/nd/holder-class observe/nd/library observe/nd/namespace observe/nd/nd
                observe/nd/papr-nodes observe/nd/region observe/nd/region-range""",
        },
        dependencies={"observe": ["libudev", "ndctl_dep"]},
    ),
    Part(
        "objects",
        """util/judge: decide which access a namespace or mount has

For each region, namespace, dax device, disk, file system and mount
decide from the facts which access it has, and why not. The checks follow
those of dax_supported(), of the file systems and of device-mapper.
""",
        {
            "judge": """
                judge/obj/bus judge/obj/capacity judge/obj/cxl judge/obj/cxl-kernel
                judge/obj/cxl-memdev judge/obj/cxl-region judge/obj/cxl-window judge/obj/dax judge/obj/dimm
                judge/obj/disk judge/obj/disk-state judge/obj/filesystem judge/obj/info-block
                judge/obj/inventory judge/obj/mount judge/obj/namespace judge/obj/nothing
                judge/obj/object judge/obj/object-check judge/obj/platform judge/obj/probe
                judge/obj/region judge/obj/state judge/obj/target-kernel""",
        },
    ),
    Part(
        "pmem-status",
        """ndctl: add a pmem-status command

ndctl list shows how a namespace is configured: mode "fsdax". Whether an
application gets DAX depends on more: the host, the info block, partitions
and device-mapper between the namespace and the file system, the file
system's block size, and the options and state of each mount.

ndctl pmem-status prints as JSON the access that each region, namespace,
disk, file system and mount has, with reasons and remedies. The host's
answer is that of daxctl alias-check. It only reads.

test/pmem-status.sh compares it with ndctl list on nfit_test, and
test/copied-trees.sh with what is known of three other machines.
""",
        {
            "report": "report/filter-findings report/selection",
        },
        command=PMEM_STATUS,
    ),
    Part(
        "text",
        """ndctl, daxctl: print the access of pmem as text

The object of pmem-status is long, and whoever asks why a mount has no DAX
reads only a few of its keys. --text prints the answer for each mode, a
row for each object, and each finding with its remedy, in the columns of
the terminal. NO_COLOR turns colours off.
""",
        {
            "report": "report/page report/table report/text report/text-cxl report/text-findings "
                      "report/text-objects",
        },
    ),
    Part(
        "explain",
        """ndctl, daxctl: explain a reason by its id

--explain prints cause, source and remedy of one reason, from the table
that the findings and the manual pages have. It looks at nothing, so an id
from another host's answer can be explained.
""",
        {
            "report": "report/explain",
        },
        options={"explain": ""},
    ),
    Part(
        "require",
        """ndctl, daxctl: require an access, and tell by the exit status

A script that provisions a host asks one question: is fsdax there? With
--require=fsdax the exit status is 0 for yes, 2 for no and 3 for unknown,
and a line on stderr names what is the cause. --quiet leaves out the
object.
""",
        {
            "judge": "judge/requirement judge/requirement-objects",
            "report": "report/requirement-report",
        },
        options={"require": "fsdax devdax block map-sync system-ram dm-dax virtiofs-dax"},
    ),
    Part(
        "probe",
        """ndctl: test unused devices on request

Attributes show what a driver has announced. --probe asks the kernel
itself: it loads a read-only dm-linear table on an unused disk and never
resumes it, maps an unused dax device, and creates a file without a name
on a mount. It needs root, and leaves nothing behind, even if it is
killed.
""",
        {
            "proc": "proc/guardian proc/worker",
            "probe": "probe/dax probe/disk probe/dm probe/mount probe/probe",
        },
    ),
    Part(
        "kernel",
        """ndctl, daxctl: judge a kernel before it is booted

--kernel=RELEASE reads configuration and modules of an installed kernel in
place of the running one's: will DAX be there after the next boot? The CPU
and the command line are those of the running system.
""",
        options={"kernel": ""},
    ),
    Part(
        "capture",
        """ndctl, daxctl: capture what an answer was made from

A report of "no DAX here" needs the files that show why. --capture writes
them as a tree or an archive, reduced to what decides, and --sysroot takes
either: the same answer on another machine, whatever that has.

An archive may be a stranger's. Root unpacks and reads it as user 65534, if
it has CAP_SETUID, CAP_SETGID and CAP_KILL and the run has a time limit
(not with --timeout=0).
""",
        {
            "capture": """
                capture/archive capture/capture capture/enter capture/mirror capture/reduce
                capture/table capture/target capture/target-kind capture/tree capture/undo capture/unpack""",
        },
        options={"capture": FILES},
    ),
    Part(
        "formats",
        """ndctl, daxctl: print for a shell and for Prometheus

--format=env prints assignments that a shell can eval without a JSON
parser, as early boot has none. --format=openmetrics prints gauges for
the textfile collector of node_exporter.
""",
        {
            "report": "report/env report/openmetrics",
        },
        options={"format": "json text env openmetrics"},
    ),
]

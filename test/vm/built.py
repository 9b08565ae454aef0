# SPDX-License-Identifier: GPL-2.0-only
"""
Kernels built from Debian's source packages, each of them small and with next to nothing as a
module: x86 with one option changed, MIPS64 for QEMU's malta board, whose CPU decides whether the data
cache aliases, and PowerVM's guest, because Debian's kernel for it has no driver for its NVDIMMs.
"""

import os
import pathlib
import re
import shutil
import subprocess
import time

import cross
import debian
from debian import Missing, Trouble, call, say
from kernels import HERE, Kernel, make_initramfs
from recipes import BUILT, TARGETS

PACKAGES = ['bc', 'bison', 'flex', 'gcc', 'libc6-dev', 'libelf-dev', 'libssl-dev', 'make', 'tar',
            'xz-utils']


def configuration(recipe):
    """The text that Kconfig is given: the fragments, with the recipe's changes."""
    lines = []
    for fragment in recipe.fragments:
        lines += (HERE / f'kernels/{fragment}.config').read_text().splitlines()
    kept = [line for line in lines if line.split('=')[0].removeprefix('CONFIG_') not in recipe.options]
    kept += [f'CONFIG_{name}={value}' for name, value in sorted(recipe.options.items())]
    return '\n'.join(kept) + '\n'


def stamp_of(recipe, package):
    """What the result depends on."""
    files = ['kernels/malta-pmem.dts', 'kernels/pseries-dcbf.h', 'witness/witness.c', 'witness/Makefile', 'built.py']
    return '\n'.join([package, configuration(recipe), repr(TARGETS[recipe.machine]),
                      *((HERE / name).read_text() for name in files)])


def source_tree(package, work):
    """The unpacked source."""
    tree = work / package.split('=')[0]
    if tree.is_dir():
        return tree
    say(f'# unpacking {package}')
    debian.download_and_unpack([package], work / 'package')
    half = work / 'half'
    shutil.rmtree(half, ignore_errors=True)
    half.mkdir()
    archive = next((work / 'package/usr/src').glob('linux-source-*.tar.xz'))
    call('tar', '-x', '-C', half, '--strip-components=1', '-f', archive)
    shutil.rmtree(work / 'package')
    half.rename(tree)
    return tree


class Build:
    """One object tree of one source."""

    def __init__(self, recipe, source, work):
        self.recipe = recipe
        self.source = source
        self.objects = work / f'objects-{recipe.objects}'
        self.objects.mkdir(parents=True, exist_ok=True)
        self.arch, self.prefix, self.target, self.image = TARGETS[recipe.machine]

    def make(self, *words):
        environment = dict(os.environ, ARCH=self.arch, CROSS_COMPILE=self.prefix,
                           KBUILD_BUILD_TIMESTAMP='1970-01-01', KBUILD_BUILD_USER='pmemcap',
                           KBUILD_BUILD_HOST='pmemcap')
        return call('make', '-s', f'-j{os.cpu_count()}', '-C', self.source, f'O={self.objects}',
                    *self.flags(), *words, env=environment)

    def flags(self):
        """
        ISA 3.1 gave dcbf more bits, which older CPUs ignore. QEMU 10.0 does not know them and refuses the
        instruction.
        """
        if self.recipe.machine != 'pseries':
            return []
        return [f'CFLAGS_pmem.o=-include {HERE}/kernels/pseries-dcbf.h']

    def configure(self):
        if self.recipe.machine == 'malta':
            # make looks in the object tree before the source: the board's own description, with
            # a range of persistent memory, takes the place of the one that is built in.
            folder = self.objects / 'arch/mips/boot/dts/mti'
            folder.mkdir(parents=True, exist_ok=True)
            shutil.copy(HERE / 'kernels/malta-pmem.dts', folder / 'malta.dts')
        wanted = self.objects / 'wanted.config'
        wanted.write_text(configuration(self.recipe))
        self.make(f'KCONFIG_ALLCONFIG={wanted}', 'allnoconfig')
        got = (self.objects / '.config').read_text()
        for name, value in self.recipe.options.items():
            found = re.search(rf'^CONFIG_{name}=(.)$', got, re.MULTILINE)
            if (found.group(1) if found else 'n') != value:
                raise Trouble(f'Kconfig does not let CONFIG_{name} be {value}')

    def install(self, folder):
        """Image, module directory (its lists say what is built in) and witness into a folder."""
        tree = folder / 'tree'
        (tree / 'usr').mkdir(parents=True)
        self.make('modules_install', f'INSTALL_MOD_PATH={tree}/usr')
        for link in tree.glob('usr/lib/modules/*/build'):
            link.unlink()
        (tree / 'lib').symlink_to('usr/lib')
        if self.image == 'vmlinux':
            call(f'{self.prefix}strip', '-o', folder / 'image', self.objects / self.image)
        else:
            shutil.copy(self.objects / self.image, folder / 'image')
        shutil.copy(self.objects / '.config', folder / 'config')
        self.witness(folder)

    def witness(self, folder):
        module = self.objects / 'witness'
        shutil.rmtree(module, ignore_errors=True)
        shutil.copytree(HERE / 'witness', module)
        self.make(f'M={module}', 'modules')
        shutil.copy(module / 'witness.ko', folder / 'witness.ko')


def build(name, recipe, package, folder, work):
    start = time.monotonic()
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    one = Build(recipe, source_tree(package, work), work)
    say(f'# building {name} from {package}')
    one.configure()
    one.make(one.target, 'modules')
    one.install(folder)
    (folder / 'stamp').write_text(stamp_of(recipe, package))
    say(f'# {name}: built in {time.monotonic() - start:.0f} s')


def is_built(name, cache):
    """Would prepare() have nothing to build?"""
    recipe = BUILT[name]
    stamp = cache / 'kernels' / name / 'stamp'
    return stamp.exists() and stamp.read_text() == stamp_of(recipe, debian.candidate_of(recipe.source))


def prepare_built(name, cache, work):
    """One of these kernels, ready to boot. Sources and objects are left in work, for the next one."""
    recipe = BUILT[name]
    folder = cache / 'kernels' / name
    debian.install(PACKAGES)
    if recipe.machine != 'x86':
        debian.install(cross.TARGETS[recipe.machine].toolchain())
    if recipe.machine == 'malta':
        debian.install(['qemu-system-mips'])
    if not is_built(name, cache):
        build(name, recipe, debian.candidate_of(recipe.source), folder, work)
    tree = folder / 'tree'
    busybox = shutil.which('busybox')
    if recipe.machine != 'x86':
        busybox = cross.root(cache, recipe.machine) / 'usr/bin/busybox'
    make_initramfs(folder / 'initramfs', busybox)
    return Kernel(name, recipe.machine, tree, next((tree / 'usr/lib/modules').iterdir()).name,
                  folder / 'image', folder / 'initramfs', folder / 'witness.ko')

# SPDX-License-Identifier: GPL-2.0-only
"""
The kernels that built.py builds, and how they differ. A kernel is built again when its own recipe
or built.py changes; one more recipe leaves the others as they are.
"""

import dataclasses

import cross


@dataclasses.dataclass
class Recipe:
    """Which source, which fragments of kernels/, and what is changed in them."""
    source: str
    machine: str
    fragments: tuple
    options: dict
    objects: str  # builds that share an object tree are quick after the first


def x86(*fragments, **options):
    return Recipe('linux-source-6.12', 'x86', ('common', 'x86', *fragments), options, 'x86')


def mips64(source, pages):
    return Recipe(source, 'malta', ('common', 'mips64'), {f'PAGE_SIZE_{pages}KB': 'y'},
                  f'mips64-{source}-{pages}')


BUILT = {
    'no-fs-dax': x86(FS_DAX='n'),
    'no-pfn': x86(NVDIMM_PFN='n'),
    'no-nvdimm-dax': x86(NVDIMM_DAX='n'),
    'no-dev-dax': x86(DEV_DAX='n'),
    'no-zone-device': x86(ZONE_DEVICE='n'),
    'dax-pmem-module': x86(DEV_DAX_PMEM='m'),
    'mips64': mips64('linux-source-6.12', 4),
    'mips64-16k': mips64('linux-source-6.12', 16),
    'mips64-6.1': mips64('linux-source-6.1', 4),
    'no-cxl-acpi': x86('cxl', CXL_ACPI='n'),
    # Without the trampoline, which allnoconfig leaves out, the kernel does not start.
    'ppc64le-papr': Recipe('linux-source-6.12', 'pseries', ('common', 'pseries'),
                           {'PAPR_SCM': 'y', 'PPC_OF_BOOT_TRAMPOLINE': 'y'}, 'pseries'),
}

TARGETS = {'x86': ('x86', '', 'bzImage', 'arch/x86/boot/bzImage'),
           'malta': ('mips', cross.TARGETS['malta'].prefix(), 'vmlinux', 'vmlinux'),
           'pseries': ('powerpc', cross.TARGETS['pseries'].prefix(), 'vmlinux', 'vmlinux')}

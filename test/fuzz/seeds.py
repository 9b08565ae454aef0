# SPDX-License-Identifier: GPL-2.0-only
"""
The seeds of the targets: files of the fixtures, cut down to what a parser reads, and a few
handwritten lines.
"""

import gzip
import pathlib
import re
import shutil
import struct
import sys

HERE = pathlib.Path(__file__).resolve().parent
TOP = HERE.parent.parent

sys.path.insert(0, str(TOP / 'test' / 'fixtures'))

from common import trees  # noqa: E402

FIXTURES = pathlib.Path(trees())

# Longer inputs are slow, and no parser needs them.
LENGTH = 4000


def files(pattern):
    return [path for path in sorted(FIXTURES.glob(pattern)) if path.is_file()]


def contents(pattern):
    return [path.read_bytes() for path in files(pattern)]


def zeroed(*texts):
    """Join texts with NUL bytes."""
    return '\0'.join(texts).encode()


def config_names():
    header = (TOP / 'util' / 'facts' / 'kernel-names.h').read_text(encoding='utf-8')
    table = header[header.index('KERNEL_OPTIONS(X)'):header.index('enum kernel_option')]
    return re.findall(r'^\tX\((\w+)\)', table, re.M)


def kconfig():
    """The lines of each configuration that are read, and a few others."""
    names = '|'.join([*config_names(), r'\w*PAGE_SIZE_\w+', 'ARM64_4K_PAGES', 'NR_CPUS', 'LOCALVERSION'])
    wanted = re.compile(rf'^(CONFIG_({names})=.*|# CONFIG_({names}) is not set|# Kernel hacking)$', re.M)
    texts = contents('*/boot/config-*') + [gzip.decompress(packed) for packed in contents('*/proc/config.gz')]
    for text in texts:
        yield '\n'.join(match[0] for match in wanted.finditer(text.decode())).encode()[:LENGTH - 1] + b'\n'
    yield b'CONFIG_NIOS2_DCACHE_SIZE=0x800\nCONFIG_PPC_64K_PAGES=y\n# Kernel hacking\n'


def gzipped():
    for text in kconfig():
        yield gzip.compress(text, mtime=0)
    yield gzip.compress(b'CONFIG_FS_DAX=y\n', mtime=0) + gzip.compress(b'# Kernel hacking\n', mtime=0)
    yield gzip.compress(b'CONFIG_FS_DAX=y\n', mtime=0)[:-6]


def cpuinfo():
    for text in contents('*/proc/cpuinfo'):
        yield text[:LENGTH]
    yield b'dcache ways\t: 2\ndcache size\t: 16384\nMMU type\t: ROSS HyperSparc\nvendor_id\t: User Mode Linux\n'


def mounts():
    yield from contents('*/proc/self/mountinfo')
    yield (b'36 1 259:0 / /mnt/a\\040b rw,relatime shared:1 - ext4 /dev/pmem0 rw,dax=always\n'
           b'37 1 253:1 / /srv rw master:2 propagate_from:1 - xfs /dev/mapper/a\\134b rw,attr2,dax=inode\n')
    yield b'40 1 0:45 / /vm rw - virtiofs tag rw,dax=always\n41 1 8:1 /sub / rw - ext4 /dev/sda1 rw\n'


def numbers():
    for text in ('0', '32K', '1M', '4096', '18446744073709551615', '18014398509481983K', '-1', '0x10', '1G'):
        yield text.encode()


def cache():
    names = ('level', 'type', 'size', 'ways_of_associativity', 'number_of_sets', 'coherency_line_size')
    for folder in sorted(FIXTURES.glob('*/sys/devices/system/cpu/cpu0/cache/index0')):
        texts = [(folder / name).read_text() if (folder / name).exists() else '' for name in names]
        yield zeroed(*texts, '1\n', 'Unified\n', '64K\n', '0\n')


def bootlog():
    for text in contents('*/var/log/dmesg'):
        yield text[:LENGTH]
        yield b'\n'.join(line for line in text.splitlines() if b'cache' in line or b'version' in line) + b'\n'
    yield b'<6>[    0.000000] Linux version 6.12.117 (a@b)\n<6>[    0.0] CPU: VIVT data cache, x\n'
    yield b'Nov 23 07:00:00 host kernel: Primary data cache 32kB, 4-way, VIPT, cache aliases, linesize 32 bytes\n'
    yield b'SRMMU: Using VAC size of 262144 bytes\nWarning: dcache size configuration mismatch (0x800 vs 0x1000)\n'


def dm_tables():
    """The layout is that of retrieve_status() in drivers/md/dm-ioctl.c."""
    tables = [[(0, 2048, 'linear', '259:0 24')],
              [(0, 2048, 'linear', '259:0 0'), (2048, 4096, 'linear', '259:1 2048')],
              [(0, 4096, 'striped', '2 32 259:0 0 259:1 8')],
              [(0, 8, 'zero', ''), (8, 8, 'error', ''), (16, 64, 'thin-pool', '253:2 253:3 128 0')]]
    for table in tables:
        body = b''
        for start, length, kind, parameters in table:
            text = parameters.encode() + b'\0'
            text += b'\0' * (-len(text) % 8)
            body += struct.pack('<QQiI16s', start, length, 0, len(body) + 40 + len(text), kind.encode()) + text
        yield struct.pack('<HH', len(table), 0) + body + b'\0' * 8


def modules():
    """modules.dep, modules.builtin, a file of modprobe.d and a command line."""
    yield zeroed('kernel/drivers/nvdimm/nd_pmem.ko.xz: kernel/drivers/nvdimm/nd_btt.ko.xz\nkernel/drivers/dax/kmem.ko:\n',
                 'kernel/drivers/md/dm-mod.ko\n', 'blacklist nd-pmem\ninstall kmem /bin/false\nalias nd_* nfit\n',
                 'quiet modprobe.blacklist=nfit')
    yield zeroed('', '', '# no\\\nblacklist nfit\ninstall nd_[bp]* /bin/true\nsoftdep nfit pre: kmem\n', '')


def cmdlines():
    yield from contents('*/proc/cmdline')
    yield b'ro quiet module_blacklist=nd_pmem,dax,device-dax nomodule memmap=4G!8G x="a b" modprobe.blacklist=kmem\n'


def options():
    yield zeroed('-u', '-vv', '--format', 'env')
    yield zeroed('--format=openmetrics', '--require=fsdax,map-sync', '-b', 'ndbus0')
    yield zeroed('--require', 'block devdax', '--sysroot=x', '--text')
    for words in (['--list-opts'], ['-h'], ['--bus'], ['-q'], ['--human=1'], ['word'], ['--require=,'], ['--'],
                  ['--kernel', '6.12', '--capture=a.tar.gz', '-i']):
        yield zeroed(*words)


def superblocks():
    """ext4, ext2, xfs, erofs, and an info block: see fuzz-superblock.c."""
    def block(start=b'', at_1024=b'', at_4096=b''):
        return start.ljust(216, b'\0') + at_1024.ljust(128, b'\0') + at_4096

    for incompat, compat in ((0x82c2, 4), (0, 4), (0, 0)):
        ext = bytearray(128)
        struct.pack_into('<I', ext, 24, 2)
        struct.pack_into('<H', ext, 56, 0xef53)
        struct.pack_into('<II', ext, 92, compat, incompat)
        yield block(at_1024=bytes(ext))
    xfs = bytearray(216)
    struct.pack_into('>4sI', xfs, 0, b'XFSB', 4096)
    struct.pack_into('>H', xfs, 100, 0xb4b5)
    struct.pack_into('>I', xfs, 212, 5)
    yield block(bytes(xfs))
    yield block(at_1024=struct.pack('<I8xB', 0xe0f5e1e2, 12))
    yield block(at_4096=b'NVDIMM_PFN_INFO\0')
    yield block(at_4096=b'NVDIMM_DAX_INFO\0')


def records():
    yield from contents('*/pmemcap.json')
    yield (b'{"version":1,"kernel":{"release":"6.12","machine":"mips64","page_size":4096,"page_size_source":"AT_PAGESZ"},'
           b'"colour_probe":{"asked":12,"refused":1,"span":8192,"error":0},"boot_log":{"line":"CPU: VIVT data cache, x",'
           b'"nios2_mismatch":true},"errors":{"/proc/kallsyms":"EACCES","/sys/bus/nd/x":"ETIMEDOUT","syslog(2)":1},'
           b'"disks":{"dm-0":{"superblock":{"type":"xfs","block_size":4096,"inline_data":false,"reflink":true},'
           b'"info_block":"pfn","table":[{"type":"linear","start":0,"length":8,"offset":24},'
           b'{"type":"zero","start":8,"length":8}]}},"mounts":{"36":{"sample_dax":"yes","block_size":4096}},'
           b'"dax_nodes":{"dax0.0":{"there":true,"mode":384}},"environment":{"container":true}}')
    yield b'{"kernel":{"release":"\\u0000a","machine":"a\\u0000b"},"disks":{"a\\u0000b":{"superblock":{}}}}'


def symbols():
    names = ('_stext', 'nvdimm_bus_register\t[libnvdimm]', 'dax_iomap_rw', 'nd_pfn_probe', 'dm_table_event\t[dm_mod]',
             'arch_wb_cache_pmem', 'devm_memremap_pages', 'fuse_dax_conn_alloc\t[fuse]', '_einittext')
    yield ''.join(f'ffffffff81000000 T {name}\n' for name in names).encode()
    yield b'0000000000000000 T _stext\n0000000000000000 t nd_dax_probe\t[libnvdimm]\n0000000000000000 A x\n'


def names():
    yield from contents('*/proc/version')
    yield from contents('*/etc/os-release')
    yield b'Linux host 6.12.117 #1 SMP PREEMPT_DYNAMIC Debian 6.12.117-1 (2025-01-01) x86_64 GNU/Linux'
    yield b'Linux version 6.12.117 (a@b) #1 SMP'
    yield b'NAME=x\nPRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\n'
    yield b'dax0.1'


def reduced():
    for pattern in ('*/proc/cmdline', '*/proc/iomem', '*/*/modprobe.d/*.conf',
                    '*/*/*/modprobe.d/*.conf', '*/etc/os-release'):
        for text in contents(pattern):
            yield text[:LENGTH]
    yield b'install nd_pmem /bin/sh -c "x"\n install device-dax A=b /bin/true\\\n more\nblacklist kmem\noptions a b=c\n'
    yield b'memmap=1G%4G-1+12 memmap=%-0-06666666666666666666666666 memmap=1%--1\n'
    yield b'nd_pmem.blacklist="x y" efi="a,nosoftreserve b" nd_a"b.blacklist=1 c"\n'
    yield b'S:disk/by-id/x\nE:ID_FS_TYPE=ext4\nMAJOR=259\nMINOR=0\nDEVNAME=pmem0\nDEVTYPE=disk\n'
    yield b'0123456789abcdef T nd_pfn_probe\t[libnvdimm]\n00100000-3fffffff : Persistent Memory (legacy)\n'
    yield from cpuinfo()
    yield from cmdlines()


def reports():
    yield zeroed('/proc/kallsyms', '6.12.117', 'x86_64', 'memmap=4G!8G ro', '/boot/config-6.12', 'MIPS 24Kc',
                 'tlb dc_aliases', 'syslog(2)', 'CPU: VIVT data cache, x', 'ACPI.NFIT', 'acpi', 'cpu_cache', 'label',
                 'pfn', 'memory', 'name', 'ext4', '/srv/db', 'ext4', '/dev/pmem0', 'rw,dax=always', 'qemu',
                 'Debian GNU/Linux 12', 'offline')
    yield zeroed(*['', '6.1', 'mips', "$(id) `id` 'a' \"b\" \\", '', '', '', '', '', 'e820', 'platform', '',
                   'a\'b\n\033[1m\u00e4\u009b', '', 'x\033[1m', 'vg-lv', 'xfs', '/a\nb', 'y\033[1m', '/dev/pmem0',
                   'rw,dax=never'])


SEEDS = {
    'bootlog': bootlog, 'cache': cache, 'cmdline': cmdlines, 'cpuinfo': cpuinfo, 'dm-table': dm_tables,
    'gzip': gzipped, 'kconfig': kconfig, 'modules': modules, 'mounts': mounts, 'names': names, 'number': numbers, 'options': options,
    'record': records, 'reduce': reduced, 'report': reports, 'superblock': superblocks, 'symbols': symbols,
}


def write(target, folder):
    """Write the seeds of a target, one file each."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for number, seed in enumerate(SEEDS[target]()):
        (folder / f'{number:03}').write_bytes(seed)

# SPDX-License-Identifier: GPL-2.0-only
"""
One run of a scenario in a guest.

The guest's root is a root file system of the host, read-only, with a tmpfs and the kernel's files
on top. The guest writes its output to a shared folder.
"""

import contextlib
import dataclasses
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import time

import qemu
from debian import Missing, say
from kernels import HERE

# QEMU takes the label area from the size of an NVDIMM.
LABEL_AREA = 2
TIME_LIMIT = 600
LONG_TIME_LIMIT = 2400  # for scenarios that are run by name, and for machines that are slow to emulate


@dataclasses.dataclass
class World:
    """The files that a kind of machine has in its guest, besides the kernel."""
    root: pathlib.Path   # the root file system, on this machine
    build: pathlib.Path  # the project, built for this root
    oracle: pathlib.Path
    shared: bool         # the root is this machine's own, and everything keeps its path


@dataclasses.dataclass
class Outcome:
    checks: list    # a list of (passed, description, notes)
    remedies: list  # lines "printed ID" and "ran ID"
    seconds: float = 0


# Hardware


def quoted(path):
    """A path in a QEMU option, where a comma ends the value unless it is doubled."""
    return str(path).replace(',', ',,')


def backing(folder, ident, size):
    return ['-object', f'memory-backend-file,id={ident},share=on,size={size},'
            f'mem-path={quoted(folder / ident)}.img']


def mebibytes(size):
    return int(size[:-1]) * {'M': 1, 'G': 1024}[size[-1]]


def image_options(name, folder):
    """An NVDIMM with a prepared image: see images/README.md."""
    subprocess.run(['tar', '-xSzf', HERE / 'images' / f'{name}.img.tar.gz', '-C', folder], check=True)
    image = next(folder.glob('*.img'))
    return ['-object', f'memory-backend-file,id=image,share=on,size={image.stat().st_size},'
            f'mem-path={quoted(image)}', '-device', f'nvdimm,id=dimm0,memdev=image,label-size={LABEL_AREA}M']


def nvdimm_options(scenario, folder):
    if 'image' in scenario.wants:
        return image_options(scenario.wants['image'], folder)
    if 'nvdimm' not in scenario.wants:
        return []
    count, size = scenario.wants['nvdimm'].split('x')
    # With a memory size that includes the label area, the next NVDIMM stays aligned, as namespaces
    # need it.
    size = f'{mebibytes(size) + LABEL_AREA}M'
    extra = ',unarmed=on' if 'unarmed' in scenario.wants else ''
    extra += ',node=1' if 'numa' in scenario.wants else ''
    options = []
    for number in range(int(count)):
        ident = f'nvdimm{number}'
        options += backing(folder, ident, size)
        options += ['-device', f'nvdimm,id=dimm{number},memdev={ident},'
                    f'label-size={LABEL_AREA}M{extra}']
    return options


def virtio_pmem_options(scenario, folder):
    if 'virtio-pmem' not in scenario.wants:
        return []
    return [*backing(folder, 'virtiopmem', scenario.wants['virtio-pmem']),
            '-device', 'virtio-pmem-pci,memdev=virtiopmem,bus=pcie.0']


def cxl_devices(scenario, folder):
    """
    The CXL memory devices: QEMU's options and the arguments of -device. Those of both kinds have as much
    persistent as volatile memory.
    """
    for kind in ('cxl', 'cxl-both', 'cxl-volatile'):
        count, size = scenario.wants.get(kind, '0x0').split('x')
        for number in range(int(count)):
            options, arguments = [], []
            if kind != 'cxl-volatile':
                options += [*backing(folder, f'{kind}{number}', size), *backing(folder, f'{kind}-lsa{number}', '1M')]
                arguments += [f'persistent-memdev={kind}{number}', f'lsa={kind}-lsa{number}']
            if kind != 'cxl':
                options += ['-object', f'memory-backend-ram,id={kind}-ram{number},share=on,size={size}']
                arguments += [f'volatile-memdev={kind}-ram{number}']
            yield options, ','.join(arguments)


def cxl_options(scenario, folder):
    """A host bridge with a root port for each CXL memory device, and one window of 4 GiB over the bridge."""
    if not scenario.has_cxl():
        return []
    options = ['-machine', 'cxl-fmw.0.targets.0=cxl.1,cxl-fmw.0.size=4G',
               '-device', 'pxb-cxl,bus_nr=12,bus=pcie.0,id=cxl.1']
    for number, (backends, memory) in enumerate(cxl_devices(scenario, folder)):
        options += [*backends,
                    '-device', f'cxl-rp,port={number},bus=cxl.1,id=rp{number},chassis=0,slot={number + 2}',
                    '-device', f'cxl-type3,bus=rp{number},{memory},id=cxl-mem{number},sn={number + 1}']
    return options


def memory_options(scenario):
    size = scenario.wants.get('memory', '1536M')
    options = ['-m', f'{size},slots=4,maxmem=16G']
    if 'virtiofs' in scenario.wants:
        # The server of the file system must share the guest's memory.
        options += ['-object', f'memory-backend-memfd,id=ram,share=on,size={size}', '-numa', 'node,memdev=ram']
    if 'numa' in scenario.wants:
        # A second node for the NVDIMMs, as on real machines.
        options += ['-object', f'memory-backend-ram,id=ram,size={size}',
                    '-numa', 'node,nodeid=0,cpus=0,memdev=ram', '-numa', 'node,nodeid=1']
    return options


def virtiofs_options(scenario, folder):
    """Share a directory of this machine, without a DAX window: see virtiofs_server()."""
    if 'virtiofs' not in scenario.wants:
        return []
    return ['-chardev', f'socket,id=virtiofs,path={quoted(folder / "virtiofs.socket")}',
            '-device', 'vhost-user-fs-pci,chardev=virtiofs,tag=shared,bus=pcie.0']


def bare_metal_options(scenario):
    """The vendor in DMI shows that a guest runs in QEMU."""
    return ['-smbios', 'type=1,manufacturer=Example,product=Example'] if 'bare-metal' in scenario.wants else []


def x86_options(_emulator, scenario, folder):
    machine, cpu = 'q35', 'max'
    if scenario.has_cxl():
        machine += ',cxl=on'
        # The kernel makes no CXL region if it cannot flush the CPU caches, and it cannot if the CPU
        # has the hypervisor flag (arch/x86/mm/pat/set_memory.c:
        # cpu_cache_has_invalidate_memregion()).
        cpu += '' if 'hypervisor' in scenario.wants else ',hypervisor=off'
    if 'bare-metal' in scenario.wants:
        cpu += ',hypervisor=off'
    if 'nvdimm' in scenario.wants or not scenario.has_cxl():
        machine += ',nvdimm=on'
    # The guest's clock then counts instructions, one nanosecond each, however busy the machine is.
    accel = ['-accel', 'tcg,thread=single', '-icount', 'shift=0'] if 'icount' in scenario.wants else \
        ['-accel', 'tcg,thread=multi']
    return ['-machine', machine, *accel,
            '-cpu', cpu, '-smp', '1', *memory_options(scenario), *nvdimm_options(scenario, folder),
            *virtio_pmem_options(scenario, folder), *cxl_options(scenario, folder),
            *virtiofs_options(scenario, folder), *bare_metal_options(scenario)]


def malta_options(_emulator, scenario, _folder):
    """The board's first 256 MiB are RAM. kernels/malta-pmem.dts makes part of the rest persistent."""
    return ['-machine', 'malta', '-accel', 'tcg', '-m', '1G',
            '-cpu', scenario.wants.get('cpu', 'MIPS64R2-generic')]


def arm64_options(emulator, scenario, folder):
    """The guest has ACPI, and with it the NFIT, only with UEFI firmware."""
    return ['-machine', 'virt,nvdimm=on,gic-version=3,acpi=on', '-accel', 'tcg,thread=multi',
            '-cpu', 'max,pauth-impdef=on', '-smp', '1',
            '-bios', str(emulator.tree / 'usr/share/qemu-efi-aarch64/QEMU_EFI.fd'),
            *memory_options(scenario), *nvdimm_options(scenario, folder)]


# The ranges that the riscv board's device tree declares as persistent memory: address, size, and
# whether the range is volatile. The board's RAM ends before them, but the last range is also System
# RAM.
PMEM_REGIONS = [(0xc0000000, 128, False), (0xc8000000, 256, True)]
OVERLAPPING = (0xb0000000, 64, False)


def set_property(tree, node, name, kind, *values):
    subprocess.run(['fdtput', '-p', '-t', kind, str(tree), node, name, *values], check=True)


def riscv_tree(command, environment, scenario, folder):
    """QEMU's device tree of the board, with less RAM and with persistent memory."""
    tree = folder / 'board.dtb'
    subprocess.run([*command, '-machine', f'virt,dumpdtb={quoted(tree)}', '-nodefaults', '-display', 'none'],
                   env=environment, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL)
    set_property(tree, '/memory@80000000', 'reg', 'x', '0', '80000000', '0', '40000000')
    for start, size, volatile in PMEM_REGIONS + ([OVERLAPPING] if 'overlap' in scenario.wants else []):
        node = f'/pmem@{start:x}'
        set_property(tree, node, 'compatible', 's', 'pmem-region')
        set_property(tree, node, 'reg', 'x', '0', f'{start:x}', '0', f'{size << 20:x}')
        if volatile:
            set_property(tree, node, 'volatile', 'x')
    return tree


def riscv_options(emulator, scenario, folder):
    board = ['-accel', 'tcg,thread=multi', '-cpu', 'rv64', '-smp', '1', '-m', '1536M']
    tree = riscv_tree([*emulator.words, *board], emulator.environment, scenario, folder)
    return ['-machine', 'virt', *board, '-dtb', str(tree)]


def papr_nvdimms(scenario, folder):
    """
    NVDIMMs of both kinds that PAPR has, in turn. The CPU writes back the first kind; the second
    kind needs H_SCM_FLUSH.
    """
    if 'nvdimm' not in scenario.wants:
        return []
    count, size = scenario.wants['nvdimm'].split('x')
    options = []
    for number in range(int(count)):
        # QEMU adds the label area to a multiple of 256 MiB.
        options += backing(folder, f'nvdimm{number}', (mebibytes(size) << 20) + (128 << 10))
        options += ['-device', f'{("nvdimm", "spapr-nvdimm")[number % 2]},id=dimm{number},memdev=nvdimm{number},'
                    f'label-size=128K,uuid=75a3cdd7-6a2f-4791-8d15-{number + 1:012x}']
    return options


def pseries_options(_emulator, scenario, folder):
    # TCG implements none of the mitigations that the machine type has by default.
    return ['-machine', 'pseries,nvdimm=on,cap-cfpc=broken,cap-sbbc=broken,cap-ibs=broken',
            '-accel', 'tcg,thread=multi', '-cpu', 'power9', '-smp', '1', *memory_options(scenario),
            *papr_nvdimms(scenario, folder)]


def s390_options(_emulator, scenario, _folder):
    return ['-machine', 's390-ccw-virtio', '-accel', 'tcg', '-cpu', 'max', '-smp', '1',
            '-m', scenario.wants.get('memory', '1G')]


@dataclasses.dataclass
class Machine:
    """What differs between the kinds of machines."""
    options: object        # a function that gives QEMU's options for a scenario
    target: str            # QEMU's name of the architecture
    slots: list            # the bus addresses of the shared folders; None: QEMU chooses them
    console: str = 'ttyS0'
    bus: str = 'pcie.0'
    share: str = 'virtio-9p-pci'
    later: tuple = None    # packages of a later QEMU that the machine needs


# Four of the malta board's PCI slots have interrupts (arch/mips/pci/fixup-malta.c), two on each
# line. The lines are edge-triggered: if two devices share a line, interrupts are lost and the guest
# hangs.
MACHINES = {
    'x86': Machine(x86_options, 'x86_64', [16, 17, 18]),
    'malta': Machine(malta_options, 'mips64el', [18, 20], bus='pci'),
    'arm64': Machine(arm64_options, 'aarch64', [16, 17, 18], 'ttyAMA0',
                     later=('qemu-system-arm', 'qemu-efi-aarch64')),
    'pseries': Machine(pseries_options, 'ppc64', [16, 17, 18], 'hvc0', bus='pci.0',
                       later=('qemu-system-ppc',)),
    'riscv': Machine(riscv_options, 'riscv64', [16, 17, 18], later=('qemu-system-riscv', 'opensbi')),
    's390': Machine(s390_options, 's390x', None, 'ttysclp0', share='virtio-9p-ccw',
                    later=('qemu-system-s390x',)),
}


def shares(kernel, world, folder):
    """The shared folders: the root, the folder for results, and the kernel's files (see carry())."""
    machine = MACHINES[kernel.machine]
    parts = [('host', world.root, ',readonly=on'), ('job', folder / 'job', '')]
    if kernel.machine != 'malta':
        parts.append(('kernel', kernel.tree, ',readonly=on'))
    options = []
    for number, (tag, path, access) in enumerate(parts):
        place = f',bus={machine.bus},addr={machine.slots[number]:x}' if machine.slots else ''
        options += ['-fsdev', f'local,id={tag},path={quoted(path)},security_model=none,'
                    f'multidevs=remap{access}',
                    '-device', f'{machine.share},fsdev={tag},mount_tag={tag}{place}']
    return options


def kernel_line(machine, scenario):
    words = [f'console={machine.console}', 'loglevel=4', 'panic=-1', 'nokaslr', 'mitigations=off', *scenario.append]
    if 'memmap' in scenario.wants:
        words.append(f'memmap={scenario.wants["memmap"]}')
    return ' '.join(words)


@dataclasses.dataclass
class Outfit:
    """What a scenario needs that this machine's system may not have."""
    emulator: qemu.Emulator
    programs: dict  # programs of a later Debian: their names, and scripts that start them


def prepare(name, scenario, cache):
    """Get what a scenario needs on a machine, and download it if necessary."""
    machine = MACHINES[name]
    packages, programs = machine.later, {}
    if name == 'x86' and scenario.has_cxl():
        packages = ('qemu-system-x86',)
        # cxl of Debian 12 makes no volatile regions.
        programs['cxl'] = qemu.program(cache, 'cxl', ['cxl'])
    if 'virtiofs' in scenario.wants:
        virtiofs_program()
    emulator = qemu.later(cache, machine.target, packages) if packages else qemu.installed(machine.target)
    return Outfit(emulator, programs)


def qemu_command(emulator, kernel, world, scenario, folder):
    machine = MACHINES[kernel.machine]
    return [*emulator.words, *machine.options(emulator, scenario, folder), '-nodefaults', '-nic', 'none',
            '-display', 'none', '-no-reboot', '-serial', f'file:{quoted(folder / "console.log")}',
            '-kernel', str(kernel.image), '-initrd', str(kernel.initramfs),
            '-append', kernel_line(machine, scenario), *shares(kernel, world, folder)]


# The guest's input


def carry(kernel, world, job):
    """
    Where the guest finds scripts and programs: at their own paths, or in the folder for results,
    where they are copied.
    """
    if world.shared:
        return HERE, {'ORACLE': world.oracle, 'DAXCTL': world.build / 'daxctl/daxctl',
                      'NDCTL': world.build / 'ndctl/ndctl'}
    if kernel.machine == 'malta':
        shutil.copytree(kernel.tree, job / 'kernel', symlinks=True)
    shutil.copytree(HERE, job / 'vm', ignore=shutil.ignore_patterns('__pycache__', 'kernels'))
    programs = {'ORACLE': world.oracle, 'DAXCTL': world.build / 'daxctl/daxctl',
                'NDCTL': world.build / 'ndctl/ndctl'}
    for path in programs.values():
        shutil.copy(path, job / path.name)
    return pathlib.Path('/run/vm/vm'), {key: pathlib.Path('/run/vm', path.name)
                                        for key, path in programs.items()}


def write_programs(programs, folder):
    """Scripts that come before the system's programs in PATH: see guest-init."""
    folder.mkdir()
    for name, script in programs.items():
        (folder / name).write_text(script)
        (folder / name).chmod(0o755)


def write_job(programs, kernel, world, scenario, folder, stage, captures):
    """Write the guest's input: variables for its scripts."""
    job = folder / 'job'
    shutil.rmtree(job, ignore_errors=True)
    job.mkdir(parents=True)
    write_programs(programs, job / 'bin')
    scripts, carried = carry(kernel, world, job)
    if kernel.witness:
        shutil.copy(kernel.witness, job / 'witness.ko')
    variables = {
        'VM_DIR': scripts,
        'VM_SCENARIO': scripts / 'scenarios' / scenario.path.name,
        'VM_STAGE': stage,
        'VM_KERNEL': kernel.name,
        'VM_CAPTURE': captures or '',
        **carried,
    }
    text = ''.join(f'{key}={shlex.quote(str(value))}\n' for key, value in variables.items())
    (job / 'env').write_text(text)


# The run


def virtiofs_program():
    """QEMU's virtiofsd, which is part of QEMU up to 7.2, or its successor."""
    for path in ('/usr/lib/qemu/virtiofsd', '/usr/libexec/virtiofsd'):
        if os.path.exists(path):
            return path
    raise Missing('there is no virtiofsd')


@contextlib.contextmanager
def virtiofs_server(scenario, folder):
    """Run the server of the scenario's virtiofs, if there is one, while the guest runs."""
    if 'virtiofs' not in scenario.wants:
        yield
        return
    shared, socket = folder / 'shared', folder / 'virtiofs.socket'
    shared.mkdir(exist_ok=True)
    socket.unlink(missing_ok=True)
    with open(folder / 'virtiofsd.log', 'w', encoding='utf-8') as log:
        command = ['setpriv', '--pdeathsig', 'KILL', virtiofs_program(), f'--socket-path={socket}',
                   '-o', f'source={shared}']
        with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log) as server:
            while not socket.exists() and server.poll() is None:
                time.sleep(0.1)
            try:
                yield
            finally:
                server.kill()


def boot(command, environment, folder, limit):
    """Returns what failed in QEMU itself, or None. If the runner ends, the guest is killed."""
    command = ['setpriv', '--pdeathsig', 'KILL', *command]
    with open(folder / 'qemu.log', 'w', encoding='utf-8') as log:
        try:
            done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                                  env=environment, timeout=limit, check=False)
        except subprocess.TimeoutExpired:
            return f'the guest was still running after {limit} s'
    return f'QEMU ended with {done.returncode}' if done.returncode else None


def read_text(path):
    return path.read_text(encoding='utf-8', errors='replace') if path.exists() else ''


def parse_checks(text):
    checks = []
    for line in text.splitlines():
        found = re.match(r'(ok|not ok) - (.*)', line)
        if found:
            checks.append((found.group(1) == 'ok', found.group(2), []))
        elif line.startswith('# ') and checks:
            checks[-1][2].append(line)
    return checks


def troubles(trouble, folder, text, count):
    """Why a scenario fails, whatever its checks say."""
    status = read_text(folder / 'job/status').strip()
    plans = re.findall(r'^1\.\.(\d+)$', text, re.MULTILINE)
    early = read_text(folder / 'job/early-status').strip()
    if trouble:
        yield trouble
    if early not in ('', '0'):
        yield f'what comes before the first module ended with {early}'
    if not status:
        yield 'the guest did not come to the end of the scenario'
    elif status != '0':
        yield f'the scenario ended with {status}'
    if not count:
        yield 'no check was made'
    if plans != [str(count)]:
        yield f'checks planned: {" ".join(plans) or "none"}, seen: {count}'


def run_stage(outfit, kernel, world, scenario, folder, stage, captures):
    emulator = outfit.emulator
    write_job(outfit.programs, kernel, world, scenario, folder, stage, captures)
    command = qemu_command(emulator, kernel, world, scenario, folder)
    limit = LONG_TIME_LIMIT if 'by-hand' in scenario.wants or not world.shared else TIME_LIMIT
    with virtiofs_server(scenario, folder):
        trouble = boot(command, emulator.environment, folder, limit)
    if not (folder / 'job/output').exists():
        # A kernel that patches its own code sometimes fails to boot in QEMU's emulation. The
        # scenario has not started then, so a second attempt hides no failure.
        say(f'# {kernel.name} {scenario.name}: the kernel did not come up, once more')
        shutil.copy(folder / 'console.log', folder / 'console.first.log')
        with virtiofs_server(scenario, folder):
            trouble = boot(command, emulator.environment, folder, limit)
    kept = [file for kind in ('*.tar.gz', '*.cxl.json') for file in (folder / 'job').glob(kind)]
    for file in kept if captures else ():
        captures.mkdir(parents=True, exist_ok=True)
        shutil.copy(file, captures / file.name)
    text = read_text(folder / 'job/output')
    checks = parse_checks(text)
    checks += [(False, why, []) for why in troubles(trouble, folder, text, len(checks))]
    return Outcome(checks, read_text(folder / 'job/remedies').splitlines())


def run_scenario(outfit, stages, world, scenario, folder, captures=None):
    """
    Boot each stage on the same hardware: a kernel, and the word that its script is called with. So
    one kernel finds what another kernel has left there. If there is a folder captures, the captures
    of the scripts are copied into it.
    """
    start = time.monotonic()
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    checks, remedies = [], []
    for kernel, stage in stages:
        outcome = run_stage(outfit, kernel, world, scenario, folder, stage, captures)
        checks += outcome.checks
        remedies += outcome.remedies
    for image in folder.glob('*.img'):
        image.unlink()
    return Outcome(checks, remedies, time.monotonic() - start)

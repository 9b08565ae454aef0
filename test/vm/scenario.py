# SPDX-License-Identifier: GPL-2.0-only
"""Scenarios: scripts that run as root in a guest, and the hardware that their "# vm:" lines name."""

import dataclasses
import pathlib
import re

from debian import Trouble, say
from kernels import DEBIAN, HERE, SOURCES
from recipes import BUILT

HARDWARE = {'bare-metal', 'by-hand', 'cpu', 'cxl', 'cxl-both', 'cxl-volatile', 'early', 'hypervisor', 'icount', 'image',
            'kernels', 'memmap', 'memory', 'numa', 'nvdimm', 'overlap', 'prepare', 'unarmed', 'virtio-pmem',
            'virtiofs'}


@dataclasses.dataclass
class Scenario:
    name: str
    path: pathlib.Path
    wants: dict
    append: list

    def runs_on(self, kernel):
        """A scenario without a list of kernels runs on all of Debian's."""
        if 'kernels' not in self.wants:
            return kernel in DEBIAN
        return kernel in self.wants['kernels'].split(',')

    def is_for_platforms(self):
        """
        Does it need a machine other than a plain x86 machine or malta? Kernels that lack an option of CXL
        go with the others that are built here.
        """
        if self.has_cxl() and any(self.runs_on(name) for name in DEBIAN):
            return True
        return any(self.runs_on(name) and one.machine not in ('x86', 'malta')
                   for name, one in {**SOURCES, **BUILT}.items())

    def has_cxl(self):
        return not self.wants.keys().isdisjoint(('cxl', 'cxl-both', 'cxl-volatile'))


def read_scenario(path):
    wants, append = {}, []
    for words in re.findall(r'^# vm: (.*)', path.read_text(), re.MULTILINE):
        for word in words.split():
            key, _, value = word.partition('=')
            if key == 'append':
                append.append(value)
            else:
                wants[key] = value
    unknown = set(wants) - HARDWARE
    if unknown:
        raise Trouble(f'{path.name}: unknown hardware: {", ".join(sorted(unknown))}')
    return Scenario(path.stem, path, wants, append)


def each_cpu(scenario):
    """A scenario that lists several CPUs is run on each of them."""
    cpus = scenario.wants.get('cpu', '').split(',')
    if len(cpus) == 1:
        return [scenario]
    return [dataclasses.replace(scenario, name=f'{scenario.name}-{cpu}', wants=dict(scenario.wants, cpu=cpu))
            for cpu in cpus]


def find_scenarios(names):
    every = {path.stem: path for path in sorted((HERE / 'scenarios').glob('*.sh'))}
    for name in names:
        if name not in every:
            raise Trouble(f'no scenario {name}; there are {", ".join(every)}')
    found = [one for name in names or every for one in each_cpu(read_scenario(every[name]))]
    # A scenario that takes long, or only measures, runs only by name.
    return [one for one in found if names or 'by-hand' not in one.wants]


def list_scenarios(scenarios):
    for one in scenarios:
        words = [f'{key}={value}' if value else key for key, value in one.wants.items()]
        words += [f'append={word}' for word in one.append]
        say(f'{one.name:<16} {" ".join(words)}'.rstrip())

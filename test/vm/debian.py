# SPDX-License-Identifier: GPL-2.0-only
"""Debian's packages: those that must be installed, and those that are only downloaded and unpacked."""

import os
import pathlib
import re
import shlex
import subprocess
import tempfile
import time

# For so many seconds, a list of packages is not updated.
MAX_AGE = 24 * 3600


class Trouble(Exception):
    """The guest could not be prepared. The text is for the user who started the run."""


class Missing(Trouble):
    """The archives of this machine do not have it: the tests that need it are skipped."""


def say(text):
    """Report progress in a line that TAP ignores or takes as a result, and flush it."""
    print(text, flush=True)


def call(*command, **options):
    """The standard output of a command that must succeed."""
    command = [str(word) for word in command]
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, text=True, check=False, **options)
    except FileNotFoundError as why:
        raise Trouble(f'{why.filename} is not there to be run') from why
    if done.returncode:
        raise Trouble(f'{shlex.join(command)}: {(done.stderr or done.stdout).strip()[-2000:]}')
    return done.stdout


# Packages to install here


def missing_packages(packages):
    query = ['dpkg-query', '-W', '-f', '${db:Status-Status} ${Package}\n', *packages]
    found = subprocess.run(query, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
                           check=False)
    installed = {line.split()[1] for line in found.stdout.splitlines()
                 if line.startswith('installed ')}
    return [name for name in packages if name not in installed]


def as_root(*command):
    prefix = [] if os.geteuid() == 0 else ['sudo']
    call(*prefix, 'env', 'DEBIAN_FRONTEND=noninteractive', *command)


def install(packages):
    """Install those of these packages that are missing."""
    missing = missing_packages(packages)
    if not missing:
        return
    say(f'# installing {" ".join(missing)}')
    # Another apt, such as that of unattended upgrades, may hold the lock for minutes.
    command = ['apt-get', '-o', 'DPkg::Lock::Timeout=600', 'install', '-y', '-q',
               '--no-install-recommends', *missing]
    try:
        as_root(*command)
    except Trouble:
        as_root('apt-get', 'update', '-q')
        as_root(*command)


# Packages that are only downloaded, through an apt configuration of our own


def archive_of(suite):
    """The URI and key ring of the archive, among this machine's sources, that should have the suite."""
    lines = call('apt-get', 'indextargets', '--format', '$(RELEASE) $(REPO_URI) $(SIGNED_BY)',
                 'Identifier: Packages').splitlines()
    security = suite.endswith('-security')
    for line in lines:
        release, address, *keys = line.split()
        if release.endswith('-security') == security and address.rstrip('/').endswith(
                'debian-security' if security else '/debian'):
            return address, ' '.join(keys)
    raise Missing(f'none of this machine\'s sources is an archive that could hold {suite}')


def apt_options(folder, suite=None, architecture=None, kind='deb'):
    """
    Options that make apt use another suite or another architecture than this machine's. apt's lists
    and state are in the folder, and no package counts as installed. kind: 'deb', or 'deb-src' for
    sources.
    """
    for name in ('lists/partial', 'archives/partial'):
        (folder / name).mkdir(parents=True, exist_ok=True)
    (folder / 'status').touch()
    options = ['-o', f'Dir::State::lists={folder}/lists', '-o', f'Dir::State::status={folder}/status',
               '-o', f'Dir::Cache::archives={folder}/archives', '-o', 'Dir::Cache::pkgcache=',
               '-o', 'Dir::Cache::srcpkgcache=', '-o', 'APT::Sandbox::User=']
    if suite:
        address, keys = archive_of(suite)
        signed = f'[signed-by={keys}] ' if keys.startswith('/') else ''
        (folder / 'sources.list').write_text(f'{kind} {signed}{address} {suite} main\n')
        options += ['-o', f'Dir::Etc::sourcelist={folder}/sources.list',
                    '-o', 'Dir::Etc::sourceparts=-']
    if architecture:
        options += ['-o', f'APT::Architecture={architecture}',
                    '-o', f'APT::Architectures={architecture}']
    lists = list((folder / 'lists').glob('*Sources*' if kind == 'deb-src' else '*Packages*'))
    if not lists or time.time() - max(file.stat().st_mtime for file in lists) > MAX_AGE:
        update(options)
    for file in lists:
        os.utime(file)
    return options


def update(options):
    call('apt-get', *options, 'update', '-q', '-o', 'APT::Update::Error-Mode=any')


def depends_of(package, apt):
    # If there is no such package, nothing is printed. Whether apt-cache then fails depends on its
    # version.
    shown = subprocess.run(['apt-cache', *apt, 'show', '--no-all-versions', package], text=True,
                           check=False, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout
    found = re.search(r'^Depends:.*$', shown, re.MULTILINE)
    return found.group(0) if found else ''


def candidate_of(package, apt=()):
    """NAME=VERSION of the package that apt would install."""
    found = re.search(r'Candidate: (\S+)', call('apt-cache', *apt, 'policy', package))
    if not found or found.group(1) == '(none)':
        raise Missing(f'{package} is not in the package lists')
    return f'{package}={found.group(1)}'


def download(package, folder, apt=()):
    """Download the file of one package, NAME or NAME=VERSION."""
    try:
        call('apt-get', *apt, 'download', '-q', package, cwd=folder)
    except Trouble:
        # The archive may have a newer version than the list.
        if apt:
            update(apt)
        else:
            as_root('apt-get', 'update', '-q')
        try:
            call('apt-get', *apt, 'download', '-q', package, cwd=folder)
        except Trouble as why:
            if ' 404 ' in str(why):
                raise Missing(f'{package} is in the archive\'s list and not in the archive') from why
            raise
    return next(folder.glob(package.split('=')[0] + '_*.deb'))


def download_with_dependencies(packages, apt):
    """Download these packages and everything that they depend on into apt's archives."""
    command = ['apt-get', *apt, 'install', '-y', '-q', '--download-only', '--no-install-recommends', *packages]
    try:
        call(*command)
    except Trouble:
        # The archive may have a newer version than the list.
        update(apt)
        try:
            call(*command)
        except Trouble as why:
            lost = re.findall(r'/([^/\s]+\.deb)\s+404 ', str(why))
            if lost:
                raise Missing(f'{lost[0]} and {len(lost) - 1} more are in the archive\'s list and not in the '
                              'archive') from why
            raise


def unpack(files, tree):
    """Unpack packages as a root with /usr merged. Links stay inside the root."""
    for name in ('bin', 'lib', 'lib64', 'sbin'):
        (tree / 'usr' / name).mkdir(parents=True, exist_ok=True)
        if not (tree / name).is_symlink():
            (tree / name).symlink_to(f'usr/{name}')
    for file in files:
        tar = ['tar', '-x', '-C', str(tree), '--keep-directory-symlink', '--exclude=./usr/share/doc',
               '--exclude=./usr/share/man', '--exclude=./usr/share/locale']
        with subprocess.Popen(['dpkg-deb', '--fsys-tarfile', str(file)],
                              stdout=subprocess.PIPE) as archive:
            done = subprocess.run(tar, stdin=archive.stdout, check=False)
        if done.returncode or archive.returncode:
            raise Trouble(f'{file} could not be unpacked')


def download_and_unpack(packages, tree, apt=()):
    """The same as unpack_root(), for names of packages."""
    tree.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=tree.parent) as folder:
        # apt downloads as another user, who needs access to the folder.
        os.chmod(folder, 0o777)
        unpack([download(name, pathlib.Path(folder), apt) for name in packages], tree)

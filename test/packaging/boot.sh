#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Run the systemd of an unpacked system as process 1 in new namespaces until it exits. Only a
# running systemd makes the sandbox of a unit. It needs root, and a mount namespace in which mounts
# may be left.
#
#	boot.sh ROOT CGROUP2
set -eu

root=$1
# A cgroup that systemd uses as the root of its hierarchy.
group=$2/pmemcap-test.$$
mkdir "$group"
# shellcheck disable=SC2317 # called by the trap
leave() {
	# The outer cgroups are removed last. cgroups that a unit left are removed with them.
	for _ in $(seq 50); do
		find "$group" -depth -type d -exec rmdir {} + 2>/dev/null || :
		[ -d "$group" ] || return 0
		sleep 0.1
	done
}
trap leave EXIT
trap 'exit 1' HUP INT TERM

cat >"$root/.boot" <<-'EOT'
	set -eu
	mount --bind "$1" "$1"
	cd "$1"
	mount -t proc proc proc
	mount -t sysfs sysfs sys
	mount -t cgroup2 cgroup2 sys/fs/cgroup
	mount -t tmpfs tmpfs run
	mount --rbind /dev dev
	# systemd changes the propagation of mounts, for which the root must be a mount point.
	pivot_root . mnt
	umount -l /mnt
	exec env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin container=other \
		/lib/systemd/systemd --system --unit=multi-user.target --show-status=no
EOT
status=0
sh -c 'echo $$ >"$1/cgroup.procs"
	exec timeout 120 unshare --cgroup --pid --uts --ipc --net --mount --fork --kill-child sh "$2/.boot" "$2"' \
	sh "$group" "$root" </dev/null || status=$?
rm -f "$root/.boot"
exit $status

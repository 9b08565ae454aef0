#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Wall time of `daxctl alias-check` beside `daxctl list` on this machine. A
# figure for people: no test passes or fails by it.
set -eu

ours=$1
theirs=$(command -v daxctl) || {
	echo "no daxctl in PATH to compare with"
	exit 0
}
command -v hyperfine >/dev/null || {
	echo "hyperfine is not installed"
	exit 0
}
exec hyperfine -N --warmup 5 --runs 200 "$ours alias-check" "$theirs list"

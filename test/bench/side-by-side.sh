#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# side-by-side.sh OURS "THEIRS": wall time of one of our commands beside the
# distribution's nearest on this machine. A figure for people: no test passes or
# fails by it.
set -eu

ours=$1 theirs=$2
for program in hyperfine "${theirs%% *}"; do
	command -v "$program" >/dev/null || {
		echo "$program is not installed: nothing to compare"
		exit 0
	}
done
exec hyperfine -N --warmup 5 --runs 200 "$ours" "$theirs"

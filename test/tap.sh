# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-only
# Sourced by test scripts on this machine: TAP of commands that succeed or fail.
# Takes $dir, a directory for the log of a command.
# shellcheck disable=SC2154
count=0
failed=0

# check NAME COMMAND...
check() {
	name=$1
	shift
	count=$((count + 1))
	if "$@" >"$dir/log" 2>&1; then
		echo "ok $count - $name"
	else
		echo "not ok $count - $name"
		tail -n 30 "$dir/log" | sed 's/^/# /'
		failed=1
	fi
}

# skip NAME WHY
skip() {
	count=$((count + 1))
	echo "ok $count - $1 # skip $2"
}

# finish: the plan, and the end of the script.
finish() {
	echo "1..$count"
	exit $failed
}

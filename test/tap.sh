# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-only
# Test scripts on this machine source this file: it prints TAP for commands that succeed or fail.
# $dir is a directory for the log of a command.
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

# finish: print the plan and end the script.
finish() {
	echo "1..$count"
	exit $failed
}

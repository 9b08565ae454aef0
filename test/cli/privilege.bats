#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only
# Which rights root gives up to read a captured tree, and that no answer depends on this.

bats_require_minimum_version 1.5.0

setup_file() {
	cc -Wall -Wextra -Werror -shared -fPIC -o "$BATS_FILE_TMPDIR/die.so" "$BATS_TEST_DIRNAME/../stuck/die.c" -ldl
}

setup() {
	[ "$(id -u)" = 0 ] || skip "needs root, who has something to give up"
	setpriv --reuid=65534 --regid=65534 --clear-groups true 2>/dev/null || skip "root cannot become another user here"
	tree="$BATS_TEST_TMPDIR/tree"
	cp -r "$FIXTURES/x86-612-nfit" "$tree"
	chmod -R a+rX "$tree"
}

# The answer with --timeout=0: one process, which keeps root's rights.
as_root() {
	"$NDCTL" pmem-status --timeout=0 --sysroot="$1"
}

# The reading process, and its status read at once: the process may end or be replaced at any time.
look_at_reader() {
	reader=$(grep -l "^PPid:	$run\$" /proc/[0-9]*/status 2>/dev/null | head -n 1) || true
	reader=${reader//[!0-9]/}
	[ -n "$reader" ] && cat "/proc/$reader/status" >"$BATS_TEST_TMPDIR/status" 2>/dev/null &&
		grep -q '^NoNewPrivs:	1' "$BATS_TEST_TMPDIR/status"
}

# How often the reader has waited: once for each file, which is slow to open.
waits() {
	sed -n 's/^voluntary_ctxt_switches:	//p' "$BATS_TEST_TMPDIR/status"
}

# Begin a run that takes long. Results: $run, and $reader, the reading process, with its status.
begin_slow() {
	ldd "$NDCTL" | grep -q libasan && skip "the address sanitizer is loaded first"
	DIE=slow LD_PRELOAD="$BATS_FILE_TMPDIR/die.so" "$NDCTL" pmem-status --timeout=100 --sysroot="$tree" \
		>/dev/null 2>&1 3>&- &
	run=$!
	seen=
	for _ in $(seq 300); do
		if ! look_at_reader; then
			:
		elif [ "$reader" != "$seen" ]; then
			seen=$reader
			first=$(waits)
		elif [ "$(waits)" -ge $((first + 5)) ]; then
			# A reader that may not read the tree is replaced at its first file.
			return 0
		fi
		sleep 0.1
	done
	return 1
}

# has FIELD PATTERN: the reader's status has the field, and its value matches.
has() {
	grep -Eq "^$1:	$2\$" "$BATS_TEST_TMPDIR/status" || {
		cat "$BATS_TEST_TMPDIR/status"
		return 1
	}
}

trace() {
	strace -o /dev/null true 2>/dev/null || skip "no strace"
	strace -f -o "$BATS_TEST_TMPDIR/trace" -e trace=setresuid,openat,openat2,mkdir,mkdirat "$@"
}

@test "a tree that everybody may read is read by nobody, without groups and capabilities" {
	begin_slow
	has Uid '65534	65534	65534	65534'
	has Gid '65534	65534	65534	65534'
	has Groups ' *'
	has CapPrm 0000000000000000
	has CapEff 0000000000000000
	has NoNewPrivs 1
	kill -KILL "$run"
	# The reading process then has no parent in this run, and ends too.
	for _ in $(seq 300); do
		[ -e "/proc/$reader" ] || break
		sleep 0.1
	done
	[ ! -e "/proc/$reader" ]
}

@test "a tree that only root may read is read by root, with the same answer and no new rights" {
	chmod 0700 "$tree"
	begin_slow
	has Uid '0	0	0	0'
	has NoNewPrivs 1
	kill -KILL "$run"
	[ "$("$NDCTL" pmem-status --sysroot="$tree")" = "$(as_root "$tree")" ]
}

@test "a file or directory that only root may read does not change the answer" {
	whole=$(as_root "$tree")
	for path in pmemcap.json boot/config-6.12.117+deb12-amd64 sys/bus/nd/devices \
		sys/bus/nd/devices/namespace0.0/size; do
		found=$(readlink -f "$tree/$path")
		mode=$(stat -c %a "$found")
		chmod go= "$found"
		run -0 --separate-stderr "$NDCTL" pmem-status --sysroot="$tree"
		chmod "$mode" "$found"
		[ -z "$stderr" ]
		[ "$output" = "$whole" ]
	done
}

@test "what root may not read either is unread, as in one process" {
	setpriv --bounding-set=-dac_override,-dac_read_search true 2>/dev/null || skip "setpriv cannot take capabilities"
	chmod 0 "$(readlink -f "$tree/sys/bus/nd/devices/namespace0.0/size")"
	chown -R 1:1 "$tree"
	without="setpriv --bounding-set=-dac_override,-dac_read_search"
	one=$($without "$NDCTL" pmem-status --timeout=0 --sysroot="$tree")
	[ "$($without "$NDCTL" pmem-status --sysroot="$tree")" = "$one" ]
	jq -e '.skipped | any(.error == "EACCES")' <<<"$one"
}

@test "an archive that only root may read is unpacked by nobody" {
	tar -C "$BATS_TEST_TMPDIR" -czf "$BATS_TEST_TMPDIR/tree.tar.gz" tree
	chmod 0600 "$BATS_TEST_TMPDIR/tree.tar.gz"
	mkdir -m 1777 "$BATS_TEST_TMPDIR/public"
	trace env TMPDIR="$BATS_TEST_TMPDIR/public" "$NDCTL" pmem-status --sysroot="$BATS_TEST_TMPDIR/tree.tar.gz" \
		>"$BATS_TEST_TMPDIR/out"
	# Directories are made only by processes that have changed their ids before.
	sed -n 's/^[0-9]* *\(setresuid\|mkdir\).*/\1/p' "$BATS_TEST_TMPDIR/trace" | uniq >"$BATS_TEST_TMPDIR/order"
	[ "$(tr '\n' ' ' <"$BATS_TEST_TMPDIR/order")" = "setresuid mkdir " ]
	as_root "$tree" | diff - "$BATS_TEST_TMPDIR/out"
	[ -z "$(ls -A "$BATS_TEST_TMPDIR/public")" ]
	# If nobody may not write there, root unpacks.
	chmod 0700 "$BATS_TEST_TMPDIR/public"
	TMPDIR="$BATS_TEST_TMPDIR/public" "$NDCTL" pmem-status --sysroot="$BATS_TEST_TMPDIR/tree.tar.gz" |
		diff - "$BATS_TEST_TMPDIR/out"
	[ -z "$(ls -A "$BATS_TEST_TMPDIR/public")" ]
}

@test "root stays root for /proc and /sys of a machine, in one process, and without CAP_KILL" {
	trace "$DAXCTL" alias-check --sysroot=/ >/dev/null
	[ "$(grep -c setresuid "$BATS_TEST_TMPDIR/trace")" = 0 ]
	trace "$DAXCTL" alias-check >/dev/null
	[ "$(grep -c setresuid "$BATS_TEST_TMPDIR/trace")" = 0 ]
	trace "$DAXCTL" alias-check --timeout=0 --sysroot="$tree" >/dev/null
	[ "$(grep -c setresuid "$BATS_TEST_TMPDIR/trace")" = 0 ]
	trace setpriv --bounding-set=-kill "$DAXCTL" alias-check --sysroot="$tree" >/dev/null
	[ "$(grep -c setresuid "$BATS_TEST_TMPDIR/trace")" = 0 ]
	trace "$DAXCTL" alias-check --sysroot="$tree" >/dev/null
	[ "$(grep -c setresuid "$BATS_TEST_TMPDIR/trace")" = 1 ]
}

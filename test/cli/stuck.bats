#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only
# Files that never answer, and processes that die while they read. The run ends in time, and only
# what could not be read is unknown.
# shellcheck disable=SC2016 # for another shell to expand

bats_require_minimum_version 1.5.0

setup_file() {
	export stuck_dir="$BATS_FILE_TMPDIR"
	# shellcheck disable=SC2046 # words
	cc -Wall -Wextra -Werror -o "$stuck_dir/stuck-fs" "$BATS_TEST_DIRNAME/../stuck/stuck-fs.c" \
		$(pkg-config --cflags --libs fuse3) || rm -f "$stuck_dir/stuck-fs"
	cc -Wall -Wextra -Werror -shared -fPIC -o "$stuck_dir/die.so" "$BATS_TEST_DIRNAME/../stuck/die.c" -ldl
	cc -Wall -Wextra -Werror -o "$stuck_dir/deny" "$BATS_TEST_DIRNAME/../stuck/deny.c"
}

teardown() {
	let_go
}

let_go() {
	[ -e "$stuck_dir/pid" ] || return 0
	# The abandoned processes wait for this file system, and its own threads wait forever.
	kill -KILL "$(cat "$stuck_dir/pid")" 2>/dev/null || true
	fusermount3 -u -z "$stuck_dir/tree" 2>/dev/null || umount -l "$stuck_dir/tree" 2>/dev/null || true
	rm "$stuck_dir/pid"
}

# Choose the files of a fixture that never answer. Result: $tree.
stuck() {
	[ -x "$stuck_dir/stuck-fs" ] || skip "fuse3 is not installed"
	let_go
	tree="$stuck_dir/tree"
	mkdir -p "$tree"
	"$stuck_dir/stuck-fs" "${2:-$FIXTURES/x86-612-nfit}" "$1" "$tree" 3>&- &
	echo $! >"$stuck_dir/pid"
	for _ in $(seq 50); do
		[ "$(stat -f -c %T "$tree")" != "$(stat -f -c %T "$stuck_dir")" ] && return
		kill -0 $! 2>/dev/null || break
		sleep 0.1
	done
	rm "$stuck_dir/pid"
	skip "nothing can be mounted by fuse here"
}

# Run it in time and through a pipe, which an abandoned process must not keep open.
pmem_status() {
	timeout -s KILL 300 "$NDCTL" pmem-status --sysroot="$tree" "$@" | cat >"$stuck_dir/out"
	[ "${PIPESTATUS[0]}" = "${expected:-0}" ]
}

# in_time SECONDS: did it end after so many seconds, and those that a busy machine may add?
in_time() {
	[ "$SECONDS" -le $(($1 + ${PATIENCE:-1})) ]
}

of() {
	jq -c "$1" "$stuck_dir/out"
}

late='[.skipped[] | select(.error == "ETIMEDOUT") | .path]'
effective='[.buses[].regions[].namespaces[] | [.dev, .effective]]'

# live READER: like pmem_status(), but with the tree as the running machine's /sys, so that the
# libraries can be used.
live() {
	unshare -rm true 2>/dev/null || skip "no mount namespace can be had here"
	PMEMCAP_READER=$1 timeout -s KILL 60 unshare -rm sh -c \
		'mount --rbind "$1/sys" /sys && exec "$2" pmem-status -i --timeout="$3"' - "$tree" "$NDCTL" 6 |
		jq 'del(.time)' >"$stuck_dir/$1"
	cp "$stuck_dir/$1" "$stuck_dir/out"
}

# alike: both readers give the same object.
alike() {
	live direct
	live library
	diff "$stuck_dir/direct" "$stuck_dir/library"
}

@test "both readers: a stuck attribute costs only its object, not its bus" {
	stuck '/nothing/at/all'
	alike
	[ "$(of "$late")" = '[]' ]
	known="$(of "$effective")"
	for what in namespace0.0/holder namespace0.0/force_raw pfn0.0/uuid; do
		stuck "*/$what"
		alike
		[ "$(of "$late")" = "[\"/sys/bus/nd/devices/$what\"]" ]
		# /dev has no nodes for the devices of the tree, so "none" is the answer even for
		# unread objects.
		[ "$(of '[.findings[] | select(.id == "object-unread") | .subject]')" = '["namespace0.0"]' ]
		[ "$(of "$effective | .[1:]")" = "$(jq -c '.[1:]' <<<"$known")" ]
	done
}

@test "both readers: a stuck region or bus" {
	for what in region0/size ndbus0/provider; do
		stuck "*/$what"
		alike
		[ "$(of "$late")" = "[\"/sys/bus/nd/devices/$what\"]" ]
		[ "$(of "[.findings[] | select(.id == \"object-unread\") | .subject] | index(\"${what%/*}\") != null")" = true ]
	done
}

@test "a file that only the library reads is not missing if it is stuck" {
	stuck '/nothing/at/all'
	live direct
	for what in '*/namespace0.0/modalias' '*/pfn0.0/modalias' '*/nmem0/commands' '*/ndbus0/wait_probe'; do
		stuck "$what"
		SECONDS=0
		live library
		in_time 4
		diff "$stuck_dir/direct" "$stuck_dir/library"
	done
}

@test "both readers: a stuck attribute that only gives advice leaves its namespace judged" {
	stuck '/nothing/at/all'
	alike
	known="$(of "$effective")"
	stuck '*/pfn0.0/supported_alignments'
	alike
	[ "$(of "$late")" = '["/sys/bus/nd/devices/pfn0.0/supported_alignments"]' ]
	[ "$(of '[.findings[] | select(.id == "object-unread") | .subject]')" = '[]' ]
	[ "$(of "$effective")" = "$known" ]
}

@test "an attribute: its namespace is unknown, the others are not affected" {
	stuck '*/namespace0.0/holder'
	pmem_status --timeout=6
	[ "$(of "$late")" = '["/sys/bus/nd/devices/namespace0.0/holder"]' ]
	[ "$(of "$effective")" = '[["namespace0.0","unknown"],["namespace0.1","devdax"],["namespace0.2","block"],["namespace0.3","block"]]' ]
	[ "$(of '[.findings[] | select(.id == "object-unread") | .subject]')" = '["namespace0.0"]' ]
}

@test "a device: a requirement that depends on it is unknown, and others are not" {
	stuck '*/region0/namespace0.0/*'
	expected=3 pmem_status --timeout=6 -n namespace0.0 --require=fsdax
	[ "$(of "$late")" = '["/sys/bus/nd/devices/namespace0.0"]' ]
	expected=0 pmem_status --timeout=6 -n namespace0.1 --require=devdax
	expected=2 pmem_status --timeout=6 -n namespace0.2 --require=devdax
}

@test "a disk: everything on it is unknown" {
	stuck '*/block/pmem0/queue/dax'
	expected=3 pmem_status --timeout=6 -n namespace0.0 --require=fsdax
	[ "$(of '.findings[] | select(.id == "disk-unread") | .subject')" = '"pmem0"' ]
}

@test "a region, a bus: no object on it gets a firmer answer" {
	for what in '*/region0/*' '*/ndbus0/*'; do
		stuck "$what"
		expected=3 pmem_status --timeout=6 --require=fsdax
		expected=3 pmem_status --timeout=6 --require=devdax
		[ "$(of "$effective | map(select(.[1] != \"unknown\"))")" = '[]' ]
		[ "$(of '[.findings[] | select(.id == "nothing-there")]')" = '[]' ]
	done
}

@test "everything: the run ends in time, and all answers are unknown" {
	stuck '*'
	SECONDS=0
	expected=3 pmem_status --timeout=3 --require=fsdax
	in_time 3
	[ "$(of '[.modes[].supported] | unique')" = '["unknown"]' ]
	[ "$(of "$late | length > 3")" = true ]
}

# One message, status 1, in time. The abandoned process holds no output open.
ends_with() {
	local wanted=$1
	shift
	timeout -s KILL 60 "$@" 2>&1 | cat >"$stuck_dir/out"
	[ "${PIPESTATUS[0]}" = 1 ]
	[ "$(cat "$stuck_dir/out")" = "  Error: $wanted" ] || { cat "$stuck_dir/out" && return 1; }
}

@test "the top directory of a tree never answers" {
	stuck 'open=/'
	for format in json text; do
		ends_with "cannot enter $tree: it does not answer" "$NDCTL" pmem-status --timeout=2 --sysroot="$tree" --format=$format
		ends_with "cannot enter $tree: it does not answer" "$DAXCTL" alias-check --timeout=2 --sysroot="$tree" --format=$format
	done
}

@test "a capture's target whose directory never answers, or that is never written" {
	for what in 'open=/there' 'make=/there' 'make=*/proc' 'write=*'; do
		rm -rf "$stuck_dir/below"
		mkdir "$stuck_dir/below"
		[ "$what" != 'open=/there' ] || mkdir -m 700 "$stuck_dir/below/there"
		stuck "$what" "$stuck_dir/below"
		for command in alias-check pmem-status; do
			program=$DAXCTL
			[ $command = alias-check ] || program=$NDCTL
			timeout -s KILL 60 "$program" $command --timeout=2 --capture="$tree/there" 2>&1 | cat >"$stuck_dir/out"
			[ "${PIPESTATUS[0]}" = 1 ]
			[ "$(wc -l <"$stuck_dir/out")" = 1 ]
			grep -q "^  Error: cannot capture to $tree/there: no answer within 2 seconds, at /" "$stuck_dir/out"
			let_go
			rm -rf "$stuck_dir/below/there"
			[ "$what" != 'open=/there' ] || mkdir -m 700 "$stuck_dir/below/there"
			stuck "$what" "$stuck_dir/below"
		done
	done
	stuck 'write=*' "$stuck_dir/below"
	timeout -s KILL 60 "$DAXCTL" alias-check --timeout=2 --capture="$tree/there.tar.gz" 2>&1 | cat >"$stuck_dir/out"
	[ "${PIPESTATUS[0]}" = 1 ]
	grep -q "^  Error: cannot capture to $tree/there.tar.gz: no answer within 2 seconds, at /" "$stuck_dir/out"
}

@test "alias-check: if the configuration does not answer, the rest is used" {
	stuck '/boot/*'
	timeout -s KILL 300 "$DAXCTL" alias-check --sysroot="$tree" --timeout=2 | cat >"$stuck_dir/out"
	[ "$(of '.cpu.dcache_aliasing')" = '"no"' ]
	[ "$(of '.modes.fsdax.supported')" = '"unknown"' ]
}

@test "a process that dies while it reads, or in a library: the rest is used" {
	tree="$FIXTURES/x86-612-nfit"
	# The preloaded library would come before the address sanitizer's.
	ldd "$NDCTL" | grep -q libasan && skip "not with the address sanitizer"
	for how in kill crash; do
		DIE=$how LD_PRELOAD="$stuck_dir/die.so" timeout -s KILL 300 "$NDCTL" pmem-status --sysroot="$tree" \
			>"$stuck_dir/out" 2>"$stuck_dir/err"
		[ "$(of '[.skipped[] | select(.error == "ECANCELED") | .path]')" = '["/sys/bus/nd/devices/ndbus0/provider"]' ]
		[ "$(of "$effective | .[:2]")" = '[["namespace0.0","fsdax"],["namespace0.1","devdax"]]' ]
		[ "$(of '[.findings[] | select(.id == "object-unread") | .subject]')" = '["ndbus0"]' ]
		[ "$(cat "$stuck_dir/err")" = "  Warning: the reading process died at /sys/bus/nd/devices/ndbus0/provider; this step is left out" ]
	done
}

@test "the name of the file at which it died is escaped" {
	ldd "$NDCTL" | grep -q libasan && skip "not with the address sanitizer"
	tree="$BATS_TEST_TMPDIR/tree"
	cp -a "$FIXTURES/x86-612-nfit" "$tree"
	release=$'owned\e]0;title\a\xe2\x80\xae'
	jq --arg release "$release" '.kernel.release = $release' "$tree/pmemcap.json" >"$BATS_TEST_TMPDIR/record"
	cp "$BATS_TEST_TMPDIR/record" "$tree/pmemcap.json"
	cp "$tree/boot/config-6.12.117+deb12-amd64" "$tree/boot/config-$release"
	DIE_AT=owned LD_PRELOAD="$stuck_dir/die.so" timeout -s KILL 300 "$NDCTL" pmem-status --sysroot="$tree" \
		>"$stuck_dir/out" 2>"$stuck_dir/err"
	cat "$stuck_dir/err"
	grep -qF 'died at /boot/config-owned\x1b]0;title\x07\xe2\x80\xae' "$stuck_dir/err"
	[ "$(LC_ALL=C tr -d '\12\40-\176' <"$stuck_dir/err" | wc -c)" = 0 ]
	[ "$(LC_ALL=C tr -d '\12\40-\176' <"$stuck_dir/out" | wc -c)" = 0 ]
}

@test "many slow files and no stuck one: what was read in time is used" {
	tree="$FIXTURES/x86-612-nfit"
	ldd "$NDCTL" | grep -q libasan && skip "not with the address sanitizer"
	SECONDS=0
	DIE=slow LD_PRELOAD="$stuck_dir/die.so" timeout -s KILL 300 "$NDCTL" pmem-status --sysroot="$tree" --timeout=4 \
		>"$stuck_dir/out"
	in_time 4
	[ "$(of "$late | length > 0")" = true ]
	[ "$(of '.kernel.release')" = '"6.12.117+deb12-amd64"' ]
	[ "$(of '.buses | length > 0')" = true ]
}

@test "nothing answers, and a busy machine begins a process late: there is an answer" {
	tree="$FIXTURES/x86-612-nfit"
	ldd "$NDCTL" | grep -q libasan && skip "not with the address sanitizer"
	SECONDS=0
	run -3 --separate-stderr env DIE=late LD_PRELOAD="$stuck_dir/die.so" timeout -s KILL 300 "$NDCTL" pmem-status \
		--sysroot="$tree" --timeout=2 --require=fsdax
	in_time 3
	[ "$(jq -r .modes.fsdax.supported <<<"$output")" = unknown ]
	[ "$(jq '[.skipped[] | select(.error == "ETIMEDOUT")] | length > 3' <<<"$output")" = true ]
}

@test "a process that always dies: there is an answer, and it is unknown" {
	tree="$FIXTURES/x86-612-nfit"
	ldd "$NDCTL" | grep -q libasan && skip "not with the address sanitizer"
	run -3 --separate-stderr env DIE=always LD_PRELOAD="$stuck_dir/die.so" "$NDCTL" pmem-status \
		--sysroot="$tree" --require=fsdax
	[ "$(jq -r .modes.fsdax.supported <<<"$output")" = unknown ]
	[ "$(jq '.skipped | length > 3' <<<"$output")" = true ]
}

@test "if no process can be made, there is an answer even so" {
	command -v prlimit >/dev/null || skip "no prlimit"
	[ "$(id -u)" = 0 ] || skip "only root can change to a user without processes"
	run -0 --separate-stderr prlimit --nproc=1 setpriv --reuid=12321 --clear-groups --inh-caps=-all \
		"$DAXCTL" alias-check
	[ -z "$stderr" ]
	jq -e .kernel.release <<<"$output"
}

@test "--timeout: only numbers of seconds; 0 means no limit" {
	for bad in '' x 1x -1 1.5 1K 86401 99999999999999999999; do
		run -129 "$DAXCTL" alias-check --timeout="$bad"
		[[ "$output" == *'is not a number of seconds (0 to 86400; 0: no limit)'* ]]
	done
	tree="$FIXTURES/x86-612-nfit"
	[ "$("$NDCTL" pmem-status --timeout=0 --sysroot="$tree" | md5sum)" = "$("$NDCTL" pmem-status --sysroot="$tree" | md5sum)" ]
}

@test "a seccomp filter refuses clone or sendmsg: an answer or one message, and nothing is left" {
	status=0
	"$stuck_dir/deny" clone /bin/true || status=$?
	[ $status = 0 ] || skip "no seccomp filter can be set here"
	mkdir "$BATS_TEST_TMPDIR/tmp" "$BATS_TEST_TMPDIR/out"
	export TMPDIR=$BATS_TEST_TMPDIR/tmp
	archive=$BATS_TEST_TMPDIR/fixture.tgz
	tar czf "$archive" -C "$FIXTURES" x86-612-nfit
	# Without a second process, the command reads by itself. If it needs one, it reports an
	# error.
	for option in --text --sysroot="$archive" --timeout=0; do
		run -0 --separate-stderr "$stuck_dir/deny" clone "$NDCTL" pmem-status "$option"
		[ -z "$stderr" ]
		[ -n "$output" ]
	done
	for target in tree x.tar.gz; do
		run -1 --separate-stderr "$stuck_dir/deny" clone "$NDCTL" pmem-status --capture="$BATS_TEST_TMPDIR/out/$target"
		[[ "$stderr" == *"Error: cannot capture to $BATS_TEST_TMPDIR/out/$target: no process can read the files: Operation not permitted" ]]
		# shellcheck disable=SC2154 # bats sets it
		[ "${#stderr_lines[@]}" = 1 ]
		[ -z "$(ls -A "$BATS_TEST_TMPDIR/out")" ]
	done
	# The reading process does not get the output.
	for option in --text --sysroot="$archive"; do
		run -1 --separate-stderr "$stuck_dir/deny" sendmsg "$NDCTL" pmem-status "$option"
		[ -z "$output" ]
		[[ "$stderr" == *"Error: the answer cannot be printed: Operation not permitted (--timeout=0 needs no other process)" ]]
		[ "${#stderr_lines[@]}" = 1 ]
	done
	run -0 "$stuck_dir/deny" sendmsg "$NDCTL" pmem-status --timeout=0
	for _ in $(seq 100); do
		[ -n "$(ls -A "$TMPDIR")" ] || break
		sleep 0.1
	done
	[ -z "$(ls -A "$TMPDIR")" ]
}

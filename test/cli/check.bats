# SPDX-License-Identifier: GPL-2.0-only
# The test runner, if meson fails or has nothing to run, and the usage of run.sh.
# shellcheck disable=SC2154 # run sets stderr and stderr_lines

bats_require_minimum_version 1.5.0

setup() {
	mkdir "$BATS_TEST_TMPDIR/bin"
	meson=$BATS_TEST_TMPDIR/bin/meson
	PATH=$BATS_TEST_TMPDIR/bin:$PATH
	build="$BATS_TEST_TMPDIR/a build"
	cd "$SOURCE" || return 1
}

# program NAME LINE...: put a script of that name first in PATH.
program() {
	{ echo '#!/bin/sh' && printf '%s\n' "${@:2}"; } >"$BATS_TEST_TMPDIR/bin/$1"
	chmod +x "$BATS_TEST_TMPDIR/bin/$1"
}

# stand_in COMMAND...: a meson that fails with a message at that command.
stand_in() {
	# shellcheck disable=SC2016 # for that script to expand
	printf '#!/bin/sh\necho "$0 $*" >>"%s/asked"\ncase $1 in\n' "$BATS_TEST_TMPDIR" >"$meson"
	printf '%s) echo "meson has no taste for it" && exit 1 ;;\n' "$@" >>"$meson"
	echo 'esac' >>"$meson"
	chmod +x "$meson"
}

# a_test RESULT TAP: a meson whose tests all print that TAP and have that result.
a_test() {
	log=$BATS_TEST_TMPDIR/a\ build/meson-logs/testlog.json
	jq -nc --arg result "$1" --arg tap "$2" '{name: "pmemcap:unit / mine", result: $result, stdout: $tap}' \
		>"$BATS_TEST_TMPDIR/testlog"
	# shellcheck disable=SC2016 # for that script to expand
	program meson 'case $1 in' "test) sleep ${3:-0}; printf '%s\\n' 'ok 1 - one'; mkdir -p '${log%/*}'" \
		"cp '$BATS_TEST_TMPDIR/testlog' '$log'" "[ $1 = OK ] ;;" 'esac'
}

@test "a tree that cannot be configured: the reason, one failure each, and no further step" {
	for step in setup configure; do
		rm -rf "$BATS_TEST_TMPDIR/asked"
		stand_in $step
		run -1 sh test/check.sh all "$build"
		[ "${lines[0]}" = "building in $build" ]
		[ "${lines[1]}" = "meson has no taste for it" ]
		[[ "${lines[2]}" == "configure $build "*" 0 passed, 1 failed, 0 skipped, "*" s" ]]
		[ "${lines[-4]}" = "	configure $build" ]
		[ "${lines[-3]}" = "	configure $build-sanitized" ]
		[ "${lines[-2]}" = "0 skipped" ]
		[ "${lines[-1]}" = "0 passed, 2 failed" ]
		run -1 grep -E 'meson (compile|test|install)' "$BATS_TEST_TMPDIR/asked"
	done
}

@test "a tree that cannot be built: the reason, and one failure each" {
	stand_in compile
	run -1 sh test/check.sh all "$build"
	[ "${lines[1]}" = "meson has no taste for it" ]
	[[ "${lines[2]}" == "build in $build "*" 0 passed, 1 failed, 0 skipped, "*" s" ]]
	[ "${lines[-4]}" = "	build in $build" ]
	[ "${lines[-1]}" = "0 passed, 2 failed" ]
}

@test "failed tests are named again at the end, and time limits are multiplied" {
	a_test FAIL "$(printf 'ok 1 - one\nnot ok 2 - two of it\n# the cause\n1..2')"
	run -1 sh test/check.sh quick "$build"
	# The output has the cause, too.
	[[ "$output" == *"	mine: two of it
	    # the cause"* ]]
	grep -qx '	unit: mine: two of it' <<<"${output#*failed (the logs are in }"
	[[ "${lines[-1]}" == *" passed, "*" failed" ]]
	# shellcheck disable=SC2016 # for that script to expand
	program meson 'echo "$*" >>"$0.asked"'
	run -1 env PATIENCE=33 sh test/check.sh quick "$build"
	grep -q -- '^test .*--timeout-multiplier 33 --suite unit' "$meson.asked"
	run -1 env -u PATIENCE sh test/check.sh quick "$build"
	grep -q -- '^test .*--timeout-multiplier 10 --suite unit' "$meson.asked"
}

@test "a suite that takes more than ten seconds shows its progress" {
	a_test OK 'ok 1 - one' 12
	# One suite is enough.
	sed '/subtests.*fixtures\|subtests.*command-line/d' test/check.sh >"$BATS_TEST_TMPDIR/check.sh"
	mkdir -p "$BATS_TEST_TMPDIR/top/test"
	cp "$BATS_TEST_TMPDIR/check.sh" test/count.py "$BATS_TEST_TMPDIR/top/test"
	cd "$BATS_TEST_TMPDIR/top"
	run sh test/check.sh quick "$build"
	grep -qE '^	unit: [0-9]+ passed so far, 1[0-9] s$' <<<"$output"
}

@test "run.sh: each subcommand has a line, and other words are refused" {
	run -0 --separate-stderr ./run.sh help
	for word in status check check-all check-vm check-upstream deb check-deb help; do
		[ "$(grep -cE "^  $word( |$)" <<<"$output")" = 1 ]
	done
	usage=$output
	run -129 --separate-stderr ./run.sh
	[ -z "$output" ] && [ "$stderr" = "$usage" ]
	run -129 --separate-stderr ./run.sh nonsense
	[ "$stderr" = "run.sh: nonsense is not a subcommand
$usage" ]
	for words in status check check-all deb "check-deb bookworm" help; do
		# shellcheck disable=SC2086 # words
		run -129 --separate-stderr ./run.sh $words please
		[ -z "$output" ] && [ "$stderr" = "run.sh: ${words%% *} takes no more words: please
$usage" ]
	done
}

# A machine without the packages, and a user without sudo.
bare() {
	program id 'echo 1000'
	program dpkg-query 'exit 1'
	program apt :
	for tool in sh bash dirname cat tr sort sed mktemp tail rm grep paste; do
		ln -s "$(command -v $tool)" "$BATS_TEST_TMPDIR/bin/"
	done
}

# hurried: what waits ten seconds waits for one.
hurried() {
	program sleep 'exec /bin/sleep 1'
}

@test ".ci/run: check-all, then check-vm for the rest of the time; both count" {
	[ -e .ci/run ] || skip "not in this tree"
	top=$BATS_TEST_TMPDIR/top
	mkdir -p "$top/.ci"
	cp .ci/run "$top/.ci/"
	# shellcheck disable=SC2016 # for that script to expand
	printf '%s\n' '#!/bin/sh' 'echo "$*" >>asked' 'echo "2 passed, $(cat bad) failed"' 'exit $(cat bad)' >"$top/run.sh"
	chmod +x "$top/run.sh"
	echo 0 >"$top/bad"
	run -0 sh "$top/.ci/run"
	[ "${lines[-1]}" = "4 passed, 0 failed" ]
	[ "$(sed -n 1p "$top/asked")" = check-all ]
	grep -qE '^check-vm --minutes 3[0-9]$' "$top/asked"
	[ "$(wc -l <"$top/asked")" = 2 ]
	echo 1 >"$top/bad"
	run -1 sh "$top/.ci/run"
	[ "${lines[-1]}" = "4 passed, 2 failed" ]
	# What counts nothing has tested nothing.
	echo 'exit 0' >"$top/run.sh"
	run -1 sh "$top/.ci/run"
	[ "${lines[-1]}" = "0 passed, 2 failed" ]
}

@test "while packages are installed and while it builds it says how far it is" {
	hurried
	program id 'echo 0'
	program dpkg-query 'exit 1'
	program apt :
	program apt-get 'case "$*" in' '*"install -y"*) printf "Get:1 a\nGet:2 b\nUnpacking a (1) ...\nUnpacking b (1) ...\nSetting up a (1) ...\n"; /bin/sleep 3 ;;' 'esac'
	# shellcheck disable=SC2016 # for that script to expand
	program meson 'case $1 in compile) printf "[3/7] one\n[4/7] two\n"; /bin/sleep 3 ;; esac'
	mkdir -p "$build/meson-info" "$build/ndctl"
	printf '#!/bin/sh\n' >"$build/ndctl/ndctl"
	chmod +x "$build/ndctl/ndctl"
	run -0 --separate-stderr env BUILD="$build" ./run.sh status
	grep -qx 'run.sh:   2 files fetched, 2 packages unpacked, 1 set up' <<<"$stderr"
	grep -qx 'run.sh:   step 4 of 7' <<<"$stderr"
	# The tests' runner, too.
	run sh test/check.sh quick "$build"
	grep -qE '^	build: step 4 of 7, [0-9]+ s$' <<<"$output"
}

@test "run.sh without root: it prints the complete command and does nothing" {
	bare
	for word in status check check-all check-upstream deb; do
		run -1 --separate-stderr env PATH="$BATS_TEST_TMPDIR/bin" BUILD="$build" ./run.sh $word
		command=$(grep -E '^	' <<<"$stderr")
		[[ "$command" == "	apt-get -q update && DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=600 install -y --no-install-recommends "*" meson "* ]]
		[ ! -e "$build" ]
	done
	for header in libkeyutils-dev libtracefs-dev libtraceevent-dev libiniparser-dev uuid-dev; do
		[[ " $(env PATH="$BATS_TEST_TMPDIR/bin" ./run.sh check-upstream 2>&1 | tr '\n' ' ')" == *" $header "* ]]
	done
	for heavy in valgrind rpm ansible-core sosreport chromium clang lintian; do
		[[ " $command $(env PATH="$BATS_TEST_TMPDIR/bin" ./run.sh check-all 2>&1 | tr '\n' ' ')" == *" $heavy "* ]]
		[[ " $(env PATH="$BATS_TEST_TMPDIR/bin" ./run.sh check 2>&1 | tr '\n' ' ') " != *" $heavy "* ]]
	done
}

@test "run.sh status: one report, with what it did and where the programs are" {
	program apt :
	program dpkg-query 'printf installed'
	stand_in nothing
	mkdir -p "$build/meson-info" "$build/ndctl"
	printf '#!/bin/sh\necho "answer: $*"\n' >"$build/ndctl/ndctl"
	chmod +x "$build/ndctl/ndctl"
	run -0 --separate-stderr env BUILD="$build" ./run.sh status
	[ "$output" = "answer: pmem-status --text" ]
	grep -qx "run.sh: building in $build" <<<"$stderr"
	[ "${stderr_lines[-1]}" = "run.sh: the programs: $build/ndctl/ndctl pmem-status, $build/daxctl/daxctl alias-check" ]
}

# file_system DIR NAME FLAGS LINE: make a kernel source that registers a file system.
file_system() {
	mkdir -p "$kernel/fs/$1"
	printf 'static struct file_system_type %s = {\n\t.name = "%s",\n\t.fs_flags = %s,\n};\n%s\n' \
		"$1" "$2" "$3" "$4" >"$kernel/fs/$1/super.c"
}

@test "no-dax-filesystems.py: names that the list lacks, and names that it should not have" {
	kernel=$BATS_TEST_TMPDIR/linux
	file_system mine mine FS_REQUIRES_DEV
	file_system net net 0
	file_system dax dax FS_REQUIRES_DEV 'inode->i_flags |= S_DAX;'
	file_system vfat vfat FS_REQUIRES_DEV 'inode->i_flags |= S_DAX;'
	run -1 test/vm/no-dax-filesystems.py "$kernel"
	grep -qx 'mine: the kernel has it, the list has not' <<<"$output"
	grep -qx 'udf: the list has it, no source given here has' <<<"$output"
	grep -qx 'vfat: the list has it, and its directory sets S_DAX' <<<"$output"
	[ "$(grep -cE '^(net|dax): ' <<<"$output")" = 0 ]
	[ "${lines[-1]}" = "1 file systems without DAX, 0 listed" ]
}

@test "check-upstream: without a source it is skipped with the reason, and what is no source fails" {
	program apt-get 'case $* in *indextargets*) echo "any http://example.org/debian -" ;; *) echo "E: no network" >&2; exit 100 ;; esac'
	run -0 env PATH="$BATS_TEST_TMPDIR/bin:$PATH" python3 -B contrib/upstream/check.py --build "$build"
	[ "${lines[0]}" = "ok 1 - check-upstream # skip ndctl's source cannot be had from trixie: no network" ]
	[ "${lines[-1]}" = "0 passed, 0 failed" ]
	mkdir -p "$BATS_TEST_TMPDIR/other"
	echo "project('other', 'c')" >"$BATS_TEST_TMPDIR/other/meson.build"
	run -1 python3 -B contrib/upstream/check.py --build "$build" "$BATS_TEST_TMPDIR/other"
	[ "${lines[0]}" = "not ok 1 - check-upstream" ]
	[ "${lines[-1]}" = "0 passed, 1 failed" ]
}

#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The tests of ./run.sh check (quick) and check-all (all). Run it in the project's top directory,
# with all packages installed. It prints one line for each suite, with its count, its time, and the
# reason of each skipped test. While a long suite runs, it prints a running count. Failed tests are
# named again at the end. The last line has the sums: "N passed, N failed".
#
#	[PATIENCE=10] [FUZZ_SECONDS=60] test/check.sh quick|all BUILD-DIRECTORY
#
# PATIENCE multiplies the time limits of tests. A limit ends a test that hangs, and must not be
# reached on a busy machine. FUZZ_SECONDS is the time of each fuzzing target, with as many at a time
# as there are processors; 0 leaves them out.
set -u

case ${1-} in
quick | all) which=$1 ;;
*)
	echo "usage: test/check.sh quick|all BUILD-DIRECTORY" >&2
	exit 129
	;;
esac
build=$2
PATIENCE=${PATIENCE:-10}
case $build in
/*) ;;
*) build=$PWD/$build ;;
esac
logs=$build/check-logs
# promtool may be in the build directory.
PATH=$PATH:$build
# Write no compiled Python into the source tree.
PYTHONDONTWRITEBYTECODE=1
# The output of a test is counted while the test runs.
PYTHONUNBUFFERED=1
export PATH PATIENCE PYTHONDONTWRITEBYTECODE PYTHONUNBUFFERED
passed=0
failed=0
skipped=0
# The start of the current suite, in seconds.
began=$(date +%s)
so_far=true

# On a terminal, the running count stays on one line.
if [ -t 1 ]; then
	interval=1
	line='\r\033[K%s'
	end='\r\033[K'
else
	interval=30
	line='%s\n'
	end=''
fi

# What the log shows of how far it is: tests that passed, or steps of a build.
passed_so_far() {
	echo "$(grep -cE '^ok |(^|[[:space:]])OK[[:space:]]*$' "$1" 2>/dev/null) passed so far, "
}

steps_so_far() {
	sed -n 's,^\[\([0-9]*\)/\([0-9]*\)\] .*,step \1 of \2\, ,p' "$1" 2>/dev/null | tail -n 1
}

# running NAME LOG: print the progress of the suite until killed, after the first ten seconds.
running() {
	sleep 10 >/dev/null 2>&1 3>&-
	while :; do
		# shellcheck disable=SC2059 # a format of ours
		printf "$line" "	$1: $($so_far "$2")$(($(date +%s) - began)) s"
		sleep $interval >/dev/null 2>&1 3>&-
	done
}

# logged NAME LOG COMMAND...: run it with its output in the log, and return its status. $so_far is
# the function that reads the progress in the log; true: the log shows no progress.
logged() {
	name=$1 log=$2
	shift 2
	began=$(date +%s)
	: >"$log"
	running "$name" "$log" &
	ticker=$!
	"$@" >>"$log" 2>&1
	result=$?
	kill $ticker 2>/dev/null
	wait $ticker 2>/dev/null
	# shellcheck disable=SC2059
	printf "$end"
	return $result
}

# failure NAME: name it again at the end.
failure() {
	echo "$1" >>"$logs/failed"
}

# count PASSED FAILED SKIPPED NAME
count() {
	passed=$((passed + $1))
	failed=$((failed + $2))
	skipped=$((skipped + $3))
	printf '%-28s %5d passed, %d failed, %d skipped, %d s\n' "$4" "$1" "$2" "$3" $(($(date +%s) - began))
}

# one NAME COMMAND...: a check that counts as one pass or one failure.
one() {
	name=$1
	shift
	if logged "$name" "$logs/$name.log" "$@"; then
		count 1 0 0 "$name"
	else
		count 0 1 0 "$name"
		failure "$name"
		tail -n 40 "$logs/$name.log" | sed 's/^/	/'
	fi
}

# left_out NAME WHY: a check that is not possible here.
left_out() {
	began=$(date +%s)
	count 0 0 1 "$1"
	printf '\tskipped: %s\n' "$2"
}

# why_not NAME COUNT-OPTION...: print the output of the failed tests, otherwise the end of the log.
why_not() {
	log=$logs/$1.log
	shift
	said=$(python3 test/count.py --why "$@" 2>/dev/null)
	if [ -n "$said" ]; then
		printf '%s\n' "$said"
	else
		tail -n 80 "$log"
	fi
}

# tally NAME STATUS COUNT-OPTION...: count a suite that ended with this status, with count.py.
tally() {
	name=$1 status=$2
	shift 2
	python3 test/count.py "$@" >"$logs/$name.counts" 2>>"$logs/$name.log" || echo 0 1 0 >"$logs/$name.counts"
	read -r good bad left <"$logs/$name.counts"
	# A failure without a failed subtest (a crash, a timeout) must not be lost. A suite in which
	# no test passed has failed too.
	if [ "$bad" = 0 ] && { [ "$status" != 0 ] || [ "$good" = 0 ]; }; then
		bad=1
	fi
	count "$good" "$bad" "$left" "$name"
	if [ "$bad" != 0 ]; then
		python3 test/count.py --failed "$@" >"$logs/$name.failed" 2>/dev/null
		[ -s "$logs/$name.failed" ] || echo "no test of it, but the command" >"$logs/$name.failed"
		# Keep the output of the tests, since the next suite overwrites the file.
		case $1 in
		*/testlog.json) cp "$1" "$logs/$name.json" ;;
		esac
		sed "s/^/$name: /" "$logs/$name.failed" >>"$logs/failed"
	fi
	sed -n '2,$s/^/	skipped: /p' "$logs/$name.counts"
	[ "$bad" = 0 ] || why_not "$name" "$@" | sed 's/^/	/'
}

# subtests DIR NAME OPTION...: run meson test in DIR, and count each subtest.
subtests() {
	dir=$1 name=$2
	shift 2
	# If no test runs, meson leaves the log of the last run.
	rm -f "$dir/meson-logs/testlog.json"
	so_far=passed_so_far
	logged "$name" "$logs/$name.log" meson test -C "$dir" --no-rebuild --verbose --print-errorlogs \
		--timeout-multiplier "$PATIENCE" "$@"
	status=$?
	so_far=true
	tally "$name" $status "$dir/meson-logs/testlog.json"
}

# counted NAME COMMAND...: run a script that prints TAP, and count each line.
counted() {
	name=$1
	shift
	so_far=passed_so_far
	logged "$name" "$logs/$name.log" "$@"
	status=$?
	so_far=true
	reason=$(sed -n 's/^1\.\.0 # skip //p' "$logs/$name.log")
	if [ $status = 0 ] && [ -n "$reason" ]; then
		left_out "$name" "$reason"
	else
		tally "$name" $status --tap "$name" "$logs/$name.log"
	fi
}

# setup DIR OPTION...: configure and build. If this fails, the whole check is one failure.
setup() {
	dir=$1
	shift
	echo "building in $dir"
	if ! { [ -f "$dir/build.ninja" ] || logged configure "$logs/setup.log" meson setup "$dir" "$@"; } ||
		! meson configure "$dir" "$@" >>"$logs/setup.log" 2>&1; then
		tail -n 60 "$logs/setup.log"
		count 0 1 0 "configure $dir"
		failure "configure $dir"
		return 1
	fi
	so_far=steps_so_far
	logged build "$logs/compile.log" meson compile -C "$dir"
	status=$?
	so_far=true
	if [ $status != 0 ]; then
		tail -n 60 "$logs/compile.log"
		count 0 1 0 "build in $dir"
		failure "build in $dir"
		return 1
	fi
}

# in_parallel COMMAND...: xargs with one process for each processor. It fails if one of them fails.
in_parallel() {
	xargs -0 -P "$(getconf _NPROCESSORS_ONLN)" "$@"
}

# The command lines of under_valgrind: every test program, and the commands on each fixture.
# shellcheck disable=SC2016 # for the shell that runs them to expand
memcheck_lines() {
	for program in judge parsers inventory capture; do
		printf '$memcheck "$build/test/test-%s"\0' $program
	done
	alias_check='$memcheck "$build/daxctl/daxctl" alias-check'
	status='$memcheck "$build/ndctl/ndctl" pmem-status'
	printf '%s >/dev/null\0' "$alias_check" "$alias_check --text -vv" "$status"
	for tree in "$build"/test/fixtures/*; do
		from="--sysroot=\"\$build/test/fixtures/${tree##*/}\""
		printf '%s >/dev/null\0' "$alias_check $from" "$status $from"
		for format in text env openmetrics; do
			printf '%s >/dev/null\0' "$status --format=$format -vv $from"
		done
	done
}

under_valgrind() {
	memcheck='valgrind -q --error-exitcode=99 --leak-check=full --show-leak-kinds=definite,indirect'
	export memcheck build
	memcheck_lines | in_parallel -n 1 sh -c || return 1
	# Look for leaks if a file cannot be read.
	for program in daxctl ndctl; do
		python3 test/faults/check.py "$build/test/libfaults-shim.so" "$build/$program/$program" --sample=100 \
			--under="$memcheck --vgdb=no" whole || return 1
	done
}

# The programs are position-independent and have protected stacks, read-only relocations and checked
# calls.
is_hardened() {
	readelf -hW "$1" | grep -q 'Type: *DYN' && readelf -lW "$1" | grep -q GNU_RELRO &&
		readelf -dW "$1" | grep -q BIND_NOW && ! readelf -lW "$1" | grep -q 'GNU_STACK.*RWE' &&
		readelf --dyn-syms -W "$1" | grep -q __stack_chk_fail &&
		readelf --dyn-syms -W "$1" | grep -q '__[a-z]*printf_chk'
}

hardened() {
	for program in daxctl/daxctl ndctl/ndctl; do
		is_hardened "$build/$program" || { echo "$program is not hardened" && return 1; }
	done
}

# All scripts except built ones. Without git, the tree is searched. A short list means that the
# search failed.
scripts() {
	find . -type d \( -name .git -o -name 'build*' -o -path "./${build#"$PWD"/}" \) -prune -o -type f \
		\( -name '*.sh' -o -path './.ci/run' -o -path './test/vm/*-init' -o -path './contrib/*.bash' \
		-o -path './contrib/ansible/*.fact' -o -path './contrib/nfd/pmemcap-nfd' \
		-o -path './contrib/prometheus/pmemcap-requirements' \) -print0 >"$logs/scripts"
	number=$(tr -cd '\0' <"$logs/scripts" | wc -c)
	[ "$number" -ge 40 ] || { echo "only $number scripts found" && return 1; }
	in_parallel -n 8 shellcheck -x <"$logs/scripts" &&
		printf '%s\0' test/cli/*.bats | in_parallel -n 4 shellcheck -x -s bats
}

# page PROGRAM COMMAND REASONS WORD...: check that a manual page has ids, options and words.
page() {
	program=$1 command=$2 reasons=$3
	shift 3
	text=$(sed 's/\\-/-/g; s/\\fB//g; s/\\fP//g' "$build/Documentation/$program-$command.1")
	{
		sed -n 's/^.*\[\[\([a-z0-9-]*\)\]\].*/\1/p' "$build/Documentation/$reasons"
		"$build/$program/$program" "$command" --list-opts | tr ' ' '\n'
		printf '%s\n' "$@"
	} >"$logs/words"
	[ "$(wc -l <"$logs/words")" -gt 35 ] || return 1
	while read -r word; do
		case $text in
		*"$word"*) ;;
		*) echo "no $word in $program-$command(1)" && return 1 ;;
		esac
	done <"$logs/words"
}

manual() {
	page daxctl alias-check reasons-host.txt 129 dcache_aliasing dax_alias_check alias_span limits skipped &&
		page ndctl pmem-status reasons.txt 129 dax_regions effective possible granularity
}

analysed() {
	cppcheck --quiet --error-exitcode=1 --std=c11 --enable=warning,performance,portability \
		--inline-suppr --suppress=missingIncludeSystem -D_GNU_SOURCE \
		--suppress=unknownMacro -I "$build" util daxctl ndctl
}

# clang's analyser finds more. It runs only where it is installed.
tidy() {
	find util daxctl ndctl -name '*.c' -print0 | in_parallel -n 8 clang-tidy -p "$build" --quiet
}

# Install into a directory as packagers do, then use the result.
installs() {
	root=$build/destdir
	rm -rf "$root"
	DESTDIR=$root meson install -C "$build" --no-rebuild || return 1
	for file in bin/daxctl bin/daxctl-alias-check share/man/man1/daxctl-alias-check.1 \
		bin/ndctl bin/ndctl-pmem-status share/man/man1/ndctl-pmem-status.1 \
		share/pmemcap/pmemcap.schema.json; do
		[ -e "$root/usr/local/$file" ] || { echo "$file is not installed" && return 1; }
	done
	# The location of bash-completion depends on the machine, and one of the files is a link.
	for file in completions/daxctl-alias-check completions/ndctl-pmem-status bash_completion.d/pmemcap; do
		found=$(find "$root" -path "*/$file")
		[ -s "${found:-/nowhere}" ] || { echo "$file is not installed" && return 1; }
	done
	answers "$root/usr/local/bin/daxctl-alias-check" && answers "$root/usr/local/bin/ndctl-pmem-status"
}

# answers PROGRAM: the program answers yes, no or unknown (status 0, 2 or 3).
answers() {
	"$1" --require=block >/dev/null
	case $? in
	0 | 2 | 3) ;;
	*) echo "$1 does not answer" && return 1 ;;
	esac
}

# The distribution's ndctl and daxctl are installed too: their file names must stay free.
installs_beside() {
	dir=$build/no-front-ends
	root=$dir/destdir
	rm -rf "$root"
	[ -f "$dir/build.ninja" ] ||
		meson setup "$dir" -Dfront-ends=false -Dtests=disabled -Ddocs=disabled -Doptimization=0 || return 1
	meson compile -C "$dir" && DESTDIR=$root meson install -C "$dir" --no-rebuild || return 1
	for file in bin/ndctl bin/daxctl; do
		[ ! -e "$root/usr/local/$file" ] || { echo "$file is installed" && return 1; }
	done
	answers "$root/usr/local/bin/daxctl-alias-check" && answers "$root/usr/local/bin/ndctl-pmem-status"
}

# This only makes the packages. ./run.sh check-deb uses them.
linted() {
	rm -rf "$build/deb"
	contrib/packaging/deb.sh "$build/deb" &&
		lintian --fail-on error,warning,info,pedantic --display-info --pedantic "$build"/deb/*.changes
}

# The suites of ./run.sh check.
quick() {
	subtests "$build" unit --suite unit
	subtests "$build" fixtures --suite fixtures --no-suite slow
	subtests "$build" command-line --suite cli --no-suite slow
	one manual manual
	one install installs
	one hardened hardened
}

all() {
	subtests "$build" unit --suite unit
	subtests "$build" fixtures --suite fixtures
	subtests "$build" command-line --suite cli
	subtests "$build" contrib --suite contrib
	subtests "$build" take-away --suite take-away
	subtests "$build" faults --suite faults
	subtests "$build" hostile --suite hostile
	subtests "$build" integrating --suite integrating
	one valgrind under_valgrind
	one manual manual
	one install installs
	one install-beside installs_beside
	one hardened hardened
	one cppcheck analysed
	one shellcheck scripts
	counted rpm test/packaging/rpm.sh
	if [ "${FUZZ_SECONDS:-60}" = 0 ]; then
		left_out fuzz "FUZZ_SECONDS is 0"
	else
		counted fuzz test/fuzz/run --build "$build/fuzz" --seconds "${FUZZ_SECONDS:-60}"
	fi
	if command -v lintian >/dev/null && command -v dh >/dev/null; then
		one deb-and-lintian linted
	else
		left_out deb-and-lintian "debhelper or lintian is not installed"
	fi
	if command -v clang-tidy >/dev/null; then
		one clang-tidy tidy
	else
		left_out clang-tidy "clang-tidy is not installed"
	fi
}

# valgrind looks for leaks. LeakSanitizer needs /proc, which a captured tree lacks.
sanitized() {
	ASAN_OPTIONS=detect_leaks=0:abort_on_error=0 UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1
	export ASAN_OPTIONS UBSAN_OPTIONS
	# With sanitizers, gcc warns about NULL for pointers that are never NULL. This is not an
	# error here.
	setup "$build-sanitized" -Dwerror=true -Db_sanitize=address,undefined -Db_lundef=false \
		-Dc_args="-Wno-error=stringop-overread -Wno-error=nonnull" &&
		subtests "$build-sanitized" sanitized --no-suite slow
}

mkdir -p "$logs"
rm -f "$logs/failed"
setup "$build" -Dwerror=true -Dtests=enabled -Ddocs=enabled && "$which"
[ "$which" = quick ] || sanitized

if [ -s "$logs/failed" ]; then
	echo "failed (the logs are in $logs):"
	sed 's/^/	/' "$logs/failed"
fi
echo "$skipped skipped"
echo "$passed passed, $failed failed"
[ $failed = 0 ] && [ $passed -gt 0 ]

#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# All fast tests, each suite with its count, and one line at the end that adds
# them up: "N passed, N failed". Called by ./run.sh check from the project's
# top; everything it needs is installed by then.
set -u

build=$1
logs=$build/check-logs
# Where promtool may have been put.
PATH=$PATH:$PWD/$build
passed=0
failed=0

# count PASSED FAILED NAME
count() {
	passed=$((passed + $1))
	failed=$((failed + $2))
	printf '%-28s %5d passed, %d failed\n' "$3" "$1" "$2"
}

# one NAME COMMAND...: a check that is one pass or one failure.
one() {
	name=$1
	shift
	if "$@" >"$logs/$name.log" 2>&1; then
		count 1 0 "$name"
	else
		count 0 1 "$name"
		tail -n 40 "$logs/$name.log" | sed 's/^/	/'
	fi
}

# subtests DIR NAME OPTION...: meson test in DIR, its subtests counted one by one.
subtests() {
	dir=$1 name=$2
	shift 2
	meson test -C "$dir" --no-rebuild --print-errorlogs "$@" >"$logs/$name.log" 2>&1
	status=$?
	counts=$(python3 test/count.py "$dir/meson-logs/testlog.json" "$@") || counts="0 1"
	# A failure that no subtest shows (a crash, a timeout) must not be lost.
	case $counts in
	*" 0") [ $status = 0 ] || counts="${counts% 0} 1" ;;
	esac
	# shellcheck disable=SC2086 # two numbers
	count $counts "$name"
	[ $status = 0 ] || tail -n 80 "$logs/$name.log" | sed 's/^/	/'
}

# counted NAME COMMAND...: a script that prints TAP, its lines counted one by one.
counted() {
	name=$1
	shift
	"$@" >"$logs/$name.log" 2>&1
	status=$?
	good=$(grep '^ok ' "$logs/$name.log" | grep -vc '# skip')
	bad=$(grep -c '^not ok ' "$logs/$name.log")
	[ $status = 0 ] || [ "$bad" != 0 ] || bad=1
	count "$good" "$bad" "$name"
	grep '# skip' "$logs/$name.log" | sed 's/^/	/'
	[ "$bad" = 0 ] || tail -n 40 "$logs/$name.log" | sed 's/^/	/'
}

# setup DIR OPTION...: configure and build, or the whole check is one failure.
setup() {
	dir=$1
	shift
	[ -d "$dir/meson-info" ] || meson setup "$dir" "$@" >"$logs/setup.log" 2>&1
	meson configure "$dir" "$@" >>"$logs/setup.log" 2>&1
	if ! meson compile -C "$dir" >"$logs/compile.log" 2>&1; then
		tail -n 60 "$logs/compile.log"
		count 0 1 "build in $dir"
		return 1
	fi
}

# Every test program under valgrind's memcheck, and the command on each fixture.
under_valgrind() {
	set -- valgrind -q --error-exitcode=99 --leak-check=full --show-leak-kinds=definite,indirect
	for program in "$build"/test/test-judge "$build"/test/test-parsers "$build"/test/test-inventory \
		"$build"/test/test-capture; do
		"$@" "$program" || return 1
	done
	"$@" "$build/daxctl/daxctl" alias-check >/dev/null || return 1
	"$@" "$build/daxctl/daxctl" alias-check --text -vv >/dev/null || return 1
	"$@" "$build/ndctl/ndctl" pmem-status >/dev/null || return 1
	for tree in test/fixtures/*/; do
		"$@" "$build/daxctl/daxctl" alias-check --sysroot="$tree" >/dev/null || return 1
		"$@" "$build/ndctl/ndctl" pmem-status --sysroot="$tree" >/dev/null || return 1
		for format in text env openmetrics; do
			"$@" "$build/ndctl/ndctl" pmem-status --format=$format -vv --sysroot="$tree" >/dev/null ||
				return 1
		done
	done
}

scripts() {
	git ls-files -z -- '*.sh' '.ci/run' 'test/vm/*-init' 'contrib/*.bash' 'contrib/ansible/*.fact' 2>/dev/null | xargs -0r shellcheck -x
}

# page PROGRAM COMMAND REASONS WORD...: ids, options and words that must stand in a manual page.
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

# The compiler's own analyser knows more; it is not asked of a bare machine.
tidy() {
	find util daxctl ndctl -name '*.c' -print0 | xargs -0 clang-tidy -p "$build" --quiet
}

# What packagers do: build and install into a directory of their own, then use it.
installs() {
	root=$PWD/$build/destdir
	rm -rf "$root"
	DESTDIR=$root meson install -C "$build" --no-rebuild || return 1
	for file in bin/daxctl bin/daxctl-alias-check share/man/man1/daxctl-alias-check.1 \
		bin/ndctl bin/ndctl-pmem-status share/man/man1/ndctl-pmem-status.1 \
		share/pmemcap/pmemcap.schema.json; do
		[ -e "$root/usr/local/$file" ] || { echo "$file is not installed" && return 1; }
	done
	"$root/usr/local/bin/daxctl-alias-check" --require=block >/dev/null
	[ $? -le 3 ]
}

# The packages themselves; ./run.sh check-deb puts them to use.
linted() {
	contrib/packaging/deb.sh "$build/deb" &&
		lintian --fail-on error,warning,info,pedantic --display-info --pedantic "$build"/deb/*.changes
}

mkdir -p "$logs"
setup "$build" -Dwerror=true -Dtests=enabled -Ddocs=enabled && {
	subtests "$build" unit --suite unit
	subtests "$build" fixtures --suite fixtures
	subtests "$build" command-line --suite cli
	subtests "$build" integrating --suite integrating
	one valgrind under_valgrind
	one manual manual
	one install installs
	one cppcheck analysed
	one shellcheck scripts
	counted rpm test/packaging/rpm.sh
	if command -v lintian >/dev/null && command -v dh >/dev/null; then
		one deb-and-lintian linted
	else
		echo "debhelper or lintian is not installed: left out"
	fi
	if command -v clang-tidy >/dev/null; then
		one clang-tidy tidy
	else
		echo "clang-tidy is not installed: left out"
	fi
}
# Leaks are valgrind's: LeakSanitizer needs /proc, which a captured tree has not.
ASAN_OPTIONS=detect_leaks=0:abort_on_error=0 UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1
export ASAN_OPTIONS UBSAN_OPTIONS
setup "$build-sanitized" -Dwerror=true -Db_sanitize=address,undefined -Db_lundef=false &&
	subtests "$build-sanitized" sanitized --no-suite slow

echo "$passed passed, $failed failed"
[ $failed = 0 ] && [ $passed -gt 0 ]

# SPDX-License-Identifier: GPL-2.0-only
# The runner of the tests: what it does where meson fails, or has nothing to run.

bats_require_minimum_version 1.5.0

setup() {
	mkdir "$BATS_TEST_TMPDIR/bin"
	meson=$BATS_TEST_TMPDIR/bin/meson
	PATH=$BATS_TEST_TMPDIR/bin:$PATH
	build="$BATS_TEST_TMPDIR/a build"
	cd "$FIXTURES/../.." || return 1
}

# stand_in COMMAND...: a meson that fails at that, and says so.
stand_in() {
	# shellcheck disable=SC2016 # for that script to expand
	printf '#!/bin/sh\necho "$0 $*" >>"%s/asked"\ncase $1 in\n' "$BATS_TEST_TMPDIR" >"$meson"
	printf '%s) echo "meson has no taste for it" && exit 1 ;;\n' "$@" >>"$meson"
	echo 'esac' >>"$meson"
	chmod +x "$meson"
}

@test "a tree that cannot be configured: why, one failure each, and nothing more is tried" {
	for step in setup configure; do
		rm -rf "$BATS_TEST_TMPDIR/asked"
		stand_in $step
		run -1 sh test/check.sh "$build"
		[ "${lines[0]}" = "meson has no taste for it" ]
		[[ "${lines[1]}" == "configure $build "*" 0 passed, 1 failed, 0 skipped" ]]
		[ "${lines[-2]}" = "0 skipped" ]
		[ "${lines[-1]}" = "0 passed, 2 failed" ]
		run -1 grep -E 'meson (compile|test|install)' "$BATS_TEST_TMPDIR/asked"
	done
}

@test "a tree that cannot be built: why, and one failure each" {
	stand_in compile
	run -1 sh test/check.sh "$build"
	[ "${lines[0]}" = "meson has no taste for it" ]
	[[ "${lines[1]}" == "build in $build "*" 0 passed, 1 failed, 0 skipped" ]]
	[ "${lines[-1]}" = "0 passed, 2 failed" ]
}

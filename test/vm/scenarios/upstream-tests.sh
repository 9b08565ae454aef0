#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The tests that the series adds to ndctl's tree (contrib/upstream/test), on the guest's NVDIMM
# where they expect the bus of nfit_test: no kernel of Debian has that module.
# vm: nvdimm=1x1G
. "$VM_DIR/lib.sh"

tree=$VM_TMP/tree

# What the tests use of ndctl's test/common, in words of our own.
make_tree()
{
	must mkdir "$tree" "$tree/bin"
	must cp "$VM_DIR"/../../contrib/upstream/test/*.sh "$tree"
	cat >"$tree/common" <<-'END'
		NFIT_TEST_BUS0=ACPI.NFIT
		err() { echo "failed at line $1"; exit $rc; }
		do_skip() { echo "$1"; exit 77; }
		check_prereq() { command -v "$1" >/dev/null || do_skip "no $1"; }
		reset()
		{
			$NDCTL disable-region -b $NFIT_TEST_BUS0 all
			$NDCTL init-labels -f -b $NFIT_TEST_BUS0 all
			$NDCTL enable-region -b $NFIT_TEST_BUS0 all
		}
		_cleanup() { $NDCTL disable-region -b $NFIT_TEST_BUS0 all; }
	END
}

# modprobe_is STATUS: what modprobe says of nfit_test.
modprobe_is()
{
	# shellcheck disable=SC2016 # for the script that this writes
	printf '#!/bin/sh\n[ "$1" != nfit_test ] || exit %s\nexec %s "$@"\n' "$1" "$(command -v modprobe)" \
		>"$tree/bin/modprobe"
	must chmod +x "$tree/bin/modprobe"
}

run_test()
{
	NDCTL=$NDCTL DAXCTL=$DAXCTL PATH=$tree/bin:$PATH bash -Ex "$tree/$1"
}

make_tree
ok 'alias-check.sh passes' run_test alias-check.sh
modprobe_is 1
run_test pmem-status.sh >"$VM_TMP/said" 2>&1
is 'without nfit_test pmem-status.sh is skipped' $? 77
rm "$tree/bin/modprobe"
modprobe_is 0
ok 'pmem-status.sh passes' run_test pmem-status.sh
finish

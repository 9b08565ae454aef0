# SPDX-License-Identifier: GPL-2.0-only
# ndctl pmem-status from the command line, on fixtures and on this machine.
# shellcheck disable=SC2016,SC2030,SC2031 # for another shell to expand; each test has a tree of its own

bats_require_minimum_version 1.5.0

setup() {
	tree=$FIXTURES/x86-612-sysfs-only
}

refute() {
	! "$@"
}

of() {
	"$NDCTL" pmem-status --sysroot="$tree" "${@:2}" | jq -c "$1"
}

@test "the host's part is alias-check's, byte for byte" {
	cd "$BATS_TEST_TMPDIR"
	for fixture in "$FIXTURES"/*; do
		for v in "" -u -v -vv; do
			"$DAXCTL" alias-check $v --sysroot="$fixture" >host
			jq '{kernel, cpu, modules, modes}' host >host.part
			jq -e 'all(.kernel, .cpu, .modules, .modes; length > 0)' host.part
			"$NDCTL" pmem-status $v --sysroot="$fixture" >all
			jq '{kernel, cpu, modules, modes}' all | cmp host.part -
		done
	done
}

@test "this machine: one object, and the host's part equals alias-check's" {
	run -0 --separate-stderr "$NDCTL" pmem-status
	[ -z "$stderr" ]
	jq -e '.version == 1 and .command == "ndctl pmem-status" and (.buses | type) == "array"' <<<"$output"
	jq -e 'all(.kernel, .cpu, .modules, .modes; length > 0)' <<<"$output"
	[ "$(jq '{kernel, cpu, modules, modes}' <<<"$output")" = "$("$DAXCTL" alias-check | jq '{kernel, cpu, modules, modes}')" ]
	if [ ! -e /sys/bus/nd/devices/region0 ] && [ ! -e /sys/bus/dax/devices/dax0.0 ]; then
		jq -e '[.findings[].id] | index("nothing-there")' <<<"$output"
		run -0 "$NDCTL" pmem-status --text
		grep -q "^No persistent memory and no dax device here" <<<"$output"
		run -2 "$NDCTL" pmem-status --require=fsdax
	fi
}

@test "every namespace has its mode; seeds are not listed" {
	[ "$(of '[.buses[].regions[].namespaces[] | [.dev, .mode]]')" = \
		'[["namespace0.0","fsdax"],["namespace0.1","devdax"],["namespace0.2","sector"],["namespace0.3","raw"]]' ]
	# No file shows the kernel's configuration here, so there is no yes.
	[ "$(of '[.buses[].regions[].namespaces[].effective]')" = '["unknown","unknown","block","block"]' ]
}

@test "filters have the same meaning as in ndctl" {
	[ "$(of '[.. | .namespaces? // empty | .[].dev]' -n namespace0.1)" = '["namespace0.1"]' ]
	[ "$(of '[.. | .namespaces? // empty | .[].dev]' -n 0.1,namespace0.3)" = '["namespace0.1","namespace0.3"]' ]
	[ "$(of '[.buses[].regions[].dev]' -r 1)" = '["region1"]' ]
	[ "$(of '[.buses[].regions[].dev]' -r all)" = '["region0","region1"]' ]
	[ "$(of '[.buses[].dev]' -b ACPI.NFIT)" = '["ndbus0"]' ]
	[ "$(of '[.buses[].dev]' -b ndbus7)" = '[]' ]
	[ "$(of '[.buses[].dev]' -b 0)" = '["ndbus0"]' ]
}

@test "filters: lists split at blanks, as in ndctl, and at commas; a provider may contain commas" {
	[ "$(of '[.. | .namespaces? // empty | .[].dev]' -n '0.1 namespace0.3')" = '["namespace0.1","namespace0.3"]' ]
	[ "$(of '[.. | .namespaces? // empty | .[].dev]' -n ' 0.1,,  0.3,0.7 ')" = '["namespace0.1","namespace0.3"]' ]
	cp -a "$FIXTURES/x86-612-nfit" "$BATS_TEST_TMPDIR/papr"
	echo 'ibm,persistent-memory:ibm,pmemory@44100001' >"$(find "$BATS_TEST_TMPDIR/papr/sys/devices" -path '*/ndbus0/provider')"
	tree="$BATS_TEST_TMPDIR/papr"
	[ "$(of '[.buses[].dev]' -b ibm,persistent-memory:ibm,pmemory@44100001)" = '["ndbus0"]' ]
	[ "$(of '[.buses[].dev]' -b 'ndbus7 ibm,persistent-memory:ibm,pmemory@44100001')" = '["ndbus0"]' ]
	[ "$(of '[.buses[].dev]' -b ibm)" = '[]' ]
}

@test "raw_uuid is given where ndctl list gives it: for each namespace that is not raw" {
	"$NDCTL" pmem-status -v --sysroot="$FIXTURES/x86-612-nfit" >"$BATS_TEST_TMPDIR/object"
	run -0 jq -c '[.buses[].regions[].namespaces[] | [.mode == "raw", has("raw_uuid")]] | unique' \
		"$BATS_TEST_TMPDIR/object"
	[ "$output" = '[[false,true],[true,false]]' ]
}

@test "--require checks what the filters select" {
	run -2 "$NDCTL" pmem-status --sysroot="$tree" -n namespace0.3 --require=fsdax
	run -0 "$NDCTL" pmem-status --sysroot="$tree" -n namespace0.3 --require=block
	run -3 "$NDCTL" pmem-status --sysroot="$tree" -n namespace0.0 --require=fsdax
	run -2 "$NDCTL" pmem-status --sysroot="$tree" --require=fsdax
	run -2 "$NDCTL" pmem-status --sysroot="$tree" -n namespace9.9 --require=block
}

@test "--require gives the reason, in one line for each mode" {
	run -2 --separate-stderr "$NDCTL" pmem-status --sysroot="$FIXTURES/x86-612-nfit" --require=fsdax,block,devdax
	[ "$(grep -c . <<<"$stderr")" = 3 ]
	grep -qx 'fsdax: not met: namespace0.1 (devdax), namespace0.2 (ns-sector-mode), namespace0.3 (ns-raw-mode)' <<<"$stderr"
	grep -qx 'block: not met: namespace0.1 (devdax)' <<<"$stderr"
	run -2 --separate-stderr "$NDCTL" pmem-status --sysroot="$tree" -n namespace9.9 --require=block
	[ "$stderr" = "block: not met: no namespace matches the filters" ]
	run -3 --separate-stderr "$NDCTL" pmem-status --sysroot="$tree" -n namespace0.0 --require=fsdax
	[ "$stderr" = "fsdax: cannot tell: namespace0.0 (config-unknown arch-unknown disk-unread)" ]
	# A host without namespaces.
	run -2 --separate-stderr "$NDCTL" pmem-status -q --sysroot="$FIXTURES/x86-618-virtio-only" --require=fsdax,devdax
	[ "$stderr" = "fsdax: not met: nothing-there
devdax: not met: config-dev-dax, config-nvdimm-pfn" ]
}

@test "-q: only the status and the line of --require" {
	for quiet in -q --quiet; do
		run -2 --separate-stderr "$NDCTL" pmem-status $quiet --sysroot="$FIXTURES/x86-612-nfit" -n 0.2 --require=fsdax
		[ -z "$output" ]
		[ "$stderr" = "fsdax: not met: namespace0.2 (ns-sector-mode)" ]
		run -0 --separate-stderr "$NDCTL" pmem-status $quiet --sysroot="$FIXTURES/x86-612-nfit" -n 0.0 --require=fsdax
		[ -z "$output$stderr" ]
		run -2 --separate-stderr "$DAXCTL" alias-check $quiet --sysroot="$FIXTURES/x86-612-no-fs-dax" --require=fsdax
		[ -z "$output" ]
		[ "$stderr" = "fsdax: not met: config-fs-dax" ]
	done
}

@test "system-ram, dm-dax and virtiofs-dax can be required" {
	for mode in system-ram dm-dax virtiofs-dax; do
		for command in "$NDCTL pmem-status" "$DAXCTL alias-check"; do
			# shellcheck disable=SC2086 # words
			run -3 --separate-stderr $command -q --sysroot="$BATS_TEST_TMPDIR" --require=$mode
			[[ $stderr == "$mode: cannot tell: "?* ]]
		done
	done
	run -3 --separate-stderr "$NDCTL" pmem-status -q --sysroot="$FIXTURES/x86-612-nfit" -n 0.0 --require=dm-dax
	[ "$stderr" = "dm-dax: cannot tell: module-unknown" ]
	run -2 --separate-stderr "$NDCTL" pmem-status -q --sysroot="$FIXTURES/x86-612-nfit" -n 0.1 --require=system-ram
	[ "$stderr" = "system-ram: not met: namespace0.1 (devdax)" ]
	# The keys of JSON have "_"; the line names the word that the manual lists.
	for command in "$NDCTL pmem-status" "$DAXCTL alias-check"; do
		for mode in system-ram dm-dax virtiofs-dax map-sync; do
			# shellcheck disable=SC2086 # words
			run -3 --separate-stderr $command -q --sysroot="$BATS_TEST_TMPDIR" --require=${mode/-/_}
			[[ $stderr == "$mode: cannot tell: "?* ]]
		done
		for mode in fs_dax dax; do
			# shellcheck disable=SC2086 # words
			run -129 --separate-stderr $command --require=$mode
			[[ $stderr == *"unknown mode \"$mode\" (known: fsdax, devdax, block, map-sync, system-ram, dm-dax, virtiofs-dax)"* ]]
		done
	done
	[ -e "$MANUAL/ndctl-pmem-status.1" ] || skip "built without manual pages"
	for page in ndctl-pmem-status daxctl-alias-check; do
		sed 's/\\-/-/g' "$MANUAL/$page.1" | sed -n '/--require=/,/--quiet/p' >"$BATS_TEST_TMPDIR/page"
		for mode in fsdax devdax block map-sync system-ram dm-dax virtiofs-dax; do
			grep -qw -- $mode "$BATS_TEST_TMPDIR/page"
		done
	done
}

@test "-d, -t, -m and -U select what they select in ndctl list" {
	tree=$FIXTURES/x86-612-nfit
	names='[.buses[].regions[].namespaces[] | .dev]'
	[ "$(of "$names | length" -i)" -gt 2 ]
	for mode in fsdax devdax sector raw; do
		[ "$(of "$names" -i -m $mode)" = "$(of "[.buses[].regions[].namespaces[] | select(.mode == \"$mode\").dev]" -i)" ]
	done
	for alias in memory:fsdax DAX:devdax safe:sector; do
		[ "$(of "$names" -i -m ${alias%:*})" = "$(of "$names" -i --mode=${alias#*:})" ]
		[ "$(of "$names" -i -m ${alias%:*})" != "[]" ]
	done
	regions='[.buses[].regions[] | .dev]'
	[ "$(of "$regions" -t pmem -i)" = "$(of "$regions" -i)" ]
	[ "$(of "$regions" -t blk -i)" = "[]" ]
	[ "$(of "$names" -U 0 -i)" = "$(of '[.buses[].regions[].namespaces[] | select(.numa_node == 0).dev]' -i)" ]
	[ "$(of "$names" -U 0x7 -i)" = "[]" ]
	[ "$(of "$names" -U all -i)" = "$(of "$names" -i)" ]
	[ "$(of "$regions" -d all -i)" = "$(of "$regions" -i)" ]
	[ "$(of "$regions" -d 99 -i)" = "[]" ]
	[ "$(of "$regions" -d nmem0 -i)" != "[]" ]
	[ "$(of "$regions" -d nmem0 -i)" = "$(of "$regions" -d 0 -i)" ]
	# No other disk or mount belongs to a selected object.
	[ "$(of '.other_mounts // [] | length' -U all)" = 0 ]
	for bad in "-t x" "-m x" "-m newer" "-U x" "-U 1x" "-U -1"; do
		# shellcheck disable=SC2086 # words
		run -129 --separate-stderr "$NDCTL" pmem-status --sysroot="$tree" $bad
	done
}

@test "-d, -t, -m and -U keep what could not be read: no requirement is met without it" {
	nd=sys/bus/nd/devices
	names='[.buses[].regions[].namespaces[] | .dev]'
	tree=$BATS_TEST_TMPDIR/tree
	# FILE:TEXT:FILTER:STATUS; "-": the file is not there. A word of a newer kernel is no fsdax.
	for case in "namespace0.1/mode:-:-m fsdax:3" "namespace0.1/mode::-m fsdax:3" \
		"namespace0.1/mode:newer:-m fsdax:0" "region0/numa_node:x:-U 7:3" \
		"region0/nstype:x:-t blk:3" "region0/mappings:x:-d 99:3"; do
		IFS=: read -r file text filter status <<<"$case"
		rm -rf "$tree"
		cp -a "$FIXTURES/x86-612-nfit" "$tree"
		rm "$tree/$nd/$file"
		[ "$text" = - ] || echo "$text" >"$tree/$nd/$file"
		# shellcheck disable=SC2086 # two words
		run -"$status" --separate-stderr "$NDCTL" pmem-status --sysroot="$tree" $filter --require=fsdax
		if [ "$status" = 3 ]; then
			[[ "$stderr" == "fsdax: cannot tell: "*"namespace0.1 ("* ]]
			# shellcheck disable=SC2086
			of "$names" -i $filter | grep -q namespace0.1
		fi
	done
	rm -rf "$tree"
	cp -a "$FIXTURES/x86-612-nfit" "$tree"
	[ "$(of "$names" -i -d 99)" = '[]' ]
	rm "$tree/$nd/region0/mappings"
	[ "$(of "$names" -i -d 99)" = "$(of "$names" -i -r 0)" ]
	rm "$tree/$nd/region0/nstype"
	[ "$(of "$names" -i -t blk)" = "$(of "$names" -i -r 0)" ]
}

@test "-U: the node of regions alone or of namespaces alone, as older kernels show it" {
	nd=sys/bus/nd/devices
	objects='[.buses[].regions[]? | .dev, .namespaces[]?.dev]'
	tree=$BATS_TEST_TMPDIR/tree
	cp -a "$FIXTURES/x86-612-nfit" "$tree"
	rm "$tree/$nd"/region*/numa_node
	# ndctl list leaves a region without a node in the list, and filters its namespaces.
	[ "$(of "$objects" -i -U 0)" = "$(of "$objects" -i)" ]
	[ "$(of "$objects" -i -U 7)" = "$(of '[.buses[].regions[].dev]' -i)" ]
	run -2 "$NDCTL" pmem-status -q --sysroot="$tree" -U 7 --require=block
	rm -rf "$tree"
	cp -a "$FIXTURES/x86-612-nfit" "$tree"
	rm "$tree/$nd"/namespace*/numa_node
	[ "$(of "$objects" -i -U 0)" = "$(of "$objects" -i)" ]
	[ "$(of "$objects" -i -U 7)" = '[]' ]
	rm "$tree/$nd"/region*/numa_node
	[ "$(of "$objects" -i -U 7)" = "$(of "$objects" -i)" ]
}

@test "filters select the findings: an object's own, and the host's that explain it" {
	tree=$FIXTURES/x86-612-nfit
	[ "$(of '[.findings[].subject] | unique')" != "$(of '[.findings[].subject] | unique' -n 0.2)" ]
	[ "$(of '[.findings[] | select(.subject | startswith("namespace")) | .subject] | unique' -n 0.2)" = '["namespace0.2"]' ]
	[ "$(of '[.findings[] | select(.subject | startswith("namespace")) | .subject] | unique' -n 0.2,0.3)" = \
		'["namespace0.2","namespace0.3"]' ]
	tree=$FIXTURES/x86-612-sysfs-only
	# The unknown configuration explains namespace0.0. No finding explains a bus that does not
	# exist.
	[ "$(of 'any(.findings[]; .id == "config-unknown")' -n 0.0)" = true ]
	[ "$(of '[.findings[].subject] - ["host", "region0", "ndbus0", "namespace0.0", "pmem0"]' -n 0.0)" = '[]' ]
	# A finding that concerns every object stays (ABOUT_ALL in reasons.def).
	cp -a "$FIXTURES/x86-612-nfit" "$BATS_TEST_TMPDIR/denied"
	sed -i 's/^CONFIG_NVDIMM_PFN=y/# CONFIG_NVDIMM_PFN is not set/' "$BATS_TEST_TMPDIR"/denied/boot/config-*
	tree=$BATS_TEST_TMPDIR/denied
	[ "$(of '[.findings[] | select(.subject == "host").id]' -n 0.2)" = '["config-contradicted"]' ]
	for format in json text env openmetrics; do
		"$NDCTL" pmem-status --format=$format --sysroot="$FIXTURES/x86-612-nfit" -n 0.2 >"$BATS_TEST_TMPDIR/out"
		grep -q ns-sector-mode "$BATS_TEST_TMPDIR/out"
		refute grep -q ns-raw-mode "$BATS_TEST_TMPDIR/out"
	done
}

@test "filters: a message says that nothing matches, in every format" {
	for format in json text env openmetrics; do
		for filter in "-n 9.9" "-r 7" "-b nosuch"; do
			# shellcheck disable=SC2086 # words
			run -0 --separate-stderr "$NDCTL" pmem-status --format=$format --sysroot="$tree" $filter
			[ "$stderr" = "nothing matches the filters" ]
			[[ "$output" != *ns-raw-mode* ]]
		done
		run -2 --separate-stderr "$NDCTL" pmem-status --format=$format --sysroot="$tree" -n 9.9 --require=fsdax
		[ "$stderr" = "fsdax: not met: no namespace matches the filters" ]
		run -0 --separate-stderr "$NDCTL" pmem-status --format=$format --sysroot="$tree" -r 1
		[ -z "$stderr" ]
	done
	[ "$(of '.findings' -n 9.9)" = '[]' ]
}

@test "filters: where -d, -t, -m or -U match nothing, it is said, though buses or regions stand" {
	tree=$FIXTURES/x86-612-nfit
	for filter in "-d 99" "-t blk" "-U 7" "-r 1 -m fsdax" "-r 1 -t blk" "-b 0 -U 7" "-n 0.0 -m sector"; do
		# shellcheck disable=SC2086 # words
		run -0 --separate-stderr "$NDCTL" pmem-status --sysroot="$tree" $filter
		[ "$stderr" = "nothing matches the filters" ]
		# shellcheck disable=SC2086
		run -2 --separate-stderr "$NDCTL" pmem-status --sysroot="$tree" $filter --require=fsdax
		[ "$stderr" = "fsdax: not met: no namespace matches the filters" ]
	done
	for filter in "-d 0" "-t pmem" "-U 0" "-m fsdax" "-r 1 -t pmem" "-r 1 -U 0" "-b 0 -m raw"; do
		# shellcheck disable=SC2086
		run -0 --separate-stderr "$NDCTL" pmem-status --sysroot="$tree" $filter
		[ -z "$stderr" ]
	done
	cp -a "$tree" "$BATS_TEST_TMPDIR/disabled"
	rm "$BATS_TEST_TMPDIR/disabled"/sys/bus/nd/devices/namespace0.3/driver
	run -0 --separate-stderr "$NDCTL" pmem-status --sysroot="$BATS_TEST_TMPDIR/disabled" -m raw
	[ "$stderr" = "no enabled object matches the filters; -i includes disabled ones" ]
	run -0 --separate-stderr "$NDCTL" pmem-status --sysroot="$BATS_TEST_TMPDIR/disabled" -m raw -i
	[ -z "$stderr" ]
}

@test "--text: 80 columns, and a row for each object" {
	for fixture in "$FIXTURES"/*; do
		run -0 "$NDCTL" pmem-status --text --sysroot="$fixture"
		[ "$(wc -L <<<"$output")" -le 80 ]
	done
	run -0 "$NDCTL" pmem-status --text --sysroot="$tree"
	for object in ndbus0 region0 region1 namespace0.0 namespace0.1 namespace0.2 namespace0.3 dax0.1; do
		grep -q "^ *$object\b" <<<"$output"
	done
}

@test "options: usage, --list-opts, errors" {
	run -129 "$NDCTL" pmem-status -h
	run -130 "$NDCTL" pmem-status --list-opts
	for option in --bus --region --namespace --dimm --type --mode --numa-node --idle --human --verbose --format --text --require --kernel --sysroot --probe; do
		[[ " $output " == *" $option "* ]]
	done
	run -129 "$NDCTL" pmem-status --nosuch
	# shellcheck disable=SC2016 # for that shell to expand
	run -1 sh -c '"$0" pmem-status >/dev/full' "$NDCTL"
}

# Run as nobody if this is root.
unprivileged() {
	if [ "$(id -u)" = 0 ]; then
		setpriv --reuid=65534 --regid=65534 --clear-groups "$@"
	else
		"$@"
	fi
}

@test "--probe is for root, and reports this before it does anything" {
	unprivileged test -x "$NDCTL" || skip "the directory above is private"
	run -1 --separate-stderr unprivileged "$NDCTL" pmem-status --probe
	[ -z "$output" ]
	[[ $stderr == *"Error: --probe needs root" ]]
}

@test "--probe tests the running kernel, and a capture only reads" {
	run -129 "$NDCTL" pmem-status --probe --sysroot="$tree"
	[[ $output == *"--probe tests the running kernel"* ]]
	run -129 "$NDCTL" pmem-status --probe --kernel="$(uname -r)"
	[[ $output == *"--probe tests the running kernel"* ]]
	run -129 "$NDCTL" pmem-status --probe --capture="$BATS_TEST_TMPDIR/captured"
	[[ $output == *"leave out --probe"* ]]
	[ ! -e "$BATS_TEST_TMPDIR/captured" ]
	run -129 "$DAXCTL" alias-check --probe
}

@test "only pmem-status can probe, and no observer does" {
	cd "$BATS_TEST_DIRNAME/../.."
	grep -rlE '#include ".*probe/' util daxctl ndctl >"$BATS_TEST_TMPDIR/users"
	[ "$(cat "$BATS_TEST_TMPDIR/users")" = ndctl/pmem-status.c ]
	grep -q pmemcap-probe- "$NDCTL"
	refute grep -q pmemcap-probe- "$DAXCTL"
}

@test "without --probe no object has evidence" {
	"$NDCTL" pmem-status --sysroot="$tree" | jq -e '[.. | objects | select(has("partitions"))] |
		length > 0 and all(has("evidence") | not)'
}

@test "another command goes to the distribution's program" {
	command -v /usr/bin/ndctl >/dev/null || skip "not installed"
	run -0 "$NDCTL" list
	run -0 "$NDCTL" --list-cmds
	grep -qx create-namespace <<<"$output"
	grep -qx pmem-status <<<"$output"
}

@test "nothing is written, and no forbidden attribute is opened" {
	command -v strace >/dev/null || skip "no strace"
	strace -f -o "$BATS_TEST_TMPDIR/trace" true 2>/dev/null || skip "strace is not allowed here"
	strace -f -o "$BATS_TEST_TMPDIR/trace" "$NDCTL" pmem-status >/dev/null
	[ "$(grep -c 'open' "$BATS_TEST_TMPDIR/trace")" -gt 10 ]
	refute grep -E 'open(at)?\(.*O_(WRONLY|RDWR|CREAT|TRUNC)' "$BATS_TEST_TMPDIR/trace"
	refute grep -E '"[^"]*(write_cache|/resource|/removable|deep_flush)"' "$BATS_TEST_TMPDIR/trace"
}

@test "a dax device with the name of another personality belongs to its own personality" {
	t="$BATS_TEST_TMPDIR/tree"
	bus="$t/sys/devices/platform/p/ndbus0"
	mkdir -p "$bus/region0/driver" "$t/sys/bus/nd/devices" "$t/sys/bus/dax/devices" "$t/dev" "$t/drivers/kmem" \
		"$t/drivers/device_dax"
	echo nfit >"$bus/provider"
	echo 5 >"$bus/region0/nstype"
	ln -s ../../../devices/platform/p/ndbus0 "$t/sys/bus/nd/devices/ndbus0"
	ln -s ../../../devices/platform/p/ndbus0/region0 "$t/sys/bus/nd/devices/region0"
	# A namespace, its personality, the dax device on it, and the device's driver.
	for set in "0 dax0.1 dax0.0 kmem" "1 dax0.0 dax0.1 device_dax"; do
		# shellcheck disable=SC2086 # words
		set -- $set
		mkdir -p "$bus/region0/namespace0.$1" "$bus/region0/$2/driver" "$bus/region0/$2/$3"
		echo 67108864 >"$bus/region0/namespace0.$1/size"
		echo dax >"$bus/region0/namespace0.$1/mode"
		echo "$2" >"$bus/region0/namespace0.$1/holder"
		ln -s "/drivers/$4" "$bus/region0/$2/$3/driver"
		ln -s "../../../devices/platform/p/ndbus0/region0/namespace0.$1" "$t/sys/bus/nd/devices/namespace0.$1"
		ln -s "../../../devices/platform/p/ndbus0/region0/$2" "$t/sys/bus/nd/devices/$2"
		ln -s "../../../devices/platform/p/ndbus0/region0/$2/$3" "$t/sys/bus/dax/devices/$3"
		: >"$t/dev/$3"
	done
	"$NDCTL" pmem-status --sysroot="$t" >"$BATS_TEST_TMPDIR/answer"
	[ "$(jq -c '[.buses[].regions[].namespaces[] | [.dev, .chardev]]' "$BATS_TEST_TMPDIR/answer")" = '[["namespace0.0","dax0.0"],["namespace0.1","dax0.1"]]' ]
	[ "$(jq -r '.buses[].regions[].namespaces[] | select(.dev == "namespace0.0").effective' "$BATS_TEST_TMPDIR/answer")" = system-ram ]
}

@test "few descriptors: an answer or a message" {
	command -v prlimit >/dev/null || skip "no prlimit"
	for limit in 4 5 6 7 8; do
		"$NDCTL" pmem-status --sysroot="$tree" >"$BATS_TEST_TMPDIR/all"
		prlimit --nofile=$limit "$NDCTL" pmem-status --sysroot="$tree" >"$BATS_TEST_TMPDIR/few" 2>"$BATS_TEST_TMPDIR/said" ||
			[ -s "$BATS_TEST_TMPDIR/said" ]
		[ ! -s "$BATS_TEST_TMPDIR/few" ] || jq -e .modes.fsdax "$BATS_TEST_TMPDIR/few"
		[ -s "$BATS_TEST_TMPDIR/few" ] || [ -s "$BATS_TEST_TMPDIR/said" ]
	done
}

@test "devices that were not looked for are not taken for absent" {
	cp -a "$FIXTURES/x86-612-no-pfn" "$BATS_TEST_TMPDIR/blind"
	tree=$BATS_TEST_TMPDIR/blind
	rm -rf "$tree/sys/bus" "$tree/sys/class" "$tree"/sys/devices/LNX*
	echo 'memmap=256M!1G' >"$tree/proc/cmdline"
	for mode in fsdax devdax block; do
		run -3 --separate-stderr "$NDCTL" pmem-status --sysroot="$tree" --require=$mode
		[ "$stderr" = "$mode: cannot tell: some devices could not be read" ]
	done
	jq -e 'any(.skipped[]; .path == "/sys/bus" and .error == "ENOENT")' <<<"$output"
	jq -e 'all(.findings[]; .id != "nothing-there" and .id != "memmap-bad-range")' <<<"$output"
	run -0 "$NDCTL" pmem-status --sysroot="$tree" --text
	[[ "$output" == *"It is unknown whether there is persistent memory "* ]]
	[[ "$output" != *"No persistent memory"* ]]
	# alias-check captures only the host.
	"$DAXCTL" alias-check --capture="$BATS_TEST_TMPDIR/host" >/dev/null
	run -3 --separate-stderr "$NDCTL" pmem-status --sysroot="$BATS_TEST_TMPDIR/host" --require=block
	jq -e 'any(.skipped[]; .path == "/sys/bus" and .error == "ENODATA")' <<<"$output"
	"$NDCTL" pmem-status --capture="$BATS_TEST_TMPDIR/all" >/dev/null || :
	"$NDCTL" pmem-status --sysroot="$BATS_TEST_TMPDIR/all" >"$BATS_TEST_TMPDIR/answer"
	jq -e 'all(.skipped[]; .error != "ENODATA")' "$BATS_TEST_TMPDIR/answer"
}

@test "text: a remedy without a command also warns of data loss" {
	cp -a "$FIXTURES/x86-612-no-fs-dax" "$BATS_TEST_TMPDIR/loss"
	tree=$BATS_TEST_TMPDIR/loss
	jq '.disks["pmem0.1"].superblock = {type: "ext4", block_size: 1024, inline_data: true, reflink: false}' \
		"$tree/pmemcap.json" >"$BATS_TEST_TMPDIR/record"
	mv "$BATS_TEST_TMPDIR/record" "$tree/pmemcap.json"
	zcat "$FIXTURES/x86-612-no-fs-dax/proc/config.gz" | sed 's/# CONFIG_FS_DAX is not set/CONFIG_FS_DAX=y/' |
		gzip -n >"$tree/proc/config.gz"
	run -0 "$NDCTL" pmem-status --sysroot="$tree" --text
	[[ "$output" == *"(mkfs.ext4 -O"*"^inline_data)."$'\n'"           DATA LOSS: it deletes what is there now."* ]]
	[ "$(grep -c 'DATA LOSS' <<<"$output")" = "$(of '[.findings[] | select(.remedy.data_loss and .severity != "info")] | length')" ]
}

# udev_says OBJECT: udev's answer in the record, for the only disk in $tree.
udev_says() {
	jq --argjson udev "$1" '.disks["pmem0.1"].udev = $udev' "$FIXTURES/x86-612-no-fs-dax/pmemcap.json" >"$tree/pmemcap.json"
}

@test "if udev names no file system, there is none" {
	cp -a "$FIXTURES/x86-612-no-fs-dax" "$BATS_TEST_TMPDIR/lvm"
	tree=$BATS_TEST_TMPDIR/lvm
	udev_says '{"initialized": true, "fs_type": "btrfs", "fs_usage": "filesystem"}'
	[ "$(of '[.. | .filesystem? | objects | .type]')" = '["btrfs"]' ]
	udev_says '{"initialized": true, "fs_usage": "raid", "fs_type": "LVM2_member"}'
	[ "$(of '[.. | .filesystem? | objects | .type]')" = '[]' ]
	[ "$(of 'any(.findings[]; .id == "fs-no-dax")')" = false ]
	udev_says '{"initialized": false, "fs_usage": "filesystem", "fs_type": "btrfs"}'
	[ "$(of '[.. | .filesystem? | objects | .type]')" = '[]' ]
}

@test "udev's own database in a tree is not parsed, and skipped names it" {
	cp -a "$FIXTURES/x86-612-no-fs-dax" "$BATS_TEST_TMPDIR/old"
	tree=$BATS_TEST_TMPDIR/old
	# shellcheck disable=SC1091 # the kernel's MAJOR and MINOR
	. "$tree/sys/class/block/pmem0.1/uevent"
	mkdir -p "$tree/run/udev/data"
	data=$tree/run/udev/data/b$MAJOR:$MINOR
	: >"$data"
	[ "$(of '[.skipped[].path]')" = '[]' ]
	printf 'E:ID_FS_TYPE=btrfs\nE:ID_FS_USAGE=filesystem\n' >"$data"
	[ "$(of '[.. | .filesystem? | objects | .type]')" = '[]' ]
	[ "$(of '.skipped | map([.path, .error, .affects])')" = \
		"[[\"/run/udev/data/b$MAJOR:$MINOR\",\"EOPNOTSUPP\",[\"filesystems\"]]]" ]
}

@test "a dax device without a driver is devdax and disabled, as daxctl list prints it" {
	cp -a "$FIXTURES/x86-612-nfit" "$BATS_TEST_TMPDIR/tree"
	tree=$BATS_TEST_TMPDIR/tree
	[ "$(of '.dax_regions[].devices[] | [.mode, .state]')" = '["devdax",null]' ]
	rm "$tree/sys/bus/dax/devices/dax0.1/driver"
	[ "$(of '.dax_regions[].devices[] | [.mode, .state, .driver, .effective]')" = '["devdax","disabled",null,"none"]' ]
	run -0 "$NDCTL" pmem-status --sysroot="$tree" --format=env
	grep -qx 'PMEM_DAX0_1_STATE=disabled' <<<"$output"
}

@test "a namespace of a disabled region is disabled in every format" {
	cp -a "$tree" "$BATS_TEST_TMPDIR/tree"
	tree=$BATS_TEST_TMPDIR/tree
	rm "$tree/sys/bus/nd/devices/region0/driver"
	[ "$(of '[.buses[].regions[] | select(.dev == "region0") | .state, .namespaces[0].state]' -i)" = '["disabled","disabled"]' ]
	run -0 "$NDCTL" pmem-status --sysroot="$tree" --format=env -i
	grep -qx 'PMEM_NAMESPACE0_0_STATE=disabled' <<<"$output"
	run -0 "$NDCTL" pmem-status --sysroot="$tree" --format=openmetrics -i
	grep -qx 'pmem_namespace_enabled{namespace="namespace0.0"} 0' <<<"$output"
}

@test "-u leaves a namespace's align a number, and writes a region's with units" {
	cp -a "$tree" "$BATS_TEST_TMPDIR/tree"
	tree=$BATS_TEST_TMPDIR/tree
	echo 1073741824 >"$tree/sys/bus/nd/devices/dax0.0/align"
	[ "$(of '.buses[].regions[0] | [.align, .namespaces[1].align]' -u)" = \
		'["16.00 MiB (16.78 MB)",1073741824]' ]
}

# live FIXTURE COMMAND...: run it with a fixture's /sys as the running machine's.
live() {
	unshare -rm true 2>/dev/null || skip "no mount namespace can be had here"
	unshare -rm sh -c 'mount --rbind "$1/sys" /sys && shift && exec "$@"' - "$FIXTURES/$1" "${@:2}"
}

@test "libndctl logs if NDCTL_LOG asks for it, and only then" {
	ldd "$NDCTL" | grep -q libasan && skip "the sanitizer keeps stderr"
	live x86-612-nfit "$NDCTL" pmem-status >"$BATS_TEST_TMPDIR/out" 2>"$BATS_TEST_TMPDIR/err"
	[ ! -s "$BATS_TEST_TMPDIR/err" ]
	NDCTL_LOG=debug live x86-612-nfit "$NDCTL" pmem-status >"$BATS_TEST_TMPDIR/logged" 2>"$BATS_TEST_TMPDIR/err"
	grep -q '^libndctl: ' "$BATS_TEST_TMPDIR/err"
	diff <(jq 'del(.time)' "$BATS_TEST_TMPDIR/out") <(jq 'del(.time)' "$BATS_TEST_TMPDIR/logged")
}

@test "libndctl is not used if there is no nd bus, nor for a captured tree" {
	command -v strace >/dev/null || skip "strace is not installed"
	live x86-618-virtio-only strace -f -o "$BATS_TEST_TMPDIR/trace" "$NDCTL" pmem-status >"$BATS_TEST_TMPDIR/out"
	grep -q /sys/bus/nd/devices "$BATS_TEST_TMPDIR/trace"
	[ "$(grep -c /sys/class/nd "$BATS_TEST_TMPDIR/trace")" = 0 ]
	strace -f -o "$BATS_TEST_TMPDIR/trace" "$NDCTL" pmem-status --sysroot="$FIXTURES/x86-612-nfit" >"$BATS_TEST_TMPDIR/out"
	[ "$(grep -c /sys/class/nd "$BATS_TEST_TMPDIR/trace")" = 0 ]
	live x86-612-nfit strace -f -o "$BATS_TEST_TMPDIR/trace" "$NDCTL" pmem-status >"$BATS_TEST_TMPDIR/out"
	grep -q /sys/class/nd "$BATS_TEST_TMPDIR/trace"
}

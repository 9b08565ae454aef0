# SPDX-License-Identifier: GPL-2.0-only
# The text view of both commands, --color and --explain.
# shellcheck disable=SC2154 # stderr is set by bats' run --separate-stderr
# shellcheck disable=SC2030,SC2031 # tree is each test's own: bats runs a test in a subshell

bats_require_minimum_version 1.5.0

setup() {
	tree=$FIXTURES/x86-612-nfit
	cd "$BATS_TEST_TMPDIR" || return 1
}

refute() {
	! "$@"
}

status_text() {
	"$NDCTL" pmem-status --text --sysroot="$tree" "$@"
}

# What the first line has to say about the paragraphs below it.
counted() {
	awk '/^error  *\[/ { errors++ } /^warning  *\[/ { warnings++ }
		END {
			if (errors) line = errors (errors == 1 ? " error" : " errors")
			if (warnings) line = line (line ? ", " : "") warnings (warnings == 1 ? " warning" : " warnings")
			print line ? line : "no error or warning"
		}' "$1"
}

@test "the first line is a summary, and counts the errors and warnings that are printed" {
	[ "$(status_text | head -n 1)" = "fsdax works on namespace0.0; devdax works on namespace0.1; 3 warnings" ]
	for tree in "$FIXTURES"/*; do
		for line in "$NDCTL pmem-status" "$NDCTL pmem-status -v" "$DAXCTL alias-check" "$NDCTL pmem-status -n 9.9"; do
			# shellcheck disable=SC2086 # words
			COLUMNS=300 $line --text --sysroot="$tree" >answer 2>/dev/null
			[[ "$(head -n 1 answer)" == *"; $(counted answer)" ]]
			counted answer
		done
	done >counts
	# One and many of each, and none of both.
	[ "$(sed 's/[02-9]/N/g' counts | sort -u | paste -sd:)" = "1 error, N warnings:1 warning:N warnings:no error or warning" ]
	"$DAXCTL" alias-check --text --sysroot="$FIXTURES/mips64-612-probe" >answer
	[ "$(head -n 1 answer)" = "this host: fsdax no, devdax no, block yes; 2 warnings" ]
}

@test "objects with one reason share a paragraph, and each has its command" {
	cp -a "$tree" copy
	tree=copy
	region=sys/devices/LNXSYSTM:00/LNXSYBUS:00/ACPI0012:00/ndbus0/region0
	rm copy/$region/namespace0.3/driver
	cp -a copy/$region/namespace0.3 copy/$region/namespace0.7
	ln -s ../../../${region#sys/}/namespace0.7 copy/sys/bus/nd/devices/namespace0.7
	status_text -i >answer
	[ "$(grep -c '\[ns-disabled\]' answer)" = 1 ]
	grep -q '\[ns-disabled\] namespace0.3, namespace0.7$' answer
	[ "$(grep -c '# ndctl enable-namespace namespace0\.[37]$' answer)" = 2 ]
	[ "$(grep -A 9 '\[ns-disabled\]' answer | grep -c Remedy:)" = 1 ]
	# The namespaces' error says what the host's warning would say again.
	tree=$FIXTURES/x86-612-no-pfn
	status_text >answer
	[ "$(grep -c 'fsdax or devdax namespace that was made$' answer)" = 1 ]
	grep -q '^error  *\[ns-info-block-unclaimed\] namespace0.0, namespace0.1$' answer
	[ "$(grep -c '^warning  \[\|^error  *\[' answer)" = 4 ]
	grep -q '; 1 error, 3 warnings$' answer
	"$DAXCTL" alias-check --text --sysroot="$tree" | grep -q '^warning  \[ns-info-block-unclaimed\]$'
	# Modules that limit a yes are named as well: one paragraph for all that cannot be looked up.
	tree=$FIXTURES/x86-612-nfit
	COLUMNS=200 status_text >answer
	grep -q '^fsdax  *yes  *only on nfit; cannot tell on e820, virtio, cxl: module-unknown$' answer
	[ "$(grep -c '\[module-unknown\]' answer)" = 1 ]
	for module in dm_mod nd_e820 virtio_pmem cxl_pmem; do
		grep -q "^ *Whether these modules can be loaded is not known: .*\b$module\b" answer
	done
	for tree in "$FIXTURES"/*; do
		# Nothing but a heading stands in two places: commands are the objects' own.
		status_text -v >answer
		[ -z "$(grep -A 1 '^[a-z]*  *\[[a-z0-9-]*\]' answer | grep '^  ' | grep -v 'As above' | sort | uniq -d)" ]
	done
}

@test "rows that do not apply here or prove nothing are shown only with -v" {
	refute grep -q dcssblk <<<"$(status_text)"
	grep -q '^dcssblk dax  *no ' <<<"$(status_text -v)"
	grep -q '^colour probe  1 of 12' <<<"$("$DAXCTL" alias-check --text --sysroot="$FIXTURES/mips64-612-probe")"
	tree=$FIXTURES/x86-612-no-pfn
	refute grep -q '^colour probe' <<<"$(status_text)"
	grep -q '^colour probe .*proves nothing' <<<"$(status_text -v)"
}

@test "no line ends with a blank or is too wide, and no ordinary name is broken" {
	for tree in "$FIXTURES"/*; do
		for columns in 60 80 132; do
			COLUMNS=$columns status_text -i >answer
			# A command is not broken into lines, so that it can be copied.
			[ "$(grep -v '^ *# ' answer | wc -L)" -le "$columns" ]
			refute grep -q ' $' answer
		done
		refute grep -qx ' *namespace[0-9.]* pmem[0-9.s]*' answer
	done
	tree=$FIXTURES/x86-612-nfit
	for columns in {50..90}; do
		COLUMNS=$columns status_text -i | grep -qw 'pmem0.2s'
	done
	[ "$(COLUMNS='' status_text | wc -L)" -gt 72 ]
	[ "$(COLUMNS=132 status_text | wc -L)" -gt 100 ]
	# Without COLUMNS, the width is the terminal's.
	command -v script >/dev/null || skip "script is not installed"
	for columns in 60 120; do
		env -u COLUMNS script -qec "stty cols $columns && $NDCTL pmem-status --text --color=never --sysroot=$tree" /dev/null </dev/null |
			tr -d '\r' | grep -v '^ *# ' >answer
		[ "$(wc -L <answer)" -le $columns ] && [ "$(wc -L <answer)" -gt $((columns - 20)) ]
	done
}

@test "sizes have units, a devicetree bus its name, and an unread file its effect" {
	tree=$FIXTURES/mips64-612-probe
	status_text >answer
	grep -q '^data cache .*span 8 KiB)' answer
	grep -q '^ndbus0  *devicetree$' answer
	grep -q '^block  *yes  *on devicetree$' answer
	tree=$FIXTURES/x86-612-nfit
	tr -s '\n ' ' ' <<<"$(status_text)" | grep -q '/proc/self/mountinfo: ENOENT (affects '
	# Messages, evidence and what --require lacks, too.
	for tree in "$FIXTURES"/*; do
		tr -s '\n ' ' ' <<<"$(status_text -vv)" >answer
		refute grep -qE '[0-9]{3,} bytes|span [0-9]{3,}|way of [0-9]{3,} |page of [0-9]{3,}|of [0-9]{3,}:' answer
		refute grep -qE '[ ,]of([,.:;]| *$)' answer
	done
	run -3 --separate-stderr "$DAXCTL" alias-check -q --require=block --sysroot="$FIXTURES/x86-612-sysfs-only"
	[ "$stderr" = "block: cannot tell: config-unknown (e820 virtio devicetree papr cxl)" ]
}

@test "--color: always, never, auto; no empty cell has a colour, and a namespace is not red for its mode" {
	status_text --color=always >answer
	grep -q $'\033\[32mfsdax\033\[0m' answer
	refute grep -q $'\033\[[0-9;]*m *\033' answer
	grep -q 'namespace0.2 .*  block  ' answer
	refute grep -q $'\033\[31mblock' answer
	for colour in auto never; do
		refute grep -q $'\033' <<<"$(status_text --color=$colour)"
	done
	run -129 --separate-stderr "$NDCTL" pmem-status --color=blue
	[[ "$stderr" == *'unknown colour "blue" (known: auto, always, never)'* ]]
}

@test "--explain: cause, source and remedy of a reason, and nothing is read" {
	for command in "$DAXCTL alias-check" "$NDCTL pmem-status"; do
		# shellcheck disable=SC2086 # two words
		run -0 --separate-stderr $command --explain=ns-raw-mode --sysroot=/nosuch
		[ "${lines[0]}" = "ns-raw-mode (namespace gate, warning)" ]
		[[ "$output" == *"Cause: The namespace is raw"* && "$output" == *"Found by: "* ]]
		[[ "$output" == *"  # ndctl create-namespace -f -e X --mode=fsdax"* && "$output" == *"DATA LOSS"* ]]
		[ -z "$stderr" ]
		# shellcheck disable=SC2086
		run -129 --separate-stderr $command --explain=ns-raw-mod
		[[ "$stderr" == *'unknown reason "ns-raw-mod". The nearest name is ns-raw-mode. pmemcap-reasons(7) lists all reasons'* ]]
	done
	# What a message may add is left out, here and in the manual page.
	"$NDCTL" pmem-status --explain=nothing-there | grep -qx 'Cause: .* is visible to this kernel\.'
	[ ! -e "$MANUAL/pmemcap-reasons.7" ] || grep -qx '.* is visible to this kernel\.' "$MANUAL/pmemcap-reasons.7"
	for id in $("$NDCTL" pmem-status --sysroot="$tree" | jq -r '.findings[].id'); do
		"$NDCTL" pmem-status --explain="$id" | grep -q '^Remedy: '
	done
}

@test "JSON on a terminal: one line on stderr names --text, and only then" {
	command -v script >/dev/null || skip "script is not installed"
	script -qec "$NDCTL pmem-status --sysroot=$tree 2>hint" /dev/null >answer
	[ "$(cat hint)" = "this format is for programs; --text prints a table" ]
	script -qec "$NDCTL pmem-status --sysroot=$tree --format=json 2>hint" /dev/null >answer
	[ ! -s hint ]
	"$NDCTL" pmem-status --sysroot="$tree" 2>hint >answer
	[ ! -s hint ]
}

@test "pmemcap-reasons(7) has every reason with its severity, and doc names the page" {
	[ -e "$MANUAL/ndctl-pmem-status.1" ] || skip "built without manual pages"
	sed 's/\\-/-/g; s/\\f.//g' "$MANUAL/pmemcap-reasons.7" >page
	count=0
	sed -n 's/^REASON([A-Z0-9_]*, "\([a-z0-9-]*\)".*/\1/p' "$BATS_TEST_DIRNAME/../../util/judge/reasons.def" >ids
	while read -r id; do
		grep -qxF "$("$NDCTL" pmem-status --explain="$id" | head -n 1)" page
		count=$((count + 1))
	done <ids
	[ "$count" -ge 90 ]
	"$NDCTL" pmem-status --sysroot="$tree" |
		jq -e '(.findings | length) > 0 and all(.findings[]; .doc == "pmemcap-reasons(7)#" + .id)'
}

@test "the manual pages describe every JSON key that a fixture prints" {
	[ -e "$MANUAL/ndctl-pmem-status.1" ] || skip "built without manual pages"
	sed 's/\\-/-/g; s/\\f(..//g; s/\\f.//g' "$MANUAL/daxctl-alias-check.1" "$MANUAL/ndctl-pmem-status.1" >pages
	for tree in "$FIXTURES"/*/; do
		# The kernel chooses the names of options.
		"$NDCTL" pmem-status -vv -i --sysroot="$tree" |
			jq -r '.kernel.options = {} | .kernel.option_sources = {} | paths[-1] | strings'
	done | sort -u >keys
	[ "$(wc -l <keys)" -ge 100 ]
	# And the text view: its columns, its width, its colours.
	for words in "why not dax" COLUMNS "Red:" "Yellow:" "Green:"; do
		[ "$(grep -c -- "$words" pages)" -ge 1 ]
	done
	while read -r key; do
		grep -qw -- "$key" pages || { echo "$key is not described" && return 1; }
	done <keys
}

@test "remedies use the command name that the user typed; JSON has one spelling" {
	mkdir -p bare/proc
	cp -a "$tree/pmemcap.json" bare
	tree=bare
	status_text >spaced
	"$(dirname "$NDCTL")/ndctl-pmem-status" --text --sysroot=bare >dashed
	COLUMNS=200 status_text | grep -q ' ndctl pmem-status --capture makes'
	refute grep -q 'ndctl-pmem-status' spaced
	COLUMNS=200 "$(dirname "$NDCTL")/ndctl-pmem-status" --text --sysroot=bare |
		grep -q ' ndctl-pmem-status --capture makes'
	refute grep -q 'ndctl pmem-status' dashed
	"$NDCTL" pmem-status --sysroot=bare >spaced
	"$(dirname "$NDCTL")/ndctl-pmem-status" --sysroot=bare >dashed
	cmp spaced dashed
	"$NDCTL" pmem-status --explain=ns-info-block-unread | grep -qx '  # ndctl pmem-status -n X'
	for by in "$(dirname "$NDCTL")/ndctl-pmem-status" "$(dirname "$DAXCTL")/daxctl-alias-check"; do
		"$by" --explain=ns-info-block-unread | grep -qx '  # ndctl-pmem-status -n X'
	done
}

# SPDX-License-Identifier: GPL-2.0-only
# --format=env and --format=openmetrics of both commands, on fixtures and on a
# tree whose names try to run commands.
# shellcheck disable=SC2016 # what looks like an expansion is a hostile name
# shellcheck disable=SC2154 # stderr is set by bats' run --separate-stderr

bats_require_minimum_version 1.5.0

setup() {
	tree=$FIXTURES/x86-612-nfit
	cd "$BATS_TEST_TMPDIR" || return 1
}

refute() {
	! "$@"
}

# both FORMAT TREE OPTION...: run each command and give its output to check(), which the test
# defines.
both() {
	local format=$1 root=$2
	shift 2
	"$DAXCTL" alias-check --format="$format" --sysroot="$root" >alias-check.out
	check alias-check.out
	"$NDCTL" pmem-status --format="$format" --sysroot="$root" "$@" >pmem-status.out
	check pmem-status.out
}

# A label, a mount point or a release that tries to run commands.
hostile=$'it\'s "q" $(touch ran) `touch ran`\n; touch ran #\e[31m\x9b\xff\xfe \\ ${IFS}*\r| touch ran &\t!'
# The same name as the text view shows it.
escaped='it'\''s "q" $(touch ran) `touch ran`\x0a; touch ran #\x1b[31m\x9b\xff\xfe \ ${IFS}*\x0d| touch ran &\x09!'

# Make a copy of the fixture with that name in every place.
hostile_tree() {
	local root=$BATS_TEST_TMPDIR/hostile nd=sys/devices/LNXSYSTM:00/LNXSYBUS:00/ACPI0012:00/ndbus0
	cp -a "$tree" "$root"
	mkdir -p "$root/proc/self"
	printf '%s\n' "$hostile" >"$root/$nd/region0/namespace0.0/alt_name"
	printf '%s\n' "$hostile" >"$root/$nd/provider"
	# The kernel writes blanks and line feeds in octal.
	local point=${hostile// /\\040}
	point=${point//$'\n'/\\012} point=${point//$'\t'/\\011}
	printf '36 1 259:0 / /mnt/%s rw - ext4 /dev/pmem0 rw,dax=always\n' "$point" >"$root/proc/self/mountinfo"
	# The same mount point again, and a name that is in no list.
	printf '37 1 259:0 / /mnt/%s rw - ext4 /dev/pmem0 rw,dax=never\n' "$point" >>"$root/proc/self/mountinfo"
	mkdir "$root/sys/bus/nd/devices/namespace0.0;touch ran"
	jq -n --arg r "x'\$(touch ran) y" '{kernel: {release: $r, machine: "x86_64", page_size: 4096}}' >"$root/pmemcap.json"
	echo "$root"
}

@test "--text with another format is an error; the last --format counts" {
	for command in "$NDCTL pmem-status" "$DAXCTL alias-check"; do
		for words in "--text --format=env" "--format=openmetrics --text" "--format=json --text"; do
			# shellcheck disable=SC2086 # words
			run -129 --separate-stderr $command --sysroot="$BATS_TEST_TMPDIR" $words
			[ -z "$output" ]
			[[ $stderr == *"--text means --format=text: leave out --text or the other format"* ]]
		done
		# shellcheck disable=SC2086 # words
		run -0 --separate-stderr $command --sysroot="$BATS_TEST_TMPDIR" --text --format=text
		[[ $output != "{"* ]]
		# shellcheck disable=SC2086 # words
		run -0 --separate-stderr $command --sysroot="$BATS_TEST_TMPDIR" --format=env --format=json
		[[ $output == "{"* ]]
	done
}

@test "text: no type of a file system and no mode can move the terminal's cursor" {
	root=$(hostile_tree)
	printf '36 1 259:0 / /mnt rw - x\e[31m /dev/pmem0 rw\n' >"$root/proc/self/mountinfo"
	printf 'y\e[31m\n' | tee "$root"/sys/devices/LNXSYSTM:00/*/*/ndbus0/region*/namespace*/mode >/dev/null
	"$NDCTL" pmem-status --text --sysroot="$root" >answer
	grep -qF 'x\x1b[31m' answer
	grep -qF 'y\x1b[31m' answer
	refute grep -avP '^[^\x00-\x1f\x7f]*$' answer
}

@test "env: every line is one assignment of a different key" {
	check() {
		[ "$(wc -l <"$1")" -gt 40 ]
		refute grep -avE "^PMEM_[A-Z0-9_]+=([A-Za-z0-9_.,:/+-]*|'([^']|'\\\\'')*')\$" "$1"
		[ -z "$(sed 's/=.*//' "$1" | sort | uniq -d)" ]
		head -n 1 "$1" | grep -qx 'PMEM_VERSION=1'
	}
	for fixture in "$FIXTURES"/*; do
		both env "$fixture"
	done
	both env "$(hostile_tree)"
}

@test "env: no part of a name is run, and a value is the one that the text view shows" {
	root=$(hostile_tree)
	"$NDCTL" pmem-status --format=env --sysroot="$root" >answer
	shells=0
	for shell in dash "bash --posix" bash "busybox sh" ksh mksh yash; do
		command -v "${shell%% *}" >/dev/null || continue
		shells=$((shells + 1))
		mkdir jail
		for variable in NAMESPACE0_0_NAME:"$escaped" NAMESPACE0_0_PROVIDER:"$escaped" \
			MOUNT_0_POINT:"/mnt/$escaped" MOUNT_1_POINT:"/mnt/$escaped" \
			KERNEL_RELEASE:"x'\$(touch ran) y"; do
			# shellcheck disable=SC2016,SC2086 # for that shell to expand; a command of two words
			found=$(cd jail && env -i PATH="$PATH" $shell -c \
				'set -u; eval "$(cat ../answer)"; eval "printf %s \"\$PMEM_$1\""' sh "${variable%%:*}")
			[ "$found" = "${variable#*:}" ]
		done
		# Now the same with a file that is sourced.
		# shellcheck disable=SC2016,SC2086
		found=$(cd jail && env -i PATH="$PATH" $shell -c '. ../answer; printf %s "$PMEM_NAMESPACES:$PMEM_OMITTED"')
		[ "$found" = "namespace0.0 namespace0.1 namespace0.2 namespace0.3:1" ]
		[ -z "$(ls -A jail)" ]
		rmdir jail
	done
	[ "$shells" -ge 2 ]
	[ -z "$(find . -name ran)" ]
}

@test "env: eval sets only variables that begin with PMEM_" {
	root=$(hostile_tree)
	"$NDCTL" pmem-status --format=env --sysroot="$root" >answer
	# shellcheck disable=SC2016 # for that shell to expand
	env -i "$BASH" --norc -c 'before=$(compgen -v | sort); . ./answer; compgen -v | sort | comm -13 <(echo "$before") -' >new
	refute grep -v -e '^PMEM_[A-Z0-9_]*$' -e '^before$' -e '^PIPESTATUS$' new
	[ "$(grep -c ^PMEM_ new)" = "$(wc -l <answer)" ]
}

@test "env: a list is words, whatever a path contains" {
	root=$(hostile_tree)
	"$NDCTL" pmem-status --format=env --sysroot="$root" >answer
	# shellcheck disable=SC2016 # for that shell to expand
	sh -c '. ./answer; set -f; for path in $PMEM_SKIPPED; do echo "$path"; done' >words
	jq_paths=$("$NDCTL" pmem-status --sysroot="$root" | jq '.skipped | length')
	[ "$(wc -l <words)" = "$jq_paths" ]
	grep -qxF '/lib/modules/x'\''$(touch\x20ran)\x20y' words
	grep -qxF '/sys/bus/nd/devices/namespace0.0;touch\x20ran' words
}

@test "env: the values are those of JSON" {
	check() { :; }
	for fixture in "$FIXTURES"/*; do
		both env "$fixture" -i
		for command in alias-check pmem-status; do
			program=$DAXCTL
			[ $command = alias-check ] || program=$NDCTL
			set --
			[ $command = alias-check ] || set -- -i
			"$program" "$command" --sysroot="$fixture" "$@" >object
			jq -r '
				def word: if . == null then "" else tostring end;
				def list: join(" ");
				def key: ascii_upcase | gsub("[^A-Z0-9]"; "_");
				"KERNEL_RELEASE=\(.kernel.release | word)", "MACHINE=\(.kernel.machine | word)",
				"PAGE_SIZE=\(.kernel.page_size | word)", "DCACHE_ALIASING=\(.cpu.dcache_aliasing)",
				"DCACHE_BASIS=\(.cpu.basis)", "ALIAS_SPAN=\(.cpu.alias_span | word)",
				(.modes | to_entries[] | (.key | key) as $k |
					"\($k)=\(.value.supported)", "\($k)_REASONS=\(.value.reasons | list)",
					"\($k)_CLASSES=\(.value.classes | list)",
					"\($k)_LIMITS=\([.value.limits[].reason] | reduce .[] as $r ([]; if index($r) then . else . + [$r] end) | list)"),
				(.buses[]? | .provider as $p | .regions[] | .dev as $r | .namespaces[] | (.dev | key) as $k |
					"\($k)_PROVIDER=\($p)", "\($k)_REGION=\($r)", "\($k)_MODE=\(.mode)", "\($k)_SIZE=\(.size)",
					"\($k)_EFFECTIVE=\(.effective)", "\($k)_BLOCKDEV=\(.blockdev | word)",
					"\($k)_CHARDEV=\(.chardev | word)", "\($k)_REASONS=\(.reasons | list)",
					"\($k)_POSSIBLE=\(.possible | list)", "\($k)_MAP_SYNC=\(.map_sync)",
					"\($k)_DAX=\(.disk.dax? | word)", "\($k)_STATE=\(.state // "enabled")"),
				(.dax_regions[]?.devices[] | (.chardev | key) as $k | "\($k)_EFFECTIVE=\(.effective)",
					"\($k)_DRIVER=\(.driver | word)", "\($k)_NAMESPACE=\(.namespace | word)"),
				"FINDINGS=\([.findings[] | select(.severity != "info").id] | reduce .[] as $r ([]; if index($r) then . else . + [$r] end) | list)",
				"SKIPPED=\([.skipped[].path] | list)"' object >expected
			sed "s/^PMEM_//; s/='\\(.*\\)'\$/=\\1/" "$command.out" >found
			[ "$(wc -l <expected)" -gt 35 ]
			refute grep -vxFf found expected
		done
	done
}

@test "env and openmetrics follow the filters" {
	"$NDCTL" pmem-status --format=env --sysroot="$tree" -n 0.1 >answer
	grep -qx 'PMEM_NAMESPACES=namespace0.1' answer
	grep -qx 'PMEM_DAX_DEVICES=dax0.1' answer
	refute grep -q '^PMEM_NAMESPACE0_0' answer
	"$NDCTL" pmem-status --format=env --sysroot="$tree" -r region1 >answer
	grep -qx 'PMEM_NAMESPACES=' answer
	"$NDCTL" pmem-status --format=openmetrics --sysroot="$tree" -b ACPI.NFIT -n namespace0.2 >answer
	[ "$(grep -c '^pmem_namespace_info{' answer)" = 1 ]
	refute grep -q 'namespace0\.[^2]' answer
	root=$(hostile_tree)
	"$NDCTL" pmem-status --format=openmetrics --sysroot="$root" -n 0.3 >answer
	refute grep -q '^pmem_mount' answer
}

@test "openmetrics: promtool has no complaint" {
	command -v promtool >/dev/null || skip "promtool is not installed (Debian: prometheus)"
	check() {
		run -0 promtool check metrics <"$1"
		[ -z "$output" ]
	}
	for fixture in "$FIXTURES"/*; do
		both openmetrics "$fixture" -i
	done
	both openmetrics "$(hostile_tree)"
}

@test "openmetrics: a parser of OpenMetrics can read it too" {
	python=/usr/bin/python3
	"$python" -c 'import prometheus_client.openmetrics.parser' 2>/dev/null ||
		skip "no parser (Debian: python3-prometheus-client)"
	check() {
		"$python" -c 'if True:
			import sys
			from prometheus_client.openmetrics.parser import text_string_to_metric_families as parse
			families = {f.name: f for f in parse(open(sys.argv[1]).read())}
			assert len(families) >= 7, families.keys()
			states = {}
			for family in families.values():
				assert family.type == "gauge" and family.documentation, family
				for s in family.samples:
					key = (s.name, *sorted((k, v) for k, v in s.labels.items() if k not in ("state", "access")))
					if "state" in s.labels or "access" in s.labels:
						states[key] = states.get(key, 0) + s.value
			assert len(states) >= 8 and set(states.values()) == {1}, states' "$1"
	}
	for fixture in "$FIXTURES"/*; do
		both openmetrics "$fixture" -i
	done
	both openmetrics "$(hostile_tree)"
}

@test "openmetrics: one end, help and type for every family, valid UTF-8, no escape code" {
	check() {
		[ "$(tail -n 1 "$1")" = "# EOF" ]
		[ "$(grep -c '^# EOF$' "$1")" = 1 ]
		iconv -f UTF-8 -t UTF-8 "$1" >/dev/null
		refute grep -aq $'[\001-\010\013-\037]' "$1"
		[ "$(grep -c '^# HELP ' "$1")" = "$(grep -c '^# TYPE pmem_[a-z_]* gauge$' "$1")" ]
		[ -z "$(sed 's/ [0-9]*$//' "$1" | sort | uniq -d)" ]
	}
	for fixture in "$FIXTURES"/*; do
		both openmetrics "$fixture"
	done
	both openmetrics "$(hostile_tree)"
	# A backslash and a quote are escaped again, as the format requires.
	label=${escaped//\\/\\\\} label=${label//\"/\\\"}
	grep -qF "name=\"$label\"" pmem-status.out
	# If two mounts have one mount point, the later one is visible.
	[ "$(grep -c '^pmem_mount_dax_state{.*state="no"} 1$' pmem-status.out)" = 1 ]
	[ "$(grep -c '^pmem_mount_dax_state' pmem-status.out)" = 3 ]
}

@test "openmetrics: the values are those of JSON" {
	check() { :; }
	for fixture in "$FIXTURES"/*; do
		both openmetrics "$fixture"
		"$NDCTL" pmem-status --sysroot="$fixture" >object
		jq -r '
			(.modes | to_entries[] | "pmem_mode_state{mode=\"\(.key)\",state=\"\(.value.supported)\"} 1"),
			(.modes | to_entries[] | "pmem_mode_limits{mode=\"\(.key)\"} \(.value.limits | length)"),
			"pmem_dcache_aliasing_state{state=\"\(.cpu.dcache_aliasing)\"} 1",
			(.buses[].regions[].namespaces[] |
				"pmem_namespace_effective{namespace=\"\(.dev)\",access=\"\(.effective)\"} 1",
				"pmem_namespace_map_sync_state{namespace=\"\(.dev)\",state=\"\(.map_sync)\"} 1",
				"pmem_namespace_size_bytes{namespace=\"\(.dev)\"} \(.size)"),
			([.findings[] | {id, severity}] | group_by(.id, .severity)[] |
				"pmem_findings{id=\"\(.[0].id)\",severity=\"\(.[0].severity)\"} \(length)"),
			"pmem_skipped \(.skipped | length)"' object >expected
		refute grep -vxFf pmem-status.out expected
		[ "$(grep -c '^pmem_findings{' pmem-status.out)" = "$(grep -c '^pmem_findings{' expected)" ]
		# The host's part equals that of alias-check.
		[ "$(grep -E '^pmem_(kernel|page|mode|dcache)' alias-check.out)" = \
			"$(grep -E '^pmem_(kernel|page|mode|dcache)' pmem-status.out)" ]
	done
}

@test "the manual pages name every key and every metric" {
	root=$(hostile_tree)
	[ -e "$MANUAL/daxctl-alias-check.1" ] || skip "built without manual pages"
	sed 's/\\-/-/g; s/\\f.//g' "$MANUAL/daxctl-alias-check.1" >host.txt
	sed 's/\\-/-/g; s/\\f.//g' "$MANUAL/ndctl-pmem-status.1" | cat host.txt - >objects.txt
	check() {
		page=objects.txt
		[ "$1" = pmem-status.out ] || page=host.txt
		# One object stands for all of its kind, and fsdax for all modes.
		sed -n -e 's/^# TYPE \([a-z_]*\) .*/\1/p' -e 's/^\(PMEM_[A-Z0-9_]*\)=.*/\1/p' "$1" |
			sed -e 's/^PMEM_NAMESPACE[0-9]_[0-9]_/_/' -e 's/^PMEM_DAX[0-9]_[0-9]_/_/' -e 's/^PMEM_MOUNT_[0-9]_/_/' \
				-e 's/^PMEM_.*_\(REASONS\|CLASSES\|LIMITS\)$/PMEM_FSDAX_\1/' | sort -u >names
		[ "$(wc -l <names)" -ge 8 ]
		while read -r name; do
			grep -qE "$name\b" "$page" || { echo "$name is not in $page" && return 1; }
		done <names
	}
	both env "$root"
	both openmetrics "$root"
}

@test "this machine answers in every format" {
	for format in env openmetrics; do
		for v in "" -u -vv; do
			"$DAXCTL" alias-check --format=$format $v >"$format$v.1"
			"$NDCTL" pmem-status --format=$format $v >"$format$v.2"
			# These formats are for programs: -u and -v do not change the values.
			cmp "$format.1" "$format$v.1"
			cmp "$format.2" "$format$v.2"
		done
	done
	grep -qx "PMEM_KERNEL_RELEASE='*$(uname -r)'*" env.1
	run -129 "$DAXCTL" alias-check --format=openmetric
	[[ "$output" == *'unknown format "openmetric" (known: json, text, env, openmetrics)'* ]]
}

@test "output that cannot be written: a message and status 1, in every format" {
	for format in json text env openmetrics; do
		for command in alias-check pmem-status; do
			program=$DAXCTL
			[ $command = alias-check ] || program=$NDCTL
			set -- "$program" $command --format=$format --require=block --sysroot="$FIXTURES/mips64-612-alias"
			run -1 --separate-stderr sh -c '"$@" >/dev/full' sh "$@"
			[[ "$stderr" == *"Error: the answer could not be written: "* ]]
			run -1 --separate-stderr sh -c '"$@" >&-' sh "$@"
			[[ "$stderr" == *"Error: the answer could not be written: "* ]]
		done
	done
}

@test "output that nobody reads, that is long, or with stderr closed: the status is not 0" {
	root=$BATS_TEST_TMPDIR/long
	cp -a "$tree" "$root"
	mkdir -p "$root/proc/self"
	# More output than a pipe can hold.
	for n in $(seq 3000); do
		echo "$n 1 0:45 / /mnt/a-long-name-of-a-mount-point-$n rw - virtiofs tag$n rw"
	done >"$root/proc/self/mountinfo"
	for format in json text env openmetrics; do
		set -- "$NDCTL" pmem-status --format=$format -vv --sysroot="$root"
		[ "$("$@" | wc -c)" -gt 70000 ]
		# The signal ends the program, as is usual in a pipe.
		run -141 --separate-stderr bash -c '"$@" | head -n 1 >/dev/null; exit "${PIPESTATUS[0]}"' bash "$@"
		[ -z "$stderr" ]
		# If the signal is ignored, as in services, there is a message.
		run -1 --separate-stderr bash -c 'trap "" PIPE; "$@" | head -n 1 >/dev/null; exit "${PIPESTATUS[0]}"' bash "$@"
		[[ "$stderr" == *"Error: the answer could not be written: Broken pipe"* ]]
		run -1 --separate-stderr sh -c '"$@" >/dev/full' sh "$@"
		[[ "$stderr" == *"Error: the answer could not be written: No space left on device"* ]]
		for command in alias-check pmem-status; do
			program=$DAXCTL
			[ $command = alias-check ] || program=$NDCTL
			set -- "$program" $command --format=$format --sysroot="$root"
			run -1 sh -c '"$@" >&- 2>&-' sh "$@"
			run -1 sh -c '"$@" >/dev/full 2>/dev/full' sh "$@"
			# Without errors, stdin and stderr may be closed.
			run -0 sh -c '"$@" <&- 2>&- >/dev/null' sh "$@"
		done
	done
}

# What the object in ./host.json says of each mode that can be required: key, answer, 1 if it is a yes with
# limits, 1 if there are no limits, the status that --require must give.
said_of_modes() {
	jq -r '.modes | del(.dcssblk_dax) | to_entries[] | .value.limits as $limits | (.value.supported == "yes") as $yes |
		[.key, .value.supported, if $yes and $limits != [] then 1 else 0 end, if $limits == [] then 1 else 0 end,
		if .value.supported == "no" or $yes and any($limits[]; .supported == "no") then 2
			elif $yes and $limits == [] then 0 else 3 end] | @tsv' host.json
}

# agree TREE: --require is met exactly where JSON, env and the table say yes for every class that has a driver.
agree() {
	local key answer limited whole wanted status row modes=0
	"$DAXCTL" alias-check --sysroot="$1" >host.json
	"$DAXCTL" alias-check --format=env --sysroot="$1" >host.env
	COLUMNS=300 "$DAXCTL" alias-check --text --sysroot="$1" >host.text
	said_of_modes >said
	while read -r key answer limited whole wanted; do
		status=0
		"$DAXCTL" alias-check -q --require="${key//_/-}" --sysroot="$1" 2>/dev/null || status=$?
		[ "$status" = "$wanted" ]
		grep -qx "PMEM_${key^^}=$answer" host.env
		[ "$(grep -cx "PMEM_${key^^}_LIMITS=" host.env)" = "$whole" ]
		row=$(grep -E "^${key/_/[- ]}  +$answer( |$)" host.text)
		[ "$(grep -cE ' yes +only on .*; (not|cannot tell) on ' <<<"$row")" = "$limited" ]
		modes=$((modes + 1))
	done <said
	[ $modes = 6 ]
}

@test "--require, env, the table and JSON agree on every mode of every fixture" {
	for fixture in "$FIXTURES"/*; do
		agree "$fixture"
	done
	# And where the drivers of single classes are taken away or may be there.
	cp -a "$FIXTURES/x86-612-nfit" copy
	config=boot/config-6.12.117+deb12-amd64
	for option in ACPI_NFIT X86_PMEM_LEGACY VIRTIO_PMEM CXL_PMEM DEV_DAX FS_DAX; do
		grep -q "^CONFIG_$option=" "$FIXTURES/x86-612-nfit/$config"
		sed "s/^CONFIG_$option=.*/# CONFIG_$option is not set/" "$FIXTURES/x86-612-nfit/$config" >copy/$config
		agree copy
	done
	# A class without a driver is no limit: with the drivers of this one alone every answer is whole.
	sed 's/^CONFIG_\(X86_PMEM_LEGACY\|VIRTIO_PMEM\|CXL_PMEM\|DEV_DAX_HMEM\|DEV_DAX_CXL\)=.*/# CONFIG_\1 is not set/' \
		"$FIXTURES/x86-612-nfit/$config" >copy/$config
	run -0 --separate-stderr "$DAXCTL" alias-check -q --require=fsdax,devdax,block --sysroot=copy
	[ -z "$stderr" ]
}

@test "--require is answered in every format" {
	for format in json text env openmetrics; do
		run -0 "$NDCTL" pmem-status --format=$format --sysroot="$tree" -n namespace0.0 --require=fsdax
		run -2 "$NDCTL" pmem-status --format=$format --sysroot="$tree" -n namespace0.3 --require=fsdax
		run -3 "$DAXCTL" alias-check --format=$format --sysroot="$tree" --require=block
	done
}

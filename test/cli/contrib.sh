#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The examples in contrib/, used by the programs that they are for: sos report,
# systemd-analyze, ansible-playbook. Prints TAP. Takes DAXCTL, NDCTL and FIXTURES.
#
#	contrib.sh CONTRIB-DIRECTORY SCHEMA
# shellcheck disable=SC2317 # functions are called through check
set -eu

contrib=$1
schema=$2
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
trap 'exit 1' HUP INT TERM

mkdir "$dir/bin"
ln -s "$NDCTL" "$dir/bin/ndctl-pmem-status"
ln -s "$DAXCTL" "$dir/bin/daxctl-alias-check"
PATH=$dir/bin:/usr/sbin:/usr/bin:/sbin:/bin
export PATH LC_ALL=C.UTF-8

# shellcheck source=test/tap.sh
. "$contrib/../test/tap.sh"

valid() { # valid FILE
	/usr/bin/python3 -c 'import json, sys, jsonschema
jsonschema.validate(json.load(open(sys.argv[1])), json.load(open(sys.argv[2])))' "$1" "$schema"
}

alike() { # alike FILE FILE: both have the same answer
	[ -s "$1" ] && [ "$(jq -c '[.modes, .cpu.dcache_aliasing]' "$1")" = "$(jq -c '[.modes, .cpu.dcache_aliasing]' "$2")" ]
}

# sos report

# sos would search only /usr. So use the plugin here, and run our programs from PATH.
bundle() {
	/usr/bin/python3 - "$contrib/sos" report -o pmemcap --batch --quiet --tmp-dir "$dir/sos" <<-'EOF'
		import sys
		from sos import SoS
		import sos.policies
		import sos.report.plugins
		sos.report.plugins.__path__.append(sys.argv[1])
		sos.policies.Policy.set_exec_path = lambda self: None
		SoS(sys.argv[2:]).execute()
	EOF
	tar -C "$dir/bundle" --strip-components=1 -xf "$(echo "$dir"/sos/*.tar.?z)"
}

texts() {
	grep -q "^mode .*answer" "$collected/ndctl-pmem-status.txt" &&
		grep -q "^mode .*answer" "$collected/daxctl-alias-check.txt"
}

captured() {
	ndctl-pmem-status -v --sysroot="$collected/capture/tree" >"$dir/again.json" &&
		alike "$dir/again.json" "$collected/ndctl-pmem-status.json"
}

collected=$dir/bundle/sos_commands/pmemcap
mkdir "$dir/sos" "$dir/bundle"
if ! /usr/bin/python3 -c 'import sos.report' 2>/dev/null; then
	skip "sos report" "sos is not installed"
elif [ "$(id -u)" != 0 ]; then
	skip "sos report" "sos takes root"
else
	check "sos report with this plugin alone" bundle
	for command in ndctl-pmem-status daxctl-alias-check; do
		check "the bundle holds the object of $command" valid "$collected/$command.json"
	done
	check "the bundle holds both texts" texts
	check "the bundle holds a tree that is judged alike" captured
fi

# systemd

# Check the units unchanged. A program that is not installed here only gives a warning, with status
# 0.
units() {
	for unit in "$contrib"/systemd/* "$contrib"/nfd/*.service "$contrib"/nfd/*.timer; do
		sed -E "s,/usr/local/bin/(application|pmemcap-[a-z]*),/bin/true," "$unit" >"$dir/units/${unit##*/}"
	done
	mkdir "$dir/units/pmemcap-metrics.service.d"
	sed "s,/usr/local/bin/pmemcap-requirements,/bin/true," "$contrib/prometheus/requirements.conf" \
		>"$dir/units/pmemcap-metrics.service.d/requirements.conf"
	systemd-analyze verify --man=no "$dir"/units/*.service "$dir"/units/*.timer 2>&1 | tee "$dir/verified"
	[ ! -s "$dir/verified" ]
}

# The exposure that systemd computes, in tenths, of 100. Without the sandbox it is 96.
sandboxed() {
	systemd-analyze security --offline=true --threshold=40 --no-pager "$dir/units/pmemcap-$1.service"
}

# The unit has no option that hides what is read, above all /dev/pmemN and /proc/kallsyms.
open_enough() {
	! grep -E '^(PrivateDevices|DeviceAllow|DevicePolicy|ProtectClock|ProtectKernelTunables|ProtectKernelModules|ProtectKernelLogs|ProcSubset|ProtectHome|PrivateTmp|PrivateUsers)=' \
		"$contrib/systemd/pmemcap-metrics.service" "$contrib/nfd/pmemcap-nfd.service"
}

# shell_of UNIT WORD: the shell command of Exec<WORD>, with systemd's $$ replaced by $.
shell_of() {
	sed -n "s,^Exec$2=/bin/sh -C\{0\,1\}c '\(.*\)'\$,\1,p" "$contrib/systemd/$1" | sed 's/\$\$/$/g'
}

# The program knows the words of the condition.
condition() {
	command=$(shell_of pmem-application.service Condition)
	[ -n "$command" ] || return 1
	status=0
	sh -c "$command" || status=$?
	case $status in 0 | 2 | 3) ;; *) return 1 ;; esac
}

# For each status of the command, the condition is met, not met, or a failure of the unit.
condition_maps() {
	mkdir "$dir/stub"
	for pair in 0:0 2:2 3:3 1:255 129:255 127:255 139:255; do
		printf '#!/bin/sh\nexit %s\n' "${pair%:*}" >"$dir/stub/ndctl-pmem-status"
		chmod +x "$dir/stub/ndctl-pmem-status"
		status=0
		PATH=$dir/stub:$PATH sh -c "$(shell_of pmem-application.service Condition)" || status=$?
		echo "$pair: $status"
		[ "$status" = "${pair#*:}" ] || return 1
	done
}

# Run the shell command as systemd does: with the unit's shell options and in its directory.
# $dir/metrics is the collector's directory, where another user may write. Only root may write to
# $dir/state.
run_metrics() {
	unit=$contrib/systemd/pmemcap-metrics.service
	options=$(sed -n 's,^ExecStart=/bin/sh \(-[A-Za-z]*\) .*,\1,p' "$unit")
	from=$(sed -n 's,^WorkingDirectory=,,p' "$unit" |
		sed "s,^/var/lib/prometheus/node-exporter\$,$dir/metrics,; s,^/var/lib/pmemcap\$,$dir/state,")
	(cd "$from" && sh "$options" "$command")
}

# The shell command of the service writes the file, or leaves nothing.
metrics() {
	command=$(shell_of pmemcap-metrics.service Start | sed "s,/var/lib/prometheus/node-exporter,$dir/metrics,")
	mkdir "$dir/metrics" "$dir/state"
	run_metrics && [ "$(ls "$dir/metrics")" = pmemcap.prom ] &&
		[ -s "$dir/metrics/pmemcap.prom" ] && [ -z "$(ls "$dir/state")" ]
}

# A user who may write to the collector's directory cannot redirect what is written or moved.
metrics_follow_no_link() {
	mkdir "$dir/elsewhere"
	echo mine >"$dir/file"
	for link in "$dir/file" "$dir/elsewhere" "$dir/nowhere"; do
		for file in pmemcap.prom pmemcap.prom.new; do
			rm -rf "$dir/metrics/"*
			ln -s "$link" "$dir/metrics/$file"
			run_metrics || { echo "not written beside a link $file" && return 1; }
			if [ "$(cat "$dir/file")" != mine ] || [ -n "$(ls "$dir/elsewhere")" ] || [ -e "$dir/nowhere" ]; then
				echo "written through the link $file"
				return 1
			fi
			[ ! -L "$dir/metrics/pmemcap.prom" ] && [ -s "$dir/metrics/pmemcap.prom" ] || return 1
		done
	done
	# Nor can a link do it at the place of writing.
	ln -s "$dir/file" "$dir/state/pmemcap.prom.new"
	! run_metrics && [ "$(cat "$dir/file")" = mine ] && rm "$dir/state/pmemcap.prom.new" &&
		grep -qx 'StateDirectoryMode=0700' "$contrib/systemd/pmemcap-metrics.service"
}

# In no unit does a shell write to a directory of another user (set -C, StateDirectory=).
shells_write_safely() {
	! grep -rhE "^Exec.*sh -c '.*[^-0-9&]>[^&]" "$contrib"/*/*.service "$contrib"/*/*.conf | grep -v '>/dev/null'
}

mkdir "$dir/units"
if command -v systemd-analyze >/dev/null; then
	check "systemd accepts the units" units
	check "the service for metrics is sandboxed" sandboxed metrics
	check "the service for node labels is sandboxed" sandboxed nfd
else
	skip "systemd accepts the units" "systemd-analyze is not installed"
fi
check "the services can see what they report" open_enough
check "the condition's words are known" condition
check "a condition that cannot be asked is a failure" condition_maps
check "the service's command writes metrics" metrics
check "and follows no link of the user who may write there" metrics_follow_no_link
check "no example has a shell overwrite what it finds" shells_write_safely

# Ansible

export ANSIBLE_LOCAL_TEMP="$dir/ansible" ANSIBLE_REMOTE_TEMP="$dir/ansible" ANSIBLE_HOME="$dir/ansible" \
	ANSIBLE_NOCOLOR=1 ANSIBLE_DEPRECATION_WARNINGS=0 ANSIBLE_RETRY_FILES_ENABLED=0

# play OPTION...: run the play on this machine, with a fixture's tree in place of the machine.
play() {
	ansible-playbook -i localhost, -c local -e ansible_python_interpreter=/usr/bin/python3 \
		"$contrib/ansible/require.yml" "$@"
}

met() {
	play -e "{\"pmem_required\": \"fsdax,map-sync\",
		\"pmem_filters\": [\"-n\", \"namespace0.0\", \"--sysroot=$FIXTURES/x86-612-nfit\"]}"
}

# refused TREE WORDS [OPTION...]: the play fails at the task that gives the reason, with these
# words.
refused() {
	tree=$1 words=$2
	shift 2
	! play "$@" -e "{\"pmem_required\": \"fsdax\",
		\"pmem_filters\": [\"-n\", \"namespace0.0\", \"--sysroot=$FIXTURES/$tree\"]}" >"$dir/play" 2>&1 &&
		cat "$dir/play" && grep -q "Say what stands in the way" "$dir/play" && grep -q "$words" "$dir/play"
}

# If a word is wrong, the task that runs the command fails.
mistyped() {
	! play -e pmem_required=nonsense >"$dir/play" 2>&1 && cat "$dir/play" &&
		grep -q '"rc": 129' "$dir/play" && ! grep -q "Say what stands in the way" "$dir/play"
}

local_fact() {
	mkdir "$dir/facts.d"
	cp "$contrib/ansible/pmemcap.fact" "$dir/facts.d"
	ansible -i localhost, -c local -e ansible_python_interpreter=/usr/bin/python3 localhost \
		-m ansible.builtin.setup -a "gather_subset=!all,!min,local fact_path=$dir/facts.d" >"$dir/facts" || return 1
	sed '1s/.*=> {/{/' "$dir/facts" | jq .ansible_facts.ansible_local.pmemcap >"$dir/fact.json"
	valid "$dir/fact.json"
}

# If nothing is installed, the fact is still an object.
fact_without() {
	[ "$(PATH=/nonexistent /bin/sh "$contrib/ansible/pmemcap.fact")" = '{}' ]
}

check "the local fact without the program is empty" fact_without
if command -v ansible-playbook >/dev/null; then
	check "ansible: the local fact is the object" local_fact
	check "ansible: a play goes on where the requirement is met" met
	check "ansible: not where it is not met" refused mips64-612-alias "fsdax is not given on localhost: ."
	check "ansible: not if it is unknown" refused x86-612-sysfs-only "fsdax is unknown on localhost: ."
	check "ansible: --check asks as well" refused mips64-612-alias "fsdax is not given on localhost: ." --check
	check "ansible: wrong usage is a failure of the command" mistyped
else
	skip "ansible: local fact and play" "ansible-playbook is not installed"
fi

finish

# SPDX-License-Identifier: GPL-2.0-only
# --kernel=RELEASE: a kernel that is installed but not running. The trees are fixtures with a second
# kernel, whose configuration comes from another fixture.
# shellcheck disable=SC2154 # stderr is set by bats' run --separate-stderr

bats_require_minimum_version 1.5.0

setup() {
	cd "$BATS_TEST_TMPDIR" || return 1
}

refute() {
	! "$@"
}

# x86: 6.12.117+deb12-amd64 runs. 6.18.44 has neither NVDIMM_PFN nor nfit, 6.12.200 has everything.
x86_tree() {
	local root=$BATS_TEST_TMPDIR/x86
	cp -a "$FIXTURES/x86-612-nfit" "$root"
	zcat "$FIXTURES/x86-618-virtio-only/proc/config.gz" >"$root/boot/config-6.18.44"
	# This kernel has no module directory: all its drivers are built in.
	sed 's/=m$/=y/' "$root/boot/config-6.12.117+deb12-amd64" >"$root/boot/config-6.12.200"
	mkdir -p "$root/lib/modules/6.18.44"
	echo "$root"
}

# mips: 6.12.117 runs with pages of 4 KiB and shows dc_aliases. The second kernel has the same page
# size, the third one 16 KiB.
mips_tree() {
	local root=$BATS_TEST_TMPDIR/mips
	cp -a "$FIXTURES/mips64-612-alias" "$root"
	mkdir -p "$root/boot"
	zcat "$root/proc/config.gz" >"$root/boot/config-6.12.200"
	sed 's/^CONFIG_PAGE_SIZE_4KB=y$/CONFIG_PAGE_SIZE_16KB=y/' "$root/boot/config-6.12.200" \
		>"$root/boot/config-6.12.200-16k"
	grep -q '^CONFIG_PAGE_SIZE_16KB=y$' "$root/boot/config-6.12.200-16k"
	echo "$root"
}

check_of() {
	"$DAXCTL" alias-check --sysroot="$1" --kernel="$2" | jq -c "$3"
}

status_of() {
	"$NDCTL" pmem-status --sysroot="$1" --kernel="$2" | jq -c "$3"
}

@test "its own configuration and release, this CPU, and the answer that it is not running" {
	t=$(x86_tree)
	cp "$FIXTURES/x86-618-virtio-only/proc/config.gz" "$t/proc/" 2>/dev/null ||
		{ mkdir -p "$t/proc" && cp "$FIXTURES/x86-618-virtio-only/proc/config.gz" "$t/proc/"; }
	[ "$(check_of "$t" 6.12.200 '.kernel | [.release, .running, .running_release, .machine, .page_size, .config_source]')" = \
		'["6.12.200",false,"6.12.117+deb12-amd64","x86_64",4096,"/boot/config-6.12.200"]' ]
	[ "$(check_of "$t" 6.12.200 '[.modes.fsdax.supported, .modes.devdax.supported, .modes.block.supported]')" = '["yes","yes","yes"]' ]
	[ "$(check_of "$t" 6.18.44 '[.modes.fsdax.supported, .modes.fsdax.classes, .modes.devdax.supported]')" = '["yes",["virtio"],"no"]' ]
	"$DAXCTL" alias-check --sysroot="$t" --kernel=6.18.44 --text |
		tr -s '\n ' ' ' | grep -q ' kernel 6.18.44 (not the running one, which is 6.12.117+deb12-amd64), x86_64, 4 KiB pages'
	"$DAXCTL" alias-check --sysroot="$t" --kernel=6.18.44 --format=env >answer
	grep -qx 'PMEM_KERNEL_RUNNING=no' answer
	grep -qx 'PMEM_RUNNING_RELEASE=6.12.117+deb12-amd64' answer
	"$DAXCTL" alias-check --sysroot="$t" --kernel=6.18.44 --format=openmetrics | grep -q '^pmem_kernel_info{release="6.18.44",.*running="no"'
}

@test "facts about the running kernel are no evidence for another kernel" {
	t=$(x86_tree)
	# A kernel of which only a directory without indexes is installed.
	mkdir -p "$t/lib/modules/6.12.250" "$t/proc/sys/kernel" "$t/sys/module/nd_pmem" "$t/sys/bus/nd/drivers/nd_pmem"
	zcat "$FIXTURES/x86-618-virtio-only/proc/config.gz" | gzip -n >"$t/proc/config.gz"
	printf '0 T _stext\n0 T dax_iomap_rw\n0 T devm_memremap_pages\n0 T nvdimm_bus_register\n0 T nd_pfn_probe\n0 T _einittext\n' >"$t/proc/kallsyms"
	echo live >"$t/sys/module/nd_pmem/initstate"
	echo 1 >"$t/proc/sys/kernel/modules_disabled"
	[ "$(check_of "$t" 6.12.250 '[.kernel.options[]] | unique')" = '["unknown"]' ]
	[ "$(check_of "$t" 6.12.250 '[.modules[].state] | unique')" = '["unknown"]' ]
	[ "$(check_of "$t" 6.12.250 '[.kernel.config_source, .modes.fsdax.supported]')" = '[null,"unknown"]' ]
	[ "$(status_of "$t" 6.12.250 '[.buses[].regions[].namespaces[].effective] | unique')" = '["unknown"]' ]
	[ "$(status_of "$t" 6.12.250 '[.buses[].regions[].namespaces[].possible] | unique')" = '[["raw"]]' ]
}

@test "modules: libkmod on its directory, blacklists and the current command line" {
	command -v depmod >/dev/null || skip "no depmod"
	t=$(x86_tree)
	dir=$t/lib/modules/6.18.44
	sed -i 's/CONFIG_BLK_DEV_PMEM=y/CONFIG_BLK_DEV_PMEM=m/' "$t/boot/config-6.18.44"
	mkdir -p "$dir/kernel" "$t/etc/modprobe.d" "$t/proc"
	echo quiet >"$t/proc/cmdline"
	: >"$dir/modules.builtin"
	: >"$dir/modules.order"
	depmod -b "$t" 6.18.44
	state() {
		check_of "$t" 6.18.44 '[(.modules[] | select(.name == "nd_pmem").state), .modes.block.supported, .modes.block.reasons]'
	}
	[ "$(state)" = '["missing","no",["module-missing"]]' ]
	echo | cc -x c -c -o "$dir/kernel/nd_pmem.ko" -
	depmod -b "$t" 6.18.44
	[ "$(state)" = '["available","yes",[]]' ]
	# modules_disabled does not survive the next boot, which starts this kernel.
	mkdir -p "$t/proc/sys/kernel"
	echo 1 >"$t/proc/sys/kernel/modules_disabled"
	[ "$(state)" = '["available","yes",[]]' ]
	echo "blacklist nd_pmem" >"$t/etc/modprobe.d/x.conf"
	[ "$(state)" = '["blacklisted","no",["module-blacklisted"]]' ]
	rm "$t/etc/modprobe.d/x.conf"
	echo "quiet module_blacklist=nd_pmem" >"$t/proc/cmdline"
	[ "$(state)" = '["blacklisted","no",["module-blacklisted"]]' ]
	echo "quiet nomodule" >"$t/proc/cmdline"
	[ "$(state)" = '["available","no",["modules-disabled"]]' ]
}

@test "the page size is that of its configuration, and it decides about the cache" {
	t=$(mips_tree)
	[ "$(check_of "$t" 6.12.200 '[.kernel.page_size, .cpu.dcache_aliasing, .cpu.basis, .cpu.alias_span]')" = '[4096,"yes","cpuinfo",8192]' ]
	[ "$(check_of "$t" 6.12.200-16k '[.kernel.page_size, .cpu.dcache_aliasing, .cpu.basis]')" = '[16384,"no","cache-geometry"]' ]
	[ "$(check_of "$t" 6.12.200-16k '.cpu.evidence[] | select(.source == "/proc/cpuinfo") | [.says, .detail]')" = \
		'["unknown","dc_aliases (seen on the running kernel, which has pages of 4 KiB)"]' ]
	# The geometry decides together with the refused span. The refusal alone may come from
	# another definition.
	mv "$t/sys/devices/system/cpu" cpu
	[ "$(check_of "$t" 6.12.200-16k .cpu.dcache_aliasing)" = '"unknown"' ]
	jq '.colour_probe = {asked: 12, refused: 1, span: 8192, error: 0}' "$t/pmemcap.json" >record
	mv record "$t/pmemcap.json"
	[ "$(check_of "$t" 6.12.200-16k .cpu.dcache_aliasing)" = '"unknown"' ]
	mv cpu "$t/sys/devices/system/"
	[ "$(check_of "$t" 6.12.200-16k '[.cpu.dcache_aliasing, .cpu.basis]')" = '["no","colour-probe"]' ]
	# The reverse: with 16 KiB pages nothing was refused, which proves nothing for 4 KiB pages.
	jq '.kernel.page_size = 16384 | .colour_probe = {asked: 10, refused: 0, span: 0, error: 0}' "$t/pmemcap.json" >record
	mv record "$t/pmemcap.json"
	sed -i 's/ dc_aliases//' "$t/proc/cpuinfo"
	rm "$t/var/log/dmesg"
	[ "$(check_of "$t" 6.12.200 .cpu.dcache_aliasing)" = '"unknown"' ]
	[ "$(check_of "$t" 6.12.200-16k '[.cpu.dcache_aliasing, .cpu.basis]')" = '["no","cpuinfo"]' ]
}

@test "a 32-bit and a 64-bit kernel name the same CPU differently" {
	t=$(x86_tree)
	sed '/^CONFIG_64BIT=y$/d' "$t/boot/config-6.12.200" >"$t/boot/config-6.12.200-686-pae"
	[ "$(check_of "$t" 6.12.200-686-pae .kernel.machine)" = '"i686"' ]
	jq '.kernel.machine = "armv7l"' "$t/pmemcap.json" >record
	cp record "$t/pmemcap.json"
	[ "$(check_of "$t" 6.12.200 .kernel.machine)" = '"aarch64"' ]
	t=$(mips_tree)
	sed 's/^CONFIG_64BIT=y$/# CONFIG_64BIT is not set/' "$t/boot/config-6.12.200" >"$t/boot/config-6.12.200-32"
	[ "$(check_of "$t" 6.12.200-32 '[.kernel.machine, .cpu.dcache_aliasing]')" = '["mips","yes"]' ]
}

@test "the release of the running kernel is the running kernel" {
	named=0
	for fixture in "$FIXTURES"/*; do
		"$DAXCTL" alias-check --sysroot="$fixture" >host
		"$NDCTL" pmem-status --sysroot="$fixture" >all
		release=$(jq -r '.kernel.release // empty' host)
		[ -n "$release" ] || continue
		[ -s all ]
		"$DAXCTL" alias-check --sysroot="$fixture" --kernel="$release" | cmp host -
		"$NDCTL" pmem-status --sysroot="$fixture" --kernel="$release" | cmp all -
		named=$((named + 1))
	done
	# One fixture does not show its kernel.
	[ "$named" -ge 6 ]
	"$DAXCTL" alias-check --kernel="$(uname -r)" | jq -e '.kernel | .running and .release == .running_release'
}

@test "not installed, or not a release: status 1, with the searched paths and the installed kernels" {
	t=$(x86_tree)
	mkdir -p "$t/lib/modules/6.9.1" "$t/lib/modules/6.10.1" "$t/lib/modules/"$'odd\e[31m'
	for command in alias-check pmem-status; do
		program=$DAXCTL
		[ $command = alias-check ] || program=$NDCTL
		run -1 --separate-stderr "$program" $command --sysroot="$t" --kernel=6.99
		[ -z "$output" ]
		[[ "$stderr" == *"Error: no kernel 6.99 is installed: neither /boot/config-6.99 nor /lib/modules/6.99 exists. /lib/modules holds: 6.9.1, 6.10.1, 6.18.44, odd\\x1b[31m" ]]
		for bad in 6.18.44/kernel ../modules/6.18.44 / . .. ""; do
			run -1 --separate-stderr "$program" $command --sysroot="$t" --kernel="$bad"
			[ -z "$output" ]
			[[ "$stderr" == *"Error: \"$bad\" is not a kernel release, which is RELEASE in /boot/config-RELEASE and /lib/modules/RELEASE. /lib/modules holds: 6.9.1,"* ]]
		done
		run -1 --separate-stderr "$program" $command --kernel=$'no\e[31msuch'
		[[ "$stderr" == *'no kernel no\x1b[31msuch is installed'* ]]
		run -129 "$program" $command --kernel
	done
}

@test "pmem-status: the host's part is alias-check's" {
	t=$(x86_tree)
	for release in 6.18.44 6.12.200; do
		for v in "" -u -vv; do
			"$DAXCTL" alias-check $v --sysroot="$t" --kernel=$release >host
			jq '{kernel, cpu, modules, modes}' host >host.part
			jq -e 'all(.kernel, .cpu, .modules, .modes; length > 0)' host.part
			"$NDCTL" pmem-status $v --sysroot="$t" --kernel=$release >all
			jq '{kernel, cpu, modules, modes}' all | cmp host.part -
		done
	done
}

@test "pmem-status: no yes for what was not seen on that kernel" {
	t=$(x86_tree)
	mkdir -p "$t/proc/self"
	printf '36 1 259:0 / /mnt rw - ext4 /dev/pmem0 rw,dax=always\n' >"$t/proc/self/mountinfo"
	[ "$("$NDCTL" pmem-status --sysroot="$t" | jq -c '[.. | .mounts? // empty | .[].dax_effective]')" = '["yes"]' ]
	[ "$(status_of "$t" 6.12.200 '[.buses[].regions[].namespaces[] | [.mode, .effective, .map_sync, .reasons]]')" = \
		'[["fsdax","unknown","unknown",["kernel-not-booted"]],["devdax","unknown","unknown",["kernel-not-booted"]],["sector","block","no",["ns-sector-mode"]],["raw","block","no",["ns-raw-mode"]]]' ]
	[ "$(status_of "$t" 6.12.200 '[.. | .mounts? // empty | .[] | .dax_effective, .map_sync]')" = '["unknown","unknown"]' ]
	[ "$(status_of "$t" 6.12.200 '[.dax_regions[].devices[].effective]')" = '["unknown"]' ]
	# This kernel has no driver for nfit.
	[ "$(status_of "$t" 6.18.44 '[.buses[].regions[].namespaces[].effective] | unique')" = '["none"]' ]
	# With a driver but without NVDIMM_PFN, the disks would look empty.
	# shellcheck disable=SC2016 # sed's $, the last line
	sed 's/^# CONFIG_ACPI_NFIT is not set/CONFIG_ACPI_NFIT=y/; $aCONFIG_ACPI_NFIT=y' "$t/boot/config-6.18.44" >"$t/boot/config-6.18.45"
	[ "$(status_of "$t" 6.18.45 '[.buses[].regions[].namespaces[] | [.effective, .reasons[0]]][0:2]')" = \
		'[["block","ns-info-block-unclaimed"],["block","ns-info-block-unclaimed"]]' ]
	[ "$(status_of "$t" 6.18.45 '[.findings[] | select(.id == "ns-info-block-unclaimed" and .severity == "error").subject]')" = '["namespace0.0","namespace0.1"]' ]
}

@test "--require: 0 for a host that can, 2 for what is excluded, 3 for what was not seen" {
	t=$(x86_tree)
	run -0 "$DAXCTL" alias-check --sysroot="$t" --kernel=6.12.200 --require=block
	# It has only a driver for virtio, where it has fsdax. The namespaces here are on an nfit
	# bus.
	run -0 "$DAXCTL" alias-check --sysroot="$t" --kernel=6.18.44 --require=fsdax
	require() {
		run -"$1" "$NDCTL" pmem-status --sysroot="$t" --kernel="$2" -n "$3" --require="$4"
	}
	require 3 6.12.200 namespace0.0 fsdax
	require 3 6.12.200 namespace0.0 block
	require 3 6.12.200 namespace0.0 map-sync
	require 2 6.12.200 namespace0.0 devdax
	require 3 6.12.200 namespace0.1 devdax
	require 2 6.12.200 namespace0.1 block
	require 2 6.12.200 namespace0.2 fsdax
	require 3 6.12.200 namespace0.2 block
	require 2 6.18.44 namespace0.0 fsdax
	require 2 6.18.44 namespace0.0 block
	# That kernel may have a namespace that the running kernel does not show.
	require 3 6.12.200 namespace7.0 fsdax
	require 2 6.18.44 namespace7.0 devdax
}

@test "the object is valid by the schema" {
	python=/usr/bin/python3
	"$python" -c 'import jsonschema' 2>/dev/null || skip "python3-jsonschema is not installed"
	x86=$(x86_tree)
	mips=$(mips_tree)
	count=0
	for tree in "$x86 6.18.44" "$x86 6.12.200" "$mips 6.12.200" "$mips 6.12.200-16k"; do
		for v in "" -u -vv; do
			count=$((count + 1))
			"$DAXCTL" alias-check $v --sysroot="${tree% *}" --kernel="${tree#* }" >"object$count.host"
			"$NDCTL" pmem-status $v --sysroot="${tree% *}" --kernel="${tree#* }" >"object$count.all"
		done
	done
	"$python" -c 'if True:
		import json, jsonschema, sys
		check = jsonschema.Draft202012Validator(json.load(open(sys.argv[1])))
		for name in sys.argv[2:]:
			check.validate(json.load(open(name)))' \
		"$SOURCE/Documentation/pmemcap.schema.json" object*
}

@test "whichever file is removed, no answer for it gets stronger" {
	command -v depmod >/dev/null || skip "no depmod"
	t=$(mips_tree)
	# Without the inventory, which no answer for a host depends on.
	rm -r "$t/sys/bus"
	find "$t/sys" -mindepth 1 -maxdepth 1 ! -name devices -exec rm -r {} +
	find "$t/sys/devices" -mindepth 1 -maxdepth 1 ! -name system -exec rm -r {} +
	# The configuration or the modules of that kernel must remain, so that it can be judged.
	for release in 6.12.200 6.12.200-16k; do
		mkdir -p "$t/lib/modules/$release"
		: >"$t/lib/modules/$release/modules.builtin"
		: >"$t/lib/modules/$release/modules.order"
		depmod -b "$t" "$release"
		/usr/bin/python3 "$SOURCE/test/fixtures/take-away.py" "$DAXCTL" --kernel="$release" "$t" >taken || { grep -A5 '^not ok' taken && false; }
		[ "$(grep -c '^ok' taken)" -gt 20 ]
	done
}

@test "live: no file of the running kernel is opened" {
	command -v strace >/dev/null || skip "no strace"
	config=$BATS_TEST_TMPDIR/config
	zcat "$FIXTURES/x86-618-virtio-only/proc/config.gz" >"$config"
	unshare -rm true 2>error || skip "no mount namespaces here: $(cat error)"
	# shellcheck disable=SC2016 # for that shell to expand
	traced() {
		unshare -rm sh -c 'mount -t tmpfs none /boot && cp "$1" /boot/config-6.99-test && shift && exec strace -f -o trace "$@"' sh \
			"$config" "$@"
	}
	# If no program may do this on the machine, the test is skipped.
	traced true 2>error || skip "nothing can be mounted, or traced, here: $(cat error)"
	traced "$DAXCTL" alias-check --kernel=6.99-test >object
	[ "$(jq -r '[.kernel.release, .kernel.running_release, .kernel.config_source] | join(" ")' object)" = \
		"6.99-test $(uname -r) /boot/config-6.99-test" ]
	[ "$(jq -c '[.cpu.evidence[].source] | index("colour probe") != null' object)" = true ]
	grep -q '/boot/config-6.99-test' trace
	refute grep -E '"/proc/(config.gz|kallsyms|sys/kernel/modules_disabled)"|"/sys/(bus|class|module)' trace
	refute grep -E 'open(at)?\(.*O_(WRONLY|RDWR|CREAT|TRUNC)' trace
}

# SPDX-License-Identifier: GPL-2.0-only
# daxctl alias-check from the command line: options, exit status, and the facts that each fixture
# stands for.
# shellcheck disable=SC2016 # $0 in single quotes is an inner shell's
# shellcheck disable=SC2154 # stderr is set by bats' run --separate-stderr

bats_require_minimum_version 1.5.0

setup() {
	tree=$FIXTURES
}

# In bats, a command after "!" does not fail the test.
refute() {
	! "$@"
}

# A fixture's answer, filtered by jq.
of() {
	"$DAXCTL" alias-check --sysroot="$tree/$1" | jq -c "$2"
}

# Make a copy of a fixture, so that a test can remove files.
copy_of() {
	cp -a "$tree/$1" "$BATS_TEST_TMPDIR/tree"
	echo "$BATS_TEST_TMPDIR/tree"
}

@test "this machine: one object, and a verdict for every mode" {
	run -0 --separate-stderr "$DAXCTL" alias-check
	[ -z "$stderr" ]
	jq -e '.version == 1 and .command == "daxctl alias-check"' <<<"$output"
	jq -e '[.modes[].supported] | length == 7 and all(. == "yes" or . == "no" or . == "unknown")' <<<"$output"
	jq -e '.kernel.release == $r' --arg r "$(uname -r)" <<<"$output"
	jq -e '.kernel.page_size == ($p | tonumber)' --arg p "$(getconf PAGESIZE)" <<<"$output"
	jq -e '[.cpu.evidence[].source] | index("colour probe")' <<<"$output"
	refute grep -q '\\/' <<<"$output"
}

@test "this machine: x86-64, arm64, riscv64 and powerpc never alias" {
	case $(uname -m) in
	x86_64 | aarch64 | riscv64 | ppc64le) ;;
	*) skip "$(uname -m) is none of them" ;;
	esac
	run -0 "$DAXCTL" alias-check
	jq -e '.cpu.dcache_aliasing == "no" and .cpu.basis == "architecture"' <<<"$output"
	jq -e '.kernel.dax_alias_check == "not-needed"' <<<"$output"
}

@test "a 32-bit personality does not make it a 32-bit kernel" {
	[ "$(uname -m)" = x86_64 ] || skip "the names are x86's"
	[ "$(setarch i686 uname -m)" = i686 ]
	[ "$(setarch i686 "$DAXCTL" alias-check | jq -r .kernel.machine)" = x86_64 ]
}

@test "MIPS64 6.12, aliasing: the gates cpu and kernel refuse fsdax, and block works" {
	[ "$(of mips64-612-alias '[.cpu.dcache_aliasing, .cpu.basis, .cpu.alias_span]')" = '["yes","cpuinfo",8192]' ]
	[ "$(of mips64-612-alias .kernel.dax_alias_check)" = '"runtime"' ]
	[ "$(of mips64-612-alias '.modes.fsdax | [.supported, .gates.cpu, .gates.kernel, .gates.driver]')" = '["no","no","no","yes"]' ]
	[ "$(of mips64-612-alias .modes.fsdax.reasons)" = '["arch-no-zone-device","cpu-dcache-aliasing"]' ]
	[ "$(of mips64-612-alias '.modes.devdax | [.supported, .gates.cpu, .gates.kernel, .gates.driver]')" = '["no","yes","no","yes"]' ]
	[ "$(of mips64-612-alias .modes.devdax.reasons)" = '["arch-no-zone-device"]' ]
	[ "$(of mips64-612-alias '.modes.block.supported')" = '"yes"' ]
}

@test "the same kernel on a 5KEf: no aliasing, but still no fsdax" {
	[ "$(of mips64-612-noalias '[.cpu.dcache_aliasing, .cpu.basis, .cpu.alias_span]')" = '["no","cpuinfo",null]' ]
	[ "$(of mips64-612-noalias .modes.fsdax.reasons)" = '["arch-no-zone-device"]' ]
	[ "$(of mips64-612-noalias '.modes.fsdax.gates.cpu')" = '"yes"' ]
}

@test "MIPS64 6.1: excluded at build time, not checked at run time" {
	[ "$(of mips64-61-alias .kernel.dax_alias_check)" = '"kconfig"' ]
	[ "$(of mips64-61-alias .cpu.dcache_aliasing)" = '"yes"' ]
}

@test "MIPS64 without cpuinfo: the boot log is the next evidence" {
	t=$(copy_of mips64-612-alias)
	rm "$t/proc/cpuinfo"
	run -0 "$DAXCTL" alias-check --sysroot="$t"
	[ "$(jq -c '[.cpu.dcache_aliasing, .cpu.basis]' <<<"$output")" = '["yes","boot-log"]' ]
	rm "$t/var/log/dmesg"
	run -0 "$DAXCTL" alias-check --sysroot="$t"
	[ "$(jq -c '[.cpu.dcache_aliasing, .cpu.basis]' <<<"$output")" = '["unknown","none"]' ]
	[ "$(jq -c '.modes.fsdax.supported' <<<"$output")" = '"no"' ]
}

@test "ARM1176: aliasing by the boot log, whatever architecture cpuinfo names" {
	grep -q '^CPU architecture: 7$' "$tree/arm1176-61/proc/cpuinfo"
	[ "$(of arm1176-61 '[.cpu.dcache_aliasing, .cpu.basis]')" = '["yes","boot-log"]' ]
	t=$(copy_of arm1176-61)
	rm "$t/var/log/dmesg"
	run -0 "$DAXCTL" alias-check --sysroot="$t"
	[ "$(jq -c '[.cpu.dcache_aliasing, .cpu.basis]' <<<"$output")" = '["unknown","none"]' ]
}

@test "a boot log of another kernel is ignored" {
	t=$(copy_of arm1176-61)
	sed -i 's/Linux version 6.1.0-50-rpi/Linux version 5.10.0-1-rpi/' "$t/var/log/dmesg"
	run -0 "$DAXCTL" alias-check --sysroot="$t"
	[ "$(jq -c '.cpu.dcache_aliasing' <<<"$output")" = '"unknown"' ]
	jq -e '.skipped[] | select(.path == "/var/log/dmesg" and .error == "ESTALE")' <<<"$output"
}

@test "FS_DAX without NVDIMM_PFN: yes on virtio, and a class without a driver is not a limit" {
	[ "$(of x86-618-virtio-only '.modes.fsdax | [.supported, .classes, .limits]')" = \
		'["yes",["virtio"],[]]' ]
	# If the class has a driver, it is a limit.
	t=$(copy_of x86-618-virtio-only)
	zcat "$t/proc/config.gz" | sed 's/# CONFIG_ACPI_NFIT is not set/CONFIG_ACPI_NFIT=y/' | gzip -n >"$t/config.new"
	mv "$t/config.new" "$t/proc/config.gz"
	[ "$("$DAXCTL" alias-check --sysroot="$t" | jq -c '.modes.fsdax | [.supported, .classes, .limits]')" = \
		'["yes",["virtio"],[{"reason":"config-nvdimm-pfn","supported":"no","classes":["nfit"]}]]' ]
	run -2 --separate-stderr "$DAXCTL" alias-check --sysroot="$t" --require=fsdax
	[ "$stderr" = "fsdax: not met: config-nvdimm-pfn (nfit)" ]
	[ "$(of x86-618-virtio-only '.modes.devdax | [.supported, (.reasons | index("config-dev-dax") != null)]')" = '["no",true]' ]
	[ "$(of x86-618-virtio-only '[.modes.block.supported, .modes.block.limits]')" = '["yes",[]]' ]
	[ "$(of x86-618-virtio-only '[.findings[].id] | index("ns-info-block-unclaimed") != null')" = true ]
	run -0 "$DAXCTL" alias-check --sysroot="$tree/x86-618-virtio-only" --require=fsdax
	run -2 "$DAXCTL" alias-check --sysroot="$tree/x86-618-virtio-only" --require=devdax
	run -0 "$DAXCTL" alias-check --sysroot="$tree/x86-618-virtio-only" --require=block
	run -2 "$DAXCTL" alias-check --sysroot="$tree/x86-618-virtio-only" --require=block,devdax
	run -0 "$DAXCTL" alias-check --sysroot="$tree/x86-618-virtio-only" --require=fsdax --require=block
	run -2 "$DAXCTL" alias-check --sysroot="$tree/x86-618-virtio-only" --require=map-sync
}

@test "a bus shows that its driver is present: yes on its class, unknown on the others" {
	mode() {
		"$DAXCTL" alias-check --sysroot="$1" | jq -c ".modes.$2 | [.supported, .classes, ([.limits[].supported] | unique), any(.limits[]; .classes[] == \"nfit\")]"
	}
	for name in fsdax devdax block; do
		[ "$(mode "$tree/x86-612-nfit" $name)" = '["yes",["nfit"],["unknown"],false]' ]
	done
	run -3 --separate-stderr "$DAXCTL" alias-check -q --sysroot="$tree/x86-612-nfit" --require=fsdax
	[ "$stderr" = "fsdax: cannot tell: module-unknown (e820 virtio cxl)" ]
	# A bus of another provider proves nothing about this class.
	t=$(copy_of x86-612-nfit)
	for provider in nosuch '' CXL; do
		echo "$provider" >"$(find "$t/sys/devices" -path '*/ndbus0/provider')"
		[ "$(mode "$t" fsdax | jq 'last')" = true ]
	done
	[ "$(mode "$t" fsdax | jq -c '.[:2]')" = '["yes",["cxl"]]' ]
}

@test "/sys alone: unknown if no device shows the answer, and --require reports this" {
	# A dax device is bound, and the drivers of kmem and nd_pmem are registered: this decides
	# system-ram and block.
	[ "$(of x86-612-sysfs-only '[.modes | del(.system_ram, .block)[].supported] | unique')" = '["unknown"]' ]
	[ "$(of x86-612-sysfs-only '.modes.block | [.supported, .classes]')" = '["yes",["nfit"]]' ]
	[ "$(of x86-612-sysfs-only .kernel.options.NVDIMM_PFN)" = '"yes"' ]
	run -3 "$DAXCTL" alias-check --sysroot="$tree/x86-612-sysfs-only" --require=fsdax
	run -3 "$DAXCTL" alias-check --sysroot="$tree/x86-612-sysfs-only" --require=block
	run -3 "$DAXCTL" alias-check --sysroot="$tree/x86-612-sysfs-only" --require=devdax
}

@test "a bound dax device shows its driver and its class of memory, an unbound one shows nothing" {
	t=$(copy_of x86-612-sysfs-only)
	verdicts() {
		"$DAXCTL" alias-check --sysroot="$t" |
			jq -c '.modes | [.devdax.gates.driver, .devdax.gates.kernel, .devdax.classes, .system_ram.supported, .system_ram.classes]'
	}
	[ "$(verdicts)" = '["yes","unknown",["nfit"],"yes",["nfit"]]' ]
	# Soft-reserved memory, whose dax device another driver made.
	mkdir -p "$t/sys/devices/platform/hmem.0/dax1.0"
	ln -s ../../../../bus/dax/drivers/kmem "$t/sys/devices/platform/hmem.0/dax1.0/driver"
	ln -s ../../../devices/platform/hmem.0/dax1.0 "$t/sys/bus/dax/devices/dax1.0"
	[ "$(verdicts)" = '["yes","unknown",["nfit","hmem"],"yes",["nfit","hmem"]]' ]
	# A device of unknown origin proves no class.
	rm "$t/sys/bus/dax/devices/dax1.0"
	mkdir -p "$t/sys/devices/somewhere/dax1.0"
	ln -s ../../../bus/dax/drivers/kmem "$t/sys/devices/somewhere/dax1.0/driver"
	ln -s ../../../devices/somewhere/dax1.0 "$t/sys/bus/dax/devices/dax1.0"
	[ "$(verdicts)" = '["yes","unknown",["nfit"],"yes",["nfit"]]' ]
	rm "$t/sys/bus/dax/devices/dax1.0" "$t/sys/bus/dax/devices/dax0.1/driver"
	# The bus proves none either: its provider is not known.
	echo nosuch >"$(find "$t/sys/devices" -path '*/ndbus0/provider')"
	[ "$(verdicts)" = '["unknown","unknown",[],"unknown",[]]' ]
}

@test "an empty tree: unknown, with a list of what could not be read" {
	mkdir "$BATS_TEST_TMPDIR/empty"
	run -0 --separate-stderr "$DAXCTL" alias-check --sysroot="$BATS_TEST_TMPDIR/empty"
	[ -z "$stderr" ]
	[ "$(jq -c '[.modes[].supported] | unique' <<<"$output")" = '["unknown"]' ]
	jq -e '.skipped | length > 3 and all(.error and .path and (.affects | length > 0))' <<<"$output"
}

@test "a configuration cut short does not say no for a missing option" {
	t=$(copy_of x86-618-virtio-only)
	zcat "$t/proc/config.gz" | sed '/CONFIG_FS_DAX=/,$d' >"$BATS_TEST_TMPDIR/config"
	mkdir "$t/boot"
	mv "$BATS_TEST_TMPDIR/config" "$t/boot/config-6.18.44"
	rm "$t/proc/config.gz"
	run -0 "$DAXCTL" alias-check --sysroot="$t"
	[ "$(jq -c '[.kernel.config_source, .kernel.options.FS_DAX, .modes.fsdax.supported]' <<<"$output")" = \
		'["/boot/config-6.18.44","unknown","unknown"]' ]
	jq -e '.skipped[] | select(.path == "/boot/config-6.18.44" and .error == "EBADMSG")' <<<"$output"
}

@test "a damaged config.gz is skipped, and /boot is used" {
	t=$(copy_of x86-618-virtio-only)
	mkdir "$t/boot"
	zcat "$t/proc/config.gz" >"$t/boot/config-6.18.44"
	head -c 5000 "$t/proc/config.gz" >"$BATS_TEST_TMPDIR/cut"
	mv "$BATS_TEST_TMPDIR/cut" "$t/proc/config.gz"
	run -0 "$DAXCTL" alias-check --sysroot="$t"
	[ "$(jq -c '[.kernel.config_source, .modes.fsdax.supported]' <<<"$output")" = '["/boot/config-6.18.44","yes"]' ]
	jq -e '.skipped[] | select(.path == "/proc/config.gz" and .error == "EBADMSG")' <<<"$output"
	echo "garbage" >"$t/proc/config.gz"
	run -0 "$DAXCTL" alias-check --sysroot="$t"
	[ "$(jq -c '.kernel.config_source' <<<"$output")" = '"/boot/config-6.18.44"' ]
}

@test "the configuration of another release is not read" {
	t=$(copy_of x86-618-virtio-only)
	mkdir "$t/boot"
	zcat "$t/proc/config.gz" >"$t/boot/config-6.18.45"
	rm "$t/proc/config.gz"
	run -0 "$DAXCTL" alias-check --sysroot="$t"
	[ "$(jq -c '[.kernel.config_source, .modes.fsdax.supported]' <<<"$output")" = '[null,"unknown"]' ]
}

@test "names in kallsyms are used if there is no configuration" {
	t=$(copy_of x86-618-virtio-only)
	rm "$t/proc/config.gz"
	cat >"$t/proc/kallsyms" <<-EOF
		0000000000000000 T _stext
		0000000000000000 T dax_iomap_rw
		0000000000000000 T devm_memremap_pages
		0000000000000000 T devm_nsio_enable
		0000000000000000 T nvdimm_bus_register
		0000000000000000 T arch_wb_cache_pmem
		0000000000000000 t nd_pfn_probe
		0000000000000000 T nd_dax_probe	[other]
		0000000000000000 T _einittext
	EOF
	run -0 "$DAXCTL" alias-check --sysroot="$t"
	[ "$(jq -c '.kernel.options | [.FS_DAX, .ZONE_DEVICE, .NVDIMM_PFN, .BLK_DEV_PMEM, .DEV_DAX]' <<<"$output")" = \
		'["yes","yes","no","yes","unknown"]' ]
	[ "$(jq -c '.modes.fsdax | [.supported, .classes]' <<<"$output")" = '["yes",["virtio"]]' ]
	# Older captures do not keep this name, so its absence proves nothing.
	sed -i '/devm_nsio_enable/d' "$t/proc/kallsyms"
	run -0 "$DAXCTL" alias-check --sysroot="$t"
	[ "$(jq -c '[.modes.fsdax.supported, .modes.block.supported]' <<<"$output")" = '["unknown","unknown"]' ]
	sed -i '$d' "$t/proc/kallsyms"
	run -0 "$DAXCTL" alias-check --sysroot="$t"
	[ "$(jq -c '.kernel.options.NVDIMM_PFN' <<<"$output")" = '"unknown"' ]
}

@test "modules: installed, blacklisted, disabled by an install line, missing" {
	command -v depmod >/dev/null || skip "no depmod"
	t=$(copy_of x86-618-virtio-only)
	dir=$t/lib/modules/6.18.44
	zcat "$t/proc/config.gz" | sed 's/CONFIG_BLK_DEV_PMEM=y/CONFIG_BLK_DEV_PMEM=m/' | gzip -n >"$BATS_TEST_TMPDIR/gz"
	mv "$BATS_TEST_TMPDIR/gz" "$t/proc/config.gz"
	rm -r "$t/sys/bus/nd/drivers/nd_pmem"
	sed -i 's/ nomodule//' "$t/proc/cmdline"
	mkdir -p "$dir/kernel" "$t/etc/modprobe.d"
	: >"$dir/modules.builtin"
	: >"$dir/modules.order"
	state() {
		"$DAXCTL" alias-check --sysroot="$t" |
			jq -c '[(.modules[] | select(.name == "nd_pmem").state), .modes.block.supported, .modes.block.reasons]'
	}
	[ "$(state)" = '["unknown","unknown",["module-unknown"]]' ]
	depmod -b "$t" 6.18.44
	[ "$(state)" = '["missing","no",["module-missing"]]' ]
	echo | cc -x c -c -o "$dir/kernel/nd_pmem.ko" -
	depmod -b "$t" 6.18.44
	[ "$(state)" = '["available","yes",[]]' ]
	echo "blacklist nd-pmem" >"$t/etc/modprobe.d/x.conf"
	[ "$(state)" = '["blacklisted","no",["module-blacklisted"]]' ]
	echo "install nd_pmem /bin/false" >"$t/etc/modprobe.d/x.conf"
	[ "$(state)" = '["blacklisted","no",["module-blacklisted"]]' ]
	rm "$t/etc/modprobe.d/x.conf"
	echo "quiet modprobe.blacklist=nd_pmem" >"$t/proc/cmdline"
	[ "$(state)" = '["blacklisted","no",["module-blacklisted"]]' ]
	echo "quiet module_blacklist=foo,nd_pmem" >"$t/proc/cmdline"
	[ "$(state)" = '["blacklisted","no",["module-blacklisted"]]' ]
	# No module has this name. The kernel loads the module: test/vm/scenarios/refused.sh.
	echo "quiet module_blacklist=foo,nd-pmem" >"$t/proc/cmdline"
	[ "$(state)" = '["available","yes",[]]' ]
	echo "quiet module_blacklist=foo x=nd_pmem" >"$t/proc/cmdline"
	[ "$(state)" = '["available","yes",[]]' ]
	echo "quiet nomodule" >"$t/proc/cmdline"
	[ "$(state)" = '["available","no",["modules-disabled"]]' ]
	mkdir -p "$t/sys/module/nd_pmem"
	echo live >"$t/sys/module/nd_pmem/initstate"
	[ "$(state)" = '["loaded","yes",[]]' ]
}

# Make a copy of a fixture in which nd_pmem is installed and may load. Prints its path.
with_module() {
	t=$(copy_of x86-618-virtio-only)
	local dir=$t/lib/modules/6.18.44
	zcat "$t/proc/config.gz" | sed 's/CONFIG_BLK_DEV_PMEM=y/CONFIG_BLK_DEV_PMEM=m/' | gzip -n >"$BATS_TEST_TMPDIR/gz"
	mv "$BATS_TEST_TMPDIR/gz" "$t/proc/config.gz"
	rm -r "$t/sys/bus/nd/drivers/nd_pmem"
	mkdir -p "$dir/kernel" "$t/etc/modprobe.d" "$t/proc/sys/kernel"
	: >"$dir/modules.builtin"
	: >"$dir/modules.order"
	echo quiet >"$t/proc/cmdline"
	echo 0 >"$t/proc/sys/kernel/modules_disabled"
	echo | cc -x c -c -o "$dir/kernel/nd_pmem.ko" -
	depmod -b "$t" 6.18.44
}

# The module's state and the unread files. Nothing may be printed on stderr.
said_of_module() {
	timeout 300 "$DAXCTL" alias-check --sysroot="$t" >"$BATS_TEST_TMPDIR/answer" 2>"$BATS_TEST_TMPDIR/complaints" || return 1
	[ ! -s "$BATS_TEST_TMPDIR/complaints" ] || return 1
	jq -c '[(.modules[] | select(.name == "nd_pmem").state), .modes.block.supported] +
		[.skipped[] | select(.affects[] == "modules") | .path, .error]' "$BATS_TEST_TMPDIR/answer"
}

@test "if a file that may forbid a module cannot be read: unknown, with the reason" {
	command -v depmod >/dev/null || skip "no depmod"
	with_module
	[ "$(said_of_module)" = '["available","yes"]' ]
	# Reading a pipe would block, a directory is not read, and a file of that size is refused.
	for how in mkfifo mkdir "truncate -s 2M"; do
		$how "$t/etc/modprobe.d/x.conf"
		[[ "$(said_of_module)" == '["unknown","unknown","/etc/modprobe.d/x.conf","E'* ]]
		rm -r "$t/etc/modprobe.d/x.conf"
	done
	ln -s x.conf "$t/etc/modprobe.d/x.conf"
	[ "$(said_of_module)" = '["unknown","unknown","/etc/modprobe.d/x.conf","ELOOP"]' ]
	# A dangling link hides a file of the same name in another directory, and forbids nothing.
	ln -sf /dev/null "$t/etc/modprobe.d/x.conf"
	[ "$(said_of_module)" = '["available","yes"]' ]
	echo x >"$t/proc/sys/kernel/modules_disabled"
	[ "$(said_of_module)" = '["unknown","unknown","/proc/sys/kernel/modules_disabled","EINVAL"]' ]
	rm "$t/proc/sys/kernel/modules_disabled"
	[ "$(said_of_module)" = '["available","yes"]' ]
	rm "$t/proc/cmdline"
	[ "$(said_of_module)" = '["unknown","unknown","/proc/cmdline","ENOENT"]' ]
	mkfifo "$t/proc/cmdline"
	[[ "$(said_of_module)" == '["unknown","unknown","/proc/cmdline","EINVAL"'* ]]
}

@test "an error that the live run recorded replaces the empty file of a capture" {
	command -v depmod >/dev/null || skip "no depmod"
	with_module
	: >"$t/etc/modprobe.d/x.conf"
	[ "$(said_of_module)" = '["available","yes"]' ]
	jq '.errors = {"/etc/modprobe.d/x.conf": "EACCES"}' "$t/pmemcap.json" >"$BATS_TEST_TMPDIR/record"
	mv "$BATS_TEST_TMPDIR/record" "$t/pmemcap.json"
	[ "$(said_of_module)" = '["unknown","unknown","/etc/modprobe.d/x.conf","EACCES"]' ]
}

@test "a damaged or incomplete table of modules proves no module missing" {
	command -v depmod >/dev/null || skip "no depmod"
	with_module
	dir=$t/lib/modules/6.18.44
	printf 'kernel/fs/ext4/ext4.ko\nkernel/fs/xfs/xfs.ko\n' >"$dir/modules.builtin"
	[ "$(said_of_module)" = '["available","yes"]' ]
	for table in dep builtin; do
		for damage in "truncate -s 0" "truncate -s 7" "truncate -s 1M" garbage mkfifo "truncate -s 17M" rm; do
			cp "$dir/modules.$table" "$BATS_TEST_TMPDIR/whole"
			case $damage in
			garbage) head -c 4096 /dev/zero | tr '\0' x >"$dir/modules.$table" ;;
			mkfifo) rm "$dir/modules.$table" && mkfifo "$dir/modules.$table" ;;
			*1M) : >"$dir/modules.$table" && $damage "$dir/modules.$table" ;;
			*) $damage "$dir/modules.$table" ;;
			esac
			# If the binary index is there, an empty table counts as empty.
			[ "$damage" != "truncate -s 0" ] || echo x >"$dir/modules.$table.bin"
			found=$(said_of_module)
			[[ "$found" == "[\"unknown\",\"unknown\",\"/lib/modules/6.18.44/modules.$table\",\"E"* ]] ||
				{ echo "$table $damage: $found" && return 1; }
			rm -f "$dir/modules.$table"
			mv "$BATS_TEST_TMPDIR/whole" "$dir/modules.$table"
		done
	done
	# The binary indexes are not read.
	for index in "$dir"/modules.*.bin; do
		rm "$index"
		mkfifo "$index"
	done
	[ "$(said_of_module)" = '["available","yes"]' ]
}

@test "if a capture has only binary indexes, the file to add is named" {
	command -v depmod >/dev/null || skip "no depmod"
	with_module
	rm "$t"/lib/modules/6.18.44/modules.{dep,builtin}
	[ "$(said_of_module)" = '["unknown","unknown","/lib/modules/6.18.44/modules.dep","ENOENT"]' ]
}

@test "without a configuration, a missing module may belong to an option that is off" {
	t=$(copy_of mips64-612-probe)
	run -0 "$DAXCTL" alias-check --sysroot="$t" --require=block
	rm "$t/proc/config.gz"
	run -3 --separate-stderr "$DAXCTL" alias-check --sysroot="$t" --require=block
	[ "$(jq -c '.modes.block | [.supported, .limits[0].supported]' <<<"$output")" = '["yes","unknown"]' ]
}

@test "hostile files in a tree cause neither a hang nor a crash" {
	t=$BATS_TEST_TMPDIR/odd
	mkdir -p "$t/proc/sys/kernel" "$t/sys/devices/system/cpu/cpu0/cache/index0" "$t/boot"
	mkfifo "$t/proc/cpuinfo" "$t/proc/config.gz"
	mkdir "$t/proc/cmdline"
	ln -s loop "$t/proc/loop"
	ln -s loop "$t/proc/kallsyms"
	printf '\377\033[31m\n' >"$t/proc/sys/kernel/osrelease"
	printf '../../x\n' >"$t/proc/sys/kernel/arch"
	head -c 100000 /dev/urandom >"$t/pmemcap.json"
	run -0 --separate-stderr timeout 300 "$DAXCTL" alias-check --sysroot="$t"
	jq -e '[.modes[].supported] | unique == ["unknown"]' <<<"$output"
	iconv -f UTF-8 -t UTF-8 <<<"$output" >/dev/null
	run -0 timeout 300 "$DAXCTL" alias-check --text -vv --sysroot="$t"
	refute grep -q $'\033' <<<"$output"
	grep -qF '\xff\x1b[31m' <<<"$output"
}

@test "--text: 80 columns, no colour in a pipe, every mode and its reasons" {
	for fixture in "$tree"/*/; do
		for v in "" -v -vv; do
			run -0 "$DAXCTL" alias-check --text $v --sysroot="$fixture"
			[ "$(wc -L <<<"$output")" -le 80 ]
			refute grep -q $'\033' <<<"$output"
			modes=(fsdax devdax block "virtiofs dax" "dm dax" system-ram)
			[ -z "$v" ] || modes+=("dcssblk dax")
			for mode in "${modes[@]}"; do
				grep -q "^$mode  *\(yes\|no\|unknown\)\b" <<<"$output"
			done
		done
	done
}

@test "--text on ARM: the first finding explains why a newer kernel does not help" {
	run -0 "$DAXCTL" alias-check --text --sysroot="$tree/mips64-612-alias"
	tr -s '\n ' ' ' <<<"$output" | grep -q "A newer kernel does not help. A 64-bit platform that never aliases"
}

@test "-v adds sources, -vv every check" {
	run -0 "$DAXCTL" alias-check -v --sysroot="$tree/mips64-612-alias"
	jq -e '.kernel.option_sources.DAX == "/proc/config.gz" and (.modes.fsdax | has("checks") | not)' <<<"$output"
	run -0 "$DAXCTL" alias-check -vv --sysroot="$tree/mips64-612-alias"
	jq -e '.modes.block.checks | length > 2 and all(.result == "yes")' <<<"$output"
}

@test "an ordinary user gets the same answer for a tree, also without user namespaces and openat2()" {
	[ "$(id -u)" = 0 ] || skip "needs root to become another user"
	cp "$DAXCTL" "$BATS_TEST_TMPDIR/daxctl"
	t=$(copy_of mips64-612-alias)
	chmod -R a+rX "$BATS_TEST_TMPDIR"
	for d in "$BATS_RUN_TMPDIR" "$BATS_RUN_TMPDIR/test" "$BATS_TEST_TMPDIR"; do chmod a+rx "$d" || true; done
	setpriv --reuid=65534 --regid=65534 --clear-groups ls "$t" >/dev/null 2>&1 || skip "the directory above is private"
	ours=$("$DAXCTL" alias-check --sysroot="$t")
	[ -n "$ours" ]
	theirs=$(setpriv --reuid=65534 --regid=65534 --clear-groups "$BATS_TEST_TMPDIR/daxctl" alias-check --sysroot="$t")
	[ "$ours" = "$theirs" ]
	strace -o /dev/null true 2>/dev/null || skip "no strace"
	for error in ENOSYS EPERM; do
		theirs=$(strace -f -o "$BATS_TEST_TMPDIR/trace" -e trace=openat2,unshare,chroot,clone,clone3 \
			-e inject=openat2:error=$error -e inject=unshare,chroot:error=EPERM \
			"$DAXCTL" alias-check --sysroot="$t")
		[ "$ours" = "$theirs" ]
		run grep -E 'unshare|chroot|CLONE_NEW' "$BATS_TEST_TMPDIR/trace"
		[ -z "$output" ]
		grep -q "openat2.*$error" "$BATS_TEST_TMPDIR/trace"
	done
}

@test "an ordinary user gets an answer for this machine, with a list of what could not be read" {
	[ "$(id -u)" = 0 ] || skip "needs root to become another user"
	cp "$DAXCTL" "$BATS_TEST_TMPDIR/daxctl"
	chmod -R a+rX "$BATS_TEST_TMPDIR" "$BATS_RUN_TMPDIR"
	run -0 --separate-stderr setpriv --reuid=65534 --regid=65534 --clear-groups \
		sh -c 'exec "$0" alias-check' "$BATS_TEST_TMPDIR/daxctl"
	[ -z "$stderr" ]
	jq -e '.modes | length == 7' <<<"$output"
	# If the kernel does not log its cache, the log is not listed as missing.
	case $(uname -m) in
	arm* | mips* | nios2 | sparc) ;;
	*) refute grep -F 'syslog(2)' <<<"$output" ;;
	esac
}

@test "the boot log is read only if the kernel logs its cache" {
	t=$(copy_of arm1176-61)
	rm -f "$t/var/log/dmesg"
	run -0 "$DAXCTL" alias-check --sysroot="$t"
	jq -e '[.skipped[].path] | index("/var/log/dmesg")' <<<"$output"
	[ "$(of x86-618-virtio-only '[.skipped[].path] | index("/var/log/dmesg")')" = null ]
}

@test "a library in a tree is not loaded" {
	command -v cc >/dev/null || skip "no compiler"
	t=$(copy_of x86-612-no-pfn)
	printf '%s\n' '#include <unistd.h>' \
		'__attribute__((constructor)) static void hostile(void) { _exit(77); }' >"$BATS_TEST_TMPDIR/hostile.c"
	cc -shared -fPIC -o "$BATS_TEST_TMPDIR/libkmod.so.2" "$BATS_TEST_TMPDIR/hostile.c"
	run -77 env LD_PRELOAD="$BATS_TEST_TMPDIR/libkmod.so.2" true
	for dir in lib lib64 usr/lib usr/lib64 "lib/$(cc -print-multiarch)" "usr/lib/$(cc -print-multiarch)"; do
		mkdir -p "$t/$dir"
		cp "$BATS_TEST_TMPDIR/libkmod.so.2" "$t/$dir"
	done
	cp "$BATS_TEST_TMPDIR/libkmod.so.2" "$t"
	wanted=$("$DAXCTL" alias-check --sysroot="$tree/x86-612-no-pfn")
	run -0 --separate-stderr "$DAXCTL" alias-check --sysroot="$t"
	[ "$output" = "$wanted" ]
	# An empty entry means the current directory, so the command must not be in the tree yet.
	run -0 --separate-stderr env LD_LIBRARY_PATH=/nonexistent: "$DAXCTL" alias-check --sysroot="$t"
	[ "$output" = "$wanted" ]
}

@test "nothing is written, and no forbidden attribute is opened" {
	command -v strace >/dev/null || skip "no strace"
	strace -f -o "$BATS_TEST_TMPDIR/trace" true 2>/dev/null || skip "strace is not allowed here"
	strace -f -o "$BATS_TEST_TMPDIR/trace" "$DAXCTL" alias-check >/dev/null
	[ "$(grep -c 'open' "$BATS_TEST_TMPDIR/trace")" -gt 10 ]
	refute grep -E 'open(at)?\(.*O_(WRONLY|RDWR|CREAT|TRUNC)' "$BATS_TEST_TMPDIR/trace"
	refute grep -E '"[^"]*(write_cache|/resource|/removable|deep_flush)"' "$BATS_TEST_TMPDIR/trace"
	refute grep -E '^[0-9]+ +(init_module|finit_module|delete_module|mount|execve\(.*(modprobe|kmod))' "$BATS_TEST_TMPDIR/trace"
	refute grep -E 'openat\(AT_FDCWD, "/(proc|sys)[^)]*O_RDONLY\)' "$BATS_TEST_TMPDIR/trace"
}

@test "bad usage: 129, a message and the usage on stderr" {
	for bad in --nosuch -Z --format=xml --require=nosuch --require= --require --text=1 --sysroot stray; do
		run -129 --separate-stderr "$DAXCTL" alias-check $bad
		[ -z "$output" ]
		[[ "$stderr" == *"Error: "* ]]
		[[ "$stderr" == *"usage: daxctl alias-check [<options>]"* ]]
	done
	run -129 --separate-stderr "$DAXCTL" alias-check --nosuch
	[[ "${stderr_lines[0]}" == *"Error: unknown option \`nosuch'" ]]
	run -129 --separate-stderr "$DAXCTL" alias-check stray
	[[ "${stderr_lines[0]}" == *"Error: unknown parameter \"stray\"" ]]
}

@test "the wrong switch in a cluster of switches is named" {
	run -129 --separate-stderr "$DAXCTL" alias-check --text -Zu
	[[ "${stderr_lines[0]}" == *"Error: unknown switch \`Z'" ]]
	run -129 --separate-stderr "$DAXCTL" alias-check --text=1
	[[ "${stderr_lines[0]}" == *"Error: option \`text' takes no value" ]]
	run -129 --separate-stderr "$DAXCTL" alias-check --require
	[[ "${stderr_lines[0]}" == *"Error: option \`require' requires a value" ]]
}

@test "-h: the usage on stdout, status 129" {
	run -129 --separate-stderr "$DAXCTL" alias-check -h
	[ -z "$stderr" ]
	[[ "$output" == *"usage: daxctl alias-check [<options>]"* ]]
	[[ "$output" == *"-u, --human "* ]]
}

@test "--list-opts: every long option in one line, status 130" {
	run -130 "$DAXCTL" alias-check --list-opts
	[ "${#lines[@]}" = 1 ]
	for option in --human --verbose --format --text --require --kernel --sysroot; do
		[[ " $output " == *" $option "* ]]
	done
}

@test "output that cannot be written: a message and status 1" {
	run -1 --separate-stderr sh -c '"$0" alias-check >/dev/full' "$DAXCTL"
	[[ "$stderr" == *"Error: the answer could not be written: "* ]]
	run -1 --separate-stderr sh -c '"$0" alias-check >&-' "$DAXCTL"
	[[ "$stderr" == *"Error: the answer could not be written: "* ]]
	run -1 sh -c '"$0" alias-check --text --require=block >/dev/full' "$DAXCTL"
}

@test "--sysroot that does not exist, or is a file: a message and status 1" {
	run -1 --separate-stderr "$DAXCTL" alias-check --sysroot=/nonexistent
	[[ "$stderr" == *"Error: cannot enter /nonexistent: No such file or directory"* ]]
	run -1 --separate-stderr "$DAXCTL" alias-check --sysroot="$DAXCTL"
	[[ "$stderr" == *"it is not a tar.gz archive"* ]]
}

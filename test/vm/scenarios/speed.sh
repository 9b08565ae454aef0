#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Time, system calls and memory, compared with `ndctl list` and `daxctl list`, at 400, 100 and 10
# namespaces. The figures are for Documentation/performance.md; no check depends on them.
# vm: kernels=6.12 image=400-fsdax memory=3G by-hand
. "$VM_DIR/lib.sh"

RUNS=${RUNS-7}

# Both sides run from tmpfs. Otherwise the time to read the guest's root would be measured too.
mkdir "$VM_TMP/bin"
cp "$NDCTL" "$VM_TMP/bin/ours-ndctl"
cp "$DAXCTL" "$VM_TMP/bin/ours-daxctl"
cp "$(command -v ndctl)" "$(command -v daxctl)" "$VM_TMP/bin/"
for program in "$VM_TMP"/bin/*; do
	ldd "$program" | sed -n 's/.*=> \(\/[^ ]*\) .*/\1/p'
done | sort -u | while read -r library; do
	cp "$library" "$VM_TMP/bin/"
done
export LD_LIBRARY_PATH="$VM_TMP/bin"

# libkmod's index files too, which libndctl reads for each device. The modules stay where they are.
mkdir "$VM_TMP/indexes"
for index in "/lib/modules/$(uname -r)"/modules.*; do
	copy="$VM_TMP/indexes/${index##*/}"
	must cp "$index" "$copy"
	must mount --bind "$copy" "$index"
done

# seconds COMMAND...: the shortest wall time of some runs, and the least CPU time of the command and
# its children.
seconds()
{
	/usr/bin/python3 - "$RUNS" "$@" <<-'END'
		import resource, subprocess, sys, time

		def used():
		    now = resource.getrusage(resource.RUSAGE_CHILDREN)
		    return now.ru_utime + now.ru_stime

		walls, cpus = [], []
		for _ in range(int(sys.argv[1])):
		    began, before = time.monotonic(), used()
		    subprocess.run(sys.argv[2:], stdout=subprocess.DEVNULL, check=False)
		    walls.append(time.monotonic() - began)
		    cpus.append(used() - before)
		print(f'{min(walls):.4f} s, CPU {min(cpus):.4f}')
	END
}

# calls COMMAND...: the number of system calls of the command and its children.
calls()
{
	# A traced run is so slow that the time limit would end it, so there is no limit.
	case $* in
	*ours*) set -- "$@" --timeout=0 ;;
	esac
	strace -f -c -o "$VM_TMP/calls" "$@" >/dev/null 2>&1
	sed -n 's/^100.00 *[0-9.]* *[0-9]* *\([0-9]*\) .*total/\1/p' "$VM_TMP/calls"
}

# memory COMMAND...: the size of the largest process in KiB.
memory()
{
	/usr/bin/time -f %M -o "$VM_TMP/memory" "$@" >/dev/null 2>&1
	cat "$VM_TMP/memory"
}

count()
{
	ndctl list -N | jq length
}

# figures NUMBER: print one line for each command.
figures()
{
	rm -rf "$VM_TMP/tree"
	must "$VM_TMP/bin/ours-ndctl" pmem-status --capture="$VM_TMP/tree"
	set -- "$1" "$VM_TMP/bin/ours-ndctl pmem-status" "$VM_TMP/bin/ndctl list -vNRDXB" \
		"env PMEMCAP_READER=direct $VM_TMP/bin/ours-ndctl pmem-status" \
		"$VM_TMP/bin/ours-ndctl pmem-status --sysroot=$VM_TMP/tree" \
		"$VM_TMP/bin/ours-daxctl alias-check" "$VM_TMP/bin/daxctl list"
	number=$1
	shift
	for command; do
		# The counts do not depend on the clock, so one run is enough.
		# shellcheck disable=SC2086 # a program and its arguments
		[ -n "${ONLY_TIME-}" ] || rest=", $(calls $command) system calls, $(memory $command) KiB"
		# shellcheck disable=SC2086
		ok "$number namespaces: $(echo "$command" | sed "s|$VM_TMP/\(bin/\)*||g"): $(seconds $command) s${rest-}" true
	done
}

is 'namespaces in the image' "$(count)" 400
PMEMCAP_READER=direct "$VM_TMP/bin/ours-ndctl" pmem-status >"$VM_TMP/direct"
PMEMCAP_READER=library "$VM_TMP/bin/ours-ndctl" pmem-status >"$VM_TMP/library"
undated "$VM_TMP/direct" "$VM_TMP/library"
ok 'both readers: one object' cmp "$VM_TMP/direct" "$VM_TMP/library"
figures 400
for left in ${SIZES-100 10}; do
	ndctl list -N | jq -r ".[$left:][].dev" | while read -r namespace; do
		ndctl destroy-namespace -f "$namespace"
	done >"$VM_TMP/said" 2>&1
	is 'namespaces are left' "$(count)" "$left"
	figures "$left"
done
finish

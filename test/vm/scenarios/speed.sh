#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# How long, how many system calls and how much memory, beside `ndctl list` and `daxctl list`, at 400,
# 100 and 10 namespaces. Figures for people (Documentation/performance.md): nothing fails by them.
# vm: kernels=6.12 image=400-fsdax memory=3G by-hand
. "$VM_DIR/lib.sh"

RUNS=${RUNS-7}

# From memory on both sides: what the guest's root costs to read is not what is asked.
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

# libkmod's index files, which libndctl looks into for each device, too: the modules stay where they are.
mkdir "$VM_TMP/indexes"
for index in "/lib/modules/$(uname -r)"/modules.*; do
	copy="$VM_TMP/indexes/${index##*/}"
	must cp "$index" "$copy"
	must mount --bind "$copy" "$index"
done

# seconds COMMAND...: the shortest of some runs, and the least CPU time of it and its children.
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

# calls COMMAND...: system calls of it and its children.
calls()
{
	# Traced it is so slow that the time would be up: without bounds.
	case $* in
	*ours*) set -- "$@" --timeout=0 ;;
	esac
	strace -f -c -o "$VM_TMP/calls" "$@" >/dev/null 2>&1
	sed -n 's/^100.00 *[0-9.]* *[0-9]* *\([0-9]*\) .*total/\1/p' "$VM_TMP/calls"
}

# memory COMMAND...: the largest process, KiB.
memory()
{
	/usr/bin/time -f %M -o "$VM_TMP/memory" "$@" >/dev/null 2>&1
	cat "$VM_TMP/memory"
}

count()
{
	ndctl list -N | jq length
}

# figures NUMBER: one line a command.
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
		# What is counted does not depend on the clock: once is enough.
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

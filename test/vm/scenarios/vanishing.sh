#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Devices change while they are read. During a thousand runs, namespaces are made and destroyed,
# modules are loaded and unloaded, and file systems are mounted and unmounted. Each run gives a
# valid object in time. A namespace that stays is never taken for another one.
# vm: nvdimm=2x512M by-hand
. "$VM_DIR/lib.sh"

RUNS=${RUNS:-1000}

init_labels
make_namespace fsdax -r region0 -s 64M
stays=$NS

# Repeat until the file "enough" exists.
disturb()
{
	while [ ! -e "$VM_TMP/enough" ]; do
		for mode in fsdax sector devdax raw; do
			made=$(ndctl create-namespace -r region1 -m "$mode" -s 64M 2>/dev/null | jq -r '.dev // empty')
			disk=$(ndctl list -n "$made" 2>/dev/null | jq -r '.[0].blockdev // empty')
			if [ "$mode" = fsdax ] && [ -b "/dev/$disk" ]; then
				mkfs.ext4 -q -F -b 4096 "/dev/$disk" && mount -o dax=always "/dev/$disk" "$MNT" &&
					umount "$MNT"
			fi
			ndctl disable-region region1
			modprobe -r dax_pmem
			ndctl enable-region region1
			ndctl destroy-namespace -f "$made"
			echo "$mode" >>"$VM_TMP/disturbed"
		done
	done >"$VM_TMP/disturber" 2>&1
}

# Print one line for each run: did it end, and what did it say about the namespace that stays?
disturb &
/usr/bin/python3 - "$RUNS" "$NDCTL" "$stays" "$VM_DIR/../../Documentation/pmemcap.schema.json" >"$VM_TMP/runs" <<'END'
import collections, json, subprocess, sys, time
import jsonschema
runs, program, stays, schema = int(sys.argv[1]), sys.argv[2], sys.argv[3], sys.argv[4]
validator = jsonschema.Draft7Validator(json.load(open(schema)))
seen, wrong = collections.Counter(), collections.Counter()
for run in range(runs):
    began = time.monotonic()
    done = subprocess.run([program, 'pmem-status', '-i'], capture_output=True, check=False)
    if done.returncode or time.monotonic() - began > 30:
        wrong[f'status {done.returncode} {done.stderr[:200]!r}'] += 1
        continue
    try:
        answer = json.loads(done.stdout)
    except ValueError as why:
        wrong[f'no object: {why}'] += 1
        continue
    # Validation takes longer than a run, and the structure hardly changes. So only some objects are
    # validated.
    if run % 20 == 0:
        wrong.update(error.message[:200] for error in validator.iter_errors(answer))
    namespaces = {ns['dev']: ns['effective'] for bus in answer['buses'] for region in bus['regions']
                  for ns in region['namespaces']}
    seen[frozenset(namespaces)] += 1
    if namespaces.get(stays) != 'fsdax':
        wrong[f'{stays} is {namespaces.get(stays)}'] += 1
for what, count in wrong.items():
    print(f'{count} times: {what}')
print(f'{runs} runs, {len(seen)} lists of namespaces, {sum(wrong.values())} wrong', file=sys.stderr)
sys.exit(len(seen) < 2)
END
status=$?
touch "$VM_TMP/enough"
wait
ok "$RUNS runs while $(wc -l <"$VM_TMP/disturbed") namespaces came and went: nothing was wrong" test ! -s "$VM_TMP/runs"
_explain <"$VM_TMP/runs"
is 'they were seen to come and go' "$status" 0
ok 'namespaces came and went' test "$(wc -l <"$VM_TMP/disturbed")" -ge 8
finish

#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The same figures where the clock counts instructions: they repeat, whatever the machine is busy with.
# vm: kernels=6.12 image=400-fsdax memory=3G by-hand icount
RUNS=3
ONLY_TIME=yes
# To destroy 300, each with a list of its own, would take an hour.
SIZES=
. "$VM_DIR/scenarios/speed.sh"

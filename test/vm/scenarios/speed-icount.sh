#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The figures of speed.sh with a clock that counts instructions. They are the same in each run,
# however busy the machine is.
# vm: kernels=6.12 image=400-fsdax memory=3G by-hand icount
RUNS=3
ONLY_TIME=yes
# Destroying 300 namespaces, with a new list for each, would take an hour.
SIZES=
. "$VM_DIR/scenarios/speed.sh"

#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Kernels without one of the options that CXL memory needs: no region can be made, or nothing comes of
# the region.
# vm: kernels=no-cxl-region,no-cxl-pmem,no-dax-cxl cxl=1x512M cxl-volatile=1x512M
. "$VM_DIR/lib.sh"

# names OPTION: the message of config-cxl about an object names the option.
names()
{
	is "$1 is named" "$(_status | jq --arg option "$1" \
		'[.findings[] | select(.id == "config-cxl").message | test($option + ",")] | all and length > 0')" true
}

# commands: the commands that are printed.
commands()
{
	_status | jq '[.findings[] | select(.id | startswith("cxl-")).remedy.command | values] | length'
}

case $VM_KERNEL in
no-cxl-region)
	cxl create-region -t pmem -d decoder0.0 -w 1 -s 536870912 -m "$(memdevs_of pmem)" >"$VM_TMP/said" 2>&1
	is 'no region can be made' "$(cxl list -R | wc -l)" 0
	gives config-cxl "$(memdevs_of pmem)"
	names CONFIG_CXL_REGION
	is 'no command is printed' "$(commands)" 0
	;;
no-cxl-pmem)
	make_cxl_region pmem "$(memdevs_of pmem)"
	agree "$CXL_REGION: does an nd region come of it" \
		"$(_status | jq -r '.cxl.regions[0].became | if . == "nothing" then "no" else "yes" end')" \
		"$(exists /sys/bus/nd/devices/region0)"
	gives config-cxl "$CXL_REGION"
	names CONFIG_CXL_PMEM
	;;
no-dax-cxl)
	make_cxl_region ram "$(memdevs_of ram)"
	agree "$CXL_REGION: does a dax device come of it" \
		"$(_status | jq -r '.cxl.regions[0].became | if . == "nothing" then "no" else "yes" end')" \
		"$([ -n "$(ls /sys/bus/dax/devices)" ] && echo yes || echo no)"
	gives config-cxl "$CXL_REGION"
	names CONFIG_DEV_DAX_CXL
	;;
esac
lists_alike 8
captures_alike env "$NDCTL" pmem-status -i
all_remedies
finish

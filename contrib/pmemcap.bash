# SPDX-License-Identifier: GPL-2.0-only
# bash completion for ndctl-pmem-status and daxctl-alias-check. pmemcap-hook.bash uses it for the
# same commands of ndctl and daxctl. Options and their values come from the programs. Names come
# from sysfs, or from the captured tree of a --sysroot earlier on the line.

# Offer the words that begin with $1. compgen -W is not used, since it would run a $(command) in a
# name of a captured tree. Names with unusual characters are not offered.
_pmemcap_offer()
{
	local begin=$1 prefix=$2 word
	shift 2
	for word in "$@"; do
		[[ $word == "$begin"* && $word != *[^A-Za-z0-9._:+=-]* ]] && COMPREPLY+=("$prefix$word")
	done
}

# The same for a list with commas. Words that are already in the list are not offered again.
_pmemcap_offer_list()
{
	local given='' word
	local -a rest=()

	[[ $cur == *,* ]] && given=${cur%,*},
	for word in "$@"; do
		[[ ,$given == *",$word,"* ]] || rest+=("$word")
	done
	_pmemcap_offer "${cur##*,}" "$given" "${rest[@]}"
	compopt -o nospace
}

# Set root to the --sysroot before the current word, or to nothing.
_pmemcap_root()
{
	local i

	root=
	for ((i = 1; i < cword; i++)); do
		case ${words[i]} in
		--sysroot) root=${words[i + 1]-} ;;
		--sysroot=*) root=${words[i]#*=} ;;
		esac
	done
	root=${root//\\/}
	[[ $root != \~/* ]] || root=$HOME/${root#*/}
}

# Set names to the entries of a directory below the root that begin with these letters. A namespace
# of size 0 is a seed, and is left out.
_pmemcap_names()
{
	local root path size

	names=()
	_pmemcap_root
	for path in "$root$1"*; do
		[[ -d $path ]] || continue
		if [[ -r $path/size ]] && read -r size <"$path/size" && [[ $size == 0 ]]; then
			continue
		fi
		names+=("${path##*/}")
		# A bus can also be named by its provider.
		[[ -r $path/provider ]] && read -r size <"$path/provider" && names+=("$size")
	done
}

_pmemcap()
{
	# shellcheck disable=SC2034 # _init_completion fills them all
	local cur prev words cword split option usage line
	local -a program names choices

	_init_completion -s || return
	# Like ndctl's completion, the hook's completion adds no space by itself.
	compopt +o nospace
	program=("${words[0]}")
	[[ ${words[0]##*/} == *-* ]] || program+=("${words[1]}")
	[[ ${program[0]} != \~/* ]] || program[0]=$HOME/${program[0]#*/}

	case $prev in
	--require)
		_pmemcap_offer_list fsdax devdax block map-sync system-ram dm-dax virtiofs-dax
		return
		;;
	--sysroot)
		_filedir '@(tar.gz|tgz)'
		return
		;;
	--capture)
		_filedir '@(tar.gz|tgz)'
		return
		;;
	--kernel)
		_pmemcap_names /lib/modules/
		_pmemcap_offer "$cur" '' "${names[@]}"
		return
		;;
	-b | --bus)
		_pmemcap_names /sys/bus/nd/devices/ndbus
		_pmemcap_offer_list "${names[@]}" all
		return
		;;
	-r | --region)
		_pmemcap_names /sys/bus/nd/devices/region
		_pmemcap_offer_list "${names[@]}" all
		return
		;;
	-d | --dimm)
		_pmemcap_names /sys/bus/nd/devices/nmem
		_pmemcap_offer_list "${names[@]}" all
		return
		;;
	-t | --type)
		_pmemcap_offer "$cur" '' pmem blk
		return
		;;
	-m | --mode)
		_pmemcap_offer "$cur" '' fsdax devdax sector raw
		return
		;;
	-U | --numa-node)
		_pmemcap_names /sys/devices/system/node/node
		_pmemcap_offer "$cur" '' "${names[@]#node}" all
		return
		;;
	-n | --namespace)
		_pmemcap_names /sys/bus/nd/devices/namespace
		_pmemcap_offer_list "${names[@]}" all
		return
		;;
	esac

	# The usage shows the values of an option: "--format <json|text>".
	usage=$("${program[@]}" -h 2>/dev/null)
	if [[ $prev == --* && $usage == *" $prev <"* ]]; then
		line=${usage#*" $prev <"}
		IFS='|' read -ra choices <<<"${line%%">"*}"
		((${#choices[@]} > 1)) && _pmemcap_offer "$cur" '' "${choices[@]}"
		return
	fi
	# A program that does not know the command prints an error here instead of options.
	for option in $("${program[@]}" --list-opts 2>/dev/null) --help; do
		[[ $option == --* ]] || continue
		[[ $usage == *" $option <"* ]] && option+="="
		_pmemcap_offer "$cur" '' "$option"
	done
	[[ ${#COMPREPLY[@]} == 1 && ${COMPREPLY[0]} == *= ]] && compopt -o nospace
}
complete -F _pmemcap daxctl-alias-check ndctl-pmem-status

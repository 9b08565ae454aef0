# SPDX-License-Identifier: GPL-2.0-only
# bash completion for daxctl-alias-check and ndctl-pmem-status: options come from
# the programs themselves, names from ndctl list.
_pmemcap_names()
{
	ndctl list "$@" -i 2>/dev/null | sed -n 's/.*"dev": *"\([^"]*\)".*/\1/p'
}

_pmemcap()
{
	# shellcheck disable=SC2034 # _init_completion fills them all
	local cur prev words cword split
	_init_completion -s || return
	case $prev in
	--format)
		mapfile -t COMPREPLY < <(compgen -W "json text env openmetrics" -- "$cur")
		return
		;;
	--require)
		local given=
		[[ $cur == *,* ]] && given=${cur%,*},
		mapfile -t COMPREPLY < <(compgen -P "$given" -W "fsdax devdax block map-sync" -- "${cur##*,}")
		compopt -o nospace
		return
		;;
	--kernel)
		mapfile -t COMPREPLY < <(compgen -W "$(ls /lib/modules 2>/dev/null)" -- "$cur")
		return
		;;
	--sysroot | --capture)
		_filedir -d
		return
		;;
	-b | --bus)
		mapfile -t COMPREPLY < <(compgen -W "$(_pmemcap_names -B) all" -- "$cur")
		return
		;;
	-r | --region)
		mapfile -t COMPREPLY < <(compgen -W "$(_pmemcap_names -R) all" -- "$cur")
		return
		;;
	-n | --namespace)
		mapfile -t COMPREPLY < <(compgen -W "$(_pmemcap_names -N) all" -- "$cur")
		return
		;;
	esac
	mapfile -t COMPREPLY < <(compgen -W "$("$1" --list-opts 2>/dev/null) --help" -- "$cur")
}
complete -F _pmemcap daxctl-alias-check ndctl-pmem-status

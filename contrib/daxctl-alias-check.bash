# SPDX-License-Identifier: GPL-2.0-only
# bash completion for daxctl-alias-check: options come from the program itself.
_daxctl_alias_check()
{
	local cur prev words cword split
	_init_completion -s || return
	case $prev in
	--format)
		mapfile -t COMPREPLY < <(compgen -W "json text" -- "$cur")
		return
		;;
	--require)
		local done=
		[[ $cur == *,* ]] && done=${cur%,*},
		mapfile -t COMPREPLY < <(compgen -P "$done" -W "fsdax devdax block map-sync" -- "${cur##*,}")
		compopt -o nospace
		return
		;;
	--sysroot)
		_filedir -d
		return
		;;
	esac
	mapfile -t COMPREPLY < <(compgen -W "$("$1" --list-opts 2>/dev/null) --help" -- "$cur")
}
complete -F _daxctl_alias_check daxctl-alias-check

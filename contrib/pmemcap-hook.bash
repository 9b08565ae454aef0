# SPDX-License-Identifier: GPL-2.0-only
# Read by bash-completion when a shell starts: lets "ndctl pmem-status" and
# "daxctl alias-check" complete as the names with a dash do.
#
# A file for ndctl among the completions would take the place of ndctl's own,
# which is another package's. So only these few lines are read early. They load
# ndctl's file when it is first asked for, and leave it every command but ours.

# A package that was removed and not purged leaves this file behind, and then
# ndctl's own completion is to be as without it. Front ends may be there alone.
_pmemcap_known()
{
	declare -F _pmemcap || type -P ndctl-pmem-status || type -P daxctl-alias-check ||
		command ndctl --list-cmds | grep -x pmem-status ||
		command daxctl --list-cmds | grep -x alias-check
} &>/dev/null
_pmemcap_known || {
	unset -f _pmemcap_known
	return 0
}
unset -f _pmemcap_known

_pmemcap_load()
{
	# bash-completion 2.12 gave its loader another name.
	if declare -F _comp_load >/dev/null; then
		_comp_load "$1"
	else
		__load_completion "$1"
	fi
}

_pmemcap_hook()
{
	local program=${1##*/}

	if [[ $program == cxl ]]; then
		# Not ours; but its file is ndctl's, and registers all three programs.
		complete -r cxl
		_pmemcap_load cxl
		complete -o nospace -F _pmemcap_hook ndctl daxctl
		return 124
	fi
	if ! declare -F "_$program" >/dev/null; then
		_pmemcap_load "$program"
		complete -o nospace -F _pmemcap_hook ndctl daxctl
	fi
	case $COMP_CWORD,$program,${COMP_WORDS[1]-} in
	1,*) ;;
	*,ndctl,pmem-status | *,daxctl,alias-check)
		declare -F _pmemcap >/dev/null || _pmemcap_load ndctl-pmem-status
		# Not there any more, where it was removed under this shell.
		if declare -F _pmemcap >/dev/null; then
			_pmemcap "$@"
			return
		fi
		;;
	esac
	if declare -F "_$program" >/dev/null; then
		"_$program" "$@"
	elif ((COMP_CWORD == 1)); then
		# Without ndctl's file: what the program says it knows.
		mapfile -t COMPREPLY < <(compgen -W "$("$1" --list-cmds 2>/dev/null)" -S ' ' -- "$2")
	fi
}
complete -o nospace -F _pmemcap_hook ndctl daxctl cxl

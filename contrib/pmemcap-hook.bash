# SPDX-License-Identifier: GPL-2.0-only
# bash-completion reads this file when a shell starts. It lets "ndctl pmem-status" and "daxctl
# alias-check" complete like the names with a dash.
#
# A file named ndctl among the completions would replace ndctl's own file, which belongs to another
# package. So only these few lines are read at start. They load ndctl's file at the first
# completion, and leave to it every command but ours.
#
# If the package was removed but not purged, this file is still there. ndctl's own completion must
# then work as without it. Only the front ends may be installed.

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
	# bash-completion 2.12 renamed its loader.
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
		# This function is not ours, but it is in ndctl's file, which registers all three
		# programs.
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
		# The package was removed while this shell was running.
		if declare -F _pmemcap >/dev/null; then
			_pmemcap "$@"
			return
		fi
		;;
	esac
	if declare -F "_$program" >/dev/null; then
		"_$program" "$@"
	elif ((COMP_CWORD == 1)); then
		# Without ndctl's file, offer the commands that the program lists.
		mapfile -t COMPREPLY < <(compgen -W "$("$1" --list-cmds 2>/dev/null)" -S ' ' -- "$2")
	fi
}
complete -o nospace -F _pmemcap_hook ndctl daxctl cxl

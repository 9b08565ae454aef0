#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Tab completion in a terminal: bash with bash-completion in a tmux of its own,
# keys sent, the screen read. Prints TAP. Takes DAXCTL, NDCTL and FIXTURES.
#
#	completion.sh CONTRIB-DIRECTORY
set -eu

contrib=$1
distribution=/usr/share/bash-completion

skip_all() {
	echo "1..0 # skip $*"
	exit 0
}

command -v tmux >/dev/null || skip_all "tmux is not installed"
command -v bash >/dev/null || skip_all "bash is not installed"
[ -r $distribution/bash_completion ] || skip_all "bash-completion is not installed"
[ -r $distribution/completions/ndctl ] || skip_all "ndctl's completion is not installed"

dir=$(mktemp -d)
# Use one tmux server for each shell: a server that is about to end accepts no new session.
servers=0
tmux() {
	command tmux -S "$dir/tmux$servers" -f /dev/null "$@"
}
# A shell that is just ending may still write its history.
trap 'tmux kill-server 2>/dev/null || :; rm -rf "$dir" 2>/dev/null || { sleep 1; rm -rf "$dir"; }' EXIT
trap 'exit 1' HUP INT TERM

# Files are where the packages install them, and both front ends come before the distribution's
# programs in PATH.
mkdir -p "$dir/bin" "$dir/home" "$dir/etc" "$dir/share/bash-completion/completions" "$dir/alone"
ln -s "$NDCTL" "$DAXCTL" "$dir/bin"
ln -s "$NDCTL" "$dir/bin/ndctl-pmem-status"
ln -s "$DAXCTL" "$dir/bin/daxctl-alias-check"
cp "$contrib/pmemcap-hook.bash" "$dir/etc/pmemcap"
for name in ndctl-pmem-status daxctl-alias-check; do
	cp "$contrib/pmemcap.bash" "$dir/share/bash-completion/completions/$name"
done
# Without ndctl's own file: the loader searches its own directory last.
cp $distribution/bash_completion "$dir/alone"
# A captured tree with names that a shell must not run.
cp -a "$FIXTURES/x86-612-nfit" "$dir/home/tree"
chmod -R u+w "$dir/home/tree"
# shellcheck disable=SC2016 # not to be expanded, here and there
printf '%s\n' '$(touch${IFS}harmed)`touch${IFS}harmed`' \
	>"$dir/home/tree/sys/bus/nd/devices/ndbus0/provider"
mkdir -p "$dir/home/tree/lib/modules/6.12.9-tree" "$dir/home/tree/lib/modules/5.10.9-tree" "$dir/home/tree/lib/modules/\$(touch harmed)"

count=0
failed=0
result() { # result ok|"not ok" NAME
	count=$((count + 1))
	echo "$1 $count - $2"
	case $1 in not*)
		failed=1
		sed 's/^/# /' "$dir/screen"
		;;
	esac
}

screen() {
	tmux capture-pane -p -t test >"$dir/screen"
}

# until_shown PATTERN: wait up to 10 seconds for a line of the screen that matches.
until_shown() {
	for _ in $(seq 100); do
		screen
		grep -Eq -- "$1" "$dir/screen" && return
		sleep 0.1
	done
	return 1
}

# fresh BASH-COMPLETION: start a new shell that has read only this file.
fresh() {
	tmux kill-server 2>/dev/null || :
	servers=$((servers + 1))
	tmux new-session -d -s test -x 200 -y 50 -c "$dir/home" \
		env -i HOME="$dir/home" TERM="${TERM:-screen}" PATH="$dir/bin:/usr/sbin:/usr/bin:/sbin:/bin" \
		XDG_DATA_DIRS="$dir/share:${2-/usr/share}" BASH_COMPLETION_COMPAT_DIR="$dir/etc" \
		INPUTRC=/dev/null bash --noprofile --norc -i
	tmux send-keys -t test -l "PS1='ready> '; cd; . $1"
	tmux send-keys -t test Enter
	until_shown '^ready> *$' || result "not ok" "a shell starts"
}

# completes TYPED PATTERN...: one Tab after TYPED gives a line that matches.
completes() {
	tmux send-keys -t test C-u C-l
	until_shown '^ready> *$' || :
	tmux send-keys -t test -l "$1"
	tmux send-keys -t test Tab
	if until_shown "^ready> $2\$"; then
		result ok "$1<Tab>"
	else
		result "not ok" "$1<Tab> is not $2"
	fi
}

# listed WORD: is it one of the words on the screen, outside of the prompt's lines?
listed() {
	grep -v '^ready>' "$dir/screen" | grep -Eq -- "(^| )$1( |\$)"
}

# missing_of WORD...: print those that are not listed. A word that begins with ! must not be listed.
missing_of() {
	for word in "$@"; do
		case $word in
		!*) ! listed "${word#!}" || echo "$word" ;;
		*) listed "$word" || echo "$word" ;;
		esac
	done
}

# offers TYPED WORD...: two Tabs list all of these words, within 10 seconds.
offers() {
	typed=$1
	shift
	tmux send-keys -t test C-u C-l
	until_shown '^ready> *$' || :
	tmux send-keys -t test -l "$typed"
	tmux send-keys -t test Tab Tab
	for _ in $(seq 100); do
		screen
		missing=$(missing_of "$@")
		[ -n "$missing" ] || break
		sleep 0.1
	done
	if [ -z "$missing" ]; then
		result ok "$typed<Tab><Tab>: $*"
	else
		result "not ok" "$typed<Tab><Tab> is not as said by $(echo "$missing" | tr '\n' ' ')"
	fi
}

# ndctl's own commands are still completed.
fresh $distribution/bash_completion
offers "ndctl " pmem-status create-namespace list
completes "ndctl pmem-s" "ndctl pmem-status"
completes "ndctl create-n" "ndctl create-namespace"
offers "ndctl list --" --dimms --capabilities "!--require="
offers "daxctl " alias-check reconfigure-device
completes "daxctl al" "daxctl alias-check"

# All options that the program lists, under each name of the program.
for command in "ndctl pmem-status" "daxctl alias-check"; do
	options=$("$dir/bin/$(echo "$command" | tr ' ' -)" --list-opts | sed 's/--[a-z-]*/&=?/g') || :
	for name in "$command" "$(echo "$command" | tr ' ' -)"; do
		# shellcheck disable=SC2086 # a list of words
		offers "$name --" $options --help
		# If there is nothing to complete, the next prompt is unchanged.
		completes "$name --requ" "$name --require="
		completes "$name --require=map-" "$name --require=map-sync"
		completes "$name --require dev" "$name --require devdax"
		offers "$name --require=fsdax," fsdax,devdax fsdax,block fsdax,map-sync "!fsdax,fsdax"
		offers "$name --format=" json text
		completes "$name --format te" "$name --format text"
		completes "$name --sysroot=tr" "$name --sysroot=tree/"
		completes "$name --sysr" "$name --sysroot="
		completes "$name --hum" "$name --human"
	done
done

# Names come from the tree of --sysroot.
for name in "ndctl pmem-status" ndctl-pmem-status; do
	offers "$name --sysroot=tree -n namespace0." namespace0.0 namespace0.3
	completes "$name --sysroot=tree -r region0,r" "$name --sysroot=tree -r region0,region1"
	offers "$name --sysroot tree --region " region0 region1 all
	offers "$name --sysroot=tree --namespace=" namespace0.0 all
	completes "$name --sysroot=~/tree -b nd" "$name --sysroot=~/tree -b ndbus0"
	offers "$name --sysroot=tree --bus " ndbus0 all "!.*harmed.*"
	offers "$name --sysroot=tree --dimm=" nmem0 all
	offers "$name --mode=" fsdax devdax sector raw
	completes "$name --type b" "$name --type blk"
	completes "$name --sysroot=tree --kernel=6.12" "$name --sysroot=tree --kernel=6.12.9-tree"
done
seed=$(grep -lx 0 "$dir"/home/tree/sys/bus/nd/devices/namespace*/size | head -n 1)
seed=${seed%/size}
offers "ndctl pmem-status --sysroot=tree -n " namespace0.0 all "!${seed##*/}"
[ -n "$seed" ] || result "not ok" "the tree has a namespace that is none"
completes "ndctl pmem-status --capture=tr" "ndctl pmem-status --capture=tree/"
offers "ndctl pmem-status --sysroot=tree --kernel=" 6.12.9-tree 5.10.9-tree "!.*harmed.*"

if find "$dir/home" -name harmed | grep -q .; then
	result "not ok" "a name in a tree was run"
else
	result ok "no name in a tree was run"
fi

# Completion works for each of the three programs first, behind another command, and by its path.
fresh $distribution/bash_completion
completes "daxctl reconf" "daxctl reconfigure-device"
completes "ndctl pmem-status --require=fs" "ndctl pmem-status --require=fsdax"
cat >"$dir/bin/cxl" <<-'EOT'
	#!/bin/sh
	case $* in
	--list-cmds) printf '%s\n' version create-region list ;;
	"list --list-opts") printf '%s\n' --memdev= --human ;;
	esac
EOT
chmod +x "$dir/bin/cxl"
fresh $distribution/bash_completion
if [ -r $distribution/completions/cxl ]; then
	completes "cxl create-r" "cxl create-region"
	completes "cxl list --hu" "cxl list --human"
fi
completes "ndctl pmem-status --require=fs" "ndctl pmem-status --require=fsdax"
completes "daxctl alias-check --require=fs" "daxctl alias-check --require=fsdax"
completes "nohup ndctl pmem-status --require=fs" "nohup ndctl pmem-status --require=fsdax"
completes "$dir/bin/ndctl pmem-status --require=fs" "$dir/bin/ndctl pmem-status --require=fsdax"

# The distribution's ndctl alone does not know the command, so it is not offered.
fresh $distribution/bash_completion
offers "/usr/bin/ndctl " create-namespace "!pmem-status"

# Without ndctl's own file.
fresh "$dir/alone/bash_completion" /nonexistent
completes "ndctl pmem-s" "ndctl pmem-status"
completes "ndctl pmem-status --require=fs" "ndctl pmem-status --require=fsdax"

# quiet TYPED: Tab prints no error.
quiet() {
	tmux send-keys -t test C-u C-l
	until_shown '^ready> *$' || :
	tmux send-keys -t test -l "$1"
	tmux send-keys -t test Tab
	sleep 1
	screen
	if grep -v '^ready>' "$dir/screen" | grep -q . || ! grep -q "^ready> $1" "$dir/screen"; then
		result "not ok" "$1<Tab> prints something"
	else
		result ok "$1<Tab> prints nothing"
	fi
}

# Only the front ends, without the programs whose names have a dash.
rm "$dir/bin/ndctl-pmem-status" "$dir/bin/daxctl-alias-check"
fresh $distribution/bash_completion
completes "ndctl pmem-status --require=fs" "ndctl pmem-status --require=fsdax"
completes "daxctl alias-check --require=fs" "daxctl alias-check --require=fsdax"

# The package is removed, but this file remains: in a running shell, and in a new one.
fresh $distribution/bash_completion
rm "$dir"/share/bash-completion/completions/*
quiet "ndctl pmem-status --require=fs"
completes "ndctl create-n" "ndctl create-namespace"
rm "$dir/bin/ndctl" "$dir/bin/daxctl"
fresh $distribution/bash_completion
quiet "ndctl pmem-status --require=fs"
completes "ndctl create-n" "ndctl create-namespace"
tmux send-keys -t test C-u C-l
tmux send-keys -t test -l "complete -p ndctl daxctl cxl; declare -F | grep _pmemcap; echo end"
tmux send-keys -t test Enter
if until_shown '^end$' && ! grep -v '^ready>' "$dir/screen" | grep -q _pmemcap; then
	result ok "nothing of it is in a shell where it was removed"
else
	result "not ok" "something of it is in a shell where it was removed"
fi

echo "1..$count"
exit $failed

#!/usr/bin/env bash
# Goal: bash, zsh and fish complete every command and every option, and offer what may follow.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"

for shell in bash zsh fish; do
	exits 0 "a script for $shell is written" completion $shell
	mv out passnum.$shell
	$shell -n passnum.$shell 2>err
	result "$shell can read it"
done
refuses 2 "SHELL is one of bash|zsh|fish" "there is none for other shells" completion tcsh

p help && cp out help
mapfile -t names < <(sed -nE '/^Environment/,$d; s/^  ([a-z-]+( [a-z-]+)?)  +[A-Z].*/\1/p' help)
for name in "${names[@]}"; do # "COMMAND|OPTION OPTION..." as help lists them
	read -ra words <<<"$name"
	echo "$name|$("$program" "${words[@]}" --help | sed -nE 's/^  (--[a-z-]+).*/\1/p; $a--help' | sort | paste -sd' ')"
done >wanted
[ "$(wc -l <wanted)" -gt 30 ]
result "there are commands to look for"

# offers WORD...: what bash offers for the last of them, one a line.
# shellcheck disable=SC1091 # made above
. ./passnum.bash
offers() {
	COMP_WORDS=(passnum "$@")
	COMP_CWORD=$#
	COMPREPLY=()
	_passnum
	printf '%s\n' "${COMPREPLY[@]}"
}
bash_has() {
	local want=$1
	shift
	offers "$@" | grep -qxF -e "$want"
}
missing=''
while IFS='|' read -r name options; do
	read -ra words <<<"$name"
	bash_has "${words[-1]}" "${words[@]}" || missing+=" $name"
	bash_has "${words[-1]}" help "${words[@]}" || missing+=" help-$name"
	for option in $options; do
		bash_has "$option" "${words[@]}" "$option" || missing+=" $name-$option"
	done
done <wanted
is "$missing" "" "bash offers every command and option"
is "$(offers user add --role med)" mediator "... the words of an option"
is "$(offers user add --role funder --fun)" "--funder" "... and options after them"
mkdir folder && touch folder.txt
is "$(offers import centres fol | sort | tr '\n' ' ')" "folder folder.txt " "... files"
is "$(offers report --data fol)" folder "... only folders where a folder is wanted"
is "$(offers init --issuer '')" "" "... nothing where only the user knows"

cat >ask.fish <<'END'
source passnum.fish
while read -l line
	set -l part (string split '|' -- $line)
	contains -- (string split ' ' -- $part[1])[-1] (complete -C "passnum $part[1]" | string split -f1 \t); or echo $part[1]
	set -l offered (complete -C "passnum $part[1] --" | string split -f1 \t)
	for option in (string split -n ' ' -- $part[2])
		contains -- $option $offered; or echo $part[1] $option
	end
end <wanted
echo role: (complete -C "passnum user add --role med" | string split -f1 \t)
echo folder: (complete -C "passnum report --data fol" | string split -f1 \t)
echo files: (complete -C "passnum import centres fol" | string split -f1 \t | sort)
END
HOME=$folder fish --no-config ask.fish >out 2>err
is "$(<out)" "role: mediator
folder: folder/
files: folder.txt folder/" "fish offers every command and option, words, files and folders"

# zsh completes at a terminal only: one is made, the questions are typed, and what it would show is
# caught on its way.
cat >rc.zsh <<'END'
unsetopt beep
autoload -Uz compinit
compinit -u -d dump
source ./passnum.zsh
compadd() {
	[[ ${@[1,(i)(-|--)]} = *-(O|A|D)\ * ]] && { builtin compadd "$@"; return }
	local -a hits
	builtin compadd -A hits "$@"
	(( ! $#hits )) || print -rl -- " "${^hits} >>hits
	builtin compadd "$@"
}
next() { BUFFER=''; print . >>hits }
zle -N next
bindkey '^G' next
END
cat >ask.zsh <<'END'
zmodload zsh/zpty
zpty asked zsh -f -i
zpty -w asked 'source ./rc.zsh; touch ready'
while [[ ! -e ready ]]; do sleep 0.05; done
count=0
while read -r asked; do
	zpty -w -n asked "passnum $asked"$'\t\a'
	(( ++count ))
	while (( $(grep -cxF . hits) < count )); do zpty -r -t asked shown || sleep 0.01; done
done <questions
END
cut -d'|' -f1 wanted >questions
sed 's/|.*/ --/' wanted >>questions
printf '%s\n' "user add --role med" "report --data fol" "import centres fol" >>questions
: >hits
HOME=$folder TERM=dumb timeout 60 zsh -f ask.zsh 2>err
result "zsh answers"
# "QUESTION|OFFER OFFER...", the offers sorted
awk '/^[.]$/ { print line; line = ""; next } { line = line $0 }' hits | paste -d'|' questions - |
	while IFS='|' read -r question offers; do
		echo "$question|$(tr -s ' ' '\n' <<<"$offers" | sort -u | tr '\n' ' ' | sed 's/^ //; s/ $//')"
	done >answers
while IFS='|' read -r name options; do
	grep -qxE -e "$name\|(.* )?${name##* }( .*)?" answers || echo "$name"
	grep -qxF -e "$name --|$options" answers || echo "$name --"
done <wanted >missing
is "$(<missing)" "" "zsh offers every command and option, and no other option"
is "$(tail -3 answers)" "user add --role med|mediator
report --data fol|folder
import centres fol|folder folder.txt" "... words, files and folders"
finished

#!/usr/bin/env bash
# Goal: the manual page holds every command, option, variable and exit code, and is one that troff
# and mandoc have nothing to say about.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"

exits 0 "the manual page is written" manual
cp out passnum.1
groff -man -ww -b -z -Tutf8 passnum.1 >err 2>&1 && [ ! -s err ]
result "troff has nothing to warn of"
# It has no date: the version says what it describes, and the page is the same whenever it is made.
mandoc -Tlint passnum.1 >err 2>&1
is "$(grep -vc 'missing date' err)" 0 "nor has mandoc"
LC_ALL=C.UTF-8 MANWIDTH=1000 man -l passnum.1 >page 2>err && [ -s page ] && [ ! -s err ]
result "man shows it"
grep -q "invented département" page && ! grep -qE '\\|\[u' page
result "accents are letters, and no command of troff is left in the text"

p help && cp out help
mapfile -t names < <(sed -nE '/^Environment/,$d; s/^  ([a-z-]+( [a-z-]+)?)  +[A-Z].*/\1/p' help)
[ ${#names[@]} -gt 30 ]
result "there are commands to look for"
for name in "${names[@]}"; do
	read -ra words <<<"$name"
	"$program" "${words[@]}" --help >said
	# its paragraph: from its name to the next one of that depth
	awk -v name="       passnum $name" 'index($0, name) == 1 { on = 1; print; next }
		on && /^ {0,7}[^ ]/ { exit } on' page >part
	missing=''
	while read -r option; do
		grep -qE -e "^ +$option( |$)" part || missing+=" $option"
	done < <(sed -nE '/^Common/,$d; s/^  (--[a-z-]+|[A-Z]+)( .*|$)/\1/p' said)
	grep -qF -e "$(sed -n 3p said)" part || missing+=" what-it-does"
	is "$missing" "" "$name is there with all its options"
done
for word in $(sed -nE 's/^  (PASSNUM_[A-Z_]+) .*/\1/p' help) --data --database --key-file; do
	grep -qE -e "^ +$word( |$)" page
	result "$word is explained"
done
while read -r code text; do
	grep -qE "^ +$code +" page && grep -qF "$text" page
	result "so is exit code $code"
done < <(sed -n '/^Exit codes/,$s/^  //p' help)
finished

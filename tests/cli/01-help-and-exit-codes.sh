#!/usr/bin/env bash
# Goal: the program explains itself, and its exit codes are those that it lists.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"

exits 0 "help answers" help
for line in "0  done" "1  refused" "2  wrong use" "3  not found" "4  conflict" "5  system"; do
	grep -q "^  $line" out
	result "help lists the exit code $line"
done
cp out help
exits 0 "--help is help" --help
cmp -s out help
result "--help says the same"

mapfile -t names < <(sed -nE '/^Environment/,$d; s/^  ([a-z-]+( [a-z-]+)?)  +[A-Z].*/\1/p' help)
[ ${#names[@]} -gt 30 ]
result "help lists all commands"
for name in "${names[@]}"; do
	read -ra words <<<"$name"
	"$program" "${words[@]}" --help >out 2>err && grep -q "^passnum $name" out &&
		grep -q -e "^  --data DIR" out && "$program" help "${words[@]}" | cmp -s - out &&
		! grep -q "(null)" out
	result "$name explains itself, whatever the state of the books"
done

exits 0 "version answers" version
grep -qE '^passnum [0-9]+\.[0-9]+' out
result "version says which"

refuses 2 "passnum help" "no word at all is wrong use"
refuses 2 "no such command" "an unknown command is wrong use" bogus
refuses 2 "no such command" "half a command is wrong use" keys
refuses 2 "there is no option --bogus" "an unknown option is wrong use" report --bogus
refuses 2 "--programme is missing" "a missing option is said" report
refuses 2 "--programme is a whole number" "a value is checked" report --programme twelve
refuses 2 "a word too many" "a word too many is said" version more
refuses 3 "passnum init" "books that are not there are not found" funder list
"$program" help >/dev/full 2>err
is "$?" 5 "a result that cannot be written is a failure"
"$program" report --programme 1 --data "a
b" >out 2>err
is "$(wc -l <err)" 1 "a sentence is one line, whatever is in it"
finished

#!/usr/bin/env bash
# Goal: a lost pass is replaced in one gesture, a pass that went wrong is blocked, no money is lost.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"
books 1000000

issue --vouchers 5
id=$(json "j[0]['id']" pass) used=$(token 1) old=$(token 2) short=$(typed 3)
p redeem "$used" --centre "$centre"
result "a pass is used once"
cp pass before

refuses 2 "--reason is missing" "a replacement says why" replace "$id"
refuses 2 "reason" "in words" replace "$id" --reason "  "
exits 0 "the pass is replaced, and printed" replace "$id" --reason lost --json --out new.pdf
cp out pass
is "$(json "[v['number'] for v in j[0]['vouchers']]" pass)" "[1, 2, 3, 4]" "the new one has what was left"
new=$(json "j[0]['id']" pass)
[ "$new" != "$id" ] && [ -s new.pdf ]
result "it is another pass, on paper"
is "$(figure cents committed), $(figure cents owed)" "4000, 1000" "the money is where it was"
is "$(figure passes replaced)" 1 "the report counts it"

for secret in "$old" "$short"; do
	exits 1 "a secret of the old pass is dead" redeem "$secret" --centre "$centre" --json
	is "$(json "j['outcome']")" replaced "and is told to be replaced"
done
exits 1 "what was used stays used" check "$used" --json
is "$(json "j['outcome']")" already_used "where it was"
refuses 4 "before" "an old pass cannot be replaced again" replace "$id" --reason lost
refuses 4 "printed" "nor printed" print "$id" --out again.pdf
[ ! -e again.pdf ]
result "and no file is made"
exits 0 "the new one is good" redeem "$(token 1)" --centre "$centre"

exits 0 "a pass is blocked" block "$new" --reason "remis deux fois"
grep -q "^3 vouchers" out
result "its unused vouchers are counted"
exits 1 "they are refused" redeem "$(token 2)" --centre "$centre" --json
is "$(json "j['outcome']")" blocked "and told to be blocked"
exits 1 "check says the same" check "$(typed 2)"
is "$(figure cents committed), $(figure cents owed), $(figure cents free)" "0, 2000, 998000" "their money is free again"
refuses 4 "before" "it cannot be blocked again" block "$new" --reason "encore"
refuses 3 "no pass" "an unknown pass is not found" block 0123456789ab --reason "encore"
refuses 2 "12 hexadecimal" "what is no id is wrong use" block 12345 --reason "encore"

issue --vouchers 5
for number in 1 2 3 4 5; do p redeem "$(token $number)" --centre "$centre"; done
refuses 4 "used" "a pass without vouchers left is not replaced" replace "$(json "j[0]['id']" pass)" --reason lost
finished

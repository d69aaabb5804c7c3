#!/usr/bin/env bash
# Goal: a day in a village hall: what a centre took along says of each voucher what the books would.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"
books 1000000
issue --vouchers 5
first=$(token 1) second=$(token 2) typed=$(typed 3)
p user add mediateur --role mediator --site "$centre"
p user token mediateur --label poste
bearer=$(sed -n 's/.*: //p' out)
p keys export --root
root=$(<out)
exits 0 "a voucher is used before" redeem "$first" --centre "$centre"

"$program" serve --listen 127.0.0.1:0 >address 2>log &
server=$!
for ((i = 0; i < 600; i++)); do [ -s address ] && break; sleep 0.05; done
taken() { curl -s -H "Authorization: Bearer $bearer" -o "$1" -w '%{http_code}' "$(<address)/api/v1/bundle"; }
is "$(taken bundle)" 200 "a centre takes its bundle along"
head -c 24 bundle | grep -qx "pass-numerique/bundle/v1"
result "it says what it is"

# Nothing here says where the books are, and there are none where they would be.
offline() {
	local code=$1 name=$2
	shift 2
	(unset PASSNUM_DATA PASSNUM_DATABASE && cd / && exec "$program" check "$@" --json) >out 2>err
	is "$?" "$code" "$name"
}
offline 1 "what is used is known" "$first" --bundle "$folder/bundle" --root-key "$root"
is "$(json "j['outcome'], j['authentic'], j['number']")" "('already_used', True, 1)" "... and told so"
offline 0 "what is not may be taken" "$second" --bundle "$folder/bundle" --root-key "$root"
is "$(json "j['usable'], j['number'], j['total'], j['cents']")" "(True, 2, 5, 1000)" "... and is read in full"
offline 0 "a file that is given by hand may be trusted" "$second" --bundle "$folder/bundle"
offline 2 "a typed code cannot be judged offline" "$typed" --bundle "$folder/bundle" --root-key "$root"
offline 2 "one file at a time" "$second" --bundle "$folder/bundle" --keys "$folder/bundle"
offline 3 "a bundle that is not there is not found" "$second" --bundle nowhere
head -c -1 bundle >cut
offline 2 "one that is cut is refused" "$second" --bundle "$folder/cut" --root-key "$root"
sed 's/"cents":1000/"cents":9000/' bundle >edited
offline 2 "so is one that somebody edited" "$second" --bundle "$folder/edited" --root-key "$root"
another() { env -u PASSNUM_DATABASE PASSNUM_DATA="$folder/other" "$program" "$@" 2>err; }
another init --host other.example --issuer 2 --login admin >out
other=$(another keys export --root)
offline 1 "so is one of another root" "$second" --bundle "$folder/bundle" --root-key "$other"

exits 0 "the key of bundles is replaced" keys rotate --bundle
is "$(taken bundle2)" 200 "the next one is signed with the new key"
offline 0 "and believed" "$second" --bundle "$folder/bundle2" --root-key "$root"
is "$(p keys list && grep -c '^bundle' out)" 2 "both keys are listed"
refuses 2 "not both" "one key at a time" keys rotate --bundle --programme "$programme"
finished

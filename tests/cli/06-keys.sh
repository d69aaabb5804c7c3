#!/usr/bin/env bash
# Goal: vouchers are checked with public keys alone; keys change and are revoked.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"
books 1000000
issue --vouchers 5
old=$(token 1) typed=$(typed 2)

exits 0 "the key list is exported" keys export
cp out list
head -1 list | grep -qx "pass-numerique/keys/v1"
result "as a signed note"
exits 0 "and the key that signs it" keys export --root
root=$(<out)
exits 0 "the keys are listed" keys list --json
is "$(json "sorted((k['purpose'], k['number'], k['status']) for k in j)")" \
	"[('receipt', 0, 'active'), ('root', 0, 'active'), ('voucher', 0, 'active')]" "by purpose and number"

# Offline: nothing here says where the books are, and there are none where they would be.
offline() {
	local code=$1 name=$2
	shift 2
	(unset PASSNUM_DATA PASSNUM_DATABASE && cd / && exec "$program" check "$@" --json) >out 2>err
	is "$?" "$code" "$name"
}
offline 0 "a voucher is checked without books" "$old" --keys "$folder/list"
is "$(json "j['authentic'], j['usable'], j['number'], j['total'], j['cents'], j['expires_on']")" \
	"(True, True, 1, 5, 1000, '2099-12-31')" "and read in full"
offline 0 "with the root's key it is proven who listed the keys" "$old" --keys "$folder/list" --root-key "$root"
forged=${old:0:100}$(((${old:100:1} + 1) % 10))${old:101}
offline 1 "a digit changed is noticed" "$forged" --keys "$folder/list"
is "$(json "j['outcome'], j['authentic'], j['number'], j['expires_on']")" "('bad_signature', False, None, None)" "and nothing of it is told"
offline 2 "a typed code cannot be checked offline" "$typed" --keys "$folder/list"
sed 's/ active$/ revoked/' list >edited
offline 1 "an edited list is refused when the root's key is known" "$old" --keys "$folder/edited" --root-key "$root"
grep -q "passnum check: " err
result "in a sentence"
offline 3 "a list that is not there is not found" "$old" --keys nowhere
echo garbage >garbage
offline 2 "what is no list is wrong use" "$old" --keys "$folder/garbage"

exits 0 "a programme gets a new key" keys rotate --programme "$programme"
number=$(<out)
exits 0 "the old voucher stays valid" check "$old"
issue --vouchers 5
new=$(token 1)
exits 0 "new vouchers are" check "$new"
offline 1 "an old list does not know the new key" "$new" --keys "$folder/list"
is "$(json "j['outcome']")" unknown_key "and says so"
p keys export && cp out list2
offline 0 "the new one does" "$new" --keys "$folder/list2" --root-key "$root"
offline 0 "and the old key as well" "$old" --keys "$folder/list2" --root-key "$root"

exits 0 "a compromised key is revoked" keys revoke 0
grep -q "1 passes with 5 vouchers" out
result "saying what it had signed"
exits 1 "its vouchers are refused" redeem "$old" --centre "$centre" --json
is "$(json "j['outcome']")" unknown_key "as of an unknown key"
exits 0 "those of the other are not" redeem "$new" --centre "$centre"
p keys export && cp out list3
offline 1 "a new list refuses them offline" "$old" --keys "$folder/list3"
refuses 3 "key" "an unknown key is not found" keys revoke 77
refuses 2 "--programme is missing" "a rotation is of a programme" keys rotate
is "$number" 1 "keys are numbered"
finished

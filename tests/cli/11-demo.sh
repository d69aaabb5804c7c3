#!/usr/bin/env bash
# Goal: the demonstration is usable at once: each account, the first desk and the first two centres.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"
export PASSNUM_DATA=$folder/data

exits 0 "a demonstration is made" demo --json
cp out demo
cmp -s demo data/accounts.json
result "accounts.json is what --json prints"
is "$(stat -c %a data/accounts.json data/first-pass.pdf | tr '\n' ' ')" "600 600 " "it is for its owner only"
is "$(json "sorted(a['role'] for a in j['accounts'])" demo)" \
	"['agent', 'auditor', 'funder', 'mediator', 'operator']" "there is an account of each role"
is "$(json "all(a['login'] and len(a['password']) > 11 and len(a['token']) > 20 for a in j['accounts'])" demo)" True \
	"each with a password and a token"
is "$(json "len(j['funders']), len(j['programmes']), len(j['desks']) > 1, len(j['centres']) >= 40" demo)" \
	"(2, 3, True, True)" "2 funders, 3 programmes, desks, 40 centres and more"
programme=$(json "j['programmes'][0]['id']" demo) desk=$(json "j['desks'][0]['id']" demo)
centre=$(json "j['centres'][0]['id']" demo) other=$(json "j['centres'][1]['id']" demo)

pdftoppm -r 150 -gray data/first-pass.pdf page && zbarimg -q --raw -Sdisable -Sqrcode.enable page*.pgm 2>/dev/null | grep -E '/[0-9]{197}$' >seen
[ "$(wc -l <seen)" -ge 5 ]
result "the first pass is on paper"
exits 0 "and good" check "$(head -1 seen)"

issue --passes 20 --vouchers 10
result "the first desk issues for the first programme"
exits 0 "the first centre redeems it" redeem "$(token 1)" --centre "$centre"
exits 0 "so does the second" redeem "$(token 2)" --centre "$other"
p report --programme "$programme" --json
is "$(json "int(j['cents']['free']) >= 19000 * 10000" out)" True "there is money for thousands of passes"
is "$(json "j['passes']['issued'] > 500 and j['passes']['finished'] > 50 and j['vouchers']['reversed'] > 0")" True \
	"and some months of history"
is "$(json "sum(j['cents'][k] for k in ('free', 'committed', 'owed', 'paid', 'expired')) - j['cents']['budget']")" 0 \
	"that adds up"
refuses 4 "in use already" "a demonstration does not touch books that exist" demo
finished

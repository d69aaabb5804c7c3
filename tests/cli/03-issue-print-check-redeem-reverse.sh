#!/usr/bin/env bash
# Goal: one voucher's whole way, from paper to redemption and back.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"
books 1000000

issue --vouchers 5 --out pass.pdf
result "a pass is issued and printed in one gesture"
is "$(json "[v['number'] for v in j[0]['vouchers']]" pass)" "[1, 2, 3, 4, 5]" "it has its vouchers"
is "$(json "j[0]['expires_on']" pass)" 2099-12-31 "it ends when the programme does"
is "$(json "[len(v['token']) for v in j[0]['vouchers']]" pass)" "[197, 197, 197, 197, 197]" "tokens have 197 digits"
is "$(json "j[0]['vouchers'][4]['url']" pass)" "HTTPS://PASS.EXAMPLE/$(token 5)" "addresses are the host and the token"
is "$(stat -c %a pass.pdf)" 600 "the PDF is for its owner only"
pdftoppm -r 150 -gray pass.pdf page && zbarimg -q --raw -Sdisable -Sqrcode.enable page*.pgm 2>/dev/null | sort >all; grep -E '/[0-9]{197}$' all >seen
is "$(cat seen)" "$(json "'\n'.join(sorted(v['url'] for v in j[0]['vouchers']))" pass)" "a reader of the paper sees just these"
is "$(grep -cE '^HTTPS://PASS.EXAMPLE/[0-9]{16}$' all) of $(($(wc -l <all) - $(wc -l <seen)))" "1 of 1" "and the number of the pass, on its cover"
is "$(figure passes handed_out)" 1 "one pass is handed out at once"
! grep -rqaF -e "$(token 1)" data
result "no token is in the books"
id=$(json "j[0]['id']" pass)

exits 0 "the pass can be printed again" print "$id" --out again.pdf
pdftotext again.pdf - | grep -qi duplicata
result "and is marked then"
refuses 3 "pass" "another pass cannot" print 0123456789ab --out no.pdf

for form in "$(token 1)" "https://pass.example/$(token 1)" "$(typed 1)" "$(typed 1 | tr "[:upper:]" "[:lower:]" | tr -d -)" \
	" $(token 1)"$'\r\n' "$(python3 -c 'import sys; print(sys.argv[1].translate(str.maketrans("0123456789", "à&é\"'"'"'(-è_ç")))' "$(token 1)")"; do
	exits 0 "${form:0:9}... is understood" check "$form" --json
	is "$(json "j['usable'], j['authentic'], j['number'], j['total'], j['cents'], j['expires_on']")" \
		"(True, True, 1, 5, 1000, '2099-12-31')" "and is voucher 1"
done
token 1 | "$program" check - >out
result "a voucher is read from standard input"
is "$(figure vouchers redeemed)" 0 "checks use nothing"

redeem=(redeem "$(token 1)" --centre "$centre" --kind 2 --minutes 60 --level partly --json)
exits 0 "a voucher is redeemed" "${redeem[@]}"
is "$(json "j['outcome']")" redeemed "and told so"
redemption=$(json "j['redemption']") receipt=$(json "j['receipt']")
[[ $receipt = pass-numerique/receipt/v1* ]]
result "with a signed receipt"
exits 0 "the same centre again gets the same" "${redeem[@]}"
is "$(json "j['outcome'], j['redemption'], j['receipt']")" \
	"$(python3 -c 'import sys; print(("already_yours", sys.argv[1], sys.argv[2] + "\n"))' "$redemption" "$receipt")" \
	"down to the receipt"
exits 1 "another centre is refused" redeem "$(token 1)" --centre "$other" --json
is "$(json "j")" "{'outcome': 'already_used', 'redemption': None}" "without being told who or when"
exits 1 "check says what a redemption would" check "$(typed 1)" --json
is "$(json "j['outcome'], j['usable'], j['authentic']")" "('already_used', False, True)" "and that it is authentic all the same"
exits 3 "a typed code that does not exist is not found" redeem 0000-0000-0000 --centre "$centre"
exits 0 "progress shows the step" progress "$id" --json
is "$(json "[(s['number'], s['centre'], s['kind'], s['minutes'], s['level']) for s in j['steps']]")" \
	"[(1, '$centre', 2, 60, 'partly')]" "with what was said of it"

refuses 2 "--reason is missing" "a reversal says why" reverse "$redemption"
exits 0 "a redemption is taken back" reverse "$redemption" --reason "mauvais coupon"
refuses 4 "taken back before" "once" reverse "$redemption" --reason "mauvais coupon"
refuses 3 "no such redemption" "another one is not found" reverse 0123456789ab --reason "mauvais coupon"
exits 0 "the voucher is good again" check "$(token 1)"
exits 0 "also elsewhere" redeem "$(token 1)" --centre "$other" --json
[ "$(json "j['redemption']")" != "$redemption" ]
result "as a redemption of its own"

for i in 1 2 3 4 5 6 7 8; do
	"$program" redeem "$(token 2)" --centre $((i % 2 ? centre : other)) --nonce "n$i" --json >race.$i 2>race.err &
done
wait
is "$(cat race.? | grep -c '"redeemed"')" 1 "eight at once: one is redeemed"
is "$(cat race.? | grep -cE '"already_(yours|used)"')" 7 "and seven are told so"
is "$(figure cents owed)" 2000 "two vouchers are owed"

for target in missing/p.pdf . /dev/full; do
	p issue --programme "$programme" --site "$desk" --out "$target"
	[ $code != 0 ]
	result "$target is no place for a PDF"
done
(ulimit -f 1500 && p issue --programme "$programme" --site "$desk" --passes 100 --out full.pdf)
is "$?" 5 "nor is a full disk"
is "$(figure passes issued)" 1 "and then nothing is issued"
is "$(find . -name '*.room' -o -name '*.new')" "" "nothing is left lying about"

issue --passes 3 --vouchers 6
result "several passes go into stock"
is "$(figure passes issued), $(figure passes handed_out)" "4, 1" "and are not handed out"
stocked=$(json "j[1]['id']" pass)
exits 0 "one is handed out" hand-out "$stocked" --start accompanied
exits 4 "once" hand-out "$stocked"
exits 0 "its level is known" progress "$stocked" --json
is "$(json "j['start']")" accompanied "as it was said"

issue --specimen
result "a specimen costs nothing"
exits 1 "and is worth nothing" redeem "$(token 1)" --centre "$centre" --json
is "$(json "j['outcome']")" specimen "as is said"
refuses 2 "exclude each other" "stock or handed out, not both" issue --programme "$programme" --site "$desk" --json --stock --hand-out
refuses 2 "--out or --json" "a pass that nobody sees is not issued" issue --programme "$programme" --site "$desk"
refuses 2 "at least 5" "a pass has enough vouchers" issue --programme "$programme" --site "$desk" --json --vouchers 4
refuses 1 "may not hand out" "a centre is no desk" issue --programme "$programme" --site "$centre" --json
finished

#!/usr/bin/env bash
# Goal: the report says the same in words, as CSV and as JSON, and adds up.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"
books 20000

issue --passes 2 --vouchers 5
result "two passes are in stock"
p hand-out "$(json "j[0]['id']" pass)"
p redeem "$(token 1)" --centre "$centre" --level partly
p redeem "$(token 2)" --centre "$centre" --level autonomous --json
p reverse "$(json "j['redemption']")" --reason "erreur"
result "one is used, and once taken back"

report=(report --programme "$programme")
exits 0 "the report is JSON" "${report[@]}" --json
cp out json
exits 0 "or CSV" "${report[@]}" --csv
cp out csv
exits 0 "or words" "${report[@]}"
sed 's/\xc2\xa0/ /g; s/\xe2\x80\xaf/ /g' out >text # spaces that do not break

is "$(json "[j['passes'][k] for k in ('issued', 'handed_out', 'started', 'used', 'finished', 'expired')]" json)" \
	"[2, 1, 1, 1, 0, 0]" "the funnel is honest"
is "$(json "[j['vouchers'][k] for k in ('issued', 'redeemed', 'reversed', 'revoked')]" json)" "[10, 1, 1, 0]" \
	"vouchers are counted by what happened to them"
is "$(json "[j['cents'][k] for k in ('budget', 'committed', 'owed', 'paid')]" json)" "[20000, 9000, 1000, 0]" \
	"the four figures of the money"
is "$(json "sum(j['cents'][k] for k in ('free', 'committed', 'owed', 'paid', 'expired')) - j['cents']['budget']" json)" 0 \
	"the money adds up"

# figures of the CSV, as "group name value"; those of the JSON in the same shape.
tail -n +2 csv | tr -d '\r' | awk -F, '$4 ~ /^(passes|vouchers|cents)$/ { print $4, $5, $7 }' | sort >csv.figures
python3 - <<-'END' | sort >json.figures
	import json
	j = json.load(open("json"))
	for group in ("passes", "vouchers", "cents"):
	    for name, value in j[group].items():
	        print(group, name, value)
END
[ -s csv.figures ] && diff csv.figures json.figures | sed 's/^/# /'
cmp -s csv.figures json.figures
result "CSV and JSON agree on every figure"
grep -q "Pass émis : 2" text && grep -q "Coupons utilisés : 1" text && grep -q "Engagé : 90,00 €" text &&
	grep -q "Dû aux lieux : 10,00 €" text
result "so do the words"

exits 0 "before the first day there is nothing" "${report[@]}" --until 2026-01-01 --json
is "$(json "j['passes']['issued'], j['vouchers']['issued'], j['cents']['budget']")" "(0, 0, 0)" "not even money"
exits 0 "a period that begins later" "${report[@]}" --from 2099-01-01 --until 2099-01-02 --json
is "$(json "j['passes']['issued'], j['vouchers']['issued']")" "(0, 0)" "has no passes of today"
refuses 2 "--from is a date" "a date is checked" "${report[@]}" --from 2026-13-01
refuses 2 "exclude each other" "one form at a time" "${report[@]}" --csv --json
refuses 3 "programme" "an unknown programme is not found" report --programme 99

refuses 1 "" "more than the budget is not issued" issue --programme "$programme" --site "$desk" --json --passes 3 --vouchers 5
is "$(figure passes issued), $(figure cents committed)" "2, 9000" "not even in part"
issue --passes 2 --vouchers 5
result "exactly the budget is"
is "$(figure cents free)" 0 "to the last cent"
finished

#!/usr/bin/env bash
# Goal: books made by the first version come up to this one with nothing lost; what was printed
# then is redeemed now, and older books are kept before they are changed.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"
old=$here/../books/0001
export PASSNUM_DATA=$folder/data
mkdir -m 700 data
install -m 600 "$old/key" data/key
if [ -n "$database" ]; then
	sed -nE '/^(CREATE|INSERT|\t|\))/p; /^BEGIN|^COMMIT/p' "$old/books.sql" | sed 's/char(10)/chr(10)/g' |
		psql -q -v ON_ERROR_STOP=1 -f - "$PASSNUM_DATABASE" 2>err
else
	sqlite3 data/passnum.db <"$old/books.sql" >err 2>&1 && chmod 600 data/passnum.db
fi
result "here are books of the first version"
told() { json "$1" "$old/told.json"; }
voucher() { told "j['passes'][$1 - 1]['vouchers'][$2 - 1]['${3:-token}']"; }
rows() { # of every table the old version had
	local table
	for table in signing_key key_list programme site account access_token pass spent reversal ledger; do
		if [ -n "$database" ]; then
			psql -qAt "$PASSNUM_DATABASE" -c "SELECT '$table', count(*) FROM $table"
		else
			sqlite3 "${1:-data/passnum.db}" "SELECT '$table', count(*) FROM $table"
		fi
	done
}
rows >before

refuses 4 "run passnum upgrade" "a command does not touch them" redeem "$(voucher 1 3)" --centre 2
if [ -n "$database" ]; then
	refuses 2 "pg_dump" "where passnum cannot keep them first, it changes nothing" upgrade --backup kept.db
	refuses 4 "run passnum upgrade" "... indeed" report --programme 1
	exits 0 "without that wish it does" upgrade
else
	refuses 5 "nowhere/kept.db" "where they cannot be kept, nothing is changed" upgrade --backup nowhere/kept.db
	refuses 4 "run passnum upgrade" "... indeed" report --programme 1
	exits 0 "they are kept, then brought up" upgrade --backup kept.db
	is "$(sqlite3 kept.db 'SELECT count(*) FROM migration')" 1 "what was kept is the old version"
	rows kept.db | cmp -s - before
	result "... with all its rows"
	is "$(stat -c %a kept.db)" 600 "... for its owner only"
	rm kept.db
	exits 0 "a second upgrade finds nothing to do" upgrade --backup kept.db
	[ ! -e kept.db ]
	result "... and keeps nothing"
fi
rows | cmp -s - before
result "no row was lost, none was added"

whose="SELECT count(*) FROM spent x JOIN programme g ON g.id = x.programme JOIN funder f ON f.id = g.funder
	JOIN organisation o ON o.id = f.organisation JOIN site s ON s.id = x.centre LEFT JOIN organisation c ON c.id = s.organisation
	WHERE x.cause = 1 AND x.siren = CAST(SUBSTR(o.siret, 1, 9) AS BIGINT)
	AND COALESCE(x.siret, 0) = COALESCE(CAST(c.siret AS BIGINT), 0)"
is "$(if [ -n "$database" ]; then psql -qAt "$PASSNUM_DATABASE" -c "$whose"; else sqlite3 data/passnum.db "$whose"; fi)" \
	2 "each redemption knows whose the centre was, and who pays"

exits 0 "the figures can be read" report --programme 1 --json
is "$(json "j['vouchers']['redeemed'], j['vouchers']['reversed']")" "(1, 1)" "... and are those of then"
exits 1 "what was used then stays used" redeem "$(voucher 1 1)" --centre 3 --json
is "$(json "j['outcome']")" already_used "... and is told so"
for number in 2 3; do
	exits 0 "voucher $number printed then is redeemed now" redeem "$(voucher 1 $number)" --centre 2
done
exits 0 "so is one by its typed code" redeem "$(voucher 2 4 code)" --centre 3
exits 0 "a pass of then is printed again" print "$(told "j['passes'][0]['id']")" --out again.pdf
exits 0 "new passes are issued" issue --programme 1 --site 1 --vouchers 5 --json

"$program" serve --listen 127.0.0.1:0 >address 2>log &
server=$!
for ((i = 0; i < 600; i++)); do [ -s address ] && break; sleep 0.05; done
curl -s -H "Authorization: Bearer $(told "j['mediator']['token']")" -H 'Content-Type: application/json' \
	-d "{\"voucher\": \"$(voucher 2 5)\"}" "$(<address)/api/v1/vouchers/check" >out
is "$(json "j['usable']")" True "a token of then opens the API"
finished

#!/usr/bin/env bash
# Goal: each command that changes something leaves one line in the journal, in the transaction of its effect.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"
books 1000000
issue --vouchers 5
# books and issue have left lines too: counting begins here.
sql() {
	if [ -n "$database" ]; then
		psql -q "$PASSNUM_DATABASE" -c "$1"
	else
		python3 -c "import sqlite3, sys; sqlite3.connect('data/passnum.db').executescript(sys.argv[1])" "$1"
	fi
}
lines() { "$program" journal --json >lines && json "len(j)" lines; }
seen='' before=$(lines)

# newest: what the newest line says.
newest() { json "j[0]['verb'] + ' ' + (j[0]['object'] or '-')" lines; }

# deed VERB OBJECT WORD...: the command leaves one line more, of that verb and object; the object "out" is the first
# word that it prints.
deed() {
	local verb=$1 object=$2
	shift 2
	exits 0 "$1 $2" "$@"
	[ "$object" = out ] && object=$(head -1 out | grep -oE '^[0-9a-f]+')
	is "$(lines)" $((before + 1)) "is one line of the journal"
	is "$(newest)" "$verb $object" "which says that it was $verb of $object"
	before=$((before + 1)) seen+="$verb"$'\n'
}

deed publisher.set - publisher set --name "Mairie d'Angoulême" --address "1 place de l'Hôtel-de-Ville, 16000 Angoulême" \
	--phone +33545387000 --director "La maire" --hosting "Exemple SAS, Lille"
deed funder.add out funder add --name "Ville d'Angoulême" --siret 21160015000018
deed programme.add out programme add --funder "$funder" --name Essai --from 2026-01-01 --until 2099-12-31
added=$(<out)
deed programme.fund "$added" programme fund "$added" --cents 500000
deed programme.state "$added" programme state "$added" open
deed programme.change "$added" programme change "$added" --name "Essai 2"
deed site.add out site add --name "Fablab" --centre --insee 16015 --at 45.65,0.16
site=$(<out)
deed site.change "$site" site change "$site" --phone +33545932222
deed approval.set "$added/$site" site approve "$site" --programme "$added"
printf '%s\n' '[]' >centres.json
deed centres.import - import centres centres.json
deed centres.import "$added" import centres centres.json --programme "$added"

deed pass.issue out issue --programme "$programme" --site "$desk" --out one.pdf
pass=$(grep -oE '^[0-9a-f]{12}' out)
is "$(json "j[0]['detail']" lines)" None "one pass is its object"
deed pass.issue out issue --programme "$programme" --site "$desk" --passes 3 --out three.pdf
is "$(json "j[0]['detail']" lines)" '{"passes":3}' "of three it is the first"
stock=$(head -1 out | grep -oE '^[0-9a-f]{12}')
deed pass.hand_out "$stock" hand-out "$stock"
p replace "$pass" --reason perdu --json
replaced=$(json "j[0]['id']")
seen+=$'pass.replace\n' before=$((before + 1))
is "$(lines) $(newest)" "$before pass.replace $replaced" "a replacement is told of by the new pass"
deed pass.block "$stock" block "$stock" --reason vol

p redeem "$(token 1)" --centre "$centre" --json
redemption=$(json "j['redemption']")
is "$(lines)" "$before" "a redemption is its own record"
deed redemption.reverse "$redemption" reverse "$redemption" --reason erreur

deed account.add 2 user add mediatrice --role mediator --site "$centre"
deed account.password 2 user password mediatrice
deed token.add 1 user token mediatrice
deed token.revoke 1 user revoke 1
deed account.card 2 user card mediatrice --out card.pdf
p user second-factor mediatrice
is "$(lines)" "$before" "what only asks leaves none"
deed account.second_factor 2 user second-factor mediatrice --remove
deed account.disable 2 user disable mediatrice
deed key.rotate out keys rotate --programme "$added"
deed key.revoke 0 keys revoke 0

# At once: who loses a race does all of it again.
for i in 1 2 3 4 5 6; do
	"$program" programme add --funder "$funder" --name "Essai $i" --from 2026-01-01 --until 2099-12-31 >"made.$i" 2>&1 &
done
wait
is "$(sort -un made.* | wc -l)" 6 "six at once are six"
is "$(lines)" $((before + 6)) "and six lines"
before=$((before + 6))
is "$(json "sorted(int(l['object']) for l in j[:6])" lines)" "[$(sort -n made.* | paste -sd, | sed 's/,/, /g')]" "each its own"

# Every verb that the manual page names was seen.
"$program" manual | tr '\n' ' ' | grep -oE 'journal calls it [a-z_.]+[a-z]' | sed 's/.* //; s/\\-/-/g' | sort -u >named
is "$(sort -u <<<"$seen" | sed '/^$/d' | tr '\n' ' ')" "$(tr '\n' ' ' <named)" "these are all the verbs that the manual has"
is "$(json "{(l['account'], l['login'], l['call']) for l in j}" lines)" "{(None, None, None)}" "all by the command line"

# What is refused leaves nothing; nor does what could not be told.
refuses 3 "" "a programme that is not there is not funded" programme fund 999 --cents 1
refuses 1 "" "nor one taken back beyond what is free" programme fund "$added" --cents -900000000
is "$(lines)" "$before" "and no line is left"
sql "ALTER TABLE journal RENAME TO journal_away"
for words in "funder add --name Perdu --siret 21640445900010" "programme fund $added --cents 100" "keys rotate --programme $added" \
	"issue --programme $programme --site $desk --out lost.pdf" "user disable admin"; do
	# shellcheck disable=SC2086
	refuses 5 journal "no ${words%% --*} without its line" $words
done
[ ! -e lost.pdf ] && ! "$program" funder list | grep -q Perdu
result "and nothing is done"
p report --programme "$added" --json
is "$(json "j['cents']['budget']")" 500000 "no money has moved"
p user list --json
is "$(json "[u['disabled_at'] for u in j if u['login'] == 'admin']")" "[None]" "the account is open"

sql "ALTER TABLE journal_away RENAME TO journal"

# Who reads it.
is "$("$program" journal | wc -l)" "$before" "the list has a line for each"
"$program" journal | head -1 | grep -qE '^20[0-9T:-]+Z  \(command line\) +programme.add +[0-9]+$'
result "the newest first"
exits 0 "from a day on" journal --from 2099-01-01 --json
is "$(json "j")" "[]" "there may be none"
exits 0 "up to a day" journal --until 2026-01-01
[ ! -s out ]
result "nor before the books were"
sql "INSERT INTO journal WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1200)
	SELECT i, 0, 0, 'old.deed', '7', '', '' FROM n"
is "$(lines)" $((before + 1200)) "a long one is read to its end"
is "$(json "len({l['id'] for l in j}), j[-1]['id']" lines)" "($((before + 1200)), '1')" "each line once"
refuses 2 "--from" "a day is a day" journal --from hier
finished

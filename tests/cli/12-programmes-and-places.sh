#!/usr/bin/env bash
# Goal: funders, programmes and places are made, changed and listed from the command line.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"
books 1000000

notice=(--name Mairie --address "1 rue A" --phone +33545387000 --director "La maire")
exits 0 "nobody answers for the service at first" publisher show --json
is "$(json "set(j.values())")" "{''}" "and that is said"
refuses 2 "not complete without: hosting" "a legal notice is whole" publisher set "${notice[@]}"
exits 0 "it can be filled in" publisher set "${notice[@]}" --hosting "Exemple SAS"
refuses 2 "no e-mail address" "an e-mail address is checked" publisher set --email mairie
exits 0 "a part of it is changed" publisher set --email mairie@ville.example --phone=
p publisher show --json
is "$(json "(j['name'], j['phone'], j['email'], j['hosting'])")" "('Mairie', '', 'mairie@ville.example', 'Exemple SAS')" \
	"and the others stay"
exits 0 "people can read it" publisher show
is "$(sed -n 3p out)" "phone     -" "with what is not there"

exits 0 "funders are listed" funder list --json
is "$(json "j")" "[{'id': '$funder', 'name': 'Département de la Charente', 'siret': '22160001000013'}]" "with their SIRET"
refuses 2 "no SIRET" "a SIRET is checked" funder add --name X --siret 22160001000014
refuses 4 "" "a SIRET is a funder's once" funder add --name X --siret 22160001000013

exits 0 "programmes are listed" programme list --json
is "$(json "[(p['name'], p['state'], p['cents'], p['from'], p['until']) for p in j]")" \
	"[('Pass Charente', 'open', 1000, '2026-01-01', '2099-12-31')]" "with their rules"
exits 0 "one rule is changed" programme change "$programme" --name "Pass 16" --until=2098-12-31
p programme list --json
is "$(json "[(p['name'], p['state'], p['cents'], p['from'], p['until']) for p in j]")" \
	"[('Pass 16', 'open', 1000, '2026-01-01', '2098-12-31')]" "and the others stay"
refuses 2 "until" "rules are checked" programme change "$programme" --until 2025-01-01
refuses 2 "--vouchers-max is at most" "and their limits" programme change "$programme" --vouchers-max 16
issue --vouchers 5
refuses 4 "" "a face value stays once passes exist" programme change "$programme" --cents 2000
refuses 3 "99" "an unknown programme is not found" programme change 99 --name X

draft=$("$program" programme add --funder "$funder" --name Projet --from 2026-01-01 --until 2099-12-31 --cents 1500)
p site approve "$desk" --programme "$draft"
refuses 1 "draft" "nothing is issued from a draft" issue --programme "$draft" --site "$desk" --json
exits 0 "money makes it funded" programme fund "$draft" --cents 5000
p programme list --json
is "$(json "[p['state'] for p in j if p['id'] == '$draft']")" "['funded']" "as the list says"
refuses 1 "" "no more is taken back than is free" programme fund "$draft" --cents -5001
exits 0 "what is free can be" programme fund "$draft" --cents -5000
refuses 2 "STATE is one of" "a state is one of five" programme state "$draft" ready
refuses 1 "no money" "a programme is not opened without money" programme state "$draft" open

exits 0 "places are listed" site list --json
is "$(json "[(s['id'], s['desk'], s['centre'], s['approval']) for s in j]")" \
	"[('$desk', True, False, 'approved'), ('$centre', False, True, 'approved'), ('$other', False, True, 'approved')]" \
	"with what they do"
refuses 2 "desk, a centre or both" "a place does something" site add --name X
refuses 2 "INSEE" "a commune's code is checked" site add --name X --desk --insee 99999
refuses 2 "--postcode" "a text must fit" site add --name X --desk --postcode 160000
refuses 2 "degrees" "a point is checked" site add --name X --desk --at nowhere
exits 0 "a new place is a candidate" site add --name "Nouveau lieu" --centre --insee 16015
new=$(<out)
p redeem "$(token 1)" --centre "$new" --json
is "$(json "j['outcome']")" wrong_territory "... that may not redeem yet"
exits 0 "a place is suspended" site approve "$centre" --programme "$programme" --state suspended --reason agreement_ended
p redeem "$(token 1)" --centre "$centre" --json
is "$(json "j['outcome']")" wrong_territory "... and may not redeem any more"
refuses 2 "suspended" "a reason is a suspension's" site approve "$centre" --programme "$programme" --reason closed
p site approve "$centre" --programme "$programme"
refuses 2 "suspended" "... everywhere, too" site change "$centre" --reason closed
refuses 2 "--reason" "it is one of the list" site change "$centre" --approval suspended --reason because
exits 0 "a place is suspended everywhere" site change "$centre" --approval suspended --reason closed --epci 200071827
p redeem "$(token 1)" --centre "$centre" --json
is "$(json "j['outcome']")" wrong_territory "... and redeems nothing"
exits 0 "a desk is too" site change "$desk" --approval suspended
refuses 1 "may not hand out" "... and issues nothing" issue --programme "$programme" --site "$desk" --json
exits 0 "and may again" site change "$desk" --approval approved --name "Maison France Services"
p site list --json
is "$(json "[(s['id'], s['name'], s['desk'], s['centre'], s['approval']) for s in j][:2]")" \
	"[('$desk', 'Maison France Services', True, False, 'approved'), ('$centre', '$(json "j[1]['name']")', False, True, 'suspended')]" \
	"what is not named stays"
exits 0 "a place gets another role" site change "$new" --role both --at 45.65,0.16
p site list --json
is "$(json "[(s['desk'], s['centre'], s['approval']) for s in j if s['id'] == '$new']")" "[(True, True, 'candidate')]" "... and no approval by it"
refuses 2 "EPCI" "its values are checked" site change "$new" --epci 123456789
refuses 2 "SIRET" "... each of them" site change "$new" --siret 21160015000019
refuses 3 "99" "an unknown place is not changed" site change 999 --name X
p site change "$centre" --approval approved
p site approve "$centre" --programme "$programme" --state suspended
refuses 3 "" "an unknown place is not approved" site approve 999 --programme "$programme"

exits 0 "the nearest centres are shown" centres near --near 45.65,0.16 --json
is "$(json "[(c['id'], c['distance_m'] < 2000) for c in j]")" "[('$centre', True), ('$other', False)]" "nearest first"
exits 0 "those of a programme" centres near --near 45.65,0.16 --programme "$programme" --json
is "$(json "[c['id'] for c in j]")" "['$other']" "without the suspended one"
exits 0 "nothing is due yet" close-due
grep -q "^0 passes" out
result "and is said so"
finished

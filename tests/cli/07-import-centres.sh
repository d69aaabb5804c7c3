#!/usr/bin/env bash
# Goal: places come in from the national schema, doubts are listed, and it is all or nothing.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"
books 1000000
before=$("$program" site list | wc -l)

head='id,pivot,nom,commune,code_postal,code_insee,adresse,latitude,longitude,telephone,horaires,source,date_maj'
cat >places.csv <<-END
	$head
	lieu-1,26160001500018,Médiathèque du Port,Angoulême,16000,16015,1 rue du Port,45.651,0.161,05 45 93 22 22,Mo-Fr 09:00-12:00,Hubik,2025-05-01
	lieu-2,,"Tiers-lieu ""La Ruche""",Cognac,16100,16102,2 place d'Armes,45.695,-0.328,,,Hubik,2025-05-01
	lieu-3,,,Cognac,16100,16102,2 place d'Armes,45.695,-0.328,,,Hubik,2025-05-01
	lieu-4,,Au bout du monde,Ruffec,16700,16292,3 rue Haute,48.85,2.35,,,Hubik,2025-05-01
END
exits 0 "a file is tried" import centres places.csv --programme "$programme" --approve --dry-run --json
cp out trial
is "$("$program" site list | wc -l)" "$before" "which leaves nothing"
exits 0 "a file is imported" import centres places.csv --programme "$programme" --approve --json
cp out first
cmp -s trial first
result "it says what the trial said"
is "$(json "j['rows'], j['added'], j['dropped'], j['approved']" first)" "(4, 3, 1, 3)" "a row without a name is left out"
is "$(json "[d['row'] for d in j['doubts'] if d['severity'] == 'dropped']" first)" "[4]" "and its row is said"
[ "$(json "len([d for d in j['doubts'] if d['row'] == 5])" first)" -ge 1 ]
result "a place far from its département is doubtful"
is "$("$program" site list | wc -l)" $((before + 3)) "the others are there"
exits 0 "the nearest is found" centres near --near 45.651,0.161 --programme "$programme" --limit 1 --json
is "$(json "j[0]['name'], j[0]['phone'], j[0]['distance_m']")" "('Médiathèque du Port', '+33545932222', 0)" "with its phone, cleaned"
imported=$(json "j[0]['id']")
issue --vouchers 5
exits 0 "it redeems" redeem "$(token 1)" --centre "$imported"

exits 0 "the same file again" import centres places.csv --json
is "$(json "j['added'], j['changed'], j['unchanged'], j['approved']")" "(0, 0, 3, 0)" "changes nothing"
sed 's/Médiathèque du Port/Médiathèque du Fleuve/' places.csv >changed.csv
exits 0 "a name that changed" import centres changed.csv --json
is "$(json "j['changed'], j['unchanged']")" "(1, 2)" "is taken over"
is "$("$program" site list | wc -l)" $((before + 3)) "in its place"
exits 0 "in words too" import centres places.csv
tail -1 out | grep -q "^rows 4, added 0, changed 1"
result "the sum comes last"

places=$("$program" site list | wc -l)
{ sed 's/lieu-/neuf-/' places.csv && printf 'neuf-9,,"jamais fermé'; } >broken.csv
refuses 2 "" "a file that breaks off" import centres broken.csv
iconv -t latin1 places.csv | sed 's/lieu-/ancien-/' >latin.csv
refuses 2 "" "a file that is not UTF-8" import centres latin.csv
echo "a,b,c" >other.csv
refuses 2 "" "a file of something else" import centres other.csv
echo '[{"id": "json-1", "nom": "Un lieu"' >broken.json
refuses 2 "" "JSON that breaks off" import centres broken.json
refuses 3 "nowhere" "a file that is not there" import centres nowhere
refuses 3 "" "a programme that is not there" import centres places.csv --programme 99
is "$("$program" site list | wc -l)" "$places" "none of them leaves anything"

cat >places.json <<-'END'
	[{"id": "json-1", "nom": "Maison de quartier", "commune": "Angoulême", "code_postal": "16000",
	  "code_insee": "16015", "adresse": "4 rue Basse", "latitude": 45.64, "longitude": 0.15}]
END
"$program" import centres - --json <places.json >out 2>err
is "$?, $(json "j['added']")" "0, 1" "JSON comes from standard input"
finished

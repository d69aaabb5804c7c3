#!/usr/bin/env bash
# Goal: whatever is wrong outside gets one sentence and its exit code, and changes nothing.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"
books 1000000
issue --vouchers 10
good=$(token 1)

# ---- vouchers ----

check_outcome() { # OUTCOME NAME VOUCHER
	exits 1 "$2" check --json -- "$3"
	is "$(json "j['outcome'], j['usable'], [j[k] for k in ('number', 'total', 'cents', 'expires_on')]")" \
		"('$1', False, [None, None, None, None])" "... is told as $1, and nothing of it"
}
check_outcome malformed "a token cut short" "${good:0:150}"
check_outcome malformed "a token with a digit too many" "${good}1"
check_outcome malformed "a token with a letter" "${good:0:196}x"
check_outcome malformed "nothing" ""
check_outcome malformed "an address of something else" "https://pass.example/help"
check_outcome malformed "ten thousand digits" "$(printf '7%.0s' {1..10000})"
check_outcome malformed "bytes that are no text" $'\xff\xfe\x01'
check_outcome malformed "what begins like an option" "--"
check_outcome bad_signature "a token with a forged digit" "${good:0:100}$(((${good:100:1} + 1) % 10))${good:101}"
head -c 60000 /dev/zero | "$program" check - --json >out 2>err
is "$?, $(json "j['outcome']")" "1, malformed" "zeros on standard input are no voucher"
printf '%s\0x' "$good" | "$program" check - --json >out 2>err
is "$?, $(json "j['outcome']")" "1, malformed" "nor is a token with a zero after it"
head -c 100000 /dev/zero | "$program" check - >out 2>err
is "$?" 2 "a flood on standard input is wrong use"

# A token of other books, whose key has the same number.
PASSNUM_DATA=$folder/elsewhere p init --issuer 8 --host pass.example --login admin
foreign=$( (export PASSNUM_DATA=$folder/elsewhere && "$program" funder add --name F --siret 22160001000013 &&
	"$program" programme add --funder 1 --name P --from 2026-01-01 --until 2099-12-31 &&
	"$program" programme fund 1 --cents 100000 && "$program" programme state 1 open &&
	"$program" site add --name S --desk && "$program" site approve 1 --programme 1 &&
	"$program" issue --programme 1 --site 1 --json) | tail -1)
foreign=$(python3 -c 'import json, sys; print(json.loads(sys.argv[1])[0]["vouchers"][0]["token"])' "$foreign")
check_outcome unknown_key "a voucher of another installation" "$foreign"

# ---- values ----

refuses 2 "--minutes is at most" "a workshop of a year" redeem "$good" --centre "$centre" --minutes 525600
refuses 2 "--level is one of" "a level that there is not" redeem "$good" --centre "$centre" --level expert
refuses 2 "--scanned-at is a time" "a time that there is not" redeem "$good" --centre "$centre" --scanned-at yesterday
refuses 2 "--nonce is UTF-8 text" "a nonce without end" redeem "$good" --centre "$centre" --nonce "$(printf 'n%.0s' {1..200})"
exits 1 "a centre that there is not" redeem "$good" --centre 999 --json
is "$(json "j['outcome']")" wrong_territory "... may not redeem"
exits 1 "a desk as a centre" redeem "$good" --centre "$desk"
refuses 3 "999" "an unknown programme" issue --programme 999 --site "$desk" --json
refuses 3 "999" "an unknown site" issue --programme "$programme" --site 999 --json

# ---- key files and books ----

(umask 077 && echo "une autre phrase" >phrase && : >empty)
refuses 1 "key file" "another passphrase opens nothing" redeem "$good" --centre "$centre" --key-file phrase
refuses 2 "empty" "nor does an empty file" redeem "$good" --centre "$centre" --key-file empty
refuses 3 "nowhere" "nor one that is not there" redeem "$good" --centre "$centre" --key-file nowhere
refuses 1 "read by others" "nor one that others can read" redeem "$good" --centre "$centre" --key-file /etc/passwd
refuses 2 "" "a database that nobody knows" funder list --database oracle:books
refuses 3 "passnum init" "books that are not there" funder list --data nowhere
refuses 5 "" "a PostgreSQL that does not answer" funder list --database "postgresql://x@/x?host=$folder"
head -c 100000 /dev/urandom >noise.db
refuses 5 "" "a file that is no database" funder list --database "sqlite:$folder/noise.db"
sqlite3 other.db "CREATE TABLE recipe (name TEXT)"
p funder list --database "sqlite:$folder/other.db"
[ $code != 0 ] && [ "$(wc -l <err)" = 1 ]
result "a database of another program is refused"
is "$(sqlite3 other.db .schema)" "CREATE TABLE recipe (name TEXT);" "... and stays as it was"
mkdir newer
p backup newer/passnum.db
cp data/key newer/
sqlite3 newer/passnum.db "INSERT INTO migration (number, name) SELECT MAX(number) + 1, 'future' FROM migration"
refuses 4 "newer" "books of a newer program are left alone" redeem "$good" --centre "$centre" --data newer

# ---- the machine ----

before=$(figure cents owed)
mkdir readonly && p backup readonly/passnum.db && cp data/key readonly/
if [ "$EUID" = 0 ]; then # root may write anywhere: somebody else tries
	chmod 755 "$folder" && chown -R nobody readonly && chmod 500 readonly && chmod 400 readonly/*
	setpriv --reuid=nobody --clear-groups "$program" redeem "$good" --centre "$centre" --data readonly >out 2>err
else
	chmod 400 readonly/* && chmod 500 readonly
	p redeem "$good" --centre "$centre" --data readonly
fi
is "$?" 5 "books that cannot be written redeem nothing"
is "$(wc -l <err)" 1 "... and say so in a sentence"
(ulimit -f 8 && p issue --programme "$programme" --site "$desk" --passes 1000 --json)
is "$?" 5 "a disk that runs full while issuing"
is "$(figure passes issued)" 1 "... leaves nothing half-issued"
exits 0 "... and the books are sound" redeem "$good" --centre "$centre"
is "$(($(figure cents owed) - before))" 1000 "... to the cent"

# To the books it is all one whether the clock went back or they have seen a later time.
sqlite3 data/passnum.db "UPDATE instance SET clock_at = clock_at + 86400"
refuses 5 clock "a clock that was set back stops redemptions" redeem "$(token 2)" --centre "$centre"
refuses 5 clock "... and passes" issue --programme "$programme" --site "$desk" --json
exits 0 "reading goes on" report --programme "$programme"
sqlite3 data/passnum.db "UPDATE instance SET clock_at = clock_at - 86400"
exits 0 "when it is right again all goes on" redeem "$(token 2)" --centre "$centre"

"$program" serve --listen 127.0.0.1:0 >served 2>log &
server=$!
for ((i = 0; i < 100; i++)); do [ -s served ] && break; sleep 0.1; done
address=$(sed 's|http://||' served)
refuses 4 "" "a port is taken once" serve --listen "$address"
refuses 2 "" "an address that is none" serve --listen nonsense
kill -TERM "$server" && wait "$server"
is "$?" 0 "TERM ends a server cleanly"
server=''
finished

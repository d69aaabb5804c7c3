#!/usr/bin/env bash
# Goal: docs/operator.md is true: its commands are run as they stand there, its names are those of
# the program.
# shellcheck disable=SC2016
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"
doc=$here/../../docs/operator.md

# The manual's machine, in this folder: its commands, and its paths.
mkdir -p bin state/backup etc
cat >bin/passnum-admin <<END
#!/bin/sh
exec env PASSNUM_DATA=$folder/state PASSNUM_KEY_FILE=$folder/etc/key $program "\$@"
END
ln -s "$program" bin/passnum
printf '#!/bin/sh\necho "$@" >>%s/systemctl\n' "$folder" >bin/systemctl
chmod 755 bin/*
export PATH=$folder/bin:$PATH

# blocks KIND: the code of that kind, one file each: KIND.1, KIND.2...
blocks() {
	awk -v kind="$1" '/^```/ { on = !on && $0 == "```sh " kind; n += on; next }
		on { print > (kind "." n) }' "$doc"
	sed -i "s#/var/lib/passnum#$folder/state#g; s#/etc/passnum#$folder/etc#g" "$1".*
}
# does BLOCK: run as an operator would type it; each line must succeed.
does() {
	bash -euo pipefail "$1" >out 2>err
	result "its commands work: $(grep -vE '^(#|$)' "$1" | head -1)"
}

if [ -n "$database" ]; then
	books 1000000
	issue --vouchers 5
	p redeem "$(token 1)" --centre "$centre" && p report --programme "$programme" --json && cp out before
	psql -q "$PASSNUM_TEST_POSTGRES" -c "CREATE DATABASE ${database}_2"
	export ANOTHER_DATABASE=${PASSNUM_DATABASE/$database/${database}_2}
	blocks postgres
	does postgres.1
	p report --programme "$programme" --json --database "$ANOTHER_DATABASE" && cmp -s out before
	result "the figures are the same in the other database"
	exits 0 "its vouchers are redeemed" redeem "$(token 2)" --centre "$centre" --database "$ANOTHER_DATABASE"
	psql -q "$PASSNUM_TEST_POSTGRES" -c "DROP DATABASE ${database}_2"
	finished
fi

blocks example
blocks drill
blocks clock
is "$(echo example.* drill.* clock.*)" "example.1 example.2 example.3 example.4 example.5 example.6 example.7 drill.1 clock.1" "the manual has its examples"
does example.1
does example.2
passnum-admin issue --programme 1 --site 1 --vouchers 10 --json >pass
passnum-admin serve --listen 127.0.0.1:0 >address 2>log &
server=$!
for ((i = 0; i < 600; i++)); do [ -s address ] && break; sleep 0.05; done
passnum-admin redeem "$(token 1)" --centre 2 >out 2>&1
result "a voucher is redeemed"

cp etc/key kept-apart
VOUCHER=$(token 2) KEY_COPY=$folder/kept-apart does drill.1
grep -q "^the figures are the same" out && is "$(sed -n '/^{/,$p' out | json "j['outcome']" /dev/stdin)" redeemed \
	"the copy has the figures, and redeems"
is "$(passnum-admin check "$(token 2)" --json | json "j['outcome']" /dev/stdin)" redeemed "... which costs the books that serve nothing"
is "$(echo state/backup/*)" "state/backup/*" "... and leaves no copy behind"
head -c 32 /dev/urandom >another
! VOUCHER=$(token 2) KEY_COPY=$folder/another bash -euo pipefail drill.1 >out 2>err && ! grep -q redeemed out
result "with a key that is another's the drill fails"

# What Prometheus reads, and what the manual says of it.
curl -sf "$(<address)/metrics" >metrics
sed -n 's/^# TYPE \([a-z_]*\) .*/\1/p' metrics | sort -u >have
sed -n '/^## What to watch/,/^## /s/^| \(`[^|]*`\) |.*/\1/p' "$doc" | grep -o '[a-z_]*_[a-z_]*' | sort -u >told
[ "$(wc -l <have)" -gt 20 ]
result "there are metrics"
is "$(comm -23 have told)" "" "each is explained"
is "$(comm -13 have told)" "" "... and there is no other"

sqlite3 state/passnum.db "UPDATE instance SET clock_at = clock_at + 86400"
passnum-admin redeem "$(token 3)" --centre 2 >out 2>err
grep -q "clock is set back" err
result "books that saw a later time refuse to write"
does clock.1
is "$(paste -sd' ' systemctl)" "stop passnum start passnum" "... with the service stopped"
passnum-admin redeem "$(token 3)" --centre 2 >out 2>err
result "... and they go on"

does example.3
does example.4
grep -q "(command line) *key.rotate " out
result "who did what is listed"
does example.5
grep -q "^director  Le président" out
result "who answers for the service is shown"
does example.6
PASS=$(json "j[0]['id']" pass) does example.7
is "$(passnum-admin check "$(token 5)" --json | json "j['outcome']" /dev/stdin)" blocked "the stolen pass is worth nothing"
is "$(curl -s -o out -w '%{http_code}' -H "Authorization: Bearer none" "$(<address)/api/v1/redemptions")" 401 "who has no token is nobody"

# Every command, setting and file that the manual names is there.
p help && cp out help
{ grep -oE '`passnum(-admin)? [^`]*' "$doc" && awk '/^```/ { on = !on } on && /^passnum/' "$doc"; } |
	grep -oE '\bpassnum(-admin)? [a-z][a-z-]*( [a-z][a-z-]*)?' | sort -u |
	while read -r _ first second; do
		grep -qE "^  $first( $second)? " help || [ "$first" = help ] || echo "$first $second"
	done >unknown
is "$(<unknown)" "" "there is no command that the program has not"
grep -oE 'PASSNUM_[A-Z_]+' "$doc" | sort -u | while read -r name; do
	grep -q "^  $name " help || grep -q "$name" "$here/../../packaging/backup.in" || echo "$name"
done >unknown
is "$(<unknown)" "" "nor a setting"
grep -oE '\]\([^)]*\)' "$doc" | tr -d '])(' | while read -r file; do
	[ -e "$here/../../docs/$file" ] || echo "$file"
done >unknown
is "$(<unknown)" "" "nor a link that leads nowhere"
finished

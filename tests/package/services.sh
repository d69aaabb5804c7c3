#!/usr/bin/env bash
# Goal: the services may do nothing to the machine that they need not, systemd understands them, and
# the nightly copy keeps what it should.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/../cli/lib.sh"
: "${PACKAGING:?names the folder of the built units}"

# With the program that was built in place of the one that will be installed.
sed "s#/[^ ]*/bin/passnum#$program#" "$PACKAGING/backup" >copy
chmod 755 copy
mkdir units
for unit in passnum.service passnum-backup.service; do
	sed -E "s#^(Exec[A-Za-z]*=)/[^ ]*/passnum( |\$)#\1$program\2#; s#^(Exec[A-Za-z]*=)/[^ ]*/passnum/backup#\1$folder/copy#" \
		"$PACKAGING/$unit" >"units/$unit"
	grep -q "^ExecStart=\($program\|$folder/copy\)" "units/$unit"
	result "$unit starts what was built"
done
cp "$here/../../packaging/passnum-backup.timer" units/
for unit in passnum.service passnum-backup.service passnum-backup.timer; do
	systemd-analyze verify --man=no "units/$unit" >err 2>&1
	is "$(grep -F "$unit" err)" "" "systemd understands $unit"
done
for unit in passnum.service passnum-backup.service; do
	systemd-analyze security --offline=true --no-pager --threshold=20 "units/$unit" >out 2>err
	result "$unit is exposed less than 2.0 of 10: $(sed -n 's/.*: \([0-9.]*\) .*/\1/p' out)"
	sed '/^SystemCallFilter/d; /^Private/d; /^Protect/d' "units/$unit" >"units/open-$unit"
	! systemd-analyze security --offline=true --no-pager --threshold=20 "units/open-$unit" >out 2>err
	result "... and would not be if it could do more: $(sed -n 's/.*: \([0-9.]*\) .*/\1/p' out)"
done

p help && cp out help
while read -r name; do
	grep -q "^  $name " help || [ "$name" = PASSNUM_BACKUPS ]
	result "the setting $name is one"
done < <(sed -nE 's/^#?(PASSNUM_[A-Z_]+)=.*/\1/p' "$here/../../packaging/passnum.env")
while read -r name; do
	grep -q "$name=" "$PACKAGING/passnum.service" "$here/../../packaging/passnum.env"
	result "$name is set for the service, or offered among its settings"
done < <(sed -nE 's/^  (PASSNUM_[A-Z_]+) .*/\1/p' help)

books 1000000
issue --vouchers 5
p redeem "$(token 1)" --centre "$centre"
kind=db
[ -z "$database" ] || kind=dump
newest() { find data/backup -name "passnum-*.$kind" | sort | tail -1; }
./copy 2>err
result "the books are copied"
is "$(newest)" "data/backup/passnum-$(date -u +%Y-%m-%d).$kind" "... into a file of the day"
is "$(stat -c %a "$(newest)")" 600 "... for its owner only"
./copy 2>err
is "$? $(find data/backup -type f | wc -l)" "0 1" "a second copy on a day replaces the first"
if [ -n "$database" ]; then
	pg_restore --data-only --table=spent --file=- "$(newest)" | grep -q '^[0-9]'
else
	is "$(sqlite3 "$(newest)" 'SELECT count(*) FROM spent')" 1 "it holds what was redeemed"
fi
result "it can be read again"
touch data/backup/passnum-2020-01-0{1,2,3,4,5}.$kind data/backup/before-upgrade.db data/backup/mine.db
PASSNUM_BACKUPS=3 ./copy 2>err
is "$(cd data/backup && echo *)" "before-upgrade.db mine.db passnum-2020-01-04.$kind passnum-2020-01-05.$kind passnum-$(date -u +%Y-%m-%d).$kind" \
	"only as many as wished are kept, and what is not a nightly copy stays"
for wish in 0 -1 x 3x; do
	PASSNUM_BACKUPS=$wish ./copy >out 2>err
	is $? 2 "nobody keeps $wish copies"
done
if [ -z "$database" ]; then
	mv data/passnum.db aside
	! PASSNUM_BACKUPS=1 ./copy >out 2>err
	result "a copy that cannot be made is a failure"
	is "$(find data/backup -name 'passnum-2020*' | wc -l)" 2 "... and costs no older one"
fi
finished

#!/usr/bin/env bash
# Goal: books come back from a backup taken while they were used, and nobody loses a redemption.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"
books 1000000
issue --vouchers 10
for number in 1 2 3; do p redeem "$(token $number)" --centre "$centre"; done
(for number in 4 5 6; do "$program" redeem "$(token $number)" --centre "$centre" >"used.$number" 2>&1; done) &
exits 0 "books are copied while they are used" backup copy.db
wait $!
is "$(stat -c %a copy.db)" 600 "the copy is for its owner only"
is "$(sqlite3 copy.db 'PRAGMA integrity_check')" ok "and sound"
p report --programme "$programme" --json && cp out before
exits 0 "a second copy replaces the first" backup copy.db
before=$(figure vouchers redeemed)

refuses 4 "" "books that exist are not written over" restore copy.db
is "$(figure vouchers redeemed)" "$before" "... and stay as they are"
refuses 3 "nowhere" "a backup that is not there" restore nowhere --data new
head -c 50000 /dev/urandom >noise
refuses 2 "" "a file that is none" restore noise --data new
head -c 20000 copy.db >short.db
p restore short.db --data new
[ $code != 0 ] && [ "$(wc -l <err)" = 1 ]
result "a backup cut short is refused"
[ ! -e new/passnum.db ]
result "what failed left nothing"

exits 0 "books come back in another folder" restore copy.db --data new
refuses 3 "key" "without the key file they stay shut" redeem "$(token 7)" --centre "$centre" --data new
cp data/key new/key
exits 0 "with it they go on" redeem "$(token 7)" --centre "$centre" --data new
exits 1 "what was used stays used" redeem "$(token 1)" --centre "$other" --data new --json
is "$(json "j['outcome']")" already_used "... and is told so"
p report --programme "$programme" --json --data new
is "$(json "j['vouchers']['redeemed']")" $((before + 1)) "the figures go on from where they were"
exits 0 "an upgrade of present books changes nothing" upgrade --data new
refuses 3 "" "nor makes any" upgrade --data nowhere
refuses 5 "missing/copy.db" "a backup needs its folder" backup missing/copy.db
finished

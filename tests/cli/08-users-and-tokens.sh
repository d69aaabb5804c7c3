#!/usr/bin/env bash
# Goal: accounts, passwords and access tokens, each shown once and kept as a hash.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"
books 1000000

exits 0 "an agent is added at a desk" user add agent1 --role agent --site "$desk"
password=$(sed -n 's/.*: //p' out)
exits 0 "a mediator at a centre" user add mediator1 --role mediator --site "$centre"
exits 0 "a funder" user add funder1 --role funder --funder "$funder"
exits 0 "an auditor" user add auditor1 --role auditor
refuses 4 "" "a login is taken once" user add agent1 --role agent --site "$desk"
refuses 2 "--role is one of operator|funder|agent|mediator|auditor" "roles are known" user add x --role king
refuses 2 "--role is one of" "nobody is anyone" user add x --role anyone
refuses 2 "" "an agent belongs to a site" user add x --role agent
refuses 2 "" "an auditor to none" user add x --role auditor --site "$desk"
refuses 2 "no place" "a mediator is not at a desk" user add x --role mediator --site "$desk"
refuses 3 "" "a site must exist" user add x --role agent --site 999
refuses 2 "login" "a login is plain" user add "Ada Lovelace" --role auditor
refuses 2 "LOGIN is UTF-8 text of at most 64 bytes" "and short" user add "$(printf 'a%.0s' {1..65})" --role auditor
exits 0 "accounts are listed" user list --json
is "$(json "[(u['login'], u['role'], u['site']) for u in j]")" \
	"[('admin', 'operator', None), ('agent1', 'agent', '$desk'), ('mediator1', 'mediator', '$centre'), ('funder1', 'funder', None), ('auditor1', 'auditor', None)]" \
	"with role and place"

exits 0 "a new password" user password agent1
[ "$(sed -n 's/.*: //p' out)" != "$password" ]
result "is another one"
exits 0 "an access token" user token mediator1 --label "douchette" --days 30
secret=$(sed -n 's/.*: //p' out) number=$(sed -n 's/^token //p' out)
[ ${#secret} -ge 32 ]
result "is shown"
! grep -rqaF -e "$secret" -e "$password" data
result "no secret is in a file"
exits 0 "it can be ended" user revoke "$number"
refuses 3 "" "an unknown one cannot" user revoke 999
refuses 3 "no account nobody" "nobody has no token" user token nobody
exits 0 "a token for less than its role" user token mediator1 --label lecture --scope "redemptions:read self"
refuses 1 "no more than its account" "not for more" user token mediator1 --scope passes
refuses 2 "a scope is words" "nor for what there is not" user token mediator1 --scope king
p user tokens mediator1 --json
is "$(json "[(t['label'], t['scope'], bool(t['expires_at']), bool(t['revoked_at']), t['used_at']) for t in j]")" \
	"[('douchette', '', True, True, None), ('lecture', 'self redemptions:read', False, False, None)]" \
	"tokens are listed with what they are for"
p user tokens mediator1
grep -q "lecture .* never" out
result "and with their last use"
refuses 3 "no account nobody" "nobody has none" user tokens nobody

exits 0 "a card of codes is printed" user card mediator1 --out card.pdf
is "$(pdftotext -layout card.pdf - | grep -oE '\b[0-9A-Z]{4}-[0-9A-Z]{4}\b' | sort -u | wc -l)" 40 "with forty different codes"
is "$(pdfinfo card.pdf | sed -n 's/^Pages: *//p') $(stat -c %a card.pdf)" "1 600" "on one page, for its owner only"
pdftotext card.pdf - | grep -oE '[0-9A-Z]{4}-[0-9A-Z]{4}' >codes
! grep -rqaF -f codes data
result "no code is in a file"
p user list --json
is "$(json "[u['second_factors'] for u in j if u['login'] == 'mediator1']")" "[['card']]" "which the list says"
p user second-factor mediator1
grep -q "card, 40 codes left" out
result "as does its own command"
exits 0 "it can be removed" user second-factor mediator1 --remove
p user second-factor mediator1
is "$(paste -sd, out)" "no totp,no card" "and is gone"
refuses 3 "" "what cannot be written is not in force" user card mediator1 --out no/such/folder/card.pdf
p user second-factor mediator1
is "$(paste -sd, out)" "no totp,no card" "so nobody is shut out"
refuses 3 "no account nobody" "nobody has no card" user card nobody --out x.pdf

exits 0 "an account is shut" user disable agent1
p user list --json
is "$(json "[u['login'] for u in j if u['disabled_at']]")" "['agent1']" "and listed so"
refuses 3 "no account nobody" "nobody cannot be shut" user disable nobody
refuses 3 "no account nobody" "nor get a password" user password nobody
finished

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
exits 0 "an account is shut" user disable agent1
p user list --json
is "$(json "[u['login'] for u in j if u['disabled_at']]")" "['agent1']" "and listed so"
refuses 3 "no account nobody" "nobody cannot be shut" user disable nobody
refuses 3 "no account nobody" "nor get a password" user password nobody
finished

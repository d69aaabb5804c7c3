#!/usr/bin/env bash
# Goal: the first day makes books, keys and an administrator, once.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"
init=(init --issuer 7 --host pass.example --login admin)

refuses 2 "--issuer is at least 1" "an issuer is a number of the format" init --issuer 0 --host a.b --login x
refuses 2 "--issuer is at most 65535" "an issuer fits into a token" init --issuer 65536 --host a.b --login x
refuses 2 "host" "a host that fits in no QR code is refused" \
	init --issuer 7 --host a-host-name-that-is-too-long.example --login admin
[ ! -e var/passnum.db ]
result "what was refused left no books"

exits 0 "init works in an empty folder" "${init[@]}"
password=$(sed -n 's/.*: //p' out)
[ ${#password} -ge 12 ]
result "the password is shown"
! grep -rqF -e "$password" var
result "the password is in no file"
is "$(stat -c %a var var/key var/passnum.db | tr '\n' ' ')" "700 600 600 " "all is for its owner only"
refuses 4 "in use already" "a second time changes nothing" "${init[@]}"
exits 0 "the books can be read" user list --json
is "$(json "[(u['login'], u['role']) for u in j]")" "[('admin', 'operator')]" "the administrator is an operator"

refuses 2 "--link-days is at least 1" "a link lasts a day at least" init --link-days 0 --issuer 7 --host a.b --login x
exits 0 "--data chooses another folder" "${init[@]}" --data a/b/c
[ -f a/b/c/passnum.db ]
result "folders are made"
PASSNUM_DATA=a/b/c exits 0 "PASSNUM_DATA names a folder" keys list
PASSNUM_DATA=nowhere exits 0 "--data wins over PASSNUM_DATA" keys list --data a/b/c
PASSNUM_DATA='' exits 0 "an empty variable says nothing" keys list
PASSNUM_DATABASE=sqlite:$PWD/var/passnum.db exits 0 "PASSNUM_DATABASE names the books" keys list --data nowhere

(umask 077 && echo "une phrase de passe que personne ne devine" >phrase)
exits 0 "a passphrase in a file may be the key" "${init[@]}" --data d --key-file phrase
[ ! -e d/key ]
result "no other key is made then"
PASSNUM_KEY_FILE=phrase exits 0 "PASSNUM_KEY_FILE opens them" user add ada --role auditor --data d
chmod 644 phrase
refuses 1 "can be read by others" "a key that others can read is refused" "${init[@]}" --data e --key-file phrase
chmod 600 phrase
exits 0 "what began badly can be begun again" "${init[@]}" --data e --key-file phrase
finished

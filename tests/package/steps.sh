# The steps of tests/package/check.sh, in their order; $top is the root of the machine, $init its
# first process.
# shellcheck shell=bash disable=SC2016,SC2154,SC2034
steps=(step_lint step_install step_units step_first_day step_service step_reload step_backup
	step_crash step_proxies step_wrong_settings step_full_disk step_upgrade step_older_books step_remove step_purge)

# inside WORD...: a command in the machine.
inside() { nsenter -t "$init" -a -- env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 "$@"; }
sh_inside() { inside sh -euc "$1"; }
admin() { inside passnum-admin "$@"; }

# result NAME: the status of the command before it, as a line of TAP.
result() {
	local status=$?
	tests=$((tests + 1))
	[ $status = 0 ] || { failed=$((failed + 1)); echo -n "not "; }
	echo "ok $tests - $1"
}

# is HAVE WANT NAME
is() {
	[ "$1" = "$2" ] || echo "# \"$1\" is not \"$2\""
	[ "$1" = "$2" ]
	result "$3"
}

json() { python3 -c 'import json, sys; j = json.loads(sys.stdin.read() or "{}"); print(eval(sys.argv[1]))' "$1" 2>&1 | tail -1; }
shown() { inside systemctl show -P "$1" "${2:-passnum.service}"; }
listing() { (cd "$top" && find etc usr var/lib/systemd var/lib/passnum home root -xdev 2>/dev/null | sort); }

step_lint() {
	! inside lintian --allow-root --fail-on none /srv/passnum.deb 2>&1 | grep -E '^[EW]:|rror'
	result "lintian finds no error and nothing to warn of"
}

step_install() {
	listing >"$folder/before"
	inside apt-get -q -y install /srv/passnum.deb >"$folder/install.log" 2>&1
	result "it installs without the network"
	! grep -iE 'warn|error|fail' "$folder/install.log"
	result "... without a complaint"
	is "$(inside passnum version)" "passnum $(dpkg-deb -f "$deb" Version)" "the program says its version"
	is "$(inside stat -c '%U %G %a' /var/lib/passnum)" "passnum passnum 700" "the folder of the books is its user's own"
	is "$(inside sh -c 'ls -A /var/lib/passnum')" "" "... and empty: no books, no password were invented"
	is "$(shown UnitFileState) $(shown ActiveState) $(shown ConditionResult)" "enabled inactive no" \
		"the service waits for its books"
	is "$(shown ActiveState passnum-backup.timer)" active "the nightly copy is due"
	is "$(inside systemctl --failed --no-legend)" "" "nothing has failed"
	inside man -w passnum >/dev/null 2>&1 || inside test -s /usr/share/man/man1/passnum.1.gz
	result "it brings its manual page"
	is "$(inside bash -c '. /usr/share/bash-completion/completions/passnum; COMP_WORDS=(passnum iss)
		COMP_CWORD=1; _passnum; echo "${COMPREPLY[@]}"')" issue "... and its completion"
}

step_units() {
	local unit
	for unit in passnum.service passnum-backup.service passnum-backup.timer; do
		is "$(inside systemd-analyze verify "$unit" 2>&1)" "" "systemd finds nothing wrong with $unit"
	done
	for unit in passnum.service passnum-backup.service; do
		inside systemd-analyze security --no-pager --threshold=20 "$unit" >"$folder/security.log"
		result "$(tail -1 "$folder/security.log" | sed 's/^[^ ]* *//; s/ [^ ]*$//')"
	done
}

step_first_day() {
	admin programme list >/dev/null 2>"$folder/err"
	is $? 3 "before the first day there are no books to list"
	admin init --issuer 16 --host pass.example --login admin >"$folder/out" 2>&1 &&
		grep -q "password of admin" "$folder/out"
	result "the first day shows a password, once"
	is "$(inside stat -c '%U %a %s' /etc/passnum/key)" "passnum 400 64" "the key file is the service's, and nobody else's"
	is "$(inside stat -c '%U %a' /var/lib/passnum/passnum.db)" "passnum 600" "so are the books"
	admin init --issuer 16 --host pass.example --login admin >/dev/null 2>&1
	is $? 4 "a second first day is refused"
	inside setpriv --reuid=nobody --regid=nogroup --clear-groups passnum-admin user list >/dev/null 2>&1
	is $? 2 "who is not root cannot act as the service"
	funder=$(admin funder add --name Charente --siret 22160001000013)
	programme=$(admin programme add --funder "$funder" --name Pass --from 2026-01-01 --until 2099-12-31)
	admin programme fund "$programme" --cents 1000000 && admin programme state "$programme" open
	desk=$(admin site add --name Accueil --desk --insee 16015 --at 45.65,0.16)
	centre=$(admin site add --name Tiers-lieu --centre --insee 16015 --at 45.66,0.15 --siret 26160001500018)
	admin site approve "$desk" --programme "$programme" && admin site approve "$centre" --programme "$programme"
	admin issue --programme "$programme" --site "$desk" --vouchers 10 --json --out /var/lib/passnum/pass.pdf >"$folder/pass"
	result "a pass is signed and printed"
	admin user add marie --role mediator --site "$centre" >/dev/null
	token=$(admin user token marie --days 9 | sed -n 's/^secret of marie, shown only now: //p')
}

voucher() { json "j[0]['vouchers'][$1 - 1]['token']" <"$folder/pass"; }
redeemed() { admin report --programme "$programme" --json | json "j['vouchers']['redeemed']"; }
# redeem NUMBER [ADDRESS]: over HTTP; the outcome.
redeem() {
	inside curl -sk -X POST "${2:-http://127.0.0.1:8080}/api/v1/redemptions" -H "Authorization: Bearer $token" \
		-H 'Content-Type: application/json' -H "Idempotency-Key: voucher-$1" \
		-d "{\"voucher\": \"$(voucher "$1")\"}" | json "j.get('outcome', j)"
}
pid() { shown MainPID; }

step_service() {
	inside systemctl start passnum
	result "the service starts, and says that it is ready"
	is "$(redeem 1)" redeemed "a voucher is redeemed"
	is "$(inside stat -c %U "/proc/$(pid)")" passnum "it runs as its own user"
	inside cat "/proc/$(pid)/environ" | tr '\0' '\n' | grep -q '^PASSNUM_KEY_FILE=/run/credentials/'
	result "its key file is a credential"
	is "$(inside grep CapEff "/proc/$(pid)/status" | tr -dc 0-9a-f | sed 's/^.*ff//')" 0000000000000000 "it has no capability"
	is "$(inside sh -c "ls -A /etc/passnum")" "key
passnum.env" "nothing else was written among the settings"
}

step_reload() {
	local before
	before=$(pid)
	inside systemctl reload passnum && sleep 0.3
	inside journalctl -q -o cat -u passnum | grep -q '"event":"reread"'
	result "a reload reads the keys again"
	is "$(pid) $(redeem 2)" "$before redeemed" "... in the same process, which goes on"
	inside journalctl -q -o cat -u passnum | grep -v '^{' | grep -vE 'systemd|passnum.service|http://'
	is $? 1 "its log is lines of JSON"
}

step_backup() {
	local i
	for ((i = 1; i <= 20; i++)); do
		inside setpriv --reuid=passnum --regid=passnum --clear-groups touch "/var/lib/passnum/backup/passnum-2020-01-$(printf %02d $i).db"
	done
	inside systemctl start passnum-backup.service
	result "the nightly copy is made"
	is "$(inside sh -c 'ls /var/lib/passnum/backup/passnum-*.db | wc -l')" 14 "... and fourteen are kept"
	is "$(inside sh -c 'cd /var/lib/passnum/backup && stat -c "%U %a" "$(ls passnum-*.db | tail -1)"')" "passnum 600" "... of which the youngest is new"
	is "$(sh_inside 'sqlite3 "$(ls /var/lib/passnum/backup/passnum-*.db | tail -1)" "SELECT count(*) FROM spent"')" 2 \
		"... and holds what was redeemed"
	inside sh -c 'rm /var/lib/passnum/backup/passnum-2020*'
}

step_crash() {
	local before
	before=$(pid)
	sh_inside "kill -KILL $before"
	for ((i = 0; i < 100; i++)); do [ "$(shown ActiveState)" = active ] && [ "$(pid)" != "$before" ] && break; sleep 0.1; done
	is "$(redeem 1)" already_yours "after a crash it comes back, and knows what was redeemed"
}

# settings LINE...: and a restart.
settings() {
	printf '%s\n' "$@" | inside sh -c 'cat >/etc/passnum/passnum.env'
	inside systemctl restart passnum
}

step_proxies() {
	local proxy address=https://pass.example at=(--resolve pass.example:443:127.0.0.1)
	sh_inside 'mkdir -p /etc/passnum/tls; cd /etc/passnum/tls; openssl req -x509 -newkey ec \
		-pkeyopt ec_paramgen_curve:P-256 -nodes -days 9 -subj /CN=pass.example -addext subjectAltName=DNS:pass.example \
		-keyout key.pem -out certificate.pem 2>/dev/null; chown root:passnum key.pem; chmod 640 key.pem' &&
		settings PASSNUM_LISTEN=0.0.0.0:8443 PASSNUM_TLS_CERT=/etc/passnum/tls/certificate.pem PASSNUM_TLS_KEY=/etc/passnum/tls/key.pem
	result "it serves with a certificate of its own"
	is "$(redeem 3 https://127.0.0.1:8443)" redeemed "... and redeems"
	sh_inside 'mkdir -p /etc/systemd/system/passnum.service.d
		cp /srv/port.conf /etc/systemd/system/passnum.service.d/; systemctl daemon-reload'
	settings PASSNUM_LISTEN=0.0.0.0:443 PASSNUM_TLS_CERT=/etc/passnum/tls/certificate.pem PASSNUM_TLS_KEY=/etc/passnum/tls/key.pem
	is "$(redeem 3 https://127.0.0.1)" already_yours "... on port 443, by the manual's example"
	sh_inside 'rm -r /etc/systemd/system/passnum.service.d; systemctl daemon-reload'
	settings PASSNUM_LISTEN=127.0.0.1:8080 PASSNUM_BEHIND_PROXY=127.0.0.1,::1
	result "it serves behind a proxy"
	sh_inside 'cp /srv/nginx.conf /etc/nginx/sites-available/passnum && rm /etc/nginx/sites-enabled/default
		ln -s ../sites-available/passnum /etc/nginx/sites-enabled/; cp /srv/Caddyfile /etc/caddy/Caddyfile
		mkdir -p /etc/letsencrypt/live/pass.example; cd /etc/letsencrypt/live/pass.example
		cp /etc/passnum/tls/certificate.pem fullchain.pem; cp /etc/passnum/tls/key.pem privkey.pem'
	for proxy in nginx caddy; do
		inside systemctl start $proxy
		result "$proxy starts with the manual's example"
		is "$(inside curl -sk "${at[@]}" --retry 20 --retry-all-errors --retry-delay 1 \
			-o /dev/null -w '%{http_code} %{num_redirects}' $address/healthz)" "200 0" "... and passes calls on"
		is "$(inside curl -sk "${at[@]}" -X POST $address/api/v1/redemptions -H "Authorization: Bearer $token" \
			-H 'Content-Type: application/json' -H "Idempotency-Key: by-$proxy" -d "{\"voucher\": \"$(voucher 3)\"}" |
			json "j['outcome']")" already_yours "... with their tokens"
		is "$(inside curl -sk "${at[@]}" -o /dev/null -w '%{http_code}' $address/metrics)" 404 \
			"... but not those for the metrics"
		inside systemctl stop $proxy
	done
	settings "# as it was"
}

step_wrong_settings() {
	settings PASSNUM_LISTEN=0.0.0.0:8080 2>/dev/null
	sleep 3
	is "$(shown ActiveState) $(shown NRestarts)" "failed 0" "what is refused is not tried again and again"
	inside journalctl -q -o cat -u passnum -n 20 | grep -q "passnum serve: "
	result "... and the journal says why"
	inside systemctl reset-failed passnum
	settings "# as it was"
	is "$(redeem 4)" redeemed "with the settings mended it goes on"
}

# The books move to a small disk, which is filled to the last byte.
step_full_disk() {
	sh_inside 'systemctl stop passnum; cp -a /var/lib/passnum /srv/books
		mount -t tmpfs -o size=8m,mode=700,uid=passnum,gid=passnum small /var/lib/passnum
		cp -a /srv/books/. /var/lib/passnum/; systemctl start passnum
		dd if=/dev/zero of=/var/lib/passnum/filler bs=4k 2>/dev/null || true'
	local i said=0
	for ((i = 0; i < 40 && said == 0; i++)); do # until there is no room in the log of changes either
		admin programme fund "$programme" --cents 1 >/dev/null 2>"$folder/err" || said=$?
	done
	is "$said" 5 "on a full disk a change is refused"
	is "$(shown ActiveState) $(inside curl -s -o /dev/null -w '%{http_code}' http://127.0.0.1:8080/api/v1/keys)" "active 200" \
		"... and what needs no room is answered"
	inside rm /var/lib/passnum/filler
	is "$(redeem 7)" redeemed "with room again it goes on, by itself"
	sh_inside 'systemctl stop passnum; umount /var/lib/passnum; rm -r /srv/books; systemctl start passnum'
	is "$(redeem 7)" redeemed "the books of before are back, for the next steps"
}

step_upgrade() {
	local before said
	before=$(pid) said=$(redeemed)
	printf 'PASSNUM_BACKUPS=3\n' | inside sh -c 'cat >/etc/passnum/passnum.env'
	inside apt-get -q -y -o Dpkg::Options::=--force-confold install /srv/later.deb >"$folder/upgrade.log" 2>&1
	result "a later version replaces it while it runs"
	[ "$(pid)" != "$before" ] && [ "$(shown ActiveState)" = active ]
	result "... and is started"
	is "$(inside cat /etc/passnum/passnum.env)" PASSNUM_BACKUPS=3 "the settings are as the operator left them"
	is "$(redeemed) $(redeem 1) $(redeem 5)" "$said already_yours redeemed" "nothing was forgotten"
	inside test ! -e /var/lib/passnum/backup/before-upgrade.db
	result "books of the same version are not copied"
}

step_older_books() {
	sh_inside 'systemctl stop passnum; mkdir /srv/aside; mv /var/lib/passnum/passnum.db* /etc/passnum/key /srv/aside/
		sqlite3 /var/lib/passnum/passnum.db </srv/books-0001/books.sql >/dev/null
		chown passnum: /var/lib/passnum/passnum.db; chmod 600 /var/lib/passnum/passnum.db
		install -o passnum -g passnum -m 400 /srv/books-0001/key /etc/passnum/key
		systemctl start passnum'
	result "books of the first version are served"
	is "$(sh_inside 'sqlite3 /var/lib/passnum/backup/before-upgrade.db "SELECT count(*) FROM migration"')" 1 \
		"... and were copied before they were changed"
	is "$(admin redeem --json --centre 2 "$(json "j['passes'][0]['vouchers'][2]['token']" <"$top/srv/books-0001/told.json")" |
		json "j['outcome']")" redeemed "a pass printed then is redeemed now"
	sh_inside 'systemctl stop passnum; rm /var/lib/passnum/passnum.db*; mv /srv/aside/key /etc/passnum/
		mv /srv/aside/passnum.db* /var/lib/passnum/; rmdir /srv/aside; systemctl start passnum'
	is "$(redeem 1)" already_yours "the newer books, put back, go on"
}

step_remove() {
	inside apt-get -q -y remove passnum >"$folder/remove.log" 2>&1
	result "it is removed while it runs"
	is "$(inside sh -c 'stat -c %U /proc/[0-9]* 2>/dev/null | grep -c passnum')" 0 "... and stopped"
	inside test -s /var/lib/passnum/passnum.db -a -s /etc/passnum/key -a -s /etc/passnum/passnum.env
	result "... the books, their key and the settings stay"
	inside apt-get -q -y install /srv/passnum.deb >"$folder/again.log" 2>&1
	is "$(redeem 1) $(redeem 6)" "already_yours redeemed" "installed again it goes on"
}

step_purge() {
	inside apt-get -q -y purge passnum >"$folder/purge.log" 2>&1
	result "it is purged"
	grep -q "kept /var/lib/passnum" "$folder/purge.log" && grep -q "kept /etc/passnum/key" "$folder/purge.log"
	result "... and says what it keeps"
	sh_inside 'rm -rf /var/lib/passnum /etc/passnum/key /etc/passnum/tls /etc/letsencrypt; rmdir /etc/passnum'
	result "beside the books, their key and the certificate nothing is left of it"
	listing >"$folder/after"
	is "$(diff "$folder/before" "$folder/after" | grep '^>' | grep -vE 'nginx|caddy|/\.|systemd/(random-seed|catalog|timesync)|apt/|dpkg/|root/')" "" "... anywhere"
	is "$(inside systemctl --failed --no-legend)" "" "and nothing has failed"
}

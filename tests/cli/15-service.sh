#!/usr/bin/env bash
# Goal: the server tells the manager that started it when it is ready and when it stops.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"
books 1000000

# A manager: its socket, what it is told, one line a message.
python3 -c '
import socket
s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
s.bind("manager")
while True:
    print(s.recv(4096).decode(), flush=True)
' >told 2>manager.err &
manager=$!
# until_told N: wait until so many messages have come; half a minute at most.
until_told() {
	for ((i = 0; i < 600; i++)); do
		[ "$(wc -l <told)" -lt "$1" ] || return 0
		sleep 0.05
	done
	echo "# told: $(<told)"
	return 1
}
for ((i = 0; i < 600; i++)); do [ -S manager ] && break; sleep 0.05; done

NOTIFY_SOCKET=$folder/manager "$program" serve --listen 127.0.0.1:0 >address 2>log &
server=$!
until_told 1 && [ "$(head -1 told)" = READY=1 ]
result "a server that is ready says so"
curl -sf "$(<address)/healthz" >out
result "... and is"
kill -HUP $server
until_told 3 && [ "$(sed -n '2,3p' told | paste -sd' ')" = "RELOADING=1 READY=1" ]
result "one that reads its keys again says so, before and after"
kill -TERM $server
until_told 4 && [ "$(sed -n 4p told)" = STOPPING=1 ]
result "one that stops says so"
wait $server
is $? 0 "... and ends well"
server=''
kill $manager
is "$(wc -l <told)" 4 "there is nothing else to say"
finished

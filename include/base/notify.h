/* What a service tells the manager that started it (systemd, Type=notify): sd_notify(3)'s datagram.
 */
#pragma once

/* "READY=1", "RELOADING=1", "STOPPING=1". Nothing happens when nobody asks (no NOTIFY_SOCKET). */
void notify_send(const char *state);

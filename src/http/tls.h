/* The certificate that the server shows, and its renewal while it runs. */
#pragma once

#include <stdint.h>

#include "base/buf.h"

struct tls;
struct tls_keys; /* a certificate and its key, while connections use them */

/* What a connection may speak, in GnuTLS's words: TLS 1.3 and 1.2, forward secrecy, authenticated
 * encryption. */
extern const char tls_priorities[];

/* Files in PEM: the certificate and those that lead to its authority; the private key, without a
 * passphrase. ERR_INPUT "bad_certificate", "other_key", "expired_certificate" as of `now`. */
bool tls_open(struct tls **ret, const char *certificate, const char *key, int64_t now,
              struct err *err);
void tls_close(struct tls **tls);

/* Read the files again, for connections that begin from now on. When that fails, everything stays
 * as it was. From any thread. */
bool tls_reload(struct tls *tls, int64_t now, struct err *err);

/* Let a session (of GnuTLS, before its handshake) use the present certificate, until tls_end(). */
struct tls_keys *tls_begin(struct tls *tls, void *session);
void tls_end(struct tls_keys **keys);

/* The end of the certificate's validity, seconds UTC. */
int64_t tls_ends_at(struct tls *tls);

/* The files' texts, for a library that wants to have some. The caller wipes `key`. */
bool tls_read(const struct tls *tls, struct buf *certificate, struct buf *key, struct err *err);

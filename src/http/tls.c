#include "http/tls.h"

#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "base/auto.h"
#include "base/file.h"

enum { CHAIN_MAX = 16, FILE_SIZE_MAX = 256 * 1024 };

const char tls_priorities[] = "SECURE128:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2:-RSA:-DHE-RSA:"
			      "-AES-128-CBC:-AES-256-CBC:-AES-128-CCM:-AES-256-CCM:"
			      "%SERVER_PRECEDENCE";

struct tls_keys {
	atomic_int uses;
	gnutls_certificate_credentials_t credentials;
	int64_t begins_at, ends_at;
};

struct tls {
	char *certificate, *key; /* paths */
	pthread_mutex_t lock;
	struct tls_keys *keys;
};

static bool bad(struct err *err, const char *path, int error)
{
	if (error == GNUTLS_E_CERTIFICATE_KEY_MISMATCH)
		return err_named(err, ERR_INPUT, "other_key",
		                 "the key is not that of the certificate %s", path);
	return err_named(err, ERR_INPUT, "bad_certificate",
	                 "the certificate %s and its key are not usable PEM files: %s", path,
	                 gnutls_strerror(error));
}

static void list_release(gnutls_x509_crt_t *list)
{
	for (int i = 0; i < CHAIN_MAX; i++)
		if (list[i])
			gnutls_x509_crt_deinit(list[i]);
}

/* Of the first certificate, which is the server's own. */
static int read_dates(struct tls_keys *keys, const gnutls_datum_t *text)
{
	gnutls_x509_crt_t list[CHAIN_MAX] = { 0 };
	unsigned count = CHAIN_MAX;
	int error = gnutls_x509_crt_list_import(list, &count, text, GNUTLS_X509_FMT_PEM,
	                                        GNUTLS_X509_CRT_LIST_IMPORT_FAIL_IF_EXCEED);

	if (error >= 0) {
		keys->begins_at = gnutls_x509_crt_get_activation_time(list[0]);
		keys->ends_at = gnutls_x509_crt_get_expiration_time(list[0]);
		list_release(list);
	}
	return error;
}

void tls_end(struct tls_keys **keys)
{
	struct tls_keys *k = TAKE(*keys);

	if (!k || atomic_fetch_sub(&k->uses, 1) > 1)
		return;
	if (k->credentials)
		gnutls_certificate_free_credentials(k->credentials);
	free(k);
}

bool tls_read(const struct tls *tls, struct buf *certificate, struct buf *key, struct err *err)
{
	if (file_read(certificate, tls->certificate, FILE_SIZE_MAX, err) &&
	    file_read(key, tls->key, FILE_SIZE_MAX, err))
		return true;
	return err_named(err, ERR_INPUT, "bad_certificate", "%s", err->text);
}

static void text_release(struct buf *text)
{
	if (text->data)
		gnutls_memset(text->data, 0, text->size);
	buf_release(text);
}

static bool keys_open(struct tls_keys **ret, const struct tls *tls, struct err *err)
{
	AUTO(tls_end) struct tls_keys *keys = calloc(1, sizeof *keys);
	AUTO(text_release) struct buf certificate = { 0 }, key = { 0 };
	gnutls_datum_t shown, secret;
	int error;

	if (!keys)
		return err_memory(err);
	atomic_init(&keys->uses, 1);
	if (!tls_read(tls, &certificate, &key, err))
		return false;
	shown = (gnutls_datum_t){ (unsigned char *)certificate.data, (unsigned)certificate.size };
	secret = (gnutls_datum_t){ (unsigned char *)key.data, (unsigned)key.size };
	error = gnutls_certificate_allocate_credentials(&keys->credentials);
	if (error >= 0)
		error = read_dates(keys, &shown);
	if (error >= 0)
		error = gnutls_certificate_set_x509_key_mem(keys->credentials, &shown, &secret,
		                                            GNUTLS_X509_FMT_PEM);
	if (error < 0)
		return bad(err, tls->certificate, error);
	*ret = TAKE(keys);
	return true;
}

bool tls_reload(struct tls *tls, int64_t now, struct err *err)
{
	AUTO(tls_end) struct tls_keys *keys = NULL;
	struct tls_keys *old;

	if (!keys_open(&keys, tls, err))
		return false;
	if (now < keys->begins_at || now > keys->ends_at)
		return err_named(err, ERR_INPUT, "expired_certificate",
		                 "the certificate %s is not in force %s", tls->certificate,
		                 now > keys->ends_at ? "any more" : "yet");
	pthread_mutex_lock(&tls->lock);
	old = tls->keys;
	tls->keys = TAKE(keys);
	pthread_mutex_unlock(&tls->lock);
	tls_end(&old);
	return true;
}

bool tls_open(struct tls **ret, const char *certificate, const char *key, int64_t now,
              struct err *err)
{
	AUTO(tls_close) struct tls *tls = calloc(1, sizeof *tls);

	if (!tls)
		return err_memory(err);
	pthread_mutex_init(&tls->lock, NULL);
	tls->certificate = strdup(certificate);
	tls->key = strdup(key);
	if (!tls->certificate || !tls->key)
		return err_memory(err);
	if (!tls_reload(tls, now, err))
		return false;
	*ret = TAKE(tls);
	return true;
}

void tls_close(struct tls **tls)
{
	struct tls *t = TAKE(*tls);

	if (!t)
		return;
	tls_end(&t->keys);
	pthread_mutex_destroy(&t->lock);
	free(t->certificate);
	free(t->key);
	free(t);
}

struct tls_keys *tls_begin(struct tls *tls, void *session)
{
	struct tls_keys *keys;

	pthread_mutex_lock(&tls->lock);
	keys = tls->keys;
	atomic_fetch_add(&keys->uses, 1);
	pthread_mutex_unlock(&tls->lock);
	if (gnutls_credentials_set(session, GNUTLS_CRD_CERTIFICATE, keys->credentials) < 0)
		tls_end(&keys);
	return keys;
}

int64_t tls_ends_at(struct tls *tls)
{
	int64_t ends_at;

	pthread_mutex_lock(&tls->lock);
	ends_at = tls->keys->ends_at;
	pthread_mutex_unlock(&tls->lock);
	return ends_at;
}

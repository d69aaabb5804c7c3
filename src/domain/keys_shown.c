/* What is known of the keys: nothing is signed or changed here. */
#include <string.h>

#include "base/auto.h"
#include "codec/base64.h"
#include "crypto/notary.h"
#include "domain/keys_make.h"

bool keys_public(const struct signing_key *key, struct vkey *ret, struct err *err)
{
	AUTO(buf_release) struct buf public = { 0 };

	if (!base64_parse(&public, key->public_key, strlen(key->public_key)) ||
	    public.size != VKEY_PUBLIC_SIZE)
		return err_set(err, ERR_SYSTEM, "the public half of key %d is damaged",
		               key->number);
	return notary_vkey(ret, key->name, VKEY_ED25519, (const unsigned char *)public.data, err);
}

bool keys_vkey_of(const struct signing_key *key, char to[static VKEY_TEXT_SIZE], struct err *err)
{
	struct vkey vkey;

	if (!keys_public(key, &vkey, err))
		return false;
	vkey_format(&vkey, to);
	return true;
}

/* ---- lists ---- */

bool keys_list(struct app *app, struct buf *note, struct err *err)
{
	int64_t version;

	return key_lists_latest(app->sql, &version, note, err);
}

bool keys_version(struct app *app, int64_t *ret, struct err *err)
{
	return key_lists_version(app->sql, ret, err);
}

bool keys_each(struct app *app, signing_key_fn *fn, void *context, struct err *err)
{
	return signing_keys_each(app->sql, fn, context, err);
}

bool keys_page(struct app *app, int64_t above, size_t limit, signing_work_fn *fn, void *context,
               struct err *err)
{
	return signing_keys_page(app->sql, above, limit, fn, context, err);
}

bool keys_signed(struct app *app, int number, struct signing_work *ret, struct err *err)
{
	return signing_keys_signed(app->sql, number, ret, err);
}

/* ---- one ---- */

static bool find_number(void *context, const struct signing_key *key, struct err *err)
{
	struct signing_key *found = context;

	(void)err;
	if (key->purpose == KEY_VOUCHER && key->number == found->number)
		*found = *key;
	return true;
}

bool keys_find(struct app *app, int number, struct signing_key *ret, struct err *err)
{
	struct signing_key key = { .number = number };

	if (!signing_keys_each(app->sql, find_number, &key, err))
		return false;
	if (!key.name[0])
		return err_named(err, ERR_MISSING, "no_key", "there is no voucher key %d", number);
	*ret = key;
	return true;
}

struct vkey_search {
	enum key_purpose purpose;
	struct vkey vkey;
	bool found;
};

static bool vkey_take(void *context, const struct signing_key *key, struct err *err)
{
	struct vkey_search *s = context;

	if (key->purpose != s->purpose || key->status != KEY_ACTIVE)
		return true;
	s->found = true;
	return keys_public(key, &s->vkey, err);
}

bool keys_vkey(struct app *app, enum key_purpose purpose, struct buf *to, struct err *err)
{
	struct vkey_search s = { .purpose = purpose };
	char text[VKEY_TEXT_SIZE];

	if (!signing_keys_each(app->sql, vkey_take, &s, err))
		return false;
	if (!s.found)
		return err_named(err, ERR_MISSING, "no_key", "there is no such key");
	vkey_format(&s.vkey, text);
	buf_adds(to, text);
	return buf_check(to, err);
}

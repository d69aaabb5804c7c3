#include "crypto/notary.h"

#include <sodium.h>
#include <string.h>

#include "base/text.h"

static void key_id(const struct vkey *vkey, unsigned char to[static VKEY_ID_SIZE])
{
	unsigned char hash[crypto_hash_sha256_BYTES];
	const unsigned char mark[2] = { '\n', (unsigned char)vkey->type };
	crypto_hash_sha256_state state;

	crypto_hash_sha256_init(&state);
	crypto_hash_sha256_update(&state, (const unsigned char *)vkey->name, strlen(vkey->name));
	crypto_hash_sha256_update(&state, mark, sizeof mark);
	crypto_hash_sha256_update(&state, vkey->public, VKEY_PUBLIC_SIZE);
	crypto_hash_sha256_final(&state, hash);
	memcpy(to, hash, VKEY_ID_SIZE);
}

static bool check_sound(const struct vkey *vkey, struct err *err)
{
	if (vkey->type != VKEY_ED25519 && vkey->type != VKEY_COSIGNATURE)
		return err_named(err, ERR_INPUT, "bad_key", "the key %s is of an unknown kind",
		                 vkey->name);
	if (!key_public_is_sound(vkey->public))
		return err_named(err, ERR_INPUT, "bad_key", "the key %s is not a sound Ed25519 key",
		                 vkey->name);
	return true;
}

bool notary_vkey(struct vkey *ret, const char *name, int type,
                 const unsigned char public[static VKEY_PUBLIC_SIZE], struct err *err)
{
	struct vkey vkey = { .type = type };

	if (!vkey_name_is_good(name, strlen(name)))
		return err_named(err, ERR_INPUT, "bad_key", "\"%s\" cannot name a key", name);
	TEXT_COPY(vkey.name, name);
	memcpy(vkey.public, public, VKEY_PUBLIC_SIZE);
	if (!check_sound(&vkey, err))
		return false;
	key_id(&vkey, vkey.id);
	*ret = vkey;
	return true;
}

bool notary_vkey_parse(struct vkey *ret, const char *text, size_t size, struct err *err)
{
	unsigned char id[VKEY_ID_SIZE];
	struct vkey vkey;

	if (!vkey_parse(text, size, &vkey, err) || !check_sound(&vkey, err))
		return false;
	key_id(&vkey, id);
	if (memcmp(id, vkey.id, sizeof id))
		return err_named(err, ERR_INPUT, "bad_key", "the id of the key %s is not its own",
		                 vkey.name);
	*ret = vkey;
	return true;
}

static bool add_signature(struct buf *note, size_t body_size, const struct key *key,
                          const struct vkey *vkey, enum purpose purpose)
{
	struct note_signature signature = { .size = KEY_SIGNATURE_SIZE };

	TEXT_COPY(signature.name, vkey->name);
	memcpy(signature.id, vkey->id, VKEY_ID_SIZE);
	key_sign(key, purpose, note->data, body_size, signature.bytes);
	if (body_size == note->size)
		buf_addc(note, '\n');
	note_add_signature(note, &signature);
	return !note->failed;
}

/* The vkey of a key whose secret half we hold: we made it, so it is sound, and checking that again
 * would cost as much as the signature. */
static bool own_vkey(struct vkey *ret, const char *name, const struct key *key, struct err *err)
{
	struct vkey vkey = { .type = VKEY_ED25519 };

	if (!vkey_name_is_good(name, strlen(name)))
		return err_named(err, ERR_INPUT, "bad_key", "\"%s\" cannot name a key", name);
	TEXT_COPY(vkey.name, name);
	memcpy(vkey.public, key_public(key), VKEY_PUBLIC_SIZE);
	key_id(&vkey, vkey.id);
	*ret = vkey;
	return true;
}

bool notary_sign(struct buf *note, const struct key *key, const char *name, enum purpose purpose,
                 struct err *err)
{
	struct vkey vkey;

	if (!buf_check(note, err) || !own_vkey(&vkey, name, key, err))
		return false;
	if (!note_body_is_good(note->data, note->size) ||
	    !purpose_fits(purpose, note->data, note->size))
		return err_named(err, ERR_INPUT, "bad_note",
		                 "this text cannot be signed as a note");
	return add_signature(note, note->size, key, &vkey, purpose) || err_memory(err);
}

bool notary_sign_again(struct buf *text, const struct key *key, const char *name,
                       enum purpose purpose, struct err *err)
{
	struct vkey vkey;
	struct note note;

	if (!own_vkey(&vkey, name, key, err) || !note_parse(buf_text(text), text->size, &note, err))
		return false;
	if (note.count == NOTE_SIGNATURES_MAX || !purpose_fits(purpose, note.body, note.body_size))
		return err_named(err, ERR_INPUT, "bad_note", "this note cannot be signed again");
	return add_signature(text, note.body_size, key, &vkey, purpose) || err_memory(err);
}

bool notary_verify(const struct note *note, const struct vkey *vkey, enum purpose purpose)
{
	for (size_t i = 0; i < note->count && vkey->type == VKEY_ED25519; i++) {
		const struct note_signature *s = &note->signatures[i];

		if (s->size == KEY_SIGNATURE_SIZE && strcmp(s->name, vkey->name) == 0 &&
		    memcmp(s->id, vkey->id, VKEY_ID_SIZE) == 0 &&
		    key_verify(vkey->public, purpose, note->body, note->body_size, s->bytes))
			return true;
	}
	return false;
}

bool notary_verify_some(const struct note *note, const struct vkey *vkeys, size_t count,
                        size_t needed, enum purpose purpose, struct err *err)
{
	size_t good = 0;

	for (size_t i = 0; i < count; i++) {
		bool repeated = false;

		for (size_t j = 0; j < i; j++)
			repeated |= !memcmp(vkeys[i].public, vkeys[j].public, VKEY_PUBLIC_SIZE);
		good += !repeated && notary_verify(note, &vkeys[i], purpose);
	}
	return good >= needed ||
	       err_named(err, ERR_REFUSED, "not_enough_signatures",
	                 "%zu of the %zu signatures that are needed are good", good, needed);
}

#include "keys.h"

#include "base/clock.h"
#include "base/text.h"
#include "crypto/crypto.h"
#include "fuzz.h"
#include "token_vectors.h"

/* Made once by master_open_new() with the key file "fuzz". */
static const struct master_lock lock = {
	"zp9MQgso/2D1+ohsTR80Fg==",
	"WXStflDwMQDkTsKFAqqmesjrsV/YeVWVSAeJwSx3T8jQXdu+lD7CRy3n6bZfaRywuaAT1JKgoRgtmD0AbZaFc+7r"
	"poNSKLbS"
};

void keys_open(struct keys *keys)
{
	struct keylist_entry entry = { .issuer = KEYS_ISSUER, .key = KEYS_NUMBER };
	unsigned char seed[KEY_SEED_SIZE];
	struct err err = { 0 };

	MUST(crypto_open(&err));
	MUST(text_unhex(seed, sizeof seed, vector_seed));
	MUST(key_open_seed(&keys->key, seed, &err));
	MUST(notary_vkey(&keys->vkey, "pass.example", VKEY_ED25519, key_public(keys->key), &err));
	entry.vkey = keys->vkey;
	MUST(day_parse("2020-01-01", &entry.not_before_day));
	MUST(day_parse("2199-12-31", &entry.not_after_day));
	keys->list = (struct keylist){ .version = 1,
		                       .issued_day = KEYS_DAY,
		                       .expires_day = entry.not_after_day };
	MUST(keylist_add(&keys->list, &entry, &err));
	MUST(master_open(&keys->master, "fuzz", 4, &lock, &err));
}

#include "crypto/bundle.h"

#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "base/auto.h"
#include "base/clock.h"
#include "base/text.h"

enum { HASH_TEXT_SIZE = 2 * crypto_hash_sha256_BYTES + 1, LINE_MAX_SIZE = 160 };

static bool bad_bundle(struct err *err, const char *why)
{
	return err_named(err, ERR_INPUT, "bad_bundle", "not a bundle: %s", why);
}

bool bundle_add(struct bundle *bundle, const char *name, const struct buf *data, struct err *err)
{
	struct bundle_part *part = &bundle->parts[bundle->count];

	if (bundle->count == BUNDLE_PARTS_MAX)
		return err_set(err, ERR_SYSTEM, "a bundle has too many parts");
	TEXT_COPY(part->name, name);
	part->data = data->data ? data->data : "";
	part->size = data->size;
	bundle->count++;
	return true;
}

const struct bundle_part *bundle_find(const struct bundle *bundle, const char *name)
{
	for (size_t i = 0; i < bundle->count; i++)
		if (strcmp(bundle->parts[i].name, name) == 0)
			return &bundle->parts[i];
	return NULL;
}

/* ---- writing ---- */

static void hash_part(const struct bundle_part *part, char to[static HASH_TEXT_SIZE])
{
	unsigned char hash[crypto_hash_sha256_BYTES];

	crypto_hash_sha256(hash, (const unsigned char *)part->data, part->size);
	text_hex(to, hash, sizeof hash);
}

static void body_format(const struct bundle *bundle, struct buf *to)
{
	char made[INSTANT_TEXT_SIZE], until[INSTANT_TEXT_SIZE], hash[HASH_TEXT_SIZE];

	instant_format(bundle->made_at, made);
	instant_format(bundle->until_at, until);
	buf_addf(to, "%scentre %" PRId64 "\nmade %s\nuntil %s\n", purpose_line(PURPOSE_BUNDLE),
	         bundle->centre, made, until);
	for (size_t i = 0; i < bundle->count; i++) {
		const struct bundle_part *part = &bundle->parts[i];

		hash_part(part, hash);
		buf_addf(to, "part %s %zu %s\n", part->name, part->size, hash);
	}
}

bool bundle_sign(const struct bundle *bundle, const struct key *key, const char *name,
                 struct buf *to, struct err *err)
{
	body_format(bundle, to);
	if (!notary_sign(to, key, name, PURPOSE_BUNDLE, err))
		return false;
	buf_addc(to, '\n');
	for (size_t i = 0; i < bundle->count; i++)
		buf_add(to, bundle->parts[i].data, bundle->parts[i].size);
	return buf_check(to, err);
}

/* ---- reading ---- */

/* The line at `*at` as a text of its own; goes on to the next. */
static bool next_line(const char **at, const char *end, char to[static LINE_MAX_SIZE])
{
	const char *feed = *at < end ? memchr(*at, '\n', (size_t)(end - *at)) : NULL;
	size_t size = feed ? (size_t)(feed - *at) : 0;

	if (!feed || size >= LINE_MAX_SIZE)
		return false;
	memcpy(to, *at, size);
	to[size] = '\0';
	*at = feed + 1;
	return true;
}

static bool head_parse(struct bundle *bundle, const char **at, const char *end)
{
	char line[LINE_MAX_SIZE], made[INSTANT_TEXT_SIZE], until[INSTANT_TEXT_SIZE];

	_Static_assert(INSTANT_TEXT_SIZE > 20, "the widths below fit");
	return next_line(at, end, line) &&
	       sscanf(line, "centre %18" SCNd64, &bundle->centre) == 1 &&
	       next_line(at, end, line) && sscanf(line, "made %20s", made) == 1 &&
	       instant_parse(made, &bundle->made_at) && next_line(at, end, line) &&
	       sscanf(line, "until %20s", until) == 1 && instant_parse(until, &bundle->until_at);
}

static bool part_parse(const char *line, struct bundle_part *part)
{
	_Static_assert(BUNDLE_NAME_SIZE > 31, "the width below fits");
	return sscanf(line, "part %31[a-z0-9/] %10zu", part->name, &part->size) == 2;
}

/* The parts must be the rest, to the byte. */
static bool parts_parse(struct bundle *bundle, const char *at, const struct note *note,
                        const char *data, const char *end)
{
	const char *body_end = note->body + note->body_size;
	char line[LINE_MAX_SIZE];

	while (at < body_end) {
		struct bundle_part *part = &bundle->parts[bundle->count];

		if (bundle->count == BUNDLE_PARTS_MAX || !next_line(&at, body_end, line) ||
		    !part_parse(line, part) || part->size > (size_t)(end - data) ||
		    bundle_find(bundle, part->name))
			return false;
		part->data = data;
		data += part->size;
		bundle->count++;
	}
	return data == end;
}

/* Read leniently, write again, compare: that checks the sums of the parts, too. */
static bool is_as_we_write(const struct bundle *bundle, const struct note *note, struct err *err)
{
	AUTO(buf_release) struct buf again = { 0 };

	body_format(bundle, &again);
	if (!buf_check(&again, err))
		return false;
	return (again.size == note->body_size && !memcmp(again.data, note->body, again.size)) ||
	       bad_bundle(err, "a part is damaged, or its head is oddly written");
}

bool bundle_parse(struct bundle *ret, struct note *ret_note, const char *data, size_t size,
                  struct err *err)
{
	const char *end = data + size, *at, *gap;

	*ret = (struct bundle){ 0 };
	if (size > BUNDLE_SIZE_MAX || !purpose_fits(PURPOSE_BUNDLE, data, size))
		return bad_bundle(err, "it begins otherwise, or is too long");
	gap = memmem(data, size, "\n\n", 2);
	gap = gap ? memmem(gap + 2, (size_t)(end - gap - 2), "\n\n", 2) : NULL;
	if (!gap)
		return bad_bundle(err, "it is cut short");
	if (!note_parse(data, (size_t)(gap + 1 - data), ret_note, err))
		return false;
	at = data + strlen(purpose_line(PURPOSE_BUNDLE));
	if (!head_parse(ret, &at, ret_note->body + ret_note->body_size) ||
	    !parts_parse(ret, at, ret_note, gap + 2, end))
		return bad_bundle(err, "its head does not fit what follows");
	return is_as_we_write(ret, ret_note, err);
}

static const struct bundle_part *part_of(const struct bundle *bundle, const char *name)
{
	static const struct bundle_part none = { .data = "" };
	const struct bundle_part *part = bundle_find(bundle, name);

	return part ? part : &none;
}

static bool believe(const struct note *note, const struct certificate *certificate,
                    const struct keylist *list, struct err *err)
{
	if (certificate->use != PURPOSE_BUNDLE || certificate->version != list->version ||
	    !notary_verify(note, &certificate->vkey, PURPOSE_BUNDLE))
		return err_named(err, ERR_REFUSED, "bundle_signature",
		                 "the bundle is not signed by the key that its root names");
	return true;
}

bool bundle_verify(struct bundle_believed *ret, const char *data, size_t size,
                   const struct keylist_roots *roots, int64_t now, struct err *err)
{
	struct bundle *bundle = &ret->bundle;
	AUTO(keylist_release) struct keylist list = { 0 };
	const struct bundle_part *keys, *word;
	struct certificate certificate;
	struct note note;

	if (!bundle_parse(bundle, &note, data, size, err))
		return false;
	keys = part_of(bundle, "keys");
	word = part_of(bundle, "certificate");
	if (!keylist_parse(&list, keys->data, keys->size, roots, paris_day(now), err) ||
	    !certificate_parse(&certificate, word->data, word->size, roots, paris_day(now), err) ||
	    !believe(&note, &certificate, &list, err))
		return false;
	if (now > bundle->until_at)
		return err_named(err, ERR_REFUSED, "bundle_expired",
		                 "the bundle is too old: get a new one");
	ret->list = list;
	list.entries = NULL;
	return true;
}

#include "crypto/keylist.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/auto.h"
#include "base/clock.h"
#include "base/text.h"

static const char *const status_names[] = {
	[KEYLIST_ACTIVE] = "active",
	[KEYLIST_RETIRED] = "retired",
	[KEYLIST_REVOKED] = "revoked",
};
_Static_assert(COUNT_OF(status_names) == KEYLIST__COUNT, "every status has a name");

void keylist_release(struct keylist *list)
{
	free(list->entries);
	*list = (struct keylist){ 0 };
}

bool keylist_add(struct keylist *list, const struct keylist_entry *entry, struct err *err)
{
	size_t count = list->count;

	if (count >= KEYLIST_COUNT_MAX)
		return err_named(err, ERR_INPUT, "bad_key_list", "a key list has too many keys");
	if ((count & (count - 1)) == 0) { /* full at each power of two */
		struct keylist_entry *more =
			reallocarray(list->entries, count ? 2 * count : 1, sizeof *list->entries);

		if (!more)
			return err_memory(err);
		list->entries = more;
	}
	list->entries[list->count++] = *entry;
	return true;
}

static int compare(const void *a, const void *b)
{
	const struct keylist_entry *x = a, *y = b;

	return x->issuer != y->issuer ? (x->issuer > y->issuer) - (x->issuer < y->issuer)
	                              : (x->key > y->key) - (x->key < y->key);
}

static bool entry_is_good(const struct keylist_entry *e)
{
	return e->issuer >= 1 && e->issuer <= UINT16_MAX && e->key >= 0 && e->key <= UINT8_MAX &&
	       e->vkey.type == VKEY_ED25519 && e->not_before_day <= e->not_after_day;
}

bool keylist_format(struct keylist *list, struct buf *to, struct err *err)
{
	char issued[DAY_TEXT_SIZE], expires[DAY_TEXT_SIZE], vkey[VKEY_TEXT_SIZE];

	if (list->version < 1 || list->issued_day > list->expires_day)
		return err_named(err, ERR_INPUT, "bad_key_list", "a key list has a bad heading");
	day_format(list->issued_day, issued);
	day_format(list->expires_day, expires);
	buf_addf(to, "%sversion %" PRId64 "\nissued %s\nexpires %s\n", purpose_line(PURPOSE_KEYS),
	         list->version, issued, expires);
	if (list->count)
		qsort(list->entries, list->count, sizeof *list->entries, compare);
	for (size_t i = 0; i < list->count; i++) {
		const struct keylist_entry *e = &list->entries[i];

		if (!entry_is_good(e) || (i && compare(e - 1, e) >= 0))
			return err_named(err, ERR_INPUT, "bad_key_list",
			                 "the key %d.%d is out of range or listed twice", e->issuer,
			                 e->key);
		vkey_format(&e->vkey, vkey);
		day_format(e->not_before_day, issued);
		day_format(e->not_after_day, expires);
		buf_addf(to, "%d.%d %s %s %s %s\n", e->issuer, e->key, vkey, issued, expires,
		         status_names[e->status]);
	}
	return buf_check(to, err);
}

static bool status_parse(const char *text, enum keylist_status *ret)
{
	for (int i = 0; i < KEYLIST__COUNT; i++) {
		if (strcmp(text, status_names[i]) == 0) {
			*ret = (enum keylist_status)i;
			return true;
		}
	}
	return false;
}

/* One line, without its line feed. Values are checked when the list is written again. */
static bool entry_parse(const char *line, struct keylist_entry *ret, struct err *err)
{
	char vkey[VKEY_TEXT_SIZE], from[DAY_TEXT_SIZE], until[DAY_TEXT_SIZE], status[8];
	struct keylist_entry entry = { 0 };

	_Static_assert(VKEY_TEXT_SIZE > 150 && DAY_TEXT_SIZE > 10, "the widths below fit");
	if (sscanf(line, "%5d.%3d %150s %10s %10s %7s", &entry.issuer, &entry.key, vkey, from,
	           until, status) != 6 ||
	    !day_parse(from, &entry.not_before_day) || !day_parse(until, &entry.not_after_day) ||
	    !status_parse(status, &entry.status))
		return err_named(err, ERR_INPUT, "bad_key_list",
		                 "a line of a key list is malformed");
	if (!notary_vkey_parse(&entry.vkey, vkey, strlen(vkey), err))
		return false;
	*ret = entry;
	return true;
}

static bool entries_parse(struct keylist *list, const char *line, const char *end, struct err *err)
{
	char one[300];

	for (const char *feed; line < end; line = feed + 1) {
		struct keylist_entry entry;

		feed = memchr(line, '\n', (size_t)(end - line));
		if ((size_t)(feed - line) >= sizeof one)
			return err_named(err, ERR_INPUT, "bad_key_list", "a line is too long");
		memcpy(one, line, (size_t)(feed - line));
		one[feed - line] = '\0';
		if (!entry_parse(one, &entry, err) || !keylist_add(list, &entry, err))
			return false;
	}
	return true;
}

/* Read leniently, write again, compare: whatever is not written as we write it is refused. */
static bool body_parse(struct keylist *list, const struct note *note, struct err *err)
{
	char issued[DAY_TEXT_SIZE], expires[DAY_TEXT_SIZE], heading[160] = "";
	size_t size = note->body_size < sizeof heading ? note->body_size : sizeof heading - 1;
	AUTO(buf_release) struct buf again = { 0 };
	int used = 0;

	memcpy(heading, note->body, size);
	if (!purpose_fits(PURPOSE_KEYS, note->body, note->body_size) ||
	    sscanf(heading + strlen(purpose_line(PURPOSE_KEYS)),
	           "version %18" SCNd64 "\nissued %10s\nexpires %10s%*1[\n]%n", &list->version,
	           issued, expires, &used) != 3 ||
	    !used || !day_parse(issued, &list->issued_day) ||
	    !day_parse(expires, &list->expires_day))
		return err_named(err, ERR_INPUT, "bad_key_list", "not a key list");
	if (!entries_parse(list, note->body + strlen(purpose_line(PURPOSE_KEYS)) + used,
	                   note->body + note->body_size, err) ||
	    !keylist_format(list, &again, err))
		return false;
	return (again.size == note->body_size && !memcmp(again.data, note->body, again.size)) ||
	       err_named(err, ERR_INPUT, "bad_key_list", "the key list is oddly written");
}

bool keylist_parse(struct keylist *ret, const char *text, size_t size,
                   const struct keylist_roots *roots, int64_t today, struct err *err)
{
	AUTO(keylist_release) struct keylist list = { 0 };
	struct note note;

	if (!note_parse(text, size, &note, err) ||
	    !notary_verify_some(&note, roots->vkeys, roots->count, roots->needed, PURPOSE_KEYS,
	                        err) ||
	    !body_parse(&list, &note, err))
		return err_during(err, "reading the key list");
	if (today > list.expires_day)
		return err_named(err, ERR_REFUSED, "key_list_expired",
		                 "the key list is too old: get a new one");
	*ret = list;
	list.entries = NULL;
	return true;
}

const struct keylist_entry *keylist_find(const struct keylist *list, int issuer, int key)
{
	struct keylist_entry wanted = { .issuer = issuer, .key = key };

	return list->count ? bsearch(&wanted, list->entries, list->count, sizeof wanted, compare)
	                   : NULL;
}

bool keylist_in_force(const struct keylist_entry *entry, int64_t day)
{
	return entry->status != KEYLIST_REVOKED && day >= entry->not_before_day &&
	       day <= entry->not_after_day + KEYLIST_GRACE_DAYS;
}

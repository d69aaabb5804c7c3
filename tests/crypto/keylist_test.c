#include "crypto/keylist.h"

#include <stdlib.h>

#include "base/auto.h"
#include "base/text.h"
#include "check.h"
#include "crypto/crypto.h"

enum { TODAY = 20000, FROM = 19900, UNTIL = 20100 };

static struct err err;

struct office { /* a root key and the roots that readers pin */
	struct key *root;
	struct vkey vkey;
	struct keylist_roots roots;
};

static void office_close(struct office *office)
{
	key_close(&office->root);
}

static void office_open(struct office *office)
{
	CHECK_OK(crypto_open(&err));
	CHECK_OK(key_open_new(&office->root, &err));
	CHECK_OK(notary_vkey(&office->vkey, "root", VKEY_ED25519, key_public(office->root), &err));
	office->roots = (struct keylist_roots){ &office->vkey, 1, 1 };
}

static void add(struct keylist *list, int issuer, int number, enum keylist_status status)
{
	AUTO(key_close) struct key *key = NULL;
	struct keylist_entry entry = { .issuer = issuer,
		                       .key = number,
		                       .not_before_day = FROM,
		                       .not_after_day = UNTIL,
		                       .status = status };
	char name[40];

	snprintf(name, sizeof name, "pass.example/%d.%d", issuer, number);
	CHECK_OK(key_open_new(&key, &err));
	CHECK_OK(notary_vkey(&entry.vkey, name, VKEY_ED25519, key_public(key), &err));
	CHECK_OK(keylist_add(list, &entry, &err));
}

static void fill(struct keylist *list)
{
	list->version = 7;
	list->issued_day = TODAY - 1;
	list->expires_day = TODAY + 90;
	add(list, 65535, 255, KEYLIST_REVOKED);
	add(list, 1, 1, KEYLIST_RETIRED);
	add(list, 1, 0, KEYLIST_ACTIVE);
}

/* The body signed as it is, good or bad. */
static bool reads(struct office *office, const char *body, struct keylist *ret)
{
	AUTO(buf_release) struct buf note = { 0 };

	buf_adds(&note, body);
	CHECK_OK(notary_sign(&note, office->root, "root", PURPOSE_KEYS, &err));
	return keylist_parse(ret, buf_text(&note), note.size, &office->roots, TODAY, &err);
}

static void a_list_is_written_sorted_and_read_back(void)
{
	AUTO(office_close) struct office office;
	AUTO(keylist_release) struct keylist list = { 0 }, again = { 0 };
	AUTO(buf_release) struct buf body = { 0 };
	char first[300], vkey[VKEY_TEXT_SIZE];

	office_open(&office);
	fill(&list);
	CHECK_OK(keylist_format(&list, &body, &err));
	vkey_format(&list.entries[0].vkey, vkey);
	snprintf(first, sizeof first,
	         "pass-numerique/keys/v1\nversion 7\nissued 2024-10-03\nexpires 2025-01-02\n"
	         "1.0 %s 2024-06-26 2025-01-12 active\n1.1 ",
	         vkey);
	CHECK_INT(strncmp(buf_text(&body), first, strlen(first)), 0);
	CHECK_OK(reads(&office, buf_text(&body), &again));
	CHECK_INT(again.version, 7);
	CHECK_INT(again.issued_day, TODAY - 1);
	CHECK_INT(again.expires_day, TODAY + 90);
	CHECK_INT(again.count, 3);
	CHECK_INT(keylist_find(&again, 65535, 255)->status, KEYLIST_REVOKED);
	CHECK_BYTES(keylist_find(&again, 1, 1)->vkey.public, list.entries[1].vkey.public, 32);
	CHECK(!keylist_find(&again, 1, 2));
	CHECK(!keylist_find(&again, 0, 0));
}

static void many_keys_are_each_found(void)
{
	AUTO(office_close) struct office office;
	AUTO(keylist_release) struct keylist list = { 0 }, again = { 0 };
	AUTO(buf_release) struct buf body = { 0 };

	office_open(&office);
	list.version = 1;
	list.expires_day = TODAY;
	for (int i = 0; i < 100; i++)
		add(&list, 1 + i * 37 % 100, i % 256, KEYLIST_ACTIVE);
	CHECK_OK(keylist_format(&list, &body, &err));
	CHECK_OK(reads(&office, buf_text(&body), &again));
	for (int i = 0; i < 100; i++)
		CHECK(keylist_find(&again, 1 + i * 37 % 100, i % 256) != NULL);
}

static void an_empty_list_is_a_list(void)
{
	AUTO(office_close) struct office office;
	AUTO(keylist_release) struct keylist list = { 0 };

	office_open(&office);
	CHECK_OK(reads(&office,
	               "pass-numerique/keys/v1\nversion 1\nissued 2024-10-03\nexpires 2024-10-04\n",
	               &list));
	CHECK_INT(list.count, 0);
	CHECK(!keylist_find(&list, 1, 0));
}

static void a_list_with_a_changed_byte_is_refused(void)
{
	AUTO(office_close) struct office office;
	AUTO(keylist_release) struct keylist list = { 0 }, again = { 0 };
	AUTO(buf_release) struct buf note = { 0 };

	office_open(&office);
	fill(&list);
	CHECK_OK(keylist_format(&list, &note, &err));
	CHECK_OK(notary_sign(&note, office.root, "root", PURPOSE_KEYS, &err));
	for (size_t i = 0; i < note.size; i++) {
		note.data[i] ^= 1;
		if (keylist_parse(&again, note.data, note.size, &office.roots, TODAY, &err))
			CHECK_FAIL("byte %zu may be changed", i);
		note.data[i] ^= 1;
	}
	CHECK_OK(keylist_parse(&again, note.data, note.size, &office.roots, TODAY, &err));
}

static void a_list_of_another_root_is_refused(void)
{
	AUTO(office_close) struct office office, stranger;
	AUTO(keylist_release) struct keylist list = { 0 }, again = { 0 };
	AUTO(buf_release) struct buf note = { 0 };
	struct keylist_roots none = { 0 };

	office_open(&office);
	office_open(&stranger);
	fill(&list);
	CHECK_OK(keylist_format(&list, &note, &err));
	CHECK_OK(notary_sign(&note, stranger.root, "root", PURPOSE_KEYS, &err));
	CHECK_ERR(keylist_parse(&again, note.data, note.size, &office.roots, TODAY, &err),
	          ERR_REFUSED);
	CHECK_TEXT(err.name, "not_enough_signatures");
	CHECK_OK(keylist_parse(&again, note.data, note.size, &none, TODAY, &err));
}

static void an_expired_list_is_refused(void)
{
	AUTO(office_close) struct office office;
	AUTO(keylist_release) struct keylist list = { 0 }, again = { 0 };
	AUTO(buf_release) struct buf note = { 0 };

	office_open(&office);
	fill(&list);
	CHECK_OK(keylist_format(&list, &note, &err));
	CHECK_OK(notary_sign(&note, office.root, "root", PURPOSE_KEYS, &err));
	CHECK_ERR(keylist_parse(&again, note.data, note.size, &office.roots, TODAY + 91, &err),
	          ERR_REFUSED);
	CHECK_TEXT(err.name, "key_list_expired");
	CHECK_OK(keylist_parse(&again, note.data, note.size, &office.roots, TODAY + 90, &err));
}

static void odd_writings_are_refused_although_signed(void)
{
	static const struct {
		const char *was, *is;
	} odd[] = { { "version 7", "version 07" },
		    { "version 7", "version 0" },
		    { "version 7", "version -7" },
		    { "version 7", "version  7" },
		    { "issued 2024", "issued 2026" },
		    { "2024-10-03", "2024-02-30" },
		    { "1.0 ", "01.0 " },
		    { "1.0 ", "0.0 " },
		    { "1.0 ", "1.256 " },
		    { "1.0 ", "1.1 " },
		    { "1.0 ", "65536.0 " },
		    { " active", " aktive" },
		    { " active", " active " },
		    { " active", "  active" },
		    { " active\n", " active\n\n" },
		    { "v1\n", "v1\n\n" },
		    { " active\n", "\n" },
		    { "+", "" },
		    { "2025-01-12", "2024-01-12" },
		    { "expires", "expired" },
		    { "65535.255 ", "1.0 " } };
	AUTO(office_close) struct office office;
	AUTO(keylist_release) struct keylist list = { 0 }, again = { 0 };
	AUTO(buf_release) struct buf body = { 0 };

	office_open(&office);
	fill(&list);
	CHECK_OK(keylist_format(&list, &body, &err));
	for (size_t i = 0; i < COUNT_OF(odd); i++) {
		AUTO(buf_release) struct buf changed = { 0 };
		const char *at = strstr(buf_text(&body), odd[i].was);

		if (!CHECK(at != NULL))
			continue;
		buf_add(&changed, body.data, (size_t)(at - body.data));
		buf_adds(&changed, odd[i].is);
		buf_adds(&changed, at + strlen(odd[i].was));
		if (reads(&office, buf_text(&changed), &again))
			CHECK_FAIL("accepted \"%s\"", odd[i].is);
		else
			CHECK_INT(err.code, ERR_INPUT);
	}
}

static void unsound_keys_never_enter(void)
{
	AUTO(office_close) struct office office;
	AUTO(keylist_release) struct keylist list = { 0 }, again = { 0 };
	AUTO(buf_release) struct buf body = { 0 };

	office_open(&office);
	list.version = 1;
	add(&list, 1, 0, KEYLIST_ACTIVE);
	memset(list.entries[0].vkey.public, 0, 32);
	CHECK(text_unhex(list.entries[0].vkey.id, VKEY_ID_SIZE,
	                 "72701a4f")); /* all else is right */
	CHECK_OK(keylist_format(&list, &body, &err));
	CHECK_ERR(reads(&office, buf_text(&body), &again), ERR_INPUT);
	CHECK_TEXT(err.name, "bad_key");
	CHECK_TEXT(err.text,
	           "reading the key list: the key pass.example/1.0 is not a sound Ed25519 key");
}

static void doubles_and_bad_values_are_not_written(void)
{
	AUTO(office_close) struct office office;
	AUTO(keylist_release) struct keylist list = { 0 };
	AUTO(buf_release) struct buf body = { 0 };

	office_open(&office);
	fill(&list);
	list.version = 0;
	CHECK_ERR(keylist_format(&list, &body, &err), ERR_INPUT);
	list.version = 1;
	list.expires_day = list.issued_day - 1;
	CHECK_ERR(keylist_format(&list, &body, &err), ERR_INPUT);
	list.expires_day = list.issued_day;
	CHECK_OK(keylist_format(&list, &body, &err));
	add(&list, 1, 1, KEYLIST_ACTIVE);
	CHECK_ERR(keylist_format(&list, &body, &err), ERR_INPUT);
	CHECK_TEXT(err.name, "bad_key_list");
}

static void keys_are_in_force_until_ninety_days_after(void)
{
	static const struct {
		enum keylist_status status;
		int64_t day;
		bool in_force;
	} cases[] = { { KEYLIST_ACTIVE, FROM - 1, false },   { KEYLIST_ACTIVE, FROM, true },
		      { KEYLIST_ACTIVE, UNTIL + 90, true },  { KEYLIST_ACTIVE, UNTIL + 91, false },
		      { KEYLIST_RETIRED, UNTIL + 90, true }, { KEYLIST_RETIRED, UNTIL + 91, false },
		      { KEYLIST_RETIRED, FROM, true },       { KEYLIST_REVOKED, FROM + 1, false } };

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct keylist_entry entry = { .not_before_day = FROM,
			                       .not_after_day = UNTIL,
			                       .status = cases[i].status };

		if (keylist_in_force(&entry, cases[i].day) != cases[i].in_force)
			CHECK_FAIL("case %zu", i);
	}
}

CHECK_MAIN({ "a_list_is_written_sorted_and_read_back", a_list_is_written_sorted_and_read_back },
           { "many_keys_are_each_found", many_keys_are_each_found },
           { "an_empty_list_is_a_list", an_empty_list_is_a_list },
           { "a_list_with_a_changed_byte_is_refused", a_list_with_a_changed_byte_is_refused },
           { "a_list_of_another_root_is_refused", a_list_of_another_root_is_refused },
           { "an_expired_list_is_refused", an_expired_list_is_refused },
           { "odd_writings_are_refused_although_signed", odd_writings_are_refused_although_signed },
           { "unsound_keys_never_enter", unsound_keys_never_enter },
           { "doubles_and_bad_values_are_not_written", doubles_and_bad_values_are_not_written },
           { "keys_are_in_force_until_ninety_days_after",
             keys_are_in_force_until_ninety_days_after })

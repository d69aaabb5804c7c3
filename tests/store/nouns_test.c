/* The small nouns: the instance, keys and their lists, programmes. */
#include "base/buf.h"
#include "base/text.h"
#include "books.h"
#include "store/approvals.h"
#include "store/instance.h"
#include "store/keys.h"
#include "store/programmes.h"
#include "store/publisher.h"

static void there_is_one_instance_and_its_clock_goes_forward(void)
{
	BOOKS;
	struct instance instance = {
		.issuer = 7, .host = "h", .salt = "s", .probe = "p", 1000000, 400
	};
	struct instance found;
	int64_t first;

	CHECK_ERR(instance_find(f.sql, &found, &err), ERR_MISSING);
	CHECK_TEXT(err.name, "not_initialised");
	COMMITTED(instance_add(f.sql, &instance, &err));
	REFUSED(instance_add(f.sql, &instance, &err), ERR_CONFLICT, "already_initialised");
	CHECK_OK(instance_find(f.sql, &found, &err));
	CHECK_INT(found.issuer, 7);
	CHECK_TEXT(found.host, "h");
	CHECK_INT(found.link_days, 400);
	COMMITTED(instance_take_serials(f.sql, 3, &first, &err));
	CHECK_INT(first, 1);
	COMMITTED(instance_take_serials(f.sql, 1, &first, &err));
	CHECK_INT(first, 4);
	COMMITTED(instance_see_clock(f.sql, 1000060, &err));
	COMMITTED(instance_see_clock(f.sql, 1000060 - 3600, &err));
	REFUSED(instance_see_clock(f.sql, 1000060 - 3601, &err), ERR_SYSTEM, "clock_set_back");
}

static void who_publishes_is_one_and_may_change(void)
{
	BOOKS;
	const struct publisher
		first = { "Mairie", "1 rue A", "+33100000000", "", "Maire", "Hôte", 1 },
		second = { "Ville", "2 rue B", "", "a@b.example", "Elle", "Autre", 1 };
	struct publisher found = first;

	CHECK_OK(publisher_find(f.sql, &found, &err));
	CHECK_TEXT(found.name, "");
	CHECK_TEXT(found.hosting, "");
	COMMITTED(publisher_set(f.sql, &first, &err));
	COMMITTED(publisher_set(f.sql, &second, &err));
	CHECK_OK(publisher_find(f.sql, &found, &err));
	CHECK_TEXT(found.name, "Ville");
	CHECK_TEXT(found.address, "2 rue B");
	CHECK_TEXT(found.phone, "");
	CHECK_TEXT(found.email, "a@b.example");
	CHECK_TEXT(found.director, "Elle");
	CHECK_TEXT(found.hosting, "Autre");
}

static bool count_key(void *context, const struct signing_key *key, struct err *err)
{
	(void)err;
	*(int *)context = *(int *)context * 10 + key->number + (int)key->status;
	return true;
}

static void keys_and_lists_are_kept(void)
{
	BOOKS;
	AUTO(buf_release) struct buf note = { 0 }, word = { 0 };
	const struct key_list one = { 1, 100, 190, "one", "" },
			      two = { 2, 101, 150, "two", "its word" };
	struct signing_key key = { .purpose = KEY_VOUCHER, .number = 254, .programme = 1 };
	int64_t version = -1, day = -1;
	int next = -1, numbers = 0;

	CHECK_OK(signing_keys_next_number(f.sql, KEY_VOUCHER, &next, &err));
	CHECK_INT(next, 0);
	COMMITTED(signing_keys_add(f.sql, &key, &err));
	REFUSED(signing_keys_add(f.sql, &key, &err), ERR_CONFLICT, "duplicate");
	key.number = 255;
	COMMITTED(signing_keys_add(f.sql, &key, &err));
	CHECK_ERR(signing_keys_next_number(f.sql, KEY_VOUCHER, &next, &err), ERR_CONFLICT);
	CHECK_TEXT(err.name, "no_key_number");
	CHECK_OK(signing_keys_next_number(f.sql, KEY_ROOT, &next, &err));
	CHECK_INT(next, 0);
	key.status = KEY_REVOKED;
	COMMITTED(signing_keys_change(f.sql, &key, &err));
	CHECK_OK(signing_keys_each(f.sql, count_key, &numbers, &err));
	CHECK_INT(numbers, 2540 + 257);
	CHECK_OK(key_lists_latest(f.sql, &version, &note, &err));
	CHECK_INT(version, 0);
	CHECK_INT(note.size, 0);
	COMMITTED(key_lists_add(f.sql, &one, &err));
	COMMITTED(key_lists_add(f.sql, &two, &err));
	CHECK_OK(key_lists_certificate(f.sql, 1, &word, &err));
	CHECK_TEXT(buf_text(&word), "");
	CHECK_OK(key_lists_certificate(f.sql, 2, &word, &err));
	CHECK_TEXT(buf_text(&word), "its word");
	CHECK_OK(key_lists_latest(f.sql, &version, &note, &err));
	CHECK_INT(version, 2);
	CHECK_TEXT(buf_text(&note), "two");
	CHECK_OK(key_lists_expires(f.sql, &day, &err));
	CHECK_INT(day, 150);
}

static void programmes_keep_their_money_and_their_sites(void)
{
	BOOKS_WITH_PROGRAMME;
	struct programme programme, found;
	bool may = true;

	CHECK_OK(programmes_find(f.sql, 1, &programme, &err));
	CHECK_TEXT(programme.vouchers_usual, "10 8 5");
	CHECK_INT(programme.created_at, 1);
	COMMITTED(programmes_add(f.sql, &programme, &err));
	CHECK_INT(programme.id, 2);
	COMMITTED(programmes_hold(f.sql, 2, &found, &err));
	CHECK_TEXT(found.territory, "16");
	REFUSED(programmes_take(f.sql, 2, 1, &err), ERR_REFUSED, "over_budget");
	COMMITTED(programmes_take(f.sql, 2, -500, &err));
	COMMITTED(programmes_take(f.sql, 2, 500, &err));
	REFUSED(programmes_take(f.sql, 2, 1, &err), ERR_REFUSED, "over_budget");
	CHECK_OK(approvals_desk(f.sql, 1, 1, &may, &err));
	CHECK(!may);
	COMMITTED(approvals_set(f.sql, &(struct approval_said){ 1, 1, APPROVAL_APPROVED, .at = 5 },
	                        &err));
	COMMITTED(approvals_set(f.sql, &(struct approval_said){ 1, 2, APPROVAL_APPROVED, .at = 5 },
	                        &err));
	CHECK_OK(approvals_desk(f.sql, 1, 1, &may, &err));
	CHECK(may);
	CHECK_OK(approvals_desk(f.sql, 1, 2, &may, &err));
	CHECK(!may); /* no desk */
	COMMITTED(approvals_set(f.sql, &(struct approval_said){ 1, 1, APPROVAL_SUSPENDED, .at = 6 },
	                        &err));
	CHECK_OK(approvals_desk(f.sql, 1, 1, &may, &err));
	CHECK(!may);
	REFUSED(approvals_desk(f.sql, 1, 99, &may, &err), ERR_MISSING, "no_site");
	REFUSED(approvals_set(f.sql, &(struct approval_said){ 1, 99, APPROVAL_APPROVED, .at = 6 },
	                      &err),
	        ERR_CONFLICT, "reference");
}

DATABASE_MAIN({ "there_is_one_instance_and_its_clock_goes_forward",
                there_is_one_instance_and_its_clock_goes_forward },
              { "who_publishes_is_one_and_may_change", who_publishes_is_one_and_may_change },
              { "keys_and_lists_are_kept", keys_and_lists_are_kept },
              { "programmes_keep_their_money_and_their_sites",
                programmes_keep_their_money_and_their_sites })

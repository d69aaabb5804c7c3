/* What is told of the keys. */
#include "world.h"

struct seen {
	int64_t numbers, passes, vouchers;
	char vkey[VKEY_TEXT_SIZE];
};

static bool note(void *context, const struct signing_key *key, const struct signing_work *work,
                 struct err *err)
{
	struct seen *seen = context;

	seen->numbers = seen->numbers * 10 + key->number;
	seen->passes += work->passes;
	seen->vouchers += work->vouchers;
	return keys_vkey_of(key, seen->vkey, err);
}

static void voucher_keys_are_told_in_pages_with_what_they_signed(void)
{
	WORLD;
	struct signing_work work = { 0 };
	struct seen seen = { 0 };
	struct signing_key key;

	world_issue(&w);
	world_issue(&w);
	CHECK_OK(keys_rotate(w.app, w.programme.id, &key, &err));
	CHECK_INT(key.number, 1);
	world_issue(&w);
	CHECK_OK(keys_page(w.app, -1, 9, note, &seen, &err));
	CHECK_INT(seen.numbers, 1); /* 0, 1 */
	CHECK_INT(seen.passes, 3);
	CHECK_INT(seen.vouchers, 15);
	seen = (struct seen){ 0 };
	CHECK_OK(keys_page(w.app, 0, 9, note, &seen, &err));
	CHECK_INT(seen.passes, 1);
	seen = (struct seen){ 0 };
	CHECK_OK(keys_page(w.app, -1, 1, note, &seen, &err));
	CHECK_INT(seen.passes, 2);
	CHECK_OK(keys_signed(w.app, 0, &work, &err));
	CHECK_INT(work.passes, 2);
	CHECK_INT(work.vouchers, 10);
	CHECK_OK(keys_signed(w.app, 77, &work, &err));
	CHECK_INT(work.passes, 0);
}

static void the_list_has_the_same_vkey_and_the_newest_version(void)
{
	WORLD;
	AUTO(buf_release) struct buf list = { 0 };
	char vkey[VKEY_TEXT_SIZE], line[40];
	int64_t before, after;
	struct signing_key key, found;

	CHECK_OK(keys_version(w.app, &before, &err));
	CHECK_OK(keys_rotate(w.app, w.programme.id, &key, &err));
	CHECK_OK(keys_version(w.app, &after, &err));
	CHECK_INT(after, before + 1);
	CHECK_OK(keys_find(w.app, key.number, &found, &err));
	CHECK_INT(found.programme, w.programme.id);
	CHECK_INT(found.status, KEY_ACTIVE);
	CHECK_OK(keys_vkey_of(&found, vkey, &err));
	CHECK_OK(keys_list(w.app, &list, &err));
	CHECK(strstr(buf_text(&list), vkey));
	snprintf(line, sizeof line, "\nversion %lld\n", (long long)after);
	CHECK(strstr(buf_text(&list), line));
	CHECK_NAMED(keys_find(w.app, 77, &found, &err), ERR_MISSING, "no_key");
	CHECK_NAMED(keys_find(w.app, -1, &found, &err), ERR_MISSING, "no_key");
}

DATABASE_MAIN({ "voucher_keys_are_told_in_pages_with_what_they_signed",
                voucher_keys_are_told_in_pages_with_what_they_signed },
              { "the_list_has_the_same_vkey_and_the_newest_version",
                the_list_has_the_same_vkey_and_the_newest_version })

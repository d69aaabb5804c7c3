#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/auto.h"
#include "base/clock.h"
#include "codec/voucher_text.h"
#include "codec/base32.h"
#include "crypto/code.h"
#include "crypto/opaque.h"
#include "crypto/receipt.h"
#include "crypto/tag.h"
#include "domain/redeem.h"
#include "domain/redeem_parts.h"
#include "domain/vault.h"

_Static_assert(GRACE_DAYS_MAX <= (int)KEYLIST_GRACE_DAYS, "keys verify in the grace days too");

enum { MINUTES_MAX = 24 * 60, CLOCK_AHEAD_SECONDS = 300 };

static bool asked_check(const struct app *app, const struct redeem_item *item, struct err *err)
{
	int64_t now = app_now(app);

	if (!item->centre && !item->check_only)
		return err_named(err, ERR_INPUT, "no_centre", "only a centre redeems");
	if (item->kind < 0 || item->kind > 255)
		return err_named(err, ERR_INPUT, "bad_kind",
		                 "a workshop kind is between 0 and 255");
	if (item->minutes < 0 || item->minutes > MINUTES_MAX)
		return err_named(err, ERR_INPUT, "bad_minutes", "minutes are between 0 and %d",
		                 MINUTES_MAX);
	if (item->scanned_at && item->scanned_at > now + CLOCK_AHEAD_SECONDS)
		return err_named(err, ERR_INPUT, "scanned_later", "scanned_at is in the future");
	if (item->scanned_at && item->scanned_at < now - LATE_SECONDS)
		return err_named(err, ERR_INPUT, "scanned_long_ago",
		                 "scanned_at is more than a week ago");
	return true;
}

static void prepare_code(const struct app *app, struct redeem_item *item)
{
	unsigned char symbols[12];
	char text[VOUCHER_CODE_SIZE];
	uint64_t bits;

	if (!base32_read(item->voucher, symbols, sizeof symbols)) {
		item->settled = true; /* neither a token nor twelve symbols: malformed, no guess */
		return;
	}
	item->shown.typed = true;
	switch (typed_code_parse(item->voucher, &bits, text)) {
	case TYPED_CODE_EXACT:
		if (code_find(vault_master(app->vault), bits, &item->serial,
		              &item->shown.token.number) &&
		    item->shown.token.number != CODE_COVER)
			return;
		break;
	case TYPED_CODE_PROPOSED:
		memcpy(item->proposal, text, sizeof text);
		break;
	case TYPED_CODE_UNREADABLE:
		break;
	}
	item->serial = -1; /* a wrong code: counted when the batch is settled */
}

void redeem_prepare_token(const struct app *app, struct redeem_item *item)
{
	struct token token;
	enum outcome outcome = verify_decode(item->voucher, &token);

	if (outcome == OUTCOME_REDEEMED)
		outcome = vault_verify(app->vault, &token, paris_day(item->shown.used_at),
		                       &item->key_list);
	if (outcome_is_authentic(outcome))
		item->shown.token = token.voucher;
	item->shown.specimen = outcome == OUTCOME_SPECIMEN;
	item->outcome = outcome;
	/* Out of date by the token alone: the programme's grace days are in the books. A key that
	 * is unknown here may have been made by another process just now. */
	item->settled = outcome != OUTCOME_REDEEMED && outcome != OUTCOME_EXPIRED &&
	                outcome != OUTCOME_UNKNOWN_KEY;
}

bool redeem_is_specimen(const struct app *app, const char *text, enum language *ret_language)
{
	struct token token;

	if (verify_decode(text, &token) != OUTCOME_REDEEMED ||
	    token.voucher.issuer != app->instance.issuer ||
	    !(token.voucher.flags & VOUCHER_SPECIMEN))
		return false;
	*ret_language = token.voucher.pass < LANGUAGE__COUNT ? (enum language)token.voucher.pass
	                                                     : LANGUAGE_FR;
	return true;
}

bool redeem_prepare(const struct app *app, struct redeem_item *item, struct err *err)
{
	struct presentation shown = { .centre = item->centre,
		                      .now = app_now(app),
		                      .kind = item->kind };

	if (!asked_check(app, item, err))
		return false;
	shown.used_at = item->scanned_at ? item->scanned_at : shown.now;
	if (item->nonce[0])
		shown.nonce = tag_nonce(vault_master(app->vault), item->centre, item->nonce);
	item->shown = shown;
	redeem_key_prepare(app, item);
	item->settled = false;
	item->serial = 0;
	item->proposal[0] = '\0';
	item->facts.known = false;
	item->redemption = (struct redemption){ 0 };
	item->outcome = OUTCOME_MALFORMED;
	if (voucher_text_kind(item->voucher) == VOUCHER_TEXT_CODE)
		prepare_code(app, item);
	else
		redeem_prepare_token(app, item);
	return true;
}

void redemption_format(const struct app *app, int64_t id, char to[static REDEMPTION_TEXT_SIZE])
{
	opaque_format(vault_master(app->vault), id, to);
}

bool redemption_parse(const struct app *app, const char *text, int64_t *ret_id)
{
	return opaque_parse(vault_master(app->vault), text, ret_id);
}

bool redeem_receipt(const struct app *app, const struct redemption *r, struct buf *receipt,
                    struct err *err)
{
	struct receipt about = { .cents = r->cents, .kind = r->kind, .at = r->at, .mode = r->mode };

	if (r->siren)
		snprintf(about.funder, sizeof about.funder, "%09" PRId64, r->siren);
	if (r->siret)
		snprintf(about.centre, sizeof about.centre, "%014" PRId64, r->siret);
	tag_voucher(vault_master(app->vault), app->instance.issuer, spent_pass(r->id),
	            spent_number(r->id), about.tag);
	redemption_format(app, r->id, about.redemption);
	return vault_sign_receipt(app->vault, &about, receipt, err);
}

bool check_offline(const char *key_list_note, const char *root_vkey, const char *text,
                   int64_t today_day, struct offline_check *ret, struct err *err)
{
	AUTO(keylist_release) struct keylist list = { 0 };
	struct vkey root;
	struct keylist_roots roots = { .vkeys = &root, .count = 1, .needed = 1 };
	struct token token;

	if (!root_vkey)
		roots = (struct keylist_roots){ 0 };
	else if (!notary_vkey_parse(&root, root_vkey, strlen(root_vkey), err))
		return false;
	if (!keylist_parse(&list, key_list_note, strlen(key_list_note), &roots, today_day, err))
		return false;
	if (voucher_text_kind(text) == VOUCHER_TEXT_CODE)
		return err_named(err, ERR_INPUT, "code_offline",
		                 "a typed code can be checked with the books only: give the token");
	*ret = (struct offline_check){ .outcome = verify_text(&list, text, today_day, &token) };
	if (outcome_is_authentic(ret->outcome))
		ret->voucher = token.voucher;
	return true;
}

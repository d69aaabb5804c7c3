/* A voucher judged with a bundle alone: by the rules of a redemption, as far as the bundle knows.
 */
#include <stdio.h>
#include <string.h>

#include "base/auto.h"
#include "base/clock.h"
#include "codec/json.h"
#include "codec/pass_set.h"
#include "codec/voucher_text.h"
#include "crypto/bundle.h"
#include "crypto/verify.h"
#include "domain/bundles.h"

static bool bad_bundle(struct err *err)
{
	return err_named(err, ERR_INPUT, "bad_bundle", "the rules of the bundle make no sense");
}

static bool number_of(const struct json *json, const char *name, int64_t *ret)
{
	const struct json *value = json_get(json, name);

	return value && json_int(value, ret);
}

static bool has_number(const struct json *list, int64_t number)
{
	int64_t one;

	for (size_t i = 0; i < json_count(list); i++)
		if (json_int(json_at(list, i), &one) && one == number)
			return true;
	return false;
}

/* The programme that the voucher's key signs for; NULL when it is none of these. */
static const struct json *programme_of(const struct json *rules, const struct voucher *voucher)
{
	const struct json *programmes = json_get(rules, "programmes");
	int64_t issuer = 0;

	if (!number_of(rules, "issuer", &issuer) || issuer != voucher->issuer)
		return NULL;
	for (size_t i = 0; i < json_count(programmes); i++) {
		const struct json *programme = json_at(programmes, i);

		if (has_number(json_get(programme, "keys"), voucher->key))
			return programme;
	}
	return NULL;
}

static void kinds_read(const struct json *list, char *to, size_t size)
{
	size_t used = 0;
	int64_t kind;

	*to = '\0';
	for (size_t i = 0; i < json_count(list) && used + 24 < size; i++)
		if (json_int(json_at(list, i), &kind))
			used += (size_t)snprintf(to + used, size - used, "%lld ", (long long)kind);
}

static bool rules_read(const struct json *programme, struct voucher_facts *facts, struct err *err)
{
	const char *state = json_text(json_get(programme, "state"));
	const char *from = json_text(json_get(programme, "from"));
	int64_t grace_days = 0;
	int number = state ? programme_state_parse(state) : -1;

	if (number < 0 || !from || !day_parse(from, &facts->from_day) ||
	    !number_of(programme, "grace_days", &grace_days) || grace_days < 0 ||
	    grace_days > GRACE_DAYS_MAX)
		return bad_bundle(err);
	facts->programme_state = (enum programme_state)number;
	facts->grace_days = (int)grace_days;
	kinds_read(json_get(programme, "kinds"), facts->kinds, sizeof facts->kinds);
	return true;
}

/* In which of the sets is the pass, and is that voucher used? */
static bool pass_read(const struct bundle *bundle, const struct json *programme,
                      const struct voucher *voucher, struct voucher_facts *facts, struct err *err)
{
	static const enum pass_state states[] = { PASS_LIVE, PASS_BLOCKED, PASS_REPLACED };
	const char *id = json_text(json_get(programme, "id"));
	const struct bundle_part *part;
	char name[BUNDLE_NAME_SIZE];
	size_t at = 0, used = 0;

	snprintf(name, sizeof name, "passes/%s", id ? id : "");
	part = bundle_find(bundle, name);
	for (size_t i = 0; part && i < COUNT_OF(states); i++, at += used) {
		AUTO(pass_set_release) struct pass_set set = { 0 };
		const struct pass_mark *mark;

		if (!pass_set_parse(&set, part->data + at, part->size - at, &used, err))
			return false;
		mark = pass_set_find(&set, voucher->pass);
		if (!mark)
			continue;
		facts->known = true;
		facts->pass.state = states[i];
		if (mark->used >> (voucher->number - 1) & 1)
			facts->spent.cause = SPENT_REDEEMED;
	}
	return part || bad_bundle(err);
}

static bool judge(const struct bundle *bundle, const struct voucher *voucher, int64_t now,
                  enum outcome *outcome, struct err *err)
{
	const struct bundle_part *part = bundle_find(bundle, "rules");
	const struct presentation shown = { .token = *voucher, .used_at = now, .now = now };
	struct voucher_facts facts = { .pass = { .id = voucher->pass,
		                                 .total = voucher->total,
		                                 .cents = voucher->cents,
		                                 .kind = voucher->kind,
		                                 .last_day = voucher->last_day } };
	AUTO(json_close) struct json *rules = NULL;
	const struct json *programme;

	if (!part || !json_parse(&rules, part->data, part->size, err))
		return bad_bundle(err);
	programme = programme_of(rules, voucher);
	if (!programme) {
		if (*outcome == OUTCOME_REDEEMED)
			*outcome = OUTCOME_WRONG_TERRITORY;
		return true;
	}
	if (!rules_read(programme, &facts, err) ||
	    !pass_read(bundle, programme, voucher, &facts, err))
		return false;
	*outcome = rules_outcome(&facts, &shown);
	return true;
}

static bool check(const struct bundle_believed *believed, const char *text, int64_t now,
                  struct offline_check *ret, struct err *err)
{
	enum outcome outcome;
	struct token token;

	if (voucher_text_kind(text) == VOUCHER_TEXT_CODE)
		return err_named(err, ERR_INPUT, "code_offline",
		                 "a typed code can be checked with the books only: give the token");
	outcome = verify_text(&believed->list, text, paris_day(now), &token);
	/* Out of date by the token alone: the programme may have days of grace. */
	if ((outcome == OUTCOME_REDEEMED || outcome == OUTCOME_EXPIRED) &&
	    !judge(&believed->bundle, &token.voucher, now, &outcome, err))
		return false;
	*ret = (struct offline_check){ .outcome = outcome };
	if (outcome_is_authentic(outcome))
		ret->voucher = token.voucher;
	return true;
}

bool bundle_check(const struct buf *file, const char *root_vkey, const char *text, int64_t now,
                  struct offline_check *ret, struct err *err)
{
	struct vkey root;
	struct keylist_roots roots = { .vkeys = &root, .count = 1, .needed = 1 };
	struct bundle_believed believed;
	bool done;

	if (!root_vkey)
		roots = (struct keylist_roots){ 0 };
	else if (!notary_vkey_parse(&root, root_vkey, strlen(root_vkey), err))
		return false;
	if (!bundle_verify(&believed, file->data ? file->data : "", file->size, &roots, now, err))
		return false;
	done = check(&believed, text, now, ret, err);
	keylist_release(&believed.list);
	return done;
}

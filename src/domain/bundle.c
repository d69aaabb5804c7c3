#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/auto.h"
#include "base/clock.h"
#include "codec/json_write.h"
#include "crypto/bundle.h"
#include "domain/approvals.h"
#include "domain/bundle_passes.h"
#include "domain/callers.h"
#include "domain/keys_make.h"
#include "domain/vault.h"
#include "store/programmes.h"

enum { PROGRAMMES_MAX = 200, NUMBERS = 256 };

struct packing {
	struct app *app;
	struct bundles *bundles;
	struct site site;
	int64_t signs[NUMBERS]; /* programme of each voucher key; 0 = none */
	int64_t version;        /* of the key list */
	struct buf list, word, rules, passes[PROGRAMMES_MAX];
	size_t count;
	struct json_writer json; /* to `rules` */
	int64_t latest_at;       /* when something last happened */
	int64_t known_until;     /* what came later is not in it, though it has happened */
	struct bundle bundle;
};

static void packing_close(struct packing **packing)
{
	struct packing *p = TAKE(*packing);

	if (!p)
		return;
	for (size_t i = 0; i < p->count; i++)
		buf_release(&p->passes[i]);
	buf_release(&p->list);
	buf_release(&p->word);
	buf_release(&p->rules);
	free(p);
}

static bool take_key(void *context, const struct signing_key *key, struct err *err)
{
	struct packing *p = context;

	(void)err;
	if (key->purpose == KEY_VOUCHER)
		p->signs[key->number] = key->programme;
	return true;
}

/* ---- rules ---- */

static void write_day(struct json_writer *json, const char *name, int64_t day)
{
	char text[DAY_TEXT_SIZE];

	day_format(day, text);
	json_write_field_text(json, name, text);
}

/* "1 2 5" as [1, 2, 5]. */
static void write_kinds(struct json_writer *json, const char *kinds)
{
	char *end;

	json_write_name(json, "kinds");
	json_write_begin_array(json);
	for (long kind = strtol(kinds, &end, 10); end != kinds; kind = strtol(kinds, &end, 10)) {
		json_write_int(json, kind);
		kinds = end;
	}
	json_write_end_array(json);
}

static void write_keys(struct json_writer *json, const struct packing *packing, int64_t programme)
{
	json_write_name(json, "keys");
	json_write_begin_array(json);
	for (int i = 0; i < NUMBERS; i++)
		if (packing->signs[i] == programme)
			json_write_int(json, i);
	json_write_end_array(json);
}

static void write_programme(struct packing *packing, const struct programme *p)
{
	struct json_writer *json = &packing->json;
	char id[24];

	snprintf(id, sizeof id, "%" PRId64, p->id);
	json_write_begin_object(json);
	json_write_field_text(json, "id", id);
	json_write_field_text(json, "name", p->name);
	json_write_field_text(json, "state", programme_state_name(p->state));
	write_day(json, "from", p->from_day);
	write_day(json, "until", p->until_day);
	json_write_field_int(json, "grace_days", p->grace_days);
	json_write_field_int(json, "cents", p->cents);
	write_kinds(json, p->kinds);
	write_keys(json, packing, p->id);
	json_write_end_object(json);
}

/* ---- programmes ---- */

static bool take_passes(struct packing *packing, const struct programme *programme, struct err *err)
{
	struct bundle_passes passes = { 0 };

	if (packing->count == PROGRAMMES_MAX)
		return err_set(err, ERR_SYSTEM, "a centre is in too many programmes");
	if (!bundle_passes_read(packing->bundles, packing->app, programme, &passes, err)) {
		buf_release(&passes.data);
		return false;
	}
	packing->passes[packing->count++] = passes.data;
	if (passes.known_at > packing->latest_at)
		packing->latest_at = passes.known_at;
	if (!passes.is_current && passes.known_at < packing->known_until)
		packing->known_until = passes.known_at;
	return true;
}

/* As a redemption asks of a centre, and there may be something left to redeem. */
static bool is_due(struct packing *packing, const struct programme *p, bool *ret, struct err *err)
{
	enum approval state = APPROVAL_CANDIDATE;
	bool found;

	if (!approvals_find(packing->app->sql, p->id, packing->site.id, &state, &found, err))
		return false;
	*ret = state == APPROVAL_APPROVED && approval_is_inside(p, &packing->site) &&
	       p->until_day + p->grace_days >= app_today(packing->app);
	return true;
}

static bool take_programme(void *context, const struct programme *programme, struct err *err)
{
	struct packing *packing = context;
	char name[BUNDLE_NAME_SIZE];
	bool due;

	if (!is_due(packing, programme, &due, err))
		return false;
	if (!due)
		return true;
	write_programme(packing, programme);
	snprintf(name, sizeof name, "passes/%" PRId64, programme->id);
	return take_passes(packing, programme, err) &&
	       bundle_add(&packing->bundle, name, &packing->passes[packing->count - 1], err);
}

static bool take_programmes(struct packing *packing, struct err *err)
{
	const struct programmes_query query = { .state = -1,
		                                .site = packing->site.id,
		                                .limit = INT32_MAX };
	bool redeems = packing->site.centre && packing->site.approval == APPROVAL_APPROVED;

	json_write_begin_object(&packing->json);
	json_write_field_int(&packing->json, "issuer", packing->app->instance.issuer);
	json_write_name(&packing->json, "programmes");
	json_write_begin_array(&packing->json);
	if (redeems && !programmes_each(packing->app->sql, &query, take_programme, packing, err))
		return false;
	json_write_end_array(&packing->json);
	json_write_end_object(&packing->json);
	return buf_check(&packing->rules, err);
}

/* In one moment of reading. */
static bool pack(struct app *app, void *context, struct err *err)
{
	struct packing *p = context;

	if (!sites_find(app->sql, p->site.id, &p->site, err) ||
	    !key_lists_latest(app->sql, &p->version, &p->list, err) ||
	    !key_lists_certificate(app->sql, p->version, &p->word, err) ||
	    !signing_keys_each(app->sql, take_key, p, err))
		return false;
	return bundle_add(&p->bundle, "keys", &p->list, err) &&
	       bundle_add(&p->bundle, "certificate", &p->word, err) && take_programmes(p, err) &&
	       bundle_add(&p->bundle, "rules", &p->rules, err);
}

/* The last instant that it surely knows: not when it was made, so that nothing new is no new
 * bundle, in any process. */
static int64_t made_at(const struct packing *packing, int64_t now)
{
	int64_t at = paris_day_begins_at(paris_day(now));

	if (packing->latest_at > at)
		at = packing->latest_at;
	if (packing->known_until < at)
		at = packing->known_until;
	return at < now ? at : now;
}

bool bundle_make(struct app *app, struct bundles *bundles, const struct caller *caller,
                 struct buf *to, struct err *err)
{
	AUTO(packing_close) struct packing *p = NULL;

	if (!caller_check(caller, ROLE_BIT(ROLE_MEDIATOR), err) || !keys_for_bundle(app, err))
		return false;
	p = calloc(1, sizeof *p);
	if (!p)
		return err_memory(err);
	p->app = app;
	p->bundles = bundles;
	p->site.id = caller->site;
	p->json.to = &p->rules;
	p->known_until = INT64_MAX;
	if (!transact_read(app, pack, p, err))
		return false;
	p->bundle.centre = p->site.id;
	p->bundle.made_at = made_at(p, app_now(app));
	p->bundle.until_at = p->bundle.made_at + BUNDLE_DAYS * DAY_SECONDS;
	return vault_sign_bundle(app->vault, &p->bundle, p->version, to, err);
}

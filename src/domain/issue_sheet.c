/* What is printed of a pass. */
#include <string.h>

#include "base/auto.h"
#include "base/clock.h"
#include "base/text.h"
#include "codec/token.h"
#include "crypto/code.h"
#include "crypto/random.h"
#include "domain/issue.h"
#include "domain/programmes.h"
#include "domain/sites.h"
#include "store/passes.h"
#include "store/funders.h"
#include "store/programmes.h"
#include "store/sites.h"
#include "store/spent.h"
#include "domain/vault.h"

enum { ORIGINS_PAGE = 200 };

bool issue_vouchers(struct app *app, const struct pass *pass, struct sheet_voucher *ret,
                    struct err *err)
{
	struct voucher voucher = { .pass = pass->id,
		                   .issuer = app->instance.issuer,
		                   .key = pass->key_number,
		                   .total = pass->total,
		                   .last_day = pass->last_day,
		                   .cents = pass->cents,
		                   .kind = pass->kind,
		                   .flags = pass->specimen ? VOUCHER_SPECIMEN : 0 };
	bool changed;

	/* Another process may have made or revoked the key since. */
	if (!vault_refresh(app->vault, app->sql, &changed, err))
		return false;
	for (int n = 0; n < pass->total; n++) {
		voucher.number = ret[n].number = n + 1;
		code_format(vault_master(app->vault), pass->serial, n + 1, ret[n].code);
		if (!vault_sign_voucher(app->vault, &voucher, ret[n].digits, err))
			return err_during(err, "signing voucher %d", n + 1);
	}
	return true;
}

void issue_cover_code(const struct app *app, const struct pass *pass,
                      char to[static VOUCHER_CODE_SIZE])
{
	code_format(vault_master(app->vault), pass->serial, CODE_COVER, to);
}

static bool place_take(void *context, const struct site *site, int64_t distance_m, struct err *err)
{
	struct sheet *sheet = context;
	struct sheet_place *place = &sheet->places[sheet->places_count++];
	const struct site_place *from = &site->place;

	(void)err;
	*place = (struct sheet_place){ .distance_m = distance_m, .mobile = from->mobile };
	TEXT_COPY(place->name, from->name);
	TEXT_COPY(place->address, from->address);
	TEXT_COPY(place->postcode, from->postcode);
	TEXT_COPY(place->commune, from->commune);
	TEXT_COPY(place->phone, from->phone);
	TEXT_COPY(place->hours, from->hours);
	place->latitude = (double)from->point.latitude_e6 / 1e6;
	place->longitude = (double)from->point.longitude_e6 / 1e6;
	return true;
}

static bool places_near(struct app *app, const struct site *desk, struct centres_query *near,
                        struct sheet *sheet, struct err *err)
{
	TEXT_COPY(sheet->desk, desk->place.name);
	if (!desk->place.has_point)
		return true;
	sheet->latitude = (double)desk->place.point.latitude_e6 / 1e6;
	sheet->longitude = (double)desk->place.point.longitude_e6 / 1e6;
	near->point = desk->place.point;
	near->limit = SHEET_PLACES_MAX;
	return sites_near(app->sql, near, place_take, sheet, err);
}

bool issue_places(struct app *app, const struct pass *pass, struct sheet *sheet, struct err *err)
{
	struct centres_query near = { .programme = pass->programme };
	struct site desk;

	return sites_find(app->sql, pass->desk, &desk, err) &&
	       places_near(app, &desk, &near, sheet, err);
}

bool issue_sheet(struct app *app, const struct pass *pass, bool duplicate, struct sheet *ret,
                 struct err *err)
{
	struct programme programme;
	struct funder funder;

	if (pass->state != PASS_LIVE)
		return err_named(
			err, ERR_CONFLICT, "pass_ended",
			"this pass was blocked, replaced or closed: it is not printed again");
	if (!programmes_find(app->sql, pass->programme, &programme, err) ||
	    !funders_find(app->sql, programme.funder, &funder, err))
		return false;
	*ret = (struct sheet){ .language = pass->language,
		               .print_size = pass->print_size,
		               .last_day = pass->last_day,
		               .issued_day = paris_day(pass->issued_at),
		               .cents = pass->cents,
		               .duplicate = duplicate,
		               .specimen = pass->specimen,
		               .total = pass->total,
		               .vouchers_count = (size_t)pass->total };
	pass_id_format(pass->id, ret->pass);
	TEXT_COPY(ret->host, app->instance.host);
	TEXT_COPY(ret->programme, programme.name);
	TEXT_COPY(ret->funder, funder.name);
	issue_cover_code(app, pass, ret->cover_code);
	return issue_vouchers(app, pass, ret->vouchers, err) && issue_places(app, pass, ret, err);
}

/* ---- a specimen ---- */

/* A code that reads well and is nobody's. */
static void no_code(const struct app *app, char to[static VOUCHER_CODE_SIZE])
{
	int64_t serial;
	uint64_t bits;
	int number;

	do
		bits = (uint64_t)random_bits(TYPED_CODE_BITS);
	while (code_find(vault_master(app->vault), bits, &serial, &number));
	typed_code_format(bits, to);
}

/* As dense as a true one, and no key has signed it: random bytes stand where the signature would.
 */
static bool no_voucher(const struct app *app, const struct sheet *sheet, int number,
                       struct sheet_voucher *ret, struct err *err)
{
	struct voucher voucher = { .pass = sheet->language, /* of none: for redeem_is_specimen() */
		                   .issuer = app->instance.issuer,
		                   .number = number,
		                   .total = sheet->total,
		                   .last_day = sheet->last_day,
		                   .cents = sheet->cents,
		                   .flags = VOUCHER_SPECIMEN };
	unsigned char token[TOKEN_SIZE];

	if (!token_pack(&voucher, token))
		return err_set(err, ERR_SYSTEM, "a specimen that no token can say");
	random_bytes(token + TOKEN_FIELDS_SIZE, TOKEN_SIGNATURE_SIZE);
	token_format(token, ret->digits);
	ret->number = number;
	no_code(app, ret->code);
	return true;
}

struct origin {
	const char *territory;
	struct site found; /* id 0 = none yet */
	int64_t last;      /* id that was seen */
	size_t seen;       /* of this page */
};

static bool origin_take(void *context, const struct site *site, int64_t distance_m, struct err *err)
{
	struct origin *origin = context;

	(void)distance_m, (void)err;
	origin->last = site->id;
	origin->seen++;
	if (!origin->found.id && site->place.has_point &&
	    territory_covers_place(origin->territory, site->place.code_insee, site->place.postcode,
	                           site->epci))
		origin->found = *site;
	return true;
}

static bool find_first(struct app *app, bool desk, struct origin *origin, struct err *err)
{
	struct sites_query query = { SITES_ALL, .limit = ORIGINS_PAGE };

	query.approval = APPROVAL_APPROVED;
	*(desk ? &query.desk : &query.centre) = 1;
	do {
		origin->seen = 0;
		if (!sites_each(app->sql, &query, origin_take, origin, err))
			return false;
		query.after_id = origin->last;
	} while (!origin->found.id && origin->seen == ORIGINS_PAGE);
	return true;
}

/* Who names no desk sees the places near the first of the territory, or near its first centre. */
static bool find_origin(struct app *app, struct origin *origin, struct err *err)
{
	return find_first(app, true, origin, err) &&
	       (origin->found.id || find_first(app, false, origin, err));
}

static bool specimen_places(struct app *app, const struct caller *caller,
                            const struct programme *programme, int64_t desk, struct sheet *sheet,
                            struct err *err)
{
	struct centres_query near = { .territory = programme->territory };
	struct origin origin = { .territory = programme->territory };

	if (!(desk ? site_find(app, caller, desk, &origin.found, err)
	           : find_origin(app, &origin, err)))
		return false;
	return !origin.found.id || places_near(app, &origin.found, &near, sheet, err);
}

bool issue_specimen(struct app *app, const struct caller *caller, const struct programme *programme,
                    const struct issue_request *request, struct sheet *ret, struct err *err)
{
	struct funder funder;

	*ret = (struct sheet){ .language = request->language,
		               .print_size = request->print_size,
		               .last_day = programme->until_day,
		               .issued_day = app_today(app),
		               .cents = programme->cents,
		               .specimen = true };
	if (!programme_check_new(app, programme, err) ||
	    !funder_find(app, caller, programme->funder, &funder, err) ||
	    !issue_count(programme, request, &ret->total, err))
		return false;
	TEXT_COPY(ret->host, app->instance.host);
	TEXT_COPY(ret->programme, programme->name);
	TEXT_COPY(ret->funder, funder.name);
	no_code(app, ret->cover_code);
	for (; ret->vouchers_count < (size_t)ret->total; ret->vouchers_count++)
		if (!no_voucher(app, ret, (int)ret->vouchers_count + 1,
		                &ret->vouchers[ret->vouchers_count], err))
			return false;
	return specimen_places(app, caller, programme, request->desk, ret, err);
}

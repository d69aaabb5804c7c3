#include "fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/auto.h"
#include "base/clock.h"
#include "base/text.h"
#include "codec/token.h"
#include "codec/typed_code.h"
#include "domain/correct.h"
#include "domain/programmes.h"
#include "domain/setup.h"
#include "domain/sites.h"
#include "store/accounts.h"
#include "store/sql.h"

enum { YEAR = 365, PASSES = 1000 };

static const struct {
	const char *login;
	enum role role;
} people[] = {
	[WHO_OPERATOR] = { "operatrice", ROLE_OPERATOR },
	[WHO_FUNDER] = { "commanditaire", ROLE_FUNDER },
	[WHO_AGENT] = { "agente", ROLE_AGENT },
	[WHO_MEDIATOR] = { "mediateur", ROLE_MEDIATOR },
	[WHO_RIVAL] = { "mediatrice", ROLE_MEDIATOR },
	[WHO_NEIGHBOUR] = { "agent-voisin", ROLE_AGENT },
	[WHO_PATRON] = { "mecene", ROLE_FUNDER },
	[WHO_AUDITOR] = { "auditrice", ROLE_AUDITOR },
	[WHO_STRANGER] = { "parti", ROLE_MEDIATOR },
};

/* What is different in the programme whose vouchers meet an outcome. */
struct special {
	enum outcome outcome;
	int from, until; /* days from today */
	const char *territory, *kinds;
	bool specimen;
};

static const struct special specials[] = {
	{ OUTCOME_NOT_YET_VALID, 30, YEAR, "", "", false },
	{ OUTCOME_NOT_FUNDED, -30, YEAR, "", "", false },
	{ OUTCOME_WRONG_TERRITORY, -30, YEAR, "75", "", false },
	{ OUTCOME_KIND_NOT_ALLOWED, -30, YEAR, "", "1 2", false },
	{ OUTCOME_SPECIMEN, -30, YEAR, "", "", true },
};

static bool add_site(struct fixture *f, const char *name, bool desk, int64_t *ret_id,
                     struct err *err)
{
	struct site site = { .desk = desk, .centre = !desk };

	TEXT_COPY(site.place.name, name);
	TEXT_COPY(site.place.source_id, name);
	TEXT_COPY(site.place.code_insee, "16015");
	TEXT_COPY(site.place.commune, "Angoulême");
	TEXT_COPY(site.place.postcode, "16000");
	site.place.has_point = true;
	site.place.point = (struct geo_point){ 45650000 + (desk ? 0 : 1000), 160000 };
	if (!site_add(f->app, &site, "22160001800016", err))
		return false;
	*ret_id = site.id;
	return true;
}

static bool add_programme(struct fixture *f, int64_t funder, const struct special *special,
                          int64_t *ret_id, struct err *err)
{
	struct programme p = { .funder = funder,
		               .cents = 1000,
		               .vouchers_min = 5,
		               .vouchers_max = 10,
		               .vouchers_usual = "10 8 5",
		               .from_day = app_today(f->app) + special->from,
		               .until_day = app_today(f->app) + special->until,
		               .grace_days = 30,
		               .stop_days = 15 };

	snprintf(p.name, sizeof p.name, "Dispositif %d", (int)special->outcome);
	TEXT_COPY(p.territory, special->territory);
	TEXT_COPY(p.kinds, special->kinds);
	if (!programme_add(f->app, &p, err) ||
	    !programme_fund(f->app, p.id, INT64_C(1000000000), err) ||
	    !programme_set_state(f->app, p.id, PROGRAMME_OPEN, err))
		return false;
	*ret_id = p.id;
	return site_approve(f->app, f->desk, p.id, APPROVAL_APPROVED, err) &&
	       site_approve(f->app, f->neighbour, p.id, APPROVAL_APPROVED, err) &&
	       site_approve(f->app, f->centre, p.id, APPROVAL_APPROVED, err) &&
	       site_approve(f->app, f->rival, p.id, APPROVAL_APPROVED, err);
}

static bool issue(struct fixture *f, int64_t programme, bool specimen, struct pass *ret,
                  struct err *err)
{
	struct caller caller = fixture_caller(f, WHO_AGENT);
	struct issue_request request = { .programme = programme,
		                         .desk = f->desk,
		                         .vouchers = 10,
		                         .passes = 1,
		                         .hand_out = true,
		                         .specimen = specimen };

	return issue_passes(f->app, &caller, &request, ret, err);
}

/* The digits of the first voucher of a new pass. */
static bool first_voucher(struct fixture *f, int64_t programme, bool specimen, enum outcome outcome,
                          struct pass *ret_pass, struct err *err)
{
	struct sheet_voucher vouchers[VOUCHERS_MAX];

	if (!issue(f, programme, specimen, ret_pass, err) ||
	    !issue_vouchers(f->app, ret_pass, vouchers, err))
		return false;
	TEXT_COPY(f->vouchers[outcome], vouchers[0].digits);
	return true;
}

/* What is no voucher of ours: made from a good one. */
static void forge(struct fixture *f)
{
	unsigned char token[TOKEN_SIZE];

	TEXT_COPY(f->vouchers[OUTCOME_MALFORMED], "12345");
	typed_code_format(UINT64_C(0x2aaaaaaaaaaaa), f->vouchers[OUTCOME_UNKNOWN_CODE]);
	token_parse(f->vouchers[OUTCOME_REDEEMED], token);
	token[TOKEN_SIZE - 1] ^= 1;
	token_format(token, f->vouchers[OUTCOME_BAD_SIGNATURE]);
	token[3] = 250; /* the key's number */
	token_format(token, f->vouchers[OUTCOME_UNKNOWN_KEY]);
}

static bool add_vouchers(struct fixture *f, int64_t funder, struct err *err)
{
	struct caller agent = fixture_caller(f, WHO_AGENT);
	struct pass pass, other;
	int revoked;

	for (size_t i = 0; i < COUNT_OF(specials); i++) {
		int64_t programme;

		if (!add_programme(f, funder, &specials[i], &programme, err) ||
		    !first_voucher(f, programme, specials[i].specimen, specials[i].outcome, &pass,
		                   err))
			return false;
		if (specials[i].outcome == OUTCOME_NOT_FUNDED &&
		    !programme_set_state(f->app, programme, PROGRAMME_DRAFT, err))
			return false;
	}
	if (!first_voucher(f, f->programme, false, OUTCOME_BLOCKED, &pass, err) ||
	    !correct_block(f->app, &agent, pass.id, "essai", &revoked, err) ||
	    !first_voucher(f, f->programme, false, OUTCOME_REPLACED, &pass, err) ||
	    !correct_replace(f->app, &agent, pass.id, "perdu", &other, err) ||
	    !first_voucher(f, f->programme, false, OUTCOME_REDEEMED, &pass, err))
		return false;
	f->pass = pass.id;
	forge(f);
	return true;
}

static bool add_token(struct fixture *f, int64_t account, int who, struct access_token *ret,
                      struct err *err)
{
	const struct token_wish wish = { .account = account, .label = "test" };
	const struct caller office = caller_operator();

	return token_add(f->app, &office, &wish, ret, f->tokens[who], err);
}

static bool add_people(struct fixture *f, int64_t funder, struct err *err)
{
	struct funder patron = { .name = "Ville de Pau", .siret = "21640445900010" };
	const int64_t sites[WHO__COUNT] = { [WHO_AGENT] = f->desk,
		                            [WHO_NEIGHBOUR] = f->neighbour,
		                            [WHO_MEDIATOR] = f->centre,
		                            [WHO_RIVAL] = f->rival,
		                            [WHO_STRANGER] = f->centre };
	const struct caller office = caller_operator();
	struct access_token token;

	if (!funder_add(f->app, &patron, err))
		return false;
	for (int who = 0; who < WHO__COUNT; who++) {
		struct account account = { .role = people[who].role,
			                   .site = sites[who],
			                   .created_at = app_now(f->app) };

		if (account.role == ROLE_FUNDER)
			account.funder = who == WHO_PATRON ? patron.id : funder;
		TEXT_COPY(account.login, people[who].login);
		if (!accounts_add(f->app->sql, &account, err) || /* without a slow password */
		    !add_token(f, account.id, who, &token, err))
			return false;
		f->accounts[who] = account.id;
	}
	return token_revoke(f->app, &office, token.id, err); /* the stranger's */
}

/* A year ago: the installation, and a pass whose time is over today. */
static bool make_past(struct fixture *f, int64_t *ret_funder, struct err *err)
{
	static const struct special old = { OUTCOME_EXPIRED, 0, 300, "", "", false };
	struct funder funder = { .name = "Département de la Charente", .siret = "22160001800016" };
	struct setup setup = { .issuer = 7, .host = "pass.test", .login = "admin" };
	char password[PASSWORD_TEXT_SIZE];
	struct pass pass;
	int64_t programme;

	setup.fixed_at = clock_now() - YEAR * DAY_SECONDS;
	if (!setup_init(&f->options, &setup, password, err) ||
	    !app_open(&f->app, &f->options, err) || !app_unlock(f->app, &f->options, err) ||
	    !sql_hurry(f->app->sql, err))
		return false;
	f->app->fixed_at = setup.fixed_at;
	if (!funder_add(f->app, &funder, err) ||
	    !add_site(f, "France Services", true, &f->desk, err) ||
	    !add_site(f, "Bus des services", true, &f->neighbour, err) ||
	    !add_site(f, "Médiathèque", false, &f->centre, err) ||
	    !add_site(f, "Fablab", false, &f->rival, err) || !add_people(f, funder.id, err))
		return false;
	*ret_funder = funder.id;
	return add_programme(f, funder.id, &old, &programme, err) &&
	       first_voucher(f, programme, false, OUTCOME_EXPIRED, &pass, err);
}

bool fixture_open(struct fixture *fixture, const char *url, const char *folder)
{
	static const struct special usual = { OUTCOME_REDEEMED, -30, YEAR, "16", "", false };
	struct err err = { 0 };
	int64_t funder;

	*fixture = (struct fixture){ .options = { .data = folder, .database = url } };
	snprintf(fixture->key_file, sizeof fixture->key_file, "%s/key", folder);
	fixture->options.key_file = fixture->key_file;
	if (make_past(fixture, &funder, &err)) {
		fixture->app->fixed_at = 0;
		if (add_programme(fixture, funder, &usual, &fixture->programme, &err) &&
		    add_vouchers(fixture, funder, &err))
			return true;
	}
	printf("# the fixture: %s\n", err.text);
	return false;
}

void fixture_close(struct fixture *fixture)
{
	app_close(&fixture->app);
}

struct caller fixture_caller(const struct fixture *f, enum who who)
{
	struct caller caller = { .role = people[who].role, .account = f->accounts[who] };
	struct err err = { 0 };

	if (f->tokens[who][0] && caller_prove(f->app, f->tokens[who], &caller, &err))
		return caller;
	return caller;
}

bool fixture_issue(struct fixture *f, int count, char (*digits)[VOUCHER_DIGITS_SIZE])
{
	struct issue_request request = {
		.programme = f->programme, .desk = f->desk, .vouchers = 10, .hand_out = true
	};
	struct caller agent = fixture_caller(f, WHO_AGENT);
	struct pass *passes = calloc(PASSES, sizeof *passes);
	struct sheet_voucher vouchers[VOUCHERS_MAX];
	struct err err = { 0 };
	bool done = passes;

	for (int made = 0; done && made < count; made += request.passes) {
		request.passes = count - made < PASSES ? count - made : PASSES;
		done = issue_passes(f->app, &agent, &request, passes, &err);
		for (int i = 0; done && i < request.passes; i++) {
			done = issue_vouchers(f->app, &passes[i], vouchers, &err);
			for (int k = 0; done && k < 10; k++)
				TEXT_COPY(*digits++, vouchers[k].digits);
		}
	}
	if (!done)
		printf("# issuing: %s\n", err.text);
	free(passes);
	return done;
}

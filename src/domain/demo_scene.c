#include "domain/demo_scene.h"

#include <string.h>

#include "base/auto.h"
#include "base/text.h"
#include "domain/keys.h"
#include "domain/programmes.h"
#include "domain/sites.h"

enum { OPEN_DAYS = 16 * 31 };

void demo_scene_clock(struct demo_scene *scene, int64_t day, int minute)
{
	int64_t at = demo_scene_at(day, minute);

	scene->app->fixed_at = at < scene->end_at ? at : scene->end_at;
}

bool demo_scene_redeems(const struct demo_scene *scene, int line, int programme)
{
	const struct demo_site *site = &demo_sites[line];

	return (site->flags & DEMO_IN(programme)) &&
	       !(site->flags & (DEMO_CANDIDATE | DEMO_SUSPENDED)) &&
	       scene->mediators[line].account &&
	       territory_covers(scene->programmes[programme].territory, "", demo_sites_epci(site));
}

/* ---- funders and programmes ---- */

static const struct funder funders[DEMO_FUNDERS] = {
	{ .name = "Département de l’Ozerelle", .siret = "22960001000016" },
	{ .name = "Communauté de communes des Hautes Vallées", .siret = "24960027100012" },
};

/* Days count from the first of the history. The first programme ends 16 months after today: its
 * passes can be handed out for a year. The last one ended within the history. */
static const struct {
	struct programme rules;
	int from, until;
	int64_t cents;
} programmes[DEMO_PROGRAMMES] = {
	{ { .name = "Pass numérique de l’Ozerelle",
	    .cents = 1000,
	    .vouchers_min = 5,
	    .vouchers_max = 10,
	    .vouchers_usual = "10 8 5",
	    .grace_days = 30,
	    .stop_days = 15,
	    .territory = DEMO_AGGLO " " DEMO_VALLEYS " " DEMO_LORMOY " " DEMO_CASTEL,
	    .kinds = "1 2 3 4 5 6 7",
	    .bands = "age situation",
	    .person_passes = 2,
	    .person_days = 365 },
	  0,
	  DEMO_DAYS + OPEN_DAYS,
	  250000000 },
	{ { .name = "Aînés connectés des Hautes Vallées",
	    .cents = 1200,
	    .vouchers_min = 5,
	    .vouchers_max = 6,
	    .vouchers_usual = "6 6 5",
	    .grace_days = 30,
	    .stop_days = 15,
	    .territory = DEMO_VALLEYS,
	    .kinds = "1 2 4",
	    .bands = "age",
	    .person_passes = 1,
	    .person_days = 365 },
	  28,
	  DEMO_DAYS + 150,
	  4800000 },
	{ { .name = "Tremplin numérique vers l’emploi",
	    .cents = 1000,
	    .vouchers_min = 5,
	    .vouchers_max = 8,
	    .vouchers_usual = "8 6 5",
	    .grace_days = 30,
	    .stop_days = 15,
	    .kinds = "1 2 3",
	    .bands = "situation" },
	  2,
	  112,
	  3000000 },
};

static bool funder_make(struct demo_scene *scene, int i, struct err *err)
{
	struct funder funder = funders[i];

	if (!funder_add(scene->app, &funder, err))
		return false;
	scene->demo->funders[i] = (struct demo_named){ funder.id, funders[i].name };
	return true;
}

/* People remember the end of a month. */
static int64_t end_of_month(int64_t day)
{
	struct civil civil = day_civil(day);

	civil.year += civil.month / 12;
	civil.month = civil.month % 12 + 1;
	civil.day = 1;
	return day_from_civil(civil) - 1;
}

static bool programme_make(struct demo_scene *scene, int i, struct err *err)
{
	struct programme *p = &scene->programmes[i];

	*p = programmes[i].rules;
	p->funder = scene->demo->funders[i == 1].id;
	p->from_day = scene->first_day + programmes[i].from;
	p->until_day = scene->first_day + programmes[i].until;
	if (i != 2)
		p->until_day = end_of_month(p->until_day);
	if (!programme_add(scene->app, p, err) ||
	    !programme_fund(scene->app, p->id, programmes[i].cents, err))
		return false;
	scene->demo->programmes[i] = (struct demo_named){ p->id, programmes[i].rules.name };
	return programme_set_state(scene->app, p->id, PROGRAMME_OPEN, err);
}

/* The key that a new programme has is thrown away before it has signed anything: an exercise. */
static bool key_exercise(struct demo_scene *scene, int i, struct err *err)
{
	struct signing_key key;
	struct signing_work work;

	return keys_rotate(scene->app, scene->programmes[i].id, &key, err) &&
	       keys_revoke(scene->app, key.number, NULL, &work, err) &&
	       keys_rotate(scene->app, scene->programmes[i].id, &key, err);
}

/* ---- places ---- */

static void list_place(struct demo *demo, const struct demo_site *line, int64_t id)
{
	struct demo_named named = { id, line->name };

	if ((line->flags & DEMO_DESK) && demo->desks_count < DEMO_DESKS_MAX)
		demo->desks[demo->desks_count++] = named;
	if ((line->flags & DEMO_CENTRE) && demo->centres_count < DEMO_CENTRES_MAX)
		demo->centres[demo->centres_count++] = named;
}

static bool place_approve(struct demo_scene *scene, const struct demo_site *line, int64_t id,
                          struct err *err)
{
	enum approval first = line->flags & DEMO_CANDIDATE ? APPROVAL_CANDIDATE : APPROVAL_APPROVED;

	for (int i = 0; i < DEMO_PROGRAMMES; i++) {
		int64_t programme = scene->programmes[i].id;

		if (!(line->flags & DEMO_IN(i)))
			continue;
		if (!site_approve(scene->app, id, programme, first, err) ||
		    ((line->flags & DEMO_SUSPENDED) &&
		     !site_approve(scene->app, id, programme, APPROVAL_SUSPENDED, err)))
			return false;
	}
	return true;
}

static bool place_make(struct demo_scene *scene, int i, struct err *err)
{
	const struct demo_site *line = &demo_sites[i];
	struct site site;

	demo_sites_fill(line, &site);
	site.parent = line->parent ? scene->sites[line->parent - 1] : 0;
	if (!site_add(scene->app, &site, line->siret, err))
		return err_during(err, "%s", line->name);
	scene->sites[i] = site.id;
	list_place(scene->demo, line, site.id);
	return place_approve(scene, line, site.id, err);
}

/* ---- staff ---- */

static bool token_make(struct demo_scene *scene, struct demo_account *shown, struct err *err)
{
	const struct caller office = caller_operator();
	struct token_wish wish = { .label = "démonstration" };
	struct access_token token;
	struct account account;

	if (!account_find_login(scene->app, shown->login, &account, err))
		return false;
	wish.account = account.id;
	return token_add(scene->app, &office, &wish, &token, shown->token, err);
}

static bool account_make(struct demo_scene *scene, struct account *account, struct caller *caller,
                         struct err *err)
{
	struct demo *demo = scene->demo;
	struct demo_account *shown = &demo->accounts[demo->accounts_count];

	if (demo->accounts_count == DEMO_ACCOUNTS_MAX)
		return err_set(err, ERR_SYSTEM, "the demonstration has too many accounts");
	if (!account_add(scene->app, account, shown->password, err))
		return err_during(err, "%s", account->login);
	TEXT_COPY(shown->login, account->login);
	shown->role = account->role;
	shown->site = account->site;
	shown->funder = account->funder;
	*caller = (struct caller){ .role = account->role,
		                   .account = account->id,
		                   .site = account->site,
		                   .funder = account->funder };
	demo->accounts_count++;
	return token_make(scene, shown, err);
}

static bool staff_make(struct demo_scene *scene, enum role role, int line, struct err *err)
{
	const char *login = role == ROLE_AGENT ? demo_sites[line].agent : demo_sites[line].mediator;
	struct caller *caller = role == ROLE_AGENT ? &scene->agents[line] : &scene->mediators[line];
	struct account account = { .role = role, .site = scene->sites[line] };

	if (!login || caller->account)
		return true;
	TEXT_COPY(account.login, login);
	return account_make(scene, &account, caller, err);
}

static bool funder_staff_make(struct demo_scene *scene, int i, const char *login, struct err *err)
{
	struct account account = { .role = ROLE_FUNDER, .funder = scene->demo->funders[i].id };

	TEXT_COPY(account.login, login);
	return account_make(scene, &account, &scene->funders[i], err);
}

static int first_line(int flag)
{
	int line = 0;

	while (!(demo_sites[line].flags & flag))
		line++;
	return line;
}

/* One of each role, in the order of the roles. */
static bool first_staff_make(struct demo_scene *scene, const char *password, struct err *err)
{
	struct demo_account *operator= & scene->demo->accounts[scene->demo->accounts_count++];
	struct account auditor = { .role = ROLE_AUDITOR, .login = "auditeur" };
	struct caller caller;

	operator->role = ROLE_OPERATOR;
	TEXT_COPY(operator->login, DEMO_OPERATOR);
	TEXT_COPY(operator->password, password);
	return token_make(scene, operator, err) &&
	       funder_staff_make(scene, 0, "commanditaire", err) &&
	       staff_make(scene, ROLE_AGENT, first_line(DEMO_DESK), err) &&
	       staff_make(scene, ROLE_MEDIATOR, first_line(DEMO_CENTRE), err) &&
	       account_make(scene, &auditor, &caller, err);
}

static bool other_staff_make(struct demo_scene *scene, struct err *err)
{
	for (int i = 0; i < (int)demo_sites_count; i++)
		if (!staff_make(scene, ROLE_AGENT, i, err) ||
		    !staff_make(scene, ROLE_MEDIATOR, i, err) ||
		    ((demo_sites[i].flags & DEMO_SUSPENDED) && demo_sites[i].mediator &&
		     !account_disable(scene->app, demo_sites[i].mediator, err)))
			return false;
	return funder_staff_make(scene, 1, "commanditaire.vallees", err);
}

bool demo_scene_make(struct demo_scene *scene, const char *operator_password, struct err *err)
{
	for (int i = 0; i < DEMO_FUNDERS; i++)
		if (!funder_make(scene, i, err))
			return false;
	for (int i = 0; i < DEMO_PROGRAMMES; i++)
		if (!programme_make(scene, i, err))
			return false;
	for (int i = 0; i < (int)demo_sites_count; i++)
		if (!place_make(scene, i, err))
			return false;
	return key_exercise(scene, 1, err) && first_staff_make(scene, operator_password, err) &&
	       other_staff_make(scene, err);
}

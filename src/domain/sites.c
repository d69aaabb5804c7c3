#include "domain/sites.h"

#include <string.h>

#include "base/auto.h"
#include "base/text.h"
#include "model/siret.h"

struct adding {
	struct site *site;
	char siret[SIRET_TEXT_SIZE];
};

static bool rules_check(const struct site *site, struct err *err)
{
	const struct site_place *p = &site->place;
	char departement[GEO_DEPARTEMENT_SIZE];
	const struct {
		bool kept;
		const char *rule;
	} rules[] = {
		{ p->name[0], "a place has a name" },
		{ site->desk || site->centre, "a place is a desk, a centre or both" },
		{ !p->code_insee[0] ||
		          (strlen(p->code_insee) == 5 &&
		           (geo_departement(departement, p->code_insee, ""), departement[0])),
		  "the INSEE code of a commune is like 16015 or 2A004" },
		{ !p->has_point || geo_is_valid(p->point), "the point is nowhere on earth" },
	};

	for (size_t i = 0; i < COUNT_OF(rules); i++)
		if (!rules[i].kept)
			return err_named(err, ERR_INPUT, "bad_site", "%s", rules[i].rule);
	return true;
}

static bool add_work(struct app *app, void *context, struct err *err)
{
	struct adding *a = context;

	if (a->siret[0] && !organisations_make(app->sql, a->site->place.name, a->siret,
	                                       &a->site->organisation, err))
		return false;
	return sites_add(app->sql, a->site, app_now(app), err);
}

bool site_add(struct app *app, struct site *site, const char *siret, struct err *err)
{
	struct adding a = { .site = site };

	if (siret[0] && siret_clean(a.siret, siret) != SIRET_IS_SIRET)
		return err_named(err, ERR_INPUT, "bad_siret", "\"%s\" is no SIRET", siret);
	site->approval = APPROVAL_CANDIDATE;
	return rules_check(site, err) && transact(app, add_work, &a, err);
}

bool sites_list(struct app *app, int64_t after_id, size_t limit, site_fn *fn, void *context,
                struct err *err)
{
	return sites_each(app->sql, after_id, limit, fn, context, err);
}

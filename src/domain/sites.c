#include "domain/sites.h"

#include <ctype.h>
#include <string.h>

#include "base/auto.h"
#include "base/text.h"
#include "domain/organisations.h"
#include "model/programme.h"

enum {
	PARENTS_MAX = 5, /* an antenne of an antenne... */
	PAGE = 500       /* read at a time when words are searched */
};

/* ---- rules ---- */

static bool is_digits(const char *text, size_t least, size_t most)
{
	size_t size = strlen(text);

	return size >= least && size <= most && strspn(text, "0123456789") == size;
}

static bool is_commune(const char *code)
{
	char departement[GEO_DEPARTEMENT_SIZE];

	geo_departement(departement, code, "");
	return strlen(code) == 5 && departement[0];
}

/* One line of text: no control characters. */
static bool is_line(const char *text)
{
	for (; *text; text++)
		if (iscntrl((unsigned char)*text))
			return false;
	return true;
}

static bool is_url(const char *text)
{
	size_t scheme = strncmp(text, "https://", 8) == 0  ? 8
	                : strncmp(text, "http://", 7) == 0 ? 7
	                                                   : 0;

	return scheme && text[scheme] && is_line(text) && !text[strcspn(text, " \"<>\\^`{|}")];
}

static bool check(const struct site *site, struct err *err)
{
	const struct site_place *p = &site->place;
	const struct {
		bool kept;
		const char *field, *rule;
	} rules[] = {
		{ p->name[0] && is_line(p->name), "name", "a place has a name" },
		{ site->desk || site->centre, "desk", "a place is a desk, a centre or both" },
		{ is_line(p->address), "address", "an address is one line" },
		{ is_line(p->complement), "complement", "a complement is one line" },
		{ !p->postcode[0] || is_digits(p->postcode, 5, 5), "postcode",
		  "a postcode is five digits" },
		{ is_line(p->commune), "commune", "a commune is one line" },
		{ !p->code_insee[0] || is_commune(p->code_insee), "insee",
		  "the INSEE code of a commune is like 16015 or 2A004" },
		{ !site->epci[0] || siret_kind(site->epci) == SIRET_IS_SIREN, "epci",
		  "an EPCI is a SIREN: nine digits" },
		{ !p->has_point || geo_is_valid(p->point), "latitude",
		  "the point is nowhere on earth" },
		{ !p->phone[0] || (p->phone[0] == '+' && is_digits(p->phone + 1, 6, 15)), "phone",
		  "a phone number is like +33545932222" },
		{ !p->website[0] || is_url(p->website), "website",
		  "a website begins with http:// or https://" },
		{ is_line(p->hours), "hours", "opening hours are one line" },
		{ !p->access_url[0] || is_url(p->access_url), "access_url",
		  "an address of the web begins with http:// or https://" },
		{ is_line(p->services), "services", "a service is one line" },
		{ is_line(p->publics), "publics", "a public is one line" },
		{ is_line(p->typology), "typology", "a typology is one line" },
		{ is_line(p->fees), "fees", "fees are one line" },
	};

	for (size_t i = 0; i < COUNT_OF(rules); i++)
		if (!rules[i].kept)
			return err_named(err, ERR_INPUT, "bad_site", "%s", rules[i].rule) ||
			       err_field(rules[i].field, err);
	return true;
}

/* What it refers to is there, and it is no part of itself. */
static bool relations_check(struct app *app, const struct site *site, struct err *err)
{
	struct organisation organisation;
	struct site parent = { .parent = site->parent };
	int steps = 0;

	if (site->organisation &&
	    !organisations_find(app->sql, site->organisation, &organisation, err))
		return err_field("organisation", err);
	while (parent.parent && parent.parent != site->id && ++steps <= PARENTS_MAX)
		if (!sites_find(app->sql, parent.parent, &parent, err))
			return err_field("parent", err);
	return !parent.parent ||
	       err_named(err, ERR_INPUT, "bad_site",
	                 "a place is no part of itself, nor of too long a line") ||
	       err_field("parent", err);
}

/* ---- verbs ---- */

static bool make_organisation(struct app *app, struct site_edit *edit, struct err *err)
{
	return !edit->siret[0] || (organisation_siret_read(edit->siret, edit->siret, err) &&
	                           organisations_make(app->sql, edit->site.place.name, edit->siret,
	                                              &edit->site.organisation, err));
}

static bool add_work(struct app *app, void *context, struct err *err)
{
	struct site_edit *edit = context;

	return make_organisation(app, edit, err) && relations_check(app, &edit->site, err) &&
	       sites_add(app->sql, &edit->site, app_now(app), err);
}

bool site_add(struct app *app, struct site *site, const char *siret, struct err *err)
{
	struct site_edit edit;

	site->approval = APPROVAL_CANDIDATE;
	edit.site = *site;
	if (!TEXT_COPY(edit.siret, siret))
		return organisation_siret_read(edit.siret, siret, err);
	if (!check(site, err) || !transact(app, add_work, &edit, err))
		return false;
	*site = edit.site;
	return true;
}

/* Narrow a question down to what the caller may know. */
static void know(const struct caller *caller, struct sites_query *query)
{
	if (caller->site)
		query->only = caller->site;
	query->funder = caller->funder;
}

static bool take(void *context, const struct site *site, int64_t distance_m, struct err *err)
{
	(void)distance_m, (void)err;
	*(struct site *)context = *site;
	return true;
}

bool site_find(struct app *app, const struct caller *caller, int64_t id, struct site *ret,
               struct err *err)
{
	struct sites_query query = { SITES_ALL, .only = id, .limit = 1 };
	struct site found = { 0 };

	know(caller, &query);
	if (id > 0 && query.only == id && !sites_each(app->sql, &query, take, &found, err))
		return false;
	if (!found.id)
		return err_named(err, ERR_MISSING, "no_site", "there is no site %lld",
		                 (long long)id);
	*ret = found;
	return true;
}

struct changing {
	const struct edit *edit;
	struct site_edit after;
};

/* Why and since when belong to a suspension, and go with it. */
static bool note_suspension(const struct site *before, struct site *after, int64_t now,
                            struct err *err)
{
	if (after->approval == APPROVAL_SUSPENDED) {
		if (before->approval != APPROVAL_SUSPENDED)
			after->suspended_at = now;
		return true;
	}
	if (after->suspension != before->suspension)
		return err_named(err, ERR_INPUT, "bad_suspension", "nothing is suspended") ||
		       err_field("suspension", err);
	after->suspension = SUSPENSION_UNSAID;
	after->suspended_at = 0;
	return true;
}

static bool change_work(struct app *app, void *context, struct err *err)
{
	struct changing *c = context;
	struct site *after = &c->after.site;
	struct site before;

	c->after.siret[0] = '\0';
	if (!sites_find(app->sql, c->edit->id, after, err) ||
	    !edit_check(c->edit, after->version, err))
		return false;
	before = *after;
	if (!c->edit->apply(c->edit->context, &c->after, err) || !check(after, err) ||
	    !make_organisation(app, &c->after, err))
		return false;
	after->id = before.id;
	after->version = before.version;
	return note_suspension(&before, after, app_now(app), err) &&
	       relations_check(app, after, err) && sites_change(app->sql, after, app_now(app), err);
}

bool site_change(struct app *app, const struct edit *edit, struct site *ret, struct err *err)
{
	struct changing c = { .edit = edit };

	if (!transact(app, change_work, &c, err))
		return false;
	*ret = c.after.site;
	ret->changed_at = app_now(app);
	return true;
}

/* ---- list ---- */

struct search {
	const char *words, *territory;
	char folded[120];
	size_t left; /* so many more are wanted */
	site_fn *fn;
	void *context;
	int64_t last; /* id that was seen */
	size_t seen;  /* of this page */
};

static bool fits(const struct search *search, const struct site_place *place)
{
	char name[sizeof place->name], commune[sizeof place->commune];

	if (!search->words)
		return true;
	text_fold(name, sizeof name, place->name);
	text_fold(commune, sizeof commune, place->commune);
	return search->folded[0] &&
	       (strstr(name, search->folded) || strstr(commune, search->folded) ||
	        strncmp(place->postcode, search->words, strlen(search->words)) == 0);
}

static bool is_inside(const char *territory, const struct site *site)
{
	return territory_covers_place(territory, site->place.code_insee, site->place.postcode,
	                              site->epci);
}

static bool look_at(void *context, const struct site *site, int64_t distance_m, struct err *err)
{
	struct search *search = context;

	search->last = site->id;
	search->seen++;
	if (!search->left || !fits(search, &site->place) || !is_inside(search->territory, site))
		return true;
	search->left--;
	return search->fn(search->context, site, distance_m, err);
}

/* No index knows words without accents, nor territories: the places are read in pages, and looked
 * at. */
static bool find_words(struct app *app, struct search *search, struct sites_query *query,
                       struct err *err)
{
	if (search->words)
		text_fold(search->folded, sizeof search->folded, search->words);
	query->limit = PAGE;
	do {
		search->seen = 0;
		if (!sites_each(app->sql, query, look_at, search, err))
			return false;
		query->after_id = search->last;
	} while (search->left && search->seen == PAGE);
	return true;
}

bool sites_list(struct app *app, const struct caller *caller, const struct sites_wish *wish,
                site_fn *fn, void *context, struct err *err)
{
	struct search search = {
		.words = wish->words,
		.territory = wish->territory,
		.left = wish->query.limit,
		.fn = fn,
		.context = context,
	};
	struct sites_query query = wish->query;

	know(caller, &query);
	return wish->words || wish->territory[0] ? find_words(app, &search, &query, err)
	                                         : sites_each(app->sql, &query, fn, context, err);
}

/* Places made by hand: rules, edits, who knows which, and words that find them. */
#include <stdlib.h>

#include "base/text.h"
#include "domain/sites.h"
#include "world.h"

static bool put_siret(void *context, void *thing, struct err *err)
{
	struct site_edit *edit = thing;

	(void)err;
	TEXT_COPY(edit->siret, context);
	return true;
}

static bool put_phone(void *context, void *thing, struct err *err)
{
	struct site_edit *edit = thing;

	(void)err;
	TEXT_COPY(edit->site.place.phone, context);
	return true;
}

static bool put_parent(void *context, void *thing, struct err *err)
{
	(void)err;
	((struct site_edit *)thing)->site.parent = *(const int64_t *)context;
	return true;
}

static bool suspend(void *context, void *thing, struct err *err)
{
	(void)context, (void)err;
	((struct site_edit *)thing)->site.approval = APPROVAL_SUSPENDED;
	return true;
}

static void only_what_is_named_changes_and_what_is_stale_does_not(void)
{
	WORLD;
	struct edit edit = { .id = w.centre, .apply = suspend };
	struct site before, site;

	CHECK_OK(site_find(w.app, &w.office, w.centre, &before, &err));
	edit.seen = before.version;
	CHECK_OK(site_change(w.app, &edit, &site, &err));
	CHECK_INT(site.approval, APPROVAL_SUSPENDED);
	CHECK_TEXT(site.place.name, before.place.name);
	CHECK_INT(site.version, before.version + 1);
	CHECK_UNCHANGED(CHECK_NAMED(site_change(w.app, &edit, &site, &err), ERR_CONFLICT, "stale"));
	edit = (struct edit){ .id = w.centre, .apply = put_phone, .context = (char[]){ "0545" } };
	CHECK_UNCHANGED(CHECK_NAMED(site_change(w.app, &edit, &site, &err), ERR_INPUT, "bad_site"));
	CHECK_TEXT(err.field, "phone");
	edit.context = (char[]){ "+33545932222" };
	CHECK_OK(site_change(w.app, &edit, &site, &err));
	edit = (struct edit){ .id = w.centre,
		              .apply = put_siret,
		              .context = (char[]){ "21160015000018" } };
	CHECK_OK(site_change(w.app, &edit, &site, &err));
	CHECK(site.organisation && site.organisation != before.organisation);
	edit.id = 99;
	CHECK_NAMED(site_change(w.app, &edit, &site, &err), ERR_MISSING, "no_site");
}

struct said {
	enum approval approval;
	enum suspension suspension;
};

static bool say(void *context, void *thing, struct err *err)
{
	const struct said *said = context;
	struct site *site = &((struct site_edit *)thing)->site;

	(void)err;
	site->approval = said->approval;
	site->suspension = said->suspension;
	return true;
}

static void a_suspension_has_a_reason_and_a_beginning_and_takes_them_along(void)
{
	WORLD;
	struct said said = { APPROVAL_SUSPENDED, SUSPENSION_REVIEW };
	struct edit edit = { .id = w.centre, .apply = say, .context = &said };
	struct site site;
	int64_t since;

	CHECK_OK(site_change(w.app, &edit, &site, &err));
	since = site.suspended_at;
	CHECK_INT(since, app_now(w.app));
	world_at(&w, since + 100);
	said.suspension = SUSPENSION_CLOSED; /* it is known better now */
	CHECK_OK(site_change(w.app, &edit, &site, &err));
	CHECK_INT(site.suspension, SUSPENSION_CLOSED);
	CHECK_INT(site.suspended_at, since);
	said = (struct said){ APPROVAL_APPROVED, SUSPENSION_REVIEW };
	CHECK_UNCHANGED(
		CHECK_NAMED(site_change(w.app, &edit, &site, &err), ERR_INPUT, "bad_suspension"));
	CHECK_TEXT(err.field, "suspension");
	said.suspension = SUSPENSION_CLOSED; /* as it was: not named */
	CHECK_OK(site_change(w.app, &edit, &site, &err));
	CHECK_OK(site_find(w.app, &w.office, w.centre, &site, &err));
	CHECK(!site.suspension && !site.suspended_at);
}

static void a_place_is_no_part_of_itself(void)
{
	WORLD;
	struct edit edit = { .id = w.centre, .apply = put_parent, .context = &w.desk };
	int64_t none = 99;
	struct site site;

	CHECK_OK(site_change(w.app, &edit, &site, &err));
	CHECK_INT(site.parent, w.desk);
	edit = (struct edit){ .id = w.desk, .apply = put_parent, .context = &w.centre };
	CHECK_UNCHANGED(CHECK_NAMED(site_change(w.app, &edit, &site, &err), ERR_INPUT, "bad_site"));
	CHECK_TEXT(err.field, "parent");
	edit.context = &w.desk;
	CHECK_NAMED(site_change(w.app, &edit, &site, &err), ERR_INPUT, "bad_site");
	edit.context = &none;
	CHECK_NAMED(site_change(w.app, &edit, &site, &err), ERR_MISSING, "no_site");
}

static bool count(void *context, const struct site *site, int64_t distance_m, struct err *err)
{
	(void)site, (void)distance_m, (void)err;
	++*(int *)context;
	return true;
}

static int found(struct world *w, const struct caller *caller, const char *words, size_t limit)
{
	const struct sites_wish wish = { .query = { SITES_ALL, .limit = limit }, .words = words };
	struct err err = { 0 };
	int seen = 0;

	CHECK_OK(sites_list(w->app, caller, &wish, count, &seen, &err));
	return seen;
}

static void agents_know_their_place_and_words_find_others(void)
{
	WORLD;
	struct site library = { .centre = true,
		                .place = { .name = "Médiathèque d’Été",
		                           .commune = "Saint-Yrieix",
		                           .postcode = "16710" } };
	struct site site;

	CHECK_OK(site_add(w.app, &library, "", &err));
	CHECK_OK(site_find(w.app, &w.agent, w.desk, &site, &err));
	CHECK_NAMED(site_find(w.app, &w.office, 0, &site, &err), ERR_MISSING, "no_site");
	CHECK_NAMED(site_find(w.app, &w.agent, library.id, &site, &err), ERR_MISSING, "no_site");
	CHECK_INT(found(&w, &w.agent, NULL, 10), 1);
	CHECK_INT(found(&w, &w.office, NULL, 10), 5);
	CHECK_INT(found(&w, &w.office, NULL, 2), 2);
	CHECK_INT(found(&w, &w.office, "mediatheque d'ete", 10), 1);
	CHECK_INT(found(&w, &w.office, "YRIEIX", 10), 1);
	CHECK_INT(found(&w, &w.office, "1671", 10), 1);
	CHECK_INT(found(&w, &w.office, "nowhere", 10), 0);
	CHECK_INT(found(&w, &w.office, "!", 10), 0);
	CHECK_INT(found(&w, &w.agent, "yrieix", 10), 0);
}

static void funders_know_who_is_approved_and_who_is_theirs(void)
{
	WORLD;
	struct edit edit = { .apply = suspend };
	struct site lonely = { .centre = true, .place = { .name = "Seul" } }, site;
	int all = found(&w, &w.office, NULL, 10);

	edit.id = w.other_centre;
	CHECK_OK(site_change(w.app, &edit, &site, &err));
	CHECK_OK(site_add(w.app, &lonely, "", &err));
	CHECK_INT(found(&w, &w.office, NULL, 10), all + 1);
	CHECK_INT(found(&w, &w.payer, NULL, 10), all); /* of them one suspended, of its programme */
	CHECK_NAMED(site_find(w.app, &w.payer, lonely.id, &site, &err), ERR_MISSING, "no_site");
	CHECK_INT(found(&w, &w.payer, "seul", 10), 0);
	CHECK_OK(site_find(w.app, &w.payer, w.other_centre, &site, &err));
	CHECK_INT(site.approval, APPROVAL_SUSPENDED);
	CHECK_OK(site_approve(w.app, lonely.id, w.programme.id, APPROVAL_CANDIDATE, &err));
	CHECK_OK(site_find(w.app, &w.payer, lonely.id, &site, &err));
	CHECK_INT(found(&w, &w.payer, NULL, 10), all + 1);
}

DATABASE_MAIN({ "only_what_is_named_changes_and_what_is_stale_does_not",
                only_what_is_named_changes_and_what_is_stale_does_not },
              { "a_suspension_has_a_reason_and_a_beginning_and_takes_them_along",
                a_suspension_has_a_reason_and_a_beginning_and_takes_them_along },
              { "a_place_is_no_part_of_itself", a_place_is_no_part_of_itself },
              { "agents_know_their_place_and_words_find_others",
                agents_know_their_place_and_words_find_others },
              { "funders_know_who_is_approved_and_who_is_theirs",
                funders_know_who_is_approved_and_who_is_theirs })

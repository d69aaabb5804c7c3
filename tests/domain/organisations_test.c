/* Legal bodies and funders: added, known to whom they concern, edited by one at a time. */
#include <pthread.h>
#include <stdlib.h>

#include "base/text.h"
#include "domain/edit.h"
#include "domain/funders.h"
#include "domain/organisations.h"
#include "domain/publishers.h"
#include "world.h"

static bool rename_it(void *context, void *thing, struct err *err)
{
	struct organisation *organisation = thing;

	(void)err;
	TEXT_COPY(organisation->name, context);
	return true;
}

static bool renumber(void *context, void *thing, struct err *err)
{
	struct organisation *organisation = thing;

	(void)err;
	TEXT_COPY(organisation->siret, context);
	return true;
}

static bool rename_funder(void *context, void *thing, struct err *err)
{
	struct funder *funder = thing;

	(void)err;
	TEXT_COPY(funder->name, context);
	return true;
}

static bool refuse(void *context, void *thing, struct err *err)
{
	(void)context;
	((struct organisation *)thing)->name[0] = 'x';
	return err_named(err, ERR_INPUT, "wrong_type", "no");
}

static void an_edit_of_what_was_seen_before_is_stale(void)
{
	WORLD;
	struct organisation made = { .name = "Mairie", .siret = "211 700 000" }, found;
	struct edit edit = { .apply = rename_it, .context = (char[]){ "Ville" } };

	CHECK_NAMED(organisation_add(w.app, &made, &err), ERR_INPUT, "bad_siret");
	CHECK_TEXT(err.field, "siret");
	made.siret[0] = '\0';
	CHECK_OK(organisation_add(w.app, &made, &err));
	CHECK_INT(made.version, 1);
	edit.id = made.id;
	edit.seen = 1;
	CHECK_OK(organisation_change(w.app, &edit, &found, &err));
	CHECK_INT(found.version, 2);
	CHECK_TEXT(found.name, "Ville");
	CHECK_UNCHANGED(CHECK_NAMED(organisation_change(w.app, &edit, &found, &err), ERR_CONFLICT,
	                            "stale"));
	edit.seen = 0;
	CHECK_OK(organisation_change(w.app, &edit, &found, &err));
	CHECK_INT(found.version, 3);
	edit.seen = -1;
	CHECK_NAMED(organisation_change(w.app, &edit, &found, &err), ERR_CONFLICT, "stale");
	edit.id = 99;
	CHECK_NAMED(organisation_change(w.app, &edit, &found, &err), ERR_MISSING,
	            "no_organisation");
}

static void a_refused_edit_leaves_all_as_it_was(void)
{
	WORLD;
	struct edit edit = { .id = w.funder.organisation, .apply = refuse };
	struct organisation found;

	CHECK_UNCHANGED(CHECK_NAMED(organisation_change(w.app, &edit, &found, &err), ERR_INPUT,
	                            "wrong_type"));
	edit.apply = rename_it;
	edit.context = (char[]){ "" };
	CHECK_UNCHANGED(
		CHECK_NAMED(organisation_change(w.app, &edit, &found, &err), ERR_INPUT, "no_name"));
	edit.apply = renumber;
	CHECK_UNCHANGED(CHECK_NAMED(organisation_change(w.app, &edit, &found, &err), ERR_INPUT,
	                            "bad_siret"));
	edit.context = (char[]){ "21160015000018" };
	CHECK_OK(organisation_change(w.app, &edit, &found, &err));
	CHECK_TEXT(found.siret, "21160015000018");
}

static void a_siret_is_one_bodys(void)
{
	WORLD;
	struct organisation other = { .name = "Ville", .siret = "21160015000018" }, found, twin;
	struct edit edit = { .apply = renumber, .context = w.funder.siret };
	struct funder payer = { .name = "Ville", .siret = "21160015000018" };

	CHECK_OK(organisation_add(w.app, &other, &err));
	twin = other;
	CHECK_UNCHANGED(
		CHECK_NAMED(organisation_add(w.app, &twin, &err), ERR_CONFLICT, "siret_taken"));
	edit.id = other.id;
	CHECK_UNCHANGED(CHECK_NAMED(organisation_change(w.app, &edit, &found, &err), ERR_CONFLICT,
	                            "siret_taken"));
	CHECK_OK(funder_add(w.app, &payer, &err)); /* of a body that is there */
	CHECK_INT(payer.organisation, other.id);
}

static bool count(void *context, const struct funder *funder, struct err *err)
{
	(void)err;
	*(int64_t *)context = *(int64_t *)context * 10 + funder->id;
	return true;
}

static void a_funder_knows_itself(void)
{
	WORLD;
	struct funder other = { .name = "Ville", .siret = "21160015000018" }, found;
	struct funders_query query = { .limit = 10 };
	struct edit edit = {
		.id = w.funder.id, .seen = 1, .apply = rename_funder, .context = (char[]){ "D" }
	};
	int64_t seen = 0;

	CHECK_OK(funder_add(w.app, &other, &err));
	CHECK_OK(funder_find(w.app, &w.payer, w.funder.id, &found, &err));
	CHECK_NAMED(funder_find(w.app, &w.payer, other.id, &found, &err), ERR_MISSING, "no_funder");
	CHECK_OK(funder_find(w.app, &w.office, other.id, &found, &err));
	CHECK_OK(funders_list(w.app, &w.payer, &query, count, &seen, &err));
	CHECK_INT(seen, w.funder.id);
	seen = 0;
	CHECK_OK(funders_list(w.app, &w.office, &query, count, &seen, &err));
	CHECK_INT(seen, w.funder.id * 10 + other.id);
	seen = 0;
	query.after_id = w.funder.id;
	CHECK_OK(funders_list(w.app, &w.office, &query, count, &seen, &err));
	CHECK_INT(seen, other.id);
	CHECK_OK(funder_change(w.app, &edit, &found, &err));
	CHECK_TEXT(found.name, "D");
	CHECK_INT(found.version, 2);
	CHECK_NAMED(funder_change(w.app, &edit, &found, &err), ERR_CONFLICT, "stale");
}

static void agents_know_the_body_of_their_site(void)
{
	WORLD;
	struct organisation found;
	struct site site;

	CHECK_OK(sites_find(w.app->sql, w.agent.site, &site, &err));
	CHECK_OK(organisation_find(w.app, &w.payer, w.funder.organisation, &found, &err));
	if (site.organisation)
		CHECK_OK(organisation_find(w.app, &w.agent, site.organisation, &found, &err));
	CHECK_NAMED(organisation_find(w.app, &w.agent, w.funder.organisation, &found, &err),
	            ERR_MISSING, "no_organisation");
}

struct editor {
	pthread_t thread;
	struct app *app;
	int64_t id;
	int done, stale;
};

static void *edit_ten_times(void *context)
{
	struct editor *e = context;
	struct edit edit = { .id = e->id, .apply = rename_it, .context = (char[]){ "Ville" } };
	struct organisation found;
	struct err err = { 0 };

	for (int i = 0; i < 10; i++) {
		edit.seen = i + 1;
		if (organisation_change(e->app, &edit, &found, &err))
			e->done++;
		else
			e->stale += strcmp(err.name, "stale") == 0;
	}
	return NULL;
}

static void of_two_editors_of_one_version_one_comes_through(void)
{
	enum { EDITORS = 4 };
	struct editor editors[EDITORS];
	WORLD;
	int done = 0, stale = 0;
	struct organisation found;

	for (int i = 0; i < EDITORS; i++) {
		editors[i] = (struct editor){ .id = w.funder.organisation };
		CHECK_OK(app_clone(&editors[i].app, w.app, false, &err));
		pthread_create(&editors[i].thread, NULL, edit_ten_times, &editors[i]);
	}
	for (int i = 0; i < EDITORS; i++) {
		pthread_join(editors[i].thread, NULL);
		done += editors[i].done;
		stale += editors[i].stale;
		app_close(&editors[i].app);
	}
	CHECK_INT(done + stale, 10 * EDITORS);
	CHECK_OK(organisation_find(w.app, &w.office, w.funder.organisation, &found, &err));
	CHECK_INT(found.version, 1 + done);
}

static bool put_all(void *context, void *thing, struct err *err)
{
	(void)err;
	*(struct publisher *)thing = *(const struct publisher *)context;
	return true;
}

static void who_publishes_is_told_whole_or_not_at_all(void)
{
	WORLD;
	const struct publisher whole = {
		"Mairie", "1 rue A", "+33100000000", "m@b.example", "La maire", "Hôte", 1
	};
	struct publisher found, one[6] = { whole, whole, whole, whole, whole, whole };

	CHECK_OK(publishers_find(w.app, &found, &err));
	CHECK_TEXT(found.name, "");
	one[0].name[0] = one[1].address[0] = one[2].director[0] = one[3].hosting[0] = '\0';
	one[4].phone[0] = one[4].email[0] = '\0';
	TEXT_COPY(one[5].email, "nobody");
	for (size_t i = 0; i < COUNT_OF(one); i++) {
		const struct edit edit = { .apply = put_all, .context = &one[i] };

		CHECK_ERR(publishers_change(w.app, &edit, &err), ERR_INPUT);
		CHECK_TEXT(err.name, i == 5 ? "bad_email" : "publisher_incomplete");
	}
	CHECK_OK(publishers_find(w.app, &found, &err));
	CHECK_TEXT(found.name, "");
	one[0] = whole;
	one[0].phone[0] = '\0';
	CHECK_OK(publishers_change(w.app, &(struct edit){ .apply = put_all, .context = &one[0] },
	                           &err));
	CHECK_OK(publishers_find(w.app, &found, &err));
	CHECK_TEXT(found.name, "Mairie");
	CHECK_TEXT(found.phone, "");
	CHECK_TEXT(found.hosting, "Hôte");
}

DATABASE_MAIN({ "an_edit_of_what_was_seen_before_is_stale",
                an_edit_of_what_was_seen_before_is_stale },
              { "a_refused_edit_leaves_all_as_it_was", a_refused_edit_leaves_all_as_it_was },
              { "a_siret_is_one_bodys", a_siret_is_one_bodys },
              { "a_funder_knows_itself", a_funder_knows_itself },
              { "agents_know_the_body_of_their_site", agents_know_the_body_of_their_site },
              { "of_two_editors_of_one_version_one_comes_through",
                of_two_editors_of_one_version_one_comes_through },
              { "who_publishes_is_told_whole_or_not_at_all",
                who_publishes_is_told_whole_or_not_at_all })

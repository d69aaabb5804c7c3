/* Places brought in: none listed twice, whole or not at all. */
#include "domain/centres.h"
#include "faults.h"
#include "import_files.h"

/* ---- the same place twice ---- */

struct nearest {
	size_t count;
	char names[8][200];
	int64_t metres[8];
};

static bool note(void *context, const struct site *site, int64_t distance_m, struct err *err)
{
	struct nearest *nearest = context;

	(void)err;
	nearest->metres[nearest->count] = distance_m;
	TEXT_COPY(nearest->names[nearest->count++], site->place.name);
	return true;
}

/* Two publishers, two spellings, one of them with coordinates elsewhere; so often that more are
 * twins than are wanted. */
static const char twins[] =
	HEADER "t-1,,Maison Alpha,Cognac,16100,1 rue du Port,45.7000,-0.3300,,,carto\n"
	       "t-2,,MAISON ALPHA,COGNAC,16100,1 RUE DU PORT,45.7000,-0.3300,,,dora\n"
	       "t-3,,Espace Maison Alpha,Cognac,16100,1 bis rue du Port,45.7003,-0.3300,,,dora\n"
	       "t-4,,Maison alpha,Cognac,16100,1 rue du port,45.7100,-0.3300,,,carto\n"
	       "n-1,,La Poste,Cognac,16100,1 rue du Port,45.7000,-0.3300,,,carto\n"
	       "n-2,,Cyberbase,Cognac,16100,8 rue du Port,45.7020,-0.3300,,,carto\n"
	       "n-3,,Maison Alpha,Jarnac,16200,1 rue du Port,45.6800,-0.1700,,,carto\n";

static void the_nearest_never_lists_a_place_twice(void)
{
	WORLD;
	HEARING;
	struct nearest found = { 0 };
	struct centres_query query = { .point = { 45700000, -330000 }, .limit = 4 };

	wish.programme = query.programme = w.programme.id;
	wish.approve = true;
	CHECK_OK(IMPORT(twins));
	CHECK_COUNTS(7, 0, 0, 0);
	CHECK(strstr(buf_text(&heard.codes), "3:same_place "));
	CHECK_OK(centres_near(w.app, &query, note, &found, &err));
	if (!CHECK_INT(found.count, 4))
		return;
	CHECK_TEXT(found.names[0], "Maison Alpha");
	CHECK_TEXT(found.names[1], "La Poste");
	CHECK_TEXT(found.names[2], "Cyberbase");
	CHECK_INT(found.metres[2], 222);
	CHECK_TEXT(found.names[3], "Maison Alpha"); /* of Jarnac */
	CHECK(found.metres[3] > 12000);
}

static void a_printed_pass_never_lists_a_place_twice(void)
{
	WORLD;
	HEARING;
	struct pass pass = world_issue(&w);
	struct sheet sheet;
	struct site desk;
	size_t alphas = 0;

	wish.programme = w.programme.id;
	wish.approve = true;
	CHECK_OK(IMPORT(twins));
	CHECK_OK(sites_find(w.app->sql, w.desk, &desk, &err));
	desk.place.point = (struct geo_point){ 45700000, -330000 };
	CHECK_OK(sites_change(w.app->sql, &desk, app_now(w.app), &err));
	CHECK_OK(issue_sheet(w.app, &pass, false, &sheet, &err));
	CHECK(sheet.places_count >= 3);
	for (size_t i = 0; i < sheet.places_count; i++)
		alphas += strcmp(sheet.places[i].commune, "Cognac") == 0 &&
		          strstr(sheet.places[i].name, "lpha") != NULL;
	CHECK_INT(alphas, 1);
}

/* ---- what goes wrong ---- */

static void a_lost_race_starts_again_and_tells_each_doubt_once(void)
{
	WORLD;
	HEARING;
	char path[160];

	heard.fails_at = 3;
	CHECK_OK(IMPORT(HEADER LIBRARY "a-1,,Lieu A,Cognac,16100,1 rue X,,,1,,carto\n"
	                               "b-1,,Lieu B,Cognac,16100,2 rue X,,,2,,carto\n"));
	CHECK_COUNTS(3, 0, 0, 0);
	CHECK_TEXT(
		buf_text(&heard.codes),
		"3:no_pivot 3:no_coordinates 3:bad_phone 4:no_pivot 4:no_coordinates 4:bad_phone ");
	CHECK_INT(counts.doubts[CENTRES_IGNORED], 2);
	heard.count = 0;
	TEXT_COPY(path, file_of(&w, HEADER HALL "a-1,,Lieu A,Jarnac,16100,1 rue X,,,1,,carto\n"));
	if (!CHECK(freopen(path, "rb", stdin)))
		return;
	CHECK_PLACES_STAY(CHECK_NAMED(import_centres(w.app, "-", &wish, &counts, &err),
	                              ERR_CONFLICT, "input_spent"));
	heard.fails_at = 0;
	if (!CHECK(freopen(path, "rb", stdin)))
		return;
	CHECK_OK(import_centres(w.app, "-", &wish, &counts, &err));
	CHECK_COUNTS(1, 1, 0, 0);
}

struct faulting {
	struct world *w;
	struct app *app;
	char *before;
};

static bool import_again(void *context, struct err *err)
{
	struct faulting *f = context;
	struct import_wish wish = { .programme = f->w->programme.id, .approve = true };
	struct import_counts counts;

	return import_centres(f->app, file_of(f->w, HEADER LIBRARY HALL CLUB), &wish, &counts, err);
}

static bool nothing_came_in(void *context)
{
	struct faulting *f = context;
	char *after = places(f->w);
	bool same = world_same(f->before, after, __FILE__, __LINE__);

	free(after);
	return same;
}

static void a_failure_at_any_call_leaves_nothing(void)
{
	WORLD;
	HEARING;
	struct faulting f = { .w = &w };
	struct app_options options = { .data = w.data, .database = w.database.fault_url };

	if (!*w.database.fault_url) /* the failing driver is SQLite's */
		return;
	CHECK_OK(IMPORT(HEADER "library-1,,Avant,Cognac,16100,,45.69,-0.32,,,carto\n"
	                       "off-1,,Disparu,Cognac,16100,,45.69,-0.32,,,carto\n"));
	if (!CHECK_OK(app_open(&f.app, &options, &err)))
		return;
	f.app->fixed_at = w.app->fixed_at;
	f.before = places(&w);
	CHECK(faults_each(import_again, nothing_came_in, &f) > 30);
	CHECK_TEXT(site_of(&w, "library-1").place.name, "Médiathèque Alpha");
	free(f.before);
	app_close(&f.app);
}

DATABASE_MAIN({ "the_nearest_never_lists_a_place_twice", the_nearest_never_lists_a_place_twice },
              { "a_printed_pass_never_lists_a_place_twice",
                a_printed_pass_never_lists_a_place_twice },
              { "a_lost_race_starts_again_and_tells_each_doubt_once",
                a_lost_race_starts_again_and_tells_each_doubt_once },
              { "a_failure_at_any_call_leaves_nothing", a_failure_at_any_call_leaves_nothing })

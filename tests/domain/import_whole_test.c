/* Places brought in: none listed twice, whole or not at all. */
#include "domain/centres.h"
#include "domain/sites.h"
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

struct meanwhile {
	struct world *w;
	struct app *other;
	bool done;
};

/* Another writer, between the reading of the file and the writing of the plan. */
static bool another_writes(void *of)
{
	struct meanwhile *m = of;
	struct site library = site_of(m->w, "library-1");
	struct site early = { .desk = true,
		              .place = { .name = "Avant", .source_id = "early-one" } };
	struct err err = { 0 };

	if (m->done)
		return true;
	m->done = true;
	library.approval = APPROVAL_SUSPENDED;
	library.suspension = SUSPENSION_ENDED;
	library.suspended_at = 6;
	TEXT_COPY(library.epci, "200071827");
	TEXT_COPY(library.place.name, "Autre nom");
	return CHECK_OK(sql_begin(m->other->sql, &err)) &&
	       CHECK_OK(sites_change(m->other->sql, &library, 7, &err)) &&
	       CHECK_OK(sites_add(m->other->sql, &early, 7, &err)) &&
	       CHECK_OK(sql_commit(m->other->sql, &err));
}

static void what_another_writes_meanwhile_is_compared_again(void)
{
	WORLD;
	HEARING;
	struct meanwhile m = { .w = &w };
	struct site site;

	CHECK_OK(IMPORT(HEADER LIBRARY HALL));
	if (!CHECK_OK(app_clone(&m.other, w.app, false, &err)))
		return;
	heard.meanwhile = another_writes;
	heard.of = &m;
	CHECK_OK(IMPORT(HEADER
	                "library-1,,Médiathèque Alpha,Angoulême,16000,1 rue du Parc,45.6500,0.1600,"
	                "0545999999,Mo-Fr 09:00-12:00,carto\n"
	                "early-one,,Lieu A,Cognac,16100,1 rue X,45.69,-0.32,,,carto\n"));
	CHECK(m.done);
	CHECK_COUNTS(0, 2, 0, 0);
	site = site_of(&w, "library-1");
	CHECK_INT(site.approval, APPROVAL_SUSPENDED);
	CHECK_INT(site.suspension, SUSPENSION_ENDED);
	CHECK_INT(site.suspended_at, 6);
	CHECK_TEXT(site.epci, "200071827");
	CHECK_TEXT(site.place.phone, "+33545999999");
	CHECK_TEXT(site.place.name, "Médiathèque Alpha");
	site = site_of(&w, "early-one");
	CHECK_TEXT(site.place.name, "Lieu A");
	CHECK(site.desk && !site.centre);
	app_close(&m.other);
}

static void standard_input_and_bytes_are_files_too(void)
{
	static const char text[] = HEADER LIBRARY;
	struct import_file file = { .path = "-" };
	WORLD;
	HEARING;

	if (!CHECK(freopen(file_of(&w, HEADER HALL), "rb", stdin)))
		return;
	CHECK_OK(import_centres(w.app, &file, &wish, &counts, &err));
	CHECK_COUNTS(1, 0, 0, 0);
	file = (struct import_file){ .data = text, .size = sizeof text - 1, .form = CENTRES_CSV };
	CHECK_OK(import_centres(w.app, &file, &wish, &counts, &err));
	CHECK_COUNTS(1, 0, 0, 0);
	file.form = CENTRES_JSON;
	CHECK_NAMED(import_centres(w.app, &file, &wish, &counts, &err), ERR_INPUT, "bad_json");
	CHECK_INT((int64_t)err.row, 1);
}

/* ---- what an import has kept ---- */

static bool suspend(void *context, void *edit, struct err *err)
{
	(void)context, (void)err;
	((struct site_edit *)edit)->site.approval = APPROVAL_SUSPENDED;
	return true;
}

/* Whatever a file says, the operator can suspend the place without mending it first. */
static void every_place_of_a_file_may_be_edited(void)
{
	static const char text[] =
		"id,nom,commune,code_postal,code_insee,adresse,latitude,longitude,telephone,"
		"site_web,horaires,services,fiche_acces_libre,frais_a_charge\n"
		"odd-place-1,\"Café \t l’Été\",AJACCIO,20000,2a004,\"1,\nrue\",41.92,8.73,"
		"0033 4 95 00 00 00,médiathèque.fr/é?a=b#c,24/7,A;B|A : ce que A veut dire,"
		"HTTPS://acceslibre.fr/x,Payant\n"
		"odd-place-2,Lieu 2,Saint-Denis,97400,97411,,-20.88,55.45,+44 20 7946 0958,"
		"x.fr|y.fr,???,,,\n"
		"odd-place-3,Lieu 3,Paris,7500,5A600,,45,2,0,http://,\001,|||,é,z|\n";
	struct edit edit = { .apply = suspend };
	WORLD;
	HEARING;
	struct site site;

	CHECK_OK(IMPORT(text));
	CHECK_COUNTS(3, 0, 0, 0);
	for (int i = 1; i <= 3; i++) {
		char id[20];

		snprintf(id, sizeof id, "odd-place-%d", i);
		edit.id = site_of(&w, id).id;
		if (!CHECK_OK(site_change(w.app, &edit, &site, &err)))
			printf("# %s: %s\n", id, err.field);
	}
}

/* ---- what would come of it ---- */

static void a_dry_run_says_the_same_and_writes_nothing(void)
{
	static const char *const files[] = {
		HEADER LIBRARY HALL CLUB,
		HEADER LIBRARY CLUB "club-2,,Club Gamma,Cognac,16100,3 rue du Port,1,2,,,carto\n",
		HEADER HALL "theclub-1,21160015000018,Club,Cognac,16100,3 rue du Port,,,,,carto\n"
			    ",,,,,,,,,,\n",
		HEADER LIBRARY HALL CLUB CLUB_OF_LAW_1901,
	};
	WORLD;
	HEARING;

	for (size_t i = 0; i < 2 * COUNT_OF(files); i++) {
		AUTO(buf_release) struct buf before = { 0 };
		struct import_counts dry;

		wish.programme = i % 3 ? w.programme.id : 0;
		wish.approve = i > 4;
		wish.dry_run = true;
		buf_clear(&heard.codes);
		CHECK_PLACES_STAY(CHECK_OK(IMPORT(files[i / 2])));
		buf_adds(&before, buf_text(&heard.codes));
		dry = counts;
		wish.dry_run = false;
		buf_clear(&heard.codes);
		CHECK_OK(IMPORT(files[i / 2]));
		CHECK_TEXT(buf_text(&heard.codes), buf_text(&before));
		CHECK_COUNTS((int64_t)dry.added, (int64_t)dry.changed, (int64_t)dry.unchanged,
		             (int64_t)dry.dropped);
		CHECK_INT(counts.approved, dry.approved);
		CHECK_INT(counts.gone, dry.gone);
	}
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

	struct import_file file = { .path = file_of(f->w, HEADER LIBRARY HALL CLUB) };

	return import_centres(f->app, &file, &wish, &counts, err);
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
              { "what_another_writes_meanwhile_is_compared_again",
                what_another_writes_meanwhile_is_compared_again },
              { "standard_input_and_bytes_are_files_too", standard_input_and_bytes_are_files_too },
              { "every_place_of_a_file_may_be_edited", every_place_of_a_file_may_be_edited },
              { "a_dry_run_says_the_same_and_writes_nothing",
                a_dry_run_says_the_same_and_writes_nothing },
              { "a_failure_at_any_call_leaves_nothing", a_failure_at_any_call_leaves_nothing })

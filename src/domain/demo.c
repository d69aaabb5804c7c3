#include "domain/demo.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/auto.h"
#include "base/file.h"
#include "base/text.h"
#include "codec/json_write.h"
#include "domain/demo_days.h"
#include "domain/demo_scene.h"
#include "domain/issue.h"
#include "domain/publishers.h"
#include "store/sql.h"

enum { DEMO_ISSUER = 960, FIRST_MINUTE = 7 * 60 + 30 };

/* ---- what can be taken away again ---- */

struct traces {
	char database[1024], key[4096];
	bool had_database, had_key; /* before us */
};

static bool traces_find(struct traces *t, const struct app_options *options, struct err *err)
{
	static const char scheme[] = "sqlite:";
	char url[1024];

	if (!app_database_url(options, url, sizeof url, err))
		return false;
	if (options->key_file)
		TEXT_COPY(t->key, options->key_file);
	else
		snprintf(t->key, sizeof t->key, "%s/key", options->data);
	if (strncmp(url, scheme, strlen(scheme)) == 0)
		TEXT_COPY(t->database, url + strlen(scheme));
	t->had_key = file_exists(t->key);
	t->had_database = !t->database[0] || file_exists(t->database);
	return true;
}

static void traces_remove(const struct traces *t)
{
	static const char *const parts[] = { "", "-wal", "-shm" };
	char path[sizeof t->database + 8];

	if (!t->had_key)
		unlink(t->key);
	for (size_t i = 0; i < COUNT_OF(parts) && !t->had_database; i++) {
		snprintf(path, sizeof path, "%s%s", t->database, parts[i]);
		unlink(path);
	}
}

/* ---- making ---- */

static bool publish(void *context, void *publisher, struct err *err)
{
	(void)err;
	*(struct publisher *)publisher = *(const struct publisher *)context;
	return true;
}

/* Nobody's: telephone numbers and addresses of mail are of those that belong to no one. */
static bool publisher_make(struct app *app, struct err *err)
{
	struct publisher invented = {
		.name = "Département de l’Ozerelle",
		.address = "1 place de la Préfecture, 96000 Marsange",
		.phone = "05 36 49 10 00",
		.email = "pass-numerique@ozerelle.example",
		.director = "La présidente du conseil départemental de l’Ozerelle",
		.hosting =
			"Ozerelle Numérique, 12 rue des Tanneurs, 96000 Marsange, 05 36 49 12 00",
	};
	const struct edit edit = { .apply = publish, .context = &invented };

	return publishers_change(app, &edit, err);
}

/* A pass that somebody takes home now. */
static bool hand_out_first(struct demo_scene *scene, struct err *err)
{
	struct issue_request request = { .programme = scene->programmes[0].id,
		                         .desk = scene->demo->desks[0].id,
		                         .vouchers = 10,
		                         .passes = 1,
		                         .hand_out = true,
		                         .start_level = LEVEL_ACCOMPANIED,
		                         .age_band = 4,
		                         .situation = 2 };
	const struct caller *agent = scene->agents;
	struct pass pass;

	while (agent->site != request.desk)
		agent++;
	if (!issue_passes(scene->app, agent, &request, &pass, err))
		return false;
	scene->demo->first_pass = pass.id;
	return true;
}

static bool play(struct demo_scene *scene, const struct app_options *options, const char *password,
                 struct err *err)
{
	AUTO(app_close) struct app *app = NULL;

	if (!app_open(&app, options, err))
		return false;
	scene->app = app;
	demo_scene_clock(scene, scene->first_day, FIRST_MINUTE);
	if (!sql_hurry(app->sql, err) || !app_unlock(app, options, err) ||
	    !publisher_make(app, err) || !demo_scene_make(scene, password, err) ||
	    !demo_days_walk(scene, err))
		return false;
	app->fixed_at = scene->end_at;
	return hand_out_first(scene, err);
}

bool demo_make(const struct app_options *options, const struct demo_wish *wish, struct demo *ret,
               struct err *err)
{
	struct demo_scene scene = { .demo = ret, .dice = { wish->seed } };
	struct setup setup = { .issuer = DEMO_ISSUER, .host = wish->host, .login = DEMO_OPERATOR };
	char password[PASSWORD_TEXT_SIZE];
	struct traces traces = { 0 };

	*ret = (struct demo){ 0 };
	scene.end_at = wish->fixed_at ? wish->fixed_at : clock_now();
	scene.end_day = paris_day(scene.end_at);
	scene.first_day = scene.end_day - DEMO_DAYS + 1;
	setup.fixed_at = demo_scene_at(scene.first_day, FIRST_MINUTE - 30);
	if (!traces_find(&traces, options, err))
		return false;
	if (setup_init(options, &setup, password, err) && play(&scene, options, password, err))
		return true;
	if (strcmp(err->name, "already_initialised") != 0)
		traces_remove(&traces);
	*ret = (struct demo){ 0 };
	return err_during(err, "making the demonstration");
}

/* ---- what is told ---- */

static void write_accounts(struct json_writer *json, const char *name,
                           const struct demo_account *accounts, size_t count)
{
	json_write_name(json, name);
	json_write_begin_array(json);
	for (size_t i = 0; i < count; i++) {
		json_write_begin_object(json);
		json_write_field_text(json, "role", role_name(accounts[i].role));
		json_write_field_text(json, "login", accounts[i].login);
		json_write_field_text(json, "password", accounts[i].password);
		json_write_field_text(json, "token", accounts[i].token);
		json_write_end_object(json);
	}
	json_write_end_array(json);
}

static void write_named(struct json_writer *json, const char *name, const struct demo_named *named,
                        size_t count)
{
	json_write_name(json, name);
	json_write_begin_array(json);
	for (size_t i = 0; i < count; i++) {
		char id[24];

		snprintf(id, sizeof id, "%lld", (long long)named[i].id);
		json_write_begin_object(json);
		json_write_field_text(json, "id", id);
		json_write_field_text(json, "name", named[i].name);
		json_write_end_object(json);
	}
	json_write_end_array(json);
}

void demo_json(const struct demo *demo, struct buf *out)
{
	struct json_writer json = { .to = out };
	const size_t firsts = ROLE_AUDITOR; /* one of each role */
	char pass[PASS_ID_SIZE];

	pass_id_format(demo->first_pass, pass);
	json_write_begin_object(&json);
	write_accounts(&json, "accounts", demo->accounts, firsts);
	write_accounts(&json, "others", demo->accounts + firsts, demo->accounts_count - firsts);
	write_named(&json, "funders", demo->funders, DEMO_FUNDERS);
	write_named(&json, "programmes", demo->programmes, DEMO_PROGRAMMES);
	write_named(&json, "desks", demo->desks, demo->desks_count);
	write_named(&json, "centres", demo->centres, demo->centres_count);
	json_write_field_text(&json, "first_pass", pass);
	json_write_end_object(&json);
}

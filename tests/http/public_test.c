/* What anyone may read. */
#include "desk.h"

#include <stdlib.h>

#include "base/auto.h"
#include "codec/json.h"
#include "crypto/notary.h"
#include "domain/keys.h"
#include "store/publisher.h"

static struct desk desk;

static int get(enum who who, const char *path)
{
	return desk_call(&desk, who, "GET", path, "%s", "");
}

static void the_service_says_it_is_up(void)
{
	desk_open(&desk);
	CHECK_INT(get(WHO__COUNT, "/healthz"), 200);
	CHECK_TEXT(desk_text(&desk, "status"), "ok");
	CHECK_INT(get(WHO__COUNT, "/api/v1/healthz"), 200);
	desk_close(&desk);
}

static void the_keys_are_a_signed_note(void)
{
	desk_open(&desk);
	CHECK_INT(get(WHO__COUNT, "/api/v1/keys"), 200);
	CHECK_INT(desk.reply->kind, HTTP_NOTE);
	CHECK(strncmp(buf_text(&desk.reply->body), "pass-numerique/keys/v1\n", 23) == 0);
	CHECK(strstr(buf_text(&desk.reply->body), "\n\n\xe2\x80\x94 "));
	desk_close(&desk);
}

static void the_key_that_signs_them_is_told(void)
{
	AUTO(buf_release) struct buf root = { 0 };
	struct vkey vkey;
	struct err err;

	desk_open(&desk);
	CHECK_INT(get(WHO__COUNT, "/api/v1/keys/root"), 200);
	CHECK_INT(desk.reply->kind, HTTP_NOTE);
	CHECK(keys_vkey(desk.fixture.app, KEY_ROOT, &root, &err));
	CHECK(desk.reply->body.size == root.size + 1 &&
	      buf_text(&desk.reply->body)[root.size] == '\n');
	CHECK(memcmp(buf_text(&desk.reply->body), buf_text(&root), root.size) == 0);
	CHECK(notary_vkey_parse(&vkey, buf_text(&root), root.size, &err));
	desk_close(&desk);
}

static void centres_are_the_nearest_approved_ones(void)
{
	const struct json *centres;
	int64_t metres = -1;

	desk_open(&desk);
	desk.query = (struct http_pair){ "near", "45.65,0.16" };
	CHECK_INT(get(WHO__COUNT, "/api/v1/centres"), 200);
	centres = json_get(desk.json, "centres");
	CHECK_INT(json_count(centres), 2); /* the desk redeems nothing */
	CHECK(json_int(json_get(json_at(centres, 0), "distance_m"), &metres));
	CHECK(metres > 50 && metres < 200);
	CHECK_INT(json_kind(json_get(json_at(centres, 0), "id")), JSON_IS_TEXT);
	desk_close(&desk);
}

static void a_place_that_is_none_is_said(void)
{
	static const struct http_pair wrong[] = {
		{ NULL, NULL },       { "near", "" },         { "near", "45.65" },
		{ "near", "91,0.1" }, { "near", "45,65,0" },  { "near", "x,y" },
		{ "near", "0,0" },    { "far", "45.65,0.1" },
	};

	desk_open(&desk);
	for (size_t i = 0; i < COUNT_OF(wrong); i++) {
		desk.query = wrong[i];
		CHECK_INT(get(WHO__COUNT, "/api/v1/centres"), 400);
	}
	desk_close(&desk);
}

static void who_answers_for_it_is_told_when_it_is_known(void)
{
	const struct publisher known = {
		"Mairie", "1 rue A", "", "m@b.example", "La maire", "Hôte", 1
	};
	const struct json *publisher;
	struct err err;

	desk_open(&desk);
	CHECK_INT(get(WHO__COUNT, "/api/v1/about"), 200);
	CHECK_TEXT(desk_text(&desk, "host"), desk.fixture.app->instance.host);
	CHECK_INT(json_kind(json_get(desk.json, "publisher")), JSON_IS_NULL);
	CHECK_OK(publisher_set(desk.fixture.app->sql, &known, &err));
	CHECK_INT(get(WHO__COUNT, "/api/v1/about"), 200);
	publisher = json_get(desk.json, "publisher");
	CHECK_TEXT(json_text(json_get(publisher, "name")), "Mairie");
	CHECK_TEXT(json_text(json_get(publisher, "email")), "m@b.example");
	CHECK_TEXT(json_text(json_get(publisher, "hosting")), "Hôte");
	CHECK_INT(json_kind(json_get(publisher, "phone")), JSON_IS_NULL);
	desk_close(&desk);
}

DATABASE_MAIN({ "the_service_says_it_is_up", the_service_says_it_is_up },
              { "the_keys_are_a_signed_note", the_keys_are_a_signed_note },
              { "the_key_that_signs_them_is_told", the_key_that_signs_them_is_told },
              { "centres_are_the_nearest_approved_ones", centres_are_the_nearest_approved_ones },
              { "a_place_that_is_none_is_said", a_place_that_is_none_is_said },
              { "who_answers_for_it_is_told_when_it_is_known",
                who_answers_for_it_is_told_when_it_is_known })

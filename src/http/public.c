/* What anyone may read: keys and centres. */
#include <stdlib.h>
#include <string.h>

#include "base/auto.h"
#include "base/clock.h"
#include "base/text.h"
#include "codec/json_write.h"
#include "domain/centres.h"
#include "domain/keys.h"
#include "http/body.h"
#include "http/handlers.h"
#include "http/params.h"
#include "http/thing.h"

enum { CENTRES_USUAL = 10, CENTRES_MAX = 100 };

bool get_keys(struct app *app, const struct http_request *request, struct http_reply *reply,
              struct err *err)
{
	(void)request;
	http_reply_begin(reply, 200, HTTP_NOTE);
	return keys_list(app, &reply->body, err);
}

/* Who believes these pages at their first visit keeps it, and refuses another one later. */
bool get_keys_root(struct app *app, const struct http_request *request, struct http_reply *reply,
                   struct err *err)
{
	(void)request;
	http_reply_begin(reply, 200, HTTP_NOTE);
	if (!keys_vkey(app, KEY_ROOT, &reply->body, err))
		return false;
	buf_addc(&reply->body, '\n');
	return buf_check(&reply->body, err);
}

static bool read_point(const char *text, struct geo_point *ret, struct err *err)
{
	char latitude[24];
	const char *comma = text ? strchr(text, ',') : NULL;

	if (comma && !strchr(comma + 1, ',') && (size_t)(comma - text) < sizeof latitude) {
		memcpy(latitude, text, (size_t)(comma - text));
		latitude[comma - text] = '\0';
		if (geo_parse_degrees(latitude, &ret->latitude_e6) &&
		    geo_parse_degrees(comma + 1, &ret->longitude_e6) && geo_is_valid(*ret))
			return true;
	}
	return err_named(err, ERR_INPUT, "bad_point", "\"near\" must be like 45.65,0.16") ||
	       err_field("near", err);
}

static void write_known(struct json_writer *json, const char *name, const char *text)
{
	json_write_field_text(json, name, *text ? text : NULL);
}

/* "a|b" as ["a", "b"]. */
static void write_list(struct json_writer *json, const char *name, const char *list)
{
	AUTO(buf_release) struct buf word = { 0 };

	json_write_name(json, name);
	json_write_begin_array(json);
	while (*list) {
		size_t size = strcspn(list, "|");

		buf_clear(&word);
		buf_add(&word, list, size);
		json_write_text(json, buf_text(&word));
		list += size + (list[size] == '|');
	}
	json_write_end_array(json);
}

/* What lists and pages tell of a place. */
static void write_place(struct json_writer *json, const struct site *site)
{
	const struct site_place *place = &site->place;
	char id[BODY_WORD_SIZE];

	body_write_id(id, site->id);
	json_write_field_text(json, "id", id);
	json_write_field_text(json, "name", place->name);
	json_write_field_text(json, "address", place->address);
	json_write_field_text(json, "postcode", place->postcode);
	json_write_field_text(json, "commune", place->commune);
	thing_write_point(json, place->has_point, place->point);
	write_known(json, "phone", place->phone);
	write_known(json, "website", place->website);
	write_known(json, "hours", place->hours);
	json_write_field_bool(json, "mobile", place->mobile);
	write_list(json, "services", place->services);
	write_list(json, "publics", place->publics);
	write_known(json, "fees", place->fees);
	write_known(json, "access_url", place->access_url);
}

static bool write_near(void *context, const struct site *site, int64_t distance_m, struct err *err)
{
	struct json_writer *json = context;

	(void)err;
	json_write_begin_object(json);
	write_place(json, site);
	json_write_field_int(json, "distance_m", distance_m);
	json_write_end_object(json);
	return true;
}

bool get_centres(struct app *app, const struct http_request *request, struct http_reply *reply,
                 struct err *err)
{
	static const char *const names[] = { "near", "limit", "programme", NULL };
	struct json_writer json = { .to = &reply->body };
	struct centres_query query = { 0 };
	int64_t limit = CENTRES_USUAL;

	if (!http_query_check(request, names, err) ||
	    !read_point(http_query(request, "near"), &query.point, err) ||
	    !param_number(request, "limit", CENTRES_MAX, &limit, err) ||
	    !param_number(request, "programme", INT64_MAX, &query.programme, err))
		return false;
	query.limit = (size_t)limit;
	http_reply_begin(reply, 200, HTTP_JSON);
	json_write_begin_object(&json);
	json_write_name(&json, "centres");
	json_write_begin_array(&json);
	if (!centres_near(app, &query, write_near, &json, err))
		return false;
	json_write_end_array(&json);
	json_write_end_object(&json);
	return true;
}

bool get_centre(struct app *app, const struct http_request *request, struct http_reply *reply,
                struct err *err)
{
	struct json_writer json = { .to = &reply->body };
	char updated[DAY_TEXT_SIZE] = "";
	struct site site;
	int64_t id;

	if (!body_id(request->params.value[0], &id, err))
		return err_named(err, ERR_MISSING, "no_site", "that is no id of a centre");
	if (!centre_find(app, id, &site, err))
		return false;
	if (site.place.has_updated)
		day_format(site.place.updated_day, updated);
	http_reply_begin(reply, 200, HTTP_JSON);
	json_write_begin_object(&json);
	write_place(&json, &site);
	write_known(&json, "complement", site.place.complement);
	write_known(&json, "typology", site.place.typology);
	write_known(&json, "source", site.place.source);
	write_known(&json, "updated_on", updated);
	json_write_end_object(&json);
	return true;
}

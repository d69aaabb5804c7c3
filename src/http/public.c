/* What anyone may read: keys and centres. */
#include <stdlib.h>
#include <string.h>

#include "base/auto.h"
#include "base/text.h"
#include "codec/json_write.h"
#include "domain/centres.h"
#include "domain/keys.h"
#include "http/body.h"
#include "http/handlers.h"

enum { CENTRES_USUAL = 10, CENTRES_MAX = 100 };

bool get_keys(struct app *app, const struct http_request *request, struct http_reply *reply,
              struct err *err)
{
	(void)request;
	http_reply_begin(reply, 200, HTTP_NOTE);
	return keys_list(app, &reply->body, err);
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
	return err_named(err, ERR_INPUT, "bad_point", "\"near\" must be like 45.65,0.16");
}

static bool read_number(const struct http_request *request, const char *name, int64_t max,
                        int64_t *to, struct err *err)
{
	const char *text = http_query(request, name);

	return !text || (text_parse_int(text, to) && *to >= 1 && *to <= max) ||
	       err_named(err, ERR_INPUT, "out_of_range", "\"%s\" must be from 1 to %lld", name,
	                 (long long)max);
}

static bool write_centre(void *context, const struct site *site, int64_t distance_m,
                         struct err *err)
{
	const struct site_place *place = &site->place;
	struct json_writer *json = context;
	char id[BODY_WORD_SIZE];

	(void)err;
	body_write_id(id, site->id);
	json_write_begin_object(json);
	json_write_field_text(json, "id", id);
	json_write_field_text(json, "name", place->name);
	json_write_field_text(json, "address", place->address);
	json_write_field_text(json, "postcode", place->postcode);
	json_write_field_text(json, "commune", place->commune);
	json_write_field_int(json, "distance_m", distance_m);
	json_write_name(json, "latitude");
	json_write_decimal(json, (double)place->point.latitude_e6 / 1e6, 6);
	json_write_name(json, "longitude");
	json_write_decimal(json, (double)place->point.longitude_e6 / 1e6, 6);
	json_write_field_text(json, "phone", place->phone[0] ? place->phone : NULL);
	json_write_field_text(json, "website", place->website[0] ? place->website : NULL);
	json_write_field_text(json, "hours", place->hours[0] ? place->hours : NULL);
	json_write_field_bool(json, "mobile", place->mobile);
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
	    !read_number(request, "limit", CENTRES_MAX, &limit, err) ||
	    !read_number(request, "programme", INT64_MAX, &query.programme, err))
		return false;
	query.limit = (size_t)limit;
	http_reply_begin(reply, 200, HTTP_JSON);
	json_write_begin_object(&json);
	json_write_name(&json, "centres");
	json_write_begin_array(&json);
	if (!centres_near(app, &query, write_centre, &json, err))
		return false;
	json_write_end_array(&json);
	json_write_end_object(&json);
	return true;
}

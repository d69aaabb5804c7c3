/* What the codes of a territory stand for. */
#include "domain/territories.h"

#include <string.h>

#include "base/auto.h"
#include "base/text.h"
#include "http/handlers.h"
#include "http/params.h"
#include "http/thing.h"

static void write_counts(struct json_writer *json, const struct territory *of)
{
	json_write_field_int(json, "sites", of->sites);
	json_write_field_int(json, "desks", of->desks);
	json_write_field_int(json, "centres", of->centres);
}

static void write_territory(struct json_writer *json, const struct territory *of)
{
	json_write_begin_object(json);
	json_write_field_text(json, "code", of->code);
	thing_write_text(json, "name", of->name);
	write_counts(json, of);
	json_write_end_object(json);
}

bool get_territories(struct app *app, const struct http_request *request, struct http_reply *reply,
                     struct err *err)
{
	static const char *const names[] = { "codes", NULL };
	struct json_writer json = { .to = &reply->body };
	char codes[PARAM_CODES_SIZE] = "";
	struct territories found;

	if (!http_query_check(request, names, err) ||
	    !param_codes(request, "codes", codes, sizeof codes, err) ||
	    !territories_count(app, codes, &found, err))
		return false;
	http_reply_begin(reply, 200, HTTP_JSON);
	json_write_begin_object(&json);
	write_counts(&json, &found.whole);
	json_write_name(&json, "items");
	json_write_begin_array(&json);
	for (size_t i = 0; i < found.count; i++)
		write_territory(&json, found.codes + i);
	json_write_end_array(&json);
	json_write_end_object(&json);
	return true;
}

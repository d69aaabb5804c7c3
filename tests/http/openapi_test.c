/* The description that the server answers with is that of its own table. */
#include "http/openapi.h"

#include "codec/json.h"
#include "desk.h"
#include "http/route.h"

static struct desk desk;

/* "/a/:b/#c" as OpenAPI writes it: "/a/{b}/{c}". */
static void described(const char *path, char to[static 128])
{
	size_t used = 0;

	for (; *path && used < 120; path++) {
		bool named = *path == ':' || *path == '#';

		to[used++] = named ? '{' : *path;
		if (named) {
			size_t size = strcspn(path + 1, "/");

			memcpy(to + used, path + 1, size);
			used += size;
			to[used++] = '}';
			path += size;
		}
	}
	to[used] = '\0';
}

static void every_line_is_in_the_description_that_is_served(void)
{
	static const char *const methods[][2] = { { "GET", "get" },
		                                  { "POST", "post" },
		                                  { "PUT", "put" },
		                                  { "PATCH", "patch" },
		                                  { "DELETE", "delete" } };
	char path[128];
	size_t found = 0;

	desk_open(&desk);
	CHECK_INT(desk_call(&desk, WHO__COUNT, "GET", "/api/openapi.json", "%s", ""), 200);
	CHECK_TEXT(desk_text(&desk, "openapi"), "3.1.0");
	CHECK_INT(desk.reply->fixed_size, openapi_json_size);
	for (size_t i = 0; i < http_routes_count; i++) {
		const struct json *paths = json_get(desk.json, "paths"), *calls;

		described(http_routes[i].path, path);
		calls = json_get(paths, path);
		for (size_t m = 0; m < sizeof methods / sizeof *methods; m++)
			found += strcmp(http_routes[i].method, methods[m][0]) == 0 &&
			         json_get(calls, methods[m][1]);
		CHECK_INT(found, i + 1);
	}
	desk_close(&desk);
}

DATABASE_MAIN({ "every_line_is_in_the_description_that_is_served",
                every_line_is_in_the_description_that_is_served })

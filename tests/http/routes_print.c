/* Prints http_routes as the program has it, and the tables of fields that each handler reads its
 * body by: json_fields_read() is wrapped by the linker and notes what it is handed. */
#include <stdlib.h>

#include "base/auto.h"
#include "codec/json_fields.h"
#include "codec/json_write.h"
#include "database.h"
#include "fixture.h"
#include "http/printer.h"
#include "http/route.h"
#include "http/writer.h"

enum { TABLES_MAX = 8 };

static struct {
	struct json_field fields[32];
	size_t count;
} tables[TABLES_MAX];
static size_t tables_count;

bool __real_json_fields_read(const struct json *object, const struct json_field *fields,
                             size_t count, void *into, struct err *err);
bool __wrap_json_fields_read(const struct json *object, const struct json_field *fields,
                             size_t count, void *into, struct err *err);

static bool is_table(size_t i, const struct json_field *fields, size_t count)
{
	return tables[i].count == count && strcmp(tables[i].fields[0].name, fields[0].name) == 0;
}

bool __wrap_json_fields_read(const struct json *object, const struct json_field *fields,
                             size_t count, void *into, struct err *err)
{
	size_t i = 0;

	while (i < tables_count && !is_table(i, fields, count))
		i++;
	if (i == tables_count && i < TABLES_MAX && count <= COUNT_OF(tables[i].fields)) {
		memcpy(tables[i].fields, fields, count * sizeof *fields);
		tables[i].count = count;
		tables_count++;
	}
	return __real_json_fields_read(object, fields, count, into, err);
}

static const struct http_route *route_now;
static struct fixture fixture;

/* Whatever comes of it: only what the handler asks for is of interest. */
static void try_body(const char *body)
{
	AUTO(http_reply_release) struct http_reply reply = { 0 };
	struct http_request request = { .content_type = "application/json",
		                        .body = body,
		                        .body_size = strlen(body),
		                        .if_match = "*" };
	struct writer_job job = { 0 };
	struct printers printers = { 0 };
	struct printer printer = { .of = &printers };
	struct err err;

	request.printer = &printer;
	request.writer = route_now->lane == LANE_WRITER ? &job : NULL;
	request.caller = fixture_caller(&fixture, WHO_OPERATOR);
	for (int role = ROLE_OPERATOR; role < ROLE__COUNT; role++)
		if (route_now->roles & ROLE_BIT(role)) {
			request.caller.role = (enum role)role;
			break;
		}
	for (const char *c = route_now->path; *c; c++)
		if (*c == ':' || *c == '#')
			snprintf(request.params.value[request.params.count++], HTTP_PARAM_SIZE,
			         "1");
	route_now->run(fixture.app, &request, &reply, &err);
	free(job.items);
}

static void print_field(struct json_writer *json, const struct json_field *field)
{
	static const char *const kinds[] = {
		[JSON_FIELD_IS_TEXT] = "text",     [JSON_FIELD_IS_INT] = "int",
		[JSON_FIELD_IS_NUMBER] = "number", [JSON_FIELD_IS_BOOL] = "bool",
		[JSON_FIELD_IS_LIST] = "list",     [JSON_FIELD_IS_OBJECT] = "object",
	};

	json_write_begin_object(json);
	json_write_field_text(json, "name", field->name);
	json_write_field_text(json, "kind", kinds[field->kind]);
	json_write_field_int(json, "size", (int64_t)field->size);
	json_write_field_int(json, "min", field->min);
	json_write_field_int(json, "max", field->max);
	json_write_field_bool(json, "required", field->required);
	json_write_end_object(json);
}

static void print_tables(struct json_writer *json)
{
	tables_count = 0;
	if (route_now->body_max) {
		try_body("{}");
		try_body("{\"items\":[{}]}");
	}
	json_write_name(json, "tables");
	json_write_begin_array(json);
	for (size_t i = 0; i < tables_count; i++) {
		json_write_begin_array(json);
		for (size_t f = 0; f < tables[i].count; f++)
			print_field(json, &tables[i].fields[f]);
		json_write_end_array(json);
	}
	json_write_end_array(json);
}

static void print_flags(struct json_writer *json, unsigned flags)
{
	static const struct {
		unsigned flag;
		const char *name;
	} names[] = { { ROUTE_KEYED, "keyed" },      { ROUTE_IF_MATCH, "if_match" },
		      { ROUTE_LOCAL, "local" },      { ROUTE_TOLD, "told" },
		      { ROUTE_PAGE, "page" },        { ROUTE_READS, "reads" },
		      { ROUTE_NO_BOOKS, "no_books" } };

	json_write_name(json, "flags");
	json_write_begin_array(json);
	for (size_t i = 0; i < COUNT_OF(names); i++)
		if (flags & names[i].flag)
			json_write_text(json, names[i].name);
	json_write_end_array(json);
}

static void print_route(struct json_writer *json)
{
	const struct http_route *r = route_now;

	json_write_begin_object(json);
	json_write_field_text(json, "method", r->method);
	json_write_field_text(json, "path", r->path);
	json_write_name(json, "roles");
	json_write_begin_array(json);
	for (int role = 0; role < ROLE__COUNT; role++)
		if (r->roles & ROLE_BIT(role))
			json_write_text(json, role ? role_name((enum role)role) : "anyone");
	json_write_end_array(json);
	json_write_field_text(json, "scope", scope_name(r->scope));
	json_write_field_int(json, "body_max", (int64_t)r->body_max);
	print_flags(json, r->flags);
	json_write_field_text(json, "verb", r->verb);
	json_write_field_text(json, "about", r->about);
	print_tables(json);
	json_write_end_object(json);
}

int main(void)
{
	AUTO(buf_release) struct buf out = { 0 };
	struct json_writer json = { .to = &out };
	struct test_database database;

	test_database_open(&database);
	if (!fixture_open(&fixture, database.url, database.folder))
		return 1;
	json_write_begin_array(&json);
	for (size_t i = 0; i < http_routes_count; i++) {
		route_now = &http_routes[i];
		print_route(&json);
	}
	json_write_end_array(&json);
	puts(buf_text(&out));
	fixture_close(&fixture);
	test_database_close(&database);
	return 0;
}

/* serve FOLDER [PASSES [NAME=VALUE...]]: a real server for tests and benchmarks, on any free port;
 * the names are those of server_words below.
 *
 * The first time it makes the fixture in FOLDER (on the database that PASSNUM_DATABASE names, or
 * SQLite there), FOLDER/fixture.json, and FOLDER/vouchers with ten lines of digits for each pass.
 * Prints "listening ADDRESS:PORT" and serves until TERM. */
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/auto.h"
#include "base/file.h"
#include "base/text.h"
#include "codec/json_write.h"
#include "domain/app.h"
#include "fixture.h"
#include "http/server.h"
#include "store/sql.h"

static const char *const names[WHO__COUNT] = {
	[WHO_OPERATOR] = "operator",   [WHO_FUNDER] = "funder", [WHO_AGENT] = "agent",
	[WHO_MEDIATOR] = "mediator",   [WHO_RIVAL] = "rival",   [WHO_STRANGER] = "stranger",
	[WHO_NEIGHBOUR] = "neighbour", [WHO_PATRON] = "patron", [WHO_AUDITOR] = "auditor",
};

static bool write_fixture(const struct fixture *f, const char *folder, struct err *err)
{
	AUTO(buf_release) struct buf text = { 0 };
	struct json_writer json = { .to = &text };
	char path[512];

	json_write_begin_object(&json);
	json_write_name(&json, "tokens");
	json_write_begin_object(&json);
	for (int who = 0; who < WHO__COUNT; who++)
		json_write_field_text(&json, names[who], f->tokens[who]);
	json_write_end_object(&json);
	json_write_name(&json, "vouchers");
	json_write_begin_object(&json);
	for (int outcome = 0; outcome < OUTCOME__COUNT; outcome++)
		if (f->vouchers[outcome][0])
			json_write_field_text(&json, outcome_name(outcome), f->vouchers[outcome]);
	json_write_end_object(&json);
	json_write_field_int(&json, "programme", f->programme);
	json_write_end_object(&json);
	snprintf(path, sizeof path, "%s/fixture.json", folder);
	return file_write(path, text.data, text.size, 0600, err);
}

static bool write_vouchers(struct fixture *f, const char *folder, int passes, struct err *err)
{
	char(*digits)[VOUCHER_DIGITS_SIZE] = calloc((size_t)passes * 10 + 1, sizeof *digits);
	AUTO(buf_release) struct buf text = { 0 };
	bool done = digits && fixture_issue(f, passes, digits);
	char path[512];

	for (int i = 0; done && i < passes * 10; i++)
		buf_addf(&text, "%s\n", digits[i]);
	free(digits);
	if (!done)
		return err_set(err, ERR_SYSTEM, "no vouchers");
	snprintf(path, sizeof path, "%s/vouchers", folder);
	return file_write(path, buf_text(&text), text.size, 0600, err);
}

static bool make(const char *folder, const char *url, int passes, struct err *err)
{
	AUTO(fixture_close) struct fixture fixture = { 0 };
	struct sql *sql = NULL;

	if (!sql_open(&sql, url, SQL_CREATE, err))
		return false;
	sql_close(&sql);
	return (fixture_open(&fixture, url, folder) || err_set(err, ERR_SYSTEM, "no fixture")) &&
	       write_fixture(&fixture, folder, err) &&
	       write_vouchers(&fixture, folder, passes, err);
}

static const struct {
	const char *name;
	size_t offset;
} server_words[] = {
	{ "listen=", offsetof(struct http_server_options, listen) },
	{ "tls-cert=", offsetof(struct http_server_options, tls_certificate) },
	{ "tls-key=", offsetof(struct http_server_options, tls_key) },
	{ "behind-proxy=", offsetof(struct http_server_options, proxies) },
	{ "rate-address=", offsetof(struct http_server_options, rate_address) },
	{ "rate-account=", offsetof(struct http_server_options, rate_account) },
	{ "templates=", offsetof(struct http_server_options, templates) },
};

static void read_words(char *const *words, struct http_server_options *to)
{
	for (; *words; words++)
		for (size_t i = 0; i < COUNT_OF(server_words); i++) {
			size_t size = strlen(server_words[i].name);

			if (strncmp(*words, server_words[i].name, size) == 0)
				*(const char **)((char *)to + server_words[i].offset) =
					*words + size;
		}
}

static bool has_word(char *const *words, const char *word)
{
	while (*words && strcmp(*words, word))
		words++;
	return *words != NULL;
}

static bool serve(const struct app_options *options, const struct http_server_options *how,
                  struct err *err)
{
	AUTO(app_close) struct app *app = NULL;
	AUTO(http_server_close) struct http_server *server = NULL;

	if (!app_open(&app, options, err) || !app_unlock(app, options, err) ||
	    !http_server_open(&server, app, how, err))
		return false;
	printf("listening %s\n", strstr(http_server_url(server), "//") + 2);
	fflush(stdout);
	http_server_run(server);
	return true;
}

int main(int argc, char **argv)
{
	const char *given = getenv("PASSNUM_DATABASE");
	struct app_options options = { .data = argv[1] };
	struct http_server_options how = { .listen = "127.0.0.1:0" };
	char url[600], key[600], mark[600];
	struct err err = { 0 };

	if (argc < 2)
		return fprintf(stderr, "serve FOLDER [PASSES]\n"), 2;
	snprintf(url, sizeof url, "sqlite:%s/passnum.db", argv[1]);
	snprintf(key, sizeof key, "%s/key", argv[1]);
	snprintf(mark, sizeof mark, "%s/fixture.json", argv[1]);
	options.database = given ? given : url;
	options.key_file = key;
	how.log_requests = argc > 3 && has_word(argv + 3, "log=requests");
	if (argc > 3)
		read_words(argv + 3, &how);
	if ((file_exists(mark) || make(argv[1], options.database,
	                               argc > 2 ? (int)strtol(argv[2], NULL, 10) : 0, &err)) &&
	    serve(&options, &how, &err))
		return 0;
	fprintf(stderr, "serve: %s\n", err.text);
	return 1;
}

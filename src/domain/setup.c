#include "domain/setup.h"

#include <stdio.h>
#include <string.h>

#include "base/auto.h"
#include "base/file.h"
#include "base/text.h"
#include "codec/token.h"
#include "crypto/crypto.h"
#include "crypto/random.h"
#include "crypto/secret.h"
#include "domain/accounts.h"
#include "domain/keys_make.h"
#include "domain/links.h"
#include "store/accounts.h"
#include "store/migrate.h"
#include "store/sql.h"

enum { KEY_FILE_BYTES = 32, ROOT_DAYS = 20 * 365 };

struct first_day {
	const struct setup *setup;
	struct master *master;
	struct master_lock lock;
	struct account account;
};

static bool host_check(const char *host, struct err *err)
{
	char digits[VOUCHER_DIGITS_SIZE], url[TOKEN_URL_SIZE];

	memset(digits, '0', sizeof digits - 1);
	digits[sizeof digits - 1] = '\0';
	return token_url(host, digits, url) ||
	       err_named(err, ERR_INPUT, "bad_host",
	                 "the host is a name of at most %d letters, digits, dots and hyphens",
	                 HOST_MAX);
}

/* The operator's own key file is used when there is one; else 32 random bytes are written. */
static bool key_file_open(const char *path, struct first_day *day, struct err *err)
{
	AUTO(buf_release) struct buf content = { 0 };
	char text[2 * KEY_FILE_BYTES + 2];
	unsigned char bytes[KEY_FILE_BYTES];
	bool done = true;

	if (!file_exists(path)) {
		random_bytes(bytes, sizeof bytes);
		text_hex(text, bytes, sizeof bytes);
		text[2 * KEY_FILE_BYTES] = '\n';
		done = file_write(path, text, 2 * KEY_FILE_BYTES + 1, 0600, err);
		crypto_wipe(bytes, sizeof bytes);
		crypto_wipe(text, sizeof text);
	}
	done = done && file_check_private(path, err) &&
	       file_read(&content, path, MASTER_KEY_FILE_SIZE_MAX, err) &&
	       master_open_new(&day->master, content.data ? content.data : "", content.size,
	                       &day->lock, err);
	if (content.data)
		crypto_wipe(content.data, content.size);
	return done || err_during(err, "opening the key file");
}

static bool first_keys(struct app *app, const struct first_day *day, struct err *err)
{
	static const enum key_purpose purposes[] = { KEY_ROOT, KEY_RECEIPT };

	for (size_t i = 0; i < COUNT_OF(purposes); i++) {
		struct signing_key key = { .purpose = purposes[i],
			                   .not_before_day = app_today(app),
			                   .not_after_day = app_today(app) + ROOT_DAYS };

		if (!keys_make(app, day->master, &key, err))
			return false;
	}
	return keys_publish(app, day->master, err);
}

static bool first_day_work(struct app *app, struct first_day *day, struct err *err)
{
	app->instance.issuer = day->setup->issuer;
	app->instance.clock_at = app_now(app);
	app->instance.link_days = day->setup->link_days ? day->setup->link_days : LINK_DAYS_USUAL;
	TEXT_COPY(app->instance.host, day->setup->host);
	TEXT_COPY(app->instance.salt, day->lock.salt);
	TEXT_COPY(app->instance.probe, day->lock.probe);
	return instance_add(app->sql, &app->instance, err) && first_keys(app, day, err) &&
	       accounts_add(app->sql, &day->account, err);
}

static bool books_open(struct app *app, const struct app_options *options, struct err *err)
{
	struct instance instance;

	if (!app_database_url(options, app->database, sizeof app->database, err) ||
	    !sql_open(&app->sql, app->database, SQL_CREATE, err) || !migrate(app->sql, err))
		return false;
	if (instance_find(app->sql, &instance, err))
		return err_named(err, ERR_CONFLICT, "already_initialised",
		                 "these books are in use already");
	return err->code == ERR_MISSING;
}

static bool begin(struct app *app, const struct app_options *options, struct first_day *day,
                  struct err *err)
{
	char path[4096];

	if (options->key_file)
		TEXT_COPY(path, options->key_file);
	else
		snprintf(path, sizeof path, "%s/key", options->data);
	if (!file_make_folder(options->data, err) || !books_open(app, options, err) ||
	    !key_file_open(path, day, err) || !sql_begin(app->sql, err))
		return false;
	if (first_day_work(app, day, err))
		return sql_commit(app->sql, err);
	sql_rollback(app->sql);
	return false;
}

bool setup_init(const struct app_options *options, const struct setup *setup,
                char ret_password[static PASSWORD_TEXT_SIZE], struct err *err)
{
	struct first_day day = { .setup = setup, .account = { .role = ROLE_OPERATOR } };
	char password[SECRET_PASSWORD_SIZE];
	struct app app = { .fixed_at = setup->fixed_at };
	bool done;

	if (setup->issuer < 1 || setup->issuer > 65535)
		return err_named(err, ERR_INPUT, "bad_issuer", "the issuer is between 1 and 65535");
	if (!account_login_check(setup->login, err))
		return false;
	TEXT_COPY(day.account.login, setup->login);
	if (!host_check(setup->host, err) || !crypto_open(err))
		return false;
	secret_password_new(password);
	day.account.created_at = app_now(&app);
	done = secret_password_hash(password, day.account.password, err) &&
	       begin(&app, options, &day, err);
	if (done)
		text_copy(ret_password, PASSWORD_TEXT_SIZE, password);
	crypto_wipe(password, sizeof password);
	master_close(&day.master);
	sql_close(&app.sql);
	return done;
}

/* How the command line shows what several commands show. */
#pragma once

#include "codec/json_write.h"
#include "domain/app.h"
#include "model/outcome.h"
#include "model/pass.h"

/* {id, code, expires_on, vouchers:[{number, code, token, url}]} */
bool shown_pass(struct json_writer *json, struct app *app, const struct pass *pass,
                struct err *err);

/* "2026-11-22"; null for 0. */
void shown_day(struct json_writer *json, const char *name, int64_t day);

/* "2026-11-22T04:23:27Z"; null for 0. */
void shown_time(struct json_writer *json, const char *name, int64_t at);

/* "1234.50 EUR" */
void shown_money(struct buf *out, int64_t cents);

/* The id of a funder, programme, site...: a text, as everywhere in the API; null for 0. */
void shown_id(struct json_writer *json, const char *name, int64_t id);

/* A number, or null. */
void shown_int_if(struct json_writer *json, const char *name, bool there, int64_t value);

/* What an outcome means, in French, in one line; with the code that was perhaps meant (may be
 * NULL or ""). A check of a good voucher says that it can be used, not that it was. */
void shown_outcome(struct buf *out, enum outcome outcome, const char *proposal, bool check);

/* What is shown once: "password of ada: ..." */
void shown_secret(struct buf *out, const char *what, const char *of, const char *secret);

#include "call_script.h"

#include <ctype.h>

#include "base/text.h"
#include "codec/json.h"
#include "domain/app.h"
#include "fuzz.h"
#include "model/pass.h"
#include "phone.h"

static const char *const who_names[] = {
	[WHO_OPERATOR] = "operator",   [WHO_FUNDER] = "funder", [WHO_AGENT] = "agent",
	[WHO_MEDIATOR] = "mediator",   [WHO_RIVAL] = "rival",   [WHO_STRANGER] = "stranger",
	[WHO_NEIGHBOUR] = "neighbour", [WHO_PATRON] = "patron", [WHO_AUDITOR] = "auditor",
};
_Static_assert(COUNT_OF(who_names) == WHO__COUNT, "everybody has a name");

void script_answers_release(struct script_answers *answers)
{
	while (answers->count) {
		struct http_reply *last = answers->list[--answers->count];

		http_reply_release(last);
		free(last);
	}
}

void script_answers_add(struct script_answers *answers, struct http_reply *reply)
{
	struct http_reply *kept;

	if (answers->count == SCRIPT_ANSWERS_MAX)
		return;
	kept = malloc(sizeof *kept);
	MUST(kept);
	*kept = *reply;
	reply->body = (struct buf){ 0 };
	answers->list[answers->count++] = kept;
}

/* ---- what "$word" stands for ---- */

/* The first text (of a list its first) or integer of that name, however deep; of "a.b" the first b
 * inside an a. */
static bool add_member(const struct json *node, const char *name, struct buf *to);

struct search {
	const char *name;
	struct buf *to;
};

static bool look_at(void *context, const char *name, const struct json *value, struct err *err)
{
	const struct search *search = context;
	size_t size = strcspn(search->name, ".");
	bool is_it = strncmp(name, search->name, size) == 0 && !name[size];
	int64_t number;

	(void)err;
	if (is_it && search->name[size])
		return !add_member(value, search->name + size + 1, search->to);
	if (is_it && json_kind(value) == JSON_IS_ARRAY && json_text(json_at(value, 0)))
		value = json_at(value, 0);
	if (is_it && json_text(value))
		buf_adds(search->to, json_text(value));
	else if (is_it && json_int(value, &number))
		buf_addf(search->to, "%lld", (long long)number);
	else
		return !add_member(value, search->name, search->to);
	return false; /* found: look no farther */
}

static bool add_member(const struct json *node, const char *name, struct buf *to)
{
	struct search search = { name, to };
	struct err err;

	for (size_t i = 0; json_kind(node) == JSON_IS_ARRAY && i < json_count(node); i++)
		if (add_member(json_at(node, i), name, to))
			return true;
	return json_kind(node) == JSON_IS_OBJECT && !json_each(node, look_at, &search, &err);
}

static bool add_answered(const struct http_reply *reply, const char *word, struct buf *to)
{
	AUTO(json_close) struct json *json = NULL;
	const char *header = http_reply_find(reply, word);
	struct err err;

	if (header) /* of a cookie what the browser sends back */
		buf_add(to, header,
		        strcmp(word, "Set-Cookie") ? strlen(header) : strcspn(header, ";"));
	return header || (json_parse(&json, buf_text(&reply->body), reply->body.size, &err) &&
	                  add_member(json, word, to));
}

static bool add_known(const struct fixture *fixture, const char *word, struct buf *to)
{
	const struct {
		const char *word;
		int64_t id;
	} ids[] = { { "programme", fixture->programme },
		    { "desk", fixture->desk },
		    { "centre", fixture->centre },
		    { "other", fixture->rival },
		    { "account", fixture->accounts[WHO_AGENT] } };
	char pass[PASS_ID_SIZE];

	for (size_t i = 0; i < COUNT_OF(ids); i++)
		if (strcmp(word, ids[i].word) == 0) {
			buf_addf(to, "%lld", (long long)ids[i].id);
			return true;
		}
	for (int i = 0; i < OUTCOME__COUNT; i++)
		if (fixture->vouchers[i][0] && strcmp(word, outcome_name((enum outcome)i)) == 0) {
			buf_adds(to, fixture->vouchers[i]);
			return true;
		}
	if (strcmp(word, "pass") != 0)
		return false;
	pass_id_format(fixture->pass, pass);
	buf_adds(to, pass);
	return true;
}

/* "$phone.0" is what shows, now, the phone that was told the last secret; "$phone.1" the next. */
static bool add_phone(const struct fixture *fixture, const struct script_answers *answers,
                      const char *word, struct buf *to)
{
	AUTO(buf_release) struct buf secret = { 0 };
	const char *text;
	int64_t at;

	if (strncmp(word, "phone.", 6) != 0)
		return false;
	for (size_t i = answers->count; i && !secret.size; i--)
		add_answered(answers->list[i - 1], "secret", &secret);
	text = buf_text(&secret);
	if (strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567") != TOTP_SECRET_TEXT_SIZE - 1)
		return false;
	at = app_now(fixture->app) + (word[6] == '1' ? TOTP_STEP_SECONDS : 0);
	buf_adds(to, phone_code(text, at));
	return true;
}

/* Nobody knows it: it stays as it is. */
static void add_word(const char *word, const struct fixture *fixture,
                     const struct script_answers *answers, struct buf *to)
{
	for (size_t i = answers->count; i; i--)
		if (add_answered(answers->list[i - 1], word, to))
			return;
	if (!add_phone(fixture, answers, word, to) && !add_known(fixture, word, to))
		buf_addf(to, "$%s", word);
}

void script_take(const char **text, const struct fixture *fixture,
                 const struct script_answers *answers, struct buf *to)
{
	const char *end = strstr(*text, "~~~\n");
	const char *at = *text, *stop = end ? end : at + strlen(at);

	while (at < stop) {
		char word[40];
		size_t size = 0;

		if (*at != '$') {
			buf_addc(to, *at++);
			continue;
		}
		for (at++; at < stop && size + 1 < sizeof word &&
		           (isalnum((unsigned char)*at) || strchr("_-.", *at));
		     at++)
			word[size++] = *at;
		word[size] = '\0';
		add_word(word, fixture, answers, to);
	}
	*text = end ? end + strlen("~~~\n") : stop;
}

/* ---- the parts of a call ---- */

/* %XX as the library makes it of what was sent; no zero byte comes out of it. */
static void decode(char *text)
{
	char *to = text;

	for (; *text; text++) {
		char hex[3] = { text[0] == '%' ? text[1] : '\0', text[1] ? text[2] : '\0', '\0' };
		unsigned char byte;

		if (strlen(hex) == 2 && text_unhex(&byte, 1, hex) && byte) {
			*to++ = (char)byte;
			text += 2;
		} else {
			*to++ = *text;
		}
	}
	*to = '\0';
}

static void parse_query(char *query, struct http_request *head)
{
	for (char *pair; (pair = strsep(&query, "&"));) {
		char *value = strchr(pair, '=');

		if (value)
			*value++ = '\0';
		decode(pair);
		if (value)
			decode(value);
		if (head->query_count < HTTP_QUERY_MAX)
			head->query[head->query_count] =
				(struct http_pair){ pair, value ? value : "" };
		head->query_count++;
	}
}

static void parse_header(char *line, struct http_request *head)
{
	char *value = strchr(line, ':');

	if (!value)
		return;
	*value++ = '\0';
	value = text_trim(value);
	for (size_t i = 0; i < http_request_headers_count; i++)
		if (text_same(http_request_headers[i].name, line))
			memcpy((char *)head + http_request_headers[i].offset, &value, sizeof value);
	head->peer.is_local |= text_same(line, "Local");
	head->peer.is_https |= text_same(line, "Https");
}

void script_parse(char *text, struct script_call *ret)
{
	char *line = strsep(&text, "\n"), *who = strsep(&line, " "), *method = strsep(&line, " ");
	char *path = strsep(&line, "?");

	*ret = (struct script_call){ .who = WHO__COUNT, .method = method ? method : "" };
	ret->path = path ? path : who + strlen(who);
	decode(ret->path);
	for (int i = 0; i < WHO__COUNT; i++)
		if (strcmp(who_names[i], who) == 0)
			ret->who = (enum who)i;
	if (line)
		parse_query(line, &ret->head);
	ret->head.content_type = "application/json";
	while (text && *(line = strsep(&text, "\n")))
		parse_header(line, &ret->head);
	ret->body = text ? text : "";
}

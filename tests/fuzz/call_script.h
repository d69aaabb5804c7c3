/* A scene written as text: calls one after another, each ended by a line "~~~".
 *
 *	agent POST /api/v1/passes?x=%41
 *	Idempotency-Key: k1
 *
 *	{"programme":"$programme","vouchers":10}
 *	~~~
 *	mediator POST /api/v1/redemptions
 *
 *	{"voucher":"$token"}
 *
 * "$word" stands for what a caller can only know from the books or from an earlier answer. */
#pragma once

#include "base/buf.h"
#include "fixture.h"
#include "http/message.h"

enum { SCRIPT_ANSWERS_MAX = 8 };

/* What was answered so far; what "$word" is looked for in, the last one first. */
struct script_answers {
	size_t count;
	struct http_reply *list[SCRIPT_ANSWERS_MAX]; /* owned */
};

void script_answers_release(struct script_answers *answers);

/* Takes the reply's content over. */
void script_answers_add(struct script_answers *answers, struct http_reply *reply);

/* The next call's text with its "$word"s replaced, added to `to`; `*text` goes on behind it. */
void script_take(const char **text, const struct fixture *fixture,
                 const struct script_answers *answers, struct buf *to);

struct script_call {
	enum who who; /* WHO__COUNT: without a token */
	const char *method;
	char *path;
	struct http_request head; /* headers, query */
	const char *body;
};

/* Cut one call's text into its parts, in place; what is missing is "". */
void script_parse(char *text, struct script_call *ret);

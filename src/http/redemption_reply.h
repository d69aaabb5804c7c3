/* What is told of a voucher that was presented. */
#pragma once

#include "domain/redeem.h"
#include "http/message.h"

struct json_writer;

/* One entry of a list: {outcome, message, redemption...}. */
void redemption_reply_write(struct app *app, const struct redeem_item *item,
                            struct json_writer *json);

/* The whole answer of a single call, with the status of its outcome. */
void redemption_reply(struct app *app, const struct redeem_item *item, struct http_reply *reply);

/* The whole answer of a check. */
void redemption_reply_check(const struct redeem_item *item, struct http_reply *reply);

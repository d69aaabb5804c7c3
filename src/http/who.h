/* What a person or a program is told about itself. */
#pragma once

#include "http/message.h"

struct app;

/* The whole answer. */
bool who_reply(struct app *app, const struct caller *caller, int status, struct http_reply *reply,
               struct err *err);

/* A member that lists which second factors (FACTOR_... bits) an account has. */
struct json_writer;
void who_write_factors(struct json_writer *json, unsigned kinds);

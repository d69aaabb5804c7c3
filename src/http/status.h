/* Failures and outcomes as HTTP statuses: two tables. */
#pragma once

#include "base/err.h"
#include "model/outcome.h"

int http_status_of_error(const struct err *err);
int http_status_of_outcome(enum outcome outcome);

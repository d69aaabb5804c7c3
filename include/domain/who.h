/* Who am I? What a person or a program is told about itself. */
#pragma once

#include "domain/app.h"
#include "domain/second_factors.h"
#include "model/account.h"

struct who {
	struct account account;
	char site[120], funder[120]; /* names; "" = none */
	struct second_factors factors;
};

bool who_find(struct app *app, const struct caller *caller, struct who *ret, struct err *err);

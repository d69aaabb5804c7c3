/* Who answers for the installation to the public. */
#pragma once

#include <stdint.h>

#include "base/err.h"

struct sql;

struct publisher {
	char name[160]; /* the legal body; "" = nobody has said it yet */
	char address[240];
	char phone[32], email[160]; /* one of them may be "" */
	char director[160];         /* of the publication */
	char hosting[320];          /* who runs the machine: name, address, telephone */
	int64_t version;            /* from 1, which is that nothing was said */
};

/* All of it is "" when nothing was set. */
bool publisher_find(struct sql *sql, struct publisher *ret, struct err *err);
bool publisher_set(struct sql *sql, const struct publisher *publisher, struct err *err);

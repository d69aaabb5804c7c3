/* The whole way of a call but the socket, made fast and repeatable: one connection to the books,
 * no thread, no disk, random numbers that are the same each time. What a scene changes is undone at
 * its end. */
#pragma once

#include "database.h"
#include "fixture.h"
#include "http/call.h"

struct stage {
	struct test_database database;
	struct fixture fixture;
	struct lanes lanes;
};

void stage_open(struct stage *stage);

/* Everything between the two happens in one transaction that is rolled back; what the code takes
 * for transactions are savepoints in it. */
void stage_begin(struct stage *stage);
void stage_end(struct stage *stage);

/* The call from its route to its answer. */
void stage_run(struct stage *stage, struct call *call);

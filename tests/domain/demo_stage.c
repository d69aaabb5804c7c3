#include "demo_stage.h"

#include <stdlib.h>
#include <unistd.h>

int64_t demo_stage_day(const char *text)
{
	int64_t day = 0;

	day_parse(text, &day);
	return paris_day_begins_at(day) + 15 * 3600;
}

void demo_stage_close(struct demo_stage *s)
{
	app_close(&s->app);
	unlink(s->key);
	rmdir(s->folder);
	test_database_close(&s->database);
}

void demo_stage_begin(struct demo_stage *s)
{
	test_database_open(&s->database);
	snprintf(s->folder, sizeof s->folder, "%s/data", s->database.folder);
	snprintf(s->key, sizeof s->key, "%s/key", s->folder);
	s->options = (struct app_options){ .data = s->folder, .database = s->database.url };
}

bool demo_stage_open(struct demo_stage *s, uint64_t seed)
{
	struct demo_wish wish = { .host = "demo.example.fr", .seed = seed };
	struct err err = { 0 };

	demo_stage_begin(s);
	s->ends_at = wish.fixed_at = demo_stage_day("2027-04-07");
	if (!CHECK_OK(demo_make(&s->options, &wish, &s->demo, &err)) ||
	    !CHECK_OK(app_open(&s->app, &s->options, &err)) ||
	    !CHECK_OK(app_unlock(s->app, &s->options, &err)))
		return false;
	s->app->fixed_at = s->ends_at;
	return true;
}

struct demo_stage *demo_stage(void)
{
	static struct demo_stage shared;

	if (!shared.app && !demo_stage_open(&shared, 1)) {
		printf("Bail out! there is no demonstration\n");
		abort();
	}
	return &shared;
}

int64_t demo_stage_count(struct demo_stage *s, const char *text)
{
	struct err err = { 0 };
	int64_t n = -1;

	CHECK_OK(sql_one_int(s->app->sql, text, SQL_NO_ARGS, &n, &err));
	return n;
}

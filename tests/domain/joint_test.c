#include "world.h"

#include "domain/joint.h"

static struct world w;

static int64_t count(const char *table)
{
	char text[80];
	struct err err;
	int64_t n = -1;

	snprintf(text, sizeof text, "SELECT COUNT(*) FROM %s", table);
	CHECK_OK(sql_one_int(w.app->sql, text, SQL_NO_ARGS, &n, &err));
	return n;
}

static bool issue(struct err *err)
{
	struct issue_request request = world_request(&w);
	struct pass pass;

	return issue_passes(w.app, &w.agent, &request, &pass, err);
}

static struct joint keyed(void)
{
	return (struct joint){ .caller = w.agent, .verb = "pass.issue", .key = "k" };
}

static void what_is_not_committed_never_happened(void)
{
	struct joint joint;
	struct err err;
	int64_t passes;

	world_open(&w);
	joint = keyed();
	passes = count("pass");
	joint_enter(w.app, &joint, "a request");
	CHECK_OK(issue(&err));
	CHECK_OK(issue(&err));
	CHECK_INT(count("pass"), passes + 2);
	joint_leave(w.app);
	CHECK_INT(count("pass"), passes);
	CHECK_INT(count("journal"), 0);
	CHECK_INT(count("idempotency"), 0);
	world_close(&w);
}

static void effect_journal_and_answer_are_committed_together(void)
{
	const struct joint_deed deed = {
		.object = "7", .reply = "the answer", .reply_size = 10, .detail = "{}"
	};
	AUTO(buf_release) struct buf reply = { 0 };
	struct joint joint;
	struct err err;
	bool found = true;

	world_open(&w);
	joint = keyed();
	joint_enter(w.app, &joint, "a request");
	CHECK_OK(joint_replay(w.app, &reply, &found, &err));
	CHECK(!found);
	CHECK_OK(issue(&err));
	CHECK_OK(joint_commit(w.app, &deed, &err));
	joint_leave(w.app);
	CHECK_INT(count("journal WHERE object = '7' AND verb = 'pass.issue'"), 1);
	joint = keyed();
	joint_enter(w.app, &joint, "a request");
	CHECK_OK(joint_replay(w.app, &reply, &found, &err));
	CHECK(found);
	CHECK_TEXT(buf_text(&reply), "the answer");
	joint_leave(w.app);
	joint_enter(w.app, &joint, "another request");
	CHECK_ERR(joint_replay(w.app, &reply, &found, &err), ERR_REFUSED);
	CHECK_TEXT(err.name, "key_reused");
	joint_leave(w.app);
	joint.body = "\0x";
	joint.body_size = 2;
	joint_enter(w.app, &joint, "a request");
	CHECK_NAMED(joint_replay(w.app, &reply, &found, &err), ERR_REFUSED, "key_reused");
	joint_leave(w.app);
	world_close(&w);
}

static void an_answer_is_kept_for_three_days(void)
{
	const struct joint_deed deed = { .reply = "the answer", .reply_size = 10 };
	AUTO(buf_release) struct buf reply = { 0 };
	struct joint joint;
	struct err err;
	bool found;

	world_open(&w);
	joint = keyed();
	joint_enter(w.app, &joint, "a request");
	CHECK_OK(issue(&err));
	CHECK_OK(joint_commit(w.app, &deed, &err));
	world_at(&w, world_begins_at() + IDEMPOTENCY_SECONDS - 1);
	CHECK_OK(joint_replay(w.app, &reply, &found, &err));
	CHECK(found);
	world_at(&w, world_begins_at() + IDEMPOTENCY_SECONDS);
	CHECK_OK(joint_replay(w.app, &reply, &found, &err));
	CHECK(!found);
	CHECK_OK(issue(&err)); /* and the key can be claimed again */
	CHECK_OK(joint_commit(w.app, &deed, &err));
	joint_leave(w.app);
	world_at(&w, world_begins_at() + 2 * IDEMPOTENCY_SECONDS + 1);
	CHECK_OK(joint_forget(w.app, &err));
	CHECK_INT(count("idempotency"), 0);
	world_close(&w);
}

static void a_key_that_another_connection_took_is_told_as_a_lost_race(void)
{
	const struct joint_deed deed = { .reply = "the answer", .reply_size = 10 };
	struct joint mine, theirs;
	struct issue_request request;
	struct app *other;
	struct pass pass;
	struct err err;

	world_open(&w);
	CHECK_OK(app_clone(&other, w.app, false, &err));
	mine = theirs = keyed();
	joint_enter(other, &theirs, "a request");
	joint_enter(w.app, &mine, "a request");
	CHECK_OK(issue(&err));
	CHECK_OK(joint_commit(w.app, &deed, &err));
	joint_leave(w.app);
	request = world_request(&w);
	CHECK_ERR(issue_passes(other, &w.agent, &request, &pass, &err), ERR_BUSY);
	CHECK(joint_try_again(&err, clock_ticks_ns()));
	CHECK(!joint_try_again(&err, clock_ticks_ns() - INT64_C(3000000000))); /* tried for long */
	joint_leave(other);
	app_close(&other);
	world_close(&w);
}

DATABASE_MAIN({ "what_is_not_committed_never_happened", what_is_not_committed_never_happened },
              { "effect_journal_and_answer_are_committed_together",
                effect_journal_and_answer_are_committed_together },
              { "an_answer_is_kept_for_three_days", an_answer_is_kept_for_three_days },
              { "a_key_that_another_connection_took_is_told_as_a_lost_race",
                a_key_that_another_connection_took_is_told_as_a_lost_race })

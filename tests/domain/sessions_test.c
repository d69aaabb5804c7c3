/* How people come in: passwords, pauses, sessions. */
#include "logins.h"

#include "domain/joint.h"
#include "domain/who.h"

static void the_right_password_opens_a_session_with_its_line_in_the_journal(void)
{
	struct caller caller;
	struct who who;

	open_with_marc();
	CHECK_TEXT(try("marc", password, "", "192.0.2.1"), "");
	CHECK_OK(caller_prove_session(w.app, answer.cookie, &caller, &err));
	CHECK_INT(caller.account, marc.id);
	CHECK_INT(caller.role, ROLE_MEDIATOR);
	CHECK_INT(caller.site, w.centre);
	CHECK_INT(caller.session, answer.caller.session);
	CHECK_INT(caller.ends_at, world_begins_at() + SESSION_LIFE_SECONDS);
	CHECK(!caller.is_due);
	CHECK_INT(world_count(&w, "SELECT COUNT(*) FROM journal j, session s WHERE j.verb ="
	                          " 'session.open' AND j.account = s.account AND j.call = 'c1'"
	                          " AND CAST(s.id AS TEXT) = j.object AND s.device = 'Firefox'"),
	          1);
	CHECK_OK(who_find(w.app, &caller, &who, &err));
	CHECK_TEXT(who.account.login, "marc");
	CHECK_TEXT(who.site, "Médiathèque");
	CHECK_TEXT(who.funder, "");
	CHECK_NAMED(caller_prove(w.app, answer.cookie, &caller, &err), ERR_MISSING,
	            "unknown_token"); /* a cookie is no token */
	world_close(&w);
}

static void whatever_is_wrong_the_answer_is_the_same(void)
{
	open_with_marc();
	CHECK_TEXT(try("marc", "x", "", "192.0.2.1"), "wrong_login");
	CHECK_TEXT(try("nobody", password, "", "192.0.2.1"), "wrong_login");
	CHECK_TEXT(try("MARC", password, "", "192.0.2.1"), "wrong_login");
	CHECK_TEXT(try("marc", "", "", "192.0.2.1"), "wrong_login");
	CHECK_OK(account_disable(w.app, "marc", &err));
	CHECK_TEXT(try("marc", password, "", "192.0.2.2"), "wrong_login");
	CHECK_INT(world_count(&w, "SELECT COUNT(*) FROM session"), 0);
	world_close(&w);
}

static void a_session_ends_by_idleness_by_time_and_by_will(void)
{
	struct sighting sighting = { 0 };
	struct caller caller, other;

	open_with_marc();
	CHECK_TEXT(try("marc", password, "", ""), "");
	world_at(&w, world_begins_at() + SESSION_IDLE_SECONDS);
	CHECK_OK(caller_prove_session(w.app, answer.cookie, &caller, &err));
	CHECK(caller.is_due);
	world_at(&w, world_begins_at() + SESSION_IDLE_SECONDS + 60);
	CHECK_NAMED(caller_prove_session(w.app, answer.cookie, &caller, &err), ERR_MISSING,
	            "session_over");
	for (int64_t at = 0; at < SESSION_LIFE_SECONDS; at += SESSION_IDLE_SECONDS) {
		world_at(&w, world_begins_at() + at);
		sighting.session = caller.session;
		CHECK_OK(callers_see(w.app, &sighting, 1, &err));
		CHECK_OK(caller_prove_session(w.app, answer.cookie, &caller, &err));
		CHECK(!caller.is_due);
	}
	world_at(&w, world_begins_at() + SESSION_LIFE_SECONDS);
	CHECK_NAMED(caller_prove_session(w.app, answer.cookie, &caller, &err), ERR_MISSING,
	            "session_over");
	CHECK_TEXT(try("marc", password, "", ""), "");
	CHECK_OK(caller_prove_session(w.app, answer.cookie, &caller, &err));
	other = w.agent;
	CHECK_NAMED(session_end(w.app, &other, caller.session, &err), ERR_MISSING, "no_session");
	CHECK_OK(session_end(w.app, &caller, caller.session, &err));
	CHECK_NAMED(caller_prove_session(w.app, answer.cookie, &caller, &err), ERR_MISSING,
	            "session_over");
	world_close(&w);
}

static bool count_session(void *context, const struct session *session, struct err *ignored)
{
	(void)session, (void)ignored;
	++*(int *)context;
	return true;
}

static int sessions_of(const struct caller *caller, int64_t account)
{
	const struct sessions_wish wish = { .account = account, .limit = 100 };
	int count = 0;

	if (!sessions_list(w.app, caller, &wish, count_session, &count, &err))
		return -1;
	return count;
}

static void a_new_password_ends_the_other_sessions(void)
{
	static const char chosen[] = "une phrase à moi";
	struct password_proof proof = { password, "" };
	char again[PASSWORD_TEXT_SIZE];
	struct caller caller;

	open_with_marc();
	CHECK_TEXT(try("marc", password, "", ""), "");
	CHECK_TEXT(try("marc", password, "", ""), "");
	CHECK_TEXT(try("marc", password, "", ""), "");
	caller = answer.caller;
	CHECK_INT(sessions_of(&caller, marc.id), 3);
	CHECK_INT(sessions_of(&w.office, marc.id), 3);
	CHECK_INT(sessions_of(&w.agent, marc.id), -1);
	CHECK_NAMED(password_change(w.app, &caller, &proof, "onze lettre", &err), ERR_INPUT,
	            "password_too_short");
	CHECK_NAMED(password_change(w.app, &caller, &proof, "éééééé", &err), ERR_INPUT,
	            "password_too_short");
	CHECK_NAMED(password_change(w.app, &caller, &proof, password, &err), ERR_INPUT,
	            "password_unchanged");
	CHECK_INT(sessions_of(&caller, marc.id), 3);
	CHECK_OK(password_change(w.app, &caller, &proof, chosen, &err));
	CHECK_INT(sessions_of(&caller, marc.id), 1);
	CHECK_OK(caller_prove_session(w.app, answer.cookie, &caller, &err));
	CHECK_TEXT(try("marc", password, "", ""), "wrong_login");
	CHECK_TEXT(try("marc", chosen, "", ""), "");
	CHECK_NAMED(password_change(w.app, &caller, &proof, "une autre phrase", &err),
	            ERR_FORBIDDEN, "wrong_password");
	CHECK_OK(account_new_password(w.app, marc.id, again, &err));
	CHECK_INT(sessions_of(&w.office, marc.id), 0);
	CHECK_TEXT(try("marc", again, "", ""), "");
	CHECK_NAMED(account_new_password(w.app, 99, again, &err), ERR_MISSING, "no_account");
	world_close(&w);
}

/* ---- pauses ---- */

static void wrong_passwords_make_a_growing_pause(void)
{
	static const int waits[] = { 15, 30, 60, 120, 240, 480, 900, 900 };
	int64_t at = world_begins_at();

	open_with_marc();
	fail("marc", "192.0.2.1", 5);
	CHECK(!is_paused("marc", "192.0.2.1"));
	for (size_t i = 0; i < COUNT_OF(waits); i++) {
		fail("marc", "192.0.2.1", 1);
		CHECK(is_paused("marc", "192.0.2.1"));
		CHECK_INT(err.wait_seconds, waits[i]);
		world_at(&w, at + waits[i] - 1);
		CHECK(is_paused("marc", "192.0.2.1"));
		CHECK_INT(err.wait_seconds, 1);
		CHECK(!is_paused("marc", "192.0.2.2"));
		CHECK(!is_paused("anna", "192.0.2.1"));
		world_at(&w, at += waits[i]);
		CHECK(!is_paused("marc", "192.0.2.1"));
	}
	world_close(&w);
}

static void a_login_is_counted_and_paused_and_begins_anew(void)
{
	open_with_marc();
	fail("marc", "192.0.2.1", 5);
	CHECK_TEXT(try("marc", "x", "", "192.0.2.1"), "wrong_login");
	CHECK_TEXT(try("marc", password, "", "192.0.2.1"), "too_many_logins");
	CHECK_TEXT(try("marc", password, "", "192.0.2.2"), "");
	world_at(&w, world_begins_at() + 15);
	CHECK_TEXT(try("marc", password, "", "192.0.2.1"), "");
	CHECK_TEXT(try("marc", "x", "", "192.0.2.1"), "wrong_login");
	CHECK(!is_paused("marc", "192.0.2.1"));
	world_close(&w);
}

static void a_day_without_failure_is_forgiven(void)
{
	open_with_marc();
	fail("marc", "192.0.2.1", 5);
	world_at(&w, world_begins_at() + DAY_SECONDS);
	fail("marc", "192.0.2.1", 5);
	CHECK(!is_paused("marc", "192.0.2.1"));
	world_at(&w, world_begins_at() + 2 * DAY_SECONDS - 1);
	fail("marc", "192.0.2.1", 1);
	CHECK(is_paused("marc", "192.0.2.1"));
	world_close(&w);
}

static void an_address_that_tries_many_logins_is_paused(void)
{
	char login[24];

	open_with_marc();
	for (int i = 0; i < 50; i++) {
		snprintf(login, sizeof login, "login-%d", i);
		fail(login, "2001:db8:1:2::7", 1);
	}
	CHECK(!is_paused("new", "2001:db8:1:2::7"));
	fail("other", "2001:db8:1:2:ffff::8", 1); /* of the same network */
	CHECK(is_paused("new", "2001:db8:1:2::9"));
	CHECK(!is_paused("new", "2001:db8:1:3::9"));
	CHECK(!is_paused("new", ""));
	world_close(&w);
}

static void a_login_tried_from_many_addresses_is_paused_but_not_for_its_owner(void)
{
	char address[24];

	open_with_marc();
	CHECK_TEXT(try("marc", password, "", "192.0.2.200"), "");
	for (int i = 0; i < 101; i++) {
		snprintf(address, sizeof address, "198.51.100.%d", i);
		fail("marc", address, 1);
	}
	CHECK(is_paused("marc", "203.0.113.9"));
	CHECK(!is_paused("anna", "203.0.113.9"));
	CHECK_TEXT(try("marc", password, "", "192.0.2.200"), "");
	world_at(&w, world_begins_at() + 29 * DAY_SECONDS);
	CHECK_OK(sessions_tidy(w.app, &err));
	CHECK_INT(world_count(&w, "SELECT COUNT(*) FROM login_pause"), 1);
	world_at(&w, world_begins_at() + 31 * DAY_SECONDS);
	CHECK_OK(sessions_tidy(w.app, &err));
	CHECK_INT(world_count(&w, "SELECT COUNT(*) FROM login_pause"), 0);
	CHECK_INT(world_count(&w, "SELECT COUNT(*) FROM session"), 0);
	world_close(&w);
}

static void a_failure_is_counted_although_its_call_is_undone(void)
{
	struct joint joint = { .verb = "password.change" };
	struct password_proof proof = { "x", "192.0.2.1" };

	open_with_marc();
	joint.caller = him;
	fail("marc", "192.0.2.1", 5);
	joint_enter(w.app, &joint, "");
	CHECK_NAMED(password_change(w.app, &him, &proof, "une phrase à moi", &err), ERR_FORBIDDEN,
	            "wrong_password");
	joint_leave(w.app);
	CHECK(is_paused("marc", "192.0.2.1"));
	CHECK_NAMED(password_change(w.app, &him, &proof, "une phrase à moi", &err), ERR_REFUSED,
	            "too_many_logins");
	world_close(&w);
}

DATABASE_MAIN({ "the_right_password_opens_a_session_with_its_line_in_the_journal",
                the_right_password_opens_a_session_with_its_line_in_the_journal },
              { "whatever_is_wrong_the_answer_is_the_same",
                whatever_is_wrong_the_answer_is_the_same },
              { "a_session_ends_by_idleness_by_time_and_by_will",
                a_session_ends_by_idleness_by_time_and_by_will },
              { "a_new_password_ends_the_other_sessions", a_new_password_ends_the_other_sessions },
              { "wrong_passwords_make_a_growing_pause", wrong_passwords_make_a_growing_pause },
              { "a_login_is_counted_and_paused_and_begins_anew",
                a_login_is_counted_and_paused_and_begins_anew },
              { "a_day_without_failure_is_forgiven", a_day_without_failure_is_forgiven },
              { "an_address_that_tries_many_logins_is_paused",
                an_address_that_tries_many_logins_is_paused },
              { "a_login_tried_from_many_addresses_is_paused_but_not_for_its_owner",
                a_login_tried_from_many_addresses_is_paused_but_not_for_its_owner },
              { "a_failure_is_counted_although_its_call_is_undone",
                a_failure_is_counted_although_its_call_is_undone })

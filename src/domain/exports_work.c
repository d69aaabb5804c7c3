#include "domain/exports_work.h"

#include <stdio.h>
#include <string.h>

#include "base/auto.h"
#include "base/clock.h"
#include "base/text.h"
#include "codec/deflate.h"
#include "crypto/random.h"
#include "domain/exports_parts.h"
#include "domain/joint.h"
#include "store/accounts.h"
#include "store/exports.h"

static struct export_lease lease_of(const struct app *app, const struct export *export)
{
	return (struct export_lease){ .id = export->id,
		                      .lease = export->lease,
		                      .now = app_now(app),
		                      .until = app_now(app) + EXPORT_LEASE_SECONDS };
}

/* ---- who does it ---- */

static bool claim_work(struct app *app, void *context, struct err *err)
{
	struct export *export = context;
	struct export_lease lease = lease_of(app, export);
	bool held;

	if (!exports_claim(app->sql, &lease, &held, err))
		return false;
	if (!held) {
		export->lease = 0;
		return true;
	}
	return exports_find(app->sql, export->id, export, err);
}

/* Idle servers ask all the time: that writes nothing. */
bool export_claim(struct app *app, struct export *ret, bool *ret_found, struct err *err)
{
	struct export export = { .lease = random_bits(62) + 1 };

	if (!exports_free(app->sql, app_now(app), &export.id, ret_found, err))
		return false;
	if (!*ret_found)
		return true;
	if (!transact(app, claim_work, &export, err))
		return false;
	*ret_found = export.lease != 0;
	*ret = export;
	return true;
}

static bool let_go_work(struct app *app, void *context, struct err *err)
{
	return exports_let_go(app->sql, context, err);
}

bool export_let_go(struct app *app, const struct export *export, struct err *err)
{
	struct export held = *export;

	return transact(app, let_go_work, &held, err);
}

/* ---- a page ---- */

/* Where the export will stand, and the bytes between here and there. */
struct step {
	struct export now, next;
	struct buf bytes;
	bool held;
};

static void step_release(struct step *step)
{
	buf_release(&step->bytes);
}

/* Who asked, as they stand now: an account that was closed, or pays for something else, gets no
 * more. */
static bool asker(struct app *app, const struct export *export, struct caller *ret, struct err *err)
{
	struct account account;

	if (!accounts_find(app->sql, export->account, &account, err))
		return false;
	*ret = (struct caller){ .role = account.role,
		                .account = account.id,
		                .site = account.site,
		                .funder = account.funder };
	if (account.disabled_at)
		return err_named(err, ERR_FORBIDDEN, "asker_disabled",
		                 "the account that asked for it was disabled");
	return export_may(app, ret, export, err);
}

static void end(struct app *app, struct export *export)
{
	export->state = EXPORT_DONE;
	export->total = export->done;
	export->ended_at = app_now(app);
	export->place[0] = '\0';
}

/* Reads only. What it makes need not be the same when it is tried again. */
static bool make(struct app *app, struct step *step, struct err *err)
{
	struct export *next = &step->next;
	struct caller caller;
	bool last;

	if (!asker(app, next, &caller, err))
		return false;
	if (next->what == EXPORT_FIGURES) {
		next->done = EXPORT_TABLES;
		end(app, next);
		return exports_figures_make(app, &caller, next, &step->bytes, err);
	}
	if (next->total < 0)
		return exports_lines_count(app, next, &next->total, err);
	if (!exports_lines_make(app, next, &last, &step->bytes, err))
		return false;
	if (last)
		end(app, next);
	else if (next->total < next->done)
		next->total = next->done;
	return true;
}

static bool note(struct app *app, const struct export *export, const char *verb, struct err *err)
{
	char id[32];

	snprintf(id, sizeof id, "%lld", (long long)export->id);
	return joint_note(app, export->account, verb, id, err);
}

static bool keep_parts(struct app *app, const struct step *step, struct err *err)
{
	const char *bytes = buf_text(&step->bytes);
	size_t left = step->bytes.size, size;

	for (int64_t place = step->now.parts; left; place++, bytes += size, left -= size) {
		AUTO(buf_release) struct buf packed = { 0 };

		size = left < EXPORT_PART_SIZE ? left : EXPORT_PART_SIZE;
		if (!deflate_whole(bytes, size, DEFLATE_FAST, &packed, err) ||
		    !exports_add_part(app->sql, step->now.id, place, packed.data, packed.size, err))
			return false;
	}
	return true;
}

static bool keep_work(struct app *app, void *context, struct err *err)
{
	struct step *step = context;
	struct export_lease lease = lease_of(app, &step->now);

	step->next.size = step->now.size + (int64_t)step->bytes.size;
	step->next.parts = step->now.parts +
	                   (int64_t)((step->bytes.size + EXPORT_PART_SIZE - 1) / EXPORT_PART_SIZE);
	return exports_advance(app->sql, &lease, &step->next, &step->held, err) &&
	       (!step->held ||
	        (keep_parts(app, step, err) &&
	         (step->next.state != EXPORT_DONE || note(app, &step->next, "export.done", err))));
}

/* ---- its end ---- */

/* No answer of the rules, but of the moment: another try may do. */
static bool is_passing(const struct err *err)
{
	switch (err->code) {
	case ERR_REFUSED:
	case ERR_INPUT:
	case ERR_MISSING:
	case ERR_FORBIDDEN:
		return strcmp(err->name, "clock_set_back") == 0;
	case ERR_CONFLICT:
	case ERR_BUSY:
	case ERR_SYSTEM:
	case ERR_NONE:
	case ERR__COUNT:
		break;
	}
	return true;
}

static bool fail_work(struct app *app, void *context, struct err *err)
{
	const struct export *export = context;
	bool done;

	return exports_end(app->sql, export, &done, err) &&
	       (!done || note(app, export, "export.fail", err));
}

static bool fail(struct app *app, struct export *export, const struct err *why, struct err *err)
{
	struct export failed = *export;

	failed.state = EXPORT_FAILED;
	failed.ended_at = app_now(app);
	TEXT_COPY(failed.error, why->name);
	export->lease = 0;
	return transact(app, fail_work, &failed, err);
}

bool export_work(struct app *app, struct export *export, struct err *err)
{
	AUTO(step_release) struct step step = { .now = *export, .next = *export };
	struct err why;

	if (!make(app, &step, &why) || !transact(app, keep_work, &step, &why)) {
		if (!is_passing(&why))
			return fail(app, export, &why, err);
		*err = why;
		return false;
	}
	*export = step.next;
	if (!step.held || export->state == EXPORT_DONE)
		export->lease = 0;
	return true;
}

#include "domain/pseudonyms.h"

#include "base/clock.h"
#include "domain/joint.h"
#include "store/journal.h"
#include "domain/vault.h"

static const char verb[] = "pseudonym.evaluate";

struct evaluating {
	const struct caller *caller;
	const unsigned char *blinded;
	struct pseudonym_evaluation *ret;
};

static bool evaluate_work(struct app *app, void *context, struct err *err)
{
	const struct evaluating *e = context;
	int64_t since = paris_day_begins_at(app_today(app)), count;
	struct voprf_key key;
	bool done;

	if (!journal_count(app->sql, e->caller->account, verb, since, &count, err))
		return false;
	if (count >= PSEUDONYMS_A_DAY)
		return err_named(err, ERR_REFUSED, "too_many_pseudonyms",
		                 "this agent has asked for %d pseudonyms today", PSEUDONYMS_A_DAY);
	voprf_key_of(vault_master(app->vault), &key);
	done = voprf_evaluate(&key, e->blinded, e->ret->evaluated, e->ret->proof, err);
	voprf_wipe(&key);
	return done && joint_note(app, e->caller->account, verb, "", err);
}

bool pseudonym_evaluate(struct app *app, const struct caller *caller,
                        const unsigned char blinded[static VOPRF_SIZE],
                        struct pseudonym_evaluation *ret, struct err *err)
{
	struct evaluating e = { caller, blinded, ret };

	return transact(app, evaluate_work, &e, err);
}

void pseudonym_public_key(const struct app *app, unsigned char to[static VOPRF_SIZE])
{
	struct voprf_key key;

	voprf_key_of(vault_master(app->vault), &key);
	for (size_t i = 0; i < VOPRF_SIZE; i++)
		to[i] = key.public_key[i];
	voprf_wipe(&key);
}

static bool forget_work(struct app *app, void *context, struct err *err)
{
	(void)context;
	return journal_forget(app->sql, verb, app_now(app) - PSEUDONYM_JOURNAL_SECONDS, err);
}

bool pseudonyms_forget(struct app *app, struct err *err)
{
	return transact(app, forget_work, NULL, err);
}

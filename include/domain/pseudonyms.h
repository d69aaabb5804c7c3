/* The server's part of a pseudonym (crypto/voprf): it evaluates what an agent's browser blinded.
 * Who asked and when is in the journal, for a year; what was asked is kept nowhere. */
#pragma once

#include "crypto/voprf.h"
#include "domain/app.h"
#include "model/account.h"

enum {
	PSEUDONYMS_A_DAY = 200, /* and agent: enough for a desk, too few to try names */
	PSEUDONYM_JOURNAL_SECONDS = 365 * 86400
};

struct pseudonym_evaluation {
	unsigned char evaluated[VOPRF_SIZE], proof[VOPRF_PROOF_SIZE];
};

/* ERR_INPUT "bad_element"; ERR_REFUSED "too_many_pseudonyms" for an agent that has had its day's
 * share. */
bool pseudonym_evaluate(struct app *app, const struct caller *caller,
                        const unsigned char blinded[static VOPRF_SIZE],
                        struct pseudonym_evaluation *ret, struct err *err);

/* What a browser checks the proof with. */
void pseudonym_public_key(const struct app *app, unsigned char to[static VOPRF_SIZE]);

/* Drop lines of the journal that are older than a year. */
bool pseudonyms_forget(struct app *app, struct err *err);

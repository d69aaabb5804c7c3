/* What is asked beside a password: a phone's application (TOTP), or a printed card of codes. */
#pragma once

#include "domain/app.h"
#include "domain/passwords.h"
#include "model/code_card.h"

/* What an account is asked. Either kind opens it when both are in force. */
struct second_factors {
	unsigned kinds;    /* FACTOR_... bits; 0 = nothing */
	int card_position; /* of the code that is asked next, from 1; 0 = no card, or used up */
	int card_left;     /* codes not used yet; 0 without a card */
};
bool second_factors_asked(struct app *app, int64_t account, struct second_factors *ret,
                          struct err *err);

/* Take a code, of whichever kind: once. Inside the caller's transaction. ERR_FORBIDDEN
 * "wrong_code". */
bool second_factor_take(struct app *app, int64_t account, const char *code, struct err *err);

struct totp_offer {
	char secret[33]; /* base32 */
	char uri[200];   /* otpauth://totp/..., for a QR code */
};

/* A secret for the caller's application, in force once a code of it was shown. ERR_CONFLICT
 * "totp_in_force" (remove that one first); and what password_prove() says. */
bool second_factor_offer_totp(struct app *app, const struct caller *caller,
                              const struct password_proof *proof, struct totp_offer *ret,
                              struct err *err);

/* ERR_REFUSED "totp_code_differs"; ERR_MISSING "no_totp" when none was offered; ERR_CONFLICT
 * "totp_in_force". */
bool second_factor_confirm_totp(struct app *app, const struct caller *caller, const char *code,
                                struct err *err);

/* A fresh card for an account that the caller has in hand (account_is_in_hand), to be shown or
 * printed; nothing is kept yet. */
bool code_card_make(struct app *app, const struct caller *caller, int64_t account,
                    struct code_card *ret, struct err *err);

/* A card holds secrets: when it was shown, overwrite it. */
void code_card_wipe(struct code_card *card);

/* It is in force from now on, in place of an older one. */
bool code_card_keep(struct app *app, const struct code_card *card, struct err *err);

/* Of an account that the caller has in hand: one kind, or all (0). */
bool second_factor_remove(struct app *app, const struct caller *caller, int64_t account, int kind,
                          struct err *err);

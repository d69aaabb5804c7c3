/* New passes: rows, signatures, what is printed. */
#pragma once

#include "domain/app.h"
#include "model/account.h"
#include "model/pass.h"
#include "model/programme.h"
#include "model/sheet.h"

enum { ISSUE_PASSES_MAX = 1000 };

struct issue_request {
	int64_t programme, desk;
	int vouchers; /* 0 = the programme's usual number */
	int passes;   /* 1 ... 1000 in one go */
	int kind;     /* 0 = any */
	enum language language;
	enum print_size print_size;
	bool hand_out;      /* given to the person at once; else it stays in the desk's stock */
	bool specimen;      /* commits no money, never redeemable */
	bool has_pseudonym; /* else 16 random bytes at hand-out */
	unsigned char pseudonym[PSEUDONYM_SIZE];
	enum level start_level;
	int age_band, situation;
};

/* How many vouchers a pass gets: as many as asked for, or the programme's usual number. ERR_INPUT
 * "too_few_vouchers", "too_many_vouchers". */
bool issue_count(const struct programme *programme, const struct issue_request *request, int *ret,
                 struct err *err);

/* All passes or none. `ret_passes` holds request->passes entries. What may be refused: over_budget,
 * not_open, hand_out_over, wrong_desk, too_few_vouchers / too_many_vouchers, person_cap. */
bool issue_passes(struct app *app, const struct caller *caller, const struct issue_request *request,
                  struct pass *ret_passes, struct err *err);

/* Its checks, and the key that it needs, which is made when there is none: for a joint call that
 * writes something of its own before issue_passes(). */
bool issue_ready(struct app *app, const struct caller *caller, const struct issue_request *request,
                 struct err *err);

/* Would that be refused now? `*ret_vouchers` is what each pass would have. In the caller's
 * transaction. */
bool issue_check(struct app *app, const struct caller *caller, const struct issue_request *request,
                 int *ret_vouchers, struct err *err);

/* A pass of the stock goes to a person: pseudonym, level, bands, language and print size of
 * `person` count. ERR_CONFLICT "not_in_stock"; "wrong_desk" as above. */
bool issue_hand_out(struct app *app, const struct caller *caller, int64_t pass,
                    const struct issue_request *person, struct pass *ret, struct err *err);

/* The vouchers of a pass as they are printed: the same every time. `ret` holds pass->total. */
bool issue_vouchers(struct app *app, const struct pass *pass, struct sheet_voucher *ret,
                    struct err *err);

/* The code of the pass's cover. */
void issue_cover_code(const struct app *app, const struct pass *pass,
                      char to[static VOUCHER_CODE_SIZE]);

/* Name the desk and the centres nearest to it: what is printed, and what the page behind a voucher
 * says. */
bool issue_places(struct app *app, const struct pass *pass, struct sheet *sheet, struct err *err);

/* Everything that is printed of it. A reprint is marked; a pass that ended cannot be printed. */
bool issue_sheet(struct app *app, const struct pass *pass, bool duplicate, struct sheet *ret,
                 struct err *err);

/* What a pass would look like of a programme that may be in no books yet: nothing is kept, and what
 * is printed opens nothing. No key has signed its vouchers, its codes are nobody's. Of the request
 * count desk (0 = none: no places), vouchers, language and print size; the places are those of the
 * territory that the operator has approved. ERR_INPUT "bad_programme" as programme_check_new() and
 * as issue_count(); ERR_MISSING "no_funder", "no_site" to callers who do not know them. */
bool issue_specimen(struct app *app, const struct caller *caller, const struct programme *programme,
                    const struct issue_request *request, struct sheet *ret, struct err *err);

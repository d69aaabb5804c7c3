/* Passes as they are: who may see which, how far each is used, the list of a desk. */
#pragma once

#include <stddef.h>

#include "domain/app.h"
#include "model/account.h"
#include "model/pass.h"
#include "model/sheet.h"

/* A pass that this caller may see: an agent those of its desk. ERR_MISSING "no_pass" otherwise. */
bool pass_find(struct app *app, const struct caller *caller, int64_t id, struct pass *ret,
               struct err *err);

/* The same by what is printed on it: the cover's code, or any voucher of it, whatever its state and
 * that of its signature. Wrong codes are not counted: who tries them learns nothing but what the
 * list of passes says. ERR_MISSING "no_pass"; `proposal` is then a code that was perhaps meant, or
 * "". */
bool pass_look_up(struct app *app, const struct caller *caller, const char *text,
                  char proposal[static VOUCHER_CODE_SIZE], struct pass *ret, struct err *err);

/* The pass of a voucher that was verified, whoever shows it. ERR_MISSING "no_pass". */
bool pass_of_voucher(struct app *app, const struct voucher *voucher, struct pass *ret,
                     struct err *err);

/* How far it is used. */
struct pass_use {
	int used, left;
	enum pass_stage stage;
};
bool pass_use(struct app *app, const struct pass *pass, struct pass_use *ret, struct err *err);

struct passes_wish {
	int64_t desk, programme; /* 0 = any; an agent has its own desk in any case */
	bool of_key;             /* only what a voucher key has signed, of all desks */
	int key_number;
	int64_t after;    /* a pass: those before it in time; -1 = from the newest */
	int stage;        /* enum pass_stage; -1 = any */
	int dormant_days; /* handed out so long ago and never used; 0 = whether or not */
	size_t limit;
};

/* Newest first. ERR_MISSING "no_site" for the desk of others, "no_key"; ERR_INPUT "bad_after". What
 * a key has signed is for who sees all. */
typedef bool passes_fn(void *context, const struct pass *pass, const struct pass_use *use,
                       struct err *err);
bool passes_list(struct app *app, const struct caller *caller, const struct passes_wish *wish,
                 passes_fn *fn, void *context, struct err *err);

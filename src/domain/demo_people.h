/* The people of the demonstration: who gets a pass, when they come, what goes wrong. Nobody has a
 * name here either. */
#pragma once

#include "domain/demo_scene.h"
#include "domain/issue.h"

struct demo_person {
	struct demo_person *next;
	int64_t pass, since_at;
	int programme, desk; /* number; line */
	bool gone;           /* the pass was blocked */
	enum level level;
	int total, used;               /* vouchers of the present pass, in order */
	struct sheet_voucher *printed; /* `total` of them; NULL = this person never comes */
};

enum demo_event_kind { DEMO_VISIT, DEMO_LOSS, DEMO_BLOCK };

struct demo_event {
	struct demo_event *next; /* later the same day */
	enum demo_event_kind kind;
	int64_t at, scanned_at; /* as in struct redeem_item */
	int centre;             /* line, of a visit */
	struct demo_person *person;
};

/* What will happen, by day of the history. */
struct demo_plan {
	struct demo_event *days[DEMO_DAYS];
	struct demo_person *people;
};

void demo_people_release(struct demo_plan *plan);

/* Whether offices are open. */
bool demo_people_work_on(int64_t day);

/* What is asked and told at hand-out, as it comes. */
void demo_people_ask(struct demo_scene *scene, int programme, struct issue_request *request);

/* A person went home with this pass, at desk `line`: plan what becomes of it. */
bool demo_people_welcome(struct demo_scene *scene, struct demo_plan *plan, const struct pass *pass,
                         int line, struct err *err);

/* The person has this pass from now on. */
bool demo_people_print(struct demo_scene *scene, struct demo_person *person,
                       const struct pass *pass, struct err *err);

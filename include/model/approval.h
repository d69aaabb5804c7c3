/* What is said of a site: by the operator, and by a funder for its programme. */
#pragma once

enum approval { APPROVAL_CANDIDATE, APPROVAL_APPROVED, APPROVAL_SUSPENDED, APPROVAL__COUNT };

const char *approval_name(enum approval approval);
int approval_parse(const char *name); /* -1 when there is none */

/* Why a site is suspended, in a programme or everywhere: no free text, which could name somebody.
 */
enum suspension {
	SUSPENSION_UNSAID,
	SUSPENSION_CLOSED, /* the place has closed */
	SUSPENSION_ENDED,  /* its agreement has */
	SUSPENSION_REVIEW, /* something is looked into */
	SUSPENSION_OTHER,
	SUSPENSION__COUNT
};

/* The words, as a command line offers them. */
#define SUSPENSIONS "closed|agreement_ended|under_review|other"

const char *suspension_name(enum suspension suspension); /* NULL when it was not said */
int suspension_parse(const char *name);                  /* -1 when there is none */

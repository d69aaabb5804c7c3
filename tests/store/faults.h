/* Failures of the database on demand. A connection opened at a "fault+sqlite:" address fails at
 * the n-th call it makes once faults_arm(n) was called; calls are the beginning and end of
 * transactions, the start and each step of a statement, and copies. A rollback never fails. */
#pragma once

#include <stdbool.h>

#include "base/err.h"
#include "check.h"

/* 0 disarms. For the whole program; once only: the call after the failing one works again. */
void faults_arm(unsigned call);

/* Did the armed failure happen? */
bool faults_happened(void);

/* Run `verb` with its first call failing, then its second... until it succeeds untouched.
 * Each failed run must say ERR_SYSTEM "fault" and `unchanged` must then hold: nothing half done.
 * Returns how many calls the verb makes, so that a test can insist that there are some. Inline, for
 * each test program counts its own failed checks. */
static inline unsigned faults_each(bool (*verb)(void *context, struct err *err),
                                   bool (*unchanged)(void *context), void *context)
{
	for (unsigned call = 1;; call++) {
		struct err err = { 0 };
		bool done, struck;

		faults_arm(call);
		done = verb(context, &err);
		struck = faults_happened();
		faults_arm(0);
		if (!struck) {
			CHECK_OK(done);
			return call - 1;
		}
		if (done)
			CHECK_FAIL("succeeded although call %u failed", call);
		else
			CHECK_TEXT(err.name, "fault");
		if (!unchanged(context))
			CHECK_FAIL("half done when call %u failed", call);
	}
}

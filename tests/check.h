/* A test program in the Test Anything Protocol: a table of named tests, checks that print both
 * values. It works in release builds too. A test's name says what it proves. */
#pragma once

#include <inttypes.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

struct check_test {
	const char *name;
	void (*run)(void);
};

/* Of the running test; weak: the files of a program share it. */
__attribute__((weak)) int check_failures;

__attribute__((format(printf, 3, 4))) static inline bool check_fail(const char *file, int line,
                                                                    const char *format, ...)
{
	va_list args;

	check_failures++;
	printf("# %s:%d: ", file, line);
	va_start(args, format);
	vprintf(format, args);
	va_end(args);
	printf("\n");
	return false;
}

#define CHECK_FAIL(...) check_fail(__FILE__, __LINE__, __VA_ARGS__)

#define CHECK(condition) ((condition) ? true : CHECK_FAIL("not true: %s", #condition))

#define CHECK_INT(have, want)                                                                      \
	({                                                                                         \
		int64_t have_ = (int64_t)(have), want_ = (int64_t)(want);                          \
		have_ == want_                                                                     \
			? true                                                                     \
			: CHECK_FAIL("%s is %" PRId64 ", not %" PRId64, #have, have_, want_);      \
	})

#define CHECK_TEXT(have, want)                                                                     \
	({                                                                                         \
		const char *have_ = (have), *want_ = (want);                                       \
		have_ &&strcmp(have_, want_) == 0 ? true                                           \
						  : CHECK_FAIL("%s is \"%s\", not \"%s\"", #have,  \
		                                               have_ ? have_ : "(null)", want_);   \
	})

#define CHECK_BYTES(have, want, size)                                                              \
	(memcmp((have), (want), (size)) == 0 ? true                                                \
	                                     : CHECK_FAIL("%s differs from %s", #have, #want))

/* `call` is a call that takes &err last; its sentence is shown when it fails. */
#define CHECK_OK(call) ((call) ? true : CHECK_FAIL("%s: %s", #call, err.text))

/* `call` must fail with this class. */
#define CHECK_ERR(call, class)                                                                     \
	((call) ? CHECK_FAIL("%s did not fail", #call) : CHECK_INT(err.code, class))

static inline int check_run(const struct check_test *tests, size_t count)
{
	int failed = 0;

	setvbuf(stdout, NULL, _IOLBF, 0);
	printf("1..%zu\n", count);
	for (size_t i = 0; i < count; i++) {
		check_failures = 0;
		tests[i].run();
		failed += check_failures > 0;
		printf("%s %zu - %s\n", check_failures ? "not ok" : "ok", i + 1, tests[i].name);
	}
	return failed > 0;
}

/* CHECK_MAIN({ "what_it_proves", function }, ...) */
#define CHECK_MAIN(...)                                                                            \
	int main(void)                                                                             \
	{                                                                                          \
		static const struct check_test tests[] = { __VA_ARGS__ };                          \
		return check_run(tests, sizeof tests / sizeof *tests);                             \
	}

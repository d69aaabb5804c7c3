/* Scope-bound cleanup: the only GNU extensions the house uses. */
#pragma once

/* Run `fn(&variable)` when the variable leaves its scope. Every `x_close` and
 * `x_release` takes a pointer to the variable and tolerates an empty one. */
#define AUTO(fn) __attribute__((cleanup(fn)))

/* Hand a pointer over to someone else; the local copy becomes NULL. */
#define TAKE(p)                                                                                    \
	({                                                                                         \
		__typeof__(p) taken_ = (p);                                                        \
		(p) = NULL;                                                                        \
		taken_;                                                                            \
	})

/* How many entries a fixed array has. */
#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

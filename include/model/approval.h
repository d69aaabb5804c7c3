/* What is said of a site: by the operator, and by a funder for its programme. */
#pragma once

enum approval { APPROVAL_CANDIDATE, APPROVAL_APPROVED, APPROVAL_SUSPENDED, APPROVAL__COUNT };

const char *approval_name(enum approval approval);
int approval_parse(const char *name); /* -1 when there is none */

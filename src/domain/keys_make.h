/* Parts of domain/keys that the first day and issuing need too. */
#pragma once

#include "codec/vkey.h"
#include "domain/keys.h"
#include "model/programme.h"

struct master;

/* Make and keep a key: purpose, programme, days and status are given, the rest is filled. */
bool keys_make(struct app *app, const struct master *master, struct signing_key *key,
               struct err *err);

/* What checks its signatures. */
bool keys_public(const struct signing_key *key, struct vkey *ret, struct err *err);

/* Sign and keep a new key list and the certificate beside it, in the caller's transaction. */
bool keys_publish(struct app *app, const struct master *master, struct err *err);

/* The key for new passes; a new one when the year has changed or the programme was prolonged. */
bool keys_for_issue(struct app *app, const struct programme *programme, struct signing_key *ret,
                    struct err *err);

/* See to it that this process has a key for bundles; the first is made when one is asked for. */
bool keys_for_bundle(struct app *app, struct err *err);

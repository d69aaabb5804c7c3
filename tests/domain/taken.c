#include "taken.h"

void taken_release(struct taken *taken)
{
	buf_release(&taken->text);
	keylist_release(&taken->all.list);
	json_close(&taken->rules);
	for (int i = 0; i < SETS; i++)
		pass_set_release(&taken->sets[i]);
}

static bool read_sets(struct taken *taken, const char *name, struct err *err)
{
	const struct bundle_part *part = bundle_find(&taken->all.bundle, name);
	size_t at = 0, used = 0;

	for (int i = 0; part && i < SETS; i++, at += used)
		if (!pass_set_parse(&taken->sets[i], part->data + at, part->size - at, &used, err))
			return false;
	return !part || CHECK_INT(at, part->size);
}

static bool believe(struct world *w, struct taken *taken, struct err *err)
{
	AUTO(buf_release) struct buf text = { 0 };
	struct vkey root;
	const struct keylist_roots roots = { &root, 1, 1 };
	const struct bundle_part *rules;
	char name[BUNDLE_NAME_SIZE];

	if (!keys_vkey(w->app, KEY_ROOT, &text, err) ||
	    !notary_vkey_parse(&root, text.data, text.size, err) ||
	    !bundle_verify(&taken->all, taken->text.data, taken->text.size, &roots, app_now(w->app),
	                   err))
		return false;
	rules = bundle_find(&taken->all.bundle, "rules");
	snprintf(name, sizeof name, "passes/%lld", (long long)w->programme.id);
	return rules && json_parse(&taken->rules, rules->data, rules->size, err) &&
	       read_sets(taken, name, err);
}

void take(struct world *w, struct bundles *kept, struct taken *ret)
{
	struct err err = { 0 };

	taken_release(ret);
	*ret = (struct taken){ 0 };
	CHECK_OK(bundle_make(w->app, kept, &w->mediator, &ret->text, &err));
	CHECK_OK(believe(w, ret, &err));
}

int used(const struct taken *taken, const struct pass *pass)
{
	const struct pass_mark *mark = pass_set_find(&taken->sets[LIVE], pass->id);

	return mark ? (int)mark->used : -1;
}

#include "http/programme_call.h"

#include <stdio.h>

#include "base/auto.h"
#include "base/text.h"
#include "http/programme_reply.h"

#define COUNT(member, least, most) JSON_FIELD_INT(struct programme_call, member, least, most)

const struct json_field programme_call_fields[] = {
	{ "funder", JSON_FIELD_TEXT(struct programme_call, funder), .required = true },
	{ "name", JSON_FIELD_TEXT(struct programme_call, name), .required = true },
	{ "from", JSON_FIELD_TEXT(struct programme_call, from), .required = true },
	{ "until", JSON_FIELD_TEXT(struct programme_call, until), .required = true },
	{ "cents", COUNT(cents, 1, 65535) },
	{ "vouchers_min", COUNT(vouchers_min, 5, 10) },
	{ "vouchers_max", COUNT(vouchers_max, 5, 10) },
	{ "vouchers_usual", JSON_FIELD_LIST(struct programme_call, vouchers_usual) },
	{ "grace_days", COUNT(grace_days, 0, GRACE_DAYS_MAX) },
	{ "stop_days", COUNT(stop_days, 0, 366) },
	{ "territory", JSON_FIELD_LIST(struct programme_call, territory) },
	{ "kinds", JSON_FIELD_LIST(struct programme_call, kinds) },
	{ "bands", JSON_FIELD_LIST(struct programme_call, bands) },
	{ "person_passes", COUNT(person_passes, 0, 1000) },
	{ "person_days", COUNT(person_days, 0, 3660) },
	{ "language", JSON_FIELD_TEXT(struct programme_call, language) },
	{ "print_size", JSON_FIELD_TEXT(struct programme_call, print_size) },
	{ "site", JSON_FIELD_TEXT(struct programme_call, site) },
	{ "vouchers", COUNT(vouchers, 5, 10) },
	{ "page", COUNT(page, 1, 9) },
};
_Static_assert(COUNT_OF(programme_call_fields) == PROGRAMME_CALL_FIELDS, "all are counted");

void programme_call_of(const struct programme *p, struct programme_call *call)
{
	*call = (struct programme_call){ .cents = p->cents,
		                         .vouchers_min = p->vouchers_min,
		                         .vouchers_max = p->vouchers_max,
		                         .grace_days = p->grace_days,
		                         .stop_days = p->stop_days,
		                         .person_passes = p->person_passes,
		                         .person_days = p->person_days };
	TEXT_COPY(call->name, p->name);
	day_format(p->from_day, call->from);
	day_format(p->until_day, call->until);
}

static bool read_lists(const struct programme_call *call, struct programme *p, struct err *err)
{
	const struct {
		const struct thing_list *list;
		const struct json *from;
		char *to;
		size_t size;
	} lists[] = {
		{ &programme_vouchers_usual, call->vouchers_usual, p->vouchers_usual,
		  sizeof p->vouchers_usual },
		{ &programme_territory, call->territory, p->territory, sizeof p->territory },
		{ &programme_kinds, call->kinds, p->kinds, sizeof p->kinds },
		{ &programme_bands, call->bands, p->bands, sizeof p->bands },
	};

	for (size_t i = 0; i < COUNT_OF(lists); i++)
		if (lists[i].from &&
		    !thing_read_list(lists[i].list, lists[i].from, lists[i].to, lists[i].size, err))
			return false;
	return true;
}

bool programme_call_apply(const struct programme_call *call, struct programme *p, struct err *err)
{
	p->cents = (int)call->cents;
	p->vouchers_min = (int)call->vouchers_min;
	p->vouchers_max = (int)call->vouchers_max;
	p->grace_days = (int)call->grace_days;
	p->stop_days = (int)call->stop_days;
	p->person_passes = (int)call->person_passes;
	p->person_days = (int)call->person_days;
	TEXT_COPY(p->name, call->name);
	return thing_read_day(call->from, "from", &p->from_day, err) &&
	       thing_read_day(call->until, "until", &p->until_day, err) && read_lists(call, p, err);
}

static int within(const struct programme_call *call, int64_t count)
{
	return (int)(count < call->vouchers_min   ? call->vouchers_min
	             : count > call->vouchers_max ? call->vouchers_max
	                                          : count);
}

bool programme_call_new(const struct http_request *request, size_t count, struct json **json,
                        struct programme_call *call, struct programme *ret, struct err *err)
{
	const struct programme usual = { .cents = 1000,
		                         .vouchers_min = 5,
		                         .vouchers_max = 10,
		                         .grace_days = 30,
		                         .stop_days = 15 };

	*ret = (struct programme){ 0 };
	programme_call_of(&usual, call);
	if (!body_parse(request, json, err) ||
	    !body_read(*json, programme_call_fields, count, call, err))
		return false;
	snprintf(ret->vouchers_usual, sizeof ret->vouchers_usual, "%d %d %d", within(call, 10),
	         within(call, 8), within(call, 5));
	if (!body_id(call->funder, &ret->funder, err))
		return err_field("funder", err);
	return programme_call_apply(call, ret, err);
}

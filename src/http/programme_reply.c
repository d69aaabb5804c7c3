#include "http/programme_reply.h"

const struct thing_list programme_vouchers_usual = { "vouchers_usual", ' ', true };
const struct thing_list programme_territory = { "territory", ' ', false };
const struct thing_list programme_kinds = { "kinds", ' ', true };
const struct thing_list programme_bands = { "bands", ' ', false };

void programme_reply(struct json_writer *json, const struct programme *programme)
{
	json_write_begin_object(json);
	thing_write_id(json, "id", programme->id);
	thing_write_id(json, "funder", programme->funder);
	json_write_field_text(json, "name", programme->name);
	json_write_field_text(json, "state", programme_state_name(programme->state));
	thing_write_day(json, "from", programme->from_day);
	thing_write_day(json, "until", programme->until_day);
	json_write_field_int(json, "cents", programme->cents);
	json_write_field_int(json, "vouchers_min", programme->vouchers_min);
	json_write_field_int(json, "vouchers_max", programme->vouchers_max);
	thing_write_list(json, &programme_vouchers_usual, programme->vouchers_usual);
	json_write_field_int(json, "grace_days", programme->grace_days);
	json_write_field_int(json, "stop_days", programme->stop_days);
	thing_write_list(json, &programme_territory, programme->territory);
	thing_write_list(json, &programme_kinds, programme->kinds);
	thing_write_list(json, &programme_bands, programme->bands);
	json_write_field_int(json, "person_passes", programme->person_passes);
	json_write_field_int(json, "person_days", programme->person_days);
	thing_write_instant(json, "created_at", programme->created_at);
	json_write_field_int(json, "version", programme->version);
	json_write_end_object(json);
}

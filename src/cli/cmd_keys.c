#include "base/auto.h"
#include "cli/cmd.h"
#include "cli/deed.h"
#include "cli/listing.h"
#include "cli/shown.h"
#include "domain/keys.h"

/* ---- list ---- */

static const struct option list_list[] = {
	LISTING_OPTIONS("[{purpose, number, programme, name, from, until, status}]"),
};
const struct options cmd_keys_list_options = OPTIONS(list_list, struct listing);

static const char *const purposes[] = { "root", "voucher", "receipt", "bundle" };
static const char *const statuses[] = { "active", "retired", "revoked" };

static bool show(void *context, const struct signing_key *key, struct err *err)
{
	struct listing *listing = context;
	struct json_writer *json = &listing->writer;

	(void)err;
	if (!listing->json) {
		buf_addf(json->to, "%-7s %3d  %-7s  %s\n", purposes[key->purpose], key->number,
		         statuses[key->status], key->name);
		return true;
	}
	json_write_begin_object(json);
	json_write_field_text(json, "purpose", purposes[key->purpose]);
	json_write_field_int(json, "number", key->number);
	shown_id(json, "programme", key->programme);
	json_write_field_text(json, "name", key->name);
	shown_day(json, "from", key->not_before_day);
	shown_day(json, "until", key->not_after_day);
	json_write_field_text(json, "status", statuses[key->status]);
	json_write_end_object(json);
	return true;
}

bool cmd_keys_list(struct cli *cli, void *given, struct err *err)
{
	struct listing *listing = given;

	listing_begin(listing, cli);
	if (!keys_each(cli->app, show, listing, err))
		return false;
	listing_end(listing);
	return true;
}

/* ---- export, rotate, revoke ---- */

struct given {
	int64_t programme;
	int number;
	bool root, bundle;
};

static const struct option export_list[] = {
	{ "--root", OPTION_FLAG(struct given, root),
	  .about = "the root's verifier key instead, which signs the list" },
};
const struct options cmd_keys_export_options = OPTIONS(export_list, struct given);

bool cmd_keys_export(struct cli *cli, void *given_, struct err *err)
{
	const struct given *given = given_;

	if (!given->root)
		return keys_list(cli->app, &cli->out, err);
	if (!keys_vkey(cli->app, KEY_ROOT, &cli->out, err))
		return false;
	buf_addc(&cli->out, '\n');
	return true;
}

static const struct option rotate_list[] = {
	{ "--programme", OPTION_ID(struct given, programme), .value = "P",
	  .about = "that signs with a new key" },
	{ "--bundle", OPTION_FLAG(struct given, bundle),
	  .about = "the key of what centres take along, instead" },
};
const struct options cmd_keys_rotate_options = OPTIONS(rotate_list, struct given);

bool cmd_keys_rotate(struct cli *cli, void *given_, struct err *err)
{
	const struct given *given = given_;
	struct signing_key key;

	if (given->bundle && given->programme)
		return err_named(err, ERR_INPUT, "bad_option", "--programme or --bundle, not both");
	if (given->bundle) {
		deed_to(cli, "bundle");
		return keys_rotate_bundle(cli->app, err);
	}
	if (!given->programme)
		return err_named(err, ERR_INPUT, "missing_option", "--programme is missing");
	if (!keys_rotate(cli->app, given->programme, &key, err))
		return false;
	deed_to_id(cli, key.number);
	buf_addf(&cli->out, "%d\n", key.number);
	return true;
}

static const struct option revoke_list[] = {
	{ "NUMBER", OPTION_INT(struct given, number, 0, 255), .about = "of the voucher key",
	  .required = true },
};
const struct options cmd_keys_revoke_options = OPTIONS(revoke_list, struct given);

bool cmd_keys_revoke(struct cli *cli, void *given_, struct err *err)
{
	const struct given *given = given_;
	struct signing_work work;

	deed_to_id(cli, given->number);
	if (!keys_revoke(cli->app, given->number, NULL, &work, err))
		return false;
	buf_addf(&cli->out, "it had signed %lld passes with %lld vouchers\n",
	         (long long)work.passes, (long long)work.vouchers);
	return true;
}

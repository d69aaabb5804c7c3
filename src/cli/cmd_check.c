#include "base/auto.h"
#include "base/clock.h"
#include "base/file.h"
#include "cli/cmd.h"
#include "cli/shown.h"
#include "cli/voucher.h"
#include "codec/note.h"
#include "domain/bundles.h"

struct given {
	const char *voucher, *keys, *bundle, *root_key;
	int64_t centre;
	bool json;
};

static const struct option list[] = {
	{ "VOUCHER", OPTION_TEXT(struct given, voucher), .required = true,
	  .about = "token, address or typed code; - reads it from standard input" },
	{ "--centre", OPTION_ID(struct given, centre), .value = "C",
	  .about = "as if presented there" },
	{ "--keys", OPTION_TEXT(struct given, keys), .value = "FILE",
	  .about = "what keys export wrote: no books are needed or asked" },
	{ "--bundle", OPTION_TEXT(struct given, bundle), .value = "FILE",
	  .about = "what a centre takes along: the same, and what is used already" },
	{ "--root-key", OPTION_TEXT(struct given, root_key), .value = "VKEY",
	  .about = "that must have signed FILE; left out: FILE itself is trusted" },
	{ "--json", OPTION_FLAG(struct given, json),
	  .about = "{authentic, usable, outcome, number, total, expires_on, cents, proposal?}" },
};
const struct options cmd_check_options = OPTIONS(list, struct given);

struct answer {
	enum outcome outcome;
	int number, total, cents; /* of an authentic one */
	int64_t last_day;
	const char *proposal;
};

static bool ask_file(const struct given *given, const char *voucher, struct answer *ret,
                     struct err *err)
{
	AUTO(buf_release) struct buf file = { 0 };
	struct offline_check check = { 0 };

	if (given->keys && given->bundle)
		return err_named(err, ERR_INPUT, "bad_option", "--keys or --bundle, not both");
	if (!(given->keys ? file_read(&file, given->keys, NOTE_SIZE_MAX, err) &&
	                            check_offline(buf_text(&file), given->root_key, voucher,
	                                          paris_day(clock_now()), &check, err)
	                  : file_read(&file, given->bundle, BUNDLE_FILE_SIZE_MAX, err) &&
	                            bundle_check(&file, given->root_key, voucher, clock_now(),
	                                         &check, err)))
		return false;
	ret->outcome = check.outcome;
	ret->number = check.voucher.number;
	ret->total = check.voucher.total;
	ret->cents = check.voucher.cents;
	ret->last_day = check.voucher.last_day;
	return true;
}

static bool ask_books(struct cli *cli, struct redeem_item *item, struct answer *ret,
                      struct err *err)
{
	const struct voucher *token = &item->shown.token;
	const struct pass *pass = &item->facts.pass;
	bool known;

	if (!cli_open(cli, NEEDS_BOOKS | NEEDS_WRITE | NEEDS_KEYS, err) ||
	    !redeem_check(cli->app, item, err))
		return false;
	known = item->facts.known;
	ret->outcome = item->outcome;
	ret->number = token->number;
	ret->total = known ? pass->total : token->total;
	ret->cents = known ? pass->cents : token->cents;
	ret->last_day = known ? pass->last_day : token->last_day;
	ret->proposal = item->proposal;
	return true;
}

static void show_json(const struct answer *answer, struct buf *out)
{
	struct json_writer json = { .to = out };
	bool authentic = outcome_is_authentic(answer->outcome);
	const struct {
		const char *name;
		int64_t value;
	} numbers[] = { { "number", answer->number },
		        { "total", answer->total },
		        { "cents", answer->cents } };

	json_write_begin_object(&json);
	json_write_field_bool(&json, "authentic", authentic);
	json_write_field_bool(&json, "usable", answer->outcome == OUTCOME_REDEEMED);
	json_write_field_text(&json, "outcome", outcome_name(answer->outcome));
	for (size_t i = 0; i < COUNT_OF(numbers); i++)
		shown_int_if(&json, numbers[i].name, authentic, numbers[i].value);
	shown_day(&json, "expires_on", authentic ? answer->last_day : 0);
	if (answer->proposal && *answer->proposal)
		json_write_field_text(&json, "proposal", answer->proposal);
	json_write_end_object(&json);
	buf_addc(out, '\n');
}

bool cmd_check(struct cli *cli, void *given_, struct err *err)
{
	const struct given *given = given_;
	struct redeem_item item = { .caller = cli->caller, .centre = given->centre };
	struct answer answer = { 0 };

	if (!voucher_read(given->voucher, item.voucher, err) ||
	    !(given->keys || given->bundle ? ask_file(given, item.voucher, &answer, err)
	                                   : ask_books(cli, &item, &answer, err)))
		return false;
	cli->exit = answer.outcome == OUTCOME_REDEEMED ? EXIT_DONE : EXIT_REFUSED;
	if (given->json)
		show_json(&answer, &cli->out);
	else
		shown_outcome(&cli->out, answer.outcome, answer.proposal, true);
	return true;
}

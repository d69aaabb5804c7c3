#include "base/auto.h"
#include "cli/cmd.h"
#include "cli/shown.h"
#include "cli/voucher.h"

struct given {
	struct redeem_item item;
	const char *voucher;
	bool json;
};

static const struct option list[] = {
	{ "VOUCHER", OPTION_TEXT(struct given, voucher), .required = true,
	  .about = "token, address or typed code; - reads it from standard input" },
	{ "--centre", OPTION_ID(struct given, item.centre), .value = "C", .required = true,
	  .about = "where the workshop was" },
	{ "--kind", OPTION_INT(struct given, item.kind, 1, 255), .about = "of the workshop" },
	{ "--minutes", OPTION_INT(struct given, item.minutes, 1, 1440), .about = "it took" },
	{ "--level",
	  OPTION_WORD(struct given, item.level, "accompanied|partly|autonomous", level_parse),
	  .about = "where the person stands now" },
	{ "--nonce", OPTION_COPY(struct given, item.nonce), .value = "TEXT",
	  .about = "the same again: the same answer, one effect" },
	{ "--scanned-at", OPTION_TIME(struct given, item.scanned_at),
	  .about = "by a device without network" },
	{ "--json", OPTION_FLAG(struct given, json),
	  .about = "{outcome, redemption, receipt?, proposal?}" },
};
const struct options cmd_redeem_options = OPTIONS(list, struct given);

static void show_json(const struct redeem_item *item, const char *id, const char *receipt,
                      struct buf *out)
{
	struct json_writer json = { .to = out };

	json_write_begin_object(&json);
	json_write_field_text(&json, "outcome", outcome_name(item->outcome));
	json_write_field_text(&json, "redemption", id);
	if (receipt)
		json_write_field_text(&json, "receipt", receipt);
	if (item->proposal[0])
		json_write_field_text(&json, "proposal", item->proposal);
	json_write_end_object(&json);
	buf_addc(out, '\n');
}

bool cmd_redeem(struct cli *cli, void *given_, struct err *err)
{
	struct given *given = given_;
	struct redeem_item *item = &given->item;
	AUTO(buf_release) struct buf receipt = { 0 };
	char id[REDEMPTION_TEXT_SIZE];
	bool done;

	item->caller = cli->caller;
	if (!voucher_read(given->voucher, item->voucher, err) || !redeem_one(cli->app, item, err))
		return false;
	done = item->outcome == OUTCOME_REDEEMED || item->outcome == OUTCOME_ALREADY_YOURS;
	if (done && !redeem_receipt(cli->app, &item->redemption, &receipt, err))
		return false;
	if (done)
		redemption_format(cli->app, item->redemption.id, id);
	cli->exit = exit_of_outcome(item->outcome);
	if (given->json) {
		show_json(item, done ? id : NULL, done ? buf_text(&receipt) : NULL, &cli->out);
		return true;
	}
	shown_outcome(&cli->out, item->outcome, item->proposal, false);
	if (done)
		buf_addf(&cli->out, "redemption %s\n\n%s", id, buf_text(&receipt));
	return true;
}

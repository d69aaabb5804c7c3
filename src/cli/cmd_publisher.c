#include "base/auto.h"
#include "cli/cmd.h"
#include "cli/listing.h"
#include "domain/publishers.h"

/* ---- set ---- */

static const struct option set_list[] = {
	{ "--name", OPTION_COPY(struct publisher, name), .value = "NAME",
	  .about = "the legal body that runs this service" },
	{ "--address", OPTION_COPY(struct publisher, address), .value = "TEXT",
	  .about = "its postal address, in one line" },
	{ "--phone", OPTION_COPY(struct publisher, phone), .value = "NUMBER",
	  .about = "where people reach it" },
	{ "--email", OPTION_COPY(struct publisher, email), .value = "ADDRESS",
	  .about = "the same; one of the two is enough" },
	{ "--director", OPTION_COPY(struct publisher, director), .value = "NAME",
	  .about = "who answers for what is published" },
	{ "--hosting", OPTION_COPY(struct publisher, hosting), .value = "TEXT",
	  .about = "who runs the machine: name, address, telephone" },
};
const struct options cmd_publisher_set_options = OPTIONS(set_list, struct publisher);

/* The words are read a second time, over what the books say. */
static bool apply(void *cli, void *publisher, struct err *err)
{
	return cli_read_again(cli, publisher, err);
}

bool cmd_publisher_set(struct cli *cli, void *given, struct err *err)
{
	const struct edit edit = { .apply = apply, .context = cli };

	(void)given;
	return publishers_change(cli->app, &edit, err);
}

/* ---- show ---- */

static const struct option show_list[] = { LISTING_OPTIONS(
	"{name, address, phone, email, director, hosting}") };
const struct options cmd_publisher_show_options = OPTIONS(show_list, struct listing);

bool cmd_publisher_show(struct cli *cli, void *given, struct err *err)
{
	const struct listing *listing = given;
	struct json_writer json = { .to = &cli->out };
	struct publisher publisher;

	if (!publishers_find(cli->app, &publisher, err))
		return false;
	const struct {
		const char *name, *text;
	} parts[] = {
		{ "name", publisher.name },         { "address", publisher.address },
		{ "phone", publisher.phone },       { "email", publisher.email },
		{ "director", publisher.director }, { "hosting", publisher.hosting },
	};
	if (listing->json)
		json_write_begin_object(&json);
	for (size_t i = 0; i < COUNT_OF(parts); i++)
		if (listing->json)
			json_write_field_text(&json, parts[i].name, parts[i].text);
		else
			buf_addf(&cli->out, "%-10s%s\n", parts[i].name,
			         parts[i].text[0] ? parts[i].text : "-");
	if (listing->json) {
		json_write_end_object(&json);
		buf_addc(&cli->out, '\n');
	}
	return true;
}

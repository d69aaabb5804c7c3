#include "cli/listing.h"

void listing_begin(struct listing *listing, struct cli *cli)
{
	listing->writer = (struct json_writer){ .to = &cli->out };
	if (listing->json)
		json_write_begin_array(&listing->writer);
}

void listing_end(struct listing *listing)
{
	if (!listing->json)
		return;
	json_write_end_array(&listing->writer);
	buf_addc(listing->writer.to, '\n');
}

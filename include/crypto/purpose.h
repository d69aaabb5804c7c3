/* What a signature is for. A message is signed, and a signature believed, only when the message
 * begins with the line of its purpose, so that no signature can serve for something else. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

enum purpose {
	PURPOSE_VOUCHER,
	PURPOSE_RECEIPT,
	PURPOSE_KEYS,
	PURPOSE_QUEUE,       /* what an offline device uploads */
	PURPOSE_BUNDLE,      /* what it took along */
	PURPOSE_CERTIFICATE, /* the root says which key signs those */
	PURPOSE_STATEMENT,
	PURPOSE_EXPORT,
	PURPOSE_COSIGNATURE, /* of a witness; C2SP fixes its line */
	PURPOSE_CHECKPOINT,  /* C2SP lets it begin with its origin: anything but the lines above */
	PURPOSE__COUNT
};

/* "pass-numerique/voucher/v1\n"; "" for a checkpoint. */
const char *purpose_line(enum purpose purpose);

bool purpose_fits(enum purpose purpose, const void *message, size_t size);

/* How far an import of places is. */
#pragma once

#include <stdbool.h>

enum import_state {
	IMPORT_WAITING, /* nobody has begun it */
	IMPORT_RUNNING,
	IMPORT_DONE,
	IMPORT_FAILED,    /* the file is broken, say; nothing came in */
	IMPORT_CANCELLED, /* somebody stopped it; nothing came in */
	IMPORT_STATE__COUNT
};

/* What is being done. */
enum import_phase {
	IMPORT_CHECKING,  /* is the file whole, and how many rows has it? */
	IMPORT_COMPARING, /* each row with the books */
	IMPORT_WRITING,   /* all at once */
	IMPORT_PHASE__COUNT
};

const char *import_state_name(enum import_state state);
const char *import_phase_name(enum import_phase phase);

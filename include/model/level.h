/* Where a person stands on the way to autonomy, as the national activity reports say it. */
#pragma once

enum level {
	LEVEL_NONE,        /* not said */
	LEVEL_ACCOMPANIED, /* accompagné entièrement */
	LEVEL_PARTLY,      /* partiellement autonome */
	LEVEL_AUTONOMOUS,  /* autonome */
	LEVEL__COUNT
};

/* "accompanied" "partly" "autonomous"; LEVEL_NONE is "". */
const char *level_name(enum level level);

/* The name, or 1, 2, 3. -1 when it is none of them. */
int level_parse(const char *text);

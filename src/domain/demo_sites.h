/* The places of the demonstration: a table, and how a line of it becomes a site. */
#pragma once

#include "store/sites.h"

enum { DEMO_SITES_MAX = 64 };

/* SIRENs of its intercommunalités: together the whole département, alone the valleys. */
#define DEMO_AGGLO "249600107"
#define DEMO_VALLEYS "249600271"
#define DEMO_LORMOY "249600347"
#define DEMO_CASTEL "249600412"

enum {
	DEMO_DESK = 1,
	DEMO_CENTRE = 2,
	DEMO_MOBILE = 4,
	DEMO_OFFLINE = 8, /* no network: scans are sent the next morning */
	DEMO_CANDIDATE = 16,
	DEMO_SUSPENDED = 32
};
#define DEMO_IN(programme) (64 << (programme)) /* takes part in it */

struct demo_site {
	const char *name, *siret, *address;
	int commune, north_m, east_m; /* from its middle */
	const char *phone, *hours;
	int sort;
	int flags;
	int parent;                   /* line + 1 of the bigger site, 0 = none */
	int visits;                   /* its share of the workshops; 0 = nobody came yet */
	const char *agent, *mediator; /* logins; NULL = no account */
};

/* Centres that are no desk come first. */
extern const struct demo_site demo_sites[];
extern const size_t demo_sites_count;

struct geo_point demo_sites_point(const struct demo_site *site);
const char *demo_sites_epci(const struct demo_site *site);

/* All but organisation and parent. */
void demo_sites_fill(const struct demo_site *site, struct site *ret);

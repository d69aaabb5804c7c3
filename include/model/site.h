/* A place as it is published: what a pass prints so that somebody finds it. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "model/geo.h"
#include "model/siret.h"

/* Texts are UTF-8, "" = unknown. Lists are values separated by '|', without spaces around it. */
struct site_place {
	char source_id[161];         /* stable: the same place has it in the next file */
	char source[81];             /* who published it */
	char pivot[SIRET_TEXT_SIZE]; /* SIRET, SIREN or RNA of the body it belongs to */
	char name[161];
	char address[201], complement[161];
	char postcode[6], commune[81], code_insee[6];
	bool has_point;
	struct geo_point point;
	char phone[17];    /* E.164: "+33545932222" */
	char website[301]; /* begins with http:// or https:// */
	char hours[501];   /* OSM opening_hours, as published; read by codec/hours */
	char services[601], publics[401], typology[81];
	bool mobile;
	char access_url[301]; /* its page on acceslibre */
	char fees[81];        /* "Gratuit", "Gratuit sous condition", "Payant", or more than one */
	bool has_updated;
	int64_t updated_day; /* when its publisher last changed it */
};

/* What rows about one place have in common, however they were typed: letters and digits only. */
struct site_face {
	char name[120];
	char address[240]; /* and commune; "" without an address */
	struct geo_point point;
};

void site_face_make(struct site_face *ret, const struct site_place *place);

/* Would somebody who is sent to both find one door? One name holds the other ("APEJ", "APEJ
 * Cognac"), at the same address or within a hundred metres. Different names at one address are
 * neighbours, each with its own visitors. */
bool site_face_same(const struct site_face *a, const struct site_face *b);

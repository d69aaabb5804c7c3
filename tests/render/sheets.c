#include "sheets.h"

#include <stdio.h>
#include <string.h>

#include "base/auto.h"
#include "base/clock.h"
#include "base/text.h"
#include "codec/typed_code.h"

static const struct sheet_place places[] = {
	{ "Médiathèque de Cognac", "10 rue du Minage", "16100", "COGNAC", "+33545365012",
	  "Tu-Fr 10:00-12:00,14:00-18:00; Sa 10:00-17:00", 350, 45.6951, -0.3292, false },
	{ "France Services du Grand Cognac", "6 rue de Valdepenas", "16100", "COGNAC",
	  "+33545820548",
	  "Mo-Th 08:45-12:15,13:30-17:30; Fr 08:45-12:15,13:30-16:30; PH off; \"fermé en août\"",
	  1240, 45.6862, -0.3310, false },
	{ "Centre social Les Vignes", "1 allée des Vignes", "16100", "COGNAC", "", "", 1900,
	  45.7080, -0.3150, false },
	{ "Mairie de Châteaubernard", "2 rue de la Commanderie", "16100", "CHÂTEAUBERNARD",
	  "+33545323277", "Mo-Th 08:30-12:30", 2960, 45.6691, -0.3260, false },
	{ "Bus numérique de la Charente", "Place du Château", "16200", "JARNAC", "0545952040",
	  "We 14:00-17:00", 12300, 45.6797, -0.1758, true },
};

static unsigned next(unsigned *state)
{
	*state = *state * 1664525u + 1013904223u;
	return *state >> 16;
}

static void make_code(char *to, unsigned *state)
{
	uint64_t bits = 0;

	for (int i = 0; i < 4; i++)
		bits = bits << 16 | (next(state) & 0xffff);
	typed_code_format(bits & ((UINT64_C(1) << TYPED_CODE_BITS) - 1), to);
}

void sheet_make(struct sheet *sheet, enum language language, enum print_size size, int count,
                unsigned seed)
{
	*sheet = (struct sheet){
		.pass = "0123456789ab",
		.host = "pass.charente.example",
		.programme = "Charente connectée 2027",
		.funder = "Département de la Charente",
		.desk = "France Services de Segonzac",
		.latitude = 45.6960,
		.longitude = -0.3250,
		.language = language,
		.print_size = size,
		.last_day = day_from_civil((struct civil){ 2027, 12, 31 }),
		.issued_day = day_from_civil((struct civil){ 2026, 11, 22 }),
		.cents = 1000,
		.total = count,
		.vouchers_count = (size_t)count,
		.places_count = COUNT_OF(places),
	};
	memcpy(sheet->places, places, sizeof places);
	make_code(sheet->cover_code, &seed);
	for (int i = 0; i < count; i++) {
		struct sheet_voucher *voucher = &sheet->vouchers[i];

		voucher->number = i + 1;
		make_code(voucher->code, &seed);
		for (int digit = 0; digit < VOUCHER_DIGITS_SIZE - 1; digit++)
			voucher->digits[digit] = (char)('0' + next(&seed) % 10);
	}
}

void sheet_make_awkward(struct sheet *sheet)
{
	static const char *const names[] = {
		"Maison de la solidarité, de l’autonomie, de la citoyenneté et du numérique",
		"مكتبة البلدية Médiathèque",
		"Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
		"\xf0\x9f\x9a\x8c Bus \xe2\x80\xae numérique",
		"X",
	};

	TEXT_COPY(sheet->programme,
	          "Programme territorial pour l’inclusion numérique des personnes "
	          "éloignées de l’informatique, saison 2026-2027");
	TEXT_COPY(sheet->funder,
	          "Communauté d’agglomération du Grand Angoulême et des Vallées de la "
	          "Charente réunies en syndicat mixte ouvert");
	TEXT_COPY(sheet->desk, "Centre communal d’action sociale de la commune nouvelle de "
	                       "Saint-Hippolyte-sur-Charente-et-Touvre");
	for (size_t i = 0; i < sheet->vouchers_count; i++)
		TEXT_COPY(sheet->vouchers[i].code, "WWWW-MMMM-WWWW"); /* the widest letters */
	TEXT_COPY(sheet->host, "abcdefgh.ijklmnop.xyz12");
	for (size_t i = 0; i < sheet->places_count; i++) {
		struct sheet_place *place = &sheet->places[i];

		TEXT_COPY(place->name, names[i]);
		place->latitude = sheet->latitude;
		place->longitude = sheet->longitude;
		TEXT_COPY(place->address,
		          "Bâtiment C, entrée par la cour de derrière, résidence des "
		          "Tilleuls, 1234 avenue du Maréchal de Lattre de Tassigny");
		TEXT_COPY(place->hours,
		          "rendez-vous pris par téléphone, en général le matin, sauf le "
		          "premier mercredi de chaque mois et pendant les congés");
	}
	sheet->places[2].phone[0] = sheet->places[3].address[0] = '\0';
	sheet->places[3].latitude += 0.5;
	sheet->places[4].distance_m = -1;
	sheet->places[4].address[0] = sheet->places[4].commune[0] = '\0';
	sheet->places[4].postcode[0] = sheet->places[4].hours[0] = '\0';
}

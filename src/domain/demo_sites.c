/* The département of Ozerelle: no map shows it. Its numbers are those of public bodies of a
 * département 96, which does not exist, so they are nobody's; its telephones are in the ranges that
 * ARCEP keeps for fiction. Hours come in the shapes that real files have. */
#include "domain/demo_sites.h"

#include "base/auto.h"
#include "base/text.h"

/* ---- where ---- */

enum commune {
	BREZOLIERES,
	MARSANGE,
	PONT_OZERELLE,
	SAINT_AURIN,
	LA_FERTE,
	NOIRVAUX,
	ROCHEBRISE,
	VILLEPRUNE,
	LES_ESSARTS,
	SAINTE_ELVINE,
	CASTELMORIN,
	BELLEGARENNE,
	LURCENAY,
	VERNOLLES,
	CHAMPSERIEUX,
	TOURNELANDE,
	GRANDCHENE,
	AUBETERNE,
	SAINT_FREZIN
};

static const struct {
	const char *name, *postcode;
	struct geo_point middle;
	const char *epci;
} communes[] = {
	[BREZOLIERES] = { "Brézolières", "96000", { 46302150, 2418300 }, DEMO_AGGLO },
	[MARSANGE] = { "Marsange", "96100", { 46381400, 2530700 }, DEMO_AGGLO },
	[PONT_OZERELLE] = { "Pont-Ozerelle", "96120", { 46338900, 2481600 }, DEMO_AGGLO },
	[SAINT_AURIN] = { "Saint-Aurin-sur-Ozerelle", "96120", { 46357200, 2442900 }, DEMO_AGGLO },
	[LA_FERTE] = { "La Ferté-Lormoy", "96200", { 46428700, 2287400 }, DEMO_LORMOY },
	[NOIRVAUX] = { "Noirvaux", "96300", { 46121800, 2612500 }, DEMO_VALLEYS },
	[ROCHEBRISE] = { "Rochebrise", "96310", { 46074300, 2689100 }, DEMO_VALLEYS },
	[VILLEPRUNE] = { "Villeprune-le-Haut", "96310", { 46032600, 2741800 }, DEMO_VALLEYS },
	[LES_ESSARTS] = { "Les Essarts-Rouvray", "96330", { 46168500, 2558200 }, DEMO_VALLEYS },
	[SAINTE_ELVINE] = { "Sainte-Elvine", "96340", { 46095700, 2548900 }, DEMO_VALLEYS },
	[CASTELMORIN] = { "Castelmorin", "96400", { 46187300, 2201400 }, DEMO_CASTEL },
	[BELLEGARENNE] = { "Bellegarenne", "96410", { 46143900, 2126800 }, DEMO_CASTEL },
	[LURCENAY] = { "Lurcenay-les-Tilles", "96420", { 46234100, 2109300 }, DEMO_CASTEL },
	[VERNOLLES] = { "Vernolles", "96430", { 46112400, 2266700 }, DEMO_CASTEL },
	[CHAMPSERIEUX] = { "Champsérieux", "96210", { 46471900, 2351200 }, DEMO_LORMOY },
	[TOURNELANDE] = { "Tournelande", "96220", { 46402600, 2182700 }, DEMO_LORMOY },
	[GRANDCHENE] = { "Grandchêne-en-Varenne", "96230", { 46493100, 2214800 }, DEMO_LORMOY },
	[AUBETERNE] = { "Aubeterne", "96500", { 46452800, 2634900 }, DEMO_AGGLO },
	[SAINT_FREZIN] = { "Saint-Frézin", "96510", { 46497400, 2571300 }, DEMO_AGGLO },
};

/* ---- what ---- */

#define FORMALITIES "Aide aux démarches administratives"
#define DAILY "Maîtrise des outils numériques du quotidien"
#define WORK "Insertion professionnelle via le numérique"
#define SAFETY "Utilisation sécurisée du numérique"
#define FAMILY "Parentalité et éducation avec le numérique"
#define CREATION "Loisirs et créations numériques"
#define CULTURE "Compréhension du monde numérique"
#define ACCESS "Accès internet et matériel informatique"
#define CHEAP "Acquisition de matériel informatique à prix solidaire"

enum sort {
	FRANCE_SERVICES,
	LIBRARY,
	CCAS,
	ASSOCIATION,
	TOWN_HALL,
	SOCIAL,
	WORKSHOP,
	EPN,
	BUS,
	SOLIDARITY,
	YOUTH,
	RECYCLING
};

static const struct {
	const char *typology, *services, *publics, *fees;
} sorts[] = {
	[FRANCE_SERVICES] = { "RFS", FORMALITIES "|" DAILY "|" ACCESS, "Handicaps moteurs",
	                      "Gratuit" },
	[LIBRARY] = { "BIB", DAILY "|" CREATION "|" CULTURE "|" ACCESS, "Handicaps moteurs",
	              "Gratuit" },
	[CCAS] = { "CCAS", FORMALITIES "|" DAILY, "Seniors", "Gratuit" },
	[ASSOCIATION] = { "ASSO", DAILY "|" SAFETY "|" CREATION, "", "Gratuit sous condition" },
	[TOWN_HALL] = { "MUNI", FORMALITIES "|" DAILY, "", "Gratuit" },
	[SOCIAL] = { "CS", DAILY "|" FAMILY "|" SAFETY,
	             "Familles et/ou enfants|Femmes|Langues étrangères (autres)", "Gratuit" },
	[WORKSHOP] = { "TIERS_LIEUX", WORK "|" CREATION "|" CULTURE, "", "Payant" },
	[EPN] = { "MUNI", DAILY "|" SAFETY "|" CULTURE "|" ACCESS,
	          "Handicaps moteurs|Langues étrangères (anglais)", "Gratuit" },
	[BUS] = { "RFS", FORMALITIES "|" DAILY "|" ACCESS, "", "Gratuit" },
	[SOLIDARITY] = { "MDS", FORMALITIES "|" WORK, "Familles et/ou enfants", "Gratuit" },
	[YOUTH] = { "PIJ_BIJ", WORK "|" FORMALITIES "|" SAFETY, "Jeunes|Étudiants", "Gratuit" },
	[RECYCLING] = { "RESSOURCERIE", CHEAP "|" DAILY, "", "Payant" },
};

/* ---- who ---- */

enum {
	DESK = DEMO_DESK,
	CENTRE = DEMO_CENTRE,
	MOBILE = DEMO_MOBILE,
	OFFLINE = DEMO_OFFLINE,
	CANDIDATE = DEMO_CANDIDATE,
	SUSPENDED = DEMO_SUSPENDED,
	P1 = DEMO_IN(0),
	P2 = DEMO_IN(1),
	P3 = DEMO_IN(2)
};

const struct demo_site demo_sites[] = {
	{ "Espace public numérique La Passerelle", "21960032700015", "3 quai des Mariniers",
	  BREZOLIERES, 310, -240, "+33536490101",
	  "Mo-Fr 09:00-12:30,13:30-18:00; Sa 09:30-12:30; PH off", EPN, CENTRE | P1 | P3,
	  .visits = 9, .mediator = "mediateur" },
	{ "Centre social Les Tilleuls", "29960137700011", "18 avenue des Tilleuls", BREZOLIERES,
	  -850, 640, "+33536490102", "Mo,Tu,Th,Fr 09:00-12:00,14:00-18:00; We 14:00-18:00", SOCIAL,
	  CENTRE | P1 | P3, .visits = 7, .mediator = "mediation.tilleuls" },
	{ "France Services de Brézolières", "24960010700026", "12 place du Marché-aux-Laines",
	  BREZOLIERES, 40, 90, "+33536490110",
	  "Mo-Th 08:45-12:15,13:30-17:30; Fr 08:45-12:15,13:30-16:30; PH off", FRANCE_SERVICES,
	  DESK | CENTRE | P1 | P3, .visits = 3, .agent = "prescripteur",
	  .mediator = "mediation.brezolieres" },
	{ "Bus numérique de l’Ozerelle", "22960001000024", "2 rue du Champ-de-Foire", BREZOLIERES,
	  -420, -380, "+33639980011", "", BUS, DESK | CENTRE | MOBILE | OFFLINE | P1 | P2,
	  .visits = 4, .agent = "agent.bus", .mediator = "mediation.bus" },
	{ "Médiathèque Les Mots-Passants", "21960081400012", "1 rue de la Filature", MARSANGE, 60,
	  -70, "+33536490120", "Tu,Th,Fr 14:00-18:00; We 10:00-12:00,14:00-18:00; Sa 10:00-17:00",
	  LIBRARY, DESK | CENTRE | P1, .visits = 6, .agent = "agent.marsange",
	  .mediator = "mediation.marsange" },
	{ "CCAS de Brézolières", "26960001100010", "7 rue de l’Ancien-Octroi", BREZOLIERES, 180,
	  330, "+33536490111", "Mo-Fr 09:00-12:00,13:30-17:00", CCAS, DESK | P1 | P3,
	  .agent = "agent.ccas" },
	{ "France Services de Noirvaux", "24960027100020", "4 place de la Halle", NOIRVAUX, 20, 30,
	  "+33536490130", "Mo,We,Fr 09:00-12:00,13:30-17:00; Tu 09:00-12:00; Th 13:30-19:00",
	  FRANCE_SERVICES, DESK | CENTRE | P1 | P2, .visits = 6, .agent = "agent.noirvaux",
	  .mediator = "mediation.noirvaux" },
	{ "Maison des solidarités de Castelmorin", "22960001000032", "25 boulevard de la Tannerie",
	  CASTELMORIN, 210, 160, "+33536490140", "Mo-Fr 09:00-12:00,14:00-17:00; We off",
	  SOLIDARITY, DESK | P1 | P3, .agent = "agent.castelmorin" },
	{ "France Services, antenne de Pont-Ozerelle", "24960010700034", "1 rue du Lavoir",
	  PONT_OZERELLE, 30, -20, "+33536490112", "Tu,Th 09:00-12:00,14:00-17:00", FRANCE_SERVICES,
	  CENTRE | P1, .visits = 2, .parent = 3, .mediator = "mediation.pontozerelle" },
	{ "Médiathèque du Vieux-Moulin", "21960049100019", "9 rue du Vieux-Moulin", LA_FERTE, -110,
	  140, "+33536490150",
	  "Tu-Fr 14:00-18:30; Sa 09:30-12:30,14:00-17:00; Jul-Aug Tu-Sa 09:00-12:30", LIBRARY,
	  CENTRE | P1, .visits = 5, .mediator = "mediation.laferte" },
	{ "La Fabrique des Essarts", "29960274800012", "Ancienne scierie, route de Noirvaux",
	  LES_ESSARTS, 420, -510, "+33536490131", "Mo-Fr 09:00-18:00", WORKSHOP, CENTRE | P1 | P2,
	  .visits = 4, .mediator = "mediation.fabrique" },
	{ "Maison pour tous de Rochebrise", "29960411600010", "6 montée du Château", ROCHEBRISE, 90,
	  40, "+33536490132", "Mo,Th 14:00-17:30; We 09:30-12:00,14:00-17:30; SH off", SOCIAL,
	  CENTRE | OFFLINE | P1 | P2, .visits = 5, .mediator = "mediation.rochebrise" },
	{ "Mairie de Sainte-Elvine", "21960139000012", "1 place des Trois-Ormes", SAINTE_ELVINE, 0,
	  10, "+33536490133", "Tu,Fr 09:00-12:00; We 14:00-17:00", TOWN_HALL,
	  CENTRE | OFFLINE | P1 | P2, .visits = 3, .mediator = "mediation.sainte-elvine" },
	{ "Les Clics de Castelmorin", "29960548500018", "14 rue des Potiers", CASTELMORIN, -150, 90,
	  "+33536490141", "Mo-Fr 09:30-12:00,14:00-17:00; Sa 09:30-12:00", ASSOCIATION,
	  CENTRE | P1 | P3, .visits = 6, .mediator = "mediation.castelmorin" },
	{ "Espace numérique de Bellegarenne", "21960017800012", "22 Grande Rue", BELLEGARENNE, 50,
	  -60, "+33536490142", "Mo 14:00-18:00; Th 09:00-12:00,14:00-18:00", EPN, CENTRE | P1,
	  .visits = 3, .mediator = "mediation.bellegarenne" },
	{ "Foyer rural de Vernolles", "29960685500011", "Le Bourg", VERNOLLES, -40, 80, "",
	  "Th 14:00-17:00; SH off", ASSOCIATION, CENTRE | OFFLINE | P1, .visits = 2,
	  .mediator = "mediation.vernolles" },
	{ "Le Hangar connecté", "29960822400018", "40 rue du Dépôt", BREZOLIERES, -1300, -900,
	  "+33639980012", "Mo-Fr 08:30-19:00; Sa 10:00-16:00", WORKSHOP, CENTRE | P1 | P3,
	  .visits = 4, .mediator = "mediation.hangar" },
	{ "Médiathèque d’Aubeterne", "21960005300017", "5 place du Beffroi", AUBETERNE, 70, 20,
	  "+33536490160", "Tu 16:00-18:30; We,Sa 10:00-12:00,14:00-17:30; Fr 16:00-18:30", LIBRARY,
	  CENTRE | P1, .visits = 3, .mediator = "mediation.aubeterne" },
	{ "France Services de Grandchêne", "24960034700028", "3 route de la Varenne", GRANDCHENE,
	  -30, -50, "+33536490151", "Mo-Fr 09:00-12:00; Mo,Tu,Th 13:30-16:30", FRANCE_SERVICES,
	  CENTRE | P1, .visits = 2, .mediator = "mediation.grandchene" },
	{ "Mairie de Saint-Aurin-sur-Ozerelle", "21960131700015", "2 rue des Lavandières",
	  SAINT_AURIN, 10, 20, "+33536490121", "Mo-Fr 09:00-12:00", TOWN_HALL, CENTRE | P1,
	  .visits = 0 },
	{ "Bibliothèque de Saint-Frézin", "21960134100015", "8 rue de l’École", SAINT_FREZIN, -20,
	  30, "+33536490161", "We 14:00-18:00; Sa 10:00-12:00", LIBRARY, CENTRE | P1, .visits = 0 },
	{ "Mairie de Champsérieux", "21960037600012", "1 rue de la Mairie", CHAMPSERIEUX, 0, 0,
	  "+33536490152", "Mo,Tu,Th,Fr 08:30-12:00; PH off", TOWN_HALL, CENTRE | P1, .visits = 0 },
	{ "Salle des associations de Tournelande", "21960149900011", "Impasse du Préau",
	  TOURNELANDE, 60, -90, "", "", TOWN_HALL, CENTRE | P1, .visits = 0 },
	{ "Centre social du Vieux-Pont", "29960959400013", "31 rue du Vieux-Pont", MARSANGE, -340,
	  260, "+33536490122", "Mo-Fr 09:00-12:00,13:30-18:00", SOCIAL, CENTRE | P1 | P3,
	  .visits = 0 },
	{ "MJC Le Bief", "29961096400015", "2 chemin du Bief", CASTELMORIN, 380, -210,
	  "+33536490143", "Tu-Fr 14:00-19:00; Sa 14:00-18:00; SH off", ASSOCIATION, CENTRE | P1,
	  .visits = 0 },
	{ "Point information jeunesse de Brézolières", "21960032700023", "16 rue des Écoliers",
	  BREZOLIERES, 220, -110, "+33536490113",
	  "Mo,We,Fr 13:00-18:00; Tu,Th 10:00-12:30,13:00-18:00", YOUTH, CENTRE | P1 | P3,
	  .visits = 0 },
	{ "Recyclerie du Lormoy", "29961233300011", "Zone artisanale des Grands Prés", LA_FERTE,
	  -900, 1100, "+33536490153", "We-Sa 10:00-12:00,14:00-18:00", RECYCLING, CENTRE | P1,
	  .visits = 0 },
	{ "CCAS de Marsange", "26960002900012", "5 place de la Liberté", MARSANGE, 120, 200,
	  "+33536490123", "Mo-Fr 08:30-12:00,13:30-17:00; Th 08:30-12:00", CCAS, CENTRE | P1,
	  .visits = 0 },
	{ "Mairie de Lurcenay-les-Tilles", "21960071500011", "Rue du Tilleul-Rond", LURCENAY, 15,
	  -25, "+33536490144", "Tu 14:00-18:00; Sa 09:00-12:00", TOWN_HALL, CENTRE | P1,
	  .visits = 0 },
	{ "Bibliothèque de Villeprune-le-Haut", "21960157200015", "3 rue du Four-Banal", VILLEPRUNE,
	  40, 10, "+33536490134", "We[1,3] 14:00-17:00", LIBRARY, CENTRE | P1 | P2, .visits = 0 },
	{ "Résidence autonomie Les Glycines", "26960003700015", "11 chemin des Glycines", NOIRVAUX,
	  -450, 380, "+33536490135", "Mo-Fr 14:00-16:30", CCAS, CENTRE | P1 | P2, .visits = 0 },
	{ "Espace Lormoy Numérique", "24960034700036", "27 rue de la République", LA_FERTE, 130,
	  -80, "+33536490154", "Mo-Fr 09:00-12:00,14:00-17:30", EPN, CENTRE | P1 | P3,
	  .visits = 0 },
	{ "Entraide et Souris", "29961370300014", "9 bis rue des Teinturiers", BREZOLIERES, -260,
	  150, "+33639980013", "Mo-Th 14:00-17:00 \"Fermé en août\"", ASSOCIATION, CENTRE | P1,
	  .visits = 0 },
	{ "Maison de quartier des Fontenelles", "21960032700031", "50 allée des Fontenelles",
	  BREZOLIERES, 1400, -1250, "+33536490114",
	  "Mo-Fr 09:00-12:00,14:00-18:00; Jul-Aug Mo-Fr 09:00-13:00", SOCIAL, CENTRE | P1 | P3,
	  .visits = 0 },
	{ "Ludothèque La Ronde", "21960081400020", "7 cour des Tisserands", MARSANGE, -80, -190,
	  "+33536490124", "We 09:30-12:00,14:00-18:00; Sa 14:00-18:00", LIBRARY, CENTRE | P1,
	  .visits = 0 },
	{ "Mission jeunes du Pays de Castelmorin", "29961507000016", "4 rue du Collège",
	  CASTELMORIN, 60, -40, "+33536490145", "Mo-Fr 09:00-12:30,13:30-17:00", YOUTH,
	  CENTRE | P1 | P3, .visits = 0 },
	{ "Maison des solidarités de Brézolières", "22960001000040", "60 boulevard Circulaire",
	  BREZOLIERES, 700, 480, "+33536490115", "Mo-Fr 08:30-12:30,13:30-17:00", SOLIDARITY,
	  CENTRE | P1 | P3, .visits = 0 },
	{ "Maison des solidarités de Noirvaux", "22960001000057", "17 avenue de la Gare", NOIRVAUX,
	  310, -150, "+33536490136", "Mo,Tu,Th 09:00-12:00,14:00-17:00", SOLIDARITY,
	  CENTRE | P1 | P2, .visits = 0 },
	{ "Café associatif Le Comptoir", "29961644100018", "Place du Puits", SAINT_FREZIN, 25, 15,
	  "+33639980014", "Th-Sa 10:00-14:00,16:30-20:00", ASSOCIATION, CENTRE | P1, .visits = 0 },
	{ "Bus numérique, arrêt de Sainte-Elvine", "22960001000024", "Place de l’Église",
	  SAINTE_ELVINE, -60, 50, "+33639980011", "week 1-53/2 Tu 09:30-12:00", BUS,
	  CENTRE | MOBILE | P1 | P2, .parent = 4 },
	{ "Bus numérique, arrêt de Villeprune-le-Haut", "22960001000024",
	  "Parking de la salle des fêtes", VILLEPRUNE, 80, -120, "+33639980011",
	  "week 1-53/2 Tu 14:00-16:30", BUS, CENTRE | MOBILE | P1 | P2, .parent = 4 },
	{ "Bus numérique, arrêt de Tournelande", "22960001000024", "Devant l’école", TOURNELANDE,
	  20, 35, "+33639980011", "week 2-52/2 Tu 09:30-12:00", BUS, CENTRE | MOBILE | P1,
	  .parent = 4 },
	{ "Bus numérique, arrêt de Vernolles", "22960001000024", "Place du Lavoir", VERNOLLES, 45,
	  -15, "+33639980011", "We 09:30-12:00; SH off", BUS, CENTRE | MOBILE | P1, .parent = 4 },
	{ "Bus numérique, arrêt de Lurcenay-les-Tilles", "22960001000024", "Sous les halles",
	  LURCENAY, -35, 40, "+33639980011", "week 2-52/2 Th 09:30-12:30; Aug off", BUS,
	  CENTRE | MOBILE | P1, .parent = 4 },
	{ "Bus numérique, arrêt de Champsérieux", "22960001000024", "Parking du stade",
	  CHAMPSERIEUX, 150, -210, "+33639980011", "Fr 14:00-17:00", BUS, CENTRE | MOBILE | P1,
	  .parent = 4 },
	{ "France Services, antenne de Rochebrise", "24960027100038",
	  "Place du Parlement-des-Bergers", ROCHEBRISE, -15, -25, "+33536490137",
	  "Mo 09:00-12:00; Fr 13:30-16:30", FRANCE_SERVICES, CENTRE | P1 | P2, .parent = 7 },
	{ "Les Mots-Passants, annexe de la Gare", "21960081400038", "2 place de la Gare", MARSANGE,
	  520, -430, "+33536490125", "Tu,Fr 15:30-18:30; We 10:00-12:00", LIBRARY, CENTRE | P1,
	  .parent = 5 },
	{ "Clic’Assist Ozerelle", "29961781100011", "3 rue du Télégraphe", BREZOLIERES, 90, -350,
	  "+33639980015", "Mo-Fr 09:00-18:00", ASSOCIATION, CENTRE | CANDIDATE, .visits = 0 },
	{ "Mairie de Bellegarenne", "21960017800020", "1 place du Pilori", BELLEGARENNE, 0, 5,
	  "+33536490146", "Mo-Fr 10:00-12:00", TOWN_HALL, CENTRE | CANDIDATE | P1, .visits = 0 },
	{ "L’Atelier des Octets", "29961918900010", "12 rue des Forgerons", AUBETERNE, -90, 110,
	  "+33639980016", "", WORKSHOP, CENTRE | CANDIDATE | P1, .visits = 0 },
	{ "Informatique pour tous en Varenne", "29962055900011", "19 rue Neuve", GRANDCHENE, 140,
	  75, "+33536490155", "Tu,Th 14:00-17:00", ASSOCIATION, CENTRE | SUSPENDED | P1,
	  .mediator = "mediation.varenne" },
};
const size_t demo_sites_count = COUNT_OF(demo_sites);
_Static_assert(COUNT_OF(demo_sites) <= DEMO_SITES_MAX, "every site has room");

/* Metres to millionths of a degree; east-west at the latitude of this département. */
enum { NORTH_E6_PER_KM = 8993, EAST_E6_PER_KM = 13017 };

struct geo_point demo_sites_point(const struct demo_site *site)
{
	struct geo_point middle = communes[site->commune].middle;

	return (struct geo_point){ middle.latitude_e6 + site->north_m * NORTH_E6_PER_KM / 1000,
		                   middle.longitude_e6 + site->east_m * EAST_E6_PER_KM / 1000 };
}

const char *demo_sites_epci(const struct demo_site *site)
{
	return communes[site->commune].epci;
}

void demo_sites_fill(const struct demo_site *site, struct site *ret)
{
	*ret = (struct site){ .desk = site->flags & DESK, .centre = site->flags & CENTRE };
	TEXT_COPY(ret->epci, demo_sites_epci(site));
	ret->place.mobile = site->flags & MOBILE;
	ret->place.has_point = true;
	ret->place.point = demo_sites_point(site);
	TEXT_COPY(ret->place.name, site->name);
	TEXT_COPY(ret->place.address, site->address);
	TEXT_COPY(ret->place.postcode, communes[site->commune].postcode);
	TEXT_COPY(ret->place.commune, communes[site->commune].name);
	TEXT_COPY(ret->place.phone, site->phone);
	TEXT_COPY(ret->place.hours, site->hours);
	TEXT_COPY(ret->place.typology, sorts[site->sort].typology);
	TEXT_COPY(ret->place.services, sorts[site->sort].services);
	TEXT_COPY(ret->place.publics, sorts[site->sort].publics);
	TEXT_COPY(ret->place.fees, sorts[site->sort].fees);
}

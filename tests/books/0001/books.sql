-- Books as the program of the first migration made them, in March 2026: a programme, a desk, two
-- centres, two passes; voucher 1 of the first used, 2 used and taken back, the others unused.
PRAGMA application_id=1347310925;
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE migration (number BIGINT PRIMARY KEY, name TEXT NOT NULL UNIQUE);
INSERT INTO migration VALUES(1,'0001-books');
CREATE TABLE instance (
	id          BIGINT PRIMARY KEY CHECK (id = 1),
	issuer      BIGINT NOT NULL CHECK (issuer BETWEEN 1 AND 65535), -- in every token
	host        TEXT   NOT NULL,                                    -- in every QR
	salt        TEXT   NOT NULL,  -- of the master secret, base64
	probe       TEXT   NOT NULL,  -- sealed constant: tells a wrong key file
	next_serial BIGINT NOT NULL,  -- of passes; feeds the typed codes
	clock_at    BIGINT NOT NULL   -- latest time a writer has seen: a clock set back is noticed
);
INSERT INTO instance VALUES(1,7,'pass.example','/2dFB4Hf9PEc4lW42tnybA==','aXCEft/k6/imYyEDYR7czsMMW08T2uMIOBJ406yPfMcoDckOl4bTVKhWDCJLm5huZm5lKKBbd8C6v0cD9Q/FCwpWfc0OCboZ',3,1772618400);
CREATE TABLE signing_key (
	purpose        BIGINT NOT NULL,
	number         BIGINT NOT NULL CHECK (number BETWEEN 0 AND 255),
	programme      BIGINT,            -- of a voucher key
	name           TEXT   NOT NULL,   -- of its vkey
	public_key     TEXT   NOT NULL,   -- base64
	sealed         TEXT   NOT NULL,   -- base64, opened with the master secret only
	not_before_day BIGINT NOT NULL,
	not_after_day  BIGINT NOT NULL,
	status         BIGINT NOT NULL,   -- 0 active, 1 retired, 2 revoked
	PRIMARY KEY (purpose, number)
);
INSERT INTO signing_key VALUES(0,0,NULL,'pass.example/root','kRL+VuBqfGqt9NOG9818ixM2ac/SLwUmSuVhgHZddms=','tpRup7HFoBC6a6d6cDJ1ZNcPVCFx5Js7t10mVCa0YrCEWMIiX0XBthppSe7jW3cALOMU7FXswDyvN71sQlP5Ii/hJGNfNDBZ',20514,27814,0);
INSERT INTO signing_key VALUES(2,0,NULL,'pass.example/receipt','4jhZx62xyfHqeu8lm49q7wXOpHkOdG/9D3fqtVM1/RU=','hivZ55PMV4wqdBsVUuvmJ7fB7ZIh93WY8PVFLMiBPw+BiLcksaUomtQZg49tvcyt/wVex6TzKtQoTMn19RE6e5KPlbym+HUk',20514,27814,0);
INSERT INTO signing_key VALUES(1,0,1,'pass.example/7.0','Ef//7r4OYcgwonw3TDqxoIZndZfg764zsjWER+Roylw=','+yt8fcoT3ZOOFoNwfzcjjl1b/9S2sUW2FodODRaUwEvqKCwH60CeWUKmpCeqVHmFcu+cx9VdG242YPRarI+nJeY4n9DxinHZ',20514,47481,0);
CREATE TABLE key_list (
	version     BIGINT PRIMARY KEY,
	issued_day  BIGINT NOT NULL,
	expires_day BIGINT NOT NULL,
	note        TEXT   NOT NULL
);
INSERT INTO key_list VALUES(1,20514,20604,replace('pass-numerique/keys/v1\nversion 1\nissued 2026-03-02\nexpires 2026-05-31\n\n— pass.example/root 0IEINpIMnqkpPj5E/DVw1o6WUKTzD9l7lk1VOuG6qZlG06AvRAVo/Rk/xFKv1z62OzJWZ6c0uX+Mf0QJE8KYlNbV/QI=\n','\n',char(10)));
INSERT INTO key_list VALUES(2,20514,20604,replace('pass-numerique/keys/v1\nversion 2\nissued 2026-03-02\nexpires 2026-05-31\n7.0 pass.example/7.0+495f8fe1+ARH//+6+DmHIMKJ8N0w6saCGZ3WX4O+uM7I1hEfkaMpc 2026-03-02 2099-12-31 active\n\n— pass.example/root 0IEINsbsq7y9rMd5I267YJq0Fq17eLi7aFFYdp1GVL3Xl4HpltAg2sNp5k6chvc6wTmtDBpD+QjBWe3nD+4MSCByTgs=\n','\n',char(10)));
CREATE TABLE organisation (
	id    BIGINT PRIMARY KEY,
	name  TEXT   NOT NULL,
	siret TEXT   UNIQUE              -- 14 digits, checked; NULL when none is known
);
INSERT INTO organisation VALUES(1,'Département de la Charente','22160001000013');
INSERT INTO organisation VALUES(2,'Médiathèque','26160001500018');
CREATE TABLE funder (
	id           BIGINT PRIMARY KEY,
	organisation BIGINT NOT NULL UNIQUE REFERENCES organisation (id),
	name         TEXT   NOT NULL
);
INSERT INTO funder VALUES(1,1,'Département de la Charente');
CREATE TABLE programme (
	id              BIGINT PRIMARY KEY,
	funder          BIGINT NOT NULL REFERENCES funder (id),
	name            TEXT   NOT NULL,
	state           BIGINT NOT NULL, -- 0 draft, 1 funded, 2 open, 3 closing, 4 closed
	cents           BIGINT NOT NULL CHECK (cents BETWEEN 1 AND 65535), -- face value of a voucher
	vouchers_min    BIGINT NOT NULL CHECK (vouchers_min BETWEEN 5 AND 10),
	vouchers_max    BIGINT NOT NULL CHECK (vouchers_max BETWEEN 5 AND 10),
	vouchers_usual  TEXT   NOT NULL, -- by level of need: "10 8 5"
	from_day        BIGINT NOT NULL, -- first and last day of use
	until_day       BIGINT NOT NULL,
	grace_days      BIGINT NOT NULL CHECK (grace_days BETWEEN 0 AND 366),
	stop_days       BIGINT NOT NULL CHECK (stop_days BETWEEN 0 AND 366), -- hand-out ends so many days before until_day
	territory       TEXT   NOT NULL, -- COG codes of communes, départements, EPCI; "" = everywhere
	kinds           TEXT   NOT NULL, -- workshop kinds that may be redeemed: "1 2 5"; "" = any
	bands           TEXT   NOT NULL, -- target-public bands to report
	person_passes   BIGINT NOT NULL, -- passes one person may get ...
	person_days     BIGINT NOT NULL, -- ... in so many days; 0 = no cap
	free_cents      BIGINT NOT NULL CHECK (free_cents >= 0), -- funded and not committed: the ledger's budget balance
	created_at      BIGINT NOT NULL,
	CHECK (from_day <= until_day AND vouchers_min <= vouchers_max)
);
INSERT INTO programme VALUES(1,1,'Pass Charente',2,1000,5,10,'10 8 5',20454,47481,30,15,'16','','',0,0,990000,1772442000);
CREATE TABLE site (
	id           BIGINT PRIMARY KEY,
	organisation BIGINT REFERENCES organisation (id),
	parent       BIGINT REFERENCES site (id),   -- an antenne belongs to a bigger site
	name         TEXT   NOT NULL,
	desk         BIGINT NOT NULL CHECK (desk IN (0, 1)),   -- hands out
	centre       BIGINT NOT NULL CHECK (centre IN (0, 1)), -- redeems
	mobile       BIGINT NOT NULL CHECK (mobile IN (0, 1)),
	approval     BIGINT NOT NULL, -- by the operator: 0 candidate, 1 approved, 2 suspended
	address      TEXT   NOT NULL,
	complement   TEXT   NOT NULL,
	postcode     TEXT   NOT NULL,
	commune      TEXT   NOT NULL,
	insee        TEXT   NOT NULL, -- COG code of the commune, "" when unknown
	epci         TEXT   NOT NULL, -- SIREN of the EPCI, "" when unknown
	latitude_e6  BIGINT,
	longitude_e6 BIGINT,
	phone        TEXT   NOT NULL, -- E.164
	website      TEXT   NOT NULL,
	hours        TEXT   NOT NULL, -- OSM opening_hours, as published
	services     TEXT   NOT NULL, -- separated by |
	publics      TEXT   NOT NULL,
	typology     TEXT   NOT NULL,
	access_url   TEXT   NOT NULL,
	fees         TEXT   NOT NULL,
	source       TEXT   NOT NULL, -- who published it
	source_id    TEXT   UNIQUE,   -- its stable id there; NULL when made by hand
	source_day   BIGINT,          -- when they last changed it
	changed_at   BIGINT NOT NULL,
	CHECK ((latitude_e6 IS NULL) = (longitude_e6 IS NULL))
);
INSERT INTO site VALUES(1,NULL,NULL,'Accueil',1,0,0,1,'','','','','16015','',45650000,160000,'','','','','','','','','',NULL,NULL,1772442001);
INSERT INTO site VALUES(2,2,NULL,'Médiathèque',0,1,0,1,'','','','','16015','',45660000,150000,'','','','','','','','','',NULL,NULL,1772442000);
INSERT INTO site VALUES(3,NULL,NULL,'Tiers-lieu',0,1,0,1,'','','','','16113','',45700000,-300000,'','','','','','','','','',NULL,NULL,1772442000);
CREATE TABLE approval (
	programme  BIGINT NOT NULL REFERENCES programme (id),
	site       BIGINT NOT NULL REFERENCES site (id),
	state      BIGINT NOT NULL, -- by the funder: 0 candidate, 1 approved, 2 suspended
	changed_at BIGINT NOT NULL,
	PRIMARY KEY (programme, site)
);
INSERT INTO approval VALUES(1,1,1,1772442001);
INSERT INTO approval VALUES(1,2,1,1772442000);
INSERT INTO approval VALUES(1,3,1,1772442000);
CREATE TABLE account (
	id            BIGINT PRIMARY KEY,
	login         TEXT   NOT NULL UNIQUE,
	role          BIGINT NOT NULL, -- 1 operator, 2 funder, 3 agent, 4 mediator, 5 auditor
	site          BIGINT REFERENCES site (id),
	funder        BIGINT REFERENCES funder (id),
	password      TEXT   NOT NULL, -- Argon2id; "" = none may open it
	created_at    BIGINT NOT NULL,
	disabled_at   BIGINT
);
INSERT INTO account VALUES(1,'admin',1,NULL,NULL,'$argon2id$v=19$m=65536,t=2,p=1$RtPXBMhyA9qzBGBDFKwIow$+brLrJ72p0zzH11RI2n7uLb9ScBuqerd7K+YSs6Fd7I',1772442000,NULL);
INSERT INTO account VALUES(2,'mediateur',4,2,NULL,'$argon2id$v=19$m=65536,t=2,p=1$1sArUHplw6+jJmxpAVRF2w$oOYmGxetTCNiaybMQNccOOf6u6AjlYB+Ja5R7UJKq4c',1772618401,NULL);
CREATE TABLE access_token (
	hash       TEXT   PRIMARY KEY, -- the token itself is never kept
	id         BIGINT NOT NULL UNIQUE,
	account    BIGINT NOT NULL REFERENCES account (id),
	label      TEXT   NOT NULL,
	scope      TEXT   NOT NULL,    -- "" = all that the role may
	created_at BIGINT NOT NULL,
	expires_at BIGINT,
	used_at    BIGINT,             -- to the hour
	revoked_at BIGINT
);
INSERT INTO access_token VALUES('7bf2e69fac01f7d6a8b34dcbe149fb2781a0982b8fb2d5921de967533a351137',1,2,'poste','',1772618400,NULL,NULL,NULL);
CREATE TABLE pass (
	id            BIGINT PRIMARY KEY, -- 48 random bits
	serial        BIGINT NOT NULL UNIQUE,
	programme     BIGINT NOT NULL,
	desk          BIGINT NOT NULL,
	agent         BIGINT NOT NULL,    -- account, 0 = the program itself
	issued_at     BIGINT NOT NULL,
	handed_out_at BIGINT,             -- NULL while in the desk's stock
	total         BIGINT NOT NULL CHECK (total BETWEEN 1 AND 15),
	cents         BIGINT NOT NULL,
	kind          BIGINT NOT NULL,
	last_day      BIGINT NOT NULL,
	key_number    BIGINT NOT NULL,
	specimen      BIGINT NOT NULL CHECK (specimen IN (0, 1)),
	language      BIGINT NOT NULL,
	print_size    BIGINT NOT NULL,
	pseudonym     BYTEA,              -- 16 bytes; NULL once the link has ended
	start_level   BIGINT,             -- 1 ... 3 at hand-out
	age_band      BIGINT,             -- coarse, when the programme must report it
	situation     BIGINT,
	state         BIGINT NOT NULL,    -- 0 live, 1 blocked, 2 replaced, 3 closed after its end
	state_at      BIGINT,
	reason        TEXT,
	replaced_by   BIGINT
);
INSERT INTO pass VALUES(238304819729926,1,1,1,0,1772528400,NULL,5,1000,0,47481,0,0,0,0,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO pass VALUES(135471580692529,2,1,1,0,1772528400,NULL,5,1000,0,47481,0,0,0,0,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL);
CREATE TABLE spent (
	id        BIGINT PRIMARY KEY,
	cause     BIGINT NOT NULL, -- 1 redeemed, 2 replaced, 3 blocked
	programme BIGINT NOT NULL,
	at        BIGINT NOT NULL,
	cents     BIGINT NOT NULL,
	centre    BIGINT,          -- the five below: of a redemption only
	account   BIGINT,
	kind      BIGINT,
	minutes   BIGINT,
	level     BIGINT,
	mode      BIGINT,          -- 0 online, 1 offline, 2 typed
	device_at BIGINT,          -- when the device says it was scanned
	nonce     BIGINT           -- keyed hash of the caller's Idempotency-Key
);
INSERT INTO spent VALUES(61006033850861072,1,1,1772618400,1000,2,0,NULL,NULL,NULL,0,NULL,NULL);
INSERT INTO spent VALUES(61006033850861088,1,1,1772618400,1000,2,0,NULL,NULL,NULL,0,NULL,NULL);
CREATE TABLE reversal (
	redemption BIGINT PRIMARY KEY REFERENCES spent (id),
	programme  BIGINT NOT NULL,
	at         BIGINT NOT NULL,
	account    BIGINT NOT NULL,
	reason     TEXT   NOT NULL
);
INSERT INTO reversal VALUES(61006033850861088,1,1772618400,0,'erreur de saisie');
CREATE TABLE ledger (
	programme BIGINT NOT NULL,
	at        BIGINT NOT NULL,
	kind      BIGINT NOT NULL,
	ref       BIGINT NOT NULL, -- what it comes from: a redemption, a pass, a funding
	debit     BIGINT NOT NULL,
	credit    BIGINT NOT NULL,
	cents     BIGINT NOT NULL CHECK (cents > 0),
	PRIMARY KEY (programme, at, kind, ref)
);
INSERT INTO ledger VALUES(1,1772442000,0,1,0,1,1000000);
INSERT INTO ledger VALUES(1,1772528400,1,238304819729926,1,2,5000);
INSERT INTO ledger VALUES(1,1772528400,1,135471580692529,1,2,5000);
INSERT INTO ledger VALUES(1,1772618400,2,61006033850861072,2,3,1000);
INSERT INTO ledger VALUES(1,1772618400,2,61006033850861088,2,3,1000);
INSERT INTO ledger VALUES(1,1772618400,3,61006033850861088,3,2,1000);
CREATE TABLE wrong_code (
	centre    BIGINT PRIMARY KEY,
	day       BIGINT NOT NULL,
	count     BIGINT NOT NULL, -- on that day
	in_row    BIGINT NOT NULL,
	until_at  BIGINT NOT NULL  -- paused until then
);
CREATE INDEX site_by_place ON site (latitude_e6, longitude_e6);
CREATE INDEX site_by_organisation ON site (organisation);
CREATE INDEX approval_by_site ON approval (site);
CREATE INDEX access_token_by_account ON access_token (account);
CREATE INDEX pass_by_programme ON pass (programme, issued_at);
CREATE INDEX pass_by_desk ON pass (desk, issued_at);
CREATE INDEX pass_by_pseudonym ON pass (pseudonym);
CREATE INDEX spent_by_centre ON spent (centre, at);
CREATE INDEX spent_by_programme ON spent (programme, at);
CREATE INDEX reversal_by_programme ON reversal (programme, at);
COMMIT;

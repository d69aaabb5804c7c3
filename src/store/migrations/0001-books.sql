-- The books of passnum. One text for SQLite and PostgreSQL.
-- Instants are seconds since 1970 UTC (_at), days are counted since 1970-01-01 in Paris (_day),
-- money is cents, coordinates are millionths of a degree (_e6), yes/no is 0/1.
-- Nothing here names, describes or locates a beneficiary: a pseudonym is all that is known.

CREATE TABLE instance (
	id          BIGINT PRIMARY KEY CHECK (id = 1),
	issuer      BIGINT NOT NULL CHECK (issuer BETWEEN 1 AND 65535), -- in every token
	host        TEXT   NOT NULL,                                    -- in every QR
	salt        TEXT   NOT NULL,  -- of the master secret, base64
	probe       TEXT   NOT NULL,  -- sealed constant: tells a wrong key file
	next_serial BIGINT NOT NULL,  -- of passes; feeds the typed codes
	clock_at    BIGINT NOT NULL   -- latest time a writer has seen: a clock set back is noticed
);

-- Signing keys of every purpose: 0 root, 1 voucher, 2 receipt. Secrets are sealed.
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

-- Every key list ever published: a signed note.
CREATE TABLE key_list (
	version     BIGINT PRIMARY KEY,
	issued_day  BIGINT NOT NULL,
	expires_day BIGINT NOT NULL,
	note        TEXT   NOT NULL
);

CREATE TABLE organisation (
	id    BIGINT PRIMARY KEY,
	name  TEXT   NOT NULL,
	siret TEXT   UNIQUE              -- 14 digits, checked; NULL when none is known
);

CREATE TABLE funder (
	id           BIGINT PRIMARY KEY,
	organisation BIGINT NOT NULL UNIQUE REFERENCES organisation (id),
	name         TEXT   NOT NULL
);

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

CREATE INDEX site_by_place ON site (latitude_e6, longitude_e6);
CREATE INDEX site_by_organisation ON site (organisation);

-- Which desks may hand out a programme's passes and which centres may redeem them.
CREATE TABLE approval (
	programme  BIGINT NOT NULL REFERENCES programme (id),
	site       BIGINT NOT NULL REFERENCES site (id),
	state      BIGINT NOT NULL, -- by the funder: 0 candidate, 1 approved, 2 suspended
	changed_at BIGINT NOT NULL,
	PRIMARY KEY (programme, site)
);

CREATE INDEX approval_by_site ON approval (site);

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

CREATE INDEX access_token_by_account ON access_token (account);

-- A pass is a row; its unused vouchers are none: their signature makes them.
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

CREATE INDEX pass_by_programme ON pass (programme, issued_at);
CREATE INDEX pass_by_desk ON pass (desk, issued_at);
CREATE INDEX pass_by_pseudonym ON pass (pseudonym);

-- What ended a voucher: one insert, once, whatever races. id = pass * 256 + number * 16 + attempt,
-- where attempt counts the reversals before: after a reversal the voucher can be redeemed again.
-- A replacement or a block ends the unused vouchers by the same insert, so it cannot race a redemption.
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

CREATE INDEX spent_by_centre ON spent (centre, at);
CREATE INDEX spent_by_programme ON spent (programme, at);

-- A redemption taken back: a new line, never a deletion.
CREATE TABLE reversal (
	redemption BIGINT PRIMARY KEY REFERENCES spent (id),
	programme  BIGINT NOT NULL,
	at         BIGINT NOT NULL,
	account    BIGINT NOT NULL,
	reason     TEXT   NOT NULL
);

CREATE INDEX reversal_by_programme ON reversal (programme, at);

-- Double entry: each line moves cents from one account of a programme to another. Append-only.
-- accounts: 0 funder, 1 budget (funded, free), 2 committed (issued), 3 owed (redeemed), 4 paid, 5 expired
-- kinds: 0 funded, 1 issued, 2 redeemed, 3 reversed, 4 released (blocked or replaced), 5 expired, 6 paid
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

-- Guesses of typed codes, per centre.
CREATE TABLE wrong_code (
	centre    BIGINT PRIMARY KEY,
	day       BIGINT NOT NULL,
	count     BIGINT NOT NULL, -- on that day
	in_row    BIGINT NOT NULL,
	until_at  BIGINT NOT NULL  -- paused until then
);

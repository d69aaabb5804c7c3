-- What a public service adds to the books: sessions of people, second factors, pauses after wrong
-- passwords, answers kept for repeated calls, and the journal of who did what.

-- How often a row was changed: the ETag of what people and programs edit.
ALTER TABLE organisation ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
ALTER TABLE funder ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
ALTER TABLE programme ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
ALTER TABLE site ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
ALTER TABLE account ADD COLUMN version BIGINT NOT NULL DEFAULT 1;

-- What the root says of the key of bundles (purpose 3 of signing_key), signed with the list: a note.
ALTER TABLE key_list ADD COLUMN certificate TEXT NOT NULL DEFAULT '';

-- How long after the last contact a pass stays linked to its person.
ALTER TABLE instance ADD COLUMN link_days BIGINT NOT NULL DEFAULT 730 CHECK (link_days > 0);

-- Whose they were at that moment, as the receipt has it: a body that moves gets another SIRET.
ALTER TABLE spent ADD COLUMN siret BIGINT; -- of the centre's body; NULL when none was known
ALTER TABLE spent ADD COLUMN siren BIGINT; -- of the funder
UPDATE spent SET
	siret = (SELECT CAST(o.siret AS BIGINT) FROM site s JOIN organisation o ON o.id = s.organisation WHERE s.id = spent.centre),
	siren = (SELECT CAST(SUBSTR(o.siret, 1, 9) AS BIGINT) FROM programme g JOIN funder f ON f.id = g.funder
		JOIN organisation o ON o.id = f.organisation WHERE g.id = spent.programme)
	WHERE cause = 1;

-- A desk's passes in the order they were made: serials never repeat, times may.
DROP INDEX pass_by_desk;
CREATE INDEX pass_by_desk ON pass (desk, serial);
CREATE INDEX pass_live ON pass (desk, serial) WHERE state = 0;

-- Somebody who opened the pages with a password. The cookie itself is never kept.
CREATE TABLE session (
	hash       TEXT   PRIMARY KEY,
	id         BIGINT NOT NULL UNIQUE,
	account    BIGINT NOT NULL REFERENCES account (id),
	device     TEXT   NOT NULL, -- what the browser calls itself, cut short
	created_at BIGINT NOT NULL,
	seen_at    BIGINT NOT NULL, -- to the minute: idle sessions end
	ends_at    BIGINT NOT NULL, -- whatever happens
	revoked_at BIGINT
);

CREATE INDEX session_by_account ON session (account);

CREATE TABLE second_factor (
	account      BIGINT NOT NULL REFERENCES account (id),
	kind         BIGINT NOT NULL, -- 1 TOTP, 2 printed card of codes
	sealed       TEXT   NOT NULL, -- its secret, opened with the master secret only
	confirmed_at BIGINT,          -- NULL: not in force yet
	used         BIGINT NOT NULL, -- TOTP: the last time step taken; card: codes used so far
	PRIMARY KEY (account, kind)
);

-- Wrong passwords: a growing pause for who tries.
CREATE TABLE login_pause (
	subject   TEXT   PRIMARY KEY, -- keyed hash of a login, of an address, or of both
	failures  BIGINT NOT NULL,
	last_at   BIGINT NOT NULL,
	until_at  BIGINT NOT NULL,
	opened_at BIGINT NOT NULL     -- of both: the last right password; what others try is no hindrance there
);

-- What a call with an Idempotency-Key was answered; its repetition gets the same for three days.
CREATE TABLE idempotency (
	hash    TEXT   PRIMARY KEY, -- keyed hash of account and key
	request TEXT   NOT NULL,    -- keyed hash of method, path, query and body
	at      BIGINT NOT NULL,
	reply   TEXT   NOT NULL     -- sealed
);

CREATE INDEX idempotency_by_time ON idempotency (at);

-- Who did what: one line in the same transaction as the deed. Redemptions are their own record.
CREATE TABLE journal (
	id      BIGINT PRIMARY KEY, -- seconds of `at` * 2^20 + random bits: in order of time
	at      BIGINT NOT NULL,
	account BIGINT NOT NULL,    -- 0 = the command line
	verb    TEXT   NOT NULL,    -- "pass.block", "programme.change"
	object  TEXT   NOT NULL,    -- id of what it was done to
	detail  TEXT   NOT NULL,    -- what was asked, when it holds no secret and nothing of a person
	call    TEXT   NOT NULL     -- id of the call, as the log has it; "" = the command line
);

CREATE INDEX journal_by_account ON journal (account, id);

-- Files that somebody asked for, made a few lines at a time and kept for some days.
CREATE TABLE export (
	id          BIGINT PRIMARY KEY,
	account     BIGINT NOT NULL REFERENCES account (id), -- who asked, and who alone sees it
	programme   BIGINT NOT NULL REFERENCES programme (id),
	what        BIGINT NOT NULL,    -- 0 redemptions, 1 figures
	form        BIGINT NOT NULL,    -- 0 csv, 1 excel, 2 xlsx, 3 json
	from_day    BIGINT NOT NULL,    -- 0 = from the beginning
	until_day   BIGINT NOT NULL,
	total       BIGINT NOT NULL,    -- lines to be written; -1 = not counted yet
	done        BIGINT NOT NULL,
	size        BIGINT NOT NULL,    -- bytes written
	parts       BIGINT NOT NULL,    -- rows of export_part
	last_at     BIGINT NOT NULL,    -- the last line written: its redemption
	last_id     BIGINT NOT NULL,
	place       TEXT   NOT NULL,    -- how to go on with the file; "" = from the beginning
	state       BIGINT NOT NULL,    -- 0 waiting, 1 running, 2 done, 3 failed, 4 thrown away: waits to be removed
	error       TEXT   NOT NULL,    -- why it failed: the name of an error; "" = it did not
	asked_at    BIGINT NOT NULL,
	ended_at    BIGINT,             -- NULL = not yet
	lease       BIGINT NOT NULL,    -- number of who works on it
	lease_until BIGINT NOT NULL     -- who has not been heard of until then has died
);

CREATE INDEX export_by_account ON export (account, id);
CREATE INDEX export_open ON export (id) WHERE state < 2;

-- The file, in handfuls of bytes that keep no other writer waiting.
CREATE TABLE export_part (
	export BIGINT NOT NULL REFERENCES export (id),
	place  BIGINT NOT NULL, -- from 0
	body   BYTEA  NOT NULL, -- packed (RFC 1950), each by itself
	PRIMARY KEY (export, place)
);

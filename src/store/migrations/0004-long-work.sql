-- Work that goes on when whoever asked for it has left, and what came of work that took long.

-- Passes of a desk's stock, made a few at a time.
CREATE TABLE batch (
	id          BIGINT PRIMARY KEY,
	account     BIGINT NOT NULL,    -- who asked; 0 = the command line
	desk        BIGINT NOT NULL REFERENCES site (id),
	programme   BIGINT NOT NULL REFERENCES programme (id),
	vouchers    BIGINT NOT NULL,    -- of each pass
	kind        BIGINT NOT NULL,    -- of workshop; 0 = any
	language    BIGINT NOT NULL,
	print_size  BIGINT NOT NULL,
	total       BIGINT NOT NULL CHECK (total > 0),
	done        BIGINT NOT NULL CHECK (done BETWEEN 0 AND total),
	state       BIGINT NOT NULL,    -- 0 waiting, 1 running, 2 done, 3 failed, 4 cancelled
	error       TEXT   NOT NULL,    -- why it failed: the name of an error; "" = it did not
	asked_at    BIGINT NOT NULL,
	ended_at    BIGINT,             -- NULL = not yet
	lease       BIGINT NOT NULL,    -- number of who works on it
	lease_until BIGINT NOT NULL     -- who has not been heard of until then has died
);

CREATE INDEX batch_by_desk ON batch (desk, id);
CREATE INDEX batch_open ON batch (id) WHERE state < 2;

-- Which passes they are: serials in a row, written with those passes.
CREATE TABLE batch_part (
	batch  BIGINT NOT NULL REFERENCES batch (id),
	first  BIGINT NOT NULL, -- place of the first in its batch, from 1
	serial BIGINT NOT NULL, -- of that pass
	count  BIGINT NOT NULL,
	PRIMARY KEY (batch, first)
);

-- What an import of places did, for who left before it ended.
CREATE TABLE import_run (
	id        BIGINT PRIMARY KEY,
	account   BIGINT NOT NULL, -- 0 = the command line
	at        BIGINT NOT NULL,
	programme BIGINT NOT NULL, -- in which its places were to be approved; 0 = in none
	report    TEXT   NOT NULL  -- JSON: counts, and the first doubts about rows
);

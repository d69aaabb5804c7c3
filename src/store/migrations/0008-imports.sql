-- An import of places goes on when whoever asked for it has left.

ALTER TABLE import_run ADD COLUMN approve     BIGINT NOT NULL DEFAULT 0;
ALTER TABLE import_run ADD COLUMN form        BIGINT NOT NULL DEFAULT 0;  -- of the file: 1 CSV, 2 JSON
ALTER TABLE import_run ADD COLUMN parts       BIGINT NOT NULL DEFAULT 0;  -- of the file
ALTER TABLE import_run ADD COLUMN state       BIGINT NOT NULL DEFAULT 2;  -- 0 waiting, 1 running, 2 done, 3 failed, 4 cancelled
ALTER TABLE import_run ADD COLUMN phase       BIGINT NOT NULL DEFAULT 2;  -- 0 checking the file, 1 comparing, 2 writing
ALTER TABLE import_run ADD COLUMN total       BIGINT NOT NULL DEFAULT 0;  -- rows of the file; 0 = not known yet
ALTER TABLE import_run ADD COLUMN done        BIGINT NOT NULL DEFAULT 0;  -- of these, those of its phase
ALTER TABLE import_run ADD COLUMN error       TEXT   NOT NULL DEFAULT ''; -- why it failed: the name of an error
ALTER TABLE import_run ADD COLUMN error_row   BIGINT NOT NULL DEFAULT 0;  -- of the file; 0 = of none
ALTER TABLE import_run ADD COLUMN ended_at    BIGINT;                     -- NULL = not yet
ALTER TABLE import_run ADD COLUMN full_report TEXT   NOT NULL DEFAULT ''; -- the report with more doubts; '' = there are none
ALTER TABLE import_run ADD COLUMN lease       BIGINT NOT NULL DEFAULT 0;  -- number of who works on it
ALTER TABLE import_run ADD COLUMN lease_until BIGINT NOT NULL DEFAULT 0;  -- who has not been heard of until then has died

UPDATE import_run SET ended_at = at;

CREATE INDEX import_open ON import_run (id) WHERE state < 2;

-- The file, until the import is over.
CREATE TABLE import_part (
	run    BIGINT NOT NULL REFERENCES import_run (id),
	number BIGINT NOT NULL, -- from 0
	bytes  BYTEA  NOT NULL, -- at most 1 MiB
	PRIMARY KEY (run, number)
);

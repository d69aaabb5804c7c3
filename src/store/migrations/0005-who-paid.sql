-- Who put money into a programme, or took it back: beside the line of the ledger of kind 0 with that ref.
CREATE TABLE funding (
	programme BIGINT NOT NULL,
	number    BIGINT NOT NULL, -- ledger.ref
	account   BIGINT NOT NULL, -- 0 = the command line
	PRIMARY KEY (programme, number)
);

CREATE INDEX ledger_funded ON ledger (programme, ref) WHERE kind = 0;

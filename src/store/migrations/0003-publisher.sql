-- Who answers for this installation to the public: what a legal notice has to name. No row: nobody has said it yet.
CREATE TABLE publisher (
	id       BIGINT PRIMARY KEY CHECK (id = 1),
	name     TEXT   NOT NULL, -- the legal body
	address  TEXT   NOT NULL,
	phone    TEXT   NOT NULL, -- '' when there is only the other
	email    TEXT   NOT NULL,
	director TEXT   NOT NULL, -- of the publication
	hosting  TEXT   NOT NULL  -- who runs the machine: name, address, telephone
);

-- Who said it of a site in a programme, and why it is suspended.
ALTER TABLE approval ADD COLUMN account BIGINT NOT NULL DEFAULT 0; -- 0 = the command line, an import, or nobody noted it
ALTER TABLE approval ADD COLUMN reason  BIGINT NOT NULL DEFAULT 0; -- 0 none said, 1 closed, 2 agreement ended, 3 under review, 4 other

-- Why the operator has suspended a place everywhere, and since when.
ALTER TABLE site ADD COLUMN suspension   BIGINT NOT NULL DEFAULT 0; -- none said, or as approval.reason
ALTER TABLE site ADD COLUMN suspended_at BIGINT;                    -- NULL = it is not, or nobody noted it

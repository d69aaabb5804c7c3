-- The publisher is edited over HTTP too: how often it was changed, from 1.
ALTER TABLE publisher ADD COLUMN version BIGINT NOT NULL DEFAULT 1;

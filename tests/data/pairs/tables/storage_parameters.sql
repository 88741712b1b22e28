-- Storage parameters of the table and of its TOAST table.
-- from:
CREATE TABLE hot (id integer PRIMARY KEY, body text) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.01);
CREATE TABLE cold (id integer PRIMARY KEY, body text) WITH (fillfactor = 90);
INSERT INTO hot VALUES (1, 'x');
-- to:
CREATE TABLE hot (id integer PRIMARY KEY, body text) WITH (fillfactor = 80, autovacuum_enabled = false, toast.autovacuum_enabled = false);
CREATE TABLE cold (id integer PRIMARY KEY, body text);

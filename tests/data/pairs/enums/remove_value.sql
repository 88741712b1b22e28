-- A value goes that no row holds; a default, a view and a function use the type.
-- from:
CREATE TYPE phase AS ENUM ('draft', 'review', 'done');
CREATE TABLE task (id integer PRIMARY KEY, phase phase DEFAULT 'draft' NOT NULL, log phase[] DEFAULT '{}');
CREATE VIEW open_task AS SELECT id, phase FROM task WHERE phase <> 'done'::phase;
CREATE FUNCTION next_phase(p phase) RETURNS phase LANGUAGE sql AS $$ SELECT 'done'::phase $$;
CREATE INDEX task_phase_idx ON task (phase);
COMMENT ON TYPE phase IS 'Where it stands';
INSERT INTO task VALUES (1, 'draft', '{draft}'), (2, 'done', '{}');
-- to:
CREATE TYPE phase AS ENUM ('draft', 'done');
CREATE TABLE task (id integer PRIMARY KEY, phase phase DEFAULT 'draft' NOT NULL, log phase[] DEFAULT '{}');
CREATE VIEW open_task AS SELECT id, phase FROM task WHERE phase <> 'done'::phase;
CREATE FUNCTION next_phase(p phase) RETURNS phase LANGUAGE sql AS $$ SELECT 'done'::phase $$;
CREATE INDEX task_phase_idx ON task (phase);
COMMENT ON TYPE phase IS 'Where it stands';

-- A column that both declare changes its type.
-- changes: base.code
-- changes: derived.code
-- from:
CREATE TABLE base (code integer DEFAULT 1);
CREATE TABLE derived (code integer DEFAULT 2, more text) INHERITS (base);
INSERT INTO derived VALUES (7, 'x');
-- to:
CREATE TABLE base (code text DEFAULT 'a');
CREATE TABLE derived (code text DEFAULT 'b', more text) INHERITS (base);

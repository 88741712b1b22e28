-- A table of ten columns of which most change in some way.
-- from:
CREATE TABLE machine (
    id integer PRIMARY KEY, serial_no character varying(20) NOT NULL, bought date, price real, maker text,
    place text DEFAULT 'hall', is_old boolean DEFAULT false, weight integer, colour text, remarks text);
COMMENT ON COLUMN machine.maker IS 'Who built it';
INSERT INTO machine VALUES (1, 's-1', '2020-02-02', 1.5, 'Bau AG', 'yard', true, 12, 'red', NULL), (2, 's-2', NULL, NULL, NULL, NULL, false, 13, 'blue', 'none');
-- to:
CREATE TABLE machine (
    id bigint PRIMARY KEY, serial_no text NOT NULL, bought timestamp with time zone, price numeric(10,2), maker text DEFAULT 'unknown',
    place text, is_old boolean DEFAULT false NOT NULL, weight integer NOT NULL, paint text, remarks text COLLATE "C");
COMMENT ON COLUMN machine.price IS 'In euros';
CREATE UNIQUE INDEX machine_serial_idx ON machine (lower(serial_no));

-- Exclusion constraints.
-- from:
CREATE TABLE booking (room integer, during tsrange, cancelled boolean, CONSTRAINT booking_old EXCLUDE USING gist (during WITH &&));
INSERT INTO booking VALUES (1, '[2024-01-01,2024-01-02)', false);
-- to:
CREATE TABLE booking (room integer, during tsrange, cancelled boolean, CONSTRAINT booking_no_overlap EXCLUDE USING gist (int4range(room, room, '[]') WITH =, during WITH &&) WHERE ((NOT cancelled)));

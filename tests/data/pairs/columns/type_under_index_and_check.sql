-- The column is in an index, a check, a unique constraint and a statistics object.
-- from:
CREATE TABLE parcel (id integer PRIMARY KEY, weight integer CONSTRAINT parcel_weight_check CHECK (weight > 0), code character varying(8) CONSTRAINT parcel_code_key UNIQUE);
CREATE INDEX parcel_weight_idx ON parcel (weight) WHERE weight > 100;
CREATE STATISTICS parcel_stats (dependencies) ON weight, code FROM parcel;
INSERT INTO parcel VALUES (1, 120, 'x'), (2, 3, 'y');
-- to:
CREATE TABLE parcel (id integer PRIMARY KEY, weight numeric(10,3) CONSTRAINT parcel_weight_check CHECK (weight > 0::numeric), code text CONSTRAINT parcel_code_key UNIQUE);
CREATE INDEX parcel_weight_idx ON parcel (weight) WHERE weight > 100::numeric;
CREATE STATISTICS parcel_stats (dependencies) ON weight, code FROM parcel;

-- A partition's primary key stands behind a plain index of its table.
-- from:
CREATE TABLE probe (place text, n integer) PARTITION BY LIST (place);
CREATE UNIQUE INDEX probe_place ON probe (place, n);
-- to:
CREATE TABLE probe (place text, n integer) PARTITION BY LIST (place);
CREATE UNIQUE INDEX probe_place ON probe (place, n);
CREATE TABLE probe_sea (place text NOT NULL, n integer NOT NULL, CONSTRAINT probe_sea_key PRIMARY KEY (place, n));
ALTER TABLE probe ATTACH PARTITION probe_sea FOR VALUES IN ('sea');

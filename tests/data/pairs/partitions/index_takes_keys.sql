-- An index on a partitioned table takes the key that its partition gets.
-- from:
CREATE TABLE probe (place text, n integer) PARTITION BY LIST (place);
CREATE TABLE probe_sea PARTITION OF probe FOR VALUES IN ('sea');
INSERT INTO probe VALUES ('sea', 4);
-- to:
CREATE TABLE probe (place text, n integer) PARTITION BY LIST (place);
CREATE TABLE probe_sea PARTITION OF probe (place NOT NULL, n NOT NULL, CONSTRAINT probe_sea_key PRIMARY KEY (place, n)) FOR VALUES IN ('sea');
CREATE UNIQUE INDEX probe_place ON probe (place, n);

-- A partition comes while its table loses one column and gains another.
-- from:
CREATE TABLE log (at date, level integer, note text) PARTITION BY RANGE (at);
CREATE TABLE log_old (at date, level integer);
INSERT INTO log_old VALUES ('2020-05-05', 2);
-- to:
CREATE TABLE log (at date, level integer, host text) PARTITION BY RANGE (at);
CREATE TABLE log_old PARTITION OF log FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');

-- Other bounds for a partition while its table gets a column.
-- from:
CREATE TABLE sale (day date, amount numeric) PARTITION BY RANGE (day);
CREATE TABLE sale_first PARTITION OF sale FOR VALUES FROM ('2020-01-01') TO ('2020-04-01');
INSERT INTO sale VALUES ('2020-02-02', 12);
-- to:
CREATE TABLE sale (day date, amount numeric, shop text) PARTITION BY RANGE (day);
CREATE TABLE sale_first PARTITION OF sale FOR VALUES FROM ('2020-01-01') TO ('2020-07-01');

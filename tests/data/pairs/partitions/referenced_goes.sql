-- A partition goes although a foreign key leads to its table.
-- from:
CREATE TABLE account (id integer, region text, PRIMARY KEY (region, id)) PARTITION BY LIST (region);
CREATE TABLE account_eu PARTITION OF account FOR VALUES IN ('eu');
CREATE TABLE account_us PARTITION OF account FOR VALUES IN ('us');
CREATE TABLE payment (region text, account integer, FOREIGN KEY (region, account) REFERENCES account);
INSERT INTO account VALUES (1, 'eu');
INSERT INTO payment VALUES ('eu', 1);
-- to:
CREATE TABLE account (id integer, region text, PRIMARY KEY (region, id)) PARTITION BY LIST (region);
CREATE TABLE account_eu PARTITION OF account FOR VALUES IN ('eu');
CREATE TABLE payment (region text, account integer, FOREIGN KEY (region, account) REFERENCES account);

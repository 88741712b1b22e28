-- Names of 63 bytes, and names the server makes up for them.
-- from:
CREATE TABLE a_table_with_a_name_that_is_as_long_as_postgres_lets_it_be_okay (a_column_with_a_name_that_is_as_long_as_postgres_lets_it_be_ok1 integer UNIQUE);
-- to:
CREATE TABLE a_table_with_a_name_that_is_as_long_as_postgres_lets_it_be_okay (a_column_with_a_name_that_is_as_long_as_postgres_lets_it_be_ok1 integer UNIQUE, a_column_with_a_name_that_is_as_long_as_postgres_lets_it_be_ok2 integer UNIQUE CHECK (a_column_with_a_name_that_is_as_long_as_postgres_lets_it_be_ok2 > 0));

-- Range types.
-- from:
CREATE TYPE old_range AS RANGE (subtype = integer);
-- to:
CREATE TYPE float_range AS RANGE (subtype = double precision, subtype_diff = float8mi);
CREATE TYPE text_range AS RANGE (subtype = text, collation = "C", multirange_type_name = text_spans);
CREATE TABLE span (id integer PRIMARY KEY, f float_range, t text_range, ts text_spans);
COMMENT ON TYPE float_range IS 'Of floats';

-- A plain table with rows becomes a hypertable: its key takes the time in, its trigger does not fire for the move.
-- needs: timescaledb
-- both:
CREATE EXTENSION timescaledb;
CREATE TABLE host (id integer PRIMARY KEY);
INSERT INTO host VALUES (1), (2);
CREATE TABLE log (line text);
CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO public.log VALUES (TG_OP); RETURN NEW; END $$;
-- from:
CREATE TABLE ping (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, at timestamp with time zone NOT NULL, host integer REFERENCES host, ms real);
CREATE TRIGGER noted BEFORE INSERT ON ping FOR EACH ROW EXECUTE FUNCTION note();
INSERT INTO ping (at, host, ms) VALUES ('2024-01-01 00:00+00', 1, 1.5), ('2024-02-01 00:00+00', 2, 2.5);
-- to:
CREATE TABLE ping (id bigint GENERATED ALWAYS AS IDENTITY, at timestamp with time zone NOT NULL, host integer REFERENCES host, ms real, PRIMARY KEY (id, at));
CREATE TRIGGER noted BEFORE INSERT ON ping FOR EACH ROW EXECUTE FUNCTION note();
SELECT create_hypertable('ping', 'at', chunk_time_interval => INTERVAL '1 day');
INSERT INTO ping (at, host, ms) VALUES ('2024-01-01 00:00+00', 1, 1.5);

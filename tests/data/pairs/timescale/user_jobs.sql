-- Actions that users made: new, gone, changed, named, two of one procedure.
-- needs: timescaledb
-- both:
CREATE EXTENSION timescaledb;
CREATE SCHEMA app;
CREATE PROCEDURE app.tidy(job_id integer, config jsonb) LANGUAGE plpgsql AS $$ BEGIN END $$;
CREATE PROCEDURE app.count(job_id integer, config jsonb) LANGUAGE plpgsql AS $$ BEGIN END $$;
CREATE FUNCTION app.check_config(config jsonb) RETURNS void LANGUAGE plpgsql AS $$ BEGIN END $$;
-- from:
CREATE PROCEDURE app.gone(job_id integer, config jsonb) LANGUAGE plpgsql AS $$ BEGIN END $$;
SELECT add_job('app.gone', INTERVAL '1 day');
SELECT add_job('app.tidy', INTERVAL '1 hour', config => '{"keep": 3}');
SELECT add_job('app.count', INTERVAL '1 hour', config => '{"table": "a"}');
SELECT add_job('app.count', INTERVAL '1 hour', config => '{"table": "b"}');
SELECT add_job('app.count', INTERVAL '1 day', config => '{"table": "c"}', job_name => 'nightly');
-- to:
CREATE PROCEDURE app.fresh(job_id integer, config jsonb) LANGUAGE plpgsql AS $$ BEGIN END $$;
SELECT add_job('app.fresh', INTERVAL '2 days', initial_start => '2035-01-01 03:00+00', timezone => 'Europe/Berlin', check_config => 'app.check_config');
SELECT alter_job(add_job('app.tidy', INTERVAL '2 hours', config => '{"keep": 5}'), max_retries => 2);
SELECT add_job('app.count', INTERVAL '1 hour', config => '{"table": "a"}');
SELECT add_job('app.count', INTERVAL '1 day', config => '{"table": "c"}', job_name => 'nightly', scheduled => false);

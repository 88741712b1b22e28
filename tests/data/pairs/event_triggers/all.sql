-- Event triggers come, change, go, are disabled.
-- from:
CREATE FUNCTION ef() RETURNS event_trigger LANGUAGE plpgsql AS $$BEGIN NULL; END$$;
CREATE EVENT TRIGGER gone ON ddl_command_start EXECUTE FUNCTION ef();
CREATE EVENT TRIGGER change ON ddl_command_end EXECUTE FUNCTION ef();
CREATE EVENT TRIGGER state ON sql_drop EXECUTE FUNCTION ef();
-- to:
CREATE FUNCTION ef() RETURNS event_trigger LANGUAGE plpgsql AS $$BEGIN NULL; END$$;
CREATE EVENT TRIGGER change ON ddl_command_end WHEN TAG IN ('CREATE TABLE', 'DROP TABLE') EXECUTE FUNCTION ef();
CREATE EVENT TRIGGER state ON sql_drop EXECUTE FUNCTION ef();
ALTER EVENT TRIGGER state DISABLE;
CREATE EVENT TRIGGER come ON table_rewrite EXECUTE FUNCTION ef();
COMMENT ON EVENT TRIGGER come IS 'rewrites';

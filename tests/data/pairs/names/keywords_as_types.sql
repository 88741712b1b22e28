-- Types and functions named as words of SQL.
-- from:
CREATE TYPE "user" AS ENUM ('x');
CREATE TABLE "table" ("user" "user", "order" integer);
INSERT INTO "table" VALUES ('x', 1);
-- to:
CREATE TYPE "user" AS ENUM ('x', 'y');
CREATE TABLE "table" ("user" "user" DEFAULT 'x', "order" bigint, "desc" text);
CREATE FUNCTION "check"("user" "user") RETURNS "user" LANGUAGE sql AS $$ SELECT "user" $$;
CREATE INDEX "index" ON "table" ("order");

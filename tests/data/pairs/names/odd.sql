-- Names with capitals, spaces, quotes, keywords and other alphabets.
-- from:
CREATE SCHEMA "My Schema";
CREATE TABLE "My Schema"."Order" ("select" integer PRIMARY KEY, "Two Words" text, "quo""te" integer, "naïve" text);
CREATE TYPE "My Schema"."Kind" AS ENUM ('A b', 'c''d');
INSERT INTO "My Schema"."Order" VALUES (1, 'a', 2, 'x');
-- to:
CREATE SCHEMA "My Schema";
CREATE TYPE "My Schema"."Kind" AS ENUM ('A b', 'e "f"', 'c''d');
CREATE TABLE "My Schema"."Order" ("select" bigint PRIMARY KEY, "Two Words" text DEFAULT 'it''s; here' NOT NULL, "quo""te" integer, "naïve" text, "Kind" "My Schema"."Kind", "from" integer CONSTRAINT "a check" CHECK ("from" > 0));
CREATE INDEX "Some Index" ON "My Schema"."Order" ("Two Words", "quo""te");
CREATE VIEW "My Schema"."the view" AS SELECT "select", "quo""te" FROM "My Schema"."Order";
COMMENT ON COLUMN "My Schema"."Order"."Two Words" IS 'żółć';
CREATE FUNCTION "My Schema"."Do It"("A" integer) RETURNS integer LANGUAGE sql AS $x$ SELECT "A" -- $$ in it
$x$;

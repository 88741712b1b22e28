// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/diff/emptying.h"

namespace retort::test
{

namespace
{

/// The schema public as initdb makes it since PostgreSQL 15.
constexpr const char *emptyingSql = R"(
SET client_min_messages = error;
DO $$
DECLARE
  statement text;
BEGIN
  FOR statement IN
    SELECT s FROM (
      SELECT 1, format('DROP EVENT TRIGGER %I', evtname) FROM pg_event_trigger
      UNION ALL SELECT 2, format('DROP PUBLICATION %I', pubname) FROM pg_publication
      UNION ALL SELECT 3, format('DROP FOREIGN DATA WRAPPER IF EXISTS %I CASCADE', fdwname) FROM pg_foreign_data_wrapper
      UNION ALL SELECT 4, format('DROP EXTENSION IF EXISTS %I CASCADE', extname) FROM pg_extension
        WHERE extname <> 'plpgsql'
      UNION ALL SELECT 5, format('DROP SCHEMA IF EXISTS %I CASCADE', nspname) FROM pg_namespace
        WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'
    ) AS list(rank, s) ORDER BY rank
  LOOP
    EXECUTE statement;
  END LOOP;
END $$;
CREATE SCHEMA public AUTHORIZATION pg_database_owner;
COMMENT ON SCHEMA public IS 'standard public schema';
GRANT USAGE ON SCHEMA public TO PUBLIC;
SELECT NOT EXISTS (SELECT FROM pg_default_acl)
  AND NOT EXISTS (SELECT FROM pg_class WHERE oid >= 16384)
  AND NOT EXISTS (SELECT FROM pg_proc WHERE oid >= 16384)
  AND NOT EXISTS (SELECT FROM pg_type WHERE oid >= 16384)
  AND NOT EXISTS (SELECT FROM pg_cast WHERE oid >= 16384)
  AND NOT EXISTS (SELECT FROM pg_language WHERE oid >= 16384)
  AND NOT EXISTS (SELECT FROM pg_namespace WHERE oid >= 16384 AND nspname <> 'public'))";

} // namespace

bool emptyDatabase(postgres::Connection &connection)
{
    const auto results = connection.execute(emptyingSql);
    return results && !results->empty() && results->back().rowCount() == 1 && results->back().boolean(0, 0);
}

} // namespace retort::test

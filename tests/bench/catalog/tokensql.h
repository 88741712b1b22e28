// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

/// Whether anything changed in a catalog, asked as plainly as can be: counts and hashes of row versions, a catalog
/// each.
inline std::string tokenSql()
{
    std::string sql;
    for (const char *catalog : {"pg_class", "pg_attribute", "pg_constraint", "pg_index", "pg_description", "pg_trigger",
                                "pg_rewrite", "pg_proc", "pg_type"}) {
        sql += sql.empty() ? "" : " UNION ALL ";
        sql += std::string("SELECT count(*), bit_xor(hashtextextended(t.xmin::text || t.ctid::text, 0)) FROM ")
            + catalog + " t";
    }
    return sql;
}

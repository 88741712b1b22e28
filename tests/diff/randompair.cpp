// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/diff/randompair.h"

#include "engine/base/text.h"

#include <algorithm>

namespace retort::test
{

RandomPair::RandomPair(unsigned seed)
    : m_name("random/" + std::to_string(seed))
    , m_random(seed)
{
    for (int count = chance(3); count > 0; --count)
        addEnum();
    for (int count = chance(3); count > 0; --count)
        addFunction();
    for (int count = 1 + chance(4); count > 0; --count)
        addTable();
    choose();
}

std::size_t RandomPair::add(Atom atom)
{
    m_atoms.push_back(std::move(atom));
    return m_atoms.size() - 1;
}

/// All forms have the label 'a', which rows hold.
void RandomPair::addEnum()
{
    const std::string name = nextName("e");
    const std::string create = "CREATE TYPE " + name + " AS ENUM ";
    m_enums.push_back(add({Atom::Kind::Statement,
                           name,
                           {},
                           {create + "('a', 'b')", create + "('a', 'b', 'c')", create + "('z', 'a')", create + "('b', 'a')"}}));
}

void RandomPair::addFunction()
{
    const std::string name = nextName("f");
    const std::string create = "CREATE FUNCTION " + name + "(i integer) RETURNS ";
    m_functions.push_back(add({Atom::Kind::Statement,
                               name,
                               {},
                               {create + "integer LANGUAGE sql IMMUTABLE AS 'SELECT i + 1'",
                                create + "integer LANGUAGE sql IMMUTABLE AS 'SELECT i + 2'",
                                create + "bigint LANGUAGE sql IMMUTABLE AS 'SELECT i::bigint'"}}));
}

/// Any column's values convert into those of its other forms, and none is NULL.
void RandomPair::addTable()
{
    const std::string name = nextName("t");
    const std::size_t table = add({Atom::Kind::Table, name, {}, {name}});
    std::vector<std::size_t> columns;
    for (int count = 1 + chance(5); count > 0; --count) {
        Atom column{Atom::Kind::Column, nextName("c"), {table}, {}};
        if (!m_enums.empty() && chance(4) == 0) {
            const std::size_t type = m_enums[static_cast<std::size_t>(chance(static_cast<int>(m_enums.size())))];
            column.needs.push_back(type);
            const std::string text = m_atoms[type].name + " DEFAULT 'a'";
            column.variants = {text, text + " NOT NULL"};
        } else if (!m_functions.empty() && chance(5) == 0) {
            const std::size_t function = m_functions.front();
            column.needs.push_back(function);
            column.variants = {"bigint DEFAULT " + m_atoms[function].name + "(2)", "bigint DEFAULT 7"};
        } else {
            column.variants = {"integer DEFAULT 1",        "bigint DEFAULT 1 NOT NULL", "numeric(12,2) DEFAULT 1",
                               "text DEFAULT '1' NOT NULL", "text COLLATE \"C\" DEFAULT '1'", "integer DEFAULT 2"};
        }
        columns.push_back(add(std::move(column)));
    }
    m_tables.push_back(table);
    for (int count = chance(5); count > 0; --count)
        addOnTable(table, columns);
    for (int count = chance(3); count > 0; --count)
        addView(table, columns);
}

void RandomPair::addOnTable(std::size_t table, const std::vector<std::size_t> &columns)
{
    const std::size_t column = columns[static_cast<std::size_t>(chance(static_cast<int>(columns.size())))];
    const std::string &t = m_atoms[table].name;
    const std::string c = m_atoms[column].name;
    Atom atom{Atom::Kind::Statement, nextName("x"), {table, column}, {}};
    const std::string alter = "ALTER TABLE " + t + " ADD CONSTRAINT " + atom.name;
    switch (chance(6)) {
    case 0:
        atom.variants = {"CREATE INDEX " + atom.name + " ON " + t + " (" + c + ')',
                         "CREATE UNIQUE INDEX " + atom.name + " ON " + t + " (id, " + c + ')'};
        break;
    case 1:
        atom.variants = {alter + " CHECK (" + c + " IS NOT NULL OR id > 0)", alter + " CHECK (id > 0)"};
        break;
    case 2:
        atom.variants = {alter + " UNIQUE (id, " + c + ')', alter + " UNIQUE (" + c + ", id) DEFERRABLE"};
        break;
    case 3:
        atom.variants = {"COMMENT ON COLUMN " + t + '.' + c + " IS 'one'", "COMMENT ON COLUMN " + t + '.' + c + " IS 'two'"};
        break;
    case 4:
        atom.variants = {"CREATE POLICY " + atom.name + " ON " + t + " USING (" + c + " IS NOT NULL)",
                         "CREATE POLICY " + atom.name + " ON " + t + " FOR SELECT USING (id > 0)"};
        break;
    default: { // a new table has no rows yet
        const std::size_t other = m_tables[static_cast<std::size_t>(chance(static_cast<int>(m_tables.size())))];
        atom.needs = {table, other};
        atom.variants = {alter + " FOREIGN KEY (id) REFERENCES " + m_atoms[other].name + " NOT VALID",
                         alter + " FOREIGN KEY (id) REFERENCES " + m_atoms[other].name + " ON DELETE CASCADE NOT VALID"};
    }
    }
    add(std::move(atom));
}

void RandomPair::addView(std::size_t table, const std::vector<std::size_t> &columns)
{
    const std::string name = nextName("v");
    const std::string view = "CREATE VIEW " + name + " AS SELECT ";
    if (!m_views.empty() && chance(2) == 0) {
        const std::size_t below = m_views.back();
        const std::string from = " FROM " + m_atoms[below].name;
        m_views.push_back(add({Atom::Kind::Statement,
                               name,
                               {below},
                               {view + "id" + from, view + "id, id * 2 AS twice" + from, view + "count(*) AS id" + from}}));
        return;
    }
    const std::size_t column = columns.front();
    const std::string c = m_atoms[column].name;
    const std::string from = " FROM " + m_atoms[table].name;
    m_views.push_back(add({Atom::Kind::Statement,
                           name,
                           {table, column},
                           {view + "id, " + c + from, view + c + ", id" + from, view + "id, " + c + from + " WHERE id > 1",
                            "CREATE MATERIALIZED VIEW " + name + " AS SELECT id, " + c + from}}));
}

/// Most atoms are the same at both ends.
void RandomPair::choose()
{
    for (Atom &atom : m_atoms) {
        const auto pick = [&] { return chance(5) == 0 ? Atom::absent : chance(static_cast<int>(atom.variants.size())); };
        atom.from = pick();
        atom.to = chance(2) == 0 ? atom.from : pick();
    }
}

std::string RandomPair::script(int Atom::*end) const
{
    std::vector<bool> isThere(m_atoms.size(), false);
    std::string text;
    for (std::size_t at = 0; at < m_atoms.size(); ++at) {
        const Atom &atom = m_atoms[at];
        isThere[at] = atom.*end != Atom::absent
            && std::all_of(atom.needs.begin(), atom.needs.end(), [&](std::size_t needed) { return isThere[needed]; });
        if (!isThere[at])
            continue;
        const std::string &variant = atom.variants[static_cast<std::size_t>(atom.*end)];
        if (atom.kind == Atom::Kind::Table) {
            text += "CREATE TABLE " + variant + " (id integer PRIMARY KEY);\nINSERT INTO " + variant
                + " VALUES (1), (2), (3);\n";
        } else if (atom.kind == Atom::Kind::Column) {
            text += "ALTER TABLE " + m_atoms[atom.needs.front()].name + " ADD COLUMN " + atom.name + ' ' + variant + ";\n";
        } else {
            text += variant + ";\n";
        }
    }
    return text;
}

SchemaPair RandomPair::pair() const
{
    SchemaPair pair;
    pair.name = m_name;
    pair.from = script(&Atom::from);
    pair.to = script(&Atom::to);
    return pair;
}

bool RandomPair::tryFewer(Atom &atom, int from, int to, const std::function<bool(const SchemaPair &)> &fails)
{
    if (atom.from == from && atom.to == to)
        return false;
    const Atom kept = atom;
    atom.from = from;
    atom.to = to;
    if (fails(pair()))
        return true;
    atom = kept;
    return false;
}

void RandomPair::shrink(const std::function<bool(const SchemaPair &)> &fails, int tries)
{
    const auto ask = [&](const SchemaPair &pair) { return tries-- > 0 && fails(pair); };
    for (bool isSmaller = true; isSmaller && tries > 0;) {
        isSmaller = false;
        for (auto atom = m_atoms.rbegin(); atom != m_atoms.rend(); ++atom) {
            isSmaller = tryFewer(*atom, Atom::absent, Atom::absent, ask) || isSmaller;
            if (atom->from != atom->to)
                isSmaller = tryFewer(*atom, atom->to, atom->to, ask) || tryFewer(*atom, atom->from, atom->from, ask) || isSmaller;
        }
    }
}

} // namespace retort::test

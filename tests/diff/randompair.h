// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/diff/pairfile.h"

#include <cstddef>
#include <functional>
#include <random>
#include <string>
#include <vector>

namespace retort::test
{

/// Something that a schema may have, in one of several forms: a table, a column, an index, a view …
struct Atom {
    static constexpr int absent = -1;
    enum class Kind { Statement, Table, Column };

    Kind kind = Kind::Statement;
    std::string name;
    std::vector<std::size_t> needs;    ///< earlier atoms, without which it can't be; of a column the table first
    std::vector<std::string> variants; ///< of a column what stands behind its name, of the others a statement
    int from = absent;                 ///< the variant at either end
    int to = absent;
};

/// Two schemas that are alike in most things and differ in some, made by chance; rows are in all tables. The same for
/// the same seed.
class RandomPair
{
public:
    explicit RandomPair(unsigned seed);

    SchemaPair pair() const;
    /// Takes away, and makes alike, as much as it can while `fails` still says so. At most `tries` questions.
    void shrink(const std::function<bool(const SchemaPair &)> &fails, int tries);

private:
    void addEnum();
    void addTable();
    void addOnTable(std::size_t table, const std::vector<std::size_t> &columns);
    void addView(std::size_t table, const std::vector<std::size_t> &columns);
    void addFunction();
    void choose();
    int chance(int below) { return static_cast<int>(m_random() % static_cast<unsigned>(below)); }
    std::size_t add(Atom atom);
    std::string nextName(const char *prefix) { return prefix + std::to_string(m_atoms.size()); }
    std::string script(int Atom::*end) const;
    bool tryFewer(Atom &atom, int from, int to, const std::function<bool(const SchemaPair &)> &fails);

    std::string m_name;
    std::mt19937 m_random;
    std::vector<Atom> m_atoms;
    std::vector<std::size_t> m_enums;
    std::vector<std::size_t> m_tables;
    std::vector<std::size_t> m_views;
    std::vector<std::size_t> m_functions;
};

} // namespace retort::test

// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/session/schemamatch.h"

#include "engine/base/text.h"
#include "engine/script/statementreader.h"

#include <algorithm>
#include <utility>

namespace retort::session
{

using revision::Index;
using script::SchemaEffect;
using script::SchemaObject;
using Kind = SchemaObject::Kind;

namespace
{

constexpr std::size_t objectsPerQuery = 500;
constexpr std::size_t shownObjects = 6;

Result<std::vector<std::string>> definitionsIn(const script::RevisionFile &file)
{
    std::vector<std::string> statements;
    if (!file.up)
        return statements;
    auto reader = script::StatementReader::open(file.path, *file.up);
    if (!reader)
        return std::move(reader).error();
    const auto read = script::forEachStatement(
        *reader, [&statements](const script::Statement &statement) { statements.emplace_back(statement.text); });
    if (!read)
        return read.error();
    return statements;
}

/// A name as a literal that to_regclass() and its like read.
std::string nameLiteral(const std::vector<std::string> &parts)
{
    std::vector<std::string> quoted;
    for (const std::string &part : parts)
        quoted.push_back(text::quoteIdentifier(part));
    return text::quoteLiteral(text::join(quoted, "."));
}

std::string partOf(std::string_view catalog, std::string_view owner, std::string_view name, const SchemaObject &object)
{
    std::string sql = "EXISTS (SELECT FROM pg_catalog.";
    sql.append(catalog).append(" WHERE ").append(owner);
    sql += " = pg_catalog.to_regclass(" + nameLiteral(object.relation) + ") AND ";
    sql.append(name);
    return sql + " = " + text::quoteLiteral(object.name.back());
}

/// An expression that is true when the object is there.
std::string isThereSql(const SchemaObject &object)
{
    const std::string last = text::quoteLiteral(object.name.back());
    switch (object.kind) {
    case Kind::Relation:
        return "pg_catalog.to_regclass(" + nameLiteral(object.name) + ") IS NOT NULL";
    case Kind::Column:
        return partOf("pg_attribute", "attrelid", "attname", object) + " AND NOT attisdropped)";
    case Kind::Constraint:
        return partOf("pg_constraint", "conrelid", "conname", object) + ')';
    case Kind::Trigger:
        return partOf("pg_trigger", "tgrelid", "tgname", object) + ')';
    case Kind::Type:
        return "pg_catalog.to_regtype(" + nameLiteral(object.name) + ") IS NOT NULL";
    case Kind::Function:
        return "EXISTS (SELECT FROM pg_catalog.pg_proc p WHERE p.proname = " + last + " AND "
            + (object.name.size() > 1 ? "p.pronamespace = (SELECT oid FROM pg_catalog.pg_namespace WHERE nspname = "
                       + text::quoteLiteral(object.name.front()) + ")"
                                      : std::string("pg_catalog.pg_function_is_visible(p.oid)"))
            + ')';
    case Kind::Schema:
        return "EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = " + last + ')';
    case Kind::Extension:
        return "EXISTS (SELECT FROM pg_catalog.pg_extension WHERE extname = " + last + ')';
    }
    return "false";
}

std::string listed(const std::vector<std::string> &words)
{
    const auto end = words.begin() + static_cast<std::ptrdiff_t>(std::min(words.size(), shownObjects));
    std::string text = text::join({words.begin(), end}, ", ");
    if (words.size() > shownObjects)
        text += " and " + std::to_string(words.size() - shownObjects) + " more";
    return text;
}

} // namespace

std::string SchemaMatch::toString() const
{
    std::string words = std::to_string(compared - missing.size() - extra.size()) + " of "
        + text::counted(compared, "object") + (compared == 1 ? " matches" : " match");
    if (!missing.empty())
        words += "; missing: " + listed(missing);
    if (!extra.empty())
        words += "; too much: " + listed(extra);
    return words;
}

SchemaComparer::SchemaComparer(revision::RevisionMap map, std::vector<Script> scripts)
    : m_map(std::move(map))
    , m_scripts(std::move(scripts))
{
}

Result<SchemaComparer> SchemaComparer::make(postgres::Connection &connection, const Workspace &workspace,
                                            const revision::BranchBinding &binding)
{
    const std::vector<Index> order = binding.historyOrder();
    if (order.size() > mostRevisions) {
        return makeError("too-many-revisions",
                         "The branch has " + text::counted(order.size(), "revision")
                             + ", too many to compare their files with the schema");
    }
    const revision::RevisionMap &map = workspace.scripts().map();
    std::vector<Script> scripts;
    for (auto index = order.rbegin(); index != order.rend(); ++index) {
        const auto file = workspace.scripts().file(map.at(*index).id);
        if (!file)
            return file.error();
        auto statements = definitionsIn(*file);
        if (!statements)
            return std::move(statements).error();
        scripts.push_back({*index, std::move(statements).value()});
    }
    SchemaComparer comparer(map, std::move(scripts));
    comparer.climb([&](const SchemaEffect &effect, Index) {
        for (const auto &[object, isThere] : effect.objects()) {
            comparer.m_spoken.insert(object);
            if (isThere)
                comparer.m_made.insert(object);
        }
    });
    if (auto read = comparer.readLive(connection); !read)
        return std::move(read).error();
    return comparer;
}

SchemaEffect SchemaComparer::effectOf(const std::vector<bool> &applied) const
{
    SchemaEffect effect;
    for (const Script &script : m_scripts) {
        if (!applied[static_cast<std::size_t>(script.index)])
            continue;
        for (const std::string &statement : script.statements)
            effect.apply(statement);
    }
    return effect;
}

template <typename Use>
void SchemaComparer::climb(Use use) const
{
    // On a single line each revision adds to what is below; beside other lines it is put together anew.
    SchemaEffect below;
    std::vector<bool> isBelow(m_map.size(), false);
    for (const Script &script : m_scripts) {
        const std::vector<bool> applied = m_map.appliedSet({m_map.at(script.index).id});
        isBelow[static_cast<std::size_t>(script.index)] = true;
        const bool isLine = std::all_of(m_scripts.begin(), m_scripts.end(), [&](const Script &other) {
            const auto at = static_cast<std::size_t>(other.index);
            return applied[at] == isBelow[at];
        });
        for (const std::string &statement : script.statements)
            below.apply(statement);
        if (isLine)
            use(below, script.index);
        else
            use(effectOf(applied), script.index);
    }
}

Result<void> SchemaComparer::readLive(postgres::Connection &connection)
{
    const std::vector<SchemaObject> objects(m_spoken.begin(), m_spoken.end());
    for (std::size_t begin = 0; begin < objects.size(); begin += objectsPerQuery) {
        std::vector<std::string> questions;
        for (std::size_t i = begin; i < std::min(objects.size(), begin + objectsPerQuery); ++i)
            questions.push_back('(' + std::to_string(i) + ", " + isThereSql(objects[i]) + ')');
        const auto found = connection.query("SELECT n FROM (VALUES " + text::join(questions, ", ")
                                            + ") AS asked (n, is_there) WHERE is_there");
        if (!found)
            return found.error();
        for (int row = 0; row < found->rowCount(); ++row)
            m_live.insert(objects[static_cast<std::size_t>(found->integer(row, 0))]);
    }
    return {};
}

SchemaMatch SchemaComparer::compare(const SchemaEffect &effect, std::string revision) const
{
    SchemaMatch match;
    match.revision = std::move(revision);
    for (const SchemaObject &object : m_spoken) {
        const auto known = effect.objects().find(object);
        // What was there before any of these files took it away: nobody knows from when.
        if (known == effect.objects().end() && !m_made.contains(object))
            continue;
        const bool isExpected = known != effect.objects().end() && known->second;
        ++match.compared;
        if (isExpected && !m_live.contains(object))
            match.missing.push_back(object.words);
        else if (!isExpected && m_live.contains(object))
            match.extra.push_back(object.words);
    }
    return match;
}

SchemaMatch SchemaComparer::at(const std::vector<std::string> &rows) const
{
    return compare(effectOf(m_map.appliedSet(rows)), text::join(rows, ", "));
}

std::vector<SchemaMatch> SchemaComparer::nearest() const
{
    std::vector<SchemaMatch> best{compare({}, {})};
    const auto distance = [](const SchemaMatch &match) { return match.missing.size() + match.extra.size(); };
    climb([&](const SchemaEffect &effect, Index index) {
        SchemaMatch match = compare(effect, m_map.at(index).id);
        if (distance(match) < distance(best.front()))
            best.clear();
        if (best.empty() || distance(match) == distance(best.front()))
            best.push_back(std::move(match));
    });
    std::reverse(best.begin(), best.end());
    return best;
}

std::string schemaWarning(postgres::Connection &connection, const Workspace &workspace,
                          const revision::BranchBinding &binding, const std::vector<std::string> &rows)
{
    const auto comparer = SchemaComparer::make(connection, workspace, binding);
    if (!comparer)
        return {};
    const SchemaMatch match = comparer->at(rows);
    if (match.isWhole())
        return {};
    return "The schema is not what the files of " + (rows.empty() ? std::string("the base") : match.revision)
        + " leave: " + match.toString();
}

} // namespace retort::session

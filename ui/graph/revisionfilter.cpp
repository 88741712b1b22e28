// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/graph/revisionfilter.h"

#include "engine/base/text.h"

#include <algorithm>

namespace retort::ui
{

namespace
{

constexpr std::string_view tablePrefix = "table:";

/// Words apart by blanks, those in double quotes kept together; the quotes go.
std::vector<std::string> wordsOf(const QString &text)
{
    std::vector<std::string> words;
    QString word;
    bool isQuoted = false;
    const auto finish = [&] {
        if (!word.isEmpty())
            words.push_back(word.toLower().toStdString());
        word.clear();
    };
    for (const QChar letter : text) {
        if (letter == QLatin1Char('"'))
            isQuoted = !isQuoted;
        else if (letter.isSpace() && !isQuoted)
            finish();
        else
            word += letter;
    }
    finish();
    return words;
}

} // namespace

RevisionFilter::RevisionFilter(const QString &text, const session::RelationIndex *relations)
{
    for (std::string &word : wordsOf(text)) {
        if (word == tablePrefix)
            continue; // its name is about to be typed
        if (word.starts_with(tablePrefix))
            m_tables.push_back(tableOf(word.substr(tablePrefix.size()), relations));
        else
            m_words.push_back(std::move(word));
    }
}

RevisionFilter::Table RevisionFilter::tableOf(const std::string &word, const session::RelationIndex *relations)
{
    const std::size_t dot = word.find('.');
    Table table{dot == std::string::npos ? std::string() : word.substr(0, dot),
                dot == std::string::npos ? word : word.substr(dot + 1)};
    table.isWhole = relations
        && std::any_of(relations->all().begin(), relations->all().end(),
                       [&table](const script::TouchedRelation &relation) { return isTable(table, relation); });
    return table;
}

/// A relation that a statement names without its schema may be in any.
bool RevisionFilter::isTable(const Table &table, const script::TouchedRelation &relation)
{
    const std::string name = text::toLower(relation.name);
    return (table.isWhole ? name == table.name : name.starts_with(table.name))
        && (table.schema.empty() || relation.schema.empty() || text::equalsIgnoringCase(relation.schema, table.schema));
}

bool RevisionFilter::matches(std::string_view text, std::span<const script::TouchedRelation> relations) const
{
    const auto isHeld = [text](const std::string &word) { return text.find(word) != std::string_view::npos; };
    const auto isTouched = [relations](const Table &table) {
        return std::any_of(relations.begin(), relations.end(),
                           [&table](const script::TouchedRelation &relation) { return isTable(table, relation); });
    };
    return std::all_of(m_words.begin(), m_words.end(), isHeld)
        && std::all_of(m_tables.begin(), m_tables.end(), isTouched);
}

QString RevisionFilter::tableWord(const std::string &schema, const std::string &name)
{
    QString word = QString::fromStdString(schema.empty() || schema == "public" ? name : schema + '.' + name);
    if (std::any_of(word.cbegin(), word.cend(), [](QChar letter) { return letter.isSpace(); }))
        word = QLatin1Char('"') + word + QLatin1Char('"');
    return QLatin1String("table:") + word;
}

} // namespace retort::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/catalog/texts.h"

#include "engine/catalog/relationfields.h"
#include "engine/catalog/snapshotfields.h"

#include <type_traits>

namespace retort::catalog {

namespace {

/// An archive that shows each text to a function.
class TextArchive
{
public:
    explicit TextArchive(const ChangeText &change)
        : m_change(change)
    {
    }

    template <typename T> void operator()(std::string_view member, T &value) { visit(member, value); }

private:
    void visit(std::string_view member, std::string &text) { m_change(member, text); }
    void visit(std::string_view member, RelationName &name)
    {
        const std::string before = name.toString();
        std::string text = before;
        m_change(member, text);
        if (text == before)
            return;
        if (auto parsed = RelationName::parse(text))
            name = *std::move(parsed);
    }
    template <typename T> void visit(std::string_view member, std::vector<T> &items)
    {
        for (T &item : items)
            visit(member, item);
    }
    template <typename T> void visit(std::string_view member, std::optional<T> &item)
    {
        if (item)
            visit(member, *item);
    }
    template <typename T> void visit(std::string_view, T &value)
    {
        if constexpr (std::is_class_v<T>)
            fields(*this, value);
    }

    const ChangeText &m_change;
};

template <typename T> void go(T &value, const ChangeText &change)
{
    TextArchive archive(change);
    fields(archive, value);
}

} // namespace

void changeTexts(Relation &relation, const ChangeText &change)
{
    go(relation, change);
}

void changeTexts(Type &type, const ChangeText &change)
{
    go(type, change);
}

void changeTexts(Routine &routine, const ChangeText &change)
{
    go(routine, change);
}

void changeTexts(PublicationFacts &publication, const ChangeText &change)
{
    go(publication, change);
}

void changeTexts(EventTrigger &trigger, const ChangeText &change)
{
    go(trigger, change);
}

void changeTexts(OtherObject &object, const ChangeText &change)
{
    go(object, change);
}

void changeTexts(Dependency &dependency, const ChangeText &change)
{
    go(dependency, change);
}

} // namespace retort::catalog

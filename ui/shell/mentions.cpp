// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/mentions.h"

#include "engine/base/text.h"

#include <cctype>
#include <string>
#include <string_view>
#include <unordered_set>

namespace retort::ui {

namespace {

bool isWordCharacter(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    return std::isalnum(byte) != 0 || c == '_' || c == '$' || byte >= 0x80;
}

void addWords(const std::string &sql, std::unordered_set<std::string> &words)
{
    for (std::size_t at = 0; at < sql.size();) {
        std::size_t end = at;
        while (end < sql.size() && isWordCharacter(sql[end]))
            ++end;
        if (end > at)
            words.insert(text::toLower(std::string_view(sql).substr(at, end - at)));
        at = end + 1;
    }
}

} // namespace

std::vector<catalog::RelationName> mentionedRelations(const session::PlanPreview &preview,
                                                      const std::vector<catalog::RelationSummary> &relations,
                                                      std::size_t limit)
{
    std::unordered_set<std::string> words;
    for (const session::StepPreview &step : preview.steps)
        addWords(step.sql, words);
    std::vector<catalog::RelationName> mentioned;
    for (const catalog::RelationSummary &relation : relations) {
        if (mentioned.size() == limit)
            break;
        if (words.contains(text::toLower(relation.name.name)))
            mentioned.push_back(relation.name);
    }
    return mentioned;
}

} // namespace retort::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/diff/properties.h"

#include "engine/base/text.h"

#include <algorithm>
#include <map>

namespace retort::diff
{

namespace
{

/// "a=1, b=2" by name; a value may hold commas of its own where it has no "name=" behind.
std::map<std::string, std::string> parseOptions(const std::string &options)
{
    std::map<std::string, std::string> parsed;
    std::string *last = nullptr;
    std::size_t at = 0;
    while (at < options.size()) {
        const std::size_t end = std::min(options.find(", ", at), options.size());
        const std::string item = options.substr(at, end - at);
        const std::size_t equals = item.find('=');
        if (equals == std::string::npos && last != nullptr)
            *last += ", " + item;
        else
            last = &(parsed[item.substr(0, equals)] = equals == std::string::npos ? "" : item.substr(equals + 1));
        at = end + 2;
    }
    return parsed;
}

/// The options' names in their order.
std::vector<std::string> namesOf(const std::string &options)
{
    const auto parsed = parseOptions(options);
    std::vector<std::string> names;
    for (const auto part : text::split(options, ',')) {
        const auto first = std::min(part.find_first_not_of(' '), part.size());
        const std::string name(part.substr(first, part.find('=') - first));
        if (parsed.contains(name))
            names.push_back(name);
    }
    return names;
}

/// How they stand after RESET and SET: what stays as it was, then what was set.
std::vector<std::string> appended(const std::string &before, const std::vector<std::string> &set,
                                  const std::vector<std::string> &reset)
{
    std::vector<std::string> last;
    for (const std::string &one : set)
        last.push_back(one.substr(0, one.find(" = ")));
    std::vector<std::string> names;
    for (const std::string &name : namesOf(before)) {
        const auto isIn = [&name](const std::vector<std::string> &list) {
            return std::find(list.begin(), list.end(), name) != list.end();
        };
        if (!isIn(reset) && !isIn(last))
            names.push_back(name);
    }
    names.insert(names.end(), last.begin(), last.end());
    return names;
}

} // namespace

Property commentProperty(const std::string &object, const std::string &comment)
{
    return simpleProperty("comment", comment, "",
                          "COMMENT ON " + object + " IS " + (comment.empty() ? "NULL" : text::quoteLiteral(comment)));
}

Property ownerProperty(const std::string &alter, const std::string &owner)
{
    return simpleProperty("owner", owner, "", alter + " OWNER TO " + (owner.empty() ? "CURRENT_USER" : quoted(owner)));
}

Property simpleProperty(std::string name, std::string value, std::string initial, std::string sql,
                        std::vector<Risk> risks)
{
    Property property;
    property.name = std::move(name);
    property.value = std::move(value);
    property.initial = std::move(initial);
    property.set = [sql = std::move(sql), risks = std::move(risks)](const std::string &) {
        return statement(sql, risks);
    };
    return property;
}

Property optionsProperty(const std::string &alter, const std::string &options, const std::string &atFirst)
{
    Property property;
    property.name = "options";
    property.value = options;
    property.initial = atFirst;
    property.set = [alter, options](const std::string &before) {
        const auto old = parseOptions(before);
        const auto wanted = parseOptions(options);
        std::vector<std::string> set;
        std::vector<std::string> reset;
        for (const auto &[name, value] : wanted) {
            const auto found = old.find(name);
            if (found == old.end() || found->second != value)
                set.push_back(name + " = " + text::quoteLiteral(value));
        }
        for (const auto &[name, value] : old) {
            if (!wanted.contains(name))
                reset.push_back(name);
        }
        // The server appends what is new; said all anew, they stand as wanted.
        if (!set.empty() && appended(before, set, reset) != namesOf(options)) {
            set.clear();
            for (const std::string &name : namesOf(options))
                set.push_back(name + " = " + text::quoteLiteral(wanted.at(name)));
        }
        Statements statements;
        if (!reset.empty())
            statements.push_back({alter + " RESET (" + text::join(reset, ", ") + ')'});
        if (!set.empty())
            statements.push_back({alter + " SET (" + text::join(set, ", ") + ')'});
        return statements;
    };
    return property;
}

} // namespace retort::diff

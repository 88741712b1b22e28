// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/diff/dumptext.h"

#include "engine/base/text.h"

#include <algorithm>
#include <sstream>
#include <vector>

namespace retort::test
{

namespace
{

/// An object, from its comment "-- Name: orders; Type: TABLE; Schema: app; Owner: postgres" on.
struct Entry {
    std::string head;
    std::vector<std::string> lines;
};

bool isHead(const std::string &line)
{
    return line.starts_with("-- Name: ") || line.starts_with("-- Data for Name: ");
}

/// Settings stand before whichever entry comes first that wants them.
bool isOfTheSession(const std::string &line)
{
    return line.empty() || line == "--" || line.starts_with("SET ") || line.starts_with("SELECT pg_catalog.set_config")
        || line.starts_with("-- PostgreSQL database dump");
}

std::vector<Entry> entriesOf(const std::string &dump)
{
    std::vector<Entry> entries;
    std::istringstream lines(dump);
    for (std::string line; std::getline(lines, line);) {
        if (isHead(line))
            entries.push_back({line, {}});
        else if (!isOfTheSession(line) && !entries.empty())
            entries.back().lines.push_back(line);
    }
    return entries;
}

bool hasFreeOrder(const Entry &entry)
{
    for (const char *type : {"; Type: TABLE;", "; Type: FOREIGN TABLE;", "; Type: ACL;", "; Type: DEFAULT ACL;"}) {
        if (entry.head.find(type) != std::string::npos)
            return true;
    }
    return false;
}

std::string textOf(Entry entry)
{
    if (hasFreeOrder(entry)) {
        for (std::string &line : entry.lines) {
            if (line.ends_with(','))
                line.pop_back();
        }
        std::sort(entry.lines.begin(), entry.lines.end());
    }
    return entry.head + '\n' + text::join(entry.lines, "\n") + '\n';
}

} // namespace

std::string normalizedDump(const std::string &dump)
{
    std::vector<std::string> texts;
    for (Entry &entry : entriesOf(dump))
        texts.push_back(textOf(std::move(entry)));
    std::sort(texts.begin(), texts.end());
    return text::join(texts, "\n");
}

} // namespace retort::test

// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/project/composevalues.h"

#include "engine/base/text.h"
#include "engine/project/variablebraces.h"

#include <algorithm>
#include <charconv>

namespace retort::project
{

namespace
{

constexpr auto npos = std::string_view::npos;

bool isNameCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

std::size_t nameLength(std::string_view text)
{
    std::size_t length = 0;
    while (length < text.size() && isNameCharacter(text[length]))
        ++length;
    return length;
}

struct PortRange {
    int first = 0;
    int last = 0;

    int size() const { return last - first + 1; }
};

std::optional<int> portFrom(std::string_view text)
{
    constexpr int highest = 65'535;
    int port = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), port);
    if (problem != std::errc() || end != text.data() + text.size() || port < 1 || port > highest)
        return std::nullopt;
    return port;
}

std::optional<PortRange> rangeFrom(std::string_view text)
{
    text = text::trimmed(text);
    const std::size_t dash = text.find('-');
    const auto first = portFrom(text.substr(0, dash));
    const auto last = dash == npos ? first : portFrom(text.substr(dash + 1));
    if (!first || !last || *last < *first)
        return std::nullopt;
    return PortRange{*first, *last};
}

/// One value, with its defaults within defaults.
class Interpolation
{
public:
    Interpolation(std::string_view text, const VariableLookup &lookup)
        : m_text(text)
        , m_braces(text)
        , m_lookup(lookup)
    {
    }

    std::optional<std::string> run() const
    {
        return m_braces.depth() > VariableBraces::deepest ? std::nullopt : part(0, m_text.size());
    }

private:
    std::optional<std::string> part(std::size_t at, std::size_t end) const
    {
        std::string result;
        while (at < end) {
            const std::size_t dollar = std::min(m_text.find('$', at), end);
            result.append(m_text.substr(at, dollar - at));
            if (dollar == end)
                break;
            at = dollar + 1;
            const char next = at < end ? m_text[at] : '\0';
            if (next == '$') {
                result += '$';
                ++at;
                continue;
            }
            const bool hasBraces = next == '{';
            const std::size_t stop =
                hasBraces ? m_braces.closing(dollar) : at + nameLength(m_text.substr(at, end - at));
            if (stop == npos || stop == at)
                return std::nullopt; // Compose refuses the file
            const auto value =
                hasBraces ? braced(at + 1, stop) : m_lookup(std::string(m_text.substr(at, stop - at)));
            if (!value)
                return std::nullopt;
            result += *value;
            at = hasBraces ? stop + 1 : stop;
        }
        return result;
    }

    /// "NAME", "NAME:-default" …: what is inside the braces.
    std::optional<std::string> braced(std::size_t at, std::size_t end) const
    {
        if (at == end)
            return std::nullopt;
        const std::size_t length = nameLength(m_text.substr(at, end - at));
        const auto value = m_lookup(std::string(m_text.substr(at, length)));
        at += length;
        const bool emptyCounts = at == end || m_text[at] != ':'; // "-" asks whether it is set, ":-" whether it is filled
        at += emptyCounts ? 0 : 1;
        const bool isGiven = value && (emptyCounts || !value->empty());
        const char kind = at < end ? m_text[at] : '\0';
        if (kind == '-')
            return isGiven ? value : part(at + 1, end);
        if (kind == '+')
            return isGiven ? part(at + 1, end) : std::string();
        return isGiven ? value : std::nullopt;
    }

    std::string_view m_text;
    VariableBraces m_braces;
    const VariableLookup &m_lookup;
};

} // namespace

std::optional<std::string> interpolated(std::string_view text, const VariableLookup &lookup)
{
    return Interpolation(text, lookup).run();
}

std::vector<PublishedPort> publishedPorts(std::string_view shortSyntax)
{
    std::string_view text = text::trimmed(shortSyntax);
    if (const std::size_t slash = text.find('/'); slash != npos) {
        if (text.substr(slash + 1) != "tcp")
            return {};
        text = text.substr(0, slash);
    }
    const std::size_t targetAt = text.rfind(':');
    if (targetAt == npos || targetAt == 0)
        return {};
    const std::string_view target = text.substr(targetAt + 1);
    text = text.substr(0, targetAt);
    const std::size_t publishedAt = text.rfind(':');
    if (publishedAt == npos)
        return publishedPorts({}, text, target);
    return publishedPorts(text.substr(0, publishedAt), text.substr(publishedAt + 1), target);
}

std::vector<PublishedPort> publishedPorts(std::string_view hostAddress, std::string_view published,
                                          std::string_view target)
{
    const auto outside = rangeFrom(published);
    const auto inside = rangeFrom(target);
    // A longer range outside means: any one of these.
    if (!outside || !inside || outside->size() != inside->size())
        return {};
    if (hostAddress.starts_with('[') && hostAddress.ends_with(']'))
        hostAddress = hostAddress.substr(1, hostAddress.size() - 2);
    std::vector<PublishedPort> ports;
    for (int i = 0; i < outside->size(); ++i)
        ports.push_back({std::string(hostAddress), outside->first + i, inside->first + i});
    return ports;
}

} // namespace retort::project

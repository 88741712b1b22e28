// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/project/composevalues.h"

#include "engine/base/text.h"

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

/// The length of what is inside the braces at `text`'s begin; npos where they don't close.
std::size_t bracedLength(std::string_view text)
{
    int depth = 1;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text.substr(i, 2) == "${")
            ++depth;
        else if (text[i] == '}' && --depth == 0)
            return i;
    }
    return npos;
}

/// "NAME", "NAME:-default" …: what is inside the braces.
std::optional<std::string> braced(std::string_view inside, const VariableLookup &lookup)
{
    const std::size_t length = nameLength(inside);
    const auto value = lookup(std::string(inside.substr(0, length)));
    std::string_view rest = inside.substr(length);
    const bool emptyCounts = !rest.starts_with(':'); // "-" asks whether it is set, ":-" whether it is filled too
    if (!emptyCounts)
        rest.remove_prefix(1);
    const bool isGiven = value && (emptyCounts || !value->empty());
    const char kind = rest.empty() ? '\0' : rest.front();
    if (kind == '-')
        return isGiven ? value : interpolated(rest.substr(1), lookup);
    if (kind == '+')
        return isGiven ? interpolated(rest.substr(1), lookup) : std::string();
    return isGiven ? value : std::nullopt;
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

} // namespace

std::optional<std::string> interpolated(std::string_view text, const VariableLookup &lookup)
{
    std::string result;
    while (!text.empty()) {
        const std::size_t dollar = text.find('$');
        result.append(text.substr(0, dollar));
        if (dollar == npos)
            break;
        text.remove_prefix(dollar + 1);
        if (text.starts_with('$')) {
            result += '$';
            text.remove_prefix(1);
            continue;
        }
        const bool hasBraces = text.starts_with('{');
        const std::size_t length = hasBraces ? bracedLength(text.substr(1)) : nameLength(text);
        if (length == npos || length == 0)
            return std::nullopt; // Compose refuses the file
        const auto value =
            hasBraces ? braced(text.substr(1, length), lookup) : lookup(std::string(text.substr(0, length)));
        if (!value)
            return std::nullopt;
        result += *value;
        text.remove_prefix(hasBraces ? length + 2 : length);
    }
    return result;
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

// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/project/connectionurl.h"

#include "engine/base/text.h"

#include <algorithm>
#include <optional>

namespace retort::project {

namespace {

using Keywords = std::map<std::string, std::string>;

Error badUrl(std::string message)
{
    return makeError("bad-url", "The connection URL is not understood: " + std::move(message),
                     "Write postgresql://user:password@host:5432/dbname; further keys follow as ?sslmode=require&….",
                     ExitStatus::Usage);
}

int hexDigit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

std::string percentDecoded(std::string_view text)
{
    std::string decoded;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const int high = text[at] == '%' && at + 2 < text.size() ? hexDigit(text[at + 1]) : -1;
        const int low = high >= 0 ? hexDigit(text[at + 2]) : -1;
        if (low < 0) {
            decoded += text[at];
            continue;
        }
        decoded += static_cast<char>(high * 16 + low);
        at += 2;
    }
    return decoded;
}

bool isDigits(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

struct HostAndPort {
    std::string_view host;
    std::string_view port;
};

/// One "host", "host:port", "[::1]:port" or nothing.
std::optional<HostAndPort> hostAndPort(std::string_view text)
{
    HostAndPort parts;
    if (text.starts_with('[')) {
        const std::size_t end = text.find(']');
        if (end == std::string_view::npos)
            return std::nullopt;
        parts.host = text.substr(1, end - 1);
        text.remove_prefix(end + 1);
        if (parts.host.find_first_not_of("0123456789abcdefABCDEF:.%") != std::string_view::npos
            || (!text.empty() && text.front() != ':'))
            return std::nullopt;
        parts.port = text.empty() ? text : text.substr(1);
    } else {
        const std::size_t colon = text.find(':');
        parts.host = text.substr(0, colon);
        parts.port = colon == std::string_view::npos ? std::string_view() : text.substr(colon + 1);
        const bool plain = std::all_of(parts.host.begin(), parts.host.end(), [](char c) {
            return static_cast<unsigned char>(c) >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z') || std::string_view("-._~%").find(c) != std::string_view::npos;
        });
        if (!plain)
            return std::nullopt;
    }
    if (!isDigits(parts.port))
        return std::nullopt;
    return parts;
}

/// "host:port,host:port/dbname?key=value&…": what stands after the user.
struct Location {
    Keywords keywords;
    std::string unknownKey; ///< of the query
};

std::optional<Location> parseLocation(std::string_view text)
{
    Location location;
    const std::size_t query = text.find('?');
    const std::string_view beforeQuery = text.substr(0, query);
    const std::size_t slash = beforeQuery.find('/');
    std::vector<std::string> hosts;
    std::vector<std::string> ports;
    for (const std::string_view part : text::split(beforeQuery.substr(0, slash), ',')) {
        const auto parsed = hostAndPort(part);
        if (!parsed)
            return std::nullopt;
        hosts.push_back(percentDecoded(parsed->host));
        ports.emplace_back(parsed->port);
    }
    const auto isFilled = [](const std::string &part) { return !part.empty(); };
    if (std::any_of(hosts.begin(), hosts.end(), isFilled))
        location.keywords["host"] = text::join(hosts, ",");
    if (std::any_of(ports.begin(), ports.end(), isFilled))
        location.keywords["port"] = text::join(ports, ",");
    if (slash != std::string_view::npos) {
        const std::string_view name = beforeQuery.substr(slash + 1);
        // Alone they are legal in a database's name, but then the URL has another, likelier reading.
        if (name.find_first_of("@/") != std::string_view::npos)
            return std::nullopt;
        if (!name.empty())
            location.keywords["dbname"] = percentDecoded(name);
    }
    if (query == std::string_view::npos || query + 1 == text.size())
        return location;
    for (const std::string_view part : text::split(text.substr(query + 1), '&')) {
        const std::size_t equals = part.find('=');
        if (equals == std::string_view::npos || equals == 0)
            return std::nullopt;
        std::string key = percentDecoded(part.substr(0, equals));
        std::string value = percentDecoded(part.substr(equals + 1));
        if (key == "ssl" && value == "true") { // the JDBC spelling, which libpq takes too
            key = "sslmode";
            value = "require";
        }
        const auto &known = connectionKeywords();
        if (std::find(known.begin(), known.end(), key) == known.end())
            location.unknownKey = key;
        location.keywords[key] = value;
    }
    return location;
}

Result<Keywords> finished(Location location, std::string_view user)
{
    const std::size_t colon = user.find(':');
    if (colon != 0 && !user.empty())
        location.keywords["user"] = percentDecoded(user.substr(0, colon));
    if (colon != std::string_view::npos && colon + 1 < user.size())
        location.keywords["password"] = percentDecoded(user.substr(colon + 1));
    for (const auto &[key, value] : location.keywords) {
        if (value.find('\0') != std::string::npos)
            return badUrl("it holds a NUL byte.");
    }
    return std::move(location.keywords);
}

} // namespace

const std::vector<std::string> &connectionKeywords()
{
    static const std::vector<std::string> keywords{
        "host", "hostaddr", "port", "dbname", "user", "password", "passfile", "service", "sslmode", "sslrootcert",
        "sslcert", "sslkey", "sslpassword", "sslcrl", "sslcrldir", "sslsni", "sslcompression",
        "ssl_min_protocol_version", "ssl_max_protocol_version", "channel_binding", "requirepeer", "gssencmode",
        "krbsrvname", "gsslib", "connect_timeout", "client_encoding", "options", "application_name",
        "fallback_application_name", "keepalives", "keepalives_idle", "keepalives_interval", "keepalives_count",
        "tcp_user_timeout", "target_session_attrs"};
    return keywords;
}

Result<std::map<std::string, std::string>> parseConnectionUrl(std::string_view url)
{
    url = text::trimmed(url);
    const std::size_t colon = url.find("://");
    if (colon == std::string_view::npos)
        return badUrl("it has no scheme.");
    const std::string_view scheme = url.substr(0, url.find('+') < colon ? url.find('+') : colon);
    if (!text::equalsIgnoringCase(scheme, "postgresql") && !text::equalsIgnoringCase(scheme, "postgres"))
        return badUrl("its scheme is not postgresql.");
    const std::string_view rest = url.substr(colon + 3);

    // As RFC 3986 has it, the user ends at the last "@" before the first of "/?#".
    const std::size_t authorityEnd = std::min(rest.find_first_of("/?#"), rest.size());
    const std::size_t at = rest.substr(0, authorityEnd).rfind('@');
    const bool hasUser = at != std::string_view::npos;
    const auto standard = parseLocation(hasUser ? rest.substr(at + 1) : rest);
    if (standard && standard->unknownKey.empty())
        return finished(*standard, hasUser ? rest.substr(0, at) : std::string_view());

    // That gives no sense: the password holds one of them. It reaches to the last "@" that a host can follow.
    for (std::size_t end = rest.rfind('@'); end != std::string_view::npos && end > 0; end = rest.rfind('@', end - 1)) {
        const auto location = parseLocation(rest.substr(end + 1));
        if (location && location->unknownKey.empty())
            return finished(*location, rest.substr(0, end));
    }
    if (standard) {
        const auto nearest = text::nearestMatch(standard->unknownKey, connectionKeywords());
        return badUrl("its query has an unknown key" + (nearest ? "; did you mean \"" + *nearest + "\"?" : "."));
    }
    return badUrl("no host, port and database name can be made out.");
}

std::string percentEncoded(std::string_view text)
{
    static constexpr std::string_view digits = "0123456789ABCDEF";
    std::string encoded;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
            || std::string_view("-._~").find(c) != std::string_view::npos;
        if (plain) {
            encoded += c;
            continue;
        }
        encoded += '%';
        encoded += digits[byte >> 4U];
        encoded += digits[byte & 0xFU];
    }
    return encoded;
}

} // namespace retort::project

// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/postgres/connecterror.h"

#include "engine/base/text.h"

#include <algorithm>
#include <array>
#include <vector>

namespace retort::postgres {

namespace {

constexpr auto npos = std::string_view::npos;

/// What the server said when it turned us away: "FATAL:  28P01: password authentication failed for user "u"".
struct Refusal {
    std::string sqlstate;
    std::string message;
};

bool isSqlState(std::string_view text)
{
    return text.size() == 5 && std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
           });
}

std::vector<Refusal> refusalsIn(std::string_view text)
{
    std::vector<Refusal> refusals;
    for (const std::string_view line : text::split(text, '\n')) {
        for (std::size_t at = line.find(":  "); at != npos; at = line.find(":  ", at + 1)) {
            const std::size_t state = at + 3;
            if (state + 7 <= line.size() && isSqlState(line.substr(state, 5)) && line.substr(state + 5, 2) == ": ") {
                refusals.push_back({std::string(line.substr(state, 5)), std::string(line.substr(state + 7))});
                break;
            }
        }
    }
    return refusals;
}

/// With sslmode=prefer there are two attempts, and the second may only say that TLS was missing:
/// the password's refusal tells more.
const Refusal *decisiveRefusal(const std::vector<Refusal> &refusals)
{
    if (refusals.empty())
        return nullptr;
    const auto password = std::find_if(refusals.begin(), refusals.end(),
                                       [](const Refusal &refusal) { return refusal.sqlstate == "28P01"; });
    return password != refusals.end() ? &*password : &refusals.back();
}

bool contains(std::string_view text, std::string_view part)
{
    return text.find(part) != npos;
}

/// libpq's own sentence without the address in front, which ours names already.
std::string libpqSentence(std::string_view text)
{
    const std::vector<std::string_view> lines = text::split(text::trimmed(text), '\n');
    std::string_view sentence = lines.empty() ? std::string_view() : text::trimmed(lines.front());
    for (const std::string_view line : lines) {
        if (line.starts_with("connection to server"))
            sentence = line; // the last attempt
    }
    const std::size_t failed = sentence.find(" failed: ");
    if (sentence.starts_with("connection to server") && failed != npos)
        sentence.remove_prefix(failed + 9);
    return std::string(sentence);
}

Error failure(const ConnectionSettings &settings, std::string code, const std::string &reason, std::string hint)
{
    return makeError(std::move(code), "Can't connect to " + settings.toDisplayString() + ": " + reason + '.',
                     std::move(hint), ExitStatus::Unreachable);
}

std::string passwordHint(const ConnectionSettings &settings)
{
    if (!settings.passwordSource.empty())
        return "The password comes from " + settings.passwordSource + "; check it and the user name.";
    return "Check the password and the user name; a password file or PGPASSWORD may supply an old one.";
}

Error authenticationFailed(const ConnectionSettings &settings, const Refusal &refusal)
{
    if (refusal.sqlstate == "28P01")
        return failure(settings, "authentication-failed", "the server did not accept the password",
                       passwordHint(settings));
    if (contains(refusal.message, "is not permitted to log in"))
        return failure(settings, "login-denied", "this user may not log in",
                       "The server's administrator can allow it: ALTER ROLE " + text::quoteIdentifier(settings.user())
                           + " LOGIN;");
    if (contains(refusal.message, "pg_hba.conf rejects connection"))
        return failure(settings, "authentication-failed", "a line of the server's pg_hba.conf turns this user away",
                       "The server's administrator can change it: " + refusal.message + '.');
    if (contains(refusal.message, "no pg_hba.conf entry")) {
        if (contains(refusal.message, "no encryption") || contains(refusal.message, "SSL off"))
            return failure(settings, "tls-required", "the server lets this user in only over TLS",
                           "Set sslmode = \"require\" for this database.");
        return failure(settings, "authentication-failed",
                       "the server's pg_hba.conf has no line that lets this user in from here",
                       "The server's administrator can add one: " + refusal.message + '.');
    }
    return failure(settings, "authentication-failed", refusal.message, "Check the user name and its rights.");
}

Error refused(const ConnectionSettings &settings, const Refusal &refusal)
{
    const std::string &state = refusal.sqlstate;
    if (state.starts_with("28"))
        return authenticationFailed(settings, refusal);
    if (state == "42501")
        return failure(settings, "connect-denied", "this user has no right to connect to that database",
                       "Its owner can grant it: GRANT CONNECT ON DATABASE "
                           + text::quoteIdentifier(settings.databaseName()) + " TO "
                           + text::quoteIdentifier(settings.user()) + ';');
    if (state == "3D000")
        return failure(settings, "database-missing", "there is no database of that name on this server",
                       "Check dbname, or create the database: CREATE DATABASE "
                           + text::quoteIdentifier(settings.databaseName()) + ';');
    if (state == "53300")
        return failure(settings, "too-many-connections", "the server has no connection left (" + refusal.message + ')',
                       "Close unused sessions (pg_stat_activity lists them) or raise max_connections, then try again.");
    if (state == "57P03")
        return failure(settings, "server-starting",
                       "the server does not accept connections yet (" + refusal.message + ')',
                       "Try again in a moment.");
    if (contains(refusal.message, "unsupported startup parameter"))
        return failure(settings, "pooler-in-front", "a connection pooler answers there, and refuses a session's settings",
                       "Give the address of PostgreSQL itself: migrations need a session of their own.");
    return failure(settings, "connection-failed", refusal.message, {});
}

std::string hostNotFoundHint(const ConnectionSettings &settings)
{
    return "A container's name resolves only inside its network: give the published address under"
           " [database.NAME.hosts] in retort.toml, as in "
        + settings.host() + " = \"localhost:5432\"; otherwise check the host's spelling.";
}

/// What libpq says in English, and what it means.
struct KnownText {
    std::string_view part;
    std::string_view code;
    std::string_view reason;
    std::string_view hint;
};
constexpr std::array knownTexts{
    KnownText{"Connection refused", "connection-refused", "nothing listens there",
              "Start the server, or check host and port; a container must publish its port."},
    KnownText{"No such file or directory", "connection-refused", "no server listens on that socket",
              "Start the server, or check the socket's folder and port."},
    KnownText{"no password supplied", "authentication-failed", "the server asks for a password and none is set",
              "Set the variable that the database's password names in retort.toml, in the environment or in .env."},
    KnownText{"server requires a client certificate", "tls-required", "the server asks for a client certificate",
              "Set sslcert and sslkey for this database."},
    KnownText{"expected authentication request", "not-postgresql", "what answers there is not PostgreSQL",
              "Check the port: another service may listen on it."},
    KnownText{"invalid response to SSL negotiation", "not-postgresql", "what answers there is not PostgreSQL",
              "Check the port: another service may listen on it."},
    KnownText{"server does not support SSL", "tls-not-offered", "TLS was asked for and the server does not offer it",
              "Set sslmode = \"prefer\" for this database, or switch TLS on in the server."},
    KnownText{"server closed the connection unexpectedly", "connection-failed",
              "what answers there closed the connection at once",
              "The server may be starting, stopping or crashing, or the port belongs to another service."},
    KnownText{"Connection timed out", "connection-timeout", "no answer", "Check host, port and firewall."},
    KnownText{"timeout expired", "connection-timeout", "no answer", "Check host, port and firewall."},
    KnownText{"No route to host", "connection-failed", "there is no way to that host", "Check the network."},
    KnownText{"Network is unreachable", "connection-failed", "there is no way to that host", "Check the network."},
};

} // namespace

Error connectError(const ConnectionSettings &settings, std::string_view libpqText, const Redactor &redactor)
{
    Error error;
    const std::vector<Refusal> refusals = refusalsIn(libpqText);
    const auto known = std::find_if(knownTexts.begin(), knownTexts.end(),
                                    [&](const KnownText &text) { return contains(libpqText, text.part); });
    if (const Refusal *refusal = decisiveRefusal(refusals)) {
        error = refused(settings, *refusal);
    } else if (contains(libpqText, "could not translate host name")) {
        error = failure(settings, "host-not-found", "the name " + settings.host() + " is not known here",
                        hostNotFoundHint(settings));
    } else if (known != knownTexts.end()) {
        error = failure(settings, std::string(known->code), std::string(known->reason), std::string(known->hint));
    } else if (contains(libpqText, "SSL") || contains(libpqText, "certificate")) {
        error = failure(settings, "tls-failed", libpqSentence(libpqText),
                        "Check sslmode, sslrootcert and the server's certificate.");
    } else if (contains(libpqText, "connection to server")) {
        error = failure(settings, "connection-failed", libpqSentence(libpqText), {});
    } else { // libpq refuses the keywords before it tries anything
        error =
            makeError("bad-connection-setting",
                      "The connection settings of " + settings.toDisplayString()
                          + " can't be used: " + libpqSentence(libpqText) + '.',
                      "Correct the database's section in retort.toml, or the variables it names.", ExitStatus::Usage);
    }
    redactor.apply(error);
    return error;
}

Error connectTimeoutError(const ConnectionSettings &settings)
{
    return failure(settings, "connection-timeout",
                   "no answer within " + std::to_string(settings.connectTimeout.count()) + " ms",
                   "Check host, port and firewall; what listens there may not be PostgreSQL.");
}

Error connectCancelledError(const ConnectionSettings &settings)
{
    return makeError("cancelled", "Connecting to " + settings.toDisplayString() + " was cancelled.", {},
                     ExitStatus::Interrupted);
}

} // namespace retort::postgres

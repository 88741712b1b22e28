// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/text.h"
#include "engine/project/connectionurl.h"
#include "engine/project/expansion.h"
#include "engine/project/hosts.h"
#include "engine/project/project.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace retort::project {

namespace {

using Keywords = std::map<std::string, std::string>;

constexpr std::array<std::string_view, 6> addressKeys{"host", "hostaddr", "port", "dbname", "user", "service"};

bool isAddressKey(const std::string &key)
{
    return std::find(addressKeys.begin(), addressKeys.end(), key) != addressKeys.end();
}

std::optional<int> numberFrom(std::string_view text)
{
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return number;
}

/// Checks what libpq would only refuse while connecting, and takes the timeout out: waiting is ours.
Result<postgres::ConnectionSettings> settingsFrom(Keywords keywords)
{
    postgres::ConnectionSettings settings;
    if (const auto port = keywords.find("port"); port != keywords.end()) {
        for (const std::string_view part : text::split(port->second, ',')) {
            const auto number = numberFrom(part);
            if (!part.empty() && (!number || *number < 1 || *number > 65535))
                return makeError("bad-port", "The port is not a number from 1 to 65535.",
                                 "PostgreSQL's own is 5432.", ExitStatus::Usage);
        }
    }
    if (const auto timeout = keywords.find("connect_timeout"); timeout != keywords.end()) {
        const auto seconds = numberFrom(timeout->second);
        if (!seconds || *seconds < 1 || *seconds > 86'400)
            return makeError("bad-timeout", "connect_timeout is not a number of seconds from 1 to 86400.",
                             "Leave it out for 10 seconds.", ExitStatus::Usage);
        settings.connectTimeout = std::chrono::seconds(*seconds);
        keywords.erase(timeout);
    }
    settings.keywords = std::move(keywords);
    return settings;
}

/// Where libpq will find a password that the settings don't hold (manual, "The Password File").
std::string outsidePasswordSource(const Keywords &keywords, const Environment &environment)
{
    const auto ofProcess = [&](const char *name) {
        const auto value = environment.findFilled(name);
        return value && value->isOfProcess ? value->text : std::string();
    };
    if (const auto service = keywords.find("service"); service != keywords.end())
        return "service " + service->second;
    if (!ofProcess("PGPASSWORD").empty())
        return "PGPASSWORD in the environment";
    if (const auto file = keywords.find("passfile"); file != keywords.end())
        return "passfile " + file->second;
    if (!ofProcess("PGPASSFILE").empty())
        return "PGPASSFILE";
    std::error_code ignored;
    const std::string home = ofProcess("HOME");
    if (!home.empty() && std::filesystem::exists(std::filesystem::path(home) / ".pgpass", ignored))
        return "~/.pgpass";
    return "not given";
}

/// Puts one database's connection together; holds what the steps share.
class ConnectionBuilder
{
public:
    ConnectionBuilder(const Project &project, const Database &database, const Environment &environment)
        : m_project(project)
        , m_database(database)
        , m_environment(environment)
    {
    }

    Result<postgres::ConnectionSettings> build()
    {
        const bool hasAddress = std::any_of(m_database.connection.begin(), m_database.connection.end(),
                                            [](const auto &entry) { return isAddressKey(entry.first); });
        const auto url = m_database.connection.find("url");
        if (!hasAddress && url == m_database.connection.end())
            return nothingGiven();
        if (url != m_database.connection.end()) {
            if (const auto taken = takeUrl(url->second, !hasAddress); !taken)
                return taken.error();
        }
        for (const auto &[key, value] : inFileOrder()) {
            if (key == "url" || (m_urlWins && (isAddressKey(key) || m_keywords.contains(key))))
                continue;
            if (const auto taken = takeKey(key, value); !taken)
                return taken.error();
        }
        const Keywords written = m_keywords;
        useAddressesFromHere(m_keywords, m_database.hosts,
                             [](const std::string &host) { return runsInContainer() && hostResolves(host); });
        for (const auto &[key, value] : m_keywords) {
            const auto before = written.find(key);
            if (before == written.end() || before->second != value)
                m_sources[key] = "[database." + m_database.name + ".hosts] in " + m_project.file.filename().string();
        }
        if (!m_keywords.contains("password") || m_keywords.at("password").empty())
            m_passwordSource = outsidePasswordSource(m_keywords, m_environment);
        auto settings = settingsFrom(std::move(m_keywords));
        if (!settings) {
            const std::string key = settings.error().code == "bad-port" ? "port" : "connect_timeout";
            return placed(std::move(settings).error(), m_urlWins ? "url" : key);
        }
        settings->passwordSource = std::move(m_passwordSource);
        return settings;
    }

    /// Of what build() has put together: keyword → where its value comes from.
    std::map<std::string, std::string> sources() const
    {
        static constexpr std::array<std::pair<const char *, const char *>, 4> ofLibpq{
            {{"host", "PGHOST"}, {"port", "PGPORT"}, {"user", "PGUSER"}, {"dbname", "PGDATABASE"}}};
        std::map<std::string, std::string> sources = m_sources;
        for (const auto &[key, variable] : ofLibpq) {
            const auto value = m_environment.findFilled(variable);
            if (!sources.contains(key) && value && value->isOfProcess)
                sources[key] = value->source;
        }
        return sources;
    }

private:
    /// So that the first missing variable is the one that the reader meets first.
    std::vector<std::pair<std::string, std::string>> inFileOrder() const
    {
        std::vector<std::pair<std::string, std::string>> entries(m_database.connection.begin(),
                                                                 m_database.connection.end());
        std::stable_sort(entries.begin(), entries.end(),
                         [this](const auto &a, const auto &b) { return lineOf(a.first) < lineOf(b.first); });
        return entries;
    }

    int lineOf(const std::string &key) const
    {
        const auto line = m_database.lines.find(key);
        return line == m_database.lines.end() ? 0 : line->second;
    }

    Error placed(Error error, const std::string &key) const
    {
        error.place.file = m_project.file.string();
        error.place.line = lineOf(key);
        error.place.column = 0;
        error.message = "Database " + m_database.name + ": " + error.message;
        return error;
    }

    Error nothingGiven() const
    {
        Error error =
            makeError("connection-missing", "Database " + m_database.name + " has no connection keys.",
                      "Give it url, or host, port, user, password and dbname, in [database." + m_database.name + "].",
                      ExitStatus::Usage);
        error.place.file = m_project.file.string();
        return error;
    }

    Error missingVariable(const std::string &name, const std::string &key) const
    {
        std::string hint = "Set it in " + m_environment.placesInWords() + '.';
        if (key == "password")
            hint += " Write ${" + name + ":-} where the password may come from PGPASSFILE instead.";
        else if (!m_urlVariable.empty() && m_urlVariable != name)
            hint += " Or set " + m_urlVariable + " to the whole connection URL.";
        Error error = makeError("missing-variable",
                                "Variable " + name + ", which database " + m_database.name + " needs for its " + key
                                    + ", is not set.",
                                std::move(hint), ExitStatus::Usage);
        error.place.file = m_project.file.string();
        error.place.line = lineOf(key);
        return error;
    }

    /// `mustServe`: there are no single keys to fall back to.
    Result<void> takeUrl(const std::string &written, bool mustServe)
    {
        const auto parsed = Template::parse(written);
        if (!parsed)
            return placed(parsed.error(), "url");
        const auto names = parsed->names();
        m_urlVariable = names.size() == 1 ? names.front() : std::string();
        const UserPart user = userPartOf(*parsed);
        Expansion expansion = expand(*parsed, m_environment, [&](std::size_t part, const std::string &value) {
            // A variable inside "user:password@" is taken as it is, whatever it holds.
            return part < user.end ? percentEncoded(value) : value;
        });
        if (!expansion.missing.empty())
            return mustServe ? Result<void>(missingVariable(expansion.missing.front(), "url")) : Result<void>();
        if (text::trimmed(expansion.text).empty()) {
            if (!mustServe)
                return {};
            return names.empty() ? Result<void>(nothingGiven()) : Result<void>(missingVariable(names.front(), "url"));
        }
        auto keywords = parseConnectionUrl(expansion.text);
        if (!keywords)
            return placed(std::move(keywords).error(), "url");
        m_keywords = std::move(keywords).value();
        m_urlWins = true;
        for (const auto &[key, value] : m_keywords)
            m_sources[key] = sourceOf(expansion, "url");
        m_passwordSource = passwordSourceOf(*parsed, user, expansion);
        return {};
    }

    /// Which parts of a URL are its user and password, where ":" and "@" are written in the project file itself.
    struct UserPart {
        std::size_t password = 0; ///< the first part in which the password may stand
        std::size_t end = 0;      ///< one after the last part before the "@"; 0: they aren't written out
    };

    static UserPart userPartOf(const Template &url)
    {
        UserPart user;
        std::optional<std::size_t> colon;
        const auto &parts = url.parts();
        for (std::size_t i = 0; i < parts.size(); ++i) {
            const std::string &literal = parts[i].literal;
            const std::size_t at = literal.rfind('@');
            const std::size_t scheme = literal.find("://");
            const std::size_t found = literal.find(':', scheme == std::string::npos ? 0 : scheme + 3);
            if (found != std::string::npos && !colon && (at == std::string::npos || found < at))
                colon = i;
            if (at != std::string::npos && colon)
                user = {*colon, i};
        }
        return user;
    }

    std::string passwordSourceOf(const Template &url, const UserPart &user, const Expansion &expansion) const
    {
        std::vector<std::string> sources;
        for (std::size_t i = user.password; i < user.end; ++i) {
            if (const auto value = m_environment.findFilled(url.parts()[i].name))
                sources.push_back(value->source);
        }
        if (sources.empty() && user.end == 0)
            sources = expansion.sources;
        return sources.empty() ? m_project.file.filename().string() : text::join(sources, " and ");
    }

    Result<void> takeKey(const std::string &key, const std::string &written)
    {
        const auto parsed = Template::parse(written);
        if (!parsed)
            return placed(parsed.error(), key);
        Expansion expansion = expand(*parsed, m_environment);
        if (!expansion.missing.empty()) {
            // A URL without a password may leave it to PGPASSFILE, whatever the keys would have wanted.
            if (m_urlWins && key == "password")
                return {};
            return missingVariable(expansion.missing.front(), key);
        }
        if (expansion.text.empty())
            return {};
        if (expansion.text.find('\0') != std::string::npos)
            return placed(makeError("bad-value", "The " + key + " holds a NUL byte.", "Remove it.", ExitStatus::Usage),
                          key);
        if (key == "password") {
            m_passwordSource = expansion.sources.empty() ? m_project.file.filename().string()
                                                         : text::join(expansion.sources, " and ");
        }
        m_sources[key] = sourceOf(expansion, key);
        m_keywords[key] = std::move(expansion.text);
        return {};
    }

    std::string sourceOf(const Expansion &expansion, const std::string &key) const
    {
        if (!expansion.sources.empty())
            return text::join(expansion.sources, " and ");
        return m_project.file.filename().string() + ':' + std::to_string(lineOf(key));
    }

    const Project &m_project;
    const Database &m_database;
    const Environment &m_environment;
    Keywords m_keywords;
    std::map<std::string, std::string> m_sources;
    std::string m_passwordSource;
    std::string m_urlVariable;
    bool m_urlWins = false;
};

} // namespace

Result<postgres::ConnectionSettings> connectionSettings(const Project &project, const Database &database,
                                                        const Environment &environment)
{
    return ConnectionBuilder(project, database, environment).build();
}

std::map<std::string, std::string> connectionSources(const Project &project, const Database &database,
                                                     const Environment &environment)
{
    ConnectionBuilder builder(project, database, environment);
    return builder.build() ? builder.sources() : std::map<std::string, std::string>();
}

namespace {

/// Settings that stand on the command line as a whole.
Result<postgres::ConnectionSettings> completeSettings(Result<Keywords> keywords)
{
    if (!keywords)
        return std::move(keywords).error();
    auto settings = settingsFrom(std::move(keywords).value());
    if (!settings)
        return settings;
    settings->passwordSource = settings->keywords.contains("password")
        ? "--url"
        : outsidePasswordSource(settings->keywords, Environment::ofProcess());
    return settings;
}

} // namespace

Result<postgres::ConnectionSettings> connectionSettingsFromUrl(const std::string &url)
{
    return completeSettings(parseConnectionUrl(url));
}

Result<postgres::ConnectionSettings> connectionSettingsFromKeywords(const std::string &keywords)
{
    return completeSettings(parseConnectionKeywords(keywords));
}

bool isConfigured(const Database &database, const Environment &environment)
{
    bool namesAny = false;
    bool hasAddress = false;
    for (const auto &[key, value] : database.connection) {
        const auto parsed = Template::parse(value);
        if (!parsed)
            return true; // so that connecting says what is wrong
        const auto names = parsed->names();
        namesAny = namesAny || !names.empty();
        hasAddress = hasAddress || ((key == "url" || isAddressKey(key)) && !value.empty());
        const bool isSet = std::any_of(names.begin(), names.end(), [&](const std::string &name) {
            return environment.findFilled(name).has_value();
        });
        if (isSet)
            return true;
    }
    return !namesAny && hasAddress;
}

} // namespace retort::project

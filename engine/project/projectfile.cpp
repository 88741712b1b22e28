// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/duration.h"
#include "engine/base/text.h"
#include "engine/project/connectionurl.h"
#include "engine/project/expansion.h"
#include "engine/project/files.h"
#include "engine/project/project.h"

#include <toml++/toml.h>

#include <algorithm>

namespace retort::project
{

namespace
{

/// Names that people write in place of a key, beyond slips of the keyboard.
const std::map<std::string, std::string, std::less<>> keyAliases{{"username", "user"},
                                                                 {"login", "user"},
                                                                 {"pass", "password"},
                                                                 {"passwd", "password"},
                                                                 {"hostname", "host"},
                                                                 {"server", "host"},
                                                                 {"database", "dbname"},
                                                                 {"db", "dbname"},
                                                                 {"db_name", "dbname"},
                                                                 {"uri", "url"},
                                                                 {"dsn", "url"},
                                                                 {"ssl", "sslmode"},
                                                                 {"label", "branch"},
                                                                 {"environment", "tier"},
                                                                 {"version_locations", "locations"},
                                                                 {"databases", "database"},
                                                                 {"readonly", "read_only"},
                                                                 {"backups", "backup_dir"},
                                                                 {"backup_folder", "backup_dir"},
                                                                 {"retries", "lock_retries"}};

class ProjectFileReader
{
public:
    explicit ProjectFileReader(const std::filesystem::path &file)
        : m_file(file.string())
    {
        std::error_code ignored;
        m_project.file = std::filesystem::absolute(file, ignored).lexically_normal();
        m_project.folder = m_project.file.parent_path();
    }

    Result<Project> read()
    {
        const auto text = readFile(m_file);
        if (!text) {
            Error error =
                makeError("project-unreadable", "The project file can't be read: " + text.error().message + '.',
                          "Name the file with -c FILE, or make a project: retort init", ExitStatus::Usage);
            error.place.file = m_file;
            return error;
        }
        if (const std::size_t nul = text->find('\0'); nul != std::string::npos) {
            Error error = makeError("project-syntax", "The project file holds a NUL byte.", "Save the file in UTF-8.",
                                    ExitStatus::Usage);
            error.place = {
                m_file,
                static_cast<int>(std::count(text->begin(), text->begin() + static_cast<std::ptrdiff_t>(nul), '\n')) + 1,
                0};
            return error;
        }
        toml::table root;
        try {
            root = toml::parse(*text, m_file);
        } catch (const toml::parse_error &failure) {
            return syntaxError(failure, *text);
        }
        if (const auto taken = takeRoot(root); !taken)
            return taken.error();
        return std::move(m_project);
    }

private:
    Error errorAt(const toml::source_region &source, std::string code, std::string message, std::string hint) const
    {
        Error error = makeError(std::move(code), std::move(message), std::move(hint), ExitStatus::Usage);
        error.place = {m_file, static_cast<int>(source.begin.line), static_cast<int>(source.begin.column)};
        return error;
    }

    Error syntaxError(const toml::parse_error &failure, std::string_view text) const
    {
        std::string message(failure.description());
        if (!message.ends_with('.'))
            message += '.';
        Error error = errorAt(failure.source(), "project-syntax", "The project file is not valid TOML: " + message,
                              "Text values stand in double quotes, as in name = \"sotp\".");
        // Where the text ends too early, the parser counts on behind it.
        const auto lines = text::split(text, '\n');
        const auto line = std::min(static_cast<std::size_t>(error.place.line), lines.size());
        error.place.line = static_cast<int>(line);
        error.place.column = std::min(error.place.column, static_cast<int>(text::characterCount(lines[line - 1])) + 1);
        return error;
    }

    Error unknownKey(const toml::key &key, const std::string &where, const std::vector<std::string> &known) const
    {
        const std::string name(key.str());
        auto meant = text::nearestMatch(name, known);
        const auto alias = keyAliases.find(text::toLower(name));
        if (alias != keyAliases.end() && std::find(known.begin(), known.end(), alias->second) != known.end())
            meant = alias->second;
        return errorAt(key.source(), "unknown-key", "There is no key \"" + name + "\" in " + where + '.',
                       meant ? "Did you mean \"" + *meant + "\"?"
                             : "The keys here are: " + text::join(known, ", ") + '.');
    }

    Error wrongType(const toml::node &node, std::string_view key, const std::string &wanted) const
    {
        return errorAt(node.source(), "wrong-type", "\"" + std::string(key) + "\" is not " + wanted + '.',
                       "Text stands in double quotes, a list of texts in brackets.");
    }

    Result<void> takeText(std::string &to, const toml::key &key, const toml::node &node) const
    {
        const auto value = node.value_exact<std::string>();
        if (!value)
            return wrongType(node, key.str(), "a text");
        to = *value;
        return {};
    }

    Result<void> takeRoot(const toml::table &root)
    {
        static const std::vector<std::string> known{"project", "database"};
        m_project.name = m_project.folder.filename().string();
        for (const auto &[key, node] : root) {
            if (key != "project" && key != "database")
                return unknownKey(key, "the project file", known);
            const toml::table *table = node.as_table();
            if (!table)
                return wrongType(node, key.str(), "a section in brackets");
            const auto taken = key == "project" ? takeProject(*table) : takeDatabases(*table);
            if (!taken)
                return taken;
        }
        if (m_project.locations.empty())
            m_project.locations.push_back(m_project.folder / "migrations");
        return {};
    }

    Result<void> takeProject(const toml::table &table)
    {
        static const std::vector<std::string> known{
            "name", "locations", "version_table", "version_table_schema", "history_table", "file_template"};
        for (const auto &[key, node] : table) {
            Result<void> taken;
            if (key == "name")
                taken = takeText(m_project.name, key, node);
            else if (key == "locations")
                taken = takeLocations(key, node);
            else if (key == "version_table")
                taken = takeVersionTable(key, node);
            else if (key == "version_table_schema")
                taken = takeText(m_project.versionTableSchema, key, node);
            else if (key == "history_table")
                taken = takeHistoryTable(key, node);
            else if (key == "file_template")
                taken = takeFileTemplate(key, node);
            else
                taken = unknownKey(key, "[project]", known);
            if (!taken)
                return taken;
        }
        if (m_project.historyTable != m_project.versionTable)
            return {};
        const toml::node *history = table.get("history_table");
        return errorAt(history ? history->source() : table.get("version_table")->source(), "unknown-value",
                       "The history table and the version table have one name.",
                       "Leave history_table out for \"retort_history\", version_table for \"alembic_version\".");
    }

    Result<void> takeLocations(const toml::key &key, const toml::node &node)
    {
        const toml::array *list = node.as_array();
        if (!list)
            return wrongType(node, key.str(), "a list of folders");
        for (const toml::node &entry : *list) {
            const auto folder = entry.value_exact<std::string>();
            if (!folder)
                return wrongType(entry, key.str(), "a list of texts");
            if (folder->empty())
                return errorAt(entry.source(), "unknown-value", "A location is empty.",
                               "Name a folder beside retort.toml, or \".\" for its own.");
            m_project.locations.push_back((m_project.folder / *folder).lexically_normal());
        }
        if (list->empty())
            return errorAt(node.source(), "unknown-value", "The project has no location.",
                           "Name the folder of its revision files, as in locations = [\"migrations\"].");
        return {};
    }

    Result<void> takeVersionTable(const toml::key &key, const toml::node &node)
    {
        const auto taken = takeText(m_project.versionTable, key, node);
        if (taken && m_project.versionTable.empty())
            return errorAt(node.source(), "unknown-value", "The version table has no name.",
                           "Leave the key out for \"alembic_version\".");
        return taken;
    }

    Result<void> takeHistoryTable(const toml::key &key, const toml::node &node)
    {
        if (const auto isKept = node.value_exact<bool>()) {
            if (!*isKept)
                m_project.historyTable.clear();
            return {};
        }
        if (const auto taken = takeText(m_project.historyTable, key, node); !taken)
            return wrongType(node, key.str(), "a table's name, or false for none");
        return {};
    }

    Result<void> takeFileTemplate(const toml::key &key, const toml::node &node)
    {
        static const std::vector<std::string> tokens{"rev",  "slug",   "year",   "month", "day",
                                                     "hour", "minute", "second", "epoch"};
        if (const auto taken = takeText(m_project.fileTemplate, key, node); !taken)
            return taken;
        const std::string &text = m_project.fileTemplate;
        for (std::size_t at = text.find('%'); at != std::string::npos; at = text.find('%', at)) {
            if (text.compare(at, 2, "%%") == 0) {
                at += 2;
                continue;
            }
            const std::size_t end = text.find(')', at);
            const std::string name = text.compare(at, 2, "%(") == 0 && end != std::string::npos
                ? text.substr(at + 2, end - at - 2)
                : std::string();
            if (std::find(tokens.begin(), tokens.end(), name) == tokens.end()) {
                const auto nearest = text::nearestMatch(name, tokens);
                return errorAt(node.source(), "unknown-value",
                               "The file template has an unknown token \"%(" + name + ")\".",
                               nearest ? "Did you mean %(" + *nearest + ")s?"
                                       : "The tokens are: " + text::join(tokens, ", ") + ", as in %(rev)s_%(slug)s.");
            }
            at = end;
        }
        if (text.find("%(rev)") == std::string::npos && text.find("%(slug)") == std::string::npos)
            return errorAt(node.source(), "unknown-value", "The file template gives every revision the same name.",
                           "Use %(rev)s in it, as in %(rev)s_%(slug)s.");
        return {};
    }

    Result<void> takeDatabases(const toml::table &table)
    {
        std::vector<std::pair<toml::source_position, Database>> found;
        for (const auto &[key, node] : table) {
            const toml::table *section = node.as_table();
            if (!section)
                return wrongType(node, "database." + std::string(key.str()), "a section in brackets");
            if (key.str().empty())
                return errorAt(key.source(), "unknown-value", "A database has no name.", "Write [database.NAME].");
            Database database;
            database.name = key.str();
            if (const auto taken = takeDatabase(database, *section); !taken)
                return taken;
            found.emplace_back(key.source().begin, std::move(database));
        }
        std::sort(found.begin(), found.end(), [](const auto &a, const auto &b) { return a.first < b.first; });
        for (auto &[position, database] : found)
            m_project.databases.push_back(std::move(database));
        return {};
    }

    /// What RunSettings holds.
    static const std::vector<std::string> &runKeys()
    {
        static const std::vector<std::string> keys{"lock_timeout", "statement_timeout", "lock_wait", "lock_retries",
                                                   "backup",       "backup_dir",        "long_run",  "long_rows"};
        return keys;
    }

    static const std::vector<std::string> &databaseKeys()
    {
        static const std::vector<std::string> keys = [] {
            std::vector<std::string> all{"branch", "purpose", "tier", "schema", "hosts", "url", "read_only"};
            all.insert(all.end(), runKeys().begin(), runKeys().end());
            all.insert(all.end(), connectionKeywords().begin(), connectionKeywords().end());
            return all;
        }();
        return keys;
    }

    Result<void> takeDatabase(Database &database, const toml::table &table) const
    {
        database.run.backupFolder = m_project.folder / "backups";
        for (const auto &[key, node] : table) {
            Result<void> taken;
            if (key == "branch")
                taken = takeText(database.branch, key, node);
            else if (key == "purpose")
                taken = takeText(database.purpose, key, node);
            else if (key == "tier")
                taken = takeTier(database, key, node);
            else if (key == "schema")
                taken = takeSchema(database, key, node);
            else if (key == "hosts")
                taken = takeHosts(database, node);
            else if (key == "read_only")
                taken = takeReadOnly(database, key, node);
            else if (std::find(runKeys().begin(), runKeys().end(), key.str()) != runKeys().end())
                taken = takeRunSetting(database.run, key, node);
            else if (std::find(databaseKeys().begin(), databaseKeys().end(), key.str()) != databaseKeys().end())
                taken = takeConnection(database, key, node);
            else
                taken = unknownKey(key, "[database." + database.name + ']', databaseKeys());
            if (!taken)
                return taken;
        }
        return {};
    }

    Result<void> takeTier(Database &database, const toml::key &key, const toml::node &node) const
    {
        static const std::vector<std::string> names{"dev", "staging", "prod"};
        std::string name;
        if (const auto taken = takeText(name, key, node); !taken)
            return taken;
        for (const Tier tier : {Tier::Dev, Tier::Staging, Tier::Prod}) {
            if (toString(tier) == name) {
                database.tier = tier;
                return {};
            }
        }
        const auto nearest = text::nearestMatch(name, names);
        return errorAt(node.source(), "unknown-value", "There is no tier \"" + name + "\".",
                       nearest ? "Did you mean \"" + *nearest + "\"?" : "The tiers are dev, staging and prod.");
    }

    Result<void> takeReadOnly(Database &database, const toml::key &key, const toml::node &node) const
    {
        database.readOnly = node.value_exact<bool>();
        return database.readOnly ? Result<void>() : wrongType(node, key.str(), "true or false");
    }

    Result<void> takeRunSetting(RunSettings &settings, const toml::key &key, const toml::node &node) const
    {
        if (key == "lock_timeout")
            return takeDuration(settings.lockTimeout, key, node);
        if (key == "statement_timeout")
            return takeDuration(settings.statementTimeout, key, node);
        if (key == "lock_wait")
            return takeDuration(settings.lockWait, key, node);
        if (key == "lock_retries")
            return takeRetries(settings, key, node);
        if (key == "long_run")
            return takeLongRun(settings, key, node);
        if (key == "long_rows")
            return takeLongRows(settings, key, node);
        return key == "backup" ? takeBackupPolicy(settings, key, node) : takeBackupFolder(settings, key, node);
    }

    Result<void> takeDuration(std::optional<RunSettings::Milliseconds> &to, const toml::key &key,
                              const toml::node &node) const
    {
        std::string text;
        if (const auto number = node.value_exact<std::int64_t>())
            text = std::to_string(*number);
        else if (const auto taken = takeText(text, key, node); !taken)
            return taken;
        to = parseDuration(text);
        if (!to)
            return errorAt(node.source(), "unknown-value",
                           "\"" + std::string(key.str()) + "\" is not a duration: \"" + text + "\".",
                           "Spell it as PostgreSQL does: \"200ms\", \"3s\", \"5min\"; 0 means none.");
        return {};
    }

    Result<void> takeRetries(RunSettings &settings, const toml::key &key, const toml::node &node) const
    {
        constexpr std::int64_t most = 1'000;
        const auto number = node.value_exact<std::int64_t>();
        if (!number)
            return wrongType(node, key.str(), "a whole number");
        if (*number < 0 || *number > most)
            return errorAt(node.source(), "unknown-value", "\"lock_retries\" is not a number from 0 to 1000.",
                           "0 means that a revision isn't tried again when it could not have its locks.");
        settings.lockRetries = static_cast<int>(*number);
        return {};
    }

    Result<void> takeLongRun(RunSettings &settings, const toml::key &key, const toml::node &node) const
    {
        std::optional<RunSettings::Milliseconds> duration;
        auto taken = takeDuration(duration, key, node);
        if (taken)
            settings.longRun = *duration;
        return taken;
    }

    Result<void> takeLongRows(RunSettings &settings, const toml::key &key, const toml::node &node) const
    {
        const auto number = node.value_exact<std::int64_t>();
        if (!number || *number < 0)
            return wrongType(node, key.str(), "a number of rows");
        settings.longRows = *number;
        return {};
    }

    Result<void> takeBackupPolicy(RunSettings &settings, const toml::key &key, const toml::node &node) const
    {
        std::string name;
        if (const auto taken = takeText(name, key, node); !taken)
            return taken;
        std::vector<std::string> names;
        for (const BackupPolicy policy : {BackupPolicy::Never, BackupPolicy::Destructive, BackupPolicy::Long, BackupPolicy::Always}) {
            names.push_back(toString(policy));
            if (names.back() == name)
                settings.backup = policy;
        }
        if (settings.backup)
            return {};
        const auto nearest = text::nearestMatch(name, names);
        return errorAt(node.source(), "unknown-value", "There is no backup policy \"" + name + "\".",
                       nearest
                           ? "Did you mean \"" + *nearest + "\"?"
                           : "The policies are never, destructive (before a plan that takes data away), long (before"
                             " that, and before one that will take long) and always.");
    }

    Result<void> takeBackupFolder(RunSettings &settings, const toml::key &key, const toml::node &node) const
    {
        std::string path;
        const auto taken = takeText(path, key, node);
        if (taken && path.empty())
            return errorAt(node.source(), "unknown-value", "The folder of the backups has no name.",
                           "Leave the key out for \"backups\" beside retort.toml.");
        settings.backupFolder = (m_project.folder / path).lexically_normal();
        return taken;
    }

    Result<void> takeSchema(Database &database, const toml::key &key, const toml::node &node) const
    {
        std::string path;
        const auto taken = takeText(path, key, node);
        if (taken && !path.empty())
            database.schema = (m_project.folder / path).lexically_normal();
        return taken;
    }

    Result<void> takeHosts(Database &database, const toml::node &node) const
    {
        const toml::table *table = node.as_table();
        if (!table)
            return wrongType(node, "hosts", "a section of names and addresses");
        for (const auto &[host, address] : *table) {
            std::string text;
            if (const auto taken = takeText(text, host, address); !taken)
                return taken;
            if (text::trimmed(text).empty() || text.find_first_of("/@ ") != std::string::npos)
                return errorAt(address.source(), "unknown-value",
                               "The address of host \"" + std::string(host.str()) + "\" is not HOST:PORT.",
                               "Write it as in " + std::string(host.str()) + " = \"localhost:5432\".");
            database.hosts[std::string(host.str())] = text;
        }
        return {};
    }

    Result<void> takeConnection(Database &database, const toml::key &key, const toml::node &node) const
    {
        std::string value;
        if (const auto number = node.value_exact<std::int64_t>())
            value = std::to_string(*number);
        else if (const auto taken = takeText(value, key, node); !taken)
            return taken;
        if (const auto parsed = Template::parse(value); !parsed)
            return errorAt(node.source(), parsed.error().code, parsed.error().message, parsed.error().hint);
        database.connection[std::string(key.str())] = value;
        database.lines[std::string(key.str())] = static_cast<int>(key.source().begin.line);
        return {};
    }

    std::string m_file; ///< as it was named, for the errors
    Project m_project;
};

} // namespace

Result<Project> loadProject(const std::filesystem::path &file)
{
    return ProjectFileReader(file).read();
}

} // namespace retort::project

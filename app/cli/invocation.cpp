// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/invocation.h"

#include "engine/base/duration.h"
#include "engine/base/text.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstring>

namespace retort::cli
{

namespace
{

constexpr std::string_view globalHelp = "Options of every verb: -c FILE, -x db=NAME or --db NAME, --json, -v";

/// Alembic's spelling of free arguments; the only one that means something here is the database.
Result<std::string> databaseOf(const std::vector<std::string> &arguments)
{
    std::string name;
    for (const std::string &argument : arguments) {
        const auto equals = argument.find('=');
        const std::string key = argument.substr(0, equals);
        if (key != "db") {
            return makeError("usage", "-x knows no key \"" + key + "\".", "Choose a database with -x db=NAME.",
                             ExitStatus::Usage);
        }
        if (equals == std::string::npos)
            return makeError("usage", "-x " + argument + " names no database.", "Write -x db=NAME.", ExitStatus::Usage);
        name = argument.substr(equals + 1);
    }
    return name;
}

/// "--long" of every option that may stand behind the verb.
std::vector<std::string> longNames(const CLI::App &app)
{
    std::vector<std::string> names;
    for (const CLI::Option *option : app.get_options()) {
        for (const std::string &name : option->get_lnames())
            names.push_back("--" + name);
    }
    return names;
}

} // namespace

struct CommandLine::Body {
    CLI::App app{"Database migrations for projects with several databases, each on its own branch.", "retort"};
    GlobalOptions options;
    std::string databaseName;               ///< --db
    std::vector<std::string> freeArguments; ///< -x
    std::string connectWait;                ///< --connect-wait, as typed
    std::vector<std::pair<CLI::App *, Verb>> verbs;

    const CLI::App *chosen() const
    {
        const auto parsed = app.get_subcommands();
        return parsed.empty() ? nullptr : parsed.front();
    }
};

CommandLine::CommandLine()
    : m_body(std::make_unique<Body>())
{
    CLI::App &app = m_body->app;
    // Verbs that are symbols too (heads, current) are only verbs in the first place.
    app.require_subcommand(0, 1);
    app.fallthrough();
    app.set_version_flag("--version", "retort " RETORT_VERSION);
    app.add_option("-c,--config", m_body->options.projectFile, "The project file, or its folder")->type_name("FILE");
    app.add_option("--db", m_body->databaseName, "The database to work on")->type_name("NAME");
    app.add_option("-x", m_body->freeArguments, "The same, as Alembic's env.py files spell it")
        ->type_name("db=NAME")
        ->allow_extra_args(false)
        ->take_all();
    app.add_option("--url", m_body->options.url, "A connection URI in place of a project's database")->type_name("URI");
    app.add_option("--connect-wait", m_body->connectWait,
                   "How long to try again while a server starts, or isn't there yet (30s for one that says it starts)")
        ->type_name("DURATION");
    app.add_flag("--json", m_body->options.json, "One JSON document on standard output");
    app.add_flag("-v,--verbose", m_body->options.verbose, "Say more");
}

CommandLine::~CommandLine() = default;

CLI::App &CommandLine::addVerb(const std::string &group, const std::string &name, const std::string &description,
                               Verb verb)
{
    CLI::App *added = m_body->app.add_subcommand(name, description)->group(group);
    added->footer(std::string(globalHelp));
    m_body->verbs.emplace_back(added, std::move(verb));
    return *added;
}

Error CommandLine::usageError(const std::string &message) const
{
    const CLI::App *verb = m_body->chosen();
    return makeError("usage", message, verb ? "retort " + verb->get_name() + " --help" : "retort --help",
                     ExitStatus::Usage);
}

Error CommandLine::unexpected(const std::vector<std::string> &arguments) const
{
    const CLI::App *verb = m_body->chosen();
    const std::string &first = arguments.front();
    std::vector<std::string> choices;
    if (!verb) {
        for (const auto &[app, run] : m_body->verbs)
            choices.push_back(app->get_name());
    } else if (first.starts_with('-')) {
        choices = longNames(*verb);
        const auto general = longNames(m_body->app);
        choices.insert(choices.end(), general.begin(), general.end());
    }
    const std::string what = first.starts_with('-') ? "option " + first
        : verb                                      ? "argument \"" + first + "\""
                                                    : "verb \"" + first + "\"";
    Error error = usageError((verb ? "retort " + verb->get_name() : std::string("retort")) + " knows no " + what + '.');
    const auto nearest = text::nearestMatch(first.substr(0, first.find('=')), choices);
    if (nearest)
        error.hint = "Did you mean " + *nearest + "? See " + error.hint;
    return error;
}

Result<Invocation> CommandLine::parse(int count, const char *const *arguments)
{
    CLI::App &app = m_body->app;
    Invocation invocation;
    try {
        app.parse(count, arguments);
    } catch (const CLI::CallForHelp &) {
        invocation.text = app.help();
        return invocation;
    } catch (const CLI::CallForVersion &version) {
        invocation.text = std::string(version.what()) + '\n';
        return invocation;
    } catch (const CLI::ExtrasError &) {
        auto extras = app.remaining(true);
        if (extras.empty())
            return usageError("The command line has an argument too many.");
        return unexpected(extras);
    } catch (const CLI::ParseError &error) {
        return usageError(error.what());
    }
    const CLI::App *chosen = m_body->chosen();
    if (!chosen)
        return usageError("No verb was given.");
    auto named = databaseOf(m_body->freeArguments);
    if (!named)
        return std::move(named).error();
    if (!named->empty() && !m_body->databaseName.empty() && *named != m_body->databaseName)
        return usageError("--db and -x name two databases: " + m_body->databaseName + " and " + *named + '.');
    invocation.options = m_body->options;
    if (!m_body->connectWait.empty()) {
        invocation.options.connectWait = parseDuration(m_body->connectWait);
        if (!invocation.options.connectWait)
            return usageError("--connect-wait takes a duration as PostgreSQL spells it (200ms, 3s, 5min), unlike \""
                              + m_body->connectWait + "\".");
    }
    invocation.options.hasEmptyName = named->empty() && m_body->databaseName.empty()
        && (!m_body->freeArguments.empty() || m_body->app.count("--db") > 0);
    invocation.options.database = named->empty() ? m_body->databaseName : *named;
    invocation.verbName = chosen->get_name();
    const auto verb = std::find_if(m_body->verbs.begin(), m_body->verbs.end(),
                                   [&](const auto &entry) { return entry.first == chosen; });
    invocation.verb = verb->second;
    return invocation;
}

} // namespace retort::cli

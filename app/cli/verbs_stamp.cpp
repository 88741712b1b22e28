// SPDX-License-Identifier: GPL-3.0-or-later
// retort stamp, ensure_version: the version table without the scripts
#include "app/cli/confirmation.h"
#include "app/cli/databaserun.h"
#include "app/cli/interruption.h"
#include "app/cli/runoptions.h"
#include "app/cli/scratchoption.h"
#include "app/cli/verbs.h"
#include "engine/base/shell.h"
#include "engine/base/text.h"
#include "engine/session/schemamatch.h"
#include "engine/session/schemasuggestion.h"

#include <CLI/App.hpp>

namespace retort::cli
{

using revision::BranchBinding;

namespace
{

struct StampOptions {
    std::vector<std::string> targets;
    bool purge = false;
    bool suggest = false;
    session::ScratchChoice scratch;
    std::string reason;
    RunFlags flags;
};

Result<ExitStatus> printScript(Context &context, const project::Database &database, const StampOptions &options)
{
    if (options.purge)
        return makeError("usage", "--purge needs to know the rows, and --sql asks no database.",
                         "Leave one of them out.", ExitStatus::Usage);
    if (auto loaded = context.loadRevisions(); !loaded)
        return std::move(loaded).error();
    const auto plan =
        context.workspace().bindingFor(database).planOfflineStamp(options.targets, options.flags.forceBranch);
    if (!plan)
        return plan.error();
    const auto script = run::offlineScript(*plan, context.workspace().scripts(), context.workspace().versionTable());
    if (!script)
        return script.error();
    context.output().printScript(database.name, *script);
    return ExitStatus::Ok;
}

void writeMatches(JsonWriter &json, const std::string &database, const std::vector<session::SchemaMatch> &matches)
{
    json.beginObject();
    json.member("database", database);
    json.member("matches", matches.front().isWhole());
    json.key("revisions"); // null for the base; several that nothing compared tells apart
    json.beginArray();
    for (const session::SchemaMatch &match : matches) {
        if (match.revision.empty())
            json.null();
        else
            json.value(match.revision);
    }
    json.endArray();
    json.member("compared", static_cast<std::int64_t>(matches.front().compared));
    json.member("missing", matches.front().missing);
    json.member("extra", matches.front().extra);
    json.endObject();
}

void printSuggestion(Output &output, const project::Database &database, const std::vector<std::string> &names,
                     const std::string &target, bool isExact, const std::string &facts)
{
    output.print(database.name + ": the schema " + (isExact ? "is that of " : "is nearest to ")
                 + text::join(names, " or ") + ": " + facts + '\n');
    output.note(output.noteStyle().bold("hint:") + " retort -x db=" + database.name + " stamp " + target);
}

/// By names alone, where there is no server to replay revisions on.
Result<ExitStatus> suggestByNames(Context &context, const project::Database &database, postgres::Connection &connection)
{
    const auto comparer =
        session::SchemaComparer::make(connection, context.workspace(), context.workspace().bindingFor(database));
    if (!comparer)
        return comparer.error();
    const std::vector<session::SchemaMatch> matches = comparer->nearest();
    const session::SchemaMatch &best = matches.front();
    Output &output = context.output();
    const ExitStatus status = best.isWhole() ? ExitStatus::Ok : ExitStatus::Found;
    if (output.isJson()) {
        JsonWriter json;
        writeMatches(json, database.name, matches);
        output.print(json);
        return status;
    }
    std::vector<std::string> names;
    for (const session::SchemaMatch &match : matches)
        names.push_back(match.revision.empty() ? "base" : match.revision);
    printSuggestion(output, database, names, names.front(), best.isWhole(), best.toString());
    return status;
}

void writeSuggestions(JsonWriter &json, const std::string &database,
                      const std::vector<session::SchemaSuggestion> &suggestions)
{
    const session::SchemaSuggestion &best = suggestions.front();
    json.beginObject();
    json.member("database", database);
    json.member("matches", best.isExact());
    json.key("revisions"); // null for the base; several that nothing tells apart
    json.beginArray();
    for (const session::SchemaSuggestion &suggestion : suggestions) {
        if (suggestion.revision.empty())
            json.null();
        else
            json.value(suggestion.revision);
    }
    json.endArray();
    json.member("compared", static_cast<std::int64_t>(best.compared));
    json.member("matched", static_cast<std::int64_t>(best.matched()));
    json.member("missing", best.missing);
    json.member("extra", best.extra);
    json.member("changed", best.changed);
    json.endObject();
}

/// Which revision the live schema is that of (S-71, S-74).
Result<ExitStatus> suggest(Context &context, const project::Database &database, const session::ScratchChoice &scratch)
{
    DatabaseAccess access = context.access(database);
    if (auto loaded = context.loadRevisions(); !loaded)
        return std::move(loaded).error();
    const auto connection = access.connection();
    if (!connection)
        return connection.error();
    catchInterruptions();
    const auto suggestions =
        session::suggestRevisions(context.workspace(), database, **connection, scratch, interruption());
    if (!suggestions && suggestions.error().code == "postgresql-not-installed")
        return suggestByNames(context, database, **connection);
    if (!suggestions)
        return suggestions.error();
    const session::SchemaSuggestion &best = suggestions->front();
    Output &output = context.output();
    if (output.isJson()) {
        JsonWriter json;
        writeSuggestions(json, database.name, *suggestions);
        output.print(json);
    } else {
        std::vector<std::string> names;
        for (const session::SchemaSuggestion &suggestion : *suggestions)
            names.push_back(suggestion.revision.empty() ? "base" : suggestion.revision);
        const std::string target = best.rows.empty() ? "base" : text::join(best.rows, " ");
        printSuggestion(output, database, names, target, best.isExact(), best.toString());
    }
    return best.isExact() ? ExitStatus::Ok : ExitStatus::Found;
}

Result<ExitStatus> stamp(Context &context, const StampOptions &options)
{
    const auto database = context.database();
    if (!database)
        return database.error();
    if (options.suggest != options.targets.empty())
        return makeError("usage", options.suggest ? "--suggest looks for the target itself." : "targets is required",
                         "retort stamp TARGET, or retort stamp --suggest", ExitStatus::Usage);
    if (options.suggest)
        return suggest(context, **database, options.scratch);
    if (options.flags.sql)
        return printScript(context, **database, options);
    RunOrder order;
    order.verb = "stamp";
    order.arguments = text::join(options.targets, " ") + (options.purge ? " --purge" : "")
        + (options.reason.empty() ? std::string() : " --reason " + shellQuoted(options.reason))
        + options.flags.toString();
    order.reason = options.reason;
    order.plan = [&options](const BranchBinding &binding, const std::vector<std::string> &rows) {
        return binding.planStamp(rows, options.targets, options.purge, options.flags.forceBranch);
    };
    return carryOut(context, {*database}, order, options.flags.consent);
}

Result<ExitStatus> ensureVersion(Context &context, bool asSql, const Consent &consent)
{
    const auto database = context.database();
    if (!database)
        return database.error();
    if (asSql) {
        context.output().printScript((*database)->name, context.workspace().versionTable().createIfMissingSql() + '\n');
        return ExitStatus::Ok;
    }
    DatabaseAccess access = context.access(**database, Context::Purpose::Change);
    const auto connection = access.connection();
    if (!connection)
        return connection.error();
    const run::VersionTable &table = access.versionTable();
    const auto existed = table.exists(**connection);
    if (!existed)
        return existed.error();
    if (!*existed) {
        const std::string what = "Create " + table.qualifiedName() + '.';
        if (auto confirmed = confirmProduction(context, **database, what, consent); !confirmed)
            return std::move(confirmed).error();
    }
    if (auto ensured = table.ensure(**connection); !ensured)
        return std::move(ensured).error();
    Output &output = context.output();
    if (output.isJson()) {
        JsonWriter json;
        json.beginObject();
        json.member("database", (*database)->name);
        json.member("version_table", table.qualifiedName());
        json.member("created", !*existed);
        json.endObject();
        output.print(json);
    } else {
        output.print((*database)->name + ": version table " + table.qualifiedName()
                     + (*existed ? " is there\n" : " created\n"));
    }
    return ExitStatus::Ok;
}

} // namespace

void addStampVerbs(CommandLine &line)
{
    auto options = std::make_shared<StampOptions>();
    CLI::App &stampVerb = line.addVerb(group::move, "stamp", "Set the version rows without running anything",
                                       [options](Context &context) { return stamp(context, *options); });
    stampVerb.add_option("targets", options->targets, "Ids, prefixes, head, base, LABEL@head …");
    stampVerb.add_flag("--suggest", options->suggest, "Say which revision the schema is that of, and stamp nothing");
    addScratchOptions(stampVerb, options->scratch);
    stampVerb.add_flag("--purge", options->purge, "Delete all rows first, unknown ones too");
    stampVerb.add_option("--reason", options->reason, "Why, for the journal and the history")->type_name("TEXT");
    addChangeFlags(stampVerb, options->flags);

    auto asSql = std::make_shared<bool>(false);
    auto consent = std::make_shared<Consent>();
    CLI::App &ensureVerb = line.addVerb(group::move, "ensure_version", "Create the version table when it is missing",
                                        [asSql, consent](Context &context) { return ensureVersion(context, *asSql, *consent); });
    addConsentFlags(ensureVerb, *consent);
    ensureVerb.add_flag("--sql", *asSql, "Print the SQL in place of running it; asks no database");
}

} // namespace retort::cli

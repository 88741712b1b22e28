// SPDX-License-Identifier: GPL-3.0-or-later
// retort history, heads, branches, show: what the revision files say
#include "app/cli/context.h"
#include "app/cli/revisiontext.h"
#include "app/cli/symbols.h"
#include "app/cli/verbs.h"
#include "engine/base/text.h"
#include "engine/script/checksum.h"
#include "engine/session/kepttexts.h"
#include "engine/session/storedcomparison.h"

#include <CLI/App.hpp>

#include <algorithm>

namespace retort::cli
{

using revision::BranchBinding;
using revision::Index;
using revision::RevisionMap;

namespace
{

struct HistoryOptions {
    std::string range;
    bool indicateCurrent = false;
};

/// The version rows of all databases that a verb is about.
struct Rows {
    std::vector<std::string> rows;
    std::vector<bool> isApplied; ///< by index
    std::vector<std::string> unknown;

    bool isCurrent(const std::string &id) const { return std::find(rows.begin(), rows.end(), id) != rows.end(); }
};

void printRevisions(Context &context, const std::vector<Index> &indices, const std::function<std::string(Index)> &line)
{
    const RevisionMap &map = context.map();
    if (context.output().isJson()) {
        JsonWriter json;
        json.beginArray();
        for (const Index index : indices)
            writeRevision(json, map, index);
        json.endArray();
        context.output().print(json);
        return;
    }
    std::string text;
    for (const Index index : indices)
        text += context.options().verbose ? logEntry(map, index) : line(index) + '\n';
    context.output().print(text);
}

bool needsRows(const HistoryOptions &options)
{
    if (options.indicateCurrent)
        return true;
    for (const std::string_view end : text::split(options.range, ':')) {
        if (end == "current")
            return true;
    }
    return false;
}

Result<Rows> readRows(const RevisionMap &map, std::vector<DatabaseAccess> &accesses)
{
    Rows all;
    for (DatabaseAccess &access : accesses) {
        auto rows = access.rows();
        if (!rows)
            return std::move(rows).error();
        all.rows.insert(all.rows.end(), rows->begin(), rows->end());
    }
    all.isApplied = map.appliedSet(all.rows);
    all.unknown = map.unknownRows(all.rows);
    return all;
}

std::string marksOf(const Rows &rows, const std::string &id, Index index)
{
    if (rows.isCurrent(id))
        return " (current)";
    return rows.isApplied[static_cast<std::size_t>(index)] ? "" : " (pending)";
}

std::string historyText(Context &context, const std::vector<Index> &indices, const std::optional<Rows> &marked)
{
    const RevisionMap &map = context.map();
    std::string text;
    if (marked) {
        for (const std::string &row : marked->unknown)
            text += row + " (current) (unknown)\n";
    }
    for (const Index index : indices) {
        const std::string marks = marked ? marksOf(*marked, map.at(index).id, index) : std::string();
        if (context.options().verbose) {
            text += logEntry(map, index, marks);
            continue;
        }
        std::string line = map.displayHistoryLine(index);
        line.insert(line.size() - map.at(index).message.size() - 2, marks); // before ", message"
        text += line + '\n';
    }
    return text;
}

void printHistoryDocument(Context &context, const std::vector<Index> &indices, const std::optional<Rows> &marked)
{
    const RevisionMap &map = context.map();
    JsonWriter json;
    json.beginArray();
    for (const Index index : indices) {
        json.beginObject();
        writeRevisionMembers(json, map, index);
        if (marked) {
            json.member("is_current", marked->isCurrent(map.at(index).id));
            json.member("is_applied", static_cast<bool>(marked->isApplied[static_cast<std::size_t>(index)]));
        }
        json.endObject();
    }
    json.endArray();
    context.output().print(json);
}

Result<ExitStatus> history(Context &context, const HistoryOptions &options)
{
    std::vector<DatabaseAccess> accesses;
    if (needsRows(options)) {
        auto begun = beginAccess(context);
        if (!begun)
            return std::move(begun).error();
        accesses = std::move(begun).value();
    }
    if (auto loaded = context.loadRevisions(); !loaded)
        return std::move(loaded).error();
    const auto binding = context.binding();
    if (!binding)
        return binding.error();
    std::optional<Rows> rows;
    if (!accesses.empty()) {
        auto read = readRows(context.map(), accesses);
        if (!read)
            return std::move(read).error();
        rows = std::move(read).value();
    }
    const auto indices =
        binding->history(options.range.empty() ? ":" : options.range, rows ? rows->rows : std::vector<std::string>());
    if (!indices)
        return indices.error();
    if (!options.indicateCurrent)
        rows.reset();
    if (context.output().isJson())
        printHistoryDocument(context, *indices, rows);
    else
        context.output().print(historyText(context, *indices, rows));
    return ExitStatus::Ok;
}

Result<ExitStatus> heads(Context &context, bool resolveDependencies)
{
    if (auto loaded = context.loadRevisions(); !loaded)
        return std::move(loaded).error();
    const auto binding = context.binding();
    if (!binding)
        return binding.error();
    const RevisionMap &map = context.map();
    std::vector<std::string> ids = binding->heads();
    if (resolveDependencies)
        ids = binding->isBound() ? binding->effectiveHeads() : map.effectiveHeads();
    printRevisions(context, indicesOf(map, ids), [&](Index index) { return map.displayHeadLine(index); });
    return ExitStatus::Ok;
}

/// Alembic's layout: the point, then what it branches into, indented as wide as the id.
std::string branchText(const RevisionMap &map, Index point, bool isVerbose)
{
    std::string text = isVerbose ? logEntry(map, point) : currentLine(map, point) + '\n';
    for (const Index next : map.nextOf(point)) {
        text += std::string(displayColumns(map.at(point).id), ' ') + " -> " + currentLine(map, next);
        if (isVerbose)
            text += ", " + map.at(next).message;
        text += '\n';
    }
    return text + '\n';
}

Result<ExitStatus> branches(Context &context)
{
    if (auto loaded = context.loadRevisions(); !loaded)
        return std::move(loaded).error();
    const auto binding = context.binding();
    if (!binding)
        return binding.error();
    const RevisionMap &map = context.map();
    std::vector<Index> points = indicesOf(map, map.branchPoints());
    std::erase_if(points, [&](Index index) { return !binding->owns(index); });
    if (context.output().isJson()) {
        printRevisions(context, points, {});
        return ExitStatus::Ok;
    }
    std::string text;
    for (const Index point : points)
        text += branchText(map, point, context.options().verbose);
    context.output().print(text);
    return ExitStatus::Ok;
}

/// A unified diff with colours, where the style has them.
std::string coloured(std::string_view diff, const Style &style)
{
    std::string shown;
    for (const std::string_view line : text::split(diff, '\n')) {
        if (line.empty())
            continue;
        if (line.starts_with("--- ") || line.starts_with("+++ "))
            shown += style.bold(line);
        else if (line.starts_with("@@"))
            shown += style.faint(line);
        else if (line.starts_with('-'))
            shown += style.removed(line);
        else
            shown += line.starts_with('+') ? style.good(line) : std::string(line);
        shown += '\n';
    }
    return shown;
}

void printComparison(Output &output, const session::StoredComparison &comparison)
{
    if (output.isJson()) {
        JsonWriter json;
        json.beginObject();
        json.member("database", comparison.database);
        json.member("revision", comparison.revision);
        json.member("edited", comparison.isEdited());
        json.member("file", comparison.file);
        json.member("stored_file", comparison.storedFile);
        json.member("stored_origin", comparison.origin);
        json.member("checksum", comparison.checksum);
        json.member("stored_checksum", comparison.storedChecksum);
        json.member("text", comparison.current);
        json.member("stored_text", comparison.stored);
        json.member("diff", comparison.unified());
        json.endObject();
        output.print(json);
        return;
    }
    const std::string diff = comparison.unified();
    output.print(coloured(diff, output.style()));
    if (!comparison.isEdited())
        output.note("The file of revision " + comparison.revision + " is what was " + comparison.origin + '.');
    else if (diff.empty())
        output.note("Only what is masked here differs.");
}

void printStored(Output &output, const run::HistoryEntry &entry)
{
    if (!output.isJson()) {
        output.print(entry.body);
        return;
    }
    JsonWriter json;
    json.beginObject();
    json.member("revision", entry.revision);
    json.member("stored_file", entry.file);
    json.member("stored_origin", session::originOf(entry));
    json.member("stored_checksum", entry.checksum);
    json.member("stored_text", entry.body);
    json.endObject();
    output.print(json);
}

/// What the file of an applied revision says now beside what it said when it was applied (S-82).
Result<ExitStatus> showDiff(Context &context, const std::string &symbol)
{
    const auto database = context.database();
    if (!database)
        return database.error();
    DatabaseAccess access = context.access(**database);
    if (auto loaded = context.loadRevisions(); !loaded)
        return std::move(loaded).error();
    const auto resolved = context.map().resolveOne(symbol);
    if (!resolved)
        return resolved.error();
    auto connection = access.connection();
    if (!connection)
        return std::move(connection).error();
    const auto comparison = session::compareWithStored(**connection, context.workspace(), **database,
                                                       resolved->value_or(std::string("base")));
    if (!comparison)
        return comparison.error();
    printComparison(context.output(), *comparison);
    return ExitStatus::Ok;
}

/// The text of a revision as the database's history keeps it; for one whose file is gone too.
Result<ExitStatus> showStored(Context &context, const std::string &id)
{
    if (auto opened = context.openProject(); !opened)
        return std::move(opened).error();
    const auto database = context.database();
    if (!database)
        return database.error();
    const auto table = context.workspace().historyTable();
    DatabaseAccess access = context.access(**database);
    auto connection = access.connection();
    if (!connection)
        return std::move(connection).error();
    const auto entries = table ? table->lastApplied(**connection, true)
                               : Result<std::vector<run::HistoryEntry>>(std::vector<run::HistoryEntry>());
    if (!entries)
        return entries.error();
    for (const run::HistoryEntry &entry : *entries) {
        if (!entry.revision.starts_with(id))
            continue;
        if (entry.body.empty())
            return session::bodyNotKept(entry);
        if (script::textChecksum(entry.body) != entry.checksum)
            context.output().warning("This is not the file as it was: secrets in it were masked when it was kept.");
        printStored(context.output(), entry);
        return ExitStatus::Ok;
    }
    return session::notInHistory((*database)->name, id);
}

Result<ExitStatus> show(Context &context, const std::string &symbol)
{
    const auto indices = resolveSymbol(context, symbol);
    if (!indices)
        return indices.error();
    if (context.output().isJson()) {
        printRevisions(context, *indices, {});
        return ExitStatus::Ok;
    }
    std::string text;
    for (const Index index : *indices)
        text += logEntry(context.map(), index);
    context.output().print(text);
    return ExitStatus::Ok;
}

} // namespace

void addHistoryVerbs(CommandLine &line)
{
    auto options = std::make_shared<HistoryOptions>();
    CLI::App &historyVerb = line.addVerb(group::look, "history", "The revisions, newest first",
                                         [options](Context &context) { return history(context, *options); });
    historyVerb.add_option("-r,--rev-range", options->range, "Only these: START:END, START: or :END")
        ->type_name("RANGE");
    historyVerb.add_flag("-i,--indicate-current", options->indicateCurrent, "Mark what is current and what is pending");

    auto resolveDependencies = std::make_shared<bool>(false);
    CLI::App &headsVerb =
        line.addVerb(group::look, "heads", "The newest revision of each branch",
                     [resolveDependencies](Context &context) { return heads(context, *resolveDependencies); });
    headsVerb.add_flag("--resolve-dependencies", *resolveDependencies, "Leave out heads that another one depends on");

    line.addVerb(group::look, "branches", "The revisions where branches part", branches);

    auto symbol = std::make_shared<std::string>();
    auto isStored = std::make_shared<bool>(false);
    auto isDiff = std::make_shared<bool>(false);
    CLI::App &showVerb = line.addVerb(group::look, "show", "What a revision file says of itself",
                                      [symbol, isStored, isDiff](Context &context) {
                                          return *isDiff ? showDiff(context, *symbol)
                                              : *isStored ? showStored(context, *symbol)
                                                          : show(context, *symbol);
                                      });
    CLI::Option *stored =
        showVerb.add_flag("--stored", *isStored, "The file's text when it was applied, as the database keeps it");
    showVerb.add_flag("--diff", *isDiff, "What was edited in the file since it was applied")->excludes(stored);
    showVerb.add_option("revision", *symbol, "An id, a prefix, a label, head, heads, current …")->required();
}

} // namespace retort::cli

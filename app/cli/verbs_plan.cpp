// SPDX-License-Identifier: GPL-3.0-or-later
// retort plan upgrade|downgrade
#include "app/cli/backupreason.h"
#include "app/cli/context.h"
#include "app/cli/orphans.h"
#include "app/cli/plantext.h"
#include "app/cli/runoptions.h"
#include "app/cli/verbs.h"
#include "engine/base/text.h"
#include "engine/session/kepttexts.h"
#include "engine/session/preview.h"

#include <CLI/App.hpp>

namespace retort::cli
{

using revision::BranchBinding;
using revision::Direction;

namespace
{

struct PlanOptions {
    std::string direction;
    std::string target;
    std::string at; ///< as typed: rows in place of the database's
    bool hasAt = false;
    bool forceBranch = false;
    bool fromStored = false;
};

/// The rows that `--at` stands for: ids, or what stands for them; "base" and nothing are no rows.
Result<std::vector<std::string>> rowsOf(const revision::RevisionMap &map, const std::string &at)
{
    std::vector<std::string> rows;
    for (const std::string_view part : text::split(at, ',')) {
        const std::string symbol(text::trimmed(part));
        if (symbol.empty() || symbol == "base")
            continue;
        if (map.find(symbol)) {
            rows.push_back(symbol);
            continue;
        }
        const auto resolved = map.resolve(symbol);
        if (!resolved)
            return resolved.error();
        rows.insert(rows.end(), resolved->begin(), resolved->end());
    }
    return rows;
}

/// `backupReason`: of PlanPreview.
void printPlan(Context &context, const project::Database *database, const revision::Plan &plan,
               const session::RowEstimate &rows, const std::string &backupReason)
{
    Output &output = context.output();
    for (const std::string &warning : plan.warnings)
        output.warning(warning);
    const auto marked = [&](session::PlanPreview preview) {
        session::markGitChanges(context.workspace(), preview);
        preview.backupReason = backupReason;
        return preview;
    };
    const auto outline = [&] {
        return marked(
            session::outlinePlan(context.workspace().scripts(), database ? database->name : std::string(), plan));
    };
    if (output.isJson()) {
        JsonWriter json;
        writePlan(json, outline());
        output.print(json);
        return;
    }
    // What a way down takes away is worth reading its scripts for; a way up may be long.
    const bool isVerbose = context.options().verbose;
    const bool readsScripts = database && (isVerbose || plan.direction == Direction::Downgrade);
    const auto preview =
        readsScripts ? marked(session::previewPlan(context.workspace(), *database, plan, {}, rows)) : outline();
    output.print(planText(preview, output.style(), isVerbose && readsScripts));
    if (preview.refusal)
        output.warning("This plan would be refused: " + preview.refusal->toString());
}

Result<ExitStatus> plan(Context &context, const PlanOptions &options)
{
    const bool isUpgrade = options.direction == "upgrade";
    if (!isUpgrade && options.target.empty())
        return makeError("usage", "A plan of a downgrade needs a target.", "retort plan downgrade -1",
                         ExitStatus::Usage);
    const project::Database *database = nullptr;
    std::optional<DatabaseAccess> access;
    if (auto opened = context.openProject(); !opened)
        return std::move(opened).error();
    // Rows that are given need no database, and so none need be named; its branch then stays out of it.
    const bool isNamed = !context.options().database.empty() || context.workspace().project().databases.size() == 1;
    if (!options.hasAt || isNamed) {
        const auto chosen = context.database();
        if (!chosen)
            return chosen.error();
        database = *chosen;
    }
    if (!options.hasAt)
        access = context.access(*database);
    if (options.fromStored && (isUpgrade || !access))
        return makeError("usage", "--from-stored is for the plan of a downgrade, with the rows of its database.", {},
                         ExitStatus::Usage);
    auto loaded = options.fromStored ? context.loadRevisionsWithKept(*access) : context.loadRevisions();
    if (!loaded)
        return std::move(loaded).error();
    const auto rows = access ? access->rows() : rowsOf(context.map(), options.at);
    if (!rows)
        return rows.error();
    const BranchBinding binding =
        database ? context.workspace().bindingFor(*database) : BranchBinding(context.map(), {}, {});
    const auto made = isUpgrade ? binding.planUpgrade(*rows, options.target, options.forceBranch)
                                : binding.planDowngrade(*rows, options.target, options.forceBranch);
    if (!made)
        return explainOrphans(context, access ? &*access : nullptr, made.error(), *rows);
    revision::Plan planned = *made;
    session::warnOfKeptTexts(context.workspace().scripts(), planned);
    if (access) {
        for (std::string &caution : context.cautions(*database, planned))
            planned.warnings.push_back(std::move(caution));
    }
    // The session stands where the rows came over it.
    if (!access) {
        printPlan(context, database, planned, {}, {});
        return ExitStatus::Ok;
    }
    postgres::Connection &connection = **access->connection();
    printPlan(context, database, planned, session::rowEstimateOf(connection),
              policyBackupReason(context, *database, connection, planned).value_or(std::string()));
    return ExitStatus::Ok;
}

} // namespace

void addPlanVerb(CommandLine &line)
{
    auto options = std::make_shared<PlanOptions>();
    CLI::App &verb = line.addVerb(group::look, "plan", "The steps of an upgrade or a downgrade, without running them",
                                  [options](Context &context) { return plan(context, *options); });
    verb.add_option("direction", options->direction, "upgrade or downgrade")
        ->required()
        ->check(CLI::IsMember({"upgrade", "downgrade"}));
    verb.add_option("target", options->target, "As of upgrade and downgrade");
    // An empty value stands for no rows, which CLI11 takes for no value at all.
    verb.add_option_function<std::vector<std::string>>(
            "--at",
            [options](const std::vector<std::string> &rows) {
                options->at = text::join(rows, ",");
                options->hasAt = true;
            },
            "The version rows to start from, in place of the database's; base for none")
        ->type_name("REV[,REV...]")
        ->expected(0, 1);
    addStoredFlag(verb, options->fromStored);
    verb.add_flag("--force-branch", options->forceBranch, "Allow revisions of a branch that isn't the database's");
}

} // namespace retort::cli

// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/plan/plansamples.h"

#include <QtGlobal>

namespace retort::testing {

namespace {

using revision::Direction;
using revision::VersionOperation;

void addStep(session::PlanPreview &preview, session::StepPreview step)
{
    step.step.direction = preview.plan.direction;
    step.file = "migrations/postgres/" + step.step.revision + ".sql";
    preview.plan.steps.push_back(step.step);
    preview.steps.push_back(std::move(step));
}

session::StepPreview step(std::string revision, std::string message, std::string sql, std::string versionSql,
                          revision::VersionChange change)
{
    session::StepPreview made;
    made.step.revision = std::move(revision);
    made.step.change = std::move(change);
    made.message = std::move(message);
    made.sql = std::move(sql);
    made.versionSql = std::move(versionSql);
    return made;
}

} // namespace

session::DatabaseState postgresState(project::Tier tier)
{
    session::DatabaseState state;
    state.name = "postgres";
    state.branch = "postgres";
    state.tier = tier;
    state.address = "sotp_db on localhost:5433 as sotp_user";
    state.databaseName = "sotp_db";
    state.reachability = session::Reachability::Reachable;
    state.serverVersion = "15.20";
    state.rows = {"4d6e1a2b8c03", "b2870ce4519f"};
    state.pending = 3;
    return state;
}

session::PlanPreview upgradePreview()
{
    session::PlanPreview preview;
    preview.database = "postgres";
    preview.commandLine = "retort -x db=postgres upgrade head";
    preview.warnings = {"Step 1 runs outside a transaction."};
    preview.plan.direction = Direction::Upgrade;
    preview.plan.target = "postgres@head";
    preview.plan.from = {"4d6e1a2b8c03", "b2870ce4519f"};
    preview.plan.to = {"9c41e07b2d5a"};
    session::StepPreview index = step("71fa2c90d3be", "index audit_logs concurrently",
                                      "CREATE INDEX CONCURRENTLY ix_audit ON audit_logs (user_id);\n",
                                      "UPDATE alembic_version SET version_num = '71fa2c90d3be';\n",
                                      {VersionOperation::Update, {"4d6e1a2b8c03"}, {"71fa2c90d3be"}});
    index.transactional = false;
    addStep(preview, index);
    addStep(preview,
            step("e5d0b81f3c77", "merge soft-delete and audit lines", "\n",
                 "DELETE FROM alembic_version WHERE version_num = 'b2870ce4519f';\n",
                 {VersionOperation::Merge, {"71fa2c90d3be", "b2870ce4519f"}, {"e5d0b81f3c77"}}));
    addStep(preview,
            step("9c41e07b2d5a", "add device groups",
                 "CREATE TABLE device_groups (id serial PRIMARY KEY);\n"
                 "ALTER TABLE devices ADD COLUMN group_id integer;\n",
                 "UPDATE alembic_version SET version_num = '9c41e07b2d5a';\n",
                 {VersionOperation::Update, {"e5d0b81f3c77"}, {"9c41e07b2d5a"}}));
    return preview;
}

session::PlanPreview downgradePreview()
{
    session::PlanPreview preview;
    preview.database = "postgres";
    preview.commandLine = "retort -x db=postgres downgrade -1";
    preview.plan.direction = Direction::Downgrade;
    preview.plan.target = "postgres@-1";
    preview.plan.from = {"9c41e07b2d5a"};
    preview.plan.to = {"e5d0b81f3c77"};
    session::StepPreview drop = step("9c41e07b2d5a", "add device groups",
                                     "ALTER TABLE devices DROP COLUMN group_id;\nDROP TABLE device_groups;\n",
                                     "UPDATE alembic_version SET version_num = 'e5d0b81f3c77';\n",
                                     {VersionOperation::Update, {"9c41e07b2d5a"}, {"e5d0b81f3c77"}});
    drop.losses = {"drops column devices.group_id", "drops table device_groups"};
    addStep(preview, drop);
    return preview;
}

run::RunReport doneReport()
{
    run::RunReport report;
    report.plan = upgradePreview().plan;
    report.outcome = run::Outcome::Done;
    report.duration = run::Milliseconds(2'312);
    report.versionRows = {"9c41e07b2d5a"};
    report.steps = {{"71fa2c90d3be", Direction::Upgrade, true, 1, run::Milliseconds(1'930)},
                    {"e5d0b81f3c77", Direction::Upgrade, true, 0, run::Milliseconds(4)},
                    {"9c41e07b2d5a", Direction::Upgrade, true, 2, run::Milliseconds(12)}};
    return report;
}

run::RunReport failedReport()
{
    run::RunReport report = doneReport();
    report.outcome = run::Outcome::PartlyApplied;
    report.versionRows = {"e5d0b81f3c77"};
    report.steps.back().succeeded = false;
    report.steps.back().statementsDone = 0;
    report.failingRevision = "9c41e07b2d5a";
    report.failingStatement = "CREATE TABLE device_groups (id serial PRIMARY KEY)";
    Error error =
        makeError("statement-failed", "relation \"device_groups\" already exists", "Remove its cause and run again.");
    error.place = {"migrations/postgres/9c41e07b2d5a.sql", 11, 14};
    SqlDiagnostic said;
    said.severity = "ERROR";
    said.sqlstate = "42P07";
    said.message = "relation \"device_groups\" already exists";
    said.statement = report.failingStatement;
    said.position = 14;
    error.sql = said;
    report.error = error;
    return report;
}

session::ProjectStatePtr sotpProject()
{
    auto state = std::make_shared<session::ProjectState>();
    project::Project &project = state->project;
    project.folder = "/sotp/migrations";
    project.locations = {"/sotp/migrations/postgres", "/sotp/migrations/timescale"};
    for (const char *name : {"postgres", "timescale"}) {
        project::Database database;
        database.name = name;
        database.branch = name;
        project.databases.push_back(database);
    }
    std::vector<revision::Revision> revisions;
    const auto add = [&](std::string id, std::vector<std::string> parents, std::string message, const char *folder) {
        revision::Revision made;
        made.id = std::move(id);
        made.downRevisions = std::move(parents);
        made.message = std::move(message);
        made.file = std::string("/sotp/migrations/") + folder + '/' + made.id + ".sql";
        if (made.downRevisions.empty())
            made.labels = {folder};
        revisions.push_back(std::move(made));
    };
    add("0001_init_postgres", {}, "Create initial postgres schema", "postgres");
    add("b2870ce4519f", {"0001_init_postgres"}, "view active_devices", "postgres");
    add("4d6e1a2b8c03", {"0001_init_postgres"}, "audit trigger on devices", "postgres");
    add("71fa2c90d3be", {"4d6e1a2b8c03"}, "index audit_logs concurrently", "postgres");
    add("e5d0b81f3c77", {"71fa2c90d3be", "b2870ce4519f"}, "merge soft-delete and audit lines", "postgres");
    add("9c41e07b2d5a", {"e5d0b81f3c77"}, "add device groups", "postgres");
    add("0001_init_timescale", {}, "Create initial timescale schema", "timescale");
    auto map = revision::RevisionMap::build(std::move(revisions));
    if (!map)
        qFatal("the sample's map: %s", map.error().message.c_str());
    state->map = std::move(map).value();
    return state;
}

run::RunEvent runEvent(run::RunEvent::Kind kind, int step, const std::string &text, int statement, int statementCount)
{
    run::RunEvent made;
    made.kind = kind;
    made.step = step;
    made.stepCount = 3;
    made.statement = statement;
    made.statementCount = statementCount;
    made.text = text;
    const auto plan = upgradePreview().plan;
    if (step > 0)
        made.revision = plan.steps[static_cast<std::size_t>(step - 1)].revision;
    return made;
}

} // namespace retort::testing

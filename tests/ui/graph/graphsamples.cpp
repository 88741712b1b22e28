// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/graph/graphsamples.h"

#include "engine/revision/branchbinding.h"
#include "tests/engine/revision/randommap.h"
#include "tests/support/scene.h"

#include <QtGlobal>

#include <algorithm>
#include <set>

namespace retort::testing
{

namespace
{

revision::Revision revisionOf(const test::RevisionText &text, const GraphSpec &spec)
{
    revision::Revision revision;
    revision.id = text.id;
    revision.downRevisions = text.revises;
    revision.labels = text.labels;
    revision.dependsOn = text.dependsOn;
    const auto message = spec.messages.find(text.id);
    revision.message = message == spec.messages.end() ? "add " + text.id : message->second;
    revision.createDate = text.createDate;
    revision.file = "/sotp/migrations/postgres/" + text.id + ".sql";
    revision.hasDowngrade = !text.isIrreversible;
    revision.upgradeTransactional = std::find(spec.withoutTransaction.begin(), spec.withoutTransaction.end(), text.id)
        == spec.withoutTransaction.end();
    return revision;
}

} // namespace

GraphSample graphSample(const std::vector<revision::Revision> &revisions, const std::vector<std::string> &rows,
                        const std::string &branch)
{
    auto map = revision::RevisionMap::build(revisions);
    if (!map)
        qFatal("the sample's map: %s", map.error().message.c_str());
    auto project = std::make_shared<session::ProjectState>();
    project->map = *map;

    GraphSample sample;
    sample.project = project;
    session::DatabaseState &state = sample.state;
    state.name = "postgres";
    state.branch = branch;
    state.address = "sotp_db on localhost:5433 as sotp_user";
    state.databaseName = "sotp_db";
    state.reachability = session::Reachability::Reachable;
    state.serverVersion = "15.20";
    state.rows = rows;
    state.unknownRows = map->unknownRows(rows);
    const revision::BranchBinding binding(*map, state.name, branch);
    state.heads = binding.effectiveHeads();
    if (state.unknownRows.empty()) {
        state.pending = static_cast<int>(binding.pending(rows).size());
        state.isAtHead = binding.isAtHead(rows);
    }
    return sample;
}

GraphSample graphSample(const GraphSpec &spec)
{
    std::vector<revision::Revision> revisions;
    for (const test::RevisionText &text : test::readScene(spec.scene))
        revisions.push_back(revisionOf(text, spec));
    return graphSample(revisions, spec.rows, spec.branch);
}

GraphSample sotpSample()
{
    return graphSample(GraphSpec{
        .scene = "0001_init_postgres [postgres] -> 5a8e40b7c112 -> c3f19a60d7e2 -> 08bd77e1f6a4 ! -> b2870ce4519f\n"
                 "c3f19a60d7e2 -> 4d6e1a2b8c03 -> 71fa2c90d3be\n"
                 "b2870ce4519f + 71fa2c90d3be -> e5d0b81f3c77 -> 9c41e07b2d5a\n",
        .rows = {"4d6e1a2b8c03", "b2870ce4519f"},
        .branch = "postgres",
        .messages = {{"0001_init_postgres", "Create initial postgres schema"},
                     {"5a8e40b7c112", "split credentials by device type"},
                     {"c3f19a60d7e2", "add severity ESCALATED"},
                     {"08bd77e1f6a4", "soft delete for devices"},
                     {"4d6e1a2b8c03", "audit trigger on devices"},
                     {"b2870ce4519f", "view active_devices"},
                     {"71fa2c90d3be", "index audit_logs concurrently"},
                     {"e5d0b81f3c77", "merge soft-delete and audit lines"},
                     {"9c41e07b2d5a", "add device groups"}},
        .withoutTransaction = {"71fa2c90d3be"}});
}

GraphSample tangledSample()
{
    return graphSample(
        GraphSpec{.scene = "a1 [core] -> a2 -> a3 -> a4 -> a5 -> a6 -> a7\n"
                           "a2 -> b1 -> b2 -> b3\n"
                           "a3 -> c1 -> c2\n"
                           "b3 + c2 -> m1\n"
                           "a7 + m1 -> m2 -> a8\n"
                           "r1 [reports] -> r2 (a4) -> r3 -> r4 (b3, c1)\n"
                           "a5 -> d1 -> d2\n"
                           "a5 -> e1 -> e2 !\n"
                           "d2 + e2 + a8 -> m3 -> a9\n",
                  .rows = {"a6", "b2", "c1", "r2"},
                  .messages = {{"m1", "merge b and c"}, {"m2", "merge the side line"}, {"m3", "merge three lines"}}});
}

GraphSample largeSample(std::size_t revisions, int lines)
{
    test::MapShape shape;
    shape.revisions = revisions;
    shape.lines = lines;
    shape.forkChance = 8;
    shape.mergeChance = 8;
    shape.dependencyChance = 2;
    shape.dependencyReach = 40;
    test::RandomNumbers random(11);
    std::vector<revision::Revision> made = test::randomProject(shape, random);
    for (std::size_t i = 0; i < made.size(); ++i) {
        made[i].createDate = "2025-03-0" + std::to_string(1 + i % 9) + " 10:00:00";
        made[i].file = "/sotp/migrations/" + made[i].id + ".sql";
    }
    // Applied: the oldest nine tenths. Version rows: those that none of the others builds on.
    const std::size_t applied = revisions * 9 / 10;
    std::set<std::string> tips;
    for (std::size_t i = 0; i < applied; ++i) {
        tips.insert(made[i].id);
        for (const auto &lower : {made[i].downRevisions, made[i].dependsOn}) {
            for (const std::string &id : lower)
                tips.erase(id);
        }
    }
    return graphSample(made, {tips.begin(), tips.end()});
}

GraphSample wordySample()
{
    return graphSample(GraphSpec{
        .scene = "2024_01_15_0930_create_the_initial_schema [a_branch_label_of_some_length] -> ffffffffffff ! -> b7 -> "
                 "c8 ! -> d9\n",
        .rows = {"b7"},
        .messages = {{"2024_01_15_0930_create_the_initial_schema",
                      "Create every table, view, type and function of the application's first release"},
                     {"ffffffffffff",
                      "Split the credentials by device type, move the old ones over, and drop the columns that held "
                      "them before"},
                     {"b7", "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW"},
                     {"c8", "Zażółć gęślą jaźń – dodanie kolumny „stan” do tabeli urządzeń oraz indeksu częściowego"},
                     {"d9", "x"}},
        .withoutTransaction = {"ffffffffffff", "c8"}});
}

session::DatabaseState unreachable(session::DatabaseState state)
{
    state.reachability = session::Reachability::Unreachable;
    state.rows.clear();
    state.unknownRows.clear();
    state.pending = 0;
    state.isAtHead = false;
    Error error = makeError("connection-refused", "Nothing listens on localhost:5433",
                            "Start the server, or set POSTGRES_PORT to where it listens.");
    state.error = error;
    return state;
}

} // namespace retort::testing

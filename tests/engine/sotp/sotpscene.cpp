// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/sotp/sotpscene.h"

#include "tests/support/printers.h"

#include <algorithm>
#include <fstream>
#include <sstream>

namespace retort::test {

namespace {

/// The value, or the end of the executable: scenes test nothing.
template <typename T>
T orGiveUp(Result<T> result, const char *what)
{
    if (!result)
        qFatal("%s: %s", what, describe(result).c_str());
    return std::move(result).value();
}

} // namespace

SotpScene::SotpScene(const std::string &branch, Edition edition)
    : m_binding(scripts().map(), branch, branch)
    , m_database(server(edition))
{
}

const project::Project &SotpScene::project()
{
    static const project::Project project =
        orGiveUp(project::loadProject(RETORT_SOURCE_DIR "/migrations/retort.toml"), "the project doesn't load");
    return project;
}

const script::ScriptDirectory &SotpScene::scripts()
{
    static const script::ScriptDirectory scripts =
        orGiveUp(script::ScriptDirectory::load(project().locations), "the revisions don't load");
    return scripts;
}

std::string SotpScene::whyNot(Edition edition)
{
    const bool isNeeded = edition != Edition::None;
    if (server(edition).hasTimescale() != isNeeded)
        return isNeeded ? "TimescaleDB is NOT here: hypertables, continuous aggregates and policies stay untested"
                        : "The server of RETORT_TEST_DATABASE has TimescaleDB: plain tables stay untested";
    if (edition == Edition::Apache && server(edition).isExternal())
        return "The server of RETORT_TEST_DATABASE has an edition of its own: Apache's stays untested";
    return {};
}

PostgresFixture &SotpScene::server(Edition edition)
{
    using Extensions = PostgresFixture::Extensions;
    switch (edition) {
    case Edition::None:
        return PostgresFixture::instance(Extensions::None);
    case Edition::Apache:
        return PostgresFixture::instance(Extensions::TimescaleApache);
    case Edition::Community:
        break;
    }
    return PostgresFixture::instance(Extensions::Timescale);
}

std::vector<std::string> SotpScene::rows()
{
    auto connection = m_database.connect();
    auto rows = orGiveUp(run::VersionTable().read(connection), "the version table can't be read");
    std::sort(rows.begin(), rows.end());
    return rows;
}

revision::Plan SotpScene::upgradePlan(const std::string &target)
{
    return orGiveUp(m_binding.planUpgrade(rows(), target), "no plan up");
}

revision::Plan SotpScene::downgradePlan(const std::string &target)
{
    return orGiveUp(m_binding.planDowngrade(rows(), target), "no plan down");
}

std::string SotpScene::run(const revision::Plan &plan)
{
    m_notices.clear();
    auto connection = m_database.connect();
    run::Runner runner(connection, scripts(), run::VersionTable());
    const run::RunReport report = runner.run(plan, {}, {}, [this](const run::RunEvent &event) {
        if (event.kind == run::RunEvent::Kind::Notice)
            m_notices.push_back(event.notice.severity + ": " + event.notice.message);
    });
    return report.error ? report.failingRevision + ": " + describe(*report.error) : std::string();
}

std::string readSourceFile(const std::string &path)
{
    const std::ifstream file(RETORT_SOURCE_DIR "/" + path, std::ios::binary);
    if (!file)
        qFatal("%s can't be read", path.c_str());
    std::ostringstream bytes;
    bytes << file.rdbuf();
    return std::move(bytes).str();
}

} // namespace retort::test

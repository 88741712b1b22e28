// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/project/project.h"
#include "engine/revision/branchbinding.h"
#include "engine/run/runner.h"
#include "tests/support/postgresfixture.h"

#include <QTest>

#include <string>
#include <vector>

namespace retort::test {

/// What a server makes of TimescaleDB: the branch `timescale` has to go up and down on each of them.
enum class Edition {
    None,      ///< not loaded: plain tables and views
    Apache,    ///< hypertables; no compression, no continuous aggregates, no policies
    Community, ///< all of it
};

/// One database of the project in `migrations/`, followed by the branch of the same name, on a server of that edition.
class SotpScene
{
public:
    explicit SotpScene(const std::string &branch, Edition edition = Edition::None);

    static const project::Project &project();
    static const script::ScriptDirectory &scripts();
    /// Why this machine can't test that edition, to be said loudly; empty when it can.
    static std::string whyNot(Edition edition);
    static PostgresFixture &server(Edition edition);

    const revision::BranchBinding &binding() const { return m_binding; }
    const std::string &branch() const { return m_binding.label(); }
    ScratchDatabase &database() { return m_database; }
    /// The version rows, sorted.
    std::vector<std::string> rows();

    revision::Plan upgradePlan(const std::string &target = "head");
    revision::Plan downgradePlan(const std::string &target = "base");
    /// Each run on a connection of its own, as each call of the command line has. What went wrong, with the
    /// statement; empty when all went well.
    std::string run(const revision::Plan &plan);
    std::string upgrade(const std::string &target = "head") { return run(upgradePlan(target)); }
    std::string downgrade(const std::string &target = "base") { return run(downgradePlan(target)); }
    /// Messages of the latest run's notices, each with its severity: "WARNING: …".
    const std::vector<std::string> &notices() const { return m_notices; }

private:
    revision::BranchBinding m_binding;
    ScratchDatabase m_database;
    std::vector<std::string> m_notices;
};

/// The bytes of a file by its path in the source tree. Ends the executable when it can't be read.
std::string readSourceFile(const std::string &path);

} // namespace retort::test

/// Skips the test, loudly, where there is no server of that edition.
#define SKIP_WITHOUT(edition)                                                                                          \
    do {                                                                                                               \
        if (const std::string reason = retort::test::SotpScene::whyNot(edition); !reason.empty())                      \
            QSKIP(reason.c_str());                                                                                     \
    } while (false)

/// Fails with the text, unless it is empty.
#define VERIFY_NONE(failure)                                                                                           \
    do {                                                                                                               \
        const std::string whatFailed = (failure);                                                                      \
        QVERIFY2(whatFailed.empty(), whatFailed.c_str());                                                              \
    } while (false)

Q_DECLARE_METATYPE(retort::test::Edition)

// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/program.h"

#include "tests/support/clientprograms.h"
#include "tests/support/portrait.h"
#include "tests/support/printers.h"

using namespace retort::test;
namespace fs = std::filesystem;

/// The project in migrations/, both branches, against real databases.
class TestCliSotp : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void goesUpDownAndUp_data();
    void goesUpDownAndUp();
    void undoesEachRevision_data();
    void undoesEachRevision();
    void offlineScriptIsTheSame_data();
    void offlineScriptIsTheSame();
    void keepsTheBranchesApart();

private:
    void branches();
    const ScratchDatabase &database(const QString &branch) const
    {
        return branch == "timescale"_L1 ? *m_timescale : *m_postgres;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ScratchDatabase> m_postgres;
    std::unique_ptr<ScratchDatabase> m_timescale;
    std::unique_ptr<Program> m_program;
};

void TestCliSotp::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_postgres = std::make_unique<ScratchDatabase>();
    m_timescale = std::make_unique<ScratchDatabase>();
    const fs::path folder = m_folder->filePath(u"sotp"_s).toStdString();
    fs::copy(fs::path(RETORT_SOURCE_DIR) / "migrations", folder, fs::copy_options::recursive);
    m_program = std::make_unique<Program>(folder);
    for (const auto &[prefix, database] :
         {std::pair("POSTGRES_", m_postgres.get()), {"TIMESCALE_", m_timescale.get()}}) {
        const retort::postgres::ConnectionSettings settings = database->settings();
        m_program->set(prefix + std::string("HOST"), settings.host());
        m_program->set(prefix + std::string("PORT"), settings.port());
        m_program->set(prefix + std::string("USER"), settings.user());
        m_program->set(prefix + std::string("PASSWORD"), settings.value("password"));
        m_program->set(prefix + std::string("DB"), settings.databaseName());
        if (settings.value("password").size() >= 8)
            m_program->addSecret(settings.value("password"));
    }
}

void TestCliSotp::branches()
{
    QTest::addColumn<QString>("branch");
    QTest::newRow("postgres") << "postgres";
    QTest::newRow("timescale") << "timescale";
}

void TestCliSotp::goesUpDownAndUp_data()
{
    branches();
}

void TestCliSotp::goesUpDownAndUp()
{
    QFETCH(const QString, branch);
    const std::string name = branch.toStdString();
    const ScratchDatabase &scratch = database(branch);
    COMPARE_STATUS(m_program->run("-x db=" + name + " upgrade " + name + "@head"), 0);
    const std::string full = schemaPortrait(scratch);
    const auto head = rowsOf(scratch);
    QCOMPARE(head.size(), std::size_t{1});
    COMPARE_STATUS(m_program->run("-x db=" + name + " downgrade base"), 0);
    QCOMPARE(rowsOf(scratch), std::vector<std::string>{});
    for (const QJsonValue &left : m_program->run("--json -x db=" + name + " describe").array())
        QVERIFY2(left["is_version_table"_L1].toBool(), qPrintable(left["name"_L1].toString()));
    COMPARE_STATUS(m_program->run("-x db=" + name + " upgrade"), 0);
    QCOMPARE(rowsOf(scratch), head);
    QCOMPARE(QString::fromStdString(schemaPortrait(scratch)), QString::fromStdString(full));
}

void TestCliSotp::undoesEachRevision_data()
{
    branches();
}

void TestCliSotp::undoesEachRevision()
{
    QFETCH(const QString, branch);
    const std::string name = branch.toStdString();
    const ScratchDatabase &scratch = database(branch);
    COMPARE_STATUS(m_program->run("-x db=" + name + " upgrade"), 0);
    int steps = 0;
    for (auto rows = rowsOf(scratch); !rows.empty(); rows = rowsOf(scratch)) {
        // Below a merge there are two rows: then one says which of them goes down.
        const std::string target = rows.size() == 1 ? "-1" : rows.front() + "@-1";
        COMPARE_STATUS(m_program->run("-x db=" + name + " downgrade " + target), 0);
        QVERIFY(++steps < 100);
    }
    QVERIFY(steps > 5);
}

void TestCliSotp::offlineScriptIsTheSame_data()
{
    branches();
}

void TestCliSotp::offlineScriptIsTheSame()
{
    QFETCH(const QString, branch);
    const std::string name = branch.toStdString();
    const ScratchDatabase copy;
    const Ended script = m_program->run("-x db=" + name + " upgrade --sql");
    COMPARE_STATUS(script, 0);
    QCOMPARE(psqlFailure(copy, script.out), std::string());
    COMPARE_STATUS(m_program->run("-x db=" + name + " upgrade"), 0);
    QCOMPARE(rowsOf(copy), rowsOf(database(branch)));
    QCOMPARE(QString::fromStdString(schemaPortrait(copy)), QString::fromStdString(schemaPortrait(database(branch))));
}

void TestCliSotp::keepsTheBranchesApart()
{
    COMPARE_STATUS(m_program->run("-x db=postgres upgrade timescale@head"), 1);
    COMPARE_STATUS(m_program->run("-x db=timescale stamp postgres@head"), 1);
    QCOMPARE(rowsOf(*m_postgres), std::vector<std::string>{});
    QCOMPARE(rowsOf(*m_timescale), std::vector<std::string>{});
    const Ended heads = m_program->run("--json heads");
    COMPARE_STATUS(heads, 0);
    QCOMPARE(heads.array().size(), 2);
}

QTEST_GUILESS_MAIN(TestCliSotp)
#include "tst_clisotp.moc"

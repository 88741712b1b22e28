// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/program.h"

#include "tests/support/clientprograms.h"
#include "tests/support/printers.h"

using namespace retort::test;
using Texts = std::vector<std::string>;

/// The team's guide, command by command, `alembic` replaced by `retort` and the ini file by the project file: each
/// does what the guide means it to do, also where Alembic's own would not (requirements, F1 to F9).
class TestCliGuide : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void checksTheStatus_data();
    void checksTheStatus();
    void appliesBothBranches();
    void createsOnTheBranch_data();
    void createsOnTheBranch();
    void severalHeadsAreExplained();
    void stampsWhatWasAppliedByHand();
    void undoesTheLastMigration();
    void showsATable();

private:
    std::unique_ptr<ProjectFixture> m_project;
    std::unique_ptr<Program> m_program;
};

void TestCliGuide::init()
{
    m_project = std::make_unique<ProjectFixture>("p1 [postgres] -> p2, t1 [timescale] -> t2");
    m_project->addDatabase("postgres");
    m_project->addDatabase("timescale");
    m_program = std::make_unique<Program>(*m_project);
}

void TestCliGuide::checksTheStatus_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QStringList>("says");
    QTest::addColumn<QStringList>("omits");
    QTest::newRow("current") << "current" << words("") << words("t1 t2 p1 p2");
    QTest::newRow("history") << "history" << words("t1 t2 (head)") << words("p1 p2");
    QTest::newRow("heads") << "heads" << words("t2 (timescale) (head)") << words("p2 t1");
}

void TestCliGuide::checksTheStatus()
{
    QFETCH(const QString, line);
    QFETCH(const QStringList, says);
    QFETCH(const QStringList, omits);
    const Ended ended = m_program->run("-c retort.toml -x db=timescale " + line.toStdString());
    COMPARE_STATUS(ended, 0);
    for (const QString &text : says)
        VERIFY_SAYS(ended, text.toStdString());
    for (const QString &text : omits)
        QVERIFY2(ended.out.find(text.toStdString()) == std::string::npos, ended.report().c_str());
}

void TestCliGuide::appliesBothBranches()
{
    COMPARE_STATUS(m_program->run("-c retort.toml -x db=timescale upgrade timescale@head"), 0);
    COMPARE_STATUS(m_program->run("-c retort.toml -x db=postgres upgrade postgres@head"), 0);
    ScratchDatabase &postgres = m_project->database("postgres");
    ScratchDatabase &timescale = m_project->database("timescale");
    QCOMPARE(rowsOf(postgres), Texts{"p2"});
    QCOMPARE(rowsOf(timescale), Texts{"t2"});
    QVERIFY(!postgres.hasRelation("t_t1") && !timescale.hasRelation("t_p1"));
    VERIFY_SAYS(m_program->run("-c retort.toml -x db=timescale current"), "t2");
}

void TestCliGuide::createsOnTheBranch_data()
{
    QTest::addColumn<QString>("database");
    QTest::addColumn<QString>("parent");
    QTest::newRow("timescale") << "timescale"
                               << "t2";
    QTest::newRow("postgres") << "postgres"
                              << "p2";
}

/// The guide's `--branch-label` continues the branch; in Alembic it breaks the project (F3).
void TestCliGuide::createsOnTheBranch()
{
    QFETCH(const QString, database);
    QFETCH(const QString, parent);
    const std::string name = database.toStdString();
    const Ended ended = m_program->run("-c retort.toml -x db=" + name
                                       + " revision -m \"add user email column\" --branch-label " + name);
    COMPARE_STATUS(ended, 0);
    const Ended heads = m_program->run("--json -x db=" + name + " heads");
    COMPARE_STATUS(heads, 0);
    QCOMPARE(heads.array().size(), 1);
    const QJsonValue head = heads.array().first();
    QCOMPARE(textsOf(head["down_revisions"_L1]), Texts{parent.toStdString()});
    QCOMPARE(textsOf(head["labels"_L1]), Texts{name});
    QCOMPARE(head["message"_L1].toString(), "add user email column"_L1);
    COMPARE_STATUS(m_program->run("-c retort.toml -x db=" + name + " upgrade " + name + "@head"), 0);
}

void TestCliGuide::severalHeadsAreExplained()
{
    // "Multiple head revisions": the named database's branch is meant.
    const Ended asked = m_program->run("upgrade head");
    COMPARE_STATUS(asked, 2);
    VERIFY_SAYS(asked, "postgres");
    VERIFY_SAYS(asked, "timescale");
    COMPARE_STATUS(m_program->run("-c retort.toml -x db=timescale upgrade head"), 0);
    QCOMPARE(rowsOf(m_project->database("timescale")), Texts{"t2"});
    const Ended merge = m_program->run("merge heads -m \"merge both\"");
    COMPARE_STATUS(merge, 1);
    QCOMPARE(m_program->run("--json heads").array().size(), 2);
}

void TestCliGuide::stampsWhatWasAppliedByHand()
{
    COMPARE_STATUS(m_program->run("-c retort.toml -x db=timescale stamp t1"), 0);
    QCOMPARE(rowsOf(m_project->database("timescale")), Texts{"t1"});
    QCOMPARE(rowsOf(m_project->database("postgres")), Texts{});
}

void TestCliGuide::undoesTheLastMigration()
{
    COMPARE_STATUS(m_program->run("-c retort.toml -x db=timescale upgrade"), 0);
    COMPARE_STATUS(m_program->run("-c retort.toml -x db=timescale downgrade -1"), 0);
    QCOMPARE(rowsOf(m_project->database("timescale")), Texts{"t1"});
    COMPARE_STATUS(m_program->run("-c retort.toml -x db=timescale upgrade t2"), 0);
    COMPARE_STATUS(m_program->run("-c retort.toml -x db=timescale downgrade t1"), 0);
    QCOMPARE(rowsOf(m_project->database("timescale")), Texts{"t1"});
}

void TestCliGuide::showsATable()
{
    COMPARE_STATUS(m_program->run("-x db=postgres upgrade"), 0);
    const Ended ours = m_program->run("-x db=postgres describe t_p1");
    COMPARE_STATUS(ours, 0);
    QCOMPARE(ours.out, psqlOutput(m_project->database("postgres"), "\\d t_p1"));
}

QTEST_GUILESS_MAIN(TestCliGuide)
#include "tst_cliguide.moc"

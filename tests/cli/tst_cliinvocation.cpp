// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/program.h"

#include "tests/support/printers.h"

using namespace retort::test;
using Texts = std::vector<std::string>;

/// How the program is called: help, flags, the project it finds, the database it is told.
class TestCliInvocation : public QObject
{
    Q_OBJECT

private slots:
    void tellsItsVersion();
    void helpsWithWhatWorksOnly();
    void helpsWithEachVerb_data();
    void helpsWithEachVerb();
    void refusesWrongWords_data();
    void refusesWrongWords();
    void findsTheProjectUpward();
    void takesTheProjectThatIsNamed();
    void tellsWhenThereIsNoProject();
    void refusesProjectFiles_data();
    void refusesProjectFiles();
    void needsNoNameForTheOnlyDatabase();
    void asksWhichDatabase_data();
    void asksWhichDatabase();
    void colourStaysOnTheTerminal();
    void makesAProject();
    void linksNoGuiLibrary();
};

void TestCliInvocation::tellsItsVersion()
{
    Program program(std::filesystem::temp_directory_path());
    const Ended ended = program.run("--version");
    COMPARE_STATUS(ended, 0);
    QCOMPARE(ended.out, std::string("retort 0.1.0\n"));
    QVERIFY(ended.err.empty());
}

void TestCliInvocation::helpsWithWhatWorksOnly()
{
    Program program(std::filesystem::temp_directory_path());
    const Ended ended = program.run("--help");
    COMPARE_STATUS(ended, 0);
    QVERIFY(ended.err.empty());
    for (const char *verb :
         {"init", "status", "current", "history", "heads", "branches", "show", "plan", "upgrade", "downgrade", "stamp",
          "revision", "merge", "edit", "ensure_version", "describe", "log", "sandbox", "snapshot", "diff", "drift",
          "verify", "check", "doctor", "restore"})
        VERIFY_SAYS(ended, verb);
    for (const char *later : {"lint", "rehearse"})
        QVERIFY2(!ended.says(later), later);
}

void TestCliInvocation::helpsWithEachVerb_data()
{
    QTest::addColumn<QString>("verb");
    for (const char *verb :
         {"init", "status", "current", "history", "heads", "branches", "show", "plan", "upgrade", "downgrade", "stamp",
          "revision", "merge", "edit", "ensure_version", "describe", "log", "sandbox", "snapshot", "diff", "drift",
          "verify", "check", "doctor", "restore"})
        QTest::newRow(verb) << QString::fromLatin1(verb);
}

void TestCliInvocation::helpsWithEachVerb()
{
    QFETCH(const QString, verb);
    Program program(std::filesystem::temp_directory_path());
    const Ended ended = program.run(verb.toStdString() + " --help");
    COMPARE_STATUS(ended, 0);
    VERIFY_SAYS(ended, "--help");
    VERIFY_SAYS(ended, verb.toStdString());
}

void TestCliInvocation::refusesWrongWords_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("remedy");
    QTest::newRow("no verb") << ""
                             << "--help";
    QTest::newRow("no such verb") << "upgrad head"
                                  << "upgrade";
    QTest::newRow("no such flag") << "current --verbos"
                                  << "--help";
    QTest::newRow("no such flag before the verb") << "--jsn current"
                                                  << "--help";
    QTest::newRow("one word too many") << "heads up"
                                       << "--help";
    QTest::newRow("word missing") << "show"
                                  << "--help";
    QTest::newRow("value missing") << "current --db"
                                   << "--help";
    QTest::newRow("no number") << "log -n many"
                               << "";
    QTest::newRow("no duration") << "upgrade head --lock-timeout soon"
                                 << "";
}

void TestCliInvocation::refusesWrongWords()
{
    QFETCH(const QString, line);
    QFETCH(const QString, remedy);
    const ProjectFixture project("a [app] -> b");
    Program program(project);

    const Ended text = program.run(line.toStdString());
    COMPARE_STATUS(text, 2);
    QVERIFY2(text.out.empty(), text.report().c_str());
    QVERIFY2(text.err.starts_with("error: "), text.report().c_str());
    VERIFY_SAYS(text, remedy.toStdString());

    const Ended json = program.run("--json " + line.toStdString());
    COMPARE_STATUS(json, 2);
    QVERIFY2(json.object().contains("error"_L1), json.report().c_str());
    QVERIFY2(!json.errorCode().empty(), json.report().c_str());
}

void TestCliInvocation::findsTheProjectUpward()
{
    const ProjectFixture project("a [app] -> b");
    std::filesystem::create_directories(project.folder() / "src/deep");
    Program program(project.folder() / "src/deep");
    const Ended ended = program.run("heads");
    COMPARE_STATUS(ended, 0);
    VERIFY_SAYS(ended, "b (app) (head)");
}

void TestCliInvocation::takesTheProjectThatIsNamed()
{
    const ProjectFixture project("a [app] -> b");
    const ProjectFixture other("c [other]");
    Program program(other);
    for (const char *flag : {"-c ", "--config "}) {
        const Ended ended = program.run(flag + project.file().string() + " heads");
        COMPARE_STATUS(ended, 0);
        VERIFY_SAYS(ended, "b (app) (head)");
    }
    const Ended missing = program.run("-c elsewhere.toml heads");
    COMPARE_STATUS(missing, 2);
    VERIFY_SAYS(missing, "elsewhere.toml");
}

void TestCliInvocation::tellsWhenThereIsNoProject()
{
    const QTemporaryDir nowhere;
    Program program(nowhere.path().toStdString());
    const Ended ended = program.run("heads");
    COMPARE_STATUS(ended, 2);
    QVERIFY2(ended.err.starts_with("error: "), ended.report().c_str());
    VERIFY_SAYS(ended, "hint: ");
    VERIFY_SAYS(ended, "retort init");
}

void TestCliInvocation::refusesProjectFiles_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("place");
    QTest::newRow("not TOML") << QByteArray("[project]\nname = fixture\n") << "project-syntax"
                              << "retort.toml:2:9";
    QTest::newRow("unknown key") << QByteArray("[project]\nnmae = \"fixture\"\n") << "unknown-key"
                                 << "retort.toml:2:1";
    QTest::newRow("wrong type") << QByteArray("[project]\nlocations = \"revisions\"\n") << "wrong-type"
                                << "retort.toml:2";
    QTest::newRow("NUL") << QByteArray("[project]\nname = \"a\0b\"\n", 24) << "project-syntax"
                         << "retort.toml:2";
    QTest::newRow("variable never closed") << QByteArray("[database.app]\nurl = \"${APP_URL\"\n") << "variable-syntax"
                                           << "retort.toml:2";
    QTest::newRow("folder not there") << QByteArray("[project]\nlocations = [\"elsewhere\"]\n") << "location-missing"
                                      << "elsewhere";
}

void TestCliInvocation::refusesProjectFiles()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QString, code);
    QFETCH(const QString, place);
    ProjectFixture project("a [app] -> b");
    project.writeFile("retort.toml", text.toStdString());
    Program program(project);

    const Ended ended = program.run("heads");
    COMPARE_STATUS(ended, 2);
    QVERIFY2(ended.err.starts_with("error: "), ended.report().c_str());
    VERIFY_SAYS(ended, place.toStdString());
    VERIFY_SAYS(ended, "hint: ");
    const Ended json = program.run("--json heads");
    COMPARE_STATUS(json, 2);
    QCOMPARE(json.errorCode(), code.toStdString());
}

void TestCliInvocation::needsNoNameForTheOnlyDatabase()
{
    ProjectFixture project("a [app] -> b");
    project.addDatabase("app");
    Program program(project);
    for (const char *line : {"upgrade head", "-x db=app current", "--db app current", "current"})
        COMPARE_STATUS(program.run(line), 0);
}

void TestCliInvocation::asksWhichDatabase_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("said");
    QTest::newRow("none named") << "upgrade head"
                                << "database-not-named"
                                << "metrics";
    QTest::newRow("-x db") << "-x db=metrisc upgrade head"
                           << "unknown-database"
                           << "metrics";
    QTest::newRow("--db") << "--db metrisc upgrade head"
                          << "unknown-database"
                          << "metrics";
    QTest::newRow("empty") << "-x db= upgrade head"
                           << "database-not-named"
                           << "app, metrics";
    QTest::newRow("Alembic's slip") << "-x db=postgresql current"
                                    << "unknown-database"
                                    << "app";
}

void TestCliInvocation::asksWhichDatabase()
{
    QFETCH(const QString, line);
    QFETCH(const QString, code);
    QFETCH(const QString, said);
    ProjectFixture project("a [app] -> b, m [metrics]");
    ScratchDatabase &app = project.addDatabase("app");
    ScratchDatabase &metrics = project.addDatabase("metrics");
    Program program(project);

    const Ended text = program.run(line.toStdString());
    COMPARE_STATUS(text, 2);
    QVERIFY2(text.err.starts_with("error: "), text.report().c_str());
    VERIFY_SAYS(text, said.toStdString());
    const Ended json = program.run("--json " + line.toStdString());
    COMPARE_STATUS(json, 2);
    QCOMPARE(json.errorCode(), code.toStdString());
    QCOMPARE(rowsOf(app), Texts{});
    QCOMPARE(rowsOf(metrics), Texts{});
}

void TestCliInvocation::colourStaysOnTheTerminal()
{
    ProjectFixture project("a [app] -> b");
    project.addDatabase("app");
    Program program(project);
    for (const char *line : {"history -v", "upgrade head", "status", "current -v", "--db nope current"}) {
        const Ended ended = program.run(line);
        QVERIFY2(!ended.says("\x1b["), ended.report().c_str());
    }
}

void TestCliInvocation::makesAProject()
{
    const QTemporaryDir folder;
    Program program(folder.path().toStdString());
    COMPARE_STATUS(program.run("init shop"), 0);
    for (const char *name : {"shop/retort.toml", "shop/.env.example", "shop/migrations"})
        QVERIFY2(QFileInfo::exists(folder.filePath(QString::fromLatin1(name))), name);
    program.setFolder(folder.filePath(u"shop"_s).toStdString());
    COMPARE_STATUS(program.run("heads"), 0);
    const Ended again = program.run("init .");
    COMPARE_STATUS(again, 2);
    VERIFY_SAYS(again, "retort.toml");
}

void TestCliInvocation::linksNoGuiLibrary()
{
    QProcess ldd;
    ldd.start(u"ldd"_s, {QString::fromStdString(Program::path())});
    QVERIFY(ldd.waitForFinished());
    const QString libraries = QString::fromLocal8Bit(ldd.readAllStandardOutput());
    QVERIFY(libraries.contains("libc.so"_L1)); // libpq comes with the first connection
    for (const char *name : {"Qt6Gui", "Qt6Widgets", "libX11", "libGL", "qscintilla", "QCustomPlot"})
        QVERIFY2(!libraries.contains(QLatin1String(name), Qt::CaseInsensitive), name);
}

QTEST_GUILESS_MAIN(TestCliInvocation)
#include "tst_cliinvocation.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/program.h"

#include "tests/support/printers.h"

using namespace retort::test;

/// `diff`: SQL that turns one schema into another.
class TestCliDiff : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void printsWhatWouldRun();
    void goesTheWayBack();
    void summarises();
    void speaksJson();
    void readsSnapshotFiles();
    void takesUrlsAndKeywords();
    void isEmptyWhereNothingDiffers();
    void asksAboutRenames();
    void goesOnlineOnRequest();
    void refuses_data();
    void refuses();

private:
    std::unique_ptr<ProjectFixture> m_project;
    std::unique_ptr<Program> m_program;
};

void TestCliDiff::initTestCase()
{
    m_project = std::make_unique<ProjectFixture>();
    m_project->addDatabase("app", "-").execute("CREATE TABLE t (a integer, b text)");
    m_project->addDatabase("next", "-").execute("CREATE TABLE t (a bigint); CREATE INDEX t_a ON t (a)");
    m_project->writeFile("broken.json", "{\"server\": ");
    m_program = std::make_unique<Program>(*m_project);
}

void TestCliDiff::printsWhatWouldRun()
{
    const Ended diff = m_program->run("diff --from app --to next");
    COMPARE_STATUS(diff, 0);
    QCOMPARE(diff.out, std::string("BEGIN;\nALTER TABLE public.t ALTER COLUMN a TYPE bigint;\n"
                                   "CREATE INDEX t_a ON public.t USING btree (a);\n\n"
                                   "-- Loses data: The column's values are gone.\n"
                                   "ALTER TABLE public.t DROP COLUMN b;\nCOMMIT;\n"));
    QVERIFY2(diff.err.empty(), diff.report().c_str());
}

void TestCliDiff::goesTheWayBack()
{
    const Ended diff = m_program->run("diff --from app --to next --down");
    COMPARE_STATUS(diff, 0);
    QCOMPARE(diff.out, std::string("BEGIN;\nDROP INDEX public.t_a;\nALTER TABLE public.t ALTER COLUMN a TYPE integer;\n"
                                   "ALTER TABLE public.t ADD COLUMN b text;\nCOMMIT;\n"));
    QCOMPARE(m_program->run("diff --from next --to app").out, diff.out);
}

void TestCliDiff::summarises()
{
    const Ended diff = m_program->run("diff --from app --to next --summary");
    COMPARE_STATUS(diff, 0);
    QCOMPARE(diff.out, std::string("alter column public.t.a [rewrite, may-fail]\ncreate index public.t_a [write-lock]\n"
                                   "drop column public.t.b [data-loss]\n"));
}

void TestCliDiff::speaksJson()
{
    const Ended diff = m_program->run("--json diff --from app --to next");
    COMPARE_STATUS(diff, 0);
    const QJsonObject document = diff.object();
    QCOMPARE(document["direction"_L1].toString(), "up"_L1);
    const QJsonArray changes = document["changes"_L1].toArray();
    QCOMPARE(changes.size(), 3);
    const QJsonObject first = changes.at(0).toObject();
    QCOMPARE(first["what"_L1].toString(), "alter"_L1);
    QCOMPARE(first["object"_L1].toString(), "column public.t.a"_L1);
    const QJsonObject statement = first["statements"_L1].toArray().at(0).toObject();
    QCOMPARE(statement["sql"_L1].toString(), "ALTER TABLE public.t ALTER COLUMN a TYPE bigint"_L1);
    QVERIFY(statement["transactional"_L1].toBool());
    QCOMPARE(statement["risks"_L1].toArray().at(0).toObject()["kind"_L1].toString(), "rewrite"_L1);
    QCOMPARE(document["sql"_L1].toString().toStdString(), m_program->run("diff --from app --to next").out);
}

void TestCliDiff::readsSnapshotFiles()
{
    m_project->writeFile("app.json", m_program->run("--db app snapshot").out);
    const Ended diff = m_program->run("diff --from app.json --to next");
    COMPARE_STATUS(diff, 0);
    // A file's names are printed under the search path it was taken with, and the script says which that was.
    QVERIFY2(diff.says("SET search_path"), diff.report().c_str());
    VERIFY_SAYS(diff, "ALTER COLUMN a TYPE bigint");
    QCOMPARE(m_program->run("diff --from app.json --to app").out, std::string());
    m_project->writeFile("next.json", m_program->run("--db next snapshot").out);
    QCOMPARE(m_program->run("diff --from app.json --to next.json").out, diff.out);
}

void TestCliDiff::takesUrlsAndKeywords()
{
    const auto settings = m_project->database("app").settings();
    std::string keywords;
    for (const auto &[keyword, value] : settings.keywords)
        keywords += keyword + "='" + value + "' ";
    const Ended diff = m_program->run("diff --from \"" + keywords + "\" --to next");
    COMPARE_STATUS(diff, 0);
    QCOMPARE(diff.out, m_program->run("diff --from app --to next").out);
}

void TestCliDiff::isEmptyWhereNothingDiffers()
{
    const Ended diff = m_program->run("diff --from app --to app");
    COMPARE_STATUS(diff, 0);
    QVERIFY2(diff.out.empty(), diff.report().c_str());
    QCOMPARE(m_program->run("--json diff --from app --to app").object()["changes"_L1].toArray().size(), 0);
}

void TestCliDiff::asksAboutRenames()
{
    m_project->addDatabase("old", "-").execute("CREATE TABLE users (id serial PRIMARY KEY, mail text UNIQUE);"
                                               "CREATE VIEW mails AS SELECT mail FROM users");
    m_project->addDatabase("renamed", "-")
        .execute("CREATE TABLE people (id serial PRIMARY KEY, email text UNIQUE);"
                 "CREATE VIEW mails AS SELECT email FROM people");
    const Ended hinted = m_program->run("diff --from old --to renamed --rename users=people");
    COMPARE_STATUS(hinted, 0);
    QVERIFY2(hinted.err.find("hint: column public.people.mail looks renamed") != std::string::npos
                 && hinted.err.find("--rename public.people.mail=public.people.email") != std::string::npos,
             hinted.report().c_str());
    const QJsonArray candidates =
        m_program->run("--json diff --from old --to renamed --rename users=people").object()["rename_candidates"_L1].toArray();
    QCOMPARE(candidates.size(), 1);
    QCOMPARE(candidates.at(0).toObject()["rename"_L1].toString(), "public.people.mail=public.people.email"_L1);
    // Said, it loses nothing, and its index, sequence and view come along.
    const std::string said = "diff --from old --to renamed --rename users=people --rename people.mail=people.email";
    const Ended diff = m_program->run(said);
    COMPARE_STATUS(diff, 0);
    QVERIFY2(diff.err.empty() && !diff.says("DROP") && !diff.says("CREATE"), diff.report().c_str());
    for (const char *statement :
         {"ALTER TABLE public.users RENAME TO people;", "ALTER TABLE public.people RENAME COLUMN mail TO email;",
          "ALTER VIEW public.mails RENAME COLUMN mail TO email;",
          "ALTER SEQUENCE public.users_id_seq RENAME TO people_id_seq;",
          "ALTER TABLE public.people RENAME CONSTRAINT users_pkey TO people_pkey;",
          "ALTER TABLE public.people RENAME CONSTRAINT users_mail_key TO people_email_key;"})
        VERIFY_SAYS(diff, statement);
    const Ended back = m_program->run(said + " --down");
    COMPARE_STATUS(back, 0);
    VERIFY_SAYS(back, "ALTER TABLE public.people RENAME TO users;");
    QVERIFY2(!back.says("DROP") && !back.says("CREATE"), back.report().c_str());
    // They run, and then nothing differs.
    m_project->database("old").execute(diff.out);
    QCOMPARE(m_program->run("diff --from old --to renamed").out, std::string());
}

void TestCliDiff::goesOnlineOnRequest()
{
    const Ended diff = m_program->run("diff --from app --to next --online");
    COMPARE_STATUS(diff, 0);
    VERIFY_SAYS(diff, "COMMIT;\n-- Outside of a transaction, which this can't be in:\n"
                      "CREATE INDEX CONCURRENTLY t_a ON public.t USING btree (a);\n");
}

void TestCliDiff::refuses_data()
{
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("code");
    QTest::newRow("nothing named") << "diff --from app" << 2 << "usage";
    QTest::newRow("no such database") << "diff --from app --to nxt" << 2 << "unknown-database";
    QTest::newRow("no snapshot") << "diff --from app --to retort.toml" << 2 << "sql-error";
    QTest::newRow("a broken snapshot") << "diff --from app --to broken.json" << 2 << "snapshot-syntax";
    QTest::newRow("no such name") << "diff --from app --to next --rename x=t" << 2 << "rename-not-found";
    QTest::newRow("no rename") << "diff --from app --to next --rename t" << 2 << "bad-rename";
    QTest::newRow("no keyword of libpq") << "diff --from app --to hots=localhost" << 2 << "bad-url";
}

void TestCliDiff::refuses()
{
    QFETCH(const QString, arguments);
    QFETCH(const int, status);
    QFETCH(const QString, code);
    const Ended text = m_program->run(arguments.toStdString());
    COMPARE_STATUS(text, status);
    QVERIFY2(text.out.empty() && text.err.starts_with("error: "), text.report().c_str());
    QCOMPARE(m_program->run("--json " + arguments.toStdString()).errorCode(), code.toStdString());
}

QTEST_GUILESS_MAIN(TestCliDiff)
#include "tst_clidiff.moc"

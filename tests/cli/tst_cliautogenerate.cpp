// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/program.h"

#include "tests/support/files.h"
#include "tests/support/printers.h"

using namespace retort::test;

/// `revision --autogenerate` and what `check` says of the desired schema (S-39 to S-50, S-53, S-54).
class TestCliAutogenerate : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void writesWhatIsMissingBothWays();
    void writesNoFileWhereNothingDiffers();
    void continuesTheDatabasesBranchAlone();
    void marksWhatLosesData();
    void splitsWhatOneTransactionCantTake();
    void comparesWithTheDatabaseOnRequest();
    void saysThatTheDatabaseIsBehind();
    void adoptsWhatWasDoneByHand();
    void checkSaysWhatTheBranchLacks();
    void leavesTheVersionTablesSchemaOut();
    void grantsToRolesOfTheDesiredSchema();
    void asksAboutRenames();
    void worksOnline();
    void speaksJson();
    void writesNothingThatFails();
    void refuses_data();
    void refuses();

private:
    void desire(const std::string &sql);
    std::vector<std::filesystem::path> files() const;
    /// The text of the one file that was added to those of init().
    std::string added() const;
    Ended generate(const std::string &rest = {});

    std::unique_ptr<ProjectFixture> m_project;
    std::unique_ptr<Program> m_program;
    QTemporaryDir m_cache;
};

constexpr const char *base = "CREATE TABLE users (id integer PRIMARY KEY, mail text);";

void TestCliAutogenerate::init()
{
    m_project = std::make_unique<ProjectFixture>();
    m_project->addDatabase("app");
    m_project->addDatabase("other");
    m_project->configure("app", "schema = \"schema.sql\"\n");
    m_project->addRevision({.id = "a1", .labels = {"app"}, .up = base, .down = "DROP TABLE users;"});
    m_project->addScene("o1 [other] -> o2");
    desire(base);
    m_program = std::make_unique<Program>(*m_project);
    m_program->set("XDG_CACHE_HOME", m_cache.path().toStdString()); // one test's replay serves the next
}

void TestCliAutogenerate::desire(const std::string &sql)
{
    m_project->writeFile("schema.sql", sql);
}

std::vector<std::filesystem::path> TestCliAutogenerate::files() const
{
    std::vector<std::filesystem::path> found;
    for (const auto &entry : std::filesystem::directory_iterator(m_project->revisionsFolder())) {
        const std::string name = entry.path().filename().string();
        if (!name.starts_with("a1_") && !name.starts_with("o1_") && !name.starts_with("o2_"))
            found.push_back(entry.path());
    }
    return found;
}

std::string TestCliAutogenerate::added() const
{
    const auto paths = files();
    return paths.size() == 1 ? contentOf(paths.front()) : std::to_string(paths.size()) + " files";
}

Ended TestCliAutogenerate::generate(const std::string &rest)
{
    return m_program->run("-x db=app revision --autogenerate -m \"add things\" " + rest);
}

void TestCliAutogenerate::writesWhatIsMissingBothWays()
{
    desire(std::string(base) + "ALTER TABLE users ADD COLUMN age integer; CREATE INDEX users_mail ON users (mail);");
    const Ended generated = generate("--rev-id b2");
    COMPARE_STATUS(generated, 0);
    VERIFY_SAYS(generated, "detected: create column public.users.age");
    VERIFY_SAYS(generated, "proven");
    const std::string text = added();
    QVERIFY2(text.find("-- Revises: a1\n") != std::string::npos, text.c_str());
    QVERIFY2(text.find("-- migrate:up\nALTER TABLE public.users ADD COLUMN age integer;\n"
                       "CREATE INDEX users_mail ON public.users USING btree (mail);\n") != std::string::npos, text.c_str());
    QVERIFY2(text.find("-- migrate:down\nDROP INDEX public.users_mail;\n") != std::string::npos, text.c_str());

    COMPARE_STATUS(m_program->run("-x db=app upgrade"), 0);
    QCOMPARE(m_project->database("app").value("SELECT count(*) FROM information_schema.columns"
                                              " WHERE table_name = 'users' AND column_name = 'age'"), std::string("1"));
    COMPARE_STATUS(m_program->run("-x db=app check"), 0);
    COMPARE_STATUS(m_program->run("-x db=app downgrade -1"), 0);
    QVERIFY(!m_project->database("app").hasRelation("public.users_mail"));
}

void TestCliAutogenerate::writesNoFileWhereNothingDiffers()
{
    const Ended generated = generate();
    COMPARE_STATUS(generated, 0);
    VERIFY_SAYS(generated, "No changes");
    QVERIFY(files().empty());
    COMPARE_STATUS(generate("--allow-empty"), 0);
    QCOMPARE(files().size(), std::size_t{1});
}

void TestCliAutogenerate::continuesTheDatabasesBranchAlone()
{
    // The tables of the other branch are not proposed to be dropped, and its heads don't matter (S-40, S-48).
    desire(std::string(base) + "CREATE TABLE tags (id integer);");
    COMPARE_STATUS(generate("--branch-label app"), 0);
    const std::string text = added();
    QVERIFY2(text.find("-- Revises: a1\n") != std::string::npos, text.c_str());
    QVERIFY2(text.find("t_o1") == std::string::npos, text.c_str());
    QVERIFY2(text.find("Branch Labels") == std::string::npos, text.c_str());
    COMPARE_STATUS(m_program->run("heads"), 0);
}

void TestCliAutogenerate::marksWhatLosesData()
{
    desire("CREATE TABLE users (id integer PRIMARY KEY);");
    COMPARE_STATUS(generate(), 0);
    const std::string text = added();
    QVERIFY2(text.find("-- Loses data: ") < text.find("DROP COLUMN mail"), text.c_str());
}

void TestCliAutogenerate::splitsWhatOneTransactionCantTake()
{
    m_project->addRevision({.id = "a2", .revises = {"a1"}, .up = "CREATE TYPE mood AS ENUM ('low');", .down = "DROP TYPE mood;"});
    desire(std::string(base) + "CREATE TYPE mood AS ENUM ('low', 'high'); ALTER TABLE users ADD COLUMN m mood DEFAULT 'high';");
    const Ended generated = generate();
    COMPARE_STATUS(generated, 0);
    VERIFY_SAYS(generated, "_1_of_2.sql");
    VERIFY_SAYS(generated, "_2_of_2.sql");
    VERIFY_SAYS(generated, "proven");
    COMPARE_STATUS(m_program->run("-x db=app upgrade"), 0);
    COMPARE_STATUS(m_program->run("-x db=app check"), 0);
    COMPARE_STATUS(m_program->run("-x db=app downgrade a2"), 0);
    QCOMPARE(m_project->database("app").value("SELECT string_agg(enumlabel, ' ') FROM pg_enum"), std::string("low"));
}

void TestCliAutogenerate::comparesWithTheDatabaseOnRequest()
{
    COMPARE_STATUS(m_program->run("-x db=app upgrade"), 0);
    m_project->database("app").execute("CREATE INDEX by_hand ON users (mail)");
    COMPARE_STATUS(generate(), 0);
    QVERIFY(files().empty()); // the replayed branch is as wanted
    const Ended generated = generate("--against live --unproven");
    QVERIFY2(added().find("DROP INDEX public.by_hand;") != std::string::npos, generated.report().c_str());
}

void TestCliAutogenerate::saysThatTheDatabaseIsBehind()
{
    desire(std::string(base) + "CREATE TABLE tags (id integer);");
    const Ended generated = generate("--against live --json");
    COMPARE_STATUS(generated, 7);
    QCOMPARE(generated.errorCode(), std::string("not-up-to-date"));
    VERIFY_SAYS(generated, "Target database is not up to date: 1 revision pending on app: a1.");
    VERIFY_SAYS(generated, "retort -x db=app upgrade");
    QVERIFY(files().empty());
}

void TestCliAutogenerate::adoptsWhatWasDoneByHand()
{
    COMPARE_STATUS(m_program->run("-x db=app upgrade"), 0);
    m_project->database("app").execute("CREATE INDEX by_hand ON users (mail)");
    COMPARE_STATUS(generate("--adopt --rev-id b2"), 0);
    QVERIFY(added().find("CREATE INDEX by_hand ON public.users USING btree (mail);") != std::string::npos);
    COMPARE_STATUS(m_program->run("-x db=app stamp b2"), 0);
    COMPARE_STATUS(m_program->run("-x db=app drift"), 0);
}

void TestCliAutogenerate::checkSaysWhatTheBranchLacks()
{
    COMPARE_STATUS(m_program->run("-x db=app upgrade"), 0);
    COMPARE_STATUS(m_program->run("-x db=app check"), 0);
    desire(std::string(base) + "CREATE TABLE tags (id integer);");
    const Ended check = m_program->run("-x db=app check");
    COMPARE_STATUS(check, 3);
    VERIFY_SAYS(check, "app: the branch lacks 1 change to the desired schema");
    VERIFY_SAYS(check, "create table public.tags");
    VERIFY_SAYS(check, "retort -x db=app revision --autogenerate");
    const Ended json = m_program->run("-x db=app check --json");
    COMPARE_STATUS(json, 3);
    const QJsonObject database = json.object()["databases"_L1].toArray().first().toObject();
    QCOMPARE(database["matches_desired_schema"_L1], QJsonValue(false));
    QCOMPARE(database["missing_changes"_L1].toArray().first()["object"_L1].toString(), u"table public.tags"_s);
    COMPARE_STATUS(m_program->run("-x db=app check --no-schema"), 0);
    QVERIFY(m_program->run("-x db=other check --json").object()["databases"_L1].toArray().first()["matches_desired_schema"_L1].isNull());
}

void TestCliAutogenerate::leavesTheVersionTablesSchemaOut()
{
    const std::string file = contentOf(m_project->file());
    m_project->writeFile("retort.toml", std::string(file).replace(file.find("[project]"), 9,
                                                                  "[project]\nversion_table_schema = \"meta\""));
    m_project->database("app").execute("CREATE SCHEMA meta");
    COMPARE_STATUS(m_program->run("-x db=app upgrade"), 0);
    COMPARE_STATUS(generate(), 0);
    QVERIFY(files().empty());
    COMPARE_STATUS(m_program->run("-x db=app verify"), 0);
    COMPARE_STATUS(m_program->run("-x db=app drift"), 0);
    COMPARE_STATUS(m_program->run("-x db=app check"), 0);
}

void TestCliAutogenerate::grantsToRolesOfTheDesiredSchema()
{
    desire(std::string("CREATE ROLE generated_reader;") + base + "GRANT SELECT ON users TO generated_reader, generated_other;");
    const Ended generated = generate();
    COMPARE_STATUS(generated, 0);
    VERIFY_SAYS(generated, "proven");
    const std::string text = added();
    QVERIFY2(text.find("GRANT SELECT ON TABLE public.users TO generated_reader;") != std::string::npos, text.c_str());
    QVERIFY2(text.find("REVOKE SELECT ON TABLE public.users FROM generated_reader;") != std::string::npos, text.c_str());
}

void TestCliAutogenerate::asksAboutRenames()
{
    desire("CREATE TABLE users (id integer PRIMARY KEY, email text);");
    const Ended asked = generate("--json");
    COMPARE_STATUS(asked, 1);
    QCOMPARE(asked.errorCode(), std::string("rename-undecided"));
    VERIFY_SAYS(asked, "--no-renames");
    QVERIFY(files().empty());
    COMPARE_STATUS(generate("--rename users.mail=users.nothing"), 2);
    const Ended renamed = generate("--rename users.mail=users.email");
    COMPARE_STATUS(renamed, 0);
    VERIFY_SAYS(renamed, "proven");
    const std::string text = added();
    QVERIFY2(text.find("RENAME COLUMN mail TO email") != std::string::npos, text.c_str());
    QVERIFY2(text.find("RENAME COLUMN email TO mail") != std::string::npos, text.c_str());
    QVERIFY2(text.find("DROP COLUMN") == std::string::npos, text.c_str());
}

void TestCliAutogenerate::worksOnline()
{
    desire(std::string(base) + "CREATE INDEX users_mail ON users (mail);");
    const Ended generated = generate("--online");
    COMPARE_STATUS(generated, 0);
    VERIFY_SAYS(generated, "proven");
    const std::string text = added();
    QVERIFY2(text.find("-- migrate:up transaction:false") != std::string::npos, text.c_str());
    QVERIFY2(text.find("CREATE INDEX CONCURRENTLY") != std::string::npos, text.c_str());
    COMPARE_STATUS(m_program->run("-x db=app upgrade"), 0);
    COMPARE_STATUS(m_program->run("-x db=app check"), 0);
}

void TestCliAutogenerate::speaksJson()
{
    desire(std::string(base) + "CREATE TABLE tags (id integer);");
    const Ended generated = generate("--json --rev-id b2");
    COMPARE_STATUS(generated, 0);
    const QJsonObject object = generated.object();
    QCOMPARE(object["proof"_L1].toString(), u"proven"_s);
    QCOMPARE(object["revisions"_L1].toArray().first()["id"_L1].toString(), u"b2"_s);
    QCOMPARE(object["changes"_L1].toArray().first()["object"_L1].toString(), u"table public.tags"_s);
    QVERIFY(object["leftover"_L1].toArray().isEmpty());
    const QJsonObject none = generate("--json").object();
    QCOMPARE(none["proof"_L1].toString(), u"nothing-to-prove"_s);
    QVERIFY(none["revisions"_L1].toArray().isEmpty());
}

void TestCliAutogenerate::writesNothingThatFails()
{
    // A row that the branch inserts stands against a constraint that is wanted.
    m_project->addRevision({.id = "a2", .revises = {"a1"}, .up = "INSERT INTO users VALUES (1, NULL);", .down = "DELETE FROM users;"});
    desire("CREATE TABLE users (id integer PRIMARY KEY, mail text NOT NULL);");
    const Ended refused = generate();
    COMPARE_STATUS(refused, 1);
    VERIFY_SAYS(refused, "fails on a scratch database");
    VERIFY_SAYS(refused, "--unproven");
    QVERIFY(files().size() == 1); // a2 alone
    COMPARE_STATUS(generate("--unproven"), 3);
    QCOMPARE(files().size(), std::size_t{2});
}

void TestCliAutogenerate::refuses_data()
{
    QTest::addColumn<QByteArray>("schema");
    QTest::addColumn<QByteArray>("arguments");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("code");
    const QByteArray generated = "-x db=app revision --autogenerate -m \"add things\" ";
    QTest::newRow("no message") << QByteArray(base) << QByteArray("-x db=app revision --autogenerate") << 2
                                << QByteArray("message-missing");
    QTest::newRow("no database") << QByteArray(base) << QByteArray("revision --autogenerate -m x") << 2
                                 << QByteArray("database-not-named");
    QTest::newRow("no schema") << QByteArray(base) << QByteArray("-x db=other revision --autogenerate -m x") << 2
                               << QByteArray("schema-missing");
    QTest::newRow("wrong branch") << QByteArray(base) << generated + "--branch-label other" << 1
                                  << QByteArray("wrong-branch");
    QTest::newRow("broken schema") << QByteArray("CREATE TABLE x (;") << generated << 2 << QByteArray("sql-error");
    QTest::newRow("unknown place") << QByteArray(base) << generated + "--scratch nowhere" << 2 << QByteArray("usage");
    QTest::newRow("not without --autogenerate") << QByteArray(base) << QByteArray("-x db=app revision -m x --adopt") << 2
                                                << QByteArray("usage");
}

void TestCliAutogenerate::refuses()
{
    QFETCH(const QByteArray, schema);
    QFETCH(const QByteArray, arguments);
    QFETCH(const int, status);
    QFETCH(const QByteArray, code);
    desire(schema.toStdString());
    const Ended refused = m_program->run(arguments.toStdString() + " --json");
    COMPARE_STATUS(refused, status);
    QCOMPARE(refused.errorCode(), code.toStdString());
    QVERIFY(files().empty());
}

QTEST_GUILESS_MAIN(TestCliAutogenerate)
#include "tst_cliautogenerate.moc"

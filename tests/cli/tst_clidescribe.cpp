// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/program.h"

#include "tests/support/clientprograms.h"
#include "tests/support/printers.h"

using namespace retort::test;

namespace
{

constexpr const char *sample = R"sql(
CREATE TYPE mood AS ENUM ('sad', 'happy');
CREATE TABLE sites (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL UNIQUE);
CREATE TABLE devices (
    id bigserial PRIMARY KEY,
    site integer REFERENCES sites ON DELETE CASCADE,
    address inet NOT NULL,
    mood mood DEFAULT 'happy',
    CHECK (address <> '0.0.0.0'));
COMMENT ON TABLE devices IS 'what we ping';
CREATE INDEX devices_by_site ON devices (site) WHERE site > 0;
CREATE VIEW quiet AS SELECT id FROM devices WHERE mood = 'sad';
CREATE MATERIALIZED VIEW counted AS SELECT count(*) AS n FROM devices;
CREATE TABLE "Strange ""Name""" (a int);
CREATE TABLE parts (n int) PARTITION BY RANGE (n);
CREATE TABLE parts_1 PARTITION OF parts FOR VALUES FROM (1) TO (10);
CREATE SCHEMA other;
CREATE TABLE other.devices (n int);
)sql";

} // namespace

/// `describe` prints psql's text, byte for byte; its list is psql's too where every schema is in sight.
class TestCliDescribe : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void printsWhatPsqlPrints_data();
    void printsWhatPsqlPrints();
    void listsWhatPsqlLists();
    void listsObjectsAsPsql_data();
    void listsObjectsAsPsql();
    void listsObjectsAsJson();
    void tellsWhoLocksARelation();
    void takesASnapshot();
    void listsSizesAndComments();
    void listAsJson();
    void relationAsJson();
    void needsNoProjectWithAUrl();
    void refuses_data();
    void refuses();
    void marksTheVersionTable();

private:
    std::unique_ptr<ProjectFixture> m_project;
    std::unique_ptr<Program> m_program;
};

void TestCliDescribe::initTestCase()
{
    m_project = std::make_unique<ProjectFixture>();
    m_project->addDatabase("app", "-").execute(sample);
    m_program = std::make_unique<Program>(*m_project);
}

void TestCliDescribe::printsWhatPsqlPrints_data()
{
    QTest::addColumn<QString>("name");
    for (const char *name : {"sites", "devices", "other.devices", "quiet", "counted", "parts", "parts_1",
                             "devices_by_site", "devices_id_seq", "public.*", "dev*"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

void TestCliDescribe::printsWhatPsqlPrints()
{
    QFETCH(const QString, name);
    for (const std::string form : {"", "+"}) {
        const Ended ours = m_program->run("describe " + name.toStdString() + (form.empty() ? "" : " -v"));
        COMPARE_STATUS(ours, 0);
        QVERIFY2(ours.err.empty(), ours.report().c_str());
        QCOMPARE(
            QString::fromStdString(ours.out),
            QString::fromStdString(psqlOutput(m_project->database("app"), "\\d" + form + " " + name.toStdString())));
    }
}

/// psql's list is of what the search path shows; ours, of every schema. Where there is but one, they are the same.
void TestCliDescribe::listsWhatPsqlLists()
{
    const Ended all = m_program->run("describe");
    COMPARE_STATUS(all, 0);
    QVERIFY2(all.out.find(" other  | devices") != std::string::npos, all.report().c_str());

    ProjectFixture project;
    project.addDatabase("app", "-").execute("CREATE TABLE a (n serial); CREATE VIEW b AS SELECT 1 AS one");
    const Ended ours = Program(project).run("describe");
    COMPARE_STATUS(ours, 0);
    QCOMPARE(QString::fromStdString(ours.out), QString::fromStdString(psqlOutput(project.database("app"), "\\d")));
}

void TestCliDescribe::listsObjectsAsPsql_data()
{
    QTest::addColumn<QString>("command");
    QTest::addColumn<QString>("name");
    for (const QString &command : words("dt di dv dm ds dE dn df dT dx du")) {
        for (const QString &name : QStringList{{}, u"*"_s, u"*.*"_s, u"dev*"_s, u"other"_s, u"other.*"_s}) {
            // Roles come and go with the tests beside this one; psql complains of dots where there is no schema.
            const bool hasNoSchema = command == "dn"_L1 || command == "dx"_L1 || command == "du"_L1;
            if (hasNoSchema && name.contains(u'.'))
                continue;
            QTest::addRow("%s %s", qPrintable(command), qPrintable(name)) << command << name;
        }
    }
}

void TestCliDescribe::listsObjectsAsPsql()
{
    QFETCH(const QString, command);
    QFETCH(const QString, name);
    ScratchDatabase &app = m_project->database("app");
    for (const bool isVerbose : {false, true}) {
        if (command == "dx"_L1 && isVerbose)
            continue; // in psql another list altogether
        const std::string chosen = name.isEmpty() ? std::string() : " " + name.toStdString();
        const Ended ours = m_program->run("describe --list " + command.toStdString() + chosen + (isVerbose ? " -v" : ""));
        const std::string psql =
            psqlOutput(app, "\\" + command.toStdString() + (isVerbose ? "+" : "") + chosen);
        QCOMPARE(QString::fromStdString(ours.out), QString::fromStdString(psql));
        COMPARE_STATUS(ours, psql.empty() && !name.isEmpty() ? 1 : 0);
    }
}

void TestCliDescribe::listsObjectsAsJson()
{
    const Ended types = m_program->run("--json describe --list types -v");
    COMPARE_STATUS(types, 0);
    QCOMPARE(types.array().size(), 1);
    QCOMPARE(types.array()[0]["internal_name"_L1].toString(), u"mood"_s);
    QCOMPARE(types.array()[0]["elements"_L1].toString(), u"sad\nhappy"_s);
    const Ended none = m_program->run("--json describe --list foreign-tables");
    COMPARE_STATUS(none, 0);
    QVERIFY(none.array().isEmpty());
    const Ended unknown = m_program->run("--json describe --list gadgets");
    COMPARE_STATUS(unknown, 2);
    QCOMPARE(unknown.errorCode(), "unknown-list");
    COMPARE_STATUS(m_program->run("describe --list schemas a.b"), 2);
}

void TestCliDescribe::tellsWhoLocksARelation()
{
    auto other = retort::postgres::Connection::connect(m_project->database("app").settings(), {}, "an ALTER");
    VERIFY_OK(other);
    VERIFY_OK(other->execute("BEGIN; LOCK TABLE quiet IN ACCESS EXCLUSIVE MODE"));
    const Ended ended = m_program->run("describe quiet");
    VERIFY_OK(other->execute("ROLLBACK"));
    COMPARE_STATUS(ended, 5);
    VERIFY_SAYS(ended, "public.quiet is locked by process");
    VERIFY_SAYS(ended, "an ALTER");
    COMPARE_STATUS(m_program->run("describe quiet"), 0);
}

void TestCliDescribe::takesASnapshot()
{
    const Ended ended = m_program->run("snapshot");
    COMPARE_STATUS(ended, 0);
    const QJsonObject snapshot = ended.object();
    QCOMPARE(snapshot["server"_L1]["encoding"_L1].toString(), u"UTF8"_s);
    QCOMPARE(snapshot["types"_L1][0]["labels"_L1].toArray(), (QJsonArray{u"sad"_s, u"happy"_s}));
    QVERIFY(snapshot["relations"_L1].toArray().size() >= 8);
    QVERIFY(!snapshot["relations"_L1][0]["total_bytes"_L1].isNull());

    const Ended chosen = m_program->run("snapshot --no-sizes devices");
    COMPARE_STATUS(chosen, 0);
    QCOMPARE(chosen.object()["relations"_L1].toArray().size(), 1);
    QVERIFY(chosen.object()["relations"_L1][0]["total_bytes"_L1].isNull());
    QCOMPARE(m_program->run("--json snapshot devcies").errorCode(), "relation-not-found");
}

void TestCliDescribe::listsSizesAndComments()
{
    const Ended ended = m_program->run("describe -v");
    COMPARE_STATUS(ended, 0);
    VERIFY_SAYS(ended, "Description");
    VERIFY_SAYS(ended, "what we ping");
    VERIFY_SAYS(ended, " kB");
}

void TestCliDescribe::listAsJson()
{
    const Ended ended = m_program->run("--json describe");
    COMPARE_STATUS(ended, 0);
    const QJsonArray list = ended.array();
    QVERIFY2(list.size() >= 8, ended.report().c_str());
    for (const QJsonValue &relation : list) {
        QCOMPARE(keysOf(relation),
                 words("comment estimated_rows is_continuous_aggregate is_hypertable is_version_table kind name owner"
                       " schema total_bytes"));
    }
    QCOMPARE(list.first()["schema"_L1].toString(), u"other"_s);
}

void TestCliDescribe::relationAsJson()
{
    const Ended ended = m_program->run("--json describe devices");
    COMPARE_STATUS(ended, 0);
    const QJsonArray relations = ended.array();
    QCOMPARE(relations.size(), 1);
    const QJsonObject devices = relations.first().toObject();
    QCOMPARE(devices["kind"_L1].toString(), u"table"_s);
    QCOMPARE(devices["comment"_L1].toString(), u"what we ping"_s);
    const QJsonArray columns = devices["columns"_L1].toArray();
    QCOMPARE(columns.size(), 4);
    QCOMPARE(columns[2]["name"_L1].toString(), u"address"_s);
    QCOMPARE(columns[2]["type"_L1].toString(), u"inet"_s);
    QVERIFY(columns[2]["not_null"_L1].toBool());
    QCOMPARE(columns[3]["default"_L1].toString(), u"'happy'::mood"_s);
    QCOMPARE(devices["foreign_keys"_L1][0]["to"_L1].toString(), u"public.sites"_s);
    QCOMPARE(devices["indexes"_L1].toArray().size(), 2);
    QVERIFY(devices["hypertable"_L1].isNull());
}

void TestCliDescribe::needsNoProjectWithAUrl()
{
    const auto settings = m_project->database("app").settings();
    const QTemporaryDir nowhere;
    Program program(nowhere.path().toStdString());
    program.set("PGPASSWORD", settings.value("password"));
    const std::string host = settings.host();
    const bool isSocket = host.starts_with('/');
    const std::string url = "postgresql://" + settings.user() + "@" + (isSocket ? std::string() : host) + ":"
        + settings.port() + "/" + settings.databaseName() + (isSocket ? "?host=" + host : std::string());
    const Ended ended = program.run("--url " + url + " describe sites");
    COMPARE_STATUS(ended, 0);
    VERIFY_SAYS(ended, "Table \"public.sites\"");
    const Ended list = program.run("--url " + url + " --json describe");
    COMPARE_STATUS(list, 0);
    QVERIFY(list.array().size() >= 8);
}

void TestCliDescribe::refuses_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("said");
    QTest::newRow("not there") << "devcies" << 1 << "relation-not-found"
                               << "devices";
    QTest::newRow("bad pattern") << "a[b" << 2 << "bad-pattern"
                                 << "a[b";
    QTest::newRow("another database") << "x.public.sites" << 2 << "bad-pattern"
                                      << "cross-database";
}

void TestCliDescribe::refuses()
{
    QFETCH(const QString, name);
    QFETCH(const int, status);
    QFETCH(const QString, code);
    QFETCH(const QString, said);
    const Ended text = m_program->run("describe " + name.toStdString());
    COMPARE_STATUS(text, status);
    QVERIFY2(text.out.empty() && text.err.starts_with("error: "), text.report().c_str());
    VERIFY_SAYS(text, said.toStdString());
    QCOMPARE(m_program->run("--json describe " + name.toStdString()).errorCode(), code.toStdString());
}

void TestCliDescribe::marksTheVersionTable()
{
    ScratchDatabase &app = m_project->database("app");
    app.execute("CREATE TABLE alembic_version (version_num varchar(32))");
    for (const QJsonValue &relation : m_program->run("--json describe").array())
        QCOMPARE(relation["is_version_table"_L1].toBool(), relation["name"_L1].toString() == "alembic_version"_L1);
    app.execute("DROP TABLE alembic_version");
}

QTEST_GUILESS_MAIN(TestCliDescribe)
#include "tst_clidescribe.moc"

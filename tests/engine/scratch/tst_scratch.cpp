// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/scratch/schemafiles.h"
#include "engine/scratch/scratchserver.h"
#include "tests/support/files.h"
#include "tests/support/postgresfixture.h"
#include "tests/support/printers.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace retort;
using scratch::ScratchServer;
using test::PostgresFixture;

/// Scratch databases, in the sandbox and beside a database, and schemas from files.
class TestScratch : public QObject
{
    Q_OBJECT

private slots:
    void makesAndDropsInTheSandbox();
    void takesTheRolesThatScriptsMadeAway();
    void makesAndDropsBeside();
    void sweepsWhatAKilledProgramLeft();
    void needsTheRightToCreate();
    void runsAllFilesOfAFolderInOrder();
    void runsWhatPgDumpWrites();
    void saysWhereAFileFails_data();
    void saysWhereAFileFails();
    void saysWhichFilesAreMissing();

private:
    static postgres::Connection connect(const postgres::ConnectionSettings &settings);
    static std::string value(postgres::Connection &connection, const std::string &sql);
    static void write(const std::string &path, const char *text);
    static ScratchServer sandbox();
    static std::string pathIn(const QTemporaryDir &folder, const char *name);
};

postgres::Connection TestScratch::connect(const postgres::ConnectionSettings &settings)
{
    auto connection = postgres::Connection::connect(settings);
    if (!connection)
        qFatal("%s", test::describe(connection.error()).c_str());
    return *std::move(connection);
}

std::string TestScratch::value(postgres::Connection &connection, const std::string &sql)
{
    const auto found = connection.query(sql);
    if (!found)
        qFatal("%s", test::describe(found.error()).c_str());
    return found->rowCount() == 0 ? std::string() : found->text(0, 0);
}

void TestScratch::write(const std::string &path, const char *text)
{
    test::rewrite(path, text);
}

std::string TestScratch::pathIn(const QTemporaryDir &folder, const char *name)
{
    return folder.path().toStdString() + '/' + name;
}

ScratchServer TestScratch::sandbox()
{
    auto server = ScratchServer::inSandbox();
    if (!server)
        qFatal("%s", test::describe(server.error()).c_str());
    return *std::move(server);
}

void TestScratch::makesAndDropsInTheSandbox()
{
    ScratchServer server = sandbox();
    QVERIFY(server.isPrivate());
    std::string name;
    {
        auto database = server.create("app_owner", {"app_reader"});
        QVERIFY2(database.isOk(), test::describe(database).c_str());
        name = database->name();
        postgres::Connection connection = connect(database->settings());
        QCOMPARE(value(connection, "SELECT current_user"), std::string("app_owner"));
        QCOMPARE(value(connection, "SELECT count(*) FROM pg_roles WHERE rolname = 'app_reader'"), std::string("1"));
        QCOMPARE(connection.server().versionText, server.identity().version);
    }
    auto other = server.create("app_owner");
    QVERIFY2(other.isOk(), test::describe(other).c_str());
    postgres::Connection connection = connect(other->settings());
    QCOMPARE(value(connection, "SELECT count(*) FROM pg_database WHERE datname = '" + name + '\''), std::string("0"));
}

void TestScratch::takesTheRolesThatScriptsMadeAway()
{
    ScratchServer server = sandbox();
    {
        auto database = server.create("retort");
        QVERIFY2(database.isOk(), test::describe(database).c_str());
        postgres::Connection connection = connect(database->settings());
        QVERIFY(connection.execute("CREATE ROLE made_by_a_script; CREATE TABLE t (); ALTER TABLE t OWNER TO made_by_a_script"));
    }
    auto again = server.create("retort");
    QVERIFY2(again.isOk(), test::describe(again).c_str());
    postgres::Connection connection = connect(again->settings());
    QVERIFY(connection.execute("CREATE ROLE made_by_a_script"));
}

void TestScratch::makesAndDropsBeside()
{
    const test::ScratchDatabase target;
    std::string name;
    {
        auto server = ScratchServer::beside(target.settings());
        QVERIFY2(server.isOk(), test::describe(server).c_str());
        QVERIFY(!server->isPrivate());
        auto database = server->create(server->defaultOwner());
        QVERIFY2(database.isOk(), test::describe(database).c_str());
        name = database->name();
        postgres::Connection connection = connect(database->settings());
        QCOMPARE(value(connection, "SELECT current_user"), target.settings().user());
        QCOMPARE(target.value("SELECT count(*) FROM pg_database WHERE datname = '" + name + '\''), std::string("1"));
    }
    QCOMPARE(target.value("SELECT count(*) FROM pg_database WHERE datname = '" + name + '\''), std::string("0"));
}

void TestScratch::sweepsWhatAKilledProgramLeft()
{
    const test::ScratchDatabase target;
    auto running = ScratchServer::beside(target.settings());
    QVERIFY2(running.isOk(), test::describe(running).c_str());
    auto inUse = running->create(running->defaultOwner());
    QVERIFY2(inUse.isOk(), test::describe(inUse).c_str());
    const std::string left = inUse->name().substr(0, inUse->name().rfind('_')) + "_0123456789abcdef";
    target.execute("CREATE DATABASE " + left);
    target.execute("CREATE DATABASE retort_scratch_of_a_person");

    const auto next = ScratchServer::beside(target.settings());
    QVERIFY2(next.isOk(), test::describe(next).c_str());
    const auto there = [&target](const std::string &name) {
        return target.value("SELECT count(*) FROM pg_database WHERE datname = '" + name + '\'') == "1";
    };
    QVERIFY(!there(left));
    QVERIFY(there("retort_scratch_of_a_person"));
    QVERIFY(there(inUse->name()));
    target.execute("DROP DATABASE retort_scratch_of_a_person");
}

void TestScratch::needsTheRightToCreate()
{
    if (PostgresFixture::instance().isExternal())
        QSKIP("roles can't be made on a server of somebody else's");
    const test::ScratchDatabase target;
    postgres::Connection superuser = connect(target.superuserSettings());
    QVERIFY(superuser.execute("DROP ROLE IF EXISTS scratch_nobody; CREATE ROLE scratch_nobody LOGIN PASSWORD 'x'"));
    postgres::ConnectionSettings settings = target.settings();
    settings.keywords["user"] = "scratch_nobody";
    settings.keywords["password"] = "x";
    const auto server = ScratchServer::beside(settings);
    QVERIFY(!server);
    QCOMPARE(server.error().code, std::string("scratch-not-allowed"));
    QVERIFY(server.error().hint.find("CREATEDB") != std::string::npos);
    QVERIFY(superuser.execute("DROP ROLE scratch_nobody"));
}

void TestScratch::runsAllFilesOfAFolderInOrder()
{
    const QTemporaryDir folder;
    QVERIFY(QDir(folder.path()).mkdir(QLatin1String("later")));
    write(pathIn(folder, "later/a.sql"), "CREATE VIEW v AS SELECT id FROM app.t;");
    write(pathIn(folder, "b.sql"), "CREATE TABLE app.t (id integer);");
    write(pathIn(folder, "a.sql"), "CREATE SCHEMA app; SET search_path = nowhere;");
    const auto files = scratch::SchemaFiles::read(folder.path().toStdString());
    QVERIFY2(files.isOk(), test::describe(files).c_str());
    const test::ScratchDatabase database;
    postgres::Connection connection = connect(database.settings());
    const auto done = files->runOn(connection);
    QVERIFY2(done.isOk(), test::describe(done).c_str());
    QVERIFY(database.hasRelation("public.v"));
}

void TestScratch::runsWhatPgDumpWrites()
{
    const QTemporaryDir folder;
    write(pathIn(folder, "dump.sql"), "\\restrict abc\nSET standard_conforming_strings = on;\n"
                                       "CREATE TABLE public.t (id integer, name text);\n"
                                       "COPY public.t (id, name) FROM stdin;\n1\tone\n2\ttwo\n\\.\n\n\\unrestrict abc\n");
    const auto files = scratch::SchemaFiles::read(pathIn(folder, "dump.sql"));
    QVERIFY2(files.isOk(), test::describe(files).c_str());
    const test::ScratchDatabase database;
    postgres::Connection connection = connect(database.settings());
    const auto done = files->runOn(connection);
    QVERIFY2(done.isOk(), test::describe(done).c_str());
    QCOMPARE(database.value("SELECT string_agg(name, ' ' ORDER BY id) FROM public.t"), std::string("one two"));
}

void TestScratch::saysWhereAFileFails_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<int>("line");
    QTest::newRow("a statement") << QByteArray("CREATE TABLE t ();\n\n  CREATE TABLE t ();\n") << QByteArray("sql-error") << 3;
    QTest::newRow("a literal without an end") << QByteArray("CREATE TABLE t ();\nSELECT 'a") << QByteArray("unterminated-literal") << 2;
    QTest::newRow("a command of psql") << QByteArray("\\connect elsewhere\n") << QByteArray("psql-meta-command") << 1;
    QTest::newRow("a transaction that stays open") << QByteArray("BEGIN;\nCREATE TABLE t ();\n")
                                                   << QByteArray("transaction-left-open") << 0;
}

void TestScratch::saysWhereAFileFails()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QByteArray, code);
    QFETCH(const int, line);
    const QTemporaryDir folder;
    write(pathIn(folder, "schema.sql"), text.constData());
    const auto files = scratch::SchemaFiles::read(pathIn(folder, "schema.sql"));
    QVERIFY2(files.isOk(), test::describe(files).c_str());
    const test::ScratchDatabase database;
    postgres::Connection connection = connect(database.settings());
    const auto done = files->runOn(connection);
    QVERIFY(!done);
    QCOMPARE(done.error().code, code.toStdString());
    QCOMPARE(done.error().place.line, line);
}

void TestScratch::saysWhichFilesAreMissing()
{
    const QTemporaryDir folder;
    const auto missing = scratch::SchemaFiles::read(pathIn(folder, "nothing.sql"));
    QVERIFY(!missing);
    QCOMPARE(missing.error().code, std::string("schema-not-found"));
    const auto empty = scratch::SchemaFiles::read(folder.path().toStdString());
    QVERIFY(!empty);
    QCOMPARE(empty.error().code, std::string("schema-empty"));
}

QTEST_GUILESS_MAIN(TestScratch)
#include "tst_scratch.moc"

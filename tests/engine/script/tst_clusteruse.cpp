// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/script/clusteruse.h"
#include "engine/base/text.h"

#include <QTest>

using namespace retort;

/// What scripts ask of the server beyond their own database.
class TestClusterUse : public QObject
{
    Q_OBJECT

private slots:
    void findsRolesAndChanges_data();
    void findsRolesAndChanges();
};

void TestClusterUse::findsRolesAndChanges_data()
{
    QTest::addColumn<QByteArrayList>("statements");
    QTest::addColumn<QByteArray>("roles");
    QTest::addColumn<QByteArray>("changes");
    const auto row = [](const char *name, const QByteArrayList &statements, const char *roles, const char *changes = "") {
        QTest::newRow(name) << statements << QByteArray(roles) << QByteArray(changes);
    };
    row("a table", {"CREATE TABLE t (role text, owner text)"}, "");
    row("grantees", {"GRANT SELECT ON t TO reader, PUBLIC", "REVOKE ALL ON t FROM writer"}, "reader writer");
    row("owners", {"ALTER TABLE t OWNER TO keeper", "CREATE SCHEMA s AUTHORIZATION boss"}, "boss keeper");
    row("a policy", {"CREATE POLICY p ON t TO tenant USING (true)"}, "tenant");
    row("default privileges", {"ALTER DEFAULT PRIVILEGES FOR ROLE maker GRANT SELECT ON TABLES TO reader"},
        "maker reader");
    row("the session's role", {"SET ROLE somebody", "SET ROLE NONE", "SET search_path = app"}, "somebody");
    row("who is there anyway", {"ALTER TABLE t OWNER TO CURRENT_USER", "GRANT pg_read_all_data TO reader"}, "reader",
        "GRANT of a role");
    row("a role of its own", {"CREATE ROLE reader", "GRANT SELECT ON t TO reader"}, "", "CREATE ROLE reader");
    row("in a block", {"DO $$ BEGIN CREATE ROLE reader; EXECUTE 'GRANT SELECT ON t TO other'; END $$"}, "other",
        "CREATE ROLE reader");
    row("members", {"GRANT team TO ann"}, "ann team", "GRANT of a role");
    row("the server's own", {"ALTER SYSTEM SET work_mem = '1GB'", "CREATE DATABASE d", "DROP TABLESPACE s"}, "",
        "ALTER SYSTEM, CREATE DATABASE d, DROP TABLESPACE s");
    row("what can't be parsed", {"GRANT SELEKT", "CREATE ROLE"}, "");
}

void TestClusterUse::findsRolesAndChanges()
{
    QFETCH(const QByteArrayList, statements);
    QFETCH(const QByteArray, roles);
    QFETCH(const QByteArray, changes);
    script::ClusterUse use;
    for (const QByteArray &statement : statements)
        use.add(statement.toStdString());
    const auto listed = [](const std::set<std::string> &texts, const char *separator) {
        return QByteArray::fromStdString(text::join({texts.begin(), texts.end()}, separator));
    };
    QCOMPARE(listed(use.rolesNeeded(), " "), roles);
    QCOMPARE(listed(use.changes(), ", "), changes);
}

QTEST_GUILESS_MAIN(TestClusterUse)
#include "tst_clusteruse.moc"

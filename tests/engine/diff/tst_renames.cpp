// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/diff/nametokens.h"
#include "engine/diff/renames.h"

#include <QTest>

using namespace retort;
using namespace retort::diff;
using catalog::Column;
using catalog::Relation;
using catalog::Snapshot;

namespace
{

/// A table of app, "users: id integer, mail text".
Relation table(const char *text)
{
    const QStringList halves = QString::fromUtf8(text).split(QStringLiteral(": "));
    Relation relation;
    relation.summary.name = {"app", halves.at(0).toStdString()};
    for (const QString &item : halves.at(1).split(QStringLiteral(", "))) {
        const QStringList words = item.split(u' ');
        Column column;
        column.name = words.at(0).toStdString();
        column.type = words.at(1).toStdString();
        column.number = static_cast<int>(relation.columns.size()) + 1;
        relation.columns.push_back(std::move(column));
    }
    return relation;
}

Snapshot schemaOf(const QByteArray &lines)
{
    Snapshot snapshot;
    for (const QByteArray &line : lines.split('\n')) {
        if (!line.isEmpty())
            snapshot.relations.push_back(table(line.constData()));
    }
    return snapshot;
}

std::string listOf(const std::vector<RenameCandidate> &candidates)
{
    std::string list;
    for (const RenameCandidate &one : candidates)
        list += (list.empty() ? "" : "; ") + one.rename.from.kind + ' ' + one.rename.toString();
    return list;
}

} // namespace

/// What looks renamed, what a person says is renamed, and how names are followed through texts.
class TestRenames : public QObject
{
    Q_OBJECT

private slots:
    void findsCandidates_data();
    void findsCandidates();
    void readsWhatAPersonSays_data();
    void readsWhatAPersonSays();
    void followsNames_data();
    void followsNames();
    void findsAliases();
};

void TestRenames::findsCandidates_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<QByteArray>("candidates");
    const auto row = [](const char *name, const char *from, const char *to, const char *candidates) {
        QTest::newRow(name) << QByteArray(from) << QByteArray(to) << QByteArray(candidates);
    };
    row("nothing", "t: a integer", "t: a integer", "");
    row("a table", "users: id integer, mail text", "people: id integer, mail text", "table app.users=app.people");
    row("a table with one more column", "users: id integer, mail text, name text",
        "people: id integer, mail text, name text, age integer", "table app.users=app.people");
    row("tables that have little in common", "a: x integer, y text, z date", "b: x integer, p uuid, q uuid", "");
    row("each to its likest", "a: x integer, y text\nb: x integer, z date", "c: x integer, z date\nd: x integer, y text",
        "table app.a=app.d; table app.b=app.c");
    row("a column", "t: id integer, mail text", "t: id integer, email text", "column app.t.mail=app.t.email");
    row("a column of another type", "t: id integer, mail text", "t: id integer, email uuid", "");
    row("a column that is somewhere else and called quite differently", "t: abc text, id integer, x integer",
        "t: id integer, x integer, zzz text", "");
    row("two columns, told apart by their names", "t: first_name text, last_name text", "t: name_first text, name_last text",
        "column app.t.first_name=app.t.name_first; column app.t.last_name=app.t.name_last");
    row("a new column is no rename", "t: id integer", "t: id integer, mail text", "");
}

void TestRenames::findsCandidates()
{
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    QFETCH(QByteArray, candidates);
    const auto found = renameCandidates(schemaOf(from), schemaOf(to));
    QCOMPARE(listOf(found), candidates.toStdString());
    for (const RenameCandidate &one : found)
        QVERIFY(!one.evidence.empty() && one.score >= 0.5 && one.score <= 1.0);
}

void TestRenames::readsWhatAPersonSays_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("rename");
    const auto row = [](const char *text, const char *rename) { QTest::newRow(text) << QByteArray(text) << QByteArray(rename); };
    row("users=people", "table app.users=app.people");
    row("app.users=app.people", "table app.users=app.people");
    row("t.mail=t.email", "column app.t.mail=app.t.email");
    row("app.t.mail=email", "column app.t.mail=app.t.email");
    row("\"odd = name\"=plain", "table app.\"odd = name\"=app.plain");
    row("user=people", "rename-not-found");
    row("users=peple", "rename-not-found");
    row("t.id=t.email", "column app.t.id=app.t.email");
    row("users=t", "rename-taken");
    row("users", "bad-rename");
    row("=people", "bad-rename");
    row("a.b.c.d=e", "bad-rename");
}

void TestRenames::readsWhatAPersonSays()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, rename);
    const Snapshot from = schemaOf("users: id integer\nt: id integer, mail text\nodd = name: x integer");
    const Snapshot to = schemaOf("people: id integer\nt: id integer, email text\nplain: x integer");
    const auto found = findRename(from, to, text.toStdString());
    if (!found) {
        QCOMPARE(found.error().code, rename.toStdString());
        QVERIFY(!found.error().hint.empty());
        return;
    }
    QCOMPARE(found->from.kind + ' ' + found->toString(), rename.toStdString());
}

void TestRenames::followsNames_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("result");
    const auto row = [](const char *text, const char *result) { QTest::newRow(text) << QByteArray(text) << QByteArray(result); };
    row("SELECT * FROM app.old", "SELECT * FROM app.new");
    row("SELECT old.a FROM app.old", "SELECT old.a FROM app.new");
    row("app.older", "app.older");
    row("table app.old", "table app.new");
    row("column app.old.a", "column app.new.a");
    row("'app.old'::text", "'app.old'::text");
    row("nextval('app.old'::regclass)", "nextval('app.new'::regclass)");
    row("\"app\".\"old\"", "app.new");
    row("other.app.old", "other.app.old");
}

void TestRenames::followsNames()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, result);
    QCOMPARE(withChain(text.toStdString(), {"app", "old"}, {"app", "new"}), result.toStdString());
}

void TestRenames::findsAliases()
{
    const std::set<std::string> expected{"t", "x", "y z"};
    QCOMPARE(aliasesOf("SELECT 't' FROM app.t, app.t x JOIN app.t AS \"y z\" ON true LEFT JOIN app.t ON false",
                       {"app", "t"}),
             expected);
}

QTEST_GUILESS_MAIN(TestRenames)
#include "tst_renames.moc"

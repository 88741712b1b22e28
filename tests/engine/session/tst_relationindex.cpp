// SPDX-License-Identifier: GPL-3.0-or-later
// Which revisions touch which relations: read in turns, each file once until it changes.
#include "engine/session/relationindex.h"
#include "tests/support/scene.h"

#include <QTemporaryDir>
#include <QTest>

#include <filesystem>
#include <fstream>

using namespace retort;
using namespace retort::session;
using namespace std::chrono_literals;

namespace
{

struct Folder {
    QTemporaryDir folder;

    std::filesystem::path pathOf(const std::string &id) const
    {
        return folder.filePath(QString::fromStdString(id + ".sql")).toStdString();
    }
    void write(const char *id, const char *revises, const char *up) const
    {
        test::RevisionText text;
        text.id = id;
        if (*revises != '\0')
            text.revises = {revises};
        text.up = up;
        text.down = "SELECT 1;";
        std::ofstream(pathOf(id)) << test::fileTextOf(text);
    }
    std::shared_ptr<const script::ScriptDirectory> load() const
    {
        auto scripts = script::ScriptDirectory::load({folder.path().toStdString()});
        if (!scripts)
            qFatal("%s", scripts.error().toString().c_str());
        return std::make_shared<script::ScriptDirectory>(std::move(scripts).value());
    }
};

QStringList namesOf(const RelationIndexPtr &index, const char *revision)
{
    QStringList names;
    for (const script::TouchedRelation &relation : index->of(revision))
        names << QString::fromStdString(relation.name);
    return names;
}

QStringList list(const char *words)
{
    return QString::fromLatin1(words).split(QLatin1Char(' '), Qt::SkipEmptyParts);
}

} // namespace

class TestRelationIndex : public QObject
{
    Q_OBJECT

private slots:
    void findsRelations();
    void readsInTurns();
    void readsAgainWhatHasChanged();
};

void TestRelationIndex::findsRelations()
{
    const Folder folder;
    folder.write("a", "", "CREATE TABLE users (id int); CREATE INDEX ix ON users (id);");
    folder.write("b", "a", "CREATE TABLE alerts (id int);");
    folder.write("c", "b", "DROP INDEX ix;");
    folder.write("d", "c", "SELECT 1;");
    RelationReader reader;
    reader.start(folder.load());
    while (!reader.readFor(1h)) { }
    const RelationIndexPtr index = reader.index();
    QCOMPARE(namesOf(index, "a"), list("ix users"));
    QCOMPARE(namesOf(index, "b"), list("alerts"));
    QCOMPARE(namesOf(index, "c"), list("ix users")); // whose index it was, another revision knows
    QCOMPARE(namesOf(index, "d"), QStringList());
    QCOMPARE(namesOf(index, "no such revision"), QStringList());
    QCOMPARE(index->all().size(), std::size_t{3});
}

void TestRelationIndex::readsInTurns()
{
    const Folder folder;
    folder.write("a", "", "CREATE TABLE users (id int);");
    folder.write("b", "a", "CREATE TABLE alerts (id int);");
    RelationReader reader;
    QVERIFY(reader.readFor(1h)); // nothing was asked for
    QVERIFY(reader.index()->all().empty());
    reader.start(folder.load());
    QCOMPARE(reader.total(), 2);
    QVERIFY(!reader.readFor(0ms)); // no time at all
    QCOMPARE(reader.done(), 0);
    QVERIFY(reader.readFor(1h));
    QCOMPARE(reader.done(), 2);
}

void TestRelationIndex::readsAgainWhatHasChanged()
{
    const Folder folder;
    folder.write("a", "", "CREATE TABLE users (id int);");
    folder.write("b", "a", "CREATE TABLE alerts (id int);");
    RelationReader reader;
    reader.start(folder.load());
    reader.readFor(1h);
    const RelationIndexPtr before = reader.index();

    folder.write("b", "a", "CREATE TABLE alarms_of_all_sorts (id int);");
    folder.write("c", "b", "DROP TABLE users;");
    // Not looked into again: its time and its size are as they were.
    const auto written = std::filesystem::last_write_time(folder.pathOf("a"));
    folder.write("a", "", "CREATE TABLE other (id int);");
    std::filesystem::last_write_time(folder.pathOf("a"), written);
    reader.start(folder.load());
    reader.readFor(1h);
    QCOMPARE(namesOf(reader.index(), "a"), list("users"));
    QCOMPARE(namesOf(reader.index(), "b"), list("alarms_of_all_sorts"));
    QCOMPARE(namesOf(reader.index(), "c"), list("users"));
    QCOMPARE(namesOf(before, "b"), list("alerts")); // a value: it doesn't change under whoever holds it
}

QTEST_APPLESS_MAIN(TestRelationIndex)
#include "tst_relationindex.moc"

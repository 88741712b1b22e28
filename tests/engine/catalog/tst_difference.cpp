// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/catalog/difference.h"

#include <QTest>

using namespace retort::catalog;

namespace
{

Relation table(std::uint32_t oid, const char *name)
{
    Relation relation;
    relation.oid = oid;
    relation.summary.name = {"public", name};
    Column &column = relation.columns.emplace_back();
    column.name = "id";
    column.type = "integer";
    return relation;
}

/// "users: altered" …
QStringList words(const std::vector<Relation> &before, const std::vector<Relation> &after)
{
    QStringList list;
    for (const auto &[then, now] : differences(before, after)) {
        const char *word = !then ? "added" : !now ? "removed" : "altered";
        list << QString::fromStdString((now ? now : then)->summary.name.name) + QLatin1String(": ")
                + QLatin1String(word);
    }
    return list;
}

} // namespace

/// What two looks at a database tell of its relations.
class TestDifference : public QObject
{
    Q_OBJECT

private slots:
    void tellsWhatCameAndWent();
    void figuresAreNoChange();
    void knowsARelationByItsOid();
    void leavesOutWhatWasLocked();
};

void TestDifference::tellsWhatCameAndWent()
{
    Relation wider = table(1, "users");
    wider.columns.push_back(wider.columns.front());
    wider.columns.back().name = "mail";
    QCOMPARE(words({table(1, "users"), table(2, "old"), table(3, "same")},
                   {table(4, "orders"), table(3, "same"), wider}),
             (QStringList{QStringLiteral("orders: added"), QStringLiteral("users: altered"),
                          QStringLiteral("old: removed")}));
}

void TestDifference::figuresAreNoChange()
{
    Relation before = table(1, "ticks");
    before.hypertable.emplace().policies.emplace_back().kind = "compression";
    Relation after = before;
    after.summary.estimatedRows = 5;
    after.summary.totalBytes = 8'192;
    after.activity.emplace().liveRows = 5;
    after.hypertable->chunks.emplace_back().name.name = "_hyper_1_1_chunk";
    after.hypertable->chunkCount = 1;
    after.hypertable->policies.front().runs = 3;
    after.hypertable->policies.front().lastStatus = "Success";
    QVERIFY(words({before}, {after}).isEmpty());
    after.hypertable->policies.front().schedule = "1 day";
    QCOMPARE(words({before}, {after}), QStringList{QStringLiteral("ticks: altered")});
}

void TestDifference::knowsARelationByItsOid()
{
    // Renamed; and made again under the same name, with the same definition.
    QCOMPARE(words({table(1, "users")}, {table(1, "people")}), QStringList{QStringLiteral("people: altered")});
    QVERIFY(words({table(1, "users")}, {table(7, "users")}).isEmpty());
    // One gave its name away.
    QCOMPARE(words({table(1, "users")}, {table(1, "people"), table(2, "users")}),
             (QStringList{QStringLiteral("people: altered"), QStringLiteral("users: added")}));
}

void TestDifference::leavesOutWhatWasLocked()
{
    Relation locked = table(1, "users");
    locked.columns.clear();
    locked.lockedBy = "process 12";
    QVERIFY(words({table(1, "users")}, {locked}).isEmpty());
    QVERIFY(words({locked}, {table(1, "users")}).isEmpty());
}

QTEST_GUILESS_MAIN(TestDifference)
#include "tst_difference.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/sotp/datascenes.h"
#include "tests/engine/sotp/sotpscene.h"
#include "tests/support/printers.h"

#include <QTest>

using namespace retort;
using test::DataScene;
using test::Edition;
using test::SotpScene;

/// The rows of a team that goes up, works on, goes back, and up again: what a schema can hold, it keeps.
class TestSotpData : public QObject
{
    Q_OBJECT

private slots:
    void keepsWhatCanBeKept_data();
    void keepsWhatCanBeKept();
};

namespace {

const char *nameOf(Edition edition)
{
    switch (edition) {
    case Edition::None:
        return "without TimescaleDB";
    case Edition::Apache:
        return "Apache Edition";
    case Edition::Community:
        return "Community Edition";
    }
    return "";
}

} // namespace

void TestSotpData::keepsWhatCanBeKept_data()
{
    QTest::addColumn<DataScene>("data");
    QTest::addColumn<Edition>("edition");
    for (const DataScene &data : test::dataScenes()) {
        QTest::addRow("%s, %s", data.name.c_str(), nameOf(Edition::None)) << data << Edition::None;
        if (data.branch != "timescale")
            continue;
        for (const Edition edition : {Edition::Apache, Edition::Community})
            QTest::addRow("%s, %s", data.name.c_str(), nameOf(edition)) << data << edition;
    }
}

void TestSotpData::keepsWhatCanBeKept()
{
    QFETCH(DataScene, data);
    QFETCH(Edition, edition);
    SKIP_WITHOUT(edition);
    SotpScene scene(data.branch, edition);
    const test::ScratchDatabase &database = scene.database();
    VERIFY_NONE(scene.upgrade(data.below));
    database.execute(data.before);

    VERIFY_NONE(scene.upgrade(data.target));
    QCOMPARE(database.value(data.probeAbove), data.aboveFirst);
    database.execute(data.change);

    VERIFY_NONE(scene.downgrade(data.below));
    QCOMPARE(database.value(data.probeBelow), data.belowAfter);

    VERIFY_NONE(scene.upgrade(data.target));
    QCOMPARE(database.value(data.probeAbove), data.aboveAgain);
}

QTEST_GUILESS_MAIN(TestSotpData)
#include "tst_sotpdata.moc"

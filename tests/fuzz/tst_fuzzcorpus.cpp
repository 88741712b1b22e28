// SPDX-License-Identifier: GPL-3.0-or-later
// The fuzz targets over their corpus: hand-picked seeds, and every input that once broke something.
#include "tests/fuzz/property.h"
#include "tests/fuzz/targets.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <algorithm>

using namespace retort;

class TestFuzzCorpus : public QObject
{
    Q_OBJECT

private slots:
    void replays_data();
    void replays();
    void knowsEveryFolder();

private:
    static QDir corpus() { return QDir(QStringLiteral(RETORT_SOURCE_DIR "/tests/fuzz/corpus")); }
    static QString nameOf(const fuzz::Target &target)
    {
        return QString::fromUtf8(target.name.data(), qsizetype(target.name.size()));
    }
};

void TestFuzzCorpus::replays_data()
{
    QTest::addColumn<int>("target");
    QTest::addColumn<QString>("file");
    for (std::size_t i = 0; i < fuzz::targets.size(); ++i) {
        const QString name = nameOf(fuzz::targets[i]);
        const QDir folder(corpus().filePath(name));
        for (const QString &file : folder.entryList(QDir::Files, QDir::Name))
            QTest::newRow(qPrintable(name + QLatin1Char('/') + file)) << int(i) << folder.filePath(file);
    }
}

void TestFuzzCorpus::replays()
{
    QFETCH(int, target);
    QFETCH(QString, file);
    QFile opened(file);
    QVERIFY2(opened.open(QIODevice::ReadOnly), qPrintable(opened.errorString()));
    const QByteArray input = opened.readAll();
    try {
        fuzz::targets[std::size_t(target)].run({input.data(), std::size_t(input.size())});
    } catch (const fuzz::Broken &broken) {
        QFAIL(broken.what());
    }
}

void TestFuzzCorpus::knowsEveryFolder()
{
    QStringList names;
    for (const fuzz::Target &target : fuzz::targets)
        names << nameOf(target);
    names.sort();
    QCOMPARE(corpus().entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name), names);
}

QTEST_GUILESS_MAIN(TestFuzzCorpus)
#include "tst_fuzzcorpus.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/duration.h"

#include <QTest>

using namespace retort;

class DurationTest : public QObject
{
    Q_OBJECT

private slots:
    void readsPostgresqlsSpelling_data();
    void readsPostgresqlsSpelling();
    void speaks_data();
    void speaks();
};

void DurationTest::readsPostgresqlsSpelling_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<qint64>("milliseconds"); // -1: none
    const auto row = [](const char *text, qint64 milliseconds) {
        QTest::newRow(*text == '\0' ? "empty" : text) << QByteArray(text) << milliseconds;
    };
    row("200ms", 200);
    row("3s", 3'000);
    row("5min", 300'000);
    row("1h", 3'600'000);
    row("2d", 172'800'000);
    row("0", 0);
    row("250", 250);
    row(" 3 s ", 3'000);
    row("", -1);
    row("s", -1);
    row("soon", -1);
    row("-3s", -1);
    row("3m", -1); // PostgreSQL knows no "m"
    row("3S", -1); // units are case-sensitive
    row("1.5s", -1);
    row("99999999999999999999s", -1);
    row("9999999999d", -1);
}

void DurationTest::readsPostgresqlsSpelling()
{
    QFETCH(const QByteArray, text);
    QFETCH(const qint64, milliseconds);
    const auto duration = parseDuration(text.toStdString());
    QCOMPARE(duration ? duration->count() : -1, milliseconds);
}

void DurationTest::speaks_data()
{
    QTest::addColumn<qint64>("milliseconds");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("nothing") << qint64(0) << QByteArray("0 ms");
    QTest::newRow("short") << qint64(999) << QByteArray("999 ms");
    QTest::newRow("seconds") << qint64(3'449) << QByteArray("3.4 s");
    QTest::newRow("a minute") << qint64(60'000) << QByteArray("1 min 0 s");
    QTest::newRow("long") << qint64(3'725'000) << QByteArray("62 min 5 s");
}

void DurationTest::speaks()
{
    QFETCH(const qint64, milliseconds);
    QFETCH(const QByteArray, text);
    QCOMPARE(QByteArray::fromStdString(durationText(std::chrono::milliseconds(milliseconds))), text);
}

QTEST_APPLESS_MAIN(DurationTest)
#include "tst_duration.moc"

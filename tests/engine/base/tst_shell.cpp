// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/shell.h"

#include <QProcess>
#include <QTest>

using namespace retort;
using namespace Qt::StringLiterals;

/// Words of a command line, as a real shell reads them.
class TestShell : public QObject
{
    Q_OBJECT

private slots:
    void quotesOnlyWhereNeeded_data();
    void quotesOnlyWhereNeeded();
};

void TestShell::quotesOnlyWhereNeeded_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("stands");
    QTest::newRow("a path") << QByteArray("/srv/backups/app-20251102-174032.dump") << true;
    QTest::newRow("all plain characters") << QByteArray("azAZ09_@%+=:,./-") << true;
    QTest::newRow("nothing") << QByteArray() << false;
    QTest::newRow("a blank") << QByteArray("my file.dump") << false;
    QTest::newRow("a quote") << QByteArray("it's") << false;
    QTest::newRow("a variable and a command") << QByteArray("$HOME `id` $(id)") << false;
    QTest::newRow("a home folder") << QByteArray("~root") << false;
    QTest::newRow("a pattern") << QByteArray("*") << false;
    QTest::newRow("a second command") << QByteArray("a;b&c|d") << false;
    QTest::newRow("a comment") << QByteArray("#1") << false;
    QTest::newRow("two lines") << QByteArray("a\nb") << false;
    QTest::newRow("letters of the world") << QByteArray("zażółć") << false;
}

void TestShell::quotesOnlyWhereNeeded()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, stands);
    const std::string word = shellWord(text.toStdString());
    QCOMPARE(word == text.toStdString(), stands);
    QProcess shell;
    shell.start(u"/bin/sh"_s, {u"-c"_s, u"printf %s "_s + QString::fromStdString(word)});
    QVERIFY(shell.waitForFinished());
    QCOMPARE(shell.readAllStandardOutput(), text);
}

QTEST_GUILESS_MAIN(TestShell)
#include "tst_shell.moc"

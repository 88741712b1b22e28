// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/catalog/texttable.h"
#include "tests/support/printers.h"

#include <QTest>

using namespace retort;
using catalog::TextTable;

/// The expectations are what psql 15 prints for the same table.
class TestTextTable : public QObject
{
    Q_OBJECT

private slots:
    void centresTitleAndHeaders();
    void printsALongTitleFromTheLeft();
    void alignsNumbersToTheRight();
    void printsNoRowsWithoutACount();
    void layOutCells_data();
    void layOutCells();
};

void TestTextTable::centresTitleAndHeaders()
{
    const TextTable table{"Table \"a.b\"", {{"Column"}, {"Type"}}, {{"id", "bigint"}, {"description", ""}}, {"End"}};
    QCOMPARE(table.toString(),
             std::string("     Table \"a.b\"\n"
                         "   Column    |  Type  \n"
                         "-------------+--------\n"
                         " id          | bigint\n"
                         " description | \n"
                         "End\n"
                         "\n"));
}

void TestTextTable::printsALongTitleFromTheLeft()
{
    const TextTable table{"a title that is wider", {{"C"}}, {{"1"}}, {}};
    QCOMPARE(table.toString(), std::string("a title that is wider\n C \n---\n 1\n\n"));
}

void TestTextTable::alignsNumbersToTheRight()
{
    const TextTable table{"S", {{"Type"}, {"Start", true}, {"Cache", true}}, {{"integer", "5000", "1"}}, {}};
    QCOMPARE(table.toString(),
             std::string("            S\n"
                         "  Type   | Start | Cache \n"
                         "---------+-------+-------\n"
                         " integer |  5000 |     1\n\n"));
}

void TestTextTable::printsNoRowsWithoutACount()
{
    const TextTable table{"T", {{"Column"}, {"Type"}}, {}, {}};
    QCOMPARE(table.toString(), std::string("       T\n Column | Type \n--------+------\n\n"));
}

void TestTextTable::layOutCells_data()
{
    QTest::addColumn<std::string>("cell");
    QTest::addColumn<std::string>("lines"); // of a table with the columns x and y, where y is "|"
    const auto row = [](const char *title, std::string cell, std::string lines) {
        QTest::newRow(title) << std::move(cell) << std::move(lines);
    };
    row("wide characters", "金額", " 金額 | |\n");
    row("combining accent", "e\xCC\x81", " e\xCC\x81 | |\n");
    row("emoji", "\xF0\x9F\x90\x98", " \xF0\x9F\x90\x98 | |\n");
    row("two lines", "a\nbcd", " a  +| |\n bcd | \n");
    row("an empty line at the end", "a\n", " a+| |\n   | \n");
    row("tab", "ab\tc", " ab      c | |\n");
    row("tab after a wide character", "金\tc", " 金      c | |\n");
    row("carriage return", "a\rb", " a\\rb | |\n");
    row("control", "\x01", " \\x01 | |\n");
    row("control beyond ASCII", "\xC2\x85", " \\u0085 | |\n");
}

void TestTextTable::layOutCells()
{
    QFETCH(std::string, cell);
    QFETCH(std::string, lines);
    const std::string text = TextTable{"", {{"x"}, {"y"}}, {{cell, "|"}}, {}}.toString();
    const auto ruleEnd = text.find('\n', text.find("-+-")) + 1;
    QCOMPARE(text.substr(ruleEnd), lines + "\n");
}

QTEST_APPLESS_MAIN(TestTextTable)
#include "tst_texttable.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/textdiff.h"

#include "engine/base/text.h"

#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <random>

using namespace retort;
using text::DiffLine;

namespace
{

std::string linesOf(const std::vector<std::string> &lines)
{
    return lines.empty() ? std::string() : text::join(lines, "\n") + '\n';
}

std::size_t editsIn(const std::vector<DiffLine> &lines)
{
    return static_cast<std::size_t>(std::count_if(lines.begin(), lines.end(), [](const DiffLine &line) {
        return line.kind != DiffLine::Kind::Same;
    }));
}

/// Of a longest common subsequence, by the textbook's table.
std::size_t fewestEdits(const std::vector<std::string> &before, const std::vector<std::string> &after)
{
    std::vector<std::vector<std::size_t>> common(before.size() + 1, std::vector<std::size_t>(after.size() + 1));
    for (std::size_t i = 0; i < before.size(); ++i) {
        for (std::size_t j = 0; j < after.size(); ++j)
            common[i + 1][j + 1] =
                before[i] == after[j] ? common[i][j] + 1 : std::max(common[i][j + 1], common[i + 1][j]);
    }
    return before.size() + after.size() - 2 * common.back().back();
}

std::vector<std::string> randomLines(std::mt19937 &random, int most, int alphabet)
{
    std::vector<std::string> lines(std::uniform_int_distribution<std::size_t>(0, static_cast<std::size_t>(most))(random));
    for (std::string &line : lines)
        line = std::string(1, static_cast<char>('a' + std::uniform_int_distribution<int>(0, alphabet - 1)(random)));
    return lines;
}

} // namespace

/// What differs between two texts.
class TestTextDiff : public QObject
{
    Q_OBJECT

private slots:
    void laysTextsOverEachOther_data();
    void laysTextsOverEachOther();
    void overlooksWhatEditorsChange();
    void isShortestAndTrue();
    void staysQuickWhereAllDiffers();
    void writesWhatPatchReads();
};

void TestTextDiff::laysTextsOverEachOther_data()
{
    QTest::addColumn<std::string>("before");
    QTest::addColumn<std::string>("after");
    QTest::addColumn<std::string>("diff");
    const auto row = [](const char *name, const char *before, const char *after, const char *diff) {
        QTest::newRow(name) << std::string(before) << std::string(after) << std::string(diff);
    };
    row("nothing", "", "", "");
    row("the same", "a\nb\n", "a\nb\n", "");
    row("all new", "", "a\nb\n", "--- old\n+++ new\n@@ -0,0 +1,2 @@\n+a\n+b\n");
    row("all gone", "a\nb\n", "", "--- old\n+++ new\n@@ -1,2 +0,0 @@\n-a\n-b\n");
    row("one changed", "a\nb\nc\n", "a\nx\nc\n", "--- old\n+++ new\n@@ -1,3 +1,3 @@\n a\n-b\n+x\n c\n");
    row("a line added at the end", "a\n", "a\nb\n", "--- old\n+++ new\n@@ -1 +1,2 @@\n a\n+b\n");
    row("a line without its end", "a\nb", "a\nb\n", "");
    row("Myers' example", "a\nb\nc\na\nb\nb\na\n", "c\nb\na\nb\na\nc\n",
        "--- old\n+++ new\n@@ -1,7 +1,6 @@\n-a\n-b\n c\n-a\n b\n+a\n b\n a\n+c\n");
    row("two parts", "1\n2\n3\n4\n5\n6\n7\n8\n9\n", "x\n2\n3\n4\n5\n6\n7\n8\ny\n",
        "--- old\n+++ new\n@@ -1,4 +1,4 @@\n-1\n+x\n 2\n 3\n 4\n@@ -6,4 +6,4 @@\n 6\n 7\n 8\n-9\n+y\n");
    row("two that meet", "1\n2\n3\n4\n5\n6\n7\n8\n", "x\n2\n3\n4\n5\n6\n7\ny\n",
        "--- old\n+++ new\n@@ -1,8 +1,8 @@\n-1\n+x\n 2\n 3\n 4\n 5\n 6\n 7\n-8\n+y\n");
}

void TestTextDiff::laysTextsOverEachOther()
{
    QFETCH(const std::string, before);
    QFETCH(const std::string, after);
    QFETCH(const std::string, diff);
    QCOMPARE(text::unifiedDiff(text::diffLines(before, after), "old", "new"), diff);
}

void TestTextDiff::overlooksWhatEditorsChange()
{
    const auto lines = text::diffLines("a\nb\n\nc", "\xEF\xBB\xBF" "a \t\r\nb\r\n\r\nc\r\n\r\n\n");
    QCOMPARE(editsIn(lines), std::size_t{0});
    QCOMPARE(lines.size(), std::size_t{4});
    QCOMPARE(lines.front().text, std::string("a"));
    QCOMPARE(editsIn(text::diffLines("a\n", " a\n")), std::size_t{2}); // an indent is no trifle
}

/// Against the textbook's table: never an edit too many, and both texts can be read from it.
void TestTextDiff::isShortestAndTrue()
{
    std::mt19937 random(1986);
    for (int round = 0; round < 3'000; ++round) {
        const auto before = randomLines(random, 14, 2 + round % 4);
        const auto after = randomLines(random, 14, 2 + round % 4);
        const auto lines = text::diffLines(linesOf(before), linesOf(after));
        QCOMPARE(editsIn(lines), fewestEdits(before, after));
        std::vector<std::string> oldTold;
        std::vector<std::string> newTold;
        for (const DiffLine &line : lines) {
            if (line.oldLine > 0)
                oldTold.push_back(line.text);
            if (line.newLine > 0)
                newTold.push_back(line.text);
        }
        QCOMPARE(oldTold, before);
        QCOMPARE(newTold, after);
    }
}

void TestTextDiff::staysQuickWhereAllDiffers()
{
    std::vector<std::string> before;
    std::vector<std::string> after;
    for (int i = 0; i < 20'000; ++i) {
        before.push_back(std::to_string(i));
        after.push_back(std::to_string(i * 7919 % 20'000)); // the same lines, shuffled
        if (i % 1'000 == 0) {
            before.push_back("kept " + std::to_string(i));
            after.push_back("kept " + std::to_string(i));
        }
    }
    const auto lines = text::diffLines(linesOf(before), linesOf(after));
    const auto told = [&lines](int DiffLine::*number) {
        std::vector<std::string> texts;
        for (const DiffLine &line : lines) {
            if (line.*number > 0)
                texts.push_back(line.text);
        }
        return texts;
    };
    QVERIFY(told(&DiffLine::oldLine) == before);
    QVERIFY(told(&DiffLine::newLine) == after);
}

/// The judge of a unified diff is the program that applies one.
void TestTextDiff::writesWhatPatchReads()
{
    if (QStandardPaths::findExecutable(QStringLiteral("patch")).isEmpty())
        QSKIP("patch is not installed");
    QTemporaryDir folder;
    const std::string file = folder.filePath(QStringLiteral("text")).toStdString();
    std::mt19937 random(7);
    for (int round = 0; round < 40; ++round) {
        const auto before = randomLines(random, 40, 6);
        auto after = before;
        for (int edit = 0; edit < 3 && !after.empty(); ++edit)
            after[std::uniform_int_distribution<std::size_t>(0, after.size() - 1)(random)] = "edited";
        after.insert(after.begin(), "first");
        std::ofstream(file, std::ios::trunc) << linesOf(before);
        const std::string diff =
            text::unifiedDiff(text::diffLines(linesOf(before), linesOf(after)), "text", "text");
        QProcess patch;
        patch.setWorkingDirectory(folder.path());
        patch.start(QStringLiteral("patch"), {QStringLiteral("--quiet"), QStringLiteral("text")});
        patch.write(diff.c_str());
        patch.closeWriteChannel();
        QVERIFY2(patch.waitForFinished() && patch.exitCode() == 0, diff.c_str());
        std::ifstream stream(file);
        QCOMPARE(std::string(std::istreambuf_iterator<char>(stream), {}), linesOf(after));
    }
}

QTEST_GUILESS_MAIN(TestTextDiff)
#include "tst_textdiff.moc"

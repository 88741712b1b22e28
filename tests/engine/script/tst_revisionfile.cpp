// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/text.h"
#include "engine/script/revisionfile.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace retort;
using script::RevisionFile;

namespace {

std::string joined(const std::vector<std::string> &parts)
{
    return text::join(parts, "|");
}

} // namespace

class TestRevisionFile : public QObject
{
    Q_OBJECT

private slots:
    void readsTheHeader_data();
    void readsTheHeader();
    void readsSections_data();
    void readsSections();
    void readsLimitsOfASection();
    void tellsWhatCanBeUndone_data();
    void tellsWhatCanBeUndone();
    void refuses_data();
    void refuses();
    void refusesUnreadableFiles();
    void readsFilesOfAnySize_data();
    void readsFilesOfAnySize();
    void findsBadBytesInLargeFiles();
    void keepsSectionOffsetsInTheFile_data();
    void keepsSectionOffsetsInTheFile();
    void noticesThatAFileShrank();

private:
    std::filesystem::path write(const std::string &name, const std::string &text)
    {
        const QString path = m_folder.filePath(QString::fromStdString(name));
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(text.data(), qint64(text.size())) != qint64(text.size()))
            qFatal("can't write %s", qPrintable(path));
        return path.toStdString();
    }

    QTemporaryDir m_folder;
};

void TestRevisionFile::readsTheHeader_data()
{
    QTest::addColumn<std::string>("header");
    QTest::addColumn<std::string>("facts"); // id / revises / depends on / labels / message / date

    const auto row = [](const char *name, const char *header, const char *facts) {
        QTest::newRow(name) << std::string(header) << std::string(facts);
    };
    row("all keys",
        "-- add ping_results table\n--\n-- Revision ID: 4852c1ce1a0f\n-- Revises: 0001_init_timescale\n"
        "-- Create Date: 2025-11-02 17:40:32\n-- Branch Labels: timescale\n-- Depends On: 1a2b3c4d5e6f\n",
        "4852c1ce1a0f/0001_init_timescale/1a2b3c4d5e6f/timescale/add ping_results table/2025-11-02 17:40:32");
    row("a base", "-- first\n-- Revision ID: a\n-- Revises:\n", "a////first/");
    row("a base, as Alembic spells it", "-- first\n-- Revision ID: a\n-- Revises: None\n-- Branch Labels: None\n",
        "a////first/");
    row("without Revises", "-- Revision ID: a\n", "a/////");
    row("a merge", "-- m\n-- Revision ID: c\n-- Revises: a, b\n", "c/a|b///m/");
    row("lists", "-- Revision ID: c\n-- Depends On: x,y ,  z\n-- Branch Labels: one, two\n", "c//x|y|z|one|two//");
    row("any case, any blanks", "--m\n--   revision id :   a b  \n--\tREVISES:x\n", "a b/x///m/");
    row("message after the keys", "-- Revision ID: a\n-- says what\n-- and more\n", "a////says what/");
    row("message with a colon", "-- Fix: the users table\n-- Revision ID: a\n", "a////Fix: the users table/");
    row("unknown keys are remarks", "-- m\n-- Revision ID: a\n-- Author: me\n-- Ticket: 4711\n-- see http://x.org\n",
        "a////m/");
    row("characters beyond ASCII", "-- größer\n-- Revision ID: rév1\n-- Revises: it's, my.rev/1\n",
        "rév1/it's|my.rev/1///größer/");
    row("ids that the map judges", "-- Revision ID: a-b@c+d:e\n", "a-b@c+d:e/////");
    row("empty lines between", "\n-- m\n\n\n-- Revision ID: a\n\n", "a////m/");
}

void TestRevisionFile::readsTheHeader()
{
    QFETCH(std::string, header);
    QFETCH(std::string, facts);
    for (const std::string &text : {header + "-- migrate:up\nSELECT 1;\n", header}) {
        const auto read = script::parseRevisionFile(text, "r.sql");
        QVERIFY2(read, read ? "" : read.error().toString().c_str());
        const revision::Revision &revision = read->revision;
        // Lists are joined by "|", so "lists" shows dependencies and labels in one run.
        std::string found = revision.id + '/' + joined(revision.downRevisions) + '/' + joined(revision.dependsOn)
            + (!revision.dependsOn.empty() && revision.labels.size() > 1 ? "|" : "/") + joined(revision.labels) + '/'
            + revision.message + '/' + revision.createDate;
        QCOMPARE(found, facts);
        QCOMPARE(revision.file, std::string("r.sql"));
    }
}

void TestRevisionFile::readsSections_data()
{
    QTest::addColumn<std::string>("body");
    QTest::addColumn<std::string>("up");   // "line transactional text", or "-"
    QTest::addColumn<std::string>("down");

    const auto row = [](const char *name, const char *body, const char *up, const char *down) {
        QTest::newRow(name) << std::string(body) << std::string(up) << std::string(down);
    };
    row("both", "-- migrate:up\nA;\n\n-- migrate:down\nB;\n", "3 t A;\n\n", "6 t B;\n");
    row("up alone", "-- migrate:up\nA;\n", "3 t A;\n", "-");
    row("no line end at the end", "-- migrate:up\nA;\n-- migrate:down\nB;", "3 t A;\n", "5 t B;");
    row("empty", "-- migrate:up\n-- migrate:down", "3 t ", "4 t ");
    row("down first", "-- migrate:down\nB;\n-- migrate:up\nA;\n", "5 t A;\n", "3 t B;\n");
    row("without a transaction", "-- migrate:up transaction:false\nA;\n-- migrate:down  transaction:false \nB;\n",
        "3 f A;\n", "5 f B;\n");
    row("with one", "-- migrate:up transaction:true\nA;\n", "3 t A;\n", "-");
    row("as dbmate accepts them", "--migrate:up\nA;\n--\tmigrate:down\nB;\n", "3 t A;\n", "5 t B;\n");
    row("an indented marker is text", "-- migrate:up\nA;\n -- migrate:down\nB;\n", "3 t A;\n -- migrate:down\nB;\n",
        "-");
    row("a remark that begins like a marker", "-- migrate:up\n-- migrate: the old rows\nA;\n",
        "3 t -- migrate: the old rows\nA;\n", "-");
    row("a marker later in a line", "-- migrate:up\nA; -- migrate:down\n", "3 t A; -- migrate:down\n", "-");
    row("CRLF", "-- migrate:up\r\nA;\r\n-- migrate:down transaction:false\r\nB;\r\n", "3 t A;\r\n", "5 f B;\r\n");
}

void TestRevisionFile::readsSections()
{
    QFETCH(std::string, body);
    QFETCH(std::string, up);
    QFETCH(std::string, down);
    const std::string text = "-- Revision ID: a\n" + body;
    const auto path = write("sections.sql", text);
    const auto read = script::readRevisionFile(path);
    QVERIFY2(read, read ? "" : read.error().toString().c_str());
    const auto facts = [&](const std::optional<script::Section> &section) {
        if (!section)
            return std::string("-");
        return std::to_string(section->firstLine) + (section->transactional ? " t " : " f ")
            + script::readSection(path, *section).value();
    };
    QCOMPARE(facts(read->up), up);
    QCOMPARE(facts(read->down), down);
    QCOMPARE(read->revision.upgradeTransactional, !read->up || read->up->transactional);
    QCOMPARE(read->revision.downgradeTransactional, !read->down || read->down->transactional);
    QCOMPARE(script::parseRevisionFile(text, path).value(), read.value());
}

void TestRevisionFile::readsLimitsOfASection()
{
    const auto read = script::parseRevisionFile("-- Revision ID: a\n-- migrate:up lock_timeout:10s transaction:false\n"
                                                "-- migrate:down statement_timeout:5min\tlock_timeout:0\r\nB;\n",
                                                "r.sql");
    QVERIFY2(read, read ? "" : read.error().toString().c_str());
    using std::chrono::milliseconds;
    QVERIFY(!read->up->transactional && read->down->transactional);
    QVERIFY(read->up->lockTimeout == milliseconds(10'000) && !read->up->statementTimeout);
    QVERIFY(read->down->statementTimeout == milliseconds(300'000) && read->down->lockTimeout == milliseconds(0));
}

void TestRevisionFile::tellsWhatCanBeUndone_data()
{
    QTest::addColumn<std::string>("up");
    QTest::addColumn<std::string>("down");
    QTest::addColumn<bool>("hasDowngrade");

    const auto row = [](const char *name, const char *up, const char *down, bool hasDowngrade) {
        QTest::newRow(name) << std::string(up) << std::string(down) << hasDowngrade;
    };
    row("a statement", "A;\n", "-- migrate:down\nB;\n", true);
    row("no section", "A;\n", "", false);
    row("no section, nothing done", "", "", false);
    row("empty", "A;\n", "-- migrate:down\n", false);
    row("blanks and semicolons", "A;\n", "-- migrate:down\n  ;\t;\n\r\n", false);
    row("comments alone", "A;\n", "-- migrate:down\n-- can't\n/* at /* all */ ; */\n", false);
    row("says so", "A;\n", "-- migrate:down\n-- nothing to undo\n", true);
    row("says so, in other words of the same", "A;\n", "-- migrate:down\n  --Nothing to undo.", true);
    row("says so among others", "A;\n", "-- migrate:down\n-- only data\n-- nothing to undo\r\n-- x\n", true);
    row("says it in a block comment", "A;\n", "-- migrate:down\n/* nothing to undo */\n", false);
    row("empty, nothing done", "-- a merge\n", "-- migrate:down\n", true);
    row("a statement after comments", "A;\n", "-- migrate:down\n/* x */ -- y\nB", true);
    row("a lone dash is no comment", "A;\n", "-- migrate:down\n- \n", true);
    row("a lone slash at the end", "A;\n", "-- migrate:down\n/", true);
}

void TestRevisionFile::tellsWhatCanBeUndone()
{
    QFETCH(std::string, up);
    QFETCH(std::string, down);
    QFETCH(bool, hasDowngrade);
    const auto read = script::parseRevisionFile("-- Revision ID: a\n-- migrate:up\n" + up + down, "r.sql");
    QVERIFY2(read, read ? "" : read.error().toString().c_str());
    QCOMPARE(read->revision.hasDowngrade, hasDowngrade);
}

void TestRevisionFile::refuses_data()
{
    QTest::addColumn<std::string>("text");
    QTest::addColumn<std::string>("code");
    QTest::addColumn<int>("line");
    QTest::addColumn<int>("column");
    QTest::addColumn<std::string>("hint"); // a part of it

    const auto row = [](const char *name, std::string text, const char *code, int line, int column, const char *hint) {
        QTest::newRow(name) << std::move(text) << std::string(code) << line << column << std::string(hint);
    };
    const std::string id = "-- Revision ID: a\n";
    using namespace std::string_literals;
    row("empty file", "", "missing-revision-id", 1, 0, "-- Revision ID:");
    row("no id", "-- m\n-- migrate:up\nA;\n", "missing-revision-id", 1, 0, "retort revision");
    row("empty id", "-- Revision ID:\n-- migrate:up\n", "missing-revision-id", 1, 0, "");
    row("two ids", id + "-- Revision ID: b\n", "duplicate-header", 2, 17, "one revision");
    row("Revises twice", id + "-- Revises: x\n-- Revises: y\n", "duplicate-header", 3, 13, "");
    row("misspelled key", "-- m\n-- Revison ID: a\n", "unknown-header-key", 2, 4, "\"Revision ID\"");
    row("misspelled first key", "-- Revison ID: a\n", "unknown-header-key", 1, 4, "\"Revision ID\"");
    row("Alembic's name", "-- m\n" + id + "-- down_revision: x\n", "unknown-header-key", 3, 4, "\"Revises\"");
    row("half a key", "-- m\n" + id + "-- Depends: x\n", "unknown-header-key", 3, 4, "\"Depends On\"");
    row("hole in a list", id + "-- Revises: x,,y\n", "unknown-header-value", 2, 13, "one comma");
    row("twice in a list", id + "-- Revises: x, x\n", "unknown-header-value", 2, 13, "once");
    row("SQL before a section", id + "\n  CREATE TABLE t ();\n", "text-before-section", 3, 3, "-- migrate:up");
    row("block comment before a section", "/* m */\n" + id, "text-before-section", 1, 1, "-- migrate:up");
    row("unknown section", id + "-- migrate:donw\n", "unknown-section", 2, 12, "-- migrate:down");
    row("capitals", id + "-- Migrate:Up\n", "unknown-section", 2, 12, "-- migrate:up");
    row("a blank in the marker", id + "-- migrate:up\nA;\n-- migrate: down\nB;\n", "unknown-section", 4, 12,
        "-- migrate:down");
    row("a section twice", id + "-- migrate:up\n-- migrate:down\n-- migrate:up\n", "duplicate-section", 4, 1, "line 2");
    row("unknown option", id + "-- migrate:up transaction:no\n", "unknown-section-option", 2, 15, "transaction:false");
    row("an unknown option after a good one", id + "-- migrate:up lock_timeout:1s lock:2s\n", "unknown-section-option",
        2, 31, "statement_timeout:5min");
    row("no duration", id + "-- migrate:up lock_timeout:soon\n", "bad-section-option", 2, 15, "lock_timeout:10s");
    row("no value", id + "-- migrate:up statement_timeout\n", "bad-section-option", 2, 15, "statement_timeout:10s");
    row("beyond the server's integer", id + "-- migrate:up statement_timeout:30d\n", "bad-section-option", 2, 15, "");
    row("a negative duration", id + "-- migrate:up\n-- migrate:down  lock_timeout:-1s\n", "bad-section-option", 3, 18,
        "");
    row("an option twice", id + "-- migrate:up lock_timeout:1s lock_timeout:2s\n", "bad-section-option", 2, 31,
        "Keep one");
    row("NUL", id + "-- migrate:up\nü A\0;\n"s, "nul-byte", 3, 4, "UTF-16");
    row("NUL in the header", "\0"s, "nul-byte", 1, 1, "");
    row("broken UTF-8", id + "-- migrate:up\n\nü\xFF\n", "invalid-utf8", 4, 2, "UTF-8");
    row("cut UTF-8 at the end", id + "-- migrate:up\nA\xC3", "invalid-utf8", 3, 2, "");
    row("Latin-1 in the message", "-- gr\xF6\xDF" "er\n" + id, "invalid-utf8", 1, 6, "");
    row("UTF-16", "\xFF\xFE-\0-\0"s, "invalid-utf8", 1, 1, "");
    row("broken after a BOM", "\xEF\xBB\xBF-- \xFF\n", "invalid-utf8", 1, 4, "");
}

void TestRevisionFile::refuses()
{
    QFETCH(std::string, text);
    QFETCH(std::string, code);
    QFETCH(int, line);
    QFETCH(int, column);
    QFETCH(std::string, hint);
    const auto path = write("bad.sql", text);
    for (const auto &read : {script::readRevisionFile(path), script::parseRevisionFile(text, path)}) {
        QVERIFY(!read);
        const Error &error = read.error();
        QCOMPARE(error.code, code);
        QCOMPARE(error.status, ExitStatus::Usage);
        QCOMPARE(error.place.file, path.string());
        QCOMPARE(error.place.line, line);
        QCOMPARE(error.place.column, column);
        QVERIFY2(error.hint.find(hint) != std::string::npos, error.hint.c_str());
        QVERIFY(!error.message.empty() && !error.hint.empty());
    }
}

void TestRevisionFile::refusesUnreadableFiles()
{
    const std::filesystem::path folder = m_folder.path().toStdString();
    for (const auto &path : {folder / "absent.sql", folder}) {
        const auto read = script::readRevisionFile(path);
        QVERIFY(!read);
        QCOMPARE(read.error().code, std::string("revision-file-unreadable"));
        QCOMPARE(read.error().status, ExitStatus::Usage);
        QCOMPARE(read.error().place.file, path.string());
    }
    const auto section = script::readSection(folder / "absent.sql", {});
    QVERIFY(!section);
    QCOMPARE(section.error().code, std::string("revision-file-unreadable"));
}

void TestRevisionFile::readsFilesOfAnySize_data()
{
    QTest::addColumn<int>("upBytes");
    QTest::addColumn<bool>("inOneLine");
    // The reader takes 16 KiB first, then 256 KiB at a time: put a marker on, before and after each cut.
    for (const int size : {16 * 1024, 256 * 1024, 272 * 1024, 528 * 1024}) {
        for (const int off : {-80, -50, -40, -33, -20, -10, -3, -2, -1, 0, 1, 2, 3}) {
            for (const bool inOneLine : {false, true}) {
                QTest::addRow("%d%+d%s", size, off, inOneLine ? ", one line" : "") << size + off << inOneLine;
            }
        }
    }
}

void TestRevisionFile::readsFilesOfAnySize()
{
    QFETCH(int, upBytes);
    QFETCH(bool, inOneLine);
    std::string up;
    while (int(up.size()) < upBytes)
        up += inOneLine ? "-- migrate:no é " : "-- migrated:é\n\n";
    up.resize(size_t(upBytes) - 1);
    while ((static_cast<unsigned char>(up.back()) & 0x80U) != 0)
        up.back() = 'x', up[up.size() - 2] = 'x';
    const std::string text = "-- m\n-- Revision ID: a\n-- migrate:up\nA" + up + "\n-- migrate:down\nB;\n";
    const auto path = write("large.sql", text);
    const auto streamed = script::readRevisionFile(path);
    QVERIFY2(streamed, streamed ? "" : streamed.error().toString().c_str());
    QCOMPARE(streamed.value(), script::parseRevisionFile(text, path).value());
    QCOMPARE(script::readSection(path, *streamed->up).value(), "A" + up + '\n');
    QCOMPARE(script::readSection(path, *streamed->down).value(), std::string("B;\n"));
}

void TestRevisionFile::findsBadBytesInLargeFiles()
{
    std::string line;
    while (line.size() < 300'000)
        line += "é";
    for (const std::string &before : {line, line + '\n' + line, std::string(299'999, 'x')}) {
        const auto read = script::readRevisionFile(
            write("large.sql", "-- Revision ID: a\n-- migrate:up\n" + before + "\xC3(\n"));
        QVERIFY(!read);
        QCOMPARE(read.error().code, std::string("invalid-utf8"));
        const std::size_t lastLine = before.rfind('\n') + 1;
        QCOMPARE(read.error().place.line, lastLine > 0 ? 4 : 3);
        QCOMPARE(read.error().place.column, int(text::characterCount(std::string_view(before).substr(lastLine))) + 1);
    }
}

void TestRevisionFile::keepsSectionOffsetsInTheFile_data()
{
    QTest::addColumn<std::string>("start");
    QTest::newRow("plain") << std::string();
    QTest::newRow("byte order mark") << std::string("\xEF\xBB\xBF");
}

void TestRevisionFile::keepsSectionOffsetsInTheFile()
{
    QFETCH(std::string, start);
    const std::string text = start + "-- Revision ID: a\r\n-- migrate:up\r\nA;\r\n-- migrate:down\r\nB;\r\n";
    const auto path = write("offsets.sql", text);
    const auto read = script::readRevisionFile(path);
    QVERIFY2(read, read ? "" : read.error().toString().c_str());
    QCOMPARE(text.substr(read->up->offset, read->up->length), std::string("A;\r\n"));
    QCOMPARE(text.substr(read->down->offset, read->down->length), std::string("B;\r\n"));
    QCOMPARE(read->revision.id, std::string("a"));
}

void TestRevisionFile::noticesThatAFileShrank()
{
    const auto path = write("shrinks.sql", "-- Revision ID: a\n-- migrate:up\nA;\n");
    const auto read = script::readRevisionFile(path);
    QVERIFY(read);
    write("shrinks.sql", "-- Revision ID: a\n");
    const auto section = script::readSection(path, *read->up);
    QVERIFY(!section);
    QCOMPARE(section.error().code, std::string("revision-file-unreadable"));
    QVERIFY(section.error().message.find("changed") != std::string::npos);
}

QTEST_APPLESS_MAIN(TestRevisionFile)
#include "tst_revisionfile.moc"

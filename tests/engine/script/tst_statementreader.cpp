// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/script/statementreader.h"
#include "engine/script/statementwalk.h"
#include "tests/support/printers.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <functional>
#include <random>

using namespace retort;
using script::StatementReader;

namespace
{

constexpr std::size_t wholeBatch = std::size_t{1} << 20;

std::string repeated(const char *piece, int times)
{
    std::string text;
    for (int i = 0; i < times; ++i)
        text += piece;
    return text;
}

/// The batches of a reader, marked.
std::vector<script::BatchMark> marksOf(StatementReader reader, std::size_t batchBytes)
{
    std::vector<script::BatchMark> marks;
    for (auto next = reader.next(batchBytes); next && *next != StatementReader::Next::End;
         next = reader.next(batchBytes)) {
        if (*next == StatementReader::Next::Statements)
            marks.push_back(reader.mark());
    }
    return marks;
}

/// Takes the marked batches one after the other.
struct MarkedBatches {
    std::vector<script::BatchMark> marks;
    std::size_t taken = 0;

    Result<StatementReader::Next> next(StatementReader &reader)
    {
        if (taken == marks.size())
            return reader.next();
        auto next = reader.next(marks[taken]);
        taken += next && *next == StatementReader::Next::Statements ? 1 : 0;
        return next;
    }
};

/// All that a reader gives, as the golden files tell it: "--- line:column" and the statement, "--- data" and the
/// data, "--- error code line:column".
std::string transcript(StatementReader reader,
                       const std::function<Result<StatementReader::Next>(StatementReader &)> &takeNext)
{
    std::string text;
    const auto failed = [&](const Error &error) {
        return text + "--- error " + error.code + ' ' + std::to_string(error.place.line) + ':'
            + std::to_string(error.place.column) + '\n';
    };
    while (true) {
        const auto next = takeNext(reader);
        if (!next)
            return failed(next.error());
        if (*next == StatementReader::Next::End)
            return text;
        if (*next == StatementReader::Next::Statements) {
            for (const script::Statement &statement : reader.statements()) {
                text += "--- " + std::to_string(statement.line) + ':' + std::to_string(statement.column) + '\n';
                text.append(statement.text) += '\n';
            }
            continue;
        }
        text += "--- data\n";
        while (true) {
            const auto chunk = reader.copyData();
            if (!chunk)
                return failed(chunk.error());
            text += chunk->data;
            if (chunk->last)
                break;
        }
    }
}

std::string transcript(StatementReader reader, std::size_t batchBytes = wholeBatch)
{
    return transcript(std::move(reader), [batchBytes](StatementReader &from) { return from.next(batchBytes); });
}

std::string readFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("can't read %s", qPrintable(path));
    return file.readAll().toStdString();
}

const QString dataFolder = QStringLiteral(RETORT_SOURCE_DIR "/tests/data/split/");

void addGoldenRows()
{
    QTest::addColumn<QString>("file");
    const QStringList files = QDir(dataFolder).entryList({QStringLiteral("*.sql")});
    QVERIFY(files.size() >= 7);
    for (const QString &file : files)
        QTest::newRow(qPrintable(file)) << dataFolder + file;
}

QString expectedFile(const QString &file)
{
    return file.chopped(4) + QStringLiteral(".expected");
}

} // namespace

class TestStatementReader : public QObject
{
    Q_OBJECT

private slots:
    void splitsAsRecorded_data() { addGoldenRows(); }
    void splitsAsRecorded();
    void splitsAlikeInEveryWindow_data() { addGoldenRows(); }
    void splitsAlikeInEveryWindow();
    void takesMarkedBatchesAgain_data() { addGoldenRows(); }
    void takesMarkedBatchesAgain();
    void refusesMarkedBatchesThatChanged();
    void splitsRandomScripts();
    void placesStatements_data();
    void placesStatements();
    void readsNestedComments_data();
    void readsNestedComments();
    void refusesManyCrowdedComments();
    void refuses_data();
    void refuses();
    void givesWhatIsSoundBeforeAnError();
    void makesBatches();
    void keepsBatchTextAsWritten();
    void readsASectionOfAFile();
    void passesOverCopyData();
    void cutsCopyDataAtLines();
    void readsStatementsLargerThanTheWindow_data();
    void readsStatementsLargerThanTheWindow();
    void staysSmallOnLargeScripts();
    void refusesFilesThatChanged();

private:
    std::string write(const std::string &text)
    {
        const QString path = m_folder.filePath(QStringLiteral("script.sql"));
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(text.data(), qint64(text.size())) != qint64(text.size()))
            qFatal("can't write %s", qPrintable(path));
        return path.toStdString();
    }

    QTemporaryDir m_folder;
};

void TestStatementReader::splitsAsRecorded()
{
    QFETCH(QString, file);
    const std::string found = transcript(StatementReader::fromText(readFile(file), "golden.sql", 1));
    if (qEnvironmentVariableIsSet("RETORT_UPDATE_GOLDEN")) {
        QFile expected(expectedFile(file));
        QVERIFY(expected.open(QIODevice::WriteOnly));
        expected.write(found.data(), qint64(found.size()));
    }
    QCOMPARE(found, readFile(expectedFile(file)));
}

void TestStatementReader::splitsAlikeInEveryWindow()
{
    QFETCH(QString, file);
    const std::string text = readFile(file);
    const std::string expected = readFile(expectedFile(file));
    const script::Section section{0, text.size(), 1, true};
    const std::string path = write(text);
    for (std::size_t window = 1; window <= text.size() + 1; ++window) {
        for (const std::size_t batch : {std::size_t{1}, std::size_t{100}, wholeBatch}) {
            auto ofText = StatementReader::fromText(text, path, 1);
            ofText.setWindowSize(window);
            QCOMPARE(transcript(std::move(ofText), batch), expected);
            auto ofFile = StatementReader::open(path, section);
            VERIFY_OK(ofFile);
            ofFile->setWindowSize(window);
            QCOMPARE(transcript(std::move(ofFile).value(), batch), expected);
        }
    }
}

void TestStatementReader::takesMarkedBatchesAgain()
{
    QFETCH(QString, file);
    const std::string text = readFile(file);
    for (const std::size_t batch : {std::size_t{1}, std::size_t{100}, wholeBatch}) {
        const auto reader = [&] { return StatementReader::fromText(text, "golden.sql", 1); };
        MarkedBatches batches{marksOf(reader(), batch)};
        const auto found = transcript(reader(), [&](StatementReader &from) { return batches.next(from); });
        QCOMPARE(found, readFile(expectedFile(file)));
    }
}

void TestStatementReader::refusesMarkedBatchesThatChanged()
{
    const std::string text = "SELECT 1;\n\nSELECT 2;\nSELECT 3;\n";
    const auto marks = marksOf(StatementReader::fromText(text, "script.sql", 1), 1);
    QCOMPARE(marks.size(), std::size_t{1}); // a window holds them all
    QCOMPARE(marks.front().line, 1);
    std::string changed = text;
    changed[text.find('2')] = '4';
    auto reader = StatementReader::open(write(changed), {0, changed.size(), 1, true});
    VERIFY_OK(reader);
    VERIFY_ERROR(reader->next(marks.front()), "revision-file-unreadable");
    QVERIFY(reader->statements().empty());
}

void TestStatementReader::splitsRandomScripts()
{
    // Statements that hold everything a splitter may stumble over, and what may stand between them.
    const std::vector<std::string> statements{
        "SELECT 1",
        "SELECT ';' || $$;$$ || $a$ $$;' $a$",
        "INSERT INTO t VALUES (1, 'a;''b\n;--'), (2, E'\\';\\n')",
        "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT CASE WHEN true THEN 2 END; END",
        "CREATE OR REPLACE PROCEDURE p(a int) LANGUAGE sql BEGIN ATOMIC SELECT ';'; END",
        "CREATE RULE r AS ON INSERT TO t DO (SELECT 1; SELECT 2)",
        "DO $do$ BEGIN PERFORM 1; -- ; $$\nEND $do$",
        "UPDATE t /* ; /* ; */ ' */ SET a = -- ;'\n 2",
        "COMMENT ON TABLE \"a;b\" IS 'größer; €'",
        "CREATE TABLE atomic (a int)",
        "SELEC 1"};
    const std::vector<std::string> gaps{"", " ", "\n", "\n\n-- c; '\n", " /* ; ' */ ", "\t;\n;", "\r\n", "-- ü; $$\n"};
    std::mt19937 random(20251124);
    const auto pick = [&](const std::vector<std::string> &choices) { return choices[random() % choices.size()]; };
    for (int round = 0; round < 2000; ++round) {
        std::string text;
        std::vector<std::string> expected;
        const auto count = 1 + random() % 12;
        for (std::size_t i = 0; i < count; ++i) {
            expected.push_back(pick(statements));
            text += pick(gaps) + expected.back() + ';';
        }
        text += pick(gaps);
        auto reader = StatementReader::fromText(text, "random.sql", 1);
        reader.setWindowSize(1 + random() % 200);
        std::vector<std::string> found;
        while (true) {
            const auto next = reader.next(1 + random() % 300);
            VERIFY_OK(next);
            if (*next == StatementReader::Next::End)
                break;
            for (const script::Statement &statement : reader.statements())
                found.emplace_back(statement.text);
        }
        QCOMPARE(found, expected);
    }
}

void TestStatementReader::placesStatements_data()
{
    QTest::addColumn<std::string>("text");
    QTest::addColumn<std::string>("places");
    const auto row = [](const char *name, const char *text, const char *places) {
        QTest::newRow(name) << std::string(text) << std::string(places);
    };
    row("one line", "A; B;", "10:1 10:4");
    row("after a comment", "/* x */ A;\n-- y\n  B;", "10:9 12:3");
    row("a tab is one character", "\tA;", "10:2");
    row("after characters of several bytes", "SELECT 'é€𝄞'; B;", "10:1 10:15");
    row("after several lines", "SELECT '\n\né'; B", "10:1 12:5");
    row("after CRLF", "A;\r\nB;\r\n  C;\r\n", "10:1 11:1 12:3");
    row("after COPY data", "COPY t FROM stdin;\né\n\n\\.\n B;", "10:1 14:2");
    row("after empty statements", ";;\n ; A;", "11:4");
}

void TestStatementReader::placesStatements()
{
    QFETCH(std::string, text);
    QFETCH(std::string, places);
    auto reader = StatementReader::fromText(text, "places.sql", 10);
    std::vector<std::string> found;
    while (true) {
        const auto next = reader.next(1);
        VERIFY_OK(next);
        if (*next == StatementReader::Next::End)
            break;
        for (const script::Statement &statement : reader.statements())
            found.push_back(std::to_string(statement.line) + ':' + std::to_string(statement.column));
    }
    QCOMPARE(text::join(found, " "), places);
}

/// As deep as anybody may nest them, with a blank between, and in literals and after "--", where they are none.
void TestStatementReader::readsNestedComments_data()
{
    QTest::addColumn<std::string>("statement");
    const std::string openings = repeated("/*", 150);
    QTest::newRow("deep") << "SELECT " + repeated("/* ", 5'000) + repeated("*/ ", 5'000) + "1";
    QTest::newRow("close") << "SELECT " + repeated("/*", 100) + repeated("*/", 100) + " 1";
    QTest::newRow("in a literal") << "SELECT '" + openings + "'";
    QTest::newRow("in several") << "SELECT '" + openings + "', $$" + openings + openings + "$$, 'it''s " + openings + "'";
    QTest::newRow("in a name") << "SELECT 1 AS \"" + openings + "\"";
    QTest::newRow("in a line's comment") << "SELECT -- " + openings + "\n1";
}

void TestStatementReader::readsNestedComments()
{
    QFETCH(std::string, statement);
    auto reader = StatementReader::fromText(statement + "; SELECT 2;", "script.sql", 1);
    std::vector<std::string> found;
    VERIFY_OK(script::forEachStatement(reader, [&found](const script::Statement &one) {
        found.emplace_back(one.text);
    }));
    QCOMPARE(found, (std::vector<std::string>{statement, "SELECT 2"}));
}

/// Over which the scanner would take hours.
void TestStatementReader::refusesManyCrowdedComments()
{
    for (const char *opening : {"/*", "/*+"}) {
        auto reader = StatementReader::fromText("SELECT 1;\nSELECT 2 " + repeated(opening, 500'000), "bad.sql", 1);
        VERIFY_OK(reader.next(1)); // what is sound comes first
        const auto refused = reader.next(1);
        VERIFY_ERROR(refused, "syntax-error");
        QCOMPARE(refused.error().place.toString(), std::string("bad.sql:2:10"));
    }
}

void TestStatementReader::refuses_data()
{
    QTest::addColumn<std::string>("text");
    QTest::addColumn<std::string>("code");
    QTest::addColumn<int>("line");
    QTest::addColumn<int>("column");
    QTest::addColumn<std::string>("words"); // in message or hint

    const auto row = [](const char *name, std::string text, const char *code, int line, int column, const char *words) {
        QTest::newRow(name) << std::move(text) << std::string(code) << line << column << std::string(words);
    };
    using namespace std::string_literals;
    row("quote", "SELECT 1;\nSELECT 'é;\n", "unterminated-literal", 2, 8, "unterminated quoted string");
    row("identifier", "SELECT \"a;\n", "unterminated-literal", 1, 8, "identifier");
    row("dollar quote", "SELECT $a$ ; $$ ; ", "unterminated-literal", 1, 8, "dollar-quoted");
    row("comment", "SELECT 1; /* /* */ ;", "unterminated-literal", 1, 11, "comment");
    row("bit string", "SELECT B'01;", "unterminated-literal", 1, 8, "bit string");
    row("junk after a number", "SELECT 'é', 12ab;", "syntax-error", 1, 13, "trailing junk");
    row("empty identifier", "SELECT \"\";", "syntax-error", 1, 8, "zero-length");
    row("bad escape", "SELECT 1;\nSELECT E'\\u12';", "syntax-error", 2, 10, "Unicode escape");
    row("psql command", "\\connect sotp\nSELECT 1;", "psql-meta-command", 1, 1, "\\connect");
    row("psql command with a quote", "SELECT 1;\n\\echo it's\n", "psql-meta-command", 2, 1, "\\echo");
    row("pg_dump's key", "-- dump\n\\restrict abc\nSELECT 1;", "psql-meta-command", 2, 1, "\\unrestrict");
    row("psql command after a statement", "SELECT 1; \\i x.sql\n", "psql-meta-command", 1, 11,
        "statements of that file");
    row("psql command inside a statement", "SELECT 1\n  \\gexec\n", "psql-meta-command", 2, 3, "\\gexec");
    row("lone terminator", "SELECT 1;\n\\.\n", "psql-meta-command", 2, 1, "COPY");
    row("copy without end", "SELECT 1;\nCOPY t FROM stdin;\n1\n", "unterminated-copy-data", 2, 1, "\\.");
    row("copy without data", "COPY t FROM stdin", "unterminated-copy-data", 1, 1, "\\.");
    row("copy without a line", "COPY t FROM stdin;", "unterminated-copy-data", 1, 1, "\\.");
    row("text behind a copy", "COPY t FROM stdin; SELECT 1;\n\\.\n", "syntax-error", 1, 20, "next line");
    row("NUL", "SELECT 1;\nSELECT\0 2;"s, "nul-byte", 2, 7, "NUL");
    row("crowded comments", "SELECT 1;\nSELECT 2 " + repeated("/*", 101) + repeated("*/", 101) + ";", "syntax-error", 2,
        10, "comments begin in one another");
    row("broken UTF-8", "SELECT 'é\xFF';", "invalid-utf8", 1, 10, "UTF-8");
    row("cut UTF-8", "SELECT 1 -- \xE2\x82", "invalid-utf8", 1, 13, "UTF-8");
}

void TestStatementReader::refuses()
{
    QFETCH(std::string, text);
    QFETCH(std::string, code);
    QFETCH(int, line);
    QFETCH(int, column);
    QFETCH(std::string, words);
    for (std::size_t window = 1; window <= text.size() + 1; ++window) {
        auto reader = StatementReader::fromText(text, "bad.sql", 1);
        reader.setWindowSize(window);
        std::optional<Error> error;
        while (!error) {
            const auto next = reader.next(1);
            if (!next)
                error = next.error();
            else
                QVERIFY(*next != StatementReader::Next::End);
        }
        QCOMPARE(error->code, code);
        QCOMPARE(error->status, ExitStatus::Usage);
        QCOMPARE(error->place.toString(), "bad.sql:" + std::to_string(line) + ':' + std::to_string(column));
        QVERIFY2((error->message + error->hint).find(words) != std::string::npos, test::describe(*error).c_str());
        QVERIFY(!error->hint.empty());
        const auto again = reader.next(1);
        VERIFY_ERROR(again, code);
    }
}

void TestStatementReader::givesWhatIsSoundBeforeAnError()
{
    auto reader = StatementReader::fromText("SELECT 1; SELECT 2; SELECT 'x", "bad.sql", 1);
    const auto first = reader.next();
    VERIFY_OK(first);
    QCOMPARE(reader.statements().size(), std::size_t{2});
    VERIFY_ERROR(reader.next(), "unterminated-literal");
    QVERIFY(reader.statements().empty());

    // A preview that cuts a long script inside a character still shows what comes before.
    std::string text;
    while (text.size() < 300'000)
        text += "SELECT 1;\n";
    auto cut = StatementReader::fromText(text + "SELECT '\xE2\x82", "cut.sql", 1);
    std::size_t found = 0;
    auto next = cut.next();
    for (; next && *next == StatementReader::Next::Statements; next = cut.next())
        found += cut.statements().size();
    VERIFY_ERROR(next, "invalid-utf8");
    QVERIFY(found > 20'000);
}

void TestStatementReader::makesBatches()
{
    std::string text;
    for (int i = 0; i < 1000; ++i)
        text += "INSERT INTO t VALUES (" + std::to_string(1000 + i) + ");\n"; // 29 bytes each
    auto reader = StatementReader::fromText(text, "batches.sql", 1);
    reader.setWindowSize(290);
    int line = 1;
    std::size_t batches = 0;
    while (true) {
        const auto next = reader.next(2900);
        VERIFY_OK(next);
        if (*next == StatementReader::Next::End)
            break;
        ++batches;
        QCOMPARE(reader.statements().front().line, line);
        line += int(reader.statements().size());
        QVERIFY(reader.batchText().size() < 3600);
        QVERIFY(reader.batchText().size() > 2000 || line == 1001);
    }
    QCOMPARE(line, 1001);
    QVERIFY2(batches >= 9 && batches <= 12, std::to_string(batches).c_str());
    QVERIFY(reader.batchText().empty());
}

void TestStatementReader::keepsBatchTextAsWritten()
{
    auto reader = StatementReader::fromText("-- a\nSELECT 1 ; -- b\n;SELECT\n2 -- c\n", "batch.sql", 1);
    QVERIFY(reader.next().value() == StatementReader::Next::Statements);
    QCOMPARE(std::string(reader.batchText()), std::string("SELECT 1 ; -- b\n;SELECT\n2"));
    QCOMPARE(std::string(reader.statements().back().text), std::string("SELECT\n2"));
}

void TestStatementReader::readsASectionOfAFile()
{
    const std::string text =
        "\xEF\xBB\xBF-- Revision ID: a\n-- migrate:up\nSELECT 'ü';\nSELECT 2;\n-- migrate:down\nSELECT 3;\n";
    const std::string path = write(text);
    const auto file = script::readRevisionFile(path);
    VERIFY_OK(file);
    auto up = StatementReader::open(path, *file->up);
    VERIFY_OK(up);
    QCOMPARE(transcript(std::move(up).value()), std::string("--- 3:1\nSELECT 'ü'\n--- 4:1\nSELECT 2\n"));
    auto down = StatementReader::open(path, *file->down);
    VERIFY_OK(down);
    QCOMPARE(transcript(std::move(down).value()), std::string("--- 6:1\nSELECT 3\n"));
    VERIFY_ERROR(StatementReader::open(path + ".absent", *file->up), "revision-file-unreadable");
}

void TestStatementReader::passesOverCopyData()
{
    auto reader = StatementReader::fromText("COPY t FROM stdin;\n1\n\\.\nSELECT 1;", "copy.sql", 1);
    QVERIFY(reader.next().value() == StatementReader::Next::Statements);
    QVERIFY(reader.next().value() == StatementReader::Next::CopyData);
    QVERIFY(reader.next().value() == StatementReader::Next::Statements);
    QCOMPARE(std::string(reader.statements().front().text), std::string("SELECT 1"));
    QCOMPARE(reader.statements().front().line, 4);
    QVERIFY(reader.copyData().value().last);
}

void TestStatementReader::cutsCopyDataAtLines()
{
    std::string data;
    for (int i = 0; data.size() < 3'000'000; ++i)
        data += std::to_string(i) + "\ta;'b\\\\.\n";
    data += std::string(2'500'000, 'x') + '\n'; // a line larger than a piece
    const std::string text = "COPY t FROM stdin;\n" + data + "\\.\nSELECT 1;\n";
    auto reader = StatementReader::open(write(text), {0, text.size(), 1, true});
    VERIFY_OK(reader);
    QVERIFY(reader->next().value() == StatementReader::Next::Statements);
    QVERIFY(reader->next().value() == StatementReader::Next::CopyData);
    std::string found;
    for (bool last = false; !last;) {
        const auto chunk = reader->copyData();
        VERIFY_OK(chunk);
        QVERIFY(chunk->data.empty() || chunk->data.ends_with('\n'));
        found += chunk->data;
        last = chunk->last;
    }
    QCOMPARE(found.size(), data.size());
    QVERIFY(found == data);
    QVERIFY(reader->next().value() == StatementReader::Next::Statements);
    QCOMPARE(reader->statements().front().line, int(std::count(data.begin(), data.end(), '\n')) + 3);
}

void TestStatementReader::readsStatementsLargerThanTheWindow_data()
{
    QTest::addColumn<std::string>("statement");
    std::string rows = "INSERT INTO t VALUES (0, 'a;b')";
    for (int i = 1; i < 20'000; ++i)
        rows += ",\n(" + std::to_string(i) + ", 'a;b')";
    QTest::newRow("rows with semicolons") << rows;
    QTest::newRow("a body") << "DO $$" + std::string(300'000, ';') + "$$";
    QTest::newRow("a comment") << "SELECT /*" + std::string(300'000, ';') + "*/ 1";
    QTest::newRow("a literal") << "SELECT '" + std::string(1'000'000, '\n') + "'";
}

void TestStatementReader::readsStatementsLargerThanTheWindow()
{
    QFETCH(std::string, statement);
    const std::string text = "SELECT 1; " + statement + "; SELECT 2;";
    auto reader = StatementReader::open(write(text), {0, text.size(), 1, true});
    VERIFY_OK(reader);
    std::vector<std::string> found;
    while (reader->next().value() != StatementReader::Next::End) {
        for (const auto &part : reader->statements())
            found.emplace_back(part.text);
    }
    QCOMPARE(found.size(), std::size_t{3});
    QVERIFY(found[1] == statement);
}

void TestStatementReader::staysSmallOnLargeScripts()
{
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    QSKIP("memory is not our own under a sanitizer");
#endif
    const auto peakKiB = [] {
        const QByteArray status = QByteArray::fromStdString(readFile(QStringLiteral("/proc/self/status")));
        const qsizetype at = status.indexOf("VmHWM:");
        return status.mid(at + 6, status.indexOf('k', at) - at - 6).trimmed().toLong();
    };
    constexpr int copies = 300'000;
    const std::string line = "INSERT INTO device_metrics (time, device_id, value) VALUES (now(), 17, 'a;b');\n";
    QFile file(m_folder.filePath(QStringLiteral("large.sql")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    for (int i = 0; i < copies; ++i)
        file.write(line.data(), qint64(line.size()));
    file.close();
    // What other tests took stands below the new peak.
    QFile peak(QStringLiteral("/proc/self/clear_refs"));
    if (!peak.open(QIODevice::WriteOnly) || peak.write("5") != 1)
        QSKIP("the kernel doesn't let the peak be reset");
    peak.close();
    const long before = peakKiB();
    auto reader = StatementReader::open(file.fileName().toStdString(), {0, line.size() * copies, 1, true});
    VERIFY_OK(reader);
    std::size_t found = 0;
    while (reader->next().value() != StatementReader::Next::End)
        found += reader->statements().size();
    QCOMPARE(found, std::size_t{copies});
    const long grown = peakKiB() - before;
    QVERIFY2(grown < 8 * 1024, qPrintable(QStringLiteral("%1 KiB").arg(grown)));
}

void TestStatementReader::refusesFilesThatChanged()
{
    const std::string text = "SELECT 1;\nSELECT 2;\n";
    auto shorter = StatementReader::open(write(text), {0, text.size() + 1, 1, true});
    VERIFY_OK(shorter);
    VERIFY_ERROR(shorter->next(), "revision-file-unreadable");
}

QTEST_APPLESS_MAIN(TestStatementReader)
#include "tst_statementreader.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/catalog/pattern.h"
#include "tests/support/printers.h"

#include <QTest>

using namespace retort;
using catalog::parsePattern;

/// The expectations are what psql 15 sends to the server (`psql -E`).
class TestPattern : public QObject
{
    Q_OBJECT

private slots:
    void readsAsPsqlDoes_data();
    void readsAsPsqlDoes();
    void looksOnlyAtWhatIsVisibleWithoutASchema();
    void leavesOutWhatMatchesAll();
    void takesTheDatabaseLiterally();
    void refusesTooManyDots();
};

void TestPattern::readsAsPsqlDoes_data()
{
    QTest::addColumn<std::string>("pattern");
    QTest::addColumn<std::string>("schema"); // "-": none given
    QTest::addColumn<std::string>("name");

    const auto row = [](const char *title, const char *pattern, const char *schema, const char *name) {
        QTest::newRow(title) << std::string(pattern) << std::string(schema) << std::string(name);
    };
    row("a plain name", "users", "-", "users");
    row("capitals fold", "Users", "-", "users");
    row("capitals in quotes stay", "\"Users\"", "-", "Users");
    row("only ASCII folds", "ÚČET", "-", "ÚČet");
    row("star", "ping_*", "-", "ping_.*");
    row("question mark", "ping_result?", "-", "ping_result.");
    row("star in quotes", "\"a*b?\"", "-", "a\\*b\\?");
    row("schema", "lib.book", "lib", "book");
    row("schema with a star", "lib*.b*", "lib.*", "b.*");
    row("dot in quotes", "\"Výdej\".\"a.b\"", "Výdej", "a\\.b");
    row("quotes within a name", "Foo\"B.A\"r", "-", "fooB\\.Ar");
    row("doubled quotes", "\"ano\"\"ne\"", "-", "ano\"ne");
    row("dollar is a letter", "a$b", "-", "a\\$b");
    row("dollar in quotes", "\"a$b\"", "-", "a\\$b");
    row("regular expressions pass", "[a-c]+(x|y)", "-", "[a-c]+(x|y)");
    row("but not an array's brackets", "t[]", "-", "t\\[]");
    row("brackets in quotes", "\"t[]\"", "-", "t\\[\\]");
    row("backslash in quotes", "\"a\\d\"", "-", "a\\\\d");
    row("empty schema", ".book", "", "book");
    row("unclosed quote", "\"Aa", "-", "Aa");
}

void TestPattern::readsAsPsqlDoes()
{
    QFETCH(std::string, pattern);
    QFETCH(std::string, schema);
    QFETCH(std::string, name);
    const auto parsed = parsePattern(pattern);
    VERIFY_OK(parsed);
    QCOMPARE(parsed->name, name);
    QCOMPARE(parsed->hasSchema ? parsed->schema : "-", schema);
    QVERIFY(!parsed->hasDatabase);
}

void TestPattern::looksOnlyAtWhatIsVisibleWithoutASchema()
{
    QCOMPARE(parsePattern("book")->condition(),
             std::string("c.relname OPERATOR(pg_catalog.~) '^(book)$' COLLATE pg_catalog.\"default\""
                         " AND pg_catalog.pg_table_is_visible(c.oid)"));
    QCOMPARE(parsePattern("lib.a$")->condition(),
             std::string("c.relname OPERATOR(pg_catalog.~) E'^(a\\\\$)$' COLLATE pg_catalog.\"default\""
                         " AND n.nspname OPERATOR(pg_catalog.~) '^(lib)$' COLLATE pg_catalog.\"default\""));
}

void TestPattern::leavesOutWhatMatchesAll()
{
    QCOMPARE(parsePattern("*")->condition(), std::string("pg_catalog.pg_table_is_visible(c.oid)"));
    QCOMPARE(parsePattern("lib.*")->condition(),
             std::string("n.nspname OPERATOR(pg_catalog.~) '^(lib)$' COLLATE pg_catalog.\"default\""));
    QCOMPARE(parsePattern("*.*")->condition(), std::string("true"));
}

void TestPattern::takesTheDatabaseLiterally()
{
    const auto parsed = parsePattern("\"Shop*1\".lib.book");
    VERIFY_OK(parsed);
    QVERIFY(parsed->hasDatabase);
    QCOMPARE(parsed->database, std::string("Shop*1"));
    QCOMPARE(parsed->schema, std::string("lib"));
    QCOMPARE(parsed->name, std::string("book"));
}

void TestPattern::refusesTooManyDots()
{
    const auto parsed = parsePattern("a.b.c.d");
    VERIFY_ERROR(parsed, "bad-pattern");
    QCOMPARE(parsed.error().message, std::string("improper qualified name (too many dotted names): a.b.c.d"));
    QCOMPARE(parsed.error().status, ExitStatus::Usage);
}

QTEST_APPLESS_MAIN(TestPattern)
#include "tst_pattern.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/catalog/describe.h"
#include "tests/engine/catalog/samples.h"
#include "tests/support/printers.h"

#include <QTest>

#include <algorithm>
#include <optional>

using namespace retort;
using namespace retort::catalog;

/// The sample schema of every relation kind, described; the golden texts are psql 15's.
class TestDescribe : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase();

    void printsWhatPsqlPrints_data();
    void printsWhatPsqlPrints();
    void describesAllOfAPattern();
    void tellsColumns();
    void tellsIndexesWithTheirState();
    void tellsConstraints();
    void tellsForeignKeysBothWays();
    void tellsTriggersRulesAndPolicies();
    void tellsPartitions();
    void tellsSequences();
    void tellsDependentViews();
    void tellsSizes();

    void listsWhatUsersMade();
    void listsByPattern();
    void marksOurOwnTables();

    void saysWhatIsNotFound_data();
    void saysWhatIsNotFound();
    void readsThroughATransactionOfTheCaller();
    void doesNotWaitForALockedTablesSize();
    void givesUpASizeRatherThanWait();
    void leavesNoTransactionBehind();

private:
    Relation describeOne(const std::string &pattern);

    std::optional<test::ScratchDatabase> m_database;
    std::optional<postgres::Connection> m_connection;
};

void TestDescribe::initTestCase()
{
    m_database.emplace();
    if (m_database->value("SELECT current_setting('server_version_num')::int / 10000") != "15")
        QSKIP("The golden texts were recorded on PostgreSQL 15; this server is another one");
    test::loadSample(*m_database, "sample.sql");
    auto connection = postgres::Connection::connect(m_database->superuserSettings());
    VERIFY_OK(connection);
    m_connection = *std::move(connection);
}

void TestDescribe::cleanupTestCase()
{
    m_connection.reset();
    m_database.reset();
}

Relation TestDescribe::describeOne(const std::string &pattern)
{
    auto relations = describe(*m_connection, pattern);
    if (!relations || relations->size() != 1) {
        QTest::qFail(test::describe(relations).c_str(), __FILE__, __LINE__);
        return {};
    }
    return std::move(relations->front());
}

void TestDescribe::printsWhatPsqlPrints_data()
{
    QTest::addColumn<std::string>("target");
    QTest::addColumn<std::string>("text");
    QTest::addColumn<std::string>("verboseText");
    for (const auto &relation : test::readGolden("golden.jsonl"))
        QTest::newRow((relation.kind + " " + relation.target).c_str())
            << relation.target << relation.text << relation.verboseText;
}

void TestDescribe::printsWhatPsqlPrints()
{
    QFETCH(std::string, target);
    QFETCH(std::string, text);
    QFETCH(std::string, verboseText);
    const auto relation = describeOne(target);
    QCOMPARE(test::withoutOids(relation.psqlText), test::withoutOids(text));
    QCOMPARE(test::withoutOids(relation.psqlVerboseText), test::withoutOids(verboseText));
}

/// Set-wise reading must not mix relations up.
void TestDescribe::describesAllOfAPattern()
{
    const auto golden = test::readGolden("golden.jsonl");
    const auto relations = describe(*m_connection, "(lib|archive|Výdej).*");
    VERIFY_OK(relations);
    for (const auto &relation : *relations) {
        const auto found = std::find_if(golden.begin(), golden.end(), [&](const test::GoldenRelation &recorded) {
            return recorded.target == relation.summary.name.toString();
        });
        if (found != golden.end())
            QCOMPARE(test::withoutOids(relation.psqlVerboseText), test::withoutOids(found->verboseText));
    }
    QVERIFY(relations->size() >= 69);
    QVERIFY(std::is_sorted(relations->begin(), relations->end(),
                           [](const Relation &a, const Relation &b) { return a.summary.name < b.summary.name; }));
}

void TestDescribe::tellsColumns()
{
    const auto book = describeOne("lib.book");
    const auto column = [&](const std::string &name) {
        return *std::find_if(book.columns.begin(), book.columns.end(),
                             [&](const Column &candidate) { return candidate.name == name; });
    };
    QCOMPARE(book.columns.size(), std::size_t{11});
    QVERIFY(column("id").inPrimaryKey);
    QVERIFY(!column("title").inPrimaryKey);
    QVERIFY(column("title").notNull);
    QCOMPARE(column("title").type, std::string("character varying(200)"));
    QCOMPARE(column("title").statisticsTarget, 300);
    QCOMPARE(column("lang").defaultExpression, std::string("'cs'::bpchar"));
    QCOMPARE(column("lang").comment, std::string("ISO 639-1\nlower case"));
    QCOMPARE(column("meta").compression, std::string("pglz"));
    QCOMPARE(column("meta").storage, std::string("external"));
    QCOMPARE(book.summary.comment, std::string("titles"));
    QCOMPARE(book.accessMethod, std::string("heap"));

    const auto author = describeOne("lib.author");
    QCOMPARE(author.columns.at(0).identity, 'a');
    QCOMPARE(author.columns.at(4).generated, 's');
    QCOMPARE(author.columns.at(4).collation, std::string("C"));
}

void TestDescribe::tellsIndexesWithTheirState()
{
    const auto loan = describeOne("lib.loan");
    const auto broken = std::find_if(loan.indexes.begin(), loan.indexes.end(),
                                     [](const Index &index) { return index.name == "loan_broken"; });
    QVERIFY(broken != loan.indexes.end());
    QVERIFY(!broken->isValid);
    QVERIFY(loan.indexes.front().isPrimary);

    const auto open = describeOne("lib.book_open");
    QVERIFY(open.index.has_value());
    QCOMPARE(open.index->table.toString(), std::string("lib.book"));
    QCOMPARE(open.index->predicate, std::string("state <> 'lost'::lib.state"));
    QVERIFY(open.index->isUnique);

    const auto unique = describeOne("lib.title_lang");
    QVERIFY(unique.index->nullsNotDistinct);
    QVERIFY(unique.index->isClustered);
    QVERIFY(!unique.columns.at(2).isKey);
}

void TestDescribe::tellsConstraints()
{
    const auto loan = describeOne("lib.loan");
    QCOMPARE(loan.constraints.size(), std::size_t{2});
    QCOMPARE(loan.constraints.at(0).type, 'x');
    QCOMPARE(loan.constraints.at(1).name, std::string("reader_set"));
    QCOMPARE(loan.constraints.at(1).definition, std::string("CHECK (reader <> ''::text) NOT VALID"));
    QVERIFY(!loan.constraints.at(1).isValidated);
}

void TestDescribe::tellsForeignKeysBothWays()
{
    const auto loan = describeOne("lib.loan");
    QCOMPARE(loan.foreignKeys.size(), std::size_t{2});
    QCOMPARE(loan.foreignKeys.at(0).name, std::string("loan_book"));
    QCOMPARE(loan.foreignKeys.at(0).to.toString(), std::string("lib.book"));
    QVERIFY(loan.foreignKeys.at(0).isValidated);
    QCOMPARE(loan.referencedBy.size(), std::size_t{1}); // by itself

    const auto book = describeOne("lib.book");
    QCOMPARE(book.referencedBy.size(), std::size_t{2});
    QCOMPARE(book.referencedBy.at(0).from.toString(), std::string("lib.copy"));
    QCOMPARE(book.referencedBy.at(1).from.toString(), std::string("lib.loan"));

    const auto partition = describeOne("archive.visit_2023");
    QCOMPARE(partition.referencedBy.size(), std::size_t{1});
    QCOMPARE(partition.referencedBy.at(0).to.toString(), std::string("archive.visit"));
}

void TestDescribe::tellsTriggersRulesAndPolicies()
{
    const auto event = describeOne("lib.event");
    QCOMPARE(event.triggers.size(), std::size_t{5});
    QVERIFY(!event.triggers.at(2).isEnabled);
    QCOMPARE(event.triggers.at(3).state, 'A');
    QCOMPARE(event.rules.size(), std::size_t{2});
    QCOMPARE(event.rules.at(0).state, 'D');
    QCOMPARE(event.replicaIdentity, 'n');

    const auto fine = describeOne("lib.fine");
    QVERIFY(fine.rowSecurity && fine.forcedRowSecurity);
    QCOMPARE(fine.policies.size(), std::size_t{2});
    QCOMPARE(fine.policies.at(0).name, std::string("no_gifts"));
    QVERIFY(!fine.policies.at(0).isPermissive);
    QVERIFY(!fine.policies.at(0).usingExpression);
    QCOMPARE(fine.policies.at(1).roles, std::string("sample_boss,sample_clerk"));
}

void TestDescribe::tellsPartitions()
{
    const auto visit = describeOne("archive.visit");
    QCOMPARE(visit.partitionKey, std::string("RANGE (at)"));
    QCOMPARE(visit.children.size(), std::size_t{3});
    QVERIFY(visit.children.at(1).kind == RelationKind::PartitionedTable);
    QCOMPARE(visit.children.at(2).bound.value_or(""), std::string("DEFAULT"));

    const auto bag = describeOne("archive.bag_1");
    QVERIFY(bag.partition.has_value());
    QVERIFY(bag.partition->isDetachPending);
    QCOMPARE(bag.partition->parent, std::string("archive.bag"));

    const auto letter = describeOne("archive.letter");
    QCOMPARE(letter.inherits, (std::vector<std::string>{"archive.item", "archive.stamp"}));
}

void TestDescribe::tellsSequences()
{
    const auto number = describeOne("lib.card_no");
    QVERIFY(number.sequence.has_value());
    QCOMPARE(number.sequence->start, std::string("5000"));
    QVERIFY(number.sequence->isCycling);
    QCOMPARE(number.sequence->ownedBy, std::string("lib.loan.reader"));
    QVERIFY(describeOne("lib.loan_id_seq").sequence->isIdentity);
}

void TestDescribe::tellsDependentViews()
{
    const auto book = describeOne("lib.book");
    std::vector<std::string> names;
    for (const auto &dependent : book.dependents)
        names.push_back(dependent.name.toString());
    QCOMPARE(names, (std::vector<std::string>{"lib.by_author", "lib.cheap", "lib.price_stats"}));
    QVERIFY(!describeOne("lib.later").isPopulated);
}

void TestDescribe::tellsSizes()
{
    const auto book = describeOne("lib.book");
    QVERIFY(book.summary.totalBytes > 0);
    QCOMPARE(book.sizes.table + book.sizes.indexes + book.sizes.toast, book.summary.totalBytes);
    for (const auto &index : book.indexes)
        QVERIFY2(index.bytes >= 0, index.name.c_str());
    QCOMPARE(describeOne("lib.cheap").summary.totalBytes, std::int64_t{-1});
}

void TestDescribe::listsWhatUsersMade()
{
    const auto relations = listRelations(*m_connection);
    VERIFY_OK(relations);
    std::vector<std::string> unexpected;
    for (const auto &relation : *relations) {
        const auto &schema = relation.name.schema;
        if (schema != "lib" && schema != "archive" && schema != "Výdej")
            unexpected.push_back(relation.name.toString());
    }
    QCOMPARE(unexpected, std::vector<std::string>());
    // 76 recorded relations without indexes and composite types, 40 tables, views and sequences.
    const auto golden = test::readGolden("golden.jsonl");
    const auto isListed = [](const test::GoldenRelation &relation) {
        return relation.kind.find("index") == std::string::npos && relation.kind != "composite type";
    };
    QCOMPARE(relations->size(), static_cast<std::size_t>(std::count_if(golden.begin(), golden.end(), isListed)));
}

void TestDescribe::listsByPattern()
{
    const auto inSchema = listRelations(*m_connection, "lib.b*");
    VERIFY_OK(inSchema);
    std::vector<std::string> names;
    for (const auto &relation : *inSchema)
        names.push_back(relation.name.toString() + ": " + toString(relation.kind));
    QCOMPARE(names, (std::vector<std::string>{"lib.book: table", "lib.book_id_seq: sequence", "lib.by_author: view"}));
    // Not on the search path.
    const auto visible = listRelations(*m_connection, "book");
    VERIFY_OK(visible);
    QVERIFY(visible->empty());
}

void TestDescribe::marksOurOwnTables()
{
    m_database->execute("CREATE TABLE alembic_version (version_num varchar(32))");
    const auto relations = listRelations(*m_connection, "*", {"alembic_version"});
    m_database->execute("DROP TABLE alembic_version");
    VERIFY_OK(relations);
    QCOMPARE(relations->size(), std::size_t{1});
    QVERIFY(relations->front().isOurs);
    QCOMPARE(relations->front().owner, m_database->settings().user());
}

void TestDescribe::saysWhatIsNotFound_data()
{
    QTest::addColumn<std::string>("pattern");
    QTest::addColumn<std::string>("code");
    QTest::addColumn<std::string>("message");
    QTest::addColumn<std::string>("hint");
    const auto row = [](const char *title, const char *pattern, const char *code, const char *message,
                        const char *hint) {
        QTest::newRow(title) << std::string(pattern) << std::string(code) << std::string(message) << std::string(hint);
    };
    row("a slip of the pen", "lib.bok", "relation-not-found", "Did not find any relation named \"lib.bok\".",
        "The nearest name is \"lib.book\".");
    row("nothing near", "wombat", "relation-not-found", "Did not find any relation named \"wombat\".",
        "Without a name the relations are listed; \"schema.*\" takes a whole schema.");
    row("another database", "elsewhere.lib.book", "bad-pattern",
        "cross-database references are not implemented: elsewhere.lib.book", "");
    row("a broken expression", "lib.bo(ok", "bad-pattern", "", "");
    row("too many dots", "a.b.c.d", "bad-pattern", "improper qualified name (too many dotted names): a.b.c.d", "");
}

void TestDescribe::saysWhatIsNotFound()
{
    QFETCH(std::string, pattern);
    QFETCH(std::string, code);
    QFETCH(std::string, message);
    QFETCH(std::string, hint);
    const auto relations = describe(*m_connection, pattern);
    VERIFY_ERROR(relations, code);
    QVERIFY(relations.error().status == (code == "bad-pattern" ? ExitStatus::Usage : ExitStatus::Failed));
    if (!message.empty())
        QCOMPARE(relations.error().message, message);
    if (!hint.empty())
        QCOMPARE(relations.error().hint, hint);
    QVERIFY(!relations.error().hint.empty());
}

void TestDescribe::readsThroughATransactionOfTheCaller()
{
    const auto begun = m_connection->execute("BEGIN; CREATE TABLE public.not_yet (id int)");
    VERIFY_OK(begun);
    const auto relations = describe(*m_connection, "not_yet");
    QVERIFY(m_connection->isInTransaction());
    const auto ended = m_connection->execute("ROLLBACK");
    VERIFY_OK(ended);
    VERIFY_OK(relations);
    QCOMPARE(relations->front().columns.size(), std::size_t{1});
}

void TestDescribe::doesNotWaitForALockedTablesSize()
{
    auto holder = postgres::Connection::connect(m_database->superuserSettings());
    VERIFY_OK(holder);
    const auto locked = holder->execute("BEGIN; LOCK TABLE lib.scratch IN ACCESS EXCLUSIVE MODE");
    VERIFY_OK(locked);
    const auto relations = listRelations(*m_connection, "lib.(scratch|event)");
    const auto released = holder->execute("ROLLBACK");
    VERIFY_OK(released);
    VERIFY_OK(relations);
    QCOMPARE(relations->size(), std::size_t{2});
    QVERIFY(relations->at(0).totalBytes >= 0);
    QCOMPARE(relations->at(1).totalBytes, std::int64_t{-1});
}

/// A locked partition is not seen beforehand.
void TestDescribe::givesUpASizeRatherThanWait()
{
    auto holder = postgres::Connection::connect(m_database->superuserSettings());
    VERIFY_OK(holder);
    const auto locked = holder->execute("BEGIN; LOCK TABLE archive.visit_2023 IN ACCESS EXCLUSIVE MODE");
    VERIFY_OK(locked);
    const auto relations = listRelations(*m_connection, "archive.visit");
    const auto released = holder->execute("ROLLBACK");
    VERIFY_OK(released);
    VERIFY_OK(relations);
    QCOMPARE(relations->size(), std::size_t{1});
    QCOMPARE(relations->front().totalBytes, std::int64_t{-1});
    QVERIFY(!m_connection->isInTransaction());
}

void TestDescribe::leavesNoTransactionBehind()
{
    const auto relations = describe(*m_connection, "lib.book");
    VERIFY_OK(relations);
    QVERIFY(!m_connection->isInTransaction());
    QVERIFY(!describe(*m_connection, "lib.bo(ok"));
    QVERIFY(!m_connection->isInTransaction());
    const auto timeout = m_connection->query("SHOW lock_timeout");
    VERIFY_OK(timeout);
    QCOMPARE(timeout->text(0, 0), std::string("0"));
}

QTEST_GUILESS_MAIN(TestDescribe)
#include "tst_describe.moc"

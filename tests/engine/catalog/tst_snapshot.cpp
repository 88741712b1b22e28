// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/catalog/snapshotfields.h"
#include "tests/engine/catalog/samples.h"
#include "tests/support/printers.h"

#include <QTest>

#include <algorithm>
#include <optional>
#include <random>

using namespace retort;
using namespace retort::catalog;

namespace {

constexpr const char *sample = R"sql(
CREATE ROLE snapshot_reader;
CREATE SCHEMA app;
COMMENT ON SCHEMA app IS 'what we sell';
GRANT USAGE ON SCHEMA app TO snapshot_reader;
CREATE TYPE app.mood AS ENUM ('sad', 'so, "so"', 'happy\');
CREATE DOMAIN app.email AS text COLLATE "C" NOT NULL DEFAULT 'a@b' CONSTRAINT has_at CHECK (VALUE LIKE '%@%');
COMMENT ON DOMAIN app.email IS 'an address';
CREATE TYPE app.place AS (street text, "No" int);
CREATE TYPE app.span AS RANGE (subtype = float8, subtype_diff = float8mi);
CREATE TABLE app.users (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, mail app.email, mood app.mood DEFAULT 'sad',
    old int, CONSTRAINT grown CHECK (id > 0) NO INHERIT);
ALTER TABLE app.users DROP COLUMN old, ADD COLUMN home app.place;
COMMENT ON CONSTRAINT users_pkey ON app.users IS 'the key';
COMMENT ON INDEX app.users_pkey IS 'its index';
COMMENT ON CONSTRAINT grown ON app.users IS 'no minors';
GRANT SELECT (mail) ON app.users TO snapshot_reader;
GRANT INSERT ON app.users TO snapshot_reader WITH GRANT OPTION;
CREATE FUNCTION app.greet(name text, times int DEFAULT 1) RETURNS text LANGUAGE sql STABLE AS $$SELECT name$$;
COMMENT ON FUNCTION app.greet(text, int) IS 'hello';
CREATE PROCEDURE app.clean() LANGUAGE plpgsql AS $$BEGIN END$$;
CREATE AGGREGATE app.total(int) (SFUNC = int4pl, STYPE = int, INITCOND = '0', PARALLEL = SAFE);
CREATE VIEW app.quiet AS SELECT id FROM app.users WHERE mood = 'sad';
CREATE SEQUENCE app.numbers;
SELECT nextval('app.numbers');
CREATE FUNCTION app.watch() RETURNS event_trigger LANGUAGE plpgsql AS $$BEGIN END$$;
CREATE EVENT TRIGGER snapshot_watch ON ddl_command_end WHEN TAG IN ('CREATE TABLE') EXECUTE FUNCTION app.watch();
CREATE PUBLICATION app_changes FOR TABLE app.users WITH (publish = 'insert, update');
CREATE FOREIGN DATA WRAPPER snapshot_wrapper OPTIONS (token 'hunter2', speed 'high');
CREATE SERVER far FOREIGN DATA WRAPPER snapshot_wrapper OPTIONS (host 'x', password 'hunter2');
CREATE USER MAPPING FOR PUBLIC SERVER far OPTIONS (password 'hunter2');
ALTER DEFAULT PRIVILEGES IN SCHEMA app GRANT SELECT ON TABLES TO snapshot_reader;
)sql";

/// Fills every member that `fields` names, so that none is forgotten when one is added.
class Filler
{
public:
    explicit Filler(unsigned seed)
        : m_random(seed)
    {
    }

    template <typename T> void operator()(const char *, T &member) { fill(member); }

private:
    int below(int end) { return std::uniform_int_distribution<int>(0, end - 1)(m_random); }

    std::string oddText()
    {
        static const std::vector<std::string> pieces{"a",  "B",  "\"", "'",  "\\", ".",  "\n",   "\t",  "\r",
                                                     "{",  "}",  ",",  "ż",  "漢", "😀", "\x01", "$$",  " ",
                                                     "--", "/*", "e\xCC\x81", "null", "\xEF\xBB\xBF", "\x7f"};
        std::string text;
        for (int count = below(8); count >= 0; --count)
            text += pieces[static_cast<std::size_t>(below(static_cast<int>(pieces.size())))];
        return text;
    }

    void fill(bool &flag) { flag = below(2) == 1; }
    void fill(char &letter) { letter = "abcdfmnoprsuvxDOR"[below(17)]; }
    void fill(int &number) { number = below(100000) - 1; }
    void fill(std::uint32_t &number) { number = static_cast<std::uint32_t>(m_random()); }
    void fill(std::int64_t &number) { number = static_cast<std::int64_t>(below(1 << 30)) * below(1 << 30) - 1; }
    void fill(std::string &text) { text = below(4) == 0 ? std::string() : oddText(); }
    void fill(RelationName &name) { name = {below(3) == 0 ? std::string() : oddText(), oddText()}; }
    void fill(RelationKind &kind) { kind = static_cast<RelationKind>(below(static_cast<int>(RelationKind::Toast) + 1)); }
    void fill(TypeKind &kind) { kind = static_cast<TypeKind>(below(static_cast<int>(TypeKind::Base) + 1)); }
    void fill(RoutineKind &kind) { kind = static_cast<RoutineKind>(below(static_cast<int>(RoutineKind::Window) + 1)); }
    template <typename T> void fill(std::vector<T> &items)
    {
        items.resize(static_cast<std::size_t>(below(4)));
        for (T &item : items)
            fill(item);
    }
    template <typename T> void fill(std::optional<T> &item)
    {
        if (below(3) > 0)
            fill(item.emplace());
    }
    template <typename T> void fill(T &value) { fields(*this, value); }

    std::mt19937 m_random;
};

} // namespace

/// A whole database as one value, and as JSON.
class TestSnapshot : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase();

    void tellsTheServer();
    void tellsSchemas();
    void tellsTypes();
    void tellsRelations();
    void tellsRoutines();
    void tellsWhatBelongsToTheDatabase();
    void keepsSecretsOut();
    void tellsSizesWhereAsked();
    void takesChosenRelations();
    void worksForAnyUser();
    void readsAroundALock();
    void holdsEveryKindOfRelation();
    void survivesJson();
    void anyValueSurvivesJson();
    void refusesWhatIsNoSnapshot_data();
    void refusesWhatIsNoSnapshot();

private:
    Snapshot take(const SnapshotOptions &options = {});

    std::optional<test::ScratchDatabase> m_database;
    std::optional<postgres::Connection> m_connection;
};

void TestSnapshot::initTestCase()
{
    m_database.emplace();
    auto connection = postgres::Connection::connect(m_database->superuserSettings());
    VERIFY_OK(connection);
    m_connection = *std::move(connection);
    VERIFY_OK(m_connection->execute("DROP ROLE IF EXISTS snapshot_reader"));
    VERIFY_OK(m_connection->execute(sample));
}

void TestSnapshot::cleanupTestCase()
{
    if (m_connection)
        VERIFY_OK(m_connection->execute("DROP OWNED BY snapshot_reader; DROP ROLE snapshot_reader"));
    m_connection.reset();
    m_database.reset();
}

Snapshot TestSnapshot::take(const SnapshotOptions &options)
{
    auto snapshot = takeSnapshot(*m_connection, options);
    if (!snapshot) {
        QTest::qFail(test::describe(snapshot.error()).c_str(), __FILE__, __LINE__);
        return {};
    }
    return *std::move(snapshot);
}

namespace {

template <typename T> const T &named(const std::vector<T> &items, const std::string &name)
{
    static const T none;
    const auto found = std::find_if(items.begin(), items.end(), [&](const T &item) {
        if constexpr (requires { item.name.name; })
            return item.name.name == name;
        else if constexpr (requires { item.summary; })
            return item.summary.name.name == name;
        else
            return item.name == name;
    });
    return found == items.end() ? none : *found;
}

} // namespace

void TestSnapshot::tellsTheServer()
{
    const auto snapshot = take();
    QCOMPARE(snapshot.server.version, m_connection->server().version);
    QCOMPARE(snapshot.server.database, m_connection->settings().value("dbname"));
    QCOMPARE(snapshot.server.encoding, std::string("UTF8"));
    QCOMPARE(snapshot.server.searchPath, std::string("\"$user\", public"));
    QVERIFY(snapshot.takenAt.ends_with('Z'));
    QVERIFY2(snapshot.unknown.empty(), snapshot.unknown.empty() ? "" : snapshot.unknown.front().c_str());
}

void TestSnapshot::tellsSchemas()
{
    const auto snapshot = take();
    const Schema &app = named(snapshot.schemas, "app");
    QCOMPARE(app.comment, std::string("what we sell"));
    QVERIFY(app.privileges);
    QVERIFY(std::any_of(app.privileges->begin(), app.privileges->end(),
                        [](const std::string &item) { return item.starts_with("snapshot_reader=U/"); }));
    QVERIFY(named(snapshot.schemas, "pg_catalog").name.empty());
    QCOMPARE(named(snapshot.extensions, "plpgsql").schema, std::string("pg_catalog"));
}

void TestSnapshot::tellsTypes()
{
    const auto snapshot = take();
    QCOMPARE(snapshot.types.size(), 4U);
    const Type &mood = named(snapshot.types, "mood");
    QVERIFY(mood.kind == TypeKind::Enum);
    QCOMPARE(mood.labels, (std::vector<std::string>{"sad", "so, \"so\"", "happy\\"}));

    const Type &email = named(snapshot.types, "email");
    QCOMPARE(email.comment, std::string("an address"));
    QVERIFY(email.domain);
    QCOMPARE(email.domain->baseType, std::string("text"));
    QCOMPARE(email.domain->collation, std::string("C"));
    QVERIFY(email.domain->notNull);
    QCOMPARE(email.domain->defaultExpression, std::string("'a@b'::text"));
    QCOMPARE(email.domain->constraints.front().name, std::string("has_at"));
    QCOMPARE(email.domain->constraints.front().definition, std::string("CHECK (VALUE ~~ '%@%'::text)"));

    const Type &place = named(snapshot.types, "place");
    QVERIFY(place.kind == TypeKind::Composite);
    QCOMPARE(place.attributes.size(), 2U);
    QVERIFY((place.attributes[1] == Attribute{"No", "integer", {}, {}}));

    const Type &span = named(snapshot.types, "span");
    QVERIFY(span.range);
    QCOMPARE(span.range->subtype, std::string("double precision"));
    QCOMPARE(span.range->difference, std::string("float8mi"));
    QCOMPARE(span.range->operatorClass, std::string());
}

void TestSnapshot::tellsRelations()
{
    const auto snapshot = take({{}, true, {"app.users"}});
    std::vector<std::string> names;
    for (const Relation &relation : snapshot.relations)
        names.push_back(relation.summary.name.toString());
    QCOMPARE(names, (std::vector<std::string>{"app.numbers", "app.quiet", "app.users", "app.users_id_seq"}));

    const Relation &users = named(snapshot.relations, "users");
    QVERIFY(users.summary.isOurs);
    QCOMPARE(users.columns.at(3).name, std::string("home"));
    QCOMPARE(users.columns.at(3).number, 5); // the dropped one keeps its number
    QCOMPARE(users.indexes.at(0).comment, std::string("its index"));
    QCOMPARE(users.indexes.at(0).constraintComment, std::string("the key"));
    QVERIFY(users.indexes.at(0).isReady);
    QCOMPARE(users.constraints.at(0).comment, std::string("no minors"));
    QVERIFY(!users.constraints.at(0).isInheritable);
    QVERIFY(users.columns.at(1).privileges);
    QVERIFY(users.columns.at(1).privileges->front().starts_with("snapshot_reader=r/"));
    QVERIFY(users.privileges);
    QVERIFY(users.privileges->back().starts_with("snapshot_reader=a*/"));
    QVERIFY(!named(snapshot.relations, "quiet").privileges);
    QVERIFY(named(snapshot.relations, "numbers").sequence);
    QCOMPARE(named(snapshot.relations, "numbers").sequence->lastValue, std::string("1"));
}

void TestSnapshot::tellsRoutines()
{
    const auto snapshot = take();
    QCOMPARE(snapshot.routines.size(), 4U); // the range's constructors are its own
    const Routine &greet = named(snapshot.routines, "greet");
    QVERIFY(greet.kind == RoutineKind::Function);
    QCOMPARE(greet.identity, std::string("name text, times integer"));
    QCOMPARE(greet.arguments, std::string("name text, times integer DEFAULT 1"));
    QCOMPARE(greet.result, std::string("text"));
    QCOMPARE(greet.language, std::string("sql"));
    QCOMPARE(greet.comment, std::string("hello"));
    QVERIFY(greet.definition.starts_with("CREATE OR REPLACE FUNCTION app.greet("));
    QVERIFY(named(snapshot.routines, "clean").kind == RoutineKind::Procedure);

    // The text of an aggregate makes it again.
    const Routine total = named(snapshot.routines, "total");
    QVERIFY(total.kind == RoutineKind::Aggregate);
    VERIFY_OK(m_connection->execute("DROP AGGREGATE app.total(int); " + total.definition));
    QCOMPARE(named(take().routines, "total").definition, total.definition);
    const auto sum = m_connection->query("SELECT app.total(x) FROM generate_series(1, 4) x");
    VERIFY_OK(sum);
    QCOMPARE(sum->text(0, 0), std::string("10"));
}

void TestSnapshot::tellsWhatBelongsToTheDatabase()
{
    const auto snapshot = take();
    const EventTrigger &watch = named(snapshot.eventTriggers, "snapshot_watch");
    QCOMPARE(watch.event, std::string("ddl_command_end"));
    QCOMPARE(watch.function, std::string("app.watch"));
    QCOMPARE(watch.tags, std::vector<std::string>{"CREATE TABLE"});

    const PublicationFacts &changes = named(snapshot.publications, "app_changes");
    QCOMPARE(changes.operations, (std::vector<std::string>{"insert", "update"}));
    QVERIFY(!changes.isForAllTables);
    QCOMPARE(named(snapshot.relations, "users").publications.front().name, std::string("app_changes"));

    QCOMPARE(snapshot.defaultPrivileges.size(), 1U);
    QCOMPARE(snapshot.defaultPrivileges[0].schema, std::string("app"));
    QCOMPARE(snapshot.defaultPrivileges[0].kind, 'r');
    QVERIFY(snapshot.defaultPrivileges[0].privileges.front().starts_with("snapshot_reader=r/"));
}

void TestSnapshot::keepsSecretsOut()
{
    const auto snapshot = take();
    const ForeignServer &far = named(snapshot.foreignServers, "far");
    QCOMPARE(far.options, std::string("host 'x', password '***'"));
    QCOMPARE(far.mappedUsers, std::vector<std::string>{"public"});
    const auto wrapper = std::find_if(snapshot.others.begin(), snapshot.others.end(),
                                      [](const OtherObject &object) { return object.id.kind == "wrapper"; });
    QVERIFY(wrapper != snapshot.others.end());
    QCOMPARE(wrapper->create, std::string("CREATE FOREIGN DATA WRAPPER snapshot_wrapper OPTIONS (token '***', speed 'high')"));
    QCOMPARE(toJson(snapshot).find("hunter2"), std::string::npos);
}

void TestSnapshot::tellsSizesWhereAsked()
{
    QVERIFY(named(take().relations, "users").summary.totalBytes >= 0);
    QVERIFY(named(take().relations, "users").activity);
    const auto without = take({{}, false, {}});
    QCOMPARE(named(without.relations, "users").summary.totalBytes, std::int64_t(-1));
    QVERIFY(!named(without.relations, "users").activity);
    QVERIFY(without.unknown.empty());
}

void TestSnapshot::takesChosenRelations()
{
    const auto chosen = take({"app.u*", true, {}});
    QCOMPARE(chosen.relations.size(), 2U);
    QVERIFY(chosen.types.empty() && chosen.schemas.empty() && chosen.routines.empty());
    QVERIFY(!chosen.server.database.empty());
    const auto missing = takeSnapshot(*m_connection, {"app.user", true, {}});
    QVERIFY(!missing);
    QCOMPARE(missing.error().code, std::string("relation-not-found"));
    QVERIFY(missing.error().hint.find("app.users") != std::string::npos);
}

void TestSnapshot::worksForAnyUser()
{
    VERIFY_OK(m_connection->execute("SET SESSION AUTHORIZATION snapshot_reader"));
    const auto snapshot = takeSnapshot(*m_connection);
    VERIFY_OK(m_connection->execute("RESET SESSION AUTHORIZATION"));
    VERIFY_OK(snapshot);
    QCOMPARE(named(snapshot->relations, "users").columns.size(), 4U);
    QVERIFY(!named(snapshot->relations, "quiet").viewDefinition.empty());
    QVERIFY(named(snapshot->relations, "numbers").sequence->lastValue.empty());
    const auto tellsWhy = [](const std::string &sentence) { return sentence.find("app.numbers") != std::string::npos; };
    QVERIFY(std::any_of(snapshot->unknown.begin(), snapshot->unknown.end(), tellsWhy));
}

void TestSnapshot::readsAroundALock()
{
    auto other = postgres::Connection::connect(m_database->superuserSettings(), {}, "an ALTER");
    VERIFY_OK(other);
    VERIFY_OK(other->execute("BEGIN; LOCK TABLE app.quiet IN ACCESS EXCLUSIVE MODE"));
    const auto snapshot = take();
    VERIFY_OK(other->execute("ROLLBACK"));
    const Relation &quiet = named(snapshot.relations, "quiet");
    QVERIFY(quiet.lockedBy.find("an ALTER") != std::string::npos);
    QVERIFY(quiet.summary.kind == RelationKind::View);
    QVERIFY(quiet.viewDefinition.empty());
    QCOMPARE(named(snapshot.relations, "numbers").sequence->lastValue, std::string("1"));
    QVERIFY(std::any_of(snapshot.unknown.begin(), snapshot.unknown.end(),
                        [](const std::string &sentence) { return sentence.starts_with("app.quiet is locked by"); }));
    QVERIFY(named(take().relations, "quiet").lockedBy.empty());
}

void TestSnapshot::holdsEveryKindOfRelation()
{
    test::ScratchDatabase database;
    if (database.value("SELECT current_setting('server_version_num')::int / 10000") != "15")
        QSKIP("The sample is for PostgreSQL 15; this server is another one");
    test::loadSample(database, "sample.sql");
    auto connection = postgres::Connection::connect(database.superuserSettings());
    VERIFY_OK(connection);
    const auto snapshot = takeSnapshot(*connection);
    VERIFY_OK(snapshot);
    QVERIFY(snapshot->relations.size() > 40);
    const auto read = snapshotFromJson(toJson(*snapshot), "sample.json");
    VERIFY_OK(read);
    QVERIFY(*read == *snapshot);
}

void TestSnapshot::survivesJson()
{
    const auto snapshot = take();
    const auto read = snapshotFromJson(toJson(snapshot), "snapshot.json");
    VERIFY_OK(read);
    QVERIFY(*read == snapshot);
}

void TestSnapshot::anyValueSurvivesJson()
{
    for (unsigned seed = 1; seed <= 60; ++seed) {
        Snapshot snapshot;
        Filler filler(seed);
        fields(filler, snapshot);
        const std::string text = toJson(snapshot);
        const auto read = snapshotFromJson(text, "random.json");
        VERIFY_OK(read);
        QVERIFY2(*read == snapshot, qPrintable(QStringLiteral("seed %1").arg(seed)));
        QCOMPARE(toJson(*read), text);
    }
}

void TestSnapshot::refusesWhatIsNoSnapshot_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("part");
    QTest::newRow("nothing") << "" << "snapshot-syntax" << "x.json:1";
    QTest::newRow("no JSON") << "{\n  \"server\": oops\n}" << "snapshot-syntax" << "x.json:2:";
    QTest::newRow("a list") << "[]" << "snapshot-content" << "not an object";
    QTest::newRow("something else") << "{}" << "snapshot-content" << "\"server\" is missing";
    QTest::newRow("wrong type") << R"({"server": {}, "relations": [{"name": "a"}, {"name": 5}]})"
                                << "snapshot-content" << "\"relations[1].name\" is not a text";
    QTest::newRow("unknown kind") << R"({"server": {}, "types": [{"kind": "animal"}]})" << "snapshot-content"
                                  << "animal";
    QTest::newRow("too large") << R"({"server": {"version": 99999999999}})" << "snapshot-content" << "server.version";
    QTest::newRow("bad name") << R"({"server": {}, "relations": [{"dependents": [{"name": "a.b.c"}]}]})"
                              << "snapshot-content" << "relations[0].dependents[0].name";
}

void TestSnapshot::refusesWhatIsNoSnapshot()
{
    QFETCH(QString, text);
    QFETCH(QString, code);
    QFETCH(QString, part);
    const auto read = snapshotFromJson(text.toStdString(), "x.json");
    QVERIFY(!read);
    QCOMPARE(read.error().code, code.toStdString());
    QCOMPARE(read.error().status, ExitStatus::Usage);
    QVERIFY2(QString::fromStdString(read.error().toString()).contains(part), read.error().toString().c_str());
}

QTEST_GUILESS_MAIN(TestSnapshot)

#include "tst_snapshot.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/project/hosts.h"
#include "engine/project/project.h"
#include "tests/support/printers.h"

#include <QTest>

using namespace retort;
using project::Environment;
using Map = std::map<std::string, std::string>;

namespace {

/// "dbname=d host=h", in the keys' order.
std::string inWords(const Map &keywords)
{
    std::vector<std::string> parts;
    for (const auto &[key, value] : keywords)
        parts.push_back(key + '=' + value);
    return text::join(parts, " ");
}

project::Project projectWith(const Map &connection)
{
    project::Project project;
    project.file = "/srv/sotp/retort.toml";
    project::Database database;
    database.name = "app";
    database.connection = connection;
    int line = 10;
    for (const auto &[key, value] : connection)
        database.lines[key] = line++;
    project.databases = {database};
    return project;
}

const Map guidesKeys{{"url", "${APP_URL:-}"},   {"host", "${APP_HOST}"},          {"port", "${APP_PORT:-5432}"},
                     {"user", "${APP_USER}"},   {"password", "${APP_PASSWORD:-}"}, {"dbname", "${APP_DB}"},
                     {"sslmode", "prefer"}};

} // namespace

class TestProjectConnection : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void expandsKeys_data();
    void expandsKeys();
    void refuses_data();
    void refuses();
    void readsUrls_data();
    void readsUrls();
    void refusesUrls_data();
    void refusesUrls();
    void takesAnyPassword_data();
    void takesAnyPassword();
    void saysWhereThePasswordComesFrom_data();
    void saysWhereThePasswordComesFrom();
    void takesTheTimeoutOut();
    void tellsWhatIsConfigured_data();
    void tellsWhatIsConfigured();
    void usesAddressesFromHere_data();
    void usesAddressesFromHere();
    void warns_data();
    void warns();
};

void TestProjectConnection::initTestCase()
{
    // libpq's own defaults must not decide what these tests see.
    for (const char *name : {"PGPASSWORD", "PGPASSFILE"})
        qunsetenv(name);
}

void TestProjectConnection::expandsKeys_data()
{
    QTest::addColumn<Map>("connection");
    QTest::addColumn<Map>("variables");
    QTest::addColumn<std::string>("keywords");
    const auto row = [](const char *name, const Map &connection, const Map &variables, const char *keywords) {
        QTest::newRow(name) << connection << variables << std::string(keywords);
    };
    row("the guide's", guidesKeys, {{"APP_HOST", "h"}, {"APP_USER", "u"}, {"APP_PASSWORD", "p w"}, {"APP_DB", "d"}},
        "dbname=d host=h password=p w port=5432 sslmode=prefer user=u");
    row("no password", guidesKeys, {{"APP_HOST", "h"}, {"APP_USER", "u"}, {"APP_DB", "d"}, {"APP_PORT", "1"}},
        "dbname=d host=h port=1 sslmode=prefer user=u");
    row("the URL wins", guidesKeys,
        {{"APP_URL", "postgresql://x:y@z:1/w"}, {"APP_HOST", "h"}, {"APP_PASSWORD", "p"}},
        "dbname=w host=z password=y port=1 sslmode=prefer user=x");
    row("the URL's own keys win", guidesKeys, {{"APP_URL", "postgresql://z?sslmode=require"}},
        "host=z sslmode=require");
    row("the URL leaves the password to the key", guidesKeys, {{"APP_URL", "postgresql://z"}, {"APP_PASSWORD", "p"}},
        "host=z password=p sslmode=prefer");
    row("a URL of nothing but blanks", guidesKeys,
        {{"APP_URL", " "}, {"APP_HOST", "h"}, {"APP_USER", "u"}, {"APP_DB", "d"}},
        "dbname=d host=h port=5432 sslmode=prefer user=u");
    row("a URL whose variable is missing, keys beside it", {{"url", "${APP_URL}"}, {"host", "h"}}, {}, "host=h");
    row("a URL put together",
        {{"url", "postgresql://${U}:${P}@${H}:${PORT:-5433}/${D}"}, {"host", "no"}},
        {{"U", "u@x"}, {"P", "p:/@?#%41"}, {"H", "h"}, {"D", "d"}},
        "dbname=d host=h password=p:/@?#%41 port=5433 user=u@x");
    row("credentials in one variable", {{"url", "postgresql://${C}@h/d"}}, {{"C", "u:p"}},
        "dbname=d host=h password=p user=u");
    row("defaults in defaults", {{"host", "${A:-${B:-c}}"}}, {}, "host=c");
    row("the inner of them", {{"host", "${A:-${B:-c}}"}}, {{"B", "b"}}, "host=b");
    row("dollars", {{"host", "a$$b$c$${A}$"}}, {}, "host=a$b$c${A}$");
    row("a value isn't expanded again", {{"host", "${A}"}}, {{"A", "${B}"}}, "host=${B}");
    row("no values", {{"host", "h"}, {"user", ""}}, {}, "host=h");
    row("socket", {{"host", "/run/postgresql"}, {"dbname", "d"}}, {}, "dbname=d host=/run/postgresql");
    row("service", {{"service", "sotp"}}, {}, "service=sotp");
    row("several hosts", {{"host", "a,b"}, {"port", "1,"}}, {}, "host=a,b port=1,");
}

void TestProjectConnection::expandsKeys()
{
    QFETCH(Map, connection);
    QFETCH(Map, variables);
    QFETCH(std::string, keywords);
    const auto project = projectWith(connection);
    for (const auto &environment : {Environment::fromValues(variables), Environment::fromValues({}, variables)}) {
        const auto settings = project::connectionSettings(project, project.databases.front(), environment);
        VERIFY_OK(settings);
        QCOMPARE(inWords(settings->keywords), keywords);
    }
}

void TestProjectConnection::refuses_data()
{
    QTest::addColumn<Map>("connection");
    QTest::addColumn<std::string>("code");
    QTest::addColumn<int>("line");
    QTest::addColumn<std::string>("words"); // in message or hint
    const auto row = [](const char *name, const Map &connection, const char *code, int line, const char *words) {
        QTest::newRow(name) << connection << std::string(code) << line << std::string(words);
    };
    row("missing", {{"host", "${NONE}"}}, "missing-variable", 10, "NONE, which database app needs for its host");
    row("empty counts as missing", {{"host", "${EMPTY}"}}, "missing-variable", 10, "EMPTY");
    row("where it was looked for", {{"host", "${NONE}"}}, "missing-variable", 10, "the environment or .env");
    row("missing in a default", {{"host", "${NONE:-${NEITHER}}"}}, "missing-variable", 10, "NEITHER");
    row("missing password", {{"host", "h"}, {"password", "${NONE}"}}, "missing-variable", 11, "${NONE:-}");
    row("missing URL", {{"url", "${NONE}"}}, "missing-variable", 10, "NONE, which database app needs for its url");
    row("empty URL, nothing else", {{"url", "${NONE:-}"}}, "missing-variable", 10, "NONE");
    row("the URL as the other way", {{"host", "${NONE}"}, {"url", "${URL:-}"}}, "missing-variable", 10, "Or set URL");
    row("missing beside a URL that wins", {{"sslmode", "${NONE}"}, {"url", "postgresql://h"}}, "missing-variable", 10,
        "sslmode");
    row("nothing at all", {}, "connection-missing", 0, "[database.app]");
    row("only a password", {{"password", "p"}}, "connection-missing", 0, "host");
    row("an empty URL of its own", {{"url", ""}}, "connection-missing", 0, "url");
    row("bad URL", {{"url", "mysql://canary"}}, "bad-url", 10, "postgresql://");
    row("bad URL from a variable", {{"url", "${CANARY}"}}, "bad-url", 10, "app");
    row("bad port", {{"host", "h"}, {"port", "${CANARY}"}}, "bad-port", 11, "5432");
    row("port too large", {{"host", "h"}, {"port", "65536"}}, "bad-port", 11, "65535");
    row("port zero", {{"host", "h"}, {"port", "1,0"}}, "bad-port", 11, "65535");
    row("port with a blank", {{"host", "h"}, {"port", "5432 "}}, "bad-port", 11, "number");
    row("bad timeout", {{"connect_timeout", "soon"}, {"host", "h"}}, "bad-timeout", 10, "seconds");
    row("endless timeout", {{"connect_timeout", "0"}, {"host", "h"}}, "bad-timeout", 10, "86400");
    row("bad syntax", {{"host", "${"}}, "variable-syntax", 10, "${NAME}");
    row("a NUL", {{"host", std::string("a\0b", 3)}}, "bad-value", 10, "NUL");
    row("bad syntax in the URL", {{"url", "${a b}"}}, "variable-syntax", 10, "${NAME}");
}

void TestProjectConnection::refuses()
{
    QFETCH(Map, connection);
    QFETCH(std::string, code);
    QFETCH(int, line);
    QFETCH(std::string, words);
    const auto project = projectWith(connection);
    const auto environment = Environment::fromValues({{"EMPTY", ""}, {"CANARY", "canary"}});
    const auto settings = project::connectionSettings(project, project.databases.front(), environment);
    VERIFY_ERROR(settings, code);
    const Error &error = settings.error();
    QCOMPARE(error.status, ExitStatus::Usage);
    QCOMPARE(error.place.file, project.file.string());
    QCOMPARE(error.place.line, line);
    const std::string shown = test::describe(error);
    QVERIFY2(shown.find(words) != std::string::npos, shown.c_str());
    QVERIFY2(shown.find("canary") == std::string::npos, shown.c_str());
    QVERIFY(!error.hint.empty());
}

void TestProjectConnection::readsUrls_data()
{
    QTest::addColumn<std::string>("keywords");
    const auto row = [](const char *url, const char *keywords) { QTest::newRow(url) << std::string(keywords); };
    // The manual's examples ("Connection URIs")
    row("postgresql://", "");
    row("postgresql://localhost", "host=localhost");
    row("postgresql://localhost:5433", "host=localhost port=5433");
    row("postgresql://localhost/mydb", "dbname=mydb host=localhost");
    row("postgresql://user@localhost", "host=localhost user=user");
    row("postgresql://user:secret@localhost", "host=localhost password=secret user=user");
    row("postgresql://other@localhost/otherdb?connect_timeout=10&application_name=myapp",
        "application_name=myapp dbname=otherdb host=localhost user=other");
    row("postgresql://host1:123,host2:456/somedb?target_session_attrs=any&application_name=myapp",
        "application_name=myapp dbname=somedb host=host1,host2 port=123,456 target_session_attrs=any");
    row("postgresql:///mydb?host=localhost&port=5433", "dbname=mydb host=localhost port=5433");
    row("postgresql://[2001:db8::1234]/database", "dbname=database host=2001:db8::1234");
    row("postgresql://[::1]:5433", "host=::1 port=5433");
    row("postgresql:///dbname?host=/var/lib/postgresql", "dbname=dbname host=/var/lib/postgresql");
    row("postgresql://%2Fvar%2Flib%2Fpostgresql/dbname", "dbname=dbname host=/var/lib/postgresql");
    row("postgresql://user@localhost:5433/mydb?options=-c%20synchronous_commit%3Doff",
        "dbname=mydb host=localhost options=-c synchronous_commit=off port=5433 user=user");
    row("postgres://h?ssl=true", "host=h sslmode=require");
    // SQLAlchemy's spellings
    row("postgresql+psycopg2://u:p@h/d", "dbname=d host=h password=p user=u");
    row("postgresql+asyncpg://u@h", "host=h user=u");
    row("POSTGRESQL://h", "host=h");
    row("  postgresql://h/d\n", "dbname=d host=h");
    // What else is legal
    row("postgresql://u:@h", "host=h user=u");
    row("postgresql://:p@h", "host=h password=p");
    row("postgresql://u%40x:p%3Aw%2F@h/d%2Fe", "dbname=d/e host=h password=p:w/ user=u@x");
    row("postgresql://h,h2,h3:3/", "host=h,h2,h3 port=,,3");
    row("postgresql://h/d?", "dbname=d host=h");
    row("postgresql://h/d?application_name=a@b", "application_name=a@b dbname=d host=h");
    row("postgresql://u@h/größe", "dbname=größe host=h user=u");
    // Unescaped, and yet of one meaning (S-89)
    row("postgresql://u:p@ss@h/d", "dbname=d host=h password=p@ss user=u");
    row("postgresql://u:p/w@h:5432/d", "dbname=d host=h password=p/w port=5432 user=u");
    row("postgresql://u:12/34@h/d", "dbname=d host=h password=12/34 user=u");
    row("postgresql://u:p?w@h/d?sslmode=require", "dbname=d host=h password=p?w sslmode=require user=u");
    row("postgresql://u:p#w@h", "host=h password=p#w user=u");
    row("postgresql://u:p:w@h", "host=h password=p:w user=u");
    row("postgresql://u:@/:?#@h", "host=h password=@/:?# user=u");
    row("postgresql://u:a@b/c@d/e@h/d", "dbname=d host=h password=a@b/c@d/e user=u");
    row("postgresql://u:100%@h", "host=h password=100% user=u");
    row("postgresql://u:%zz%4@h", "host=h password=%zz%4 user=u");
    row("postgresql://u:ü €@h", "host=h password=ü € user=u");
}

void TestProjectConnection::readsUrls()
{
    QFETCH(std::string, keywords);
    const auto settings = project::connectionSettingsFromUrl(QTest::currentDataTag());
    VERIFY_OK(settings);
    QCOMPARE(inWords(settings->keywords), keywords);
}

void TestProjectConnection::refusesUrls_data()
{
    QTest::addColumn<std::string>("code");
    QTest::addColumn<std::string>("words");
    const auto row = [](const char *url, const char *code, const char *words) {
        QTest::newRow(url) << std::string(code) << std::string(words);
    };
    row("", "bad-url", "no scheme");
    row("canary", "bad-url", "no scheme");
    row("host=canary user=u", "bad-url", "no scheme");
    row("mysql://u:canary@h/d", "bad-url", "not postgresql");
    row("mysql+x://postgresql:canary@h/d", "bad-url", "not postgresql");
    row("postgresql://u:canary@h:port/d", "bad-url", "host, port and database");
    row("postgresql://u:canary@[::1/d", "bad-url", "host, port and database");
    row("postgresql://u:canary@h/d?sslmod=x", "bad-url", "\"sslmode\"");
    row("postgresql://u:canary@h/d?xyzzy=1", "bad-url", "unknown key");
    row("postgresql://u:canary@h/d?sslmode", "bad-url", "host, port and database");
    row("postgresql://u:canary%00@h/d", "bad-url", "NUL");
    row("postgresql://u:canary@h:0/d", "bad-port", "65535");
    row("postgresql://u:canary@h:99999/d", "bad-port", "65535");
    row("postgresql://u:canary@h/d?connect_timeout=x", "bad-timeout", "seconds");
}

void TestProjectConnection::refusesUrls()
{
    QFETCH(std::string, code);
    QFETCH(std::string, words);
    const auto settings = project::connectionSettingsFromUrl(QTest::currentDataTag());
    VERIFY_ERROR(settings, code);
    QCOMPARE(settings.error().status, ExitStatus::Usage);
    const std::string shown = test::describe(settings.error());
    QVERIFY2(shown.find(words) != std::string::npos, shown.c_str());
    QVERIFY2(shown.find("canary") == std::string::npos, shown.c_str());
}

void TestProjectConnection::takesAnyPassword_data()
{
    QTest::addColumn<std::string>("password");
    for (const char *password : {"%",    "@",
                                 ":",    "/",
                                 "#",    "?",
                                 " ",    "&",
                                 "=",    "+",
                                 "'",    "\"",
                                 "\\",   "$",
                                 "${X}", "$$",
                                 "%41",  "%%",
                                 "[",    "]",
                                 "ü€𝄞",  "a@b:c/d?e#f%g h",
                                 "@h/d", "postgresql://u:p@h/d",
                                 "-c x", "\n"})
        QTest::newRow(password[0] == '\n' ? "line break" : password) << std::string(password);
}

void TestProjectConnection::takesAnyPassword()
{
    QFETCH(std::string, password);
    const auto environment = Environment::fromValues({}, {{"P", password}});
    for (const Map &connection :
         {Map{{"host", "h"}, {"password", "${P}"}}, Map{{"url", "postgresql://u:${P}@h:1/d"}}}) {
        const auto project = projectWith(connection);
        const auto settings = project::connectionSettings(project, project.databases.front(), environment);
        VERIFY_OK(settings);
        QCOMPARE(settings->value("password"), password);
        QCOMPARE(settings->host(), std::string("h"));
        QCOMPARE(settings->passwordSource, std::string("P in .env"));
    }
}

void TestProjectConnection::saysWhereThePasswordComesFrom_data()
{
    QTest::addColumn<Map>("connection");
    QTest::addColumn<Map>("process");
    QTest::addColumn<Map>("file");
    QTest::addColumn<std::string>("source");
    const auto row = [](const char *name, const Map &connection, const Map &process, const Map &file,
                        const char *source) {
        QTest::newRow(name) << connection << process << file << std::string(source);
    };
    const Map key{{"host", "h"}, {"password", "${P:-}"}};
    row("environment", key, {{"P", "x"}}, {{"P", "y"}}, "P in the environment");
    row("file", key, {}, {{"P", "y"}}, ".env");
    row("project file", {{"host", "h"}, {"password", "x"}}, {}, {}, "retort.toml");
    row("a default in the project file", {{"host", "h"}, {"password", "${P:-x}"}}, {}, {}, "retort.toml");
    row("two variables", {{"host", "h"}, {"password", "${P}${Q}"}}, {{"P", "x"}, {"Q", "y"}}, {},
        "P in the environment and Q in the environment");
    row("URL", {{"url", "${U}"}}, {{"U", "postgresql://u:p@h"}}, {}, "U in the environment");
    row("a variable in the URL", {{"url", "postgresql://${N}:${P}@${H}"}}, {{"N", "n"}, {"H", "h"}}, {{"P", "y"}},
        "P in .env");
    row("written in the URL", {{"url", "postgresql://u:p@h"}}, {}, {}, "retort.toml");
    row("none", key, {}, {}, "not given");
    row("PGPASSWORD", key, {{"PGPASSWORD", "x"}}, {}, "PGPASSWORD in the environment");
    row("PGPASSWORD in .env is not libpq's", key, {}, {{"PGPASSWORD", "x"}}, "not given");
    row("PGPASSFILE", key, {{"PGPASSFILE", "/x"}}, {}, "PGPASSFILE");
    row("passfile", {{"host", "h"}, {"passfile", "/x"}}, {{"PGPASSFILE", "/y"}}, {}, "passfile /x");
    row("service", {{"service", "s"}}, {}, {}, "service s");
    row("a URL without a password", {{"url", "${U}"}}, {{"U", "postgresql://u@h"}}, {}, "not given");
}

void TestProjectConnection::saysWhereThePasswordComesFrom()
{
    QFETCH(Map, connection);
    QFETCH(Map, process);
    QFETCH(Map, file);
    QFETCH(std::string, source);
    const auto project = projectWith(connection);
    const auto settings =
        project::connectionSettings(project, project.databases.front(), Environment::fromValues(process, file));
    VERIFY_OK(settings);
    QCOMPARE(settings->passwordSource, source == ".env" ? "P in .env" : source);
}

void TestProjectConnection::takesTheTimeoutOut()
{
    const auto project = projectWith({{"host", "h"}, {"connect_timeout", "3"}});
    const auto settings = project::connectionSettings(project, project.databases.front(), {});
    VERIFY_OK(settings);
    QCOMPARE(settings->connectTimeout.count(), 3000);
    QVERIFY(!settings->keywords.contains("connect_timeout"));
    QCOMPARE(project::connectionSettingsFromUrl("postgresql://h?connect_timeout=7")->connectTimeout.count(), 7000);
    QCOMPARE(project::connectionSettingsFromUrl("postgresql://h")->connectTimeout.count(), 10'000);
    QCOMPARE(project::connectionSettingsFromUrl("postgresql://u:p@h")->passwordSource, std::string("--url"));
}

void TestProjectConnection::tellsWhatIsConfigured_data()
{
    QTest::addColumn<Map>("connection");
    QTest::addColumn<Map>("variables");
    QTest::addColumn<bool>("isConfigured");
    const auto row = [](const char *name, const Map &connection, const Map &variables, bool isConfigured) {
        QTest::newRow(name) << connection << variables << isConfigured;
    };
    row("none set", guidesKeys, {}, false);
    row("all empty", guidesKeys, {{"APP_HOST", ""}, {"APP_URL", ""}}, false);
    row("another's set", guidesKeys, {{"OTHER_HOST", "h"}}, false);
    row("one set", guidesKeys, {{"APP_PASSWORD", "p"}}, true);
    row("the URL set", guidesKeys, {{"APP_URL", "postgresql://h"}}, true);
    row("one in a default", {{"host", "${A:-${B}}"}}, {{"B", "b"}}, true);
    row("no keys", {}, {}, false);
    row("an address without variables", {{"host", "h"}}, {}, true);
    row("a service", {{"service", "s"}}, {}, true);
    row("options without an address", {{"sslmode", "require"}}, {}, false);
    row("a written port beside variables", {{"host", "${A}"}, {"port", "5432"}}, {}, false);
    row("bad syntax", {{"host", "${"}}, {}, true);
}

void TestProjectConnection::tellsWhatIsConfigured()
{
    QFETCH(Map, connection);
    QFETCH(Map, variables);
    QFETCH(bool, isConfigured);
    const auto project = projectWith(connection);
    QCOMPARE(project::isConfigured(project.databases.front(), Environment::fromValues({}, variables)), isConfigured);
}

void TestProjectConnection::usesAddressesFromHere_data()
{
    QTest::addColumn<Map>("keywords");
    QTest::addColumn<std::string>("address"); // of host "timescale"
    QTest::addColumn<std::string>("expected");
    const auto row = [](const char *name, const Map &keywords, const char *address, const char *expected) {
        QTest::newRow(name) << keywords << std::string(address) << std::string(expected);
    };
    row("address and port", {{"host", "timescale"}, {"port", "5432"}}, "localhost:5433", "host=localhost port=5433");
    row("no port before", {{"host", "timescale"}}, "localhost:5433", "host=localhost port=5433");
    row("address alone", {{"host", "timescale"}, {"port", "5432"}}, "10.0.0.7", "host=10.0.0.7 port=5432");
    row("IPv6", {{"host", "timescale"}}, "::1", "host=::1 port=");
    row("IPv6 in brackets", {{"host", "timescale"}}, "[::1]", "host=::1 port=");
    row("IPv6 and port", {{"host", "timescale"}}, "[::1]:5433", "host=::1 port=5433");
    row("another host", {{"host", "db.example.com"}, {"port", "1"}}, "localhost:5433", "host=db.example.com port=1");
    row("no host", {{"dbname", "d"}}, "localhost:5433", "dbname=d");
    row("one of several", {{"host", "a,timescale,b"}, {"port", "1"}}, "localhost:5433",
        "host=a,localhost,b port=1,5433,1");
    row("its address by hand goes", {{"host", "timescale"}, {"hostaddr", "172.17.0.2"}}, "localhost:5433",
        "host=localhost port=5433");
}

void TestProjectConnection::usesAddressesFromHere()
{
    QFETCH(Map, keywords);
    QFETCH(std::string, address);
    QFETCH(std::string, expected);
    const Map addresses{{"timescale", address}};
    Map outside = keywords;
    project::useAddressesFromHere(outside, addresses, [](const std::string &) { return false; });
    QCOMPARE(inWords(outside), expected);
    Map inside = keywords;
    project::useAddressesFromHere(inside, addresses, [](const std::string &host) { return host == "timescale"; });
    QVERIFY(inside == keywords);
    QVERIFY(project::hostResolves("127.0.0.1"));
    QVERIFY(!project::hostResolves("no-such-host.invalid"));
}

void TestProjectConnection::warns_data()
{
    QTest::addColumn<Map>("first");
    QTest::addColumn<Map>("second");
    QTest::addColumn<std::string>("words");
    QTest::newRow("two addresses") << Map{{"host", "a"}} << Map{{"host", "b"}} << std::string();
    QTest::newRow("two databases") << Map{{"host", "a"}, {"dbname", "d"}} << Map{{"host", "a"}, {"dbname", "e"}}
                                   << std::string();
    QTest::newRow("two ports") << Map{{"host", "a"}, {"port", "1"}} << Map{{"host", "a"}} << std::string();
    QTest::newRow("the same") << Map{{"host", "a"}, {"dbname", "d"}} << Map{{"url", "postgresql://x@a:5432/d"}}
                              << std::string("Databases one and two are the same one: d on a:5432.");
    QTest::newRow("the same host by two names")
        << Map{{"host", "localhost"}, {"dbname", "d"}} << Map{{"host", "127.0.0.1"}, {"dbname", "d"}}
        << std::string("d on localhost:5432");
    QTest::newRow("a password in the file")
        << Map{{"host", "a"}, {"password", "canary"}} << Map{{"host", "b"}, {"password", "${P:-}"}}
        << std::string("The password of database one");
    QTest::newRow("not configured") << Map{{"host", "${A}"}} << Map{{"host", "${A}"}} << std::string();
    QTest::newRow("not understood") << Map{{"url", "x"}} << Map{{"url", "x"}} << std::string();
    QTest::newRow("services") << Map{{"service", "a"}} << Map{{"service", "b"}} << std::string();
}

void TestProjectConnection::warns()
{
    QFETCH(Map, first);
    QFETCH(Map, second);
    QFETCH(std::string, words);
    auto project = projectWith(first);
    project.databases.push_back(projectWith(second).databases.front());
    project.databases[0].name = "one";
    project.databases[1].name = "two";
    const auto warnings = project::projectWarnings(project, {});
    QCOMPARE(warnings.size(), std::size_t(words.empty() ? 0 : 1));
    if (!words.empty())
        QVERIFY2(warnings.front().find(words) != std::string::npos, warnings.front().c_str());
    QVERIFY(text::join(warnings, "").find("canary") == std::string::npos);
}

QTEST_APPLESS_MAIN(TestProjectConnection)
#include "tst_projectconnection.moc"

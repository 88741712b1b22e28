// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/project/compose.h"
#include "engine/project/composevalues.h"
#include "tests/support/printers.h"

#include <QTemporaryDir>
#include <QTest>

#include <fstream>

using namespace retort;
namespace fs = std::filesystem;

class TestCompose : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void replacesVariables_data();
    void replacesVariables();
    void readsShortPorts_data();
    void readsShortPorts();
    void readsServices();
    void readsWhatTheProjectPublishes();
    void mergesTheOverrideFile();
    void findsPasswords_data();
    void findsPasswords();
    void findsTheFileUpward();
    void findsTheWayOutOfMerges_data();
    void findsTheWayOutOfMerges();
    void takesDefaultsInDefaults();
    void refusesWhatIsNoYaml();

private:
    fs::path write(const fs::path &file, const std::string &text) const
    {
        fs::create_directories((m_root / file).parent_path());
        std::ofstream(m_root / file, std::ios::binary) << text;
        return m_root / file;
    }
    static project::Environment environment(std::map<std::string, std::string> values = {})
    {
        return project::Environment::fromValues(std::move(values));
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    fs::path m_root;
};

void TestCompose::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_root = m_folder->path().toStdString();
}

void TestCompose::replacesVariables_data()
{
    QTest::addColumn<std::string>("text");
    QTest::addColumn<std::string>("expected"); // "-": none
    const auto row = [](const char *text, const char *expected) {
        QTest::newRow(text) << std::string(text) << std::string(expected);
    };
    row("plain", "plain");
    row("$SET", "5433");
    row("${SET}:5432", "5433:5432");
    row("a$$b", "a$b");
    row("${UNSET:-5432}", "5432");
    row("${UNSET-5432}", "5432");
    row("${EMPTY:-5432}", "5432");
    row("${EMPTY-5432}", "");
    row("${UNSET:-${SET}}", "5433");
    row("${UNSET:-${UNSET:-7}}8", "78");
    row("${SET:+9}", "9");
    row("${UNSET:+9}", "");
    row("${SET:?say so}", "5433");
    row("${UNSET:?say so}", "-");
    row("$UNSET", "-");
    row("${SET", "-");
    row("cost: 5$", "-");
}

void TestCompose::replacesVariables()
{
    QFETCH(std::string, text);
    QFETCH(std::string, expected);
    const auto value = project::interpolated(text, [](const std::string &name) -> std::optional<std::string> {
        if (name == "SET")
            return "5433";
        return name == "EMPTY" ? std::optional<std::string>("") : std::nullopt;
    });
    QCOMPARE(value.value_or("-"), expected);
}

void TestCompose::readsShortPorts_data()
{
    QTest::addColumn<std::string>("text");
    QTest::addColumn<std::string>("expected"); // "address|host|container", each with a blank
    const auto row = [](const char *text, const char *expected) {
        QTest::newRow(text) << std::string(text) << std::string(expected);
    };
    row("5433:5432", "|5433|5432 ");
    row("127.0.0.1:5433:5432", "127.0.0.1|5433|5432 ");
    row("127.0.0.1:5433:5432/tcp", "127.0.0.1|5433|5432 ");
    row("[::1]:5433:5432", "::1|5433|5432 ");
    row("8000-8001:9000-9001", "|8000|9000 |8001|9001 ");
    row("5432", ""); // at a port that nobody knows before
    row("5433:5432/udp", "");
    row("127.0.0.1::5432", "");
    row("8000-8005:5432", ""); // any one of these
    row("99999:5432", "");
    row("x:5432", "");
    row("", "");
}

void TestCompose::readsShortPorts()
{
    QFETCH(std::string, text);
    QFETCH(std::string, expected);
    std::string found;
    for (const project::PublishedPort &port : project::publishedPorts(text))
        found +=
            port.hostAddress + '|' + std::to_string(port.hostPort) + '|' + std::to_string(port.containerPort) + ' ';
    QCOMPARE(found, expected);
}

void TestCompose::readsServices()
{
    const fs::path file = write("compose.yaml", R"(
name: sotp
x-common: &common
  healthcheck: &health
    test: ["CMD", "pg_isready"]
services:
  postgres:
    image: ${POSTGRES_IMAGE:-postgres:15}
    container_name: sotp-db
    ports: ["${POSTGRES_PORT}:5432"]
    healthcheck: *health
  timescale:
    <<: *common
    image: timescale/timescaledb:latest-pg15
    ports:
      - target: 5432
        published: "5433"
        host_ip: 127.0.0.1
      - {target: 8008, published: 8008, protocol: udp}
    networks:
      backend:
        aliases: [metrics]
  backend:
    build: .
    healthcheck: {disable: true}
    ports: ["${NOBODY_SETS_IT}:8000"]
volumes:
  data:
)");
    const auto compose = project::readComposeFile(file, environment({{"POSTGRES_PORT", "5440"}}));
    VERIFY_OK(compose);
    QCOMPARE(compose->services.size(), std::size_t{3});
    const project::ComposeService *postgres = compose->serviceFor("postgres");
    QVERIFY(postgres);
    QCOMPARE(postgres, compose->serviceFor("sotp-db"));
    QCOMPARE(postgres->image, std::string("postgres:15"));
    QVERIFY(postgres->hasHealthcheck);
    QCOMPARE(postgres->addressFromHere(5432), std::string("localhost:5440"));
    QVERIFY(postgres->addressFromHere(5433).empty());
    const project::ComposeService *timescale = compose->serviceFor("metrics");
    QVERIFY(timescale);
    QCOMPARE(timescale->name, std::string("timescale"));
    QVERIFY(timescale->hasHealthcheck);
    QCOMPARE(timescale->addressFromHere(5432), std::string("localhost:5433"));
    QCOMPARE(timescale->ports.size(), std::size_t{1});
    QCOMPARE(compose->servicePublishing(5433), timescale);
    const project::ComposeService *backend = compose->serviceFor("backend");
    QVERIFY(backend->ports.empty());
    QVERIFY(!backend->hasHealthcheck);
    QVERIFY(!compose->serviceFor("nobody"));
}

void TestCompose::readsWhatTheProjectPublishes()
{
    const auto compose = project::readComposeFile(RETORT_SOURCE_DIR "/packaging/compose.yaml",
                                                  environment({{"TIMESCALE_PORT", "6000"}}));
    VERIFY_OK(compose);
    QCOMPARE(compose->serviceFor("postgres")->addressFromHere(5432), std::string("localhost:5432"));
    QCOMPARE(compose->serviceFor("timescale")->addressFromHere(5432), std::string("localhost:6000"));
    QVERIFY(!compose->serviceFor("timescale")->hasPasswordWritten); // a secret's file
}

void TestCompose::mergesTheOverrideFile()
{
    const fs::path file =
        write("docker-compose.yml", "services:\n  db:\n    image: postgres:15\n    container_name: one\n");
    write("docker-compose.override.yml",
          "services:\n  db:\n    image: postgres:16\n    ports: ['5433:5432']\n  more: {image: redis}\n");
    const auto compose = project::readComposeFile(file, environment());
    VERIFY_OK(compose);
    QCOMPARE(compose->services.size(), std::size_t{2});
    QCOMPARE(compose->serviceFor("db")->image, std::string("postgres:16"));
    QCOMPARE(compose->serviceFor("one")->addressFromHere(5432), std::string("localhost:5433"));
}

void TestCompose::findsPasswords_data()
{
    QTest::addColumn<std::string>("environment");
    QTest::addColumn<bool>("isWritten");
    QTest::newRow("mapping") << std::string("{POSTGRES_PASSWORD: secret}") << true;
    QTest::newRow("list") << std::string("[POSTGRES_PASSWORD=secret]") << true;
    QTest::newRow("variable") << std::string("{POSTGRES_PASSWORD: \"${DB_PASSWORD}\"}") << false;
    QTest::newRow("of the shell") << std::string("[POSTGRES_PASSWORD]") << false;
    QTest::newRow("file") << std::string("{POSTGRES_PASSWORD_FILE: /run/secrets/p}") << false;
}

void TestCompose::findsPasswords()
{
    QFETCH(std::string, environment);
    QFETCH(bool, isWritten);
    const fs::path file = write("compose.yml", "services:\n  db:\n    environment: " + environment + '\n');
    const auto compose = project::readComposeFile(file, {});
    VERIFY_OK(compose);
    QCOMPARE(compose->services.front().hasPasswordWritten, isWritten);
}

void TestCompose::findsTheFileUpward()
{
    fs::create_directories(m_root / "repository/.git");
    fs::create_directories(m_root / "repository/db/migrations");
    write("compose.yaml", "services: {}\n"); // of another project: above the repository
    QVERIFY(!project::findComposeFile(m_root / "repository/db/migrations"));
    const fs::path above = write("repository/docker-compose.yml", "services: {}\n");
    QCOMPARE(project::findComposeFile(m_root / "repository/db/migrations").value_or(""), above);
    const fs::path beside = write("repository/db/compose.yml", "services: {}\n");
    QCOMPARE(project::findComposeFile(m_root / "repository/db").value_or(""), beside);
    const fs::path preferred = write("repository/db/compose.yaml", "services: {}\n");
    QCOMPARE(project::findComposeFile(m_root / "repository/db/").value_or(""), preferred);
}

/// Merge keys that lead back to their own mapping.
void TestCompose::findsTheWayOutOfMerges_data()
{
    QTest::addColumn<std::string>("text");
    QTest::newRow("itself") << std::string("services:\n  db: &db\n    <<: *db\n    image: postgres:15\n");
    QTest::newRow("itself in a list") << std::string("services:\n  db: &db\n    <<: [*db, *db]\n    image: postgres:15\n");
    QTest::newRow("by another") << std::string("x-base: &base\n  image: postgres:15\n  y: &y\n    <<: *base\n  <<: *y\n"
                                               "services:\n  db:\n    <<: [*y, *base]\n");
}

void TestCompose::findsTheWayOutOfMerges()
{
    QFETCH(std::string, text);
    const auto file = project::readComposeFile(write("compose.yaml", text), environment());
    VERIFY_OK(file);
    QCOMPARE(file->services.size(), std::size_t{1});
    QCOMPARE(file->services.front().name, std::string("db"));
    QCOMPARE(file->services.front().image, std::string("postgres:15"));
    QVERIFY(file->services.front().containerName.empty());
}

void TestCompose::takesDefaultsInDefaults()
{
    const auto nested = [](int depth) {
        std::string value;
        for (int i = 0; i < depth; ++i)
            value += "${UNSET:-";
        return value + "postgres:15" + std::string(static_cast<std::size_t>(depth), '}');
    };
    const auto read = [&](int depth) {
        return project::readComposeFile(
            write("compose.yaml", "services:\n  db:\n    image: " + nested(depth) + '\n'), environment());
    };
    const auto deep = read(100);
    VERIFY_OK(deep);
    QCOMPARE(deep->services.front().image, std::string("postgres:15"));
    for (const int depth : {101, 200'000}) {
        const auto refused = read(depth);
        VERIFY_ERROR(refused, "compose-syntax");
        QCOMPARE(refused.error().place.line, 3);
        QVERIFY2(refused.error().message.find("more than 100 deep") != std::string::npos,
                 refused.error().message.c_str());
    }
}

void TestCompose::refusesWhatIsNoYaml()
{
    const fs::path file = write("compose.yaml", "services:\n  db: [unclosed\n");
    const auto broken = project::readComposeFile(file, environment());
    VERIFY_ERROR(broken, "compose-syntax");
    QCOMPARE(broken.error().place.file, file.string());
    QVERIFY(broken.error().place.line >= 2);
    VERIFY_ERROR(project::readComposeFile(m_root / "absent.yaml", environment()), "compose-unreadable");
    // YAML, but no Compose file: nothing is known, and nothing is wrong.
    for (const char *text : {"", "just a text\n", "services: 3\n", "services: [a, b]\n", "services: {db: }\n"}) {
        const auto empty = project::readComposeFile(write("compose.yaml", text), environment());
        VERIFY_OK(empty);
        QVERIFY2(empty->services.empty(), text);
    }
}

QTEST_APPLESS_MAIN(TestCompose)
#include "tst_compose.moc"

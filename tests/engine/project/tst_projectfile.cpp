// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/project/project.h"
#include "tests/support/printers.h"

#include <QTemporaryDir>
#include <QTest>

#include <fstream>

#include <sys/stat.h>

using namespace retort;
namespace fs = std::filesystem;

class TestProjectFile : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void readsAProject();
    void fillsInWhatIsLeftOut();
    void keepsTheFilesOrder();
    void readsHowCarefulARunIs();
    void guardsProductionWhereNothingIsSaid();
    void keepsNoHistoryTable_data();
    void keepsNoHistoryTable();
    void readsTheSotpProject();
    void refuses_data();
    void refuses();
    void refusesUnreadableFiles();
    void findsDatabases();
    void findsTheFileUpward();
    void makesAProject();
    void makesAProjectAmongOtherFiles_data();
    void makesAProjectAmongOtherFiles();
    void makesNoProjectOverAnother_data();
    void makesNoProjectOverAnother();

private:
    Result<project::Project> load(const std::string &text)
    {
        std::ofstream(m_root / "retort.toml", std::ios::binary) << text;
        return project::loadProject(m_root / "retort.toml");
    }
    std::string read(const fs::path &file) const
    {
        std::ifstream stream(m_root / file, std::ios::binary);
        return {std::istreambuf_iterator<char>(stream), {}};
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    fs::path m_root;
};

void TestProjectFile::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
    m_root = fs::path(m_folder->path().toStdString()) / "sotp";
    fs::create_directory(m_root);
}

void TestProjectFile::readsAProject()
{
    const auto project = load(R"(
[project]
name = "SOTP"
locations = ["versions_postgres", "../shared/", "."]
version_table = "history"
version_table_schema = "meta"
file_template = "%(year)d_%(rev)s"

[database.timescale]
branch = "timescale"
purpose = "metrics – größer"
tier = "prod"
url = "${TIMESCALE_URL:-}"
port = 5433
connect_timeout = 3
password = "$$${PW}"
schema = "schema/timescale.sql"
[database.timescale.hosts]
timescale = "localhost:5432"
)");
    VERIFY_OK(project);
    QCOMPARE(project->name, std::string("SOTP"));
    QCOMPARE(project->file, m_root / "retort.toml");
    QCOMPARE(project->folder, m_root);
    QCOMPARE(project->locations,
             (std::vector<fs::path>{m_root / "versions_postgres", m_root.parent_path() / "shared/", m_root / ""}));
    QCOMPARE(project->versionTable, std::string("history"));
    QCOMPARE(project->versionTableSchema, std::string("meta"));
    QCOMPARE(project->fileTemplate, std::string("%(year)d_%(rev)s"));
    QCOMPARE(project->databases.size(), std::size_t{1});
    project::Database expected;
    expected.name = "timescale";
    expected.branch = "timescale";
    expected.purpose = "metrics – größer";
    expected.tier = project::Tier::Prod;
    expected.connection = {
        {"url", "${TIMESCALE_URL:-}"}, {"port", "5433"}, {"connect_timeout", "3"}, {"password", "$$${PW}"}};
    expected.hosts = {{"timescale", "localhost:5432"}};
    expected.schema = m_root / "schema/timescale.sql";
    expected.run.backupFolder = m_root / "backups";
    expected.lines = {{"url", 13}, {"port", 14}, {"connect_timeout", 15}, {"password", 16}};
    QVERIFY(project->databases.front() == expected);
}

void TestProjectFile::fillsInWhatIsLeftOut()
{
    const auto project = load("");
    VERIFY_OK(project);
    QCOMPARE(project->name, std::string("sotp"));
    QCOMPARE(project->locations, std::vector<fs::path>{m_root / "migrations"});
    QCOMPARE(project->versionTable, std::string("alembic_version"));
    QVERIFY(project->versionTableSchema.empty());
    QCOMPARE(project->historyTable, std::string("retort_history"));
    QCOMPARE(project->fileTemplate, std::string("%(rev)s_%(slug)s"));
    QVERIFY(project->databases.empty());
    const auto bare = load("[database.app]\n");
    VERIFY_OK(bare);
    QVERIFY(bare->databases.front().tier == project::Tier::Dev);
    QVERIFY(bare->databases.front().schema.empty());
    project::RunSettings settings;
    settings.backupFolder = m_root / "backups";
    QVERIFY(bare->databases.front().run == settings);
}

void TestProjectFile::readsHowCarefulARunIs()
{
    using namespace std::chrono_literals;
    const auto project = load(R"(
[project]
history_table = "runs"
[database.app]
lock_timeout = "200ms"
statement_timeout = "5min"
lock_wait = 0
lock_retries = 3
backup = "always"
backup_dir = "../kept"
long_run = "2min"
long_rows = 500
read_only = true
)");
    VERIFY_OK(project);
    QCOMPARE(project->historyTable, std::string("runs"));
    const project::Database &app = project->databases.front();
    QVERIFY(app.run.lockTimeout == 200ms);
    QVERIFY(app.run.statementTimeout == 5min);
    QVERIFY(app.run.lockWait == 0ms);
    QVERIFY(app.run.lockRetries == 3);
    QVERIFY(app.backupPolicy() == project::BackupPolicy::Always);
    QVERIFY(app.run.longRun == 2min && app.run.longRows == 500);
    QCOMPARE(app.run.backupFolder, m_root.parent_path() / "kept");
    QVERIFY(app.isReadOnly());
    QVERIFY(app.connection.empty()); // none of it goes to libpq
}

void TestProjectFile::guardsProductionWhereNothingIsSaid()
{
    const auto project = load("[database.a]\n[database.b]\ntier = \"staging\"\n[database.c]\ntier = \"prod\"\n"
                              "[database.d]\ntier = \"prod\"\nread_only = false\nbackup = \"never\"\n");
    VERIFY_OK(project);
    using project::BackupPolicy;
    const std::vector<std::pair<bool, BackupPolicy>> expected{{false, BackupPolicy::Never},
                                                              {false, BackupPolicy::Never},
                                                              {true, BackupPolicy::Long},
                                                              {false, BackupPolicy::Never}};
    for (std::size_t i = 0; i < expected.size(); ++i) {
        QCOMPARE(project->databases[i].isReadOnly(), expected[i].first);
        QVERIFY(project->databases[i].backupPolicy() == expected[i].second);
    }
}

void TestProjectFile::keepsNoHistoryTable_data()
{
    QTest::addColumn<std::string>("value");
    QTest::addColumn<std::string>("expected");
    QTest::newRow("false") << std::string("false") << std::string();
    QTest::newRow("no name") << std::string("\"\"") << std::string();
    QTest::newRow("true") << std::string("true") << std::string("retort_history");
}

void TestProjectFile::keepsNoHistoryTable()
{
    QFETCH(std::string, value);
    QFETCH(std::string, expected);
    const auto project = load("[project]\nhistory_table = " + value + '\n');
    VERIFY_OK(project);
    QCOMPARE(project->historyTable, expected);
}

void TestProjectFile::keepsTheFilesOrder()
{
    const auto project = load("[database.z]\n[database.a]\n[database.\"m x\"]\n");
    VERIFY_OK(project);
    QCOMPARE(project->databaseNames(), (std::vector<std::string>{"z", "a", "m x"}));
}

void TestProjectFile::readsTheSotpProject()
{
    const auto project = project::loadProject(RETORT_SOURCE_DIR "/migrations/retort.toml");
    VERIFY_OK(project);
    QCOMPARE(project->databaseNames(), (std::vector<std::string>{"postgres", "timescale"}));
    for (const fs::path &location : project->locations)
        QVERIFY2(fs::is_directory(location), location.c_str());
    for (const project::Database &database : project->databases) {
        QCOMPARE(database.branch, database.name);
        QVERIFY2(fs::exists(database.schema), database.schema.c_str());
    }
}

void TestProjectFile::refuses_data()
{
    QTest::addColumn<std::string>("text");
    QTest::addColumn<std::string>("code");
    QTest::addColumn<int>("line");
    QTest::addColumn<int>("column");
    QTest::addColumn<std::string>("hint"); // a part of it
    const auto row = [](const char *name, std::string text, const char *code, int line, int column, const char *hint) {
        QTest::newRow(name) << std::move(text) << std::string(code) << line << column << std::string(hint);
    };
    using namespace std::string_literals;
    row("not TOML", "[project]\nname = sotp\n", "project-syntax", 2, 8, "double quotes");
    row("an open section", "[project\n", "project-syntax", 1, 9, "");
    row("a key twice", "[project]\nname = \"a\"\nname = \"b\"\n", "project-syntax", 3, 8, "");
    row("not UTF-8", "[project]\nname = \"\xFF\"\n", "project-syntax", 2, 0, "");
    row("NUL", "[project]\n\0"s, "project-syntax", 2, 0, "UTF-8");
    row("unknown section", "[projekt]\n", "unknown-key", 1, 2, "\"project\"");
    row("databases", "[databases.a]\n", "unknown-key", 1, 2, "\"database\"");
    row("unknown key of the project", "[project]\nlocation = [\"a\"]\n", "unknown-key", 2, 1, "\"locations\"");
    row("far-off key of the project", "[project]\nxyzzy = 1\n", "unknown-key", 2, 1, "locations, version_table");
    row("unknown key of a database", "[database.a]\n  bransh = \"a\"\n", "unknown-key", 2, 3, "\"branch\"");
    row("another tool's name", "[database.a]\nusername = \"a\"\n", "unknown-key", 2, 1, "\"user\"");
    row("database for dbname", "[database.a]\ndatabase = \"a\"\n", "unknown-key", 2, 1, "\"dbname\"");
    row("name is a number", "[project]\nname = 1\n", "wrong-type", 2, 8, "double quotes");
    row("locations is a text", "[project]\nlocations = \"a\"\n", "wrong-type", 2, 13, "brackets");
    row("a location is a number", "[project]\nlocations = [\"a\", 1]\n", "wrong-type", 2, 19, "");
    row("a location is empty", "[project]\nlocations = [\"\"]\n", "unknown-value", 2, 14, "retort.toml");
    row("no location", "[project]\nlocations = []\n", "unknown-value", 2, 13, "migrations");
    row("project is a text", "project = \"a\"\n", "wrong-type", 1, 11, "");
    row("database is a text", "database = \"a\"\n", "wrong-type", 1, 12, "");
    row("a database is a text", "[database]\na = \"x\"\n", "wrong-type", 2, 5, "");
    row("a database without a name", "[database.\"\"]\n", "unknown-value", 1, 11, "NAME");
    row("version table without a name", "[project]\nversion_table = \"\"\n", "unknown-value", 2, 17, "alembic_version");
    row("history table is a number", "[project]\nhistory_table = 1\n", "wrong-type", 2, 17, "");
    row("one table for both", "[project]\nhistory_table = \"alembic_version\"\n", "unknown-value", 2, 17,
        "retort_history");
    row("a version table of that name", "[project]\nversion_table = \"retort_history\"\n", "unknown-value", 2, 17,
        "version_table");
    row("unknown token", "[project]\nfile_template = \"%(revv)s\"\n", "unknown-value", 2, 17, "%(rev)s");
    row("bare percent sign", "[project]\nfile_template = \"%(rev)s_100%\"\n", "unknown-value", 2, 17, "tokens");
    row("one name for all", "[project]\nfile_template = \"%(year)d\"\n", "unknown-value", 2, 17, "%(rev)s");
    row("unknown tier", "[database.a]\ntier = \"production\"\n", "unknown-value", 2, 8, "prod");
    row("tier is a number", "[database.a]\ntier = 1\n", "wrong-type", 2, 8, "");
    row("not a duration", "[database.a]\nlock_timeout = \"3 apples\"\n", "unknown-value", 2, 16, "200ms");
    row("a duration below zero", "[database.a]\nlock_wait = -1\n", "unknown-value", 2, 13, "0 means none");
    row("a duration is a list", "[database.a]\nstatement_timeout = [1]\n", "wrong-type", 2, 21, "");
    row("a slip in a run's key", "[database.a]\nlock_timeot = 3\n", "unknown-key", 2, 1, "\"lock_timeout\"");
    row("retries below zero", "[database.a]\nlock_retries = -1\n", "unknown-value", 2, 16, "again");
    row("retries are a text", "[database.a]\nlock_retries = \"3\"\n", "wrong-type", 2, 16, "");
    row("unknown backup policy", "[database.a]\nbackup = \"destructiv\"\n", "unknown-value", 2, 10, "\"destructive\"");
    row("far-off backup policy", "[database.a]\nbackup = \"xyzzy\"\n", "unknown-value", 2, 10, "always");
    row("backup folder without a name", "[database.a]\nbackup_dir = \"\"\n", "unknown-value", 2, 14, "backups");
    row("read_only is a text", "[database.a]\nread_only = \"yes\"\n", "wrong-type", 2, 13, "");
    row("branch is a list", "[database.a]\nbranch = [\"a\"]\n", "wrong-type", 2, 10, "");
    row("port is a float", "[database.a]\nport = 5432.0\n", "wrong-type", 2, 8, "");
    row("hosts is a text", "[database.a]\nhosts = \"x\"\n", "wrong-type", 2, 9, "");
    row("a host's address is a number", "[database.a.hosts]\npostgres = 5432\n", "wrong-type", 2, 12, "");
    row("a host's address is a URL", "[database.a.hosts]\npostgres = \"http://x/\"\n", "unknown-value", 2, 12,
        "localhost:5432");
    row("open variable", "[database.a]\nhost = \"${HOST\"\n", "variable-syntax", 2, 8, "${NAME}");
    row("variable without a name", "[database.a]\nhost = \"${}\"\n", "variable-syntax", 2, 8, "${NAME}");
    row("shell's other forms", "[database.a]\nhost = \"${HOST?}\"\n", "variable-syntax", 2, 8, "${NAME:-default}");
    row("text that ends too early", "name = \"\"\"\nnever closed\n", "project-syntax", 2, 13, "double quotes");
    row("table that ends too early", "[database.a", "project-syntax", 1, 12, "double quotes");
    std::string deep;
    for (int i = 0; i < 200'000; ++i)
        deep += "${A:-";
    row("defaults in defaults without end", "[database.a]\nhost = \"" + deep + std::string(200'000, '}') + "\"\n",
        "variable-syntax", 2, 8, "${NAME:-default}");
    row("bad variable in a default", "[database.a]\nhost = \"${HOST:-${1}}\"\n", "variable-syntax", 2, 8, "");
}

void TestProjectFile::refuses()
{
    QFETCH(std::string, text);
    QFETCH(std::string, code);
    QFETCH(int, line);
    QFETCH(int, column);
    QFETCH(std::string, hint);
    const auto project = load(text);
    VERIFY_ERROR(project, code);
    const Error &error = project.error();
    QCOMPARE(error.status, ExitStatus::Usage);
    QCOMPARE(error.place.file, (m_root / "retort.toml").string());
    QCOMPARE(error.place.line, line);
    if (column > 0)
        QCOMPARE(error.place.column, column);
    QVERIFY2(!error.hint.empty() && error.hint.find(hint) != std::string::npos, error.hint.c_str());
}

void TestProjectFile::refusesUnreadableFiles()
{
    for (const fs::path &path : {m_root / "absent.toml", m_root}) {
        const auto project = project::loadProject(path);
        VERIFY_ERROR(project, "project-unreadable");
        QCOMPARE(project.error().status, ExitStatus::Usage);
        QCOMPARE(project.error().place.file, path.string());
        QVERIFY(project.error().hint.find("retort init") != std::string::npos);
    }
}

void TestProjectFile::findsDatabases()
{
    const auto two = load("[database.postgres]\n[database.timescale]\n");
    VERIFY_OK(two);
    QCOMPARE((*two->database("timescale"))->name, std::string("timescale"));
    const auto near = two->database("timescaledb"); // finding F6: it meant PostgreSQL
    VERIFY_ERROR(near, "unknown-database");
    QCOMPARE(near.error().status, ExitStatus::Usage);
    QVERIFY(near.error().message.find("postgres, timescale") != std::string::npos);
    QVERIFY(near.error().hint.find("db=timescale?") != std::string::npos);
    VERIFY_ERROR(two->database("xyzzy"), "unknown-database");
    const auto unnamed = two->database("");
    VERIFY_ERROR(unnamed, "database-not-named");
    QCOMPARE(unnamed.error().status, ExitStatus::Usage);
    QVERIFY(unnamed.error().message.find("postgres, timescale") != std::string::npos);
    const auto one = load("[database.app]\n");
    VERIFY_OK(one);
    QCOMPARE((*one->database(""))->name, std::string("app"));
    const auto none = load("");
    VERIFY_OK(none);
    VERIFY_ERROR(none->database(""), "unknown-database");
    VERIFY_ERROR(none->database("a"), "unknown-database");
}

void TestProjectFile::findsTheFileUpward()
{
    fs::create_directories(m_root / "a/b/retort.toml"); // a folder of that name is no project file
    const auto none = project::findProjectFile(m_root / "a/b");
    VERIFY_ERROR(none, "project-not-found");
    QCOMPARE(none.error().status, ExitStatus::Usage);
    QVERIFY(none.error().hint.find("retort init") != std::string::npos);
    VERIFY_OK(load(""));
    for (const fs::path &start : {m_root, m_root / "a", m_root / "a/b", m_root / "a/../a/b/"}) {
        const auto found = project::findProjectFile(start);
        VERIFY_OK(found);
        QCOMPARE(found.value(), m_root / "retort.toml");
    }
}

void TestProjectFile::makesAProject()
{
    // A folder that isn't there, with a name that TOML has to escape.
    const fs::path folder = m_root / "new/\"my\" \\ größe";
    const auto made = project::initProject(folder / "");
    VERIFY_OK(made);
    QCOMPARE(made->name, std::string("\"my\" \\ größe"));
    QCOMPARE(made->folder, folder);
    QCOMPARE(made->databaseNames(), std::vector<std::string>{"app"});
    QCOMPARE(made->locations, std::vector<fs::path>{folder / "migrations"});
    QVERIFY(fs::is_directory(folder / "migrations"));
    std::ifstream ignored(folder / ".gitignore");
    QCOMPARE((std::string{std::istreambuf_iterator<char>(ignored), {}}), std::string(".env\n"));

    // The sample works as its comments say: each variable is listed, and none set means the sandbox.
    fs::rename(folder / ".env.example", folder / ".env");
    const auto environment = project::Environment::load(folder);
    VERIFY_OK(environment);
    const project::Database &app = made->databases.front();
    QVERIFY(!project::isConfigured(app, *environment));
    const auto filled = project::Environment::fromValues(
        {{"APP_HOST", "h"}, {"APP_USER", "u"}, {"APP_DB", "d"}, {"APP_PASSWORD", "p"}});
    QVERIFY(project::isConfigured(app, filled));
    const auto settings = project::connectionSettings(*made, app, filled);
    VERIFY_OK(settings);
    QCOMPARE(settings->value("port"), std::string("5432"));
    for (const char *name : {"APP_URL", "APP_HOST", "APP_PORT", "APP_USER", "APP_PASSWORD", "APP_DB"})
        QVERIFY2(environment->find(name), name);
}

void TestProjectFile::makesAProjectAmongOtherFiles_data()
{
    QTest::addColumn<std::string>("ignored");
    QTest::addColumn<std::string>("expected");
    QTest::newRow("adds .env") << std::string("build/\n") << std::string("build/\n.env\n");
    QTest::newRow("after a last line without end") << std::string("build/") << std::string("build/\n.env\n");
    QTest::newRow("leaves it when it is there") << std::string("/.env\r\n") << std::string("/.env\r\n");
}

void TestProjectFile::makesAProjectAmongOtherFiles()
{
    QFETCH(std::string, ignored);
    QFETCH(std::string, expected);
    std::ofstream(m_root / ".gitignore") << ignored;
    std::ofstream(m_root / "main.cpp") << "int main() {}";
    fs::create_directory(m_root / "migrations");
    const auto made = project::initProject(m_root);
    VERIFY_OK(made);
    QCOMPARE(read(".gitignore"), expected);
    QCOMPARE(read("main.cpp"), std::string("int main() {}"));
}

void TestProjectFile::makesNoProjectOverAnother_data()
{
    QTest::addColumn<std::string>("file");
    QTest::newRow("project file") << std::string("retort.toml");
    QTest::newRow("example") << std::string(".env.example");
}

void TestProjectFile::makesNoProjectOverAnother()
{
    QFETCH(std::string, file);
    std::ofstream(m_root / file) << "mine";
    const auto made = project::initProject(m_root);
    VERIFY_ERROR(made, "project-exists");
    QCOMPARE(made.error().status, ExitStatus::Usage);
    QCOMPARE(made.error().place.file, (m_root / file).string());
    QCOMPARE(read(file), std::string("mine"));
    QCOMPARE(std::distance(fs::directory_iterator(m_root), {}), std::ptrdiff_t{1});

    std::ofstream(m_root / "blocked") << "a file where the folder should be";
    const auto blocked = project::initProject(m_root / "blocked");
    VERIFY_ERROR(blocked, "write-failed");
    QCOMPARE(blocked.error().status, ExitStatus::Failed);
}

QTEST_APPLESS_MAIN(TestProjectFile)
#include "tst_projectfile.moc"

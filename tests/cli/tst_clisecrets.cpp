// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/program.h"

#include "engine/base/text.h"
#include "engine/project/connectionurl.h"
#include "tests/support/printers.h"

#include <algorithm>
#include <fstream>
#include <sstream>
#include <iterator>

#include <signal.h>

using namespace retort::test;
namespace fs = std::filesystem;

namespace
{

/// Every character that has a meaning in a URL, in SQL, in a shell or in libpq's connection strings (S-89).
constexpr std::string_view canary = "kanari%40@:/#? 'Größe\\\"$x";

std::string roleOf(const ScratchDatabase &database)
{
    return "canary_" + database.name();
}

} // namespace

/// A password of the project shows nowhere: not on a screen, in JSON, in the journal or any other file (S-87).
class TestCliSecrets : public QObject
{
    Q_OBJECT

private slots:
    void noneInAnythingThatIsWritten();
    void noneFromAUrl();
    void noneFromASandbox();
    void worksFromEverySource_data();
    void worksFromEverySource();
};

void TestCliSecrets::noneInAnythingThatIsWritten()
{
    ProjectFixture project("a [app] -> b");
    ScratchDatabase &app = project.addDatabase("app");
    auto superuser = retort::postgres::Connection::connect(app.superuserSettings());
    VERIFY_OK(superuser);
    const std::string role = roleOf(app);
    const std::string password(canary);
    VERIFY_OK(superuser->execute("CREATE ROLE " + role + " LOGIN PASSWORD " + retort::text::quoteLiteral(password)
                                 + "; GRANT ALL ON DATABASE " + app.name() + " TO " + role
                                 + "; GRANT ALL ON SCHEMA public TO " + role));
    // A script may hold the password too: the server's message repeats it.
    project.addRevision({.id = "c",
                         .revises = {"b"},
                         .up = "ALTER ROLE nobody_at_all PASSWORD " + retort::text::quoteLiteral(password) + ";",
                         .down = "SELECT 1;"});
    Program program(project);
    program.set("FIXTURE_APP_USER", role);
    program.set("FIXTURE_APP_PASSWORD", password);
    for (const std::string &secret : {password, retort::project::percentEncoded(password), std::string("Größe")})
        program.addSecret(secret);

    COMPARE_STATUS(program.run("upgrade b -v"), 0);
    for (const std::string verb :
         {"status", "current", "history -i", "upgrade", "downgrade -1", "plan upgrade", "upgrade --dry-run",
          "describe t_a", "log", "stamp a", "ensure_version", "upgrade nope", "show current", "sandbox status"}) {
        program.run(verb + " -v");
        program.run("--json " + verb);
    }
    program.set("FIXTURE_APP_DBNAME", "no_such_database");
    for (const std::string verb : {"status", "current", "upgrade"}) {
        program.run(verb + " -v");
        program.run("--json " + verb);
    }
    program.set("FIXTURE_APP_USER", "no_such_role");
    COMPARE_STATUS(program.run("current"), 4);

    int files = 0;
    for (const fs::path &root : {program.home(), project.folder()}) {
        for (const auto &entry : fs::recursive_directory_iterator(root)) {
            if (!entry.is_regular_file() || entry.path().filename() == "c_scene.sql")
                continue;
            std::ifstream file(entry.path(), std::ios::binary);
            const std::string bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
            QVERIFY2(bytes.find("Größe") == std::string::npos, entry.path().c_str());
            QVERIFY2(bytes.find("Gr%C3%B6") == std::string::npos, entry.path().c_str());
            files += entry.path().filename().string().starts_with("journal.sqlite") ? 1 : 0;
        }
    }
    QVERIFY(files > 0);
    VERIFY_OK(superuser->execute("DROP OWNED BY " + role + "; DROP ROLE " + role));
}

void TestCliSecrets::noneFromAUrl()
{
    const ProjectFixture project("a [app]");
    Program program(project);
    program.addSecret("Tiefgeheim77");
    for (const std::string url :
         {"postgresql://me:Tiefgeheim77@localhost:1/x", "postgresql://me:Tiefgeheim77@:x:y/",
          "mysql://me:Tiefgeheim77@localhost/x", "postgresql://nowhere.invalid/x?password=Tiefgeheim77"}) {
        for (const char *form : {"", "--json "}) {
            const Ended ended = program.run(form + ("--url " + url + " describe"));
            QVERIFY2(ended.status == 2 || ended.status == 4, ended.report().c_str());
        }
    }
}

void TestCliSecrets::noneFromASandbox()
{
    ProjectFixture project("a [app]");
    project.writeFile("retort.toml",
                      "[project]\nlocations = [\"revisions\"]\n[database.app]\nbranch = \"app\"\n"
                      "host = \"${APP_HOST}\"\nuser = \"${APP_USER}\"\ndbname = \"${APP_DB}\"\n");
    Program program(project);
    COMPARE_STATUS(program.run("sandbox start"), 0);
    // The sandbox's own file is the one place where its generated passwords stand.
    const Ended status = program.run("--json sandbox status");
    const fs::path folder = status.object()["folder"_L1].toString().toStdString();
    std::ifstream file(folder / "passwords");
    int count = 0;
    for (std::string word; file >> word;) {
        if (word.size() == 32) {
            program.addSecret(word);
            ++count;
        }
    }
    QVERIFY(count > 0);
    for (const std::string verb :
         {"sandbox status", "status", "upgrade", "current -v", "describe", "log", "sandbox stop"}) {
        program.run("--json " + verb);
        program.run(verb);
    }
    COMPARE_STATUS(program.run("sandbox reset"), 0);
}

namespace
{

/// Each has a meaning in one of the places where a password may stand.
constexpr std::string_view hostile = "p%4@:/#? ä'\"\\ x";

std::string replaced(std::string text, std::string_view what, const std::string &by)
{
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size()))
        text.replace(at, what.size(), by);
    return text;
}

std::string bytesOf(const fs::path &file)
{
    // Of a process that ends meanwhile the kernel's files can't be read (ESRCH), which an iterator would throw.
    std::ifstream stream(file, std::ios::binary);
    std::ostringstream bytes;
    bytes << stream.rdbuf();
    return bytes.str();
}

/// A process and all that it has started, itself first.
std::vector<std::string> descendantsOf(const std::string &root)
{
    std::vector<std::string> found{root};
    for (std::size_t i = 0; i < found.size(); ++i) {
        for (const auto &entry : fs::directory_iterator("/proc")) {
            const std::string status = bytesOf(entry.path() / "status");
            if (status.find("\nPPid:\t" + found[i] + '\n') != std::string::npos)
                found.push_back(entry.path().filename());
        }
    }
    return found;
}

} // namespace

void TestCliSecrets::worksFromEverySource_data()
{
    QTest::addColumn<std::string>("connection"); // of the section in retort.toml
    QTest::addColumn<std::string>("source");     // as the doctor tells it
    const std::string keys = "host = \"${H}\"\nport = \"${P}\"\nuser = \"${U}\"\ndbname = \"${D}\"\n";
    QTest::newRow("variable") << keys + "password = \"${CANARY}\"\n" << std::string("CANARY in the environment");
    QTest::newRow(".env") << keys + "password = \"${CANARY_FILE}\"\n" << std::string("CANARY_FILE in .env");
    QTest::newRow("URL, percent-encoded") << std::string("url = \"${CANARY_URL}\"\n")
                                          << std::string("CANARY_URL in the environment");
    QTest::newRow("URL, put together") << std::string("url = \"postgresql://${U}:${CANARY}@/${D}?host=${H}&port=${P}\"\n")
                                       << std::string("CANARY in the environment");
    QTest::newRow("PGPASSFILE") << keys << std::string("PGPASSFILE");
    QTest::newRow("service file") << std::string("service = \"canary\"\n") << std::string("service canary");
}

/// Whatever characters it has, it opens the database; and it shows in no output, file, argument or child's environment.
void TestCliSecrets::worksFromEverySource()
{
    QFETCH(std::string, connection);
    QFETCH(std::string, source);
    ProjectFixture project("a [app]");
    const ScratchDatabase &app = project.addDatabase("app");
    auto superuser = retort::postgres::Connection::connect(app.superuserSettings());
    VERIFY_OK(superuser);
    const std::string role = roleOf(app);
    const std::string password(hostile);
    const std::string encoded = retort::project::percentEncoded(password);
    VERIFY_OK(superuser->execute("CREATE ROLE " + role + " LOGIN PASSWORD " + retort::text::quoteLiteral(password)
                                 + "; GRANT ALL ON DATABASE " + app.name() + " TO " + role
                                 + "; GRANT ALL ON SCHEMA public TO " + role
                                 // so that the test sees its statements
                                 + "; GRANT " + role + " TO " + app.settings().user()));
    const auto settings = app.settings();
    QTemporaryDir keptOutside;
    const fs::path secrets = keptOutside.path().toStdString();
    project.writeFile("retort.toml",
                      "[project]\nlocations = [\"revisions\"]\n[database.app]\nbranch = \"app\"\n" + connection);
    project.addRevision({.id = "b", .revises = {"a"}, .up = "SELECT pg_sleep(60);", .down = "SELECT 1;"});
    project.writeFile(".env", source.find(".env") == std::string::npos
                          ? std::string()
                          : "CANARY_FILE=\"" + replaced(replaced(password, "\\", "\\\\"), "\"", "\\\"") + "\"\n");
    std::ofstream(secrets / "pgpass") << "*:*:*:*:" + replaced(replaced(password, "\\", "\\\\"), ":", "\\:") + '\n';
    fs::permissions(secrets / "pgpass", fs::perms::owner_read | fs::perms::owner_write);
    std::ofstream(secrets / "services") << "[canary]\nhost=" + settings.host() + "\nport=" + settings.port() + "\nuser="
            + role + "\ndbname=" + app.name() + "\npassword=" + password + '\n';
    Program program(project);
    for (const std::string &secret : {password, encoded, replaced(password, "'", "''")})
        program.addSecret(secret);
    program.set("H", settings.host());
    program.set("P", settings.port());
    program.set("U", role);
    program.set("D", app.name());
    if (source.starts_with("CANARY in"))
        program.set("CANARY", password);
    else if (source.starts_with("CANARY_URL"))
        program.set("CANARY_URL", "postgresql://" + role + ':' + encoded + "@/" + app.name() + "?host="
                        + retort::project::percentEncoded(settings.host()) + "&port=" + settings.port());
    else if (source == "PGPASSFILE")
        program.set("PGPASSFILE", secrets / "pgpass");
    else if (source == "service canary")
        program.set("PGSERVICEFILE", secrets / "services");

    COMPARE_STATUS(program.run("upgrade a -v"), 0);
    VERIFY_SAYS(program.run("doctor"), source);
    for (const std::string verb : {"status -v", "doctor", "log", "plan upgrade -v", "describe t_a", "upgrade nope"}) {
        program.run(verb);
        program.run("--json " + verb);
    }
    RunningProgram slow = program.start("upgrade b");
    QVERIFY(waitForStatement(app, "pg_sleep(60)"));
    const auto processes = descendantsOf(std::to_string(slow.pid()));
    for (const std::string &pid : processes) {
        for (const char *what : {"cmdline", "environ"}) {
            if (pid == processes.front() && what == std::string_view("environ"))
                continue; // the one that was given it
            const std::string bytes = bytesOf(fs::path("/proc") / pid / what);
            QVERIFY2(bytes.find(password) == std::string::npos && bytes.find(encoded) == std::string::npos,
                     (what + (" of " + bytesOf(fs::path("/proc") / pid / "comm"))).c_str());
        }
    }
    slow.signal(SIGABRT); // a crash says nothing either
    slow.wait();
    for (const fs::path &root : {program.home(), project.folder()}) {
        for (const auto &entry : fs::recursive_directory_iterator(root)) {
            if (!entry.is_regular_file() || entry.path().filename() == ".env")
                continue;
            const std::string bytes = bytesOf(entry.path());
            QVERIFY2(bytes.find(password) == std::string::npos && bytes.find(encoded) == std::string::npos,
                     entry.path().c_str());
        }
    }
    VERIFY_OK(superuser->execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '" + role + '\''));
    VERIFY_OK(superuser->execute("DROP OWNED BY " + role + "; DROP ROLE " + role));
}

QTEST_GUILESS_MAIN(TestCliSecrets)
#include "tst_clisecrets.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/program.h"

#include "engine/base/text.h"
#include "engine/project/connectionurl.h"
#include "tests/support/printers.h"

#include <algorithm>
#include <fstream>
#include <iterator>

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

QTEST_GUILESS_MAIN(TestCliSecrets)
#include "tst_clisecrets.moc"

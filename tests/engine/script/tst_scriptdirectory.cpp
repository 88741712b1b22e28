// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/script/scriptdirectory.h"
#include "tests/support/printers.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <ctime>
#include <fstream>
#include <memory>
#include <set>

#include <sys/stat.h>

using namespace retort;
namespace fs = std::filesystem;
using script::ScriptDirectory;
using Names = std::vector<std::string>;

namespace {

std::string fileText(const std::string &id, const std::string &revises = {}, const std::string &more = {})
{
    return "-- add " + id + "\n-- Revision ID: " + id + "\n-- Revises: " + revises + '\n' + more
        + "\n-- migrate:up\nSELECT 1;\n-- migrate:down\nSELECT 2;\n";
}

std::vector<std::string> idsOf(const ScriptDirectory &scripts)
{
    std::vector<std::string> ids;
    for (std::size_t i = 0; i < scripts.map().size(); ++i)
        ids.push_back(scripts.map().at(revision::Index(i)).id);
    return ids;
}

} // namespace

class TestScriptDirectory : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void loadsInAlembicsOrder();
    void leavesOtherFilesOut();
    void readsSharedFilesOnce_data();
    void readsSharedFilesOnce();
    void followsLinksToFilesAlone();
    void findsFilesById();
    void refuses_data();
    void refuses();
    void reportsTheFirstBadFile();
    void loadsManyAlikeOnAnyThreads();
    void loadsNothing();
    void namesFiles_data();
    void namesFiles();
    void makesSlugs_data();
    void makesSlugs();
    void makesNewIds();
    void writesARevision();
    void writesWhereItBelongs_data();
    void writesWhereItBelongs();
    void writesBodies_data();
    void writesBodies();
    void refusesToWrite_data();
    void refusesToWrite();
    void neverWritesOverAFile();

private:
    void write(const fs::path &file, const std::string &text)
    {
        const fs::path path = m_root / file;
        fs::create_directories(path.parent_path());
        std::ofstream stream(path, std::ios::binary);
        stream << text;
        if (!stream.good())
            qFatal("can't write %s", path.c_str());
    }
    Result<ScriptDirectory> load(const std::vector<std::string> &locations = {"a"}, int threads = 0)
    {
        std::vector<fs::path> paths;
        for (const std::string &location : locations)
            paths.push_back(m_root / location);
        return ScriptDirectory::load(paths, threads);
    }
    /// Everything under the root, for "nothing was written".
    std::vector<std::string> files() const
    {
        std::vector<std::string> found;
        for (const auto &entry : fs::recursive_directory_iterator(m_root))
            found.push_back(entry.path().string());
        std::sort(found.begin(), found.end());
        return found;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    fs::path m_root;
};

void TestScriptDirectory::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
    m_root = m_folder->path().toStdString();
}

void TestScriptDirectory::loadsInAlembicsOrder()
{
    // Locations as given; in a folder the files by name, then the sub-folders by name.
    write("b/2.sql", fileText("b2"));
    write("b/10.sql", fileText("b10"));
    write("a/z.sql", fileText("az"));
    write("a/Z.sql", fileText("aZ"));
    write("a/n/1.sql", fileText("an1"));
    write("a/m/deep/1.sql", fileText("amdeep1"));
    write("a/m/2.sql", fileText("am2"));
    write("a/abcdefgh2.sql", fileText("long2"));
    write("a/abcdefgh1.sql", fileText("long1"));
    write("a/é.sql", fileText("aé"));
    const auto scripts = load({"b", "a"});
    VERIFY_OK(scripts);
    QCOMPARE(idsOf(*scripts),
             (std::vector<std::string>{"b10", "b2", "aZ", "long1", "long2", "az", "aé", "am2", "amdeep1", "an1"}));
    QCOMPARE(scripts->locations().size(), std::size_t{2});
    QCOMPARE(scripts->map().at(0).file, (m_root / "b/10.sql").string());
}

void TestScriptDirectory::leavesOtherFilesOut()
{
    write("a/1.sql", fileText("one"));
    for (const char *other :
         {"a/.hidden.sql", "a/.hidden/2.sql", "a/README.md", "a/3.SQL", "a/4.sql~", "a/5.sql.orig", "a/6.py"})
        write(other, "not a revision");
    fs::create_directories(m_root / "a/folder.sql");
    QCOMPARE(mkfifo((m_root / "a/pipe.sql").c_str(), 0600), 0);
    const auto scripts = load();
    VERIFY_OK(scripts);
    QCOMPARE(idsOf(*scripts), std::vector<std::string>{"one"});
}

void TestScriptDirectory::readsSharedFilesOnce_data()
{
    QTest::addColumn<Names>("locations");
    QTest::newRow("twice") << Names{"a", "a"};
    QTest::newRow("twice, differently spelled") << Names{"a", "a/../a/"};
    QTest::newRow("one within the other") << Names{"a", "a/inner"};
    QTest::newRow("inner first") << Names{"a/inner", "a"};
    QTest::newRow("through a link") << Names{"a", "link"};
}

void TestScriptDirectory::readsSharedFilesOnce()
{
    QFETCH(Names, locations);
    write("a/1.sql", fileText("one"));
    write("a/inner/2.sql", fileText("two"));
    fs::create_directory_symlink(m_root / "a", m_root / "link");
    const auto scripts = load(locations);
    VERIFY_OK(scripts);
    auto ids = idsOf(*scripts);
    std::sort(ids.begin(), ids.end());
    QCOMPARE(ids, (std::vector<std::string>{"one", "two"}));
}

void TestScriptDirectory::followsLinksToFilesAlone()
{
    write("elsewhere/1.sql", fileText("one"));
    fs::create_directories(m_root / "a");
    fs::create_symlink(m_root / "elsewhere/1.sql", m_root / "a/1.sql");
    fs::create_directory_symlink(m_root / "a", m_root / "a/circle");
    const auto scripts = load();
    VERIFY_OK(scripts);
    QCOMPARE(idsOf(*scripts), std::vector<std::string>{"one"});
    fs::create_symlink(m_root / "nowhere.sql", m_root / "a/2.sql");
    const auto dead = load();
    VERIFY_ERROR(dead, "revision-file-unreadable");
    QCOMPARE(dead.error().place.file, (m_root / "a/2.sql").string());
}

void TestScriptDirectory::findsFilesById()
{
    write("a/1.sql", fileText("one"));
    write("a/2.sql", "-- m\n-- Revision ID: two\n-- Revises: one\n-- migrate:up transaction:false\nSELECT 2;\n");
    const auto scripts = load();
    VERIFY_OK(scripts);
    for (const std::string id : {"one", "two"}) {
        const auto file = scripts->file(id);
        VERIFY_OK(file);
        QCOMPARE(file.value(), script::readRevisionFile(file->path).value());
        QCOMPARE(file->revision.id, id);
    }
    QVERIFY(!scripts->map().findRevision("two")->hasDowngrade);
    QVERIFY(!scripts->map().findRevision("two")->upgradeTransactional);
    const auto unknown = scripts->file("tw");
    VERIFY_ERROR(unknown, "unknown-revision");
}

void TestScriptDirectory::refuses_data()
{
    QTest::addColumn<std::string>("first");
    QTest::addColumn<std::string>("second");
    QTest::addColumn<std::string>("code");
    QTest::addColumn<std::string>("file"); // at fault
    const auto row = [](const char *name, const std::string &first, const std::string &second, const char *code,
                        const char *file) {
        QTest::newRow(name) << first << second << std::string(code) << std::string(file);
    };
    row("a file that can't be read", fileText("one"), "SELECT 1;\n", "text-before-section", "a/2.sql");
    row("an id twice", fileText("one"), fileText("one"), "duplicate-revision", "a/2.sql");
    row("an unknown parent", fileText("one"), fileText("two", "none"), "missing-revision", "a/2.sql");
    row("an unknown dependency", fileText("one"), fileText("two", "one", "-- Depends On: none\n"), "missing-revision",
        "a/2.sql");
    row("itself as parent", fileText("one"), fileText("two", "two"), "self-loop", "a/2.sql");
    row("a circle", fileText("one", "two"), fileText("two", "one"), "cycle", "");
    row("a label twice", fileText("one", "", "-- Branch Labels: l\n"), fileText("two", "", "-- Branch Labels: l\n"),
        "duplicate-label", "a/2.sql");
    row("an id with a plus", fileText("one"), fileText("t+o"), "illegal-characters", "a/2.sql");
}

void TestScriptDirectory::refuses()
{
    QFETCH(std::string, first);
    QFETCH(std::string, second);
    QFETCH(std::string, code);
    QFETCH(std::string, file);
    write("a/1.sql", first);
    write("a/2.sql", second);
    const auto scripts = load();
    VERIFY_ERROR(scripts, code);
    QCOMPARE(scripts.error().status, ExitStatus::Usage);
    QVERIFY(!scripts.error().hint.empty());
    QVERIFY(scripts.error().place.isKnown());
    if (!file.empty())
        QCOMPARE(scripts.error().place.file, (m_root / file).string());
    if (code == "duplicate-revision")
        QVERIFY(scripts.error().message.find("a/1.sql") != std::string::npos);
    const auto missing = load({"a", "absent"});
    VERIFY_ERROR(missing, "location-missing");
    QCOMPARE(missing.error().status, ExitStatus::Usage);
    QVERIFY(missing.error().place.file.find("absent") != std::string::npos);
}

void TestScriptDirectory::reportsTheFirstBadFile()
{
    for (int i = 0; i < 3000; ++i) {
        const std::string name = std::to_string(100'000 + i);
        write("a/" + name + ".sql", i % 100 == 77 ? "broken" : fileText(name));
    }
    for (int round = 0; round < 20; ++round) {
        const auto scripts = load({"a"}, 1 + round % 4);
        VERIFY_ERROR(scripts, "text-before-section");
        QCOMPARE(scripts.error().place.file, (m_root / "a/100077.sql").string());
    }
}

void TestScriptDirectory::loadsManyAlikeOnAnyThreads()
{
    std::string parent;
    for (int i = 0; i < 3000; ++i) {
        const std::string id = std::to_string(100'000 + i);
        write((i % 2 ? "a/" : "b/c/") + id + ".sql", fileText(id, parent));
        parent = id;
    }
    const auto one = load({"b", "a"}, 1);
    VERIFY_OK(one);
    QCOMPARE(one->map().size(), std::size_t{3000});
    for (const int threads : {0, 2, 3, 16}) {
        const auto several = load({"b", "a"}, threads);
        VERIFY_OK(several);
        QCOMPARE(idsOf(*several), idsOf(*one));
        QCOMPARE(several->file("102999").value(), one->file("102999").value());
    }
}

void TestScriptDirectory::loadsNothing()
{
    fs::create_directories(m_root / "a");
    for (const auto &locations : {std::vector<std::string>{}, std::vector<std::string>{"a"}}) {
        const auto scripts = load(locations);
        VERIFY_OK(scripts);
        QVERIFY(scripts->map().isEmpty());
    }
}

void TestScriptDirectory::namesFiles_data()
{
    QTest::addColumn<QString>("fileTemplate");
    QTest::addColumn<QString>("name");
    // Recorded from Python's "%" operator, which Alembic uses.
    const auto row = [](const char *fileTemplate, const char *name) {
        QTest::newRow(fileTemplate) << QString::fromUtf8(fileTemplate) << QString::fromUtf8(name);
    };
    row("%(rev)s_%(slug)s", "4852c1ce1a0f_add_ping_results_table.sql");
    row("%(year)d_%(month).2d_%(day).2d_%(hour).2d%(minute).2d-%(rev)s_%(slug)s",
        "2025_11_02_0740-4852c1ce1a0f_add_ping_results_table.sql");
    row("%(year)d%(month)02d%(day)02d%(second)02d", "2025110205.sql");
    row("%(year)s-%(month)s-%(hour)s", "2025-11-7.sql");
    row("%(rev)6s|%(rev).4s|%(rev)16s|%(rev)-16s|", "4852c1ce1a0f|4852|    4852c1ce1a0f|4852c1ce1a0f    |.sql");
    row("%(hour)5d|%(hour)-5d|%(hour)+d", "    7|7    |+7.sql");
    row("100%%_%(rev)s", "100%_4852c1ce1a0f.sql");
    row("%(year)d/%(slug)s", "2025/add_ping_results_table.sql");
    row("%(nothing)s_%(rev)s", "%(nothing)s_4852c1ce1a0f.sql");
    row("%(rev)d_%(slug", "%(rev)d_%(slug.sql");
    row(".%(rev)s", "_4852c1ce1a0f.sql");
    row("x/.%(rev)s", "x/_4852c1ce1a0f.sql");
}

void TestScriptDirectory::namesFiles()
{
    QFETCH(QString, fileTemplate);
    QFETCH(QString, name);
    revision::Revision revision;
    revision.id = "4852c1ce1a0f";
    revision.message = "Add ping_results table!";
    revision.createDate = "2025-11-02 07:40:05";
    QCOMPARE(QString::fromStdString(script::fileNameFor(revision, fileTemplate.toStdString())), name);
    revision.id = "../x/y";
    QCOMPARE(script::fileNameFor(revision), std::string("_._x_y_add_ping_results_table.sql"));
    revision.id = "a";
    QCOMPARE(script::fileNameFor(revision, "%(rev)s_%(slug)s", 10), std::string("a_add_ping_.sql"));
    const std::string epoch = script::fileNameFor(revision, "%(epoch)s");
    std::tm parts{};
    parts.tm_year = 125;
    parts.tm_mon = 10;
    parts.tm_mday = 2;
    parts.tm_hour = 7;
    parts.tm_min = 40;
    parts.tm_sec = 5;
    parts.tm_isdst = -1;
    QCOMPARE(epoch, std::to_string(std::mktime(&parts)) + ".sql");
}

void TestScriptDirectory::makesSlugs_data()
{
    QTest::addColumn<QString>("slug");
    // Recorded from Alembic's rule: re.findall(r"\w+") joined, lower(), [:40].rsplit("_", 1)[0] + "_".
    const auto row = [](const char *message, const char *slug) { QTest::newRow(message) << QString::fromUtf8(slug); };
    row("add ping_results table", "add_ping_results_table");
    row("  Add: Users' e-mail (v2)  ", "add_users_e_mail_v2");
    row("a _ b", "a___b");
    row("", "");
    row("!?", "");
    row("Größe ändern, naïve", "größe_ändern_naïve");
    row("ÀÉ Ω ДА 日本", "àé_ω_да_日本");
    row("0123456789 0123456789 0123456789 01234567", "0123456789_0123456789_0123456789_");
    row("0123456789 0123456789 0123456789 0123456", "0123456789_0123456789_0123456789_0123456");
    row("merge maintenance windows with alert routing", "merge_maintenance_windows_with_alert_");
    row("a_word_that_ends_where_the_limit_is_four x", "a_word_that_ends_where_the_limit_is_");
    row("Donaudampfschifffahrtselektrizitätenhauptbetriebswerk", "donaudampfschifffahrtselektrizitätenhaup_");
}

void TestScriptDirectory::makesSlugs()
{
    QFETCH(QString, slug);
    QCOMPARE(QString::fromStdString(script::slugOf(QTest::currentDataTag())), slug);
}

void TestScriptDirectory::makesNewIds()
{
    std::set<std::string> ids;
    for (int i = 0; i < 1000; ++i) {
        const std::string id = script::newRevisionId({});
        QCOMPARE(id.size(), std::size_t{12});
        QVERIFY(id.find_first_not_of("0123456789abcdef") == std::string::npos);
        ids.insert(id);
    }
    QCOMPARE(ids.size(), std::size_t{1000});
}

void TestScriptDirectory::writesARevision()
{
    write("a/1.sql", fileText("one", "", "-- Branch Labels: timescale\n"));
    write("b/2.sql", fileText("other"));
    const auto scripts = load({"b", "a"});
    VERIFY_OK(scripts);
    script::NewRevision made;
    made.revision.id = "4852c1ce1a0f";
    made.revision.message = "add ping_results\n table";
    made.revision.downRevisions = {"one"};
    made.revision.dependsOn = {"other"};
    made.revision.labels = {"side", "line"};
    made.revision.createDate = "2025-11-02 17:40:32";
    made.up = "CREATE TABLE ping_results (a int);";
    made.down = "DROP TABLE ping_results;\n";
    made.downTransactional = false;
    const auto path = script::writeRevision(*scripts, {}, made);
    VERIFY_OK(path);
    QCOMPARE(path->string(), (m_root / "a/4852c1ce1a0f_add_ping_results_table.sql").string());
    std::ifstream stream(*path);
    const std::string text{std::istreambuf_iterator<char>(stream), {}};
    QCOMPARE(text, std::string("-- add ping_results table\n"
                               "--\n"
                               "-- Revision ID: 4852c1ce1a0f\n"
                               "-- Revises: one\n"
                               "-- Create Date: 2025-11-02 17:40:32\n"
                               "-- Branch Labels: side, line\n"
                               "-- Depends On: other\n"
                               "\n"
                               "-- migrate:up\n"
                               "CREATE TABLE ping_results (a int);\n"
                               "\n"
                               "-- migrate:down transaction:false\n"
                               "DROP TABLE ping_results;\n"));
    const auto again = load({"b", "a"});
    VERIFY_OK(again);
    const auto file = again->file("4852c1ce1a0f");
    VERIFY_OK(file);
    QCOMPARE(file->revision.message, std::string("add ping_results table"));
    QCOMPARE(file->revision.labels, made.revision.labels);
    QVERIFY(file->revision.hasDowngrade && !file->revision.downgradeTransactional);
    QCOMPARE(files().size(), std::size_t{5}); // a, b, three files: no temporary one
}

void TestScriptDirectory::writesWhereItBelongs_data()
{
    QTest::addColumn<Names>("revises");
    QTest::addColumn<std::string>("folder");
    QTest::addColumn<std::string>("place");
    QTest::newRow("beside its parent") << Names{"two"} << std::string() << std::string("b/sub");
    QTest::newRow("beside its first parent") << Names{"two", "one"} << std::string() << std::string("b/sub");
    QTest::newRow("a base in the first location") << Names{} << std::string() << std::string("a");
    QTest::newRow("where it is told") << Names{"two"} << std::string("a") << std::string("a");
    QTest::newRow("in a new folder") << Names{"one"} << std::string("a/new/er") << std::string("a/new/er");
}

void TestScriptDirectory::writesWhereItBelongs()
{
    QFETCH(Names, revises);
    QFETCH(std::string, folder);
    QFETCH(std::string, place);
    write("a/1.sql", fileText("one"));
    write("b/sub/2.sql", fileText("two"));
    const auto scripts = load({"a", "b"});
    VERIFY_OK(scripts);
    script::NewRevision made;
    made.revision.id = "new";
    made.revision.downRevisions = revises;
    const auto path = script::writeRevision(*scripts, folder.empty() ? fs::path() : m_root / folder, made);
    VERIFY_OK(path);
    QCOMPARE(path->parent_path().string(), (m_root / place).string());
    const auto file = script::readRevisionFile(*path);
    VERIFY_OK(file);
    QCOMPARE(file->revision.createDate.size(), std::string("2025-11-02 17:40:32").size());
    const auto again = load({"a", "b"});
    VERIFY_OK(again);
    QCOMPARE(again->map().size(), std::size_t{3});
}

void TestScriptDirectory::writesBodies_data()
{
    QTest::addColumn<std::string>("up");
    QTest::addColumn<bool>("hasDownSection");
    QTest::addColumn<std::string>("down");
    QTest::addColumn<bool>("isReversible");
    QTest::newRow("empty, to be filled in") << std::string() << true << std::string() << true;
    QTest::newRow("irreversible") << std::string("SELECT 1;") << false << std::string() << false;
    QTest::newRow("down still to be written") << std::string("SELECT 1;") << true << std::string() << false;
    QTest::newRow("several lines") << std::string("SELECT 1;\n\n-- migrate: later\nSELECT 'ü';\n") << true
                                   << std::string("SELECT 2;\n\n") << true;
}

void TestScriptDirectory::writesBodies()
{
    QFETCH(std::string, up);
    QFETCH(bool, hasDownSection);
    QFETCH(std::string, down);
    QFETCH(bool, isReversible);
    fs::create_directories(m_root / "a");
    const auto scripts = load();
    VERIFY_OK(scripts);
    script::NewRevision made;
    made.revision.id = "new";
    made.up = up;
    made.down = hasDownSection ? std::optional(down) : std::nullopt;
    const auto path = script::writeRevision(*scripts, {}, made);
    VERIFY_OK(path);
    const auto file = script::readRevisionFile(*path);
    VERIFY_OK(file);
    QVERIFY(script::readSection(*path, *file->up).value().starts_with(up));
    QCOMPARE(file->down.has_value(), hasDownSection);
    if (hasDownSection)
        QVERIFY(script::readSection(*path, *file->down).value().starts_with(down));
    QCOMPARE(file->revision.hasDowngrade, isReversible);
}

void TestScriptDirectory::refusesToWrite_data()
{
    QTest::addColumn<std::string>("code");
    QTest::addColumn<std::string>("id");
    QTest::addColumn<std::string>("revises");
    QTest::addColumn<std::string>("label");
    QTest::addColumn<std::string>("message");
    QTest::addColumn<std::string>("up");
    const auto row = [](const char *name, const char *code, const char *id, const char *revises, const char *label,
                        const char *message, const char *up) {
        QTest::newRow(name) << std::string(code) << std::string(id) << std::string(revises) << std::string(label)
                            << std::string(message) << std::string(up);
    };
    row("a label that is taken", "duplicate-label", "new", "one", "taken", "m", "");
    row("an id that is taken", "duplicate-revision", "one", "", "", "m", "");
    row("an unknown parent", "missing-revision", "new", "none", "", "m", "");
    row("an id with an at sign", "illegal-characters", "n@w", "one", "", "m", "");
    row("no id", "missing-revision-id", "", "one", "", "m", "");
    row("a comma in a label", "unwritable-revision", "new", "one", "a,b", "m", "");
    row("a message like a key", "unwritable-revision", "new", "one", "", "Create Date: tomorrow", "");
    row("a marker in the SQL", "unwritable-revision", "new", "one", "", "m", "SELECT 1;\n-- migrate:down\nSELECT 2;");
    row("an unknown marker in the SQL", "unknown-section", "new", "one", "", "m", "-- migrate:dwn\n");
    row("a broken character in the SQL", "invalid-utf8", "new", "one", "", "m", "SELECT '\xFF';");
}

void TestScriptDirectory::refusesToWrite()
{
    QFETCH(std::string, code);
    QFETCH(std::string, id);
    QFETCH(std::string, revises);
    QFETCH(std::string, label);
    QFETCH(std::string, message);
    QFETCH(std::string, up);
    write("a/1.sql", fileText("one", "", "-- Branch Labels: taken\n"));
    const auto scripts = load();
    VERIFY_OK(scripts);
    const auto before = files();
    script::NewRevision made;
    made.revision.id = id;
    made.revision.message = message;
    made.revision.createDate = "2025-11-02 17:40:32";
    made.up = up;
    made.down.reset();
    if (!revises.empty())
        made.revision.downRevisions = {revises};
    if (!label.empty())
        made.revision.labels = {label};
    const auto path = script::writeRevision(*scripts, {}, made);
    if (code == "unwritable-revision" && message.starts_with("Create Date")) {
        QVERIFY(!path); // read back as a second date
        QVERIFY(path.error().code == "duplicate-header" || path.error().code == code);
    } else {
        VERIFY_ERROR(path, code);
    }
    QVERIFY(!path.error().hint.empty());
    QCOMPARE(files(), before);
}

void TestScriptDirectory::neverWritesOverAFile()
{
    fs::create_directories(m_root / "a");
    const auto scripts = load();
    VERIFY_OK(scripts);
    write("a/new_m.sql", "kept");
    script::NewRevision made;
    made.revision.id = "new";
    made.revision.message = "m";
    const auto before = files();
    const auto taken = script::writeRevision(*scripts, {}, made);
    VERIFY_ERROR(taken, "file-exists");
    QCOMPARE(taken.error().place.file, (m_root / "a/new_m.sql").string());
    QCOMPARE(files(), before);
    std::ifstream stream(m_root / "a/new_m.sql");
    QCOMPARE((std::string{std::istreambuf_iterator<char>(stream), {}}), std::string("kept"));
    // A file where a folder should be
    const auto blocked = script::writeRevision(*scripts, m_root / "a/new_m.sql/x", made);
    VERIFY_ERROR(blocked, "write-failed");
    QCOMPARE(blocked.error().status, ExitStatus::Failed);
}

QTEST_APPLESS_MAIN(TestScriptDirectory)
#include "tst_scriptdirectory.moc"

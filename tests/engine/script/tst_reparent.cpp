// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/script/reparent.h"
#include "tests/support/printers.h"

#include <QTemporaryDir>
#include <QTest>

#include <filesystem>
#include <fstream>
#include <iterator>

#include <sys/stat.h>

using namespace retort;
namespace fs = std::filesystem;
using script::ScriptDirectory;
using namespace std::string_literals;
using Names = std::vector<std::string>;

/// Giving a revision another parent: what changes in its file, what doesn't, and what is refused.
class TestReparent : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void changesTheLine_data();
    void changesTheLine();
    void keepsThePermissions();
    void keepsASymbolicLink();
    void refuses_data();
    void refuses();

private:
    fs::path write(const std::string &name, const std::string &text)
    {
        std::ofstream stream(m_root / name, std::ios::binary);
        stream << text;
        if (!stream.good())
            qFatal("can't write a file");
        return m_root / name;
    }
    std::string read(const fs::path &path) const
    {
        std::ifstream stream(path, std::ios::binary);
        return {std::istreambuf_iterator<char>(stream), {}};
    }
    ScriptDirectory load() const
    {
        auto loaded = ScriptDirectory::load({m_root});
        if (!loaded)
            qFatal("%s", test::describe(loaded.error()).c_str());
        return std::move(*loaded);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    fs::path m_root;
};

void TestReparent::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_root = m_folder->path().toStdString();
    write("a.sql", "-- Revision ID: a\n-- Revises:\n-- migrate:up\nSELECT 1;\n-- migrate:down\nSELECT 1;\n");
    write("b.sql", "-- Revision ID: b\n-- Revises: a\n-- migrate:up\nSELECT 1;\n-- migrate:down\nSELECT 1;\n");
}

void TestReparent::changesTheLine_data()
{
    QTest::addColumn<std::string>("before");
    QTest::addColumn<Names>("parents");
    QTest::addColumn<std::string>("after");

    const std::string body = "\n-- migrate:up\nSELECT '-- Revises: x';\n\n-- migrate:down\n-- nothing to undo\n";
    QTest::newRow("one for one") << "-- add c\n-- Revision ID: c\n-- Revises: a\n-- Create Date: 2025-11-01 12:00:00\n"
            + body << Names{"b"}
                                 << "-- add c\n-- Revision ID: c\n-- Revises: b\n-- Create Date: 2025-11-01 12:00:00\n"
            + body;
    QTest::newRow("to a merge") << "-- Revision ID: c\n-- Revises: a\n" + body << Names{"a", "b"}
                                << "-- Revision ID: c\n-- Revises: a, b\n" + body;
    QTest::newRow("to a base") << "-- Revision ID: c\n-- Revises: a\n" + body << Names{}
                               << "-- Revision ID: c\n-- Revises:\n" + body;
    QTest::newRow("from a base without the line") << "-- Revision ID: c\n-- Branch Labels: x\n" + body << Names{"b"}
                                                  << "-- Revision ID: c\n-- Revises: b\n-- Branch Labels: x\n" + body;
    QTest::newRow("CRLF stays") << std::string("-- Revision ID: c\r\n-- Revises: a\r\n-- migrate:up\r\nSELECT 1;\r\n")
                                << Names{"b"}
                                << std::string("-- Revision ID: c\r\n-- Revises: b\r\n-- migrate:up\r\nSELECT 1;\r\n");
    QTest::newRow("other case and blanks") << "--revision id : c\n--  REVISES :   a   \n" + body << Names{"b"}
                                           << "--revision id : c\n--  REVISES : b\n" + body;
}

void TestReparent::changesTheLine()
{
    QFETCH(const std::string, before);
    QFETCH(const Names, parents);
    QFETCH(const std::string, after);
    const fs::path file = write("c.sql", before);

    const auto changed = script::reparentRevision(load(), "c", parents);
    VERIFY_OK(changed);
    QCOMPARE(changed->string(), file.string());
    QCOMPARE(read(file), after);
    QCOMPARE(load().map().findRevision("c")->downRevisions, parents);
    QCOMPARE(std::distance(fs::directory_iterator(m_root), fs::directory_iterator()), 3); // no temporary file is left
}

void TestReparent::keepsThePermissions()
{
    const fs::path file = m_root / "b.sql";
    QCOMPARE(chmod(file.c_str(), 0640), 0);
    write("c.sql", "-- Revision ID: c\n-- Revises: a\n-- migrate:up\nSELECT 1;\n");
    VERIFY_OK(script::reparentRevision(load(), "b", {"c"}));
    struct stat facts {
    };
    QCOMPARE(stat(file.c_str(), &facts), 0);
    QCOMPARE(facts.st_mode & 07777, mode_t{0640});
}

void TestReparent::keepsASymbolicLink()
{
    QTemporaryDir elsewhere;
    const fs::path real = fs::path(elsewhere.path().toStdString()) / "real.sql";
    std::ofstream(real) << "-- Revision ID: c\n-- Revises: a\n-- migrate:up\nSELECT 1;\n";
    fs::create_symlink(real, m_root / "c.sql");
    VERIFY_OK(script::reparentRevision(load(), "c", {"b"}));
    QVERIFY(fs::is_symlink(m_root / "c.sql"));
    QVERIFY(read(real).find("Revises: b") != std::string::npos);
}

void TestReparent::refuses_data()
{
    QTest::addColumn<std::string>("revision");
    QTest::addColumn<Names>("parents");
    QTest::addColumn<std::string>("code");
    QTest::newRow("no such revision") << "x"s << Names{"a"} << "unknown-revision"s;
    QTest::newRow("onto nothing there is") << "b"s << Names{"x"} << "missing-revision"s;
    QTest::newRow("onto itself") << "b"s << Names{"b"} << "self-loop"s;
    QTest::newRow("onto what revises it") << "a"s << Names{"b"} << "cycle"s;
}

void TestReparent::refuses()
{
    QFETCH(const std::string, revision);
    QFETCH(const Names, parents);
    QFETCH(const std::string, code);
    const std::string a = read(m_root / "a.sql");
    const std::string b = read(m_root / "b.sql");
    VERIFY_ERROR(script::reparentRevision(load(), revision, parents), code);
    QCOMPARE(read(m_root / "a.sql"), a);
    QCOMPARE(read(m_root / "b.sql"), b);
}

QTEST_GUILESS_MAIN(TestReparent)
#include "tst_reparent.moc"

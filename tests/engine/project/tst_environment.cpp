// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/project/environment.h"
#include "tests/support/printers.h"

#include <QTemporaryDir>
#include <QTest>

#include <fstream>

using namespace retort;
using project::Environment;

class TestEnvironment : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void readsDotEnv_data();
    void readsDotEnv();
    void refuses_data();
    void refuses();
    void refusesAnUnreadableFile();
    void prefersTheProcess();
    void tellsEmptyFromMissing();
    void worksWithoutAFile();

private:
    Result<Environment> load(const std::string &text)
    {
        std::ofstream(m_root / ".env", std::ios::binary) << text;
        return Environment::load(m_root);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::filesystem::path m_root;
};

void TestEnvironment::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
    m_root = m_folder->path().toStdString();
    qputenv("RETORT_TEST_KNOWN", "known");
    qunsetenv("RETORT_TEST_X");
}

void TestEnvironment::readsDotEnv_data()
{
    QTest::addColumn<std::string>("text");
    QTest::addColumn<std::string>("value"); // of RETORT_TEST_X
    const auto row = [](const char *name, const char *text, const char *value) {
        QTest::newRow(name) << std::string(text) << std::string(value);
    };
    row("bare", "RETORT_TEST_X=a\n", "a");
    row("no line end", "RETORT_TEST_X=a", "a");
    row("export", "export RETORT_TEST_X=a\n", "a");
    row("blanks around", "  RETORT_TEST_X  =  a b  \n", "a b");
    row("comments", "# one\n\nRETORT_TEST_X=a # two\n#RETORT_TEST_X=b\n", "a");
    row("a hash inside", "RETORT_TEST_X=a#b\n", "a#b");
    row("a hash at the start", "RETORT_TEST_X=#b\n", "");
    row("equals inside", "RETORT_TEST_X=a=b==\n", "a=b==");
    row("empty", "RETORT_TEST_X=\n", "");
    row("the last wins", "RETORT_TEST_X=a\nRETORT_TEST_X=b\n", "b");
    row("single quotes", "RETORT_TEST_X=' a # \\n ${RETORT_TEST_KNOWN} \"' # c\n", " a # \\n ${RETORT_TEST_KNOWN} \"");
    row("double quotes", "RETORT_TEST_X=\" a # 'b' \\\"c\\\" \\\\ \\$d \"\n", " a # 'b' \"c\" \\ $d ");
    row("escapes", "RETORT_TEST_X=\"a\\nb\\tc\\rd\\xe\"\n", "a\nb\tc\rd\\xe");
    row("several lines", "RETORT_TEST_X=\"a\r\nb\nc\"\nY=1\n", "a\nb\nc");
    row("quotes inside", "RETORT_TEST_X=a'b\"c\n", "a'b\"c");
    row("CRLF", "A=1\r\nRETORT_TEST_X=a\r\n\r\n# c\r\n", "a");
    row("byte order mark", "\xEF\xBB\xBFRETORT_TEST_X=a\n", "a");
    row("any password", "RETORT_TEST_X=p@s/w:o#r%d$x&ü€\\\n", "p@s/w:o#r%d$x&ü€\\");
    row("a variable of the process", "RETORT_TEST_X=<${RETORT_TEST_KNOWN}>\n", "<known>");
    row("an earlier variable", "A=1\nRETORT_TEST_X=\"<${A}>\"\n", "<1>");
    row("an unknown variable stays", "RETORT_TEST_X=a${b}c\n", "a${b}c");
    row("an open brace stays", "RETORT_TEST_X=a${b\n", "a${b");
    row("a default", "RETORT_TEST_X=${RETORT_TEST_NONE:-d}\n", "d");
    row("a default for nothing", "A=\nRETORT_TEST_X=${A:-d}\n", "d");
    row("a default that isn't needed", "A=1\nRETORT_TEST_X=${A:-d}\n", "1");
    row("an escaped dollar", "RETORT_TEST_X=\"\\${RETORT_TEST_KNOWN}\"\n", "${RETORT_TEST_KNOWN}");
}

void TestEnvironment::readsDotEnv()
{
    QFETCH(std::string, text);
    QFETCH(std::string, value);
    const auto environment = load(text);
    VERIFY_OK(environment);
    const auto found = environment->find("RETORT_TEST_X");
    QVERIFY(found);
    QCOMPARE(found->text, value);
    QCOMPARE(found->source, std::string("RETORT_TEST_X in .env"));
}

void TestEnvironment::refuses_data()
{
    QTest::addColumn<std::string>("text");
    QTest::addColumn<int>("line");
    QTest::addColumn<int>("column");
    using namespace std::string_literals;
    QTest::newRow("no equals sign") << "A=1\n  canary\n"s << 2 << 3;
    QTest::newRow("no name") << "=canary\n"s << 1 << 1;
    QTest::newRow("a blank in the name") << "A B=canary\n"s << 1 << 1;
    QTest::newRow("a digit first") << "1A=canary\n"s << 1 << 1;
    QTest::newRow("an open quote") << "A=1\nÄ=2\n"s << 2 << 1;
    QTest::newRow("an open double quote") << "A=1\nB=\"canary\nC=2\n"s << 2 << 3;
    QTest::newRow("an open single quote") << "B='canary\n"s << 1 << 3;
    QTest::newRow("text after a quote") << "B='ü'canary\n"s << 1 << 6;
    QTest::newRow("not UTF-8") << "A=1\nB=ü\xFF\n"s << 2 << 4;
    QTest::newRow("NUL") << "A=1\n\0"s << 2 << 1;
    QTest::newRow("after a byte order mark") << "\xEF\xBB\xBF" "canary\n"s << 1 << 1;
}

void TestEnvironment::refuses()
{
    QFETCH(std::string, text);
    QFETCH(int, line);
    QFETCH(int, column);
    const auto environment = load(text);
    VERIFY_ERROR(environment, "env-file-syntax");
    QCOMPARE(environment.error().status, ExitStatus::Usage);
    QCOMPARE(environment.error().place.file, (m_root / ".env").string());
    QCOMPARE(environment.error().place.line, line);
    QCOMPARE(environment.error().place.column, column);
    QVERIFY(!environment.error().hint.empty());
    QVERIFY2(test::describe(environment).find("canary") == std::string::npos, "a line may be a password");
}

void TestEnvironment::refusesAnUnreadableFile()
{
    std::filesystem::create_directory(m_root / ".env");
    const auto environment = Environment::load(m_root);
    VERIFY_ERROR(environment, "env-file-unreadable");
    QCOMPARE(environment.error().status, ExitStatus::Usage);
    QCOMPARE(environment.error().place.file, (m_root / ".env").string());
}

void TestEnvironment::prefersTheProcess()
{
    qputenv("RETORT_TEST_X", "process");
    const auto environment = load("RETORT_TEST_X=file\n");
    VERIFY_OK(environment);
    const auto found = environment->find("RETORT_TEST_X");
    QVERIFY(found && found->isOfProcess);
    QCOMPARE(found->text, std::string("process"));
    QCOMPARE(found->source, std::string("RETORT_TEST_X in the environment"));
}

void TestEnvironment::tellsEmptyFromMissing()
{
    const auto environment = Environment::fromValues({{"EMPTY", ""}}, {{"FULL", "1"}});
    QVERIFY(environment.find("EMPTY"));
    QVERIFY(!environment.findFilled("EMPTY"));
    QVERIFY(environment.findFilled("FULL"));
    QVERIFY(!environment.find("NONE"));
}

void TestEnvironment::worksWithoutAFile()
{
    const auto environment = Environment::load(m_root);
    VERIFY_OK(environment);
    QCOMPARE(environment->find("RETORT_TEST_KNOWN")->text, std::string("known"));
    QCOMPARE(environment->placesInWords(), "the environment or " + (m_root / ".env").string());
    QVERIFY(Environment::ofProcess().find("RETORT_TEST_KNOWN"));
}

QTEST_APPLESS_MAIN(TestEnvironment)
#include "tst_environment.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/postgresfixture.h"
#include "tests/support/projectfixture.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QString>
#include <QTest>

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace retort::test
{

using namespace Qt::StringLiterals;

/// How a program ended, and what it wrote.
struct Ended {
    int status = -1; ///< 128 + signal for one that a signal killed
    std::string out;
    std::string err;

    /// Null when standard output is not exactly one JSON document.
    QJsonDocument json() const;
    QJsonObject object() const { return json().object(); }
    QJsonArray array() const { return json().array(); }
    /// "code" of a `--json` error.
    std::string errorCode() const;
    bool says(std::string_view text) const;
    /// All of it, for a failing test.
    std::string report() const;
};

/// A program that has been started and not waited for.
class RunningProgram
{
public:
    explicit RunningProgram(std::unique_ptr<QProcess> process, std::vector<std::string> secrets);
    /// Any of signal(7).
    void signal(int number);
    qint64 pid() const { return m_process->processId(); }
    /// Fails the test, and kills the program, when it takes longer than a minute.
    Ended wait();

private:
    std::unique_ptr<QProcess> m_process;
    std::vector<std::string> m_secrets;
};

/// `retort` as a person runs it in a folder, with an environment in which nothing but what a test says leads anywhere:
/// home, journal and sandboxes are in a temporary folder. Every output is searched for the passwords of the project's
/// `.env` and for addSecret()'s; one that is found fails the test.
class Program
{
public:
    explicit Program(std::filesystem::path folder);
    explicit Program(const ProjectFixture &project)
        : Program(project.folder())
    {
    }

    void set(const std::string &variable, const std::string &value);
    void addSecret(const std::string &secret);
    void setFolder(std::filesystem::path folder) { m_folder = std::move(folder); }
    std::filesystem::path home() const { return m_home.path().toStdString(); }

    /// The words of a command line, "double quotes" around those with blanks. Standard input is `input`.
    Ended run(const std::string &commandLine, const std::string &input = {});
    RunningProgram start(const std::string &commandLine);

    static std::filesystem::path path();

private:
    std::vector<std::string> secrets() const;
    std::unique_ptr<QProcess> begin(const std::string &commandLine);

    std::filesystem::path m_folder;
    QTemporaryDir m_home;
    QProcessEnvironment m_environment;
    std::vector<std::string> m_secrets;
};

/// The version rows, sorted; none when there is no table.
std::vector<std::string> rowsOf(const ScratchDatabase &database);

/// Waits until the server works on a statement that holds `part`; false when that doesn't come about.
bool waitForStatement(const ScratchDatabase &database, const std::string &part);

/// The words of a text, for lists in test data.
QStringList words(const char *text);
QStringList keysOf(const QJsonValue &object);
std::vector<std::string> textsOf(const QJsonValue &array);

} // namespace retort::test

/// These fail with all that the program wrote. They evaluate `ended` once.
#define COMPARE_STATUS(ended, expected)                                                                               \
    do {                                                                                                              \
        const retort::test::Ended comparedEnded = (ended);                                                            \
        QVERIFY2(comparedEnded.status == (expected), comparedEnded.report().c_str());                                 \
    } while (false)
#define VERIFY_SAYS(ended, text)                                                                                      \
    do {                                                                                                              \
        const retort::test::Ended searchedEnded = (ended);                                                            \
        QVERIFY2(searchedEnded.says(text), searchedEnded.report().c_str());                                           \
    } while (false)

// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/projectfixture.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <fstream>

namespace fs = std::filesystem;

namespace retort::test {

namespace {

std::string variablePrefix(const std::string &database)
{
    std::string prefix = "FIXTURE_";
    for (const char c : database)
        prefix += static_cast<char>(std::isalnum(static_cast<unsigned char>(c)) ? std::toupper(c) : '_');
    return prefix + '_';
}

constexpr std::array<const char *, 5> keywords = {"host", "port", "user", "password", "dbname"};

std::string upper(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::toupper(c); });
    return text;
}

} // namespace

ProjectFixture::ProjectFixture(std::string_view scene)
{
    if (!m_folder.isValid())
        qFatal("no temporary folder for a project: %s", qPrintable(m_folder.errorString()));
    fs::create_directory(revisionsFolder());
    writeProjectFile();
    addScene(scene);
}

ScratchDatabase &ProjectFixture::addDatabase(const std::string &name, const std::string &branch,
                                             PostgresFixture &server)
{
    const std::string bound = branch.empty() ? name : branch == "-" ? std::string() : branch;
    m_databases.push_back({name, bound, std::make_unique<ScratchDatabase>(server)});
    writeProjectFile();
    writeEnvironment();
    return *m_databases.back().database;
}

ScratchDatabase &ProjectFixture::database(const std::string &name)
{
    const auto found = std::find_if(m_databases.begin(), m_databases.end(),
                                    [&name](const Entry &entry) { return entry.name == name; });
    if (found == m_databases.end())
        qFatal("the project has no database %s", name.c_str());
    return *found->database;
}

void ProjectFixture::configure(const std::string &name, const std::string &lines)
{
    for (Entry &entry : m_databases) {
        if (entry.name == name)
            entry.lines += lines;
    }
    writeProjectFile();
}

fs::path ProjectFixture::addRevision(const RevisionText &revision)
{
    return writeFile("revisions/" + revision.id + "_scene.sql", fileTextOf(revision));
}

void ProjectFixture::addScene(std::string_view scene)
{
    for (const RevisionText &revision : readScene(scene))
        addRevision(revision);
}

fs::path ProjectFixture::writeFile(const std::string &path, std::string_view bytes)
{
    const fs::path file = folder() / path;
    fs::create_directories(file.parent_path());
    std::ofstream stream(file, std::ios::binary | std::ios::trunc);
    stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    stream.close();
    if (!stream)
        qFatal("can't write %s", file.c_str());
    return file;
}

void ProjectFixture::removeFile(const std::string &path)
{
    if (!fs::remove(folder() / path))
        qFatal("the project has no file %s", path.c_str());
}

fs::path ProjectFixture::folder() const
{
    return m_folder.path().toStdString();
}

fs::path ProjectFixture::revisionFile(const std::string &id) const
{
    return revisionsFolder() / (id + "_scene.sql");
}

void ProjectFixture::writeProjectFile()
{
    std::string file = "[project]\nname = \"fixture\"\nlocations = [\"revisions\"]\n";
    for (const Entry &entry : m_databases) {
        file += "\n[database." + entry.name + "]\n";
        if (!entry.branch.empty())
            file += "branch = \"" + entry.branch + "\"\n";
        for (const std::string keyword : keywords)
            file += keyword + " = \"${" + variablePrefix(entry.name) + upper(keyword) + "}\"\n";
        file += entry.lines;
    }
    writeFile("retort.toml", file);
}

void ProjectFixture::writeEnvironment()
{
    std::string file;
    for (const Entry &entry : m_databases) {
        const postgres::ConnectionSettings settings = entry.database->settings();
        for (const std::string keyword : keywords)
            file += variablePrefix(entry.name) + upper(keyword) + '=' + settings.value(keyword) + '\n';
    }
    writeFile(".env", file);
}

} // namespace retort::test

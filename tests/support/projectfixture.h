// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/postgresfixture.h"
#include "tests/support/scene.h"

#include <QTemporaryDir>

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace retort::test {

/// A project in a temporary folder: retort.toml, a `.env` that leads to scratch databases, revision files.
///
///     ProjectFixture project("a [app] -> b -> c");
///     ScratchDatabase &app = project.addDatabase("app");
///
/// The process environment is stronger than `.env`: a test that sets POSTGRES_HOST and its like should clear them.
class ProjectFixture
{
public:
    explicit ProjectFixture(std::string_view scene = {});

    /// Binds the database to the branch of its own name; `branch` "-" leaves it unbound.
    ScratchDatabase &addDatabase(const std::string &name, const std::string &branch = {},
                                 PostgresFixture &server = PostgresFixture::instance());
    ScratchDatabase &database(const std::string &name);
    /// More lines for the database's section of retort.toml: "tier = \"prod\"\n".
    void configure(const std::string &name, const std::string &lines);

    /// Writes or replaces the revision's file; its path.
    std::filesystem::path addRevision(const RevisionText &revision);
    void addScene(std::string_view scene);
    /// Any file of the project, by its path in the folder; for broken ones too.
    std::filesystem::path writeFile(const std::string &path, std::string_view bytes);
    void removeFile(const std::string &path);

    std::filesystem::path folder() const;
    std::filesystem::path file() const { return folder() / "retort.toml"; }
    std::filesystem::path revisionsFolder() const { return folder() / "revisions"; }
    std::filesystem::path revisionFile(const std::string &id) const;

private:
    struct Entry {
        std::string name;
        std::string branch;
        std::unique_ptr<ScratchDatabase> database;
        std::string lines = {};
    };
    void writeProjectFile();
    void writeEnvironment();

    QTemporaryDir m_folder;
    std::vector<Entry> m_databases;
};

} // namespace retort::test

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/session/workspace.h"

#include <filesystem>
#include <future>
#include <optional>

namespace retort::session
{

/// A project as its files tell it.
struct ReadProject {
    Workspace workspace;
    std::optional<Error> scriptError; ///< why the revision files can't be used
};

/// Reads the project file and all revision files. Blocks. `file`: as for Workspace::open, whose errors these are.
Result<ReadProject> readProject(const std::filesystem::path &file);

/// The reading of a project, on a thread of its own, which begins at once: while a program makes its window.
class ProjectReading
{
public:
    /// `path`: a folder, a retort.toml, or empty for the nearest one upward from the working directory; where there is
    /// none, `otherwise`, unless that is empty too.
    explicit ProjectReading(std::filesystem::path path, std::filesystem::path otherwise = {});

    bool isReady() const;
    /// Waits for the end; once. Errors: project-not-found where no path was given and none found; those of readProject.
    Result<ReadProject> take() { return m_reading.get(); }

private:
    std::future<Result<ReadProject>> m_reading; ///< whose end its destructor waits for
};

} // namespace retort::session

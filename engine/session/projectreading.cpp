// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/session/projectreading.h"

#include <chrono>
#include <utility>

namespace retort::session
{

namespace
{

namespace fs = std::filesystem;

Result<ReadProject> readChosen(const fs::path &path, const fs::path &otherwise)
{
    if (!path.empty())
        return readProject(path);
    std::error_code ignored;
    auto found = project::findProjectFile(fs::current_path(ignored));
    if (found)
        return readProject(*found);
    return otherwise.empty() ? Result<ReadProject>(std::move(found).error()) : readProject(otherwise);
}

} // namespace

Result<ReadProject> readProject(const fs::path &file)
{
    std::error_code ignored;
    auto opened = Workspace::open(fs::absolute(file, ignored));
    if (!opened)
        return std::move(opened).error();
    ReadProject read{std::move(opened).value(), std::nullopt};
    if (auto scripts = read.workspace.loadScripts(); !scripts)
        read.scriptError = std::move(scripts).error();
    return read;
}

ProjectReading::ProjectReading(fs::path path, fs::path otherwise)
    : m_reading(std::async(std::launch::async, [path = std::move(path), otherwise = std::move(otherwise)] {
        return readChosen(path, otherwise);
    }))
{
}

bool ProjectReading::isReady() const
{
    return m_reading.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
}

} // namespace retort::session

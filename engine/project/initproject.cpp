// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/text.h"
#include "engine/project/files.h"
#include "engine/project/project.h"

#include <algorithm>

namespace retort::project
{

namespace
{

/// A basic string of TOML 1.0.
std::string tomlText(std::string_view text)
{
    std::string quoted = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\')
            quoted += '\\';
        if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7F)
            quoted += c;
    }
    return quoted + '"';
}

std::string projectText(const std::string &name)
{
    return "# A Retort project: its databases, and where its revision files are.\n"
           "[project]\n"
           "name = "
        + tomlText(name)
        + "\n"
          "locations = [\"migrations\"]\n"
          "# Every run is recorded in the database too, beside the version table; false keeps no such table.\n"
          "# history_table = \"retort_history\"\n"
          "\n"
          "# Set APP_URL, or the five variables below it, in the environment or in .env (see .env.example).\n"
          "# While none of them is set, Retort serves the project from its own sandbox.\n"
          "[database.app]\n"
          "purpose = \"Application data\"\n"
          "tier = \"dev\" # dev, staging or prod\n"
          "url = \"${APP_URL:-}\"\n"
          "host = \"${APP_HOST}\"\n"
          "port = \"${APP_PORT:-5432}\"\n"
          "user = \"${APP_USER}\"\n"
          "password = \"${APP_PASSWORD:-}\" # may come from PGPASSFILE as well\n"
          "dbname = \"${APP_DB}\"\n"
          "\n"
          "# How careful a run is. Durations are PostgreSQL's: 200ms, 3s, 5min; 0 means no limit.\n"
          "# lock_timeout = \"3s\"       # how long a statement waits for a table that others use\n"
          "# lock_retries = 5          # then the revision is rolled back and tried again, so often\n"
          "# statement_timeout = 0     # how long a statement may take\n"
          "# lock_wait = \"30s\"         # how long to wait for another run to end\n"
          "# backup = \"long\"          # never, destructive (before data goes), long (that, or before long work; what"
          " prod has) or always\n"
          "# backup_dir = \"backups\"\n"
          "# read_only = true          # nothing but a confirmed run writes; what prod has\n"
          "\n"
          "# With several databases, give each a section of its own and the branch label that it follows:\n"
          "# branch = \"app\"\n"
          "# A host that resolves only inside a container network, and its address from here:\n"
          "# [database.app.hosts]\n"
          "# postgres = \"localhost:5432\"\n";
}

constexpr std::string_view exampleText =
    "# Copy to .env, which git ignores, and fill in. Variables of the process environment win over the file.\n"
    "# Leave everything empty to work on Retort's own sandbox.\n"
    "APP_HOST=\n"
    "APP_PORT=\n"
    "APP_USER=\n"
    "APP_PASSWORD=\n"
    "APP_DB=\n"
    "# In place of the five:\n"
    "APP_URL=\n";

Error failedToMake(const std::filesystem::path &path, const std::error_code &reason)
{
    Error error = makeError("write-failed", "The folder can't be made: " + reason.message() + '.',
                            "Check the permissions of the folder above it.");
    error.place.file = path.string();
    return error;
}

/// Has git leave .env alone, where secrets live.
Result<void> ignoreEnvFile(const std::filesystem::path &folder)
{
    const std::filesystem::path path = folder / ".gitignore";
    std::error_code ignored;
    if (!std::filesystem::exists(path, ignored))
        return writeNewFile(path, ".env\n");
    const auto text = readFile(path);
    if (!text)
        return {}; // not readable, so not ours to change
    const auto lines = text::split(*text, '\n');
    const bool listed = std::any_of(lines.begin(), lines.end(), [](std::string_view line) {
        line = text::trimmed(line);
        return line == ".env" || line == "/.env" || line == ".env*" || line == "*.env";
    });
    if (listed)
        return {};
    return appendToFile(path, text->empty() || text->ends_with('\n') ? ".env\n" : "\n.env\n");
}

} // namespace

Result<Project> initProject(const std::filesystem::path &folder)
{
    std::error_code failure;
    const std::filesystem::path absolute = std::filesystem::absolute(folder, failure).lexically_normal();
    // "dir/" has no file name of its own.
    const std::filesystem::path root = absolute.has_filename() ? absolute : absolute.parent_path();
    for (const char *name : {"retort.toml", ".env.example"}) {
        std::error_code ignored;
        if (!std::filesystem::exists(std::filesystem::symlink_status(root / name, ignored)))
            continue;
        Error error =
            makeError("project-exists", "There is already a " + std::string(name) + " in " + folder.string() + '.',
                      "Make the project in another folder: retort init DIR", ExitStatus::Usage);
        error.place.file = (root / name).string();
        return error;
    }
    std::filesystem::create_directories(root / "migrations", failure);
    if (failure)
        return failedToMake(root / "migrations", failure);
    if (const auto written = writeNewFile(root / ".env.example", exampleText); !written)
        return written.error();
    if (const auto written = ignoreEnvFile(root); !written)
        return written.error();
    // Last, so that a project file never stands in a half-made project.
    if (const auto written = writeNewFile(root / "retort.toml", projectText(root.filename().string())); !written)
        return written.error();
    return loadProject(root / "retort.toml");
}

} // namespace retort::project

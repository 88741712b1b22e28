// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/session/dumpfile.h"

#include "engine/base/text.h"
#include "engine/script/descriptor.h"
#include "engine/session/clientprogram.h"

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/stat.h>

namespace retort::session
{

namespace
{

namespace fs = std::filesystem;

Error unreadable(const fs::path &file, const std::string &why, const std::string &hint)
{
    return makeError("backup-unreadable", file.string() + " can't be restored from: " + why + "; nothing was changed.",
                     hint);
}

/// The value after "; NAME: " in the heading of `pg_restore --list`.
std::string valueOf(std::string_view list, std::string_view name)
{
    const std::size_t at = list.find(name);
    if (at == std::string_view::npos)
        return {};
    const std::size_t begin = at + name.size();
    return std::string(text::trimmed(list.substr(begin, list.find('\n', begin) - begin)));
}

std::string firstWordOf(const std::string &text)
{
    return text.substr(0, text.find(' '));
}

/// The lines of the first COPY block in a script of pg_restore's.
std::vector<std::string> copiedLines(std::string_view script)
{
    std::vector<std::string> lines;
    bool isInside = false;
    for (const std::string_view line : text::split(script, '\n')) {
        if (line == "\\.")
            break;
        if (isInside)
            lines.emplace_back(line);
        else
            isInside = line.starts_with("COPY ") && line.ends_with("FROM stdin;");
    }
    return lines;
}

/// pg_restore, on this file.
class Archive
{
public:
    Archive(fs::path file, ClientProgram program, std::stop_token stop)
        : m_file(std::move(file))
        , m_program(std::move(program))
        , m_stop(std::move(stop))
    {
    }

    Result<std::string> ask(std::vector<std::string> arguments) const
    {
        arguments.push_back(m_file.string());
        ClientCall call;
        call.arguments = std::move(arguments);
        call.stop = m_stop;
        auto ended = runClient(m_program, {}, call);
        if (!ended)
            return std::move(ended).error();
        if (ended->wasStopped)
            return makeError("cancelled", "Cancelled before anything was changed.", {}, ExitStatus::Interrupted);
        if (ended->succeeded())
            return std::move(ended->output);
        if (ended->errors.find("unsupported version") != std::string::npos)
            return makeError("backup-too-new",
                             m_file.string() + " was written by a newer pg_dump than pg_restore " + m_program.version
                                 + " can read; nothing was changed.",
                             "Install newer PostgreSQL client programs, or set RETORT_PG_BIN to the folder of such.");
        return unreadable(m_file, ended->reason("pg_restore"), "Choose another backup; this one is damaged, or none.");
    }

    /// The rows of one table, as COPY writes them.
    Result<std::vector<std::string>> rowsOf(const std::string &schema, const std::string &table) const
    {
        std::vector<std::string> arguments{"--data-only", "--file=-", "--table=" + table};
        if (!schema.empty())
            arguments.push_back("--schema=" + schema);
        const auto script = ask(std::move(arguments));
        if (!script)
            return script.error();
        return copiedLines(*script);
    }

private:
    fs::path m_file;
    ClientProgram m_program;
    std::stop_token m_stop;
};

Result<std::string> timescaleVersionIn(const Archive &archive)
{
    const auto rows = archive.rowsOf("_timescaledb_catalog", "metadata");
    if (!rows)
        return rows.error();
    for (const std::string &row : *rows) {
        const auto columns = text::split(row, '\t');
        if (columns.size() > 1 && columns[0] == "timescaledb_version")
            return std::string(columns[1]);
    }
    return std::string();
}

} // namespace

Result<DumpFacts> readDump(const fs::path &file, const run::VersionTable &table, int serverMajor, std::stop_token stop)
{
    DumpFacts facts;
    facts.file = file;
    const script::Descriptor opened(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
    struct stat status = {};
    if (!opened.isOpen() || ::fstat(opened.number(), &status) != 0)
        return unreadable(file, std::strerror(errno), "retort log -v names the backups that runs have made.");
    if (!S_ISREG(status.st_mode))
        return unreadable(file, "it is no file", "Name a file that pg_dump has written in its custom format.");
    facts.bytes = static_cast<std::uintmax_t>(status.st_size);
    auto program = findClientProgram("pg_restore", serverMajor);
    if (!program)
        return makeError(program.error().code, program.error().message + "; nothing was changed.",
                         program.error().hint);
    const Archive archive(file, *std::move(program), std::move(stop));
    const auto list = archive.ask({"--list"});
    if (!list)
        return list.error();
    facts.taken = valueOf(*list, "; Archive created at ");
    facts.databaseName = valueOf(*list, ";     dbname: ");
    facts.serverVersion = firstWordOf(valueOf(*list, ";     Dumped from database version: "));
    facts.programVersion = firstWordOf(valueOf(*list, ";     Dumped by pg_dump version: "));
    auto rows = archive.rowsOf(table.schema(), table.name());
    if (!rows)
        return std::move(rows).error();
    facts.rows = std::move(rows).value();
    std::sort(facts.rows.begin(), facts.rows.end());
    if (list->find(" EXTENSION - timescaledb") != std::string::npos) {
        auto version = timescaleVersionIn(archive);
        if (!version)
            return std::move(version).error();
        facts.timescaleVersion = version->empty() ? "unknown" : std::move(version).value();
    }
    return facts;
}

} // namespace retort::session

// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/run/runhistory.h"

#include "engine/run/origin.h"
#include "engine/run/runid.h"
#include "engine/script/checksum.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>

namespace retort::run
{

namespace
{

/// The file's text where it is short enough to be kept.
std::optional<std::string> readBody(const std::string &file)
{
    std::error_code failure;
    const auto size = std::filesystem::file_size(file, failure);
    if (failure || size > HistoryTable::longestBody)
        return std::nullopt;
    std::ifstream stream(file, std::ios::binary);
    std::string body((std::istreambuf_iterator<char>(stream)), std::istreambuf_iterator<char>());
    return stream.bad() ? std::nullopt : std::optional(std::move(body));
}

} // namespace

void setOrigin(HistoryEntry &entry)
{
    const Origin origin = originOfThisProcess();
    entry.user = origin.user;
    entry.host = origin.host;
    entry.program = origin.program;
}

void setFile(HistoryEntry &entry, const std::string &file, const Redactor &redactor)
{
    entry.file = std::filesystem::path(file).filename().string();
    if (auto body = readBody(file)) {
        entry.checksum = script::textChecksum(*body);
        entry.body = redactor.masked(*body);
    } else if (auto checksum = script::fileChecksum(file)) {
        entry.checksum = *checksum;
    }
}

void setFile(HistoryEntry &entry, const script::KeptText &kept, const Redactor &redactor)
{
    entry.file = kept.file;
    entry.checksum = script::textChecksum(kept.text);
    entry.body = redactor.masked(kept.text);
}

RunHistory::RunHistory(HistoryTable table, bool exists, const revision::Plan &plan, const RunOptions &options,
                       const Redactor &redactor)
    : m_table(std::move(table))
    , m_exists(exists)
    , m_plan(plan)
    , m_options(options)
    , m_redactor(redactor)
    , m_run(options.runId.empty() ? newRunId() : options.runId)
{
}

HistoryEntry RunHistory::entryFor(std::size_t index, const StepScript &script) const
{
    const revision::Step &step = m_plan.steps[index];
    HistoryEntry entry;
    entry.run = m_run;
    entry.operation = step.direction == revision::Direction::Upgrade ? HistoryEntry::Operation::Upgrade
                                                                     : HistoryEntry::Operation::Downgrade;
    entry.revision = step.revision;
    entry.rowsBefore = index == 0 ? m_plan.from : std::vector<std::string>(m_plan.steps[index - 1].rowsAfter);
    entry.rowsAfter = step.rowsAfter;
    setOrigin(entry);
    entry.command = m_redactor.masked(m_options.command);
    entry.reason = m_redactor.masked(m_options.reason);
    entry.backup = m_options.backup;
    if (script.kept())
        setFile(entry, *script.kept(), m_redactor);
    else
        setFile(entry, script.file(), m_redactor);
    return entry;
}

HistoryEntry RunHistory::stampEntry() const
{
    HistoryEntry entry = entryFor(0, StepScript::nothing());
    entry.operation = HistoryEntry::Operation::Stamp;
    entry.revision.clear();
    entry.checksum.clear();
    entry.rowsBefore = m_plan.from;
    entry.rowsAfter = m_plan.to;
    return entry;
}

void RunHistory::setFailure(HistoryEntry &entry, const Error &error) const
{
    entry.result = HistoryEntry::Result::Failed;
    entry.error = m_redactor.masked(error.message);
    entry.sqlstate = error.sql ? error.sql->sqlstate : std::string();
}

} // namespace retort::run

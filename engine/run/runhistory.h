// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/redact.h"
#include "engine/run/historytable.h"
#include "engine/run/runner.h"
#include "engine/run/stepscript.h"

#include <optional>
#include <string>

/// For this room only.
namespace retort::run
{

/// Who it is that makes the entry.
void setOrigin(HistoryEntry &entry);
/// The file's name, checksum and text, as far as it can be read.
void setFile(HistoryEntry &entry, const std::string &file, const Redactor &redactor);
/// The same of a text that stands in for a file.
void setFile(HistoryEntry &entry, const script::KeptText &kept, const Redactor &redactor);

/// The entries that one run makes in the database's history.
class RunHistory
{
public:
    RunHistory(HistoryTable table, bool exists, const revision::Plan &plan, const RunOptions &options,
               const Redactor &redactor);

    const HistoryTable &table() const { return m_table; }
    /// Whether it is there, as far as this run knows.
    bool exists() const { return m_exists; }
    void setExists() { m_exists = true; }

    /// What stands of a step before it ran; the script's file is read for its checksum and text. Nothing fails here: a
    /// file that can't be read leaves both out.
    HistoryEntry entryFor(std::size_t step, const StepScript &script) const;
    /// Of a stamp, with the rows before and after all its steps.
    HistoryEntry stampEntry() const;
    /// What became of `entry`.
    void setFailure(HistoryEntry &entry, const Error &error) const;

private:
    HistoryTable m_table;
    bool m_exists;
    const revision::Plan &m_plan;
    const RunOptions &m_options;
    const Redactor &m_redactor;
    std::string m_run;
};

} // namespace retort::run

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/revision/plan.h"
#include "engine/script/scriptdirectory.h"
#include "engine/script/statementreader.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

/// For this room only.
namespace retort::run
{

/// The section that a step runs, found, read through once and checked. A small one without COPY data is held as text,
/// so that what was checked is what runs; of others only the places and fingerprints of their batches are kept, and
/// they are streamed.
class StepScript
{
public:
    /// Sections up to this many bytes are held.
    static constexpr std::uint64_t heldBytes = std::uint64_t{1} << 20U;

    /// Of a stamp: nothing to run.
    static StepScript nothing();
    /// Errors: those of checkScripts; kept-text-masked.
    static Result<StepScript> read(const revision::Step &step, const script::ScriptDirectory &scripts);

    /// Its path; of a kept text, what stands in the places of errors instead.
    const std::string &file() const { return m_file; }
    /// What stands in for a file that is gone; else nothing.
    const std::shared_ptr<const script::KeptText> &kept() const { return m_kept; }
    bool isTransactional() const { return m_section.transactional; }
    /// The limits that the section sets for itself.
    const script::Section &section() const { return m_section; }
    int statementCount() const { return m_statementCount; }
    /// Whether a statement speaks of advisory locks, which outlive its transaction.
    bool mentionsAdvisoryLocks() const { return m_mentionsAdvisoryLocks; }

    bool isHeld() const { return m_isHeld; }
    /// Of a held one: the text from its first statement to its last, without the last semicolon.
    const std::string &text() const { return m_text; }
    std::string_view statement(std::size_t index) const;
    std::size_t offset(std::size_t index) const { return m_statements[index].offset; }
    Place place(std::size_t index) const;
    /// Gives the text up, to save memory; restore() reads and checks it again.
    void release();
    Result<void> restore();

    /// A reader at the section's beginning, for streaming, and the batches that were checked.
    Result<script::StatementReader> open() const;
    const std::vector<script::BatchMark> &batches() const { return m_batches; }
    /// What may not run in this section. Errors: transaction-control, needs-no-transaction.
    Result<void> check(const script::Statement &statement) const;

private:
    struct Part {
        std::uint32_t offset;
        std::uint32_t length;
        int line;
        int column;
    };
    Result<void> readThrough();
    Result<void> takeBatch(const script::StatementReader &reader);

    std::string m_file;
    std::shared_ptr<const script::KeptText> m_kept;
    script::Section m_section;
    bool m_isHeld = false;
    bool m_isRead = false;
    bool m_mentionsAdvisoryLocks = false;
    int m_statementCount = 0;
    std::string m_text;
    std::vector<Part> m_statements;
    std::vector<script::BatchMark> m_batches;
};

} // namespace retort::run

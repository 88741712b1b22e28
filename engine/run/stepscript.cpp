// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/run/stepscript.h"

#include "engine/base/redact.h"
#include "engine/base/text.h"

#include <algorithm>
#include <utility>

namespace retort::run
{

using script::StatementReader;

namespace
{

std::string firstWordsOf(std::string_view statement)
{
    constexpr std::size_t limit = 40;
    const std::string_view line = statement.substr(0, statement.find('\n'));
    if (line.size() <= limit)
        return std::string(line);
    const std::size_t blank = line.rfind(' ', limit);
    return std::string(line.substr(0, blank == std::string_view::npos ? limit : blank)) + " …";
}

Error irreversible(const script::RevisionFile &file)
{
    Error error =
        makeError("irreversible", "Revision " + file.revision.id + " can't be undone: its file has no downgrade.",
                  "Add a section -- migrate:down to it, or stay above it.");
    error.place = {file.placeName(), 0, 0};
    return error;
}

/// A password that was masked when the text was kept would be set to asterisks.
Result<void> checkMasks(const script::RevisionFile &file, const script::Section &section)
{
    if (!file.kept || !file.kept->isMasked)
        return {};
    const std::string_view text = std::string_view(file.kept->text).substr(section.offset, section.length);
    const std::size_t at = text.find(Redactor::mask);
    if (at == std::string_view::npos)
        return {};
    Error error = makeError("kept-text-masked",
                            "A secret in the script of revision " + file.revision.id
                                + " was masked when the database kept its text, so that it can't run as it was.",
                            "Bring the file back from version control.", ExitStatus::Disagreement);
    const auto lines = std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n');
    error.place = {file.placeName(), section.firstLine + static_cast<int>(lines), 0};
    return error;
}

} // namespace

StepScript StepScript::nothing()
{
    StepScript script;
    script.m_isHeld = script.m_isRead = true;
    script.m_section.transactional = true;
    return script;
}

Result<StepScript> StepScript::read(const revision::Step &step, const script::ScriptDirectory &scripts)
{
    auto file = scripts.file(step.revision);
    if (!file)
        return std::move(file).error();
    const bool isUpgrade = step.direction == revision::Direction::Upgrade;
    const std::optional<script::Section> &section = isUpgrade ? file->up : file->down;
    if (!section && !isUpgrade)
        return irreversible(*file);
    StepScript script;
    script.m_section = section.value_or(script::Section{}); // a merge may well have nothing to do
    if (auto checked = checkMasks(*file, script.m_section); !checked)
        return std::move(checked).error();
    script.m_file = file->placeName();
    script.m_kept = file->kept;
    if (auto read = script.readThrough(); !read)
        return std::move(read).error();
    return script;
}

std::string_view StepScript::statement(std::size_t index) const
{
    return std::string_view(m_text).substr(m_statements[index].offset, m_statements[index].length);
}

Place StepScript::place(std::size_t index) const
{
    return {m_file, m_statements[index].line, m_statements[index].column};
}

void StepScript::release()
{
    if (!m_isHeld)
        return;
    m_isRead = false;
    m_text = {};
    m_statements = {};
}

Result<void> StepScript::restore()
{
    return m_isHeld && !m_isRead ? readThrough() : Result<void>();
}

Result<StatementReader> StepScript::open() const
{
    if (!m_kept)
        return StatementReader::open(m_file, m_section);
    return StatementReader::fromText(m_kept->text.substr(m_section.offset, m_section.length), m_file,
                                     m_section.firstLine);
}

Result<void> StepScript::readThrough()
{
    m_statementCount = 0;
    m_isRead = true;
    m_isHeld = m_section.length <= heldBytes;
    m_batches.clear();
    if (m_section.length == 0)
        return {};
    auto reader = open();
    if (!reader)
        return std::move(reader).error();
    while (true) {
        // A held section is one batch, unless COPY data cuts it.
        const auto next = reader->next(m_isHeld ? 2 * heldBytes : heldBytes);
        if (!next)
            return next.error();
        if (*next == StatementReader::Next::End)
            break;
        if (*next == StatementReader::Next::CopyData) {
            m_isHeld = false;
            m_text = {};
            m_statements = {};
        } else if (auto taken = takeBatch(*reader); !taken) {
            return taken;
        }
    }
    if (m_isHeld)
        m_batches = {};
    return {};
}

Result<void> StepScript::takeBatch(const StatementReader &reader)
{
    const std::string_view batch = reader.batchText();
    for (const script::Statement &statement : reader.statements()) {
        if (auto checked = check(statement); !checked)
            return checked;
        ++m_statementCount;
        if (m_isHeld) {
            m_statements.push_back({static_cast<std::uint32_t>(statement.text.data() - batch.data()),
                                    static_cast<std::uint32_t>(statement.text.size()), statement.line,
                                    statement.column});
        }
    }
    m_mentionsAdvisoryLocks =
        m_mentionsAdvisoryLocks || text::findIgnoringCase(batch, "advisory") != std::string_view::npos;
    if (m_isHeld)
        m_text = batch;
    m_batches.push_back(reader.mark());
    return {};
}

Result<void> StepScript::check(const script::Statement &statement) const
{
    const auto effect = script::transactionEffect(statement.text);
    // What our parser does not know, a newer server may: the server decides.
    if (!effect || *effect == script::TransactionEffect::None)
        return {};
    if (*effect == script::TransactionEffect::MustBeAlone && !isTransactional())
        return {};
    Error error;
    if (*effect == script::TransactionEffect::Control) {
        error = makeError(
            "transaction-control", "A revision must leave transactions alone: " + firstWordsOf(statement.text) + '.',
            isTransactional() ? "Remove it; the section and its entry in the version table are one transaction already."
                              : "Remove it; this section runs outside transactions. What belongs into one goes into"
                                " a revision of its own.",
            ExitStatus::Usage);
    } else {
        error = makeError("needs-no-transaction",
                          "This statement can't run inside a transaction: " + firstWordsOf(statement.text) + '.',
                          "Put it into a revision of its own whose section begins with"
                          " -- migrate:up transaction:false (or migrate:down).",
                          ExitStatus::Usage);
    }
    error.place = {m_file, statement.line, statement.column};
    return error;
}

} // namespace retort::run

// SPDX-License-Identifier: GPL-3.0-or-later
// What BranchBinding refuses, and how it says so.
#include "engine/revision/branchbinding.h"

#include "engine/base/text.h"
#include "engine/revision/relativetarget.h"
#include "engine/revision/wording.h"

#include <algorithm>

namespace retort::revision {

using wording::quoted;

namespace {

constexpr std::size_t ShownHeads = 8;

std::string branchOf(const RevisionMap &map, Index index)
{
    const auto labels = map.labelsOf(index);
    return labels.empty() ? std::string() : quoted(text::join(labels, ", "));
}

/// "1a2b (timescale), add table"
std::string described(const RevisionMap &map, const std::string &id)
{
    const auto index = map.find(id);
    if (!index)
        return id;
    const auto labels = map.labelsOf(*index);
    std::string text = id;
    if (!labels.empty())
        text += " (" + text::join(labels, ", ") + ")";
    const std::string &message = map.at(*index).message;
    return message.empty() || message == id ? text : text + " \"" + message + "\"";
}

std::string describedAll(const RevisionMap &map, const std::vector<std::string> &ids)
{
    std::vector<std::string> parts;
    for (const std::string &id : ids)
        parts.push_back(described(map, id));
    return wording::listed(parts, ShownHeads, "; ");
}

std::string mergeHint(const std::vector<std::string> &heads)
{
    return "join them: retort merge -m MESSAGE " + wording::listed(heads, ShownHeads, " ") + "; or take one: ";
}

} // namespace

std::string BranchBinding::command(std::string_view verb, std::string_view argument) const
{
    std::string text = "retort ";
    if (!m_database.empty())
        text += "--db " + m_database + " ";
    text += verb;
    if (!argument.empty())
        text.append(1, ' ').append(argument);
    return text;
}

Result<void> BranchBinding::checkRows(const std::vector<std::string> &current, std::string_view verb) const
{
    if (m_map.size() > 0) {
        if (const auto valid = validate(); !valid)
            return valid;
    }
    const std::vector<std::string> unknown = m_map.unknownRows(current);
    if (unknown.empty())
        return {};
    std::string remedy = "bring the revision's file back, or record where the schema really stands: "
        + command("stamp", "--purge REVISION");
    if (verb == "stamp")
        remedy = "delete such rows as well: " + command("stamp", "--purge REVISION");
    return makeError("unknown-row",
                     "The version table of " + (m_database.empty() ? "the database" : quoted(m_database))
                         + " holds " + text::join(unknown, ", ") + ", which "
                         + (unknown.size() == 1 ? "is no revision" : "are no revisions") + " of this project",
                     std::move(remedy), ExitStatus::Disagreement);
}

Error BranchBinding::wrongBranch(const std::string &subject, Index index, std::string_view verb) const
{
    Error error = makeError("wrong-branch",
                            subject + ", but database " + quoted(m_database) + " follows branch " + quoted(m_label));
    std::string otherDatabase;
    std::string otherLabel;
    for (const std::string &label : m_map.labelsOf(index)) {
        const auto known = m_databaseOfLabel.find(label);
        if (known != m_databaseOfLabel.end() && known->second != m_database) {
            otherDatabase = known->second;
            otherLabel = label;
        }
    }
    const std::string suffix = verb == "downgrade" ? "@-1" : "@head";
    if (!otherDatabase.empty()) {
        error.message += ", and branch " + quoted(otherLabel) + " belongs to database " + quoted(otherDatabase);
        error.hint = "retort --db " + otherDatabase + " " + std::string(verb) + " " + otherLabel + suffix
            + "; or --force-branch if it is meant";
    } else {
        error.hint = command(verb, m_label + suffix) + "; or --force-branch if the other branch is meant";
    }
    return error;
}

Result<void> BranchBinding::checkSteps(const Plan &plan) const
{
    for (const Step &step : plan.steps) {
        const Index index = *m_map.find(step.revision);
        if (mayRun(index))
            continue;
        std::string subject = "The plan runs revision " + step.revision + " of branch " + branchOf(m_map, index);
        const auto dependents = m_map.dependentsOf(index);
        const auto own = std::find_if(dependents.begin(), dependents.end(), [this](Index i) { return owns(i); });
        if (plan.direction == Direction::Upgrade && own != dependents.end())
            subject += ", which " + m_map.at(*own).id + " depends on";
        return wrongBranch(subject, index, plan.direction == Direction::Upgrade ? "upgrade" : "downgrade");
    }
    return {};
}

Result<void> BranchBinding::checkStampedRows(const Plan &plan) const
{
    for (const Step &step : plan.steps) {
        for (const std::string &row : step.change.added) {
            const auto index = m_map.find(row);
            if (index && !mayRun(*index))
                return wrongBranch("Revision " + row + " is of branch " + branchOf(m_map, *index), *index, "stamp");
        }
    }
    return {};
}

/// A target on another branch is refused even where it would change nothing.
Result<void> BranchBinding::checkTarget(std::string_view target, Direction direction) const
{
    const auto found = m_map.resolve(target);
    if (!found)
        return {}; // relative: its steps were checked
    for (const std::string &id : *found) {
        const Index index = *m_map.find(id);
        if (!mayRun(index)) {
            return wrongBranch("Revision " + id + " is of branch " + branchOf(m_map, index), index,
                               direction == Direction::Upgrade ? "upgrade" : "downgrade");
        }
    }
    return {};
}

Result<void> BranchBinding::checkReversible(const Plan &plan) const
{
    for (const Step &step : plan.steps) {
        const Revision *revision = m_map.findRevision(step.revision);
        if (step.direction == Direction::Upgrade || revision->hasDowngrade)
            continue;
        Error error = makeError("irreversible",
                                "Revision " + revision->id + " can't be undone: its file has no downgrade",
                                "write its migrate:down section, or stop above it: "
                                    + command("downgrade", revision->id));
        error.place.file = revision->file;
        return error;
    }
    return {};
}

void BranchBinding::warnOfForeignRows(Plan &plan) const
{
    if (!isBound())
        return;
    for (const std::string &row : plan.from) {
        const auto index = m_map.find(row);
        if (index && !mayRun(*index)) {
            plan.warnings.push_back("The version table of " + quoted(m_database) + " holds " + row + " of branch "
                                    + branchOf(m_map, *index));
        }
    }
}

Error BranchBinding::severalHeads(std::string_view target) const
{
    const std::vector<std::string> ends = isBound() ? effectiveHeads() : heads();
    const std::string all = describedAll(m_map, ends);
    if (isBound()) {
        return makeError("multiple-heads",
                         "Branch " + quoted(m_label) + " has " + text::counted(ends.size(), "head") + ": " + all,
                         mergeHint(ends) + command("upgrade", ends.front()) + "; or all: "
                             + command("upgrade", m_label + "@heads"));
    }
    std::vector<std::string> ways;
    const bool isOneBranch = m_map.areOfOneBranch(ends);
    for (const std::string &id : ends) {
        const auto labels = m_map.labelsOf(*m_map.find(id));
        const bool isNamedByLabel = !isOneBranch && labels.size() == 1;
        ways.push_back(command("upgrade", isNamedByLabel ? labels.front() + "@head" : id));
        if (ways.size() == ShownHeads)
            break;
    }
    std::string hint = text::join(ways, "; ") + "; or all: " + command("upgrade", "heads");
    if (isOneBranch)
        hint = mergeHint(ends) + hint;
    return makeError("multiple-heads",
                     quoted(target) + " has " + text::counted(ends.size(), "head") + ": " + all, std::move(hint));
}

Error BranchBinding::severalRows(const std::vector<std::string> &current, std::string_view target) const
{
    std::vector<std::string> rows;
    for (const std::string &row : current) {
        const auto index = m_map.find(row);
        if (index && owns(*index))
            rows.push_back(row);
    }
    std::vector<std::string> ways;
    const auto relative = parseRelativeTarget(target);
    const std::string steps(relative ? relative->written : "-1");
    for (const std::string &row : rows)
        ways.push_back(command("downgrade", row + "@" + steps));
    return makeError("ambiguous-downgrade",
                     "Branch " + quoted(m_label) + " has several current revisions: " + describedAll(m_map, rows),
                     "say which to undo: " + text::join(ways, " or "));
}

/// The map's refusals in terms of this database: its branch, its rows, the commands that help.
Error BranchBinding::refine(Error error, Direction direction, std::string_view target,
                            const std::vector<std::string> &current) const
{
    const auto names = [&](std::string_view symbol) {
        return target == symbol || target == m_label + "@" + std::string(symbol);
    };
    if (error.code == "multiple-heads" && direction == Direction::Upgrade && (names("head") || names("heads"))
        && heads().size() > 1) {
        return severalHeads(target);
    }
    if (error.code == "ambiguous-downgrade" && isBound() && target.starts_with(m_label + "@"))
        return severalRows(current, target);
    return error;
}

} // namespace retort::revision

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plan/runend.h"

#include "ui/plan/planwords.h"
#include "ui/theme/figures.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace retort::ui::words {

namespace {

using revision::Direction;
using session::PlanPreview;
using session::StepPreview;

constexpr int excerptLinesBefore = 12;
constexpr int excerptLinesAfter = 6;
/// A longer statement without a position is cut to this.
constexpr int excerptLines = 20;

struct RunEndWords {
    Q_DECLARE_TR_FUNCTIONS(RunEnd)
};

QString text(const std::string &utf8)
{
    return QString::fromStdString(utf8);
}

const StepPreview *previewOf(const PlanPreview &preview, const std::string &revision)
{
    const auto found = std::find_if(preview.steps.begin(), preview.steps.end(),
                                    [&](const StepPreview &step) { return step.step.revision == revision; });
    return found == preview.steps.end() ? nullptr : &*found;
}

QString bold(const QString &label, const QString &rest)
{
    return QLatin1String("<b>") + label + QLatin1String("</b> ") + rest;
}

QString code(const QString &id)
{
    return QLatin1String("<code>") + id.toHtmlEscaped() + QLatin1String("</code>");
}

QString codes(const std::vector<std::string> &ids)
{
    QStringList list;
    for (const std::string &id : ids)
        list << code(text(id));
    return list.join(QLatin1String(", "));
}

QString databaseIsAt(const run::RunReport &report)
{
    return report.versionRows.empty() ? RunEndWords::tr("The database is at base.")
                                      : RunEndWords::tr("The database is at %1.").arg(codes(report.versionRows));
}

/// The steps that are in the database. Of a dry run that failed none is, though some succeeded: the version rows
/// are what they were.
std::vector<std::string> committed(const run::RunReport &report)
{
    std::vector<std::string> ids;
    if (report.outcome == run::Outcome::Failed || report.versionRows == report.plan.from)
        return ids;
    for (const run::StepReport &step : report.steps) {
        if (step.succeeded)
            ids.push_back(step.revision);
    }
    return ids;
}

/// The step that was under way when the run ended, if any.
const run::StepReport *brokenStep(const run::RunReport &report)
{
    return report.steps.empty() || report.steps.back().succeeded ? nullptr : &report.steps.back();
}

QString committedFact(const run::RunReport &report)
{
    const std::vector<std::string> ids = committed(report);
    const bool upgrade = report.plan.direction == Direction::Upgrade;
    const QString label = upgrade ? RunEndWords::tr("Committed:") : RunEndWords::tr("Undone:");
    const QString what = ids.empty() ? RunEndWords::tr("nothing.") : codes(ids) + QLatin1Char('.');
    return bold(label, what + QLatin1Char(' ') + databaseIsAt(report));
}

QString brokenFact(const PlanPreview &preview, const run::StepReport &broken)
{
    const QString id = code(text(broken.revision));
    const StepPreview *step = previewOf(preview, broken.revision);
    if (!step || step->transactional)
        return bold(RunEndWords::tr("Rolled back:"), RunEndWords::tr("%1, wholly. Nothing of it is left.").arg(id));
    if (broken.statementsDone == 0)
        return bold(RunEndWords::tr("Not applied:"),
                    RunEndWords::tr("%1 runs outside a transaction; none of its statements had finished.").arg(id));
    const QString done = broken.statementsDone == 1
        ? RunEndWords::tr("1 statement of %1 has run and stays; its version row does not say so.")
        : RunEndWords::tr("%n statements of %1 have run and stay; its version row does not say so.", "",
                          broken.statementsDone);
    return bold(RunEndWords::tr("Partly applied:"), done.arg(id));
}

QString notBegunFact(const run::RunReport &report)
{
    std::vector<std::string> ids;
    for (std::size_t i = report.steps.size(); i < report.plan.steps.size(); ++i)
        ids.push_back(report.plan.steps[i].revision);
    if (ids.empty())
        return {};
    static constexpr std::size_t named = 4;
    if (ids.size() > named) {
        const auto others = static_cast<int>(ids.size() - named);
        ids.resize(named);
        return bold(RunEndWords::tr("Not begun:"), RunEndWords::tr("%1 and %n more.", "", others).arg(codes(ids)));
    }
    return bold(RunEndWords::tr("Not begun:"), codes(ids) + QLatin1Char('.'));
}

void describeFailure(RunEnd &end, const PlanPreview &preview, const run::RunReport &report)
{
    if (!report.error)
        return;
    const Error &error = *report.error;
    end.message = text(error.sql && !error.sql->message.empty() ? error.sql->message : error.message);
    end.remedy = text(error.hint);
    if (error.sql) {
        end.detail = text(error.sql->detail);
        end.hint = text(error.sql->hint);
        end.sqlstate = sqlstate(error.sql->sqlstate);
        if (end.remedy == end.hint)
            end.remedy.clear();
    }
    if (error.place.isKnown()) {
        end.place = text(error.place.toString());
        end.file = text(error.place.file);
        end.line = error.place.line;
        end.column = error.place.column;
    } else if (const StepPreview *step = previewOf(preview, report.failingRevision)) {
        end.file = text(step->file);
    }
}

/// UTF-16 offset of a character counted from 1; the server counts code points.
qsizetype offsetOf(const QString &statement, int character)
{
    qsizetype unit = 0;
    for (int i = 1; i < character && unit < statement.size(); ++i)
        unit += statement.at(unit).isHighSurrogate() ? 2 : 1;
    return qMin(unit, statement.size());
}

/// The lines around the position, and the position among them.
void excerpt(RunEnd &end, const QString &statement, int character)
{
    const QStringList lines = statement.split(QLatin1Char('\n'));
    qsizetype first = 0;
    qsizetype count = qMin<qsizetype>(lines.size(), excerptLines);
    if (character > 0) {
        const qsizetype at = QStringView(statement).left(offsetOf(statement, character)).count(QLatin1Char('\n'));
        first = qMax<qsizetype>(0, at - excerptLinesBefore);
        count = qMin(lines.size(), at + 1 + excerptLinesAfter) - first;
        qsizetype skipped = 0;
        for (qsizetype i = 0; i < first; ++i)
            skipped += static_cast<qsizetype>(lines[i].toUcs4().size()) + 1;
        end.character = character - static_cast<int>(skipped);
    }
    end.statement = lines.mid(first, count).join(QLatin1Char('\n'));
    if (first + count < lines.size())
        end.statement += QStringLiteral("\n…");
}

void describeStatement(RunEnd &end, const run::RunReport &report)
{
    QString statement = text(report.failingStatement);
    int character = 0;
    if (report.error && report.error->sql) {
        const QString reported = text(report.error->sql->statement);
        character = report.error->sql->position;
        if (statement.isEmpty())
            statement = reported;
        // Masked secrets move what follows them: a position that no longer fits is not shown.
        const qsizetype upTo = offsetOf(statement, character);
        if (!reported.isEmpty() && QStringView(reported).left(upTo) != QStringView(statement).left(upTo))
            character = 0;
    }
    if (!statement.isEmpty())
        excerpt(end, statement, character);
}

QString stopTitle(const run::RunReport &report)
{
    const bool cancelled = report.error && report.error->code == "cancelled";
    const auto begun = static_cast<int>(report.steps.size());
    if (begun == 0)
        return cancelled ? RunEndWords::tr("Cancelled before the first step") : RunEndWords::tr("Nothing was run");
    QString title;
    if (brokenStep(report))
        title = cancelled ? RunEndWords::tr("Cancelled at step %1 of %2") : RunEndWords::tr("Stopped at step %1 of %2");
    else
        title = cancelled ? RunEndWords::tr("Cancelled after step %1 of %2")
                          : RunEndWords::tr("Stopped after step %1 of %2");
    return title.arg(begun).arg(report.plan.steps.size());
}

void describeStop(RunEnd &end, const PlanPreview &preview, const run::RunReport &report)
{
    // A cancelled run that left something half-way is no small matter.
    end.tone = report.outcome == run::Outcome::Cancelled ? Tone::Warning : Tone::Bad;
    end.title = stopTitle(report);
    end.facts << committedFact(report);
    if (const run::StepReport *broken = brokenStep(report))
        end.facts << brokenFact(preview, *broken);
    if (const QString rest = notBegunFact(report); !rest.isEmpty())
        end.facts << rest;
    if (report.error && report.error->losesConnection())
        end.facts << bold(RunEndWords::tr("The connection is gone."),
                          RunEndWords::tr("Refresh before anything else: only the database itself knows where it is."));
    end.canUndo = !committed(report).empty();
    if (end.canUndo || report.outcome == run::Outcome::PartlyApplied)
        end.backup = text(report.backup);
    describeFailure(end, preview, report);
    describeStatement(end, report);
}

QString doneTitle(const PlanPreview &preview, const run::RunReport &report)
{
    const QString database = text(preview.database);
    const auto count = static_cast<int>(report.steps.size());
    if (report.outcome == run::Outcome::Done && report.plan.isEmpty())
        return RunEndWords::tr("Restored %1").arg(database);
    switch (report.outcome) {
    case run::Outcome::NothingToDo: return RunEndWords::tr("Nothing to do on %1").arg(database);
    case run::Outcome::DryRun: return RunEndWords::tr("Tried on %1, and rolled back").arg(database);
    default: break;
    }
    const bool upgrade = report.plan.direction == Direction::Upgrade;
    return (upgrade ? RunEndWords::tr("Upgraded %1 by %2") : RunEndWords::tr("Downgraded %1 by %2"))
        .arg(database)
        .arg(count);
}

QString plain(QString html)
{
    static const std::array tags{QLatin1String("<b>"), QLatin1String("</b>"), QLatin1String("<code>"),
                                 QLatin1String("</code>")};
    for (const QLatin1String tag : tags)
        html.remove(tag);
    html.replace(QLatin1String("&lt;"), QLatin1String("<"));
    html.replace(QLatin1String("&gt;"), QLatin1String(">"));
    html.replace(QLatin1String("&quot;"), QLatin1String("\""));
    return html.replace(QLatin1String("&amp;"), QLatin1String("&"));
}

} // namespace

RunEnd runEnd(const PlanPreview &preview, const run::RunReport &report)
{
    RunEnd end;
    switch (report.outcome) {
    case run::Outcome::Failed:
    case run::Outcome::PartlyApplied:
    case run::Outcome::Cancelled: describeStop(end, preview, report); return end;
    case run::Outcome::DryRun:
        end.tone = Tone::Warning;
        end.facts << RunEndWords::tr("Every step ran, then all of it was rolled back. %1").arg(databaseIsAt(report));
        break;
    case run::Outcome::Done:
    case run::Outcome::NothingToDo: end.facts << databaseIsAt(report); break;
    }
    end.title = doneTitle(preview, report);
    return end;
}

QString runEndText(const PlanPreview &preview, const run::RunReport &report, const QString &address)
{
    const RunEnd end = runEnd(preview, report);
    QStringList lines;
    lines << end.title;
    const QString where =
        text(preview.database) + (address.isEmpty() ? QString() : QLatin1String(" (") + address + u')');
    lines << where + QStringLiteral(" · ") + RunEndWords::tr("after %1").arg(duration(report.duration));
    lines << text(preview.commandLine) << QString();
    if (!end.place.isEmpty())
        lines << end.place;
    if (!end.message.isEmpty())
        lines << (end.sqlstate.isEmpty() ? end.message : end.message + QLatin1String(" (") + end.sqlstate + u')');
    if (!end.detail.isEmpty())
        lines << QLatin1String("DETAIL: ") + end.detail;
    if (!end.hint.isEmpty())
        lines << QLatin1String("HINT: ") + end.hint;
    if (!end.remedy.isEmpty())
        lines << RunEndWords::tr("hint: %1").arg(end.remedy);
    if (!end.statement.isEmpty())
        lines << QString() << end.statement;
    lines << QString();
    for (const QString &fact : end.facts)
        lines << QLatin1String("- ") + plain(fact);
    for (const run::StepReport &step : report.steps) {
        if (step.succeeded)
            lines << QLatin1String("- ") + text(step.revision) + QLatin1String("  ") + duration(step.duration);
    }
    return lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

} // namespace retort::ui::words

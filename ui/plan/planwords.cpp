// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plan/planwords.h"

#include "engine/base/duration.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace retort::ui::words {

namespace {

using revision::Direction;
using session::PlanPreview;
using session::StepPreview;

struct Plan {
    Q_DECLARE_TR_FUNCTIONS(Plan)
};

QString text(const std::string &utf8)
{
    return QString::fromStdString(utf8);
}

QString joined(const std::vector<std::string> &ids)
{
    QStringList list;
    for (const std::string &id : ids)
        list << text(id);
    return list.join(QLatin1String(", "));
}

bool isUpgrade(const PlanPreview &preview)
{
    return preview.plan.direction == Direction::Upgrade;
}

int stepCount(const PlanPreview &preview)
{
    return static_cast<int>(preview.plan.steps.size());
}

/// What happens to the version rows where that is more than one becoming another.
QString rowsFact(const revision::VersionChange &change)
{
    const auto removed = static_cast<int>(change.removed.size());
    const auto added = static_cast<int>(change.added.size());
    if (change.operation == revision::VersionOperation::Merge
        || change.operation == revision::VersionOperation::Unmerge)
        return Plan::tr("version rows: %1 → %2").arg(removed).arg(added);
    return {};
}

/// As PostgreSQL spells a setting, for the command line: "200ms", "3s", "5min".
QString setting(run::Milliseconds duration)
{
    return text(durationSetting(duration));
}

/// The engine's word for it (session::GitChange), in the window's language.
QString gitFact(const std::string &change)
{
    if (change == "not in git")
        return Plan::tr("file not in git");
    if (change == "ignored by git")
        return Plan::tr("file ignored by git");
    return change == "not committed" ? Plan::tr("file not committed") : Plan::tr("file changed since its commit");
}

bool isBlank(const std::string &sql)
{
    return std::all_of(sql.begin(), sql.end(), [](unsigned char c) { return std::isspace(c); });
}

} // namespace

QString revisions(const std::vector<std::string> &ids)
{
    return ids.empty() ? Plan::tr("base") : joined(ids);
}

QString planTitle(const PlanPreview &preview)
{
    const QString database = QLatin1String("<b>") + text(preview.database).toHtmlEscaped() + QLatin1String("</b>");
    const QString target = revisions(preview.plan.to).toHtmlEscaped();
    if (preview.plan.isEmpty())
        return Plan::tr("Nothing to do on %1").arg(database);
    const QString sentence =
        isUpgrade(preview) ? Plan::tr("Upgrade %1 by %2, to %3") : Plan::tr("Downgrade %1 by %2, to %3");
    return sentence.arg(database).arg(stepCount(preview)).arg(target);
}

QString runButton(const PlanPreview &preview, bool dryRun)
{
    const QString database = text(preview.database);
    if (dryRun)
        return Plan::tr("Try on %1, then roll back").arg(database);
    const QString sentence = isUpgrade(preview) ? Plan::tr("Upgrade %1 by %2") : Plan::tr("Downgrade %1 by %2");
    return sentence.arg(database).arg(stepCount(preview));
}

QString versionRows(const std::vector<std::string> &from, const std::vector<std::string> &to)
{
    const auto rows = [](const std::vector<std::string> &ids) { return ids.empty() ? Plan::tr("none") : joined(ids); };
    return rows(from) + QStringLiteral(" → ") + rows(to);
}

QString stepFacts(const StepPreview &step)
{
    QStringList facts{step.transactional ? Plan::tr("one transaction") : Plan::tr("no transaction")};
    if (!step.gitChange.empty())
        facts << gitFact(step.gitChange);
    if (step.isKept)
        facts << Plan::tr("from the stored text");
    if (step.lockTimeout)
        facts << Plan::tr("lock timeout %1").arg(setting(*step.lockTimeout));
    if (step.statementTimeout)
        facts << Plan::tr("statement timeout %1").arg(setting(*step.statementTimeout));
    if (isBlank(step.sql))
        facts << Plan::tr("nothing to run");
    if (const QString rows = rowsFact(step.step.change); !rows.isEmpty())
        facts << rows;
    if (step.step.direction == Direction::Upgrade && !step.irreversible)
        facts << Plan::tr("reversible");
    return facts.join(QStringLiteral(" · "));
}

QString stepRisk(const StepPreview &step)
{
    QStringList risks;
    if (step.irreversible)
        risks << Plan::tr("irreversible");
    for (const std::string &loss : step.losses)
        risks << text(loss);
    return risks.join(QStringLiteral(" · "));
}

std::vector<SqlBlock> stepBlocks(const StepPreview &step)
{
    using Boundary = SqlBlock::Boundary;
    const QString sql = text(step.sql).trimmed();
    const QString version = text(step.versionSql).trimmed();
    if (step.transactional) {
        QString all = sql;
        if (!all.isEmpty() && !version.isEmpty())
            all += QLatin1String("\n\n");
        all += version;
        return {{Plan::tr("one transaction"), all, Boundary::Transaction}};
    }
    std::vector<SqlBlock> blocks;
    if (!sql.isEmpty())
        blocks.push_back({Plan::tr("outside a transaction"), sql, Boundary::Outside});
    if (!version.isEmpty())
        blocks.push_back({Plan::tr("transaction"), version, Boundary::Transaction});
    return blocks;
}

QString planScript(const PlanPreview &preview)
{
    QString script;
    const auto comment = [&](const QString &line) { script += QLatin1String("-- ") + line + QLatin1Char('\n'); };
    comment(text(preview.commandLine));
    for (const std::string &warning : preview.warnings)
        comment(Plan::tr("warning: %1").arg(text(warning)));
    if (!preview.backupReason.empty())
        comment(Plan::tr("a backup is made first, since %1").arg(text(preview.backupReason)));
    int number = 0;
    for (const StepPreview &step : preview.steps) {
        script += QLatin1Char('\n');
        comment(Plan::tr("step %1 of %2: %3 %4")
                    .arg(++number)
                    .arg(preview.steps.size())
                    .arg(text(step.step.revision), text(step.message)));
        for (const SqlBlock &block : stepBlocks(step)) {
            const bool wrapped = block.boundary == SqlBlock::Boundary::Transaction;
            script += (wrapped ? QLatin1String("BEGIN;\n") : QLatin1String()) + block.sql
                + (wrapped ? QLatin1String("\nCOMMIT;\n") : QLatin1String("\n"));
        }
    }
    return script;
}

QString commandLine(const PlanPreview &preview, const run::RunOptions &options)
{
    const run::RunOptions &standard = preview.options;
    QString line = text(preview.commandLine);
    if (options.lockTimeout != standard.lockTimeout)
        line += QLatin1String(" --lock-timeout ") + setting(options.lockTimeout);
    if (options.statementTimeout != standard.statementTimeout)
        line += QLatin1String(" --statement-timeout ") + setting(options.statementTimeout);
    if (options.lockRetries != standard.lockRetries)
        line += QLatin1String(" --lock-retries ") + QString::number(options.lockRetries);
    if (options.dryRun)
        line += QLatin1String(" --dry-run");
    return line;
}

QString sqlstate(const std::string &code)
{
    // PostgreSQL manual, appendix A; the conditions that a migration meets.
    static constexpr std::array<std::pair<std::string_view, const char *>, 44> names{{
        {"08006", "connection_failure"},
        {"0A000", "feature_not_supported"},
        {"21000", "cardinality_violation"},
        {"22001", "string_data_right_truncation"},
        {"22003", "numeric_value_out_of_range"},
        {"22007", "invalid_datetime_format"},
        {"22012", "division_by_zero"},
        {"22023", "invalid_parameter_value"},
        {"22P02", "invalid_text_representation"},
        {"23502", "not_null_violation"},
        {"23503", "foreign_key_violation"},
        {"23505", "unique_violation"},
        {"23514", "check_violation"},
        {"23P01", "exclusion_violation"},
        {"25001", "active_sql_transaction"},
        {"25006", "read_only_sql_transaction"},
        {"2BP01", "dependent_objects_still_exist"},
        {"3F000", "invalid_schema_name"},
        {"40001", "serialization_failure"},
        {"40P01", "deadlock_detected"},
        {"42501", "insufficient_privilege"},
        {"42601", "syntax_error"},
        {"42602", "invalid_name"},
        {"42701", "duplicate_column"},
        {"42702", "ambiguous_column"},
        {"42703", "undefined_column"},
        {"42704", "undefined_object"},
        {"42710", "duplicate_object"},
        {"42723", "duplicate_function"},
        {"42804", "datatype_mismatch"},
        {"42809", "wrong_object_type"},
        {"42830", "invalid_foreign_key"},
        {"42883", "undefined_function"},
        {"42P01", "undefined_table"},
        {"42P06", "duplicate_schema"},
        {"42P07", "duplicate_table"},
        {"42P16", "invalid_table_definition"},
        {"53100", "disk_full"},
        {"53200", "out_of_memory"},
        {"55006", "object_in_use"},
        {"55P03", "lock_not_available"},
        {"57014", "query_canceled"},
        {"57P01", "admin_shutdown"},
        {"XX000", "internal_error"},
    }};
    const auto found = std::find_if(names.begin(), names.end(), [&](const auto &entry) { return entry.first == code; });
    return found == names.end() ? text(code) : text(code) + QLatin1Char(' ') + QLatin1String(found->second);
}

} // namespace retort::ui::words

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/logexport.h"

#include "ui/log/logmodel.h"

#include <QAbstractItemModel>
#include <QDateTime>
#include <QSet>

#include <algorithm>
#include <functional>

namespace retort::ui {

namespace {

using Kind = LogModel::Kind;
using State = LogModel::State;

/// Where the figures at the end of a line begin.
constexpr qsizetype figuresColumn = 96;

QString cell(const QModelIndex &index, LogModel::Column column)
{
    return index.siblingAtColumn(column).data().toString();
}

Kind kindOf(const QModelIndex &index)
{
    return index.data(LogModel::KindRole).value<Kind>();
}

QString sign(const QModelIndex &index)
{
    switch (index.data(LogModel::StateRole).value<State>()) {
    case State::Done: return QStringLiteral("✓");
    case State::DryRun: return QStringLiteral("↺");
    case State::Failed:
    case State::Partly: return QStringLiteral("✗");
    case State::Cancelled: return QStringLiteral("⊘");
    case State::Running: return QStringLiteral("…");
    case State::Unknown: return QStringLiteral("?");
    case State::None: break;
    }
    return {};
}

QString figures(const QModelIndex &index)
{
    QStringList parts{cell(index, LogModel::RowsColumn), cell(index, LogModel::DurationColumn)};
    parts.removeAll(QString());
    return parts.join(QLatin1String("  "));
}

QList<int> pathOf(QModelIndex index)
{
    QList<int> path;
    for (; index.isValid(); index = index.parent())
        path.prepend(index.row());
    return path;
}

/// Calls `visit` for a row and all below it, with its depth below the first.
void walk(const QAbstractItemModel &model, const QModelIndex &index, int depth,
          const std::function<void(const QModelIndex &, int)> &visit)
{
    visit(index, depth);
    for (int row = 0; row < model.rowCount(index); ++row)
        walk(model, model.index(row, 0, index), depth + 1, visit);
}

QModelIndexList rowsOrAll(const QAbstractItemModel &model, const QModelIndexList &rows)
{
    QModelIndexList list = topmost(rows);
    if (list.isEmpty()) {
        for (int row = 0; row < model.rowCount(); ++row)
            list << model.index(row, 0);
    }
    return list;
}

QString textLine(const QModelIndex &index, int depth)
{
    const bool isRun = kindOf(index) == Kind::Run;
    QString line = cell(index, LogModel::TimeColumn).leftJustified(18) + QString(depth * 2, QLatin1Char(' '));
    if ((isRun || kindOf(index) == Kind::Step) && !sign(index).isEmpty())
        line += sign(index) + QLatin1Char(' ');
    line += isRun ? cell(index, LogModel::TextColumn)
                  : QStringList{index.data(LogModel::HeadRole).toString(), index.data(LogModel::BodyRole).toString()}
                        .join(QLatin1Char(' '))
                        .trimmed();
    const QString end = figures(index);
    if (!end.isEmpty())
        line = line.leftJustified(figuresColumn) + QLatin1String("  ") + end;
    return line + QLatin1Char('\n');
}

/// Markdown's code span: as many backticks around as it takes (CommonMark, "Code spans").
QString code(const QString &text)
{
    int longest = 0;
    int run = 0;
    for (const QChar character : text) {
        run = character == QLatin1Char('`') ? run + 1 : 0;
        longest = qMax(longest, run);
    }
    const QString fence(longest + 1, QLatin1Char('`'));
    const QString space = longest > 0 ? QStringLiteral(" ") : QString();
    return fence + space + text + space + fence;
}

/// Characters that Markdown would take for its own.
QString escaped(const QString &text)
{
    const auto isWord = [&text](qsizetype at) { return at >= 0 && at < text.size() && text.at(at).isLetterOrNumber(); };
    QString out;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar character = text.at(i);
        const bool insideWord = character == QLatin1Char('_') && isWord(i - 1) && isWord(i + 1); // means itself there
        if (!insideWord && QStringLiteral("\\`*_[]<>#|").contains(character))
            out += QLatin1Char('\\');
        out += character;
    }
    return out;
}

QString runHeading(const QModelIndex &run)
{
    return QLatin1String("**") + escaped(run.data(LogModel::BodyRole).toString()) + QLatin1String("** on **")
        + escaped(run.data(LogModel::DatabaseRole).toString()) + QStringLiteral("** · ")
        + escaped(run.data(LogModel::TailRole).toString())
        + (figures(run).isEmpty() ? QString() : QStringLiteral(" · ") + figures(run)) + QStringLiteral(" · ")
        + run.data(LogModel::DateTimeRole).toDateTime().toString(QStringLiteral("yyyy-MM-dd HH:mm:ss"))
        + QLatin1String("\n\n");
}

QString markdownLine(const QModelIndex &index, int depth)
{
    const Kind kind = kindOf(index);
    if (kind == Kind::Run)
        return runHeading(index);
    QString line = QString(depth * 2, QLatin1Char(' ')) + QLatin1String("- ");
    const QString head = index.data(LogModel::HeadRole).toString();
    const QString body = index.data(LogModel::BodyRole).toString();
    if (kind == Kind::Step)
        line += sign(index) + QLatin1Char(' ') + code(head) + QLatin1Char(' ') + escaped(body);
    else if (kind == Kind::Statement)
        line += code(body);
    else if (head.isEmpty())
        line += escaped(body);
    else
        line += QLatin1String("**") + escaped(head) + QLatin1String("** ") + escaped(body);
    const QString end = figures(index);
    if (!end.isEmpty())
        line += QLatin1String(" (") + end + QLatin1Char(')');
    return line + QLatin1Char('\n');
}

} // namespace

QModelIndexList topmost(const QModelIndexList &selected)
{
    QSet<QModelIndex> rows;
    for (const QModelIndex &index : selected)
        rows.insert(index.siblingAtColumn(0));
    const auto liesBelowAnother = [&rows](const QModelIndex &index) {
        for (QModelIndex above = index.parent(); above.isValid(); above = above.parent()) {
            if (rows.contains(above))
                return true;
        }
        return false;
    };
    QModelIndexList top;
    std::copy_if(rows.begin(), rows.end(), std::back_inserter(top),
                 [&](const QModelIndex &index) { return !liesBelowAnother(index); });
    std::sort(top.begin(), top.end(), [](const QModelIndex &a, const QModelIndex &b) { return pathOf(a) < pathOf(b); });
    return top;
}

QString logAsText(const QAbstractItemModel &model, const QModelIndexList &rows)
{
    QString text;
    for (const QModelIndex &top : rowsOrAll(model, rows))
        walk(model, top, 0, [&](const QModelIndex &index, int depth) { text += textLine(index, depth); });
    return text;
}

QString logAsMarkdown(const QAbstractItemModel &model, const QModelIndexList &rows)
{
    QString text;
    for (const QModelIndex &top : rowsOrAll(model, rows)) {
        const bool isRun = kindOf(top) == Kind::Run;
        if (isRun && !text.isEmpty())
            text += QLatin1Char('\n');
        walk(model, top, isRun ? -1 : 0,
             [&](const QModelIndex &index, int depth) { text += markdownLine(index, depth); });
    }
    return text;
}

} // namespace retort::ui

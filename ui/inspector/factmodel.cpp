// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/factmodel.h"

#include "ui/inspector/inspectorwords.h"

#include <algorithm>

namespace retort::ui {

FactModel::FactModel(QObject *parent)
    : QAbstractTableModel(parent)
{
}

void FactModel::setTable(FactTable table)
{
    if (m_table == table)
        return; // keeps selection and place
    beginResetModel();
    m_table = std::move(table);
    endResetModel();
}

int FactModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_table.facts.size());
}

int FactModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_table.headers.size());
}

QVariant FactModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const Fact &fact = m_table.facts[static_cast<std::size_t>(index.row())];
    const FactCell &cell = fact.cells[static_cast<std::size_t>(index.column())];
    switch (role) {
    case Qt::DisplayRole: return cell.text;
    case Qt::ToolTipRole:
        return cellText(cell);
    case Qt::AccessibleTextRole: return spoken(fact, index.column());
    case BeforeRole: return cell.isAltered ? QVariant(cell.before) : QVariant();
    case CodeRole: return cell.isCode;
    case PillsRole: return index.column() == 0 ? fact.pills : QStringList();
    case TroubleRole: return fact.trouble;
    case ChangeRole: return static_cast<int>(fact.change);
    case IsWholeRole: return m_table.isWhole;
    case LinkRole: return fact.link && index.column() == fact.linkColumn ? QVariant::fromValue(*fact.link) : QVariant();
    case WrapsRole: return !m_table.isLong;
    case NullRole: return cell.isNull;
    case BriefRole: return m_table.isBrief && cell.isCode;
    default: return {};
    }
}

QVariant FactModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= m_table.headers.size())
        return {};
    if (role == Qt::DisplayRole)
        return m_table.headers.at(section);
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::AlignLeft | Qt::AlignVCenter);
    return {};
}

/// The first column tells the row's marks as well.
QString FactModel::spoken(const Fact &fact, int column) const
{
    const FactCell &cell = fact.cells[static_cast<std::size_t>(column)];
    QString words = cell.text.isEmpty() ? tr("none") : cell.text;
    if (cell.isAltered)
        words = tr("%1, before: %2").arg(words, cell.before.isEmpty() ? tr("none") : cell.before);
    QStringList parts{m_table.headers.at(column) + QLatin1Char(' ') + words};
    if (column == 0) {
        parts << fact.pills << fact.trouble << words::change(fact.change);
        parts.removeAll(QString());
    }
    return parts.join(QLatin1String(", "));
}

QString cellText(const FactCell &cell)
{
    return cell.isAltered ? QString(cell.before + QStringLiteral(" → ") + cell.text) : cell.text;
}

namespace {

/// The cell as it is copied: with the row's marks in the first one.
QString copiedCell(const Fact &fact, std::size_t column)
{
    QString words = cellText(fact.cells[column]);
    if (column > 0)
        return words;
    QStringList marks = fact.pills;
    marks << fact.trouble << words::change(fact.change);
    marks.removeAll(QString());
    if (!marks.isEmpty())
        words += QLatin1String(" (") + marks.join(QLatin1String(", ")) + QLatin1Char(')');
    return words;
}

QString oneLine(const QString &text)
{
    return text.simplified();
}

} // namespace

QString asText(const FactTable &table)
{
    const auto columns = static_cast<std::size_t>(table.headers.size());
    std::vector<qsizetype> widths(columns);
    std::vector<QStringList> rows{table.headers};
    for (const Fact &fact : table.facts) {
        QStringList row;
        for (std::size_t column = 0; column < columns; ++column)
            row << oneLine(copiedCell(fact, column));
        rows.push_back(row);
    }
    for (const QStringList &row : rows) {
        for (std::size_t column = 0; column < columns; ++column)
            widths[column] = qMax(widths[column], row.at(static_cast<qsizetype>(column)).size());
    }
    QString text;
    for (const QStringList &row : rows) {
        QString line;
        for (std::size_t column = 0; column < columns; ++column)
            line += row.at(static_cast<qsizetype>(column)).leftJustified(widths[column] + 2);
        while (line.endsWith(QLatin1Char(' ')))
            line.chop(1);
        text += line + QLatin1Char('\n');
    }
    return text;
}

QString asSql(const FactTable &table)
{
    QString script;
    if (!table.sql.isEmpty())
        return table.sql + QLatin1String(";\n");
    for (const Fact &fact : table.facts) {
        if (!fact.sql.isEmpty() && fact.change != Change::Removed)
            script += fact.sql + QLatin1String(";\n");
    }
    return script;
}

QString asMarkdown(const FactTable &table)
{
    const auto row = [](const QStringList &cells) -> QString {
        return QLatin1String("| ") + cells.join(QLatin1String(" | ")) + QLatin1String(" |\n");
    };
    const auto escaped = [](QString text, bool isCode) {
        text = oneLine(text).replace(QLatin1Char('|'), QLatin1String("\\|"));
        return isCode && !text.isEmpty() && !text.contains(QLatin1Char('`')) ? QString(u'`' + text + u'`') : text;
    };
    QStringList rules;
    for (qsizetype i = 0; i < table.headers.size(); ++i)
        rules << QStringLiteral("---");
    QString text = row(table.headers) + row(rules);
    for (const Fact &fact : table.facts) {
        QStringList cells;
        for (std::size_t column = 0; column < fact.cells.size(); ++column)
            cells << escaped(copiedCell(fact, column), fact.cells[column].isCode);
        text += row(cells);
    }
    return text;
}

} // namespace retort::ui

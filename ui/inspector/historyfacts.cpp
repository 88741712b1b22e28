// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/factbuilder.h"
#include "ui/inspector/factpages.h"
#include "ui/inspector/inspectorwords.h"
#include "ui/theme/figures.h"

#include <QCoreApplication>
#include <QDateTime>

namespace retort::ui::pages {

namespace {

struct History {
    Q_DECLARE_TR_FUNCTIONS(History)
};

Change changeOf(run::RelationChange::Kind kind)
{
    switch (kind) {
    case run::RelationChange::Kind::Added: return Change::Added;
    case run::RelationChange::Kind::Removed: return Change::Removed;
    case run::RelationChange::Kind::Altered: break;
    }
    return Change::Altered;
}

QString revisionsText(const run::RecordedChange &recorded)
{
    QStringList ids;
    for (const std::string &revision : recorded.revisions)
        ids << text(revision);
    const QString sign = recorded.isUpgrade ? QStringLiteral("↑ ") : QStringLiteral("↓ ");
    if (ids.isEmpty())
        return {};
    if (ids.size() <= 3)
        return sign + ids.join(QStringLiteral(", "));
    return sign + History::tr("%1 … %2 (%3)").arg(ids.first(), ids.last(), words::count(ids.size()));
}

} // namespace

FactTable history(const std::vector<run::RecordedChange> &entries)
{
    FactTable table{History::tr("What runs did to it"),
                    {History::tr("Change"), History::tr("Revisions"), History::tr("When"), History::tr("Run")},
                    HistoryRevisions,
                    false,
                    {}};
    for (const run::RecordedChange &recorded : entries) {
        const auto time = std::chrono::duration_cast<std::chrono::milliseconds>(recorded.started.time_since_epoch());
        const QDateTime started = QDateTime::fromMSecsSinceEpoch(time.count());
        Fact fact;
        fact.key = QString::number(recorded.run);
        const Change change = changeOf(recorded.change.kind);
        fact.cells = {plain(words::changeSign(change) + QLatin1Char(' ') + words::change(change)),
                      code(revisionsText(recorded)), plain(started.toString(QStringLiteral("yyyy-MM-dd HH:mm"))),
                      plain(QString::number(recorded.run))};
        table.facts.push_back(std::move(fact));
    }
    return table;
}

FactTable rows(const catalog::RowPreview &preview)
{
    FactTable table{History::tr("Rows"), {}, 0, true, {}};
    for (const std::string &column : preview.columns)
        table.headers << text(column);
    table.facts.reserve(preview.rows.size());
    for (const auto &row : preview.rows) {
        Fact fact;
        for (const auto &value : row) {
            FactCell cell = code(value ? *value : std::string("NULL"));
            cell.isNull = !value;
            fact.cells.push_back(std::move(cell));
        }
        table.facts.push_back(std::move(fact));
    }
    table.stretched = static_cast<int>(table.headers.size()) - 1;
    return table;
}

} // namespace retort::ui::pages

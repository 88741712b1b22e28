// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/inspector/factreading.h"

#include <QHash>

namespace retort::testing {

using ui::Change;
using ui::Fact;
using ui::FactTable;

QStringList marks(const FactTable &table)
{
    static const QHash<Change, QString> words{{Change::Added, QStringLiteral("added")},
                                              {Change::Removed, QStringLiteral("removed")},
                                              {Change::Altered, QStringLiteral("altered")}};
    QStringList list;
    for (const Fact &fact : table.facts) {
        if (fact.change != Change::None)
            list << fact.cells.front().text + QLatin1String(": ") + words.value(fact.change);
    }
    return list;
}

QStringList column(const FactTable &table, int number)
{
    QStringList list;
    for (const Fact &fact : table.facts)
        list << fact.cells[static_cast<std::size_t>(number)].text;
    return list;
}

} // namespace retort::testing

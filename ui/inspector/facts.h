// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/catalog/relation.h"

#include <QMetaType>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace retort::ui {

/// What a run did to a thing. Shown as a sign, a word and a colour.
enum class Change { None, Added, Removed, Altered };

/// One cell of a table of facts.
struct FactCell {
    QString text;
    QString before; ///< what stood there before the run, where that was something else
    bool isAltered = false;
    bool isCode = false; ///< SQL or a name: in monospace
    bool isNull = false; ///< no value, whatever the text says

    bool operator==(const FactCell &) const = default;
};

/// One row: a column, an index, a constraint …
struct Fact {
    QString key; ///< the same before and after; empty: the first cell's text
    std::vector<FactCell> cells;
    QStringList pills; ///< behind the first cell: "PK"
    QString trouble;   ///< what is wrong with it, red: "invalid"; behind the pills
    Change change = Change::None;
    std::optional<catalog::RelationName> link; ///< where a click on the row's link leads
    int linkColumn = -1;
    QString sql{}; ///< the statement that makes it, without a semicolon; empty: there is none

    bool operator==(const Fact &) const = default;
};

/// A table of facts with its headings. Value.
struct FactTable {
    QString title; ///< for a screen reader and as heading of a copy
    QStringList headers;
    int stretched = 0;   ///< the column that takes what is left
    bool isLong = false; ///< many rows, all of one height
    std::vector<Fact> facts;
    bool isBrief = false; ///< code is shown by words::brief(); copied and spoken it stays as the server says
    QString sql{};        ///< the statements that make all of it; empty: those of its rows
    bool isWhole = false; ///< all of it was added or removed: the heading says so once, its rows only by their sign

    bool isEmpty() const { return facts.empty(); }
    bool operator==(const FactTable &) const = default;
};

} // namespace retort::ui

Q_DECLARE_METATYPE(retort::catalog::RelationName)

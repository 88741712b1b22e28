// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/session/values.h"
#include "ui/theme/theme.h"

#include <QWidget>

namespace retort::ui {

/// What a database's state reads like, in the same words wherever it is shown.
namespace words {
QString server(const session::DatabaseState &state);       ///< "PostgreSQL 15.20", "TimescaleDB 2.25.2", or empty
QString position(const session::DatabaseState &state);     ///< "at b2870ce4519f, 4d6e1a2b8c03", "at base"
QString pending(const session::DatabaseState &state);      ///< "3 pending", "at head"
QString reachability(const session::DatabaseState &state); ///< "reachable", "connecting …", "unreachable", "running"
ColourRole reachabilityRole(const session::DatabaseState &state);
/// Of rows that no file has: where their files were last seen, a sentence each, then the ways out.
QString orphanRemedies(const session::DatabaseState &state, const QString &remedies);
/// All of it as one sentence, for a screen reader.
QString summary(const session::DatabaseState &state);
} // namespace words

/// The strip that says which database a panel shows: name, database, tier and a line in the database's colour on top;
/// below: server, position, pending. Shortens from the end when it is narrow.
class DatabaseBadge : public QWidget
{
    Q_OBJECT

public:
    explicit DatabaseBadge(QWidget *parent = nullptr);

    /// `number`: the database's place in the project; gives its colour, the same in every panel.
    void setDatabase(const session::DatabaseState &state, int number);
    void clear();
    /// One line without versions, for panels whose own heading follows.
    void setCompact(bool compact);
    void setTopLineVisible(bool visible);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    QFont nameFont() const;
    void paintFirstLine(QPainter &painter, const QRect &line) const;
    void paintSecondLine(QPainter &painter, const QRect &line) const;

    session::DatabaseState m_state;
    int m_number = -1;
    bool m_isCompact = false;
    bool m_hasTopLine = true;
};

} // namespace retort::ui

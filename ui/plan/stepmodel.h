// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/session/values.h"

#include <QAbstractListModel>

#include <chrono>
#include <vector>

namespace retort::ui {

/// The steps of a plan, and, while it runs, how far each one is.
class StepModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum class State { Planned, Running, Done, Failed, Cancelled, NotBegun };
    Q_ENUM(State)
    enum Role {
        NumberRole = Qt::UserRole + 1, ///< int, from 1
        RevisionRole,                  ///< QString
        MessageRole,
        FactsRole,
        RiskRole,
        StateRole,
        DurationRole, ///< QString; empty before the step has ended
    };

    explicit StepModel(QObject *parent = nullptr);

    void setPreview(const session::PlanPreview &preview);
    void setState(int row, State state, std::chrono::milliseconds duration = std::chrono::milliseconds(-1));
    /// How the run ended, step by step; those after the last begun were not begun.
    void setReport(const run::RunReport &report);
    State stateOf(int row) const { return m_rows[static_cast<std::size_t>(row)].state; }
    /// Any row with a third line.
    bool hasRisks() const { return m_hasRisks; }

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    struct Row {
        QString revision;
        QString message;
        QString facts;
        QString risk;
        State state = State::Planned;
        std::chrono::milliseconds duration{-1};
    };
    static QString stateWord(State state);
    QString sentence(const Row &row, int number) const;

    std::vector<Row> m_rows;
    bool m_hasRisks = false;
};

} // namespace retort::ui
